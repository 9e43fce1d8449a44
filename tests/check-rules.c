// SPDX-License-Identifier: MIT
// Runs the examples of rules: each rule is tried alone, and says PASS or FAIL. Lines like the
// examples are tried, too: the rule must be asked about each of them that its pattern matches.
//
//     check-rules FILE...
//
// The files are all of the built-in rules, in their order.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hanzi.h"
#include "base/utf8.h"
#include "lines/normalize.h"
#include "match/builtin.h"
#include "match/classify.h"
#include "match/multimatch-tables.h"
#include "match/pattern-fold.h"
#include "match/pattern.h"
#include "match/prefilter-build.h"
#include "match/prefilter-tables.h"
#include "match/ruleset.h"

#define MUTANTS 100 // of each example

// A rule of a file, and the tools to try it with.
struct trial {
	const char *file;
	const struct rule *rule;
	struct classifier *classifier; // of this rule alone
	struct normalizer *tidy;
	bool failed;
};

static void complain(struct trial *trial, size_t line, const char *what, struct slice text)
{
	const char *sep = text.size > 0 ? ": " : "";
	printf("FAIL: rule %s: %s:%zu: %s%s%.*s\n", trial->rule->name, trial->file, line, what, sep,
		(int)text.size, text.size > 0 ? text.data : "");
	trial->failed = true;
}

static void no_memory(void)
{
	fputs("check-rules: no memory\n", stderr);
	exit(1);
}

static bool read_file(const char *path, struct buffer *text)
{
	char block[65536];
	size_t size;
	FILE *file = fopen(path, "rb");
	if (!file)
		return false;
	while ((size = fread(block, 1, sizeof block, file)) > 0)
		if (!buffer_append(text, block, size))
			no_memory();
	bool read = !ferror(file);
	fclose(file);
	return read;
}

static struct slice line_of(const struct buffer *text, size_t number)
{
	const char *line = text->data, *end = text->data + text->size;
	while (--number > 0)
		line = (const char *)memchr(line, '\n', (size_t)(end - line)) + 1;
	const char *stop = memchr(line, '\n', (size_t)(end - line));
	return (struct slice){line, (size_t)((stop ? stop : end) - line)};
}

// Judges a line as it comes, after clean-up. Whether the rule had a word on it.
static bool is_matched(
	struct trial *trial, struct slice line, struct classification *classification)
{
	static struct buffer clean;
	buffer_clear(&clean);
	if (!normalize_feed(trial->tidy, line.data, line.size, &clean) ||
		!normalize_end(trial->tidy, &clean))
		no_memory();
	*classification = (struct classification){0};
	if (clean.size == 0)
		return false;
	if (classify_line(trial->classifier, (struct slice){clean.data, clean.size},
		    classification) != DEHUSK_OK)
		complain(trial, trial->rule->line, "the pattern does not compile",
			trial->rule->pattern);
	return classification->rule && strcmp(classification->rule->name, trial->rule->name) == 0;
}

static void try_example(struct trial *trial, const struct rule_example *example)
{
	struct classification classification;
	bool matched = is_matched(trial, example->text, &classification);
	if (classification.limit_hits > 0)
		complain(trial, example->line, "hits a limit", example->text);
	else if (matched != example->matches)
		complain(trial, example->line, matched ? "matches" : "does not match",
			example->text);
}

// What holds for every rule: a source line and a bare date, as the program prints them, come
// through.
static void try_own_output(struct trial *trial)
{
	static const struct slice source = {"来源: 甲报", sizeof "来源: 甲报" - 1};
	static const struct slice date = {"2020-11-27", sizeof "2020-11-27" - 1};
	struct classification classification;
	if (is_matched(trial, source, &classification))
		complain(trial, trial->rule->line, "matches", source);
	if (is_matched(trial, date, &classification))
		complain(trial, trial->rule->line, "matches", date);
}

// --- lines like the examples ---

// The pattern of a rule, asked without the prefilter, a prefilter that knows this rule alone, and
// what it leaves of the pattern.
struct referee {
	struct buffer folded, line;
	struct matcher *matcher;
	struct pattern *whole, *rest;
	struct prefilter_builder *builder;
	struct prefilter *prefilter;
	uint32_t state; // of a random number
};

