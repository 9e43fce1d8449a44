// SPDX-License-Identifier: MIT
// Markup in, lines out, each with what the markup says of it.
//
// A small stack of open elements takes the place of a tree. Elements of blocks, br, cells and items
// end a line. Other elements do not, and bring no blank.
#ifndef DEHUSK_BLOCKS_H
#define DEHUSK_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "html/block-text.h"
#include "html/elements.h"
#include "html/head-values.h"

struct blocks;

// NULL: no memory.
struct blocks *blocks_new(struct arena *arena, block_sink *sink, void *context);
void blocks_free(struct blocks *blocks);

// The index of the names of elements, as long as the blocks are there.
struct element_index *blocks_elements(const struct blocks *blocks);

// A new page begins. `xml`: it begins with <?xml, so that <script/> has no content.
void blocks_start(struct blocks *blocks, bool xml);

// Takes the next bytes of the page, as UTF-8. A line leaves when the next one begins. Memory is
// bounded for pages of any kind. False: no memory, or the sink's refusal.
bool blocks_feed(struct blocks *blocks, const char *data, size_t size);

// Ends the page.
bool blocks_end(struct blocks *blocks);

// The parent of each block with a number, at its number: a smaller one. Valid until the next feed.
const uint32_t *blocks_parents(const struct blocks *blocks, size_t *count);

// What the head of the page says so far. Valid until blocks_start().
const struct head_values *blocks_head(const struct blocks *blocks);

// What the page has ended inside of, if that swallowed text: "comment", "tag", or the name of an
// element; NULL: nothing. Valid after blocks_end() until blocks_start().
const char *blocks_ended_in(const struct blocks *blocks);

#endif
