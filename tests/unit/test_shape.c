// SPDX-License-Identifier: MIT
// What is read in the text of patterns, and that nothing is said when the text is unclear.
#include <stdbool.h>
#include <stdio.h>

#include "base/utf8.h"
#include "match/shape.h"
#include "unit.h"

// What the lookaheads of a pattern require, when subjects are known to have one of `words`. *rest
// gets what is left of the pattern.
static struct shape_whole take_from(const char *pattern, struct slice words, struct buffer *rest)
{
	struct shape_whole whole;
	buffer_clear(rest);
	assert_true(buffer_append_string(rest, pattern));
	shape_take(rest, words, &whole);
	return whole;
}

static struct shape_whole whole_of(const char *pattern)
{
	struct buffer rest = {0};
	struct shape_whole whole = take_from(pattern, (struct slice){NULL, 0}, &rest);
	buffer_free(&rest);
	return whole;
}

static void reads_length(void **state)
{
	(void)state;
	static const struct {
		const char *pattern;
		size_t least, most;
	} rows[] = {
		{"^(?=.{1,40}$)相关", 1, 40},
		{"^(?=[^，。]{2,30}$)相关", 2, 30},
		{"^(?=[^\\s，]{2,30}$)相关", 2, 30},
		{"^(?=[ab]{2,30}$)a", 2, 30},
		{"^(?=.{1,40}$)(?:a|b)c", 1, 40},
		{"^(?=.{1,40}$)(?=.*a)b", 1, 40},
		{"^(?!x)(?=.{1,40}$)a", 1, 40},
		{"^(?=.{1,40}$)(?=.{3,50}$)a", 3, 40},
		{"^(?=[\\]]{1,40}$)a", 1, 40},
		{"^(?=.{1,40}$)[|]a", 1, 40},
		{"^(?=.{1,40}$)\\|a", 1, 40},
		// The length is that of one branch only, or unlimited.
		{"^(?=.{1,40}$)a|b", 0, SIZE_MAX},
		{"^(?=.{1,40}$)?a", 0, SIZE_MAX},
		{"^(?=.{1,40}$){0}a", 0, SIZE_MAX},
		{"^(?!.{1,40}$)a", 0, SIZE_MAX},
		{"^(?=.{1,40})a", 0, SIZE_MAX},
		{"^(?=.{1,}$)a", 0, SIZE_MAX},
		{"^(?=.{40}$)a", 0, SIZE_MAX},
		{"^(?=.{1,40}$|b)a", 0, SIZE_MAX},
		{"^(?=a{1,40}$)a", 0, SIZE_MAX},
		{"^a(?=.{1,40}$)", 0, SIZE_MAX},
		{"(?=.{1,40}$)a", 0, SIZE_MAX},
		{"^(?=[^]x]{1,40}$)a", 0, SIZE_MAX},
		{"^(?=[[:alpha:]]{1,40}$)a", 0, SIZE_MAX},
		{"^(?=[a[:alpha:]]{1,40}$)a", 0, SIZE_MAX},
		{"^(?=.{1,40}$)\\Qa|b\\E", 0, SIZE_MAX},
		{"", 0, SIZE_MAX},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct shape_whole whole = whole_of(rows[i].pattern);
		if (whole.least != rows[i].least || whole.most != rows[i].most)
			fail_msg("%s: %zu %zu", rows[i].pattern, whole.least, whole.most);
	}
}

static void reads_excluded_marks(void **state)
{
	(void)state;
	static const struct {
		const char *pattern;
		const char *marks; // "": no mark is excluded
	} rows[] = {
		{"^(?=[^，。]{2,30}$)a", "，。"},
		{"^(?=[^，\\s\\d.|]{2,30}$)a", "， 　.|"},
		{"^(?=[^a-z-]{2,30}$)a", "-"},
		{"^(?=[^\\.]{2,30}$)a", "."},
		{"^(?!.*[。！])a", "。！"},
		{"^(?!x)(?!.*[。！])(?=[^:]{1,5}$)a", "。！:"},
		// Letters are no marks.
		{"^(?=[^a一]{2,30}$)a", ""},
		{"^(?=[，。]{2,30}$)a", ""},
		{"^(?=[^，。]{2,30})a", ""},
		{"^(?!.*[^。])a", ""},
		{"^(?!.*[。]a)a", ""},
		{"^(?!.*a[。])a", ""},
		{"^(?![。])a", ""},
		{"^(?=.*[。])a", ""},
		{"^(?!.*[。])?a", ""},
		{"^(?!.*[。])a|b", ""},
		{"^a(?!.*[。])", ""},
		{"(?!.*[。])a", ""},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct shape_whole whole = whole_of(rows[i].pattern);
		struct shape_marks marks;
		shape_marks(slice_of(rows[i].marks), &marks);
		if (whole.without != marks.seen)
			fail_msg("%s", rows[i].pattern);
	}
}

