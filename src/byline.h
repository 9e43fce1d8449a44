// SPDX-License-Identifier: MIT
// Bylines: which lines say who wrote or edited a page, and nothing else.
#ifndef DEHUSK_BYLINE_H
#define DEHUSK_BYLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

// The longest name, or list of names: 30 characters of at most 4 bytes.
#define BYLINE_NAME_MAX 120

enum byline_kind {
	BYLINE_NONE,
	BYLINE_LINE, // the line is nothing but credits, and names an author or an editor
	BYLINE_TAIL, // credits at the end of prose: the first `stays` bytes of the line are prose
	BYLINE_DATE, // nothing but a date, with labels, prompts and the like, and a few words if it
		     // has a time
};

struct byline {
	enum byline_kind kind;
	struct slice author, editor; // borrowed from the line; size 0: not named
	int32_t date;                // as in date.h; 0: none on this line
	bool stamp;   // the date was put there by a machine: 发布时间：..., 2021-03-05 08:30
	size_t stays; // bytes, for BYLINE_TAIL
};

// Looks at one cleaned line, as source_parse() does; labels are looked for in `folded`, names are
// taken from `line`. A line that credits a source besides may be a byline too.
void byline_parse(const char *line, const char *folded, size_t size, struct byline *byline);

// Whether a line with this last character, folded, may give anything but BYLINE_NONE: no sentence
// does, which spares most lines to be folded.
bool byline_may_end(uint32_t last);

// byline_parse() for "By Mary Ann Field": BYLINE_LINE or BYLINE_NONE.
bool byline_parse_english(const char *line, size_t size, struct byline *byline);

// Words of which every line that byline_parse() gives anything but BYLINE_NONE for
// contains at least one, as source_words has them.
extern const char *const byline_words[];

#endif
