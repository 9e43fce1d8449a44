// SPDX-License-Identifier: MIT
// Progress on a terminal: one line that changes, and a summary at the end.
#ifndef DEHUSK_PROGRESS_H
#define DEHUSK_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

// Counts the files of the run. Calls progress_found() for each until it returns false.
typedef void progress_counter(void *context);

// Starts to show a run. Calls the counter in a thread of its own. Call at most once, before any
// other thread starts.
void progress_begin(progress_counter *count, void *context);

// One more file was found. False: the run has ended, stop counting.
bool progress_found(void);

// A file of this many bytes is done. Any thread may call. `failed`: its name, or NULL.
void progress_add(uint64_t bytes, const char *failed);

// A file of this name was refused.
void progress_fail(const char *name);

// Removes the line and prints a summary with the first failed files. `what` happened to `changed`
// files; NULL: nothing to tell.
void progress_end(const char *what, uint64_t changed);

#endif
