// SPDX-License-Identifier: MIT
// Extended attributes of files, access control lists among them.
#ifndef DEHUSK_ATTRIBUTES_H
#define DEHUSK_ATTRIBUTES_H

#include <stdbool.h>

// Gives one file the attributes of another; those that give rights to a program or sign its bytes
// are left behind. False: errno.
bool attributes_copy(int from, int to);

#endif
