// SPDX-License-Identifier: MIT
// Times in text: what stands behind a date without being part of it, and times that have no date.
#ifndef DEHUSK_CLOCK_H
#define DEHUSK_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// All text is well-formed UTF-8 of `size` bytes.

// The length in bytes of what may follow a date without being part of it, at text[at]: blanks, a
// time (08:19, 08:21:55, 20时05分, am/pm, 傍晚), a zone (HKT, UTC+8, +08:00, 北京时间), a weekday
// (星期四, 周四, in brackets too); 0 if none. A time may touch the date before it: 2021-03-0510:22.
size_t clock_tail(const char *text, size_t size, size_t at);

// Whether a time without a date may begin with this character, which is no digit.
bool clock_may_begin(uint32_t c);

// The length of a time without a date of its own at text[at], with what follows it: 3小时前, 昨天
// 10:22, 刚刚, 2 hours ago; 0 if none. `text` is folded.
size_t clock_relative(const char *text, size_t size, size_t at);

// The length of a day without its year and a time, at text[at]: 03-05 10:22, 3月5日 10:22; 0 if
// none.
size_t clock_without_year(const char *text, size_t size, size_t at);

// The length of a weekday at text[at]: 星期五, 週五, Friday; 0 if none.
size_t clock_weekday(const char *text, size_t size, size_t at);

#endif
