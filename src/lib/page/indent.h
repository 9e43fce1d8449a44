// SPDX-License-Identifier: MIT
// The blanks before lines of code, without which a program is worthless.
//
// A line keeps them that begins with ASCII and is no sentence, below a line that is code beyond
// doubt, less those that all lines of its block have so far. A block ends with a line that begins
// with anything else. Only lines that are printed count, so what is printed keeps its blanks when
// it is read again: the first line of a block has none left.
#ifndef DEHUSK_INDENT_H
#define DEHUSK_INDENT_H

#include <stdbool.h>

#include "dehusk.h"

// All zero: no block has begun.
struct indent_block {
	bool open;
	bool code;                  // a line of it is code beyond doubt
	unsigned char tabs, spaces; // that all its lines have before them, so far
	bool goes_on;               // the last line comes in pieces
};

// Sets the blanks that are printed before a kept line. Called for each, in order, with those that
// it came with.
void indent_line(struct indent_block *block, struct dehusk_line *line);

#endif
