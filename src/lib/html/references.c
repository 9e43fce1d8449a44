// SPDX-License-Identifier: MIT
// Character references of html, after the HTML Standard, sections 13.2.5.72 to 13.2.5.84.
#include "html/references.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "html/references-table.h"

#define NAMES (sizeof named_references / sizeof named_references[0])
#define TOO_LARGE 0x110000u

// --- names ---

// The first name from `low` to before `high` whose byte at `at` is not below `c`.
static size_t first_not_below(size_t low, size_t high, size_t at, unsigned c)
{
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if ((unsigned char)named_references[middle].name[at] < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static enum reference_step step_name(struct reference *reference, char c)
{
	size_t at = reference->size;
	if (at == REFERENCE_NAME_MOST || !(is_alnum(c) || c == ';'))
		return REFERENCE_ENDED;
	unsigned byte = (unsigned char)c;
	size_t low = first_not_below(reference->low, reference->high, at, byte);
	size_t high = first_not_below(low, reference->high, at, byte + 1);
	if (low == high)
		return REFERENCE_ENDED;
	reference->low = low, reference->high = high;
	reference->name[reference->size++] = c;
	if (named_references[low].name[reference->size] == '\0') {
		reference->best = reference->size;
		reference->stands_for = named_references[low].text;
	}
	return c == ';' ? REFERENCE_TAKEN : REFERENCE_MORE;
}

// --- numbers ---

static int digit_of(const struct reference *reference, char c)
{
	if (is_digit(c))
		return c - '0';
	c = to_lower(c);
	return reference->hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static enum reference_step step_number(struct reference *reference, char c)
{
	int digit = digit_of(reference, c);
	if (digit < 0)
		return reference->digits && c == ';' ? REFERENCE_TAKEN : REFERENCE_ENDED;
	reference->digits = true;
	reference->number = reference->number * (reference->hex ? 16 : 10) + (uint32_t)digit;
	if (reference->number > TOO_LARGE)
		reference->number = TOO_LARGE;
	return REFERENCE_MORE;
}

// What a number of a C1 control is taken for: the character of windows-1252; 0: itself.
static uint32_t windows_1252(uint32_t number)
{
	static const uint16_t characters[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
		0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019,
		0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
		0x017E, 0x0178};
	return number >= 0x80 && number < 0xA0 ? characters[number - 0x80] : 0;
}

static uint32_t character_of(uint32_t number)
{
	uint32_t other = windows_1252(number);
	if (number == 0 || number >= TOO_LARGE || utf8_is_surrogate(number))
		return UTF8_REPLACEMENT;
	return other > 0 ? other : number;
}

// --- both ---

enum reference_step reference_step(struct reference *reference, char c)
{
	switch (reference->part) {
	case REFERENCE_FIRST:
		if (c == '#') {
			reference->part = REFERENCE_SHARP;
			return REFERENCE_MORE;
		}
		reference->part = REFERENCE_NAME;
		reference->high = NAMES;
		return step_name(reference, c);
	case REFERENCE_NAME:
		return step_name(reference, c);
	case REFERENCE_SHARP:
		reference->part = REFERENCE_DIGITS;
		reference->hex = to_lower(c) == 'x';
		reference->mark = reference->hex ? c : '\0';
		return reference->hex ? REFERENCE_MORE : step_number(reference, c);
	default:
		return step_number(reference, c);
	}
}

// What was read, as it stands there.
static struct slice raw_text(struct reference *reference)
{
	char *text = reference->text;
	size_t size = 0;
	text[size++] = '&';
	if (reference->part >= REFERENCE_SHARP) {
		text[size++] = '#';
		if (reference->mark)
			text[size++] = reference->mark;
	} else {
		memcpy(text + size, reference->name, reference->size);
		size += reference->size;
	}
	return (struct slice){text, size};
}

// A name without its semicolon before these is part of an address: ?a=1&copy=2
static bool is_in_address(const struct reference *reference, char next)
{
	size_t best = reference->best;
	char after = best < reference->size ? reference->name[best] : next;
	return reference->name[best - 1] != ';' && (after == '=' || is_alnum(after));
}

struct slice reference_text(struct reference *reference, bool in_value, char next)
{
	char *text = reference->text;
	if (reference->digits)
		return (struct slice){text, utf8_encode(character_of(reference->number), text)};
	size_t best = reference->best;
	if (best == 0 || (in_value && is_in_address(reference, next)))
		return raw_text(reference);
	size_t size = strlen(reference->stands_for), rest = reference->size - best;
	memcpy(text, reference->stands_for, size);
	memcpy(text + size, reference->name + best, rest);
	return (struct slice){text, size + rest};
}

// Appends the reference after an "&". *used: its bytes without that.
static bool decode_one(struct slice text, struct buffer *out, size_t *used)
{
	struct reference reference = {0};
	enum reference_step step = REFERENCE_MORE;
	size_t at = 0;
	for (; at < text.size && step == REFERENCE_MORE; at++)
		step = reference_step(&reference, text.data[at]);
	at -= step == REFERENCE_ENDED;
	struct slice read = reference_text(&reference, true, at < text.size ? text.data[at] : '\0');
	*used = at;
	return buffer_append(out, read.data, read.size);
}

bool reference_decode(struct slice value, struct buffer *out)
{
	for (size_t at = 0; at < value.size; at++) {
		char c = value.data[at];
		size_t used = 0;
		bool done;
		if (c == '&') {
			done = decode_one(slice_from(value, at + 1), out, &used);
			at += used;
		} else if (c == '\0') {
			done = buffer_append_string(out, UTF8_REPLACEMENT_BYTES);
		} else if (c == '\r') {
			at += at + 1 < value.size && value.data[at + 1] == '\n';
			done = buffer_append_byte(out, '\n');
		} else {
			done = buffer_append_byte(out, c);
		}
		if (!done)
			return false;
	}
	return true;
}
