// SPDX-License-Identifier: MIT
// Removes temporary files before a signal ends the program.
#ifndef DEHUSK_CLEANUP_H
#define DEHUSK_CLEANUP_H

#include <stdbool.h>
#include <sys/types.h>

#define SIGNALS_SLOTS 257

// Call once before any thread starts. A thread then waits for the signals; ignored ones stay
// ignored. False: no thread, reported.
bool cleanup_watch(void);

// Ends the watch: signals act as usual. No temporary file may exist.
void cleanup_end(void);

// Holds signals back while the file of the slot is made or removed.
void cleanup_lock(unsigned slot);
void cleanup_unlock(unsigned slot);

// Sets the temporary file of the slot; NULL: none. Directory and name are borrowed.
void cleanup_publish(unsigned slot, int directory, const char *name);

#endif
