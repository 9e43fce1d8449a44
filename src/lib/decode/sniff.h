// SPDX-License-Identifier: MIT
// What the first bytes of a page show: byte order marks, and files that are no text.
#ifndef DEHUSK_SNIFF_H
#define DEHUSK_SNIFF_H

#include "base/buffer.h"
#include "decode/encodings.h"
#include "dehusk.h"

enum sniff_result {
	SNIFF_MORE,   // more bytes are needed to tell
	SNIFF_NONE,   // neither
	SNIFF_MARK,   // a byte order mark
	SNIFF_BINARY, // a file that is no text
};

struct sniff {
	enum coding coding; // the mark's encoding
	size_t size;        // the mark's length
	const struct dehusk_kind *binary;
};

// Looks at the first bytes of a page. `last`: they are the whole page.
enum sniff_result sniff(struct slice start, bool last, struct sniff *found);

// Looks at all of the page so far, from its first byte, after sniff() found nothing. Finds tar
// archives, and binary data by the many kinds of control characters in it. NULL: text. One kind of
// control character strewn into text is still text.
const struct dehusk_kind *sniff_whole(struct slice bytes);

#endif
