// SPDX-License-Identifier: MIT
// What markup says of the main text: links, blocks, comments of readers, the title. A page of plain
// text has none of it, and nothing here changes anything for one.
#ifndef DEHUSK_SIGNALS_H
#define DEHUSK_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/best-run.h"
#include "page/outline.h"

// Room for sums over the blocks of a page. All zero: none; signals_free() gives it back.
struct signals {
	struct block_sum *sum;
	size_t room;
};

void signals_free(struct signals *signals);

// Whether markup says that a page has no link at all: it is nothing but a text. Asked before
// signals_begin().
bool signals_is_bare(const struct outline *page);

// Looks at the links of a page before its lines are scored: a link that was never closed counts for
// none, and a line that is nearly all link looks like a headline.
void signals_begin(const struct outline *page);

// Whether a line is nothing but links, as no text of its own has one.
bool signals_has_links(const struct outline *page);

// Changes what lines are worth for a run: links and comments cost, and boxes of links within a text
// cost nothing.
void signals_score(const struct outline *page, int32_t *worth);

// Takes another run for the best one if it has more of the page's title.
void signals_choose(const struct outline *page, struct best_run *best);

// Marks in `kept` what belongs to the run by the blocks that it stands in, and takes the marks off
// boxes of links. False: no memory.
bool signals_grow(struct signals *signals, const struct outline *page, const struct best_run *best,
	uint8_t *kept);

#endif
