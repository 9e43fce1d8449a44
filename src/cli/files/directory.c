// SPDX-License-Identifier: MIT
// Directories opened below another one, part by part: no link is followed, and nothing above is
// reached.
//
// This uses openat2(2) with RESOLVE_BENEATH and without links, or else opens name by name with
// O_NOFOLLOW. No path is ever opened as a whole, so it may be of any length.
#include "files/directory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef HAVE_LINUX_MAGIC_H
#include <linux/magic.h>
#include <sys/vfs.h>
#endif
#ifdef HAVE_LINUX_OPENAT2_H
#include <linux/openat2.h>
#include <sys/syscall.h>
#endif

#include "base/buffer.h"
#include "io.h"

#define FLAGS (O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOCTTY)
#define PIECE_MAX 4000 // bytes of a path: every system takes this many
#define DEEP 512       // bytes: a longer path is followed from the last directory

#if defined HAVE_LINUX_OPENAT2_H && defined SYS_openat2
// The system makes sure that nothing outside is reached. ENOSYS: it is too old for that.
static int open_beneath(int at, const char *path)
{
	struct open_how how = {
		.flags = FLAGS,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
	};
	return (int)syscall(SYS_openat2, at, path, &how, sizeof how);
}
#else
static int open_beneath(int at, const char *path)
{
	(void)at, (void)path;
	errno = ENOSYS;
	return -1;
}
#endif

// Moves from a directory to one in it: `next` is its descriptor, or -1 with errno.
static int go_on_from(int directory, int next)
{
	int error = errno;
	if (directory >= 0)
		io_close(directory);
	errno = error;
	return next;
}

// The same, name by name: a link is never followed, and ".." is refused.
static int open_by_names(int at, char *path)
{
	int fd = -1;
	for (char *name = path, *end; *name; name = end) {
		end = name + strcspn(name, "/");
		bool last = *end == '\0';
		*end = '\0';
		errno = EXDEV;
		int next = strcmp(name, "..") == 0 ? -1 : openat(at, name, FLAGS | O_NOFOLLOW);
		at = fd = go_on_from(fd, next);
		if (fd < 0 || last)
			break;
		*end = '/';
		end += 1 + strspn(end + 1, "/");
	}
	return fd;
}

// An unreadable directory may still be entered and written to.
static int open_own(int at, const char *path)
{
	int fd = openat(at, path, FLAGS);
#ifdef O_PATH
	if (fd < 0 && errno == EACCES)
		fd = openat(at, path, O_PATH | O_DIRECTORY | O_CLOEXEC);
#endif
	return fd;
}

static int open_piece(int at, char *path, bool own)
{
	if (own)
		return open_own(at, path);
	int fd = open_beneath(at, path);
	// A filter of system calls may return EPERM for unknown ones.
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EINVAL))
		fd = open_by_names(at, path);
	return fd;
}

// How much of a path to open at once: as many whole names as the system takes.
static size_t piece_size(const char *path, size_t size)
{
	if (size <= PIECE_MAX)
		return size;
	for (size_t end = PIECE_MAX; end > 0; end--)
		if (path[end] == '/')
			return end;
	return PIECE_MAX; // this name is too long: the system will report it
}

int directory_open(int root, const char *path, size_t size)
{
	char piece[PIECE_MAX + 1];
	bool own = root == AT_FDCWD;
	int at = root, fd = -1;
	if (size == 0)
		return open_own(root, ".");
	while (size > 0) {
		size_t length = piece_size(path, size);
		memcpy(piece, path, length);
		piece[length] = '\0';
		at = fd = go_on_from(fd, open_piece(at, piece, own));
		if (fd < 0)
			break;
		path += length, size -= length;
		// The rest is relative, after any number of slashes.
		while (size > 0 && *path == '/')
			path++, size--;
	}
	return fd;
}

// The length of the parent's path; 0: none.
static size_t parent_size(const char *path, size_t size)
{
	while (size > 0 && path[size - 1] != '/')
		size--;
	while (size > 0 && path[size - 1] == '/')
		size--;
	return size;
}

