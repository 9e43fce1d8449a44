// SPDX-License-Identifier: MIT
// The rules of users: a set that texts are added to.
#ifndef DEHUSK_USER_RULES_H
#define DEHUSK_USER_RULES_H

#include <stdint.h>

#include "dehusk.h"
#include "match/rules.h"
#include "match/ruleset.h"

struct dehusk_ruleset {
	struct rules rules;              // all of them compile
	struct ruleset_builder *builder; // NULL: not prepared
	uint64_t digest;                 // of the texts
};

#endif
