// SPDX-License-Identifier: MIT
// Finds in one pass over a line the rules that may match it, by the words that they need.
#ifndef DEHUSK_MULTIMATCH_H
#define DEHUSK_MULTIMATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct multimatch;

// A set of entries: bit e % 64 of word e / 64 stands for entry e.
#define MULTIMATCH_SET_WORDS(entries) (((entries) + 63) / 64)

// Adds to `found` the entries that have a word in the line (well-formed UTF-8). Letter case and
// Chinese script are ignored. Returns whether there is any such entry.
bool multimatch_line(
	const struct multimatch *multimatch, const char *line, size_t size, uint64_t *found);

// Two multimatches that are searched in one pass. Both are borrowed.
struct multimatch_pair;

// NULL: no memory.
struct multimatch_pair *multimatch_pair_new(
	const struct multimatch *first, const struct multimatch *second);
void multimatch_pair_free(struct multimatch_pair *pair);

// The same as multimatch_line() of both. Bit 0 of what it returns: an entry of the first has a word
// in the line; bit 1: one of the second.
unsigned multimatch_pair_line(const struct multimatch_pair *pair, const char *line, size_t size,
	uint64_t *first, uint64_t *second);

#endif
