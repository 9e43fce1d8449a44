// SPDX-License-Identifier: MIT
// Replaces a file as a whole or not at all, by a temporary file beside it.
#ifndef DEHUSK_REPLACE_H
#define DEHUSK_REPLACE_H

#include <stdbool.h>
#include <sys/stat.h>

// Temporary files are named by this and 16 hexadecimal digits, made from the name of the file. So
// the next run finds what a killed one left, and two runs never replace one file at once.
#define REPLACE_PREFIX ".dehusk-"
#define REPLACE_NAME (sizeof REPLACE_PREFIX + 16)

// The error for an empty result.
#define REPLACE_NOTHING_LEFT N_("nothing would be left of it: not replaced; --allow-empty lets it")

// Signals must be watched first (cleanup.h). Each replacement needs a slot.
struct replace {
	int fd;           // -1: none
	unsigned slot;    // of cleanup.h; one for each at a time
	int directory;    // borrowed, as is the name
	const char *base; // without any directory
	char temporary[REPLACE_NAME];
	bool linked; // this replacement made the backup where there was none
};

// Makes the temporary file with these permissions and the user's mask; use REPLACE_OWN if
// replace_keep() follows. False: errno; EBUSY: another run is replacing the file.
bool replace_begin(
	struct replace *replace, unsigned slot, int directory, const char *base, mode_t mode);
#define REPLACE_OWN 0600

// Copies owner, access control list, extended attributes and permissions from `old`, without set-id
// bits. At no time does anybody have more rights than on the old file. With `own` the owner may be
// lost, and then the group's permissions. False: errno.
bool replace_keep(struct replace *replace, int fd, const struct stat *old, bool own);
bool replace_set_mode(struct replace *replace, mode_t mode);

// Writes the file to the disk. False: errno.
bool replace_sync(struct replace *replace);

// Keeps the old file as `name`. An existing file of that name is an error (EEXIST), unless it is
// the old file. With `force` it is replaced as a whole or not at all. False: errno.
bool replace_keep_old(struct replace *replace, const char *name, bool force);

// Puts the temporary file in place. `unsynced`: write errors may show as late as at close. False:
// errno; drop it then.
bool replace_commit(struct replace *replace, bool unsynced);

// Removes the temporary file if it is not in place.
void replace_drop(struct replace *replace, const char *kept);

// Syncs a directory if the system can. Returns errno, or 0.
int replace_sync_directory(int directory);

// Removes a leftover temporary file, unless a run is writing it.
void replace_remove_left_over(int directory, const char *name);

#endif
