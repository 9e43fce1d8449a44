// SPDX-License-Identifier: MIT
// Shapes of lines: what counts, and what makes a sentence.
#include "page/features.h"
#include "unit.h"

static struct features measured(const char *text)
{
	return features_of((struct slice){text, strlen(text)});
}

static void counts_what_says_something(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		unsigned n;
	} rows[] = {
		{"", 0},
		{"渡船靠岸", 4},
		{"渡 船　靠    岸", 4},
		{"《渡船》——靠岸！（图）", 5},
		{"|||···>>>———", 0},
		{"2021-03-05", 4},
		{"ABCdef", 3},
		{"ＡＢＣ１２３", 3},
		{"さくらが咲いた", 7},
		{"カメラを買う。", 6},
		{"나룻배가 떠난다.", 7},
		{"𠀀𠀁", 2},
		{"\xFF\xE6渡\xE6\xB8", 1},
		// Of an address only the scheme counts.
		{"http://example.org/渡船", 4},
		{"见https://example.org/a/b?c=1，渡船", 5},
		{"https://example.org/a.b", 2},
		{"渡船:/靠岸", 4},
		{"渡船:", 2},
	};
	for (size_t i = 0; i < COUNT(rows); i++)
		if (measured(rows[i].text).n != rows[i].n)
			fail_msg("%s: %u", rows[i].text, measured(rows[i].text).n);
}

static void tells_sentences(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		unsigned degree;
	} rows[] = {
		{"天亮了，船开了。", 5},
		{"天亮了。船开了", 2},
		{"天亮了！船开了？人走了", 5},
		{"船开了。", 4},
		{"“船开了。”）", 4},
		{"船开了。 ", 4},
		{"天亮了，船开了，人走了", 3},
		{"天亮了。船开了，人走了", 3},
		{"天亮了，船开了", 2},
		{"船期如下：", 1},
		{"船期如下", 0},
		{"船期：上午", 0},
		// Words between serial commas are a list, unless more makes them speech.
		{"渡船、码头、水车、油坊", 0},
		{"渡船、码头、水车、油坊。", 5},
		{"渡船、码头和水车，还有油坊", 3},
		{"朝、船が、出た", 3},
		{"", 0},
		{"）”", 0},
		// A point ends a sentence only behind a word.
		{"The boat has left.", 4},
		{"https://example.org/a.jpg http://example.org/b.jpg http://example.org/c,d,e", 0},
		{"见https://example.org/a,b，船开了。", 5},
		{"The boat, it seems, has left.", 5},
		{"The boat has left. He waited", 2},
		{"배가 떠났다.", 4},
		{"Version 2.5", 0},
		{"www.example.org", 0},
		{"第3.", 0},
		{"船が出た。", 4},
		{"船が出た｡", 4},
	};
	for (size_t i = 0; i < COUNT(rows); i++)
		if (measured(rows[i].text).degree != rows[i].degree)
			fail_msg("%s: %u", rows[i].text, measured(rows[i].text).degree);
}

static void gives_points_to_prose(void **state)
{
	(void)state;
	assert_int_equal(features_score((struct features){60, 4, 0}), 700);
	assert_int_equal(features_score((struct features){1000, 5, 0}), 700);
	assert_int_equal(features_score((struct features){20, 3, 0}), 40);
	assert_int_equal(features_score((struct features){60, 2, 0}), -200);
	assert_int_equal(features_score((struct features){0, 0, 0}), -200);
}

// Of a sentence that goes on the beginning is enough, and its end.
static void looks_at_the_beginning_of_what_is_long(void **state)
{
	(void)state;
	char *text = repeated("船", 100000, "。");
	struct features features = measured(text);
	assert_int_equal(features.n, FEATURES_MOST);
	assert_int_equal(features.degree, 4);
	free(text);
	text = repeated("船", 100000, "");
	assert_int_equal(measured(text).n, UINT16_MAX);
	assert_int_equal(measured(text).degree, 0);
	free(text);
}

static void counts_all_ideographs_alike(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"船", "期", "天亮了", "水车和油坊", "，", "。", "、", "a", "B2", " ", "：//", "."};
	for (int round = 0; round < 20000; round++) {
		char text[600];
		size_t size = random_pieces(
			text, random_below(sizeof text), pieces, (uint32_t)COUNT(pieces));
		struct features common = features_of((struct slice){text, size});
		make_rare(text, size);
		struct features rare = features_of((struct slice){text, size});
		assert_int_equal(common.n, rare.n);
		assert_int_equal(common.degree, rare.degree);
	}
}

// Letters that are not ASCII are counted one by one.
static void counts_all_letters_alike(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"boat", "The", "a", "Z", " ", "  ", ",", ".", "7", "船", "-", ": ", "\n", "! "};
	for (int round = 0; round < 20000; round++) {
		char text[300], rare[2 * sizeof text];
		size_t size = random_pieces(
			       text, random_below(sizeof text), pieces, (uint32_t)COUNT(pieces)),
		       used = 0;
		for (size_t at = 0; at < size; at++) {
			bool letter = (text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z';
			memcpy(rare + used, letter ? "é" : &text[at], letter ? 2 : 1);
			used += letter ? 2 : 1;
		}
		struct features common = features_of((struct slice){text, size});
		struct features other = features_of((struct slice){rare, used});
		assert_int_equal(common.n, other.n);
		assert_int_equal(common.degree, other.degree);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_what_says_something),
		cmocka_unit_test(tells_sentences),
		cmocka_unit_test(gives_points_to_prose),
		cmocka_unit_test(looks_at_the_beginning_of_what_is_long),
		cmocka_unit_test(counts_all_ideographs_alike),
		cmocka_unit_test(counts_all_letters_alike),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
