// SPDX-License-Identifier: MIT
// A page as a table of lines, and the texts that no input block holds.
#ifndef DEHUSK_PAGE_H
#define DEHUSK_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "dehusk.h"

static inline struct slice line_text(const struct dehusk_line *line)
{
	return (struct slice){line->text, line->size};
}

// Whether two lines have the same text.
static inline bool line_is(const struct dehusk_line *line, const struct dehusk_line *other)
{
	return line->size == other->size && memcmp(line->text, other->text, line->size) == 0;
}

// All zero: an empty page. Free it with page_free().
struct page {
	struct dehusk_line *line;
	size_t count, room;
	struct arena text;
};

// Makes room for one more line. False: no memory.
bool page_grow(struct page *page);

// Appends a line; the caller fills it in at once. NULL: no memory.
static inline struct dehusk_line *page_add(struct page *page)
{
	if (page->count == page->room && !page_grow(page))
		return NULL;
	return &page->line[page->count++];
}

// Moves the texts of another page here. Clears the other page's lines.
void page_adopt(struct page *page, struct page *other);

// Forgets all lines and texts.
void page_clear(struct page *page);
void page_free(struct page *page);

#endif
