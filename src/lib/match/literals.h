// SPDX-License-Identifier: MIT
// The literal words of a pattern. A line without any of them cannot match.
#ifndef DEHUSK_LITERALS_H
#define DEHUSK_LITERALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "match/edges.h"

// A set of words. Every cleaned line (its only blanks are U+0020 and U+3000) that the pattern
// matches contains at least one of them, if both are folded by literal_fold_char(). An empty set:
// nothing is known, and the pattern has to be asked.
struct literals {
	struct buffer text; // the words, each ended by NUL
	size_t count;
};

// Parses the folded pattern as PCRE2 does (PCRE2_UTF | PCRE2_UCP) and finds its best set of words.
// The set may be empty, but it is never wrong. *edges gets the first and last characters of the
// matches; free it with edges_free(). False: no memory.
bool literals_find(
	const char *pattern, size_t size, struct literals *literals, struct edges *edges);

void literals_free(struct literals *literals);

// The folding of words and texts: hanzi_simplified(), and ASCII capitals to small letters. It
// changes no length.
uint32_t literal_fold_char(uint32_t c);

// Whether a text (well-formed UTF-8) begins with a folded word.
bool literal_stands_at(const char *text, size_t size, const char *word, size_t word_size);

#endif
