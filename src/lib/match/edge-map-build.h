// SPDX-License-Identifier: MIT
// Makes the map from characters to the entries whose matches may begin, or end, with them.
#ifndef DEHUSK_EDGE_MAP_BUILD_H
#define DEHUSK_EDGE_MAP_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "match/edge-map.h"
#include "match/edges.h"

struct edge_map_builder;

// `entries` is the number of entries that there may be. NULL: no memory.
struct edge_map_builder *edge_map_builder_new(size_t entries);
void edge_map_builder_free(struct edge_map_builder *builder);

// Adds the characters of an entry, folded like its pattern. False: no memory.
bool edge_map_builder_add(
	struct edge_map_builder *builder, size_t entry, const struct char_set *set);

// Makes the map of all that was added; again after more was added. False: no memory.
bool edge_map_builder_finish(struct edge_map_builder *builder);

// The map, borrowed; it is the same one before and after it is made.
const struct edge_map *edge_map_builder_map(const struct edge_map_builder *builder);

#endif
