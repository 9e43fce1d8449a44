// SPDX-License-Identifier: MIT
// Dates in text: their forms, and the calendar.
#include "meta/date.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "meta/clock.h"
#include "meta/number.h"

#define FIRST_YEAR 1900
#define LAST_YEAR 2099
#define MINGUO 1911 // the year 0 of the Republic of China

// A position in a text.
struct cursor {
	const char *text;
	size_t size, at;
};

struct day {
	int32_t year, month, day;
};

// A form of a date: the texts after the year, the month and the day, with blanks between them.
struct form {
	const char *year, *month, *day;
	bool spaced; // blanks may also stand before the texts: 2021 - 03 - 05, 2012年 01月12日
};

static const struct form forms[] = {
	{"-", "-", "", true},
	{"/", "/", "", false},
	{".", ".", "", false},
	{"年", "月", "日", true},
	{"年", "月", "号", true},
	{"年", "月", "號", true},
	{"‐", "‐", "", true},
	{"‑", "‑", "", true},
	{"‒", "‒", "", true},
	{"–", "–", "", true},
	{"—", "—", "", true},
	{"−", "−", "", true},
	{"－", "－", "", true},
	{"／", "／", "", false},
	{"．", "．", "", false},
	{"년", "월", "일", true},
};

// More forms, behind a label only: there they are unambiguous.
static const struct form labelled_forms[] = {
	{"_", "_", "", false},
	{"~", "~", "", false},
	{"～", "～", "", false},
	{"＿", "＿", "", false},
};

static const char *const months[] = {"january", "february", "march", "april", "may", "june", "july",
	"august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "may",
	"jun", "jul", "aug", "sep", "oct", "nov", "dec", "sept"};

// --- pieces ---

static void skip_date_blanks(struct cursor *c)
{
	c->at += number_blanks(c->text, c->size, c->at);
}

static bool pass_word(struct cursor *c, const char *word)
{
	size_t used = number_word(c->text, c->size, c->at, word);
	c->at += used;
	return used > 0;
}

static bool pass_digits(struct cursor *c, int least, int most, int32_t *number)
{
	size_t used = number_of_digits(c->text, c->size, c->at, least, most, number);
	c->at += used;
	return used > 0;
}

static bool pass_numerals(struct cursor *c, int32_t *number)
{
	size_t used = number_of_numerals(c->text, c->size, c->at, number);
	c->at += used;
	return used > 0;
}

static size_t count_digits(const struct cursor *c)
{
	int32_t digit;
	size_t count = 0, used;
	for (size_t at = c->at; (used = number_digit(c->text, c->size, at, &digit)) > 0; at += used)
		count++;
	return count;
}

static bool is_at(const struct cursor *c, const char *word)
{
	return number_word(c->text, c->size, c->at, word) > 0;
}

// Whether a word goes on here. Then the digits before it are part of a name such as 1905电影网.
static bool word_goes_on(const struct cursor *c)
{
	uint32_t next = 0;
	if (c->at < c->size)
		utf8_next(c->text + c->at, &next);
	return is_letter((int)next) || next == '%' || (next >= 0x3041 && next <= 0xD7A3);
}

// Moves past the text of a form, and the blanks around it.
static bool pass_mark(struct cursor *c, const char *mark, bool spaced)
{
	struct cursor here = *c;
	if (spaced)
		skip_date_blanks(&here);
	if (!pass_word(&here, mark))
		return false;
	skip_date_blanks(&here);
	*c = here;
	return true;
}

// A day that the time touches, as browsers print adjacent blocks: 2021-03-0510:22. The first digit
// of the day or of the hour may be missing.
static bool pass_glued_day(struct cursor *c, int32_t *day)
{
	size_t digits = count_digits(c);
	if (digits < 3 || digits > 4)
		return false;
	struct cursor here = *c;
	size_t of_day = digits == 4 || c->text[c->at] <= '3' ? 2 : 1;
	*day = 0;
	for (size_t i = 0; i < digits; i++) {
		int32_t digit;
		here.at += number_digit(here.text, here.size, here.at, &digit);
		if (i < of_day)
			*day = 10 * *day + digit;
		if (i + 1 == of_day)
			c->at = here.at;
	}
	return is_at(&here, ":") || is_at(&here, "：");
}

static bool pass_month(struct cursor *c, int32_t *month)
{
	return pass_digits(c, 1, 2, month) || pass_numerals(c, month);
}

static bool pass_day(struct cursor *c, int32_t *day)
{
	struct cursor here = *c;
	if (pass_digits(c, 1, 2, day) || pass_numerals(c, day))
		return true;
	if (!pass_glued_day(&here, day))
		return false;
	*c = here;
	return true;
}

// --- forms ---

