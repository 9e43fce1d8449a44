// SPDX-License-Identifier: MIT
// Selecting rules: every rule that matches is selected, and few others are.
#include <stdbool.h>
#include <stdio.h>

#include "base/hanzi.h"
#include "match/pattern.h"
#include "match/pattern-fold.h"
#include "match/prefilter-build.h"
#include "unit.h"

#define ROOM 200

// The prefilter, and what it borrows.
struct fixture {
	struct matcher *matcher;
	struct prefilter_builder *builder;
	struct prefilter *prefilter;
	struct buffer folded[ROOM];
	size_t count;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof *fixture);
	if (!fixture)
		return -1;
	*state = fixture;
	fixture->matcher = matcher_new();
	fixture->builder = prefilter_builder_new(ROOM);
	if (fixture->builder && prefilter_builder_finish(fixture->builder))
		fixture->prefilter = prefilter_new(prefilter_builder_tables(fixture->builder));
	return fixture->matcher && fixture->prefilter ? 0 : -1;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	prefilter_free(fixture->prefilter);
	prefilter_builder_free(fixture->builder);
	matcher_free(fixture->matcher);
	for (size_t i = 0; i < fixture->count; i++)
		buffer_free(&fixture->folded[i]);
	free(fixture);
	return 0;
}

static size_t add(struct fixture *fixture, const char *pattern)
{
	struct buffer *folded = &fixture->folded[fixture->count];
	assert_true(pattern_fold(slice_of(pattern), folded));
	assert_true(prefilter_builder_add(fixture->builder, folded));
	assert_true(prefilter_builder_finish(fixture->builder));
	return fixture->count++;
}

static size_t add_reader(struct fixture *fixture, const struct prefilter_reader *reader)
{
	assert_true(prefilter_builder_add_reader(fixture->builder, reader));
	assert_true(prefilter_builder_finish(fixture->builder));
	return fixture->count++;
}

// The first selected entry of a line at or after an entry.
static size_t next_of(struct fixture *fixture, const char *line, size_t from)
{
	prefilter_begin(fixture->prefilter, slice_of(line));
	return prefilter_next(fixture->prefilter, from);
}

static bool is_asked(struct fixture *fixture, const char *line, size_t entry)
{
	return next_of(fixture, line, entry) == entry;
}

// --- what is skipped ---

static const struct {
	const char *pattern, *line;
	bool asked;
} rows[] = {
	// Words.
	{"相关文章", "相关文章", true},
	{"相关文章", "更多相關文章：", true},
	{"相关文章", "相关新闻", false},
	{"相关(文章|新闻)", "相关新闻", true},
	{"(?i)related", "See RELATED items", true},
	{"(?i)related", "relate", false},
	// Words that are too short for the multimatch.
	{"来", "去", false},
	{"来", "去來", true},
	{"來", "去来", true},
	{"(?:来|相关文章)", "相关文章", true},
	{"(?:来|相关文章)", "相关", false},
	{"tag|标签", "No TAG here", true},
	{"tag|标签", "taTAg", true},
	{"tag|标签", "ta", false},
	{"(?i)ag", "AG", true},
	{"(?i)ag", "ga", false},
	{"é", "e", false},
	{" ", "一　二", false},
	{" ", "一 二", true},
	{"\\s", "一　二", true},
	{"\\s", "一二", false},
	{"[0-9]{3}", "没有", false},
	{"[0-9]{3}", "有1", true},
	{"\\d{3}", "没有", true},
	// First characters.
	{"^[0-9]", "1", true},
	{"^[0-9]", "一", false},
	{"^来", "來", true},
	{"^來", "来", true},
	{"^来", "源", false},
	{"^[来源]{1}$", "源", true},
	{"^[^一]", "一", false},
	{"^[^一]", "二", true},
	{"^(?!一)", "二", true},
	{"^(?=.*x)a", "ax", true},
	{"^(?=.*x)a", "b", false},
	{"^a|b", "cb", true},
	{"^🙂", "🙂", true},
	{"^🙂", "🙃", false},
	{"^", "一", true},
	{"^相关文章", "相关文章", true},
	{"^相关文章", "更多相关文章", false},
	// Last characters.
	{"[)）]$", "a)", true},
	{"[)）]$", "（a）", true},
	{"[)）]$", ")a", false},
	{"[)）]$", ")", true},
	{"^.*[来]$", "一來", true},
	{"^.*[来]$", "来一", false},
	{"a.*(?<=[。])$", "a。", true},
	{"a.*(?<=[。])$", "a", false},
	{"[🙂]$", "a🙂", true},
	{"[é]$", "é", true},
	{"[é]$", "e", false},
	// A pattern that cannot be compiled is selected: compiling it gives the error.
	{"^[", "a", true},
	{"^(a", "b", true},
};

