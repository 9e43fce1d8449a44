// SPDX-License-Identifier: MIT
// Signals that end the program: temporary files are removed first.
#ifndef DEHUSK_SIGNALS_H
#define DEHUSK_SIGNALS_H

#include <stdbool.h>
#include <sys/types.h>

#define SIGNALS_SLOTS 257

// Once, before there are other threads: a thread of its own waits for the signals. Those that are
// ignored stay so. False: no thread, which was told.
bool signals_watch(void);

// Nobody waits for them any more; they do what they do by themselves. No temporary file is there.
void signals_end(void);

// Between these two calls the file of the slot is made or goes: a signal waits.
void signals_lock(unsigned slot);
void signals_unlock(unsigned slot);

// In the directory there is now this temporary file, or (NULL) none any more; both are borrowed.
void signals_publish(unsigned slot, int directory, const char *name);

#endif
