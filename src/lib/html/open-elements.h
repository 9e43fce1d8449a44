// SPDX-License-Identifier: MIT
// The open elements of a page: a small stack in place of a tree.
//
// Only what may end a line, hide text or be a parent is on it: inline elements are there where they
// hide text, and within what is hidden, so that ends find their beginnings.
#ifndef DEHUSK_OPEN_ELEMENTS_H
#define DEHUSK_OPEN_ELEMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "html/elements.h"

#ifndef BLOCKS_DEPTH_MAX
#define BLOCKS_DEPTH_MAX 400 // open elements
#endif

struct open_element {
	uint32_t hash; // of its name
	uint32_t node; // 0: it has none yet
	uint16_t element;
	uint16_t flags; // enum markup_flag and enum open_flag; children have those of their parents
	bool line;      // a block that ends lines
};

// All zero at first.
struct open_elements {
	struct open_element *open; // BLOCKS_DEPTH_MAX of them
	size_t depth;
	uint16_t count[ELEMENTS]; // how many of each are open
	struct buffer parents;    // of the blocks with a number: uint32_t each
	size_t nodes;
};

#define NOT_OPEN ((size_t)-1)

// Makes room for open elements. False: no memory.
bool open_begin(struct open_elements *stack);

// Forgets a page.
void open_clear(struct open_elements *stack);
void open_free(struct open_elements *stack);

static inline uint16_t open_flags(const struct open_elements *stack)
{
	return stack->depth > 0 ? stack->open[stack->depth - 1].flags : 0;
}

// Puts an element on the stack, which is not full.
void open_push(struct open_elements *stack, enum element element, uint32_t hash, uint16_t flags);

// Takes the elements from index `to` on off the stack.
void open_cut(struct open_elements *stack, size_t to);

// The outermost element whose text goes, or NOT_OPEN.
size_t open_find_discarding(const struct open_elements *stack);

// Whether the end of these elements ends a line.
bool open_ends_line(const struct open_elements *stack, size_t to);

// The number of the innermost block. Those around it get numbers first, from the outside. False: no
// memory.
bool open_node(struct open_elements *stack, uint32_t *node);

// --- searches: an index, or NOT_OPEN ---

// The innermost open element of that kind; the search stops at elements with one of the traits in
// `scope`, after a look at them.
size_t open_find(const struct open_elements *stack, enum element element, uint32_t scope);

// The open item that the start of another one ends: not one of another list.
size_t open_find_item(const struct open_elements *stack, enum element one, enum element other);

// Where the start of a part of a table ends what is open in it. *inside: there is a table.
size_t open_find_in_table(const struct open_elements *stack, enum element element, bool *inside);

// The element that an end tag ends.
size_t open_find_start(const struct open_elements *stack, enum element element, uint32_t hash);

// The same in svg and math.
size_t open_find_foreign(const struct open_elements *stack, uint32_t hash);

// The outermost svg or math around what is open, if an element of html ends it.
size_t open_find_broken(const struct open_elements *stack, enum element element);

#endif
