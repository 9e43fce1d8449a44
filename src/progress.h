// SPDX-License-Identifier: MIT
// What a person at a terminal sees of a long run: one line that changes, and at the end a summary.
#ifndef DEHUSK_PROGRESS_H
#define DEHUSK_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "plan.h"

// Begins to show a run over the files of a plan, which are counted by a thread of their own. To be
// called when nothing is shown, or once before any other thread works.
void progress_begin(const struct plan *plan);

// A file is done, of so many bytes; from any thread. `failed`: its name, or NULL.
void progress_add(uint64_t bytes, const char *failed);

// What is no page was refused; the name is its.
void progress_fail(const char *name);

// The line goes; then what was done with how many files is told, and the first that failed are
// named again. `what` is what happened to `changed` of them, or NULL.
void progress_end(const char *what, uint64_t changed);

#endif
