// SPDX-License-Identifier: MIT
// The counts of a whole run, for --stats.
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
		uint64_t pages; // 0 past the last one
	} encoding[STATS_ENCODINGS];
};

// Adds a page that is done.
void stats_add(struct stats_sum *sum, const struct dehusk_counts *counts, const char *encoding);

// Adds what another worker has summed up.
void stats_merge(struct stats_sum *sum, const struct stats_sum *other);

// Prints on standard error, as text or as one JSON object on a line, with the rules that had a say.
// False: no memory.
bool stats_print(
	const struct stats_sum *sum, const struct dehusk_rule *rules, size_t count, bool json);

#endif
