// SPDX-License-Identifier: MIT
// The spine: the pages of all inputs, from read to write.
#ifndef DEHUSK_FILTER_H
#define DEHUSK_FILTER_H

#include "options.h"

// Cleans all inputs into the one output. What goes wrong is told, and kept in message_status().
void filter_run(const struct options *options);

#endif
