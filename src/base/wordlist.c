// SPDX-License-Identifier: MIT
// Short lists of words, which are written in one string and separated by bars.
#include "base/wordlist.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

// A text is looked for in the list, by a byte of it that few words have there.

static bool ends_word(const char *at)
{
	return *at == '|' || *at == '\0';
}

static bool begins_word(const char *words, const char *at)
{
	return at == words || at[-1] == '|';
}

bool wordlist_has(struct slice text, const char *words)
{
	if (text.size == 0)
		return false;
	size_t last = text.size - 1;
	const char *at = words, *end = words + strlen(words);
	for (; (at = memchr(at, text.data[last], (size_t)(end - at))); at++)
		if (ends_word(at + 1) && (size_t)(at - words) >= last &&
			begins_word(words, at - last) && memcmp(at - last, text.data, last) == 0)
			return !memchr(text.data, '|', text.size);
	return false;
}

// Looks for the first character of the text, by its last byte.
bool wordlist_begins(struct slice text, const char *words)
{
	size_t last = 0;
	if (text.size == 0)
		return false;
	while (last + 1 < text.size && utf8_goes_on(text.data[last + 1]))
		last++;
	const char *at = words, *end = words + strlen(words);
	for (; (at = memchr(at, text.data[last], (size_t)(end - at))); at++) {
		if ((size_t)(at - words) < last || !begins_word(words, at - last))
			continue;
		const char *word = at - last;
		size_t size = 0;
		while (size < text.size && word[size] == text.data[size] && !ends_word(word + size))
			size++;
		if (size > 0 && ends_word(word + size))
			return true;
	}
	return false;
}

bool wordlist_ends(struct slice text, const char *words)
{
	if (text.size == 0)
		return false;
	const char *last = text.data + text.size - 1;
	const char *at = words, *end = words + strlen(words);
	for (; (at = memchr(at, *last, (size_t)(end - at))); at++) {
		size_t size = 0, most = (size_t)(at - words) + 1;
		if (text.size < most)
			most = text.size;
		while (size < most && *(at - size) == *(last - size) && *(at - size) != '|')
			size++;
		if (size > 0 && ends_word(at + 1) && begins_word(words, at + 1 - size))
			return true;
	}
	return false;
}

bool wordlist_is_in(struct slice text, const char *words)
{
	const char *bar;
	for (; (bar = strchr(words, '|')); words = bar + 1)
		if (has_part(text, (struct slice){words, (size_t)(bar - words)}))
			return true;
	return *words != '\0' && has_part(text, (struct slice){words, strlen(words)});
}
