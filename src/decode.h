// SPDX-License-Identifier: MIT
// Any bytes in, UTF-8 out.
#ifndef DEHUSK_DECODE_H
#define DEHUSK_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "label.h"
#include "sniff.h"

struct decode;

// NULL: no memory.
struct decode *decode_new(void);
void decode_free(struct decode *decode);

// From the next page on, all are in this encoding; NULL: each is in the one that its bytes show.
void decode_choose(struct decode *decode, const struct label *label);

// Takes the next bytes of a page. *text gets what can go on: for a page in UTF-8 its bytes as they
// are, ill-formed ones too; for any other well-formed UTF-8, with U+FFFD for each ill-formed
// sequence. It stands in `data` or in the decoder until the next call, so `data` has to stay. What
// is held back is a character that is not complete, and before the encoding is known up to
// DETECT_HELD_MAX bytes and the last of `data`; see detect.h. False: no memory.
bool decode_feed(struct decode *decode, const char *data, size_t size, struct slice *text);

// The page ends here: gives the rest of it and makes ready for the next one. What is below stays as
// it is until then.
bool decode_end(struct decode *decode, struct slice *text);

// The encoding of the page, or NULL as long as it is not known; valid until the next page.
const char *decode_encoding(const struct decode *decode);

// Whether it is no more than likely.
bool decode_is_unsure(const struct decode *decode);

// What the page is if it is no text. Then it is read to its end, and gives nothing. NULL: it is
// text, for all that is known.
const struct dehusk_binary *decode_binary(const struct decode *decode);

// Sequences replaced in this page; those of UTF-8 are not counted here.
uint64_t decode_ill_formed(const struct decode *decode);

#endif
