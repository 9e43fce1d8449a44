// SPDX-License-Identifier: MIT
// The literal words of a pattern, found by recursive descent.
//
// After Russ Cox, "Regular Expression Matching with a Trigram Index" (2012). Each part of a pattern
// has either the exact set of strings it matches, while they are few and short, or the best set of
// words found in it. When the strings of a sequence become too many or too long, the current
// stretch becomes a candidate for the best set, and a new stretch begins. The parser stops at
// anything that it does not understand, and the pattern then has no words.
#include "match/literals.h"

#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"
#include "match/pattern-reader.h"
#include "match/words.h"

#define MOST_OF_CLASS 16 // a class with more members gives no words
#define MOST_DEPTH 12    // each level takes about 15 KiB of stack
#define MOST_PATTERN 65536

// What is known of a part of the pattern. Exact: it matches only these words; the empty word is one
// of them if the part may be empty. Otherwise each match contains one of the words; no words:
// nothing is known.
struct pattern_part {
	bool exact;
	struct words words;
};

// Functions named read_... return false when the parser stops. They also fill the edges.

uint32_t literal_fold_char(uint32_t c)
{
	return is_capital((int)c) ? c | 0x20 : hanzi_simplified(c);
}

bool literal_stands_at(const char *text, size_t size, const char *word, size_t word_size)
{
	if (word_size > size)
		return false;
	for (size_t at = 0; at < word_size;) {
		uint32_t wanted, c;
		size_t length = utf8_next(word + at, &wanted);
		utf8_next(text + at, &c);
		if (c != wanted && literal_fold_char(c) != wanted)
			return false;
		at += length;
	}
	return true;
}

// Whether a character has no other case, or is an ASCII letter, which is folded. s and k are left
// out: U+017F and U+212A are their other cases.
static bool is_caseless(uint32_t c)
{
	return c < 0x80 ? !strchr("sSkK", (int)c) || c == 0 : chars_have_no_case(c, c);
}

static void part_set_unknown(struct pattern_part *part)
{
	part->exact = false;
	part->words.count = 0;
}

static void part_set_empty(struct pattern_part *part)
{
	part->exact = true;
	words_set_empty_word(&part->words);
}

// Makes a part inexact. The words stay only if each match contains one of them.
static void part_set_inexact(struct pattern_part *part)
{
	part->exact = false;
	if (words_weight(&part->words) == 0)
		part->words.count = 0;
}

// Adds another branch of an alternation.
static void part_unite(struct pattern_part *part, struct pattern_part *branch)
{
	if (part->exact && branch->exact && words_unite(&part->words, &branch->words))
		return;
	part_set_inexact(part);
	part_set_inexact(branch);
	if (part->words.count == 0 || branch->words.count == 0) {
		part_set_unknown(part);
		return;
	}
	if (words_unite(&part->words, &branch->words))
		return;
	words_shorten(&part->words);
	words_shorten(&branch->words);
	if (!words_unite(&part->words, &branch->words))
		part_set_unknown(part);
}

static void part_repeat(struct pattern_part *part, const struct repeat *repeat)
{
	if (repeat->most == 0) {
		part_set_empty(part);
		return;
	}
	if (repeat->least == 0) {
		static const struct word empty = {.length = 0};
		if (!part->exact || repeat->most > 1 || !words_add(&part->words, &empty))
			part_set_unknown(part);
		return;
	}
	if (part->exact) {
		// Only the empty word can be repeated more than WORDS_MOST_CHARS times, and it
		// stays as it is.
		struct words once;
		words_copy(&once, &part->words);
		for (size_t i = 1; i < repeat->least && i <= WORDS_MOST_CHARS && part->exact; i++)
			part->exact = words_multiply(&part->words, &once);
	}
	if (!part->exact || repeat->most != repeat->least)
		part_set_inexact(part);
}