// The rest of a date of this form, after the year.
static bool pass_form(struct cursor *c, const struct form *form, struct day *day)
{
	struct cursor here = *c;
	if (!pass_mark(&here, form->year, form->spaced) || !pass_month(&here, &day->month) ||
		!pass_mark(&here, form->month, form->spaced) || !pass_day(&here, &day->day))
		return false;
	if (form->day[0] != '\0') {
		skip_date_blanks(&here);
		if (!pass_word(&here, form->day))
			return false;
	}
	*c = here;
	return true;
}

static char byte_at(const struct cursor *c, size_t at)
{
	return at < c->size ? c->text[at] : '\0';
}

// Nearly always the byte behind the year settles it, or the one behind the blanks there.
static bool pass_any_form(struct cursor *c, struct day *day)
{
	size_t blanks = number_blanks(c->text, c->size, c->at);
	char touches = byte_at(c, c->at), follows = byte_at(c, c->at + blanks);
	for (size_t i = 0; i < COUNT(forms); i++)
		if (*forms[i].year == (forms[i].spaced ? follows : touches) &&
			pass_form(c, &forms[i], day))
			return true;
	return false;
}

// A month and a day of two digits each, behind blanks: 2021 03 05. In 2021 03 05:22 they are a
// time.
static bool pass_spaced_form(struct cursor *c, struct day *day)
{
	struct cursor here = *c;
	size_t blanks = number_blanks(here.text, here.size, here.at);
	here.at += blanks;
	if (blanks == 0 || !pass_digits(&here, 2, 2, &day->month))
		return false;
	blanks = number_blanks(here.text, here.size, here.at);
	here.at += blanks;
	if (blanks == 0 || !pass_digits(&here, 2, 2, &day->day) || word_goes_on(&here) ||
		is_at(&here, ":") || is_at(&here, "："))
		return false;
	*c = here;
	return true;
}

// The forms that stand behind a label only.
static bool pass_labelled_form(struct cursor *c, struct day *day)
{
	for (size_t i = 0; i < COUNT(labelled_forms); i++)
		if (pass_form(c, &labelled_forms[i], day))
			return true;
	return pass_spaced_form(c, day);
}

static bool is_year(int32_t year)
{
	return year >= FIRST_YEAR && year <= LAST_YEAR;
}

// 民國109年11月27日. `counted`: also 109-11-27.
static bool pass_minguo(struct cursor *c, bool counted, struct day *day)
{
	static const char *const names[] = {"中華民國", "中华民国", "民國", "民国"};
	struct cursor here = *c;
	size_t name = number_any_word(here.text, here.size, here.at, names, COUNT(names), NULL);
	here.at += name;
	skip_date_blanks(&here);
	if ((name == 0 && !counted) || (!pass_digits(&here, name > 0 ? 1 : 2, 3, &day->year) &&
					       (name == 0 || !pass_numerals(&here, &day->year))))
		return false;
	day->year += MINGUO;
	if (!is_year(day->year) || day->year == MINGUO || !pass_any_form(&here, day))
		return false;
	*c = here;
	return true;
}

// 20201127, also with the time right behind it: 20201127081955.
static bool pass_compact(struct cursor *c, struct day *day)
{
	size_t digits = count_digits(c);
	int32_t number = 0;
	struct cursor here = *c;
	if (digits != 8 && digits != 12 && digits != 14)
		return false;
	for (size_t i = 0; i < digits; i++) {
		int32_t digit;
		here.at += number_digit(here.text, here.size, here.at, &digit);
		if (i < 8)
			number = 10 * number + digit;
	}
	*day = (struct day){number / 10000, number / 100 % 100, number % 100};
	if (!is_year(day->year))
		return false;
	*c = here;
	return true;
}

// --- in English ---

static bool pass_month_name(struct cursor *c, int32_t *month)
{
	if (!is_letter(byte_at(c, c->at)))
		return false;
	size_t which,
		used = number_any_word(c->text, c->size, c->at, months, COUNT(months), &which);
	if (used == 0)
		return false;
	*month = which == COUNT(months) - 1 ? 9 : (int32_t)(which % 12) + 1;
	c->at += used;
	pass_word(c, ".");
	return true;
}

// 5 or 5th.
static bool pass_ordinal(struct cursor *c, int32_t *day)
{
	static const char *const ends[] = {"st", "nd", "rd", "th"};
	if (!pass_digits(c, 1, 2, day))
		return false;
	c->at += number_any_word(c->text, c->size, c->at, ends, COUNT(ends), NULL);
	return true;
}

// The separator of two parts: a comma, a hyphen, blanks, or one of them and blanks.
static bool pass_between(struct cursor *c)
{
	size_t start = c->at;
	if (!pass_word(c, "-"))
		pass_word(c, ",");
	skip_date_blanks(c);
	return c->at > start;
}

