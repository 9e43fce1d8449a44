// SPDX-License-Identifier: MIT
// Which files are to be cleaned, in their order.
#ifndef DEHUSK_INPUTS_H
#define DEHUSK_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "job.h"
#include "options.h"

struct inputs {
	const struct options *options;
	char *const *name; // of files and directories; "-" for standard input
	size_t count;
	struct buffer list; // of --files0-from
	char **listed;
	int tree; // the directory of results, which is not gone through; -1: none
};

// Reads the list of names, if there is one. False: told.
bool inputs_begin(struct inputs *inputs, const struct options *options);
void inputs_free(struct inputs *inputs);

// Whether results may get into each other's way, or into that of pages: that is a usage error,
// which is told. False: it is.
bool inputs_is_sound(struct inputs *inputs);

// Whether there may be several files.
bool inputs_is_long(const struct inputs *inputs);

// Takes a job, which becomes the taker's, if it takes it. False: that's enough.
typedef bool inputs_take(void *context, struct job *job);

// What is no page was refused, which was reported.
typedef void inputs_refuse(const char *name);

// Goes through all files. Reports what cannot be read, and removes what earlier runs have left.
void inputs_run(
	const struct inputs *inputs, inputs_take *take, inputs_refuse *refuse, void *context);

// The same in silence: reports nothing and removes nothing.
void inputs_count(const struct inputs *inputs, inputs_take *take, void *context);

#endif
