// SPDX-License-Identifier: MIT
// What the text of a pattern says about its matches, where it is plain to read.
#ifndef DEHUSK_SHAPE_H
#define DEHUSK_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

// How often a text has marks of sentences, and marks that part words; of each up to 255 are
// counted.
#define SHAPE_MARKS 64
struct shape_marks {
	uint64_t seen; // a bit for each mark
	uint8_t count[SHAPE_MARKS];
};

void shape_marks(struct slice text, struct shape_marks *marks);

// What the lookaheads at the front of a pattern say of the whole subject of a match.
struct shape_whole {
	size_t least, most; // characters; SIZE_MAX: there may be any number
	uint64_t without;   // marks that it does not have
	uint64_t with;      // marks of which it has
	size_t marks;       // this many, or more
};

// Reads (?=.{a,b}$), the same with a class for the dot, (?!.*[。！]), and (?=(?:.*[|·]){n}).
void shape_whole(struct slice pattern, struct shape_whole *whole);

bool shape_has_marks(const struct shape_marks *marks, const struct shape_whole *whole);

// Whether nothing in the pattern repeats without end, so that a match at one position takes no
// longer on a long subject. False when in doubt.
bool shape_is_bounded(struct slice pattern);

#endif
