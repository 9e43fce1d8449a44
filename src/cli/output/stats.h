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

// The names of the counts of a page, by enum dehusk_count, in the order of printing.
extern const char *const stats_counts[DEHUSK_COUNTS];

struct stats_encoding {
	char name[64];
	uint64_t pages; // 0: past the last one
};

struct stats_sum {
	uint64_t pages;
	uint64_t bytes;     // read
	uint64_t untouched; // records that passed as they are
	uint64_t broken;    // stretches of bytes that are no records, and were left out
	uint64_t count[DEHUSK_COUNTS];
	struct stats_encoding encoding[STATS_ENCODINGS];
};

// The counts of a page, by enum dehusk_count.
void stats_read(const struct dehusk *dehusk, uint64_t count[DEHUSK_COUNTS]);

// Adds a finished page.
void stats_add(struct stats_sum *sum, const struct dehusk *dehusk);

// Adds the counts of another worker.
void stats_merge(struct stats_sum *sum, const struct stats_sum *other);

// Prints to standard error, as text or, as options->stats says, as one line of JSON, with the rules
// that matched. False: no memory.
bool stats_print(const struct options *options, const struct stats_sum *sum,
	const struct dehusk_rule *rules, size_t count);

#endif
