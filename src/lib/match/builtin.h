// SPDX-License-Identifier: MIT
// The built-in rules: all rules/*.rules, compiled by src/build/compile-rules.c.
#ifndef DEHUSK_BUILTIN_H
#define DEHUSK_BUILTIN_H

#include "match/ruleset.h"

extern const struct ruleset builtin_rules;

#endif
