// SPDX-License-Identifier: MIT
// Times in text: the time behind a date, and times without a date.
#include "meta/clock.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "meta/number.h"

static const char *const weeks[] = {"星期", "礼拜", "禮拜", "周", "週"};

static const char *const weekdays[] = {"一", "二", "三", "四", "五", "六", "日", "天"};

static const char *const short_weekdays[] = {
	"月", "火", "水", "木", "金", "土", "日", "一", "二", "三", "四", "五", "六"};

static const char *const english_weekdays[] = {"monday", "tuesday", "wednesday", "thursday",
	"friday", "saturday", "sunday", "mon", "tues", "tue", "wed", "thurs", "thur", "thu", "fri",
	"sat", "sun"};

static const char *const half_days[] = {"am", "pm", "a.m.", "p.m.", "上午", "下午", "早上", "早晨",
	"清晨", "凌晨", "中午", "正午", "午后", "午後", "午夜", "半夜", "晚上", "晚间", "晚間",
	"傍晚", "夜间", "夜間", "深夜"};

static const char *const zones[] = {"utc", "gmt", "hkt", "cst", "jst", "sgt", "est", "edt", "pst",
	"pdt", "北京时间", "北京時間", "当地时间", "當地時間", "香港时间", "香港時間", "台北时间",
	"台北時間"};

// A form of a time: the texts after the hour, the minute and the second.
struct clock {
	const char *hour, *minute, *second;
	int digits; // the least digits of the minute and the second
};

static const struct clock clocks[] = {
	{":", ":", "", 2},
	{"：", "：", "", 2},
	{"时", "分", "秒", 1},
	{"時", "分", "秒", 1},
	{"点", "分", "秒", 1},
	{"點", "分", "秒", 1},
};

// The seconds after a minute: 55 in 08:21:55, 33.0 in 10:22:33.0, 30秒 in 20点05分30秒.
static size_t second_at(const char *text, size_t size, size_t at, const struct clock *clock)
{
	int32_t second;
	size_t used = number_of_digits(text, size, at, clock->digits, 2, &second);
	if (used > 0 && clock->second[0] == '\0') {
		size_t parts = at + used < size && text[at + used] == '.'
				       ? number_of_digits(text, size, at + used + 1, 1, 6, &second)
				       : 0;
		return used + (parts > 0 ? 1 + parts : 0);
	}
	size_t word = used > 0 ? number_word(text, size, at + used, clock->second) : 0;
	return word == 0 ? 0 : used + word;
}

// The rest of a time behind the hour: the text of the form, the minute, perhaps the second. 分 is
// part of the minute; the second colon is part of the second. An hour may stand alone: 10时.
static size_t minute_at(const char *text, size_t size, size_t at, const struct clock *clock)
{
	int32_t minute;
	size_t hour = number_word(text, size, at, clock->hour);
	if (hour == 0)
		return 0;
	bool closed = clock->second[0] != '\0';
	size_t used = number_of_digits(text, size, at + hour, clock->digits, 2, &minute);
	if (used == 0 || minute > 59)
		return closed && used == 0 ? hour : 0;
	used += hour;
	size_t word = number_word(text, size, at + used, clock->minute);
	if (word == 0)
		return closed ? 0 : used;
	size_t second = second_at(text, size, at + used + word, clock);
	return second > 0 || closed ? used + word + second : used;
}

// A time. `glued`: a digit may stand right before it.
static size_t time_at(const char *text, size_t size, size_t at, bool glued)
{
	int32_t hour;
	size_t used = !glued && number_digit_before(text, size, at)
			      ? 0
			      : number_of_digits(text, size, at, 1, 2, &hour);
	if (used == 0 || hour > 24)
		return 0;
	for (size_t i = 0; i < COUNT(clocks); i++) {
		size_t rest = minute_at(text, size, at + used, &clocks[i]);
		if (rest > 0)
			return used + rest;
	}
	return 0;
}

