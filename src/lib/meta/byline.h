// SPDX-License-Identifier: MIT
// Bylines: which lines say who wrote or edited a page, or when, and nothing else.
#ifndef DEHUSK_BYLINE_H
#define DEHUSK_BYLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "meta/fields.h"

// The longest name, or list of names: 30 characters of at most 4 bytes.
#define BYLINE_NAME_MAX 120

enum byline_kind {
	BYLINE_NONE,
	BYLINE_LINE, // the line is nothing but credits, and names people
	BYLINE_TAIL, // credits at the end of prose: the first `stays` bytes of the line are prose
	BYLINE_DATE, // nothing but a date, with labels, prompts and the like, and a few words
	BYLINE_TIME, // the same with a time that has no date: 3小时前
};

// Without codes of staff, and without the blank of 李 明; size 0: nobody is named.
struct byline_name {
	char text[BYLINE_NAME_MAX];
	size_t size;
};

struct byline {
	enum byline_kind kind;
	struct byline_name author, editor;
	int32_t date;  // as in date.h; 0: none on this line
	bool made;     // a program put the date there: 发布时间：..., 2021-03-05 08:30
	bool stamp;    // and no words beside it
	bool labelled; // it has a label that says so
	size_t stays;  // bytes, for BYLINE_TAIL
	// Of BYLINE_DATE and BYLINE_TIME: the words beside it, borrowed from the line. Both may be
	// of size 0 with words in the line: then those say nothing.
	struct slice who, outlet;
	bool words; // there are some
};

// Judges one line that fields_read() read; a line that credits a source besides may be a byline
// too.
void byline_judge(const struct fields *fields, struct byline *byline);

// Looks for credits at the end of the first `size` bytes of a line of any length: BYLINE_TAIL or
// BYLINE_NONE.
void byline_tail(const char *line, const char *folded, size_t size, struct byline *byline);

// Whether a word is the name of an outlet, and not of a column of one.
bool byline_is_outlet(const struct field *word, const struct fields *fields);

// Who is named in a line of prose, which stays: at the beginning of a text, in a bracket with the
// word for a reporter or a report; at its end, in a bracket or behind its last sentence.
bool byline_begins(const char *line, const char *folded, size_t size, struct byline_name *author);
bool byline_ends(const char *line, const char *folded, size_t size, struct byline_name *author);

// Reads a line that is nothing but a date, with its time, labels such as 发布时间, and prompts;
// *date gets it if FOUND. *by_hand: it is written out as people do under a letter, 2021年3月5日.
enum date_result byline_date_line(const struct fields *fields, int32_t *date, bool *by_hand);

// fields_read() and byline_judge().
void byline_parse(const char *line, const char *folded, size_t size, struct byline *byline);

// Whether a line with this last character, folded, may give anything but BYLINE_NONE: no sentence
// does, which spares most lines to be folded.
bool byline_may_end(uint32_t last);

// byline_parse() for "By Mary Ann Field": BYLINE_LINE or BYLINE_NONE.
bool byline_parse_english(const char *line, size_t size, struct byline *byline);

// The same for "류시신문 김민수 기자".
bool byline_parse_korean(const char *line, size_t size, struct byline *byline);

// Words of which every line that byline_judge() gives LINE or TAIL for contains at least one, as
// source_word() has them.
bool byline_word(size_t n, char word[LABEL_WORD]);

#endif
