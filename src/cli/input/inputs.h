// SPDX-License-Identifier: MIT
// The files to be cleaned, in order.
#ifndef DEHUSK_INPUTS_H
#define DEHUSK_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "jobs/job.h"
#include "options.h"

struct inputs {
	const struct options *options;
	char *const *name; // of files and directories; "-" for standard input
	size_t count;
	struct buffer list; // the content of --files0-from
	char **listed;
	int tree; // the directory of results, which is not entered; -1: none
};

// Reads the list of --files0-from. False: failed, reported.
bool inputs_begin(struct inputs *inputs, const struct options *options);
void inputs_free(struct inputs *inputs);

// Checks that no two results have one path and none replaces a page. False: usage error, reported.
bool inputs_is_sound(struct inputs *inputs);

// Whether there may be several files.
bool inputs_is_long(const struct inputs *inputs);

// Called for each file. True: the callee owns *job now. False: stop; the caller still owns it.
typedef bool inputs_take(void *context, struct job *job);

// Called for a file that was refused, after this was reported.
typedef void inputs_refuse(const char *name);

// Visits all files. Reports what cannot be read. Removes what earlier runs left.
void inputs_run(
	const struct inputs *inputs, inputs_take *take, inputs_refuse *refuse, void *context);

// The same in silence: reports nothing and removes nothing.
void inputs_count(const struct inputs *inputs, inputs_take *take, void *context);

#endif
