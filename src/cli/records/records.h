// SPDX-License-Identifier: MIT
// Inputs that are many pages with something around each: JSON Lines and WARC. Here they are parted
// into records; jsonl.c and warc.c know what is in one.
#ifndef DEHUSK_RECORDS_H
#define DEHUSK_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

#define RECORDS_MAX ((size_t)64 << 20) // bytes of a record that is held, if nothing else is said

enum record_kind {
	RECORD_WHOLE,
	RECORD_PIECE,  // of one that is too long to be held: it passes as it is
	RECORD_LAST,   // its last piece, which may be empty
	RECORD_CUT,    // in place of the last piece: the input ended before; it is empty
	RECORD_BROKEN, // what is no record, or the beginning of one
};

// Takes the next record or piece, borrowed for the call. False: stop.
typedef bool record_sink(void *context, enum record_kind kind, struct slice record);

// A format of records.
enum records_format { RECORDS_NONE, RECORDS_JSONL, RECORDS_WARC };

// All zero but for the first members: the beginning of an input.
struct records {
	enum records_format format;
	size_t most; // bytes of a record that is held, without the line ends behind it
	record_sink *sink;
	void *context;
	struct buffer held;
	size_t done;      // WARC: bytes in front of what is held that were handed over
	uint64_t passing; // WARC: bytes of a long record that are still to come
	bool in_long;     // JSON Lines: the rest of the line passes
	// WARC: the bytes before were no record, and ended in a line end.
	bool lost, line_ended;
};

// Takes the next bytes of the input. Each record goes to the sink as soon as it is complete. False:
// no memory, or the sink stopped; *memory says which.
bool records_feed(struct records *records, const char *data, size_t size, bool *memory);

// Ends the input.
bool records_end(struct records *records, bool *memory);

void records_free(struct records *records);

#endif
