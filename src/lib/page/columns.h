// SPDX-License-Identifier: MIT
// Cells of a line as a terminal showed it, and side columns beside the main text.
#ifndef DEHUSK_COLUMNS_H
#define DEHUSK_COLUMNS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "page/features.h"

// Longer lines have no cells.
#define COLUMNS_LINE_MAX ((size_t)1 << 14)

// Whether a raw line, as it came, has two blanks or a tab between other characters.
bool columns_has_gap(struct slice raw);

// The best cell of a line. Two blanks or more separate cells.
struct features columns_best(struct slice raw);

// What is known of a page's side columns.
struct columns;

// NULL: no memory.
struct columns *columns_new(void);
void columns_free(struct columns *columns);
void columns_clear(struct columns *columns);

// Call for every line with a gap. Then columns_are_there() tells whether there are side columns.
void columns_look(struct columns *columns, struct slice raw);
bool columns_are_there(const struct columns *columns);

// Then call for every line from the first on: gives the part of it that stays when side columns are
// cut. This is all of it (the slice itself), some of it, or nothing (size 0).
struct slice columns_cut(struct columns *columns, struct slice raw);

#endif
