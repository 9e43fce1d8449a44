// SPDX-License-Identifier: MIT
// Numbers and words in text: the parts of dates and times.
#include "meta/number.h"

#include <string.h>

#include "base/bytes.h"
#include "base/text.h"
#include "base/utf8.h"

// A longer run of numerals is no part of a date.
#define MOST_NUMERALS 6

size_t number_digit(const char *text, size_t size, size_t at, int32_t *value)
{
	if (at >= size)
		return 0;
	unsigned char byte = (unsigned char)text[at];
	if (is_digit(byte)) {
		*value = byte - '0';
		return 1;
	}
	if (byte != 0xEF || size - at < 3 || (unsigned char)text[at + 1] != 0xBC)
		return 0;
	unsigned char last = (unsigned char)text[at + 2];
	if (last < 0x90 || last > 0x99)
		return 0;
	*value = last - 0x90;
	return 3;
}

// Of each byte whether it is an ASCII digit, or EF, the first byte of full-width forms: 1 or 0.
static inline bytes digits_of(bytes text)
{
	return ((bytes)((bytes)(text - '0') < 10) | (bytes)(text == 0xEF)) & 1;
}

// The sum of the bytes, each of which is at most 127.
static inline size_t sum_of(bytes some)
{
	uint64_t halves[2];
	memcpy(halves, &some, sizeof halves);
	uint64_t sums = halves[0] + halves[1];
	sums = (sums & 0x00FF00FF00FF00FFu) + (sums >> 8 & 0x00FF00FF00FF00FFu);
	return (size_t)(sums * 0x0001000100010001u >> 48);
}

// As many bytes are counted at once.
#define PART (126 * BYTES)

// Sixteen zeros before sixteen ones.
static const char mask[2 * BYTES] = {[BYTES] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

static inline bytes two_halves(const char *first, const char *second)
{
	uint64_t halves[2];
	bytes both;
	memcpy(&halves[0], first, sizeof halves[0]);
	memcpy(&halves[1], second, sizeof halves[1]);
	memcpy(&both, halves, sizeof both);
	return both;
}

static inline size_t count_part(const char *text, size_t size)
{
	size_t digits = 0, at = 0;
	bytes count = {0};
	if (size < BYTES / 2) {
		for (; at < size; at++)
			digits += is_digit(text[at]) || (unsigned char)text[at] == 0xEF;
		return digits;
	}
	// The last bytes stand together with bytes before them, which do not count twice.
	if (size < BYTES)
		return sum_of(digits_of(two_halves(text, text + size - BYTES / 2)) &
			      two_halves(mask + BYTES, mask + size));
	for (; size - at >= BYTES; at += BYTES)
		count += digits_of(bytes_at(text + at));
	count += digits_of(bytes_at(text + size - BYTES)) & bytes_at(mask + (size - at));
	return sum_of(count);
}

size_t number_count_digits(const char *text, size_t size)
{
	size_t digits = 0;
	for (; size > PART; text += PART, size -= PART)
		digits += count_part(text, PART);
	return digits + count_part(text, size);
}

bool number_digit_before(const char *text, size_t size, size_t at)
{
	int32_t value;
	return (at >= 1 && number_digit(text, size, at - 1, &value) == 1) ||
	       (at >= 3 && number_digit(text, size, at - 3, &value) == 3);
}

size_t number_of_digits(
	const char *text, size_t size, size_t at, int least, int most, int32_t *number)
{
	size_t start = at, used;
	int32_t value, sum = 0;
	int digits = 0;
	while ((used = number_digit(text, size, at, &value)) > 0) {
		if (++digits > most)
			return 0;
		sum = sum * 10 + value;
		at += used;
	}
	*number = sum;
	return digits < least ? 0 : at - start;
}

// The value of a numeral: below 10 it is a digit; -1: it is no numeral.
static int32_t numeral_value(uint32_t c)
{
	switch (c) {
	// clang-format off
	case U'〇': case U'零': case U'○': return 0;
	case U'一': return 1;
	case U'二': return 2;
	case U'三': return 3;
	case U'四': return 4;
	case U'五': return 5;
	case U'六': return 6;
	case U'七': return 7;
	case U'八': return 8;
	case U'九': return 9;
	case U'十': return 10;
	case U'廿': return 20;
	case U'卅': return 30;
	case U'百': return 100;
	default: return -1;
		// clang-format on
	}
}

bool number_is_numeral(uint32_t c)
{
	return numeral_value(c) >= 0;
}

size_t number_of_numerals(const char *text, size_t size, size_t at, int32_t *number)
{
	int32_t sum = 0, digits = 0;
	bool pending = false;
	size_t start = at;
	for (int count = 0; at < size; count++) {
		uint32_t c;
		size_t used = utf8_next(text + at, &c);
		int32_t value = c < 0x80 ? -1 : numeral_value(c);
		if (value < 0)
			break;
		if (count == MOST_NUMERALS)
			return 0;
		if (value < 10) {
			digits = 10 * digits + value;
		} else {
			bool times = value == 10 || value == 100;
			sum += times && pending ? digits * value : value;
			digits = 0;
		}
		pending = value < 10;
		at += used;
	}
	*number = sum + digits;
	return at - start;
}

size_t number_word(const char *text, size_t size, size_t at, const char *word)
{
	size_t length = 0;
	for (; word[length] != '\0'; length++)
		if (at + length >= size || to_lower(text[at + length]) != word[length])
			return 0;
	bool goes_on = length > 0 && is_letter(word[length - 1]) && at + length < size &&
		       is_letter(text[at + length]);
	return goes_on ? 0 : length;
}

size_t number_any_word(const char *text, size_t size, size_t at, const char *const *words,
	size_t count, size_t *which)
{
	char first = at < size ? to_lower(text[at]) : '\0';
	for (size_t i = 0; i < count; i++) {
		size_t used = 0;
		if (words[i][0] == first)
			used = number_word(text, size, at, words[i]);
		if (used > 0 && which)
			*which = i;
		if (used > 0)
			return used;
	}
	return 0;
}

size_t number_blanks(const char *text, size_t size, size_t at)
{
	size_t start = at;
	while (at < size) {
		if (text[at] == ' ')
			at++;
		else if (begins_with((struct slice){text + at, size - at}, UTF8_WIDE_SPACE_BYTES))
			at += strlen(UTF8_WIDE_SPACE_BYTES);
		else
			break;
	}
	return at - start;
}
