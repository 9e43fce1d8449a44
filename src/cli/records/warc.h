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

// How far the record goes that the bytes begin with, by its length. The end of one of no more than
// `most` bytes is looked at, too: if no record can end there, it is none. `last`: no more bytes
// come.
struct warc_extent warc_extent(struct slice bytes, uint64_t most, bool last);

// Whether a record may begin with the bytes, and how many of them come before the next line that
// one may begin with; all of them: no such line.
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

enum warc_page_kind {
	WARC_NO_PAGE, // what it has is no page
	WARC_PAGE,
	WARC_ENCODED, // the page is compressed or the like
	WARC_SEGMENT, // a part of one that goes on in other records
};

struct warc_page {
	enum warc_page_kind kind;
	struct slice text;    // points into the block or into `whole`
	struct slice charset; // that the content type has; size 0: none
	bool html;
};

// Finds the page in a record: a conversion that is text, or a response of HTTP with html or text.
// `whole` holds one that came in chunks. False: no memory.
bool warc_page(const struct warc_record *record, struct buffer *whole, struct warc_page *page);

// Appends the header of the record as a conversion whose block has `size` bytes of text. False: no
// memory.
bool warc_convert(const struct warc_record *record, size_t size, struct buffer *out);

// What stands behind each block.
#define WARC_ENDS "\r\n\r\n"

#endif
