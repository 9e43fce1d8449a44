// SPDX-License-Identifier: MIT
// Opens directories below another one, part by part, without following links or leaving it.
#ifndef DEHUSK_DIRECTORY_H
#define DEHUSK_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

// Opens the directory `path` of `size` bytes, which may be longer than the system takes at once.
// Below `root` links and ".." are refused (ELOOP, ENOTDIR, EXDEV). With AT_FDCWD the path is the
// user's own, and links are followed. An empty path is the root or the working directory itself.
// Returns a descriptor, or -1 with errno.
int directory_open(int root, const char *path, size_t size);

// Makes a directory of the user's own path, and its missing parents. False: errno.
bool directory_make_all(const char *path);

// The length of the path of the directory that a file is in; 0: the working directory.
size_t directory_of(const char *path);

// A directory on the way to an open one: where its path ends, and which one it was.
struct directory_step {
	size_t size;
	dev_t device;
	ino_t inode;
	mode_t mode;
};

// A directory kept open for the next file in it or near it. fd -1: none.
struct directory {
	int root, fd;
	char *path; // below the root; owned
	size_t size, room;
	struct directory_step *step; // owned; all of the way down a long path, else none
	size_t steps, step_room;
	bool fresh;  // made just now
	bool remote; // write errors may show as late as at close
};

// How missing directories are made: each with the permissions of the directory of the same path
// below `root`. `model` may be open at the path that is made.
struct directory_making {
	int root;
	const struct directory *model;
	bool sync; // they are on the disk on return
};

// Whether this directory is the open one.
bool directory_is(const struct directory *directory, int root, const char *path, size_t size);

// Opens the directory as directory_open() does, in place of the one that was open. A long path is
// followed from there: going through a deep tree takes linear time. `making` may be NULL. Returns
// the descriptor, which `directory` owns, or -1 with errno.
int directory_reach(struct directory *directory, int root, const char *path, size_t size,
	const struct directory_making *making);

// Closes it. The memory stays; directory_free() frees it, too.
void directory_close(struct directory *directory);
void directory_free(struct directory *directory);

#endif