// Only lookaheads that the limits say all of are taken off.
static void takes_off_what_is_decided(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *rest; // NULL: the same
	} rows[] = {
		{"^(?=.{2,30}$)a", "^a"},
		{"^(?=[^，。]{2,30}$)(?=.*a)a", "^(?=.*a)a"},
		{"^(?!.*[。！])(?=.{2,30}$)(?!a)(?=.{1,9}$)a", "^(?!a)a"},
		{"^(?=.{2,30}$)(?=(?:.*[|·\\s]){2})(?=(?:.*[-]){2})a", "^(?=(?:.*[-]){2})a"},
		{"^(?!b)(?=[^，a]{2,30}$)(?=.{2,30}$)a", "^(?!b)(?=[^，a]{2,30}$)a"},
		{"^(?=[，。]{2,30}$)", NULL},
		{"^(?=.{2,30})", NULL},
		{"^(?=.{2,30}$).|a", NULL},
		{"^(?!.*[。a])", NULL},
		{"^(?=(?:.*[|]){300})", NULL},
		{"^(?=.{2,30}$)?a", NULL},
		{"^a(?=.{2,30}$)", NULL},
		{"^(?=.*(?:茶水|水煮))a", NULL},
	};
	struct buffer rest = {0};
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *wanted = rows[i].rest ? rows[i].rest : rows[i].pattern;
		take_from(rows[i].pattern, (struct slice){NULL, 0}, &rest);
		if (rest.size != strlen(wanted) || memcmp(rest.data, wanted, rest.size) != 0)
			fail_msg("%s: %.*s", rows[i].pattern, (int)rest.size, rest.data);
	}
	buffer_free(&rest);
}

// A lookahead is taken off if it says no more, and no less, than that there is one of the words.
static void takes_off_words(void **state)
{
	(void)state;
	static const char words[] = "茶水\0水煮\0"
				    "3日";
	static const struct {
		const char *lookahead;
		bool taken;
	} rows[] = {
		{"(?=.*(?:茶水|水煮|3日))", true},
		{"(?=.*(?:水煮|茶水|13日|3日))", true},
		{"(?=.*(?:茶水|水煮))", false},
		{"(?=.*(?:茶水|水煮|3日|米饭))", false},
		{"(?=.*(?:茶水|水煮|3日A))", false},
		{"(?=.*(?:茶水|水煮|3日?))", false},
		{"(?=.*(?:茶水|水煮|3日|))", false},
		{"(?=.*(?:|茶水|水煮|3日))", false},
		{"(?=.*(?:茶水|水煮|(?:3日)))", false},
		{"(?=.*(?:茶水|水煮|3日)$)", false},
		{"(?=.*(?:茶水)(?:水煮|3日))", false},
		{"(?=(?:茶水|水煮|3日))", false},
		{"(?!.*(?:茶水|水煮|3日))", false},
		{"(?=.*(?:))", false},
	};
	struct buffer rest = {0};
	for (size_t i = 0; i < COUNT(rows); i++) {
		char pattern[128];
		sprintf(pattern, "^(?!x)%sa", rows[i].lookahead);
		take_from(pattern, (struct slice){words, sizeof words}, &rest);
		if ((rest.size == strlen("^(?!x)a")) != rows[i].taken)
			fail_msg("%s: %.*s", pattern, (int)rest.size, rest.data);
	}
	buffer_free(&rest);
}

static void counts_marks(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *text;
		bool has;
	} rows[] = {
		{"^(?=(?:.*[|·]){2})a", "a|b·c", true},
		{"^(?=(?:.*[|·]){2})a", "||", true},
		{"^(?=(?:.*[|·]){2})a", "a|b", false},
		{"^(?=(?:.*[|·]){2})a", "一二三", false},
		{"^(?=(?:.*[\\s/-]){1})a", "一　二", true},
		{"^(?=(?:.*[\\s/-]){1})a", "一-二", true},
		{"^(?=(?:.*[\\s/-]){1})a", "一、二", false},
		{"^(?!.*[。])a", "一。", false},
		{"^(?!.*[。])a", "一", true},
		// A class with other characters, or an unclear one, requires nothing.
		{"^(?=(?:.*[|a]){2})a", "一", true},
		{"^(?=(?:.*[!-/]){2})a", "一", true},
		{"^(?=(?:.*[^|]){2})a", "一", true},
		{"^(?=(?:.*[|]){2}b)a", "一", true},
		{"^(?=(?:.*[|]){2,})a", "一", true},
		{"^(?!(?:.*[|]){2})a", "一", true},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct shape_whole whole = whole_of(rows[i].pattern);
		struct shape_marks marks;
		shape_marks(slice_of(rows[i].text), &marks);
		if (shape_has_marks(&marks, &whole) != rows[i].has)
			fail_msg("%s: %s", rows[i].pattern, rows[i].text);
	}
	char many[400];
	struct shape_marks marks;
	memset(many, '|', sizeof many);
	shape_marks((struct slice){many, sizeof many}, &marks);
	assert_int_equal(marks.count[__builtin_ctzll(marks.seen)], UINT8_MAX);
	// More marks than are counted may be asked for.
	struct shape_whole whole = whole_of("^(?=(?:.*[|]){300})a");
	assert_true(shape_has_marks(&marks, &whole));
}

static void knows_bounded_patterns(void **state)
{
	(void)state;
	static const char *const bounded[] = {"相关", "a?b{3}c{1,4}", "[*+]{2}", "\\*\\+",
		"(?:a|b)?$", "(?<=a)b", "\\s?[（(]编辑[:：][^）)]{0,30}[）)]$", ""};
	static const char *const endless[] = {"a*", "a+", "a{2,}", "(?:a|b)*", "(?=.*a)b", "a(?R)?",
		"(a)(?1)", "\\X", "[[:alpha:]]", "\\Qa\\E", "[]*]", "(?P>x)", "\\g1"};
	for (size_t i = 0; i < COUNT(bounded); i++)
		if (!shape_is_bounded(slice_of(bounded[i])))
			fail_msg("%s", bounded[i]);
	for (size_t i = 0; i < COUNT(endless); i++)
		if (shape_is_bounded(slice_of(endless[i])))
			fail_msg("%s", endless[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_length),
		cmocka_unit_test(reads_excluded_marks),
		cmocka_unit_test(takes_off_what_is_decided),
		cmocka_unit_test(takes_off_words),
		cmocka_unit_test(counts_marks),
		cmocka_unit_test(knows_bounded_patterns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
