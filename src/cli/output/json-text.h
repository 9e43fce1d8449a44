// SPDX-License-Identifier: MIT
// Parts of JSON that other outputs need, too.
#ifndef DEHUSK_JSON_TEXT_H
#define DEHUSK_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "io.h"

// Puts clean text as it stands in a string.
void json_put_escaped(struct io_out *out, const char *data, size_t size);

// Appends an object of all that --json says of a page that has just ended, but for its text. False:
// no memory.
bool json_append_facts(struct buffer *text, struct dehusk *dehusk);

#endif