// March 5, 2021; Mar. 5 2021; 5 March 2021; 5th of March, 2021; 5-Mar-2021.
static bool pass_english(struct cursor *c, struct day *day)
{
	struct cursor here = *c;
	if (pass_month_name(&here, &day->month)) {
		if (!pass_between(&here) || !pass_ordinal(&here, &day->day))
			return false;
	} else {
		if (!pass_ordinal(&here, &day->day) || !pass_between(&here))
			return false;
		if (pass_word(&here, "of"))
			skip_date_blanks(&here);
		if (!pass_month_name(&here, &day->month))
			return false;
	}
	if (!pass_between(&here) || !pass_digits(&here, 4, 4, &day->year) || !is_year(day->year))
		return false;
	*c = here;
	return true;
}

// The rest of 2021 Mar 5 or 2021-March-05, after the year.
static bool pass_english_form(struct cursor *c, struct day *day)
{
	struct cursor here = *c;
	if (!pass_between(&here) || !pass_month_name(&here, &day->month) || !pass_between(&here) ||
		!pass_ordinal(&here, &day->day) || word_goes_on(&here) || is_at(&here, ":"))
		return false;
	*c = here;
	return true;
}

// --- all of them ---

// 2020-11-27, 2020年11月27日, 二〇二〇年十一月二十七日, 2020 Nov 27.
static bool pass_year_first(struct cursor *c, enum date_place place, struct day *day)
{
	struct cursor here = *c;
	if (!pass_digits(&here, 4, 4, &day->year) && !pass_numerals(&here, &day->year))
		return false;
	if (!is_year(day->year) ||
		(!pass_any_form(&here, day) && !pass_english_form(&here, day) &&
			(place == DATE_ANYWHERE || !pass_labelled_form(&here, day))))
		return false;
	*c = here;
	return true;
}

