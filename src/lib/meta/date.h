// SPDX-License-Identifier: MIT
// Dates in text: their forms, and the calendar.
#ifndef DEHUSK_DATE_H
#define DEHUSK_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A date is the number 10000 * year + 100 * month + day (20201127), so dates sort as numbers. 0 is
// no date.

enum date_result {
	DATE_NONE,       // no date begins here
	DATE_FOUND,      // a date from 1900 to 2099
	DATE_IMPOSSIBLE, // the form of a date, but no such day: 2020-02-30
	DATE_UNREAD,     // it looks like a date, but has no known form: 2020-11-2x, 202011
};

// Where a date stands. It decides which forms are allowed.
enum date_place {
	DATE_ANYWHERE,
	// Behind the label of a source or a date. It adds the forms 20201127, 2020_11_27,
	// 2020~11~27 and 2020 11 27. DATE_UNREAD is given only here and for DATE_MINGUO.
	DATE_LABELLED,
	// Behind such a label in traditional characters. Years may also count from 1911: 109-11-27.
	DATE_MINGUO,
};

// Whether a date, or a weekday before one, may begin with this character.
bool date_may_begin(uint32_t c);

// Reads a date at text[at], perhaps with a weekday before it. *used gets its length in bytes
// without the time behind it. `text` is well-formed UTF-8 of `size` bytes. The text before `at` is
// looked at too: a digit may not stand right before a date.
enum date_result date_read(const char *text, size_t size, size_t at, enum date_place place,
	int32_t *date, size_t *used);

// date_read() with DATE_ANYWHERE.
enum date_result date_parse(const char *text, size_t size, size_t at, int32_t *date, size_t *used);

// Whether a year and a month without a day stand at text[at]: 2021-03, 2021年3月, Mar 2021.
bool date_is_month(const char *text, size_t size, size_t at);

// Whether the ten bytes at `text` are a date of the form 2020-11-27 in ASCII.
bool date_is_iso(const char *text, int32_t *date);

// Writes the form 2020-11-27 and a NUL.
void date_format(int32_t date, char out[11]);

#endif
