// SPDX-License-Identifier: MIT
// Traditional characters folded to simplified ones, through a bitmap and the forms it counts off.
#include "base/hanzi.h"

#include <string.h>

#include "base/buffer.h"
#include "base/hanzi-table.h"
#include "base/utf8.h"

// From here to HANZI_LAST there is nothing but ideographs.
#define COMMON_FIRST 0x4E00u

static inline uint32_t folded(uint32_t c)
{
	if (c < HANZI_FIRST || c > HANZI_LAST)
		return c;
	uint32_t word = (c - HANZI_FIRST) / 64;
	uint64_t bit = (uint64_t)1 << (c - HANZI_FIRST) % 64;
	if (!(hanzi_bits[word] & bit))
		return c;
	return hanzi_forms[hanzi_before[word] + __builtin_popcountll(hanzi_bits[word] & (bit - 1))];
}

uint32_t hanzi_simplified(uint32_t c)
{
	return folded(c);
}

// --- merging ---

// These stay where rules are asked, and the table says so.
static const uint16_t merged[][2] = {
	{0x4E7E, 0x5E72}, // 乾干
	{0x4FF1, 0x5177}, // 俱具
	{0x5EA7, 0x5750}, // 座坐
	{0x8457, 0x7740}, // 著着
	{0x85C9, 0x501F}, // 藉借
};

uint32_t hanzi_merged(uint32_t c)
{
	c = folded(c);
	for (size_t i = 0; i < COUNT(merged); i++)
		if (merged[i][0] == c)
			return merged[i][1];
	return c;
}

// Where in the table these three bytes of well-formed UTF-8 stand, if they are a character of it.
// Else a number that is too large.
static inline uint32_t place_of(const char *text)
{
	const unsigned char *byte = (const unsigned char *)text;
	return ((uint32_t)byte[0] << 12) + ((uint32_t)byte[1] << 6) + byte[2] -
	       ((0xE0u << 12) + (0x80u << 6) + 0x80u + HANZI_FIRST);
}

static inline bool is_in_table(uint32_t place)
{
	return place <= HANZI_LAST - HANZI_FIRST && (hanzi_bits[place / 64] >> place % 64 & 1);
}

// Where the characters from `at` on end that are ideographs of U+4000 to U+9FFF and not in the
// table. The first two bytes select a word of it, and the last one a bit; so do any others.
static inline size_t skip_simplified(const char *text, size_t size, size_t at)
{
	const unsigned char *byte = (const unsigned char *)text;
	const size_t first = (0xE0 << 6) + HANZI_FIRST / 64;
	for (; at + 2 < size && utf8_begins_ideograph(text[at]); at += 3) {
		size_t word = ((size_t)byte[at] << 6) + byte[at + 1] % 64 - first;
		if (hanzi_bits[word] >> byte[at + 2] % 64 & 1)
			break;
	}
	return at;
}

// Where the next character of the table begins, at or after `at`; the size of the text: nowhere. A
// byte after a lead byte is never one itself, so other characters need no decoding.
static size_t next_traditional(const char *text, size_t size, size_t at)
{
	while ((at = skip_simplified(text, size, at)) + 2 < size) {
		if (((unsigned char)text[at] & 0xF0) != 0xE0) {
			at++;
			at += utf8_ascii(text + at, size - at);
		} else if (is_in_table(place_of(text + at))) {
			return at;
		} else {
			at += 3;
		}
	}
	return size;
}

bool hanzi_simplify(const char *text, size_t size, char *out)
{
	size_t at = next_traditional(text, size, 0);
	if (at == size)
		return false;
	bool changed = false;
	memcpy(out, text, size);
	for (; at < size; at = next_traditional(text, size, at + 3)) {
		// Some characters of the table are merged only.
		uint32_t c = HANZI_FIRST + place_of(text + at), simple = folded(c);
		changed |= simple != c;
		utf8_encode(simple, out + at);
	}
	return changed;
}

size_t hanzi_merge_leading(const char *text, size_t size, char *out)
{
	const char *at = text, *end = text + size - size % 3;
	for (; at < end; at += 3, out += 3) {
		uint32_t place = place_of(at);
		if (place < COMMON_FIRST - HANZI_FIRST || place > HANZI_LAST - HANZI_FIRST)
			break;
		if (is_in_table(place))
			utf8_encode(hanzi_merged(HANZI_FIRST + place), out);
		else
			memcpy(out, at, 3);
	}
	return (size_t)(at - text);
}

// --- the other way round ---

// The first pair of this form, or of the next one that there is.
static size_t first_pair(uint32_t form)
{
	size_t low = 0, high = COUNT(hanzi_pairs);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (hanzi_pairs[middle][0] < form)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t hanzi_variants(uint32_t c, uint32_t *variants, size_t room)
{
	size_t count = 0;
	for (size_t i = first_pair(c); i < COUNT(hanzi_pairs) && hanzi_pairs[i][0] == c;
		i++, count++)
		if (count < room)
			variants[count] = hanzi_pairs[i][1];
	return count;
}
