// SPDX-License-Identifier: MIT
// Patterns for file names, the same in every locale.
#include "input/glob.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

// Reads a character and moves behind it. An ill-formed byte differs from all other bytes and
// characters.
static uint32_t next_glob_char(const char **text)
{
	uint32_t c;
	size_t size = utf8_decode(*text, strnlen(*text, 4), &c);
	if (c < UTF8_INCOMPLETE) {
		*text += size;
		return c;
	}
	return 0x110000u + (unsigned char)*(*text)++;
}

// Reads one member of a set, which may be quoted.
static uint32_t next_member(const char **pattern)
{
	if (**pattern == '\\' && (*pattern)[1])
		(*pattern)++;
	return next_glob_char(pattern);
}

// Whether the set at *pattern (behind its "[") holds the character. Moves *pattern behind the "]".
// Without a "]" it is no set: false, and *pattern is NULL.
static bool set_holds(const char **pattern, uint32_t c)
{
	const char *at = *pattern;
	bool negated = *at == '!' || *at == '^', found = false;
	at += negated;
	for (bool first = true; first || *at != ']'; first = false) {
		if (!*at) {
			*pattern = NULL;
			return false;
		}
		uint32_t low = next_member(&at), high = low;
		if (at[0] == '-' && at[1] && at[1] != ']') {
			at++;
			high = next_member(&at);
		}
		found |= low <= c && c <= high;
	}
	*pattern = at + 1;
	return found != negated && c != '/';
}

// Matches one character of the pattern other than "*" with one of the text. Moves both on.
static bool match_one(const char **pattern, const char **text)
{
	const char *set = *pattern + 1;
	char kind = **pattern;
	uint32_t c = next_glob_char(text);
	if (kind == '[') {
		bool holds = set_holds(&set, c);
		if (set) {
			*pattern = set;
			return holds;
		}
	}
	if (kind == '?') {
		*pattern = set;
		return c != '/';
	}
	return next_member(pattern) == c;
}

// The last "*" takes as little as possible, then one character more after each mismatch. At most
// pattern times text steps, since "*" does not match "/".
static bool matches(const char *pattern, const char *text)
{
	const char *star = NULL, *taken = NULL;
	while (*text || *pattern) {
		if (*pattern == '*') {
			star = ++pattern;
			taken = text;
			continue;
		}
		if (*pattern && *text && match_one(&pattern, &text))
			continue;
		if (!star || !*taken || next_glob_char(&taken) == '/')
			return false;
		pattern = star;
		text = taken;
	}
	return true;
}

bool glob_matches(const char *pattern, const char *path)
{
	const char *slash = strchr(pattern, '/') ? NULL : strrchr(path, '/');
	return matches(pattern, slash ? slash + 1 : path);
}
