// SPDX-License-Identifier: MIT
// What the text of a pattern says about its matches, where it is plain to read.
#ifndef DEHUSK_SHAPE_H
#define DEHUSK_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

// Marks that a text may have, one bit for each: 。 ， ： and others that sentences are full of.
uint64_t shape_marks(struct slice text);

// What the lookaheads at the front of a pattern say of the whole subject of a match.
struct shape_whole {
	size_t least, most; // characters; SIZE_MAX: there may be any number
	uint64_t without;   // marks that it does not have
};

// Reads (?=.{a,b}$), the same with a class for the dot, and (?!.*[。！]).
void shape_whole(struct slice pattern, struct shape_whole *whole);

// A set of characters.
struct shape_range {
	uint32_t low, high;
};

struct shape_set {
	bool any; // all characters are in it
	struct shape_range *range;
	size_t count, room;
};

// What the subjects of matches begin with and end in. Characters are folded as the pattern is.
struct shape_edges {
	struct shape_set first, last;
};

// Reads the edges of a pattern, as far as they are plain to read; lookaheads and lookbehinds aside.
// Only what begins with ^ or ends in $ tells anything. False: no memory.
bool shape_edges(struct slice pattern, struct shape_edges *edges);
void shape_edges_free(struct shape_edges *edges);
bool shape_set_has(const struct shape_set *set, uint32_t c);

// Whether nothing in the pattern repeats without end, so that a match at one position takes no
// longer on a long subject. False when in doubt.
bool shape_is_bounded(struct slice pattern);

#endif
