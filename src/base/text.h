// SPDX-License-Identifier: MIT
// Small questions about slices and ASCII, and digests.
#ifndef DEHUSK_TEXT_H
#define DEHUSK_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"

// The bytes of a buffer, borrowed until it changes.
static inline struct slice slice_of(const struct buffer *buffer)
{
	return (struct slice){buffer->data, buffer->size};
}

// The text from `at` on; `at` is at most its size.
static inline struct slice slice_from(struct slice text, size_t at)
{
	return (struct slice){text.data + at, text.size - at};
}

static inline bool equals(struct slice text, const char *string)
{
	size_t size = strlen(string);
	return text.size == size && (size == 0 || memcmp(text.data, string, size) == 0);
}

static inline bool begins_with(struct slice text, const char *string)
{
	// Nearly always the first byte settles it.
	if (text.size == 0 || *text.data != *string)
		return false;
	size_t size = strlen(string);
	return text.size >= size && memcmp(text.data, string, size) == 0;
}

static inline bool ends_with(struct slice text, const char *string)
{
	size_t size = strlen(string);
	return text.size >= size && memcmp(text.data + text.size - size, string, size) == 0;
}

// Whether a part, which is not empty, stands anywhere in a text. Looks for its last byte: the first
// bytes of most ideographs are the same few.
static inline bool has_part(struct slice text, struct slice part)
{
	if (text.size < part.size)
		return false;
	size_t last = part.size - 1;
	const char *at = text.data + last, *end = text.data + text.size;
	for (; (at = memchr(at, part.data[last], (size_t)(end - at))); at++)
		if (memcmp(at - last, part.data, last) == 0)
			return true;
	return false;
}

// `string` is not empty.
static inline bool contains(struct slice text, const char *string)
{
	return has_part(text, (struct slice){string, strlen(string)});
}

// --- digests ---

#define HASH_START 0xCBF29CE484222325u

// FNV-1a: the sum over more bytes, from HASH_START on.
static inline uint64_t hash_bytes(uint64_t sum, const char *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		sum = (sum ^ (unsigned char)data[i]) * 0x100000001B3u;
	return sum;
}

// --- ASCII ---

static inline bool is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_capital(int c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool is_letter(int c)
{
	return is_capital(c) || (c >= 'a' && c <= 'z');
}

static inline bool is_alnum(int c)
{
	return is_letter(c) || is_digit(c);
}

static inline char to_lower(char c)
{
	return is_capital(c) ? (char)(c + ('a' - 'A')) : c;
}

#endif
