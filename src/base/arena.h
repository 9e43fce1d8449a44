// SPDX-License-Identifier: MIT
// Memory for texts that all go at once. A text never moves.
#ifndef DEHUSK_ARENA_H
#define DEHUSK_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/buffer.h"

struct chunk;

// All zero: an empty arena. Free it with arena_free().
struct arena {
	struct chunk *chunk; // the newest
	char *end;           // the end of its last text
	size_t left;         // the bytes free behind that
};

// Makes room for `size` bytes. False: no memory.
bool arena_grow(struct arena *arena, size_t size);

// Copies a text, which stays until arena_clear(). NULL data: no memory.
static inline struct slice arena_copy(struct arena *arena, struct slice text)
{
	// An empty text needs memory, too, to have data.
	if (text.size >= arena->left && !arena_grow(arena, text.size + 1))
		return (struct slice){NULL, 0};
	char *copy = arena->end;
	if (text.size > 0)
		memcpy(copy, text.data, text.size);
	arena->end += text.size, arena->left -= text.size;
	return (struct slice){copy, text.size};
}

// Moves the texts of another arena here. They stay where they are.
void arena_adopt(struct arena *arena, struct arena *other);

// Forgets all texts.
void arena_clear(struct arena *arena);
void arena_free(struct arena *arena);

#endif
