// SPDX-License-Identifier: MIT
// Which results in a directory were made by this version, these rules and these options.
#ifndef DEHUSK_STAMP_H
#define DEHUSK_STAMP_H

#include <stdbool.h>
#include <time.h>

#include "options.h"

// Compares the recipe of this run with the one in the stamp file of the directory. Writes the stamp
// anew if they differ, except in a dry run. *time: when the first run with this recipe began; older
// results were made otherwise. False: failed, reported.
bool stamp_begin(const struct options *options, int directory, struct timespec *time);

// Whether the directory has a stamp file, of any recipe.
bool stamp_is_there(int directory);

#endif
