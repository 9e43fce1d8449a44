// SPDX-License-Identifier: MIT
// What the matches of a pattern begin with and end in: sets of characters, put together by the
// reader of patterns (literals.h).
#ifndef DEHUSK_EDGES_H
#define DEHUSK_EDGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

struct char_range {
	uint32_t low, high;
};

struct char_set {
	bool any;       // all characters are in it
	uint64_t rough; // a bit for each one of it, by its number modulo 64
	struct char_range *range;
	size_t count, room;
};

#define EDGES_EXCLUDED 64 // characters and ranges of a class

// All zero where a pattern begins. What an item may begin with is added to the first characters as
// long as all items before it may match nothing. What it may end in is put on a stack, in place of
// what the items before it end in, or, if it may match nothing, beside that.
struct edges {
	struct char_set first, last; // of the subject, if matches begin or end there
	bool begun;                  // something was matched
	size_t around; // groups that look ahead or behind: what is read does not count
	bool failed;   // no memory
	struct char_range excluded[EDGES_EXCLUDED];
	size_t excluded_count; // of a class that excludes its members
};

// Adds the characters of a range, and those that are the same but for their case, if that is of no
// account.
void edges_add(struct edges *edges, uint32_t low, uint32_t high, bool caseless);

// Adds what stands for more than it shows: a dot, or a backslash and what follows, as \d or \p{L}.
// More than that may be added.
void edges_add_kind(struct edges *edges, struct slice text);

// Excludes a range, or such a text, from the class that is being read. Less than that may be
// excluded.
void edges_exclude(struct edges *edges, uint32_t low, uint32_t high);
void edges_exclude_kind(struct edges *edges, struct slice text);

// Adds all that was not excluded.
void edges_end_excluding(struct edges *edges);

// Puts what was added from `item` on in place of what was added from `start` on; both are counts
// that edges_mark() gave.
size_t edges_mark(const struct edges *edges);
void edges_replace(struct edges *edges, size_t start, size_t item);

// To be called when the pattern was read: `known` says whether it was to its end.
void edges_settle(struct edges *edges, bool known);

void edges_free(struct edges *edges);

// Whether a character, which is folded as the pattern is, is in a set that was settled.
bool char_set_search(const struct char_set *set, uint32_t c);

static inline bool char_set_has(const struct char_set *set, uint32_t c)
{
	return set->any || ((set->rough >> c % 64 & 1) && char_set_search(set, c));
}

#endif