static uint32_t random_below(struct referee *referee, uint32_t limit)
{
	referee->state = referee->state * 1664525u + 1013904223u;
	return (referee->state >> 8) % limit;
}

static struct pattern *compile(const struct buffer *folded)
{
	char message[128];
	const char *what;
	size_t at;
	struct pattern *pattern = pattern_new(
		(struct slice){folded->data, folded->size}, message, sizeof message, &what, &at);
	if (!pattern)
		no_memory();
	return pattern;
}

static void set_up_referee(struct referee *referee, const struct rule *rule)
{
	*referee = (struct referee){.matcher = matcher_new(), .builder = prefilter_builder_new(1)};
	if (!referee->matcher || !referee->builder ||
		!pattern_fold(rule->pattern, &referee->folded))
		no_memory();
	referee->whole = compile(&referee->folded);
	if (!prefilter_builder_add(referee->builder, &referee->folded) ||
		!prefilter_builder_finish(referee->builder))
		no_memory();
	referee->prefilter = prefilter_new(prefilter_builder_tables(referee->builder));
	if (!referee->prefilter)
		no_memory();
	referee->rest = compile(&referee->folded);
}

static void tear_down_referee(struct referee *referee)
{
	prefilter_free(referee->prefilter);
	prefilter_builder_free(referee->builder);
	pattern_free(referee->whole);
	pattern_free(referee->rest);
	matcher_free(referee->matcher);
	buffer_free(&referee->folded);
	buffer_free(&referee->line);
}

// Puts one character into the line, takes one out, or both.
static void mutate(struct referee *referee)
{
	static const char *const pool[] = {"|", "·", "/", "-", "，", "。", "！", "：", "“", "(",
		"】", ">", " ", "1", "9", "a", "S", "K", "ſ", "é", "新", "闻", "頁", "的", "１"};
	struct buffer line = {0};
	size_t chars = 0, at = 0;
	for (size_t i = 0; i < referee->line.size; i++)
		chars += ((unsigned char)referee->line.data[i] & 0xC0) != 0x80;
	size_t place = random_below(referee, (uint32_t)chars + 1), kind = random_below(referee, 3);
	for (size_t i = 0; i <= chars; i++) {
		uint32_t c;
		size_t size = i < chars ? utf8_next(referee->line.data + at, &c) : 0;
		bool here = i == place;
		const char *new = pool[random_below(referee, sizeof pool / sizeof *pool)];
		if ((here && kind != 1 && !buffer_append_string(&line, new)) ||
			((!here || kind == 0) &&
				!buffer_append(&line, referee->line.data + at, size)))
			no_memory();
		at += size;
	}
	buffer_free(&referee->line);
	referee->line = line;
}

static bool is_clean(const struct buffer *line)
{
	return line->size > 0 && line->data[0] != ' ' && line->data[line->size - 1] != ' ';
}

static bool matches(struct referee *referee, struct pattern *pattern, struct slice subject)
{
	size_t start, end;
	return pattern_find(referee->matcher, pattern, subject, 0, &start, &end) == MATCH_YES;
}

// Whether the prefilter and the rest of the pattern say the same of the line as the pattern.
static bool is_agreed(struct referee *referee)
{
	struct slice line = {referee->line.data, referee->line.size};
	char *folded = malloc(line.size);
	if (!folded)
		no_memory();
	bool changed = hanzi_simplify(line.data, line.size, folded);
	struct slice subject = {changed ? folded : line.data, line.size};
	prefilter_begin(referee->prefilter, line);
	bool selected = prefilter_next(referee->prefilter, 0) == 0;
	bool agreed = matches(referee, referee->whole, subject) ==
		      (selected && matches(referee, referee->rest, subject));
	free(folded);
	return agreed;
}

static void try_mutants(struct trial *trial, struct slice example)
{
	struct referee referee;
	set_up_referee(&referee, trial->rule);
	for (uint32_t i = 0; i < MUTANTS && !trial->failed; i++) {
		referee.state = i;
		buffer_clear(&referee.line);
		if (!buffer_append(&referee.line, example.data, example.size))
			no_memory();
		for (uint32_t k = 0; k <= i % 3; k++)
			mutate(&referee);
		if (is_clean(&referee.line) && !is_agreed(&referee))
			complain(trial, trial->rule->line,
				"is asked in a way that gives another answer",
				(struct slice){referee.line.data, referee.line.size});
	}
	tear_down_referee(&referee);
}

