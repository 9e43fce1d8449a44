// SPDX-License-Identifier: MIT
// The main text of a page, found from the shapes of its lines.
#ifndef DEHUSK_BODY_H
#define DEHUSK_BODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dehusk.h"
#include "page/look.h"
#include "page/features.h"

struct body;

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

// What the pass found, in tenths of a point.
struct body_found {
	bool ran;             // the page has husk around its text
	bool several;         // it looks like several pages: nothing was done
	bool sure;            // if it ran: nothing makes the main text doubtful
	int64_t best, second; // the sums of the best run and the runner-up
	bool whole;           // nothing was found: all of it is kept, or none
	size_t text;          // the line that its paragraphs begin in; the count of lines: none
	size_t title;         // the line that is the title; the count of lines: none
	size_t dropped;       // lines that were kept before
};

// The reason of lines that are husk by their place in the page.
extern const char body_outside[];

// NULL: no memory.
struct body *body_new(void);
void body_free(struct body *body);

// A new page begins.
void body_start(struct body *body);

// More of a page follows on these lines, of which some are kept: what comes has no title, and
// whether the page asks something is known.
void body_go_on(
	struct body *body, struct dehusk_line *line, const struct body_line *shape, size_t count);

// Looks at a page as a whole: whether it has so much husk around it that the main text has to be
// looked for (without a line of evidence it has none), and whether it is several pages; if so, that
// cannot be done. False: no memory.
bool body_look(struct body *body, struct dehusk_line *line, const struct body_line *shape,
	size_t count, struct body_found *found);

// After that, if it has to be looked for: gives verdicts and reasons to the lines that are husk by
// their place in the page, and to the title. `cut`: the shapes of lines may have changed since, or
// nobody looked. False: no memory.
bool body_find(struct body *body, struct dehusk_line *line, const struct body_line *shape,
	size_t count, bool cut, struct body_found *found);

#endif
