// SPDX-License-Identifier: MIT
// A page as a table of lines, and the text that edited lines point into.
#ifndef DEHUSK_PAGE_H
#define DEHUSK_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "buffer.h"
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

struct chunk;

// All zero is an empty page; page_free() gives its memory back.
struct page {
	struct dehusk_line *line;
	size_t count, room;
	struct chunk *chunk; // texts that stand in no block of input
};

// Appends a line that the caller fills in at once. NULL: no memory.
struct dehusk_line *page_add(struct page *page);

// Copies a text to where it stays until page_clear(). NULL data: no memory.
struct slice page_copy(struct page *page, struct slice text);

// The same, with a line feed behind it, so that lines which are kept one after another are one
// text.
struct slice page_copy_line(struct page *page, struct slice text);

// Takes over the texts of another page, which forgets its lines.
void page_adopt(struct page *page, struct page *other);

// Forgets all lines and texts.
void page_clear(struct page *page);
void page_free(struct page *page);

#endif
