// SPDX-License-Identifier: MIT
// Cells of a line as a terminal showed it, and columns of them beside the main text.
#ifndef DEHUSK_COLUMNS_H
#define DEHUSK_COLUMNS_H

#include <stdbool.h>
#include <stdint.h>

#include "buffer.h"
#include "measure.h"

// Longer lines have no cells.
#define COLUMNS_LINE_MAX ((size_t)1 << 14)

// Whether a raw line, as it came, has two blanks or a tab between other characters.
bool columns_has_gap(struct slice raw);

// The best cell of a line, where cells are parted by two blanks or more.
struct measure columns_best(struct slice raw);

// What is learnt of a page's columns, line by line.
struct columns;

// NULL: no memory.
struct columns *columns_new(void);
void columns_free(struct columns *columns);
void columns_clear(struct columns *columns);

// First every line with a gap is looked at; then it is known whether there are side columns.
void columns_look(struct columns *columns, struct slice raw);
bool columns_are_there(const struct columns *columns);

// Then every line is asked, from the first on: which part of it stays when side columns are cut.
// All of it (the slice itself), some of it, or nothing (size 0).
struct slice columns_cut(struct columns *columns, struct slice raw);

#endif
