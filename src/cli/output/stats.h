// SPDX-License-Identifier: MIT
// The counts of a run, for --stats.
#ifndef DEHUSK_STATS_H
#define DEHUSK_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dehusk.h"

#define STATS_ENCODINGS 8

struct stats_sum {
	uint64_t pages;
	uint64_t bytes; // read
	struct dehusk_counts counts;
	struct {
		char name[64];
		uint64_t pages; // 0: past the last one
	} encoding[STATS_ENCODINGS];
};

// Adds a finished page.
void stats_add(struct stats_sum *sum, const struct dehusk_counts *counts, const char *encoding);

// Adds the counts of another worker.
void stats_merge(struct stats_sum *sum, const struct stats_sum *other);

// Prints to standard error, as text or as one line of JSON, with the rules that matched. False: no
// memory.
bool stats_print(
	const struct stats_sum *sum, const struct dehusk_rule *rules, size_t count, bool json);

#endif
