// SPDX-License-Identifier: MIT
// The rule language: what is read, and what is refused with which message, and where.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "match/rules.h"
#include "match/vet.h"

// The first error of a text, and how many there were.
struct errors {
	size_t count, line, column;
	char file[32], what[128], text[64];
	bool stop;
};

static bool note_error(void *context, const struct dehusk_rule_error *error)
{
	struct errors *errors = context;
	assert_true(error->at <= error->size);
	if (errors->count++ > 0)
		return !errors->stop;
	errors->line = error->line;
	errors->column = error->column;
	snprintf(errors->what, sizeof errors->what, "%s", error->what);
	snprintf(errors->file, sizeof errors->file, "%s", error->file ? error->file : "");
	snprintf(errors->text, sizeof errors->text, "%.*s", (int)error->size, error->text);
	return !errors->stop;
}

// Parses from memory of exactly this size, which is gone when the rules are looked at.
static enum dehusk_status parse_as(struct rules *rules, const char *file, const char *name,
	const char *text, size_t size, struct errors *errors)
{
	struct dehusk_rule_reader reader = {errors, note_error, NULL};
	char *copy = malloc(size + (size == 0));
	assert_non_null(copy);
	memcpy(copy, text, size);
	struct dehusk_rule_text from = {.file = file, .text = copy, .size = size, .name = name};
	enum dehusk_status status = rules_add(rules, &from, &reader, file ? vet_pattern : NULL);
	memset(copy, 'X', size);
	free(copy);
	assert_int_equal(status == DEHUSK_BAD_RULE, errors->count > 0);
	return status;
}

static bool parse(struct rules *rules, const char *text, size_t size, struct errors *errors)
{
	*rules = (struct rules){0};
	*errors = (struct errors){0};
	return parse_as(rules, NULL, NULL, text, size, errors) == DEHUSK_OK;
}

static struct rules parsed(const char *text, size_t rules, size_t examples)
{
	struct rules list;
	struct errors error;
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
	struct errors error;
	assert_true(parse(&rules, text, sizeof text - 1, &error));
	assert_int_equal(rules.rule[0].pattern.size, 3);
	assert_memory_equal(rules.rule[0].pattern.data, "x\0y", 3);
	assert_int_equal(rules.example[0].text.size, 2);
	rules_free(&rules);
}

#define UNKNOWN "unknown action; there are drop, husk, foot, cut, strip, keep, hint and source"
#define END "only drop and husk take ',end' or ',replies'"
#define NAME "a rule has a name before its pattern, of small letters, digits and hyphens"
#define PATTERN "a rule needs a name and a pattern"
#define TAKEN "another rule has this name"
#define EXAMPLE "an indented line is an example: + or -, a blank, and a text"
#define INDENT "an example is indented"
#define BELOW "an example stands below its rule"

static const struct {
	const char *text;
	size_t line;
	const char *what;
} wrong[] = {
	{"dropp a x", 1, UNKNOWN},
	{"dro a x", 1, UNKNOWN},
	{"Drop a x", 1, UNKNOWN},
	{"include a", 1, UNKNOWN},
	{"sources a x", 1, UNKNOWN},
	{"#\n\n+ x\n", 3, INDENT},
	{"drop a x\n- y\n", 2, INDENT},
	{"+x", 1, UNKNOWN},
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
		struct errors error;
		assert_false(parse(&rules, wrong[i].text, strlen(wrong[i].text), &error));
		assert_string_equal(error.what, wrong[i].what);
		assert_int_equal(error.line, wrong[i].line);
		rules_free(&rules);
		assert_int_equal(rules.count, 0);
		assert_null(rules.rule);
	}
}

static void refuses_nul_in_words(void **state)
{
	(void)state;
	static const struct {
		const char *text, *what;
		size_t size;
	} rows[] = {{"drop a\0b x", NAME, 10}, {"drop\0 a x", UNKNOWN, 9}, {"\0", UNKNOWN, 1}};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rules rules;
		struct errors error;
		assert_false(parse(&rules, rows[i].text, rows[i].size, &error));
		assert_string_equal(error.what, rows[i].what);
		rules_free(&rules);
	}
}

// A comment begins a line: a mark in a pattern or after a blank is none.
static void takes_only_whole_lines_for_comments(void **state)
{
	(void)state;
	struct rules rules = parsed("drop a x # y\n", 1, 0);
	assert_slice(rules.rule[0].pattern, "x # y");
	rules_free(&rules);
}

