// SPDX-License-Identifier: MIT
// The built-in rules: all rules/*.rules in one text, made by scripts/embed-rules.
#ifndef DEHUSK_BUILTIN_H
#define DEHUSK_BUILTIN_H

#include <stddef.h>

extern const char builtin_rules[];
extern const size_t builtin_rules_size; // bytes

#endif
