// SPDX-License-Identifier: MIT
// Counts tags of html in plain text.
#include "html/stray-tags.h"

#include <string.h>

#include "base/text.h"

#define TAG_MOST 1024 // bytes of a tag
#define TAGS_LEAST 8
#define PERCENT_LEAST 20 // of the page: html has a third, text with tags that were left over 14

static const struct dehusk_kind tagged = {"full of tags of html", "dehusk --from=html FILE"};

void stray_tags_begin(struct stray_tags *stray, struct element_index *index)
{
	stray->index = index;
	stray->text = stray->tags = stray->markup = 0;
	stray->size = 0;
}

static void begin_stray(struct stray_tags *stray)
{
	stray->size = 1;
	stray->named = 0;
	stray->known = false;
}

// Reads on in the name of a tag. False: it is none of html.
static bool read_stray_name(struct stray_tags *stray, char c)
{
	uint32_t hash;
	if (c == '/' && stray->size == 2)
		return true;
	if (stray->named > 0 ? is_alnum(c) : is_letter(c)) {
		if (stray->named == STRAY_NAME_MOST)
			return false;
		stray->name[stray->named++] = c;
		return true;
	}
	bool ends = c == '>' || c == '/' || c == ' ' || (c >= '\t' && c <= '\r');
	struct slice name = {stray->name, stray->named};
	stray->known = ends && stray->named > 0 &&
		       element_find(stray->index, name, &hash) != ELEMENT_IS_OTHER;
	return stray->known;
}

static void read_stray(struct stray_tags *stray, char c)
{
	stray->size++;
	if (c == '<') {
		begin_stray(stray);
	} else if (stray->size > TAG_MOST || (!stray->known && !read_stray_name(stray, c))) {
		stray->size = 0;
	} else if (stray->known && c == '>') {
		stray->tags++;
		stray->markup += stray->size;
		stray->size = 0;
	}
}

void stray_tags_feed(struct stray_tags *stray, struct slice text)
{
	const char *p = text.data, *end = p + text.size;
	stray->text += text.size;
	while (p < end) {
		if (stray->size > 0) {
			read_stray(stray, *p++);
			continue;
		}
		p = memchr(p, '<', (size_t)(end - p));
		if (!p)
			break;
		begin_stray(stray);
		p++;
	}
}

const struct dehusk_kind *stray_tags_kind(const struct stray_tags *stray)
{
	bool many = stray->tags >= TAGS_LEAST && 100 * stray->markup >= PERCENT_LEAST * stray->text;
	return many ? &tagged : NULL;
}
