// SPDX-License-Identifier: MIT
// A page as a table: a row for each line, and in columns what is known of it.
//
// Lines wait here until they are decided: to the end of the feed if the rules alone decide, else to
// the end of the page or of a part of it. The decided lines stand first. The next feed drops them.
// A text borrows the bytes that were fed. Only the texts of lines that still wait when the feed
// ends are copied.
#ifndef DEHUSK_PAGE_H
#define DEHUSK_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "dehusk.h"
#include "page/indent.h"
#include "page/outline.h"

static inline struct slice line_text(const struct dehusk_line *line)
{
	return (struct slice){line->text, line->size};
}

// Whether two lines have the same text.
static inline bool line_is(const struct dehusk_line *line, const struct dehusk_line *other)
{
	return line->size == other->size && memcmp(line->text, other->text, line->size) == 0;
}

// A line with cells, as it came.
struct raw_line {
	size_t line; // its index among the lines that wait
	struct slice raw;
};

// All zero: an empty page. Free it with page_free().
struct page {
	struct dehusk_line *line;
	struct outline_line *shape; // parallel to `line`
	size_t count, line_room, shape_room;
	struct raw_line *cells; // of lines that wait
	size_t cells_count, cells_room;
	size_t decided;            // the lines that are decided
	size_t held, cells_held;   // lines and cells from here on borrow what was fed
	size_t size;               // bytes of the lines that wait
	struct indent_block block; // of the lines that were decided
	struct arena text;         // of the lines that wait
	struct arena feed;         // for texts that stay until the next feed
};

// Makes room for one more line. False: no memory.
bool page_grow(struct page *page);

// Appends a line with its flags (enum outline_flag) and what markup says of it. NULL: no memory.
static inline struct dehusk_line *page_add(
	struct page *page, const struct dehusk_line *line, unsigned flags, struct markup markup)
{
	if ((page->count == page->line_room || page->count == page->shape_room) && !page_grow(page))
		return NULL;
	page->shape[page->count] =
		(struct outline_line){.look = LOOKS, .flags = (uint8_t)flags, .markup = markup};
	page->size += line->size + 1;
	page->line[page->count] = *line;
	return &page->line[page->count++];
}

// Notes the cells of the line added last. False: no memory.
bool page_add_cells(struct page *page, struct slice raw);

// The line added last. The caller knows that there is one.
static inline struct dehusk_line *page_last(struct page *page)
{
	return &page->line[page->count - 1];
}

// The lines that wait.
static inline struct outline page_waiting(struct page *page)
{
	// An empty table may have no memory.
	if (page->count == 0)
		return (struct outline){.count = 0};
	return (struct outline){.line = page->line + page->decided,
		.shape = page->shape + page->decided,
		.count = page->count - page->decided};
}

// Whether the lines that wait exceed `most` bytes of text with `size` bytes more, or are the number
// of lines that goes with that. A single line never does.
bool page_is_full(const struct page *page, size_t size, size_t most);

// Decides all lines but the last `rest`. Only those with a wanted verdict (a bit for each) stay.
void page_decide(struct page *page, size_t rest, unsigned wanted);

// Call when a feed begins: drops the decided lines and their texts.
void page_begin_feed(struct page *page);

// Call when a feed ends: copies the texts of the lines that wait. False: no memory.
bool page_end_feed(struct page *page);

void page_free(struct page *page);

#endif
