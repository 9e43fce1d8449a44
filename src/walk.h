// SPDX-License-Identifier: MIT
// The files below a directory, names sorted by their bytes in each directory, however deep it is.
#ifndef DEHUSK_WALK_H
#define DEHUSK_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "options.h"

// The name of what is kept of a run in the directory of its results; not taken for a page.
#define WALK_STAMP ".dehusk"

struct walk {
	const struct options *options; // which names are wanted
	const struct stat *apart;      // a directory that is not entered; NULL: none
	void *context;
	// Takes a file: its whole path, where in it the path below the directory begins, and what
	// it is, as d_type has it: DT_REG, DT_LNK, or another kind of special file. False: that's
	// enough.
	bool (*file)(void *context, const char *path, size_t below, unsigned char type);
	// Takes a temporary file that a run may have left; the directory is open.
	void (*left_over)(void *context, int directory, const char *name);
};

// Walks the directory that is open as `root` and is called `name`; the descriptor stays open. What
// cannot be read is told. Memory: the names of the directories from the root to the file. False: a
// callback said so, or no memory, which was told.
bool walk_directory(const struct walk *walk, int root, const char *name);

#endif
