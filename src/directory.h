// SPDX-License-Identifier: MIT
// Directories opened below another one, part by part: no link is followed, and nothing above is
// reached.
#ifndef DEHUSK_DIRECTORY_H
#define DEHUSK_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

// Opens the directory `path`, which has `size` bytes and may be longer than the system takes at
// once. Below `root`, links and ".." are refused (ELOOP, ENOTDIR, EXDEV); with AT_FDCWD the path is
// the user's own, and they are followed. An empty path is the root or the working directory itself.
// A descriptor, or -1 with errno.
int directory_open(int root, const char *path, size_t size);

// The same below a root, but directories that are missing are made, each with the permissions that
// the directory of the same path below `model` has, and, with `sync`, are on the disk then. *made:
// the directory itself was missing.
int directory_make(int root, const char *path, size_t size, int model, bool sync, bool *made);

// Makes a directory of the user's own path, and those above it that are missing. False: errno.
bool directory_make_all(const char *path);

// A directory that is kept open for the next file in it. fd -1: none.
struct directory {
	int root, fd;
	char *path; // below the root; owned
	size_t size, room;
	bool fresh;  // it was made just now
	bool remote; // errors of writing may show as late as when a file is closed
};

// Whether the directory that is open is this one.
bool directory_is(const struct directory *directory, int root, const char *path, size_t size);

// Keeps fd, which becomes the directory's. False: no memory, the fd is closed.
bool directory_keep(struct directory *directory, int root, const char *path, size_t size, int fd);

void directory_close(struct directory *directory);

#endif
