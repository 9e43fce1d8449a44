// SPDX-License-Identifier: MIT
// Parses the rule language: texts of rules become a list of named patterns with actions.
#ifndef DEHUSK_RULES_H
#define DEHUSK_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "dehusk.h"

// A line is empty, a comment (#), a rule `ACTION NAME PATTERN` separated by blanks, or `include
// FILE`. A line that begins with a blank is an example of the rule above it: `+ text` must match,
// `- text` must not.

enum rule_action {
	RULE_DROP,   // drop the line
	RULE_HUSK,   // drop it: it is evidence of husk around the main text
	RULE_FOOT,   // drop it: it stands at the foot of pages
	RULE_CUT,    // drop the line and the rest of the page
	RULE_STRIP,  // cut out every match, and classify the rest again
	RULE_KEEP,   // keep the line, whatever later rules say
	RULE_HINT,   // keep the line, unless the main text leaves it out
	RULE_SOURCE, // collect the source that is named behind the match
};

struct rule {
	enum rule_action action;
	bool ends;        // a text ends at such a line: ",end" after the action, or foot
	bool replies;     // a text ends, and comments of readers begin: ",replies"
	const char *name; // ended by NUL; of a user's rule "FILE:NAME"
	const char *file; // ended by NUL; NULL: built in
	struct slice pattern;
	size_t line;        // from 1
	struct slice whole; // that line
};

struct rule_example {
	size_t rule; // its index
	bool matches;
	struct slice text;
	size_t line;
	struct slice whole;
};

// The indices of rules by name, plus 1; 0: the slot is free. Linear probing.
struct rule_names {
	size_t *slot;
	size_t count, room;
};

// All zero: no rules. Free them with rules_free(). What rules and examples point to is owned by
// `text`.
struct rules {
	struct rule *rule;
	size_t count, room;
	struct rule_example *example;
	size_t example_count, example_room;
	struct rule_names names;
	struct arena text;
};

#define RULES_MOST ((size_t)1 << 16) // rules

// Whether a pattern is sound; DEHUSK_BAD_RULE: *vetted says what is wrong.
struct vetted {
	const char *what; // what is wrong with the pattern
	size_t at;        // and where, in bytes
	char message[128];
};
typedef enum dehusk_status rules_vet(struct slice pattern, struct vetted *vetted);

// Appends the rules of a text, which is copied. `from->file` NULL: they are built in. `vet` looks
// at each pattern; NULL: nobody does. `reader` is told of errors; NULL: nobody is. DEHUSK_BAD_RULE:
// there was an error; rules without one were added.
enum dehusk_status rules_add(struct rules *rules, const struct dehusk_rule_text *from,
	const struct dehusk_rule_reader *reader, rules_vet *vet);

// Tells of an error at a place in a line. Returns whether more errors are asked for.
bool rules_tell(const struct dehusk_rule_reader *reader, const char *file, size_t line,
	struct slice whole, const char *at, const char *what);

// The name of an action, as rules have it.
const char *rules_action_name(enum rule_action action);

void rules_free(struct rules *rules);

#endif
