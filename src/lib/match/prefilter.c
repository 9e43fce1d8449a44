// SPDX-License-Identifier: MIT
// Selects the few rules and readers that may match a line.
//
// The multimatch finds the entries that have a word in the line. Words too short for it are
// searched one by one, last of all. An entry is skipped if its matches have other first or last
// characters, if the line is too long or too short, or if the line has a mark that the entry
// excludes or too few of the marks that it needs. Each test may only exclude rules that cannot
// match; PCRE2 decides. docs/rules.md says what the tests read in a pattern.
#include "match/prefilter.h"

#include <stdlib.h>
#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"
#include "match/literals.h"
#include "match/multimatch.h"
#include "match/prefilter-tables.h"
#include "match/shape.h"

// Most common ideographs have a place of their own.
#define FIRST_ROOM 16384

enum letters { LETTERS_UNKNOWN, LETTERS_NONE, LETTERS_SOME };

// The current line.
struct subject {
	struct slice text;
	uint32_t first;       // the first character
	uint32_t last;        // the last character, folded; 0: not known yet
	size_t chars;         // characters; 0: not counted yet
	enum letters letters; // whether it has ASCII letters
	bool looked;          // `marks` is filled
	struct shape_marks marks;
	// Sets of entries. `may`: those that may match a line with this first character. `known`:
	// those for which this was looked up.
	uint64_t *known, *may;
};

struct prefilter {
	const struct prefilter_tables *tables;
	uint64_t *found; // the entries with words in this line, and those without words
	bool none;       // no entry can match this line
	// What is known of first characters, in order of appearance, so that few pages of memory
	// are touched. For each there are the character and the sets `known` and `may`. Behind
	// them, in the same memory: the place of a character, its index + 1 in `first`; 0: none.
	uint64_t *first;
	size_t first_count;
	uint16_t *first_place;
	struct subject subject;
};

static bool has_bit(const uint64_t *set, size_t i)
{
	return (set[i / 64] >> i % 64 & 1) != 0;
}

// --- setting up ---

struct prefilter *prefilter_new(const struct prefilter_tables *tables)
{
	struct prefilter *prefilter = calloc(1, sizeof *prefilter);
	if (!prefilter)
		return NULL;
	size_t words = tables->set_words;
	prefilter->tables = tables;
	prefilter->found = calloc(words, sizeof *prefilter->found);
	size_t first = (1 + 2 * words) * FIRST_ROOM;
	prefilter->first = calloc(first + FIRST_ROOM / 4, sizeof *prefilter->first);
	if (!prefilter->found || !prefilter->first) {
		prefilter_free(prefilter);
		return NULL;
	}
	prefilter->first_place = (uint16_t *)(void *)(prefilter->first + first);
	return prefilter;
}

void prefilter_free(struct prefilter *prefilter)
{
	if (!prefilter)
		return;
	free(prefilter->found);
	free(prefilter->first);
	free(prefilter);
}

// --- the first character ---

// Finds the sets of the first character. They may replace those of another one.
static void find_first(struct prefilter *prefilter, struct subject *subject)
{
	size_t words = prefilter->tables->set_words;
	uint16_t *place = &prefilter->first_place[subject->first % FIRST_ROOM];
	if (*place == 0)
		*place = (uint16_t)++prefilter->first_count;
	uint64_t *first = prefilter->first + (*place - 1u) * (1 + 2 * words);
	subject->known = first + 1;
	subject->may = subject->known + words;
	if (*first != subject->first) {
		memset(subject->known, 0, 2 * words * sizeof *subject->known);
		*first = subject->first;
	}
}

static bool may_begin_with(const struct prefilter_entry *entry, uint32_t first)
{
	if (entry->reader)
		return entry->reader->first == 0 || entry->reader->first == first;
	return char_set_has(&entry->first, hanzi_simplified(first));
}

// Finds out whether an entry may match a line with this first character. The result is kept for
// each character.
static void look_up_first(struct prefilter *prefilter, size_t i)
{
	struct subject *subject = &prefilter->subject;
	uint64_t bit = (uint64_t)1 << i % 64;
	subject->known[i / 64] |= bit;
	if (may_begin_with(&prefilter->tables->entry[i], subject->first))
		subject->may[i / 64] |= bit;
}