// --- rules of users ---

static void names_rules_by_their_file(void **state)
{
	(void)state;
	struct rules rules = {0};
	struct errors errors = {0};
	static const char one[] = "keep a x\n  + x\n", other[] = "\xEF\xBB\xBFsource a y\n+z";
	parse_as(&rules, "one.rules", NULL, one, sizeof one - 1, &errors);
	parse_as(&rules, "-e", "1", "drop ^y$", 8, &errors);
	assert_int_equal(errors.count, 0);
	parse_as(&rules, "other", NULL, other, sizeof other - 1, &errors);
	assert_int_equal(errors.count, 1);
	assert_string_equal(errors.file, "other");
	assert_int_equal(errors.line, 2);
	assert_int_equal(rules.count, 3);
	assert_rule(&rules.rule[0], RULE_KEEP, "one.rules:a", "x", 1);
	assert_rule(&rules.rule[1], RULE_DROP, "-e:1", "^y$", 1);
	assert_rule(&rules.rule[2], RULE_SOURCE, "other:a", "y", 1);
	assert_string_equal(rules.rule[2].file, "other");
	rules_free(&rules);
}

// A text of a user, its first error, and how many it has.
static const struct {
	const char *text;
	size_t line, column, count;
	const char *what;
} places[] = {
	{"dorp a x", 1, 1, 1, UNKNOWN},
	{"\n\ndrop A x", 3, 6, 1, NAME},
	{"drop  \t来源 x", 1, 8, 1, NAME},
	{"drop a", 1, 7, 1, PATTERN},
	{"drop a x\ndrop a y\n", 2, 6, 1, TAKEN},
	{"drop a 来源(\n", 1, 11, 1, "missing closing parenthesis"},
	{"drop a 来源[\n  + x\n  x\ndorp", 1, 11, 3, "missing terminating ] for character class"},
	{"drop a a\\Cb", 1, 9, 1, "\\C is refused: it matches a part of a character"},
	{"drop a \\Q\\C\\E\\\\C[\\\\C](", 1, 23, 1, "missing closing parenthesis"},
	{"drop a ^来源(?C1)x", 1, 11, 1, "callouts are refused"},
	{"drop a \\c[(?C1)]", 1, 11, 1, "callouts are refused"},
	{"drop a (*LIMIT_MATCH=9)x", 1, 8, 1, "limits cannot be changed by a pattern"},
	{"drop a (*UCP)(*LIMIT_HEAP=9)x", 1, 14, 1, "limits cannot be changed by a pattern"},
	{"drop a (*NO_UTF_CHECK)x", 1, 8, 1, "patterns and lines are UTF-8 always"},
	{"drop a ([(?C]|\\(?C))", 1, 20, 1, "unmatched closing parenthesis"},
	{"# \xFF", 1, 3, 1, "rules are written in UTF-8"},
	{"drop a x\n  + \xE6\x9D\n  - \xE6\x9D\n", 2, 5, 2, "rules are written in UTF-8"},
	{"  + x\ndrop a (\n  + x\n", 1, 3, 2, BELOW},
};

static void tells_where_an_error_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(places); i++) {
		struct rules rules = {0};
		struct errors errors = {0};
		const char *text = places[i].text;
		parse_as(&rules, "f", NULL, text, strlen(text), &errors);
		if (errors.line != places[i].line || errors.column != places[i].column ||
			strcmp(errors.what, places[i].what) != 0 || errors.count != places[i].count)
			fail_msg("%s: %zu:%zu: %s (%zu)", text, errors.line, errors.column,
				errors.what, errors.count);
		rules_free(&rules);
	}
}

static void stops_at_the_first_error(void **state)
{
	(void)state;
	struct rules rules = {0};
	struct errors errors = {.stop = true};
	parse_as(&rules, "f", NULL, "drop a x\ndorp\ndrop b (\ndrop c y\n", 31, &errors);
	assert_int_equal(errors.count, 1);
	assert_int_equal(rules.count, 1);
	rules_free(&rules);
	errors = (struct errors){.stop = true};
	parse_as(&rules, "f", NULL, "drop a (\ndorp\n", 14, &errors);
	assert_int_equal(errors.count, 1);
	assert_string_equal(errors.text, "drop a (");
	rules_free(&rules);
}

