// SPDX-License-Identifier: MIT
// Any bytes in, UTF-8 out.
#ifndef DEHUSK_DECODE_H
#define DEHUSK_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "decode/encodings.h"
#include "decode/sniff.h"

struct decode;

// NULL: no memory.
struct decode *decode_new(void);
void decode_free(struct decode *decode);

// Sets the encoding of all pages from the next one on. NULL: each page is in the one that its bytes
// show.
void decode_choose(struct decode *decode, const struct encoding *label);

// Sets the label that pages have outside of them, from the next one on: it counts as that of a page
// of html, where bytes leave the encoding open. NULL: none.
void decode_hint(struct decode *decode, const struct encoding *label);

// Decodes the next bytes of a page. *text gets what is decided. For a page in UTF-8 these are its
// bytes as they are, ill-formed ones too. For any other page it is well-formed UTF-8 with U+FFFD
// for each ill-formed sequence. The text stands in `data` or in the decoder until the next call:
// `data` must stay until then.
// The decoder holds back an incomplete character. Before it knows the encoding, it holds back up to
// DETECT_HELD_MAX bytes and the last of `data` (see detect.h). False: no memory.
bool decode_feed(struct decode *decode, const char *data, size_t size, struct slice *text);

// Ends the page: gives the rest of its text and gets ready for the next page. The functions below
// tell of the ended page until then.
bool decode_end(struct decode *decode, struct slice *text);

// The encoding of the page; NULL until it is known. Valid until the next page.
const char *decode_encoding(const struct decode *decode);

// Whether the encoding is only a guess.
bool decode_is_unsure(const struct decode *decode);

// What the page is if it is no text: it is then read to its end and gives no text. NULL: text, as
// far as is known.
const struct dehusk_kind *decode_binary(const struct decode *decode);

// The converter of iconv(3) that the page needs and that is not there: the page is then read to its
// end and gives no text. NULL: nothing is missing, as far as is known.
const char *decode_missing(const struct decode *decode);

// Counts the replaced sequences of this page. For a page in UTF-8 it is 0: normalize.h counts
// those.
uint64_t decode_ill_formed(const struct decode *decode);

#endif
