// SPDX-License-Identifier: MIT
// A page as a table of lines, and the texts that no input block holds.
#include "page/page.h"

#include <stdlib.h>

bool page_grow(struct page *page)
{
	void *lines = page->line;
	if (!array_reserve(&lines, &page->room, page->count + 1, sizeof *page->line))
		return false;
	page->line = lines;
	return true;
}

void page_adopt(struct page *page, struct page *other)
{
	arena_adopt(&page->text, &other->text);
	other->count = 0;
}

void page_clear(struct page *page)
{
	page->count = 0;
	arena_clear(&page->text);
}

void page_free(struct page *page)
{
	arena_free(&page->text);
	free(page->line);
	*page = (struct page){0};
}
