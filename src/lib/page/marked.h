// SPDX-License-Identifier: MIT
// What markup says of a page where its lines do not.
#ifndef DEHUSK_MARKED_H
#define DEHUSK_MARKED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "html/head-values.h"
#include "lines/normalize.h"

// All zero: nothing is known.
struct marked {
	int32_t published; // 0: unknown
	struct buffer author, site, url;
};

void marked_clear(struct marked *marked);
void marked_free(struct marked *marked);

// Reads what the head of a page of html says. Only what is a day, the name of a person that is no
// part of the title, a short name, or an address counts. False: no memory.
bool marked_read(
	struct marked *marked, const struct head_values *head, struct normalizer *normalizer);

// Adds it to what the lines say.
void marked_tell(const struct marked *marked, struct dehusk_facts *facts);

#endif
