// SPDX-License-Identifier: MIT
// What several unit tests need: cmocka with all it wants, counts of tables, repeated texts, numbers
// that look random.
#ifndef DEHUSK_UNIT_H
#define DEHUSK_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

// The same numbers in every run: Marsaglia, "Xorshift RNGs" (2003).
static inline uint32_t random_below(uint32_t limit)
{
	static uint32_t state = 1;
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % limit;
}

static inline struct slice slice_of(const char *text)
{
	return (struct slice){text, strlen(text)};
}

// In a run that tries less (DEHUSK_BRIEF) so many, else 1: steps of loops, and what amounts are
// divided by.
static inline uint32_t brief(uint32_t less)
{
	return getenv("DEHUSK_BRIEF") ? less : 1;
}

// `unit` so many times, then `tail`; free() it.
static inline char *repeated(const char *unit, size_t count, const char *tail)
{
	size_t size = strlen(unit);
	char *text = malloc(size * count + strlen(tail) + 1);
	assert_non_null(text);
	for (size_t i = 0; i < count; i++)
		memcpy(text + i * size, unit, size);
	memcpy(text + size * count, tail, strlen(tail) + 1);
	return text;
}

// Appends pieces of text to `line` (room for `most` bytes) until it is nearly full. The bytes
// there.
static inline size_t random_pieces(
	char *line, size_t most, const char *const *pieces, uint32_t count)
{
	size_t size = 0;
	for (;;) {
		const char *piece = pieces[random_below(count)];
		if (size + strlen(piece) > most)
			return size;
		memcpy(line + size, piece, strlen(piece));
		size += strlen(piece);
	}
}

// Puts U+3400 in place of each ideograph of U+4000 to U+9FFF: as long, and as much of one, but not
// among those that many are passed over at once of.
static inline void make_rare(char *text, size_t size)
{
	for (size_t at = 0; at + 2 < size; at++)
		if ((unsigned char)text[at] >= 0xE4 && (unsigned char)text[at] <= 0xE9)
			memcpy(text + at, "\xE3\x90\x80", 3);
}

#endif
