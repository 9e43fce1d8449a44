// SPDX-License-Identifier: MIT
// Finishes a page, or a window of it: its main text, its title, and which of its dates is its own.
#ifndef DEHUSK_FINISH_H
#define DEHUSK_FINISH_H

#include <stdbool.h>

#include "base/buffer.h"
#include "dehusk.h"

// Finishes the held lines and moves them to the table. `more`: the page goes on. False: no memory;
// the status says so.
bool finish_window(struct dehusk *dehusk, bool more);

// The same, if the window has no room for this line.
bool finish_full(struct dehusk *dehusk, struct slice text);

#endif
