// SPDX-License-Identifier: MIT
// The one output of a run: standard output, or a file that is replaced when all is done.
#include "outlet.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "folder.h"
#include "io.h"
#include "message.h"
#include "signals.h"

static bool fail_opening(struct outlet *outlet, const char *what, int error)
{
	message_error(outlet->name, "%s: %s", what, strerror(error));
	if (outlet->folder >= 0)
		io_close(outlet->folder);
	free(outlet->target);
	return false;
}

// Takes over from the old file what it has. One that may not be read keeps it from all others.
static bool keep_attributes(struct replace *replace, const char *base, const struct stat *old)
{
	int fd = openat(replace->folder, base, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return errno == EACCES && replace_set_mode(replace, old->st_mode & 0700);
	bool kept = replace_keep(replace, fd, old, true);
	int error = errno;
	io_close(fd);
	errno = error;
	return kept;
}

// `old` is the file that is to be replaced, or NULL.
static bool open_temporary(struct outlet *outlet, const struct stat *old)
{
	char *slash = strrchr(outlet->target, '/'), *base = slash ? slash + 1 : outlet->target;
	size_t size = slash == outlet->target ? 1 : slash ? (size_t)(slash - outlet->target) : 0;
	struct replace *replace = &outlet->replace;
	if (!signals_watch()) {
		free(outlet->target);
		return false;
	}
	outlet->folder = folder_open(AT_FDCWD, outlet->target, size);
	if (outlet->folder < 0)
		return fail_opening(outlet, "cannot be written", errno);
	if (!replace_begin(replace, 0, outlet->folder, base, old ? REPLACE_OWN : 0666))
		return fail_opening(outlet,
			errno == EBUSY ? "another run is writing it"
				       : "no temporary file can be made beside it",
			errno);
	outlet->fd = replace->fd;
	if (!old || keep_attributes(replace, base, old))
		return true;
	int error = errno;
	replace_drop(replace, NULL);
	return fail_opening(
		outlet, "the owner and permissions of the temporary file cannot be set", error);
}

bool outlet_begin(struct outlet *outlet, const struct options *options)
{
	struct stat status;
	const char *name = options->output_file;
	*outlet = (struct outlet){
		.name = name, .fd = STDOUT_FILENO, .folder = -1, .sync = !options->no_sync};
	outlet->replace.fd = -1;
	if (!name)
		return true;
	bool exists = stat(name, &status) == 0;
	if (!exists && errno != ENOENT)
		return fail_opening(outlet, "cannot be written", errno);
	if (!exists && lstat(name, &status) == 0) {
		message_error(name, "cannot be written: it is a symbolic link that leads nowhere");
		return false;
	}
	outlet->needs_bytes = exists && status.st_size > 0 && !options->allow_empty;
	outlet->target = exists ? realpath(name, NULL) : strdup(name);
	if (!outlet->target)
		return fail_opening(outlet, "cannot be written", errno);
	if (!exists || S_ISREG(status.st_mode))
		return open_temporary(outlet, exists ? &status : NULL);
	outlet->fd = open(name, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	return outlet->fd >= 0 || fail_opening(outlet, "cannot be written", errno);
}

static int put_in_place(struct outlet *outlet)
{
	if (outlet->sync && !replace_sync(&outlet->replace))
		return errno;
	if (!replace_commit(&outlet->replace, !outlet->sync))
		return errno;
	return outlet->sync ? replace_sync_folder(outlet->folder) : 0;
}

static bool is_empty(const struct outlet *outlet)
{
	struct stat status;
	return fstat(outlet->fd, &status) == 0 && status.st_size == 0;
}

void outlet_end(struct outlet *outlet, bool good, int error)
{
	bool written = error == 0;
	if (outlet->folder >= 0) {
		if (good && written && outlet->needs_bytes && is_empty(outlet))
			message_error(outlet->name, REPLACE_NOTHING_LEFT);
		else if (good && written)
			error = put_in_place(outlet);
		else if (written)
			message_note(outlet->name, "not written, since an input failed");
		replace_drop(&outlet->replace, NULL);
		io_close(outlet->folder);
	} else if (written) {
		error = io_close(outlet->fd);
		// A closed standard output is no matter when there was nothing to write.
		if (!outlet->name && error == EBADF)
			error = 0;
	}
	if (error != 0)
		message_error(outlet->name, "write error: %s", strerror(error));
	free(outlet->target);
}
