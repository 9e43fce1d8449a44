// SPDX-License-Identifier: MIT
// Finds members in the text of a JSON value, in one pass without recursion.
#include "records/json.h"

#include <stdint.h>
#include <string.h>

#include "base/bytes.h"
#include "base/text.h"
#include "base/utf8.h"

#define CHARACTER_MOST 4 // bytes of UTF-8

// --- paths ---

// Whether each ~ in a pointer is of ~0 or ~1.
static bool has_json_escapes(const char *pointer)
{
	for (const char *at = strchr(pointer, '~'); at; at = strchr(at + 1, '~'))
		if (at[1] != '0' && at[1] != '1')
			return false;
	return true;
}

bool json_path_set(struct json_path *path, const char *pointer)
{
	if (*pointer == '/' && !has_json_escapes(pointer))
		return false;
	const char *rest = pointer + (*pointer == '/');
	*path = (struct json_path){.pointer = pointer};
	do {
		size_t size = *pointer == '/' ? strcspn(rest, "/") : strlen(rest);
		if (path->count == JSON_PATH_MOST)
			return false;
		path->name[path->count++] = (struct slice){rest, size};
		rest += size;
	} while (*rest++ == '/');
	return true;
}

// Takes the next byte of a name in a pointer, where ~0 is ~ and ~1 is /.
static char next_of_name(struct slice *name, bool pointer)
{
	char c = *name->data;
	size_t size = 1;
	if (pointer && c == '~') {
		c = name->data[1] == '0' ? '~' : '/';
		size = 2;
	}
	*name = slice_from(*name, size);
	return c;
}

// --- strings ---

