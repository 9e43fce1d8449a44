// SPDX-License-Identifier: MIT
// Numbers and words in text: what dates and times are made of.
#include "number.h"

#include <string.h>

#include "bytes.h"
#include "utf8.h"

// A longer run of numerals is no number of a date.
#define MOST_NUMERALS 6

size_t number_digit(const char *text, size_t size, size_t at, int32_t *value)
{
	if (at >= size)
		return 0;
	unsigned char byte = (unsigned char)text[at];
	if (byte >= '0' && byte <= '9') {
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

// Adds one to each byte of `count` for an ASCII digit, or for EF, which full-width forms begin
// with.
static inline void add_digits(bytes text, bytes *count)
{
	*count -= (bytes)(text - '0' < 10) | (bytes)(text == 0xEF);
}

static size_t sum_of(bytes count)
{
	size_t sum = 0;
	for (size_t i = 0; i < BYTES; i++)
		sum += count[i];
	return sum;
}

size_t number_count_digits(const char *text, size_t size)
{
	bytes count = {0};
	size_t digits = 0;
	for (size_t left = 0; size >= BYTES; text += BYTES, size -= BYTES) {
		add_digits(bytes_at(text), &count);
		if (++left % UINT8_MAX == 0) {
			digits += sum_of(count);
			count = (bytes){0};
		}
	}
	char last[BYTES] = {0};
	memcpy(last, text, size);
	digits += sum_of(count);
	count = (bytes){0};
	add_digits(bytes_at(last), &count);
	return digits + sum_of(count);
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

// What a numeral is worth: below 10 it is a digit; -1: it is none.
static int32_t numeral_value(uint32_t c)
{
	static const struct {
		uint32_t c;
		int32_t value;
	} numerals[] = {{U'一', 1}, {U'二', 2}, {U'三', 3}, {U'四', 4}, {U'五', 5}, {U'六', 6},
		{U'七', 7}, {U'八', 8}, {U'九', 9}, {U'〇', 0}, {U'零', 0}, {U'○', 0}, {U'十', 10},
		{U'廿', 20}, {U'卅', 30}, {U'百', 100}};
	for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++)
		if (numerals[i].c == c)
			return numerals[i].value;
	return -1;
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

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

size_t number_word(const char *text, size_t size, size_t at, const char *word)
{
	size_t length = 0;
	for (; word[length] != '\0'; length++)
		if (at + length >= size || lower(text[at + length]) != (unsigned char)word[length])
			return 0;
	if (length == 0 || word[length - 1] < 'a' || word[length - 1] > 'z')
		return length;
	unsigned char next = at + length < size ? lower(text[at + length]) : 0;
	return next >= 'a' && next <= 'z' ? 0 : length;
}

size_t number_any_word(const char *text, size_t size, size_t at, const char *const *words,
	size_t count, size_t *which)
{
	unsigned char first = at < size ? lower(text[at]) : 0;
	for (size_t i = 0; i < count; i++) {
		size_t used = 0;
		if ((unsigned char)words[i][0] == first)
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
		else if (number_word(text, size, at, "　") > 0)
			at += strlen("　");
		else
			break;
	}
	return at - start;
}
