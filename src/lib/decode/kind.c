// SPDX-License-Identifier: MIT
// What a text is that is no plain text: html, JSON, mail and the like, told by its beginning.
//
// One table has the kinds. Each has a question about the beginning of a text, blanks aside. A kind
// is told only where the beginning reads as a whole in its grammar: text may quote anything.
#include "decode/kind.h"

#include "base/utf8.h"
#include "decode/kind-beginning.h"

// The most bytes of the first line of a script: systems read no more of it.
#define SCRIPT_MAX 255

// "{\rtf1\": a control word follows the number of the version.
static enum kind_answer kind_rtf(struct beginning start)
{
	enum kind_answer answer = beginning_is(start, "{\\rtf");
	if (answer != KIND_YES)
		return answer;
	size_t at = 5;
	while (at < start.text.size && is_digit(start.text.data[at]))
		at++;
	if (at == start.text.size)
		return beginning_ends(start);
	return at > 5 && start.text.data[at] == '\\' ? KIND_YES : KIND_NO;
}

// "#! /path/of/an/interpreter": nothing but visible ASCII and blanks to the end of the line.
static enum kind_answer kind_script(struct beginning start)
{
	enum kind_answer answer = beginning_is(start, "#!"), ended;
	if (answer != KIND_YES)
		return answer;
	struct slice line = beginning_line(slice_from(start.text, 2), start.last, &ended);
	size_t at = utf8_spaces(line.data, line.size);
	if (line.size > SCRIPT_MAX)
		return KIND_NO;
	for (size_t i = at; i < line.size; i++)
		if ((i == at && line.data[i] != '/') || line.data[i] < ' ' || line.data[i] > '~')
			return KIND_NO;
	return ended == KIND_MORE ? KIND_MORE : line.size > at + 1 ? KIND_YES : KIND_NO;
}

static enum kind_answer kind_php(struct beginning start)
{
	enum kind_answer answer = beginning_is(start, "<?php");
	if (answer != KIND_YES)
		return answer;
	if (start.text.size == 5)
		return beginning_ends(start);
	return is_ascii_blank(start.text.data[5]) ? KIND_YES : KIND_NO;
}

static enum kind_answer kind_postscript(struct beginning start)
{
	return beginning_is(start, "%!ps-adobe-");
}

// The first question that is answered with yes counts.
static const struct kind_row {
	enum kind_answer (*ask)(struct beginning start);
	struct dehusk_kind kind;
} rows[] = {
	{kind_html, {N_("html"), NULL}}, // the first one: see kind_is_html()
	{kind_php, {N_("a program"), NULL}},
	{kind_xml, {N_("XML"), "xmllint --xpath 'string(/)' FILE | dehusk"}},
	{kind_json_lines, {N_("JSON Lines"), "dehusk --from=jsonl FILE"}},
	{kind_json, {N_("JSON"), "jq -r .text FILE | dehusk"}},
	{kind_warc, {N_("a WARC"), "dehusk --from=warc FILE"}},
	{kind_http, {N_("an HTTP response"), "sed '1,/^\\r*$/d' FILE | dehusk"}},
	{kind_mhtml,
		{N_("MHTML"),
			"reformime -e -s 1.1 <FILE | w3m -dump -O UTF-8 -T text/html | dehusk"}},
	{kind_mail, {N_("a mail"), "mshow -nNh '' ./FILE | dehusk"}},
	{kind_mailbox, {N_("a mailbox"), "formail -I '' -s <FILE | dehusk"}},
	{kind_rtf, {N_("RTF"), "pandoc -f rtf -t plain FILE | dehusk"}},
	{kind_script, {N_("a program"), NULL}},
	{kind_postscript, {N_("PostScript"), "ps2ascii FILE | dehusk"}},
};

// Removes blanks and marks of byte order in front. False: the text ends inside a character.
static bool trim_front(struct slice *text)
{
	uint32_t c;
	while (text->size > 0) {
		size_t length = utf8_decode(text->data, text->size, &c);
		if (c == UTF8_INCOMPLETE)
			return false;
		bool skips = (c < 0x80 && is_ascii_blank((int)c)) || c == 0xA0 ||
			     c == UTF8_WIDE_SPACE || c == 0xFEFF;
		if (!skips)
			return true;
		*text = slice_from(*text, length);
	}
	return true;
}

enum kind_answer kind_of(struct slice start, bool last, const struct dehusk_kind **found)
{
	struct beginning beginning = {start, last};
	*found = NULL;
	if (!trim_front(&beginning.text) || beginning.text.size == 0)
		return beginning_ends(beginning);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		enum kind_answer answer = rows[i].ask(beginning);
		if (answer == KIND_NO)
			continue;
		*found = &rows[i].kind;
		return answer;
	}
	return KIND_NO;
}

bool kind_is_html(const struct dehusk_kind *kind)
{
	return kind == &rows[0].kind;
}

bool kind_has_prolog(struct slice start)
{
	return trim_front(&start) && begins_with(start, "<?xml");
}

// --- while a page passes ---

void kind_begin(struct kind_look *look)
{
	buffer_clear(&look->start);
	look->next = 0;
	look->decided = false;
	look->found = look->may_be = NULL;
}

// Looks again only when there is twice as much, so that the work is linear.
bool kind_feed(struct kind_look *look, struct slice text, bool last)
{
	if (look->decided)
		return true;
	// Nearly all text is decided where it stands.
	bool copied = look->start.size > 0;
	size_t room = KIND_MAX - look->start.size;
	last |= text.size >= room;
	if (text.size > room)
		text.size = room;
	if (copied && !buffer_append(&look->start, text.data, text.size))
		return false;
	struct slice start = copied ? slice_of(&look->start) : text;
	if (!last && start.size < look->next)
		return true;
	const struct dehusk_kind *found;
	look->decided = kind_of(start, last, &found) != KIND_MORE;
	look->found = look->decided ? found : NULL;
	look->may_be = found;
	look->next = 2 * start.size;
	return look->decided || copied || buffer_append(&look->start, text.data, text.size);
}
