// SPDX-License-Identifier: MIT
// Puts lines into the table of the page, with their verdicts and what is counted of them; the title
// of the page.
#ifndef DEHUSK_TABLE_H
#define DEHUSK_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "dehusk.h"

// Reasons that are no rule's name.
extern const char table_no_reason[];
extern const char table_page_date[];

// The number of the line that is being taken.
uint64_t table_number(const struct dehusk *dehusk);

// The line before the one that is being taken. There has to be one.
struct dehusk_line *table_above(struct dehusk *dehusk);

// What a rule says of a line besides its verdict (enum outline_flag). `rule` may be NULL.
unsigned table_flags(const struct dehusk *dehusk, const struct dehusk_rule *rule);

// The functions that return bool return false when memory runs out; the status says so.

// Adds a line, or a piece of one, if there is `more` to come, to the table that is handed out.
bool table_add(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	const char *reason, bool more);

// Adds a line for a reason that is no rule.
bool table_unruled(
	struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict, const char *reason);

// Adds a line that a rule dropped or touched, or none (NULL).
bool table_ruled(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	struct dehusk_rule *rule);

// Gives a line of the table another verdict, and counts it as that.
void table_change(struct dehusk *dehusk, struct dehusk_line *line, enum dehusk_verdict verdict);

// Gives a held line that is the date of the page its verdict.
void table_stamp(struct dehusk *dehusk, struct dehusk_line *line);

// Notes the title of the page.
bool table_title(struct dehusk *dehusk, struct slice text);

// To be called for each kept line of a page whose main text is not looked for, in order. Notes the
// first that may be a title, if it stands above all prose.
bool table_heading(struct dehusk *dehusk, struct slice text);

#endif
