// SPDX-License-Identifier: MIT
// Whether a line may be a date, told by its digits and a few words before it is read.
#ifndef DEHUSK_DATELINE_H
#define DEHUSK_DATELINE_H

#include <stdbool.h>

#include "base/buffer.h"

// Whether the line may be a date or a near time with little besides.
bool dateline_may_be(struct slice line);

// Whether the line may be nothing but a date.
bool dateline_may_be_alone(struct slice line);

// Whether the line has what every label before a date has.
bool dateline_has_label(struct slice line);

#endif
