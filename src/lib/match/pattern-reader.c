// SPDX-License-Identifier: MIT
// The syntax of patterns, item by item.
#include "match/pattern-reader.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

#define MOST_REPEATS 65535 // the limit of PCRE2

bool pattern_at(const struct pattern_reader *reader, char c)
{
	return reader->next < reader->end && *reader->next == c;
}

bool pattern_take(struct pattern_reader *reader, const char *text)
{
	struct slice rest = {reader->next, (size_t)(reader->end - reader->next)};
	bool there = *text == '\0' || begins_with(rest, text);
	reader->next += there ? strlen(text) : 0;
	return there;
}

bool pattern_read_char(struct pattern_reader *reader, uint32_t *c)
{
	if (reader->next == reader->end)
		return false;
	reader->next += utf8_decode(reader->next, (size_t)(reader->end - reader->next), c);
	return *c <= CHAR_MOST;
}

static int hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		return (c | 0x20) - 'a' + 10;
	return -1;
}

// The digits of \xHH (two at most) or \x{H...}.
static bool read_hex(struct pattern_reader *reader, uint32_t *c)
{
	bool braced = pattern_take(reader, "{");
	const char *start = reader->next;
	*c = 0;
	while (reader->next < reader->end && (braced || reader->next - start < 2)) {
		int value = hex_value(*reader->next);
		if (value < 0)
			break;
		*c = *c << 4 | (uint32_t)value;
		if (*c > CHAR_MOST)
			return false;
		reader->next++;
	}
	bool surrogate = *c >= 0xD800 && *c <= 0xDFFF;
	return !surrogate && (!braced || (reader->next > start && pattern_take(reader, "}")));
}

// The name of a property after \p or \P: one letter, or any text in braces.
static bool read_property(struct pattern_reader *reader)
{
	if (!pattern_take(reader, "{")) {
		bool letter = reader->next < reader->end && is_letter(*reader->next);
		reader->next += letter;
		return letter;
	}
	while (reader->next < reader->end && *reader->next != '}')
		reader->next++;
	return pattern_take(reader, "}");
}

// A letter or digit after a backslash. The parser stops at all others.
static bool read_letter_escape(
	struct pattern_reader *reader, bool in_class, enum item_kind *kind, uint32_t *c)
{
	static const char controls[] = "a\ae\033f\fn\nr\rt\t";
	char letter = *reader->next++;
	*kind = CHAR;
	if (letter == 'x')
		return read_hex(reader, c);
	if (letter == 'b' && in_class) {
		*c = '\b';
		return true;
	}
	for (size_t i = 0; i < sizeof controls - 1; i += 2) {
		if (letter == controls[i]) {
			*c = (uint32_t)controls[i + 1];
			return true;
		}
	}
	if (letter == 's' || letter == 'h') {
		*kind = BLANK;
		return true;
	}
	*kind = SET;
	if (letter == 'p' || letter == 'P')
		return read_property(reader);
	if (strchr("dDHSvVwW", letter))
		return true;
	if (in_class || pattern_at(reader, '{'))
		return false;
	if (strchr("NRX", letter))
		return true;
	*kind = NOTHING;
	return strchr("bBAzZGK", letter) != NULL;
}

bool pattern_read_escape(
	struct pattern_reader *reader, bool in_class, enum item_kind *kind, uint32_t *c)
{
	if (reader->next == reader->end)
		return false;
	if (is_alnum(*reader->next))
		return read_letter_escape(reader, in_class, kind, c);
	*kind = CHAR;
	return pattern_read_char(reader, c);
}

// "[:alpha:]" or "[:^alpha:]" in a class, after its first bracket. The parser stops at "[." and
// "[=".
static bool read_posix(struct pattern_reader *reader)
{
	if (!pattern_take(reader, ":"))
		return false;
	pattern_take(reader, "^");
	while (reader->next < reader->end && is_letter(*reader->next))
		reader->next++;
	return pattern_take(reader, ":]");
}

bool pattern_read_member(struct pattern_reader *reader, enum item_kind *kind, uint32_t *c)
{
	if (pattern_take(reader, "\\"))
		return pattern_read_escape(reader, true, kind, c);
	*kind = CHAR;
	if (!pattern_read_char(reader, c))
		return false;
	if (*c == '[' &&
		(pattern_at(reader, ':') || pattern_at(reader, '.') || pattern_at(reader, '='))) {
		*kind = SET;
		return read_posix(reader);
	}
	return true;
}

// The numbers of {n}, {n,} or {n,m}, after the opening brace. The parser stops at other braces:
// only some versions of PCRE2 take them literally.
static bool read_count(struct pattern_reader *reader, size_t *count)
{
	const char *start = reader->next;
	*count = 0;
	while (reader->next < reader->end && is_digit(*reader->next) && *count <= MOST_REPEATS)
		*count = *count * 10 + (size_t)(*reader->next++ - '0');
	return reader->next > start && *count <= MOST_REPEATS;
}

bool pattern_read_counts(struct pattern_reader *reader, struct repeat *repeat)
{
	if (!read_count(reader, &repeat->least))
		return false;
	repeat->most = repeat->least;
	if (pattern_take(reader, ",")) {
		repeat->most = SIZE_MAX;
		if (!pattern_at(reader, '}') && !read_count(reader, &repeat->most))
			return false;
	}
	return pattern_take(reader, "}") && repeat->least <= repeat->most;
}

bool pattern_at_repeat(const struct pattern_reader *reader)
{
	return pattern_at(reader, '*') || pattern_at(reader, '+') || pattern_at(reader, '?') ||
	       pattern_at(reader, '{');
}

// What follows an opening parenthesis. The first that fits counts.
static const struct {
	const char *text;
	enum opening opening;
} openings[] = {
	{"?:", GROUP},
	{"?>", GROUP},
	{"?|", GROUP},
	{"?=", AROUND},
	{"?!", NOWHERE},
	{"?<=", AROUND},
	{"?<!", NOWHERE},
	{"?<", NAMED},
	{"?P<", NAMED},
	{"?", FLAGS},
	{"", GROUP},
};

bool pattern_read_opening(struct pattern_reader *reader, enum opening *opening)
{
	if (pattern_at(reader, '*'))
		return false;
	size_t i = 0;
	while (!pattern_take(reader, openings[i].text))
		i++;
	*opening = openings[i].opening;
	if (*opening != NAMED)
		return true;
	while (reader->next < reader->end && *reader->next != '>' && *reader->next != '*')
		reader->next++;
	return pattern_take(reader, ">");
}

bool pattern_read_flags(struct pattern_reader *reader)
{
	bool on = true;
	while (reader->next < reader->end && memchr("imsnUJ-", *reader->next, 7)) {
		char c = *reader->next++;
		if (c == '-')
			on = false;
		if (c == 'i')
			reader->caseless = on;
	}
	return pattern_at(reader, ':') || pattern_at(reader, ')');
}
