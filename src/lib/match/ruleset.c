// SPDX-License-Identifier: MIT
// Makes rules ready to be asked.
#include "match/ruleset.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "match/pattern-fold.h"
#include "match/prefilter-build.h"
#include "meta/byline.h"
#include "meta/source.h"

struct ruleset_builder {
	struct ruleset ruleset; // what it points to are the members below
	struct rules rules;     // the built-in ones
	struct ruleset_entry *entry;
	struct buffer *folded; // parallel to `entry`
	struct prefilter_builder *prefilter;
};

static bool korean_word(size_t n, char word[PREFILTER_WORD])
{
	static const char reporter[] = "기자";
	memcpy(word, reporter, sizeof reporter);
	return n == 0;
}

// The readers, in the order of asking.
static const struct {
	enum asked asked;
	const char *name;
	struct prefilter_reader lines;
} readers[RULESET_READERS] = {
	{ASK_SOURCE, "source", {.word = source_word, .may_end = source_may_end}},
	{ASK_BYLINE, "byline", {.word = byline_word, .may_end = byline_may_end}},
	{ASK_ENGLISH_BYLINE, "byline-english", {.first = 'B'}},
	{ASK_KOREAN_BYLINE, "byline-korean", {.word = korean_word}},
};

static bool add_readers(struct ruleset_builder *builder)
{
	struct ruleset *ruleset = &builder->ruleset;
	ruleset->source_entry = ruleset->count;
	for (size_t i = 0; i < RULESET_READERS; i++) {
		builder->entry[ruleset->count++] =
			(struct ruleset_entry){.asked = readers[i].asked, .name = readers[i].name};
		if (!prefilter_builder_add_reader(builder->prefilter, &readers[i].lines))
			return false;
	}
	return true;
}

static bool add_rule_entry(struct ruleset_builder *builder, const struct rule *rule)
{
	size_t i = builder->ruleset.count++;
	struct buffer *folded = &builder->folded[i];
	bool done = pattern_fold(rule->pattern, folded) &&
		    prefilter_builder_add(builder->prefilter, folded);
	builder->entry[i] = (struct ruleset_entry){
		.name = rule->name, .rule = rule, .pattern = slice_of(folded)};
	return done;
}

// The three groups of rules. Hints are asked when no other rule matched.
enum order { ORDER_KEEP, ORDER_OTHERS, ORDER_HINTS };

static enum order order_of_rule(const struct rule *rule)
{
	return rule->action == RULE_KEEP   ? ORDER_KEEP
	       : rule->action == RULE_HINT ? ORDER_HINTS
					   : ORDER_OTHERS;
}

static bool add_rules(struct ruleset_builder *builder, enum order order)
{
	bool done = true;
	for (size_t i = 0; i < builder->rules.count && done; i++)
		if (order_of_rule(&builder->rules.rule[i]) == order)
			done = add_rule_entry(builder, &builder->rules.rule[i]);
	return done;
}

static bool reserve(struct ruleset_builder *builder, size_t entries)
{
	builder->entry = calloc(entries, sizeof *builder->entry);
	builder->folded = calloc(entries, sizeof *builder->folded);
	builder->prefilter = prefilter_builder_new(entries);
	if (!builder->entry || !builder->folded || !builder->prefilter)
		return false;
	builder->ruleset.entry = builder->entry;
	builder->ruleset.tables = prefilter_builder_tables(builder->prefilter);
	return true;
}

static enum dehusk_status set_up_ruleset(struct ruleset_builder *builder, const char *text,
	size_t size, const struct dehusk_rule_reader *reader)
{
	struct dehusk_rule_text from = {.text = text, .size = size};
	enum dehusk_status status = rules_add(&builder->rules, &from, reader, NULL);
	if (status != DEHUSK_OK)
		return status;
	builder->ruleset.digest = hash_bytes(HASH_START, text, size);
	bool done = reserve(builder, builder->rules.count + RULESET_READERS) &&
		    add_rules(builder, ORDER_KEEP) && add_readers(builder) &&
		    add_rules(builder, ORDER_OTHERS) && add_rules(builder, ORDER_HINTS) &&
		    prefilter_builder_finish(builder->prefilter);
	return done ? DEHUSK_OK : DEHUSK_NO_MEMORY;
}

enum dehusk_status ruleset_build(struct ruleset_builder **builder, const char *text, size_t size,
	const struct dehusk_rule_reader *reader)
{
	*builder = NULL;
	struct ruleset_builder *made = calloc(1, sizeof *made);
	if (!made)
		return DEHUSK_NO_MEMORY;
	enum dehusk_status status = set_up_ruleset(made, text, size, reader);
	if (status == DEHUSK_OK)
		*builder = made;
	else
		ruleset_builder_free(made);
	return status;
}

struct ruleset_builder *ruleset_build_user(const struct rules *rules)
{
	struct ruleset_builder *builder = calloc(1, sizeof *builder);
	bool done = builder && reserve(builder, rules->count > 0 ? rules->count : 1);
	for (size_t i = 0; i < rules->count && done; i++)
		done = add_rule_entry(builder, &rules->rule[i]);
	if (done && prefilter_builder_finish(builder->prefilter))
		return builder;
	ruleset_builder_free(builder);
	return NULL;
}

void ruleset_builder_free(struct ruleset_builder *builder)
{
	if (!builder)
		return;
	for (size_t i = 0; i < builder->ruleset.count; i++)
		buffer_free(&builder->folded[i]);
	rules_free(&builder->rules);
	free(builder->entry);
	free(builder->folded);
	prefilter_builder_free(builder->prefilter);
	free(builder);
}

const struct ruleset *ruleset_of(const struct ruleset_builder *builder)
{
	return &builder->ruleset;
}
