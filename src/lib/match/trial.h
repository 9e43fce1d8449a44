// SPDX-License-Identifier: MIT
// Tries rules: on their examples, on an empty line, and on lines that make patterns slow.
#ifndef DEHUSK_TRIAL_H
#define DEHUSK_TRIAL_H

#include "dehusk.h"
#include "match/rules.h"

// Tells the reader of each thing found. DEHUSK_BAD_RULE: there was one; DEHUSK_NO_MEMORY,
// DEHUSK_OK.
enum dehusk_status trial_run(const struct rules *rules, const struct dehusk_rule_reader *reader);

#endif
