// SPDX-License-Identifier: MIT
// Numbers and words in text: the parts of dates and times.
#ifndef DEHUSK_NUMBER_H
#define DEHUSK_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// All text is well-formed UTF-8 of `size` bytes, and a character starts at `at`. Each function
// returns the length in bytes of what it reads at text[at]; 0: it is not there.

// A digit, ASCII or full-width.
size_t number_digit(const char *text, size_t size, size_t at, int32_t *value);

// The number of digits of a text, ASCII and full-width. Other full-width forms may be counted too.
size_t number_count_digits(const char *text, size_t size);

// Whether a digit stands right before text[at].
bool number_digit_before(const char *text, size_t size, size_t at);

// A number of `least` to `most` digits with no digit after it.
size_t number_of_digits(
	const char *text, size_t size, size_t at, int least, int most, int32_t *number);

// A number in Chinese numerals: 二〇二一, 一九九八, 十二, 三十一, 廿八.
size_t number_of_numerals(const char *text, size_t size, size_t at, int32_t *number);

// Whether a character is one of these numerals.
bool number_is_numeral(uint32_t c);

// A word in small letters. The text may have ASCII letters of any case. A word that ends in a
// letter is not followed by a letter.
size_t number_word(const char *text, size_t size, size_t at, const char *word);

// The first word of a list that matches. *which gets its index, unless `which` is NULL.
size_t number_any_word(const char *text, size_t size, size_t at, const char *const *words,
	size_t count, size_t *which);

// Blanks: U+0020 and U+3000.
size_t number_blanks(const char *text, size_t size, size_t at);

#endif
