// SPDX-License-Identifier: MIT
// Tags of html in a page that is read as plain text, since its beginning is none of html.
#ifndef DEHUSK_STRAY_TAGS_H
#define DEHUSK_STRAY_TAGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dehusk.h"
#include "html/elements.h"

#define STRAY_NAME_MOST 16 // bytes of a name

struct stray_tags {
	struct element_index *index; // borrowed
	uint64_t text;               // bytes of the page
	uint64_t tags;               // of elements of html
	uint64_t markup;             // bytes of these tags
	size_t size;                 // bytes of the tag that has begun, 0: none has
	size_t named;                // bytes of its name
	bool known;                  // it is one of html
	char name[STRAY_NAME_MOST];
};

// Begins a page. The index is borrowed.
void stray_tags_begin(struct stray_tags *stray, struct element_index *index);
void stray_tags_feed(struct stray_tags *stray, struct slice text);

// What the page so far is: NULL, unless it has many tags and these are a good part of it.
const struct dehusk_kind *stray_tags_kind(const struct stray_tags *stray);

#endif
