// SPDX-License-Identifier: MIT
// Small sets of words for the parser of patterns (literals.h).
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

// Adds a word unless the set has it. False: too many words.
bool words_add(struct words *words, const struct word *word);

// Adds all words of another set. False: too many words; some may have been added.
bool words_unite(struct words *words, const struct words *others);

void words_copy(struct words *words, const struct words *from);

// Makes it the set that holds only the empty word.
void words_set_empty_word(struct words *words);

// Appends a character to each word. False: a word would be too long; nothing changed.
bool words_append(struct words *words, uint32_t c);

// Replaces each word by its concatenations with all tails. False: too many or too long; nothing
// changed.
bool words_multiply(struct words *words, const struct words *tails);

// The length of the shortest word; an ASCII character counts half. 0: the set is empty or has the
// empty word.
size_t words_weight(const struct words *words);

// Sets `best` to the set of greater weight or, of equal weight, to the smaller one.
void words_keep_better(struct words *best, const struct words *words);

// Removes words that contain another word: they are redundant.
void words_reduce(struct words *words);

// Shortens words to make room for more. The set stays valid.
void words_shorten(struct words *words);

#endif
