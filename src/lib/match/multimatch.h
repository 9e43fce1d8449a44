// SPDX-License-Identifier: MIT
// One pass over a line that finds the few rules which may match it, by the words that they need.
#ifndef DEHUSK_MULTIMATCH_H
#define DEHUSK_MULTIMATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct multimatch;

// A set of entries: bit e % 64 of word e / 64 stands for entry e.
#define MULTIMATCH_SET_WORDS(entries) (((entries) + 63) / 64)

// For `entries` entries. NULL: no memory.
struct multimatch *multimatch_new(size_t entries);
void multimatch_free(struct multimatch *sieve);

// Whether a word is telling enough: four bytes, or a sign such as | or ·. A letter, a blank or a
// single ideograph is in too many lines.
bool multimatch_takes(const char *word);

// Entry `entry` can only match a line with `word` in it (folded by literal_fold_char(), one that
// the sieve takes). False: no memory.
bool multimatch_add(struct multimatch *sieve, size_t entry, const char *word);

// Adds to `found` the entries one of whose words is in the line (well-formed UTF-8), letter case
// and script aside.
void multimatch_line(
	const struct multimatch *sieve, const char *line, size_t size, uint64_t *found);

#endif
