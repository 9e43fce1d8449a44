// SPDX-License-Identifier: MIT
// Extended attributes of files, access control lists included.
#ifndef DEHUSK_ATTRIBUTES_H
#define DEHUSK_ATTRIBUTES_H

#include <stdbool.h>

// Copies the attributes of one file to another, except those that give rights to a program or sign
// its bytes. False: errno.
bool attributes_copy(int from, int to);

#endif
