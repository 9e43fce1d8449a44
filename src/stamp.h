// SPDX-License-Identifier: MIT
// Which results in a directory were made by this version, these rules and these options.
#ifndef DEHUSK_STAMP_H
#define DEHUSK_STAMP_H

#include <stdbool.h>
#include <time.h>

#include "options.h"

// A file in the directory of results says how they are made; its time is that of the first run that
// made them so. Results that are not newer were made otherwise. Writes the file anew if the results
// of this run are made otherwise than those of the last one, unless nothing is to be written.
// False: told.
bool stamp_begin(const struct options *options, int directory, struct timespec *time);

#endif
