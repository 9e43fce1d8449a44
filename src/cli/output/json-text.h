// SPDX-License-Identifier: MIT
// Parts of JSON that other outputs need, too.
#ifndef DEHUSK_JSON_TEXT_H
#define DEHUSK_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "output/writers.h"

// Appends an object of all that --json says of a page of `write` that has just ended, but for its
// text, which is `body`. False: no memory.
bool json_append_facts(
	struct buffer *text, struct write *write, struct dehusk *dehusk, struct slice body);

#endif
