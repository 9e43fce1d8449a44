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

#endif
