// SPDX-License-Identifier: MIT
// Takes the lines of a page into its table, one after another.
#ifndef DEHUSK_ASSEMBLE_H
#define DEHUSK_ASSEMBLE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "dehusk.h"

// Both return false when memory runs out; the status says so.

// Takes a line, cleaned, of at most DEHUSK_LINE_MAX bytes.
bool assemble_line(struct dehusk *dehusk, struct slice text);

// Takes a line that is too long for rules, or a piece of it, if there is `more` to come.
bool assemble_long(struct dehusk *dehusk, struct slice text, bool more);

#endif
