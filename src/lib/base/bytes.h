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

#endif
