// SPDX-License-Identifier: MIT
// Folders opened below another one, part by part: no link is followed, and nothing above is
// reached.
#ifndef DEHUSK_FOLDER_H
#define DEHUSK_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

// Opens the folder `path`, which has `size` bytes and may be longer than the system takes at once.
// Below `root`, links and ".." are refused (ELOOP, ENOTDIR, EXDEV); with AT_FDCWD the path is the
// user's own, and they are followed. An empty path is the root or the working directory itself. A
// descriptor, or -1 with errno.
int folder_open(int root, const char *path, size_t size);

// The same below a root, but folders that are missing are made, each with the permissions that the
// folder of the same path below `model` has, and, with `sync`, are on the disk then. *made: the
// folder itself was missing.
int folder_make(int root, const char *path, size_t size, int model, bool sync, bool *made);

// Makes a folder of the user's own path, and those above it that are missing. False: errno.
bool folder_make_all(const char *path);

// A folder that is kept open for the next file in it. fd -1: none.
struct folder {
	int root, fd;
	char *path; // below the root; owned
	size_t size, room;
	bool fresh;  // it was made just now
	bool remote; // errors of writing may show as late as when a file is closed
};

// Whether the folder that is open is this one.
bool folder_is(const struct folder *folder, int root, const char *path, size_t size);

// Keeps fd, which becomes the folder's. False: no memory, the fd is closed.
bool folder_keep(struct folder *folder, int root, const char *path, size_t size, int fd);

void folder_close(struct folder *folder);

#endif
