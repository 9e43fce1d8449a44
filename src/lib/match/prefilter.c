// SPDX-License-Identifier: MIT
// The few rules and readers that are worth asking about a line.
//
// The sieve finds the entries whose words are in the line. Words too short for the sieve are looked
// for one by one, after all else. An entry is skipped if its matches cannot begin with the first
// character of the line, if the line does not end as its matches do, if the line is too long or too
// short for it, or if the line has a mark that it excludes or too few of those that it needs. Each
// of these tests may only say that a rule cannot match; PCRE2 decides. docs/rules.md says what the
// tests read off a pattern.
#include "match/prefilter.h"

#include <stdlib.h>
#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"
#include "match/literals.h"
#include "match/multimatch.h"
#include "match/shape.h"

// Most of the ideographs that are in use have a place of their own.
#define FIRST_ROOM 16384

// How a short word may begin in a line.
struct opening {
	char bytes[4]; // of its first character, in one of its spellings
	size_t size;
	const char *word; // folded
};

struct candidate {
	const struct prefilter_reader *reader; // NULL: a pattern
	struct slice folded;                   // of a pattern
	struct shape_whole whole;              // of lines that it can match
	struct literals words;                 // of a pattern, which short ones are in
	struct opening *openings;              // of those
	size_t opening_count, opening_room;
	struct edges edges; // of such lines
};

enum letters { LETTERS_UNKNOWN, LETTERS_NONE, LETTERS_SOME };

// A line while it is asked about.
struct subject {
	struct slice text;
	uint32_t first;       // character
	uint32_t last;        // character, folded; 0: not looked at yet
	size_t chars;         // 0: not counted yet
	enum letters letters; // in ASCII
	bool looked;          // for its marks
	struct shape_marks marks;
	uint64_t *known, *may; // sets: which entries may match a line with this first character
};

struct prefilter {
	struct candidate *entry;
	size_t count;
	size_t set_words; // of a set of entries
	struct multimatch *sieve;
	uint64_t *wordless; // sets: to be asked whatever is in the line,
	uint64_t *shorts;   // those with short words,
	uint64_t *found;    // and those whose words were found in this one
	// What is known of first characters, in the order in which they came, so that few pages of
	// memory are touched: of each the character and two sets, what is known and what may begin
	// with it.
	uint64_t *first;
	size_t first_count;
	uint16_t first_place[FIRST_ROOM]; // in `first`, from 1; 0: nothing is known
	struct subject subject;
};

// --- setting up ---

struct prefilter *prefilter_new(size_t room)
{
	struct prefilter *candidates = calloc(1, sizeof *candidates);
	if (!candidates)
		return NULL;
	size_t words = MULTIMATCH_SET_WORDS(room);
	candidates->set_words = words;
	candidates->entry = calloc(room, sizeof *candidates->entry);
	candidates->wordless = calloc(words, sizeof *candidates->wordless);
	candidates->shorts = calloc(words, sizeof *candidates->shorts);
	candidates->found = calloc(words, sizeof *candidates->found);
	candidates->first = calloc((1 + 2 * words) * FIRST_ROOM, sizeof *candidates->first);
	candidates->sieve = multimatch_new(room);
	if (!candidates->entry || !candidates->wordless || !candidates->shorts ||
		!candidates->found || !candidates->first || !candidates->sieve) {
		prefilter_free(candidates);
		return NULL;
	}
	return candidates;
}

void prefilter_free(struct prefilter *candidates)
{
	if (!candidates)
		return;
	for (size_t i = 0; i < candidates->count; i++) {
		edges_free(&candidates->entry[i].edges);
		literals_free(&candidates->entry[i].words);
		free(candidates->entry[i].openings);
	}
	free(candidates->entry);
	free(candidates->wordless);
	free(candidates->shorts);
	free(candidates->found);
	free(candidates->first);
	multimatch_free(candidates->sieve);
	free(candidates);
}

static void set_bit(uint64_t *set, size_t i)
{
	set[i / 64] |= (uint64_t)1 << i % 64;
}

