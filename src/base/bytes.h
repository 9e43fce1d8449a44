// SPDX-License-Identifier: MIT
// Sixteen bytes at once, as every processor of the last twenty years compares them.
#ifndef DEHUSK_BYTES_H
#define DEHUSK_BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define BYTES 16

// Comparing two of them gives bytes that are zero where that is false.
typedef unsigned char bytes __attribute__((vector_size(BYTES)));

// Reads BYTES bytes.
static inline bytes bytes_at(const char *text)
{
	bytes read;
	memcpy(&read, text, sizeof read);
	return read;
}

// Whether any of them differs from zero.
static inline bool bytes_any(bytes some)
{
	uint64_t halves[2];
	memcpy(halves, &some, sizeof halves);
	return (halves[0] | halves[1]) != 0;
}

// The index of the first that differs from zero, of some of which one does.
static inline size_t bytes_first(bytes some)
{
	size_t i = 0;
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint64_t halves[2];
	memcpy(halves, &some, sizeof halves);
	i = halves[0] != 0 ? 0 : 1;
	return 8 * i + (size_t)__builtin_ctzll(halves[i]) / 8;
#else
	while (some[i] == 0)
		i++;
	return i;
#endif
}

// The first of four bytes in a text, or its end. One that is given twice costs nothing.
static inline const char *bytes_find(const char *p, const char *end, char a, char b, char c, char d)
{
	const bytes first = (bytes){0} + (unsigned char)a, second = (bytes){0} + (unsigned char)b,
		    third = (bytes){0} + (unsigned char)c, fourth = (bytes){0} + (unsigned char)d;
	for (; end - p >= BYTES; p += BYTES) {
		bytes text = bytes_at(p);
		bytes found = (bytes)((text == first) | (text == second) | (text == third) |
				      (text == fourth));
		if (bytes_any(found))
			return p + bytes_first(found);
	}
	while (p < end && *p != a && *p != b && *p != c && *p != d)
		p++;
	return p;
}

#endif
