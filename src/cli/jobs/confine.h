// SPDX-License-Identifier: MIT
// What a run may write: the places of its results, and nothing else.
#ifndef DEHUSK_CONFINE_H
#define DEHUSK_CONFINE_H

#include "input/inputs.h"

// Call once, before any thread starts. `tree`: the directory of results; `directory`: that of the
// one output; -1: none. Both are borrowed. Failures are not reported: what cannot be written is
// told of where it is written.
void confine(const struct inputs *inputs, int tree, int directory);

#endif
