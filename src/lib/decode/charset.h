// SPDX-License-Identifier: MIT
// The encoding that a page of markup names itself, read from its bytes before they are decoded:
// <meta charset=...>, <meta http-equiv="Content-Type" content="...; charset=...">, and the
// declaration of XML.
#ifndef DEHUSK_CHARSET_H
#define DEHUSK_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "decode/encodings.h"

#define CHARSET_TAG_MOST 1024              // bytes of a tag that are read
#define CHARSET_SEEN_MAX ((size_t)1 << 16) // of a page
#define CHARSET_NEAR 1024 // within these a page names its encoding, as browsers have it

// All zero begins a page.
struct charset {
	enum {
		CHARSET_START,
		CHARSET_TEXT,
		CHARSET_TAG,
		CHARSET_COMMENT,
		CHARSET_ENDED, // nothing is looked for any more
	} stage;
	size_t seen;
	char tag[CHARSET_TAG_MOST]; // what stands between < and > so far
	size_t size;
	char quote, before; // the mark around a value, or NUL; the last byte that is no blank
	unsigned dashes;    // before this byte of a comment
	bool found;
	struct encoding label;
};

// Looks at the next bytes of a page. The first label that is known counts. A page that does not
// begin with a tag has none. Returns how many of the bytes it took, up to the end of a label.
size_t charset_feed(struct charset *charset, struct slice bytes);

// Whether a label may still come.
bool charset_may_come(const struct charset *charset);

#endif
