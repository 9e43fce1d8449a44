// SPDX-License-Identifier: MIT
// The records of WARC files (ISO 28500, versions 1.0 and 1.1).
#ifndef DEHUSK_WARC_H
#define DEHUSK_WARC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

#define WARC_HEADER_MAX ((size_t)1 << 20) // bytes of a header

enum warc_extent_kind {
	WARC_MORE, // the header is not complete
	WARC_RECORD,
	WARC_BROKEN, // the bytes begin no record
};

struct warc_extent {
	enum warc_extent_kind kind;
	uint64_t size; // of the record with the line ends behind it
	uint64_t own;  // without them
};

// How far the record goes that the bytes begin with. `last`: no more bytes come.
struct warc_extent warc_extent(struct slice bytes, bool last);

// Whether a record may begin with the bytes, and how many of them come before the next line that one
// may begin with; all of them: no such line.
bool warc_may_begin(struct slice bytes);
size_t warc_skip(struct slice bytes);

// What a record says of itself. All of it is borrowed from the record; size 0: nothing.
struct warc_record {
	struct slice header; // with its last line end, without the empty line
	struct slice block;
	struct slice type, url, date, id, content_type;
	bool segmented;
};

// Reads a whole record.
void warc_read(struct slice record, struct warc_record *read);

// The value of a field of a header, without blanks around it. Size 0: there is none.
struct slice warc_field(struct slice header, const char *name);

// The page in an HTTP response. False: none, or one that is encoded.
struct warc_page {
	struct slice text;    // points into the block or into `whole`
	struct slice type;    // text/html
	struct slice charset; // of the header; size 0: none
};

// Finds the page in the block of a response. `whole` holds one that came in chunks. *found: there
// is one. False: no memory.
bool warc_response(struct slice block, struct buffer *whole, struct warc_page *page, bool *found);

// Appends the record as a conversion whose block is this text. False: no memory.
bool warc_convert(const struct warc_record *record, struct slice text, struct buffer *out);

#endif
