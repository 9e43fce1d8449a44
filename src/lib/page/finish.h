// SPDX-License-Identifier: MIT
// What only a page as a whole tells: its main text, its title, and which of its dates is its own.
#ifndef DEHUSK_FINISH_H
#define DEHUSK_FINISH_H

#include <stdbool.h>

#include "base/buffer.h"
#include "dehusk.h"

// Settles what is held of a page, the whole or a window of it, and puts it into the table. `more`:
// the page goes on. False: memory has run out; the status says so.
bool finish_window(struct dehusk *dehusk, bool more);

// The same, if there is no room for such a line beside what is held.
bool finish_full(struct dehusk *dehusk, struct slice text);

#endif
