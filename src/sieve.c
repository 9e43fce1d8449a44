// SPDX-License-Identifier: MIT
// One pass over a line that finds the few rules which may match it, by the words that they need.
//
// A word is filed under four of its bytes, which for two ideographs are the last byte of the first
// one and the second one whole, in every script that they may be written in. Bit 5 is set in all of
// them, which makes ASCII letters small and costs the others little, so that nothing has to be
// folded on the way. A bitmap tells at nearly every character of a body line that no word is filed
// there; what is left is looked up and compared. A word of less than four bytes, or of an ideograph
// and a sign, is filed under its last character, which is none that bodies are full of.
#include "sieve.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "fold.h"
#include "literal.h"
#include "utf8.h"

#define WINDOW 4
#define SIGN_MOST 5
#define SMALL 0x20202020u
#define SMALL_EIGHT 0x2020202020202020u
#define BITS 17
#define SLOTS 4096
#define VARIANTS 16

// A word, whatever its spelling, and the entries that need it.
struct word {
	size_t text; // where it stands in `text`, NUL-terminated
	size_t size; // bytes
	uint64_t *entries;
};

// The first two characters of a word in one script.
struct spelling {
	uint64_t bytes, mask; // up to eight of them, small, and which bits these are
	uint32_t window;
	uint32_t offset; // of the window in the word, bytes
	uint32_t word;
	uint32_t next; // index + 1 of the next one in the same slot
};

// A short word in one script, without letters that have two cases.
struct sign {
	char bytes[SIGN_MOST];
	uint32_t size, word;
	uint32_t next; // index + 1 of the next one with the same last byte
};

struct sieve {
	uint64_t bits[(1u << BITS) / 64];
	uint32_t ends[256]; // by last byte: index + 1 of a sign
	uint64_t pairs[64]; // by six bits of each of the last two bytes of a character: a sign ends
			    // in it
	uint32_t slots[SLOTS]; // index + 1 of a spelling
	size_t set_words;      // of a set of entries
	struct word *word;
	size_t word_count, word_room;
	struct spelling *spelling;
	size_t spelling_count, spelling_room;
	struct sign *sign;
	size_t sign_count, sign_room;
	struct buffer text;
};

struct sieve *sieve_new(size_t entries)
{
	struct sieve *sieve = calloc(1, sizeof *sieve);
	if (sieve)
		sieve->set_words = SIEVE_SET_WORDS(entries);
	return sieve;
}

void sieve_free(struct sieve *sieve)
{
	if (!sieve)
		return;
	for (size_t i = 0; i < sieve->word_count; i++)
		free(sieve->word[i].entries);
	free(sieve->word);
	free(sieve->spelling);
	free(sieve->sign);
	buffer_free(&sieve->text);
	free(sieve);
}

// `before` is the byte before the window, or 0 if the window begins with the word.
static uint32_t hash_of(uint32_t window, char before)
{
	return (window * 0x9E3779B1u + (unsigned char)before * 0x85EBCA77u) >> (32 - BITS);
}

// Up to eight bytes, small; what is not there is 0.
static uint64_t eight_at(const char *text, size_t size)
{
	uint64_t bytes = 0;
	if (size >= sizeof bytes)
		memcpy(&bytes, text, sizeof bytes);
	else
		memcpy(&bytes, text, size);
	return bytes | SMALL_EIGHT;
}

static uint32_t window_at(const char *text)
{
	uint32_t window;
	memcpy(&window, text, WINDOW);
	return window | SMALL;
}

// --- filing words ---

static bool file_window(struct sieve *sieve, struct spelling spelling, char before)
{
	void *list = sieve->spelling;
	if (!array_reserve(
		    &list, &sieve->spelling_room, sieve->spelling_count + 1, sizeof spelling))
		return false;
	sieve->spelling = list;
	uint32_t hash = hash_of(spelling.window, before);
	spelling.next = sieve->slots[hash % SLOTS];
	sieve->spelling[sieve->spelling_count++] = spelling;
	sieve->slots[hash % SLOTS] = (uint32_t)sieve->spelling_count;
	sieve->bits[hash / 64] |= (uint64_t)1 << hash % 64;
	return true;
}

static bool is_in_pairs(const struct sieve *sieve, const char *pair)
{
	return sieve->pairs[(unsigned char)pair[0] & 63] >> ((unsigned char)pair[1] & 63) & 1;
}

