// SPDX-License-Identifier: MIT
// The elements of html that matter for text, by name.
#include "html/elements.h"

#include <stdlib.h>
#include <string.h>

const struct element_row element_rows[ELEMENTS] = {
#define X(name, string, traits, content) [ELEMENT_IS_##name] = {string, traits, CONTENT_##content},
	ELEMENT_LIST(X)
#undef X
};

#define NAME_MOST 16 // bytes of a name of the list
#define ELEMENT_SLOTS 512

struct element_slot {
	uint64_t key[2];
	uint16_t element;
};

struct element_index {
	bool filled;
	struct element_slot slot[ELEMENT_SLOTS];
};

// Up to eight letters as a number, whatever their case.
static inline uint64_t read_style_word(const char *name, size_t size)
{
	uint64_t word = 0;
	for (size_t i = 0; i < size; i++)
		word = word << 8 | (unsigned char)name[i] | 0x20u;
	return word;
}

// The name as two words. Of a long one all the rest is in the second.
static inline void read_key(struct slice name, uint64_t key[2])
{
	key[0] = read_style_word(name.data, name.size < 8 ? name.size : 8);
	key[1] = 0;
	for (size_t at = 8; at < name.size; at += 8) {
		size_t left = name.size - at;
		key[1] = (key[1] << 7 | key[1] >> 57) ^
			 read_style_word(name.data + at, left < 8 ? left : 8);
	}
}

static inline uint32_t element_hash_of(const uint64_t key[2])
{
	uint64_t hash =
		(key[0] ^ key[1] * UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xD6E8FEB86659FD93);
	return (uint32_t)(hash >> 32);
}

// The place of a name, or the free one where it belongs.
static inline size_t find_slot(
	const struct element_index *index, const uint64_t key[2], uint32_t hash)
{
	size_t at = hash % ELEMENT_SLOTS;
	for (;; at = (at + 1) % ELEMENT_SLOTS) {
		const struct element_slot *slot = &index->slot[at];
		if (slot->element == ELEMENT_IS_OTHER ||
			(slot->key[0] == key[0] && slot->key[1] == key[1]))
			return at;
	}
}

struct element_index *element_index_new(void)
{
	struct element_index *index = malloc(sizeof *index);
	if (index)
		index->filled = false;
	return index;
}

void element_index_free(struct element_index *index)
{
	free(index);
}

static void fill_index(struct element_index *index)
{
	memset(index->slot, 0, sizeof index->slot);
	index->filled = true;
	for (size_t i = 1; i < ELEMENTS; i++) {
		const char *name = element_rows[i].name;
		uint64_t key[2];
		read_key((struct slice){name, strlen(name)}, key);
		index->slot[find_slot(index, key, element_hash_of(key))] =
			(struct element_slot){{key[0], key[1]}, (uint16_t)i};
	}
}

enum element element_find(struct element_index *index, struct slice name, uint32_t *hash)
{
	uint64_t key[2];
	if (!index->filled)
		fill_index(index);
	read_key(name, key);
	*hash = element_hash_of(key);
	if (name.size > NAME_MOST)
		return ELEMENT_IS_OTHER;
	return (enum element)index->slot[find_slot(index, key, *hash)].element;
}
