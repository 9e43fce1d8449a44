// SPDX-License-Identifier: MIT
// Small sets of words, as the reader of patterns puts them together.
#ifndef DEHUSK_WORDS_H
#define DEHUSK_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WORDS_MOST 64       // words of a set
#define WORDS_MOST_CHARS 12 // characters of a word

struct word {
	uint32_t c[WORDS_MOST_CHARS];
	size_t length; // characters
};

struct words {
	struct word word[WORDS_MOST];
	size_t count;
};

// Adds a word that is not in the set yet. False: too many.
bool words_add(struct words *words, const struct word *word);

// Adds all words of another set. False: too many, and some may have been added.
bool words_unite(struct words *words, const struct words *others);

void words_copy(struct words *words, const struct words *from);

// Makes it the set of the empty word.
void words_set_empty_word(struct words *words);

// Puts a character behind each word. False: one would be too long, the words are as before.
bool words_append(struct words *words, uint32_t c);

// Makes each word each of its continuations. False: too many or too long, the words are as before.
bool words_multiply(struct words *words, const struct words *tails);

// How telling the least of the words is, an ASCII character counting half: 0 for none at all, or
// where the empty word is among them.
size_t words_weight(const struct words *words);

// Makes `best` the set that weighs more, or of two as heavy ones the smaller.
void words_keep_better(struct words *best, const struct words *words);

// Removes words that contain another one: they say no more than that one.
void words_reduce(struct words *words);

// Makes place for more: a beginning of a word says less, but all of them still say something.
void words_shorten(struct words *words);

#endif
