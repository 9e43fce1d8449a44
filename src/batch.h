// SPDX-License-Identifier: MIT
// The run: the files that the user named, one or several at a time, and their one output, if they
// have one.
#ifndef DEHUSK_BATCH_H
#define DEHUSK_BATCH_H

#include "options.h"

// What goes wrong is told, and kept in message_status().
void batch_run(const struct options *options);

#endif
