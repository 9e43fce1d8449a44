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

struct doubt_kind {
	enum doubt bit;
	const char *name; // as --strict takes it
	bool (*is_there)(const struct dehusk_counts *counts); // NULL: counts of a page do not tell
	const char *meaning; // as --help has it
};

// All kinds, in the order in which they are told.
const struct doubt_kind *doubt_kinds(size_t *count);

// The kind of that name; 0: there is none.
unsigned doubt_named(struct slice name);

// The kinds of doubt about a page that has these counts.
unsigned doubt_find(const struct dehusk_counts *counts);

#endif