static bool read_json_hex(const char *text, uint32_t *unit)
{
	*unit = 0;
	for (size_t i = 0; i < 4; i++) {
		char c = to_lower(text[i]);
		if (!is_digit(c) && !(c >= 'a' && c <= 'f'))
			return false;
		*unit = *unit << 4 | (uint32_t)(is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return true;
}

// The character of \uXXXX, or of a pair of them. *size: bytes of it.
static uint32_t read_unit(struct slice text, size_t *size)
{
	uint32_t high, low;
	*size = 2;
	if (text.size < 6 || !read_json_hex(text.data + 2, &high))
		return text.size > 1 ? 'u' : '\\';
	*size = 6;
	if (high < 0xD800 || high > 0xDFFF)
		return high;
	if (high > 0xDBFF || text.size < 12 || text.data[6] != '\\' || text.data[7] != 'u' ||
		!read_json_hex(text.data + 8, &low) || low < 0xDC00 || low > 0xDFFF)
		return UTF8_REPLACEMENT;
	*size = 12;
	return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

// The character of the escape that the text begins with. *size: bytes of it.
static uint32_t read_escape(struct slice text, size_t *size)
{
	static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
	char c = text.size > 1 ? text.data[1] : '\\';
	const char *letter = c ? strchr(letters, c) : NULL;
	*size = text.size > 1 ? 2 : 1;
	if (c == 'u')
		return read_unit(text, size);
	return (unsigned char)(letter ? meant[letter - letters] : c);
}

// Puts the character of the escape that the text begins with, or the byte that is escaped. Its
// size.
static size_t put_escape(struct slice text, size_t *size, char *out)
{
	uint32_t c = read_escape(text, size);
	if (*size > 2 || c < 0x80)
		return utf8_encode(c, out);
	*out = (char)c;
	return 1;
}

struct slice json_inside(struct slice string)
{
	return (struct slice){string.data + 1, string.size - 2};
}

bool json_read_some(struct slice *inside, size_t most, struct buffer *out)
{
	// No escape is shorter than what it stands for.
	size_t room = most < inside->size ? most : inside->size;
	if (!buffer_reserve(out, room + CHARACTER_MOST))
		return false;
	char *at = out->data + out->size, *end = at + room;
	while (inside->size > 0 && at < end) {
		size_t left = (size_t)(end - at), size = inside->size < left ? inside->size : left;
		const char *escape = memchr(inside->data, '\\', size);
		size_t plain = escape ? (size_t)(escape - inside->data) : size;
		memcpy(at, inside->data, plain);
		at += plain;
		*inside = slice_from(*inside, plain);
		if (!escape)
			continue;
		at += put_escape(*inside, &size, at);
		*inside = slice_from(*inside, size);
	}
	out->size = (size_t)(at - out->data);
	return true;
}

bool json_read_string(struct slice string, struct buffer *out)
{
	struct slice inside = json_inside(string);
	return json_read_some(&inside, SIZE_MAX, out);
}

// Whether a string says just this name.
static bool says(struct slice string, struct slice name, bool pointer)
{
	struct slice text = json_inside(string);
	while (text.size > 0) {
		char utf8[CHARACTER_MOST] = {*text.data};
		size_t size = 1, count = *text.data == '\\' ? put_escape(text, &size, utf8) : 1;
		for (size_t i = 0; i < count; i++)
			if (name.size == 0 || next_of_name(&name, pointer) != utf8[i])
				return false;
		text = slice_from(text, size);
	}
	return name.size == 0;
}

// --- the scan ---

struct json_scanner {
	struct slice text;
	size_t at;
	struct buffer kinds; // of the containers that are open, a bit for each: 1 for an object
	size_t depth;
	size_t index[JSON_PATH_MOST]; // of the present elements of the outer ones
	struct json_want *want;
	size_t count;
};

static void skip_json_blanks(struct json_scanner *scan)
{
	while (scan->at < scan->text.size && scan->text.data[scan->at] &&
		strchr(" \t\r\n", scan->text.data[scan->at]))
		scan->at++;
}

static char peek(const struct json_scanner *scan)
{
	return scan->at < scan->text.size ? scan->text.data[scan->at] : '\0';
}

static bool take(struct json_scanner *scan, char c)
{
	bool is = scan->at < scan->text.size && scan->text.data[scan->at] == c;
	scan->at += is;
	return is;
}

static bool in_object(const struct json_scanner *scan)
{
	size_t bit = scan->depth - 1;
	return (unsigned char)scan->kinds.data[bit / 8] >> bit % 8 & 1;
}

// False: no memory.
static bool open_container(struct json_scanner *scan, bool object)
{
	size_t bit = scan->depth++;
	if (bit / 8 >= scan->kinds.size && !buffer_append_byte(&scan->kinds, '\0'))
		return false;
	unsigned byte = (unsigned char)scan->kinds.data[bit / 8] & ~(1u << bit % 8);
	scan->kinds.data[bit / 8] = (char)(byte | (unsigned)object << bit % 8);
	if (bit < JSON_PATH_MOST)
		scan->index[bit] = 0;
	return true;
}

static bool is_control(char c)
{
	return (unsigned char)c < 0x20;
}

// How many leading bytes of a string are characters that stand for themselves.
static size_t json_plain_size(const char *data, size_t size)
{
	size_t at = 0;
	for (; size - at >= BYTES; at += BYTES) {
		bytes some = bytes_at(data + at);
		bytes other = (bytes)(some == '"') | (bytes)(some == '\\') | (bytes)(some < 0x20);
		if (bytes_any(other))
			return at + bytes_first(other);
	}
	while (at < size && data[at] != '"' && data[at] != '\\' && !is_control(data[at]))
		at++;
	return at;
}

static bool take_string(struct json_scanner *scan)
{
	if (!take(scan, '"'))
		return false;
	for (;;) {
		struct slice rest = slice_from(scan->text, scan->at);
		size_t plain = json_plain_size(rest.data, rest.size);
		scan->at += plain;
		if (take(scan, '"'))
			return true;
		if (!take(scan, '\\') || scan->at == scan->text.size || is_control(peek(scan)))
			return false;
		scan->at++;
	}
}

static bool take_digits(struct json_scanner *scan)
{
	size_t start = scan->at;
	while (is_digit(peek(scan)))
		scan->at++;
	return scan->at > start;
}

static bool take_number(struct json_scanner *scan)
{
	take(scan, '-');
	if (!take(scan, '0') && !take_digits(scan))
		return false;
	if (take(scan, '.') && !take_digits(scan))
		return false;
	if (take(scan, 'e') || take(scan, 'E')) {
		if (!take(scan, '+'))
			take(scan, '-');
		return take_digits(scan);
	}
	return true;
}

static bool take_json_word(struct json_scanner *scan, const char *word)
{
	bool is = begins_with(slice_from(scan->text, scan->at), word);
	scan->at += is ? strlen(word) : 0;
	return is;
}

static bool take_scalar(struct json_scanner *scan)
{
	switch (peek(scan)) {
	case '"':
		return take_string(scan);
	case 't':
		return take_json_word(scan, "true");
	case 'f':
		return take_json_word(scan, "false");
	case 'n':
		return take_json_word(scan, "null");
	default:
		return take_number(scan);
	}
}

// Whether the index of an element is written so.
static bool is_index(size_t index, struct slice name)
{
	size_t value = 0;
	for (size_t i = 0; i < name.size; i++)
		if (!is_digit(name.data[i]) || !size_multiply(value, 10, &value) ||
			!size_add(value, (size_t)(name.data[i] - '0'), &value))
			return false;
	return name.size > 0 && (name.size == 1 || *name.data != '0') && value == index;
}

// The next value is a member of this name (a string), or an element (size 0).
static void enter_object(struct json_scanner *scan, struct slice name, size_t key)
{
	size_t level = scan->depth - 1;
	for (size_t i = 0; i < scan->count; i++) {
		struct json_want *want = &scan->want[i];
		const struct json_path *path = want->path;
		if (want->matched > level)
			want->matched = level;
		if (want->matched < level || level >= path->count)
			continue;
		bool pointer = *path->pointer == '/';
		if (name.size > 0 ? !says(name, path->name[level], pointer)
				  : !pointer || !is_index(scan->index[level], path->name[level]))
			continue;
		want->matched++;
		want->value.found = false;
		want->begun = want->matched == path->count;
		want->value.key = want->begun ? key : want->value.key;
	}
	if (name.size == 0 && level < JSON_PATH_MOST)
		scan->index[level]++;
}

static void begin_value(struct json_scanner *scan)
{
	for (size_t i = 0; i < scan->count; i++)
		if (scan->want[i].begun && scan->depth == scan->want[i].path->count)
			scan->want[i].value.at = scan->at;
}

static void end_json_value(struct json_scanner *scan)
{
	for (size_t i = 0; i < scan->count; i++) {
		struct json_want *want = &scan->want[i];
		if (!want->begun || scan->depth != want->path->count)
			continue;
		want->value.end = scan->at;
		want->value.found = true;
		want->begun = false;
	}
}

// Takes what stands before a value of the open container: its name.
static bool take_member_name(struct json_scanner *scan)
{
	struct slice name = {NULL, 0};
	skip_json_blanks(scan);
	size_t key = scan->at;
	if (in_object(scan)) {
		if (!take_string(scan))
			return false;
		name = (struct slice){scan->text.data + key, scan->at - key};
		skip_json_blanks(scan);
		if (!take(scan, ':'))
			return false;
	}
	enter_object(scan, name, key);
	return true;
}

// Behind a value: closes the containers that end here. *more: another value follows.
static bool take_ends(struct json_scanner *scan, bool *more)
{
	for (*more = false; scan->depth > 0 && !*more;) {
		skip_json_blanks(scan);
		if (take(scan, ',')) {
			*more = true;
		} else if (take(scan, in_object(scan) ? '}' : ']')) {
			scan->depth--;
			end_json_value(scan);
		} else {
			return false;
		}
	}
	return true;
}

// Takes a value, or the beginning of one that is not empty: *open.
static enum json_status take_value(struct json_scanner *scan, bool *open)
{
	*open = false;
	skip_json_blanks(scan);
	begin_value(scan);
	char c = peek(scan);
	if (c != '{' && c != '[') {
		if (!take_scalar(scan))
			return JSON_BROKEN;
		end_json_value(scan);
		return JSON_OK;
	}
	scan->at++;
	if (!open_container(scan, c == '{'))
		return JSON_NO_MEMORY;
	skip_json_blanks(scan);
	*open = !take(scan, c == '{' ? '}' : ']');
	if (!*open) {
		scan->depth--;
		end_json_value(scan);
	}
	return JSON_OK;
}

static enum json_status scan_all(struct json_scanner *scan, bool *object)
{
	bool open, more = true;
	if (begins_with(scan->text, "\xEF\xBB\xBF"))
		scan->at += 3;
	skip_json_blanks(scan);
	*object = peek(scan) == '{';
	enum json_status status = take_value(scan, &open);
	while (status == JSON_OK && scan->depth > 0) {
		if (!open && !take_ends(scan, &more))
			return JSON_BROKEN;
		if (scan->depth == 0)
			break;
		if (!take_member_name(scan))
			return JSON_BROKEN;
		status = take_value(scan, &open);
	}
	skip_json_blanks(scan);
	return status == JSON_OK && scan->at < scan->text.size ? JSON_BROKEN : status;
}

enum json_status json_scan(struct slice text, struct json_want *want, size_t count, bool *object)
{
	struct json_scanner scan = {.text = text, .want = want, .count = count};
	for (size_t i = 0; i < count; i++) {
		want[i].value = (struct json_value){0};
		want[i].matched = 0;
		want[i].begun = false;
	}
	enum json_status status = scan_all(&scan, object);
	buffer_free(&scan.kinds);
	return status;
}
