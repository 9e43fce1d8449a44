// SPDX-License-Identifier: MIT
// Undoes what w3m, lynx, html2text and pandoc did to the text of a page: lines that they broke are
// put together, and what they print for links, images, fields, bullets and frames goes.
#ifndef DEHUSK_UNRENDER_H
#define DEHUSK_UNRENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "page.h"

// What a page is judged by: so much of its beginning is held back until that is decided. Most pages
// show by less that they are no rendering.
#define UNRENDER_GLANCE ((size_t)1 << 14)
#define UNRENDER_LOOK ((size_t)1 << 16)

struct unrender;

// What is handed on: one line with its LF, or of a page in which nothing is undone any number of
// bytes.
struct unrender_piece {
	struct slice text;
	size_t joined;      // how many lines of the page that stood below it are part of it now
	const char *reason; // why the line is husk; NULL: that is for others to say
};

// False ends the feed.
typedef bool unrender_sink(void *context, const struct unrender_piece *piece);

// Texts that stand in nothing that was fed are put into `page`. NULL: no memory.
struct unrender *unrender_new(struct page *page, unrender_sink *sink, void *context);
void unrender_free(struct unrender *unrender);

// Takes the next bytes of the page, decoded. What is handed on is borrowed until the next feed. It
// depends on the bytes of the page alone, and of what is handed on nothing would be undone again
// once it is cleaned. False: no memory, or the sink's refusal.
bool unrender_feed(struct unrender *unrender, struct slice text);

// The page ends here.
bool unrender_end(struct unrender *unrender);

#endif