static inline bool may_begin(struct prefilter *prefilter, size_t i)
{
	if (!has_bit(prefilter->subject.known, i))
		look_up_first(prefilter, i);
	return has_bit(prefilter->subject.may, i);
}

// The first entry from `from` on that has a bit in this word of a set.
static size_t first_bit(uint64_t bits, size_t word, size_t from)
{
	if (word == from / 64)
		bits &= ~(uint64_t)0 << from % 64;
	return bits != 0 ? word * 64 + (size_t)__builtin_ctzll(bits) : PREFILTER_NONE;
}

// The next entry from `from` on that may have a word in the line with a date behind it.
static size_t next_dated(const struct prefilter *prefilter, size_t from)
{
	const struct prefilter_tables *tables = prefilter->tables;
	const struct subject *subject = &prefilter->subject;
	size_t i = PREFILTER_NONE;
	for (size_t word = from / 64; word < tables->set_words && i == PREFILTER_NONE; word++)
		i = first_bit(
			(prefilter->found[word] | tables->shorts[word] | tables->dated[word]) &
				(subject->may[word] | ~subject->known[word]),
			word, from);
	return i;
}

bool prefilter_any_dated(struct prefilter *prefilter, size_t end)
{
	for (size_t i = 0; (i = next_dated(prefilter, i)) < end; i++)
		if (may_begin(prefilter, i))
			return true;
	return false;
}

// --- the end and the length ---

static uint32_t last_char_of(struct subject *subject)
{
	if (subject->last == 0)
		subject->last = hanzi_simplified(utf8_last(subject->text.data, subject->text.size));
	return subject->last;
}

static bool may_end(struct subject *subject, const struct prefilter_entry *entry)
{
	if (entry->reader)
		return !entry->reader->may_end || entry->reader->may_end(last_char_of(subject));
	return char_set_has(&entry->last, last_char_of(subject));
}

// Counts the continuation bytes, eight at a time: each adds one to the top byte of the product.
static size_t count_chars(struct slice text)
{
	size_t others = 0, i = 0;
	for (; i + 8 <= text.size; i += 8) {
		uint64_t bytes;
		memcpy(&bytes, text.data + i, sizeof bytes);
		others += (size_t)(((bytes >> 7 & ~(bytes >> 6) & 0x0101010101010101u) *
					   0x0101010101010101u) >>
				   56);
	}
	for (; i < text.size; i++)
		others += ((unsigned char)text.data[i] & 0xC0) == 0x80;
	return text.size - others;
}

static size_t chars_of(struct subject *subject)
{
	if (subject->chars == 0)
		subject->chars = count_chars(subject->text);
	return subject->chars;
}

static bool has_length(struct subject *subject, const struct shape_whole *whole)
{
	// A character has one to four bytes, which settles most cases.
	size_t size = subject->text.size;
	if (size < whole->least || size / 4 > whole->most)
		return false;
	if (size / 4 >= whole->least && size <= whole->most)
		return true;
	size_t chars = chars_of(subject);
	return chars >= whole->least && chars <= whole->most;
}

static bool has_marks(struct subject *subject, const struct shape_whole *whole)
{
	if (whole->without == 0 && whole->marks == 0)
		return true;
	if (!subject->looked) {
		subject->looked = true;
		shape_marks(subject->text, &subject->marks);
	}
	return shape_has_marks(&subject->marks, whole);
}

// Whether the line is within the limits that the lookaheads of a pattern set.
static bool may_be_whole(struct subject *subject, const struct shape_whole *whole)
{
	return has_length(subject, whole) && has_marks(subject, whole);
}

// --- short words ---

static bool is_near_letter(char c)
{
	return ((unsigned char)c & 0xC0) == 0x40;
}

