// SPDX-License-Identifier: MIT
// Which encoding a page is in, decided once, as a function of its bytes alone.
#ifndef DEHUSK_DETECT_H
#define DEHUSK_DETECT_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "codes.h"
#include "label.h"
#include "sniff.h"

// The order in which the bytes are asked:
//   1. A byte order mark, or how a file begins that is no text. A mark of UTF-16 before bytes that
//      are UTF-8 is an error of whoever put it there: the text is UTF-8.
//   2. UTF-16 and UTF-32 without a mark, by what they have in the first 256 bytes: NUL beside
//   ASCII,
//      and common ideographs. Text of any other kind shows in its first ten bytes or so that it is
//      neither; up to then nothing passes, for ideographs of UTF-16 can look like ASCII.
//   3. ASCII says nothing, and passes.
//   4. UTF-8, if well-formed sequences outnumber ill-formed ones 20 to 1.
//   5. Else UTF-8, GB18030 or Big5, whichever reading of the bytes is likeliest text.
// 4 and 5 are decided at 64 characters beyond ASCII, at 64 KiB after the first, at the end of the
// page, or, for UTF-8, at the end of a line after several common ideographs and nothing ill-formed:
// in no other encoding do common characters make such bytes.
struct detect {
	enum { DETECT_START, DETECT_MARKED, DETECT_WIDE, DETECT_ASCII, DETECT_TEXT } stage;
	struct sniff mark; // for DETECT_MARKED
	bool whole;        // for DETECT_TEXT: the sample is all of the page
	size_t at;         // bytes of the sample that are looked at as UTF-8, in which there are
	size_t valid, ill_formed, common; // sequences, and ideographs and the like that are common
	size_t high;                      // bytes beyond ASCII
};

#define DETECT_HELD_MAX ((size_t)1 << 16) // undecided bytes from the first beyond ASCII on

enum detect_result {
	DETECT_WAIT,
	DETECT_DONE,
	DETECT_NO_MEMORY,
};

struct detected {
	enum coding coding;
	bool unsure;                        // another encoding may be as likely, or none fits well
	size_t skip;                        // bytes of the sample that are a byte order mark
	const struct dehusk_binary *binary; // not NULL: no text at all
	size_t pass; // with DETECT_WAIT: ASCII at the start of the sample that is not needed any
		     // more
};

// Looks at all of the page that is there from the first byte that has not passed: the same bytes as
// last time, and those that came since. `last`: there are no more. All zero begins a page.
enum detect_result detect_feed(struct detect *detect, struct codes_set *codes, struct slice sample,
	bool last, struct detected *found);

#endif
