// SPDX-License-Identifier: MIT
// The main text of pages: which lines stay, and why.
#include "page/main-text.h"
#include "rows.h"
#include "unit.h"

#define P1                                                                                                                                     \
	"三月五日清晨，新造的渡船第一次离开码头，载着四十多位村民驶向对岸，岸上的人挥手，船上的人" \
	"唱歌，谁也没有觉得冷。"
#define P2 "船长说，过去摇橹过河要半个钟头，遇到大风还要等上半天，如今一刻钟就能到。"
#define P4                                                                                                                               \
	"村口那架水车停了二十年，今年春天又转了起来，孩子们围着看了一下午，谁也舍不得先回家吃" \
	"饭，天黑了才散。"
#define P5                                                                                                                               \
	"修水车的是两位退休的木匠，一位画图，一位凿榫，前后忙了三个多月，连正月里也没有歇过一" \
	"天，工钱也不要。"
#define P3 "码头上卖早点的何婶算了一笔账：每天多来一百位客人，她的豆浆就得多磨一桶。"

// A page, in rows as rows.h has them, and what is expected of each line: 'k' kept, 't' the title,
// 'r' its repeat, 'o' outside, '-' as it was.
struct page_row {
	const char *line;
	char expected;
};

// Headlines of other stories, which make a page full of them.
#define STORIES                                                                                    \
	{"b相关阅读", '-'}, {" 山里的邮路走了三十年", 'o'}, {" 老戏台的新观众", 'o'},              \
		{" 一只白鹭的春天", 'o'}, {" 谁在修那座老钟", 'o'}, {" 豆腐坊的早晨很安静", 'o'},  \
		{" 河畔书店搬进老粮仓", 'o'}, {" 石桥下的修鞋摊", 'o'}, {" 盐田里的星期天", 'o'},  \
		{" 灯塔换了新灯泡", 'o'},                                                          \
	{                                                                                          \
		"f版权所有", '-'                                                                   \
	}

static char result_of(const struct dehusk_line *line)
{
	if (line->verdict == DEHUSK_KEPT)
		return strcmp(line->reason, "title") == 0 ? 't' : 'k';
	return strcmp(line->reason, "outside-main-text") == 0 ? 'o'
	       : strcmp(line->reason, "repeated-title") == 0  ? 'r'
							      : '-';
}

// Looks for the main text of a page, and says what was found.
static struct main_text_found find(
	struct main_text *body, const struct page_row *rows, size_t count)
{
	const char **text = calloc(count, sizeof *text);
	struct main_text_found found;
	size_t dropped = 0;
	assert_non_null(text);
	for (size_t i = 0; i < count; i++)
		text[i] = rows[i].line;
	struct outline page = page_of_rows(text, count);
	assert_true(main_text_find(body, &page, true, &found));
	for (size_t i = 0; i < count; i++) {
		char result = result_of(&page.line[i]);
		if (result != rows[i].expected)
			fail_msg("%zu %s: %c", i, rows[i].line, result);
		dropped += rows[i].expected == 'o' || rows[i].expected == 'r';
		if (rows[i].expected == 't')
			assert_int_equal(found.title, i);
	}
	assert_int_equal(found.dropped, dropped);
	main_text_go_on(body, &page);
	page_free_rows(&page);
	free(text);
	return found;
}

static struct main_text_found check(const struct page_row *rows, size_t count)
{
	struct main_text *body = main_text_new();
	assert_non_null(body);
	struct main_text_found found = find(body, rows, count);
	main_text_free(body);
	main_text_free(NULL);
	return found;
}

static void keeps_the_run_and_its_title(void **state)
{
	(void)state;
	static const struct page_row rows[] = {
		{" 渡船第一次离开码头_白塔网", 'o'},
		{"e首页", '-'},
		{" 白塔商城", 'o'},
		{" 昨夜小雨", 'o'},
		{" 渡船第一次离开码头", 't'},
		{" 2021-03-05 08:30", 'o'},
		{" " P1, 'k'},
		{"d广告", '-'},
		{" 票价", 'k'},
		{".", '-'},
		{" " P2, 'k'},
		{" " P3, 'k'},
		{" 渡船第一次离开码头", 'r'},
		{"b相关阅读", '-'},
		{" 山里的邮路", 'o'},
		{"k图片来源：视角图库", 'k'},
		{" 老戏台", 'o'},
		{" 白鹭", 'o'},
		{"e版权所有", '-'},
	};
	assert_true(check(rows, COUNT(rows)).sure);
}

