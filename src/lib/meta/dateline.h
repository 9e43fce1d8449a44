// SPDX-License-Identifier: MIT
// Quick tests whether a line may be a date, by its digits and a few words.
#ifndef DEHUSK_DATELINE_H
#define DEHUSK_DATELINE_H

#include <stdbool.h>

#include "base/buffer.h"

// Whether the line may be a date or a relative time, with a few other words.
bool dateline_may_be(struct slice line);

// Whether the line may be only a date. The line is not empty.
bool dateline_may_be_alone(struct slice line);

// Whether date_read() may find anything in a text, apart from years of the Minguo calendar without
// its name: behind a label in traditional characters.
bool dateline_has_year(struct slice text);

// Whether a text may have a time as clock_relative() or clock_without_year() read it.
bool dateline_has_time(struct slice text);

// Whether the line has one of the words that nearly all labels of dates have.
bool dateline_has_label(struct slice line);

#endif
