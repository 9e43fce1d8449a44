// SPDX-License-Identifier: MIT
// The rule language: what is read, and what is refused with which message.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "match/rules.h"


// Parses from memory of exactly this size, which is gone when the rules are looked at.
static bool parse(struct rules *rules, const char *text, size_t size, struct rules_error *error)
{
	char *copy = malloc(size + (size == 0));
	assert_non_null(copy);
	memcpy(copy, text, size);
	bool done = rules_parse(rules, copy, size, error);
	memset(copy, 'X', size);
	free(copy);
	return done;
}

static struct rules parsed(const char *text, size_t rules, size_t examples)
{
	struct rules list;
	struct rules_error error;
	assert_true(parse(&list, text, strlen(text), &error));
	assert_int_equal(list.count, rules);
	assert_int_equal(list.example_count, examples);
	return list;
}

static void assert_slice(struct slice slice, const char *text)
{
	assert_int_equal(slice.size, strlen(text));
	assert_memory_equal(slice.data, text, slice.size);
}

static void assert_rule(const struct rule *rule, enum rule_action action, const char *name,
	const char *pattern, size_t line)
{
	assert_int_equal(rule->action, action);
	assert_string_equal(rule->name, name);
	assert_slice(rule->pattern, pattern);
	assert_int_equal(rule->line, line);
}

static void assert_example(const struct rule_example *example, size_t rule, bool matches,
	const char *text, size_t line)
{
	assert_int_equal(example->rule, rule);
	assert_int_equal(example->matches, matches);
	assert_slice(example->text, text);
	assert_int_equal(example->line, line);
}

static void reads_nothing(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"", "\n", "\n\n\n", "# only this", "  \t \n", "#\n#\n", "\r\n\r\n"};
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct rules rules = parsed(texts[i], 0, 0);
		rules_free(&rules);
	}
}

static void reads_every_action(void **state)
{
	(void)state;
	struct rules rules =
		parsed("drop a ^x$\ncut b2 y z\nstrip c-c  #\nkeep 9\t \t一|二\n", 4, 0);
	assert_rule(&rules.rule[0], RULE_DROP, "a", "^x$", 1);
	assert_rule(&rules.rule[1], RULE_CUT, "b2", "y z", 2);
	assert_rule(&rules.rule[2], RULE_STRIP, "c-c", "#", 3);
	assert_rule(&rules.rule[3], RULE_KEEP, "9", "一|二", 4);
	rules_free(&rules);
	assert_int_equal(rules.count, 0);
	rules_free(&rules);
}

static void reads_where_texts_end(void **state)
{
	(void)state;
	struct rules rules =
		parsed("drop a x\ndrop,end b x\nhusk c x\nhusk,end d x\nfoot e x\nhint f x\n"
		       "husk,replies g x\n",
			7, 0);
	static const enum rule_action action[] = {
		RULE_DROP, RULE_DROP, RULE_HUSK, RULE_HUSK, RULE_FOOT, RULE_HINT, RULE_HUSK};
	static const bool ends[] = {false, true, false, true, true, false, true};
	for (size_t i = 0; i < rules.count; i++) {
		assert_int_equal(rules.rule[i].action, action[i]);
		assert_int_equal(rules.rule[i].ends, ends[i]);
		assert_int_equal(rules.rule[i].replies, i == 6);
	}
	rules_free(&rules);
}

static void reads_examples(void **state)
{
	(void)state;
	struct rules rules = parsed(
		"# c\n\ndrop a x\n  + x  y \n\t-\tz\n\n  - # no comment\nkeep b y\n + + -\n -\n", 2,
		5);
	assert_example(&rules.example[0], 0, true, "x  y", 4);
	assert_example(&rules.example[1], 0, false, "z", 5);
	assert_example(&rules.example[2], 0, false, "# no comment", 7);
	assert_example(&rules.example[3], 1, true, "+ -", 9);
	assert_example(&rules.example[4], 1, false, "", 10);
	rules_free(&rules);
}

static void reads_crlf_and_no_final_newline(void **state)
{
	(void)state;
	struct rules rules = parsed("# c\r\ndrop a ^x$\r\n  + x\r\n\r\ncut b y", 2, 1);
	assert_rule(&rules.rule[0], RULE_DROP, "a", "^x$", 2);
	assert_rule(&rules.rule[1], RULE_CUT, "b", "y", 5);
	assert_example(&rules.example[0], 0, true, "x", 3);
	rules_free(&rules);
	rules = parsed("drop a x\n  - y", 1, 1);
	assert_example(&rules.example[0], 0, false, "y", 2);
	rules_free(&rules);
}

