// SPDX-License-Identifier: MIT
// UTF-8: one character in and out; how wide it is.
#ifndef DEHUSK_UTF8_H
#define DEHUSK_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <uchar.h>

#define UTF8_REPLACEMENT 0xFFFDu
#define UTF8_REPLACEMENT_BYTES "\xEF\xBF\xBD"
#define UTF8_MARK_BYTES "\xEF\xBB\xBF" // U+FEFF, the byte order mark
#define UTF8_ILL_FORMED 0xFFFFFFFFu    // bytes that are no character: a maximal subpart
#define UTF8_INCOMPLETE 0xFFFFFFFEu    // the bytes end inside a well-formed character

// The wide blank: with U+0020 the only blank of cleaned text.
#define UTF8_WIDE_SPACE 0x3000u
#define UTF8_WIDE_SPACE_BYTES "\xE3\x80\x80"

// What iconv(3) makes of the wide blank of GBK at 0xA3A0.
#define UTF8_GBK_WIDE_SPACE 0xE5E5u

// --- classes of characters: tests/unit/test_utf8.c has their edges ---

// Whether a character of cleaned text is a blank.
static inline bool utf8_is_blank(uint32_t c)
{
	return c == ' ' || c == UTF8_WIDE_SPACE;
}

// U+4E00 to U+9FFF: nearly all ideographs of any text.
static inline bool utf8_is_common_ideograph(uint32_t c)
{
	return c >= 0x4E00 && c < 0xA000;
}

// Any ideograph: also of the extensions and the compatibility block.
static inline bool utf8_is_ideograph(uint32_t c)
{
	return utf8_is_common_ideograph(c) || (c >= 0x3400 && c < 0x4E00) ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

// Hiragana and Katakana of full width, without signs and the middle dot.
static inline bool utf8_is_kana(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FC && c != 0x30FB);
}

// A syllable of Hangul.
static inline bool utf8_is_hangul(uint32_t c)
{
	return c >= 0xAC00 && c <= 0xD7A3;
}

// A decimal digit of ASCII or of full width.
static inline bool utf8_is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

// Whether a character is one of a set, which is written as a string: U"、．".
static inline bool utf8_is_in(uint32_t c, const char32_t *set)
{
	while (*set != 0 && *set != c)
		set++;
	return *set != 0;
}

// A half of a pair of UTF-16: no character.
static inline bool utf8_is_surrogate(uint32_t c)
{
	return c >= 0xD800 && c <= 0xDFFF;
}

// Whether a byte is one of a sequence but its first.
static inline bool utf8_is_continuation(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

// Stands before such a byte where something was removed: with the bytes above it could become a
// character that was never there. The clean-up of lines removes it.
#define UTF8_APART '\x7F'

// --- decoding ---

// Whether a byte goes on with a character.
static inline bool utf8_goes_on(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

// The start of the character before text[at]; at > 0.
static inline size_t utf8_step_back(const char *text, size_t at)
{
	do
		at--;
	while (at > 0 && utf8_goes_on(text[at]));
	return at;
}

// Decodes the character at `text` (size >= 1) into *c. Returns its length in bytes. An ill-formed
// sequence gives UTF8_ILL_FORMED and the length of its maximal subpart, 1 to 3 bytes (The Unicode
// Standard 15.0, section 3.9, "U+FFFD Substitution of Maximal Subparts"). A character that the end
// of the text cuts off gives UTF8_INCOMPLETE and all remaining bytes.
size_t utf8_decode(const char *text, size_t size, uint32_t *c);

// The same for well-formed text.
static inline size_t utf8_next(const char *text, uint32_t *c)
{
	const unsigned char *byte = (const unsigned char *)text;
	if (byte[0] < 0x80) {
		*c = byte[0];
		return 1;
	}
	if (byte[0] < 0xE0) {
		*c = (byte[0] & 0x1Fu) << 6 | (byte[1] & 0x3Fu);
		return 2;
	}
	if (byte[0] < 0xF0) {
		*c = (byte[0] & 0x0Fu) << 12 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3Fu);
		return 3;
	}
	*c = (byte[0] & 0x07u) << 18 | (byte[1] & 0x3Fu) << 12 | (byte[2] & 0x3Fu) << 6 |
	     (byte[3] & 0x3Fu);
	return 4;
}

// The same as utf8_decode(); faster for ASCII and for most characters of three bytes.
static inline size_t utf8_step(const char *text, size_t size, uint32_t *c)
{
	const unsigned char *byte = (const unsigned char *)text;
	if (byte[0] < 0x80) {
		*c = byte[0];
		return 1;
	}
	// Behind E0 and ED not all continuation bytes are well-formed.
	if (byte[0] >= 0xE1 && byte[0] <= 0xEF && byte[0] != 0xED && size >= 3 &&
		(byte[1] & 0xC0) == 0x80 && (byte[2] & 0xC0) == 0x80) {
		*c = (byte[0] & 0x0Fu) << 12 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3Fu);
		return 3;
	}
	return utf8_decode(text, size, c);
}

