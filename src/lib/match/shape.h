// SPDX-License-Identifier: MIT
// What the text of a pattern says about its matches, in cases that are easy to read.
#ifndef DEHUSK_SHAPE_H
#define DEHUSK_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

// The number of marks in a text: marks of sentences, and separators of words. Each is counted up to
// 255.
#define SHAPE_MARKS 64
struct shape_marks {
	uint64_t seen; // a bit for each mark
	uint8_t count[SHAPE_MARKS];
};

void shape_marks(struct slice text, struct shape_marks *marks);

// What the lookaheads at the front of a pattern require of the whole subject.
struct shape_whole {
	size_t least, most; // characters; SIZE_MAX: any number
	uint64_t without;   // marks that it must not have
	uint64_t with;      // marks that are counted
	size_t marks;       // the least number of these marks
};

// Reads (?=.{a,b}$), the same with a class in place of the dot, (?!.*[。！]), and
// (?=(?:.*[|·]){n}). Subjects are cleaned lines: their only blanks are U+0020 and U+3000. Takes
// those off the pattern of which *whole says all, and (?=.*(?:a|b)) if each subject is known to
// have one of `words`, and that says all of it. The words are folded; each is ended by NUL.
void shape_take(struct buffer *pattern, struct slice words, struct shape_whole *whole);

bool shape_has_marks(const struct shape_marks *marks, const struct shape_whole *whole);

// Whether nothing in the pattern repeats without end. Then a match at one position takes no longer
// on a long subject. False when in doubt.
bool shape_is_bounded(struct slice pattern);

#endif
