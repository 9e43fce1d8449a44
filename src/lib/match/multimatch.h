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
// Chinese script are ignored.
void multimatch_line(
	const struct multimatch *multimatch, const char *line, size_t size, uint64_t *found);

#endif
