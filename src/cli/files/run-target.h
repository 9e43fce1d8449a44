// SPDX-License-Identifier: MIT
// The one output of a run: standard output, or a file that is replaced at the end.
#ifndef DEHUSK_RUN_TARGET_H
#define DEHUSK_RUN_TARGET_H

#include <stdbool.h>

#include "files/replace.h"
#include "options.h"

struct run_target {
	const char *name; // as given by the user; NULL: standard output
	int fd;
	char *path;         // with symbolic links resolved
	int directory;      // -1: a special file, written directly
	bool exists;        // there is an old file
	struct stat status; // the old file's
	bool sync;
	bool needs_bytes; // an empty output may not replace the old file
	struct replace replace;
};

// Finds the output that the options name: opens its directory, or a special file. Nothing is
// written yet. False: failed, reported, and there is nothing to free.
bool run_target_find(struct run_target *target, const struct options *options);
void run_target_free(struct run_target *target);

// Makes the temporary file. False: failed, reported.
bool run_target_begin(struct run_target *target);

// Puts the file in place if `good`; otherwise leaves the old one. `error`: errno of the writing so
// far. Failures are reported.
void run_target_end(struct run_target *target, bool good, int error);

#endif
