// SPDX-License-Identifier: MIT
// What the text of a pattern says about its matches, where it is plain to read.
#ifndef DEHUSK_SHAPE_H
#define DEHUSK_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

// The most characters that a subject may have for the pattern to match, as a lookahead (?=.{a,b}$)
// at its front says, or one with a plain class such as [^，。] for the dot; SIZE_MAX if none does.
size_t shape_most_chars(struct slice pattern);

// Characters that every subject of a match ends in one of; none: not known.
#define SHAPE_LAST 8
struct shape_last {
	uint32_t c[SHAPE_LAST];
	size_t count;
};

// Reads them where the pattern ends in a class and $, as [)）]$, or in a lookbehind of a class and
// $, as (?<=[)）])$.
void shape_last(struct slice pattern, struct shape_last *last);

// Puts the pattern without the lookaheads at its front into `text`: it matches whatever the pattern
// matches. False: the pattern does not begin with ^, or there is no memory.
bool shape_beginning(struct slice pattern, struct buffer *text);

// Whether nothing in the pattern repeats without end, so that a match at one position takes no
// longer on a long subject. False when in doubt.
bool shape_is_bounded(struct slice pattern);

#endif
