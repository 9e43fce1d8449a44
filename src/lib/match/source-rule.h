// SPDX-License-Identifier: MIT
// Reads what stands behind the match of a `source` rule: the name of a source and its date.
#ifndef DEHUSK_SOURCE_RULE_H
#define DEHUSK_SOURCE_RULE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "meta/source.h"

// All zero at first. Free it with source_rule_free().
struct source_rule {
	struct buffer line, folded;
	struct fields fields;
};

// Reads the rest of a line as if a label stood before it. The names of *source point into `rest`.
// SOURCE_CREDIT never comes out. False: no memory.
bool source_rule_read(struct source_rule *reader, struct slice rest, struct source *source);

void source_rule_free(struct source_rule *reader);

#endif
