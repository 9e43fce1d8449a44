// SPDX-License-Identifier: MIT
// Short lists of words, which are written in one string and separated by bars.
#include "base/wordlist.h"

#include <string.h>

// Moves *word to the next word of the list, and *words behind it. False: there are no more.
static bool next_list_word(const char **words, struct slice *word)
{
	*word = (struct slice){*words, strcspn(*words, "|")};
	*words += word->size + ((*words)[word->size] == '|');
	return word->size > 0;
}

bool wordlist_has(struct slice text, const char *words)
{
	struct slice word;
	while (next_list_word(&words, &word))
		if (word.size == text.size && memcmp(text.data, word.data, word.size) == 0)
			return true;
	return false;
}

bool wordlist_begins(struct slice text, const char *words)
{
	for (;;) {
		size_t at = 0;
		while (at < text.size && words[at] == text.data[at] && words[at] != '|' &&
			words[at])
			at++;
		if (at > 0 && (words[at] == '|' || words[at] == '\0'))
			return true;
		const char *bar = strchr(words, '|');
		if (!bar)
			return false;
		words = bar + 1;
	}
}

bool wordlist_ends(struct slice text, const char *words)
{
	struct slice word;
	while (next_list_word(&words, &word))
		if (word.size <= text.size &&
			memcmp(text.data + text.size - word.size, word.data, word.size) == 0)
			return true;
	return false;
}

bool wordlist_is_in(struct slice text, const char *words)
{
	struct slice word;
	while (next_list_word(&words, &word))
		if (memmem(text.data, text.size, word.data, word.size))
			return true;
	return false;
}
