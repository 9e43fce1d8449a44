// SPDX-License-Identifier: MIT
// The text of blocks: a line that is being made, in which blanks collapse as in CSS.
#ifndef DEHUSK_BLOCK_TEXT_H
#define DEHUSK_BLOCK_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "html/markup.h"
#include "html/open-elements.h"

// A long line comes in pieces, of which the last one has the LF and tells of all of it.
struct block_line {
	struct slice text; // with its LF; NEL, LS, PS are blanks
	struct markup markup;
};

// False ends the feed. Texts live as long as those of the arena.
typedef bool block_sink(void *context, const struct block_line *line);

// All zero but the first five: no line has begun.
struct block_text {
	struct arena *arena;
	block_sink *sink;
	void *context;
	struct open_elements *open; // where the line stands
	struct buffer *title;       // gets the text of the first title element, as a line
	struct buffer line;
	size_t linked, size; // bytes of it that are links, and all of them
	bool link;           // text is part of a link
	bool partial;        // its beginning has been handed on
	bool blank;          // a blank is due before more text
	bool fresh;          // right after <pre>, where a line end does not count
	bool after_cr;
};

// Forgets a page.
void block_text_clear(struct block_text *text);
void block_text_free(struct block_text *text);

// A block begins; `keeps`: it keeps its lines.
void block_text_begin(struct block_text *text, bool keeps);

// Adds text whose blanks collapse. False: no memory, or the sink's refusal, as in all that follow.
bool block_text_add(struct block_text *text, struct slice more);

// Adds text that keeps its lines. CR LF and CR are line ends, too.
bool block_text_add_lines(struct block_text *text, struct slice more);

// Ends the line and hands it on, if there is more than blanks in it.
bool block_text_end(struct block_text *text);

#endif
