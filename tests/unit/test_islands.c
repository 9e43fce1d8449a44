// SPDX-License-Identifier: MIT
// Islands of a text: where they begin and end, what they are worth, and which of them stay.
#include "page/islands.h"
#include "rows.h"
#include "unit.h"

#define LONG                                                                                                                                   \
	"三月五日清晨，新造的渡船第一次离开码头，载着四十多位村民驶向对岸，岸上的人挥手，谁也没有" \
	"觉得冷。"
#define PROSE "船走了，人也散了。"
#define ENTRY "一、渡口的新票价"
#define HEAD "老戏台的新观众"
#define SHORT "盐田"

// A page, and its islands in order.
struct islands_row {
	const char *rows[12];
	struct island island[4];
};

static size_t count_rows(const char *const *rows, size_t most)
{
	size_t count = 0;
	while (count < most && rows[count])
		count++;
	return count;
}

static void check_island(const struct island *island, const struct island *expected)
{
	assert_int_equal(island->start, expected->start);
	assert_int_equal(island->end, expected->end);
	assert_int_equal(island->from, expected->from);
	assert_int_equal(island->to, expected->to);
	assert_int_equal(island->lines, expected->lines);
	assert_int_equal(island->upper, expected->upper);
	assert_int_equal(island->lower, expected->lower);
	assert_int_equal(island->worth, expected->worth);
	assert_int_equal(island->closed, expected->closed);
	assert_int_equal(island->replies, expected->replies);
	assert_int_equal(island->prose, expected->prose);
}

// clang-format off
static const struct islands_row found[] = {
	{{NULL}, {{0}}},
	{{"e首页", "."}, {{0}}},
	// The best part of an island, and what is left above and below it.
	{{" " SHORT, " " HEAD, " " PROSE, " " ENTRY, " " SHORT, "."},
		{{.start = 0, .end = 5, .from = 2, .to = 4, .lines = 5, .upper = 2, .lower = 1, .worth = 50, .prose = true}}},
	// Nothing in it is worth anything.
	{{" " HEAD, "h关注", " " SHORT},
		{{.start = 0, .end = 3, .from = 0, .to = 0, .lines = 3, .lower = 3}}},
	// Husk parts islands, empty lines and two lines that no evidence are do not; three do.
	{{" " PROSE, ".", "d[图片]", "d[图片]", " " PROSE, "e分享到：", " " PROSE, "d广告", "d广告", "d广告", " " ENTRY},
		{{.start = 0, .end = 5, .from = 0, .to = 5, .lines = 2, .worth = 60, .prose = true},
		 {.start = 6, .end = 7, .from = 6, .to = 7, .lines = 1, .worth = 30, .prose = true},
		 {.start = 10, .end = 11, .from = 10, .to = 11, .lines = 1, .worth = 20}}},
	// A text ends at a heading of other stories, unless a long paragraph stands right below.
	{{" " PROSE, "b相关阅读", " " PROSE, "b推荐理由", ".", " " LONG, "f版权所有", " " LONG},
		{{.start = 0, .end = 1, .from = 0, .to = 1, .lines = 1, .worth = 30, .prose = true},
		 {.start = 2, .end = 3, .from = 2, .to = 3, .lines = 1, .worth = 30, .closed = true, .prose = true},
		 {.start = 5, .end = 6, .from = 5, .to = 6, .lines = 1, .worth = 30, .prose = true},
		 {.start = 7, .end = 8, .from = 7, .to = 8, .lines = 1, .worth = 30, .closed = true, .prose = true}}},
	// Replies begin below their heading whatever stands there.
	{{" " PROSE, "r网友评论", " " LONG},
		{{.start = 0, .end = 1, .from = 0, .to = 1, .lines = 1, .worth = 30, .prose = true},
		 {.start = 2, .end = 3, .from = 2, .to = 3, .lines = 1, .worth = 30, .closed = true, .replies = true, .prose = true}}},
};
// clang-format on