// The permissions of the model's directory, always writable for the user.
static mode_t mode_of(const struct directory_making *making, const char *path, size_t size)
{
	const struct directory *model = making->model;
	for (size_t i = model->steps; i-- > 0 && model->step[i].size >= size;)
		if (model->step[i].size == size)
			return (model->step[i].mode & 0777) | 0700;
	struct stat status;
	int fd = directory_open(making->root, path, size);
	mode_t mode = fd >= 0 && fstat(fd, &status) == 0 ? (status.st_mode & 0777) | 0700 : 0700;
	if (fd >= 0)
		io_close(fd);
	return mode;
}

// Makes the last directory of a path in `fd`. *made: it did not exist.
static bool make_in(
	int fd, const char *path, size_t size, const struct directory_making *making, bool *made)
{
	char *name = strndup(path, size);
	if (!name)
		return false;
	char *slash = strrchr(name, '/');
	*made = mkdirat(fd, slash ? slash + 1 : name, mode_of(making, path, size)) == 0;
	bool there = *made || errno == EEXIST;
	there = there && (!making->sync || fsync(fd) == 0 || errno == EINVAL || errno == EBADF);
	int error = errno;
	free(name);
	errno = error;
	return there;
}

// Opens a directory below a root, and makes what is missing. *made: the last one was.
static int open_or_make(
	int root, const char *path, size_t size, const struct directory_making *making, bool *made)
{
	// Start at the longest existing part of the path.
	size_t there = size;
	int fd;
	*made = false;
	while ((fd = directory_open(root, path, there)) < 0 && errno == ENOENT && there > 0 &&
		making)
		there = parent_size(path, there);
	while (fd >= 0 && there < size) {
		size_t next = there + (there > 0 && path[there] == '/');
		while (next < size && path[next] != '/')
			next++;
		bool done = make_in(fd, path, next, making, made);
		int error = errno;
		io_close(fd);
		errno = error;
		fd = done ? directory_open(root, path, next) : -1;
		there = next;
	}
	return fd;
}

bool directory_make_all(const char *path)
{
	struct stat status;
	char *copy = strdup(path);
	if (!copy)
		return false;
	for (char *end = copy + 1; *copy && *end; end++) {
		if (*end != '/')
			continue;
		*end = '\0';
		// An error here shows in the last one, too.
		mkdir(copy, 0777);
		*end = '/';
	}
	free(copy);
	if (mkdir(path, 0777) == 0)
		return true;
	int error = errno;
	if (error == EEXIST && stat(path, &status) == 0 && !S_ISDIR(status.st_mode))
		error = ENOTDIR;
	errno = error;
	return error == EEXIST;
}

size_t directory_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return !slash ? 0 : slash == path ? 1 : (size_t)(slash - path);
}

// --- the directory of the last file ---

bool directory_is(const struct directory *directory, int root, const char *path, size_t size)
{
	return directory->fd >= 0 && directory->root == root && directory->size == size &&
	       (size == 0 || memcmp(directory->path, path, size) == 0);
}

// Local file systems report write errors at write. Of others this is not known.
static bool is_remote(int fd)
{
#ifdef HAVE_LINUX_MAGIC_H
	static const unsigned long local[] = {EXT4_SUPER_MAGIC, XFS_SUPER_MAGIC, BTRFS_SUPER_MAGIC,
		TMPFS_MAGIC, F2FS_SUPER_MAGIC};
	struct statfs status;
	if (fstatfs(fd, &status) == 0)
		for (size_t i = 0; i < COUNT(local); i++)
			if ((unsigned long)status.f_type == local[i])
				return false;
#else
	(void)fd;
#endif
	return true;
}

// Keeps and owns fd. False: no memory, fd is closed.
static bool keep(
	struct directory *directory, int root, const char *path, size_t size, int fd, size_t steps)
{
	void *array = directory->path;
	directory_close(directory);
	if (!array_reserve(&array, &directory->room, size + 1, 1)) {
		io_close(fd);
		errno = ENOMEM;
		return false;
	}
	directory->path = array;
	memcpy(directory->path, path, size);
	directory->root = root;
	directory->size = size;
	directory->steps = steps;
	directory->fd = fd;
	directory->remote = is_remote(fd);
	return true;
}

