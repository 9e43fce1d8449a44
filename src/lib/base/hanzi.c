// SPDX-License-Identifier: MIT
// Traditional characters folded to simplified ones, through a bitmap and the forms it counts off.
#include "base/hanzi.h"

#include <string.h>

#include "base/buffer.h"
#include "base/hanzi-table.h"
#include "base/utf8.h"

// Lead bytes of the characters in the table: U+3000..U+9FFF.
#define LEAD_FIRST 0xE3
#define LEAD_LAST 0xE9

// From here to HANZI_LAST there is nothing but ideographs.
#define COMMON_FIRST 0x4E00u

static inline uint32_t folded(uint32_t c)
{
	if (c < HANZI_FIRST || c > HANZI_LAST)
		return c;
	uint32_t word = (c - HANZI_FIRST) / 32;
	uint32_t bit = (uint32_t)1 << (c - HANZI_FIRST) % 32;
	if (!(hanzi_bits[word] & bit))
		return c;
	return hanzi_forms[hanzi_before[word] + __builtin_popcount(hanzi_bits[word] & (bit - 1))];
}

uint32_t hanzi_simplified(uint32_t c)
{
	return folded(c);
}

bool hanzi_simplify(const char *text, size_t size, char *out)
{
	bool changed = false;
	size_t i = 0;
	// A byte after the lead byte is never a lead byte itself, so other characters need no
	// decoding.
	while (i + 2 < size) {
		const unsigned char *at = (const unsigned char *)text + i;
		if (at[0] < LEAD_FIRST || at[0] > LEAD_LAST) {
			i++;
			i += utf8_ascii(text + i, size - i);
			continue;
		}
		uint32_t c = (at[0] & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
		uint32_t simple = folded(c);
		if (simple != c) {
			if (!changed)
				memcpy(out, text, size);
			changed = true;
			out[i] = (char)(0xE0 | simple >> 12);
			out[i + 1] = (char)(0x80 | (simple >> 6 & 0x3F));
			out[i + 2] = (char)(0x80 | (simple & 0x3F));
		}
		i += 3;
	}
	return changed;
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

size_t hanzi_merge_leading(const char *text, size_t size, char *out)
{
	const char *at = text, *end = text + size - size % 3;
	for (; at < end; at += 3, out += 3) {
		uint32_t place = place_of(at);
		if (place < COMMON_FIRST - HANZI_FIRST || place > HANZI_LAST - HANZI_FIRST)
			break;
		if (hanzi_bits[place / 32] >> place % 32 & 1)
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
