// SPDX-License-Identifier: MIT
// Takes the lines of a page into its table, one after another.
#ifndef DEHUSK_ASSEMBLE_H
#define DEHUSK_ASSEMBLE_H

#include <stdbool.h>

#include "lines/split.h"

// Takes a line, or a piece of one. A split_sink. False: no memory; the status says so.
bool assemble_take(void *dehusk, const struct line_in *line);

#endif
