// SPDX-License-Identifier: MIT
// A file is replaced as a whole, or not at all: a temporary file beside it takes its place.
//
// The name of the temporary file follows from the name of the file, so the next run over the same
// file finds what a killed run left. The lock on it (flock(2)) tells that from a file that another
// run is writing. A worker has one temporary file at a time. It is on the disk before it takes its
// place, and a directory is synced once, when the worker leaves it.
#include "files/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "files/attributes.h"
#include "files/cleanup.h"
#include "io.h"

#define TRIES 8

// --- the temporary file ---

// FNV-1a: one name for each file of a directory and each `purpose`.
static void name_temporary(char name[REPLACE_NAME], const char *base, const char *purpose)
{
	uint64_t sum = 0xCBF29CE484222325;
	for (const char *at = base; *at; at++)
		sum = (sum ^ (unsigned char)*at) * 0x100000001B3;
	for (const char *at = purpose; *at; at++)
		sum = (sum ^ (unsigned char)*at) * 0x100000001B3;
	snprintf(name, REPLACE_NAME, REPLACE_PREFIX "%016" PRIx64, sum);
}

static bool is_temporary(const char *name)
{
	size_t prefix = sizeof REPLACE_PREFIX - 1;
	return strncmp(name, REPLACE_PREFIX, prefix) == 0 &&
	       strspn(name + prefix, "0123456789abcdef") == 16 && name[prefix + 16] == '\0';
}

// The writer of a temporary file holds a lock on it, which ends with the process. False: errno.
static bool remove_unlocked(int directory, const char *name)
{
	struct stat status;
	int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return errno == ENOENT;
	int error = fstat(fd, &status) != 0 ? errno : 0;
	if (error == 0 && (!S_ISREG(status.st_mode) || status.st_nlink > 1 ||
				  (status.st_uid != geteuid() && geteuid() != 0)))
		error = EEXIST;
	if (error == 0 && flock(fd, LOCK_EX | LOCK_NB) != 0)
		error = errno == EWOULDBLOCK ? EBUSY : errno;
	if (error == 0 && unlinkat(directory, name, 0) != 0 && errno != ENOENT)
		error = errno;
	io_close(fd);
	errno = error;
	return error == 0;
}

void replace_remove_left_over(int directory, const char *name)
{
	if (is_temporary(name))
		(void)!remove_unlocked(directory, name);
}

