// SPDX-License-Identifier: MIT
// What renderers print in place of other things: numbers of links, names of images, form fields,
// stars around headings.
#ifndef DEHUSK_MARKERS_H
#define DEHUSK_MARKERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "dump/cells.h"
#include "dump/habits.h"

struct markers {
	const struct habit *habit;
	bool links;    // remove link marks
	unsigned link; // the last number removed; they ascend
	size_t open;   // links of Markdown that the text stands in
};

// Whether a cell begins a heading in stars, which is no part of the line above it.
bool markers_begin_heading(const struct habit *habit, const struct cell *cell);

// Appends the text without its marks. False: no memory.
bool markers_strip(struct markers *marks, struct slice text, struct buffer *out);

#endif