// A weekday before the date: Friday, 5 March 2021; 星期五 2021-03-05.
static void pass_weekday(struct cursor *c)
{
	int32_t digit;
	if (number_digit(c->text, c->size, c->at, &digit) > 0)
		return;
	size_t used = clock_weekday(c->text, c->size, c->at);
	c->at += used;
	if (used > 0 && !pass_word(c, ","))
		pass_word(c, "，");
	if (used > 0)
		skip_date_blanks(c);
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

// A year and a month without a day: 2021年3月, 2021-03.
static bool is_month(const struct cursor *c)
{
	struct cursor here = *c;
	int32_t month;
	for (size_t i = 0; i < COUNT(forms); i++, here = *c) {
		if (!pass_mark(&here, forms[i].year, forms[i].spaced) ||
			!pass_month(&here, &month) || month < 1 || month > 12)
			continue;
		bool word = forms[i].day[0] != '\0';
		if (word && !pass_mark(&here, forms[i].month, true))
			continue;
		return count_digits(&here) == 0 && (word || !is_at(&here, forms[i].month));
	}
	return false;
}

// Whether a month follows the year (2020年1, 2020-1), and not the number of an issue (2020年3期).
static bool has_month(const struct cursor *c)
{
	static const char *const issues[] = {"期", "卷", "版", "辑", "輯", "届", "屆"};
	struct cursor here = *c;
	int32_t number;
	for (size_t i = 0; i < COUNT(forms); i++, here = *c) {
		if (!pass_mark(&here, forms[i].year, forms[i].spaced) || count_digits(&here) == 0)
			continue;
		pass_digits(&here, 1, 4, &number);
		return number_any_word(
			       here.text, here.size, here.at, issues, COUNT(issues), NULL) == 0;
	}
	return false;
}

// Whether a character may separate the parts of a date. Letters, brackets and quotation marks do
// not.
static bool is_date_mark(uint32_t c)
{
	return (c > ' ' && c < 0x80 && strchr("!#$&'*+,-./:;=?@\\^_`|~", (int)c)) || c == U'·' ||
	       (c >= 0x2010 && c <= 0x2027) || c == U'−' || c == U'、' || c == U'。' ||
	       c == U'・' || (c >= 0xFF03 && c <= 0xFF0F) || c == U'：' || c == U'；' ||
	       c == U'＿' || c == U'｜' || c == U'～';
}

// Moves past a separator and a number of one or two digits. *mark gets the separator: a mark, or a
// blank.
static bool pass_part(struct cursor *c, uint32_t *mark)
{
	int32_t number;
	size_t blanks = number_blanks(c->text, c->size, c->at), used = 0;
	c->at += blanks;
	if (c->at < c->size)
		used = utf8_next(c->text + c->at, mark);
	if (used > 0 && is_date_mark(*mark)) {
		c->at += used;
		skip_date_blanks(c);
	} else if (blanks > 0) {
		*mark = ' ';
	}
	return used > 0 && (*mark == ' ' || is_date_mark(*mark)) && pass_digits(c, 1, 2, &number);
}

// Moves past two numbers with the same separator, in no known form: 2021·03·05, 2021 3 5.
static bool pass_parts(struct cursor *c)
{
	struct cursor here = *c;
	uint32_t first, second;
	if (!pass_part(&here, &first) || !pass_part(&here, &second) || first != second ||
		word_goes_on(&here))
		return false;
	*c = here;
	return true;
}

// Moves past all characters that may be part of such a date.
static void pass_rest(struct cursor *c)
{
	while (c->at < c->size) {
		uint32_t next;
		int32_t digit;
		size_t used = utf8_next(c->text + c->at, &next);
		if (number_digit(c->text, c->size, c->at, &digit) == 0 && !is_date_mark(next) &&
			next != U'年' && next != U'月' && next != U'日')
			return;
		c->at += used;
	}
}

// Whether text that looks like a date, in no known form, begins here: a year, and a month or more.
static bool pass_unread(struct cursor *c)
{
	struct cursor here = *c;
	size_t digits = count_digits(&here);
	int32_t year = 0, digit;
	if (digits < 4)
		return false;
	for (size_t i = 0; i < digits; i++) {
		here.at += number_digit(here.text, here.size, here.at, &digit);
		year = i < 4 ? 10 * year + digit : year;
	}
	if (!is_year(year))
		return false;
	bool month = digits == 4 && has_month(&here) && !is_month(&here);
	if (digits > 4 ? word_goes_on(&here) : !month && !pass_parts(&here))
		return false;
	if (month)
		pass_rest(&here);
	*c = here;
	return true;
}

bool date_is_month(const char *text, size_t size, size_t at)
{
	struct cursor c = {text, size, at};
	int32_t number;
	if (pass_month_name(&c, &number))
		return pass_between(&c) && pass_digits(&c, 4, 4, &number) && is_year(number) &&
		       !word_goes_on(&c);
	return pass_digits(&c, 4, 4, &number) && is_year(number) && is_month(&c);
}

bool date_may_begin(uint32_t c)
{
	if (c < 0x80)
		return is_digit((int)c) || (c && strchr("JFMASONDTWjfmasondtw", (int)c));
	return (c >= 0xFF10 && c <= 0xFF19) || c == U'一' || c == U'二' || c == U'民' ||
	       c == U'中' || c == U'星' || c == U'周' || c == U'週' || c == U'礼' || c == U'禮';
}

// A date in any form.
static bool pass_date(struct cursor *c, enum date_place place, struct day *day)
{
	int32_t digit;
	pass_weekday(c);
	if (number_digit_before(c->text, c->size, c->at))
		return false;
	if (number_digit(c->text, c->size, c->at, &digit) == 0)
		return pass_english(c, day) || pass_minguo(c, false, day) ||
		       pass_year_first(c, place, day);
	return pass_year_first(c, place, day) || pass_english(c, day) ||
	       (place == DATE_MINGUO && pass_minguo(c, true, day)) ||
	       (place != DATE_ANYWHERE && pass_compact(c, day));
}

enum date_result date_read(const char *text, size_t size, size_t at, enum date_place place,
	int32_t *date, size_t *used)
{
	struct cursor c = {text, size, at};
	struct day day;
	if (pass_date(&c, place, &day)) {
		*used = c.at - at;
		if (!in_calendar(day.year, day.month, day.day))
			return DATE_IMPOSSIBLE;
		*date = 10000 * day.year + 100 * day.month + day.day;
		return DATE_FOUND;
	}
	c.at = at;
	if (place == DATE_ANYWHERE || number_digit_before(text, size, at) || !pass_unread(&c))
		return DATE_NONE;
	*used = c.at - at;
	return DATE_UNREAD;
}

enum date_result date_parse(const char *text, size_t size, size_t at, int32_t *date, size_t *used)
{
	return date_read(text, size, at, DATE_ANYWHERE, date, used);
}

// Whether the eight bytes at `text` have digits where `form` has 0, and the same bytes elsewhere.
// After the exclusive or, digits are 0 to 9 and the other bytes are 0. Adding `most` sets the top
// bit of all other values, and carries nothing into the next byte.
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
	// The two forms overlap: 20-11-27 are the last eight bytes of 2020-11-27.
	static const char first[] = "0000-00-", last[] = "00-00-00";
	static const char first_most[] = "vvvv\x7Fvv\x7F", last_most[] = "vv\x7Fvv\x7Fvv";
	if (!has_form(text, first, first_most) || !has_form(text + 2, last, last_most))
		return false;
	int32_t year = 100 * two_digits(text) + two_digits(text + 2);
	int32_t month = two_digits(text + 5), day = two_digits(text + 8);
	*date = 10000 * year + 100 * month + day;
	return year >= FIRST_YEAR && year <= LAST_YEAR && in_calendar(year, month, day);
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
