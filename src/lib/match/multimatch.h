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

// Room for `entries` entries. NULL: no memory.
struct multimatch *multimatch_new(size_t entries);
void multimatch_free(struct multimatch *multimatch);

// Whether a word is selective enough: four bytes, or a sign such as | or ·. Letters, blanks and
// single ideographs occur in too many lines.
bool multimatch_takes(const char *word);

// Entry `entry` can only match lines that contain `word`. The word is folded by
// literal_fold_char(), and multimatch_takes() accepts it. False: no memory.
bool multimatch_add(struct multimatch *multimatch, size_t entry, const char *word);

// Adds to `found` the entries that have a word in the line (well-formed UTF-8). Letter case and
// Chinese script are ignored.
void multimatch_line(
	const struct multimatch *multimatch, const char *line, size_t size, uint64_t *found);

#endif
