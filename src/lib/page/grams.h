// SPDX-License-Identifier: MIT
// Sets of character bigrams: how much of a short text is found in a longer one.
#ifndef DEHUSK_GRAMS_H
#define DEHUSK_GRAMS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

// Blanks and punctuation are passed over. Bigrams are hashed: a few are taken for others, the same
// ones everywhere.
#define GRAMS_BITS 16

struct grams {
	uint64_t set[((size_t)1 << GRAMS_BITS) / 64];
};

void grams_clear(struct grams *grams);

// Adds those of a well-formed text.
void grams_add(struct grams *grams, struct slice text);

// How many of a text's bigrams are in the set; *all gets how many it has.
size_t grams_count(const struct grams *grams, struct slice text, size_t *all);

// The bigrams of a short text: its first ones.
#define FEW_GRAMS 64
struct few_grams {
	uint32_t gram[FEW_GRAMS];
	size_t count;
	uint8_t slot[256]; // by hash: the place of a bigram from 1, 0: none
};

void few_grams_learn(struct few_grams *few, struct slice text);

// Which of them are in a text: a bit for each.
uint64_t few_grams_find(const struct few_grams *few, struct slice text);

// How many bits are set.
static inline size_t few_grams_count(uint64_t found)
{
	return (size_t)__builtin_popcountll(found);
}

#endif