static void try_examples(struct trial *trial, const struct rules *rules)
{
	size_t index = (size_t)(trial->rule - rules->rule), count[2] = {0};
	for (size_t i = 0; i < rules->example_count; i++) {
		const struct rule_example *example = &rules->example[i];
		if (example->rule != index)
			continue;
		count[example->matches]++;
		try_example(trial, example);
		if (!trial->failed)
			try_mutants(trial, example->text);
	}
	if (count[true] == 0 || count[false] == 0)
		complain(trial, trial->rule->line, "needs an example of each kind, + and -",
			(struct slice){0});
}

static bool check_rule(
	const char *file, const struct buffer *text, const struct rules *rules, size_t i)
{
	struct trial trial = {.file = file, .rule = &rules->rule[i], .tidy = normalizer_new()};
	struct slice line = line_of(text, trial.rule->line);
	struct ruleset_builder *builder;
	enum dehusk_status status = ruleset_build(&builder, line.data, line.size, NULL);
	if (status == DEHUSK_OK)
		trial.classifier = classifier_new(ruleset_of(builder), NULL);
	if (!trial.tidy || !trial.classifier)
		no_memory();
	try_examples(&trial, rules);
	try_own_output(&trial);
	if (!trial.failed)
		printf("PASS: rule %s\n", trial.rule->name);
	classifier_free(trial.classifier);
	ruleset_builder_free(builder);
	normalizer_free(trial.tidy);
	return !trial.failed;
}

static bool complain_of(void *file, const struct dehusk_rule_error *error)
{
	printf("FAIL: rules of %s: %zu:%zu: %s\n", (const char *)file, error->line, error->column,
		error->what);
	return true;
}

static bool check_file(const char *file)
{
	struct buffer text = {0};
	struct rules rules = {0};
	// The name is only read.
	struct dehusk_rule_reader reader = {(void *)(uintptr_t)file, complain_of, NULL};
	bool passed = true;
	if (!read_file(file, &text)) {
		printf("FAIL: rules of %s: cannot be read\n", file);
		passed = false;
	} else {
		struct dehusk_rule_text from = {.text = text.data, .size = text.size};
		passed = rules_add(&rules, &from, &reader, NULL) == DEHUSK_OK;
		for (size_t i = 0; i < rules.count; i++)
			passed &= check_rule(file, &text, &rules, i);
	}
	rules_free(&rules);
	buffer_free(&text);
	return passed;
}

// --- the rules in the program ---

