// SPDX-License-Identifier: MIT
// Makes the map from characters to the entries whose matches may begin, or end, with them.
//
// The ends of all ranges are sorted, and one walk over the characters keeps the set of the entries
// that have the current one. Few of these sets differ. A hash table finds those that are there.
#include "match/edge-map-build.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

#define PLACES (EDGE_CHARS + 1)
// Set 0 has all entries. It is the set of a character for which there is no number left.
#define SETS_MOST 0xFFFFu

// A range of an entry begins at a place, or ended before it.
struct edge_event {
	uint32_t place;
	bool begins;
	size_t entry;
};

struct edge_slot {
	uint32_t number; // of the set, + 1; 0: free
	uint32_t hash;
};

struct edge_map_builder {
	struct edge_map map; // its arrays are those below
	struct edge_event *event;
	size_t event_count, event_room;
	uint16_t *block, *place;
	uint64_t *sets;
	size_t set_room;
	struct edge_slot *slot; // a hash table of sets
	size_t slot_count;
};

struct edge_map_builder *edge_map_builder_new(size_t entries)
{
	struct edge_map_builder *builder = calloc(1, sizeof *builder);
	if (!builder)
		return NULL;
	builder->map.words = (entries + 63) / 64;
	builder->block = calloc(EDGE_BLOCKS, sizeof *builder->block);
	builder->map.block = builder->block;
	if (builder->block)
		return builder;
	edge_map_builder_free(builder);
	return NULL;
}

void edge_map_builder_free(struct edge_map_builder *builder)
{
	if (!builder)
		return;
	free(builder->event);
	free(builder->block);
	free(builder->place);
	free(builder->sets);
	free(builder->slot);
	free(builder);
}

const struct edge_map *edge_map_builder_map(const struct edge_map_builder *builder)
{
	return &builder->map;
}

static uint32_t edge_place(uint32_t c)
{
	return c < EDGE_CHARS ? c : EDGE_CHARS;
}

bool edge_map_builder_add(
	struct edge_map_builder *builder, size_t entry, const struct char_set *set)
{
	static const struct char_range all = {0, CHAR_MOST};
	const struct char_range *range = set->any ? &all : set->range;
	size_t ranges = set->any ? 1 : set->count, count = builder->event_count;
	void *list = builder->event;
	if (!array_reserve(&list, &builder->event_room, count + 2 * ranges, sizeof *builder->event))
		return false;
	builder->event = list;
	for (size_t i = 0; i < ranges; i++) {
		builder->event[count++] =
			(struct edge_event){edge_place(range[i].low), true, entry};
		builder->event[count++] =
			(struct edge_event){edge_place(range[i].high) + 1, false, entry};
	}
	builder->event_count = count;
	return true;
}

// --- sets ---

// The set of the entries that have the current character, and the sum of the hashes of its entries.
struct edge_walk {
	uint64_t *set;
	uint32_t hash;
	size_t event; // the next one
	uint16_t number;
};

static uint64_t *set_of(const struct edge_map_builder *builder, size_t number)
{
	return builder->sets + number * builder->map.words;
}

static uint32_t hash_of_entry(size_t entry)
{
	return (uint32_t)(((uint64_t)entry + 1) * 0x9E3779B97F4A7C15u >> 32);
}

// Puts an entry into the set, or takes it out.
static void mark_entry(struct edge_walk *walk, size_t entry, bool in)
{
	uint64_t *word = &walk->set[entry / 64], bit = (uint64_t)1 << entry % 64;
	if (((*word & bit) != 0) == in)
		return;
	*word ^= bit;
	walk->hash += in ? hash_of_entry(entry) : 0 - hash_of_entry(entry);
}

// The slot of the current set: the one that has it, or a free one.
static struct edge_slot *slot_of_set(
	const struct edge_map_builder *builder, const struct edge_walk *walk)
{
	size_t bytes = builder->map.words * sizeof *walk->set, mask = builder->slot_count - 1;
	size_t i = walk->hash & mask;
	while (builder->slot[i].number != 0 &&
		(builder->slot[i].hash != walk->hash ||
			memcmp(set_of(builder, builder->slot[i].number - 1), walk->set, bytes) !=
				0))
		i = (i + 1) & mask;
	return &builder->slot[i];
}

