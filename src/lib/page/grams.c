// SPDX-License-Identifier: MIT
// Sets of character bigrams: how much of a short text is found in a longer one.
#include "page/grams.h"

#include <string.h>

#include "base/utf8.h"
#include "page/features.h"

// The place of a bigram in the set.
static inline size_t slot_of(uint32_t first, uint32_t second)
{
	return ((first * 0x9E3779B1u) ^ (second * 0x85EBCA6Bu)) >> (32 - GRAMS_BITS);
}

// Moves *at behind the next character that counts; 0: there is none.
static inline uint32_t next_said_char(struct slice text, size_t *at)
{
	while (*at < text.size) {
		const char *next = text.data + *at;
		uint32_t c = utf8_ideograph_of(next);
		if (c != 0) {
			*at += 3;
			return c;
		}
		*at += utf8_next(next, &c);
		if (features_says(c))
			return c;
	}
	return 0;
}

void grams_clear(struct grams *grams)
{
	memset(grams, 0, sizeof *grams);
}

void grams_add(struct grams *grams, struct slice text)
{
	size_t at = 0;
	uint32_t c, before = next_said_char(text, &at);
	for (; (c = next_said_char(text, &at)) != 0; before = c) {
		size_t slot = slot_of(before, c);
		grams->set[slot / 64] |= (uint64_t)1 << slot % 64;
	}
}

size_t grams_count(const struct grams *grams, struct slice text, size_t *all)
{
	size_t at = 0, found = 0;
	uint32_t c, before = next_said_char(text, &at);
	*all = 0;
	for (; (c = next_said_char(text, &at)) != 0; before = c) {
		size_t slot = slot_of(before, c);
		found += grams->set[slot / 64] >> slot % 64 & 1;
		++*all;
	}
	return found;
}

// --- few of them ---

static inline uint32_t gram_of(uint32_t first, uint32_t second)
{
	return (first * 0x9E3779B1u) ^ (second * 0x85EBCA6Bu);
}

// The slot of a bigram, or the free one where it would be.
static size_t few_slot(const struct few_grams *few, uint32_t gram)
{
	size_t slot = gram >> 24;
	while (few->slot[slot] != 0 && few->gram[few->slot[slot] - 1] != gram)
		slot = (slot + 1) % sizeof few->slot;
	return slot;
}

void few_grams_learn(struct few_grams *few, struct slice text)
{
	size_t at = 0;
	uint32_t c, before = next_said_char(text, &at);
	*few = (struct few_grams){.count = 0};
	for (; (c = next_said_char(text, &at)) != 0 && few->count < FEW_GRAMS; before = c) {
		uint32_t gram = gram_of(before, c);
		size_t slot = few_slot(few, gram);
		if (few->slot[slot] != 0)
			continue;
		few->gram[few->count++] = gram;
		few->slot[slot] = (uint8_t)few->count;
	}
}

uint64_t few_grams_find(const struct few_grams *few, struct slice text)
{
	size_t at = 0;
	uint64_t found = 0;
	uint32_t c, before = next_said_char(text, &at);
	for (; (c = next_said_char(text, &at)) != 0; before = c) {
		uint8_t place = few->slot[few_slot(few, gram_of(before, c))];
		if (place != 0)
			found |= (uint64_t)1 << (place - 1);
	}
	return found;
}
