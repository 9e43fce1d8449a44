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

// The same below a root, but makes missing directories. Each gets the permissions of the directory
// with the same path below `model`. `sync`: they are on the disk on return. *made: the last
// directory was missing.
int directory_make(int root, const char *path, size_t size, int model, bool sync, bool *made);

// Makes a directory of the user's own path, and its missing parents. False: errno.
bool directory_make_all(const char *path);

// The length of the path of the directory that a file is in; 0: the working directory.
size_t directory_of(const char *path);

// A directory kept open for the next file in it. fd -1: none.
struct directory {
	int root, fd;
	char *path; // below the root; owned
	size_t size, room;
	bool fresh;  // made just now
	bool remote; // write errors may show as late as at close
};

// Whether this directory is the open one.
bool directory_is(const struct directory *directory, int root, const char *path, size_t size);

// Keeps fd and owns it. False: no memory, fd is closed.
bool directory_keep(struct directory *directory, int root, const char *path, size_t size, int fd);

void directory_close(struct directory *directory);

#endif
