// SPDX-License-Identifier: MIT
// Folds patterns to simplified characters, as lines are folded that they are matched with.
#ifndef DEHUSK_PATTERN_FOLD_H
#define DEHUSK_PATTERN_FOLD_H

#include <stdbool.h>

#include "base/buffer.h"

// Folds the source of a pattern, characters that are written as \x{...} or \N{U+...} included. It
// changes no length. The ends of a range in a class stay as they are. What takes patterns takes
// them folded. False: no memory.
bool pattern_fold(struct slice source, struct buffer *folded);

#endif
