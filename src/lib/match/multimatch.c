// SPDX-License-Identifier: MIT
// Finds in one pass over a line the rules that may match it, by the words that they need.
//
// The words form a trie of characters. Its roots hold the characters that the key of a word is
// taken from. A root is stored under its key in every spelling: in simplified and traditional
// characters, with small ASCII letters. So the line is not folded. A bitmap of keys skips most
// positions of a line. At the others the root is looked up, and the trie is followed by folded
// characters. A word too short for a key is a sign. It is stored under its last character, which is
// rare in body text.
#include "match/multimatch.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "match/literals.h"
#include "match/multimatch-tables.h"

// The loop over a line is to be compiled twice: for one multimatch, and for two.
#define LOOP_INLINE static inline __attribute__((always_inline))

static void add_found(const struct multimatch *multimatch, uint32_t set, uint64_t *found)
{
	const uint64_t *entries = multimatch->sets + set * multimatch->set_words;
	for (size_t i = 0; i < multimatch->set_words; i++)
		found[i] |= entries[i];
}

static void set_entry(uint64_t *set, size_t entry)
{
	set[entry / 64] |= (uint64_t)1 << entry % 64;
}

// Adds the entries of all words below a root that the text begins with.
// Returns whether there are any.
LOOP_INLINE bool match_path(const struct multimatch *multimatch,
	const struct multimatch_spelling *root, const char *text, size_t size, uint64_t *found)
{
	size_t at = root->size;
	bool any = false;
	for (uint32_t i = root->node; i != NONE;) {
		const struct multimatch_node *node = &multimatch->node[i];
		uint32_t c;
		any |= node->entry != NONE;
		if (node->entry != NONE)
			set_entry(found, node->entry);
		if (node->set != NONE)
			add_found(multimatch, node->set, found);
		if (node->next == 0 || at == size)
			break;
		at += utf8_next(text + at, &c);
		i = child_of(multimatch, node, literal_fold_char(c));
	}
	return any;
}

// Adds the entries of the words at the beginning of the text. `hash` is the hash of its key.
// Returns whether there are any.
LOOP_INLINE bool find_words(const struct multimatch *multimatch, const char *text, size_t size,
	uint32_t hash, uint64_t *found)
{
	uint64_t start = eight_at(text, size);
	for (size_t i = first_slot(multimatch, hash); multimatch->slot[i].size > 0;
		i = next_slot(multimatch, i)) {
		const struct multimatch_spelling *spelling = &multimatch->slot[i];
		// No text begins with two roots: its first bytes tell how long its root is.
		if (first_bytes(start, spelling->size) == spelling->bytes &&
			(spelling->plain || literal_stands_at(text, size,
						    text_of(multimatch, spelling), spelling->size)))
			return match_path(multimatch, spelling, text, size, found);
	}
	return false;
}

// Adds the entries of the signs that end at `end`. Returns whether there are any.
static bool find_signs(
	const struct multimatch *multimatch, const char *line, size_t end, uint64_t *found)
{
	bool any = false;
	for (uint32_t i = multimatch->ends[(unsigned char)line[end - 1]]; i != 0;
		i = multimatch->sign[i - 1].next) {
		const struct multimatch_sign *sign = &multimatch->sign[i - 1];
		// The first byte tells most of them apart, faster than memcmp().
		if (sign->size > end || line[end - sign->size] != sign->bytes[0] ||
			memcmp(line + end - sign->size, sign->bytes, sign->size) != 0)
			continue;
		add_found(multimatch, sign->set, found);
		any = true;
	}
	return any;
}

