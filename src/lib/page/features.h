// SPDX-License-Identifier: MIT
// The shape of one line, from its text alone: how much is said in it, and how much like a sentence.
#ifndef DEHUSK_MEASURE_H
#define DEHUSK_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/utf8.h"

struct measure {
	uint16_t n;     // ideographs, kana and hangul, and half the letters and digits; blanks and
			// punctuation never count
	uint8_t degree; // 5: two stops, or a comma and a stop at the end; 4: a stop at the end; 3:
			// two commas, or a comma and a stop; 2: one of them; 1: a colon at the end;
			// 0: none. Serial commas (、) count where something else makes it speech:
			// another comma, a stop, or kana.
			// Of a text that ends in a stop no more than MEASURE_MOST characters are
			// looked at for both.
	uint16_t whole; // ideographs, kana and hangul among n
};

// A line that is longer may have this measure, too.
#define MEASURE_MOST 60

// How much a line is like prose: A is a sentence, B a part of one, C may be anything.
enum measure_class {
	MEASURE_A,
	MEASURE_B,
	MEASURE_C,
};

static inline enum measure_class measure_class(struct measure measure)
{
	return measure.degree >= 4 ? MEASURE_A : measure.degree == 3 ? MEASURE_B : MEASURE_C;
}

// Measures a text of any bytes.
struct measure measure_text(struct slice text);

// What a line is worth as part of the main text, in tenths of a point.
int32_t measure_score(struct measure measure);

// Whether a character counts: no blank, no punctuation. The other one is its slower part.
bool measure_says_other(uint32_t c);
static inline bool measure_says(uint32_t c)
{
	return utf8_is_common_ideograph(c) || measure_says_other(c);
}

#endif
