// SPDX-License-Identifier: MIT
// Runs of lines that are worth much together: all maximal scoring subsequences of a sequence.
#ifndef DEHUSK_RUNS_H
#define DEHUSK_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A run cannot be made longer or shorter at either end without losing, and none overlaps another.
// Source: Ruzzo and Tompa, "A linear time algorithm for finding all maximal scoring subsequences"
// (1999).
struct run {
	size_t start, end; // the items from start to before end
	int64_t sum;
	int64_t before; // sum of all items before the run
	size_t lower;   // the last run before it with a smaller `before`; its own index: none
};

// All zero is an empty list; runs_free() gives its memory back.
struct runs {
	struct run *run;
	size_t count, room;
	int64_t sum; // of all items
};

// Forgets all items.
void runs_clear(struct runs *runs);

// Adds an item, of an index above those before it. False: no memory.
bool runs_add(struct runs *runs, size_t item, int32_t score);

// The run with the largest sum, the first of equal ones; NULL: there is none. Valid until the next
// item.
const struct run *runs_best(const struct runs *runs);

void runs_free(struct runs *runs);

#endif