// Makes and locks the file. False: errno; EEXIST: it exists.
static bool make(struct replace *replace, mode_t mode)
{
	cleanup_lock(replace->slot);
	replace->fd = openat(replace->directory, replace->temporary,
		O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
	int error = replace->fd < 0 ? errno : 0;
	if (error == 0)
		cleanup_publish(replace->slot, replace->directory, replace->temporary);
	cleanup_unlock(replace->slot);
	if (error == 0 && flock(replace->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
		error = EEXIST;
	// Before the lock another run may have removed it as a leftover: then it is gone.
	if (error != 0)
		replace_drop(replace, NULL);
	errno = error;
	return error == 0;
}

bool replace_begin(
	struct replace *replace, unsigned slot, int directory, const char *base, mode_t mode)
{
	*replace = (struct replace){.fd = -1, .slot = slot, .directory = directory, .base = base};
	name_temporary(replace->temporary, base, "");
	for (int i = 0; i < TRIES; i++) {
		if (make(replace, mode))
			return true;
		if (errno != EEXIST || !remove_unlocked(directory, replace->temporary))
			return false;
	}
	errno = EBUSY;
	return false;
}

// --- what the old file had ---

// With another owner the group's permissions would be those of another group.
static bool keep_owner(struct replace *replace, const struct stat *old, bool own, mode_t *mode)
{
	struct stat now;
	if (fstat(replace->fd, &now) != 0)
		return false;
	if (now.st_uid == old->st_uid && now.st_gid == old->st_gid)
		return true;
	if (fchown(replace->fd, old->st_uid, old->st_gid) == 0)
		return true;
	if (!own || errno != EPERM)
		return false;
	if (now.st_gid != old->st_gid && fchown(replace->fd, (uid_t)-1, old->st_gid) != 0)
		*mode = (*mode & ~(mode_t)070) | (*mode & *mode << 3 & 070);
	return true;
}

bool replace_keep(struct replace *replace, int fd, const struct stat *old, bool own)
{
	mode_t mode = old->st_mode & 0777;
	// The list comes before the mode: the mode's group bits are the list's mask.
	return keep_owner(replace, old, own, &mode) && attributes_copy(fd, replace->fd) &&
	       replace_set_mode(replace, mode);
}

bool replace_set_mode(struct replace *replace, mode_t mode)
{
	return fchmod(replace->fd, mode) == 0;
}

// --- into place ---

bool replace_sync(struct replace *replace)
{
	return fsync(replace->fd) == 0;
}

int replace_sync_directory(int directory)
{
	// EBADF: opened with O_PATH, since it may not be read.
	return fsync(directory) == 0 || errno == EINVAL || errno == EBADF ? 0 : errno;
}

static bool is_same_file(int directory, const char *one, const char *two)
{
	struct stat a, b;
	return fstatat(directory, one, &a, AT_SYMLINK_NOFOLLOW) == 0 &&
	       fstatat(directory, two, &b, AT_SYMLINK_NOFOLLOW) == 0 && a.st_dev == b.st_dev &&
	       a.st_ino == b.st_ino;
}

// Puts a second name of the old file in the place of an older backup, which stays if that fails. A
// slash is in no name of a file, so the second name is that of no other temporary file.
static bool replace_backup(struct replace *replace, const char *name)
{
	char second[REPLACE_NAME];
	int directory = replace->directory;
	name_temporary(second, replace->base, "/");
	// A signal finds both steps done, or none.
	cleanup_lock(replace->slot);
	(void)!remove_unlocked(directory, second);
	bool linked = linkat(directory, replace->base, directory, second, 0) == 0 ||
		      (errno == EEXIST && is_same_file(directory, replace->base, second));
	bool done = linked && renameat(directory, second, directory, name) == 0;
	int error = errno;
	if (linked && !done)
		unlinkat(directory, second, 0);
	cleanup_unlock(replace->slot);
	errno = error;
	return done;
}

bool replace_keep_old(struct replace *replace, const char *name, bool force)
{
	int directory = replace->directory;
	replace->linked = linkat(directory, replace->base, directory, name, 0) == 0;
	if (replace->linked)
		return true;
	if (errno != EEXIST)
		return false;
	// A killed run left it so.
	if (is_same_file(directory, replace->base, name))
		return true;
	errno = EEXIST;
	return force && replace_backup(replace, name);
}

// Closing may show write errors, but the lock must last until the file is in place. So close
// another descriptor of it.
static bool close_twin(struct replace *replace)
{
	int twin = fcntl(replace->fd, F_DUPFD_CLOEXEC, 3);
	int error = twin < 0 ? errno : io_close(twin);
	errno = error;
	return error == 0;
}

bool replace_commit(struct replace *replace, bool unsynced)
{
	if (unsynced && !close_twin(replace))
		return false;
	cleanup_lock(replace->slot);
	bool done = renameat(replace->directory, replace->temporary, replace->directory,
			    replace->base) == 0;
	int error = errno;
	if (done)
		cleanup_publish(replace->slot, -1, NULL);
	cleanup_unlock(replace->slot);
	if (done) {
		io_close(replace->fd);
		replace->fd = -1;
	}
	errno = error;
	return done;
}

void replace_drop(struct replace *replace, const char *kept)
{
	if (replace->fd < 0)
		return;
	if (replace->linked)
		unlinkat(replace->directory, kept, 0);
	cleanup_lock(replace->slot);
	unlinkat(replace->directory, replace->temporary, 0);
	cleanup_publish(replace->slot, -1, NULL);
	cleanup_unlock(replace->slot);
	io_close(replace->fd);
	replace->fd = -1;
}
