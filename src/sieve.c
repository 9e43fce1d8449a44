// SPDX-License-Identifier: MIT
// One pass over a line that finds the few rules which may match it, by the words that they need.
//
// A word is filed under its key (skim.h), in every script that it may be written in and with ASCII
// letters made small, so that nothing has to be folded on the way. What is no word's key is passed
// over; what is left is looked up and compared. A word that is too short for a key is filed under
// its last character, which is none that bodies are full of.
#include "sieve.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "fold.h"
#include "literal.h"
#include "skim.h"
#include "utf8.h"

#define SIGN_MOST 5
#define SLOTS 4096
#define VARIANTS (1 + FOLD_VARIANTS)
#define WORDS 16     // of an entry: more than most have
#define SPELLINGS 32 // likewise

// A word, whatever its spelling, and the entries that need it.
struct word {
	size_t text; // where it stands in `text`, NUL-terminated
	size_t size; // bytes
	uint64_t *entries;
};

// The beginning of a word in one script.
struct spelling {
	uint64_t bytes, mask; // up to eight of them, small, and which bits these are
	bool exact;           // these are the whole word, in just this spelling
	uint8_t compared;     // bytes of it that need not be compared once more
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
	struct skim skim;
	skim_function *pass;
	uint32_t ends[256];    // by last byte: index + 1 of a sign
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

// Room from the start for as much as is likely: to grow takes longer, and what is not used costs
// nothing.
static bool reserve(struct sieve *sieve, size_t entries)
{
	void *spellings = NULL, *words = NULL;
	bool done = array_reserve(&spellings, &sieve->spelling_room, entries * SPELLINGS,
			    sizeof *sieve->spelling) &&
		    array_reserve(&words, &sieve->word_room, entries * WORDS, sizeof *sieve->word);
	sieve->spelling = spellings;
	sieve->word = words;
	return done;
}

struct sieve *sieve_new(size_t entries)
{
	struct sieve *sieve = calloc(1, sizeof *sieve);
	if (!sieve)
		return NULL;
	sieve->set_words = SIEVE_SET_WORDS(entries);
	sieve->pass = skim_best();
	if (reserve(sieve, entries))
		return sieve;
	sieve_free(sieve);
	return NULL;
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

// Up to eight bytes, small; what is not there is 0.
static uint64_t eight_at(const char *text, size_t size)
{
	uint64_t bytes = 0;
	if (size >= sizeof bytes)
		memcpy(&bytes, text, sizeof bytes);
	else
		memcpy(&bytes, text, size);
	return bytes | (~bytes & 0x8080808080808080u) >> 2;
}

// --- filing words ---

static bool file_start(struct sieve *sieve, struct spelling spelling, uint32_t hash)
{
	void *list = sieve->spelling;
	if (!array_reserve(
		    &list, &sieve->spelling_room, sieve->spelling_count + 1, sizeof spelling))
		return false;
	sieve->spelling = list;
	spelling.next = sieve->slots[hash % SLOTS];
	sieve->spelling[sieve->spelling_count++] = spelling;
	sieve->slots[hash % SLOTS] = (uint32_t)sieve->spelling_count;
	skim_add_word(&sieve->skim, hash);
	return true;
}

static size_t last_char(const char *text, size_t size)
{
	size_t at = size;
	while (at > 0 && ((unsigned char)text[--at] & 0xC0) == 0x80)
		;
	return at;
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
	size_t at = last_char(bytes, size);
	skim_add_sign(&sieve->skim, bytes + at, size - at);
	return true;
}

static bool has_key(const char *word, size_t size)
{
	return size > 0 && skim_key_end(*word) <= size;
}

static bool has_ascii(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)text[i] < 0x80)
			return true;
	return false;
}

