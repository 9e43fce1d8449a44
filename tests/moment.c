// SPDX-License-Identifier: MIT
// To be preloaded: at one moment of a run, a command of the test is run and waited for.
//
// MOMENT is "CALL NUMBER before|after [hold]": which call of the C library, the how manyth of all
// threads, on its way in or out; with hold, the thread that makes it never goes on. MOMENT_DO is
// the command, for sh; its $PPID is the program.
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>

int pause(void);

extern char **environ;

static char call[32], edge[8], hold[8];
static unsigned long number;
static char *command;
static atomic_ulong calls;

__attribute__((constructor)) static void begin(void)
{
	const char *moment = getenv("MOMENT");
	command = getenv("MOMENT_DO");
	if (!moment || !command ||
		sscanf(moment, "%31s %lu %7s %7s", call, &number, edge, hold) < 3)
		number = 0;
}

// The command itself is not watched.
static void run_command(void)
{
	char *const arguments[] = {"env", "-u", "LD_PRELOAD", "sh", "-c", command, NULL};
	posix_spawnattr_t plain;
	sigset_t none;
	pid_t child;
	int status, error = errno;
	sigemptyset(&none);
	posix_spawnattr_init(&plain);
	posix_spawnattr_setsigmask(&plain, &none);
	posix_spawnattr_setflags(&plain, POSIX_SPAWN_SETSIGMASK);
	if (posix_spawnp(&child, "env", NULL, &plain, arguments, environ) == 0)
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			continue;
	posix_spawnattr_destroy(&plain);
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
