// SPDX-License-Identifier: MIT
// The rule language: text of rules in, a list of named patterns with actions out.
#ifndef DEHUSK_RULES_H
#define DEHUSK_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

// A line of the text is empty, a comment (#), a rule `ACTION NAME PATTERN` separated by blanks, or,
// when it begins with a blank, an example of the rule above it: `+ text` must match, `- text` must
// not.

enum rule_action {
	RULE_DROP,  // the line goes
	RULE_HUSK,  // the same, and it is evidence of husk around the main text
	RULE_FOOT,  // the same, and it stands at the foot of pages
	RULE_CUT,   // the line and the rest of the page go
	RULE_STRIP, // every match goes, and the line is looked at anew
	RULE_KEEP,  // the line stays whatever later rules say
	RULE_HINT,  // the line stays, unless the main text leaves it out
};

struct rule {
	enum rule_action action;
	bool ends;        // a text ends where such a line stands: ",end" behind the action, or foot
	bool replies;     // the same, and what readers wrote begins: ",replies"
	const char *name; // NUL-terminated, owned by the struct rules
	struct slice pattern;
	size_t line; // where in the text, from 1
};

struct rule_example {
	size_t rule; // index in the list
	bool matches;
	struct slice text;
	size_t line;
};

struct rules {
	struct rule *rule;
	size_t count, room;
	struct rule_example *example;
	size_t example_count, example_room;
	char *text; // a copy that all of the above points into
};

// What is wrong with the text, for a message.
struct rules_error {
	size_t line;
	const char *what; // NULL: no memory
};

// Reads rules; the text is copied. False: *error says why, and nothing is left to free.
bool rules_parse(struct rules *rules, const char *text, size_t size, struct rules_error *error);

void rules_free(struct rules *rules);

#endif