static void passes_over_what_cannot_match(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		void *fresh;
		assert_int_equal(set_up(&fresh), 0);
		size_t entry = add(fresh, rows[i].pattern);
		if (is_asked(fresh, rows[i].line, entry) != rows[i].asked)
			fail_msg("%s on %s", rows[i].pattern, rows[i].line);
		tear_down(&fresh);
	}
}

// The limit is exact in characters of any length, and at any boundary of a block of eight bytes.
static void counts_characters(void **state)
{
	static const char *const units[] = {"a", "é", "一", "🙂", "a一", "é🙂", "一一a"};
	static const size_t chars[] = {1, 1, 1, 1, 2, 2, 3};
	for (size_t most = 1; most <= 40; most++) {
		char pattern[32];
		sprintf(pattern, "^(?=.{1,%zu}$).", most);
		size_t entry = add(*state, pattern);
		for (size_t u = 0; u < COUNT(units); u++)
			for (size_t count = 1; count <= 170 / chars[u]; count++) {
				char *line = repeated(units[u], count, "");
				bool fits = count * chars[u] <= most;
				if (is_asked(*state, line, entry) != fits)
					fail_msg("%s on %s", pattern, line);
				free(line);
			}
	}
}

// --- the maps of edges ---

// U+10041 shares its place with all beyond U+FFFF.
static void tells_first_characters_apart(void **state)
{
	static const char *const lines[] = {"A", "\xE4\x81\x81", "\xF0\x90\x81\x81", "B"};
	for (size_t i = 0; i < COUNT(lines); i++) {
		char pattern[32];
		sprintf(pattern, "^[%s]", lines[i]);
		add(*state, pattern);
	}
	for (size_t round = 0; round < 1000; round++) {
		uint32_t line = random_below(COUNT(lines)), entry = random_below(COUNT(lines));
		assert_int_equal(is_asked(*state, lines[line], entry), line == entry);
	}
}

// A new line is begun before all entries of another line were asked for.
static void turns_to_another_line(void **state)
{
	struct fixture *fixture = *state;
	add(fixture, "^[AB]");
	add(fixture, "^[A]");
	add(fixture, "^[\xE4\x81\x81]");
	prefilter_begin(fixture->prefilter, slice_of("A"));
	assert_int_equal(prefilter_next(fixture->prefilter, 0), 0);
	prefilter_begin(fixture->prefilter, slice_of("\xE4\x81\x81"));
	assert_int_equal(prefilter_next(fixture->prefilter, 0), 2);
	prefilter_begin(fixture->prefilter, slice_of("A"));
	assert_int_equal(prefilter_next(fixture->prefilter, 1), 1);
	assert_int_equal(prefilter_next(fixture->prefilter, 2), PREFILTER_NONE);
}

// --- the order of entries ---

static void has_none_without_entries(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(next_of(fixture, "一", 0), PREFILTER_NONE);
	assert_false(prefilter_any_dated(fixture->prefilter, 0));
	prefilter_free(NULL);
}

