// SPDX-License-Identifier: MIT
// Titles: which line may be one, what of it is the title, and which line of a page it is.
#include "page/title.h"
#include "rows.h"
#include "unit.h"

#define LONG                                                                                                                                   \
	"三月五日清晨，新造的渡船第一次离开码头，载着四十多位村民驶向对岸，岸上的人挥手，谁也没有" \
	"觉得冷。"
#define TITLE "渡船第一次离开码头"

static bool may_be(const char *text)
{
	return title_may_be(slice_of(text), features_of(slice_of(text)));
}

static void tells_what_may_be_a_title(void **state)
{
	(void)state;
	static const char *const titles[] = {TITLE, "渡船为什么叫“小满号”？", "2021年的渡船",
		"【快讯】渡船开了", "[求助] 缸裂了怎么办", "The new ferry has left the pier",
		"山里的邮路：走了三十年"};
	static const char *const none[] = {"渡船", "渡船第一次离开码头。", "渡船开了；人散了",
		"渡船第一次离开码头，", "渡船第一次离开码头：", "URL Source: 渡船第一次离开码头",
		"http://example.com/2021/ferry", "| 渡船第一次离开码头", "【16:15】渡船离开码头",
		"2021-03-05 渡口", "2021年3月5日 10:22 渡船第一次离开码头，载着四十多位村民", LONG};
	for (size_t i = 0; i < COUNT(titles); i++)
		if (!may_be(titles[i]))
			fail_msg("no title: %s", titles[i]);
	for (size_t i = 0; i < COUNT(none); i++)
		if (may_be(none[i]))
			fail_msg("a title: %s", none[i]);
}

static void tells_a_word(void **state)
{
	(void)state;
	assert_true(title_is_word(features_of(slice_of("春天"))));
	assert_true(title_is_word(features_of(slice_of("老茶坊"))));
	assert_false(title_is_word(features_of(slice_of("春"))));
	assert_false(title_is_word(features_of(slice_of("tea"))));
	assert_false(title_is_word(features_of(slice_of("春天：")))); // of what follows
	assert_false(title_is_word(features_of(slice_of(TITLE))));
}

static void takes_off_times_and_sites(void **state)
{
	(void)state;
	static const struct {
		const char *line, *title;
	} rows[] = {
		{TITLE, TITLE},
		{TITLE "_白塔新闻_白塔网", TITLE},
		{TITLE " - 白塔晚报", TITLE},
		{TITLE "【16:15】", TITLE},
		{TITLE " 【2021-03-05 16:15】-白塔网", TITLE " 【2021-03-05 16:15】-白塔网"},
		{TITLE "【16:15】_白塔网", TITLE},
		{TITLE "_第二天", TITLE "_第二天"},
		{"渡船_白塔网", "渡船_白塔网"},
		{"_白塔网", "_白塔网"},
		{"", ""},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct slice title = title_in(slice_of(rows[i].line));
		if (title.size != strlen(rows[i].title) ||
			memcmp(title.data, rows[i].title, title.size) != 0)
			fail_msg("%s: %.*s", rows[i].line, (int)title.size, title.data);
	}
}

static void sees_dates(void **state)
{
	(void)state;
	static const char *const dates[] = {"2021-03-05", "发布于2021年3月5日", "No. 1, 2021/3/5"};
	static const char *const none[] = {"", "2021", "3月5日", "2021-13-05", "12345678901"};
	for (size_t i = 0; i < COUNT(dates); i++) {
		struct dehusk_line line = {.text = dates[i], .size = strlen(dates[i])};
		assert_true(title_has_date(&line));
	}
	for (size_t i = 0; i < COUNT(none); i++) {
		struct dehusk_line line = {.text = none[i], .size = strlen(none[i])};
		assert_false(title_has_date(&line));
	}
}

// --- in a page ---

// The text begins in the last line, which alone is kept. `title`: the count of lines means none.
struct title_row {
	const char *about;
	const char *rows[8];
	bool light;
	size_t title;
};

