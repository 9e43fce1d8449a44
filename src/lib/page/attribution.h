// SPDX-License-Identifier: MIT
// Attributes a page: its sources and their dates, its day, and its people.
#ifndef DEHUSK_ATTRIBUTION_H
#define DEHUSK_ATTRIBUTION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "match/classify.h"
#include "meta/byline.h"
#include "meta/metadata.h"
#include "page/state.h"

// The functions that return bool return false when memory runs out; the status says so.

// Adds a source to the page's; its number goes to *source. False with DEHUSK_OK: there are too
// many.
bool attribute(struct dehusk *dehusk, struct slice name, int32_t date, size_t *source);

// Notes when the page may have been published.
bool attribute_day(struct dehusk *dehusk, int32_t date, enum metadata_place place);

// Ends the run of dates and sources that the last lines are, if they are one.
bool attribute_run_end(struct dehusk *dehusk);

// Whether a line is a date that begins a run. A date that cannot be, or be read, is counted, unless
// it was counted as one of a source. `read` is how the line is read, and `fields` are its fields,
// NULL: they are not read yet. `note`: what is remembered with the line, NULL: nothing; it gets
// TABLE_NO_DATE if that is so. False when memory runs out, too.
bool attribute_reads_run(struct dehusk *dehusk, struct slice read, const struct fields *fields,
	uint64_t *note, int32_t *date);

// Begins a run with the date of the line that is being taken.
void attribute_begin_run(struct dehusk *dehusk, int32_t date);

// Takes a source line; `also`: the second source of the line, size 0: none; `rule`: the collector
// or a user's rule; `note`: what is remembered with the line, NULL: nothing.
bool attribute_source(struct dehusk *dehusk, struct slice line, struct slice name,
	struct slice also, int32_t date, struct dehusk_rule *rule, uint64_t *note);

// Collects the outlet that stands beside the date of the page without a label, if no source has
// one; `line`: the line that is nothing but its name, NULL: there is none.
bool attribute_outlet(
	struct dehusk *dehusk, struct slice name, int32_t date, struct dehusk_line *line);

// Whether the line is a date of the sources above; then it is taken. False when memory runs out,
// too.
bool attribute_date(struct dehusk *dehusk, struct slice line);

// Takes a source label without a name, which `rule` found. If a name may follow, the next line is
// asked for it.
bool attribute_label(
	struct dehusk *dehusk, struct slice line, struct dehusk_rule *rule, enum context context);

// Whether the line is the name that the label above waits for; then both are taken. False when
// memory runs out, too.
bool attribute_name(struct dehusk *dehusk, struct slice line);

// Whether a line may name people.
static inline bool attribute_names_people(const struct classification *classification)
{
	return classification->people || classification->result == CLASS_BYLINE ||
	       classification->author.size > 0 || classification->editor.size > 0;
}

// attribute_classified() for a line that has any of these.
bool attribute_all(struct dehusk *dehusk, uint64_t number, struct slice line,
	struct classification *classification);

// Notes what was cut off a line, and whom it names. If there is no room for its sources, the
// classification becomes that of the whole line, which is kept. Most lines have nothing of it.
static inline bool attribute_classified(struct dehusk *dehusk, uint64_t number, struct slice line,
	struct classification *classification)
{
	dehusk->page.count[DEHUSK_COUNT_LIMIT_HITS] += classification->limit_hits;
	dehusk->page.count[DEHUSK_COUNT_UNREAD_DATES] += classification->unread_date;
	return (classification->edited_count == 0 && classification->credit_count == 0 &&
		       !attribute_names_people(classification)) ||
	       attribute_all(dehusk, number, line, classification);
}

// Whether a line is a date or a near time, with little besides: BYLINE_DATE or BYLINE_TIME. False
// when memory runs out, too.
bool attribute_reads_day(struct dehusk *dehusk, struct slice line, struct byline *byline);

#endif