// The bytes of a character beyond ASCII.
static inline size_t length_of(char first)
{
	unsigned char c = (unsigned char)first;
	return c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static inline bool may_be_sign(const struct multimatch *multimatch, const char *text, size_t length)
{
	unsigned char last = (unsigned char)text[length - 1];
	// No sign ends in an ideograph like most of Chinese text.
	return !utf8_begins_ideograph(*text) &&
	       (multimatch->pairs[(unsigned char)text[length - 2] & 63] >> (last & 63) & 1);
}

static inline bool is_start(const struct multimatch *multimatch, uint32_t hash)
{
	return multimatch->starts[hash / 32] >> hash % 32 & 1;
}

// The first position at or after `at` that may begin a word, or that has no such ideograph.
static inline size_t skip_ideographs(
	const struct multimatch *multimatch, const char *line, size_t size, size_t at)
{
	while (at + WIDE_KEY <= size && utf8_begins_ideograph(line[at]) &&
		!is_start(multimatch, hash_of_key(wide_key(line + at))))
		at += 3;
	return at;
}

// One or two multimatches that are searched in one pass. `filter` has the bitmaps of them all.
struct search {
	const struct multimatch *filter;
	const struct multimatch *part[2];
	uint64_t *found[2];
	size_t count;
	unsigned any; // bit k: something was found of part k
};

// Adds the entries of the words that begin at `at`. `hash` is the hash of the key there.
LOOP_INLINE void match_words(
	struct search *search, const char *line, size_t size, size_t at, uint32_t hash)
{
	if (!is_start(search->filter, hash))
		return;
	for (size_t k = 0; k < search->count; k++)
		if (is_start(search->part[k], hash))
			search->any |= (unsigned)find_words(search->part[k], line + at, size - at,
					       hash, search->found[k])
				       << k;
}

// Adds the entries of the signs that end at `end`.
LOOP_INLINE void match_signs(struct search *search, const char *line, size_t end)
{
	for (size_t k = 0; k < search->count; k++)
		search->any |= (unsigned)find_signs(search->part[k], line, end, search->found[k])
			       << k;
}

// Adds the entries of the words that begin in the ASCII text at `at`, and of the signs that end in
// it. Returns the position of the next other character.
LOOP_INLINE size_t match_ascii(struct search *search, const char *line, size_t size, size_t at)
{
	for (; at < size && (unsigned char)line[at] < 0x80; at++) {
		if (search->filter->ascii[(unsigned char)line[at]])
			match_signs(search, line, at + 1);
		if (size - at >= KEY)
			match_words(search, line, size, at,
				hash_of_key(in_small_letters(narrow_key(line + at))));
	}
	return at;
}

// The same for one character beyond ASCII.
LOOP_INLINE size_t match_other(struct search *search, const char *line, size_t size, size_t at)
{
	size_t length = length_of(line[at]);
	if (may_be_sign(search->filter, line + at, length))
		match_signs(search, line, at + length);
	if (has_key(line + at, size - at))
		match_words(search, line, size, at, hash_of(line + at));
	return at + length;
}

LOOP_INLINE void run_search(struct search *search, const char *line, size_t size)
{
	for (size_t at = 0; (at = skip_ideographs(search->filter, line, size, at)) < size;)
		at = (unsigned char)line[at] < 0x80 ? match_ascii(search, line, size, at)
						    : match_other(search, line, size, at);
}

bool multimatch_line(
	const struct multimatch *multimatch, const char *line, size_t size, uint64_t *found)
{
	struct search search = {multimatch, {multimatch}, {found}, 1, 0};
	run_search(&search, line, size);
	return search.any != 0;
}

// --- pairs ---

struct multimatch_pair {
	struct multimatch filter; // only its bitmaps count
	const struct multimatch *part[2];
};

static void add_bitmaps(struct multimatch *filter, const struct multimatch *part)
{
	for (size_t i = 0; i < sizeof filter->starts / sizeof *filter->starts; i++)
		filter->starts[i] |= part->starts[i];
	for (size_t i = 0; i < sizeof filter->pairs / sizeof *filter->pairs; i++)
		filter->pairs[i] |= part->pairs[i];
	for (size_t i = 0; i < sizeof filter->ascii / sizeof *filter->ascii; i++)
		filter->ascii[i] |= part->ascii[i];
}

struct multimatch_pair *multimatch_pair_new(
	const struct multimatch *first, const struct multimatch *second)
{
	struct multimatch_pair *pair = malloc(sizeof *pair);
	if (!pair)
		return NULL;
	pair->part[0] = first;
	pair->part[1] = second;
	pair->filter = *first;
	add_bitmaps(&pair->filter, second);
	return pair;
}

void multimatch_pair_free(struct multimatch_pair *pair)
{
	free(pair);
}

unsigned multimatch_pair_line(const struct multimatch_pair *pair, const char *line, size_t size,
	uint64_t *first, uint64_t *second)
{
	struct search search = {
		&pair->filter, {pair->part[0], pair->part[1]}, {first, second}, 2, 0};
	run_search(&search, line, size);
	return search.any;
}
