// SPDX-License-Identifier: MIT
// The sources of a page with their dates: unique, sorted, bounded.
//
// The dates of a source in a year are one bitmap, so that they are unique and sorted for nothing,
// and lie together. Spellings of one name differ in letter case and script only, and so are of one
// length: the first of them in byte order takes the place of the others.
#include "meta/sources.h"

#include <stdlib.h>
#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"

// A hash table of numbers: slots hold index + 1, and there are always more than twice as many as
// entries.
struct index {
	uint32_t *slots;
	size_t room; // a power of two, or 0
};

struct name {
	size_t at, size; // in `text`: the key, and behind it the name as it is printed
};

// The days of a year, 31 bits a month.
struct year {
	uint32_t source;
	int32_t year;
	uint64_t days[6];
};

struct sources {
	uint64_t seed; // differs from run to run, so that no page can be made to collide
	struct buffer text;
	struct name *names;
	size_t name_count, name_room;
	struct year *years;
	size_t year_count, year_room;
	size_t date_count; // bits set in them
	struct index by_name, by_year;
	struct dehusk_source *sorted;
	int32_t *sorted_dates;
};

struct sources *sources_new(void)
{
	struct sources *collection = calloc(1, sizeof *collection);
	if (collection)
		collection->seed = (uintptr_t)collection;
	return collection;
}

void sources_free(struct sources *collection)
{
	if (!collection)
		return;
	buffer_free(&collection->text);
	free(collection->names);
	free(collection->years);
	free(collection->by_name.slots);
	free(collection->by_year.slots);
	free(collection->sorted);
	free(collection->sorted_dates);
	free(collection);
}

static void index_clear(struct index *index)
{
	if (index->slots)
		memset(index->slots, 0, index->room * sizeof *index->slots);
}

void sources_clear(struct sources *collection)
{
	if (collection->name_count == 0)
		return;
	buffer_clear(&collection->text);
	collection->name_count = collection->year_count = collection->date_count = 0;
	index_clear(&collection->by_name);
	index_clear(&collection->by_year);
}

static uint64_t mix(uint64_t value)
{
	value ^= value >> 32;
	value *= 0xD6E8FEB86659FD93u;
	value ^= value >> 32;
	value *= 0xD6E8FEB86659FD93u;
	return value ^ value >> 32;
}

static uint64_t name_hash(const struct sources *collection, struct slice name)
{
	uint64_t hash = collection->seed + name.size;
	for (size_t at = 0; at < name.size; at += sizeof hash) {
		uint64_t word = 0;
		memcpy(&word, name.data + at,
			name.size - at < sizeof word ? name.size - at : sizeof word);
		hash = mix(hash ^ word);
	}
	return hash;
}

static uint64_t hash_of_name(const struct sources *collection, size_t i)
{
	const struct name *name = &collection->names[i];
	return name_hash(collection, (struct slice){collection->text.data + name->at, name->size});
}

static uint64_t year_hash(const struct sources *collection, size_t source, int32_t year)
{
	return mix(collection->seed ^ ((uint64_t)source << 32 | (uint32_t)year));
}

static uint64_t hash_of_year(const struct sources *collection, size_t i)
{
	return year_hash(collection, collection->years[i].source, collection->years[i].year);
}

