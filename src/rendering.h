// SPDX-License-Identifier: MIT
// Whether a page is what a renderer of html printed, which one, and where it broke the lines.
#ifndef DEHUSK_RENDERING_H
#define DEHUSK_RENDERING_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "row.h"

enum tool {
	TOOL_NONE,
	TOOL_LYNX,
	TOOL_W3M,
	TOOL_HTML2TEXT,
	TOOL_PANDOC,
};

#define RENDERING_EDGES 8

struct rendering {
	enum tool tool;
	bool links;  // lynx: with numbered link marks
	bool frames; // pandoc: with tables in frames
	enum metric metric;
	unsigned edge[RENDERING_EDGES]; // columns at which lines are broken
	size_t edges;
	unsigned column; // by rendering_column(), where most prose stands
};

// The column of a table that a cell stands in.
unsigned rendering_column(const struct cell *cell);

// Whether there is a line among them that begins or ends with blanks as those of renderings do.
bool rendering_is_likely(struct slice text);

// Reads the beginning of a page, of whole lines. False: nothing is to be undone. Without three
// lines that begin with a blank or hold a run of them, it is always false: so it is for text that
// was cleaned, whatever that says. So it is for pages in languages that people break by hand,
// unless lynx numbered their links.
bool rendering_find(struct rendering *rendering, struct slice text);

// Whether the cell is so full that what the cell below begins with had no room in it.
bool rendering_is_full(
	const struct rendering *rendering, const struct cell *above, const struct cell *below);

// The same for the end of a paragraph that is centred below it.
bool rendering_is_centred(
	const struct rendering *rendering, const struct cell *above, const struct cell *below);

// Whether the text begins with a sign that begins items of lists on pages.
bool rendering_is_item(struct slice text);

// The length of the bullet that the tool puts before a list item, with its blanks, or 0.
size_t rendering_bullet(enum tool tool, const struct row *row);

// Whether the text begins as a paragraph does: with an ideographic space.
bool rendering_is_indented(struct slice text);

#endif
