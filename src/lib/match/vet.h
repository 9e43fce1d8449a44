// SPDX-License-Identifier: MIT
// Vets the patterns of users: whether they compile, and have nothing in them that lifts limits.
#ifndef DEHUSK_VET_H
#define DEHUSK_VET_H

#include <stddef.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "match/rules.h"

// Compiles the pattern, unless something is refused.
rules_vet vet_pattern;

// Where a pattern has something that is refused, and what that is. False: it has nothing.
bool vet_refuses(struct slice pattern, struct vetted *vetted);

// Whether a match may scan the rest of the line from wherever it is tried: the pattern begins, at
// once or in a group, with nearly any characters, any number of them.
bool vet_scans(struct slice pattern);

#endif
