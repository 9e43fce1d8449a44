// SPDX-License-Identifier: MIT
// Undoes what text browsers and converters did to a page: joins the lines that they broke, and
// removes what they print for links, images, form fields, bullets and frames.
#ifndef DEHUSK_UNWRAP_H
#define DEHUSK_UNWRAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"

// How much of the beginning of a page is held back to judge it. UNWRAP_GLANCE bytes rule out most
// pages.
#define UNWRAP_GLANCE ((size_t)1 << 14)
#define UNWRAP_LOOK ((size_t)1 << 16)

struct unwrap;

// Output: one line with its LF. Of a page without a rendering: any number of bytes.
struct unwrap_piece {
	struct slice text;
	size_t joined;      // lines below it that were joined to it
	const char *reason; // why the line is husk; NULL: undecided
};

// False ends the feed.
typedef bool unwrap_sink(void *context, const struct unwrap_piece *piece);

// Copies texts that no fed block holds into `arena`. NULL: no memory.
struct unwrap *unwrap_new(struct arena *arena, unwrap_sink *sink, void *context);
void unwrap_free(struct unwrap *unrender);

// Takes the next decoded bytes of the page. Texts are borrowed until the next feed. The output
// depends only on the bytes of the page. Once cleaned, it has nothing left to undo. False: no
// memory, or the sink's refusal.
bool unwrap_feed(struct unwrap *unrender, struct slice text);

// Ends the page.
bool unwrap_end(struct unwrap *unrender);

#endif