// Makes room for one entry more than `count`; the old entries are filed anew by hash_of().
static bool index_reserve(struct index *index, size_t count, const struct sources *collection,
	uint64_t (*hash_of)(const struct sources *, size_t))
{
	if (count < index->room / 2)
		return true;
	size_t room = index->room ? index->room : 64;
	while (count >= room / 2)
		room *= 2;
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

static bool is_named(const struct sources *collection, size_t i, struct slice name)
{
	const struct name *have = &collection->names[i];
	return have->size == name.size &&
	       memcmp(collection->text.data + have->at, name.data, name.size) == 0;
}

// What the spellings of a name have in common. The key may be the name itself.
static struct slice key_of(struct slice name, char room[SOURCES_NAME])
{
	if (name.size > SOURCES_NAME)
		return name;
	if (!hanzi_simplify(name.data, name.size, room))
		memcpy(room, name.data, name.size);
	for (size_t i = 0; i < name.size; i++)
		room[i] = to_lower(room[i]);
	return (struct slice){room, name.size};
}

// Takes another spelling of a name, if that is the one to print.
static void spell(struct sources *collection, size_t source, struct slice name)
{
	char *printed = collection->text.data + collection->names[source].at + name.size;
	if (memcmp(name.data, printed, name.size) < 0)
		memcpy(printed, name.data, name.size);
}

bool sources_has_room(const struct sources *collection, size_t sources)
{
	return collection->name_count + sources <= SOURCES_SOURCES &&
	       collection->year_count + sources <= SOURCES_YEARS &&
	       collection->date_count + sources <= SOURCES_DATES;
}

enum sources_result sources_add(struct sources *collection, struct slice name, size_t *source)
{
	if (collection->year_count == SOURCES_YEARS || collection->date_count == SOURCES_DATES)
		return SOURCES_FULL;
	if (!index_reserve(&collection->by_name, collection->name_count, collection, hash_of_name))
		return SOURCES_NO_MEMORY;
	char room[SOURCES_NAME];
	struct slice key = key_of(name, room);
	size_t last = collection->by_name.room - 1;
	size_t slot = (size_t)name_hash(collection, key) & last;
	for (; collection->by_name.slots[slot] != 0; slot = (slot + 1) & last) {
		*source = collection->by_name.slots[slot] - 1;
		if (is_named(collection, *source, key)) {
			spell(collection, *source, name);
			return SOURCES_OK;
		}
	}
	if (collection->name_count == SOURCES_SOURCES)
		return SOURCES_FULL;
	void *names = collection->names;
	if (!array_reserve(&names, &collection->name_room, collection->name_count + 1,
		    sizeof *collection->names))
		return SOURCES_NO_MEMORY;
	collection->names = names;
	size_t at = collection->text.size;
	if (!buffer_reserve(&collection->text, 2 * name.size) ||
		!buffer_append(&collection->text, key.data, key.size) ||
		!buffer_append(&collection->text, name.data, name.size))
		return SOURCES_NO_MEMORY;
	*source = collection->name_count;
	collection->names[collection->name_count++] = (struct name){.at = at, .size = name.size};
	collection->by_name.slots[slot] = (uint32_t)collection->name_count;
	return SOURCES_OK;
}

// The year of a source, added if it is new; NULL with *result if it cannot be.
static struct year *find_year(
	struct sources *collection, size_t source, int32_t year, enum sources_result *result)
{
	*result = SOURCES_NO_MEMORY;
	if (!index_reserve(&collection->by_year, collection->year_count, collection, hash_of_year))
		return NULL;
	size_t last = collection->by_year.room - 1;
	size_t slot = (size_t)year_hash(collection, source, year) & last;
	for (; collection->by_year.slots[slot] != 0; slot = (slot + 1) & last) {
		struct year *have = &collection->years[collection->by_year.slots[slot] - 1];
		if (have->source == source && have->year == year)
			return have;
	}
	*result = SOURCES_FULL;
	if (collection->year_count == SOURCES_YEARS)
		return NULL;
	void *years = collection->years;
	*result = SOURCES_NO_MEMORY;
	if (!array_reserve(&years, &collection->year_room, collection->year_count + 1,
		    sizeof *collection->years))
		return NULL;
	collection->years = years;
	struct year *added = &collection->years[collection->year_count++];
	*added = (struct year){.source = (uint32_t)source, .year = year};
	collection->by_year.slots[slot] = (uint32_t)collection->year_count;
	return added;
}

enum sources_result sources_add_date(struct sources *collection, size_t source, int32_t date)
{
	enum sources_result result;
	if (date == 0)
		return SOURCES_OK;
	uint32_t months = (uint32_t)date / 100;
	struct year *year = find_year(collection, source, (int32_t)(months / 100), &result);
	if (!year)
		return result;
	uint32_t day = (months % 100 - 1) * 31 + (uint32_t)date % 100 - 1;
	uint64_t bit = (uint64_t)1 << day % 64;
	if (year->days[day / 64] & bit)
		return SOURCES_OK;
	if (collection->date_count == SOURCES_DATES)
		return SOURCES_FULL;
	collection->date_count++;
	year->days[day / 64] |= bit;
	return SOURCES_OK;
}

bool sources_is_empty(const struct sources *collection)
{
	return collection->name_count == 0;
}

bool sources_has_date(const struct sources *collection, int32_t date)
{
	uint32_t day = ((uint32_t)date / 100 % 100 - 1) * 31 + (uint32_t)date % 100 - 1;
	for (size_t i = 0; i < collection->year_count && date != 0; i++)
		if (collection->years[i].year == date / 10000 &&
			(collection->years[i].days[day / 64] >> day % 64 & 1) != 0)
			return true;
	return false;
}

static int compare_years(const void *a, const void *b)
{
	const struct year *left = a, *right = b;
	if (left->source != right->source)
		return left->source < right->source ? -1 : 1;
	return (left->year > right->year) - (left->year < right->year);
}

static int compare_sources(const void *a, const void *b)
{
	const struct dehusk_source *left = a, *right = b;
	size_t common = left->name_size < right->name_size ? left->name_size : right->name_size;
	int order = memcmp(left->name, right->name, common);
	return order != 0 ? order
			  : (left->name_size > right->name_size) -
				    (left->name_size < right->name_size);
}

// Writes out the dates of a year.
static void list_dates(const struct year *year, struct dehusk_source *source, int32_t *dates)
{
	for (size_t word = 0; word < sizeof year->days / sizeof year->days[0]; word++)
		for (uint64_t bits = year->days[word]; bits != 0; bits &= bits - 1) {
			int32_t day = (int32_t)(word * 64) + __builtin_ctzll(bits);
			dates[source->date_count++] =
				10000 * year->year + 100 * (day / 31 + 1) + day % 31 + 1;
		}
}

static bool make_room(struct sources *collection)
{
	free(collection->sorted);
	free(collection->sorted_dates);
	collection->sorted = calloc(collection->name_count + 1, sizeof *collection->sorted);
	collection->sorted_dates =
		calloc(collection->date_count + 1, sizeof *collection->sorted_dates);
	return collection->sorted && collection->sorted_dates;
}

bool sources_sorted(struct sources *collection, const struct dehusk_source **sources, size_t *count)
{
	if (!make_room(collection))
		return false;
	int32_t *dates = collection->sorted_dates;
	// Sorting moves the years away from where the index has them: it is made anew if more are
	// added.
	if (collection->year_count > 0)
		qsort(collection->years, collection->year_count, sizeof *collection->years,
			compare_years);
	free(collection->by_year.slots);
	collection->by_year = (struct index){0};
	for (size_t i = 0, year = 0; i < collection->name_count; i++) {
		struct dehusk_source *source = &collection->sorted[i];
		source->name =
			collection->text.data + collection->names[i].at + collection->names[i].size;
		source->name_size = collection->names[i].size;
		source->dates = dates;
		for (; year < collection->year_count && collection->years[year].source == i; year++)
			list_dates(&collection->years[year], source, dates);
		dates += source->date_count;
	}
	if (collection->name_count > 0)
		qsort(collection->sorted, collection->name_count, sizeof *collection->sorted,
			compare_sources);
	*sources = collection->sorted;
	*count = collection->name_count;
	return true;
}
