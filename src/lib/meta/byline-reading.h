// SPDX-License-Identifier: MIT
// What is read from a line that may be a byline; shared by the files that read bylines.
#ifndef DEHUSK_BYLINE_READING_H
#define DEHUSK_BYLINE_READING_H

#include "meta/byline.h"

struct text_span {
	size_t at, end;
};

struct byline_reading {
	const struct fields *fields;
	const char *text;
	struct byline *byline;
	const struct label *label; // of the current field; NULL: none
	bool strict;               // the value has to look like a name
	struct text_span value;
	size_t depth;  // of brackets
	bool labels;   // a label was read
	bool reporter; // the only label is a reporter: the line may be part of an interview
	bool known;    // there is more than one label and its name, and no prose
	// A date, an address, a source or a report: no other line of a few words has one.
	bool strong;
	bool prose;
	bool strange;  // a value is no person
	bool staff;    // other staff is named
	bool editing;  // there is a label of an editor or other staff, perhaps without a name
	bool asked;    // the author is a reporter: more names may follow
	bool timed;    // a time follows the date
	bool relative; // a time without a date: how long ago
	bool counter;
	bool original; // 原创 was read
	size_t other;  // unknown words: characters
	// The first names of the author and the editor, if there is one name only.
	struct text_span lone[2];
	struct text_span before, behind; // the words next to the date
	bool words_go_on;
	const struct label *date_label;
	int32_t date;
};

// The longest name in characters, and the longest without further evidence on the line.
#define NAME_CHARS 30
#define LONE_CHARS 12

// The original and the folded text of a span.
struct slice byline_slice(const struct byline_reading *r, struct text_span span);
struct slice byline_text(const struct byline_reading *r, struct text_span span);

// Appends a name to a list. A name without room is left out.
void byline_add_name(struct byline_name *list, struct slice name);

// Whether a date is written by hand: 2021年3月5日. Programs write 03 and 05.
bool byline_is_by_hand(const char *text, size_t size);

// Reads the fields of a line. *byline gets author and editor.
void byline_read(struct byline_reading *r, const struct fields *fields, struct byline *byline);

// Whether the line has only credits, and names people.
bool byline_is_one(const struct byline_reading *r);

// Copies the date and its kind to *byline.
void byline_take(const struct byline_reading *r, struct byline *byline);

// Whether the words of a span are the name of an outlet.
bool beside_names_outlet(const struct byline_reading *r, struct text_span span);

// Reads the words beside the date of a BYLINE_DATE or BYLINE_TIME.
void beside_read(const struct byline_reading *r, struct byline *byline);

#endif
