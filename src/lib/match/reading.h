// SPDX-License-Identifier: MIT
// How a line with left-over markup is read: references as their character, and a label without the
// marks of Markdown around it. Lines are read so only to classify them: they are printed as they
// are.
#ifndef DEHUSK_READING_H
#define DEHUSK_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

// All zero: nothing read. Free it with reading_free().
struct reading {
	struct buffer text;
	uint32_t *origin; // of each byte of the text, and of its end: where it stands in the line
	size_t origin_room;
	size_t decoded; // the end of the last decoded character; 0: none
};

// Whether a cleaned line has something that is not read as it is. Most have not.
bool reading_differs(struct slice line);

// Builds the text of a line that differs. *read, which is the line, gets it. False: no memory.
bool reading_build(struct reading *reading, struct slice line, struct slice *read);

// Reads a cleaned line of at most DEHUSK_LINE_MAX bytes. *read is `line`, if it is read as it is,
// or a cleaned line that is borrowed until the next call. False: no memory.
static inline bool reading_read(struct reading *reading, struct slice line, struct slice *read)
{
	*read = line;
	return line.data == reading->text.data || !reading_differs(line) ||
	       reading_build(reading, line, read);
}

// Where the byte `at` of the last *read, or its end, stands in the line.
size_t reading_origin(const struct reading *reading, struct slice read, size_t at);

void reading_free(struct reading *reading);

#endif