// There are more entries than bits in a word, and the last one is the last that fits.
static void goes_through_all_in_order(void **state)
{
	struct fixture *fixture = *state;
	for (size_t i = 0; i < ROOM; i++)
		add(fixture, i % 3 == 0 ? "相关文章" : i % 3 == 1 ? "^[0-9]" : "^[一二]");
	static const char *const lines[] = {"相关文章", "7", "二", "三", "1相关文章"};
	static const char *const asked[] = {"100", "010", "001", "000", "110"};
	for (size_t line = 0; line < COUNT(lines); line++) {
		prefilter_begin(fixture->prefilter, slice_of(lines[line]));
		size_t next = prefilter_next(fixture->prefilter, 0);
		for (size_t i = 0; i < ROOM; i++) {
			if (asked[line][i % 3] == '0')
				continue;
			assert_int_equal(next, i);
			assert_int_equal(prefilter_next(fixture->prefilter, i), i);
			next = prefilter_next(fixture->prefilter, i + 1);
		}
		assert_int_equal(next, PREFILTER_NONE);
		assert_int_equal(prefilter_next(fixture->prefilter, ROOM + 64), PREFILTER_NONE);
	}
}

static void knows_what_may_match_with_a_date(void **state)
{
	struct fixture *fixture = *state;
	add(fixture, "^[0-9]+$");
	add(fixture, "^一.*二二");
	add(fixture, "三三");
	add(fixture, "2020-11");
	add(fixture, "x 20|y 四四");
	static const struct {
		const char *line;
		size_t first; // the first entry that may match the line with a date behind it
	} lines[] = {{"1a", 0}, {"一二二", 1}, {"一", 3}, {"二二", 3}, {"a三三", 2}, {"a", 3}};
	for (size_t i = 0; i < COUNT(lines); i++) {
		prefilter_begin(fixture->prefilter, slice_of(lines[i].line));
		for (size_t end = 0; end <= 5; end++)
			assert_int_equal(
				prefilter_any_dated(fixture->prefilter, end), end > lines[i].first);
	}
}

// --- readers ---

static bool is_bracket(uint32_t last)
{
	return last == ')';
}

static bool is_folded(uint32_t last)
{
	return last == hanzi_simplified(last);
}

static bool source_word_of(size_t n, char word[PREFILTER_WORD])
{
	static const char *const words[] = {"来源", "source"};
	if (n < COUNT(words))
		strcpy(word, words[n]);
	return n < COUNT(words);
}

static bool author_word(size_t n, char word[PREFILTER_WORD])
{
	strcpy(word, "作者");
	return n == 0;
}

static bool no_word(size_t n, char word[PREFILTER_WORD])
{
	(void)n, (void)word;
	return false;
}

static void asks_readers(void **state)
{
	static const struct prefilter_reader any = {0}, worded = {.word = source_word_of},
					     never = {.word = no_word}, led = {.first = 'B'},
					     closed = {.may_end = is_bracket},
					     folded = {.may_end = is_folded},
					     all = {source_word_of, 'B', is_bracket};
	static const struct {
		const struct prefilter_reader *reader;
		const char *line;
		bool asked;
	} cases[] = {
		{&any, "一", true},
		{&worded, "文章來源", true},
		{&worded, "SOURCE", true},
		{&worded, "文章", false},
		{&never, "来源", false},
		{&led, "B", true},
		{&led, "Ba", true},
		{&led, "b", false},
		{&closed, "a)", true},
		{&closed, ")a", false},
		{&folded, "來", true},
		{&all, "B来源)", true},
		{&all, "A来源)", false},
		{&all, "B来)", false},
		{&all, "B来源", false},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t entry = add_reader(*state, cases[i].reader);
		if (is_asked(*state, cases[i].line, entry) != cases[i].asked)
			fail_msg("reader %zu on %s", i, cases[i].line);
	}
}

// Even if the reader is not selected.
static void finds_words_of_readers(void **state)
{
	static const struct prefilter_reader reader = {.word = author_word, .may_end = is_bracket};
	struct fixture *fixture = *state;
	add(fixture, "作者");
	size_t entry = add_reader(fixture, &reader);
	prefilter_begin(fixture->prefilter, slice_of("作者"));
	assert_int_equal(prefilter_next(fixture->prefilter, 0), 0);
	assert_int_equal(prefilter_next(fixture->prefilter, entry), PREFILTER_NONE);
	assert_true(prefilter_has_word(fixture->prefilter, entry));
	prefilter_begin(fixture->prefilter, slice_of("作)"));
	assert_int_equal(prefilter_next(fixture->prefilter, 0), PREFILTER_NONE);
	assert_false(prefilter_has_word(fixture->prefilter, entry));
}

