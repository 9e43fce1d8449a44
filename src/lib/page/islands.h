// SPDX-License-Identifier: MIT
// The main text as islands: stretches of lines between the husk of a page.
#ifndef DEHUSK_ISLANDS_H
#define DEHUSK_ISLANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/outline.h"

// A stretch of open lines that no husk parts.
struct island {
	size_t start, end;   // lines
	size_t from, to;     // its best part; empty: it has none
	size_t lines;        // open ones,
	size_t upper, lower; // those above and below the best part
	int64_t worth;       // of the best part
	bool closed;         // a text ends between it and the one above
	bool replies;        // what readers wrote begins there
	bool prose;          // a line of it is prose
};

// All zero is an empty list; islands_free() gives its memory back.
struct islands {
	struct island *island;
	size_t count, room;
};

// What an open line is worth as part of an island.
int32_t islands_worth(const struct outline *page, size_t i);

// Finds the islands of a page. False: no memory.
bool islands_find(struct islands *islands, const struct outline *page);

// The line that the text is kept around: `core`, which is open, or where that is in what readers
// wrote below a post, a line of the post.
size_t islands_post(const struct islands *islands, const struct outline *page, size_t core);

// Marks in `kept` the islands that belong to what is marked there already, and to the line `core`,
// which is open, and is worth something where nothing is marked.
void islands_keep(
	const struct islands *islands, const struct outline *page, size_t core, uint8_t *kept);

void islands_free(struct islands *islands);

#endif
