// SPDX-License-Identifier: MIT
// What one line looks like as a part of a text: prose, code, a row of a table, a headline.
#ifndef DEHUSK_LOOK_H
#define DEHUSK_LOOK_H

#include <stdbool.h>

#include "base/buffer.h"
#include "page/features.h"

#define LOOK_SHORT_MOST 5 // characters of a word

enum look {
	LOOK_SHORT, // few characters: a word, a number, a date; an entry of a table of contents
	LOOK_HEAD,  // like a headline, or an entry of a list of links
	LOOK_LATIN, // words of letters: code beside ideographs, else like a headline
	LOOK_CODE,  // letters and the marks of programs
	LOOK_BODY,  // no sentence, but a part of a text: an entry, a row, a definition
	LOOK_PROSE, // a sentence, or a long part of one
	LOOKS,
};

// The look of a line with that measure. A long text is looked at near its ends only.
enum look look_of(struct slice text, struct features features);

// Whether a line is a link by its form: a picture, an address, a bar of words, or what ends in a
// count or a date in brackets.
bool look_is_link(struct slice text);

// Whether a short label stands before a colon and a value: 品名：雨前茶.
bool look_has_label(struct slice text);

#endif
