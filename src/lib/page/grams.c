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
static inline uint32_t next_char(struct slice text, size_t *at)
{
	while (*at < text.size) {
		uint32_t c;
		*at += utf8_next(text.data + *at, &c);
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
	uint32_t c, before = next_char(text, &at);
	for (; (c = next_char(text, &at)) != 0; before = c) {
		size_t slot = slot_of(before, c);
		grams->set[slot / 64] |= (uint64_t)1 << slot % 64;
	}
}

size_t grams_count(const struct grams *grams, struct slice text, size_t *all)
{
	size_t at = 0, found = 0;
	uint32_t c, before = next_char(text, &at);
	*all = 0;
	for (; (c = next_char(text, &at)) != 0; before = c) {
		size_t slot = slot_of(before, c);
		found += grams->set[slot / 64] >> slot % 64 & 1;
		++*all;
	}
	return found;
}
