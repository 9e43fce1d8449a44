// SPDX-License-Identifier: MIT
// What the attributes of a tag say.
#ifndef DEHUSK_ATTRIBUTES_H
#define DEHUSK_ATTRIBUTES_H

#include <stdbool.h>
#include <stdint.h>

#include "html/tokenizer.h"

// The first attribute of that name, which is in small letters; NULL: none.
const struct attribute *attribute_find(const struct tag *tag, const char *name);

// What the attributes of a start tag say of its element.
struct attributes_said {
	bool hides; // hidden, or display: none among the declarations of its style
	bool href, open;
};

struct attributes_said attributes_read(const struct tag *tag);

// What the words of its class and id say of the lines in it: enum markup_flag.
uint16_t attributes_tell(const struct tag *tag);

#endif
