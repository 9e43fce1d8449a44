// SPDX-License-Identifier: MIT
// The main path of the program: the pages of one input, from read to write.
#ifndef DEHUSK_FILTER_H
#define DEHUSK_FILTER_H

#include <stdbool.h>
#include <stdint.h>

#include "filter-pages.h"
#include "options.h"

// Writes to the descriptor. False: no memory, reported; free it all the same.
bool filter_begin(struct filter *filter, const struct options *options, int fd);
void filter_free(struct filter *filter);

// Starts a new output of its own that is no terminal.
void filter_renew(struct filter *filter);

struct input {
	const char *name; // for messages and outputs; "-": standard input
	int fd;
	bool waits; // reading may wait for input
	bool found; // found in a directory: skipped if it is no text
	// Nothing is read beyond its size; the caller makes sure that it did not grow.
	bool bound;
	uint64_t size; // bytes of a regular file; 0: unknown
};

// Cleans an input into filter->out. False: the input, the output or memory failed; see
// filter->failed, out.error, stopped. All but output errors were reported.
bool filter_input(struct filter *filter, const struct input *input);

#endif