static bool same_slice(struct slice a, struct slice b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static bool same_rule(const struct rule *a, const struct rule *b)
{
	return (!a && !b) ||
	       (a && b && a->action == b->action && a->ends == b->ends &&
		       a->replies == b->replies && same_slice(a->pattern, b->pattern));
}

static bool same_entry(const struct ruleset_entry *a, const struct ruleset_entry *b)
{
	return a->asked == b->asked && strcmp(a->name, b->name) == 0 &&
	       same_rule(a->rule, b->rule) && same_slice(a->pattern, b->pattern);
}

static bool same_edges(const struct edge_map *a, const struct edge_map *b)
{
	size_t places = a->block_count * EDGE_BLOCK * sizeof *a->place;
	return a->words == b->words && a->block_count == b->block_count &&
	       a->set_count == b->set_count &&
	       memcmp(a->block, b->block, EDGE_BLOCKS * sizeof *a->block) == 0 &&
	       memcmp(a->place, b->place, places) == 0 &&
	       memcmp(a->sets, b->sets, a->set_count * a->words * sizeof *a->sets) == 0;
}

static bool same_opening(const struct prefilter_opening *a, const struct prefilter_opening *b)
{
	return a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0 &&
	       strcmp(a->word, b->word) == 0;
}

static bool same_selector(const struct prefilter_entry *a, const struct prefilter_entry *b)
{
	const struct shape_whole *one = &a->whole, *other = &b->whole;
	bool same = one->least == other->least && one->most == other->most &&
		    one->without == other->without && one->with == other->with &&
		    one->marks == other->marks && a->opening_count == b->opening_count;
	for (size_t i = 0; i < a->opening_count && same; i++)
		same = same_opening(&a->openings[i], &b->openings[i]);
	return same;
}

#define SAME_MEMBER(a, b, member) (memcmp((a)->member, (b)->member, sizeof(a)->member) == 0)

static bool same_slots(const struct multimatch *a, const struct multimatch *b)
{
	bool same = a->slot_count == b->slot_count;
	for (size_t i = 0; i < a->slot_count && same; i++)
		same = a->slot[i].size == b->slot[i].size &&
		       (a->slot[i].size == 0 || (a->slot[i].bytes == b->slot[i].bytes &&
							a->slot[i].node == b->slot[i].node &&
							a->slot[i].plain == b->slot[i].plain));
	return same;
}

static bool same_nodes(const struct multimatch *a, const struct multimatch *b)
{
	bool same = a->node_count == b->node_count;
	for (size_t i = 0; i < a->node_count && same; i++) {
		const struct multimatch_node *one = &a->node[i], *other = &b->node[i];
		same = one->next == other->next && one->c == other->c &&
		       one->child == other->child && one->sibling == other->sibling &&
		       one->entry == other->entry && one->set == other->set;
	}
	return same;
}

static bool same_signs(const struct multimatch *a, const struct multimatch *b)
{
	bool same = a->sign_count == b->sign_count;
	for (size_t i = 0; i < a->sign_count && same; i++) {
		const struct multimatch_sign *one = &a->sign[i], *other = &b->sign[i];
		same = one->size == other->size && one->set == other->set &&
		       one->next == other->next && memcmp(one->bytes, other->bytes, one->size) == 0;
	}
	return same;
}

static bool same_multimatch(const struct multimatch *a, const struct multimatch *b)
{
	size_t sets = a->set_count * a->set_words * sizeof *a->sets;
	return SAME_MEMBER(a, b, starts) && SAME_MEMBER(a, b, pairs) && SAME_MEMBER(a, b, ascii) &&
	       SAME_MEMBER(a, b, ends) && a->set_words == b->set_words &&
	       a->set_count == b->set_count && memcmp(a->sets, b->sets, sets) == 0 &&
	       same_nodes(a, b) && same_slots(a, b) && same_signs(a, b) &&
	       a->text_size == b->text_size && memcmp(a->text, b->text, a->text_size) == 0;
}

static bool same_tables(const struct prefilter_tables *a, const struct prefilter_tables *b)
{
	size_t set = a->set_words * sizeof *a->wordless;
	bool same = a->count == b->count && a->set_words == b->set_words &&
		    memcmp(a->wordless, b->wordless, set) == 0 &&
		    memcmp(a->shorts, b->shorts, set) == 0 && memcmp(a->dated, b->dated, set) == 0;
	for (size_t i = 0; i < a->count && same; i++)
		same = same_selector(&a->entry[i], &b->entry[i]);
	return same && same_edges(a->first, b->first) && same_edges(a->last, b->last) &&
	       same_multimatch(a->multimatch, b->multimatch);
}

static bool same_ruleset(const struct ruleset *a, const struct ruleset *b)
{
	bool same = a->count == b->count && a->source_entry == b->source_entry;
	for (size_t i = 0; i < a->count && same; i++)
		same = same_entry(&a->entry[i], &b->entry[i]);
	return same && same_tables(a->tables, b->tables);
}

// The rules that the program was built with, and their tables, are those of the files.
static bool check_builtin(char **files)
{
	struct buffer text = {0};
	struct ruleset_builder *builder;
	for (size_t i = 0; files[i]; i++)
		if (!read_file(files[i], &text))
			return false;
	bool same = ruleset_build(&builder, text.data, text.size, NULL) == DEHUSK_OK &&
		    same_ruleset(ruleset_of(builder), &builtin_rules);
	printf("%s: the rules in the program are those of the files\n", same ? "PASS" : "FAIL");
	ruleset_builder_free(builder);
	buffer_free(&text);
	return same;
}

int main(int argc, char **argv)
{
	bool passed = argc > 1;
	if (argc < 2)
		fputs("usage: check-rules FILE...\n", stderr);
	for (int i = 1; i < argc; i++)
		passed &= check_file(argv[i]);
	passed = passed && check_builtin(argv + 1);
	return !passed;
}
