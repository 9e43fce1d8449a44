// SPDX-License-Identifier: MIT
// Reads the rules that the command line names: files of rules, what they include, and single rules.
#ifndef DEHUSK_RULE_FILES_H
#define DEHUSK_RULE_FILES_H

#include <stdbool.h>

#include "options.h"

// Reads the rules of options->rule into options->rules, in their order. The first error ends it;
// with --check-rules all errors are told. False: there was an error, which was reported.
// options->rules is to be freed in either case.
bool rule_files_read(struct options *options);

// Tries the rules, and reports what is doubtful about them.
void rule_files_check(const struct options *options);

#endif
