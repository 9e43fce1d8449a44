// SPDX-License-Identifier: MIT
// Short lists of words, which are written in one string and separated by bars: "图为|图示|图说".
#ifndef DEHUSK_WORDLIST_H
#define DEHUSK_WORDLIST_H

#include <stdbool.h>
#include <stddef.h>

// Whether a text is one of the words.
bool wordlist_has(const char *text, size_t size, const char *words);

// Whether a text begins with one of the words, or is one.
bool wordlist_begins(const char *text, size_t size, const char *words);

// Whether a text ends in one of the words, or is one.
bool wordlist_ends(const char *text, size_t size, const char *words);

#endif
