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

enum letters { LETTERS_UNKNOWN, LETTERS_NONE, LETTERS_SOME };

// The current line.
struct subject {
	struct slice text;
	size_t chars;         // characters; 0: not counted yet
	enum letters letters; // whether it has ASCII letters
	bool looked;          // `marks` is filled
	struct shape_marks marks;
	const uint64_t *may_begin; // the entries that may match a line with this first character
};

struct prefilter {
	const struct prefilter_tables *tables;
	uint64_t *found; // the entries with words in this line, and those without words
	uint64_t *left;  // those that may match it, by these words and by its edges
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
	prefilter->tables = tables;
	prefilter->found = calloc(tables->set_words, sizeof *prefilter->found);
	prefilter->left = calloc(tables->set_words, sizeof *prefilter->left);
	if (prefilter->found && prefilter->left)
		return prefilter;
	prefilter_free(prefilter);
	return NULL;
}

void prefilter_free(struct prefilter *prefilter)
{
	if (!prefilter)
		return;
	free(prefilter->found);
	free(prefilter->left);
	free(prefilter);
}

// --- the length ---

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
	const struct prefilter_tables *tables = prefilter->tables;
	uint32_t first;
	subject->text = line;
	subject->chars = 0;
	subject->letters = LETTERS_UNKNOWN;
	subject->looked = false;
	utf8_next(line.data, &first);
	subject->may_begin = edge_map_find(tables->first, hanzi_simplified(first));
	memcpy(prefilter->found, tables->wordless, tables->set_words * sizeof *prefilter->found);
}

// Notes the entries that the line may match. `any`: it has a word of some.
static void select_entries(struct prefilter *prefilter, bool any)
{
	const struct prefilter_tables *tables = prefilter->tables;
	struct slice line = prefilter->subject.text;
	if (!any && !tables->always) {
		memset(prefilter->left, 0, tables->set_words * sizeof *prefilter->left);
		return;
	}
	uint32_t last = hanzi_simplified(utf8_last(line.data, line.size));
	const uint64_t *may_end = edge_map_find(tables->last, last);
	for (size_t word = 0; word < tables->set_words; word++)
		prefilter->left[word] = (prefilter->found[word] | tables->shorts[word]) &
					prefilter->subject.may_begin[word] & may_end[word];
}

void prefilter_begin(struct prefilter *prefilter, struct slice line)
{
	begin_subject(prefilter, line);
	bool any = multimatch_line(
		prefilter->tables->multimatch, line.data, line.size, prefilter->found);
	select_entries(prefilter, any);
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
	select_entries(first, any & 1u);
	select_entries(second, any & 2u);
}

// The first entry from `from` on that the line may match, by its words and edges.
static size_t next_left(const struct prefilter *prefilter, size_t from)
{
	size_t word = from / 64;
	if (word >= prefilter->tables->set_words)
		return PREFILTER_NONE;
	uint64_t bits = prefilter->left[word] & ~(uint64_t)0 << from % 64;
	while (bits == 0) {
		if (++word == prefilter->tables->set_words)
			return PREFILTER_NONE;
		bits = prefilter->left[word];
	}
	return word * 64 + (size_t)__builtin_ctzll(bits);
}

size_t prefilter_next(struct prefilter *prefilter, size_t from)
{
	struct subject *subject = &prefilter->subject;
	for (size_t i = from; (i = next_left(prefilter, i)) != PREFILTER_NONE; i++) {
		const struct prefilter_entry *entry = &prefilter->tables->entry[i];
		if (may_be_whole(subject, &entry->whole) &&
			(has_bit(prefilter->found, i) || has_short_word(subject, entry)))
			return i;
	}
	return PREFILTER_NONE;
}

bool prefilter_has_word(const struct prefilter *prefilter, size_t reader)
{
	return has_bit(prefilter->found, reader);
}

bool prefilter_any_dated(const struct prefilter *prefilter, size_t end)
{
	const struct prefilter_tables *tables = prefilter->tables;
	for (size_t word = 0; word < tables->set_words && word * 64 < end; word++) {
		uint64_t may =
			(prefilter->found[word] | tables->shorts[word] | tables->dated[word]) &
			prefilter->subject.may_begin[word];
		if (may != 0 && word * 64 + (size_t)__builtin_ctzll(may) < end)
			return true;
	}
	return false;
}
