// SPDX-License-Identifier: MIT
// The files below a directory at any depth, sorted by the bytes of their names in each directory.
#include "input/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "files/replace.h"
#include "files/stamp.h"
#include "input/glob.h"
#include "io.h"
#include "message.h"

// How many directories above the current one stay open. The others are opened again by "..".
#define OPEN_LEVELS 32
#define FLAGS (O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW)

// A directory on the way down. An entry is its type and its name with NUL.
struct level {
	int fd; // -1: closed for now
	dev_t device;
	ino_t inode;
	size_t path_size; // of the directory's path with its "/"
	struct buffer bytes;
	const char **entry; // sorted
	size_t count, room, next;
};

struct walker {
	const struct walk *walk;
	struct buffer path; // a NUL follows its last byte
	size_t below;
	struct level *level;
	size_t depth, room;
	bool stopped;
};

static bool stop_walk(struct walker *walker)
{
	walker->stopped = true;
	return message_no_memory();
}

static bool set_path(struct walker *walker, size_t size, const char *name)
{
	walker->path.size = size;
	if (!buffer_append(&walker->path, name, strlen(name) + 1))
		return stop_walk(walker);
	walker->path.size--;
	return true;
}

static void tell_walk_error(struct walker *walker, const char *what, int error)
{
	message_error(walker->path.data, "%s: %s", _(what), strerror(error));
}

// --- which names ---

static bool matches_any(const struct patterns *patterns, const char *path)
{
	for (size_t i = 0; i < patterns->count; i++)
		if (glob_matches(patterns->pattern[i], path))
			return true;
	return false;
}

// Whether a path below the root is wanted, of a directory or a file.
static bool is_wanted(const struct walk *walk, const char *path, bool directory)
{
	const struct options *options = walk->options;
	if (matches_any(&options->exclude, path))
		return false;
	return directory || options->include.count == 0 || matches_any(&options->include, path);
}

// A backup of a page is no page.
static bool has_suffix(const struct walk *walk, const char *name)
{
	const char *suffix = walk->options->suffix;
	size_t size = strlen(name), length = suffix ? strlen(suffix) : 0;
	return length > 0 && size > length && strcmp(name + size - length, suffix) == 0;
}

// --- one directory ---

static int compare_entries(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;
	return strcmp(*left + 1, *right + 1);
}

static bool is_left_over(const char *name)
{
	return strncmp(name, REPLACE_PREFIX, sizeof REPLACE_PREFIX - 1) == 0;
}