static void finds_them(void **state)
{
	(void)state;
	struct islands islands = {0};
	for (size_t i = 0; i < COUNT(found); i++) {
		struct outline page = page_of_rows(
			found[i].rows, count_rows(found[i].rows, COUNT(found[i].rows)));
		size_t count = 0;
		while (count < COUNT(found[i].island) && found[i].island[count].end > 0)
			count++;
		assert_true(islands_find(&islands, &page));
		assert_int_equal(islands.count, count);
		for (size_t k = 0; k < count; k++)
			check_island(&islands.island[k], &found[i].island[k]);
		page_free_rows(&page);
	}
	islands_free(&islands);
	islands_free(&islands);
}

// A part that falls by half of what it was worth ends, and another one may begin.
static void parts_end_where_they_fall(void **state)
{
	(void)state;
	const char *rows[80];
	struct islands islands = {0};
	for (size_t i = 0; i < COUNT(rows); i++)
		rows[i] = i < 6 || i >= 28 ? " " PROSE : " " HEAD;
	struct outline page = page_of_rows(rows, COUNT(rows));
	assert_true(islands_find(&islands, &page));
	assert_int_equal(islands.count, 1);
	assert_int_equal(islands.island->from, 28);
	assert_int_equal(islands.island->to, COUNT(rows));
	assert_int_equal(islands.island->worth, 52 * 30);
	assert_int_equal(islands.island->upper, 28);
	page_free_rows(&page);
	islands_free(&islands);
}

// On a page that asks, what readers wrote ends nothing.
static void answers_belong_to_a_question(void **state)
{
	(void)state;
	static const char *const rows[] = {" " PROSE, "r网友评论", " " LONG};
	struct islands islands = {0};
	struct outline page = page_of_rows(rows, COUNT(rows));
	page.asks = true;
	assert_true(islands_find(&islands, &page));
	assert_int_equal(islands.count, 2);
	assert_false(islands.island[1].closed);
	assert_false(islands.island[1].replies);
	page_free_rows(&page);
	islands_free(&islands);
}

// The line that the text is kept around, if the best one is `core`.
static size_t post_of(const char *const *rows, size_t count, size_t core)
{
	struct islands islands = {0};
	struct outline page = page_of_rows(rows, count);
	assert_true(islands_find(&islands, &page));
	size_t post = islands_post(&islands, &page, core);
	page_free_rows(&page);
	islands_free(&islands);
	return post;
}

static void a_post_goes_before_its_replies(void **state)
{
	(void)state;
	static const char *const post[] = {
		"e首页", ".", " " PROSE, " " PROSE, "r网友评论", " " LONG, " " LONG};
	static const char *const small[] = {"e首页", " " PROSE, "r网友评论", " " LONG};
	static const char *const no_prose[] = {
		" " ENTRY, " " ENTRY, " " ENTRY, "r网友评论", " " LONG};
	// A post is worth a sixth of its replies at least.
	static const char *const long_replies[] = {" " PROSE, " " PROSE, "r网友评论", " " LONG,
		" " LONG, " " LONG, " " LONG, " " LONG, " " LONG, " " LONG, " " LONG, " " LONG,
		" " LONG, " " LONG, " " LONG, " " LONG};
	assert_int_equal(post_of(long_replies, COUNT(long_replies), 3), 3);
	assert_int_equal(post_of(long_replies, COUNT(long_replies) - 2, 3), 0);
	assert_int_equal(post_of(post, COUNT(post), 5), 2);
	assert_int_equal(post_of(post, COUNT(post), 3), 3);
	assert_int_equal(post_of(small, COUNT(small), 3), 3);
	assert_int_equal(post_of(no_prose, COUNT(no_prose), 4), 4);
}

// Which lines are kept around `core`, one character each: 'k' kept, '.' not.
struct kept_row {
	const char *rows[16];
	size_t core;
	const char *kept;
};

