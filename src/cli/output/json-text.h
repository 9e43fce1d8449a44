// SPDX-License-Identifier: MIT
// Parts of JSON that other outputs need, too.
#ifndef DEHUSK_JSON_TEXT_H
#define DEHUSK_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "dehusk.h"

// Appends an object of all that --json says of a page that has just ended, but for its text.
// `digests`: of the rules, as write_digests() composes them. False: no memory.
bool json_append_facts(struct buffer *text, struct dehusk *dehusk, const char *digests);

#endif
