// SPDX-License-Identifier: MIT
// What markup says of a page where its lines do not. Most of what stands there is left alone: the
// author of a page is often its editor, its site or a number.
#include "page/marked.h"

#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"
#include "meta/date.h"
#include "meta/people.h"

#define AUTHOR_MOST 60 // bytes
#define SITE_MOST 90

void marked_clear(struct marked *marked)
{
	marked->published = 0;
	buffer_clear(&marked->author);
	buffer_clear(&marked->site);
	buffer_clear(&marked->url);
}

void marked_free(struct marked *marked)
{
	buffer_free(&marked->author);
	buffer_free(&marked->site);
	buffer_free(&marked->url);
}

// Cleans a value as lines are. One that is too long gives nothing.
static bool clean(
	struct normalizer *normalizer, const struct buffer *value, size_t most, struct buffer *out)
{
	if (!normalize_feed(normalizer, value->data, value->size, out) ||
		!normalize_end(normalizer, out))
		return false;
	if (out->size > most || (out->size > 0 && memchr(out->data, '\n', out->size)))
		buffer_clear(out);
	return true;
}

static bool is_web_address(const struct buffer *value)
{
	struct slice text = slice_of(value);
	if (text.size == 0 || !(begins_with(text, "http://") || begins_with(text, "https://")))
		return false;
	for (size_t i = 0; i < text.size; i++)
		if (text.data[i] <= ' ' || text.data[i] > '~')
			return false;
	return true;
}

// Whether a value names people, who are not what the page is about.
static bool is_author(const struct buffer *author, struct slice title)
{
	char folded[AUTHOR_MOST];
	struct slice name = slice_of(author);
	if (name.size == 0 || name.size > AUTHOR_MOST ||
		(title.size > 0 && memmem(title.data, title.size, name.data, name.size)))
		return false;
	if (hanzi_simplify(name.data, name.size, folded))
		name.data = folded;
	return people_are(name) && !people_is_outlet(name) && !people_is_nobody(name);
}

bool marked_read(
	struct marked *marked, const struct head_values *head, struct normalizer *normalizer)
{
	const struct buffer *published = &head->value[HEAD_PUBLISHED];
	const struct buffer *url = &head->value[HEAD_URL];
	size_t used;
	if (published->size == 0 || date_parse(published->data, published->size, 0,
					    &marked->published, &used) != DATE_FOUND)
		marked->published = 0;
	if (!clean(normalizer, &head->value[HEAD_AUTHOR], AUTHOR_MOST, &marked->author) ||
		!clean(normalizer, &head->value[HEAD_SITE], SITE_MOST, &marked->site))
		return false;
	if (!is_author(&marked->author, slice_of(&head->value[HEAD_TITLE])))
		buffer_clear(&marked->author);
	return !is_web_address(url) || buffer_append(&marked->url, url->data, url->size);
}

static struct dehusk_name marked_name_of(const struct buffer *value)
{
	return value->size > 0 ? (struct dehusk_name){value->data, value->size}
			       : (struct dehusk_name){NULL, 0};
}

void marked_tell(const struct marked *marked, struct dehusk_facts *facts)
{
	if (facts->published == 0)
		facts->published = marked->published;
	if (facts->author.size == 0)
		facts->author = marked_name_of(&marked->author);
	facts->site = marked_name_of(&marked->site);
	facts->url = marked_name_of(&marked->url);
}
