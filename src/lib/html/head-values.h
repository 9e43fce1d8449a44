// SPDX-License-Identifier: MIT
// What the meta and link elements of a page say of it.
#ifndef DEHUSK_HEAD_VALUES_H
#define DEHUSK_HEAD_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "html/tokenizer.h"

enum head_key {
	HEAD_PUBLISHED,
	HEAD_AUTHOR,
	HEAD_SITE,
	HEAD_URL,
	HEAD_TITLE, // the text of the title element, as a line
	HEAD_KEYS,
};

// All zero: nothing is known. Values are as they stand there, references replaced.
struct head_values {
	struct buffer value[HEAD_KEYS];
	uint8_t rank[HEAD_KEYS]; // of the name that it stands under, from 1
};

void head_values_clear(struct head_values *head);
void head_values_free(struct head_values *head);

// Takes a start tag of meta or link. The first value under the surest name counts. False: no
// memory.
bool head_values_take(struct head_values *head, const struct tag *tag);

#endif