static bool has_bit(const uint64_t *set, size_t i)
{
	return (set[i / 64] >> i % 64 & 1) != 0;
}

static bool add_opening(struct candidate *entry, const char *word, uint32_t first)
{
	void *list = entry->openings;
	struct opening opening = {.word = word};
	if (!array_reserve(&list, &entry->opening_room, entry->opening_count + 1, sizeof opening))
		return false;
	entry->openings = list;
	opening.size = utf8_encode(first, opening.bytes);
	entry->openings[entry->opening_count++] = opening;
	return true;
}

// Adds a word that is too short for the sieve, in all ways in which it may begin.
static bool add_short(struct candidate *entry, const char *word)
{
	uint32_t first, variants[HANZI_VARIANTS];
	utf8_next(word, &first);
	size_t count = hanzi_variants(first, variants, HANZI_VARIANTS);
	bool done = add_opening(entry, word, first) &&
		    (!is_letter((int)first) || add_opening(entry, word, first - 'a' + 'A'));
	for (size_t i = 0; i < count && i < HANZI_VARIANTS && done; i++)
		done = add_opening(entry, word, variants[i]);
	return done;
}

static bool add_words(struct prefilter *candidates, size_t i)
{
	struct candidate *entry = &candidates->entry[i];
	const char *word = entry->words.text.data;
	for (size_t k = 0; k < entry->words.count; k++, word += strlen(word) + 1)
		if (!(multimatch_takes(word) ? multimatch_add(candidates->sieve, i, word)
					     : add_short(entry, word)))
			return false;
	if (entry->words.count == 0)
		set_bit(candidates->wordless, i);
	else if (entry->opening_count > 0)
		set_bit(candidates->shorts, i);
	else // the sieve has them all
		literals_free(&entry->words);
	return true;
}

bool prefilter_add_pattern(struct prefilter *candidates, struct slice folded)
{
	size_t i = candidates->count++;
	struct candidate *entry = &candidates->entry[i];
	entry->folded = folded;
	shape_whole(folded, &entry->whole);
	return literals_find(folded.data, folded.size, &entry->words, &entry->edges) &&
	       add_words(candidates, i);
}

bool prefilter_add_reader(struct prefilter *candidates, const struct prefilter_reader *reader)
{
	size_t i = candidates->count++;
	candidates->entry[i].reader = reader;
	candidates->entry[i].whole.most = SIZE_MAX;
	char word[PREFILTER_WORD];
	if (!reader->word)
		set_bit(candidates->wordless, i);
	for (size_t n = 0; reader->word && reader->word(n, word); n++)
		if (!multimatch_add(candidates->sieve, i, word))
			return false;
	return true;
}

// --- how a line begins ---

// Finds what is known of the first character, which may have to forget another one.
static void look_up_first(struct prefilter *candidates, struct subject *subject)
{
	size_t words = candidates->set_words;
	uint16_t *place = &candidates->first_place[subject->first % FIRST_ROOM];
	if (*place == 0)
		*place = (uint16_t)++candidates->first_count;
	uint64_t *first = candidates->first + (*place - 1u) * (1 + 2 * words);
	subject->known = first + 1;
	subject->may = subject->known + words;
	if (*first != subject->first) {
		memset(subject->known, 0, 2 * words * sizeof *subject->known);
		*first = subject->first;
	}
}

static bool takes_first(const struct candidate *entry, uint32_t first)
{
	if (entry->reader)
		return entry->reader->first == 0 || entry->reader->first == first;
	return char_set_has(&entry->edges.first, hanzi_simplified(first));
}

// Whether an entry may match a line that begins so; looked up once for each character.
static bool may_begin(struct prefilter *candidates, size_t i)
{
	struct subject *subject = &candidates->subject;
	uint64_t bit = (uint64_t)1 << i % 64;
	if (!(subject->known[i / 64] & bit)) {
		subject->known[i / 64] |= bit;
		if (takes_first(&candidates->entry[i], subject->first))
			subject->may[i / 64] |= bit;
	}
	return (subject->may[i / 64] & bit) != 0;
}

