// SPDX-License-Identifier: MIT
// Runs of lines that are worth much together: all maximal scoring subsequences of a sequence.
#ifndef DEHUSK_SEGMENTS_H
#define DEHUSK_SEGMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A run cannot be made longer or shorter at either end without losing, and none overlaps another.
// Source: Ruzzo and Tompa, "A linear time algorithm for finding all maximal scoring subsequences"
// (1999).
struct segment {
	size_t start, end; // the items from start to before end
	int64_t sum;
	int64_t before; // sum of all items before the run
	size_t lower;   // the last run before it with a smaller `before`; its own index: none
};

// All zero is an empty list; segments_free() gives its memory back.
struct segments {
	struct segment *run;
	size_t count, room;
	int64_t sum; // of all items
};

// Forgets all items.
void segments_clear(struct segments *runs);

// Adds an item, of an index above those before it. False: no memory.
bool segments_add(struct segments *runs, size_t item, int32_t score);

// The run with the largest sum, the first of equal ones; NULL: there is none. Valid until the next
// item.
const struct segment *segments_best(const struct segments *runs);

void segments_free(struct segments *runs);

#endif
