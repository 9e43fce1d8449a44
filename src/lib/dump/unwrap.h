// SPDX-License-Identifier: MIT
// Undoes what w3m, lynx, html2text and pandoc did to a page: joins the lines that they broke, and
// removes what they print for links, images, form fields, bullets and frames.
#ifndef DEHUSK_UNRENDER_H
#define DEHUSK_UNRENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/arena.h"

// How much of the beginning of a page is held back to judge it. UNRENDER_GLANCE bytes rule out most
// pages.
#define UNRENDER_GLANCE ((size_t)1 << 14)
#define UNRENDER_LOOK ((size_t)1 << 16)

struct unrender;

// Output: one line with its LF. Of a page without a rendering: any number of bytes.
struct unrender_piece {
	struct slice text;
	size_t joined;      // lines below it that were joined to it
	const char *reason; // why the line is husk; NULL: undecided
};

// False ends the feed.
typedef bool unrender_sink(void *context, const struct unrender_piece *piece);

// Copies texts that no fed block holds into `arena`. NULL: no memory.
struct unrender *unrender_new(struct arena *arena, unrender_sink *sink, void *context);
void unrender_free(struct unrender *unrender);

// Takes the next decoded bytes of the page. Texts are borrowed until the next feed. The output
// depends only on the bytes of the page. Once cleaned, it has nothing left to undo. False: no
// memory, or the sink's refusal.
bool unrender_feed(struct unrender *unrender, struct slice text);

// Ends the page.
bool unrender_end(struct unrender *unrender);

#endif