static unsigned char type_of(int fd, const struct dirent *entry)
{
	struct stat status;
	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type;
	if (fstatat(fd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return DT_REG; // opening it will show
	return (unsigned char)IFTODT(status.st_mode);
}

static bool add_entry(struct walker *walker, struct level *level, const struct dirent *entry)
{
	const char *name = entry->d_name;
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return true;
	if (strcmp(name, WALK_STAMP) == 0) {
		if (!stamp_is_there(level->fd))
			message_warning(WARNING_SPECIAL, walker->path.data,
				"%s in it is passed over: results have a file of that name",
				WALK_STAMP);
		return true;
	}
	if (is_left_over(name)) {
		if (walker->walk->left_over)
			walker->walk->left_over(walker->walk->context, level->fd, name);
		return true;
	}
	unsigned char type = type_of(level->fd, entry);
	if ((type == DT_DIR && name[0] == '.') ||
		(type != DT_DIR && has_suffix(walker->walk, name)))
		return true;
	level->count++;
	return (buffer_append_byte(&level->bytes, (char)type) &&
		       buffer_append(&level->bytes, name, strlen(name) + 1)) ||
	       stop_walk(walker);
}

// Sorts pointers to the entries, which move no more.
static bool sort_entries(struct walker *walker, struct level *level)
{
	void *array = NULL;
	if (level->count == 0)
		return true;
	if (!array_reserve(&array, &level->room, level->count, sizeof *level->entry))
		return stop_walk(walker);
	level->entry = array;
	const char *at = level->bytes.data;
	for (size_t i = 0; i < level->count; i++) {
		level->entry[i] = at;
		at += 1 + strlen(at + 1) + 1;
	}
	qsort(level->entry, level->count, sizeof *level->entry, compare_entries);
	return true;
}

static bool read_entries(struct walker *walker, struct level *level)
{
	// Closing the stream closes it. It shares the position in the directory, which is read
	// once.
	int fd = fcntl(level->fd, F_DUPFD_CLOEXEC, 3);
	DIR *stream = fd >= 0 ? fdopendir(fd) : NULL;
	if (!stream) {
		tell_walk_error(walker, "cannot be read", errno);
		if (fd >= 0)
			io_close(fd);
		return !walker->stopped;
	}
	struct dirent *entry;
	while ((errno = 0, entry = readdir(stream)) && add_entry(walker, level, entry))
		;
	if (errno != 0 && !walker->stopped)
		tell_walk_error(walker, "cannot be read to its end", errno);
	closedir(stream);
	return !walker->stopped && sort_entries(walker, level);
}

// --- down and up ---

static void close_level(struct level *level, bool all)
{
	if (level->fd >= 0)
		io_close(level->fd);
	level->fd = -1;
	if (!all)
		return;
	buffer_free(&level->bytes);
	free(level->entry);
}

// Whether the directory is one that it lies in: a bind mount can do that.
static bool is_loop(struct walker *walker, const struct stat *status)
{
	for (size_t i = 0; i < walker->depth; i++)
		if (walker->level[i].device == status->st_dev &&
			walker->level[i].inode == status->st_ino) {
			message_error(walker->path.data, "leads back to a directory it lies in");
			return true;
		}
	return false;
}

static bool is_results(const struct walk *walk, const struct stat *status)
{
	return walk->apart && walk->apart->st_dev == status->st_dev &&
	       walk->apart->st_ino == status->st_ino;
}

// The caller owns the descriptor of the first level.
static void close_far_level(struct walker *walker)
{
	if (walker->depth > OPEN_LEVELS + 1)
		close_level(&walker->level[walker->depth - OPEN_LEVELS - 1], false);
}

// Enters the directory at the path, open as `fd`.
static bool enter(struct walker *walker, int fd)
{
	struct stat status;
	void *array = walker->level;
	if (fstat(fd, &status) != 0) {
		tell_walk_error(walker, "cannot be read", errno);
		io_close(fd);
		return true;
	}
	if (is_results(walker->walk, &status) || is_loop(walker, &status)) {
		io_close(fd);
		return true;
	}
	if (!array_reserve(&array, &walker->room, walker->depth + 1, sizeof *walker->level)) {
		io_close(fd);
		return stop_walk(walker);
	}
	walker->level = array;
	struct level *level = &walker->level[walker->depth++];
	*level = (struct level){.fd = fd, .device = status.st_dev, .inode = status.st_ino};
	close_far_level(walker);
	if (!read_entries(walker, level))
		return false;
	if (walker->path.data[walker->path.size - 1] != '/' &&
		!set_path(walker, walker->path.size, "/"))
		return false;
	level->path_size = walker->path.size;
	return true;
}

// Opens the directory above again, if it has not moved.
static void reopen(struct walker *walker, struct level *above, int below)
{
	struct stat status;
	int fd = openat(below, "..", FLAGS);
	if (fd >= 0 && fstat(fd, &status) == 0 && status.st_dev == above->device &&
		status.st_ino == above->inode) {
		above->fd = fd;
		return;
	}
	if (fd >= 0)
		io_close(fd);
	walker->path.size = above->path_size;
	walker->path.data[above->path_size] = '\0';
	message_error(
		walker->path.data, "was moved while it was read: what is left of it is not done");
	above->next = above->count;
}

static void leave(struct walker *walker)
{
	struct level *level = &walker->level[--walker->depth];
	if (walker->depth > 0 && level[-1].fd < 0)
		// If even that one cannot be opened, the one above it is tried from here.
		reopen(walker, &level[-1], level->fd);
	close_level(level, true);
}

static bool enter_directory(struct walker *walker, const struct level *level, const char *name)
{
	int fd = openat(level->fd, name, FLAGS);
	if (fd >= 0)
		return enter(walker, fd);
	tell_walk_error(walker, "cannot be read", errno);
	return true;
}

static bool take_entry(struct walker *walker, struct level *level)
{
	const struct walk *walk = walker->walk;
	const char *entry = level->entry[level->next++];
	bool directory = (unsigned char)entry[0] == DT_DIR;
	if (!set_path(walker, level->path_size, entry + 1))
		return false;
	if (!is_wanted(walk, walker->path.data + walker->below, directory))
		return true;
	if (directory)
		return enter_directory(walker, level, entry + 1);
	return walk->file(walk->context, walker->path.data, walker->below, (unsigned char)entry[0]);
}

bool walk_directory(const struct walk *walk, int root, const char *name)
{
	struct walker walker = {.walk = walk};
	int fd = openat(root, ".", FLAGS);
	bool going = set_path(&walker, 0, name);
	if (fd < 0 && going)
		tell_walk_error(&walker, "cannot be read", errno);
	going = going && fd >= 0 && enter(&walker, fd);
	walker.below = walker.path.size;
	while (going && walker.depth > 0) {
		struct level *level = &walker.level[walker.depth - 1];
		if (level->next < level->count)
			going = take_entry(&walker, level);
		else
			leave(&walker);
	}
	while (walker.depth > 0)
		close_level(&walker.level[--walker.depth], true);
	free(walker.level);
	buffer_free(&walker.path);
	return going || fd < 0;
}
