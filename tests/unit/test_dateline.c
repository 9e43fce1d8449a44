// SPDX-License-Identifier: MIT
// The quick tests for dates: which lines pass, and that lines that are read as dates do.
#include "meta/dateline.h"

#include <stdio.h>

#include "base/hanzi.h"
#include "meta/byline.h"
#include "meta/clock.h"
#include "meta/number.h"
#include "unit.h"

#define PROSE "河水又清了起来，两岸的柳树也绿了"

static const struct {
	const char *line;
	bool may_be, alone, label;
} rows[] = {
	// Only a date.
	{"2021-03-05", true, true, false},
	{"2021年3月5日", true, true, false},
	{"2021-03-05 10:22", true, true, false},
	{"(2021-03-05)", true, true, false},
	{"[2021-03-05]", true, true, false},
	{"（2021-03-05）", true, true, false},
	{"【2021-03-05】", true, true, false},
	{"２０２１年３月５日", true, true, false},
	{"二〇二一年三月五日", false, true, false},
	{"一九九八年十二月三十一日", false, true, false},
	{"民国一一〇年三月五日", false, true, false},
	{"民国110年3月5日", true, true, false},
	// A year in numerals alone.
	{"二〇二", false, true, false},
	{"二〇", false, false, false},
	// A label before a date.
	{"发布时间：2021-03-05", true, true, true},
	{"發布時間：2021-03-05", true, true, true},
	{"日期：2021-03-05", true, true, true},
	{"更新 2021-03-05", true, true, true},
	{"Posted 2021-03-05", true, true, true},
	{"Date: 2021-03-05", true, true, true},
	{"입력 2021-03-05", true, true, true},
	// Other words before a date.
	{"某报 2021-03-05", true, false, false},
	{"甲 2021-03-05 10:22 阅读 35", true, false, false},
	// Too few digits for the length.
	{"2021-03-05 " PROSE, true, false, false},
	{"发布时间 " PROSE PROSE "21", false, false, true},
	// Relative times.
	{"3小时前", true, false, true},
	{"昨天 10:22", true, false, false},
	{"2 hours ago", true, false, false},
	{"3시간 전", true, false, false},
	{"刚刚", true, false, false},
	{"剛剛", true, false, false},
	{"半小时前", true, false, true},
	{"방금", true, false, false},
	{"以前", false, false, false},
	{"3个", false, false, false},
	{"12345", true, true, false},
	{"123", false, false, false},
	{PROSE "，3天前", false, false, false},
	// Short lines.
	{"1", false, false, false},
	{"a", false, false, false},
	{"于", false, false, true},
	{"时", false, false, true},
	{"日：", false, false, true},
	{"日", false, false, false},
};

static void tells_dates_from_other_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct slice line = slice_of(rows[i].line);
		if (dateline_may_be(line) != rows[i].may_be)
			fail_msg("%s: may be", rows[i].line);
		if (dateline_may_be_alone(line) != rows[i].alone)
			fail_msg("%s: alone", rows[i].line);
		if (dateline_has_label(line) != rows[i].label)
			fail_msg("%s: label", rows[i].line);
	}
}

// The limits are exact: 40 bytes for a date alone, 80 with a label, 120 with other words.
static void long_lines_are_no_dates(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		size_t most;
		bool (*test)(struct slice line);
	} limits[] = {
		{"2021-03-05 10:22", 40, dateline_may_be_alone},
		{"发布时间：2021-03-05 10:22", 80, dateline_may_be_alone},
		{"某报 2021-03-05 10:22", 120, dateline_may_be},
	};
	for (size_t i = 0; i < COUNT(limits); i++) {
		char *line = repeated("1", limits[i].most, "");
		memcpy(line, limits[i].line, strlen(limits[i].line));
		assert_true(limits[i].test((struct slice){line, limits[i].most}));
		free(line);
		line = repeated("1", limits[i].most + 1, "");
		memcpy(line, limits[i].line, strlen(limits[i].line));
		assert_false(limits[i].test((struct slice){line, limits[i].most + 1}));
		free(line);
	}
}

// A line is read up to its last byte, and no further.
static void the_end_of_a_line_cuts_words(void **state)
{
	(void)state;
	static const char *const words[] = {"更新", "日：", "ate", "등", "刚刚", "방금"};
	for (size_t i = 0; i < COUNT(words); i++) {
		size_t size = strlen(words[i]);
		bool label = dateline_has_label(slice_of(words[i]));
		assert_true(label || dateline_may_be(slice_of(words[i])));
		for (size_t end = 1; end < size; end++) {
			char *line = repeated("", 0, words[i]);
			assert_false(dateline_has_label((struct slice){line, end}));
			assert_false(dateline_may_be((struct slice){line, end}));
			free(line);
		}
	}
}

// Each label of the table that a program puts before a date.
static void all_labels_of_dates_are_known(void **state)
{
	(void)state;
	size_t count, missed = 0;
	const struct label *labels = label_table(&count);
	for (size_t i = 0; i < count; i++) {
		char line[LABEL_WORD + 8];
		if (labels[i].kind != LABEL_DATE || !(labels[i].flags & LABEL_STAMP))
			continue;
		snprintf(line, sizeof line, "%s：", labels[i].word);
		missed += !dateline_has_label(slice_of(line));
	}
	assert_int_equal(missed, 0);
}

