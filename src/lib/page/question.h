// SPDX-License-Identifier: MIT
// Whether a page asks its readers something.
#ifndef DEHUSK_QUESTION_H
#define DEHUSK_QUESTION_H

#include <stdbool.h>

#include "page/outline.h"

// Whether a page asks something: in its first lines, in its first paragraph, or right above that.
bool question_is_asked(const struct outline *page);

#endif
