// SPDX-License-Identifier: MIT
// Removes the escape sequences of terminals: colours, links, titles of windows.
#ifndef DEHUSK_ESCAPES_H
#define DEHUSK_ESCAPES_H

#include <stdbool.h>

#include "base/buffer.h"

enum escapes_state {
	ESCAPES_TEXT,
	ESCAPES_BEGUN,       // after ESC
	ESCAPES_CHARSET,     // after ESC and the sign of a set of characters
	ESCAPES_CONTROL,     // in a control sequence
	ESCAPES_STRING,      // in a string
	ESCAPES_STRING_ENDS, // after an ESC in a string
};

// All zero: the beginning of a page.
struct escapes {
	enum escapes_state state;
	char before[2]; // the last bytes of the sequence
	char last;      // the last byte that was kept
	bool removed;   // nothing was kept since the last sequence
	struct buffer text;
};

// Removes the sequences from the next bytes of a page, in UTF-8. The output depends only on the
// bytes of the page. *out is `text` itself, or is borrowed until the next call. False: no memory.
bool escapes_feed(struct escapes *escapes, struct slice text, struct slice *out);

// Ends the page and an unfinished sequence. *out: the last bytes, which are none of the page's: a
// last line that is nothing but sequences is a line, too.
void escapes_end(struct escapes *escapes, struct slice *out);

void escapes_free(struct escapes *escapes);

#endif
