// SPDX-License-Identifier: MIT
// The main text of a page, found from the shapes of its lines.
#ifndef DEHUSK_MAIN_TEXT_H
#define DEHUSK_MAIN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dehusk.h"
#include "page/outline.h"

struct main_text;

// What the pass found, in tenths of a point.
struct main_text_found {
	bool ran;             // the page has husk around its text
	bool several;         // it looks like several pages: nothing was done
	bool sure;            // if it ran: nothing makes the main text doubtful
	int64_t best, second; // the sums of the best run and the runner-up
	bool whole;           // nothing was found: all of it is kept, or none
	size_t text;          // the line that its paragraphs begin in; the count of lines: none
	size_t title;         // the line that is the title; the count of lines: none
	size_t dropped;       // lines that were kept before
};

// Whether a line is husk by its place in the page, for whatever reason.
bool main_text_left_out(const struct dehusk_line *line);

// NULL: no memory.
struct main_text *main_text_new(void);
void main_text_free(struct main_text *body);

// A new page begins.
void main_text_start(struct main_text *body);

// More of a page follows on these lines, of which some are kept: what comes has no title, and
// whether the page asks something is known.
void main_text_go_on(struct main_text *body, const struct outline *page);

// Looks at a page as a whole: whether it has so much husk around it that the main text has to be
// looked for (without a line of evidence it has none), and whether it is several pages; if so, that
// cannot be done. False: no memory.
bool main_text_look(
	struct main_text *body, const struct outline *page, struct main_text_found *found);

// After that, if it has not to be looked for: drops the title of a document of html where a heading
// repeats it.
void main_text_drop_title(const struct outline *page, struct main_text_found *found);

// After that, if it has to be looked for: gives verdicts and reasons to the lines that are husk by
// their place in the page, and to the title. `cut`: the shapes of lines may have changed since, or
// nobody looked. False: no memory.
bool main_text_find(struct main_text *body, const struct outline *page, bool cut,
	struct main_text_found *found);

#endif
