// SPDX-License-Identifier: MIT
// What the first bytes of a page say: byte order marks, and files that are no text.
#ifndef DEHUSK_SNIFF_H
#define DEHUSK_SNIFF_H

#include "buffer.h"
#include "dehusk.h"
#include "label.h"

enum sniff_result {
	SNIFF_MORE,   // that depends on bytes to come
	SNIFF_NONE,   // they say nothing
	SNIFF_MARK,   // a byte order mark
	SNIFF_BINARY, // no text
};

struct sniff {
	enum coding coding; // of a mark
	size_t size;        // of the mark
	const struct dehusk_binary *binary;
};

// Looks at the first bytes of a page, which may be all of it (`last`).
enum sniff_result sniff(struct slice start, bool last, struct sniff *found);

// Whether the bytes hold so many different control characters as only binary data does. Text in
// which one of them was strewn or filled in is text still.
bool sniff_is_noise(struct slice bytes);
extern const struct dehusk_binary sniff_noise;

#endif
