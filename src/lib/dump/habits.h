// SPDX-License-Identifier: MIT
// The habits of the text browsers, one row each.
#ifndef DEHUSK_HABITS_H
#define DEHUSK_HABITS_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "dump/cells.h"

enum tool {
	TOOL_NONE,
	TOOL_LYNX,
	TOOL_LINKS,
	TOOL_ELINKS,
	TOOL_W3M,
	TOOL_HTML2TEXT,
	TOOL_PANDOC,
	TOOL_MARKDOWN, // Python's html2text
	TOOLS,
};

enum centring {
	CENTRES_NOTHING,
	CENTRES_BY_COLUMNS,
	CENTRES_BY_BYTES, // takes bytes for columns
};

// What it prints in place of other things. The first eight are in brackets.
enum mark_kind {
	MARK_LINK = 1,   // numbers of links
	MARK_EMPTY = 2,  // nothing
	MARK_FILE = 4,   // the file name of an image
	MARK_WORD = 8,   // INLINE and the like
	MARK_STEM = 16,  // the beginning of the file name of an image
	MARK_FIELD = 32, // blanks: a form field
	MARK_PATH = 64,  // the path of an image
	MARK_CHOICE = 128,
	MARK_UNDERLINE = 256,  // underscores: a form field
	MARK_UNDERSCORE = 512, // an underscore: a blank of a link
	MARK_STARS = 1024,     // around headings
	MARK_DOWN = 2048,      // Markdown: [text](address), hashes, stars, backslashes
};

// Columns of a word at the start of a line: a longer one may begin a paragraph, but where an empty
// line parts paragraphs.
#define UNIT_SURE 16
#define UNIT_ANY UINT_MAX

// No column of main text is narrower.
#define EDGE_LEAST 40

#define HABIT_BULLETS 8
#define HABIT_EDGES 8

struct habit {
	enum metric metric;
	unsigned edge;   // the default column for breaking lines; 0: none
	bool edge_seen;  // the default counts only if the page does not show another one
	size_t edges;    // the most columns where it breaks lines
	unsigned least;  // the narrowest column of main text
	unsigned slack;  // columns that a line may exceed it
	bool at_blanks;  // breaks lines only at blanks where possible
	unsigned unit;   // the longest word, in columns, that may not have fit a line
	unsigned votes;  // votes that another edge needs
	unsigned margin; // columns; counted also where it is dropped
	enum centring centring;
	enum frame_kind frames;
	bool whole_rows; // does not break the rows of tables without frames
	bool insets;     // prints "IFRAME:" and an address
	const char *bullets[HABIT_BULLETS];
	bool bullet_apart; // a bullet is a cell of its own
	// The least column of a bullet, and the last one that is evidence of this browser.
	unsigned bullet_first, bullet_last;
	unsigned marks; // bits of enum mark_kind
};

extern const struct habit habits[TOOLS];

#endif
