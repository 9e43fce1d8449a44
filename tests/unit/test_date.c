// SPDX-License-Identifier: MIT
// Dates: every form, the calendar, what may stand around a date, and the rest behind it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "meta/clock.h"
#include "meta/date.h"
#include "base/buffer.h"


struct sample {
	const char *text;
	enum date_result result;
	int32_t date;
	const char *rest; // the rest of the text behind the date
};

static void check(const struct sample *samples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct sample *s = &samples[i];
		int32_t date = 0;
		size_t used = 0, size = strlen(s->text);
		enum date_result result = date_parse(s->text, size, 0, &date, &used);
		if (result != s->result || date != s->date)
			fail_msg("%s: result %d, date %d", s->text, (int)result, (int)date);
		if (result != DATE_NONE)
			assert_string_equal(s->text + used, s->rest);
	}
}

static void forms(void **state)
{
	static const struct sample samples[] = {
		{"2020-11-27", DATE_FOUND, 20201127, ""},
		{"2020/11/27", DATE_FOUND, 20201127, ""},
		{"2020.11.27", DATE_FOUND, 20201127, ""},
		{"2020－11－27", DATE_FOUND, 20201127, ""},
		{"2020／11／27", DATE_FOUND, 20201127, ""},
		{"2020．11．27", DATE_FOUND, 20201127, ""},
		{"2020年11月27日", DATE_FOUND, 20201127, ""},
		{"2020年1月7日", DATE_FOUND, 20200107, ""},
		{"2020-1-7", DATE_FOUND, 20200107, ""},
		{"2020-01-7", DATE_FOUND, 20200107, ""},
		{"2012年 01月12日", DATE_FOUND, 20120112, ""},
		{"2012 年 1 月 12 日", DATE_FOUND, 20120112, ""},
		{"2012年　1月　12日", DATE_FOUND, 20120112, ""},
		{"２０２０年１１月２７日", DATE_FOUND, 20201127, ""},
		{"２０２０-１１-２７", DATE_FOUND, 20201127, ""},
		{"2020-11-27 08:19", DATE_FOUND, 20201127, " 08:19"},
		{"2020-11-27T08:19", DATE_FOUND, 20201127, "T08:19"},
		{"2020年11月27日08:19", DATE_FOUND, 20201127, "08:19"},
		{"2020-11-27日报", DATE_FOUND, 20201127, "日报"},
		{"2020 Nov 27", DATE_FOUND, 20201127, ""},
		{"2020-Nov-7", DATE_FOUND, 20201107, ""},
		{"2020, November 27th 08:19", DATE_FOUND, 20201127, " 08:19"},
	};
	(void)state;
	check(samples, COUNT(samples));
}

static void no_dates(void **state)
{
	static const struct sample samples[] = {
		{"", DATE_NONE, 0, NULL},
		{"x", DATE_NONE, 0, NULL},
		{"2020", DATE_NONE, 0, NULL},
		{"2020-", DATE_NONE, 0, NULL},
		{"2020-11", DATE_NONE, 0, NULL},
		{"2020-11-", DATE_NONE, 0, NULL},
		{"2020_11_27", DATE_NONE, 0, NULL},
		{"2020~11~27", DATE_NONE, 0, NULL},
		{"2020 11 27", DATE_NONE, 0, NULL},
		{"11-27", DATE_NONE, 0, NULL},
		{"11月27日", DATE_NONE, 0, NULL},
		{"20-11-27", DATE_NONE, 0, NULL},
		{"20201127", DATE_NONE, 0, NULL},
		{"2020-11/27", DATE_NONE, 0, NULL},
		{"2020-11-271", DATE_NONE, 0, NULL},
		{"2020-11-27１", DATE_NONE, 0, NULL},
		{"2020-111-27", DATE_NONE, 0, NULL},
		{"12020-11-27", DATE_NONE, 0, NULL},
		{"2020年11月27", DATE_NONE, 0, NULL},
		{"2020年11月", DATE_NONE, 0, NULL},
		{"1899-12-31", DATE_NONE, 0, NULL},
		{"2100-01-01", DATE_NONE, 0, NULL},
	};
	(void)state;
	check(samples, COUNT(samples));
}

