// SPDX-License-Identifier: MIT
// Small sets of words for the parser of patterns (literals.h).
#include "match/words.h"

#include <string.h>

#define FEW_CHARS 2 // length of a shortened word

// The first characters tell most words apart, so this is faster than memcmp().
static bool begins_at(const struct word *whole, size_t at, const struct word *piece)
{
	for (size_t i = 0; i < piece->length; i++)
		if (whole->c[at + i] != piece->c[i])
			return false;
	return true;
}

static bool word_equal(const struct word *a, const struct word *b)
{
	return a->length == b->length && begins_at(a, 0, b);
}

static bool word_contains(const struct word *whole, const struct word *piece)
{
	for (size_t i = 0; i + piece->length <= whole->length; i++)
		if (begins_at(whole, i, piece))
			return true;
	return false;
}

bool words_add(struct words *words, const struct word *word)
{
	for (size_t i = 0; i < words->count; i++)
		if (word_equal(&words->word[i], word))
			return true;
	if (words->count == WORDS_MOST)
		return false;
	words->word[words->count++] = *word;
	return true;
}

bool words_unite(struct words *words, const struct words *others)
{
	for (size_t i = 0; i < others->count; i++)
		if (!words_add(words, &others->word[i]))
			return false;
	return true;
}

void words_copy(struct words *words, const struct words *from)
{
	memcpy(words->word, from->word, from->count * sizeof from->word[0]);
	words->count = from->count;
}

void words_set_empty_word(struct words *words)
{
	words->count = 1;
	words->word[0].length = 0;
}

bool words_append(struct words *words, uint32_t c)
{
	for (size_t i = 0; i < words->count; i++)
		if (words->word[i].length == WORDS_MOST_CHARS)
			return false;
	for (size_t i = 0; i < words->count; i++)
		words->word[i].c[words->word[i].length++] = c;
	return true;
}

static bool word_append(struct word *word, const struct word *tail)
{
	if (tail->length > WORDS_MOST_CHARS - word->length)
		return false;
	memcpy(word->c + word->length, tail->c, tail->length * sizeof tail->c[0]);
	word->length += tail->length;
	return true;
}

bool words_multiply(struct words *words, const struct words *tails)
{
	struct words product;
	product.count = 0;
	for (size_t i = 0; i < words->count; i++) {
		for (size_t j = 0; j < tails->count; j++) {
			struct word word = words->word[i];
			if (!word_append(&word, &tails->word[j]) || !words_add(&product, &word))
				return false;
		}
	}
	words_copy(words, &product);
	return true;
}

size_t words_weight(const struct words *words)
{
	size_t least = 0;
	for (size_t i = 0; i < words->count; i++) {
		size_t weight = 0;
		for (size_t k = 0; k < words->word[i].length; k++)
			weight += words->word[i].c[k] < 0x80 ? 1 : 2;
		if (i == 0 || weight < least)
			least = weight;
	}
	return least;
}

void words_keep_better(struct words *best, const struct words *words)
{
	size_t old = words_weight(best), new = words_weight(words);
	if (new > old || (new > 0 && new == old && words->count < best->count))
		words_copy(best, words);
}

// Bit c % 64 for each character c. The bits of a word include the bits of each word in it.
static uint64_t bits_of(const struct word *word)
{
	uint64_t bits = 0;
	for (size_t k = 0; k < word->length; k++)
		bits |= (uint64_t)1 << word->c[k] % 64;
	return bits;
}

void words_reduce(struct words *words)
{
	size_t count = 0;
	uint64_t bits[WORDS_MOST];
	for (size_t i = 0; i < words->count; i++)
		bits[i] = bits_of(&words->word[i]);
	for (size_t i = 0; i < words->count; i++) {
		bool needed = true;
		for (size_t k = 0; k < words->count && needed; k++)
			needed = k == i || (bits[k] & ~bits[i]) != 0 ||
				 !word_contains(&words->word[i], &words->word[k]);
		// A dropped word still contains one that stays, so it may be overwritten.
		if (needed) {
			words->word[count] = words->word[i];
			bits[count++] = bits[i];
		}
	}
	words->count = count;
}

void words_shorten(struct words *words)
{
	struct words longer;
	words_copy(&longer, words);
	words->count = 0;
	for (size_t i = 0; i < longer.count; i++) {
		if (longer.word[i].length > FEW_CHARS)
			longer.word[i].length = FEW_CHARS;
		words_add(words, &longer.word[i]);
	}
	words_reduce(words);
}
