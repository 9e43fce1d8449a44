// SPDX-License-Identifier: MIT
// The vocabulary of credits: sorts of characters, labels, prompts and addresses.
#ifndef DEHUSK_LABELS_H
#define DEHUSK_LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/utf8.h"

// All text here is well-formed UTF-8, folded by hanzi_simplify().

enum label_sort {
	SORT_WORD, // letters, ideographs, and other characters of names
	SORT_DIGIT,
	SORT_BLANK,
	SORT_JOINT,     // a separator of words, or a joint in a name: 某某报·某某网
	SORT_SEPARATOR, // a bullet or a bar, never in a name
	SORT_OPEN,
	SORT_CLOSE,
	SORT_COLON,
	SORT_COMMA, // only before the next label
	SORT_QUOTE_OPEN,
	SORT_QUOTE_CLOSE,
	SORT_STOP, // only in prose
};

enum label_sort label_sort(uint32_t c);

// The sort of the character at `text`. *c gets the character, *used its length in bytes.
static inline enum label_sort label_sort_at(const char *text, uint32_t *c, size_t *used)
{
	*used = utf8_next(text, c);
	return *c > U'丨' && *c <= 0x9FFF ? SORT_WORD : label_sort(*c);
}

// Whether a character is an ideograph, or one of 《 and 》, which are part of a name too.
bool label_is_ideograph(uint32_t c);

enum label_kind {
	LABEL_SOURCE,
	LABEL_ORIGIN, // a source only with a date, or if the name ends like an outlet
	LABEL_AUTHOR,
	LABEL_REPORTER, // an author, or the reporter in an interview
	LABEL_EDITOR,
	LABEL_STAFF,  // other staff of a page
	LABEL_CREDIT, // any other credit
	LABEL_ACCOUNT,
	LABEL_COUNT,
	LABEL_DATE,
	LABEL_LIST,
};

// More about a label. Any label may stand before a colon, labels of sources and people before a
// bar, labels of dates before a date, counters before a number, and labels of people before a name.
enum {
	LABEL_BLANK = 1u << 0,     // also before a blank
	LABEL_TOUCH = 1u << 1,     // also right before the value: 转载自某报
	LABEL_PERSON = 1u << 2,    // only before the name of a person: the word occurs in prose
	LABEL_WHOLE = 1u << 3,     // only as a whole word
	LABEL_STAMP = 1u << 4,     // written by a program, for the time of publication
	LABEL_HEADED = 1u << 5,    // only with one of its heads
	LABEL_APART = 1u << 6,     // never before a colon or a bar
	LABEL_BY = 1u << 7,        // of a date: the author stands before the label
	LABEL_BY_BEHIND = 1u << 8, // of a date: the author stands behind the date
};

struct label {
	const char *word; // simplified, ASCII in small letters
	size_t size;
	uint32_t last; // the last character, to look the label up
	enum label_kind kind;
	unsigned flags;
	// Words of two ideographs, one after another. Each may stand before the label and makes it
	// longer.
	const char *heads;
};

static inline bool label_is_source(const struct label *label)
{
	return label->kind == LABEL_SOURCE || label->kind == LABEL_ORIGIN;
}

static inline bool label_is_of_people(const struct label *label)
{
	return label->kind >= LABEL_AUTHOR && label->kind <= LABEL_CREDIT;
}

// The longest label, counted in the characters that unknown words are counted in.
#define LABEL_CHARS 10

// The sort of the character before text[at]; at > 0.
enum label_sort label_sort_before(const char *text, size_t at);

// The end of the text without the blanks before text[end]; it is not before `floor`.
size_t label_skip_blanks_back(const char *text, size_t floor, size_t end);

// The start of the bracket that ends a text. `size`: there is none, or it is too long for a credit.
size_t label_last_bracket(const char *text, size_t size);

// The longest label that ends at text[end] and starts at or after text[floor]. *start gets its
// start. NULL: none. ASCII letters may have any case, and blanks may stand between ideographs.
const struct label *label_before(const char *text, size_t floor, size_t end, size_t *start);

// The longest label with LABEL_TOUCH that starts at text[at]. *end gets its end. NULL: none.
const struct label *label_touching(const char *text, size_t size, size_t at, size_t *end);

// Every line with a label of one of these kinds (a set of bits) has one of some words. Gives the
// n-th, ended by NUL, as multimatch_add() takes it. False: there are no more.
#define LABEL_WORD 32
bool label_word(unsigned kinds, size_t n, char word[LABEL_WORD]);

// All labels, for tests.
const struct label *label_table(size_t *count);

// Where a prompt may stand.
enum label_place {
	LABEL_IN_WORD,     // inside a word: unmistakable prompts only
	LABEL_AT_WORD,     // at the start of a word
	LABEL_AFTER_KNOWN, // right behind a date or the like: 06:40更新
};

// The length of the prompt or counter at text[at], which starts with the character `c`; 0: none.
size_t label_prompt(const char *text, size_t size, size_t at, uint32_t c, enum label_place place);

// The end of the run of word characters at text[at]. A dot ends it, and so does a character that
// starts an unmistakable prompt. *chars is increased by its characters, and *last gets the last
// one. An empty run leaves both as they are.
size_t label_run(const char *text, size_t size, size_t at, int *chars, uint32_t *last);

// The length of the address at text[at]: http://..., or a domain and its path; 0: none.
size_t label_address(const char *text, size_t size, size_t at);

#endif
