// SPDX-License-Identifier: MIT
// Times in text: the time behind a date, and times without a date.
#ifndef DEHUSK_CLOCK_H
#define DEHUSK_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// All text is well-formed UTF-8 of `size` bytes. Lengths are in bytes, and 0 means none.

// The length of what may follow a date at text[at]: blanks, a time (08:19, 08:21:55, 20时05分,
// am/pm, 傍晚), a zone (HKT, UTC+8, +08:00, 北京时间), a weekday (星期四, 周四, also in brackets).
// The time may touch the date: 2021-03-0510:22.
size_t clock_tail(const char *text, size_t size, size_t at);

// Whether a time without a date may begin with this character, digits aside.
bool clock_may_begin(uint32_t c);

// The length of a relative time at text[at]: 3小时前, 昨天 10:22, 刚刚, 2 hours ago. `text` is
// folded.
size_t clock_relative(const char *text, size_t size, size_t at);

// The length of a day and a time without a year at text[at]: 03-05 10:22, 3月5日 10:22.
size_t clock_without_year(const char *text, size_t size, size_t at);

// The length of a weekday at text[at]: 星期五, 週五, Friday.
size_t clock_weekday(const char *text, size_t size, size_t at);

#endif
