// SPDX-License-Identifier: MIT
// What the attributes of a tag say.
#ifndef DEHUSK_ATTRIBUTES_H
#define DEHUSK_ATTRIBUTES_H

#include <stdbool.h>

#include "html/tokenizer.h"

// The first attribute of that name, which is in small letters; NULL: none.
const struct attribute *attribute_find(const struct tag *tag, const char *name);

// Whether a tag says that its element is not shown: hidden, or display: none among the declarations
// of its style.
bool attributes_hide(const struct tag *tag);

// Whether a word of its class or id says that comments of readers are in the element.
bool attributes_tell_comments(const struct tag *tag);

#endif
