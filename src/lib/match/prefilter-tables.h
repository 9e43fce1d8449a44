// SPDX-License-Identifier: MIT
// The tables of the prefilter: prefilter-build.c makes them, or the compiler of the built-in rules
// prints them, and prefilter.c reads them.
#ifndef DEHUSK_PREFILTER_TABLES_H
#define DEHUSK_PREFILTER_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "match/edge-map.h"
#include "match/multimatch.h"
#include "match/prefilter.h"
#include "match/shape.h"

// One spelling of the first character of a short word.
struct prefilter_opening {
	char bytes[4]; // of the first character, in this spelling
	size_t size;
	const char *word; // folded
};

struct prefilter_entry {
	struct shape_whole whole;                 // limits of the lines that it can match
	const struct prefilter_opening *openings; // of the words too short for the multimatch
	size_t opening_count;
};

struct prefilter_tables {
	const struct prefilter_entry *entry;
	size_t count;
	size_t set_words; // words of a set of entries
	bool always;      // there are entries whose words the multimatch does not have
	const struct multimatch *multimatch;
	// Sets of entries: those without words, those with short words, and those with a word that
	// may stand in an ISO date and the blank before it.
	const uint64_t *wordless;
	const uint64_t *shorts;
	const uint64_t *dated;
	// The first and the last characters of the lines that an entry can match.
	const struct edge_map *first, *last;
};

#endif
