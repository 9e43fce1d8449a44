// SPDX-License-Identifier: MIT
// Dates in text: the forms they are written in, and the calendar.
#ifndef DEHUSK_DATE_H
#define DEHUSK_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A date is the number 10000 * year + 100 * month + day (20201127), so that dates sort as numbers.
// 0 is no date.

enum date_result {
	DATE_NONE,       // no date starts here
	DATE_FOUND,      // a date of the calendar, 1900 to 2099
	DATE_IMPOSSIBLE, // the form of a date, but no such day (2020-02-30)
	DATE_UNREAD,     // a year and more, as of a date, that no form takes (2020-11-2x, 202011)
};

// What stands around a date says how it may be written.
enum date_place {
	DATE_ANYWHERE,
	DATE_LABELLED, // behind the label of a source or of a date: 20201127, 2020_11_27,
		       // 2020~11~27 and 2020 11 27 are dates, too, and only here is anything
		       // DATE_UNREAD
	DATE_MINGUO, // and that label is traditional: years may be counted from 1911 (109-11-27)
};

// Whether a date may begin with this character, or with a weekday that does.
bool date_may_begin(uint32_t c);

// Reads a date that starts exactly at text[at], perhaps with its weekday; *used gets its length in
// bytes (without a time after it). `text` is well-formed UTF-8 of `size` bytes; the bytes before
// `at` are looked at, since no digit may stand right before a date.
enum date_result date_read(const char *text, size_t size, size_t at, enum date_place place,
	int32_t *date, size_t *used);

// The same, DATE_ANYWHERE.
enum date_result date_parse(const char *text, size_t size, size_t at, int32_t *date, size_t *used);

// Whether a year and its month, which are no date, stand at text[at]: 2021-03, 2021年3月, Mar 2021.
bool date_is_month(const char *text, size_t size, size_t at);

// Whether the ten bytes at `text` are a date of the calendar in the form 2020-11-27, in ASCII.
bool date_is_iso(const char *text, int32_t *date);

// Writes 2020-11-27 and a NUL.
void date_format(int32_t date, char out[11]);

#endif