// Adds a character to the words of a class. False: it has another case, or it is NUL.
static bool add_literal(const struct pattern_reader *reader, struct words *words, uint32_t c)
{
	if (c == 0 || (reader->caseless && !is_caseless(c)))
		return false;
	return words_add(words, &(struct word){.c = {literal_fold_char(c)}, .length = 1});
}

static bool add_blanks(const struct pattern_reader *reader, struct words *words)
{
	return add_literal(reader, words, ' ') && add_literal(reader, words, UTF8_WIDE_SPACE);
}

static void part_set_blank(struct pattern_part *part, const struct pattern_reader *reader)
{
	edges_add_kind(reader->edges, (struct slice){"\\s", 2});
	part->exact = true;
	part->words.count = 0;
	add_blanks(reader, &part->words);
}

static void part_set_char(
	struct pattern_part *part, const struct pattern_reader *reader, uint32_t c)
{
	edges_add(reader->edges, c, c, reader->caseless);
	part->exact = true;
	part->words.count = 0;
	if (!add_literal(reader, &part->words, c))
		part_set_unknown(part);
}

// Adds a range of a class to the edges, or excludes it.
static void edge_range(struct pattern_reader *reader, uint32_t first, uint32_t last, bool excludes)
{
	if (excludes)
		edges_exclude(reader->edges, first, last);
	else
		edges_add(reader->edges, first, last, reader->caseless);
}

// The same for an escape.
static void edge_kind(struct pattern_reader *reader, const char *start, bool excludes)
{
	struct slice text = {start, (size_t)(reader->next - start)};
	(excludes ? edges_exclude_kind : edges_add_kind)(reader->edges, text);
}

// Adds a member of a class, or a range, to the words. *wide is set if it cannot be listed.
static bool read_range(
	struct pattern_reader *reader, struct words *words, bool excludes, bool *wide)
{
	enum item_kind kind;
	uint32_t first, last;
	const char *start = reader->next;
	if (!pattern_read_member(reader, &kind, &first))
		return false;
	if (kind == SET || kind == BLANK) {
		edge_kind(reader, start, excludes);
		*wide = *wide || kind == SET || !add_blanks(reader, words);
		return true;
	}
	last = first;
	bool range =
		pattern_at(reader, '-') && reader->end - reader->next > 1 && reader->next[1] != ']';
	if (range) {
		reader->next++;
		if (!pattern_read_member(reader, &kind, &last))
			return false;
	}
	if (kind == CHAR && first > last)
		return false;
	if (kind == CHAR)
		edge_range(reader, first, last, excludes);
	else
		edge_kind(reader, start, excludes);
	*wide = *wide || kind != CHAR || last - first >= MOST_OF_CLASS;
	for (uint32_t c = first; c <= last && !*wide; c++)
		*wide = !add_literal(reader, words, c) || words->count > MOST_OF_CLASS;
	return true;
}

// A class, after its opening bracket.
static bool read_class(struct pattern_reader *reader, struct pattern_part *part)
{
	bool excludes = pattern_take(reader, "^"), wide = excludes;
	part->exact = true;
	part->words.count = 0;
	// A closing bracket in first place is a member.
	do {
		if (!read_range(reader, &part->words, excludes, &wide))
			return false;
	} while (!pattern_at(reader, ']') && reader->next < reader->end);
	if (excludes)
		edges_end_excluding(reader->edges);
	if (wide)
		part_set_unknown(part);
	return pattern_take(reader, "]");
}

// Applies the quantifiers after an item, one after another.
static bool read_repeats(struct pattern_reader *reader, struct pattern_part *part)
{
	while (pattern_at_repeat(reader)) {
		struct repeat repeat = {0, SIZE_MAX};
		char c = *reader->next++;
		if (c == '{' && !pattern_read_counts(reader, &repeat))
			return false;
		if (c == '+')
			repeat.least = 1;
		if (c == '?')
			repeat.most = 1;
		// Lazy and possessive quantifiers match the same strings, or fewer.
		if (!pattern_take(reader, "?"))
			pattern_take(reader, "+");
		reader->empty |= repeat.least == 0;
		part_repeat(part, &repeat);
	}
	return true;
}

