// SPDX-License-Identifier: MIT
// Sets of character bigrams: how much of a short text is found in a longer one.
#include "page/grams.h"

#include <string.h>

#include "base/utf8.h"
#include "page/features.h"

// One bigram after another.
struct gram_walk {
	struct slice text;
	size_t at;
	uint32_t before; // 0: none
};

static bool next_gram(struct gram_walk *walk, size_t *slot)
{
	while (walk->at < walk->text.size) {
		uint32_t c, before = walk->before;
		walk->at += utf8_next(walk->text.data + walk->at, &c);
		if (!features_says(c))
			continue;
		walk->before = c;
		if (before == 0)
			continue;
		*slot = ((before * 0x9E3779B1u) ^ (c * 0x85EBCA6Bu)) >> (32 - GRAMS_BITS);
		return true;
	}
	return false;
}

void grams_clear(struct grams *grams)
{
	memset(grams, 0, sizeof *grams);
}

void grams_add(struct grams *grams, struct slice text)
{
	struct gram_walk walk = {.text = text};
	size_t slot;
	while (next_gram(&walk, &slot))
		grams->set[slot / 64] |= (uint64_t)1 << slot % 64;
}

size_t grams_count(const struct grams *grams, struct slice text, size_t *all)
{
	struct gram_walk walk = {.text = text};
	size_t slot, found = 0;
	*all = 0;
	while (next_gram(&walk, &slot)) {
		++*all;
		found += grams->set[slot / 64] >> slot % 64 & 1;
	}
	return found;
}