// However long a line is, its measure goes no further than that of a long title.
static void takes_no_paragraph_for_the_title(void **state)
{
	(void)state;
	static const struct page_row rows[] = {
		{" The first new ferry left the pier on the fifth of March, with more than forty "
		 "villagers on board, and nobody on the shore or on the water felt the cold wind.",
			'o'},
		{"e首页", '-'},
		{"e登录", '-'},
		{" 白塔商城", 'o'},
		{" 昨夜小雨", 'o'},
		STORIES,
		{" The first new ferry left the pier on the fifth of March, and more than forty "
		 "villagers were on board.",
			'k'},
		{" Nobody on the shore felt the cold wind, nor did anybody on the water, and all "
		 "of "
		 "them sang.",
			'k'},
		{"b相关阅读", '-'},
		{" 老戏台", 'o'},
		{"e版权所有", '-'},
	};
	check(rows, COUNT(rows));
}

static void gives_back_ends_without_navigation(void **state)
{
	(void)state;
	static const struct page_row rows[] = {
		{" 本报讯，渡口有了新船，", 'k'},
		{"e打印", '-'},
		{" " P1, 'k'},
		{"e分享到：", '-'},
		{" 船走了。", 'k'},
		{" 人散了。", 'k'},
	};
	check(rows, COUNT(rows));
}

static void without_prose_keeps_what_no_rule_took(void **state)
{
	(void)state;
	static const struct page_row rows[] = {
		{"e首页", '-'},
		{" 茶叶十元", 'k'},
		{" 蜂蜜二十元，坛子另算", 'k'},
		{"e联系我们", '-'},
	};
	assert_false(check(rows, COUNT(rows)).sure);
}

static void leaves_nothing_of_navigation(void **state)
{
	(void)state;
	static const struct page_row rows[] = {
		{"e首页", '-'},
		{" 白塔商城", 'o'},
		{"e登录", '-'},
		{"b相关阅读", '-'},
		{" 老戏台的新观众", 'o'},
		{"e更多", '-'},
		{"e返回顶部", '-'},
		{" 白鹭", 'o'},
	};
	assert_false(check(rows, COUNT(rows)).sure);
}

static void bridges_a_few_lines_between_prose(void **state)
{
	(void)state;
	static const struct page_row list[] = {
		{"e首页", '-'},
		{"e登录", '-'},
		{" " P1, 'k'},
		{" " P5, 'k'},
		{" 酱油一勺", 'k'},
		{" 鲜鱼一条", 'k'},
		{" 老姜三片", 'k'},
		{" 小葱两根", 'k'},
		{" 米酒半碗", 'k'},
		{" " P4, 'k'},
		{" " P3, 'k'},
		{"b相关阅读", '-'},
		{" 老戏台的新观众", 'o'},
		{" 一只白鹭的春天", 'o'},
	};
	check(list, COUNT(list));
	// Not where there is husk among them.
	static const struct page_row husk[] = {
		{"e首页", '-'},
		{"e登录", '-'},
		{" 老戏台的新观众", 'o'},
		{" 一只白鹭的春天", 'o'},
		{" " P4, 'o'},
		{" " P2, 'o'},
		{" 酱油一勺", 'o'},
		{" 鲜鱼一条", 'o'},
		{"e广告", '-'},
		{" 小葱两根", 'o'},
		{" 米酒半碗", 'o'},
		{" " P1, 'k'},
		{" " P3, 'k'},
		STORIES,
	};
	check(husk, COUNT(husk));
}

