// SPDX-License-Identifier: MIT
// Whether a page is the output of an html renderer: which one, and where it breaks lines.
#ifndef DEHUSK_BROWSER_H
#define DEHUSK_BROWSER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "dump/cells.h"
#include "dump/habits.h"

struct browser {
	const struct habit *habit;
	bool links;                 // link marks have numbers
	enum frame_kind frames;     // of tables
	unsigned edge[HABIT_EDGES]; // columns at which it breaks lines
	size_t edges;
	unsigned column; // the main column, by browser_column()
};

// The column of a cell: that of its frame, or where it begins.
unsigned browser_column(const struct cell *cell);

// Whether a line begins or ends with blanks as in renderings.
bool browser_is_likely(struct slice text);

// Reads the beginning of a page (whole lines). False: nothing to undo. Always false for fewer than
// three lines that begin with a blank or hold a run of blanks, and so for cleaned text. Also false
// for languages that people wrap by hand, unless lynx numbered the links.
bool browser_find(struct browser *browser, struct slice text);

// Whether the cell is full: what the cell below begins with did not fit.
bool browser_is_full(
	const struct browser *browser, const struct cell *above, const struct cell *below);

// The same where the last line of a paragraph is centred below it.
bool browser_is_centred(
	const struct browser *browser, const struct cell *above, const struct cell *below);

// Whether the text begins with a sign of list items.
bool browser_is_item(struct slice text);

// The length of the browser's bullet before a list item, with its blanks; 0: none.
size_t browser_bullet(const struct habit *habit, const struct cells *row);

// Whether the text begins with an ideographic space, as paragraphs do.
bool browser_is_indented(struct slice text);

#endif
