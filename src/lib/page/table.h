// SPDX-License-Identifier: MIT
// Adds lines to the table of the page, with their verdicts, and counts them. Notes the title.
#ifndef DEHUSK_TABLE_H
#define DEHUSK_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "match/classify.h"

// Reasons other than the name of a rule.
extern const char table_no_reason[];
extern const char table_page_date[];

// The number of the line that is being taken.
uint64_t table_number(const struct dehusk *dehusk);

// What a rule says of a line besides its verdict (enum outline_flag). `rule` may be NULL.
unsigned table_flags(const struct dehusk *dehusk, const struct dehusk_rule *rule);

// The verdict of a line that is classified like this.
enum dehusk_verdict table_verdict(const struct classification *classification);

// What a classification left of a line, where it stays until the next feed. NULL data: no memory;
// the status says so.
struct slice table_text(
	struct dehusk *dehusk, struct slice line, const struct classification *classification);

// The functions that return bool return false when memory runs out; the status says so.

// Adds a line for a reason other than a rule.
bool table_unruled(
	struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict, const char *reason);

// Adds a line. `rule`: dropped or edited it; NULL: no rule did.
bool table_ruled(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	struct dehusk_rule *rule);

// What the note of a kept line says, and below that its measure.
#define TABLE_MEASURED ((uint64_t)1 << 63)
#define TABLE_NO_DATE ((uint64_t)1 << 62) // it is no date

// Measures a kept line of which nothing was edited, when it is classified: what a line of the cache
// measures is kept in its note. `note` may be NULL.
void table_measure(struct dehusk *dehusk, struct slice text, uint64_t *note);

// Changes the verdict of a line in the table, and the counts with it.
void table_change(struct dehusk *dehusk, struct dehusk_line *line, enum dehusk_verdict verdict);

// Collects a held line that is the date of the page.
void table_stamp(struct dehusk *dehusk, struct dehusk_line *line);

// Notes the title of the page.
bool table_title(struct dehusk *dehusk, struct slice text);

// Called for each kept line, in order, of a page whose main text is not looked for. Notes the first
// line that may be a title, if it stands above all prose.
bool table_heading(struct dehusk *dehusk, struct slice text);

#endif
