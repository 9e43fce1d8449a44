// SPDX-License-Identifier: MIT
// The sources of a page with their dates: unique, sorted, bounded.
#include "collect.h"

#include <stdlib.h>
#include <string.h>

// A hash table of numbers: slots hold index + 1, and there are always more than twice as many as entries.
struct index {
	uint32_t *slots;
	size_t room; // a power of two, or 0
};

struct name {
	size_t at, size; // in `text`
};

struct collection {
	uint64_t seed; // differs from run to run, so that no page can be made to collide
	struct buffer text;
	struct name *names;
	size_t name_count, name_room;
	uint64_t *dates; // source number << 32 | date
	size_t date_count, date_room;
	struct index by_name, by_date;
	struct dehusk_source *sorted;
	int32_t *sorted_dates;
};

struct collection *collect_new(void)
{
	struct collection *collection = calloc(1, sizeof *collection);
	if (collection)
		collection->seed = (uintptr_t)collection;
	return collection;
}

void collect_free(struct collection *collection)
{
	if (!collection)
		return;
	buffer_free(&collection->text);
	free(collection->names);
	free(collection->dates);
	free(collection->by_name.slots);
	free(collection->by_date.slots);
	free(collection->sorted);
	free(collection->sorted_dates);
	free(collection);
}

static void index_clear(struct index *index)
{
	if (index->slots)
		memset(index->slots, 0, index->room * sizeof *index->slots);
}

void collect_clear(struct collection *collection)
{
	if (collection->name_count == 0)
		return;
	buffer_clear(&collection->text);
	collection->name_count = collection->date_count = 0;
	index_clear(&collection->by_name);
	index_clear(&collection->by_date);
}

static uint64_t mix(uint64_t value)
{
	value ^= value >> 32;
	value *= 0xD6E8FEB86659FD93u;
	value ^= value >> 32;
	value *= 0xD6E8FEB86659FD93u;
	return value ^ value >> 32;
}

static uint64_t name_hash(const struct collection *collection, struct slice name)
{
	uint64_t hash = collection->seed + name.size;
	for (size_t at = 0; at < name.size; at += sizeof hash) {
		uint64_t word = 0;
		memcpy(&word, name.data + at, name.size - at < sizeof word ? name.size - at : sizeof word);
		hash = mix(hash ^ word);
	}
	return hash;
}

static uint64_t hash_of_name(const struct collection *collection, size_t i)
{
	const struct name *name = &collection->names[i];
	return name_hash(collection, (struct slice){collection->text.data + name->at, name->size});
}

static uint64_t date_hash(const struct collection *collection, uint64_t key)
{
	return mix(collection->seed ^ mix(key));
}

static uint64_t hash_of_date(const struct collection *collection, size_t i)
{
	return date_hash(collection, collection->dates[i]);
}

// Makes room for one entry more than `count`; the old entries are filed anew by hash_of().
static bool index_reserve(struct index *index, size_t count, const struct collection *collection,
	uint64_t (*hash_of)(const struct collection *, size_t))
{
	if (count < index->room / 2)
		return true;
	size_t room = index->room ? index->room * 2 : 64;
	uint32_t *slots = calloc(room, sizeof *slots);
	if (!slots)
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t slot = (size_t)hash_of(collection, i) & (room - 1);
		while (slots[slot] != 0)
			slot = (slot + 1) & (room - 1);
		slots[slot] = (uint32_t)i + 1;
	}
	free(index->slots);
	*index = (struct index){slots, room};
	return true;
}

static bool is_named(const struct collection *collection, size_t i, struct slice name)
{
	const struct name *have = &collection->names[i];
	return have->size == name.size && memcmp(collection->text.data + have->at, name.data, name.size) == 0;
}

