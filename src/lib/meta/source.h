// SPDX-License-Identifier: MIT
// Source lines: which lines credit a publication, its name and its date.
#ifndef DEHUSK_SOURCE_H
#define DEHUSK_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "meta/fields.h"

enum source_kind {
	SOURCE_NONE,     // no source line
	SOURCE_FOUND,    // name, and a date or none
	SOURCE_LABEL,    // a label that ends the line: the name may stand alone on the next line
	SOURCE_NAMELESS, // a label without a name, and something after it: never a source
	SOURCE_CREDIT, // a credit in brackets after prose: the first `stays` bytes of the line are
		       // prose
};

// The longest name: 30 characters of at most 4 bytes.
#define SOURCE_NAME_MAX 120

struct source {
	enum source_kind kind;
	struct slice name; // borrowed from the line; 1 to 30 characters for FOUND and CREDIT
	struct slice also; // of FOUND: a second source, 来源：某报，摘自：某刊, of the same date;
			   // size 0: none
	int32_t date; // as in date.h; 0: none on this line
	size_t stays; // bytes, for SOURCE_CREDIT
	bool unread;  // SOURCE_NONE only because of a date that cannot be, or be read
};

// Judges one line that fields_read() read. FOUND and CREDIT are only given when the line that is
// printed for it, "来源: " and source_name(), would itself be FOUND with just that name and no
// date.
void source_judge(const struct fields *fields, struct source *source);

// Looks for a credit at the end of the first `size` bytes of a line, which may be a line of any
// length: SOURCE_CREDIT or SOURCE_NONE.
void source_tail(const char *line, const char *folded, size_t size, struct source *source);

// fields_read() and source_judge().
void source_parse(const char *line, const char *folded, size_t size, struct source *source);

// Writes the name of a source as it is printed: in half-width forms, without 《》 around it, and
// without the blanks of 新 华 网. What is written is written as it is. The bytes of it.
size_t source_name(struct slice name, char out[SOURCE_NAME_MAX]);

// Whether a name that no label stands before would be read back as just that source.
bool source_is_name(struct slice name);

// Words (simplified, ASCII in small letters) of which every line that is anything but SOURCE_NONE
// contains at least one, letter case and script aside: the n-th, as label_word() gives it.
bool source_word(size_t n, char word[LABEL_WORD]);

// Whether a line with this last character, folded, may be anything but SOURCE_NONE.
bool source_may_end(uint32_t last);

#endif
