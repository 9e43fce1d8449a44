// SPDX-License-Identifier: MIT
// Makes the tables of the prefilter from patterns.
#ifndef DEHUSK_PREFILTER_BUILD_H
#define DEHUSK_PREFILTER_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "match/prefilter.h"

struct prefilter_builder;

// Room for `room` entries, at least one. NULL: no memory.
struct prefilter_builder *prefilter_builder_new(size_t room);
void prefilter_builder_free(struct prefilter_builder *builder);

// Adds a pattern that pattern_fold() folded. Takes lookaheads off it that the prefilter decides:
// what is left matches a selected line in the same places as before. False: no memory.
bool prefilter_builder_add(struct prefilter_builder *builder, struct buffer *folded);

#define PREFILTER_WORD 32 // bytes of a word, with its NUL

// What is known of the lines that a reader takes.
struct prefilter_reader {
	// Gives the n-th of the words of which each line has one; multimatch_takes() accepts them.
	// False: there are no more. NULL: any line.
	bool (*word)(size_t n, char word[PREFILTER_WORD]);
	uint32_t first; // the first character of the lines; 0: any
	// Whether lines may end in this folded character. NULL: in any.
	bool (*may_end)(uint32_t last);
};

// Adds a reader. False: no memory.
bool prefilter_builder_add_reader(
	struct prefilter_builder *builder, const struct prefilter_reader *reader);

// Call when all was added; again when more was. False: no memory.
bool prefilter_builder_finish(struct prefilter_builder *builder);

// The tables, borrowed. They are complete once the builder finished.
const struct prefilter_tables *prefilter_builder_tables(const struct prefilter_builder *builder);

#endif
