// SPDX-License-Identifier: MIT
// Traditional characters folded to simplified ones, for matching and comparing only.
#ifndef DEHUSK_HANZI_H
#define DEHUSK_HANZI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The simplified form of a traditional character, or the character itself. Both forms always take
// three bytes in UTF-8, so that folding moves nothing, and what is folded folds to itself. Source:
// Unihan, kSimplifiedVariant, with a few changes that scripts/fold-table lists.
uint32_t hanzi_simplified(uint32_t c);

// Folds well-formed UTF-8 into `out`, which has room for `size` bytes; byte i of one is byte i of
// the other. Returns whether anything changed; when nothing did, `out` may be left unwritten.
bool hanzi_simplify(const char *text, size_t size, char *out);

// The same, and more: characters that simplified writing has, too, but for fewer words, become what
// it has for the others (著 becomes 着, 乾 becomes 干). So two writings of one text become equal;
// rules need such words apart. What is merged merges to itself. The digest of a page is defined by
// it: a change gives pages other digests.
uint32_t hanzi_merged(uint32_t c);

// Merges the leading characters of U+4E00 to U+9FFF of well-formed UTF-8 into `out`, which has room
// for `size` bytes, and returns how many bytes they take, in both.
size_t hanzi_merge_leading(const char *text, size_t size, char *out);

// Gives every other character that folds to `c` to `variants` (at most `room`) and returns how many
// there are, which may be more.
#define HANZI_VARIANTS 15 // room for those of any character
size_t hanzi_variants(uint32_t c, uint32_t *variants, size_t room);

#endif
