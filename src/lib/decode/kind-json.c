// SPDX-License-Identifier: MIT
// Whether a text is JSON (RFC 8259).
#include "decode/kind-beginning.h"

#define DEPTH 64 // open objects and arrays: deeper ones are taken for granted

// What may come next.
enum next {
	NEXT_VALUE,
	NEXT_FIRST_VALUE, // or the end of the array
	NEXT_KEY,
	NEXT_FIRST_KEY, // or the end of the object
	NEXT_COLON,
	NEXT_COMMA, // or the end of the object or array
	NEXT_NOTHING,
};

struct value {
	enum next next;
	unsigned depth;
	bool is_object[DEPTH];
	size_t members, strings, values; // of any depth
	bool in_lines;                   // a line ends inside the value
	size_t size;                     // of the whole value
};

// The size of a string with its quotes; 0: it goes on; SIZE_MAX: it is none.
static size_t string_size(struct slice text)
{
	for (size_t at = 1; at < text.size; at++) {
		unsigned char c = (unsigned char)text.data[at];
		if (c == '"')
			return at + 1;
		if (c < ' ')
			return SIZE_MAX;
		at += c == '\\';
	}
	return 0;
}

static bool is_of_number(char c)
{
	return is_digit(c) || c == '+' || c == '-' || c == '.';
}

// The size of a number or a word; 0: it may go on; SIZE_MAX: it is none.
static size_t word_size(struct slice text, bool last)
{
	static const char *const words[] = {"true", "false", "null"};
	size_t size = 0;
	while (size < text.size && (is_alnum(text.data[size]) || is_of_number(text.data[size])))
		size++;
	if (size == text.size && !last)
		return 0;
	struct slice word = {text.data, size};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (equals(word, words[i]))
			return size;
	if (size == 0 || !(is_digit(*word.data) || *word.data == '-'))
		return SIZE_MAX;
	for (size_t i = 0; i < size; i++)
		if (!is_of_number(word.data[i]) && to_lower(word.data[i]) != 'e')
			return SIZE_MAX;
	return size;
}

static bool open_value(struct value *value, bool object)
{
	if (value->next != NEXT_VALUE && value->next != NEXT_FIRST_VALUE)
		return false;
	value->values++;
	if (value->depth < DEPTH)
		value->is_object[value->depth++] = object;
	value->next = object ? NEXT_FIRST_KEY : NEXT_FIRST_VALUE;
	return true;
}

static void end_sniffed_value(struct value *value)
{
	value->next = value->depth > 0 ? NEXT_COMMA : NEXT_NOTHING;
}

static bool close_value(struct value *value, bool object)
{
	enum next first = object ? NEXT_FIRST_KEY : NEXT_FIRST_VALUE;
	if (value->depth == 0 || value->is_object[value->depth - 1] != object ||
		(value->next != NEXT_COMMA && value->next != first))
		return false;
	value->depth--;
	end_sniffed_value(value);
	return true;
}

// Takes one of the marks between values. False: it may not stand there.
static bool take_mark(struct value *value, char c)
{
	if (c == '{' || c == '[')
		return open_value(value, c == '{');
	if (c == '}' || c == ']')
		return close_value(value, c == '}');
	if (c == ':') {
		bool fits = value->next == NEXT_COLON;
		value->members += fits;
		value->next = NEXT_VALUE;
		return fits;
	}
	bool fits = value->next == NEXT_COMMA;
	value->next =
		value->depth > 0 && value->is_object[value->depth - 1] ? NEXT_KEY : NEXT_VALUE;
	return fits;
}

// Takes a string or a word. False: it may not stand there.
static bool take_plain_byte(struct value *value, bool string)
{
	bool key = value->next == NEXT_KEY || value->next == NEXT_FIRST_KEY;
	if (key) {
		value->next = NEXT_COLON;
		return string;
	}
	if (value->next != NEXT_VALUE && value->next != NEXT_FIRST_VALUE)
		return false;
	value->strings += string;
	value->values++;
	end_sniffed_value(value);
	return true;
}

// Reads the value with which the text begins. KIND_NO: it is none. KIND_MORE: the text ends in it.
static enum kind_answer read_sniffed_value(struct beginning start, struct value *value)
{
	struct slice text = start.text;
	*value = (struct value){.next = NEXT_VALUE};
	for (size_t at = 0; at < text.size;) {
		char c = text.data[at];
		size_t size = 1;
		bool fits = true;
		if (c == '\n' || c == '\r')
			value->in_lines = true;
		if (c != '\0' && strchr("{}[]:,", c)) {
			fits = take_mark(value, c);
		} else if (!is_ascii_blank(c)) {
			size = c == '"' ? string_size(slice_from(text, at))
					: word_size(slice_from(text, at), start.last);
			if (size == 0)
				return KIND_MORE;
			fits = size != SIZE_MAX && take_plain_byte(value, c == '"');
		}
		if (!fits)
			return KIND_NO;
		at += size;
		value->size = at;
		if (value->next == NEXT_NOTHING)
			return KIND_YES;
	}
	return KIND_MORE;
}

// Whether a value is more than what stands in brackets in texts, too.
static bool has_proof(const struct value *value)
{
	return value->members > 0 || (value->strings > 0 && value->values > 2);
}

static bool opens(struct slice text)
{
	return text.size > 0 && (text.data[0] == '{' || text.data[0] == '[');
}

// `lines`: another value follows on the next line.
static enum kind_answer ask(struct beginning start, bool lines)
{
	struct value value;
	if (!opens(start.text))
		return KIND_NO;
	enum kind_answer answer = read_sniffed_value(start, &value);
	if (answer == KIND_MORE)
		return start.last && has_proof(&value) && !lines ? KIND_YES : beginning_ends(start);
	if (answer == KIND_NO || !has_proof(&value))
		return KIND_NO;
	struct beginning rest = beginning_from(start, value.size);
	if (rest.text.size == 0)
		return start.last && !lines ? KIND_YES : beginning_ends(start);
	return lines && !value.in_lines && opens(rest.text) ? KIND_YES : KIND_NO;
}

enum kind_answer kind_json(struct beginning start)
{
	return ask(start, false);
}

enum kind_answer kind_json_lines(struct beginning start)
{
	return ask(start, true);
}
