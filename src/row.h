// SPDX-License-Identifier: MIT
// A raw line as a terminal shows it: its cells, and at which columns they stand.
#ifndef DEHUSK_ROW_H
#define DEHUSK_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

// Renderers measure in columns (wide characters are two), or take every character for one.
enum metric {
	METRIC_COLUMNS,
	METRIC_CHARACTERS,
};
#define METRICS 2

#define ROW_CELLS 8     // what is right of them belongs to the last one
#define ROW_COLUMNS 512 // frames farther right are not seen

// Where frames of a table have corners, so that a bar there is no text.
struct frame {
	uint8_t corner[ROW_COLUMNS / 8];
};

// Text between gaps of three or more blanks, or between bars.
struct cell {
	struct slice text;       // without blanks (U+0020, U+00A0, TAB) at its ends
	unsigned start[METRICS]; // by enum metric, from 0
	unsigned end[METRICS];   // the column after the last one
	unsigned left, bar;      // the columns of the bars around it; bar 0: none ends it
};

struct row {
	struct slice text; // the whole line
	struct cell cell[ROW_CELLS];
	size_t count;    // of cells; 0: an empty line, or nothing but frame
	bool framed;     // it has bars
	bool rule;       // a line of a table's frame, and nothing else
	bool wide;       // it holds text that is written without blanks between words
	bool unjoinable; // it holds a CR, NEL, LS or PS, which end lines too
};

// Reads a line without its LF. `frame` is kept from row to row, all zero at first; NULL: bars are
// text.
void row_read(struct row *row, struct slice line, struct frame *frame);

// Whether a row of this line would have no cells, bars being text.
bool row_is_empty(struct slice line);

// Whether it is written without blanks between words: an ideograph, kana, or their punctuation.
bool row_is_wide(uint32_t c);

#endif
