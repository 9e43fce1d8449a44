// SPDX-License-Identifier: MIT
// The one output of a run: standard output, or a file that is replaced at the end.
#include "files/run-target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files/cleanup.h"
#include "files/directory.h"
#include "io.h"
#include "message.h"

static bool fail_opening(const struct run_target *target, const char *what, int error)
{
	message_error(target->name, "%s: %s", _(what), strerror(error));
	return false;
}

void run_target_free(struct run_target *target)
{
	if (target->directory >= 0)
		io_close(target->directory);
	target->directory = -1;
	free(target->path);
	target->path = NULL;
}

// Copies the attributes of the old file. If it cannot be read, the new one is private to the user.
static bool keep_attributes(struct replace *replace, const char *base, const struct stat *old)
{
	int fd = openat(replace->directory, base, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return errno == EACCES && replace_set_mode(replace, old->st_mode & 0700);
	bool kept = replace_keep(replace, fd, old, true);
	int error = errno;
	io_close(fd);
	errno = error;
	return kept;
}

static bool open_target(struct run_target *target)
{
	if (target->exists && !S_ISREG(target->status.st_mode))
		return (target->fd = open(target->name, O_WRONLY | O_CLOEXEC | O_NOCTTY)) >= 0;
	target->path = target->exists ? realpath(target->name, NULL) : strdup(target->name);
	if (!target->path)
		return false;
	target->directory = directory_open(AT_FDCWD, target->path, directory_of(target->path));
	return target->directory >= 0;
}

bool run_target_find(struct run_target *target, const struct options *options)
{
	struct stat link;
	const char *name = options->output_file;
	*target = (struct run_target){
		.name = name, .fd = STDOUT_FILENO, .directory = -1, .sync = !options->no_sync};
	target->replace.fd = -1;
	if (!name)
		return true;
	target->exists = stat(name, &target->status) == 0;
	if (!target->exists && errno != ENOENT)
		return fail_opening(target, "cannot be written", errno);
	if (!target->exists && lstat(name, &link) == 0) {
		message_error(name, "cannot be written: it is a symbolic link that leads nowhere");
		return false;
	}
	target->needs_bytes = target->exists && target->status.st_size > 0 && !options->allow_empty;
	if (open_target(target))
		return true;
	fail_opening(target, "cannot be written", errno);
	run_target_free(target);
	return false;
}

bool run_target_begin(struct run_target *target)
{
	struct replace *replace = &target->replace;
	const struct stat *old = target->exists ? &target->status : NULL;
	if (target->directory < 0)
		return true;
	if (!cleanup_watch())
		return false;
	const char *slash = strrchr(target->path, '/');
	const char *base = slash ? slash + 1 : target->path;
	if (!replace_begin(replace, 0, target->directory, base, old ? REPLACE_OWN : 0666))
		return fail_opening(target,
			errno == EBUSY ? N_("another run is writing it")
				       : N_("no temporary file can be made beside it"),
			errno);
	target->fd = replace->fd;
	if (!old || keep_attributes(replace, base, old))
		return true;
	int error = errno;
	replace_drop(replace, NULL);
	return fail_opening(
		target, "the owner and permissions of the temporary file cannot be set", error);
}

static int put_in_place(struct run_target *target)
{
	if (target->sync && !replace_sync(&target->replace))
		return errno;
	if (!replace_commit(&target->replace, !target->sync))
		return errno;
	return target->sync ? replace_sync_directory(target->directory) : 0;
}

static bool is_empty(const struct run_target *target)
{
	struct stat status;
	return fstat(target->fd, &status) == 0 && status.st_size == 0;
}

void run_target_end(struct run_target *target, bool good, int error)
{
	bool written = error == 0;
	if (target->directory >= 0) {
		if (good && written && target->needs_bytes && is_empty(target))
			message_error(target->name, REPLACE_NOTHING_LEFT);
		else if (good && written)
			error = put_in_place(target);
		else if (written)
			message_note(target->name, "not written, since an input failed");
		replace_drop(&target->replace, NULL);
	} else if (written) {
		error = io_close(target->fd);
		// A closed standard output is no error if nothing was written.
		if (!target->name && error == EBADF)
			error = 0;
	}
	if (error != 0)
		message_error(target->name, "write error: %s", strerror(error));
}