// clang-format off
static const struct title_row rows[] = {
	{"shares its words with the text", {"e首页", " 山里的邮路走了三十年", " " TITLE, " " LONG}, false, 2},
	{"shares none", {"e首页", " 山里的邮路走了三十年", " 老戏台的新观众", " " LONG}, false, 4},
	{"a date below, and few words", {"e首页", " 昨夜小雨今日转晴", " 清晨有人在新码头上等着", " 2021-03-05 08:30", " " LONG}, false, 2},
	{"a source right below", {"e首页", " 昨夜小雨今日转晴", " 清晨有人在新码头上等着", "s来源：白塔晚报", " " LONG}, false, 2},
	{"a source behind an empty line may stand anywhere", {"e首页", " 昨夜小雨今日转晴", " 清晨有人在新码头上等着", ".", "s来源：白塔晚报", " " LONG}, false, 6},
	{"nothing but husk above and a date below: no words needed", {"e首页", " 两架老织机要的自己来搬", " 2021-03-05 08:30", " " LONG}, false, 1},
	{"not with other lines above", {"e首页", " 昨夜小雨今日转晴", " 两架老织机要的自己来搬", " 2021-03-05 08:30", " " LONG}, false, 5},
	{"the page's first line begins with it, which shares a word", {" 新造渡船春水号试航记_白塔网", "e首页", " 老戏台的新观众", " 新造渡船春水号试航记", " " LONG}, false, 3},
	{"with a time behind it", {" 新造渡船春水号试航记_白塔网", "e首页", " 老戏台的新观众", " 新造渡船春水号试航记【16:15】", " " LONG}, false, 3},
	{"the same, which shares none", {" 春水号试航记_白塔网", "e首页", " 老戏台的新观众", " 春水号试航记", " " LONG}, false, 5},
	{"the first line of a page with few headlines", {" 两架老织机", " " LONG}, true, 0},
	{"of a page full of them it is not", {" 两架老织机", " " LONG}, false, 2},
	{"a hint is none", {"e首页", "h" TITLE, " " LONG}, true, 3},
	{"a link is none", {"e首页", " " TITLE "(67)", " " LONG}, true, 3},
	{"what a rule took is none", {"d" TITLE, " " LONG}, true, 2},
	{"nothing above the text", {" " LONG}, true, 1},
};
// clang-format on

static void finds_the_title_of_a_page(void **state)
{
	(void)state;
	struct grams *grams = calloc(1, sizeof *grams);
	assert_non_null(grams);
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t count = 0;
		while (count < COUNT(rows[i].rows) && rows[i].rows[count])
			count++;
		uint8_t kept[COUNT(rows[i].rows)] = {0};
		kept[count - 1] = 1;
		struct outline page = page_of_rows(rows[i].rows, count);
		size_t title = title_find(&page, kept, count - 1, rows[i].light, grams);
		if (title != rows[i].title)
			fail_msg("%s: %zu, not %zu", rows[i].about, title, rows[i].title);
		page_free_rows(&page);
	}
	free(grams);
}

static size_t guess(const char *const *lines, size_t count, size_t text)
{
	struct outline page = page_of_rows(lines, count);
	size_t title = title_guess(&page, text);
	page_free_rows(&page);
	return title;
}

static void guesses_the_first_that_may_be_one(void **state)
{
	(void)state;
	static const char *const husk_above[] = {"e首页", " 春天", " 两架老织机", " " LONG};
	static const char *const word[] = {".", " 春天", " 两架老织机", " " LONG};
	static const char *const hint[] = {"h春天", " 两架老织机", " " LONG};
	static const char *const below[] = {"e首页", " " LONG, " 两架老织机"};
	assert_int_equal(guess(husk_above, COUNT(husk_above), 3), 2);
	assert_int_equal(guess(word, COUNT(word), 3), 1);
	assert_int_equal(guess(hint, COUNT(hint), 2), 1);
	assert_int_equal(guess(below, COUNT(below), 1), COUNT(below));
	assert_int_equal(guess(below, COUNT(below), COUNT(below)), 2);
	assert_int_equal(guess(NULL, 0, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_what_may_be_a_title),
		cmocka_unit_test(tells_a_word),
		cmocka_unit_test(takes_off_times_and_sites),
		cmocka_unit_test(sees_dates),
		cmocka_unit_test(finds_the_title_of_a_page),
		cmocka_unit_test(guesses_the_first_that_may_be_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
