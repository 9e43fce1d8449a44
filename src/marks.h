// SPDX-License-Identifier: MIT
// What renderers print for things that are no text: numbers of links, names of images, fields of
// forms, stars around headings.
#ifndef DEHUSK_MARKS_H
#define DEHUSK_MARKS_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "rendering.h"

struct marks {
	enum tool tool;
	bool links;    // link marks are to go
	unsigned link; // the last one that went; they ascend
};

// Appends the text without its marks. False: no memory.
bool marks_strip(struct marks *marks, struct slice text, struct buffer *out);

#endif
