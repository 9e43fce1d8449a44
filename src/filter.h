// SPDX-License-Identifier: MIT
// The spine: the pages of one input, from read to write.
#ifndef DEHUSK_FILTER_H
#define DEHUSK_FILTER_H

#include <stdbool.h>
#include <stdint.h>

#include "dehusk.h"
#include "io.h"
#include "options.h"
#include "stats.h"
#include "write.h"

// What cleans one input after another, with rules that are compiled once. It belongs to one thread.
struct filter {
	const struct options *options;
	struct dehusk *dehusk;
	struct io_out out; // whoever runs the filter may lead it elsewhere
	struct write write;
	struct stats_sum sum;
	char *block;
	bool in_page;
	bool refused; // the page is no text: what is left of it is passed over
	bool found;   // the input was found in a directory, so that it may well be no text
	bool failed;  // the input could not be read, or some of it is no text
	bool stopped; // nothing more can be done: no memory
};

// Output goes to the descriptor. False: no memory, which was told. Free it all the same.
bool filter_begin(struct filter *filter, const struct options *options, int fd);
void filter_free(struct filter *filter);

// The output that follows is one of its own, after nothing else, and no terminal.
void filter_renew(struct filter *filter);

struct input {
	const char *name; // for messages and outputs; "-": standard input
	int fd;
	bool waits; // reading may have to wait for input
	bool found; // in a directory: if it is no text, it is passed over
	bool bound; // beyond its size nothing is read: the caller sees to it that it did not grow
	uint64_t size; // bytes of a regular file; 0: not known
};

// Cleans an input into filter->out. False: the input failed, or the output, or memory, which is in
// filter->failed, out.error, stopped; all but an error of the output was told.
bool filter_input(struct filter *filter, const struct input *input);

#endif
