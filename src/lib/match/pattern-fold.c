// SPDX-License-Identifier: MIT
// Folds patterns to simplified characters, as lines are folded that they are matched with.
//
// Only the ends of ranges have to be known: a range between other characters is another range.
#include "match/pattern-fold.h"

#include <stdint.h>
#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"

struct folder {
	struct slice source;
	char *folded;
	size_t at;
};

static struct slice rest_of(const struct folder *folder)
{
	return slice_from(folder->source, folder->at);
}

static bool stands_next(const struct folder *folder, const char *text)
{
	return begins_with(rest_of(folder), text);
}

static bool at_end(const struct folder *folder)
{
	return folder->at == folder->source.size;
}

static void skip(struct folder *folder, size_t size)
{
	size_t rest = folder->source.size - folder->at;
	folder->at += size < rest ? size : rest;
}

// Folds the next character, if there is one. PCRE2 reports ill-formed text.
static void fold_char(struct folder *folder)
{
	uint32_t c;
	struct slice rest = rest_of(folder);
	if (rest.size == 0)
		return;
	size_t size = utf8_decode(rest.data, rest.size, &c);
	if (c >= 0x80 && c < UTF8_INCOMPLETE)
		utf8_encode(hanzi_simplified(c), folder->folded + folder->at);
	folder->at += size;
}

// Reads the hexadecimal number at the front of a text, which has *size digits. A number that is too
// large for a character becomes another one that is.
static uint32_t read_pattern_number(struct slice text, size_t *size)
{
	static const char digits[] = "0123456789abcdef";
	uint32_t value = 0;
	for (*size = 0; *size < text.size; ++*size) {
		const char *digit = strchr(digits, to_lower(text.data[*size]));
		if (!digit || *digit == '\0')
			break;
		value = (value >> 28 == 0 ? value << 4 : value) | (uint32_t)(digit - digits);
	}
	return value;
}

// Folds a number of a character; `size`: what stands before its digits. Both forms of a character
// have four digits.
static void fold_number(struct folder *folder, size_t size)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t count;
	skip(folder, size);
	uint32_t value = read_pattern_number(rest_of(folder), &count);
	uint32_t simplified = hanzi_simplified(value);
	char *last = folder->folded + folder->at + count;
	for (size_t i = 0; simplified != value && i < 4; i++)
		*--last = digits[simplified >> 4 * i & 15];
	skip(folder, count);
	skip(folder, stands_next(folder, "}"));
}

// Folds quoted text, from its \Q on.
static void fold_quoted(struct folder *folder)
{
	skip(folder, 2);
	while (!at_end(folder) && !stands_next(folder, "\\E"))
		fold_char(folder);
	skip(folder, 2);
}

static void fold_escape(struct folder *folder)
{
	if (stands_next(folder, "\\Q")) {
		fold_quoted(folder);
	} else if (stands_next(folder, "\\x{")) {
		fold_number(folder, 3);
	} else if (stands_next(folder, "\\N{U+")) {
		fold_number(folder, 5);
	} else {
		skip(folder, stands_next(folder, "\\c") ? 2 : 1);
		fold_char(folder);
	}
}

// --- classes ---

// Skips a name such as [:alpha:]. False: there is none.
static bool skip_posix(struct folder *folder)
{
	struct slice rest = rest_of(folder);
	const char *end =
		begins_with(rest, "[:") ? memmem(rest.data + 2, rest.size - 2, ":]", 2) : NULL;
	if (!end || memchr(rest.data + 1, ']', (size_t)(end - rest.data) - 1))
		return false;
	skip(folder, (size_t)(end - rest.data) + 2);
	return true;
}

// Goes behind a member of a class, and folds it.
static void fold_member(struct folder *folder)
{
	if (stands_next(folder, "\\"))
		fold_escape(folder);
	else if (!skip_posix(folder))
		fold_char(folder);
}

// Whether a hyphen follows that makes a range, and not one at the end of the class.
static bool at_range(const struct folder *folder)
{
	return stands_next(folder, "-") && !stands_next(folder, "-]");
}

static void unfold(struct folder *folder, size_t from)
{
	memcpy(folder->folded + from, folder->source.data + from, folder->at - from);
}

// Folds a class, from its bracket on. A closing bracket in first place is a member.
static void fold_class(struct folder *folder)
{
	skip(folder, stands_next(folder, "[^") ? 2 : 1);
	do {
		size_t start = folder->at;
		bool quoted = stands_next(folder, "\\Q");
		fold_member(folder);
		if (quoted || !at_range(folder))
			continue;
		skip(folder, 1);
		fold_member(folder);
		unfold(folder, start);
	} while (!at_end(folder) && !stands_next(folder, "]"));
	skip(folder, 1);
}

// Nothing in a comment opens a class.
static void skip_comment(struct folder *folder)
{
	while (!at_end(folder) && !stands_next(folder, ")"))
		skip(folder, 1);
}

bool pattern_fold(struct slice source, struct buffer *folded)
{
	buffer_clear(folded);
	if (!buffer_append(folded, source.data, source.size))
		return false;
	struct folder folder = {.source = source, .folded = folded->data};
	while (!at_end(&folder)) {
		if (stands_next(&folder, "\\"))
			fold_escape(&folder);
		else if (stands_next(&folder, "["))
			fold_class(&folder);
		else if (stands_next(&folder, "(?#"))
			skip_comment(&folder);
		else
			fold_char(&folder);
	}
	return true;
}
