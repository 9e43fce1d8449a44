// SPDX-License-Identifier: MIT
// The sources of a page with their dates: unique, sorted, bounded.
//
// The dates of a source in one year are a bitmap, so they are unique and sorted. The spellings of a
// name differ only in letter case and script, and have the same length. So the first of them in
// byte order can replace another one in place.
#include "meta/sources.h"

#include <stdlib.h>
#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"

// A hash table with linear probing. Slots hold index + 1, and at least half of them are free.
struct index {
	uint32_t *slots;
	size_t room; // a power of two, or 0
};

struct name {
	size_t at, size; // in `text`: the key, and behind it the printed name
};

// The days of a year, 31 bits a month.
struct year {
	uint32_t source;
	int32_t year;
	uint64_t days[6];
};

struct sources {
	uint64_t seed; // differs from run to run, so that no page can force collisions
	struct buffer text;
	struct name *names;
	size_t name_count, name_room;
	struct year *years;
	size_t year_count, year_room;
	size_t date_count; // the number of bits set in them
	struct index by_name, by_year;
	struct dehusk_source *sorted;
	int32_t *sorted_dates;
};

struct sources *sources_new(void)
{
	struct sources *sources = calloc(1, sizeof *sources);
	if (sources)
		sources->seed = (uintptr_t)sources;
	return sources;
}

void sources_free(struct sources *sources)
{
	if (!sources)
		return;
	buffer_free(&sources->text);
	free(sources->names);
	free(sources->years);
	free(sources->by_name.slots);
	free(sources->by_year.slots);
	free(sources->sorted);
	free(sources->sorted_dates);
	free(sources);
}

static void index_clear(struct index *index)
{
	if (index->slots)
		memset(index->slots, 0, index->room * sizeof *index->slots);
}

void sources_clear(struct sources *sources)
{
	if (sources->name_count == 0)
		return;
	buffer_clear(&sources->text);
	sources->name_count = sources->year_count = sources->date_count = 0;
	index_clear(&sources->by_name);
	index_clear(&sources->by_year);
}

static uint64_t mix_bits(uint64_t value)
{
	value ^= value >> 32;
	value *= 0xD6E8FEB86659FD93u;
	value ^= value >> 32;
	value *= 0xD6E8FEB86659FD93u;
	return value ^ value >> 32;
}

static uint64_t name_hash(const struct sources *sources, struct slice name)
{
	uint64_t hash = sources->seed + name.size;
	for (size_t at = 0; at < name.size; at += sizeof hash) {
		uint64_t word = 0;
		memcpy(&word, name.data + at,
			name.size - at < sizeof word ? name.size - at : sizeof word);
		hash = mix_bits(hash ^ word);
	}
	return hash;
}

static uint64_t hash_of_name(const struct sources *sources, size_t i)
{
	const struct name *name = &sources->names[i];
	return name_hash(sources, (struct slice){sources->text.data + name->at, name->size});
}

static uint64_t year_hash(const struct sources *sources, size_t source, int32_t year)
{
	return mix_bits(sources->seed ^ ((uint64_t)source << 32 | (uint32_t)year));
}

static uint64_t hash_of_year(const struct sources *sources, size_t i)
{
	return year_hash(sources, sources->years[i].source, sources->years[i].year);
}

// Makes room for one more entry than `count`. The old entries are inserted again by hash_of().
static bool index_reserve(struct index *index, size_t count, const struct sources *sources,
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
		size_t slot = (size_t)hash_of(sources, i) & (room - 1);
		while (slots[slot] != 0)
			slot = (slot + 1) & (room - 1);
		slots[slot] = (uint32_t)i + 1;
	}
	free(index->slots);
	*index = (struct index){slots, room};
	return true;
}

static bool is_source_named(const struct sources *sources, size_t i, struct slice name)
{
	const struct name *have = &sources->names[i];
	return have->size == name.size &&
	       memcmp(sources->text.data + have->at, name.data, name.size) == 0;
}

// The key that all spellings of a name share. It may be the name itself.
static struct slice name_key(struct slice name, char room[SOURCES_NAME])
{
	if (name.size > SOURCES_NAME)
		return name;
	if (!hanzi_simplify(name.data, name.size, room))
		memcpy(room, name.data, name.size);
	for (size_t i = 0; i < name.size; i++)
		room[i] = to_lower(room[i]);
	return (struct slice){room, name.size};
}

// Prints this spelling of a name from now on if it is the first in byte order.
static void choose_spelling(struct sources *sources, size_t source, struct slice name)
{
	char *printed = sources->text.data + sources->names[source].at + name.size;
	if (memcmp(name.data, printed, name.size) < 0)
		memcpy(printed, name.data, name.size);
}

bool sources_has_room(const struct sources *sources, size_t more)
{
	return sources->name_count + more <= SOURCES_SOURCES &&
	       sources->year_count + more <= SOURCES_YEARS &&
	       sources->date_count + more <= SOURCES_DATES;
}

