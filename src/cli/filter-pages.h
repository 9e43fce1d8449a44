// SPDX-License-Identifier: MIT
// The pages of a filter: what is fed and ended here is cleaned, written and told of.
#ifndef DEHUSK_FILTER_PAGES_H
#define DEHUSK_FILTER_PAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "io.h"
#include "options.h"
#include "output/stats.h"
#include "output/writers.h"

struct record_cleaner;

// Cleans one input after another; the rules are compiled once. Used by one thread.
struct filter {
	const struct options *options;
	struct record_cleaner *cleaner; // of inputs that are records; NULL: each is a page
	struct dehusk *dehusk;
	struct dehusk_options how; // that pages are read, but for what records say of theirs
	struct io_out out;         // the owner may redirect it
	struct write write;
	struct stats_sum sum;
	char *block;
	bool in_page;
	bool replaces; // a page of another kind is refused: its result would take its place
	bool refused;  // the page gives no text: the rest of it is skipped
	bool found;    // the input was found in a directory: it may well be no text
	bool failed;   // the input could not be read, or is partly no text
	bool stopped;  // no memory: nothing more can be done
};

bool filter_can_go_on(const struct filter *filter);

// No memory: ends the page, and says so. False.
bool filter_stop(struct filter *filter);

// Takes the next bytes of a page, which it begins if none is open; ends it. False: stop.
bool filter_feed(struct filter *filter, const char *data, size_t size);
bool filter_end_page(struct filter *filter);

// Gives up a page that could not be read to its end. What is not yet written is discarded.
void filter_abandon_page(struct filter *filter);

// Ends a page whose name was set in write.file, and puts the name of the input back. *refused: the
// page is no text, and nothing was written for it. False: stop.
bool filter_end_named(struct filter *filter, bool *refused);

#endif