static void reaches_over_a_list_below(void **state)
{
	(void)state;
	static const struct page_row rows[] = {
		{"e首页", '-'},
		{"e登录", '-'},
		{" " P1, 'k'},
		{" 得奖的船", 'k'},
		{" 1、白鹭号", 'k'},
		{" 2、远山号", 'k'},
		{".", '-'},
		{" 鼓励奖", 'k'},
		{" 12．小满号", 'k'},
		{" 老戏台的新观众", 'o'},
		{" 一只白鹭的春天", 'o'},
		{" 谁在修那座老钟", 'o'},
		{" 3、豆腐坊", 'o'},
		STORIES,
	};
	check(rows, COUNT(rows));
	// Two entries are no list, and what a rule took ends one.
	static const struct page_row ranking[] = {
		{"e首页", '-'},
		{"e登录", '-'},
		{" " P1, 'k'},
		{" 1、白鹭号", 'o'},
		{" 2、远山号", 'o'},
		{"b点击排行", '-'},
		{" 3、豆腐坊的早晨", 'o'},
		{" 4、山里的邮路", 'o'},
		{" 5)老戏台", 'o'},
		STORIES,
		STORIES,
	};
	check(ranking, COUNT(ranking));
}

// A page with few headlines is islands of one text: code, tables and lists stay, over husk that may
// stand within a text.
static void keeps_islands(void **state)
{
	(void)state;
	static const struct page_row rows[] = {
		{"e首页", '-'},
		{"e登录", '-'},
		{" 老茶坊怎样数客人", 't'},
		{" " P1, 'k'},
		{" awk '{ n[$9]++ }", 'k'},
		{" END { print n[200] }' access.log", 'k'},
		{"d[图片]", '-'},
		{" " P2, 'k'},
		{"e复制代码", '-'},
		{" 品名：雨前茶", 'k'},
		{" 单价：二十八元", 'k'},
		{"e分享到：", '-'},
		{" " P3, 'k'},
		{"b相关阅读", '-'},
		{" 船走了，人也散了。", 'o'},
		{" " P4, 'o'},
		{"f版权所有", '-'},
	};
	assert_true(check(rows, COUNT(rows)).sure);
}

// A heading of other stories within a text is a heading of the text, if a paragraph stands below.
static void knows_headings_within_a_text(void **state)
{
	(void)state;
	static const struct page_row rows[] = {
		{"e首页", '-'},
		{"e登录", '-'},
		{" " P1, 'k'},
		{" " P2, 'k'},
		{"b推荐理由", '-'},
		{" " P4, 'k'},
		{"b网友评论", '-'},
		{" 船走了，人也散了。", 'o'},
	};
	check(rows, COUNT(rows));
}

// Buttons and a few words between husk are no part of the text, nor is what stands far from it.
static void leaves_what_is_no_island(void **state)
{
	(void)state;
	static const struct page_row rows[] = {
		{"e首页", '-'},
		{" 关于", 'o'},
		{"e登录", '-'},
		{" " P1, 'k'},
		{" " P2, 'k'},
		{"h关注", 'o'},
		{"e分享到：", '-'},
		{" 喜欢", 'o'},
		{"e打印", '-'},
		{" " P3, 'k'},
		{" 归档", 'o'},
		{" 分类", 'o'},
		{" 标签", 'o'},
		{" 友链", 'o'},
		{"e更多", '-'},
		{" " P4, 'o'},
	};
	check(rows, COUNT(rows));
}

// A short post is the text, not the longer replies below it; where the page asks, both are.
static void takes_the_post_not_its_replies(void **state)
{
	(void)state;
	static const struct page_row post[] = {
		{"e首页", '-'},
		{"e登录", '-'},
		{" 渡口开船了，票价两块钱。", 'k'},
		{" 船走了，人也散了。", 'k'},
		{"r网友评论", '-'},
		{" " P1, 'o'},
		{" " P4, 'o'},
		{" " P5, 'o'},
	};
	static const struct page_row question[] = {
		{"e首页", '-'},
		{"e登录", '-'},
		{" 渡口几点开船？", 't'},
		{" 船走了，人也散了。", 'k'},
		{"r网友评论", '-'},
		{" " P1, 'k'},
		{" " P4, 'k'},
		{" " P5, 'k'},
	};
	check(post, COUNT(post));
	check(question, COUNT(question));
}