// Behind a label more forms are dates, and none is skipped.
static void behind_a_label(void **state)
{
	static const struct sample samples[] = {
		{"20201127", DATE_FOUND, 20201127, ""},
		{"2020_11_27", DATE_FOUND, 20201127, ""},
		{"2020_1_7", DATE_FOUND, 20200107, ""},
		{"2020~11~27", DATE_FOUND, 20201127, ""},
		{"2020～11～27 08:19", DATE_FOUND, 20201127, " 08:19"},
		{"2020 11 27", DATE_FOUND, 20201127, ""},
		{"2020　11　27 08:19", DATE_FOUND, 20201127, " 08:19"},
		{"2020_13_27", DATE_IMPOSSIBLE, 0, ""},
		{"2020 02 30", DATE_IMPOSSIBLE, 0, ""},
		{"2020 1 7", DATE_UNREAD, 0, ""},
		{"2020·11·27", DATE_UNREAD, 0, ""},
		{"２０２０·１１·２７", DATE_UNREAD, 0, ""},
		{"2020:11:27", DATE_UNREAD, 0, ""},
		{"2020、1、7", DATE_UNREAD, 0, ""},
		{"2020, 11, 27", DATE_UNREAD, 0, ""},
		{"2020 / 11 | 27", DATE_NONE, 0, ""},
		{"2020 11", DATE_NONE, 0, ""},
		{"2020 12:30", DATE_NONE, 0, ""},
		{"2020 11 27人参与", DATE_NONE, 0, ""},
		{"2020 123 27", DATE_NONE, 0, ""},
		{"2020_11", DATE_NONE, 0, ""},
		{"2020_11_27.jpg", DATE_FOUND, 20201127, ".jpg"},
		{"2020 Mar", DATE_NONE, 0, ""},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		const struct sample *s = &samples[i];
		int32_t date = 0;
		size_t used = 0, size = strlen(s->text);
		enum date_result result = date_read(s->text, size, 0, DATE_LABELLED, &date, &used);
		if (result != s->result || date != s->date)
			fail_msg("%s: result %d, date %d", s->text, (int)result, (int)date);
		if (result == DATE_FOUND)
			assert_string_equal(s->text + used, s->rest);
	}
}

static void months(void **state)
{
	static const char *const months[] = {
		"2021-03", "2021年3月", "Mar 2021", "March, 2021", "Sept. 2021"};
	static const char *const others[] = {
		"2021", "2021-03-05", "Mar 5", "Mar 20210", "Mar 2021年", "Marc 2021", "Mars 2021"};
	(void)state;
	for (size_t i = 0; i < COUNT(months); i++)
		if (!date_is_month(months[i], strlen(months[i]), 0))
			fail_msg("%s: no month", months[i]);
	for (size_t i = 0; i < COUNT(others); i++)
		if (date_is_month(others[i], strlen(others[i]), 0))
			fail_msg("%s: a month", others[i]);
}

static void calendar(void **state)
{
	static const struct sample samples[] = {
		{"1900-01-01", DATE_FOUND, 19000101, ""},
		{"2099-12-31", DATE_FOUND, 20991231, ""},
		{"2020-02-29", DATE_FOUND, 20200229, ""},
		{"2000-02-29", DATE_FOUND, 20000229, ""},
		{"2019-02-29", DATE_IMPOSSIBLE, 0, ""},
		{"1900-02-29", DATE_IMPOSSIBLE, 0, ""},
		{"2020-02-30", DATE_IMPOSSIBLE, 0, ""},
		{"2020年2月30日", DATE_IMPOSSIBLE, 0, ""},
		{"2020-00-10", DATE_IMPOSSIBLE, 0, ""},
		{"2020-13-10", DATE_IMPOSSIBLE, 0, ""},
		{"2020-11-00", DATE_IMPOSSIBLE, 0, ""},
		{"2020-11-31 08:19", DATE_IMPOSSIBLE, 0, " 08:19"},
		{"2020-12-32", DATE_IMPOSSIBLE, 0, ""},
		{"2020-04-31", DATE_IMPOSSIBLE, 0, ""},
	};
	(void)state;
	check(samples, COUNT(samples));
}

