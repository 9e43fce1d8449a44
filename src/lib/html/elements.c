// SPDX-License-Identifier: MIT
// The elements of html that matter for text, by name.
#include "html/elements.h"

#include <string.h>

const struct element_row element_rows[ELEMENTS] = {
#define X(name, string, traits, content) [ELEMENT_IS_##name] = {string, traits, CONTENT_##content},
	ELEMENT_LIST(X)
#undef X
};

#define NAME_MOST 16 // bytes of a name of the list

static uint32_t hash_of(const uint64_t key[2])
{
	uint64_t hash =
		(key[0] ^ key[1] * UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xD6E8FEB86659FD93);
	return (uint32_t)(hash >> 32);
}

// Two words of small letters. Names longer than that have them all in the hash.
static void read_key(struct slice name, uint64_t key[2])
{
	key[0] = key[1] = 0;
	for (size_t i = 0; i < name.size; i++) {
		uint64_t *word = &key[i / 8 & 1];
		*word = (*word << 8 | *word >> 56) ^ ((unsigned char)name.data[i] | 0x20u);
	}
}

static struct element_slot *find_slot(struct element_index *index, const uint64_t key[2])
{
	size_t at = hash_of(key) % ELEMENT_SLOTS;
	while (index->slot[at].element != ELEMENT_IS_OTHER &&
		memcmp(index->slot[at].key, key, sizeof index->slot[at].key) != 0)
		at = (at + 1) % ELEMENT_SLOTS;
	return &index->slot[at];
}

void element_index_fill(struct element_index *index)
{
	memset(index, 0, sizeof *index);
	for (size_t i = 1; i < ELEMENTS; i++) {
		const char *name = element_rows[i].name;
		uint64_t key[2];
		read_key((struct slice){name, strlen(name)}, key);
		struct element_slot *slot = find_slot(index, key);
		*slot = (struct element_slot){{key[0], key[1]}, (uint16_t)i};
	}
}

enum element element_find(const struct element_index *index, struct slice name, uint32_t *hash)
{
	uint64_t key[2];
	read_key(name, key);
	*hash = hash_of(key);
	if (name.size > NAME_MOST)
		return ELEMENT_IS_OTHER;
	size_t at = *hash % ELEMENT_SLOTS;
	while (index->slot[at].element != ELEMENT_IS_OTHER) {
		if (index->slot[at].key[0] == key[0] && index->slot[at].key[1] == key[1])
			return (enum element)index->slot[at].element;
		at = (at + 1) % ELEMENT_SLOTS;
	}
	return ELEMENT_IS_OTHER;
}
