// SPDX-License-Identifier: MIT
// What a person at a terminal sees of a long run: one line that changes, and at the end a summary.
#ifndef DEHUSK_PROGRESS_H
#define DEHUSK_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

// Counts the files of the run: calls progress_found() for each, until that is false.
typedef void progress_counter(void *context);

// Begins to show a run. The counter is called by a thread of its own. Call this at most once,
// before any other thread works.
void progress_begin(progress_counter *count, void *context);

// One more file was found. False: nobody wants to know any more.
bool progress_found(void);

// A file is done, of so many bytes; from any thread. `failed`: its name, or NULL.
void progress_add(uint64_t bytes, const char *failed);

// What is no page was refused; the name is its.
void progress_fail(const char *name);

// The line goes; then what was done with how many files is told, and the first that failed are
// named again. `what` is what happened to `changed` of them, or NULL.
void progress_end(const char *what, uint64_t changed);

#endif
