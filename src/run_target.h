// SPDX-License-Identifier: MIT
// The one output of a run: standard output, or a file that is replaced when all is done.
#ifndef DEHUSK_RUN_TARGET_H
#define DEHUSK_RUN_TARGET_H

#include <stdbool.h>

#include "options.h"
#include "replace.h"

struct run_target {
	const char *name; // as the user gave it; NULL: standard output
	int fd;
	char *path;    // symbolic links followed
	int directory; // -1: what is no regular file is written as it is
	bool sync;
	bool needs_bytes; // an empty result would take the place of a file that is not empty
	struct replace replace;
};

// Opens what will become the file that the options name, or takes standard output. False: told.
bool run_target_begin(struct run_target *target, const struct options *options);

// Puts the file in place, or, unless `good`, leaves it as it was. `error` is what went wrong in
// writing so far. What fails is told.
void run_target_end(struct run_target *target, bool good, int error);

#endif