// +08:00, +0800, and +8 or +08 after the name of a zone.
static size_t offset_at(const char *text, size_t size, size_t at, bool named)
{
	size_t used, minutes;
	int32_t number;
	if (at >= size || (text[at] != '+' && text[at] != '-'))
		return 0;
	if ((used = number_of_digits(text, size, at + 1, 4, 4, &number)) > 0)
		return 1 + used;
	if ((used = number_of_digits(text, size, at + 1, 1, 2, &number)) == 0)
		return 0;
	size_t end = at + 1 + used;
	if (end < size && text[end] == ':' &&
		(minutes = number_of_digits(text, size, end + 1, 2, 2, &number)) > 0)
		return 1 + used + 1 + minutes;
	return named ? 1 + used : 0;
}

// 晚8:00. Without an hour behind it, the character is part of a word such as 晚报.
static size_t evening_at(const char *text, size_t size, size_t at)
{
	static const char *const words[] = {"晚", "早"};
	int32_t digit;
	size_t used = number_any_word(text, size, at, words, COUNT(words), NULL);
	return used > 0 && number_digit(text, size, at + used, &digit) > 0 ? used : 0;
}

static size_t zone_at(const char *text, size_t size, size_t at)
{
	size_t word = number_any_word(text, size, at, zones, COUNT(zones), NULL);
	return word + offset_at(text, size, at + word, word > 0);
}

size_t clock_weekday(const char *text, size_t size, size_t at)
{
	size_t english =
		number_any_word(text, size, at, english_weekdays, COUNT(english_weekdays), NULL);
	size_t week = number_any_word(text, size, at, weeks, COUNT(weeks), NULL);
	if (week == 0)
		return english;
	size_t day = number_any_word(text, size, at + week, weekdays, COUNT(weekdays), NULL);
	return day == 0 ? 0 : week + day;
}

// (周五), （五）, (金). 月 and 日 count only in brackets.
static size_t bracketed_weekday(const char *text, size_t size, size_t at)
{
	static const char *const open[] = {"(", "（"}, *const close[] = {")", "）"};
	size_t begin = number_any_word(text, size, at, open, COUNT(open), NULL);
	if (begin == 0)
		return 0;
	size_t day = clock_weekday(text, size, at + begin);
	if (day == 0)
		day = number_any_word(
			text, size, at + begin, short_weekdays, COUNT(short_weekdays), NULL);
	size_t end = number_any_word(text, size, at + begin + day, close, COUNT(close), NULL);
	return day == 0 || end == 0 ? 0 : begin + day + end;
}

// A time, or the form of ISO 8601: T08:19:55Z.
static size_t clock_at(const char *text, size_t size, size_t at, bool glued)
{
	bool iso = text[at] == 'T';
	size_t used = time_at(text, size, iso ? at + 1 : at, glued);
	if (used == 0)
		return 0;
	used += iso ? 1 : 0;
	return used + number_word(text, size, at + used, "z");
}

// One piece of a tail. Its first byte selects what to try.
static size_t piece_at(const char *text, size_t size, size_t at, bool glued)
{
	char c = text[at];
	int32_t digit;
	if (number_digit(text, size, at, &digit) > 0)
		return clock_at(text, size, at, glued);
	if (c == '+' || c == '-')
		return offset_at(text, size, at, false);
	size_t used = c == 'T' ? clock_at(text, size, at, glued) : 0;
	if (used == 0)
		used = number_blanks(text, size, at);
	if (used == 0)
		used = number_any_word(text, size, at, half_days, COUNT(half_days), NULL);
	if (used == 0)
		used = evening_at(text, size, at);
	if (used == 0)
		used = zone_at(text, size, at);
	if (used == 0)
		used = clock_weekday(text, size, at);
	return used > 0 ? used : bracketed_weekday(text, size, at);
}

size_t clock_tail(const char *text, size_t size, size_t at)
{
	size_t start = at, used = 1;
	while (at < size && used > 0) {
		used = piece_at(text, size, at, at == start);
		at += used;
	}
	return at - start;
}

// --- times without a date ---

