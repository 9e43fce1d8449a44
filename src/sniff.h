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

// What a page is whose first bytes say nothing: a tar archive, or noise with so many different
// control characters as only binary data has. Text in which one of them was strewn or filled in is
// text still: NULL. Looks at as much of the page as there is, from its first byte on.
const struct dehusk_binary *sniff_whole(struct slice bytes);

#endif
