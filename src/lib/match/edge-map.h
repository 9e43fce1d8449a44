// SPDX-License-Identifier: MIT
// For each character, a set of entries: those whose matches may begin with it, or those whose
// matches may end with it. Where there would be too many different sets, a set has others, too.
// edge-map-build.c makes the tables, or the compiler of the built-in rules prints them.
#ifndef DEHUSK_EDGE_MAP_H
#define DEHUSK_EDGE_MAP_H

#include <stddef.h>
#include <stdint.h>

// Characters with a place of their own. All others, which are rare, share the place behind them:
// its set has each entry that one of them lets through.
#define EDGE_CHARS 0x10000u
#define EDGE_BLOCK 64u
#define EDGE_BLOCKS (EDGE_CHARS / EDGE_BLOCK + 1)

struct edge_map {
	const uint16_t *block; // EDGE_BLOCKS numbers of blocks; most blocks have the same number
	const uint16_t *place; // for each character of a block the number of its set
	const uint64_t *sets;  // each of `words` words
	size_t words;
	size_t block_count, set_count;
};

// The set of a character, which is folded like the patterns.
static inline const uint64_t *edge_map_find(const struct edge_map *map, uint32_t c)
{
	if (c > EDGE_CHARS)
		c = EDGE_CHARS;
	size_t block = map->block[c / EDGE_BLOCK];
	return map->sets + map->place[block * EDGE_BLOCK + c % EDGE_BLOCK] * map->words;
}

#endif
