// SPDX-License-Identifier: MIT
// Splits a line of credits into fields, for the readers of sources and bylines.
#ifndef DEHUSK_FIELDS_H
#define DEHUSK_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "meta/date.h"
#include "meta/labels.h"

enum field_kind {
	FIELD_LABEL,   // with its mark: a colon, a bar, a blank or nothing
	FIELD_DATE,    // with its time
	FIELD_TIME,    // a time without a date: 08:30, 3小时前
	FIELD_PROMPT,  // a prompt or a counter
	FIELD_ADDRESS, // http://...
	FIELD_WORD,    // part of a name, or another word
	FIELD_MARK,    // any other character: `sort` says which
};

struct field {
	enum field_kind kind;
	enum label_sort sort; // of a mark; of a word: SORT_DIGIT if it has digits only
	size_t at, end;       // bytes of the line
	const struct label *label;
	size_t mark;           // of a label: the start of its mark
	bool colon, bar;       // of a label: its mark; neither: a blank or nothing
	bool whole;            // of a label: no word touches it from the left
	enum date_result read; // of a date
	int32_t date;
	size_t date_end; // of a date: its end without the time
	bool relative;   // of a time: it says how long ago
	bool partial;    // of a time: a month and a day stand before it
};

// A line with more fields or bytes is prose.
#define FIELDS_MOST 128
#define FIELDS_BYTES 512

struct fields {
	const char *line, *text; // the original, and folded
	size_t size, count;
	bool prose; // the line is no line of credits; the rest was not read
	struct field field[FIELDS_MOST];
};

// The folded text of a field.
static inline struct slice field_text(const struct fields *fields, const struct field *field)
{
	return (struct slice){fields->text + field->at, field->end - field->at};
}

// Reads a cleaned line (well-formed UTF-8, NFC, single blanks, trimmed). `text` is the same line
// after hanzi_simplify(). Both are borrowed. It reads the line once, apart from lookahead at names.
void fields_read(struct fields *fields, const char *line, const char *text, size_t size);

// The number of characters of text[at] to text[end]; fields_letters() counts only those of words,
// without digits.
size_t fields_chars(const char *text, size_t at, size_t end);
size_t fields_letters(const char *text, size_t at, size_t end);

#endif