enum collect_result collect_source(struct collection *collection, struct slice name, size_t *source)
{
	if (collection->date_count == COLLECT_DATES)
		return COLLECT_FULL;
	if (!index_reserve(&collection->by_name, collection->name_count, collection, hash_of_name))
		return COLLECT_NO_MEMORY;
	size_t last = collection->by_name.room - 1;
	size_t slot = (size_t)name_hash(collection, name) & last;
	for (; collection->by_name.slots[slot] != 0; slot = (slot + 1) & last) {
		*source = collection->by_name.slots[slot] - 1;
		if (is_named(collection, *source, name))
			return COLLECT_OK;
	}
	if (collection->name_count == COLLECT_SOURCES)
		return COLLECT_FULL;
	void *names = collection->names;
	if (!array_reserve(&names, &collection->name_room, collection->name_count + 1, sizeof *collection->names))
		return COLLECT_NO_MEMORY;
	collection->names = names;
	size_t at = collection->text.size;
	if (!buffer_append(&collection->text, name.data, name.size))
		return COLLECT_NO_MEMORY;
	*source = collection->name_count;
	collection->names[collection->name_count++] = (struct name){at, name.size};
	collection->by_name.slots[slot] = (uint32_t)collection->name_count;
	return COLLECT_OK;
}

enum collect_result collect_date(struct collection *collection, size_t source, int32_t date)
{
	if (date == 0)
		return COLLECT_OK;
	if (!index_reserve(&collection->by_date, collection->date_count, collection, hash_of_date))
		return COLLECT_NO_MEMORY;
	uint64_t key = (uint64_t)source << 32 | (uint32_t)date;
	size_t last = collection->by_date.room - 1;
	size_t slot = (size_t)date_hash(collection, key) & last;
	for (; collection->by_date.slots[slot] != 0; slot = (slot + 1) & last)
		if (collection->dates[collection->by_date.slots[slot] - 1] == key)
			return COLLECT_OK;
	if (collection->date_count == COLLECT_DATES)
		return COLLECT_FULL;
	void *dates = collection->dates;
	if (!array_reserve(&dates, &collection->date_room, collection->date_count + 1, sizeof key))
		return COLLECT_NO_MEMORY;
	collection->dates = dates;
	collection->dates[collection->date_count++] = key;
	collection->by_date.slots[slot] = (uint32_t)collection->date_count;
	return COLLECT_OK;
}

static int compare_dates(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return (left > right) - (left < right);
}

static int compare_sources(const void *a, const void *b)
{
	const struct dehusk_source *left = a, *right = b;
	size_t common = left->name_size < right->name_size ? left->name_size : right->name_size;
	int order = memcmp(left->name, right->name, common);
	return order != 0 ? order : (left->name_size > right->name_size) - (left->name_size < right->name_size);
}

bool collect_sorted(struct collection *collection, const struct dehusk_source **sources, size_t *count)
{
	free(collection->sorted);
	free(collection->sorted_dates);
	collection->sorted = calloc(collection->name_count + 1, sizeof *collection->sorted);
	collection->sorted_dates = calloc(collection->date_count + 1, sizeof *collection->sorted_dates);
	if (!collection->sorted || !collection->sorted_dates)
		return false;
	// A copy is sorted: the index points into the dates as they came.
	uint64_t *keys = calloc(collection->date_count + 1, sizeof *keys);
	if (!keys)
		return false;
	if (collection->date_count > 0)
		memcpy(keys, collection->dates, collection->date_count * sizeof *keys);
	qsort(keys, collection->date_count, sizeof *keys, compare_dates);
	size_t date = 0;
	for (size_t i = 0; i < collection->name_count; i++) {
		struct dehusk_source *source = &collection->sorted[i];
		source->name = collection->text.data + collection->names[i].at;
		source->name_size = collection->names[i].size;
		source->dates = collection->sorted_dates + date;
		for (; date < collection->date_count && keys[date] >> 32 == i; date++, source->date_count++)
			collection->sorted_dates[date] = (int32_t)(uint32_t)keys[date];
	}
	free(keys);
	qsort(collection->sorted, collection->name_count, sizeof *collection->sorted, compare_sources);
	*sources = collection->sorted;
	*count = collection->name_count;
	return true;
}
