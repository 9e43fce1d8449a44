// SPDX-License-Identifier: MIT
// A file is replaced as a whole, or not at all: a temporary file beside it takes its place.
#ifndef DEHUSK_REPLACE_H
#define DEHUSK_REPLACE_H

#include <stdbool.h>
#include <sys/stat.h>

// Temporary files have this and 16 hexadecimal digits, which the name of the file gives: so the
// next run finds what one that was killed has left, and two runs don't replace a file at once.
#define REPLACE_PREFIX ".dehusk-"

// What is told of a file that is not empty if its result is.
#define REPLACE_NOTHING_LEFT "nothing would be left of it: not replaced; --allow-empty lets it"

// Signals have to be watched before (signals.h), and a slot of theirs is needed.
struct replace {
	int fd;           // -1: none
	unsigned slot;    // of signals.h; each that goes on at the same time has its own
	int directory;    // borrowed, like the name of the file in it
	const char *base; // without any directory
	char temporary[sizeof REPLACE_PREFIX + 16];
	bool linked; // what is kept of the old file was made by this replacement
};

// Makes the temporary file with these permissions, less what the user's mask takes: REPLACE_OWN if
// others follow. False: errno; EBUSY: another run is replacing the same file.
bool replace_begin(
	struct replace *replace, unsigned slot, int directory, const char *base, mode_t mode);
#define REPLACE_OWN 0600

// Gives it the owner, the access control list, the extended attributes and the permissions that
// `old` has, but no set-id bits; at no time may anybody do more with it than with the old one. With
// `own` the owner may be lost, and with him the permissions of the group. False: errno.
bool replace_keep(struct replace *replace, int fd, const struct stat *old, bool own);
bool replace_set_mode(struct replace *replace, mode_t mode);

// Writes to the disk what is not there yet. False: errno.
bool replace_sync(struct replace *replace);

// Keeps the old file as `name`: a file of that name is in the way (EEXIST) unless it is the old one
// or `force`. False: errno.
bool replace_keep_old(struct replace *replace, const char *name, bool force);

// Puts it in place. `unsynced`: errors of writing may show as late as when it is closed. False:
// errno; it is to be dropped.
bool replace_commit(struct replace *replace, bool unsynced);

// Removes it, unless it is in place.
void replace_drop(struct replace *replace, const char *kept);

// Syncs a directory, so far as that can be done: errno, or 0.
int replace_sync_directory(int directory);

// Removes a file that has the name of a temporary one, if no run is writing it.
void replace_remove_left_over(int directory, const char *name);

#endif
