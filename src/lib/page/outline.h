// SPDX-License-Identifier: MIT
// The lines of a page as the search for the main text sees them.
#ifndef DEHUSK_OUTLINE_H
#define DEHUSK_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dehusk.h"
#include "html/markup.h"
#include "page/features.h"
#include "page/look.h"

#define OUTLINE_SHORT_LINE 30 // characters

// What is known of a line before the pass.
enum outline_flag {
	OUTLINE_TAKEN = 1,     // a rule took it
	OUTLINE_EVIDENCE = 2,  // by a rule that is evidence of husk around the main text
	OUTLINE_PROTECTED = 4, // a keep rule protects it
	OUTLINE_APART = 8, // it counts for nothing: empty, a source line, which may stand anywhere,
			   // or a side column that was cut away
	OUTLINE_FOOT = 16, // evidence that stands at the foot of pages
	OUTLINE_END = 32,  // a rule took it that ends a text
	OUTLINE_HINT = 64, // a hint rule has a word on it; it is kept
	OUTLINE_REPLIES = 128, // a rule took it below which readers wrote
};

struct outline_line {
	struct features features; // of a line without OUTLINE_TAKEN and OUTLINE_APART
	uint8_t look;             // the same: enum look; LOOKS: not measured yet
	uint8_t flags;            // enum outline_flag
	struct markup markup;
};

// The lines of a page as the pass sees them.
struct outline {
	struct dehusk_line *line;
	struct outline_line *shape; // of each
	size_t count;
	const uint32_t *parents; // of each block, at its number; NULL: a page of plain text
	size_t nodes;            // blocks with numbers
	bool latin;              // it is written in letters
	bool asks;               // it asks something: answers belong to the text
};

// Whether a line may be part of the main text: no rule took it, and it counts.
static inline bool outline_is_open(const struct outline *page, size_t i)
{
	return (page->shape[i].flags & (OUTLINE_TAKEN | OUTLINE_APART)) == 0;
}

// Whether it is an open line of prose with at least so many characters.
static inline bool outline_is_prose(const struct outline *page, size_t i, unsigned least)
{
	return outline_is_open(page, i) && page->shape[i].look == LOOK_PROSE &&
	       page->shape[i].features.n >= least;
}

// Whether the markup says that it is no text: nearly all of it is links, or readers wrote it.
#define OUTLINE_LINKED 80 // percent, or more than that
static inline bool outline_is_husk(const struct outline *page, size_t i)
{
	const struct markup *markup = &page->shape[i].markup;
	return markup->linked > OUTLINE_LINKED || (markup->flags & MARKUP_COMMENTS);
}

// Whether it counts and looks like navigation: a rule took it, or it is short and no sentence.
static inline bool outline_is_like_navigation(const struct outline *page, size_t i)
{
	const struct outline_line *shape = &page->shape[i];
	if (shape->flags & OUTLINE_APART)
		return false;
	return (shape->flags & OUTLINE_TAKEN) || outline_is_husk(page, i) ||
	       (shape->features.degree == 0 && shape->features.n <= OUTLINE_SHORT_LINE);
}

// The look of an open line on this page. Words of letters are code beside ideographs.
static inline enum look outline_look_of(const struct outline *page, size_t i)
{
	const struct outline_line *shape = &page->shape[i];
	if (shape->look != LOOK_LATIN || !page->latin)
		return shape->look == LOOK_LATIN ? LOOK_CODE : (enum look)shape->look;
	return shape->features.n > LOOK_SHORT_MOST ? LOOK_HEAD : LOOK_SHORT;
}

#endif