// Makes the hash table twice as large, or makes the first one.
static bool grow_slots(struct edge_map_builder *builder)
{
	size_t count = builder->slot_count > 0 ? 2 * builder->slot_count : 64;
	struct edge_slot *slot = calloc(count, sizeof *slot);
	if (!slot)
		return false;
	for (size_t i = 0; i < builder->slot_count; i++) {
		size_t to = builder->slot[i].hash & (count - 1);
		while (slot[to].number != 0)
			to = (to + 1) & (count - 1);
		if (builder->slot[i].number != 0)
			slot[to] = builder->slot[i];
	}
	free(builder->slot);
	builder->slot = slot;
	builder->slot_count = count;
	return true;
}

// Finds or adds the current set. False: no memory.
static bool number_set(struct edge_map_builder *builder, struct edge_walk *walk)
{
	size_t words = builder->map.words, count = builder->map.set_count;
	void *sets = builder->sets;
	if (2 * count >= builder->slot_count && !grow_slots(builder))
		return false;
	struct edge_slot *slot = slot_of_set(builder, walk);
	walk->number = slot->number > 0 ? (uint16_t)(slot->number - 1) : 0;
	if (slot->number > 0 || count == SETS_MOST)
		return true;
	if (!array_reserve(&sets, &builder->set_room, (count + 1) * words, sizeof *walk->set))
		return false;
	builder->map.sets = builder->sets = sets;
	memcpy(set_of(builder, count), walk->set, words * sizeof *walk->set);
	*slot = (struct edge_slot){(uint32_t)count + 1, walk->hash};
	walk->number = (uint16_t)count;
	builder->map.set_count++;
	return true;
}

// --- characters ---

// What ended stands before what begins at the same place.
static int compare_events(const void *a, const void *b)
{
	const struct edge_event *one = a, *other = b;
	if (one->place != other->place)
		return one->place < other->place ? -1 : 1;
	return (int)one->begins - (int)other->begins;
}

// Where the set next changes.
static uint32_t next_place(const struct edge_map_builder *builder, const struct edge_walk *walk)
{
	return walk->event < builder->event_count ? builder->event[walk->event].place : PLACES;
}

// Fills in the sets of the characters of a block. False: no memory.
static bool fill_block(struct edge_map_builder *builder, struct edge_walk *walk, uint32_t from,
	uint16_t block[EDGE_BLOCK])
{
	for (uint32_t i = 0; i < EDGE_BLOCK; i++) {
		while (next_place(builder, walk) <= from + i && from + i < PLACES) {
			const struct edge_event *event = &builder->event[walk->event++];
			mark_entry(walk, event->entry, event->begins);
			if (next_place(builder, walk) > from + i && !number_set(builder, walk))
				return false;
		}
		block[i] = walk->number;
	}
	return true;
}

// Fills in all blocks, of which equal ones are one. False: no memory.
static bool fill_blocks(struct edge_map_builder *builder, struct edge_walk *walk, uint16_t *place)
{
	const size_t bytes = EDGE_BLOCK * sizeof *place;
	size_t count = 0;
	for (uint32_t i = 0; i < EDGE_BLOCKS; i++) {
		uint16_t *block = place + count * EDGE_BLOCK;
		bool even = next_place(builder, walk) >= (i + 1) * EDGE_BLOCK;
		if (!fill_block(builder, walk, i * EDGE_BLOCK, block))
			return false;
		size_t k = 0;
		while (k < count && memcmp(place + k * EDGE_BLOCK, block, bytes) != 0)
			k++;
		builder->block[i] = (uint16_t)k;
		count += k == count;
		// Blocks with one set follow each other up to the next change.
		uint32_t next = next_place(builder, walk) / EDGE_BLOCK;
		while (even && i + 1 < next) {
			builder->block[i + 1] = builder->block[i];
			i++;
		}
	}
	builder->map.block_count = count;
	return true;
}

bool edge_map_builder_finish(struct edge_map_builder *builder)
{
	size_t words = builder->map.words;
	struct edge_walk walk = {.set = malloc(words * sizeof *walk.set)};
	uint16_t *place = malloc(EDGE_BLOCKS * EDGE_BLOCK * sizeof *place);
	bool done = walk.set && place;
	if (builder->event_count > 0)
		qsort(builder->event, builder->event_count, sizeof *builder->event, compare_events);
	// Set 0 has all entries.
	if (done) {
		memset(walk.set, 0xFF, words * sizeof *walk.set);
		done = number_set(builder, &walk);
		memset(walk.set, 0, words * sizeof *walk.set);
	}
	done = done && number_set(builder, &walk) && fill_blocks(builder, &walk, place);
	free(walk.set);
	if (!done) {
		free(place);
		return false;
	}
	free(builder->place);
	builder->map.place = builder->place = place;
	return true;
}
