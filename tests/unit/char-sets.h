// SPDX-License-Identifier: MIT
// What a test asks a set of characters.
#ifndef DEHUSK_TEST_CHAR_SETS_H
#define DEHUSK_TEST_CHAR_SETS_H

#include "match/edges.h"

static inline bool char_set_has(const struct char_set *set, uint32_t c)
{
	bool has = set->any;
	for (size_t i = 0; i < set->count && !has; i++)
		has = set->range[i].low <= c && c <= set->range[i].high;
	return has;
}

#endif
