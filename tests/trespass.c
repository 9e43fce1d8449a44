// SPDX-License-Identifier: MIT
// To be preloaded: when the program reads for the first time from its standard input or a file that
// it opened, it tries to change the directory $TRESPASS in every way. The file $TRESPASS_LOG, which
// is open before, gets a line for each way: its name, and "done" or the error.
//
// The directory has the files `file` and `other` and the empty directory `empty`.
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#define LANDLOCK_CREATE_RULESET 444 // on all machines

static const char *place;
static int report = -1;
static atomic_bool tried;

static int opens(const char *name, int flags)
{
	int fd = open(name, flags | O_CLOEXEC, 0600);
	return fd < 0 ? -1 : close(fd);
}

static int write_file(void)
{
	return opens("file", O_WRONLY);
}
static int append(void)
{
	return opens("file", O_RDWR | O_APPEND);
}
static int cut_open(void)
{
	return opens("file", O_WRONLY | O_TRUNC);
}
static int cut(void)
{
	return truncate("file", 0);
}
static int create(void)
{
	return opens("new", O_WRONLY | O_CREAT | O_EXCL);
}
static int rename_file(void)
{
	return rename("file", "renamed");
}
static int replace_file(void)
{
	return rename("other", "file");
}
static int link_file(void)
{
	return link("file", "linked");
}
static int make_link(void)
{
	return symlink("file", "link");
}
static int make_directory(void)
{
	return mkdir("made", 0700);
}
static int remove_directory(void)
{
	return rmdir("empty");
}
static int make_fifo(void)
{
	return mkfifo("fifo", 0600);
}
static int remove_file(void)
{
	return unlink("file");
}

static int make_socket(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	int result = bind(fd, (struct sockaddr *)&address, sizeof address), error = errno;
	close(fd);
	errno = error;
	return result;
}

static const struct {
	const char *name;
	int (*act)(void);
} ways[] = {
	{"write", write_file},
	{"append", append},
	{"open and truncate", cut_open},
	{"truncate", cut},
	{"create", create},
	{"link", link_file},
	{"make a symbolic link", make_link},
	{"make a directory", make_directory},
	{"remove a directory", remove_directory},
	{"make a fifo", make_fifo},
	{"make a socket", make_socket},
	{"rename", rename_file},
	{"replace", replace_file},
	{"remove", remove_file},
};

__attribute__((constructor)) static void begin(void)
{
	const char *file = getenv("TRESPASS_LOG");
	place = getenv("TRESPASS");
	int fd = file ? open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
	if (fd >= 0) {
		report = dup2(fd, 200);
		close(fd);
	}
}

static void try_all(void)
{
	int back = open(".", O_RDONLY | O_DIRECTORY);
	if (back < 0 || chdir(place) != 0)
		return;
	dprintf(report, "version: %ld\n", syscall(LANDLOCK_CREATE_RULESET, NULL, (size_t)0, 1U));
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		errno = 0;
		int result = ways[i].act();
		dprintf(report, "%s: %s\n", ways[i].name, result == 0 ? "done" : strerror(errno));
	}
	(void)!fchdir(back);
	close(back);
}

ssize_t read(int fd, void *data, size_t size)
{
	if (place && report >= 0 && fd != 1 && fd != 2 && !atomic_exchange(&tried, 1))
		try_all();
	return syscall(SYS_read, fd, data, size);
}

ssize_t __read_chk(int fd, void *data, size_t size, size_t room);
ssize_t __read_chk(int fd, void *data, size_t size, size_t room)
{
	return size > room ? (abort(), -1) : read(fd, data, size);
}
