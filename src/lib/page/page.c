// SPDX-License-Identifier: MIT
// A page as a table of lines, and the memory of texts that no input block holds.
#include "page/page.h"

#include <stdlib.h>

#define CHUNK_ROOM ((size_t)1 << 16)

// Texts never move: a new chunk is linked before the full one.
struct chunk {
	struct chunk *older;
	size_t room;
	char text[];
};

bool page_grow(struct page *page)
{
	void *lines = page->line;
	if (!array_reserve(&lines, &page->room, page->count + 1, sizeof *page->line))
		return false;
	page->line = lines;
	return true;
}

// Starts the newest chunk.
static void begin_chunk(struct page *page)
{
	page->end = page->chunk ? page->chunk->text : NULL;
	page->left = page->chunk ? page->chunk->room : 0;
}

bool page_grow_text(struct page *page, size_t size)
{
	size_t room = size > CHUNK_ROOM ? size : CHUNK_ROOM, bytes;
	if (!size_add(sizeof(struct chunk), room, &bytes))
		return false;
	struct chunk *chunk = malloc(bytes);
	if (!chunk)
		return false;
	*chunk = (struct chunk){.older = page->chunk, .room = room};
	page->chunk = chunk;
	begin_chunk(page);
	return true;
}

void page_adopt(struct page *page, struct page *other)
{
	// Link behind this page's newest chunk, which still has room.
	struct chunk **older = page->chunk ? &page->chunk->older : &page->chunk;
	if (!page->chunk)
		page->end = other->end, page->left = other->left;
	struct chunk *last = other->chunk;
	while (last && last->older)
		last = last->older;
	if (last) {
		last->older = *older;
		*older = other->chunk;
	}
	other->chunk = NULL;
	begin_chunk(other);
	other->count = 0;
}

static void free_chunks(struct chunk *chunk)
{
	while (chunk) {
		struct chunk *older = chunk->older;
		free(chunk);
		chunk = older;
	}
}

void page_clear(struct page *page)
{
	page->count = 0;
	if (!page->chunk)
		return;
	free_chunks(page->chunk->older);
	page->chunk->older = NULL;
	// Do not keep the room of one long line for ever.
	if (page->chunk->room > CHUNK_ROOM) {
		free(page->chunk);
		page->chunk = NULL;
	}
	begin_chunk(page);
}

void page_free(struct page *page)
{
	free_chunks(page->chunk);
	free(page->line);
	*page = (struct page){0};
}
