// SPDX-License-Identifier: MIT
// How likely bytes are text in an encoding: how common their characters are.
#include "decode/likelihood.h"

#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"
#include "decode/common-table.h"

// An ill-formed sequence: no correct reading has one.
#define ILL_FORMED 20u

#define HALF_KNOWN 10u

// The least byte of accented letters in most encodings of one byte a letter.
#define ACCENTED 0xB0

// A surrogate.
#define SURROGATE 13u

// An ideograph outside the corpus.
#define RARE 25u
#define RAREST LIKELIHOOD_MOST

// The cost in bits of characters other than common ideographs, in ascending order; a row holds up
// to the next one. Estimates: they need only tell what stands on every page from what stands on
// none.
static const struct {
	uint32_t first;
	unsigned char bits;
} costs[] = {
	{0x0000, 10}, // NUL, which some programs leave between bytes
	{0x0001, 24}, // controls
	{0x0009, 6},
	{0x000B, 24},
	{0x000D, 6},
	{0x000E, 24},
	{0x0020, 5},
	{0x0021, 8},
	{0x0030, 6},
	{0x003A, 8},
	{0x0041, 7},
	{0x005B, 8},
	{0x0061, 6},
	{0x007B, 8},
	{0x007F, 24}, // controls
	{0x00A0, 12},
	{0x00B7, 9},
	{0x00B8, 14},
	{0x0100, 17}, // Latin
	{0x0250, 20},
	{0x0391, 15}, // Greek, Cyrillic
	{0x0500, 18},
	{0x2000, 18},
	{0x2010, 12},
	{0x2014, 8},
	{0x2015, 12},
	{0x2018, 9},
	{0x201A, 14},
	{0x201C, 7},
	{0x201E, 14},
	{0x2022, 12},
	{0x2023, 16},
	{0x2026, 8},
	{0x2027, 14},
	{0x2028, 20},
	{0x2030, 14},
	{0x205F, 22},
	{0x2070, 17},
	{0x2100, 14}, // symbols
	{0x2800, 20},
	{0x3000, 7},
	{0x3001, 6},
	{0x3003, 9},
	{0x3020, 16},
	{0x3041, 13}, // kana
	{0x3100, 16},
	{0x3400, RARE},
	{0x4E00, RARE}, // except those in the table
	{0xA000, 22},
	{0xAC00, 17}, // Hangul
	{0xD7A4, 24},
	{0xE000, RAREST},
	{0xFB00, 20},
	{0xFE30, 15},
	{0xFE70, 24},
	{0xFF01, 9},
	{0xFF0C, 5},
	{0xFF0D, 9},
	{0xFF5F, 17},
	{0xFFF0, 24},
	{0xFFFD, 14},
	{0xFFFE, RAREST},
	{0x1F000, 15}, // emoji
	{0x1FB00, RAREST},
};

static unsigned cost_of(uint32_t c)
{
	size_t low = 0, high = sizeof costs / sizeof costs[0];
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (costs[middle].first <= c)
			low = middle;
		else
			high = middle;
	}
	return costs[low].bits;
}

unsigned likelihood_char(uint32_t c)
{
	if (c < COMMON_FIRST || c > COMMON_LAST)
		return cost_of(c);
	uint32_t at = hanzi_simplified(c) - COMMON_FIRST;
	if (at > COMMON_LAST - COMMON_FIRST)
		return RARE;
	unsigned weight = common_weights[at / 16] >> at % 16 * 4 & 15;
	// The corpus has about 2^21 characters.
	return weight > 0 ? 22 - weight : RARE;
}

static void count_likely_char(struct likelihood *likelihood, uint32_t c)
{
	bool ill_formed = c == UTF8_ILL_FORMED;
	likelihood->characters += c >= 0x80;
	likelihood->ill_formed += ill_formed;
	unsigned cost = ill_formed ? ILL_FORMED : likelihood_char(c);
	likelihood->cost += cost;
	likelihood->beyond += c >= 0x80 ? cost : 0;
	if (!ill_formed && utf8_is_ideograph(c)) {
		likelihood->ideographs++;
		likelihood->ideograph_cost += cost;
	}
}

