// SPDX-License-Identifier: MIT
// A raw line as a terminal shows it: its cells and their columns.
#ifndef DEHUSK_CELLS_H
#define DEHUSK_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

// Renderers count columns (a wide character has two) or characters.
enum metric {
	METRIC_COLUMNS,
	METRIC_CHARACTERS,
};
#define METRICS 2

#define ROW_CELLS 8     // the last one takes the rest of the line
#define ROW_COLUMNS 512 // frames further right are ignored

// What frames of tables are drawn with.
enum frame_kind {
	FRAME_NONE,
	FRAME_ASCII, // + - = : |
	FRAME_BOX,   // box drawing characters
};

// The columns where a table's frame has corners: bars there are frame.
struct frame {
	enum frame_kind kind;
	uint8_t corner[ROW_COLUMNS / 8];
};

// Text between gaps of three or more blanks, or between bars.
struct cell {
	struct slice text;       // without blanks (U+0020, U+00A0, TAB) at its ends
	unsigned start[METRICS]; // by enum metric, from 0
	unsigned end[METRICS];   // the column after the last
	unsigned left, bar;      // columns of the bars around it; bar 0: none on its right
};

struct cells {
	struct slice text; // the whole line
	struct cell cell[ROW_CELLS];
	size_t count;    // cells; 0: an empty line, or only frame
	bool framed;     // it has bars
	bool rule;       // only a line of a table's frame
	bool wide;       // has text written without blanks between words
	bool unjoinable; // has CR, NEL, LS or PS, which end lines, too
};

// Reads a line without its LF. `frame` is kept from row to row, and has no corners at first.
// FRAME_NONE: bars are text.
void cells_read(struct cells *row, struct slice line, struct frame *frame);

// Whether a line is only frame of this kind.
bool cells_are_rule(enum frame_kind kind, struct slice line);

// Whether a character ends a line besides LF: CR, NEL, LS, PS.
bool cells_ends_line(uint32_t c);

// Whether a line has no cells; bars count as text.
bool cells_are_empty(struct slice line);

// Whether a character is written without blanks between words: ideographs, kana, and their
// punctuation.
bool cells_are_wide(uint32_t c);

#endif
