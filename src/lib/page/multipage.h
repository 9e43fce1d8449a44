// SPDX-License-Identifier: MIT
// Whether a text is several pages run together.
#ifndef DEHUSK_MULTIPAGE_H
#define DEHUSK_MULTIPAGE_H

#include <stdbool.h>

#include "page/outline.h"
#include "page/segments.h"

// `runs`: those of the page.
bool multipage_is_several(const struct segments *runs, const struct outline *page);

// The same for html: whether several documents in it have text, each below its title.
bool multipage_has_documents(const struct outline *page);

#endif
