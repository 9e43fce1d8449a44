// SPDX-License-Identifier: MIT
// The result of one page on its way into a file, compared with the file's old content.
#ifndef DEHUSK_TARGET_H
#define DEHUSK_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "files/replace.h"

struct target {
	const char *name;   // the file's, for messages
	const char *backup; // the name under which the old file is kept; NULL: it is not
	int directory;      // of the file; borrowed
	const char *base;   // the file's name in it
	unsigned slot;      // of cleanup.h
	int old;            // the old file, open for reading; -1: none
	struct stat status; // the old file's
	mode_t mode;        // of a new file, before the user's mask
	bool dry;           // write nothing
	bool lazy;          // write nothing if the content stays the same
	bool sync, force;
	bool remote; // write errors may show late

	// results:
	uint64_t size;      // bytes put
	bool differs;       // from the old file
	const char *failed; // what failed
	struct replace replace;
};

// An io_sink for a target. A failure is described by `failed` and the returned errno.
int target_put(void *target, const char *data, size_t size);

// Call after all is put: completes the temporary file, if there is one, with the attributes of the
// old file. Returns errno, or 0.
int target_end(struct target *target);

// Puts the file in place if it differs. Returns errno, or 0.
int target_commit(struct target *target);

// Discards the temporary file. Keeps a file that is already in place.
void target_drop(struct target *target);

#endif
