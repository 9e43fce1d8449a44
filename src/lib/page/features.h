// SPDX-License-Identifier: MIT
// The shape of one line, from its text alone: how much is said in it, and how much like a sentence.
#ifndef DEHUSK_FEATURES_H
#define DEHUSK_FEATURES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/utf8.h"

struct features {
	uint16_t n;     // ideographs, kana and hangul, and half the letters and digits; blanks and
			// punctuation never count
	uint8_t degree; // 5: two stops, or a comma and a stop at the end; 4: a stop at the end; 3:
			// two commas, or a comma and a stop; 2: one of them; 1: a colon at the end;
			// 0: none. Serial commas (、) count where something else makes it speech:
			// another comma, a stop, or kana.
			// Of a text that ends in a stop no more than FEATURES_MOST characters are
			// looked at for both.
	uint16_t whole; // ideographs, kana and hangul among n
};

// A line that is longer may have this measure, too.
#define FEATURES_MOST 60

// How much a line is like prose: A is a sentence, B a part of one, C may be anything.
enum features_class {
	FEATURES_A,
	FEATURES_B,
	FEATURES_C,
};

static inline enum features_class features_class(struct features features)
{
	return features.degree >= 4 ? FEATURES_A : features.degree == 3 ? FEATURES_B : FEATURES_C;
}

// Measures a text of any bytes.
struct features features_of(struct slice text);

// What a line is worth as part of the main text, in tenths of a point.
int32_t features_score(struct features features);

// Whether a character counts: no blank, no punctuation. The other one is its slower part.
bool features_says_other(uint32_t c);
static inline bool features_says(uint32_t c)
{
	return utf8_is_common_ideograph(c) || features_says_other(c);
}

#endif