static void keeps_nul_bytes(void **state)
{
	(void)state;
	static const char text[] = "drop a x\0y\n  + x\0\n";
	struct rules rules;
	struct rules_error error;
	assert_true(parse(&rules, text, sizeof text - 1, &error));
	assert_int_equal(rules.rule[0].pattern.size, 3);
	assert_memory_equal(rules.rule[0].pattern.data, "x\0y", 3);
	assert_int_equal(rules.example[0].text.size, 2);
	rules_free(&rules);
}

#define UNKNOWN "unknown action; there are drop, husk, foot, cut, strip, keep and hint"
#define END "only drop and husk take ',end' or ',replies'"
#define NAME "a rule's name is made of small letters, digits and hyphens"
#define PATTERN "a rule needs a pattern"
#define TAKEN "another rule has this name"
#define EXAMPLE "an indented line is an example: + or -, a blank, and a text"
#define BELOW "an example stands below its rule"

static const struct {
	const char *text;
	size_t line;
	const char *what;
} wrong[] = {
	{"dropp a x", 1, UNKNOWN},
	{"dro a x", 1, UNKNOWN},
	{"Drop a x", 1, UNKNOWN},
	{"source a x", 1, UNKNOWN},
	{"#\n\n+ x\n", 3, UNKNOWN},
	{"drop,en a x", 1, UNKNOWN},
	{",end a x", 1, UNKNOWN},
	{"foot,end a x", 1, END},
	{"keep,end a x", 1, END},
	{"drop", 1, NAME},
	{"drop a x\n\ndrop", 3, NAME},
	{"drop A x", 1, NAME},
	{"drop a_b x", 1, NAME},
	{"drop 来源 x", 1, NAME},
	{"drop ^x$", 1, NAME},
	{"drop a", 1, PATTERN},
	{"drop a \t \r\n", 1, PATTERN},
	{"drop a x\ncut a y", 2, TAKEN},
	{"drop a x\ndrop ab x\ndrop b x\ndrop ab x\n", 4, TAKEN},
	{"  + x", 1, BELOW},
	{"# c\n  - x\ndrop a x\n", 2, BELOW},
	{"drop a x\n  x", 2, EXAMPLE},
	{"drop a x\n  +x", 2, EXAMPLE},
	{"drop a x\n  drop b y\n", 2, EXAMPLE},
	{"drop a x\r\n\t++ y\r\n", 2, EXAMPLE},
};

static void refuses_with_line_and_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct rules rules;
		struct rules_error error = {0};
		assert_false(parse(&rules, wrong[i].text, strlen(wrong[i].text), &error));
		assert_non_null(error.what);
		assert_string_equal(error.what, wrong[i].what);
		assert_int_equal(error.line, wrong[i].line);
		assert_int_equal(rules.count, 0);
		assert_null(rules.rule);
		assert_null(rules.text);
	}
}

static void refuses_nul_in_words(void **state)
{
	(void)state;
	struct rules rules;
	struct rules_error error;
	assert_false(parse(&rules, "drop a\0b x", 10, &error));
	assert_string_equal(error.what, NAME);
	assert_false(parse(&rules, "drop\0 a x", 9, &error));
	assert_string_equal(error.what, UNKNOWN);
	assert_false(parse(&rules, "\0", 1, &error));
	assert_string_equal(error.what, UNKNOWN);
}

// A comment begins a line: a mark in a pattern or after a blank is none.
static void takes_only_whole_lines_for_comments(void **state)
{
	(void)state;
	struct rules rules = parsed("drop a x # y\n", 1, 0);
	assert_slice(rules.rule[0].pattern, "x # y");
	rules_free(&rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_nothing),
		cmocka_unit_test(reads_every_action),
		cmocka_unit_test(reads_where_texts_end),
		cmocka_unit_test(reads_examples),
		cmocka_unit_test(reads_crlf_and_no_final_newline),
		cmocka_unit_test(keeps_nul_bytes),
		cmocka_unit_test(refuses_with_line_and_reason),
		cmocka_unit_test(refuses_nul_in_words),
		cmocka_unit_test(takes_only_whole_lines_for_comments),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
