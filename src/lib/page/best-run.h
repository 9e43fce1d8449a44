// SPDX-License-Identifier: MIT
// The best run of a page: the lines that are worth most together, and how far they reach.
#ifndef DEHUSK_BEST_RUN_H
#define DEHUSK_BEST_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/outline.h"
#include "page/segments.h"

// All zero: no run. best_run_free() gives its memory back. Sums are tenths of a point.
struct best_run {
	struct segments runs;
	struct segment run; // the best of them, and what was joined to it; sum 0: there is none
	int32_t *worth;     // of each line of the page
	size_t worth_room;
	bool feet; // a foot ended a run
};

void best_run_free(struct best_run *best);

// Scores the lines of a page. False: no memory.
bool best_run_score(struct best_run *best, const struct outline *page);

// Which lines runs do not cross.
enum passing {
	PASS_ALL,
	PASS_FEET,  // none goes across the foot of a page
	PASS_TAKEN, // lines that a rule took count for nothing
};

// Finds the runs among the scored lines, and the best one. False: no memory.
bool best_run_find(struct best_run *best, const struct outline *page, enum passing passing);

// The line of the best run that is worth most.
size_t best_run_core(const struct best_run *best, const struct outline *page);

// Joins the runs around the best one to it.
void best_run_join(struct best_run *best, const struct outline *page);

// Extends the best run over a numbered list below. `looks`: then up and down as far as the looks of
// the lines sum up. Last to the ends of the page, if hardly any navigation stands there.
void best_run_reach(struct best_run *best, const struct outline *page, bool looks);

// The sum of the best run that begins outside of the lines marked in `kept`.
int64_t best_run_second(const struct best_run *best, const uint8_t *kept);

#endif