static bool has_opening(struct slice text, const struct prefilter_opening *opening)
{
	const char *at = text.data, *end = text.data + text.size;
	size_t size = strlen(opening->word);
	while ((at = memmem(at, (size_t)(end - at), opening->bytes, opening->size))) {
		if (literal_stands_at(at, (size_t)(end - at), opening->word, size))
			return true;
		at += opening->size;
	}
	return false;
}

// Whether the text has an ASCII letter or one of the signs in the same two columns; eight bytes at
// a time.
static bool has_ascii_letter(struct slice text)
{
	size_t i = 0;
	for (; i + 8 <= text.size; i += 8) {
		uint64_t bytes;
		memcpy(&bytes, text.data + i, sizeof bytes);
		if (bytes & ~(bytes >> 1) & 0x4040404040404040u)
			return true;
	}
	for (; i < text.size; i++)
		if (is_near_letter(text.data[i]))
			return true;
	return false;
}

static bool has_short_word(struct subject *subject, const struct prefilter_entry *entry)
{
	if (subject->letters == LETTERS_UNKNOWN)
		subject->letters = has_ascii_letter(subject->text) ? LETTERS_SOME : LETTERS_NONE;
	for (size_t i = 0; i < entry->opening_count; i++) {
		const struct prefilter_opening *opening = &entry->openings[i];
		bool missing = subject->letters == LETTERS_NONE && is_near_letter(*opening->bytes);
		if (!missing && has_opening(subject->text, opening))
			return true;
	}
	return false;
}

// --- selecting ---

static inline __attribute__((always_inline)) void begin_subject(
	struct prefilter *prefilter, struct slice line)
{
	struct subject *subject = &prefilter->subject;
	size_t words = prefilter->tables->set_words;
	subject->text = line;
	subject->last = 0;
	subject->chars = 0;
	subject->letters = LETTERS_UNKNOWN;
	subject->looked = false;
	utf8_next(line.data, &subject->first);
	find_first(prefilter, subject);
	memcpy(prefilter->found, prefilter->tables->wordless, words * sizeof *prefilter->found);
}

void prefilter_begin(struct prefilter *prefilter, struct slice line)
{
	begin_subject(prefilter, line);
	bool any = multimatch_line(
		prefilter->tables->multimatch, line.data, line.size, prefilter->found);
	prefilter->none = !any && !prefilter->tables->always;
}

struct multimatch_pair *prefilter_pair_new(
	const struct prefilter *first, const struct prefilter *second)
{
	return multimatch_pair_new(first->tables->multimatch, second->tables->multimatch);
}

void prefilter_begin_pair(struct prefilter *first, struct prefilter *second,
	const struct multimatch_pair *pair, struct slice line)
{
	begin_subject(first, line);
	begin_subject(second, line);
	unsigned any =
		multimatch_pair_line(pair, line.data, line.size, first->found, second->found);
	first->none = !(any & 1u) && !first->tables->always;
	second->none = !(any & 2u) && !second->tables->always;
}

static size_t next_in_set(const struct prefilter *prefilter, size_t from)
{
	const struct subject *subject = &prefilter->subject;
	size_t i = PREFILTER_NONE;
	for (size_t word = from / 64; word < prefilter->tables->set_words && i == PREFILTER_NONE;
		word++) {
		// Skip entries known not to start with this character.
		i = first_bit((prefilter->found[word] | prefilter->tables->shorts[word]) &
				      (subject->may[word] | ~subject->known[word]),
			word, from);
	}
	return i;
}

size_t prefilter_next(struct prefilter *prefilter, size_t from)
{
	struct subject *subject = &prefilter->subject;
	if (prefilter->none)
		return PREFILTER_NONE;
	for (size_t i = from; (i = next_in_set(prefilter, i)) != PREFILTER_NONE; i++) {
		const struct prefilter_entry *entry = &prefilter->tables->entry[i];
		if (may_begin(prefilter, i) && may_end(subject, entry) &&
			may_be_whole(subject, &entry->whole) &&
			(has_bit(prefilter->found, i) || has_short_word(subject, entry)))
			return i;
	}
	return PREFILTER_NONE;
}

bool prefilter_has_word(const struct prefilter *prefilter, size_t reader)
{
	return has_bit(prefilter->found, reader);
}
