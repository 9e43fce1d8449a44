// SPDX-License-Identifier: MIT
// Memory for texts that all go at once.
#include "base/arena.h"

#include <stdlib.h>

#define CHUNK_ROOM ((size_t)1 << 16)

// Texts never move: a new chunk is linked before the full one.
struct chunk {
	struct chunk *older;
	size_t room;
	char text[];
};

// Starts the newest chunk.
static void begin_chunk(struct arena *arena)
{
	arena->end = arena->chunk ? arena->chunk->text : NULL;
	arena->left = arena->chunk ? arena->chunk->room : 0;
}

bool arena_grow(struct arena *arena, size_t size)
{
	size_t room = size > CHUNK_ROOM ? size : CHUNK_ROOM, bytes;
	if (!size_add(sizeof(struct chunk), room, &bytes))
		return false;
	struct chunk *chunk = malloc(bytes);
	if (!chunk)
		return false;
	*chunk = (struct chunk){.older = arena->chunk, .room = room};
	arena->chunk = chunk;
	begin_chunk(arena);
	return true;
}

void arena_adopt(struct arena *arena, struct arena *other)
{
	// Link behind this arena's newest chunk, which still has room.
	struct chunk **older = arena->chunk ? &arena->chunk->older : &arena->chunk;
	if (!arena->chunk)
		arena->end = other->end, arena->left = other->left;
	struct chunk *last = other->chunk;
	while (last && last->older)
		last = last->older;
	if (last) {
		last->older = *older;
		*older = other->chunk;
	}
	other->chunk = NULL;
	begin_chunk(other);
}

static void free_chunks(struct chunk *chunk)
{
	while (chunk) {
		struct chunk *older = chunk->older;
		free(chunk);
		chunk = older;
	}
}

void arena_clear(struct arena *arena)
{
	if (!arena->chunk)
		return;
	free_chunks(arena->chunk->older);
	arena->chunk->older = NULL;
	// Do not keep the room of one long line for ever.
	if (arena->chunk->room > CHUNK_ROOM) {
		free(arena->chunk);
		arena->chunk = NULL;
	}
	begin_chunk(arena);
}

void arena_free(struct arena *arena)
{
	free_chunks(arena->chunk);
	*arena = (struct arena){0};
}
