// SPDX-License-Identifier: MIT
// Blocks of raw bytes in, cleaned lines out. Joins lines that are cut between blocks.
#ifndef DEHUSK_SPLIT_H
#define DEHUSK_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "dump/unwrap.h"
#include "html/blocks.h"

struct split;

// Which part of a line a text is. A line of more than DEHUSK_LINE_MAX cleaned bytes may come WHOLE
// or in pieces.
enum split_part {
	SPLIT_WHOLE,
	SPLIT_PIECE, // more of the line follows
	SPLIT_LAST,  // the last piece of a line
};

// What the passes before the table hand down of a line.
struct line_in {
	struct slice text; // cleaned; it may be empty
	struct slice raw;  // as it came, with its blanks; empty for a line cleaned in pieces, or
			   // made from markup
	enum split_part part;
	unsigned char tabs, spaces; // before the text, as far as they are blanks of code
	size_t joined;              // input lines that were joined to it
	const char *reason;         // why it is husk already; NULL: undecided
	bool signs;                 // it may have signs (scan.h); false: it has none
	struct markup markup;
};

// Called for each line. False: ends the feed.
typedef bool split_sink(void *context, const struct line_in *line);

// Copies texts that no block holds into `arena`. NULL: no memory.
struct split *split_new(struct arena *arena, split_sink *sink, void *context);
void split_free(struct split *split);

// Hands the lines that end in these bytes to the sink. Texts and bytes are borrowed until the next
// feed. False: no memory, or the sink's refusal.
bool split_feed(struct split *split, const char *data, size_t size);

// The same for text from which nothing is to be undone any more. An unwrap_sink.
bool split_piece(void *split, const struct unwrap_piece *piece);

// The same for a line that was made from markup. A block_sink.
bool split_markup(void *split, const struct block_line *line);

// Ends the page and its open line.
bool split_end(struct split *split);

// Ill-formed sequences replaced since split_new().
uint64_t split_ill_formed(const struct split *split);

#endif
