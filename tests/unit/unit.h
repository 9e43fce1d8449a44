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

#endif
