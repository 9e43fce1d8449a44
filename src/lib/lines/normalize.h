// SPDX-License-Identifier: MIT
// The Unicode clean-up of a line: repairs it, removes invisible characters, makes it NFC, settles
// blanks.
#ifndef DEHUSK_TIDY_H
#define DEHUSK_TIDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

// Cleans one line after another. A line may come in pieces, cut anywhere, even inside a character:
// the result depends only on its bytes. Memory is bounded for lines of any length.
struct tidy;

// NULL: no memory.
struct tidy *tidy_new(void);
void tidy_free(struct tidy *tidy);

// Cleans the next piece of the line: raw bytes, meant as UTF-8, without line ends. Appends to `out`
// what is decided, in whole characters. False: no memory; only tidy_free() may follow.
bool tidy_feed(struct tidy *tidy, const char *raw, size_t size, struct buffer *out);

// Ends the line: appends what was held back and gets ready for the next line.
bool tidy_end(struct tidy *tidy, struct buffer *out);

// Ill-formed sequences replaced by U+FFFD since tidy_new().
uint64_t tidy_ill_formed(const struct tidy *tidy);

#endif
