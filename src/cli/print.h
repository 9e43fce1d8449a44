// SPDX-License-Identifier: MIT
// What is printed on standard output instead of pages: help, the version, lists.
#ifndef DEHUSK_PRINT_H
#define DEHUSK_PRINT_H

#include <stdbool.h>

#include "io.h"

// False: no memory, which was told. Else print_end() has to follow.
bool print_begin(struct io_out *out);

// Writes what is left and closes standard output. False: that failed, which was told.
bool print_end(struct io_out *out);

#endif