// Whether a character with this first byte is one of U+4000 to U+9FFF, which has three bytes.
static inline bool utf8_begins_ideograph(char first)
{
	return (unsigned char)(first - 0xE4) <= 0xE9 - 0xE4;
}

// The character of U+4000 to U+9FFF at a place of well-formed text; 0: it is another one.
static inline uint32_t utf8_ideograph_of(const char *text)
{
	const unsigned char *byte = (const unsigned char *)text;
	if (!utf8_begins_ideograph(*text))
		return 0;
	return (byte[0] & 0x0Fu) << 12 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3Fu);
}

// Whether three bytes are a character of U+4000 to U+9FFF, as most of Chinese text is. Faster than
// decoding it.
static inline bool utf8_is_ideograph_at(const unsigned char *byte)
{
	return byte[0] >= 0xE4 && byte[0] <= 0xE9 && (byte[1] & 0xC0) == 0x80 &&
	       (byte[2] & 0xC0) == 0x80;
}

// How many leading bytes are such characters.
static inline size_t utf8_ideographs(const char *text, size_t size)
{
	const unsigned char *byte = (const unsigned char *)text;
	size_t at = 0;
	while (size - at >= 3 && utf8_is_ideograph_at(byte + at))
		at += 3;
	return at;
}

// The number of leading bytes that are such ideographs or visible ASCII other than a bar. They have
// one column of a terminal each, less one for each ideograph.
static inline size_t utf8_plain(const char *text, size_t size, size_t *ideographs)
{
	*ideographs = 0;
	for (size_t at = 0;; at++) {
		size_t run = utf8_ideographs(text + at, size - at);
		at += run, *ideographs += run / 3;
		if (at == size || text[at] <= ' ' || text[at] > '~' || text[at] == '|')
			return at;
	}
}

// The number of leading bytes that are ASCII.
static inline size_t utf8_ascii(const char *text, size_t size)
{
	size_t at = 0;
	uint64_t eight;
	for (; size - at >= sizeof eight; at += sizeof eight) {
		memcpy(&eight, text + at, sizeof eight);
		if (eight & 0x8080808080808080u)
			break;
	}
	while (at < size && (unsigned char)text[at] < 0x80)
		at++;
	return at;
}

// The number of leading spaces (U+0020).
static inline size_t utf8_spaces(const char *text, size_t size)
{
	size_t at = 0;
	for (; size - at >= 8 && memcmp(text + at, "        ", 8) == 0; at += 8)
		;
	while (at < size && text[at] == ' ')
		at++;
	return at;
}

// The last character of a text; UTF8_ILL_FORMED if it is empty.
uint32_t utf8_last(const char *text, size_t size);

// Encodes a Unicode scalar value. Returns its length, 1 to 4 bytes.
size_t utf8_encode(uint32_t c, char out[4]);

// The columns of a character on a terminal, by Unicode's East_Asian_Width: 0 for a combining mark,
// 2 for a wide character, otherwise 1.
unsigned utf8_width(uint32_t c);

#endif
