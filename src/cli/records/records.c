// SPDX-License-Identifier: MIT
// Parts an input into records.
#include "records/records.h"

#include <string.h>

#include "base/text.h"
#include "records/warc.h"

static bool hand_over(struct records *records, enum record_kind kind, struct slice record)
{
	return record.size == 0 || records->sink(records->context, kind, record);
}

static bool hold_result(struct records *records, struct slice bytes, bool *memory)
{
	*memory = buffer_append(&records->held, bytes.data, bytes.size);
	return *memory;
}

static bool hand_held(struct records *records, enum record_kind kind)
{
	bool done = hand_over(records, kind, slice_of(&records->held));
	buffer_clear(&records->held);
	return done;
}

// --- lines ---

// Takes the next bytes of a line, which it may end.
static bool take_record_line(struct records *records, struct slice bytes, bool ended, bool *memory)
{
	bool is_long = records->in_long || bytes.size - ended > records->most - records->held.size;
	records->in_long = is_long && !ended;
	if (is_long)
		return hand_held(records, RECORD_PIECE) &&
		       hand_over(records, ended ? RECORD_LAST : RECORD_PIECE, bytes);
	if (ended && records->held.size == 0)
		return hand_over(records, RECORD_WHOLE, bytes);
	return hold_result(records, bytes, memory) && (!ended || hand_held(records, RECORD_WHOLE));
}

static bool feed_lines(struct records *records, struct slice bytes, bool *memory)
{
	while (bytes.size > 0) {
		const char *end = memchr(bytes.data, '\n', bytes.size);
		size_t size = end ? (size_t)(end - bytes.data) + 1 : bytes.size;
		if (!take_record_line(
			    records, (struct slice){bytes.data, size}, end != NULL, memory))
			return false;
		bytes = slice_from(bytes, size);
	}
	return true;
}

// --- WARC ---

// Hands over bytes that are no record, up to the next line that may begin one.
static bool skip_broken(struct records *records, struct slice bytes, size_t *used)
{
	*used = warc_skip(bytes);
	records->lost = *used == bytes.size;
	records->line_ended = bytes.data[*used - 1] == '\n';
	return hand_over(records, RECORD_BROKEN, (struct slice){bytes.data, *used});
}

// Hands over the record that the bytes begin with. *used: its bytes, 0 if it is not complete.
static bool take_warc(struct records *records, struct slice bytes, bool last, size_t *used)
{
	if (records->lost && !(records->line_ended && warc_may_begin(bytes)))
		return skip_broken(records, bytes, used);
	records->lost = false;
	// Line ends of a long record, or more than there should be.
	*used = *bytes.data == '\r' || *bytes.data == '\n';
	if (*used > 0)
		return hand_over(records, RECORD_PIECE, (struct slice){bytes.data, *used});
	struct warc_extent extent = warc_extent(bytes, records->most, last);
	if (extent.kind == WARC_BROKEN)
		return skip_broken(records, bytes, used);
	if (extent.kind == WARC_MORE)
		return true;
	if (extent.own > records->most) {
		records->passing = extent.own;
		return true;
	}
	if (extent.size > bytes.size)
		return true;
	*used = (size_t)extent.size;
	return hand_over(records, RECORD_WHOLE, (struct slice){bytes.data, *used});
}

// Passes bytes of a record that is too long. Their number.
static bool pass_long_record(struct records *records, struct slice bytes, size_t *used)
{
	*used = bytes.size < records->passing ? bytes.size : (size_t)records->passing;
	records->passing -= *used;
	return hand_over(records, records->passing == 0 ? RECORD_LAST : RECORD_PIECE,
		(struct slice){bytes.data, *used});
}

static bool take_warcs(struct records *records, bool last)
{
	if (records->held.size == 0)
		return true;
	struct slice rest = slice_from(slice_of(&records->held), records->done);
	for (size_t used = 1; used > 0 && rest.size > 0; rest = slice_from(rest, used)) {
		if (records->passing == 0 && !take_warc(records, rest, last, &used))
			return false;
		if (records->passing > 0 && !pass_long_record(records, rest, &used))
			return false;
	}
	records->done = records->held.size - rest.size;
	// No byte is moved more often than others are done.
	if (records->done >= rest.size) {
		memmove(records->held.data, rest.data, rest.size);
		records->held.size = rest.size;
		records->done = 0;
	}
	return true;
}

static bool feed_warc(struct records *records, struct slice bytes, bool *memory)
{
	return hold_result(records, bytes, memory) && take_warcs(records, false);
}

bool records_feed(struct records *records, const char *data, size_t size, bool *memory)
{
	struct slice bytes = {data, size};
	*memory = true;
	return (records->format == RECORDS_WARC ? feed_warc : feed_lines)(records, bytes, memory);
}

bool records_end(struct records *records, bool *memory)
{
	*memory = true;
	bool warc = records->format == RECORDS_WARC;
	bool done = warc ? take_warcs(records, true) : hand_held(records, RECORD_WHOLE);
	struct slice none = {NULL, 0};
	if (done && records->passing > 0)
		done = records->sink(records->context, RECORD_CUT, none);
	if (done && records->in_long)
		done = records->sink(records->context, RECORD_LAST, none);
	buffer_clear(&records->held);
	records->done = 0;
	records->passing = 0;
	records->in_long = records->lost = records->line_ended = false;
	return done;
}

void records_free(struct records *records)
{
	buffer_free(&records->held);
}
