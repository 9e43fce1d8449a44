// SPDX-License-Identifier: MIT
// A program with other built-in rules, of kinds that the usual ones do not have: one that cuts
// pages off, and one that hits a limit. They take the place of those in the library.
#include "match/builtin.h"

#define RULES                                                                                      \
	"cut comments ^网友评论$\n"                                                            \
	"keep note ^附注\n"                                                                      \
	"drop slow ^(a+)+[^a!]!$\n"                                                                \
	"drop next ^next$\n"

const char builtin_rules[] = RULES;
const size_t builtin_rules_size = sizeof builtin_rules - 1;
