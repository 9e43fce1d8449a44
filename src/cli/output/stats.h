// SPDX-License-Identifier: MIT
// The counts of a run, for --stats.
#ifndef DEHUSK_STATS_H
#define DEHUSK_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dehusk.h"
#include "options.h"

#define STATS_ENCODINGS 16

// The counts of a page in the order of printing. This is their one list; a count without a row does
// not compile.
struct stats_count {
	const char *name;
	size_t offset; // in struct dehusk_counts
};
#define STATS_COUNTS (sizeof(struct dehusk_counts) / sizeof(uint64_t))
extern const struct stats_count stats_counts[]; // STATS_COUNTS of them

uint64_t stats_count_of(const struct dehusk_counts *counts, size_t i);

struct stats_encoding {
	char name[64];
	uint64_t pages; // 0: past the last one
};

struct stats_sum {
	uint64_t pages;
	uint64_t bytes; // read
	uint64_t untouched; // records that passed as they are
	uint64_t broken;    // stretches of bytes that are no records, and were left out
	struct dehusk_counts counts;
	struct stats_encoding encoding[STATS_ENCODINGS];
};

// Adds a finished page.
void stats_add(struct stats_sum *sum, const struct dehusk_counts *counts, const char *encoding);

// Adds the counts of another worker.
void stats_merge(struct stats_sum *sum, const struct stats_sum *other);

// Prints to standard error, as text or, as options->stats says, as one line of JSON, with the rules
// that matched. False: no memory.
bool stats_print(const struct options *options, const struct stats_sum *sum,
	const struct dehusk_rule *rules, size_t count);

#endif
