// SPDX-License-Identifier: MIT
// The Unicode clean-up of a line: repairs it, removes invisible characters, makes it NFC, settles
// blanks.
#ifndef DEHUSK_NORMALIZE_H
#define DEHUSK_NORMALIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

// Cleans one line after another. A line may come in pieces, cut anywhere, even inside a character:
// the result depends only on its bytes. Memory is bounded for lines of any length.
struct normalizer;

// NULL: no memory.
struct normalizer *normalizer_new(void);
void normalizer_free(struct normalizer *normalizer);

// Cleans the next piece of the line: raw bytes, meant as UTF-8, without line ends. Appends to `out`
// what is decided, in whole characters. False: no memory; only normalizer_free() may follow.
bool normalize_feed(
	struct normalizer *normalizer, const char *raw, size_t size, struct buffer *out);

// Ends the line: appends what was held back and gets ready for the next line.
bool normalize_end(struct normalizer *normalizer, struct buffer *out);

enum normalize_kind {
	NORMALIZE_OTHER, // it may change, or compose with what stands before it
	NORMALIZE_PLAIN, // it stays as it is
	NORMALIZE_BLANK,
	NORMALIZE_REMOVED,
};

// What becomes of a character in a line.
enum normalize_kind normalize_kind_of(uint32_t c);

// Ill-formed sequences replaced by U+FFFD since normalizer_new().
uint64_t normalize_ill_formed(const struct normalizer *normalizer);

#endif
