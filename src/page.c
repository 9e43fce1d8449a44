// SPDX-License-Identifier: MIT
// A page as a table of lines, and the text that edited lines point into.
#include "page.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_ROOM ((size_t)1 << 16)

// Texts never move: a full chunk stays, and the next one is put before it.
struct chunk {
	struct chunk *older;
	size_t size, room;
	char text[];
};

struct dehusk_line *page_add(struct page *page)
{
	if (page->count == page->room) {
		void *lines = page->line;
		if (!array_reserve(&lines, &page->room, page->count + 1, sizeof *page->line))
			return NULL;
		page->line = lines;
	}
	return &page->line[page->count++];
}

static bool add_chunk(struct page *page, size_t least)
{
	size_t room = least > CHUNK_ROOM ? least : CHUNK_ROOM, bytes;
	if (!size_add(sizeof(struct chunk), room, &bytes))
		return false;
	struct chunk *chunk = malloc(bytes);
	if (!chunk)
		return false;
	*chunk = (struct chunk){.older = page->chunk, .room = room};
	page->chunk = chunk;
	return true;
}

static char *make_room(struct page *page, size_t size)
{
	if (!page->chunk || size > page->chunk->room - page->chunk->size)
		if (!add_chunk(page, size))
			return NULL;
	char *room = page->chunk->text + page->chunk->size;
	page->chunk->size += size;
	return room;
}

struct slice page_copy(struct page *page, struct slice text)
{
	char *copy = make_room(page, text.size);
	if (copy && text.size > 0)
		memcpy(copy, text.data, text.size);
	return (struct slice){copy, copy ? text.size : 0};
}

struct slice page_copy_line(struct page *page, struct slice text)
{
	size_t size;
	char *copy = size_add(text.size, 1, &size) ? make_room(page, size) : NULL;
	if (!copy)
		return (struct slice){NULL, 0};
	if (text.size > 0)
		memcpy(copy, text.data, text.size);
	copy[text.size] = '\n';
	return (struct slice){copy, text.size};
}

void page_adopt(struct page *page, struct page *other)
{
	// Behind the newest chunk of this page, which has room.
	struct chunk **older = page->chunk ? &page->chunk->older : &page->chunk;
	struct chunk *last = other->chunk;
	while (last && last->older)
		last = last->older;
	if (last) {
		last->older = *older;
		*older = other->chunk;
	}
	other->chunk = NULL;
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
	page->chunk->size = 0;
	// One long line is no reason to hold its room for ever.
	if (page->chunk->room > CHUNK_ROOM) {
		free(page->chunk);
		page->chunk = NULL;
	}
}

void page_free(struct page *page)
{
	free_chunks(page->chunk);
	free(page->line);
	*page = (struct page){0};
}
