// SPDX-License-Identifier: MIT
// Which line of a page is its title.
#ifndef DEHUSK_TITLE_H
#define DEHUSK_TITLE_H

#include <stdbool.h>
#include <stddef.h>

#include "page/grams.h"
#include "page/outline.h"

// Whether a line with that measure may be a title, by itself.
bool title_may_be(struct slice text, struct features features);

// Whether it is one word, which may be a title where nothing stands above it.
bool title_is_word(struct features features);

// The title in a line: without the time or the name of the site that may stand behind it.
struct slice title_in(struct slice text);

// Whether a line has a date in it.
bool title_has_date(const struct dehusk_line *line);

// Finds the title of the text that begins in the line `text`, from the lines above it and at its
// beginning; what it speaks of is learnt from the lines marked in `kept`. `light`: the page has few
// headlines, so that its first line is likely to be its title. The count of lines: none.
size_t title_find(const struct outline *page, const uint8_t *kept, size_t text, bool light,
	struct grams *grams);

// The first line down to `text` that may be a title; the count of lines: none.
size_t title_guess(const struct outline *page, size_t text);

#endif
