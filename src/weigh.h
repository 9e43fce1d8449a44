// SPDX-License-Identifier: MIT
// How likely bytes are text in an encoding, by how common their characters are.
#ifndef DEHUSK_WEIGH_H
#define DEHUSK_WEIGH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "codes.h"

// A text as one encoding reads it. Of two readings of the same bytes, the one that costs less is
// the likelier.
struct weigh {
	size_t characters; // beyond ASCII, or ill-formed
	size_t ill_formed;
	size_t cost; // bits: the negative base 2 logarithm of the probability, summed up
};

// The bits of one character, from 5 for the commonest to 26.
unsigned weigh_char(uint32_t c);

// Common enough to be met in any text: of ideographs some 5,000, simplified and traditional, with
// their punctuation, and ASCII.
#define WEIGH_COMMON 19u

// The most that an ideograph costs which was met in text at all.
#define WEIGH_KNOWN 24u

// Reads the bytes as UTF-8, or as two- and four-byte codes. What is cut off at the end counts for
// nothing.
struct weigh weigh_utf8(struct slice text);
struct weigh weigh_codes(const struct codes *codes, struct slice text);

// Reads them as numbers of 2 or 4 bytes, UTF-16 or UTF-32; `big`: the highest byte comes first.
struct weigh weigh_wide(size_t width, bool big, struct slice text);
uint32_t weigh_wide_number(size_t width, bool big, const unsigned char *byte);

#endif
