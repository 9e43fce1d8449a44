// SPDX-License-Identifier: MIT
// What renderers print in place of other things: numbers of links, names of images, form fields,
// stars around headings.
#ifndef DEHUSK_MARKS_H
#define DEHUSK_MARKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "dump/browser.h"

struct marks {
	enum tool tool;
	bool links;    // remove link marks
	unsigned link; // the last number removed; they ascend
};

// Appends the text without its marks. False: no memory.
bool marks_strip(struct marks *marks, struct slice text, struct buffer *out);

#endif
