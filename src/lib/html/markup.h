// SPDX-License-Identifier: MIT
// What the markup says of a line.
#ifndef DEHUSK_MARKUP_H
#define DEHUSK_MARKUP_H

#include <stdint.h>

enum markup_flag {
	MARKUP_TITLE = 1,    // of a document: its first title element
	MARKUP_HEADING = 2,  // h1 to h6
	MARKUP_COMMENTS = 4, // readers wrote it: a class or id says so
	MARKUP_PRE = 8,      // its blanks are kept
	MARKUP_HIDDEN = 16,  // not shown, but for a script that opens it
	MARKUP_NUMBERS = 32, // beside code, where its lines are numbered: a class or id says so
	MARKUP_FLAGS = 63,   // all of them
};

// All zero: a line of plain text.
struct markup {
	uint32_t node;  // the block that it stands in: a number from 1, 0 outside of all
	uint16_t flags; // enum markup_flag
	uint8_t linked; // percent of its bytes that are links
};

#endif
