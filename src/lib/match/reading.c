// SPDX-License-Identifier: MIT
// How a line with left-over markup is read.
//
// A text is built from the line. A reference is decoded when its semicolon comes, so that
// &amp;nbsp; is decoded, too. Marks of emphasis around a label go when its colon comes.
#include "match/reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/text.h"
#include "base/utf8.h"
#include "lines/normalize.h"

#define REFERENCE_MOST 12 // bytes
#define LABEL_MOST 512    // bytes of a line that may begin with a label, as in fields.h
#define EMPHASIS_MOST 3   // marks in a row

// The names that pages show (HTML, section 13.5).
static const struct {
	const char *name;
	uint32_t c;
} names[] = {
	{"nbsp", 0xA0},
	{"amp", '&'},
	{"lt", '<'},
	{"gt", '>'},
	{"quot", '"'},
	{"apos", '\''},
	{"ensp", 0x2002},
	{"emsp", 0x2003},
	{"thinsp", 0x2009},
	{"zwnj", 0x200C},
	{"zwj", 0x200D},
	{"shy", 0xAD},
	{"colon", ':'},
	{"semi", ';'},
	{"lpar", '('},
	{"rpar", ')'},
	{"lsqb", '['},
	{"rsqb", ']'},
	{"vert", '|'},
	{"sol", '/'},
	{"num", '#'},
	{"middot", 0xB7},
	{"bull", 0x2022},
	{"hellip", 0x2026},
	{"ndash", 0x2013},
	{"mdash", 0x2014},
	{"lsquo", 0x2018},
	{"rsquo", 0x2019},
	{"ldquo", 0x201C},
	{"rdquo", 0x201D},
	{"lsaquo", 0x2039},
	{"rsaquo", 0x203A},
	{"laquo", 0xAB},
	{"raquo", 0xBB},
	{"copy", 0xA9},
	{"reg", 0xAE},
	{"yen", 0xA5},
	{"times", 0xD7},
	{"rarr", 0x2192},
};

static bool is_emphasis(char c)
{
	return c == '*' || c == '_' || c == '`';
}

static inline bytes signs_at(const char *text)
{
	bytes some = bytes_at(text);
	return (bytes)(some == '&') | (bytes)(some == '*') | (bytes)(some == '_') |
	       (bytes)(some == '`');
}

// Whether a line has an ampersand or a mark of emphasis, as few have; sixteen bytes at once.
static bool has_sign(struct slice line)
{
	size_t at = 0;
	bytes signs = {0};
	if (line.size < BYTES) {
		while (at < line.size && line.data[at] != '&' && !is_emphasis(line.data[at]))
			at++;
		return at < line.size;
	}
	for (; line.size - at > BYTES; at += BYTES)
		signs |= signs_at(line.data + at);
	return bytes_any(signs | signs_at(line.data + line.size - BYTES));
}

// Whether a mark of emphasis stands before a colon.
static bool has_marked_label(struct slice line)
{
	for (size_t at = 0; at + 1 < line.size; at++)
		if (is_emphasis(line.data[at]) &&
			(line.data[at + 1] == ':' || begins_with(slice_from(line, at + 1), "：")))
			return true;
	return false;
}

// Marks around a label stand at the start of the line, or behind a date: they do not count where it
// begins with an ideograph, as most do.
bool reading_differs(struct slice line)
{
	bool marks = line.size > 0 && (unsigned char)*line.data < 0x80;
	if (marks && !has_sign(line))
		return false;
	const char *reference = memchr(line.data, '&', line.size);
	if (reference && memchr(reference, ';', (size_t)(line.data + line.size - reference)))
		return true;
	return marks && line.size <= LABEL_MOST && has_marked_label(line);
}

// --- the text ---

static bool push_read(struct reading *reading, const char *data, size_t size, uint32_t origin)
{
	void *origins = reading->origin;
	size_t at = reading->text.size;
	if (!array_reserve(&origins, &reading->origin_room, at + size + 1, sizeof *reading->origin))
		return false;
	reading->origin = origins;
	for (size_t i = 0; i < size; i++)
		reading->origin[at + i] = origin;
	return buffer_append(&reading->text, data, size);
}

// A blank at the start of the line or behind a blank is none.
static bool push_blank(struct reading *reading, uint32_t c, uint32_t origin)
{
	const struct buffer *text = &reading->text;
	char encoded[4];
	if (text->size == 0 || utf8_is_blank(utf8_last(text->data, text->size)))
		return true;
	return push_read(
		reading, encoded, utf8_encode(c == UTF8_WIDE_SPACE ? c : ' ', encoded), origin);
}

// Removes the bytes from `at` to `end` of the text.
static void remove_read_bytes(struct reading *reading, size_t at, size_t end)
{
	struct buffer *text = &reading->text;
	memmove(text->data + at, text->data + end, text->size - end);
	memmove(reading->origin + at, reading->origin + end,
		(text->size - end) * sizeof *reading->origin);
	text->size -= end - at;
}

// --- references ---

static bool reference_name_of(struct slice name, uint32_t *c)
{
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (equals(name, names[i].name)) {
			*c = names[i].c;
			return true;
		}
	return false;
}

// The value of a digit; 16: none.
static uint32_t reference_digit_of(char c)
{
	if (is_digit(c))
		return (uint32_t)(c - '0');
	c = to_lower(c);
	return c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10 : 16;
}

