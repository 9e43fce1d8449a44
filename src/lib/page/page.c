// SPDX-License-Identifier: MIT
// A page as a table: a row for each line, and in columns what is known of it.
#include "page/page.h"

#include <stdlib.h>

#define LINE_BYTES 64 // a page has room for one line per this many bytes

bool page_grow(struct page *page)
{
	void *line = page->line, *shape = page->shape;
	if (!array_reserve(&line, &page->line_room, page->count + 1, sizeof *page->line))
		return false;
	page->line = line;
	if (!array_reserve(&shape, &page->shape_room, page->count + 1, sizeof *page->shape))
		return false;
	page->shape = shape;
	return true;
}

bool page_add_cells(struct page *page, struct slice raw)
{
	void *cells = page->cells;
	if (!array_reserve(&cells, &page->cells_room, page->cells_count + 1, sizeof *page->cells))
		return false;
	page->cells = cells;
	page->cells[page->cells_count++] = (struct raw_line){page->count - page->decided - 1, raw};
	page->size += raw.size;
	return true;
}

bool page_is_full(const struct page *page, size_t size, size_t most)
{
	size_t count = page->count - page->decided;
	return count > 0 &&
	       (count >= most / LINE_BYTES || size >= most || page->size >= most - size);
}

void page_decide(struct page *page, size_t rest, unsigned wanted)
{
	size_t to = page->decided, end = page->count - rest;
	for (size_t i = to; i < end; i++) {
		if (page->line[i].verdict == DEHUSK_KEPT)
			indent_line(&page->block, &page->line[i]);
		if (wanted >> page->line[i].verdict & 1)
			page->line[to++] = page->line[i];
	}
	page->decided = page->held = to;
	for (size_t i = end; i < page->count; i++, to++) {
		page->line[to] = page->line[i];
		page->shape[to] = page->shape[i];
	}
	page->count = to;
	page->cells_count = page->cells_held = page->size = 0;
	arena_adopt(&page->feed, &page->text);
}

void page_begin_feed(struct page *page)
{
	size_t count = page->count - page->decided;
	if (page->decided > 0 && count > 0) {
		memmove(page->line, page->line + page->decided, count * sizeof *page->line);
		memmove(page->shape, page->shape + page->decided, count * sizeof *page->shape);
	}
	page->held -= page->decided;
	page->decided = 0;
	page->count = count;
	arena_clear(&page->feed);
}

static bool hold(struct page *page, const char **data, size_t size)
{
	*data = arena_copy(&page->text, (struct slice){*data, size}).data;
	return *data != NULL;
}

bool page_end_feed(struct page *page)
{
	for (; page->held < page->count; page->held++) {
		struct dehusk_line *line = &page->line[page->held];
		if (!hold(page, &line->text, line->size))
			return false;
	}
	for (; page->cells_held < page->cells_count; page->cells_held++) {
		struct slice *raw = &page->cells[page->cells_held].raw;
		if (!hold(page, &raw->data, raw->size))
			return false;
	}
	return true;
}

void page_free(struct page *page)
{
	arena_free(&page->text);
	arena_free(&page->feed);
	free(page->line);
	free(page->shape);
	free(page->cells);
	*page = (struct page){0};
}
