// SPDX-License-Identifier: MIT
// To be preloaded: at one moment of a run, a command of the test is run and waited for.
//
// MOMENT is "CALL NUMBER before|after [hold]": which call of the C library, the how manyth of all
// threads, on its way in or out; with hold, the thread that makes it never goes on. MOMENT_DO is
// the command, for sh; its $PPID is the program. A child that is made at the start runs it: the
// program may by then have given up the right to write where the command writes.
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

// Descriptors in nobody's way: a byte written to one starts the command, which reads the other.
#define FROM 200
#define ORDER 201

static char call[32], edge[8], hold[8];
static unsigned long number;
static atomic_ulong calls;
static pid_t child;

// The command itself is not watched.
static void await_order(const char *command)
{
	char byte;
	close(ORDER);
	if (read(FROM, &byte, 1) != 1)
		_exit(0);
	close(FROM);
	unsetenv("LD_PRELOAD");
	unsetenv("MOMENT");
	execlp("sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

static bool make_child(const char *command)
{
	int both[2];
	if (pipe(both) != 0 || dup2(both[0], FROM) < 0 || dup2(both[1], ORDER) < 0)
		return false;
	close(both[0]);
	close(both[1]);
	child = fork();
	if (child == 0)
		await_order(command);
	close(FROM);
	return child > 0;
}

__attribute__((constructor)) static void begin(void)
{
	const char *moment = getenv("MOMENT"), *command = getenv("MOMENT_DO");
	unsigned long wanted;
	if (!moment || !command ||
		sscanf(moment, "%31s %lu %7s %7s", call, &wanted, edge, hold) < 3)
		return;
	if (make_child(command))
		number = wanted;
}

static void run_command(void)
{
	int status, error = errno;
	ssize_t (*plain_write)(int, const void *, size_t);
	*(void **)&plain_write = dlsym(RTLD_NEXT, "write");
	if (plain_write(ORDER, "", 1) == 1)
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			continue;
	errno = error;
}

static bool is_named(const char *name)
{
	return number > 0 && strcmp(call, name) == 0;
}

// At one edge of the call with this number.
static void pass(const char *at, unsigned long count)
{
	if (count != number || strcmp(edge, at) != 0)
		return;
	run_command();
	while (hold[0])
		pause();
}

// The next definition of a function is the real one, or that of a sanitizer.
#define WATCH(type, name, parameters, arguments)                                                   \
	type name parameters;                                                                      \
	type name parameters                                                                       \
	{                                                                                          \
		static type(*next) parameters;                                                     \
		if (!next)                                                                         \
			*(void **)&next = dlsym(RTLD_NEXT, #name);                                 \
		unsigned long count = is_named(#name) ? ++calls : 0;                               \
		if (count > 0)                                                                     \
			pass("before", count);                                                     \
		type result = next arguments;                                                      \
		if (count > 0)                                                                     \
			pass("after", count);                                                      \
		return result;                                                                     \
	}

WATCH(int, openat, (int directory, const char *path, int flags, mode_t mode),
	(directory, path, flags, mode))
WATCH(int, mkdirat, (int directory, const char *path, mode_t mode), (directory, path, mode))
WATCH(ssize_t, read, (int fd, void *data, size_t size), (fd, data, size))
WATCH(ssize_t, write, (int fd, const void *data, size_t size), (fd, data, size))
WATCH(int, poll, (void *set, unsigned long count_of_set, int timeout), (set, count_of_set, timeout))
WATCH(int, flock, (int fd, int operation), (fd, operation))
WATCH(int, fchmod, (int fd, mode_t mode), (fd, mode))
WATCH(int, fsync, (int fd), (fd))
WATCH(int, close, (int fd), (fd))
WATCH(int, unlinkat, (int directory, const char *path, int flags), (directory, path, flags))
WATCH(int, renameat, (int from, const char *path, int to, const char *new_path),
	(from, path, to, new_path))