static bool read_alternatives(struct pattern_reader *reader, struct pattern_part *part);

// A group, after its opening parenthesis.
static bool read_group(struct pattern_reader *reader, struct pattern_part *part)
{
	enum opening opening;
	bool caseless = reader->caseless;
	if (!pattern_read_opening(reader, &opening))
		return false;
	if (opening == FLAGS) {
		if (!pattern_read_flags(reader))
			return false;
		if (pattern_take(reader, ")")) {
			reader->empty = true;
			part_set_empty(part);
			return !pattern_at_repeat(reader);
		}
		reader->next++;
	}
	if (reader->depth == MOST_DEPTH)
		return false;
	bool around = opening == AROUND || opening == NOWHERE;
	reader->depth++;
	reader->edges->around += around;
	if (!read_alternatives(reader, part) || !pattern_take(reader, ")"))
		return false;
	reader->depth--;
	reader->edges->around -= around;
	reader->caseless = caseless;
	reader->empty |= around;
	// A lookaround must match text of the line, but it takes no place in the sequence.
	if (opening == AROUND)
		part_set_inexact(part);
	if (opening == NOWHERE || (opening == AROUND && part->words.count == 0))
		part_set_empty(part);
	return true;
}

// A backslash and what follows, outside of classes.
static bool read_escaped(struct pattern_reader *reader, struct pattern_part *part)
{
	enum item_kind kind;
	uint32_t c = 0;
	const char *start = reader->next - 1;
	if (!pattern_read_escape(reader, false, &kind, &c))
		return false;
	reader->empty = kind == NOTHING;
	if (kind == CHAR) {
		part_set_char(part, reader, c);
	} else if (kind == BLANK) {
		part_set_blank(part, reader);
	} else if (kind == SET) {
		edge_kind(reader, start, false);
		part_set_unknown(part);
	} else {
		part_set_empty(part);
	}
	return true;
}

// One item of a sequence, without quantifiers.
static bool read_item(struct pattern_reader *reader, struct pattern_part *part)
{
	uint32_t c;
	if (pattern_at_repeat(reader) || !pattern_read_char(reader, &c))
		return false;
	reader->empty = c == '^' || c == '$';
	switch (c) {
	case '(':
		return read_group(reader, part);
	case '[':
		return read_class(reader, part);
	case '\\':
		return read_escaped(reader, part);
	case '.':
		edge_kind(reader, reader->next - 1, false);
		part_set_unknown(part);
		return true;
	case '^':
	case '$':
		part_set_empty(part);
		return true;
	default:
		part_set_char(part, reader, c);
		return true;
	}
}

// Whether the next character stands for itself and is not repeated, like most of a pattern. With
// caseless matching it must have no other case.
static bool at_plain(const struct pattern_reader *reader, uint32_t *c, size_t *size)
{
	size_t left = (size_t)(reader->end - reader->next);
	*size = utf8_decode(reader->next, left, c);
	if (*c > CHAR_MOST || *c == 0 || (reader->caseless && !is_caseless(*c)))
		return false;
	return (*c >= 0x80 || !strchr("^$.|()[\\*+?{", (int)*c)) &&
	       (*size == left || !strchr("*+?{", reader->next[*size]));
}

// Appends a plain character to the stretch. False: the next item is something else.
static bool take_plain(struct pattern_reader *reader, struct words *stretch)
{
	uint32_t c;
	size_t size;
	if (!at_plain(reader, &c, &size) || !words_append(stretch, literal_fold_char(c)))
		return false;
	edges_add(reader->edges, c, c, reader->caseless);
	reader->next += size;
	reader->empty = false;
	return true;
}

