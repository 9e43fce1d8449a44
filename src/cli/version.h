// SPDX-License-Identifier: MIT
// What --version prints.
#ifndef DEHUSK_VERSION_PRINT_H
#define DEHUSK_VERSION_PRINT_H

#include <stdbool.h>

#include "options.h"

// Prints the version, the digests of the rules, and what the library runs with. False: that failed,
// which was told.
bool version_print(const struct options *options);

#endif
