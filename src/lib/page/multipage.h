// SPDX-License-Identifier: MIT
// Whether a text is several pages run together.
#ifndef DEHUSK_MULTIPAGE_H
#define DEHUSK_MULTIPAGE_H

#include <stdbool.h>

#include "page/outline.h"
#include "page/segments.h"

// `line` and `shape` are what the indices of the runs count.
bool multipage_is_several(const struct segments *runs, const struct dehusk_line *line,
	const struct outline_line *shape);

#endif
