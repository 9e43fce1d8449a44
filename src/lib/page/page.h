// SPDX-License-Identifier: MIT
// A page as a table of lines, and the memory of texts that no input block holds.
#ifndef DEHUSK_PAGE_H
#define DEHUSK_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/buffer.h"
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

// All zero: an empty page. Free it with page_free().
struct page {
	struct dehusk_line *line;
	size_t count, room;
	struct chunk *chunk; // the newest memory for texts
	char *end;           // the end of its last text
	size_t left;         // the bytes free behind that
};

// Makes room for one more line, or for `size` bytes of text. False: no memory.
bool page_grow(struct page *page);
bool page_grow_text(struct page *page, size_t size);

// Appends a line; the caller fills it in at once. NULL: no memory.
static inline struct dehusk_line *page_add(struct page *page)
{
	if (page->count == page->room && !page_grow(page))
		return NULL;
	return &page->line[page->count++];
}

// Copies a text that stays until page_clear(). NULL data: no memory.
static inline struct slice page_copy(struct page *page, struct slice text)
{
	// An empty text needs memory, too, to have data.
	if (text.size >= page->left && !page_grow_text(page, text.size + 1))
		return (struct slice){NULL, 0};
	char *copy = page->end;
	if (text.size > 0)
		memcpy(copy, text.data, text.size);
	page->end += text.size, page->left -= text.size;
	return (struct slice){copy, text.size};
}

// Moves the texts of another page here. Clears the other page's lines.
void page_adopt(struct page *page, struct page *other);

// Forgets all lines and texts.
void page_clear(struct page *page);
void page_free(struct page *page);

#endif
