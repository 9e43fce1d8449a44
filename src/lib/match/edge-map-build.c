// SPDX-License-Identifier: MIT
// Makes the map from characters to the entries whose matches may begin, or end, with them.
//
// The ends of all ranges are sorted into blocks, and one walk over the blocks keeps the set of the
// entries that have the current character. Few of these sets differ. A hash table finds those that
// are there. Nearly all blocks have one set throughout.
#include "match/edge-map-build.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

#define SETS_MOST 0x10000u
#define WORDS_MOST ((size_t)1 << 19) // of all sets together
#define SLOTS_FIRST 64u

// A range of an entry begins at a place, or ended before it.
struct edge_event {
	size_t entry;
	size_t next_in_block, next_at_place; // index + 1; 0: none
	uint32_t place;
	bool begins;
};

// A place of the hash table of sets.
struct edge_slot {
	uint32_t hash;
	uint32_t number; // of the set, + 1; 0: free
};

struct edge_map_builder {
	struct edge_map map; // its arrays are those below
	uint64_t *any;       // the entries that have all characters
	struct edge_event *event;
	size_t event_count, event_room;
	size_t *first_event; // for each block, index + 1; 0: none
	uint16_t *block, *place;
	size_t place_room;
	uint64_t *sets;
	size_t set_room, set_most;
	struct edge_slot *slot;
	size_t slot_count;
};

// The set of the entries that have the current character.
struct edge_walk {
	uint64_t *set;
	uint32_t hash;
	uint16_t number;
};

