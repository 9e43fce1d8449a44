// SPDX-License-Identifier: MIT
// What the meta and link elements of a page say of it.
#include "html/head-values.h"

#include <string.h>

#include "base/text.h"
#include "html/attributes.h"
#include "html/references.h"

#define VALUE_MOST 2048 // bytes

// The surest name of a key first.
static const struct {
	const char *name;
	enum head_key key;
} names[] = {
	{"canonical", HEAD_URL}, // of a link
	{"og:url", HEAD_URL},
	{"article:published_time", HEAD_PUBLISHED},
	{"datepublished", HEAD_PUBLISHED},
	{"publishdate", HEAD_PUBLISHED},
	{"pubdate", HEAD_PUBLISHED},
	{"og:release_date", HEAD_PUBLISHED},
	{"citation_date", HEAD_PUBLISHED},
	{"dc.date", HEAD_PUBLISHED},
	{"og:site_name", HEAD_SITE},
	{"application-name", HEAD_SITE},
	{"author", HEAD_AUTHOR},
	{"article:author", HEAD_AUTHOR},
};
#define NAMES (sizeof names / sizeof names[0])

void head_values_clear(struct head_values *head)
{
	for (size_t key = 0; key < HEAD_KEYS; key++) {
		buffer_clear(&head->value[key]);
		head->rank[key] = 0;
	}
}

void head_values_free(struct head_values *head)
{
	for (size_t key = 0; key < HEAD_KEYS; key++)
		buffer_free(&head->value[key]);
}

static bool is_meta_name(struct slice text, const char *lower)
{
	if (text.size != strlen(lower))
		return false;
	for (size_t i = 0; i < text.size; i++)
		if (to_lower(text.data[i]) != lower[i])
			return false;
	return true;
}

static bool take_meta_value(struct head_values *head, size_t name, struct slice value)
{
	enum head_key key = names[name].key;
	uint8_t rank = (uint8_t)(name + 1);
	if (value.size == 0 || value.size > VALUE_MOST ||
		(head->rank[key] > 0 && head->rank[key] <= rank))
		return true;
	head->rank[key] = rank;
	buffer_clear(&head->value[key]);
	return reference_decode(value, &head->value[key]);
}

bool head_values_take(struct head_values *head, const struct tag *tag)
{
	static const char *const keys[] = {"property", "name", "itemprop", "rel"};
	const struct attribute *value = attribute_find(tag, "content");
	if (!value)
		value = attribute_find(tag, "href");
	for (size_t i = 0; i < sizeof keys / sizeof *keys && value; i++) {
		const struct attribute *key = attribute_find(tag, keys[i]);
		for (size_t name = 0; name < NAMES && key; name++)
			if (is_meta_name(key->value, names[name].name))
				return take_meta_value(head, name, value->value);
	}
	return true;
}
