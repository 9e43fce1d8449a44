// SPDX-License-Identifier: MIT
// The Unicode clean-up of a line: repair, removal of what cannot be seen, NFC, blanks.
#ifndef DEHUSK_TIDY_H
#define DEHUSK_TIDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

// The clean-up of one line after another. A line may come in any number of pieces, cut anywhere,
// also inside a character: the result depends on its bytes alone, and the memory held is bounded
// however long the line is.
struct tidy;

// NULL: no memory.
struct tidy *tidy_new(void);
void tidy_free(struct tidy *tidy);

// Cleans the next piece of the line (raw bytes, meant as UTF-8, without any line end) and appends
// to `out` what is decided; whole characters only. False: no memory; only tidy_free() is left to
// do.
bool tidy_feed(struct tidy *tidy, const char *raw, size_t size, struct buffer *out);

// The line ends here: appends what was held back and makes ready for the next line.
bool tidy_end(struct tidy *tidy, struct buffer *out);

// Ill-formed sequences replaced by U+FFFD since tidy_new().
uint64_t tidy_ill_formed(const struct tidy *tidy);

#endif