// The time of a near day: 昨天 10:22, 今天08:30.
static size_t near_day_at(const char *text, size_t size, size_t at)
{
	static const char *const days[] = {"昨天", "今天", "前天", "昨日", "今日", "yesterday",
		"today", "昨晚", "今早", "어제", "오늘"};
	size_t day = number_any_word(text, size, at, days, COUNT(days), NULL);
	if (day == 0)
		return 0;
	size_t blanks = number_blanks(text, size, at + day);
	size_t time = time_at(text, size, at + day + blanks, false);
	if (time == 0)
		return 0;
	size_t used = day + blanks + time;
	return used + clock_tail(text, size, at + used);
}

// 3小时前, 半小时前, 2 hours ago.
static size_t ago_at(const char *text, size_t size, size_t at)
{
	static const char *const counts[] = {"半", "数", "几", "an", "a"};
	static const char *const units[] = {"秒钟", "秒", "分钟", "分", "个小时", "小时", "钟头",
		"天", "日", "周", "星期", "个星期", "个月", "月", "年", "时间", "seconds", "second",
		"minutes", "minute", "mins", "min", "hours", "hour", "days", "day", "weeks", "week",
		"months", "month", "years", "year", "초", "분", "시간", "일", "주", "개월", "년"};
	static const char *const ago[] = {"前", "之前", "以前", "ago", "전"};
	int32_t number;
	size_t count = number_of_digits(text, size, at, 1, 3, &number);
	if (count == 0)
		count = number_any_word(text, size, at, counts, COUNT(counts), NULL);
	if (count == 0)
		return 0;
	size_t end = at + count + number_blanks(text, size, at + count);
	size_t unit = number_any_word(text, size, end, units, COUNT(units), NULL);
	if (unit == 0)
		return 0;
	end += unit + number_blanks(text, size, end + unit);
	size_t last = number_any_word(text, size, end, ago, COUNT(ago), NULL);
	return last == 0 ? 0 : end + last - at;
}

bool clock_may_begin(uint32_t c)
{
	if (c < 0x80)
		return c == 'a' || c == 'A' || c == 'j' || c == 'J' || c == 't' || c == 'T' ||
		       c == 'y' || c == 'Y';
	return c == U'半' || c == U'数' || c == U'几' || c == U'昨' || c == U'今' || c == U'前' ||
	       c == U'刚' || c == U'방' || c == U'어' || c == U'오';
}

size_t clock_relative(const char *text, size_t size, size_t at)
{
	static const char *const now[] = {"刚刚", "just now", "방금"};
	int32_t digit;
	if (number_digit_before(text, size, at))
		return 0;
	size_t used = ago_at(text, size, at);
	if (number_digit(text, size, at, &digit) > 0)
		return used;
	if (used == 0)
		used = near_day_at(text, size, at);
	return used > 0 ? used : number_any_word(text, size, at, now, COUNT(now), NULL);
}

size_t clock_without_year(const char *text, size_t size, size_t at)
{
	static const char *const marks[] = {"-", "/", ".", "月"};
	static const char *const ends[] = {"日", "号"};
	int32_t month, day;
	size_t used, which, start = at;
	if (number_digit_before(text, size, at) ||
		(used = number_of_digits(text, size, at, 1, 2, &month)) == 0 || month < 1 ||
		month > 12)
		return 0;
	at += used;
	if ((used = number_any_word(text, size, at, marks, COUNT(marks), &which)) == 0)
		return 0;
	at += used;
	if ((used = number_of_digits(text, size, at, 1, 2, &day)) == 0 || day < 1 || day > 31)
		return 0;
	at += used;
	if (which == COUNT(marks) - 1) {
		if ((used = number_any_word(text, size, at, ends, COUNT(ends), NULL)) == 0)
			return 0;
		at += used;
	}
	size_t blanks = number_blanks(text, size, at);
	size_t time = time_at(text, size, at + blanks, blanks == 0);
	return time == 0 ? 0 : at + blanks + time - start;
}
