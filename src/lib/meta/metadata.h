// SPDX-License-Identifier: MIT
// What the lines around the body of a page say about it: when it was published, who wrote it and
// who edited it.
#ifndef DEHUSK_METADATA_H
#define DEHUSK_METADATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "dehusk.h"

struct metadata;

// A page remembers so many of them: a bound on memory, far beyond real pages.
#define METADATA_MOST 4096
// A date that stands alone, above the body, belongs to its head below no more than two lines.
#define METADATA_HEAD_LINES 2

// NULL: no memory.
struct metadata *metadata_new(void);
void metadata_free(struct metadata *facts);

// Forgets the page's facts.
void metadata_clear(struct metadata *facts);

// Where a date stands.
enum metadata_place {
	METADATA_SOURCE, // in a source line, or in a line that belongs to one
	METADATA_OUT,    // in another line, which is no part of the body
	METADATA_BODY,
};

// A line, numbered from 1, has a date (0: none) that tells when the page was published.
// False: no memory.
bool metadata_date(struct metadata *facts, uint64_t line, int32_t date, enum metadata_place place);

// The same of a date that counts only if there is no other, since it stands below the body.
void metadata_late(struct metadata *facts, int32_t date, enum metadata_place place);

// The text itself names who wrote it: that counts only if no other line does. False: no memory.
bool metadata_in_text(struct metadata *facts, struct slice author);

// The lines that close a page, as the text output of a page ends, count before all others.
// metadata_open() says that the page went on, and they do not.
void metadata_closing_date(struct metadata *facts, int32_t date);
bool metadata_closing_people(struct metadata *facts, struct slice author, struct slice editor);
void metadata_open(struct metadata *facts);

// A line names people (size 0: not). False: no memory.
bool metadata_people(
	struct metadata *facts, uint64_t line, struct slice author, struct slice editor);

// The lines that are kept, in their order. The body begins in the first that is prose, unless
// metadata_body() said so before.
void metadata_kept(struct metadata *facts, uint64_t line, struct slice text);
void metadata_body(struct metadata *facts, uint64_t line);

// How many lines were kept, as far as that counts; to be put back if the last of them is not kept
// after all.
unsigned metadata_count_kept(const struct metadata *facts);
void metadata_set_kept(struct metadata *facts, unsigned kept);

// Whether the next line, if it is a date, would stand in the head of the page: no kept prose is
// above it, and few lines. This knows of kept lines only, so that cleaning a page again finds the
// same.
bool metadata_in_head(const struct metadata *facts);

// Whether the body is known to begin, in this line or above it: dates tell nothing any more.
bool metadata_is_below(const struct metadata *facts, uint64_t line);

// Whether a line is prose, and no heading.
bool metadata_is_prose(struct slice text);

// Whether a date is known already.
bool metadata_has_date(struct metadata *facts);

// Whether a line that is kept is prose: no date is in the head any more.
bool metadata_has_prose(const struct metadata *facts);

// The day that the page gives up: that of the nearest line above the body that is no source line,
// if it is no part of the body; 0: none. This knows of no source line, so that they may stand in
// any order.
int32_t metadata_day(const struct metadata *facts);

// What the page says in all: the date nearest above the body, or in the head where no line is
// prose; the author nearest above the body, or else below; the editor below, or else above. Valid
// until the next call with the same `struct metadata`.
const struct dehusk_facts *metadata_told(struct metadata *facts);

#endif
