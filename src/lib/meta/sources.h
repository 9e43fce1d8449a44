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

// Limits on memory, far beyond real pages. At a limit a page gets no more sources or dates.
#define SOURCES_SOURCES 65536
#define SOURCES_YEARS 131072 // years with dates, summed over the sources
#define SOURCES_DATES ((size_t)1 << 20)
#define SOURCES_NAME 120

enum sources_result {
	SOURCES_OK,
	SOURCES_FULL,
	SOURCES_NO_MEMORY,
};

// NULL: no memory.
struct sources *sources_new(void);
void sources_free(struct sources *sources);

// Starts a new page.
void sources_clear(struct sources *sources);

// Whether there is room for `more` sources with a date each.
bool sources_has_room(const struct sources *sources, size_t more);

// Adds a source by its name, or finds it. *source gets its number. Names that differ only in letter
// case or script are one source; the first of them in byte order is printed. Names of more than
// SOURCES_NAME bytes are compared as they are. FULL: nothing was added. Otherwise there is room for
// at least one date, so a source and its date are added together or not at all.
enum sources_result sources_add(struct sources *sources, struct slice name, size_t *source);

// Adds a date to a source. Date 0 adds nothing.
enum sources_result sources_add_date(struct sources *sources, size_t source, int32_t date);

// Whether there are no sources.
bool sources_is_empty(const struct sources *sources);

// Whether any source has this date.
bool sources_has_date(const struct sources *sources, int32_t date);

// The sources in byte order of their names, with ascending dates. Borrowed until the next call with
// the same `struct sources`. False: no memory.
bool sources_sorted(struct sources *sources, const struct dehusk_source **list, size_t *count);

#endif
