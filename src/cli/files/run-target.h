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
	char *path;    // with symbolic links resolved
	int directory; // -1: a special file, written directly
	bool sync;
	bool needs_bytes; // an empty output may not replace the old file
	struct replace replace;
};

// Opens the output that the options name. False: failed, reported.
bool run_target_begin(struct run_target *target, const struct options *options);

// Puts the file in place if `good`; otherwise leaves the old one. `error`: errno of the writing so
// far. Failures are reported.
void run_target_end(struct run_target *target, bool good, int error);

#endif
