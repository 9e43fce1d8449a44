// SPDX-License-Identifier: MIT
// What the attributes of a tag say.
#ifndef DEHUSK_ATTRIBUTES_H
#define DEHUSK_ATTRIBUTES_H

#include <stdbool.h>

#include "html/tokenizer.h"

// The first attribute of that name, which is in small letters; NULL: none.
const struct attribute *attribute_find(const struct tag *tag, const char *name);

// What the attributes of a start tag say of its element.
struct attributes_said {
	bool hides; // hidden, or display: none among the declarations of its style
	bool href, open;
};

struct attributes_said attributes_read(const struct tag *tag);

// Whether a word of its class or id says that readers wrote what is in it.
bool attributes_tell_comments(const struct tag *tag);

#endif