// clang-format off
static const struct kept_row kept_rows[] = {
	// Over husk that may stand within a text, not over what ends one.
	{{" " PROSE, "e分享到：", " " LONG, "e打印", " " PROSE, "b相关阅读", " " PROSE}, 2, "k.k.k.."},
	{{" " PROSE, "b相关阅读", " " PROSE, "e打印", " " LONG}, 4, "..k.k"},
	// Headings above an island stay, up to three; below it nothing, unless it is a signature.
	{{" " SHORT, " " HEAD, " " HEAD, " " LONG, " " HEAD, " " SHORT}, 3, "kkkk.."},
	{{" " SHORT, " " SHORT, " " HEAD, " " HEAD, " " LONG}, 4, "....k"},
	{{" " LONG, " 渡口管理所", " 2021年3月5日"}, 0, "kkk"},
	// An island of little worth is passed over; one with much left over ends the text.
	{{" " LONG, "e打印", " " SHORT, "e分享到：", " " PROSE}, 0, "k...k"},
	{{" " LONG, "e打印", " " HEAD, " " HEAD, " " HEAD, " " HEAD, "e分享到：", " " PROSE}, 0, "k......."},
	{{" " PROSE, "e打印", " " HEAD, " " HEAD, " " HEAD, " " HEAD, "e分享到：", " " LONG}, 7, ".......k"},
};
// clang-format on

static void keeps_what_belongs_together(void **state)
{
	(void)state;
	struct islands islands = {0};
	for (size_t i = 0; i < COUNT(kept_rows); i++) {
		const struct kept_row *row = &kept_rows[i];
		size_t count = strlen(row->kept);
		uint8_t kept[COUNT(row->rows)] = {0};
		struct outline page = page_of_rows(row->rows, count);
		assert_true(islands_find(&islands, &page));
		islands_keep(&islands, &page, row->core, kept);
		for (size_t k = 0; k < count; k++)
			if (kept[k] != (row->kept[k] == 'k'))
				fail_msg("page %zu, line %zu: %s", i, k, row->rows[k]);
		page_free_rows(&page);
	}
	islands_free(&islands);
}

// What was marked before stays, and the text goes on from there.
static void goes_on_from_what_is_marked(void **state)
{
	(void)state;
	static const char *const rows[] = {
		" " PROSE, "e打印", " " HEAD, " " LONG, "b相关阅读", " " PROSE, "e打印", " " PROSE};
	struct islands islands = {0};
	uint8_t kept[COUNT(rows)] = {[2] = 1, [5] = 1};
	struct outline page = page_of_rows(rows, COUNT(rows));
	assert_true(islands_find(&islands, &page));
	islands_keep(&islands, &page, 3, kept);
	static const uint8_t expected[COUNT(rows)] = {1, 0, 1, 1, 0, 1, 0, 1};
	assert_memory_equal(kept, expected, sizeof expected);
	page_free_rows(&page);
	islands_free(&islands);
}

// A page of letters has no code, but headlines.
static void knows_what_a_line_is_worth(void **state)
{
	(void)state;
	static const char *const rows[] = {" " PROSE, " " ENTRY, " END { print n[200] }", " " HEAD,
		" " SHORT, "h关注", " The new ferry and the old one"};
	static const int32_t worth[COUNT(rows)] = {30, 20, 10, -6, -3, -15, 10};
	struct outline page = page_of_rows(rows, COUNT(rows));
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(islands_worth(&page, i), worth[i]);
	page.latin = true;
	assert_int_equal(islands_worth(&page, 6), -6);
	page_free_rows(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_them),
		cmocka_unit_test(parts_end_where_they_fall),
		cmocka_unit_test(answers_belong_to_a_question),
		cmocka_unit_test(a_post_goes_before_its_replies),
		cmocka_unit_test(keeps_what_belongs_together),
		cmocka_unit_test(goes_on_from_what_is_marked),
		cmocka_unit_test(knows_what_a_line_is_worth),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
