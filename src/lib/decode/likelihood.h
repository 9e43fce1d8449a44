// SPDX-License-Identifier: MIT
// How likely bytes are text in an encoding: how common their characters are.
#ifndef DEHUSK_LIKELIHOOD_H
#define DEHUSK_LIKELIHOOD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "decode/multibyte.h"

// A text read in one encoding. Of two readings the cheaper one is likelier.
struct likelihood {
	size_t characters; // beyond ASCII, or ill-formed
	size_t ill_formed;
	size_t cost;   // bits: the sum of -log2 of the probabilities
	size_t beyond; // of the cost, that of characters beyond ASCII
	size_t ideographs, ideograph_cost;
	size_t eaten; // two-byte codes that look like accented letters and the letters after them
};

// The most bits that a character costs.
#define LIKELIHOOD_MOST 26u

// The cost of a character in bits: 5 for the commonest, up to 26.
unsigned likelihood_char(uint32_t c);

// The most that common characters cost: about 5,000 ideographs, simplified and traditional, their
// punctuation, and ASCII.
#define LIKELIHOOD_COMMON 19u

// The most that an ideograph costs that occurs in the corpus.
#define LIKELIHOOD_KNOWN 24u

// Reads the bytes as UTF-8, or as two- and four-byte codes. Ignores a sequence cut off at the end.
struct likelihood likelihood_utf8(struct slice text);
struct likelihood likelihood_codes(const struct multibyte *codes, struct slice text);

// Reads the bytes as UTF-16 (width 2) or UTF-32 (width 4). `big`: big-endian.
struct likelihood likelihood_wide(size_t width, bool big, struct slice text);
uint32_t likelihood_wide_number(size_t width, bool big, const unsigned char *byte);

#endif
