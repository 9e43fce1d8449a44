// SPDX-License-Identifier: MIT
// Removes the escape sequences of terminals (ECMA-48, in its 7-bit form): control sequences as
// colours (CSI), strings as links (OSC), and designations of a set of characters, which `tput sgr0`
// prints. Of any other sequence only ESC is no text.
//
// No sequence crosses a line end. An unfinished one ends there, and before a byte that it cannot
// hold.
#include "dump/escapes.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

#define ESC '\x1B'
#define BEL '\x07'

// A sequence between CR and LF must not make one line end of two.
static bool keep_byte(struct escapes *escapes, char c)
{
	bool apart = escapes->removed &&
		     (utf8_is_continuation(c) || (c == '\n' && escapes->last == '\r'));
	escapes->last = c;
	escapes->removed = false;
	return (!apart || buffer_append_byte(&escapes->text, UTF8_APART)) &&
	       buffer_append_byte(&escapes->text, c);
}

static bool take_plain_text(struct escapes *escapes, char c)
{
	escapes->state = c == ESC ? ESCAPES_BEGUN : ESCAPES_TEXT;
	escapes->removed |= c == ESC;
	return c == ESC || keep_byte(escapes, c);
}

static bool take_begun(struct escapes *escapes, char c)
{
	switch (c) {
	case '[':
		escapes->state = ESCAPES_CONTROL;
		return true;
	case ']':
		escapes->state = ESCAPES_STRING;
		return true;
	case '(':
	case ')':
		escapes->state = ESCAPES_CHARSET;
		return true;
	default:
		return take_plain_text(escapes, c);
	}
}

static bool take_charset(struct escapes *escapes, char c)
{
	escapes->state = ESCAPES_TEXT;
	return is_capital(c) || is_digit(c) || take_plain_text(escapes, c);
}

static bool take_control(struct escapes *escapes, char c)
{
	unsigned char byte = (unsigned char)c;
	if (byte >= 0x20 && byte < 0x40)
		return true;
	if (byte < 0x20 || byte >= 0x7F)
		return take_plain_text(escapes, c);
	escapes->state = ESCAPES_TEXT;
	return true;
}

// A line end of two or three bytes is known by its last one: NEL, LS, PS.
static bool take_escape_string(struct escapes *escapes, char c)
{
	const char *before = escapes->before;
	if (c == '\n' || c == '\r')
		return take_plain_text(escapes, c);
	if (before[1] == '\xC2' && c == '\x85')
		return take_plain_text(escapes, '\xC2') && take_plain_text(escapes, c);
	if (before[0] == '\xE2' && before[1] == '\x80' && (c == '\xA8' || c == '\xA9'))
		return take_plain_text(escapes, '\xE2') && take_plain_text(escapes, '\x80') &&
		       take_plain_text(escapes, c);
	escapes->state = c == BEL ? ESCAPES_TEXT : c == ESC ? ESCAPES_STRING_ENDS : ESCAPES_STRING;
	return true;
}

static bool take_byte(struct escapes *escapes, char c)
{
	bool taken = false;
	switch (escapes->state) {
	case ESCAPES_TEXT:
		return take_plain_text(escapes, c);
	case ESCAPES_BEGUN:
		taken = take_begun(escapes, c);
		break;
	case ESCAPES_CHARSET:
		taken = take_charset(escapes, c);
		break;
	case ESCAPES_CONTROL:
		taken = take_control(escapes, c);
		break;
	case ESCAPES_STRING:
		taken = take_escape_string(escapes, c);
		break;
	case ESCAPES_STRING_ENDS:
		escapes->state = ESCAPES_TEXT;
		taken = c == '\\' || take_begun(escapes, c);
		break;
	}
	escapes->before[0] = escapes->before[1];
	escapes->before[1] = c;
	return taken;
}

bool escapes_feed(struct escapes *escapes, struct slice text, struct slice *out)
{
	buffer_clear(&escapes->text);
	*out = text;
	if (text.size == 0)
		return true;
	if (escapes->state == ESCAPES_TEXT && !escapes->removed &&
		!memchr(text.data, ESC, text.size)) {
		escapes->last = text.data[text.size - 1];
		return true;
	}
	for (size_t at = 0; at < text.size;) {
		const char *esc = NULL;
		if (escapes->state == ESCAPES_TEXT && !escapes->removed) {
			esc = memchr(text.data + at, ESC, text.size - at);
			size_t size = esc ? (size_t)(esc - text.data) - at : text.size - at;
			if (!buffer_append(&escapes->text, text.data + at, size))
				return false;
			escapes->last = size > 0 ? text.data[at + size - 1] : escapes->last;
			at += size;
		}
		if (at < text.size && !take_byte(escapes, text.data[at++]))
			return false;
	}
	*out = slice_of(&escapes->text);
	return true;
}

void escapes_end(struct escapes *escapes, struct slice *out)
{
	static const char apart = UTF8_APART;
	*out = (struct slice){&apart, escapes->removed ? 1 : 0};
	escapes->state = ESCAPES_TEXT;
	escapes->removed = false;
	escapes->last = '\0';
}

void escapes_free(struct escapes *escapes)
{
	buffer_free(&escapes->text);
}