// What stands between &# and the semicolon.
static bool number_of(struct slice number, uint32_t *c)
{
	bool hex = number.size > 1 && to_lower(*number.data) == 'x';
	uint32_t base = hex ? 16 : 10;
	*c = 0;
	for (size_t at = hex; at < number.size; at++) {
		uint32_t digit = reference_digit_of(number.data[at]);
		if (digit >= base || *c > 0x10FFFF)
			return false;
		*c = *c * base + digit;
	}
	if (*c == '\n' || *c == '\r')
		*c = ' ';
	return number.size > 0 && *c > 0 && *c <= 0x10FFFF && !utf8_is_surrogate(*c);
}

// Decodes the reference at the end of the text, if there is one; *start: where it begins.
static bool decode_reference(const struct buffer *text, uint32_t *c, size_t *start)
{
	size_t least = text->size > REFERENCE_MOST ? text->size - REFERENCE_MOST : 0;
	size_t at = text->size - 1;
	while (at > least && text->data[at] != '&')
		at--;
	if (text->data[at] != '&' || at + 2 >= text->size)
		return false;
	*start = at;
	struct slice inside = {text->data + at + 1, text->size - at - 2};
	return *inside.data == '#' ? number_of(slice_from(inside, 1), c)
				   : reference_name_of(inside, c);
}

// Puts a character in place of the text from `start` on. False: no memory.
static bool put_decoded(struct reading *reading, uint32_t c, enum normalize_kind kind, size_t start)
{
	uint32_t origin = reading->origin[start];
	char encoded[4];
	reading->text.size = start;
	bool put = true;
	if (kind == NORMALIZE_BLANK)
		put = push_blank(reading, c, origin);
	else if (kind == NORMALIZE_PLAIN)
		put = push_read(reading, encoded, utf8_encode(c, encoded), origin);
	reading->decoded = reading->text.size;
	return put;
}

// Decodes the references at the end of the text, which ends in a semicolon. A reference to a
// character that is not plain stays as it is.
static bool decode_references(struct reading *reading)
{
	uint32_t c = ';';
	size_t start;
	while (c == ';' && decode_reference(&reading->text, &c, &start)) {
		enum normalize_kind kind = normalize_kind_of(c);
		if (kind == NORMALIZE_OTHER)
			return true;
		if (!put_decoded(reading, c, kind, start))
			return false;
	}
	return true;
}

// --- marks of emphasis ---

// Where the run of marks begins that ends at `end`.
static size_t run_start(const struct buffer *text, size_t end)
{
	size_t at = end;
	while (at > 0 && text->data[at - 1] == text->data[end - 1])
		at--;
	return at;
}

// Removes the marks at the end of the text and those before the word that they end.
static void remove_emphasis(struct reading *reading)
{
	struct buffer *text = &reading->text;
	size_t end = text->size;
	if (end == 0 || !is_emphasis(text->data[end - 1]))
		return;
	char mark = text->data[end - 1];
	size_t start = run_start(text, end), size = end - start, at = start;
	while (at > 0 && text->data[at - 1] != mark)
		at--;
	if (at == 0 || at == start || size > EMPHASIS_MOST || at - run_start(text, at) != size)
		return;
	uint32_t c;
	utf8_next(text->data + at, &c);
	if (normalize_kind_of(c) != NORMALIZE_PLAIN)
		return;
	remove_read_bytes(reading, start, end);
	remove_read_bytes(reading, at - size, at);
}

// --- lines ---

// Adds the character at `at` of the line. *fits: false if it may compose with a decoded one.
static bool take_char(
	struct reading *reading, struct slice line, size_t at, size_t *used, bool *fits)
{
	uint32_t c;
	*used = utf8_next(line.data + at, &c);
	if (utf8_is_blank(c))
		return push_blank(reading, c, (uint32_t)at);
	if ((c == ':' || c == 0xFF1A) && line.size <= LABEL_MOST)
		remove_emphasis(reading);
	if (c >= 0x80 && reading->decoded > 0 && reading->decoded == reading->text.size)
		*fits = normalize_kind_of(c) == NORMALIZE_PLAIN;
	return push_read(reading, line.data + at, *used, (uint32_t)at) &&
	       (c != ';' || decode_references(reading));
}

bool reading_build(struct reading *reading, struct slice line, struct slice *read)
{
	struct buffer *text = &reading->text;
	buffer_clear(text);
	reading->decoded = 0;
	bool fits = true;
	for (size_t at = 0, used; at < line.size && fits; at += used)
		if (!take_char(reading, line, at, &used, &fits))
			return false;
	while (text->size > 0 && text->data[text->size - 1] == ' ')
		text->size--;
	while (ends_with(slice_of(text), UTF8_WIDE_SPACE_BYTES))
		text->size -= sizeof UTF8_WIDE_SPACE_BYTES - 1;
	if (!fits || text->size == 0 || text->size == line.size)
		return true;
	reading->origin[text->size] = (uint32_t)line.size;
	*read = slice_of(text);
	return true;
}

size_t reading_origin(const struct reading *reading, struct slice read, size_t at)
{
	return read.data == reading->text.data ? reading->origin[at] : at;
}

void reading_free(struct reading *reading)
{
	buffer_free(&reading->text);
	free(reading->origin);
}
