// SPDX-License-Identifier: MIT
// Recognizes source lines: lines that credit a publication, with its name and its date.
#ifndef DEHUSK_SOURCE_H
#define DEHUSK_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "meta/fields.h"

enum source_kind {
	SOURCE_NONE,     // no source line
	SOURCE_FOUND,    // a name, perhaps with a date
	SOURCE_LABEL,    // a label at the end of the line: the next line may be the name
	SOURCE_NAMELESS, // a label without a name, and something behind it: no source
	// A credit in brackets behind prose. The first `stays` bytes of the line are prose.
	SOURCE_CREDIT,
};

// The longest name: 30 characters of at most 4 bytes.
#define SOURCE_NAME_MAX 120

struct source {
	enum source_kind kind;
	struct slice name; // borrowed from the line; 1 to 30 characters for FOUND and CREDIT
	// Of FOUND: a second source with the same date: 来源：某报，摘自：某刊. size 0: none.
	struct slice also;
	int32_t date; // as in date.h; 0: none on this line
	size_t stays; // of SOURCE_CREDIT: bytes
	bool unread;  // SOURCE_NONE because of a date that is impossible or unreadable
};

// Reads a line as a source; fields_read() filled *fields. FOUND and CREDIT guarantee that the
// printed line, "来源: " and source_name(), is itself FOUND with the same name and no date.
void source_read(const struct fields *fields, struct source *source);

// Looks for a credit at the end of the first `size` bytes of a line of any length. Gives
// SOURCE_CREDIT or SOURCE_NONE.
void source_tail(const char *line, const char *folded, size_t size, struct source *source);

// Writes the name of a source for output: in half-width forms, without 《》 around it, and without
// the blanks of 新 华 网. Returns the number of bytes. An output name is written unchanged.
size_t source_name(struct slice name, char out[SOURCE_NAME_MAX]);

// Whether a name without a label, printed as a source line, is read back as the same source.
bool source_is_name(struct slice name);

// Gives the n-th of the words of which every line that is not SOURCE_NONE has one; see
// label_word(). Words are simplified, with ASCII in small letters. Letter case and script of the
// line do not matter.
bool source_word(size_t n, char word[LABEL_WORD]);

// Whether a line with this last character (folded) may be other than SOURCE_NONE.
bool source_may_end(uint32_t last);

#endif
