// SPDX-License-Identifier: MIT
// The built-in rulesets, compiled by src/build/compile-rules.c.
#ifndef DEHUSK_BUILTIN_H
#define DEHUSK_BUILTIN_H

#include "match/ruleset.h"

extern const struct ruleset builtin_rules;   // all rules/*.rules, and the readers
extern const struct ruleset builtin_readers; // the readers alone

#endif
