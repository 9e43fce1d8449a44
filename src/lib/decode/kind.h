// SPDX-License-Identifier: MIT
// What a text is that is no plain text: html, JSON, mail and the like, told by its beginning.
#ifndef DEHUSK_KIND_H
#define DEHUSK_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "dehusk.h"

// The most of a page that is looked at, in bytes of UTF-8.
#define KIND_MAX ((size_t)1 << 16)

// An answer about the beginning of a text. With more of the text it stays the same.
enum kind_answer {
	KIND_NO,
	KIND_YES,
	KIND_MORE, // more of the text is needed to tell
};

// Whether the text is of a kind other than plain text, and which. `last`: no more of it comes, and
// the answer is not KIND_MORE. With that *found is the first kind that it may still be, NULL: any.
// Text that quotes a tag or a brace is plain text.
enum kind_answer kind_of(struct slice start, bool last, const struct dehusk_kind **found);

// Whether a kind is html.
bool kind_is_html(const struct dehusk_kind *kind);

// Whether a text begins with <?xml, blanks aside.
bool kind_has_prolog(struct slice start);

// Looks at a page while it passes. All zero: a page begins; but keep the buffer.
struct kind_look {
	struct buffer start; // the page so far, until it is decided
	size_t next;         // bytes at which it is worth looking again
	bool decided;
	const struct dehusk_kind *may_be; // until then: the first that it may be, NULL: any
	const struct dehusk_kind *found; // NULL: plain text, as far as is known
};

void kind_begin(struct kind_look *look);

// Looks at the next bytes of the page's text. `last`: the page ends after them. False: no memory.
bool kind_feed(struct kind_look *look, struct slice text, bool last);

#endif
