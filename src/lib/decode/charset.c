// SPDX-License-Identifier: MIT
// The encoding that a page of markup names, after the HTML Standard, section 13.2.3.2, "Prescan a
// byte stream to determine its encoding".
//
// Bytes of all encodings but those of two and four bytes a character spell tags as ASCII does.
#include "decode/charset.h"

#include <string.h>

#include "base/text.h"

static bool is_html_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

// --- attributes ---

struct pair {
	struct slice name, value;
};

static struct slice trim_tag_front(struct slice text)
{
	while (text.size > 0 && is_html_space(*text.data))
		text = slice_from(text, 1);
	return text;
}

// Takes what stands before the first byte that is one of `ends` or a blank.
static struct slice take_charset_word(struct slice *text, const char *ends)
{
	size_t size = 0;
	while (size < text->size && !is_html_space(text->data[size]) &&
		(text->data[size] == '\0' || !strchr(ends, text->data[size])))
		size++;
	struct slice word = {text->data, size};
	*text = slice_from(*text, size);
	return word;
}

static struct slice take_charset_value(struct slice *text)
{
	char quote = text->size > 0 ? *text->data : '\0';
	if (quote != '"' && quote != '\'')
		return take_charset_word(text, "");
	*text = slice_from(*text, 1);
	const char *end = memchr(text->data, quote, text->size);
	struct slice value = {text->data, end ? (size_t)(end - text->data) : text->size};
	*text = slice_from(*text, value.size + (end != NULL));
	return value;
}

// Takes the next attribute of a tag. False: there is none.
static bool take_attribute(struct slice *text, struct pair *pair)
{
	while (text->size > 0 && (is_html_space(*text->data) || *text->data == '/'))
		*text = slice_from(*text, 1);
	if (text->size == 0)
		return false;
	const char *from = text->data;
	*text = slice_from(*text, 1); // a "=" here begins a name
	take_charset_word(text, "=/");
	pair->name = (struct slice){from, (size_t)(text->data - from)};
	pair->value = (struct slice){from, 0};
	struct slice rest = trim_tag_front(*text);
	if (rest.size > 0 && *rest.data == '=') {
		*text = trim_tag_front(slice_from(rest, 1));
		pair->value = take_charset_value(text);
	}
	return true;
}

static bool begins_as(struct slice text, const char *lower)
{
	size_t size = strlen(lower);
	if (text.size < size)
		return false;
	for (size_t i = 0; i < size; i++)
		if (to_lower(text.data[i]) != lower[i])
			return false;
	return true;
}

static bool is_attribute_named(struct slice text, const char *lower)
{
	return text.size == strlen(lower) && begins_as(text, lower);
}

// --- labels ---

static bool take_charset_label(struct charset *charset, struct slice value)
{
	char name[64];
	if (value.size >= sizeof name || memchr(value.data, '\0', value.size))
		return false;
	memcpy(name, value.data, value.size);
	name[value.size] = '\0';
	return encoding_find_label(name, &charset->label);
}

// The value behind "charset=" in the type of a page.
static struct slice label_of_type(struct slice type)
{
	for (; type.size > 0; type = slice_from(type, 1)) {
		if (!begins_as(type, "charset"))
			continue;
		struct slice rest = trim_tag_front(slice_from(type, 7));
		if (rest.size == 0 || *rest.data != '=')
			continue;
		rest = trim_tag_front(slice_from(rest, 1));
		bool quoted = rest.size > 0 && (*rest.data == '"' || *rest.data == '\'');
		return quoted ? take_charset_value(&rest) : take_charset_word(&rest, ";");
	}
	return type;
}

static bool read_meta(struct charset *charset, struct slice rest)
{
	struct pair pair;
	struct slice type = {NULL, 0}, label = {NULL, 0};
	bool is_type = false;
	while (take_attribute(&rest, &pair)) {
		if (is_attribute_named(pair.name, "charset") && label.size == 0)
			label = pair.value;
		else if (is_attribute_named(pair.name, "content") && type.size == 0)
			type = pair.value;
		else if (is_attribute_named(pair.name, "http-equiv"))
			is_type = is_attribute_named(pair.value, "content-type");
	}
	if (label.size == 0 && is_type && type.size > 0)
		label = label_of_type(type);
	return label.size > 0 && take_charset_label(charset, label);
}

static bool read_declaration(struct charset *charset, struct slice rest)
{
	struct pair pair;
	while (take_attribute(&rest, &pair))
		if (is_attribute_named(pair.name, "encoding"))
			return take_charset_label(charset, pair.value);
	return false;
}

// Reads a tag that has ended.
static void read_tag(struct charset *charset)
{
	struct slice rest = {charset->tag, charset->size};
	struct slice name = take_charset_word(&rest, "/");
	charset->found = (is_attribute_named(name, "meta") && read_meta(charset, rest)) ||
			 (is_attribute_named(name, "?xml") && read_declaration(charset, rest));
	charset->stage = charset->found ? CHARSET_ENDED : CHARSET_TEXT;
}

// --- bytes ---

static void begin_tag(struct charset *charset)
{
	charset->stage = CHARSET_TAG;
	charset->size = 0;
	charset->quote = charset->before = '\0';
}

static void take_in_tag(struct charset *charset, char c)
{
	if (charset->quote) {
		charset->quote = c == charset->quote ? '\0' : charset->quote;
	} else if ((c == '"' || c == '\'') && charset->before == '=') {
		charset->quote = c;
	} else if (c == '>') {
		read_tag(charset);
		return;
	} else if (c == '<') {
		begin_tag(charset);
		return;
	}
	if (!is_html_space(c))
		charset->before = c;
	if (charset->size < CHARSET_TAG_MOST)
		charset->tag[charset->size++] = c;
	if (charset->size == 3 && memcmp(charset->tag, "!--", 3) == 0) {
		charset->stage = CHARSET_COMMENT;
		charset->dashes = 2; // <!--> is a whole comment
	}
}

static void take_in_comment(struct charset *charset, char c)
{
	if (c == '>' && charset->dashes >= 2)
		charset->stage = CHARSET_TEXT;
	charset->dashes = c == '-' ? charset->dashes + (charset->dashes < 2) : 0;
}

static void take_tag_byte(struct charset *charset, char c)
{
	if (charset->stage == CHARSET_TAG)
		take_in_tag(charset, c);
	else if (charset->stage == CHARSET_COMMENT)
		take_in_comment(charset, c);
	else if (c == '<')
		begin_tag(charset);
	else if (charset->stage == CHARSET_START && !is_html_space(c))
		charset->stage = CHARSET_ENDED;
}

size_t charset_feed(struct charset *charset, struct slice bytes)
{
	size_t size = CHARSET_SEEN_MAX - charset->seen;
	const char *p = bytes.data, *end = p + (bytes.size < size ? bytes.size : size);
	while (p < end && charset->stage != CHARSET_ENDED) {
		if (charset->stage == CHARSET_TEXT && *p != '<') {
			p = memchr(p, '<', (size_t)(end - p));
			if (!p)
				p = end;
			continue;
		}
		take_tag_byte(charset, *p++);
	}
	size = (size_t)(p - bytes.data);
	charset->seen += size;
	return size;
}

bool charset_may_come(const struct charset *charset)
{
	return charset->stage != CHARSET_ENDED && charset->seen < CHARSET_SEEN_MAX;
}
