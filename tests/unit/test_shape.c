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
		{"^(?=[^，\\s\\d.|]{2,30}$)a", "，.|"},
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
		if (whole.without != shape_marks(slice_of(rows[i].marks)))
			fail_msg("%s", rows[i].pattern);
	}
	assert_int_equal(shape_marks(slice_of("一 a1\t🙂é·")), 0);
	assert_int_not_equal(shape_marks(slice_of("一、a")), 0);
}

static void reads_last_characters(void **state)
{
	(void)state;
	static const struct {
		const char *pattern;
		const char *last; // "": not known
	} rows[] = {
		{"a[)）]$", ")）"},
		{"^a[）\\]】|]$", "）]】|"},
		{"(?:a|b)[)]$", ")"},
		{"a(?<=[x])b[y]$", "y"},
		{"(?:a[)]){1,12}(?<=[)】])$", ")】"},
		{"[a]x[b]$", "b"},
		{"a[|·]+$", "|·"},
		{"a[-|+]$", "-|+"},
		{"a[|-]$", "|-"},
		{"a[\\s)]$", " 　)"},
		// One alternative, a repeat, or something else may end it.
		{"a[)]$|b", ""},
		{"a|b[)]$", ""},
		{"a[)]?$", ""},
		{"a[)]*$", ""},
		{"a[)]{0,2}$", ""},
		{"a[)]", ""},
		{"a[)]\\$", ""},
		{"a\\[)]$", ""},
		{"a(?:[)])$", ""},
		{"a(?![)])$", ""},
		{"a(?<![)])$", ""},
		{"a(?<=b|[)])$", ""},
		// Classes that list more than they show, and patterns read in another way.
		{"a[^)]$", ""},
		{"a[)-】]$", ""},
		{"a[+-|]$", ""},
		{"a[\\d)]$", ""},
		{"a[[:punct:])]$", ""},
		{"a[])]$", ""},
		{"a["
		 "一二三四五六七八九十百千万亿零甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄"
		 "黄"
		 "宇宙洪荒日月山川江河]$",
			""},
		{"(?i)a[b]$", ""},
		{"(?x)a #[)]$", ""},
		{"(*ACCEPT)a[)]$", ""},
		{"\\Q[)]$", ""},
		{"[)]", ""},
		{"$", ""},
		{"", ""},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct shape_last last;
		char text[4 * SHAPE_LAST + 1] = "";
		size_t size = 0;
		shape_last(slice_of(rows[i].pattern), &last);
		for (size_t k = 0; k < last.count; k++)
			size += utf8_encode(last.c[k], text + size);
		text[size] = '\0';
		if (strcmp(text, rows[i].last) != 0)
			fail_msg("%s: %s", rows[i].pattern, text);
	}
}

// What a match may begin with, of what is asked about; "any": nothing is known.
static void reads_first_characters(void **state)
{
	(void)state;
	static const char asked[] = "abcAB19来源相关 　|￥é";
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
		{"^[^a-z]", "AB19来源相关 　|￥é"},
		{"^[^\\sa-z]", "AB19来源相关 　|￥é"},
		{"^[\\s|]*a", "a 　|"},
		{"^[a-c|]", "abc|"},
		{"^[]a]", "any"},
		{"^[|-]", "|"},
		{"^\\d", "19"},
		{"^\\s", " 　"},
		{"^\\|", "|"},
		{"^(?<=x)a", "a"},
		{"^(a)\\1", "a"},
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
		struct shape_first first;
		char found[sizeof asked] = "";
		assert_true(shape_first(slice_of(rows[i].pattern), &first));
		for (size_t at = 0, used; at + 1 < sizeof asked; at += used) {
			uint32_t c;
			used = utf8_next(asked + at, &c);
			if (shape_may_begin(&first, c))
				strncat(found, asked + at, used);
		}
		bool any = strcmp(rows[i].first, "any") == 0;
		if (first.any != any || strcmp(found, any ? asked : rows[i].first) != 0)
			fail_msg("%s: %s", rows[i].pattern, found);
		shape_first_free(&first);
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
		cmocka_unit_test(reads_last_characters),
		cmocka_unit_test(reads_first_characters),
		cmocka_unit_test(knows_bounded_patterns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