// How many steps of the last path this one has as well.
static size_t common_steps(
	const struct directory *directory, int root, const char *path, size_t size)
{
	size_t count = 0, same = 0, most = size < directory->size ? size : directory->size;
	if (directory->fd < 0 || directory->root != root)
		return 0;
	while (same < most && path[same] == directory->path[same])
		same++;
	for (; count < directory->steps && directory->step[count].size <= same; count++)
		if (directory->step[count].size < size && path[directory->step[count].size] != '/')
			break;
	return count;
}

static bool is_step(const struct directory_step *step, int fd)
{
	struct stat status;
	return fstat(fd, &status) == 0 && status.st_dev == step->device &&
	       status.st_ino == step->inode;
}

// Goes up to the last of so many steps. -1: it has moved.
static int climb(const struct directory *directory, size_t steps)
{
	char up[PIECE_MAX];
	int fd = directory->fd, from = -1;
	for (size_t left = directory->steps - steps; left > 0 && fd >= 0;) {
		size_t now = left < sizeof up / 3 ? left : sizeof up / 3;
		for (size_t i = 0; i < now; i++)
			memcpy(up + 3 * i, "../", 3);
		up[3 * now - 1] = '\0';
		fd = from = go_on_from(from, openat(fd, up, FLAGS));
		left -= now;
	}
	if (fd >= 0 && is_step(&directory->step[steps - 1], fd))
		return fd;
	if (from >= 0)
		io_close(from);
	return -1;
}

static bool add_step(struct directory *directory, size_t steps, size_t size, int fd)
{
	struct stat status;
	void *array = directory->step;
	if (fstat(fd, &status) != 0)
		return false;
	if (!array_reserve(&array, &directory->step_room, steps + 1, sizeof *directory->step)) {
		errno = ENOMEM;
		return false;
	}
	directory->step = array;
	directory->step[steps] =
		(struct directory_step){size, status.st_dev, status.st_ino, status.st_mode};
	return true;
}

// Opens the next directory of a path, from `begin` to `end`, in `at`.
static int open_step(int at, const char *path, size_t begin, size_t end,
	const struct directory_making *making, bool *made)
{
	*made = false;
	int fd = directory_open(at, path + begin, end - begin);
	if (fd >= 0 || errno != ENOENT || !making || !make_in(at, path, end, making, made))
		return fd;
	return directory_open(at, path + begin, end - begin);
}

// Follows a path from the last directory, step by step. What was reached is kept even if it is not
// the end.
static int follow(struct directory *directory, int root, const char *path, size_t size,
	const struct directory_making *making)
{
	size_t steps = common_steps(directory, root, path, size), at = 0;
	bool near = steps > directory->steps / 2, made = false;
	int fd = near ? climb(directory, steps) : -1, next = 0;
	steps = fd < 0 ? 0 : steps;
	if (fd == directory->fd)
		directory->fd = -1;
	directory_close(directory);
	for (at = steps == 0 ? 0 : directory->step[steps - 1].size; at < size && next >= 0;) {
		size_t begin = at + strspn(path + at, "/"), end = begin;
		while (end < size && path[end] != '/')
			end++;
		next = open_step(fd < 0 ? root : fd, path, begin, end, making, &made);
		if (next >= 0 && !add_step(directory, steps, end, next))
			next = go_on_from(next, -1);
		if (next >= 0)
			fd = go_on_from(fd, next), at = end, steps++;
	}
	int error = errno;
	bool kept = fd >= 0 && keep(directory, root, path, at, fd, steps);
	directory->fresh = made;
	errno = kept ? error : errno;
	return kept && next >= 0 ? fd : -1;
}

int directory_reach(struct directory *directory, int root, const char *path, size_t size,
	const struct directory_making *making)
{
	bool made;
	if (directory_is(directory, root, path, size))
		return directory->fd;
	if (root >= 0 && size > DEEP)
		return follow(directory, root, path, size, making);
	int fd = open_or_make(root, path, size, making, &made);
	if (fd < 0 || !keep(directory, root, path, size, fd, 0))
		return -1;
	directory->fresh = made;
	return fd;
}

void directory_close(struct directory *directory)
{
	if (directory->fd >= 0)
		io_close(directory->fd);
	directory->fd = -1;
}

void directory_free(struct directory *directory)
{
	directory_close(directory);
	free(directory->path);
	free(directory->step);
}
