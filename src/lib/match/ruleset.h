// SPDX-License-Identifier: MIT
// Rules that are ready to be asked, in their order, with the tables that select some of them. All
// of it is read-only.
#ifndef DEHUSK_RULESET_H
#define DEHUSK_RULESET_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "match/prefilter.h"
#include "match/rules.h"

// The kinds of entries: a rule, or one of the readers.
enum asked { ASK_RULE, ASK_SOURCE, ASK_BYLINE, ASK_ENGLISH_BYLINE, ASK_KOREAN_BYLINE };

struct ruleset_entry {
	enum asked asked;
	const char *name;
	const struct rule *rule; // of ASK_RULE
	// What PCRE2 is asked: the pattern of the rule, folded, without what the prefilter decides.
	struct slice pattern;
	// What PCRE2 compiled of it while the program was built; NULL: nothing.
	const uint64_t *compiled;
};

// The entries stand in the order of asking. Built-in ones: keep rules, the readers of sources and
// bylines, the other rules, hints; rules of one group stand in the order of the text. Those of
// users stand in the order in which they were given, and there are no readers.
struct ruleset {
	const struct ruleset_entry *entry;
	size_t count;
	size_t source_entry;                   // the index of the reader of sources; built-in only
	const struct prefilter_tables *tables; // with the same indices as `entry`
	uint64_t digest;                       // of the built-in text
};

#define RULESET_READERS 4

// A ruleset made of a text.
struct ruleset_builder;

// Makes the built-in ruleset of a text of rules, which is copied. *builder is NULL unless the
// result is DEHUSK_OK. The reader is told of errors; NULL: nobody is.
enum dehusk_status ruleset_build(struct ruleset_builder **builder, const char *text, size_t size,
	const struct dehusk_rule_reader *reader);

// Makes a ruleset of rules of a user, which are borrowed. NULL: no memory.
struct ruleset_builder *ruleset_build_user(const struct rules *rules);

void ruleset_builder_free(struct ruleset_builder *builder);

// The ruleset, borrowed.
const struct ruleset *ruleset_of(const struct ruleset_builder *builder);

#endif