// --- the law ---

static const char *const patterns[] = {
	"来源",
	"^来源[:：]?",
	"(?i)^source",
	"^(?=.{1,4}$)[来源a]+",
	"^(?=[^，。]{1,6}$).*源",
	"[)）]$",
	"^[0-9]+(?<=[12])$",
	"^(?!来).",
	"^(?:来|源)?a",
	"[a来]{2}",
	"^.*[源]$",
	"|",
	"\\|$",
	"^$",
	"a|^来源来源",
	"(?i)[来]$",
	"^(?=.*a)(?=.{1,3}$)",
	"^(?=.{2,5}$)(?=.*[a来])(?!.*[，|])",
	"^(?!.*[，|])(?=(?:.*[ :]){2})",
	"^(?=(?:.*[|]){1})(?=(?:.*[：]){1})来?",
	"^(?=[^，来]{2,5}$)(?!.*[|])",
};

static void random_line(char *line)
{
	static const char *const pieces[] = {"来", "來", "源", "来源", "a", "A", "source", ":",
		"：", ")", "）", "1", "2", "，", "|", " ", "🙂"};
	*line = '\0';
	for (uint32_t left = 1 + random_below(7); left > 0; left--)
		strcat(line, pieces[random_below(COUNT(pieces))]);
}

static bool matches(struct matcher *matcher, struct pattern *pattern, const char *line)
{
	char folded[128];
	size_t size = strlen(line), start, end;
	struct slice subject = {hanzi_simplify(line, size, folded) ? folded : line, size};
	return pattern_find(matcher, pattern, subject, 0, &start, &end) == MATCH_YES;
}

static struct pattern *compile(const struct buffer *folded)
{
	const char *what;
	size_t at;
	struct pattern *pattern =
		pattern_new((struct slice){folded->data, folded->size}, NULL, 0, &what, &at);
	assert_non_null(pattern);
	return pattern;
}

// A line that is not selected does not match, and one that is selected matches what is left of the
// pattern just as it matches the whole.
static void decides_as_the_pattern_does(void **state)
{
	struct fixture *fixture = *state;
	struct pattern *whole[COUNT(patterns)], *rest[COUNT(patterns)];
	size_t matched[COUNT(patterns)] = {0}, passed = 0;
	for (size_t i = 0; i < COUNT(patterns); i++) {
		struct buffer folded = {0};
		assert_true(pattern_fold(slice_of(patterns[i]), &folded));
		whole[i] = compile(&folded);
		rest[i] = compile(&fixture->folded[add(fixture, patterns[i])]);
		buffer_free(&folded);
	}
	for (size_t round = 0; round < 20000; round++) {
		char line[128];
		random_line(line);
		prefilter_begin(fixture->prefilter, slice_of(line));
		for (size_t i = 0; i < COUNT(patterns); i++) {
			bool asked = prefilter_next(fixture->prefilter, i) == i;
			bool match = matches(fixture->matcher, whole[i], line);
			if (match != (asked && matches(fixture->matcher, rest[i], line)))
				fail_msg("%s on %s", patterns[i], line);
			matched[i] += match;
			passed += !asked;
		}
	}
	for (size_t i = 0; i < COUNT(patterns); i++) {
		assert_true(matched[i] > 0 || strcmp(patterns[i], "^$") == 0);
		pattern_free(whole[i]);
		pattern_free(rest[i]);
	}
	assert_in_range(passed, 20000 * COUNT(patterns) / 3, 20000 * COUNT(patterns));
}

#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passes_over_what_cannot_match),
		test(counts_characters),
		test(tells_first_characters_apart),
		test(turns_to_another_line),
		test(has_none_without_entries),
		test(goes_through_all_in_order),
		test(knows_what_may_match_with_a_date),
		test(asks_readers),
		test(finds_words_of_readers),
		test(decides_as_the_pattern_does),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
