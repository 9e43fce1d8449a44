// SPDX-License-Identifier: MIT
// The vocabulary of credits: sorts of characters, labels, prompts and addresses.
#ifndef DEHUSK_LABELS_H
#define DEHUSK_LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/utf8.h"

// All text here is folded (hanzi.h) and well-formed UTF-8.

enum label_sort {
	SORT_WORD, // letters, ideographs, and what else names are made of
	SORT_DIGIT,
	SORT_BLANK,
	SORT_JOINT,     // separates words, or joins the parts of a name: 某某报·某某网
	SORT_SEPARATOR, // bullets and bars: never in a name
	SORT_OPEN,
	SORT_CLOSE,
	SORT_COLON,
	SORT_COMMA, // only before the next label
	SORT_QUOTE_OPEN,
	SORT_QUOTE_CLOSE,
	SORT_STOP, // prose
};

enum label_sort label_sort(uint32_t c);

// The sort of the character at `text`, which is *c and takes *used bytes.
static inline enum label_sort label_sort_at(const char *text, uint32_t *c, size_t *used)
{
	*used = utf8_next(text, c);
	return *c > U'丨' && *c <= 0x9FFF ? SORT_WORD : label_sort(*c);
}

// Also 《 and 》, which belong to a name as its ideographs do.
bool label_is_ideograph(uint32_t c);

enum label_kind {
	LABEL_SOURCE,
	LABEL_ORIGIN, // a source only with a date, or if the name ends as those of outlets do
	LABEL_AUTHOR,
	LABEL_REPORTER, // an author too, but also who asks in an interview
	LABEL_EDITOR,
	LABEL_STAFF,  // others who work on pages, and are named under them
	LABEL_CREDIT, // any other
	LABEL_ACCOUNT,
	LABEL_COUNT,
	LABEL_DATE,
	LABEL_LIST,
};

// What else is known of a label. Any may stand before a colon, those of sources and people before a
// bar; those of dates before a date, those of counters before a number, and those of people before
// what looks like one.
enum {
	LABEL_BLANK = 1u << 0,     // with a blank behind it
	LABEL_TOUCH = 1u << 1,     // and with nothing behind it: 转载自某报
	LABEL_PERSON = 1u << 2,    // only if the value is the name of a person: people say it, too
	LABEL_WHOLE = 1u << 3,     // only as a whole word
	LABEL_STAMP = 1u << 4,     // a program put it there to say when the page was published
	LABEL_HEADED = 1u << 5,    // only with one of its heads
	LABEL_APART = 1u << 6,     // no label before a colon or a bar
	LABEL_BY = 1u << 7,        // of a date: who stands before it wrote the page,
	LABEL_BY_BEHIND = 1u << 8, // or who stands behind the date
};

struct label {
	const char *word; // simplified, ASCII in small letters
	size_t size;
	uint32_t last; // character of it, by which it is looked for
	enum label_kind kind;
	unsigned flags;
	const char *heads; // of two ideographs each, which may stand before it: a longer label
};

// The longest label, in characters of which one counts.
#define LABEL_CHARS 10

// Where the character before text[at] starts; at > 0.
size_t label_step_back(const char *text, size_t at);

// The sort of the character before text[at]; at > 0.
enum label_sort label_sort_before(const char *text, size_t at);

// Where the bracket opens that a text ends with; `size`: it ends with none, or that is too long to
// be a credit.
size_t label_last_bracket(const char *text, size_t size);

// The longest label that ends at text[end] and starts no sooner than text[floor], and where it
// starts; NULL: none. ASCII letters in any case, blanks between ideographs.
const struct label *label_before(const char *text, size_t floor, size_t end, size_t *start);

// The longest label that starts at text[at] and may touch its value, and where it ends; NULL: none.
const struct label *label_touching(const char *text, size_t size, size_t at, size_t *end);

// Of the words of which every line with a label of these kinds (a set of bits) has one, the n-th,
// as multimatch_add() takes it, with its NUL. False: there are no more.
#define LABEL_WORD 32
bool label_word(unsigned kinds, size_t n, char word[LABEL_WORD]);

// All labels, for tests.
const struct label *label_table(size_t *count);

// Where a prompt is looked for.
enum label_place {
	LABEL_IN_WORD,     // a word goes on here: only what is unmistakable
	LABEL_AT_WORD,     // a word starts here
	LABEL_AFTER_KNOWN, // and right after a date or the like: 06:40更新
};

// The length of the prompt or counter at text[at], which starts with the character `c`; 0 if none.
size_t label_prompt(const char *text, size_t size, size_t at, uint32_t c, enum label_place place);

// The end of the run of word characters at text[at] in which nothing but words can be: no dot, and
// no character that starts an unmistakable prompt. *chars counts them, *last gets the last one;
// both are left alone if there is none.
size_t label_run(const char *text, size_t size, size_t at, int *chars, uint32_t *last);

// The length of the address at text[at]: http://..., or a domain with what belongs to it; 0 if
// none.
size_t label_address(const char *text, size_t size, size_t at);

#endif
