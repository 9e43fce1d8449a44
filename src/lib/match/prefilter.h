// SPDX-License-Identifier: MIT
// Selects the few rules and readers that may match a line.
#ifndef DEHUSK_PREFILTER_H
#define DEHUSK_PREFILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "match/multimatch.h"

// Entries, numbered from 0 in the order in which they are added, and the current line. An entry
// that is not selected cannot match the line.
struct prefilter;

// What is known of the entries: read-only, and shared by any number of prefilters.
struct prefilter_tables;

#define PREFILTER_NONE SIZE_MAX

// The prefilter with these tables, which are borrowed. NULL: no memory.
struct prefilter *prefilter_new(const struct prefilter_tables *tables);
void prefilter_free(struct prefilter *prefilter);

// Makes a cleaned line (well-formed UTF-8, not empty) the current line of the functions below. Its
// text is borrowed by prefilter_next().
void prefilter_begin(struct prefilter *prefilter, struct slice line);

// The same for two prefilters at once. `pair` is what prefilter_pair_new() made of them; free it
// with multimatch_pair_free().
struct multimatch_pair *prefilter_pair_new(
	const struct prefilter *first, const struct prefilter *second);
void prefilter_begin_pair(struct prefilter *first, struct prefilter *second,
	const struct multimatch_pair *pair, struct slice line);

// The first selected entry at or after `from`; PREFILTER_NONE: none.
size_t prefilter_next(struct prefilter *prefilter, size_t from);

// Whether the line has one of the words of a reader, selected or not. The reader has no `first`.
bool prefilter_has_word(const struct prefilter *prefilter, size_t reader);

// Whether an entry before `end` may match the line with a blank and some ISO date behind it.
bool prefilter_any_dated(const struct prefilter *prefilter, size_t end);

#endif
