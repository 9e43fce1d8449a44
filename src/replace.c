// SPDX-License-Identifier: MIT
// A file is replaced as a whole, or not at all: a temporary file beside it, fsync, rename.
#include "replace.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io.h"
#include "message.h"

// What a signal has to remove; set and cleared while the signals are blocked.
static const char *volatile pending;

static const int deadly[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGXFSZ, SIGXCPU};
#define DEADLY (sizeof deadly / sizeof deadly[0])

static void remove_and_die(int number)
{
	if (pending)
		unlink(pending);
	signal(number, SIG_DFL);
	raise(number);
}

// A signal that is ignored stays so.
static void catch_signals(void)
{
	for (size_t i = 0; i < DEADLY; i++) {
		struct sigaction action;
		if (sigaction(deadly[i], NULL, &action) != 0 || action.sa_handler == SIG_IGN)
			continue;
		action = (struct sigaction){.sa_handler = remove_and_die};
		sigfillset(&action.sa_mask);
		sigaction(deadly[i], &action, NULL);
	}
}

static void block_signals(sigset_t *before)
{
	sigset_t all;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, before);
}

static void release(struct replace *replace)
{
	free(replace->target);
	free(replace->temporary);
	replace->target = replace->temporary = NULL;
}

static bool fail(struct replace *replace, const char *what)
{
	message_error(replace->name, "%s: %s", what, strerror(errno));
	release(replace);
	return false;
}

// The folder of the target with the pattern of a temporary name in it.
static char *temporary_name(const char *target)
{
	static const char pattern[] = "/.dehusk-XXXXXX";
	char *copy = strdup(target), *name = NULL;
	if (copy) {
		const char *folder = dirname(copy);
		size_t room = strlen(folder) + sizeof pattern;
		name = malloc(room);
		if (name)
			snprintf(name, room, "%s%s", folder, pattern);
	}
	free(copy);
	return name;
}

// The mode that a new file gets.
static mode_t new_mode(void)
{
	mode_t mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

// `old` is the file that is to be replaced, or NULL.
static bool open_temporary(struct replace *replace, const struct stat *old)
{
	sigset_t before;
	replace->temporary = temporary_name(replace->target);
	if (!replace->temporary)
		return fail(replace, "cannot be written");
	catch_signals();
	block_signals(&before);
	replace->fd = mkostemp(replace->temporary, O_CLOEXEC);
	int error = errno;
	if (replace->fd >= 0)
		pending = replace->temporary;
	sigprocmask(SIG_SETMASK, &before, NULL);
	errno = error;
	if (replace->fd < 0)
		return fail(replace, "no temporary file can be made beside it");
	// The owner stays where the system lets it.
	if (old)
		(void)!fchown(replace->fd, old->st_uid, old->st_gid);
	if (fchmod(replace->fd, old ? old->st_mode & 0777 : new_mode()) == 0)
		return true;
	error = errno;
	replace_end(replace, false);
	message_error(
		replace->name, "the temporary file's mode cannot be set: %s", strerror(error));
	return false;
}

bool replace_begin(struct replace *replace, const char *name)
{
	struct stat status;
	*replace = (struct replace){.name = name, .fd = -1};
	bool exists = stat(name, &status) == 0;
	if (!exists && errno != ENOENT)
		return fail(replace, "cannot be written");
	if (!exists && lstat(name, &status) == 0) {
		message_error(name, "cannot be written: it is a symbolic link that leads nowhere");
		return false;
	}
	replace->target = exists ? realpath(name, NULL) : strdup(name);
	if (!replace->target)
		return fail(replace, "cannot be written");
	if (!exists || S_ISREG(status.st_mode))
		return open_temporary(replace, exists ? &status : NULL);
	replace->fd = open(name, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	return replace->fd >= 0 || fail(replace, "cannot be written");
}

// The folder of the temporary file, whose name is not needed any more.
static int sync_folder(char *temporary)
{
	*strrchr(temporary, '/') = '\0';
	int fd = open(temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return 0; // a folder that may be written to but not read
	int error = fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
	io_close(fd);
	return error;
}

static int put_in_place(struct replace *replace)
{
	int error = fsync(replace->fd) == 0 ? 0 : errno;
	int closing = io_close(replace->fd);
	replace->fd = -1;
	if (error == 0)
		error = closing;
	if (error == 0 && rename(replace->temporary, replace->target) != 0)
		error = errno;
	return error;
}

bool replace_end(struct replace *replace, bool good)
{
	sigset_t before;
	int error = 0;
	block_signals(&before);
	if (!replace->temporary) {
		error = io_close(replace->fd);
	} else {
		if (good)
			error = put_in_place(replace);
		if (!good || error)
			unlink(replace->temporary);
		if (replace->fd >= 0)
			io_close(replace->fd);
		pending = NULL;
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (good && error == 0 && replace->temporary)
		error = sync_folder(replace->temporary);
	if (error)
		message_error(replace->name, "write error: %s", strerror(error));
	release(replace);
	return error == 0;
}