static void reads_one_rule_without_a_name(void **state)
{
	(void)state;
	static const struct {
		const char *text, *what;
		size_t column;
	} rows[] = {
		{"drop", "a rule needs a pattern", 5},
		{"", "a rule needs an action", 1},
		{" ", "a rule needs an action", 1},
		{"drop x\ndrop y", "a rule is one line", 7},
		{"dorp x", UNKNOWN, 1},
		{"include x", UNKNOWN, 1},
		{"# drop x", UNKNOWN, 1},
		{"  + x", UNKNOWN, 3},
		{"drop (", "missing closing parenthesis", 7},
	};
	struct rules rules = {0};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct errors errors = {0};
		parse_as(&rules, "-e", "1", rows[i].text, strlen(rows[i].text), &errors);
		assert_int_equal(errors.count, 1);
		assert_string_equal(errors.what, rows[i].what);
		assert_int_equal(errors.column, rows[i].column);
	}
	struct errors errors = {0};
	parse_as(&rules, "-e", "1", "husk,end  a b ", 14, &errors);
	assert_int_equal(errors.count, 0);
	assert_rule(&rules.rule[0], RULE_HUSK, "-e:1", "a b", 1);
	assert_true(rules.rule[0].ends);
	parse_as(&rules, "-e", "2", "  drop a", 8, &errors);
	assert_int_equal(errors.count, 0);
	assert_rule(&rules.rule[1], RULE_DROP, "-e:2", "a", 1);
	rules_free(&rules);
}

// --- include ---

struct including {
	struct rules *rules;
	struct errors errors;
	size_t depth;
};

static bool note_included(void *context, const struct dehusk_rule_error *error)
{
	return note_error(&((struct including *)context)->errors, error);
}

static enum dehusk_status include(
	void *context, const struct dehusk_rule_text *from, const char *name, const char **what)
{
	struct including *including = context;
	struct dehusk_rule_reader reader = {including, note_included, include};
	struct dehusk_rule_text text = {
		.file = name, .text = "drop a x\ninclude no file\n", .size = 25};
	assert_string_equal(from->file, including->depth == 0 ? "f" : "a.rules");
	if (strcmp(name, "no file") == 0) {
		*what = "there is no such file";
		return DEHUSK_BAD_RULE;
	}
	including->depth++;
	enum dehusk_status status = rules_add(including->rules, &text, &reader, vet_pattern);
	including->depth--;
	return status;
}

static void includes_in_place(void **state)
{
	(void)state;
	struct rules rules = {0};
	struct including including = {.rules = &rules};
	struct dehusk_rule_reader reader = {&including, note_included, include};
	static const char all[] = "drop a x\ninclude \t a.rules \r\n  + x\ndrop b y\ninclude\n";
	struct dehusk_rule_text text = {.file = "f", .text = all, .size = sizeof all - 1};
	assert_int_equal(rules_add(&rules, &text, &reader, vet_pattern), DEHUSK_BAD_RULE);
	assert_int_equal(including.errors.count, 3);
	assert_string_equal(including.errors.file, "a.rules");
	assert_string_equal(including.errors.what, "there is no such file");
	assert_int_equal(including.errors.column, 9);
	assert_int_equal(rules.count, 3);
	assert_rule(&rules.rule[0], RULE_DROP, "f:a", "x", 1);
	assert_rule(&rules.rule[1], RULE_DROP, "a.rules:a", "x", 1);
	assert_rule(&rules.rule[2], RULE_DROP, "f:b", "y", 4);
	rules_free(&rules);
}

// Some thousand rules, whose names are found without comparing each with all others.
static void takes_many_rules(void **state)
{
	(void)state;
	struct rules rules = {0};
	struct errors errors = {0};
	struct buffer text = {0};
	char line[32];
	for (size_t i = 0; i < 5000; i++) {
		snprintf(line, sizeof line, "drop r%zu x\n", i % 4999);
		assert_true(buffer_append_string(&text, line));
	}
	parse_as(&rules, NULL, NULL, text.data, text.size, &errors);
	assert_int_equal(rules.count, 4999);
	assert_int_equal(errors.count, 1);
	assert_int_equal(errors.line, 5000);
	assert_string_equal(errors.what, TAKEN);
	rules_free(&rules);
	buffer_free(&text);
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
		cmocka_unit_test(names_rules_by_their_file),
		cmocka_unit_test(tells_where_an_error_is),
		cmocka_unit_test(stops_at_the_first_error),
		cmocka_unit_test(reads_one_rule_without_a_name),
		cmocka_unit_test(includes_in_place),
		cmocka_unit_test(takes_many_rules),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
