// SPDX-License-Identifier: MIT
// Runs the examples of rules: each rule is tried alone, and says PASS or FAIL.
//
//     check-rules FILE...
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "lines/normalize.h"
#include "match/classify.h"
#include "match/rules.h"

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
static bool is_matched(struct trial *trial, struct slice line, struct judgement *judgement)
{
	static struct buffer clean;
	buffer_clear(&clean);
	if (!normalize_feed(trial->tidy, line.data, line.size, &clean) ||
		!normalize_end(trial->tidy, &clean))
		no_memory();
	*judgement = (struct judgement){0};
	if (clean.size == 0)
		return false;
	if (classify_line(trial->classifier, (struct slice){clean.data, clean.size}, judgement) !=
		DEHUSK_OK)
		complain(trial, trial->rule->line, "the pattern does not compile",
			trial->rule->pattern);
	return judgement->rule && strcmp(judgement->rule->name, trial->rule->name) == 0;
}

static void try_example(struct trial *trial, const struct rule_example *example)
{
	struct judgement judgement;
	bool matched = is_matched(trial, example->text, &judgement);
	if (judgement.limit_hits > 0)
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
	struct judgement judgement;
	if (is_matched(trial, source, &judgement))
		complain(trial, trial->rule->line, "matches", source);
	if (is_matched(trial, date, &judgement))
		complain(trial, trial->rule->line, "matches", date);
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
	enum dehusk_status status = classifier_new(&trial.classifier, line.data, line.size);
	if (!trial.tidy || status == DEHUSK_NO_MEMORY)
		no_memory();
	if (status == DEHUSK_OK) {
		try_examples(&trial, rules);
		try_own_output(&trial);
	} else {
		complain(&trial, trial.rule->line, "the pattern does not compile",
			trial.rule->pattern);
	}
	if (!trial.failed)
		printf("PASS: rule %s\n", trial.rule->name);
	classifier_free(trial.classifier);
	normalizer_free(trial.tidy);
	return !trial.failed;
}

static bool check_file(const char *file)
{
	struct buffer text = {0};
	struct rules rules;
	struct rules_error error;
	bool passed = true;
	if (!read_file(file, &text)) {
		printf("FAIL: rules of %s: cannot be read\n", file);
		passed = false;
	} else if (!rules_parse(&rules, text.size > 0 ? text.data : "", text.size, &error)) {
		printf("FAIL: rules of %s: %s:%zu: %s\n", file, file, error.line,
			error.what ? error.what : "no memory");
		passed = false;
	} else {
		for (size_t i = 0; i < rules.count; i++)
			passed &= check_rule(file, &text, &rules, i);
		rules_free(&rules);
	}
	buffer_free(&text);
	return passed;
}

int main(int argc, char **argv)
{
	bool passed = argc > 1;
	if (argc < 2)
		fputs("usage: check-rules FILE...\n", stderr);
	for (int i = 1; i < argc; i++)
		passed &= check_file(argv[i]);
	return !passed;
}
