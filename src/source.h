// SPDX-License-Identifier: MIT
// Source lines: which lines credit a publication, its name and its date.
#ifndef DEHUSK_SOURCE_H
#define DEHUSK_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "date.h"

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
	int32_t date;      // as in date.h; 0: none on this line
	size_t stays;      // bytes, for SOURCE_CREDIT
	bool impossible;   // SOURCE_NONE only because its date cannot be
};

// Looks at one cleaned line (well-formed UTF-8, NFC, single blanks, trimmed). `folded` is the same
// line after fold_text(): labels are looked for there, names are taken from `line`. FOUND and
// CREDIT are only given when the line "来源: NAME" would itself be FOUND with just that name and no
// date.
void source_parse(const char *line, const char *folded, size_t size, struct source *source);

// Reads a line that is nothing but a date (with its tail, and a label such as 发布时间 before it);
// *date gets it if FOUND.
enum date_result source_date_line(const char *line, const char *folded, size_t size, int32_t *date);

// Words (simplified, ASCII in small letters) of which every line that source_parse() gives anything
// but SOURCE_NONE for contains at least one, letter case and script aside. A NULL ends the list.
extern const char *const source_words[];

#endif
