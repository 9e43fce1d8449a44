// SPDX-License-Identifier: MIT
// The metadata of a page, from the lines around its body: the date, the author and the editor.
#ifndef DEHUSK_METADATA_H
#define DEHUSK_METADATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "dehusk.h"

struct metadata;

// The most facts of a page: a limit on memory, far beyond real pages.
#define METADATA_MOST 4096
// The most kept lines above a date that stands alone in the head of the page.
#define METADATA_HEAD_LINES 2

// NULL: no memory.
struct metadata *metadata_new(void);
void metadata_free(struct metadata *metadata);

// Starts a new page.
void metadata_clear(struct metadata *metadata);

// Where a date stands.
enum metadata_place {
	METADATA_SOURCE, // a source line, or a line that belongs to one
	METADATA_OUT,    // another line outside of the body
	METADATA_BODY,
};

// Adds the date of a line (0: none), which may be the date of publication. Lines are numbered from
// 1. False: no memory.
bool metadata_date(
	struct metadata *metadata, uint64_t line, int32_t date, enum metadata_place place);

// The same for a date below the body. It counts only if there is no other date.
void metadata_late(struct metadata *metadata, int32_t date, enum metadata_place place);

// Adds an author whom the body itself names. It counts only if no other line names one. False: no
// memory.
bool metadata_in_text(struct metadata *metadata, struct slice author);

// The lines at the end of a page printed by a text browser. Their metadata counts before all other.
// metadata_open() withdraws it: the page went on.
void metadata_closing_date(struct metadata *metadata, int32_t date);
bool metadata_closing_people(struct metadata *metadata, struct slice author, struct slice editor);
void metadata_open(struct metadata *metadata);

// Adds the people whom a line names (size 0: none). False: no memory.
bool metadata_people(
	struct metadata *metadata, uint64_t line, struct slice author, struct slice editor);

// Adds a kept line, in order. The body begins with the first kept line of prose, unless
// metadata_body() was called before.
void metadata_kept(struct metadata *metadata, uint64_t line, struct slice text);
void metadata_body(struct metadata *metadata, uint64_t line);

// The number of kept lines, up to a limit. metadata_set_kept() restores it if the last of them is
// not kept after all.
unsigned metadata_count_kept(const struct metadata *metadata);
void metadata_set_kept(struct metadata *metadata, unsigned kept);

// Whether the next line is in the head of the page: no prose and few lines were kept above it. It
// depends on kept lines only, so a second run over the output gives the same.
bool metadata_in_head(const struct metadata *metadata);

// Whether the body begins in this line or above it. Dates below do not count.
bool metadata_is_below(const struct metadata *metadata, uint64_t line);

// Whether a line is prose, and not a heading.
bool metadata_is_prose(struct slice text);

// Whether a date is known.
bool metadata_has_date(struct metadata *metadata);

// Whether prose was kept: the head of the page has ended.
bool metadata_has_prose(const struct metadata *metadata);

// The day of the page for its sources: the date nearest above the body, unless it stands in the
// body or in a source line; 0: none. It ignores source lines, so their order does not matter.
int32_t metadata_day(const struct metadata *metadata);

// All metadata of the page. The date is the nearest above the body, or the last in the head if no
// line is prose. The author is the nearest above the body, or else below it. The editor is the
// nearest below the body, or else above it. Valid until the next call with the same `struct
// metadata`.
const struct dehusk_facts *metadata_told(struct metadata *metadata);

#endif
