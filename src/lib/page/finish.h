// SPDX-License-Identifier: MIT
// Finishes a page, or a window of it: a part that is as large as --max-page allows.
#ifndef DEHUSK_FINISH_H
#define DEHUSK_FINISH_H

#include <stdbool.h>

#include "base/buffer.h"
#include "dehusk.h"

// Gives the lines that wait their last verdicts, and decides them. `more`: the page goes on. False:
// no memory; the status says so.
bool finish_window(struct dehusk *dehusk, bool more);

// The same, if the window has no room for this line.
bool finish_full(struct dehusk *dehusk, struct slice text);

#endif
