// SPDX-License-Identifier: MIT
// What may be doubtful of a page: one table, which --strict and the warnings read.
#ifndef DEHUSK_DOUBT_H
#define DEHUSK_DOUBT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "dehusk.h"

// Kinds of doubt, to be put together.
enum doubt {
	DOUBT_ILL_FORMED = 1,
	DOUBT_UNSURE_ENCODING = 2,
	DOUBT_MOJIBAKE = 4,
	DOUBT_LIMIT_HITS = 8,
	DOUBT_LONG_LINES = 16,
	DOUBT_SOURCES_LEFT = 32,
	DOUBT_SEVERAL_PAGES = 64,
	DOUBT_UNSURE_TEXT = 128,
	DOUBT_NOTHING_LEFT = 256,
	DOUBT_UNREAD_DATES = 512,
	DOUBT_OTHER_KIND = 1024,
	DOUBT_LEFT_OPEN = 2048,
	DOUBT_RECORDS = 4096, // of an input, not of a page: never found by doubt_find()
};
#define DOUBT_ALL (~0u)

#define DOUBT_NO_COUNT ((enum dehusk_count)DEHUSK_COUNTS)

struct doubt_kind {
	enum doubt bit;
	const char *name;        // as --strict takes it
	enum dehusk_count count; // of a page that has it; DOUBT_NO_COUNT: none of them tells
	const char *meaning;     // as --help has it
};

// All kinds, in the order in which they are told.
const struct doubt_kind *doubt_kinds(size_t *count);

// The kind of that name; 0: there is none.
unsigned doubt_named(struct slice name);

// The kinds of doubt about a page that has these counts, by enum dehusk_count.
unsigned doubt_find(const uint64_t count[DEHUSK_COUNTS]);

#endif
