// SPDX-License-Identifier: MIT
// Parses the rule language: the text of rules becomes a list of named patterns with actions.
#ifndef DEHUSK_RULES_H
#define DEHUSK_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

// A line is empty, a comment (#), or a rule `ACTION NAME PATTERN` separated by blanks. A line that
// begins with a blank is an example of the rule above it: `+ text` must match, `- text` must not.

enum rule_action {
	RULE_DROP,  // drop the line
	RULE_HUSK,  // drop it: it is evidence of husk around the main text
	RULE_FOOT,  // drop it: it stands at the foot of pages
	RULE_CUT,   // drop the line and the rest of the page
	RULE_STRIP, // cut out every match, and classify the rest again
	RULE_KEEP,  // keep the line, whatever later rules say
	RULE_HINT,  // keep the line, unless the main text leaves it out
};

struct rule {
	enum rule_action action;
	bool ends;        // a text ends at such a line: ",end" after the action, or foot
	bool replies;     // a text ends, and comments of readers begin: ",replies"
	const char *name; // ended by NUL, owned by the struct rules
	struct slice pattern;
	size_t line; // from 1
};

struct rule_example {
	size_t rule; // its index
	bool matches;
	struct slice text;
	size_t line;
};

struct rules {
	struct rule *rule;
	size_t count, room;
	struct rule_example *example;
	size_t example_count, example_room;
	char *text; // a copy, which all of the above points into
};

// An error in the text, for a message.
struct rules_error {
	size_t line;
	const char *what; // NULL: no memory
};

// Parses rules. The text is copied. False: *error is set, and there is nothing to free.
bool rules_parse(struct rules *rules, const char *text, size_t size, struct rules_error *error);

void rules_free(struct rules *rules);

#endif
