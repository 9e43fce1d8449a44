// SPDX-License-Identifier: MIT
// What the attributes of a tag say.
#include "html/attributes.h"

#include <string.h>

#include "base/text.h"

// `lower`: in small letters.
static bool is_name(struct slice text, const char *lower, size_t size)
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
		if (is_name(tag->attribute[i].name, name, size))
			return &tag->attribute[i];
	return NULL;
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct slice trim(struct slice text)
{
	while (text.size > 0 && is_blank(*text.data))
		text.data++, text.size--;
	while (text.size > 0 && is_blank(text.data[text.size - 1]))
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
		struct slice name = trim(take_until(&value, ':'));
		if (!is_name(name, "display", 7))
			continue;
		value = trim(take_until(&value, '!'));
		none = is_name(value, "none", 4);
	}
	return none;
}

bool attributes_hide(const struct tag *tag)
{
	const struct attribute *style = NULL;
	for (size_t i = 0; i < tag->attributes; i++) {
		const struct attribute *one = &tag->attribute[i];
		if (one->name.size == 6 && is_name(one->name, "hidden", 6))
			return true;
		if (!style && one->name.size == 5 && is_name(one->name, "style", 5))
			style = one;
	}
	return style && has_display_none(style->value);
}

static bool is_comment_word(struct slice word)
{
	static const char *const words[] = {"comment", "comments", "cmt", "reply", "replies",
		"pinglun", "liuyan", "trackback", "trackbacks"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (is_name(word, words[i], strlen(words[i])))
			return true;
	return false;
}

bool attributes_tell_comments(const struct tag *tag)
{
	for (size_t i = 0; i < tag->attributes; i++) {
		const struct attribute *one = &tag->attribute[i];
		if (!is_name(one->name, "class", 5) && !is_name(one->name, "id", 2))
			continue;
		struct slice value = one->value;
		size_t from = 0;
		for (size_t at = 0; at <= value.size; at++) {
			if (at < value.size && !is_blank(value.data[at]))
				continue;
			if (is_comment_word((struct slice){value.data + from, at - from}))
				return true;
			from = at + 1;
		}
	}
	return false;
}
