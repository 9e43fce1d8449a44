// SPDX-License-Identifier: MIT
// Which files are to be cleaned, in their order.
#ifndef DEHUSK_PLAN_H
#define DEHUSK_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "job.h"
#include "options.h"

struct plan {
	const struct options *options;
	char *const *name; // of files and folders; "-" for standard input
	size_t count;
	struct buffer list; // of --files0-from
	char **listed;
	int tree; // the folder of results, which is not gone through; -1: none
};

// Reads the list of names, if there is one. False: told.
bool plan_begin(struct plan *plan, const struct options *options);
void plan_free(struct plan *plan);

// Whether results may get into each other's way, or into that of pages: that is a usage error,
// which is told. False: it is.
bool plan_is_sound(struct plan *plan);

// Whether there may be several files.
bool plan_is_long(const struct plan *plan);

// Takes a job, which becomes the taker's, if it takes it. False: that's enough.
typedef bool plan_take(void *context, struct job *job);

// What is no page was refused, which was reported.
typedef void plan_refuse(const char *name);

// Goes through all files. Reports what cannot be read, and removes what earlier runs have left.
void plan_run(const struct plan *plan, plan_take *take, plan_refuse *refuse, void *context);

// The same in silence: reports nothing and removes nothing.
void plan_count(const struct plan *plan, plan_take *take, void *context);

#endif
