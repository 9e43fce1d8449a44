// SPDX-License-Identifier: MIT
// Runs of dates and undated sources: which of them belong together.
#ifndef DEHUSK_RUN_H
#define DEHUSK_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Date lines, undated source lines and bylines that follow one another are one run. If it begins
// with a date and ends with a source, each date belongs to the source below it, else to the source
// above it. So the dates of a run that begins with one wait for its end; no more than these.
#define RUN_MOST 64
#define RUN_NOBODY SIZE_MAX // no source

struct run_date {
	int32_t date;
	size_t above, below; // sources
};

// All zero is no run.
struct run {
	bool open;    // there is one
	bool dated;   // it begins with a date
	bool sourced; // its last date or source is a source
	size_t above; // the last source; RUN_NOBODY: none yet
	size_t count;
	struct run_date date[RUN_MOST];
};

// Begins a run with its first line. The old one was ended.
void run_begin_date(struct run *run, int32_t date);
void run_begin_source(struct run *run, size_t source);

// Adds a line to it. False: there is no room for another date.
void run_source(struct run *run, size_t source);
bool run_date(struct run *run, int32_t date);

// The source that a date of the run belongs to, now that it ends; RUN_NOBODY: none.
size_t run_owner(const struct run *run, size_t i);

#endif
