// SPDX-License-Identifier: MIT
// The lines of a page as the search for the main text sees them.
#ifndef DEHUSK_OUTLINE_H
#define DEHUSK_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dehusk.h"
#include "page/features.h"
#include "page/look.h"

// What is known of a line before the pass.
enum body_flag {
	BODY_TAKEN = 1,     // a rule took it
	BODY_EVIDENCE = 2,  // by a rule that is evidence of husk around the main text
	BODY_PROTECTED = 4, // a keep rule protects it
	BODY_APART = 8, // it counts for nothing: empty, a source line, which may stand anywhere, or
			// a side column that was cut away
	BODY_FOOT = 16, // evidence that stands at the foot of pages
	BODY_END = 32,  // a rule took it that ends a text
	BODY_HINT = 64, // a hint rule has a word on it; it is kept
	BODY_REPLIES = 128, // a rule took it below which readers wrote
};

struct body_line {
	struct measure measure; // of a line without BODY_TAKEN and BODY_APART
	uint8_t look;           // the same: enum look
	uint8_t flags;          // enum body_flag
};

// The lines of a page as the pass sees them.
struct body_page {
	struct dehusk_line *line;
	const struct body_line *shape; // of each
	size_t count;
	bool latin; // it is written in letters
	bool asks;  // it asks something: answers belong to the text
};

// Whether a line may be part of the main text: no rule took it, and it counts.
static inline bool body_is_open(const struct body_page *page, size_t i)
{
	return (page->shape[i].flags & (BODY_TAKEN | BODY_APART)) == 0;
}

// The look of an open line on this page. Words of letters are code beside ideographs.
static inline enum look body_look_of(const struct body_page *page, size_t i)
{
	const struct body_line *shape = &page->shape[i];
	if (shape->look != LOOK_LATIN || !page->latin)
		return shape->look == LOOK_LATIN ? LOOK_CODE : (enum look)shape->look;
	return shape->measure.n > LOOK_SHORT_MOST ? LOOK_HEAD : LOOK_SHORT;
}

#endif
