// SPDX-License-Identifier: MIT
// Blocks of raw bytes in, cleaned lines out: what is cut between blocks is put together here.
#ifndef DEHUSK_SPLIT_H
#define DEHUSK_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "page.h"

struct split;

// What of a line a text is. A line of more than DEHUSK_LINE_MAX cleaned bytes may come WHOLE, or in
// pieces.
enum split_part {
	SPLIT_WHOLE,
	SPLIT_PIECE, // more of the same line follows
	SPLIT_LAST,  // the end of a line that came in pieces
};

// Takes one cleaned line, which may be empty, and the line as it came, with its blanks; of a line
// that is cleaned in pieces that is empty. False ends the feed.
typedef bool split_sink(void *context, struct slice text, struct slice raw, enum split_part part);

// Texts that are in no block are put into `page`. NULL: no memory.
struct split *split_new(struct page *page, split_sink *sink, void *context);
void split_free(struct split *split);

// Hands the lines that end in these bytes to the sink. The texts are borrowed until the next feed;
// the bytes too. False: no memory, or the sink's refusal.
bool split_feed(struct split *split, const char *data, size_t size);

// The page ends here, and with it the line that is still open.
bool split_end(struct split *split);

// Ill-formed sequences replaced since split_new().
uint64_t split_ill_formed(const struct split *split);

#endif
