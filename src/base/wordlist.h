// SPDX-License-Identifier: MIT
// Short lists of words, which are written in one string and separated by bars: "图为|图示|图说".
// There are words in it, and none is empty.
#ifndef DEHUSK_WORDLIST_H
#define DEHUSK_WORDLIST_H

#include <stdbool.h>

#include "base/buffer.h"

// Whether a text is one of the words, begins with one, ends in one, or has one in it.
bool wordlist_has(struct slice text, const char *words);
bool wordlist_begins(struct slice text, const char *words);
bool wordlist_ends(struct slice text, const char *words);
bool wordlist_is_in(struct slice text, const char *words);

#endif
