// SPDX-License-Identifier: MIT
// Short lists of words, which are written in one string and separated by bars.
#include "meta/wordlist.h"

#include <string.h>

// Moves *word to the next word of the list, and *words behind it. False: there are no more.
static bool next_word(const char **words, const char **word, size_t *size)
{
	*word = *words;
	*size = strcspn(*words, "|");
	*words += *size + ((*words)[*size] == '|');
	return *size > 0;
}

bool wordlist_has(const char *text, size_t size, const char *words)
{
	const char *word;
	size_t length;
	while (next_word(&words, &word, &length))
		if (length == size && memcmp(text, word, size) == 0)
			return true;
	return false;
}

bool wordlist_begins(const char *text, size_t size, const char *words)
{
	const char *word;
	size_t length;
	while (next_word(&words, &word, &length))
		if (length <= size && memcmp(text, word, length) == 0)
			return true;
	return false;
}

bool wordlist_ends(const char *text, size_t size, const char *words)
{
	const char *word;
	size_t length;
	while (next_word(&words, &word, &length))
		if (length <= size && memcmp(text + size - length, word, length) == 0)
			return true;
	return false;
}
