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

struct edge_map_builder {
	struct edge_map map; // its arrays are those below
	uint64_t *any;       // the entries that have all characters
	struct edge_event *event;
	size_t event_count, event_room;
	uint16_t *block, *place;
	uint64_t *sets;
	size_t set_room;
	uint32_t *slot; // a hash table of sets: number + 1; 0: free
	size_t slot_count;
};

struct edge_map_builder *edge_map_builder_new(size_t entries)
{
	struct edge_map_builder *builder = calloc(1, sizeof *builder);
	if (!builder)
		return NULL;
	builder->map.words = (entries + 63) / 64;
	builder->any = calloc(builder->map.words, sizeof *builder->any);
	builder->block = calloc(EDGE_BLOCKS, sizeof *builder->block);
	builder->map.block = builder->block;
	if (builder->any && builder->block)
		return builder;
	edge_map_builder_free(builder);
	return NULL;
}

void edge_map_builder_free(struct edge_map_builder *builder)
{
	if (!builder)
		return;
	free(builder->any);
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

static void mark_entry(uint64_t *set, size_t entry, bool value)
{
	uint64_t bit = (uint64_t)1 << entry % 64;
	set[entry / 64] = value ? set[entry / 64] | bit : set[entry / 64] & ~bit;
}

static uint32_t edge_place(uint32_t c)
{
	return c < EDGE_CHARS ? c : EDGE_CHARS;
}

bool edge_map_builder_add(
	struct edge_map_builder *builder, size_t entry, const struct char_set *set)
{
	void *list = builder->event;
	if (set->any) {
		mark_entry(builder->any, entry, true);
		return true;
	}
	size_t count = builder->event_count;
	if (!array_reserve(
		    &list, &builder->event_room, count + 2 * set->count, sizeof *builder->event))
		return false;
	builder->event = list;
	for (size_t i = 0; i < set->count; i++) {
		const struct char_range *range = &set->range[i];
		builder->event[count++] = (struct edge_event){edge_place(range->low), true, entry};
		builder->event[count++] =
			(struct edge_event){edge_place(range->high) + 1, false, entry};
	}
	builder->event_count = count;
	return true;
}

// --- sets ---

static uint64_t *set_of(const struct edge_map_builder *builder, size_t number)
{
	return builder->sets + number * builder->map.words;
}

static size_t hash_of_set(const uint64_t *set, size_t words)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < words; i++)
		sum = (sum ^ set[i]) * 0x9E3779B97F4A7C15u;
	return (size_t)(sum >> 32);
}

// The slot of a set: the one that has it, or a free one.
static uint32_t *slot_of_set(const struct edge_map_builder *builder, const uint64_t *set)
{
	size_t words = builder->map.words, mask = builder->slot_count - 1;
	size_t i = hash_of_set(set, words) & mask;
	while (builder->slot[i] != 0 &&
		memcmp(set_of(builder, builder->slot[i] - 1), set, words * sizeof *set) != 0)
		i = (i + 1) & mask;
	return &builder->slot[i];
}

// Makes the hash table twice as large, or makes the first one.
static bool grow_slots(struct edge_map_builder *builder)
{
	size_t count = builder->slot_count > 0 ? 2 * builder->slot_count : 64;
	uint32_t *slot = calloc(count, sizeof *slot);
	if (!slot)
		return false;
	free(builder->slot);
	builder->slot = slot;
	builder->slot_count = count;
	for (size_t i = 0; i < builder->map.set_count; i++)
		*slot_of_set(builder, set_of(builder, i)) = (uint32_t)i + 1;
	return true;
}

// Finds or adds a set. False: no memory.
static bool number_set(struct edge_map_builder *builder, const uint64_t *set, uint16_t *number)
{
	size_t words = builder->map.words, count = builder->map.set_count;
	void *sets = builder->sets;
	if (2 * count >= builder->slot_count && !grow_slots(builder))
		return false;
	uint32_t *slot = slot_of_set(builder, set);
	*number = *slot > 0 ? (uint16_t)(*slot - 1) : 0;
	if (*slot > 0 || count == SETS_MOST)
		return true;
	if (!array_reserve(&sets, &builder->set_room, (count + 1) * words, sizeof *set))
		return false;
	builder->map.sets = builder->sets = sets;
	memcpy(set_of(builder, count), set, words * sizeof *set);
	*slot = (uint32_t)count + 1;
	*number = (uint16_t)count;
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

// Fills in the number of the set of each place.
static bool number_places(struct edge_map_builder *builder, uint64_t *set, uint16_t *number)
{
	uint16_t now;
	memset(set, 0xFF, builder->map.words * sizeof *set);
	if (!number_set(builder, set, &now))
		return false;
	memcpy(set, builder->any, builder->map.words * sizeof *set);
	for (size_t place = 0, i = 0; place < PLACES;) {
		for (; i < builder->event_count && builder->event[i].place <= place; i++)
			mark_entry(set, builder->event[i].entry, builder->event[i].begins);
		if (!number_set(builder, set, &now))
			return false;
		size_t next = i < builder->event_count ? builder->event[i].place : PLACES;
		for (; place < next && place < PLACES; place++)
			number[place] = now;
	}
	return true;
}

// Parts the numbers into blocks, of which equal ones are one. The blocks end up in `number`.
static void fill_blocks(struct edge_map_builder *builder, uint16_t *number)
{
	const size_t bytes = EDGE_BLOCK * sizeof *number;
	size_t count = 0;
	for (size_t i = 0; i < EDGE_BLOCKS; i++) {
		const uint16_t *block = number + i * EDGE_BLOCK;
		size_t k = 0;
		while (k < count && memcmp(number + k * EDGE_BLOCK, block, bytes) != 0)
			k++;
		if (k == count)
			memmove(number + count++ * EDGE_BLOCK, block, bytes);
		builder->block[i] = (uint16_t)k;
	}
	builder->map.block_count = count;
}

bool edge_map_builder_finish(struct edge_map_builder *builder)
{
	// The last block has places that no character has.
	uint16_t *number = calloc(EDGE_BLOCKS * EDGE_BLOCK, sizeof *number);
	uint64_t *set = calloc(builder->map.words, sizeof *set);
	if (builder->event_count > 0)
		qsort(builder->event, builder->event_count, sizeof *builder->event, compare_events);
	bool done = number && set && number_places(builder, set, number);
	free(set);
	if (!done) {
		free(number);
		return false;
	}
	fill_blocks(builder, number);
	free(builder->place);
	builder->map.place = builder->place = number;
	return true;
}
