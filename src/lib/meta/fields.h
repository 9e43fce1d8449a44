// SPDX-License-Identifier: MIT
// The one reader of credit lines: a line as a row of fields, which two judges look at.
#ifndef DEHUSK_FIELDS_H
#define DEHUSK_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "meta/date.h"
#include "meta/labels.h"

enum field_kind {
	FIELD_LABEL,   // with its mark: a colon, a bar, or a blank or nothing
	FIELD_DATE,    // with its time
	FIELD_TIME,    // a time without a date: 08:30, 3小时前
	FIELD_PROMPT,  // or a counter
	FIELD_ADDRESS, // http://...
	FIELD_WORD,    // what names are made of
	FIELD_MARK,    // any other character: see its sort
};

struct field {
	enum field_kind kind;
	enum label_sort sort; // of a mark; of a word SORT_DIGIT if it has nothing but digits
	size_t at, end;       // bytes of the line
	const struct label *label;
	size_t mark;           // of a label: where its mark starts
	bool colon, bar;       // which mark it is; neither: a blank or nothing
	bool whole;            // of a label: nothing touches it from the left
	enum date_result read; // of a date
	int32_t date;
	size_t date_end; // without the time
	bool relative;   // of a time: it says how long ago that was,
	bool partial;    // or has a month and a day before it
};

// A line has no more fields and bytes than that, or it is prose.
#define FIELDS_MOST 128
#define FIELDS_BYTES 512

struct fields {
	const char *line, *text; // as it is, and folded
	size_t size, count;
	bool prose; // something was found that no line of credits has; what follows was not read
	struct field field[FIELDS_MOST];
};

// Reads a cleaned line (well-formed UTF-8, NFC, single blanks, trimmed); `text` is the same line
// after hanzi_simplify(). Both are borrowed. One pass; nothing is read twice but the beginnings of
// names.
void fields_read(struct fields *fields, const char *line, const char *text, size_t size);

// The characters of a text; of the words of one, those that are no digits.
size_t fields_chars(const char *text, size_t at, size_t end);
size_t fields_letters(const char *text, size_t at, size_t end);

// Whether a text ends in this word.
bool fields_ends_with(const char *text, size_t size, const char *word);

#endif
