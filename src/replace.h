// SPDX-License-Identifier: MIT
// A file is replaced as a whole, or not at all.
#ifndef DEHUSK_REPLACE_H
#define DEHUSK_REPLACE_H

#include <stdbool.h>

// One at a time: a signal that ends the program removes the temporary file on the way.
struct replace {
	const char *name; // as the user gave it, for messages
	char *target;     // symbolic links followed
	char *temporary;  // NULL: the target is no regular file and is written as it is
	int fd;
};

// Opens what will become the file `name`. False: it can't be, which was told.
bool replace_begin(struct replace *replace, const char *name);

// Puts it in place, or, unless `good`, removes it. False: that failed, which was told.
bool replace_end(struct replace *replace, bool good);

#endif
