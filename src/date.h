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
};

// Reads a date that starts exactly at text[at]; *used gets its length in bytes (without a time
// after it). `text` is well-formed UTF-8 of `size` bytes; the bytes before `at` are looked at,
// since no digit may stand right before a date.
enum date_result date_parse(const char *text, size_t size, size_t at, int32_t *date, size_t *used);

// Whether the ten bytes at `text` are a date of the calendar in the form 2020-11-27, in ASCII.
bool date_is_iso(const char *text, int32_t *date);

// The length in bytes of what may follow a date without being part of it, at text[at]: blanks, a
// time (08:19, 08:21:55, 20时05分, am/pm), a zone (HKT, UTC+8, +08:00), a weekday (星期四, 周四); 0
// if none.
size_t date_tail(const char *text, size_t size, size_t at);

// Writes 2020-11-27 and a NUL.
void date_format(int32_t date, char out[11]);

#endif
