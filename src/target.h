// SPDX-License-Identifier: MIT
// The result of one page on its way into a file, which is compared with what is there already.
#ifndef DEHUSK_TARGET_H
#define DEHUSK_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "replace.h"

struct target {
	const char *name;   // the file's, for messages
	const char *backup; // the name under which the old file stays; NULL: it goes
	int directory;      // the file's; borrowed
	const char *base;   // its name there
	unsigned slot;      // of signals.h
	int old;            // the file as it is, open for reading; -1: there is none
	struct stat status; // its status
	mode_t mode;        // of a new file, before the user's mask
	bool dry;           // nothing is written
	bool lazy;          // and neither is what is the same as the old file
	bool sync, force;
	bool remote; // errors of writing may show late

	// what came of it
	uint64_t size;      // bytes put
	bool differs;       // from the old file
	const char *failed; // what could not be done
	struct replace replace;
};

// For io.h, with the result as context. What has to be told is in `failed` and the error.
int target_put(void *target, const char *data, size_t size);

// All is put: makes sure of the temporary file with what it takes over from the old file, unless
// there is none to be made. Errno, or 0.
int target_end(struct target *target);

// Puts it in place, if it is needed at all. Errno, or 0.
int target_commit(struct target *target);

// Leaves everything as it was; nothing is left of a result that is in place already.
void target_drop(struct target *target);

#endif