// Ill-formed sequences of faulty UTF-8 encoders: surrogates, and NUL in two bytes. They still point
// to UTF-8.
static size_t half_known(const unsigned char *byte, size_t size)
{
	if (size >= 3 && byte[0] == 0xED && byte[1] >= 0xA0 && byte[1] < 0xC0 &&
		(byte[2] & 0xC0) == 0x80)
		return 3;
	return size >= 2 && byte[0] == 0xC0 && byte[1] == 0x80 ? 2 : 0;
}

struct likelihood likelihood_utf8(struct slice text)
{
	struct likelihood likelihood = {0};
	for (size_t at = 0; at < text.size;) {
		uint32_t c;
		size_t half = half_known((const unsigned char *)text.data + at, text.size - at);
		if (half > 0) {
			likelihood.characters++;
			likelihood.ill_formed += half;
			likelihood.cost += HALF_KNOWN;
			likelihood.beyond += HALF_KNOWN;
			at += half;
			continue;
		}
		at += utf8_decode(text.data + at, text.size - at, &c);
		if (c != UTF8_INCOMPLETE)
			count_likely_char(&likelihood, c);
	}
	return likelihood;
}

static bool is_letter_at(struct slice text, size_t at)
{
	return at < text.size && is_letter(text.data[at]);
}

// Whether the code at a place looks like an accented letter and the letter of ASCII after it, or
// like two accented letters, within a word. Big5 has its signs and its simplest ideographs below
// ACCENTED.
static bool is_eaten(struct slice text, size_t at, size_t used, bool after_eaten)
{
	if (used != 2 || (unsigned char)text.data[at] < ACCENTED)
		return false;
	bool after = after_eaten || (at > 0 && is_letter(text.data[at - 1]));
	if (is_letter(text.data[at + 1]))
		return after || is_letter_at(text, at + 2);
	return after && is_letter_at(text, at + 2) && !is_capital(text.data[at + 2]);
}

struct likelihood likelihood_codes(const struct multibyte *codes, struct slice text)
{
	struct likelihood likelihood = {0};
	const unsigned char *byte = (const unsigned char *)text.data;
	bool eaten = false;
	for (size_t at = 0, used; at < text.size; at += used) {
		char bytes[4];
		size_t written;
		uint32_t c = UTF8_ILL_FORMED;
		used = multibyte_read(codes, byte + at, text.size - at, bytes, &written);
		// Text hardly ever has the euro as one byte.
		if (written > 0 && byte[at] != 0x80)
			utf8_next(bytes, &c);
		// A lead byte alone may be cut off; with a digit behind it, it is most likely
		// wrong.
		if (used > 0 || at + 1 < text.size)
			count_likely_char(&likelihood, c);
		eaten = is_eaten(text, at, used, eaten);
		likelihood.eaten += eaten;
		used = used > 0 ? used : 1;
	}
	return likelihood;
}

uint32_t likelihood_wide_number(size_t width, bool big, const unsigned char *byte)
{
	uint32_t number = 0;
	for (size_t i = 0; i < width; i++)
		number = number << 8 | byte[big ? i : width - 1 - i];
	return number;
}

struct likelihood likelihood_wide(size_t width, bool big, struct slice text)
{
	struct likelihood likelihood = {0};
	const unsigned char *byte = (const unsigned char *)text.data;
	for (size_t at = 0; at + width <= text.size; at += width) {
		uint32_t c = likelihood_wide_number(width, big, byte + at);
		bool surrogate = utf8_is_surrogate(c);
		if (width == 2 && surrogate) {
			likelihood.characters++;
			likelihood.cost += SURROGATE;
			likelihood.beyond += SURROGATE;
		} else {
			count_likely_char(&likelihood,
				surrogate || c >= 0x110000 || c == 0 ? UTF8_ILL_FORMED : c);
		}
	}
	return likelihood;
}
