// SPDX-License-Identifier: MIT
// Runs of dates and undated sources: which dates belong to which sources.
#ifndef DEHUSK_RUN_H
#define DEHUSK_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Consecutive date lines, undated source lines and bylines are a run. If it begins with a date and
// ends with a source, each date belongs to the source below it; otherwise to the source above it.
// So the dates of a run wait for its end. RUN_MOST limits their number.
#define RUN_MOST 64
#define RUN_NOBODY SIZE_MAX // no source

struct run_date {
	int32_t date;
	size_t above, below; // the sources next to it
};

// All zero: there is no run.
struct run {
	bool open;    // there is a run
	bool dated;   // it begins with a date
	bool sourced; // the last line is a source
	size_t above; // the last source; RUN_NOBODY: none yet
	size_t count;
	struct run_date date[RUN_MOST];
};

// Begins a run with its first line. The previous run has ended.
void run_begin_date(struct run *run, int32_t date);
void run_begin_source(struct run *run, size_t source);

// Adds a line to the run. False: too many dates.
void run_source(struct run *run, size_t source);
bool run_date(struct run *run, int32_t date);

// The source of a date of the run, which has ended; RUN_NOBODY: none.
size_t run_owner(const struct run *run, size_t i);

#endif
