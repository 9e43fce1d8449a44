// SPDX-License-Identifier: MIT
// The sources of a page with their dates: unique, sorted, bounded.
#ifndef DEHUSK_COLLECT_H
#define DEHUSK_COLLECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "dehusk.h"

struct collection;

// Above these a page gets no further source or date: bounds on memory, far beyond real pages.
#define COLLECT_SOURCES 65536
#define COLLECT_YEARS 131072 // in which sources have dates, summed over the sources
#define COLLECT_DATES ((size_t)1 << 20)
#define COLLECT_NAME 120

enum collect_result {
	COLLECT_OK,
	COLLECT_FULL,
	COLLECT_NO_MEMORY,
};

// NULL: no memory.
struct collection *collect_new(void);
void collect_free(struct collection *collection);

// Forgets the page's sources.
void collect_clear(struct collection *collection);

// Whether so many sources more, with a date each, find room.
bool collect_has_room(const struct collection *collection, size_t sources);

// Adds a source by its name, or finds it; *source gets its number. Names that differ in letter case
// and in simplified and traditional characters only are one source, whose name is the first of them
// in byte order; names of more than COLLECT_NAME bytes are compared as they are. FULL: nothing was
// added. Otherwise there is room for one date at least, so that both are added or neither.
enum collect_result collect_source(
	struct collection *collection, struct slice name, size_t *source);

// Adds a date to a source; none (0) is as good as added.
enum collect_result collect_date(struct collection *collection, size_t source, int32_t date);

// Whether there is no source.
bool collect_is_empty(const struct collection *collection);

// Whether any source has this date.
bool collect_has_date(const struct collection *collection, int32_t date);

// The sources in byte order of their names, dates ascending; borrowed until the next call with the
// same collection. False: no memory.
bool collect_sorted(
	struct collection *collection, const struct dehusk_source **sources, size_t *count);

#endif