enum sources_result sources_add(struct sources *sources, struct slice name, size_t *source)
{
	if (sources->year_count == SOURCES_YEARS || sources->date_count == SOURCES_DATES)
		return SOURCES_FULL;
	if (!index_reserve(&sources->by_name, sources->name_count, sources, hash_of_name))
		return SOURCES_NO_MEMORY;
	char room[SOURCES_NAME];
	struct slice key = name_key(name, room);
	size_t last = sources->by_name.room - 1;
	size_t slot = (size_t)name_hash(sources, key) & last;
	for (; sources->by_name.slots[slot] != 0; slot = (slot + 1) & last) {
		*source = sources->by_name.slots[slot] - 1;
		if (is_source_named(sources, *source, key)) {
			choose_spelling(sources, *source, name);
			return SOURCES_OK;
		}
	}
	if (sources->name_count == SOURCES_SOURCES)
		return SOURCES_FULL;
	void *names = sources->names;
	if (!array_reserve(
		    &names, &sources->name_room, sources->name_count + 1, sizeof *sources->names))
		return SOURCES_NO_MEMORY;
	sources->names = names;
	size_t at = sources->text.size;
	if (!buffer_reserve(&sources->text, 2 * name.size) ||
		!buffer_append(&sources->text, key.data, key.size) ||
		!buffer_append(&sources->text, name.data, name.size))
		return SOURCES_NO_MEMORY;
	*source = sources->name_count;
	sources->names[sources->name_count++] = (struct name){.at = at, .size = name.size};
	sources->by_name.slots[slot] = (uint32_t)sources->name_count;
	return SOURCES_OK;
}

// The year of a source, added if it is new. NULL: *result says why.
static struct year *find_year(
	struct sources *sources, size_t source, int32_t year, enum sources_result *result)
{
	*result = SOURCES_NO_MEMORY;
	if (!index_reserve(&sources->by_year, sources->year_count, sources, hash_of_year))
		return NULL;
	size_t last = sources->by_year.room - 1;
	size_t slot = (size_t)year_hash(sources, source, year) & last;
	for (; sources->by_year.slots[slot] != 0; slot = (slot + 1) & last) {
		struct year *have = &sources->years[sources->by_year.slots[slot] - 1];
		if (have->source == source && have->year == year)
			return have;
	}
	*result = SOURCES_FULL;
	if (sources->year_count == SOURCES_YEARS)
		return NULL;
	void *years = sources->years;
	*result = SOURCES_NO_MEMORY;
	if (!array_reserve(
		    &years, &sources->year_room, sources->year_count + 1, sizeof *sources->years))
		return NULL;
	sources->years = years;
	struct year *added = &sources->years[sources->year_count++];
	*added = (struct year){.source = (uint32_t)source, .year = year};
	sources->by_year.slots[slot] = (uint32_t)sources->year_count;
	return added;
}

enum sources_result sources_add_date(struct sources *sources, size_t source, int32_t date)
{
	enum sources_result result;
	if (date == 0)
		return SOURCES_OK;
	uint32_t months = (uint32_t)date / 100;
	struct year *year = find_year(sources, source, (int32_t)(months / 100), &result);
	if (!year)
		return result;
	uint32_t day = (months % 100 - 1) * 31 + (uint32_t)date % 100 - 1;
	uint64_t bit = (uint64_t)1 << day % 64;
	if (year->days[day / 64] & bit)
		return SOURCES_OK;
	if (sources->date_count == SOURCES_DATES)
		return SOURCES_FULL;
	sources->date_count++;
	year->days[day / 64] |= bit;
	return SOURCES_OK;
}

bool sources_is_empty(const struct sources *sources)
{
	return sources->name_count == 0;
}

bool sources_has_date(const struct sources *sources, int32_t date)
{
	uint32_t day = ((uint32_t)date / 100 % 100 - 1) * 31 + (uint32_t)date % 100 - 1;
	for (size_t i = 0; i < sources->year_count && date != 0; i++)
		if (sources->years[i].year == date / 10000 &&
			(sources->years[i].days[day / 64] >> day % 64 & 1) != 0)
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
	size_t size = left->name.size, other = right->name.size;
	int order = memcmp(left->name.text, right->name.text, size < other ? size : other);
	return order != 0 ? order : (size > other) - (size < other);
}

// Appends the dates of a year.
static void list_dates(const struct year *year, struct dehusk_source *source, int32_t *dates)
{
	for (size_t word = 0; word < sizeof year->days / sizeof year->days[0]; word++)
		for (uint64_t bits = year->days[word]; bits != 0; bits &= bits - 1) {
			int32_t day = (int32_t)(word * 64) + __builtin_ctzll(bits);
			dates[source->date_count++] =
				10000 * year->year + 100 * (day / 31 + 1) + day % 31 + 1;
		}
}

static bool reserve_sorted(struct sources *sources)
{
	free(sources->sorted);
	free(sources->sorted_dates);
	sources->sorted = calloc(sources->name_count + 1, sizeof *sources->sorted);
	sources->sorted_dates = calloc(sources->date_count + 1, sizeof *sources->sorted_dates);
	return sources->sorted && sources->sorted_dates;
}

bool sources_sorted(struct sources *sources, const struct dehusk_source **list, size_t *count)
{
	if (!reserve_sorted(sources))
		return false;
	int32_t *dates = sources->sorted_dates;
	// Sorting moves the years, so their index is invalid. It is rebuilt when more are added.
	if (sources->year_count > 0)
		qsort(sources->years, sources->year_count, sizeof *sources->years, compare_years);
	free(sources->by_year.slots);
	sources->by_year = (struct index){0};
	for (size_t i = 0, year = 0; i < sources->name_count; i++) {
		struct dehusk_source *source = &sources->sorted[i];
		const struct name *name = &sources->names[i];
		source->name = (struct dehusk_name){
			sources->text.data + name->at + name->size, name->size};
		source->dates = dates;
		for (; year < sources->year_count && sources->years[year].source == i; year++)
			list_dates(&sources->years[year], source, dates);
		dates += source->date_count;
	}
	if (sources->name_count > 0)
		qsort(sources->sorted, sources->name_count, sizeof *sources->sorted,
			compare_sources);
	*list = sources->sorted;
	*count = sources->name_count;
	return true;
}