static bool file_sign(struct sieve *sieve, const char *bytes, size_t size, size_t word)
{
	void *list = sieve->sign;
	if (!array_reserve(&list, &sieve->sign_room, sieve->sign_count + 1, sizeof *sieve->sign))
		return false;
	sieve->sign = list;
	unsigned char last = (unsigned char)bytes[size - 1];
	struct sign sign = {
		.size = (uint32_t)size, .word = (uint32_t)word, .next = sieve->ends[last]};
	memcpy(sign.bytes, bytes, size);
	sieve->sign[sieve->sign_count++] = sign;
	sieve->ends[last] = (uint32_t)sieve->sign_count;
	if (last >= 0x80)
		sieve->pairs[(unsigned char)bytes[size - 2] & 63] |= (uint64_t)1 << (last & 63);
	return true;
}

// Where the window of a word begins; the size of the word if it is too short for one.
static size_t window_of(const char *word, size_t size)
{
	size_t offset = (unsigned char)*word >= 0xE0 ? 2 : 0;
	return offset + WINDOW <= size ? offset : size;
}

// A word in one of its spellings, which says what its first `spelt` bytes are.
static bool file_spelling(
	struct sieve *sieve, const char *text, size_t size, size_t spelt, size_t word)
{
	size_t offset = window_of(text, size);
	if (offset == size)
		return file_sign(sieve, text, size, word);
	unsigned char bits[8] = {0};
	struct spelling spelling = {.window = window_at(text + offset),
		.offset = (uint32_t)offset,
		.word = (uint32_t)word};
	memset(bits, 0xFF, spelt < sizeof bits ? spelt : sizeof bits);
	memcpy(&spelling.mask, bits, sizeof bits);
	spelling.bytes = eight_at(text, size) & spelling.mask;
	return file_window(sieve, spelling, offset > 0 ? text[offset - 1] : '\0');
}

static bool is_common(const char *c)
{
	unsigned char first = (unsigned char)*c;
	return first == ' ' || (first >= 'a' && first <= 'z') || (first >= '0' && first <= '9') ||
	       (first >= 0xE4 && first <= 0xED) || strcmp(c, "\xE3\x80\x80") == 0;
}

bool sieve_takes(const char *word)
{
	size_t size = strlen(word), last = size;
	if (size == 0 || window_of(word, size) < size)
		return size > 0;
	while (last > 0 && ((unsigned char)word[--last] & 0xC0) == 0x80)
		;
	return size <= SIGN_MOST && !is_common(word + last) &&
	       !strpbrk(word, "abcdefghijklmnopqrstuvwxyz");
}

// The characters that a line may have where the word has c.
static size_t variants_of(uint32_t c, uint32_t variants[VARIANTS])
{
	variants[0] = c;
	size_t others = fold_variants(c, variants + 1, VARIANTS - 1);
	return 1 + (others < VARIANTS - 1 ? others : VARIANTS - 1);
}

// Files every spelling of a word in its characters from `at` to `end`, which is where its window or
// the sign ends.
static bool file_spellings(
	struct sieve *sieve, struct buffer *word, size_t at, size_t end, size_t number)
{
	uint32_t c, variants[VARIANTS];
	if (at >= end)
		return file_spelling(sieve, word->data, word->size, end, number);
	size_t length = utf8_decode(word->data + at, word->size - at, &c),
	       count = variants_of(c, variants);
	bool done = true;
	// All spellings are as long: folding moves nothing.
	for (size_t i = 0; i < count && done; i++) {
		utf8_encode(variants[i], word->data + at);
		done = file_spellings(sieve, word, at + length, end, number);
	}
	utf8_encode(c, word->data + at);
	return done;
}

static bool file_all(struct sieve *sieve, const char *text, size_t size, size_t number)
{
	struct buffer word = {0};
	size_t offset = window_of(text, size), end = offset == size ? size : offset + WINDOW;
	bool done =
		buffer_append(&word, text, size) && file_spellings(sieve, &word, 0, end, number);
	buffer_free(&word);
	return done;
}

static bool is_word(const struct sieve *sieve, uint32_t number, const char *text, size_t size)
{
	const struct word *word = &sieve->word[number];
	return word->size == size && memcmp(sieve->text.data + word->text, text, size) == 0;
}

// The number of a word that was added before; the count of words if it was not.
static size_t find_word(const struct sieve *sieve, const char *text, size_t size)
{
	size_t offset = window_of(text, size);
	if (offset == size) {
		for (uint32_t i = sieve->ends[(unsigned char)text[size - 1]]; i != 0;
			i = sieve->sign[i - 1].next)
			if (is_word(sieve, sieve->sign[i - 1].word, text, size))
				return sieve->sign[i - 1].word;
		return sieve->word_count;
	}
	uint32_t hash = hash_of(window_at(text + offset), offset > 0 ? text[offset - 1] : '\0');
	for (uint32_t i = sieve->slots[hash % SLOTS]; i != 0; i = sieve->spelling[i - 1].next)
		if (is_word(sieve, sieve->spelling[i - 1].word, text, size))
			return sieve->spelling[i - 1].word;
	return sieve->word_count;
}

