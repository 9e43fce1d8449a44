// SPDX-License-Identifier: MIT
// Cleans the pages in records, and puts the records together again.
#ifndef DEHUSK_RECORDS_CLEAN_H
#define DEHUSK_RECORDS_CLEAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "io.h"
#include "records/jsonl.h"
#include "records/records.h"

struct filter;
struct options;

// Why a record passes as it is, which is told.
enum untouched {
	UNTOUCHED_BROKEN,  // no JSON
	UNTOUCHED_OTHER,   // no object with such a string
	UNTOUCHED_LONG,    // longer than is held
	UNTOUCHED_CUT,     // the same, and the input ends in it
	UNTOUCHED_ENCODED, // its page is compressed or the like
	UNTOUCHED_SEGMENT, // it has a part of a page
	UNTOUCHED_BINARY,  // its page is no text
	UNTOUCHED_KINDS,
};

// The records of one input after another.
struct record_cleaner {
	struct filter *filter; // which owns it
	struct records records;
	struct jsonl jsonl;
	bool collects; // records go out again; else the writer prints their pages
	struct io_out body_out;
	struct buffer body, page, name, url, id, facts, header;
	uint64_t number;                     // of the present record in its input, from 1
	uint64_t untouched[UNTOUCHED_KINDS]; // records of the input that passed as they are
	uint64_t first;                      // the number of the first of them
	uint64_t broken;                     // stretches of what is no record, and was left out
	bool in_broken;                      // the last bytes were that
	bool open;                           // the last line has no end
};

// False: no memory; free it all the same.
bool record_cleaner_begin(struct record_cleaner *cleaner, struct filter *filter);
void record_cleaner_free(struct record_cleaner *cleaner);

// Takes the next bytes of the input; ends it, and tells what passed as it is. False: stop.
bool record_cleaner_feed(struct record_cleaner *cleaner, const char *data, size_t size);
bool record_cleaner_end(struct record_cleaner *cleaner);

#endif