struct edge_map_builder *edge_map_builder_new(size_t entries)
{
	struct edge_map_builder *builder = calloc(1, sizeof *builder);
	if (!builder)
		return NULL;
	size_t words = (entries + 63) / 64, most = WORDS_MOST / words + 2;
	builder->set_most = most < SETS_MOST ? most : SETS_MOST;
	builder->any = calloc(words, sizeof *builder->any);
	builder->first_event = calloc(EDGE_BLOCKS, sizeof *builder->first_event);
	builder->block = calloc(EDGE_BLOCKS, sizeof *builder->block);
	builder->map = (struct edge_map){.block = builder->block, .words = words};
	if (builder->any && builder->first_event && builder->block)
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
	free(builder->first_event);
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

static void add_event(struct edge_map_builder *builder, size_t entry, uint32_t place, bool begins)
{
	size_t *first = &builder->first_event[place / EDGE_BLOCK];
	builder->event[builder->event_count++] = (struct edge_event){
		.entry = entry, .next_in_block = *first, .place = place, .begins = begins};
	*first = builder->event_count;
}

bool edge_map_builder_add(
	struct edge_map_builder *builder, size_t entry, const struct char_set *set)
{
	void *events = builder->event;
	if (set->any) {
		builder->any[entry / 64] |= (uint64_t)1 << entry % 64;
		return true;
	}
	if (!array_reserve(&events, &builder->event_room, builder->event_count + 2 * set->count,
		    sizeof *builder->event))
		return false;
	builder->event = events;
	for (size_t i = 0; i < set->count; i++) {
		add_event(builder, entry, edge_place(set->range[i].low), true);
		add_event(builder, entry, edge_place(set->range[i].high) + 1, false);
	}
	return true;
}

// --- sets ---

static uint64_t *set_of(const struct edge_map_builder *builder, size_t number)
{
	return builder->sets + number * builder->map.words;
}

// The hash of a set is that of its entries, exclusive or.
static uint32_t hash_of_entry(size_t entry)
{
	uint64_t mix = (entry + 1) * 0x9E3779B97F4A7C15u;
	mix = (mix ^ mix >> 29) * 0xBF58476D1CE4E5B9u;
	return (uint32_t)(mix >> 32);
}

static void change_set(struct edge_walk *walk, const struct edge_event *event)
{
	uint64_t *word = &walk->set[event->entry / 64], bit = (uint64_t)1 << event->entry % 64;
	bool has = *word & bit;
	if (has == event->begins)
		return;
	*word ^= bit;
	walk->hash ^= hash_of_entry(event->entry);
}

// The slot of the current set: the one that has it, or a free one.
static struct edge_slot *slot_of_set(
	const struct edge_map_builder *builder, const struct edge_walk *walk)
{
	size_t mask = builder->slot_count - 1, i = walk->hash & mask;
	for (; builder->slot[i].number != 0; i = (i + 1) & mask)
		if (builder->slot[i].hash == walk->hash &&
			memcmp(set_of(builder, builder->slot[i].number - 1), walk->set,
				builder->map.words * sizeof *walk->set) == 0)
			break;
	return &builder->slot[i];
}

// Makes the hash table twice as large, or makes the first one.
static bool grow_slots(struct edge_map_builder *builder)
{
	size_t count = builder->slot_count > 0 ? 2 * builder->slot_count : SLOTS_FIRST;
	struct edge_slot *slot = calloc(count, sizeof *slot);
	if (!slot)
		return false;
	for (size_t k = 0; k < builder->slot_count; k++) {
		size_t i = builder->slot[k].hash & (count - 1);
		while (builder->slot[k].number != 0 && slot[i].number != 0)
			i = (i + 1) & (count - 1);
		if (builder->slot[k].number != 0)
			slot[i] = builder->slot[k];
	}
	free(builder->slot);
	builder->slot = slot;
	builder->slot_count = count;
	return true;
}

static bool append_set(
	struct edge_map_builder *builder, const struct edge_walk *walk, struct edge_slot *slot)
{
	size_t words = builder->map.words, count = builder->map.set_count;
	void *sets = builder->sets;
	if (!array_reserve(&sets, &builder->set_room, (count + 1) * words, sizeof *walk->set))
		return false;
	builder->map.sets = builder->sets = sets;
	memcpy(set_of(builder, count), walk->set, words * sizeof *walk->set);
	builder->map.set_count++;
	*slot = (struct edge_slot){walk->hash, (uint32_t)count + 1};
	return true;
}

// Finds or adds the current set. If there are too many, the place shares a set with others, which
// gets the entries of all. The first set, which most characters have, stays as it is.
static bool number_set(struct edge_map_builder *builder, struct edge_walk *walk, size_t place)
{
	size_t count = builder->map.set_count;
	if (2 * count >= builder->slot_count && !grow_slots(builder))
		return false;
	struct edge_slot *slot = slot_of_set(builder, walk);
	if (slot->number > 0 || count < builder->set_most) {
		bool done = slot->number > 0 || append_set(builder, walk, slot);
		walk->number = (uint16_t)(slot->number - 1);
		return done;
	}
	walk->number = (uint16_t)(1 + place % (count - 1));
	uint64_t *shared = set_of(builder, walk->number);
	for (size_t i = 0; i < builder->map.words; i++)
		shared[i] |= walk->set[i];
	return true;
}

// --- characters ---

// Sorts the events of a block by their places.
static void sort_events(
	struct edge_map_builder *builder, size_t block, bool begins, size_t first[EDGE_BLOCK])
{
	memset(first, 0, EDGE_BLOCK * sizeof *first);
	for (size_t i = builder->first_event[block]; i != 0;) {
		struct edge_event *event = &builder->event[i - 1];
		size_t *at = &first[event->place % EDGE_BLOCK];
		if (event->begins == begins) {
			event->next_at_place = *at;
			*at = i;
		}
		i = event->next_in_block;
	}
}

static void change_set_at(
	const struct edge_map_builder *builder, struct edge_walk *walk, size_t first)
{
	for (; first != 0; first = builder->event[first - 1].next_at_place)
		change_set(walk, &builder->event[first - 1]);
}

// Numbers the sets of the places of a block. What ended comes before what begins at the same place.
static bool number_places(
	struct edge_map_builder *builder, struct edge_walk *walk, size_t block, uint16_t *place)
{
	size_t ends[EDGE_BLOCK], begins[EDGE_BLOCK];
	sort_events(builder, block, false, ends);
	sort_events(builder, block, true, begins);
	for (size_t i = 0; i < EDGE_BLOCK; i++) {
		change_set_at(builder, walk, ends[i]);
		change_set_at(builder, walk, begins[i]);
		if ((ends[i] != 0 || begins[i] != 0) &&
			!number_set(builder, walk, block * EDGE_BLOCK + i))
			return false;
		place[i] = walk->number;
	}
	return true;
}

// Adds the places of a block behind the others.
static bool add_block(struct edge_map_builder *builder, struct edge_walk *walk, size_t block)
{
	size_t count = builder->map.block_count;
	void *places = builder->place;
	if (!array_reserve(&places, &builder->place_room, (count + 1) * EDGE_BLOCK,
		    sizeof *builder->place))
		return false;
	builder->map.place = builder->place = places;
	builder->block[block] = (uint16_t)count;
	builder->map.block_count++;
	return number_places(builder, walk, block, builder->place + count * EDGE_BLOCK);
}

// The first block from `block` on in which ranges begin or end.
static size_t next_with_events(const struct edge_map_builder *builder, size_t block)
{
	const size_t *first = builder->first_event;
	while (block < EDGE_BLOCKS && first[block] == 0)
		block++;
	return block;
}

static bool add_blocks(struct edge_map_builder *builder, struct edge_walk *walk)
{
	// The last block that has one set throughout, and that set.
	struct {
		uint16_t block, set;
		bool any;
	} flat = {.any = false};
	for (size_t i = 0, end; i < EDGE_BLOCKS; i = end) {
		bool again = flat.any && flat.set == walk->number;
		end = next_with_events(builder, i);
		if ((end == i || !again) && !add_block(builder, walk, i))
			return false;
		if (end == i) {
			end++;
			continue;
		}
		if (!again) {
			flat.block = builder->block[i];
			flat.set = walk->number;
			flat.any = true;
		}
		for (size_t k = i; k < end; k++)
			builder->block[k] = flat.block;
	}
	return true;
}

bool edge_map_builder_finish(struct edge_map_builder *builder)
{
	size_t words = builder->map.words;
	struct edge_walk walk = {.set = malloc(words * sizeof *walk.set)};
	if (!walk.set)
		return false;
	memcpy(walk.set, builder->any, words * sizeof *walk.set);
	builder->map.block_count = builder->map.set_count = 0;
	if (builder->slot)
		memset(builder->slot, 0, builder->slot_count * sizeof *builder->slot);
	bool done = number_set(builder, &walk, 0) && add_blocks(builder, &walk);
	free(walk.set);
	return done;
}