// Of what dates and times are made, and what stands around them.
static const char *const parts[] = {"2021-03-05", "2021年3月5日", "20210305", "2021", "1998",
	"20210305", "21", "12", "3", "05", "10:22", "-", "/", "年", "月", "日", " ", " ", "：", "(",
	")", "Mar", "March ", "5th, ", "星期五 ", "周一", "二〇二一", "一九九八", "二", "十",
	"三十一", "百", "民国", "民国110年", "２０２１", "１", "发布时间：", "發布時間：", "更新 ",
	"来源：某报 ", "3小时", "前", "昨天 ", "今日", "刚刚", "半", " ago", "just now",
	"Yesterday ", "today", "전", "오늘 ", "방금", "发布", "水车", "某报", "a", "1900", "109",
	"点", "时"};

// Whether date_read() finds something in a text, wherever it may stand but for DATE_MINGUO.
static bool has_date(const char *text, size_t size)
{
	int32_t date;
	size_t used;
	for (size_t at = 0; at < size; at++)
		if (!utf8_goes_on(text[at]) &&
			date_read(text, size, at, DATE_LABELLED, &date, &used) != DATE_NONE)
			return true;
	return false;
}

static bool has_time(const char *text, size_t size)
{
	for (size_t at = 0; at < size; at++)
		if (!utf8_goes_on(text[at]) && (clock_relative(text, size, at) > 0 ||
						       clock_without_year(text, size, at) > 0))
			return true;
	return false;
}

// What dateline_has_year() and dateline_has_time() pass over is neither a date nor a time.
static void passes_over_no_date(void **state)
{
	(void)state;
	size_t passed = 0, dates = 0, times = 0, lines = 20000 / brief(10);
	for (size_t i = 0; i < lines; i++) {
		char line[100], folded[100];
		struct fields fields;
		struct byline byline;
		int32_t date;
		bool by_hand;
		size_t size = random_pieces(line, 4 + i % 40, parts, COUNT(parts));
		bool minguo = hanzi_simplify(line, size, folded);
		if (!minguo)
			memcpy(folded, line, size);
		struct slice text = {folded, size};
		bool year = dateline_has_year(text), time = dateline_has_time(text);
		if ((!year && has_date(folded, size)) || (!time && has_time(folded, size)))
			fail_msg("%.*s", (int)size, line);
		fields_read(&fields, line, folded, size);
		bool alone = byline_date_line(&fields, &date, &by_hand) != DATE_NONE;
		bool day = byline_read_day(&fields, &byline);
		if (!minguo && ((alone && !year) || (day && !year && !time)))
			fail_msg("%.*s", (int)size, line);
		passed += !year && !time;
		dates += alone;
		times += day && byline.kind == BYLINE_TIME;
	}
	assert_true(passed > lines / 10 && dates > lines / 400 && times > lines / 50);
}

// A row that is read as a date may be one alone.
static void passes_what_is_read_as_a_date(void **state)
{
	(void)state;
	size_t dates = 0;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fields fields;
		int32_t date;
		bool by_hand;
		struct slice line = slice_of(rows[i].line);
		char *folded = repeated("", 0, rows[i].line);
		hanzi_simplify(line.data, line.size, folded);
		fields_read(&fields, line.data, folded, line.size);
		if (byline_date_line(&fields, &date, &by_hand) == DATE_FOUND) {
			dates++;
			if (!dateline_may_be_alone(line))
				fail_msg("%s", rows[i].line);
		}
		free(folded);
	}
	assert_in_range(dates, 10, COUNT(rows));
}

// The same byte by byte.
static size_t digits_of(const char *line, size_t size)
{
	size_t digits = 0;
	for (size_t at = 0; at < size; at++)
		digits += (line[at] >= '0' && line[at] <= '9') || line[at] == '\xEF';
	return digits;
}

static void counts_digits(void **state)
{
	(void)state;
	static const char *const pieces[] = {"1", "9", "0", "２", "水", "a", "/", ":", "：", "5"};
	for (size_t i = 0; i < 4000 / brief(10); i++) {
		char line[6000];
		size_t most = i % 16 == 0 ? sizeof line : 3 + i % 97;
		size_t size = random_pieces(line, most, pieces, (uint32_t)(1 + i % COUNT(pieces)));
		assert_int_equal(number_count_digits(line, size), digits_of(line, size));
	}
}

// A line has a label where it has one of these words.
static void finds_labels_anywhere(void **state)
{
	(void)state;
	static const char *const words[] = {"于", "时", "時", "期", "发", "發", "更新", "日：",
		"日:", "修改", "配信", "ed", "ate", "등", "입", "작", "수정", "승인", "게시"};
	static const char *const pieces[] = {"水", "更", "新", "日", "：", ":", "修", "改", "配",
		"信", "e", "d", "a", "t", "수", "정", "승", "인", "게", "시", "1", " ", "于"};
	size_t labels = 0, lines = 4000 / brief(10);
	for (size_t i = 0; i < lines; i++) {
		char line[80];
		size_t size = random_pieces(line, 3 + i % 60, pieces, COUNT(pieces) - i % 2);
		bool has = false;
		for (size_t k = 0; k < COUNT(words); k++)
			has |= memmem(line, size, words[k], strlen(words[k])) != NULL;
		if (dateline_has_label((struct slice){line, size}) != has)
			fail_msg("%.*s", (int)size, line);
		labels += has;
	}
	assert_in_range(labels, lines / 10, lines * 9 / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_dates_from_other_lines),
		cmocka_unit_test(long_lines_are_no_dates),
		cmocka_unit_test(the_end_of_a_line_cuts_words),
		cmocka_unit_test(all_labels_of_dates_are_known),
		cmocka_unit_test(counts_digits),
		cmocka_unit_test(finds_labels_anywhere),
		cmocka_unit_test(passes_over_no_date),
		cmocka_unit_test(passes_what_is_read_as_a_date),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