// Reads one item with its quantifiers. *plain: the item was a plain character, which went into the
// stretch.
static bool read_next(struct pattern_reader *reader, struct words *stretch,
	struct pattern_part *item, bool *plain)
{
	*plain = take_plain(reader, stretch);
	return *plain || (read_item(reader, item) && read_repeats(reader, item));
}

// A branch of the whole pattern gives an edge only if it is anchored at that edge of the subject.
static void end_branch(struct pattern_reader *reader, const char *start, bool anchored)
{
	const char *end = reader->next;
	bool ends = end > start && end[-1] == '$' && (end - start < 2 || end[-2] != '\\');
	if (reader->depth > 0)
		return;
	reader->edges->first.any |= !anchored;
	reader->edges->last.any |= !ends;
}

// A sequence of items. `stretch` holds the strings of the items since the last break.
static bool read_sequence(struct pattern_reader *reader, struct pattern_part *part)
{
	struct pattern_part item;
	struct words stretch;
	const char *start = reader->next;
	bool empty = true, begun = reader->edges->begun, anchored = false, plain;
	size_t from = edges_mark(reader->edges);
	words_set_empty_word(&stretch);
	part->exact = true;
	part->words.count = 0;
	while (reader->next < reader->end && !pattern_at(reader, '|') && !pattern_at(reader, ')')) {
		size_t mark = edges_mark(reader->edges);
		const char *behind = pattern_at(reader, '^') ? reader->next + 1 : NULL;
		if (!read_next(reader, &stretch, &item, &plain))
			return false;
		anchored |= reader->next == behind;
		if (!reader->empty) {
			edges_replace(reader->edges, from, mark);
			reader->edges->begun = true;
			empty = false;
		}
		if (plain)
			continue;
		if (item.exact && words_multiply(&stretch, &item.words))
			continue;
		part->exact = false;
		words_keep_better(&part->words, &stretch);
		if (item.exact) {
			words_copy(&stretch, &item.words);
		} else {
			words_keep_better(&part->words, &item.words);
			words_set_empty_word(&stretch);
		}
	}
	if (part->exact)
		words_copy(&part->words, &stretch);
	else
		words_keep_better(&part->words, &stretch);
	end_branch(reader, start, anchored);
	reader->edges->begun = begun;
	reader->empty = empty;
	return true;
}

static bool read_alternatives(struct pattern_reader *reader, struct pattern_part *part)
{
	struct pattern_part branch;
	if (!read_sequence(reader, part))
		return false;
	bool empty = reader->empty;
	while (pattern_take(reader, "|")) {
		if (!read_sequence(reader, &branch))
			return false;
		empty |= reader->empty;
		part_unite(part, &branch);
	}
	reader->empty = empty;
	return true;
}

static bool append_word(struct buffer *text, const struct word *word)
{
	char bytes[4];
	for (size_t i = 0; i < word->length; i++)
		if (!buffer_append(text, bytes, utf8_encode(word->c[i], bytes)))
			return false;
	return buffer_append_byte(text, '\0');
}

bool literals_find(const char *pattern, size_t size, struct literals *literals, struct edges *edges)
{
	struct pattern_reader reader = {.next = pattern, .end = pattern + size, .edges = edges};
	struct pattern_part whole;
	*literals = (struct literals){.count = 0};
	*edges = (struct edges){.begun = false};
	bool known = size > 0 && size <= MOST_PATTERN && read_alternatives(&reader, &whole) &&
		     reader.next == reader.end;
	edges_settle(edges, known && !reader.empty);
	if (!known || edges->failed)
		return !edges->failed;
	part_set_inexact(&whole);
	words_reduce(&whole.words);
	for (size_t i = 0; i < whole.words.count; i++) {
		if (!append_word(&literals->text, &whole.words.word[i])) {
			literals_free(literals);
			return false;
		}
	}
	literals->count = whole.words.count;
	return true;
}

void literals_free(struct literals *literals)
{
	buffer_free(&literals->text);
	literals->count = 0;
}
