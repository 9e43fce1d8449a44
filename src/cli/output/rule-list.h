// SPDX-License-Identifier: MIT
// Lists the rules in the order in which they are asked.
#ifndef DEHUSK_RULE_LIST_H
#define DEHUSK_RULE_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "dehusk.h"
#include "io.h"
#include "options.h"

// Prints name, action, file, lines and pattern of each rule: with tabs between, or aligned on a
// terminal. Lines are left out unless they were counted.
void rule_list_put(struct io_out *out, const struct dehusk_rule *rules, size_t count, bool counted);

// Prints the rules of a run that reads no pages. Errors are reported.
void rule_list_print(const struct options *options);

#endif