// A word in one of its spellings, which says what its first `spelt` bytes are.
static bool file_spelling(
	struct sieve *sieve, const char *text, size_t size, size_t spelt, size_t word)
{
	if (!has_key(text, size))
		return file_sign(sieve, text, size, word);
	unsigned char bits[8] = {0};
	struct spelling spelling = {.word = (uint32_t)word};
	memset(bits, 0xFF, spelt < sizeof bits ? spelt : sizeof bits);
	memcpy(&spelling.mask, bits, sizeof bits);
	spelling.bytes = eight_at(text, size) & spelling.mask;
	// What is small may have been another sign or letter.
	spelling.exact = size <= spelt && size <= sizeof bits && !has_ascii(text, size);
	// Elsewhere they may end within a character.
	if (spelt <= sizeof bits && utf8_ideographs(text, spelt) == spelt)
		spelling.compared = (uint8_t)spelt;
	return file_start(sieve, spelling, skim_hash(text));
}

// Letters, digits, blanks, and all ideographs: also a rare one may stand for a common one.
static bool is_common(const char *c)
{
	unsigned char first = (unsigned char)c[0], second = first ? (unsigned char)c[1] : 0;
	return first == ' ' || (first >= 'a' && first <= 'z') || (first >= '0' && first <= '9') ||
	       (first >= 0xE4 && first <= 0xED) || (first == 0xE3 && second >= 0x90) ||
	       strcmp(c, "\xE3\x80\x80") == 0;
}

bool sieve_takes(const char *word)
{
	size_t size = strlen(word);
	if (size == 0 || has_key(word, size))
		return size > 0;
	return size <= SIGN_MOST && !is_common(word + last_char(word, size)) &&
	       !strpbrk(word, "abcdefghijklmnopqrstuvwxyz");
}

// The characters that a line may have where the word has c.
static size_t variants_of(uint32_t c, uint32_t variants[VARIANTS])
{
	variants[0] = c;
	size_t others = fold_variants(c, variants + 1, FOLD_VARIANTS);
	return 1 + (others < FOLD_VARIANTS ? others : FOLD_VARIANTS);
}

// Files every spelling of a word in its characters from `at` to `end`, which is where its key or
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
	size_t end = has_key(text, size) ? skim_key_end(*text) : size;
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
	if (!has_key(text, size)) {
		for (uint32_t i = sieve->ends[(unsigned char)text[size - 1]]; i != 0;
			i = sieve->sign[i - 1].next)
			if (is_word(sieve, sieve->sign[i - 1].word, text, size))
				return sieve->sign[i - 1].word;
		return sieve->word_count;
	}
	uint32_t hash = skim_hash(text);
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

// Whether the text goes on with the word behind what was compared, letter case and script aside.
static bool goes_on(
	const struct sieve *sieve, const struct spelling *spelling, const char *text, size_t size)
{
	const struct word *word = &sieve->word[spelling->word];
	size_t at = spelling->compared;
	return word->size <= size && literal_stands_at(text + at, size - at,
					     sieve->text.data + word->text + at, word->size - at);
}

static void add_found(const struct sieve *sieve, size_t word, uint64_t *found)
{
	for (size_t i = 0; i < sieve->set_words; i++)
		found[i] |= sieve->word[word].entries[i];
}

// Adds the entries of the words that the text begins with; its key hashes to this.
static void find_words(
	const struct sieve *sieve, const char *text, size_t size, uint32_t hash, uint64_t *found)
{
	uint64_t start = eight_at(text, size);
	for (size_t i = sieve->slots[hash % SLOTS]; i != 0; i = sieve->spelling[i - 1].next) {
		const struct spelling *spelling = &sieve->spelling[i - 1];
		if ((start & spelling->mask) == spelling->bytes &&
			(spelling->exact || goes_on(sieve, spelling, text, size)))
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

// Adds the entries of the words that begin with the character at `at`, and of the signs that end in
// it. Returns where the next one is.
static size_t look_at(
	const struct sieve *sieve, const char *line, size_t size, size_t at, uint64_t *found)
{
	uint32_t c;
	size_t next = at + utf8_next(line + at, &c);
	find_signs(sieve, line, next, found);
	if (has_key(line + at, size - at))
		find_words(sieve, line + at, size - at, skim_hash(line + at), found);
	return next;
}

void sieve_line(const struct sieve *sieve, const char *line, size_t size, uint64_t *found)
{
	for (size_t at = 0; (at = sieve->pass(&sieve->skim, line, size, at)) < size;)
		at = look_at(sieve, line, size, at, found);
}