// A date is read only from its start: with a digit right before it, it is another number.
static void inside_a_text(void **state)
{
	static const struct {
		const char *before;
		enum date_result result;
	} samples[] = {
		{"", DATE_FOUND},
		{" ", DATE_FOUND},
		{"日", DATE_FOUND},
		{"A", DATE_FOUND},
		{"-", DATE_FOUND},
		{"7", DATE_NONE},
		{"７", DATE_NONE},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		char text[32] = "";
		int32_t date;
		size_t used;
		strcat(strcat(text, samples[i].before), "2020-11-27");
		assert_int_equal(
			date_parse(text, strlen(text), strlen(samples[i].before), &date, &used),
			samples[i].result);
	}
}

static void every_day(void **state)
{
	int found = 0;
	(void)state;
	for (int32_t year = 1900; year <= 2099; year++)
		for (int32_t month = 1; month <= 12; month++)
			for (int32_t day = 1; day <= 31; day++) {
				char text[11];
				int32_t date = 10000 * year + 100 * month + day, read = 0;
				size_t used;
				date_format(date, text);
				if (date_parse(text, 10, 0, &read, &used) != DATE_FOUND)
					continue;
				assert_int_equal(read, date);
				found++;
			}
	assert_int_equal(found, 200 * 365 + 49);
}

static void tails(void **state)
{
	static const struct {
		const char *tail, *rest;
	} samples[] = {
		{"", ""},
		{" 08:19", ""},
		{" 8:19", ""},
		{"08:19", ""},
		{" 08:21:55", ""},
		{"　08：19", ""},
		{"T08:21:55Z", ""},
		{"T08:21:55+08:00", ""},
		{" 20时05分", ""},
		{" 20時05分", ""},
		{" 20点5分30秒", ""},
		{" 20點05分", ""},
		{" 10:35 am", ""},
		{" 10:35PM", ""},
		{" 10:35 a.m.", ""},
		{" 10:35 p.m.", ""},
		{" 上午10:35", ""},
		{" 下午 3:35", ""},
		{" 早上8:00", ""},
		{" 凌晨1:00", ""},
		{" 中午12:00", ""},
		{" 晚上9:00", ""},
		{" HKT 21:43", ""},
		{" 21:43 UTC", ""},
		{" 21:43 UTC+8", ""},
		{" 21:43 GMT+08:00", ""},
		{" 21:43 CST", ""},
		{" 21:43 JST", ""},
		{" 21:43 SGT", ""},
		{" 21:43 EST", ""},
		{" 21:43 EDT", ""},
		{" 21:43 PST", ""},
		{" 21:43 PDT", ""},
		{" 21:43 +0800", ""},
		{" 21:43 -05:00", ""},
		{" 星期四", ""},
		{"星期日 08:19", ""},
		{" 周四", ""},
		{" 週四", ""},
		{" 礼拜天", ""},
		{" 禮拜天", ""},
		{" 某报", "某报"},
		{" 08:19 某报", "某报"},
		{" 08:190", "08:190"},
		{" 25:00", "25:00"},
		{" 08:60", "08:60"},
		{" 周末", "周末"},
		{" ESTATE", "ESTATE"},
		{" -5", "-5"},
		{"（某报）", "（某报）"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		const char *tail = samples[i].tail;
		assert_string_equal(tail + clock_tail(tail, strlen(tail), 0), samples[i].rest);
	}
}

static void formats(void **state)
{
	char text[11];
	(void)state;
	date_format(20201127, text);
	assert_string_equal(text, "2020-11-27");
	date_format(19000101, text);
	assert_string_equal(text, "1900-01-01");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),
		cmocka_unit_test(no_dates),
		cmocka_unit_test(behind_a_label),
		cmocka_unit_test(months),
		cmocka_unit_test(calendar),
		cmocka_unit_test(inside_a_text),
		cmocka_unit_test(every_day),
		cmocka_unit_test(tails),
		cmocka_unit_test(formats),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
