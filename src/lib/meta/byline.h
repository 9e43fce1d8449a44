// SPDX-License-Identifier: MIT
// Recognizes bylines: lines that say only who wrote or edited a page, or when.
#ifndef DEHUSK_BYLINE_H
#define DEHUSK_BYLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "meta/fields.h"

// The longest name or list of names: 30 characters of at most 4 bytes.
#define BYLINE_NAME_MAX 120

enum byline_kind {
	BYLINE_NONE,
	BYLINE_LINE, // only credits, with the names of people
	BYLINE_TAIL, // credits at the end of prose: the first `stays` bytes are the prose
	BYLINE_DATE, // only a date, with labels, prompts and a few words
	BYLINE_TIME, // the same with a time without a date: 3小时前
};

// A name or list of names, without staff codes, and without the blank of 李 明. size 0: nobody.
struct byline_name {
	char text[BYLINE_NAME_MAX];
	size_t size;
};

struct byline {
	enum byline_kind kind;
	struct byline_name author, editor;
	int32_t date;  // as in date.h; 0: none on this line
	bool made;     // a program wrote the date: 发布时间：..., 2021-03-05 08:30
	bool stamp;    // and there are no words beside it
	bool labelled; // the date has a label of the time of publication
	size_t stays;  // of BYLINE_TAIL: bytes
	// Of BYLINE_DATE and BYLINE_TIME: the words beside the date, borrowed from the line. Both
	// may be empty although there are words.
	struct slice who, outlet;
	bool words; // there are words beside the date
};

// Reads a line as a byline; fields_read() filled *fields. A line that credits a source may be a
// byline too.
void byline_read_line(const struct fields *fields, struct byline *byline);

// Reads a line as BYLINE_DATE or BYLINE_TIME; otherwise false.
bool byline_read_day(const struct fields *fields, struct byline *byline);

// Looks for credits at the end of the first `size` bytes of a line of any length. Gives BYLINE_TAIL
// or BYLINE_NONE.
void byline_tail(const char *line, const char *folded, size_t size, struct byline *byline);

// Whether a word is the name of an outlet, and not of one of its columns.
bool byline_is_outlet(const struct field *word, const struct fields *fields);

// Reads the author from a line of prose, which is kept. byline_begins(): at the beginning of a
// text, from a bracket with the word for a reporter or a report. byline_ends(): at its end, from a
// bracket or behind the last sentence.
// Both need a bracket or a sentence: byline_may_sign() looks for it, in a line that need not be
// folded.
bool byline_may_sign(const char *line, size_t size, bool begins);
bool byline_begins(const char *line, const char *folded, size_t size, struct byline_name *author);
bool byline_ends(const char *line, const char *folded, size_t size, struct byline_name *author);

// Reads a line that is only a date, with its time, labels such as 发布时间, and prompts. *date is
// set if the result is DATE_FOUND. *by_hand: the date is written by hand, as under a letter:
// 2021年3月5日.
enum date_result byline_date_line(const struct fields *fields, int32_t *date, bool *by_hand);

// fields_read() and byline_read_line().
void byline_parse(const char *line, const char *folded, size_t size, struct byline *byline);

// Whether a line with this last character (folded) may be a byline. Sentences end otherwise, so
// most lines need not be read.
bool byline_may_end(uint32_t last);

// Reads "By Mary Ann Field". BYLINE_LINE and true, or BYLINE_NONE and false.
bool byline_parse_english(const char *line, size_t size, struct byline *byline);

// The same for "류시신문 김민수 기자".
bool byline_parse_korean(const char *line, size_t size, struct byline *byline);

// Gives the n-th of the words of which every BYLINE_LINE and BYLINE_TAIL has one; see
// source_word().
bool byline_word(size_t n, char word[LABEL_WORD]);

#endif
