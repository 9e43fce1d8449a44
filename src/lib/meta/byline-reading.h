// SPDX-License-Identifier: MIT
// What is read of a line that may be a byline, as the files know it that judge it.
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
	const struct label *label; // of the field; NULL: none
	bool strict;               // the value has to look like people
	struct text_span value;
	size_t depth;  // of brackets
	bool labels;   // one was read
	bool reporter; // the only label is that of a reporter, who asks in interviews
	bool known;    // something besides one label and its name, and nothing of prose
	bool strong;   // a date, an address, a source, a report: they stand in no other line of few
		       // words
	bool prose;
	bool strange;  // a field has a value that is no person
	bool staff;    // others are named
	bool editing;  // a label of an editor or the like is there, perhaps without a name
	bool asked;    // the author is a reporter, with whom others may be named
	bool timed;    // a time follows the date
	bool relative; // a time says how long ago
	bool counter;
	bool original;            // 原创
	size_t other;             // characters of unknown words
	struct text_span lone[2]; // the first name, if it stands alone, of an author and an editor
	struct text_span before, behind; // words next to the date
	bool words_go_on;
	const struct label *date_label;
	int32_t date;
};

// The longest name, and one that nothing else on the line speaks for, in characters.
#define NAME_CHARS 30
#define LONE_CHARS 12

struct slice byline_slice(const struct byline_reading *r, struct text_span span);

// Puts a name at the end of a list. What has no room is left out.
void byline_add_name(struct byline_name *list, struct slice name);

// Whether a date is written as people do, and programs hardly ever: 2021年3月5日.
bool byline_is_by_hand(const char *text, size_t size);

// Reads the fields of a line; author and editor go to *byline.
void byline_read(struct byline_reading *r, const struct fields *fields, struct byline *byline);

// Whether what was read is nothing but credits, and names people.
bool byline_is_one(const struct byline_reading *r);

// Gives the date of the line to the byline.
void byline_take(const struct byline_reading *r, struct byline *byline);

// Whether the words beside a date are the name of an outlet.
bool beside_names_outlet(const struct byline_reading *r, struct text_span span);

// Reads the words beside a date into a byline of BYLINE_DATE or BYLINE_TIME.
void beside_read(const struct byline_reading *r, struct byline *byline);

#endif
