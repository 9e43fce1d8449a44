// SPDX-License-Identifier: MIT
// The files below a directory at any depth, sorted by the bytes of their names in each directory.
#ifndef DEHUSK_WALK_H
#define DEHUSK_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "options.h"

// The name of the recipe file in a directory of results. It is never a page.
#define WALK_STAMP ".dehusk"

struct walk {
	const struct options *options; // which names are wanted
	const struct stat *apart;      // a directory that is skipped; NULL: none
	void *context;
	// Called for each file: its whole path, where the path below the directory begins in it,
	// and its type as in d_type (DT_REG, DT_LNK, or another special file). False: stop.
	bool (*file)(void *context, const char *path, size_t below, unsigned char type);
	// Called for each temporary file that a run may have left in the open directory.
	void (*left_over)(void *context, int directory, const char *name);
};

// Walks the directory that is open as `root` and is called `name`. The descriptor stays open.
// Unreadable directories are reported. Memory: the names in the directories from the root to the
// current file. False: a callback stopped it, or no memory (reported).
bool walk_directory(const struct walk *walk, int root, const char *name);

#endif
