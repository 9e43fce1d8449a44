// SPDX-License-Identifier: MIT
// Which few of all rules and readers are worth asking about a line.
#ifndef DEHUSK_PREFILTER_H
#define DEHUSK_PREFILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

// Entries, numbered from 0 in the order in which they are added, and the line that is asked about.
// What is no candidate cannot match; what is one has to be asked.
struct prefilter;

#define PREFILTER_NONE SIZE_MAX
#define PREFILTER_WORD 32 // room for a word, with its NUL

// What is known of the lines that a reader, which is no pattern, takes.
struct prefilter_reader {
	bool (*word)(size_t n, char word[PREFILTER_WORD]); // each has one of these words, as
							   // multimatch_add() takes them; false:
							   // there are no more. NULL: not known
	uint32_t first;                                    // character that they begin with; 0: any
	bool (*may_end)(uint32_t last); // whether they may end in this character, which is folded;
					// NULL: in any
};

// For at most `room` entries, one or more. NULL: no memory.
struct prefilter *prefilter_new(size_t room);
void prefilter_free(struct prefilter *candidates);

// Adds a pattern that pattern_fold() folded; its text is borrowed. False: no memory.
bool prefilter_add_pattern(struct prefilter *candidates, struct slice folded);

// Adds a reader, which is borrowed. False: no memory.
bool prefilter_add_reader(struct prefilter *candidates, const struct prefilter_reader *reader);

// Turns to a cleaned line (well-formed UTF-8, not empty). Its text is borrowed by
// prefilter_next(); all that follows is about this line.
void prefilter_begin(struct prefilter *candidates, struct slice line);

// The first candidate that is entry `from` or a later one; PREFILTER_NONE: there is none.
size_t prefilter_next(struct prefilter *candidates, size_t from);

// Whether the line has one of the words of a reader without `first`, be the reader a candidate or
// not.
bool prefilter_has_word(const struct prefilter *candidates, size_t reader);

// Whether one of the entries before `end` may match some line with the same first character.
bool prefilter_any_before(struct prefilter *candidates, size_t end);

#endif