bool prefilter_any_before(struct prefilter *candidates, size_t end)
{
	for (size_t i = 0; i < end; i++)
		if (may_begin(candidates, i))
			return true;
	return false;
}

// --- how it ends, and how long it is ---

static uint32_t last_char(struct subject *subject)
{
	if (subject->last == 0)
		subject->last = hanzi_simplified(utf8_last(subject->text.data, subject->text.size));
	return subject->last;
}

static bool may_end(struct subject *subject, const struct candidate *entry)
{
	if (entry->reader)
		return !entry->reader->may_end || entry->reader->may_end(last_char(subject));
	return entry->edges.last.any || char_set_has(&entry->edges.last, last_char(subject));
}

// The bytes that do not go on with a character; eight at a time, each adds up to one in a byte of
// its own.
static size_t count_chars(struct slice text)
{
	size_t others = 0, i = 0;
	for (; i + 8 <= text.size; i += 8) {
		uint64_t bytes;
		memcpy(&bytes, text.data + i, sizeof bytes);
		others += ((bytes >> 7 & ~(bytes >> 6) & 0x0101010101010101u) *
				  0x0101010101010101u) >>
			  56;
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

// What the lookaheads of a pattern say of the whole line.
static bool may_be_whole(struct subject *subject, const struct shape_whole *whole)
{
	return has_length(subject, whole) && has_marks(subject, whole);
}

// --- short words ---

static bool is_near_letter(char c)
{
	return ((unsigned char)c & 0xC0) == 0x40;
}

static bool has_opening(struct slice text, const struct opening *opening)
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

// Whether an ASCII letter, or a sign near those, is in the text; eight bytes at a time.
static bool has_letter(struct slice text)
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

static bool has_short_word(struct subject *subject, const struct candidate *entry)
{
	if (subject->letters == LETTERS_UNKNOWN)
		subject->letters = has_letter(subject->text) ? LETTERS_SOME : LETTERS_NONE;
	for (size_t i = 0; i < entry->opening_count; i++) {
		const struct opening *opening = &entry->openings[i];
		bool missing = subject->letters == LETTERS_NONE && is_near_letter(*opening->bytes);
		if (!missing && has_opening(subject->text, opening))
			return true;
	}
	return false;
}

// --- asking ---

void prefilter_begin(struct prefilter *candidates, struct slice line)
{
	struct subject *subject = &candidates->subject;
	size_t words = candidates->set_words;
	subject->text = line;
	subject->last = 0;
	subject->chars = 0;
	subject->letters = LETTERS_UNKNOWN;
	subject->looked = false;
	utf8_next(line.data, &subject->first);
	look_up_first(candidates, subject);
	memcpy(candidates->found, candidates->wordless, words * sizeof *candidates->found);
	multimatch_line(candidates->sieve, line.data, line.size, candidates->found);
}

static size_t next_in_set(const struct prefilter *candidates, size_t from)
{
	const struct subject *subject = &candidates->subject;
	for (size_t word = from / 64; word < candidates->set_words; word++) {
		// What is known not to begin so need not be come by again.
		uint64_t bits = (candidates->found[word] | candidates->shorts[word]) &
				(subject->may[word] | ~subject->known[word]);
		if (word == from / 64)
			bits &= ~(uint64_t)0 << from % 64;
		if (bits != 0)
			return word * 64 + (size_t)__builtin_ctzll(bits);
	}
	return PREFILTER_NONE;
}

size_t prefilter_next(struct prefilter *candidates, size_t from)
{
	struct subject *subject = &candidates->subject;
	for (size_t i = from; (i = next_in_set(candidates, i)) != PREFILTER_NONE; i++) {
		const struct candidate *entry = &candidates->entry[i];
		if (may_begin(candidates, i) && may_end(subject, entry) &&
			may_be_whole(subject, &entry->whole) &&
			(has_bit(candidates->found, i) || has_short_word(subject, entry)))
			return i;
	}
	return PREFILTER_NONE;
}

bool prefilter_has_word(const struct prefilter *candidates, size_t reader)
{
	return has_bit(candidates->found, reader);
}