// Where no run is long enough, the text goes on from its longest line, and the menu goes.
static void finds_islands_without_a_run(void **state)
{
	(void)state;
	static const struct page_row rows[] = {
		{"e首页", '-'},
		{" 机构", 'o'},
		{" 动态", 'o'},
		{" 互动", 'o'},
		{" 服务", 'o'},
		{"e登录", '-'},
		{" 渡口的新票价", 't'},
		{" 成人：每位二元，往返三元", 'k'},
		{" 学生：凭证不收钱", 'k'},
		{"f版权所有", '-'},
	};
	assert_true(check(rows, COUNT(rows)).sure);
}

// A text does not go on from a line that may be a button or a notice.
static void takes_no_hint_for_a_text(void **state)
{
	(void)state;
	static const struct page_row rows[] = {
		{"e首页", '-'},
		{" 早市", 'k'},
		{"h监督电话：0100-5550123", 'k'},
		{" 晚市", 'k'},
		{"e登录", '-'},
	};
	check(rows, COUNT(rows));
}

// A small text beside as much prose that is left out can be another one than what a reader came
// for.
static void doubts_a_small_text(void **state)
{
	(void)state;
	static const struct page_row rows[] = {
		{"e首页", '-'},
		{"e登录", '-'},
		{" " P1, 'k'},
		STORIES,
		STORIES,
		{" 船走了，人也散了。", 'o'},
		STORIES,
		STORIES,
		{" 人散了，船也走了。", 'o'},
		STORIES,
		STORIES,
		STORIES,
		STORIES,
		STORIES,
		STORIES,
	};
	assert_false(check(rows, COUNT(rows)).sure);
	// The same text without so much around it.
	assert_true(check(rows, COUNT(rows) / 3).sure);
}

// Where a page goes on, there is no head: no title, above which nothing would stay, and no question
// but that of the beginning.
static void knows_where_a_page_goes_on(void **state)
{
	(void)state;
	static const struct page_row beginning[] = {
		{"e首页", '-'},
		{"e登录", '-'},
		{" 渡口几点开船？", 't'},
		{" " P1, 'k'},
	};
	static const struct page_row rest[] = {
		{" 单价二元", 'k'},
		{" 往返三元", 'k'},
		{" 船上的人和岸上的人", 'k'},
		{" " P1, 'k'},
		{"r网友评论", '-'},
		{"e复制代码", '-'},
		{"e复制代码", '-'},
		{" 船走了，人也散了。", 'k'},
		{" 人散了，船也走了。", 'k'},
	};
	static const struct page_row other[] = {
		{"e首页", '-'},
		{"e登录", '-'},
		{" 单价二元", 'o'},
		{" 船上的人和岸上的人", 't'},
		{" " P1, 'k'},
		{"r网友评论", '-'},
		{"e复制代码", '-'},
		{"e复制代码", '-'},
		{" 船走了，人也散了。", 'o'},
		{" 人散了，船也走了。", 'o'},
	};
	struct main_text *body = main_text_new();
	assert_non_null(body);
	assert_int_equal(find(body, beginning, COUNT(beginning)).title, 2);
	assert_int_equal(find(body, rest, COUNT(rest)).title, COUNT(rest));
	main_text_start(body);
	assert_int_equal(find(body, other, COUNT(other)).title, 3);
	main_text_free(body);
}

static struct main_text_found look(const char *const *rows, size_t count)
{
	struct main_text *body = main_text_new();
	struct outline page = page_of_rows(rows, count);
	struct main_text_found found;
	assert_non_null(body);
	assert_true(main_text_look(body, &page, &found));
	assert_false(found.ran && found.several);
	main_text_free(body);
	page_free_rows(&page);
	return found;
}

static bool is_husked(const char *const *rows, size_t count)
{
	return look(rows, count).ran;
}

