// SPDX-License-Identifier: MIT
// Makes the tables of the multimatch from words.
#ifndef DEHUSK_MULTIMATCH_BUILD_H
#define DEHUSK_MULTIMATCH_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "match/multimatch.h"

struct multimatch_builder;

// Room for `entries` entries. NULL: no memory.
struct multimatch_builder *multimatch_builder_new(size_t entries);
void multimatch_builder_free(struct multimatch_builder *builder);

// Whether a word is selective enough: four bytes, or a sign such as | or ·. Letters, blanks and
// single ideographs occur in too many lines.
bool multimatch_takes(const char *word);

// Entry `entry` can only match lines that contain `word`. The word is folded by
// literal_fold_char(), and multimatch_takes() accepts it. False: no memory.
bool multimatch_builder_add(struct multimatch_builder *builder, size_t entry, const char *word);

// The tables of what was added until now, borrowed.
const struct multimatch *multimatch_builder_tables(const struct multimatch_builder *builder);

#endif
