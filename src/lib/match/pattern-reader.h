// SPDX-License-Identifier: MIT
// The syntax of patterns, as PCRE2 has it (PCRE2_UTF | PCRE2_UCP): characters, escapes, members of
// classes, quantifiers, and what begins a group. The parser in literals.c puts them together.
//
// Functions named pattern_read_... go past what they read. They return false at anything that is
// not understood or cannot be, and the parser stops.
#ifndef DEHUSK_PATTERN_READER_H
#define DEHUSK_PATTERN_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "match/edges.h"

struct pattern_reader {
	const char *next, *end;
	bool caseless;
	// Of the parser in literals.c.
	size_t depth;
	bool empty; // the last item or group may be empty
	struct edges *edges;
};

// The kinds of classes and escapes.
enum item_kind {
	CHAR,
	BLANK,   // U+0020 or U+3000
	SET,     // one or more characters, not listed
	NOTHING, // a position, such as \b
};

struct repeat {
	size_t least, most;
};

enum opening {
	GROUP,
	NAMED,   // a name and ">" follow
	AROUND,  // positive lookahead or lookbehind
	NOWHERE, // negative lookahead or lookbehind
	FLAGS,   // for this group, or for the rest of the group around it
};

// Whether the next byte is `c`.
bool pattern_at(const struct pattern_reader *reader, char c);

// Goes past a text, if it is the next.
bool pattern_take(struct pattern_reader *reader, const char *text);

// Reads a character.
bool pattern_read_char(struct pattern_reader *reader, uint32_t *c);

// Reads what follows a backslash. *c is set for CHAR only.
bool pattern_read_escape(
	struct pattern_reader *reader, bool in_class, enum item_kind *kind, uint32_t *c);

// Reads a member of a class, or an end of a range. *c is as above.
bool pattern_read_member(struct pattern_reader *reader, enum item_kind *kind, uint32_t *c);

// Whether a quantifier is next.
bool pattern_at_repeat(const struct pattern_reader *reader);

// Reads {n}, {n,} or {n,m}, after the opening brace.
bool pattern_read_counts(struct pattern_reader *reader, struct repeat *repeat);

// Reads what follows an opening parenthesis, as far as it tells the kind of the group.
bool pattern_read_opening(struct pattern_reader *reader, enum opening *opening);

// Reads flags up to the colon or parenthesis after them. Other flags, conditions, calls and
// comments are not understood.
bool pattern_read_flags(struct pattern_reader *reader);

#endif
