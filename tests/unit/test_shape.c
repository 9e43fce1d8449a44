// SPDX-License-Identifier: MIT
// What is read off the text of patterns, and that it says nothing where the text is not plain.
#include <stdbool.h>

#include "shape.h"
#include "unit.h"
#include "utf8.h"

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
		// The length holds for one alternative only, or not at all.
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
		struct shape_whole whole;
		shape_whole(slice_of(rows[i].pattern), &whole);
		if (whole.least != rows[i].least || whole.most != rows[i].most)
			fail_msg("%s: %zu %zu", rows[i].pattern, whole.least, whole.most);
	}
}

static void reads_excluded_marks(void **state)
{
	(void)state;
	static const struct {
		const char *pattern;
		const char *marks; // "": none is known to be excluded
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
		struct shape_whole whole;
		shape_whole(slice_of(rows[i].pattern), &whole);
		struct shape_marks marks;
		shape_marks(slice_of(rows[i].marks), &marks);
		if (whole.without != marks.seen)
			fail_msg("%s", rows[i].pattern);
	}
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
		// What is no mark, or not plain to read, asks for nothing.
		{"^(?=(?:.*[|a]){2})a", "一", true},
		{"^(?=(?:.*[!-/]){2})a", "一", true},
		{"^(?=(?:.*[^|]){2})a", "一", true},
		{"^(?=(?:.*[|]){2}b)a", "一", true},
		{"^(?=(?:.*[|]){2,})a", "一", true},
		{"^(?!(?:.*[|]){2})a", "一", true},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct shape_whole whole;
		struct shape_marks marks;
		shape_whole(slice_of(rows[i].pattern), &whole);
		shape_marks(slice_of(rows[i].text), &marks);
		if (shape_has_marks(&marks, &whole) != rows[i].has)
			fail_msg("%s: %s", rows[i].pattern, rows[i].text);
	}
	char many[400];
	struct shape_marks marks;
	memset(many, '|', sizeof many);
	shape_marks((struct slice){many, sizeof many}, &marks);
	assert_int_equal(marks.count[__builtin_ctzll(marks.seen)], UINT8_MAX);
}

// Characters of which some are looked for at an edge; "any": nothing is known.
static const char asked[] = "abcAB19来源相关 　|￥é)）】";

static void assert_set(const char *pattern, const struct shape_set *set, const char *wanted)
{
	char found[sizeof asked] = "";
	for (size_t at = 0, used; at + 1 < sizeof asked; at += used) {
		uint32_t c;
		used = utf8_next(asked + at, &c);
		if (shape_set_has(set, c))
			strncat(found, asked + at, used);
	}
	bool any = strcmp(wanted, "any") == 0;
	if (set->any != any || strcmp(found, any ? asked : wanted) != 0)
		fail_msg("%s: %s", pattern, found);
}

static void reads_first_characters(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *first;
	} rows[] = {
		{"^相关", "相"},
		{"^(?i)a", "aA"},
		{"(?i)^a", "aA"},
		{"^(?=.{1,40}$)(?!.*[，)])相关", "相"},
		{"^(?:a|相(?:关|b)|[b源])c", "ab源相"},
		{"^a|^b", "ab"},
		{"^a?b", "ab"},
		{"^a*?b+", "ab"},
		{"^(?:a|b?)c", "abc"},
		{"^(?:a){0,2}c", "ac"},
		{"^a{2}b", "a"},
		{"^[^a-z]", "AB19来源相关 　|￥é)）】"},
		{"^[^\\sa-z]", "AB19来源相关|￥é)）】"},
		{"^[\\s|]*a", "a 　|"},
		{"^[a-c|]", "abc|"},
		{"^[]a]", "any"},
		{"^[|-]", "|"},
		{"^[^\\p{L}\\d]", " 　|￥é)）】"},
		{"^[^\\p{Lu}a]", "bcAB19来源相关 　|￥é)）】"},
		{"^\\d", "19"},
		{"^\\s", " 　"},
		{"^\\|", "|"},
		{"^(?<=x)a", "a"},
		{"^(a)\\1", "any"},
		{"^\\ba", "a"},
		{"^$|^a", "any"},
		// Nothing is known of what may begin elsewhere, match nothing, or is not plain to
		// read.
		{"^a|b", "any"},
		{"^", "any"},
		{"^a?", "any"},
		{"^.", "any"},
		{"^\\S", "any"},
		{"^[\\w]", "any"},
		{"^\\Qa\\E", "any"},
		{"^(?#x)a", "any"},
		{"^(?P<n>a)b", "any"},
		{"^(?x) a", "any"},
		{"^(?i)é", "any"},
		{"^(?R)?a", "any"},
		{"(?:^a)", "any"},
		{"相关", "any"},
		{"", "any"},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct shape_edges edges;
		assert_true(shape_edges(slice_of(rows[i].pattern), &edges));
		assert_set(rows[i].pattern, &edges.first, rows[i].first);
		shape_edges_free(&edges);
	}
}

static void reads_last_characters(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *last;
	} rows[] = {
		{"^相关$", "关"},
		{"a[)）]$", ")）"},
		{"^a[）\\]】|]$", "|）】"},
		{"(?:a|b)$", "ab"},
		{"a[)]?$", "a)"},
		{"a[|b]+$", "b|"},
		{"a[-|+]$", "|"},
		{"a(?:b|c[)]*)$", "bc)"},
		{"a(?:b|c){0,2}$", "abc"},
		{"a(?:(?:b)?c?)$", "abc"},
		{"ab$|^c$", "bc"},
		{"(?i)ab$", "bB"},
		{"a[\\s)]$", " 　)"},
		{"a\\d$", "19"},
		{"a(?![)])$", "a"},
		{"(?:a[)]){1,12}(?<=[)】])$", ")"},
		{"a[^a-z]$", "AB19来源相关 　|￥é)）】"},
		// Something else may end it.
		{"a[)]$|b", "any"},
		{"a|b[)]$", "any"},
		{"a[)]", "any"},
		{"a[)]\\$", "any"},
		{"a.*$", "any"},
		{"a\\S$", "any"},
		{"(?:a|b?)$", "any"},
		{"a(?:b$|c)", "any"},
		{"a[[:punct:])]$", "any"},
		{"a[])]$", "any"},
		{"(?x)a #[)]$", "any"},
		{"(*ACCEPT)a[)]$", "any"},
		{"\\Q[)]$", "any"},
		{"$", "any"},
		{"", "any"},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct shape_edges edges;
		assert_true(shape_edges(slice_of(rows[i].pattern), &edges));
		assert_set(rows[i].pattern, &edges.last, rows[i].last);
		shape_edges_free(&edges);
	}
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
		cmocka_unit_test(counts_marks),
		cmocka_unit_test(reads_first_characters),
		cmocka_unit_test(reads_last_characters),
		cmocka_unit_test(knows_bounded_patterns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