// Texts of several pages.
#define TEXT " " P1, " " P2, " " P3, " " P1
#define TEXT_2 " " P4, " " P2, " " P3, " " P2
#define ADVERTS "d广告", "d广告", "d广告", "d广告", "d广告", "d广告", "d广告", "d广告", "d广告"
#define TEXT_3 " " P5, " " P3, " " P2, " " P3

static bool are_several(const char *const *rows, size_t count)
{
	return look(rows, count).several;
}

static void tells_several_pages(void **state)
{
	(void)state;
	static const char *const foot_between[] = {
		"e首页", TEXT, "b相关阅读", "f版权所有", " 白塔商城", "e首页", TEXT_2, "f版权所有"};
	static const char *const printed_again[] = {
		"e首页", TEXT, "b相关阅读", "f版权所有", " 白塔商城", "e首页", TEXT, "f版权所有"};
	static const char *const foot_at_end[] = {
		"e首页", TEXT, "b相关阅读", "e首页", TEXT_2, "f版权所有", "e首页"};
	static const char *const no_head[] = {"e首页", "e登录", TEXT, "f版权所有", TEXT_2};
	static const char *const three[] = {
		"e首页", TEXT, ADVERTS, "e首页", TEXT_2, ADVERTS, "e首页", TEXT_3};
	static const char *const two_of_three[] = {
		"e首页", TEXT, ADVERTS, "e首页", TEXT_2, ADVERTS, "e首页", TEXT};
	static const char *const short_below[] = {
		"e首页", TEXT, "f版权所有", "e首页", (" " P2), "f版权所有"};
	assert_true(are_several(foot_between, COUNT(foot_between)));
	assert_false(are_several(printed_again, COUNT(printed_again)));
	assert_false(are_several(foot_at_end, COUNT(foot_at_end)));
	assert_false(are_several(no_head, COUNT(no_head)));
	assert_true(are_several(three, COUNT(three)));
	assert_false(are_several(three, COUNT(three) - 4));
	assert_false(are_several(two_of_three, COUNT(two_of_three)));
	assert_false(are_several(short_below, COUNT(short_below)));
	assert_false(are_several(NULL, 0));
}

static void looks_only_where_there_is_evidence(void **state)
{
	(void)state;
	const char *rows[4000];
	for (size_t i = 0; i < 400; i++)
		rows[i] = " 豆腐坊";
	assert_false(is_husked(rows, 400));
	assert_false(is_husked(rows, 0));
	// One line among many that are like navigation, or two among a few.
	rows[3] = "e首页";
	assert_true(is_husked(rows, 400));
	assert_false(is_husked(rows, 9));
	rows[4] = "e首页";
	assert_true(is_husked(rows, 9));
	assert_true(is_husked(rows, 400));
	// In prose one line is not enough, nor are two among thousands.
	for (size_t i = 4; i < COUNT(rows); i++)
		rows[i] = " " P1;
	assert_false(is_husked(rows, 400));
	rows[4] = "e首页";
	assert_true(is_husked(rows, 400));
	assert_false(is_husked(rows, 4000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_the_run_and_its_title),
		cmocka_unit_test(takes_no_paragraph_for_the_title),
		cmocka_unit_test(gives_back_ends_without_navigation),
		cmocka_unit_test(bridges_a_few_lines_between_prose),
		cmocka_unit_test(reaches_over_a_list_below),
		cmocka_unit_test(keeps_islands),
		cmocka_unit_test(knows_headings_within_a_text),
		cmocka_unit_test(leaves_what_is_no_island),
		cmocka_unit_test(takes_the_post_not_its_replies),
		cmocka_unit_test(finds_islands_without_a_run),
		cmocka_unit_test(takes_no_hint_for_a_text),
		cmocka_unit_test(doubts_a_small_text),
		cmocka_unit_test(knows_where_a_page_goes_on),
		cmocka_unit_test(without_prose_keeps_what_no_rule_took),
		cmocka_unit_test(leaves_nothing_of_navigation),
		cmocka_unit_test(looks_only_where_there_is_evidence),
		cmocka_unit_test(tells_several_pages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