static bool add_word(struct sieve *sieve, const char *text, size_t size)
{
	void *list = sieve->word;
	struct word word = {.text = sieve->text.size, .size = size};
	if (!array_reserve(&list, &sieve->word_room, sieve->word_count + 1, sizeof word))
		return false;
	sieve->word = list;
	word.entries = calloc(sieve->set_words, sizeof *word.entries);
	if (!word.entries)
		return false;
	sieve->word[sieve->word_count++] = word;
	return buffer_append(&sieve->text, text, size + 1) &&
	       file_all(sieve, text, size, sieve->word_count - 1);
}

bool sieve_add(struct sieve *sieve, size_t entry, const char *word)
{
	size_t size = strlen(word), number = find_word(sieve, word, size);
	if (number == sieve->word_count && !add_word(sieve, word, size))
		return false;
	sieve->word[number].entries[entry / 64] |= (uint64_t)1 << entry % 64;
	return true;
}

// --- looking through a line ---

// Whether the line goes on with the word, letter case and script aside.
static bool stands_at(
	const struct sieve *sieve, const struct word *word, const char *line, size_t size)
{
	const char *text = sieve->text.data + word->text;
	if (word->size > size)
		return false;
	for (size_t at = 0; at < word->size;) {
		uint32_t wanted, c;
		size_t length = utf8_next(text + at, &wanted);
		utf8_next(line + at, &c);
		if (c != wanted && literal_fold_char(c) != wanted)
			return false;
		at += length;
	}
	return true;
}

static void add_found(const struct sieve *sieve, size_t word, uint64_t *found)
{
	for (size_t i = 0; i < sieve->set_words; i++)
		found[i] |= sieve->word[word].entries[i];
}

// Adds the entries of the words whose window is at `at`, and hashes to this.
static void find_words(const struct sieve *sieve, const char *line, size_t size, size_t at,
	uint32_t hash, uint64_t *found)
{
	uint32_t window = window_at(line + at);
	for (size_t i = sieve->slots[hash % SLOTS]; i != 0; i = sieve->spelling[i - 1].next) {
		const struct spelling *spelling = &sieve->spelling[i - 1];
		size_t start = at - spelling->offset;
		if (spelling->window != window || at < spelling->offset ||
			(eight_at(line + start, size - start) & spelling->mask) !=
				spelling->bytes ||
			!stands_at(sieve, &sieve->word[spelling->word], line + start, size - start))
			continue;
		add_found(sieve, spelling->word, found);
	}
}

// Adds the entries of the signs that end at `end`.
static void find_signs(const struct sieve *sieve, const char *line, size_t end, uint64_t *found)
{
	for (uint32_t i = sieve->ends[(unsigned char)line[end - 1]]; i != 0;
		i = sieve->sign[i - 1].next) {
		const struct sign *sign = &sieve->sign[i - 1];
		if (sign->size > end ||
			memcmp(line + end - sign->size, sign->bytes, sign->size) != 0)
			continue;
		add_found(sieve, sign->word, found);
	}
}

// Looks for words whose window is at `at`; `before` as in hash_of().
static inline void look_at(const struct sieve *sieve, const char *line, size_t size, size_t at,
	char before, uint64_t *found)
{
	if (at + WINDOW > size)
		return;
	uint32_t hash = hash_of(window_at(line + at), before);
	if (sieve->bits[hash / 64] >> hash % 64 & 1)
		find_words(sieve, line, size, at, hash, found);
}

// Passes over characters of three bytes, most of any Chinese text. Nothing here waits for a byte to
// know where the next character is.
static size_t pass_three(
	const struct sieve *sieve, const char *line, size_t size, size_t at, uint64_t *found)
{
	for (; at + 3 <= size && ((unsigned char)line[at] & 0xF0) == 0xE0; at += 3) {
		if (is_in_pairs(sieve, line + at + 1))
			find_signs(sieve, line, at + 3, found);
		look_at(sieve, line, size, at + 2, line[at + 1], found);
	}
	return at;
}

void sieve_line(const struct sieve *sieve, const char *line, size_t size, uint64_t *found)
{
	for (size_t at = 0; (at = pass_three(sieve, line, size, at, found)) < size;) {
		unsigned char c = (unsigned char)line[at];
		size_t next = at + (c < 0x80 ? 1 : c < 0xE0 ? 2 : 4);
		bool may_be_sign =
			c < 0x80 ? sieve->ends[c] != 0 : is_in_pairs(sieve, line + next - 2);
		if (may_be_sign)
			find_signs(sieve, line, next, found);
		if (c < 0xE0)
			look_at(sieve, line, size, at, '\0', found);
		else
			look_at(sieve, line, size, at + 2, line[at + 1], found);
		at = next;
	}
}
