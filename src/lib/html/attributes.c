// SPDX-License-Identifier: MIT
// What the attributes of a tag say.
#include "html/attributes.h"

#include <string.h>

#include "base/text.h"
#include "html/markup.h"

// `lower`: in small letters.
static bool is_attribute(struct slice text, const char *lower, size_t size)
{
	if (text.size != size)
		return false;
	for (size_t i = 0; i < size; i++)
		if (to_lower(text.data[i]) != lower[i])
			return false;
	return true;
}

const struct attribute *attribute_find(const struct tag *tag, const char *name)
{
	size_t size = strlen(name);
	for (size_t i = 0; i < tag->attributes; i++)
		if (is_attribute(tag->attribute[i].name, name, size))
			return &tag->attribute[i];
	return NULL;
}

static bool is_attribute_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct slice trim_value(struct slice text)
{
	while (text.size > 0 && is_attribute_space(*text.data))
		text.data++, text.size--;
	while (text.size > 0 && is_attribute_space(text.data[text.size - 1]))
		text.size--;
	return text;
}

// Takes what stands before the next such byte off the text.
static struct slice take_until(struct slice *text, char c)
{
	const char *end = memchr(text->data, c, text->size);
	size_t size = end ? (size_t)(end - text->data) : text->size;
	struct slice taken = {text->data, size};
	*text = slice_from(*text, end ? size + 1 : size);
	return taken;
}

// Whether the value of a style has display: none. The last declaration of it counts.
static bool has_display_none(struct slice style)
{
	bool none = false;
	while (style.size > 0) {
		struct slice value = take_until(&style, ';');
		struct slice name = trim_value(take_until(&value, ':'));
		if (!is_attribute(name, "display", 7))
			continue;
		value = trim_value(take_until(&value, '!'));
		none = is_attribute(value, "none", 4);
	}
	return none;
}

// What words of a class or id say of what is in the element.
static const struct {
	const char *word;
	uint16_t flag; // enum markup_flag
} telling_words[] = {
	{"comment", MARKUP_COMMENTS},
	{"comments", MARKUP_COMMENTS},
	{"cmt", MARKUP_COMMENTS},
	{"reply", MARKUP_COMMENTS},
	{"replies", MARKUP_COMMENTS},
	{"pinglun", MARKUP_COMMENTS},
	{"liuyan", MARKUP_COMMENTS},
	{"trackback", MARKUP_COMMENTS},
	{"trackbacks", MARKUP_COMMENTS},
	{"gutter", MARKUP_NUMBERS},
	{"lineno", MARKUP_NUMBERS},
	{"linenos", MARKUP_NUMBERS},
	{"crayon-nums", MARKUP_NUMBERS},
	{"pre-numbering", MARKUP_NUMBERS},
};

// Their sizes as bits: few other words have one.
#define TELLING_MOST 13
#define TELLING_SIZES                                                                              \
	(1 << 3 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 13)

static uint16_t word_tells(struct slice word)
{
	if (word.size > TELLING_MOST || !(TELLING_SIZES >> word.size & 1))
		return 0;
	for (size_t i = 0; i < sizeof telling_words / sizeof *telling_words; i++)
		if (is_attribute(word, telling_words[i].word, strlen(telling_words[i].word)))
			return telling_words[i].flag;
	return 0;
}

static uint16_t words_tell(struct slice value)
{
	const char *p = value.data, *end = p + value.size;
	uint16_t flags = 0;
	while (p < end) {
		const char *from = p;
		while (p < end && (unsigned char)*p > ' ')
			p++;
		flags |= word_tells((struct slice){from, (size_t)(p - from)});
		p += p < end;
	}
	return flags;
}

uint16_t attributes_tell(const struct tag *tag)
{
	bool seen[2] = {false, false};
	uint16_t flags = 0;
	for (size_t i = 0; i < tag->attributes; i++) {
		struct slice name = tag->attribute[i].name;
		bool id = name.size == 2 && is_attribute(name, "id", 2);
		if ((!id && !(name.size == 5 && is_attribute(name, "class", 5))) || seen[id])
			continue;
		seen[id] = true; // the first of two counts
		flags |= words_tell(tag->attribute[i].value);
	}
	return flags;
}

struct attributes_said attributes_read(const struct tag *tag)
{
	struct attributes_said said = {.href = false};
	bool styled = false;
	for (size_t i = 0; i < tag->attributes; i++) {
		struct slice name = tag->attribute[i].name;
		if (name.size == 5 && !styled && is_attribute(name, "style", 5)) {
			styled = true;
			said.hides |= has_display_none(tag->attribute[i].value);
		} else if (name.size == 4) {
			said.href |= is_attribute(name, "href", 4);
			said.open |= is_attribute(name, "open", 4);
		} else if (name.size == 6) {
			said.hides |= is_attribute(name, "hidden", 6);
		}
	}
	return said;
}
