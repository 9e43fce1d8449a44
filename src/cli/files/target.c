// SPDX-License-Identifier: MIT
// The result of one page on its way into a file, compared with the file's old content.
#include "files/target.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "io.h"

#define PIECE ((size_t)1 << 14)

static int set_failed(struct target *target, const char *what)
{
	target->failed = what;
	return errno;
}

// Reads bytes of the old file; fewer only at its end. -1: errno.
static ssize_t read_old(const struct target *target, char *data, size_t size, uint64_t at)
{
	size_t done = 0;
	while (done < size) {
		ssize_t got = pread(target->old, data + done, size - done, (off_t)(at + done));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

// Whether the old file continues with these bytes; false if it cannot be read.
static bool equals_old(const struct target *target, const char *data, size_t size)
{
	char piece[PIECE];
	if (target->old < 0 || (uint64_t)target->status.st_size < target->size + size)
		return false;
	for (size_t at = 0; at < size;) {
		size_t length = size - at < PIECE ? size - at : PIECE;
		ssize_t got = read_old(target, piece, length, target->size + at);
		if (got < 0 || (size_t)got != length || memcmp(piece, data + at, length) != 0)
			return false;
		at += length;
	}
	return true;
}

static int write_new(struct target *target, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t written = write(target->replace.fd, data, size);
		if (written < 0 && errno != EINTR)
			return set_failed(target, "write error");
		if (written > 0)
			data += written, size -= (size_t)written;
	}
	return 0;
}

// Copies the bytes that were the same into the temporary file.
static int copy_same(struct target *target)
{
	char piece[PIECE];
	for (uint64_t at = 0; at < target->size;) {
		size_t length = target->size - at < PIECE ? (size_t)(target->size - at) : PIECE;
		ssize_t got = read_old(target, piece, length, at);
		if (got < 0 || (size_t)got != length) {
			errno = got < 0 ? errno : ESTALE;
			return set_failed(target, "reading it again failed");
		}
		int error = write_new(target, piece, length);
		if (error != 0)
			return error;
		at += length;
	}
	return 0;
}

static int make_temporary(struct target *target)
{
	mode_t mode = target->old < 0 ? target->mode : REPLACE_OWN;
	if (replace_begin(&target->replace, target->slot, target->directory, target->base, mode))
		return copy_same(target);
	if (errno == EBUSY)
		return set_failed(target, "another run is writing it");
	return set_failed(target, "no temporary file can be made beside it");
}

// From here on the content differs.
static int set_differs(struct target *target)
{
	target->differs = true;
	return target->dry ? 0 : make_temporary(target);
}

int target_put(void *context, const char *data, size_t size)
{
	struct target *target = context;
	int error = 0;
	if (!target->differs && (!target->lazy || !equals_old(target, data, size)))
		error = set_differs(target);
	if (error == 0 && target->differs && !target->dry)
		error = write_new(target, data, size);
	target->size += size;
	return error;
}

int target_end(struct target *target)
{
	bool same = target->lazy && target->old >= 0 &&
		    target->size == (uint64_t)target->status.st_size;
	int error = 0;
	if (!target->differs && !same)
		error = set_differs(target);
	if (error != 0 || !target->differs || target->dry)
		return error;
	if (target->old >= 0 &&
		!replace_keep(&target->replace, target->old, &target->status, false))
		return set_failed(target, "its owner, permissions or attributes cannot be kept");
	if (target->sync && !replace_sync(&target->replace))
		return set_failed(target, "write error");
	return 0;
}

int target_commit(struct target *target)
{
	if (!target->differs || target->dry)
		return 0;
	if (target->backup && !replace_keep_old(&target->replace, target->backup, target->force))
		return set_failed(
			target, errno == EEXIST ? N_("a file of the name it is to be kept under is "
						     "there already; --force replaces that")
						: N_("it cannot be kept under another name"));
	if (!replace_commit(&target->replace, target->remote && !target->sync))
		return set_failed(target, "write error");
	return 0;
}

void target_drop(struct target *target)
{
	replace_drop(&target->replace, target->backup);
}
