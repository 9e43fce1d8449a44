// SPDX-License-Identifier: MIT
// The run: the files that the user named, one or several at a time, and the output they may share.
#ifndef DEHUSK_BATCH_H
#define DEHUSK_BATCH_H

#include "options.h"

// Errors are reported and kept in message_status().
void batch_run(const struct options *options);

#endif
