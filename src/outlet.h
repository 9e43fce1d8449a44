// SPDX-License-Identifier: MIT
// The one output of a run: standard output, or a file that is replaced when all is done.
#ifndef DEHUSK_OUTLET_H
#define DEHUSK_OUTLET_H

#include <stdbool.h>

#include "options.h"
#include "replace.h"

struct outlet {
	const char *name; // as the user gave it; NULL: standard output
	int fd;
	char *target; // symbolic links followed
	int folder;   // -1: what is no regular file is written as it is
	bool sync;
	bool needs_bytes; // an empty result would take the place of a file that is not empty
	struct replace replace;
};

// Opens what will become the file that the options name, or takes standard output. False: told.
bool outlet_begin(struct outlet *outlet, const struct options *options);

// Puts the file in place, or, unless `good`, leaves it as it was. `error` is what went wrong in
// writing so far. What fails is told.
void outlet_end(struct outlet *outlet, bool good, int error);

#endif
