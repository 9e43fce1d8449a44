// SPDX-License-Identifier: MIT
// Decides once which encoding a page is in, from its bytes alone.
#ifndef DEHUSK_DETECT_H
#define DEHUSK_DETECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "decode/charset.h"
#include "decode/encodings.h"
#include "decode/multibyte.h"
#include "decode/sniff.h"

// The steps, in order:
//   1. A byte order mark, or the signature of a file that is no text. If UTF-8 follows a mark of
//      UTF-16, the mark is wrong: the page is UTF-8.
//   2. UTF-16 or UTF-32 without a mark: the first 256 bytes hold NULs beside ASCII, or common
//      ideographs. Other text rules this out within about ten bytes. Nothing passes before that,
//      since ideographs of UTF-16 can look like ASCII.
//   3. ASCII is the same in all other encodings, and passes.
//   4. UTF-8, if well-formed sequences outnumber ill-formed ones 20 to 1.
//   5. UTF-8, GB18030 or Big5: the reading of the bytes that is likeliest text; or another
//   encoding,
//      if it is likelier by far. Japanese and Korean ones may be sure; others are told as a guess.
// Steps 4 and 5 are decided after 64 characters beyond ASCII, 64 KiB after the first of them, or at
// the end of the page. UTF-8 is decided earlier, at the end of a line after several common
// ideographs and no ill-formed sequence: other encodings do not make such bytes.
struct detect {
	enum { DETECT_START, DETECT_MARKED, DETECT_WIDE, DETECT_ASCII, DETECT_TEXT } stage;
	struct sniff mark; // for DETECT_MARKED
	bool whole;        // for DETECT_TEXT: the sample is all of the page
	// Bytes of the sample read as UTF-8, with counts of their sequences, and of common
	// ideographs and the like.
	size_t at;
	size_t valid, ill_formed, common;
	size_t high;            // bytes beyond ASCII
	struct charset charset; // the label of the page, and
	size_t labelled;        // bytes of the sample that were looked at for it
};

#define DETECT_HELD_MAX ((size_t)1 << 16) // undecided bytes from the first beyond ASCII on

enum detect_result {
	DETECT_WAIT,
	DETECT_DONE,
	DETECT_NO_MEMORY,
};

struct detected {
	enum coding coding;
	const char *name;                 // for CODING_ICONV, as iconv_open(3) has it
	bool unsure;                      // another encoding may be as likely, or none fits well
	size_t skip;                      // bytes of the sample that are its byte order mark
	const struct dehusk_kind *binary; // not NULL: the page is no text
	// With DETECT_WAIT: leading bytes of the sample that are ASCII and may pass.
	size_t pass;
};

// Looks at the page from the first byte that has not passed: the bytes of the last call, then the
// new ones. `last`: the page ends here. All zero begins a page.
enum detect_result detect_feed(struct detect *detect, struct multibyte_set *codes,
	struct slice sample, bool last, struct detected *found);

#endif
