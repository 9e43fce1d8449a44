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

// Characters that every subject of a match ends in one of; none: not known.
#define SHAPE_LAST 48
struct shape_last {
	uint32_t c[SHAPE_LAST];
	size_t count;
};

// Reads them where the pattern ends in a class and $, as [)）]$ or [|·]+$, or in a lookbehind of a
// class and $, as (?<=[)）])$.
void shape_last(struct slice pattern, struct shape_last *last);

// The first characters that a match may have.
struct shape_range {
	uint32_t low, high;
};

struct shape_first {
	bool any; // it may have any, or begin elsewhere than at the start of the subject
	struct shape_range *range;
	size_t count, room;
};

// Reads them off a pattern that begins with ^, lookaheads aside. False: no memory.
bool shape_first(struct slice pattern, struct shape_first *first);
void shape_first_free(struct shape_first *first);

// Whether a match may begin with a character, which is folded as the pattern is.
bool shape_may_begin(const struct shape_first *first, uint32_t c);

// Whether nothing in the pattern repeats without end, so that a match at one position takes no
// longer on a long subject. False when in doubt.
bool shape_is_bounded(struct slice pattern);

#endif
