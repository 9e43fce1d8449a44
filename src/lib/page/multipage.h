// SPDX-License-Identifier: MIT
// Whether a text is several pages run together.
#ifndef DEHUSK_SEVERAL_H
#define DEHUSK_SEVERAL_H

#include <stdbool.h>

#include "page/outline.h"
#include "page/segments.h"

// `line` and `shape` are what the indices of the runs count.
bool several_pages(
	const struct runs *runs, const struct dehusk_line *line, const struct body_line *shape);

#endif
