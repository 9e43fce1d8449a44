// SPDX-License-Identifier: MIT
// Takes lines into the table with their verdicts.
#ifndef DEHUSK_TAKE_H
#define DEHUSK_TAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "buffer.h"
#include "byline.h"
#include "dehusk.h"

// The functions that return bool give false when memory runs out; then the status says so.

// Takes a line, cleaned, of at most DEHUSK_LINE_MAX bytes.
bool take_line(struct dehusk *dehusk, struct slice text);

// Takes a line that is too long for rules, or a piece of it, if there is `more` to come.
bool take_long(struct dehusk *dehusk, struct slice text, bool more);

// Ends the run of dates and sources that the last lines are, if they are one.
bool take_run_end(struct dehusk *dehusk);

// Notes the title of the page.
bool take_title(struct dehusk *dehusk, struct slice text);

// The lines that are kept of a page whose main text is not looked for, in their order: the first
// that may be a title is noted, if it stands above all prose.
bool take_heading(struct dehusk *dehusk, struct slice text);

// Takes the part of a held line that is left of it, and judges it anew; *flags: enum body_flag.
// What may stand on its next line was read when it was whole. A window_judge.
bool take_part(void *dehusk, struct dehusk_line *line, struct slice part, unsigned *flags);

// Whether a line is a date or a near time, with little besides: BYLINE_DATE or BYLINE_TIME. False
// when memory runs out, too.
bool take_reads_date(struct dehusk *dehusk, struct slice line, struct byline *byline);

// What no line with a label before its date is without.
bool take_has_date_label(struct slice line);

// Gives a held line that is the date of the page its verdict.
void take_stamp(struct dehusk *dehusk, struct dehusk_line *line);

// Collects the outlet that stands beside the date of the page without a label, if no source has
// one; `line`: the line that is nothing but its name, NULL: there is none.
bool take_outlet(struct dehusk *dehusk, struct slice name, int32_t date, struct dehusk_line *line);

#endif
