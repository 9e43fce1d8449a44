// SPDX-License-Identifier: MIT
// The first and last characters of the matches of a pattern, as sets. The parser of patterns
// (literals.h) fills them.
#ifndef DEHUSK_EDGES_H
#define DEHUSK_EDGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

#define CHAR_MOST 0x10FFFFu

struct char_range {
	uint32_t low, high;
};

// Whether no character of a range beyond ASCII has another case. False when in doubt.
bool chars_have_no_case(uint32_t low, uint32_t high);

// A finished set: its ranges are sorted, and do not touch.
struct char_set {
	bool any; // the set has all characters
	const struct char_range *range;
	size_t count;
};

struct char_ranges {
	struct char_range *range;
	size_t count, room;
};

#define EDGES_EXCLUDED 64 // characters and ranges of one class

// All zero at the start of a pattern. An item adds its first characters to `firsts` as long as all
// items before it may be empty. Its last characters are pushed on the stack `lasts`. They replace
// those of the items before it, unless the item may be empty.
struct edges {
	struct char_set first, last; // of the subject, if matches begin or end there; borrowed
	struct char_ranges firsts, lasts;
	bool begun;    // an item before may not be empty
	size_t around; // depth of lookaheads and lookbehinds: they add nothing
	bool failed;   // no memory
	struct char_range excluded[EDGES_EXCLUDED];
	size_t excluded_count; // members of a negated class
};

// Adds the characters of a range. `caseless` adds their other cases too.
void edges_add(struct edges *edges, uint32_t low, uint32_t high, bool caseless);

// Adds what a dot or an escape such as \d or \p{L} stands for. It may add more than that.
void edges_add_kind(struct edges *edges, struct slice text);

// Excludes a range, or the characters of an escape, from the negated class that is being read. It
// may exclude less than that.
void edges_exclude(struct edges *edges, uint32_t low, uint32_t high);
void edges_exclude_kind(struct edges *edges, struct slice text);

// Ends a negated class: adds all characters that were not excluded.
void edges_end_excluding(struct edges *edges);

// Replaces what was pushed from `start` on by what was pushed from `item` on. Both come from
// edges_mark().
size_t edges_mark(const struct edges *edges);
void edges_replace(struct edges *edges, size_t start, size_t item);

// Finishes the sets after the last item. `known`: the whole pattern was understood.
void edges_settle(struct edges *edges, bool known);

void edges_free(struct edges *edges);

#endif
