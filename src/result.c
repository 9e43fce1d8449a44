// SPDX-License-Identifier: MIT
// The result of one page on its way into a file, which is compared with what is there already.
#include "result.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "io.h"

#define PIECE ((size_t)1 << 14)

static int set_failed(struct result *result, const char *what)
{
	result->failed = what;
	return errno;
}

// Bytes of the old file; fewer only at its end. -1: errno.
static ssize_t read_old(const struct result *result, char *data, size_t size, uint64_t at)
{
	size_t done = 0;
	while (done < size) {
		ssize_t got = pread(result->old, data + done, size - done, (off_t)(at + done));
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

// Whether the old file goes on with these bytes. One that cannot be read does not.
static bool is_same(const struct result *result, const char *data, size_t size)
{
	char piece[PIECE];
	if (result->old < 0 || (uint64_t)result->status.st_size < result->size + size)
		return false;
	for (size_t at = 0; at < size;) {
		size_t length = size - at < PIECE ? size - at : PIECE;
		ssize_t got = read_old(result, piece, length, result->size + at);
		if (got < 0 || (size_t)got != length || memcmp(piece, data + at, length) != 0)
			return false;
		at += length;
	}
	return true;
}

static int write_new(struct result *result, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t written = write(result->replace.fd, data, size);
		if (written < 0 && errno != EINTR)
			return set_failed(result, "write error");
		if (written > 0)
			data += written, size -= (size_t)written;
	}
	return 0;
}

// What was found to be the same so far, into the temporary file.
static int copy_same(struct result *result)
{
	char piece[PIECE];
	for (uint64_t at = 0; at < result->size;) {
		size_t length = result->size - at < PIECE ? (size_t)(result->size - at) : PIECE;
		ssize_t got = read_old(result, piece, length, at);
		if (got < 0 || (size_t)got != length) {
			errno = got < 0 ? errno : ESTALE;
			return set_failed(result, "reading it again failed");
		}
		int error = write_new(result, piece, length);
		if (error != 0)
			return error;
		at += length;
	}
	return 0;
}

static int make_temporary(struct result *result)
{
	mode_t mode = result->old < 0 ? result->mode : REPLACE_OWN;
	if (replace_begin(&result->replace, result->slot, result->folder, result->base, mode))
		return copy_same(result);
	if (errno == EBUSY)
		return set_failed(result, "another run is writing it");
	return set_failed(result, "no temporary file can be made beside it");
}

// From here on the result is known to be another one than what is there.
static int set_differs(struct result *result)
{
	result->differs = true;
	return result->dry ? 0 : make_temporary(result);
}

int result_put(void *context, const char *data, size_t size)
{
	struct result *result = context;
	int error = 0;
	if (!result->differs && (!result->lazy || !is_same(result, data, size)))
		error = set_differs(result);
	if (error == 0 && result->differs && !result->dry)
		error = write_new(result, data, size);
	result->size += size;
	return error;
}

int result_end(struct result *result)
{
	bool same = result->lazy && result->old >= 0 &&
		    result->size == (uint64_t)result->status.st_size;
	int error = 0;
	if (!result->differs && !same)
		error = set_differs(result);
	if (error != 0 || !result->differs || result->dry)
		return error;
	if (result->old >= 0 &&
		!replace_keep(&result->replace, result->old, &result->status, false))
		return set_failed(result, "its owner, permissions or attributes cannot be kept");
	if (result->sync && !replace_sync(&result->replace))
		return set_failed(result, "write error");
	return 0;
}

int result_commit(struct result *result)
{
	if (!result->differs || result->dry)
		return 0;
	if (result->backup && !replace_keep_old(&result->replace, result->backup, result->force))
		return set_failed(result, errno == EEXIST
						  ? "a file of the name it is to be kept under is "
						    "there already; --force replaces that"
						  : "it cannot be kept under another name");
	if (!replace_commit(&result->replace, result->remote && !result->sync))
		return set_failed(result, "write error");
	return 0;
}

void result_drop(struct result *result)
{
	replace_drop(&result->replace, result->backup);
}
