// SPDX-License-Identifier: MIT
// Dates in text: the forms they are written in, and the calendar.
#include "date.h"

#include <string.h>

#define FIRST_YEAR 1900
#define LAST_YEAR 2099

// What stands after the year, the month and the day.
struct form {
	const char *year, *month, *day;
	bool blanks; // numbers and words may stand apart: 2012年 01月12日
};

static const struct form forms[] = {
	{"-", "-", "", false},
	{"/", "/", "", false},
	{".", ".", "", false},
	{"－", "－", "", false},
	{"／", "／", "", false},
	{"．", "．", "", false},
	{"年", "月", "日", true},
};

static const char *const weeks[] = {"星期", "礼拜", "禮拜", "周", "週"};

static const char *const weekdays[] = {"一", "二", "三", "四", "五", "六", "日", "天"};

static const char *const half_days[] = {
	"am", "pm", "a.m.", "p.m.", "上午", "下午", "早上", "凌晨", "中午", "晚上"};

static const char *const zones[] = {
	"utc", "gmt", "hkt", "cst", "jst", "sgt", "est", "edt", "pst", "pdt"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

// The digit at text[at], ASCII or full-width: its length in bytes, 0 if there is none.
static size_t digit_at(const char *text, size_t size, size_t at, int32_t *value)
{
	if (at >= size)
		return 0;
	unsigned char byte = (unsigned char)text[at];
	if (byte >= '0' && byte <= '9') {
		*value = byte - '0';
		return 1;
	}
	if (byte != 0xEF || size - at < 3 || (unsigned char)text[at + 1] != 0xBC)
		return 0;
	unsigned char last = (unsigned char)text[at + 2];
	if (last < 0x90 || last > 0x99)
		return 0;
	*value = last - 0x90;
	return 3;
}

static bool digit_before(const char *text, size_t size, size_t at)
{
	int32_t value;
	return (at >= 1 && digit_at(text, size, at - 1, &value) == 1) ||
	       (at >= 3 && digit_at(text, size, at - 3, &value) == 3);
}

// A number of `least` to `most` digits and no digit after it.
static size_t number_at(
	const char *text, size_t size, size_t at, int least, int most, int32_t *number)
{
	size_t start = at, used;
	int32_t value, sum = 0;
	int digits = 0;
	while ((used = digit_at(text, size, at, &value)) > 0) {
		if (++digits > most)
			return 0;
		sum = sum * 10 + value;
		at += used;
	}
	*number = sum;
	return digits < least ? 0 : at - start;
}

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

// ASCII letters in any case; a word that ends in a letter is not followed by one.
static size_t word_at(const char *text, size_t size, size_t at, const char *word)
{
	size_t length = 0;
	for (; word[length] != '\0'; length++)
		if (at + length >= size || lower(text[at + length]) != (unsigned char)word[length])
			return 0;
	if (length == 0 || word[length - 1] < 'a' || word[length - 1] > 'z')
		return length;
	unsigned char next = at + length < size ? lower(text[at + length]) : 0;
	return next >= 'a' && next <= 'z' ? 0 : length;
}

static size_t any_word_at(
	const char *text, size_t size, size_t at, const char *const *words, size_t count)
{
	unsigned char first = at < size ? lower(text[at]) : 0;
	for (size_t i = 0; i < count; i++) {
		size_t used = 0;
		if ((unsigned char)words[i][0] == first)
			used = word_at(text, size, at, words[i]);
		if (used > 0)
			return used;
	}
	return 0;
}

static size_t blanks_at(const char *text, size_t size, size_t at)
{
	size_t start = at;
	while (at < size) {
		if (text[at] == ' ')
			at++;
		else if (word_at(text, size, at, "　") > 0)
			at += strlen("　");
		else
			break;
	}
	return at - start;
}

// Moves over `word`, and over the blanks around it where the form has them.
static bool pass_word(const char *text, size_t size, size_t *at, const char *word, bool blanks)
{
	size_t here = *at + (blanks ? blanks_at(text, size, *at) : 0);
	size_t used = word_at(text, size, here, word);
	if (used == 0)
		return false;
	here += used;
	*at = here + (blanks ? blanks_at(text, size, here) : 0);
	return true;
}

static bool in_calendar(int32_t year, int32_t month, int32_t day)
{
	static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (month < 1 || month > 12 || day < 1)
		return false;
	if (month != 2 || day != 29)
		return day <= days[month - 1];
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

// The rest of a date of this form; `at` is after the year. Gives the month and the day, and moves
// `at` behind the date.
static bool pass_form(const char *text, size_t size, size_t *at, const struct form *form,
	int32_t *month, int32_t *day)
{
	size_t here = *at, used;
	if (!pass_word(text, size, &here, form->year, form->blanks))
		return false;
	if ((used = number_at(text, size, here, 1, 2, month)) == 0)
		return false;
	here += used;
	if (!pass_word(text, size, &here, form->month, form->blanks))
		return false;
	if ((used = number_at(text, size, here, 1, 2, day)) == 0)
		return false;
	here += used;
	if (form->day[0] != '\0') {
		here += blanks_at(text, size, here);
		if ((used = word_at(text, size, here, form->day)) == 0)
			return false;
		here += used;
	}
	*at = here;
	return true;
}

enum date_result date_parse(const char *text, size_t size, size_t at, int32_t *date, size_t *used)
{
	int32_t digit, year, month, day;
	if (digit_at(text, size, at, &digit) == 0 || digit_before(text, size, at))
		return DATE_NONE;
	size_t year_size = number_at(text, size, at, 4, 4, &year);
	if (year_size == 0 || year < FIRST_YEAR || year > LAST_YEAR)
		return DATE_NONE;
	for (size_t i = 0; i < COUNT(forms); i++) {
		size_t end = at + year_size;
		// Most forms are told apart by what stands right after the year.
		if (end == size || (!forms[i].blanks && text[end] != forms[i].year[0]))
			continue;
		if (!pass_form(text, size, &end, &forms[i], &month, &day))
			continue;
		*used = end - at;
		if (!in_calendar(year, month, day))
			return DATE_IMPOSSIBLE;
		*date = 10000 * year + 100 * month + day;
		return DATE_FOUND;
	}
	return DATE_NONE;
}

// Whether the eight bytes at `text` are ASCII digits where `form` has 0, and what it has elsewhere.
// Exclusive or leaves 0 to 9 for digits and 0 for the rest; what is more gets to 128 by adding, and
// nothing that is less carries over to the next byte.
static bool has_form(const char *text, const char form[8], const char most[8])
{
	uint64_t bytes, wanted, rest;
	memcpy(&bytes, text, sizeof bytes);
	memcpy(&wanted, form, sizeof wanted);
	memcpy(&rest, most, sizeof rest);
	bytes ^= wanted;
	return ((bytes | (bytes + rest)) & 0x8080808080808080u) == 0;
}

static int32_t two_digits(const char *text)
{
	return 10 * (text[0] - '0') + text[1] - '0';
}

bool date_is_iso(const char *text, int32_t *date)
{
	// The forms overlap: 20-11-27 are the last eight of 2020-11-27.
	static const char first[] = "0000-00-", last[] = "00-00-00";
	static const char first_most[] = "vvvv\x7Fvv\x7F", last_most[] = "vv\x7Fvv\x7Fvv";
	if (!has_form(text, first, first_most) || !has_form(text + 2, last, last_most))
		return false;
	int32_t year = 100 * two_digits(text) + two_digits(text + 2);
	int32_t month = two_digits(text + 5), day = two_digits(text + 8);
	*date = 10000 * year + 100 * month + day;
	return year >= FIRST_YEAR && year <= LAST_YEAR && in_calendar(year, month, day);
}

// How a time is written: what stands after the hour, the minute and the second.
struct clock {
	const char *hour, *minute, *second;
	int digits; // of the minute and the second, at least
};

static const struct clock clocks[] = {
	{":", ":", "", 2},
	{"：", "：", "", 2},
	{"时", "分", "秒", 1},
	{"時", "分", "秒", 1},
	{"点", "分", "秒", 1},
	{"點", "分", "秒", 1},
};

// The seconds after a minute: 55 in 08:21:55, 30秒 in 20点05分30秒.
static size_t second_at(const char *text, size_t size, size_t at, const struct clock *clock)
{
	int32_t second;
	size_t used = number_at(text, size, at, clock->digits, 2, &second);
	if (used == 0 || clock->second[0] == '\0')
		return used;
	size_t word = word_at(text, size, at + used, clock->second);
	return word == 0 ? 0 : used + word;
}

// What follows the hour: its word, the minute, perhaps the seconds. 分 belongs to the minute, the
// second colon to the seconds.
static size_t minute_at(const char *text, size_t size, size_t at, const struct clock *clock)
{
	int32_t minute;
	size_t hour = word_at(text, size, at, clock->hour);
	if (hour == 0)
		return 0;
	size_t used = number_at(text, size, at + hour, clock->digits, 2, &minute);
	if (used == 0 || minute > 59)
		return 0;
	used += hour;
	size_t word = word_at(text, size, at + used, clock->minute);
	bool closed = clock->second[0] != '\0';
	if (word == 0)
		return closed ? 0 : used;
	size_t second = second_at(text, size, at + used + word, clock);
	return second > 0 || closed ? used + word + second : used;
}

static size_t time_at(const char *text, size_t size, size_t at)
{
	int32_t hour;
	size_t used = digit_before(text, size, at) ? 0 : number_at(text, size, at, 1, 2, &hour);
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
	if ((used = number_at(text, size, at + 1, 4, 4, &number)) > 0)
		return 1 + used;
	if ((used = number_at(text, size, at + 1, 1, 2, &number)) == 0)
		return 0;
	size_t end = at + 1 + used;
	if (end < size && text[end] == ':' &&
		(minutes = number_at(text, size, end + 1, 2, 2, &number)) > 0)
		return 1 + used + 1 + minutes;
	return named ? 1 + used : 0;
}

static size_t zone_at(const char *text, size_t size, size_t at)
{
	size_t word = any_word_at(text, size, at, zones, COUNT(zones));
	return word + offset_at(text, size, at + word, word > 0);
}

static size_t weekday_at(const char *text, size_t size, size_t at)
{
	size_t week = any_word_at(text, size, at, weeks, COUNT(weeks));
	if (week == 0)
		return 0;
	size_t day = any_word_at(text, size, at + week, weekdays, COUNT(weekdays));
	return day == 0 ? 0 : week + day;
}

// Also in the form of ISO 8601: T08:19:55Z.
static size_t clock_at(const char *text, size_t size, size_t at)
{
	bool iso = text[at] == 'T';
	size_t used = time_at(text, size, iso ? at + 1 : at);
	if (used == 0)
		return 0;
	used += iso ? 1 : 0;
	return used + word_at(text, size, at + used, "z");
}

// One piece of a tail; its first byte tells which it can be.
static size_t piece_at(const char *text, size_t size, size_t at)
{
	char c = text[at];
	int32_t digit;
	if (c == 'T' || digit_at(text, size, at, &digit) > 0)
		return clock_at(text, size, at);
	if (c == '+' || c == '-')
		return offset_at(text, size, at, false);
	size_t used = blanks_at(text, size, at);
	if (used == 0)
		used = any_word_at(text, size, at, half_days, COUNT(half_days));
	if (used == 0)
		used = lower(c) < 0x80 ? zone_at(text, size, at) : weekday_at(text, size, at);
	return used;
}

size_t date_tail(const char *text, size_t size, size_t at)
{
	size_t start = at, used = 1;
	while (at < size && used > 0) {
		used = piece_at(text, size, at);
		at += used;
	}
	return at - start;
}

static void put_two(char *out, uint32_t number)
{
	out[0] = (char)('0' + number / 10 % 10);
	out[1] = (char)('0' + number % 10);
}

void date_format(int32_t date, char out[11])
{
	uint32_t number = (uint32_t)date;
	put_two(out, number / 1000000);
	put_two(out + 2, number / 10000);
	out[4] = '-';
	put_two(out + 5, number / 100);
	out[7] = '-';
	put_two(out + 8, number);
	out[10] = '\0';
}
