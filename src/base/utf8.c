// SPDX-License-Identifier: MIT
// UTF-8: one character in and out.
#include "base/utf8.h"

// Lead bytes of well-formed sequences (The Unicode Standard 15.0, table 3-7): how many bytes
// follow, and the range of the first of them.
struct lead {
	unsigned char follow, low, high;
};

static struct lead lead_of(unsigned char byte)
{
	if (byte >= 0xC2 && byte <= 0xDF)
		return (struct lead){1, 0x80, 0xBF};
	if (byte >= 0xE0 && byte <= 0xEF)
		return (struct lead){2, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF};
	if (byte >= 0xF0 && byte <= 0xF4)
		return (struct lead){3, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF};
	return (struct lead){0, 0, 0};
}

size_t utf8_decode(const char *text, size_t size, uint32_t *c)
{
	unsigned char first = (unsigned char)text[0];
	if (first < 0x80) {
		*c = first;
		return 1;
	}
	struct lead lead = lead_of(first);
	*c = UTF8_ILL_FORMED;
	if (lead.follow == 0)
		return 1;
	uint32_t value = first & (0x3Fu >> lead.follow);
	for (size_t i = 1; i <= lead.follow; i++) {
		if (i == size) {
			*c = UTF8_INCOMPLETE;
			return size;
		}
		unsigned char byte = (unsigned char)text[i];
		if (byte < (i == 1 ? lead.low : 0x80) || byte > (i == 1 ? lead.high : 0xBF))
			return i;
		value = value << 6 | (byte & 0x3F);
	}
	*c = value;
	return (size_t)lead.follow + 1;
}

uint32_t utf8_last(const char *text, size_t size)
{
	uint32_t c = UTF8_ILL_FORMED;
	size_t at = size > 0 ? utf8_step_back(text, size) : 0;
	if (size > 0 && !utf8_goes_on(text[at]))
		utf8_step(text + at, size - at, &c);
	return c;
}

size_t utf8_encode(uint32_t c, char out[4])
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}
