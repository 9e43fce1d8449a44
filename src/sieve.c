// SPDX-License-Identifier: MIT
// One pass over a line that finds the few rules which may match it, by the words that they need.
//
// A word is filed under its first two characters, in every script that they may be written in, so that only ASCII has
// to be folded on the way. A bitmap tells of nearly every pair of characters in a body line that no word begins with
// it; what is left is looked up and compared. A word of one character is filed by itself, in a smaller map.
#include "sieve.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "fold.h"
#include "literal.h"
#include "utf8.h"

#define PAIR_BITS 15
#define VARIANTS 16

struct word {
	uint32_t first, second; // as a line may have them; second is 0 for a word of one character
	size_t entry;
	size_t rest; // where in `text` the word goes on, NUL-terminated
	size_t next; // index + 1 of the next word in the same slot
};

struct sieve {
	uint64_t pairs[(1u << PAIR_BITS) / 64];
	bool singles[256];
	size_t slots[1024]; // index + 1 of a word
	struct word *word;
	size_t count, room;
	struct buffer text;
};

struct sieve *sieve_new(void)
{
	return calloc(1, sizeof(struct sieve));
}

void sieve_free(struct sieve *sieve)
{
	if (!sieve)
		return;
	free(sieve->word);
	buffer_free(&sieve->text);
	free(sieve);
}

static uint32_t pair_hash(uint32_t first, uint32_t second)
{
	return (first * 0x9E3779B1u + second * 0x85EBCA77u) >> (32 - PAIR_BITS);
}

static unsigned char single_hash(uint32_t c)
{
	return (unsigned char)(c ^ c >> 8);
}

static size_t *slot_of(struct sieve *sieve, uint32_t first, uint32_t second)
{
	return &sieve->slots[pair_hash(first, second) % (sizeof sieve->slots / sizeof sieve->slots[0])];
}

// The characters that a line may have where the word has c; ASCII letters are small in both.
static size_t variants_of(uint32_t c, uint32_t variants[VARIANTS])
{
	variants[0] = c;
	if (c == 's' || c == 'k') {
		variants[1] = c == 's' ? 0x17F : 0x212A;
		return 2;
	}
	size_t others = fold_variants(c, variants + 1, VARIANTS - 1);
	return 1 + (others < VARIANTS - 1 ? others : VARIANTS - 1);
}

static bool file_word(struct sieve *sieve, struct word word)
{
	void *list = sieve->word;
	if (!array_reserve(&list, &sieve->room, sieve->count + 1, sizeof word))
		return false;
	sieve->word = list;
	size_t *slot = slot_of(sieve, word.first, word.second);
	word.next = *slot;
	sieve->word[sieve->count++] = word;
	*slot = sieve->count;
	uint32_t hash = pair_hash(word.first, word.second);
	if (word.second == 0)
		sieve->singles[single_hash(word.first)] = true;
	else
		sieve->pairs[hash / 64] |= (uint64_t)1 << hash % 64;
	return true;
}

bool sieve_add(struct sieve *sieve, size_t entry, const char *word)
{
	uint32_t c, first[VARIANTS], second[VARIANTS] = {0};
	size_t size = strlen(word), firsts, seconds = 1;
	size_t at = utf8_decode(word, size, &c);
	firsts = variants_of(c, first);
	if (at < size) {
		at += utf8_decode(word + at, size - at, &c);
		seconds = variants_of(c, second);
	}
	size_t rest = sieve->text.size;
	if (!buffer_append(&sieve->text, word + at, size - at + 1))
		return false;
	for (size_t i = 0; i < firsts; i++)
		for (size_t j = 0; j < seconds; j++)
			if (!file_word(sieve, (struct word){first[i], second[j], entry, rest, 0}))
				return false;
	return true;
}

// Whether the line goes on with the rest of a word.
static bool goes_on(const char *rest, const char *line, size_t size)
{
	size_t left = strlen(rest);
	while (left > 0) {
		uint32_t wanted, c;
		if (size == 0)
			return false;
		size_t length = utf8_decode(rest, left, &wanted);
		rest += length, left -= length;
		length = utf8_decode(line, size, &c);
		line += length, size -= length;
		if (literal_fold_char(c) != wanted)
			return false;
	}
	return true;
}

// Adds the entries of the words that begin with this pair of characters and go on as the line does.
static bool add_found(const struct sieve *sieve, uint32_t first, uint32_t second, const char *line, size_t size,
	uint64_t *found)
{
	bool any = false;
	size_t slot = pair_hash(first, second) % (sizeof sieve->slots / sizeof sieve->slots[0]);
	for (size_t i = sieve->slots[slot]; i != 0; i = sieve->word[i - 1].next) {
		const struct word *word = &sieve->word[i - 1];
		if (word->first != first || word->second != second || !goes_on(sieve->text.data + word->rest, line, size))
			continue;
		found[word->entry / 64] |= (uint64_t)1 << word->entry % 64;
		any = true;
	}
	return any;
}

// One character of well-formed UTF-8, ASCII capitals made small.
static inline size_t next_char(const char *text, uint32_t *c)
{
	const unsigned char *byte = (const unsigned char *)text;
	if (byte[0] < 0x80) {
		*c = byte[0] >= 'A' && byte[0] <= 'Z' ? byte[0] | 0x20u : byte[0];
		return 1;
	}
	if (byte[0] < 0xE0) {
		*c = (byte[0] & 0x1Fu) << 6 | (byte[1] & 0x3Fu);
		return 2;
	}
	if (byte[0] < 0xF0) {
		*c = (byte[0] & 0x0Fu) << 12 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3Fu);
		return 3;
	}
	*c = (byte[0] & 0x07u) << 18 | (byte[1] & 0x3Fu) << 12 | (byte[2] & 0x3Fu) << 6 | (byte[3] & 0x3Fu);
	return 4;
}

bool sieve_line(const struct sieve *sieve, const char *line, size_t size, uint64_t *found)
{
	bool any = false;
	uint32_t before = 0;
	for (size_t at = 0; at < size;) {
		uint32_t c;
		at += next_char(line + at, &c);
		uint32_t hash = pair_hash(before, c);
		if (sieve->pairs[hash / 64] >> hash % 64 & 1)
			any |= add_found(sieve, before, c, line + at, size - at, found);
		if (sieve->singles[single_hash(c)])
			any |= add_found(sieve, c, 0, line + at, size - at, found);
		before = c;
	}
	return any;
}
