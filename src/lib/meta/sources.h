// SPDX-License-Identifier: MIT
// The sources of a page with their dates: unique, sorted, bounded.
#ifndef DEHUSK_SOURCES_H
#define DEHUSK_SOURCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "dehusk.h"

struct sources;

// Above these a page gets no further source or date: bounds on memory, far beyond real pages.
#define SOURCES_SOURCES 65536
#define SOURCES_YEARS 131072 // in which sources have dates, summed over the sources
#define SOURCES_DATES ((size_t)1 << 20)
#define SOURCES_NAME 120

enum sources_result {
	SOURCES_OK,
	SOURCES_FULL,
	SOURCES_NO_MEMORY,
};

// NULL: no memory.
struct sources *sources_new(void);
void sources_free(struct sources *collection);

// Forgets the page's sources.
void sources_clear(struct sources *collection);

// Whether so many sources more, with a date each, find room.
bool sources_has_room(const struct sources *collection, size_t sources);

// Adds a source by its name, or finds it; *source gets its number. Names that differ in letter case
// and in simplified and traditional characters only are one source, whose name is the first of them
// in byte order; names of more than SOURCES_NAME bytes are compared as they are. FULL: nothing was
// added. Otherwise there is room for one date at least, so that both are added or neither.
enum sources_result sources_add(struct sources *collection, struct slice name, size_t *source);

// Adds a date to a source; none (0) is as good as added.
enum sources_result sources_add_date(struct sources *collection, size_t source, int32_t date);

// Whether there is no source.
bool sources_is_empty(const struct sources *collection);

// Whether any source has this date.
bool sources_has_date(const struct sources *collection, int32_t date);

// The sources in byte order of their names, dates ascending; borrowed until the next call with the
// same collection. False: no memory.
bool sources_sorted(
	struct sources *collection, const struct dehusk_source **sources, size_t *count);

#endif
