// SPDX-License-Identifier: MIT
// What every match of a pattern must contain: the words that let a line be passed over unasked.
#ifndef DEHUSK_LITERALS_H
#define DEHUSK_LITERALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "match/edges.h"

// A set of words. Every cleaned line (no blank but U+0020 and U+3000) that the pattern matches
// contains at least one of them, once both are folded by literal_fold_char(). An empty set: nothing
// is known, the pattern has to be asked.
struct literals {
	struct buffer text; // the words, each ended by a NUL
	size_t count;
};

// Reads the pattern as PCRE2 would (PCRE2_UTF | PCRE2_UCP) and finds the most telling set of words.
// It may always give up (an empty set); it may never be wrong. What the matches begin with and end
// in goes to *edges, to be freed by edges_free(). False: no memory.
bool literals_find(
	const char *pattern, size_t size, struct literals *literals, struct edges *edges);

void literals_free(struct literals *literals);

// The folding that words and texts are compared under: hanzi_simplified(), and ASCII capitals to
// small letters. It moves nothing.
uint32_t literal_fold_char(uint32_t c);

// Whether a text (well-formed UTF-8) begins with a word that is folded so.
bool literal_stands_at(const char *text, size_t size, const char *word, size_t word_size);

#endif
