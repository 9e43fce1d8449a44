// SPDX-License-Identifier: MIT
// A fuzz target: any bytes as JSON Lines and as WARC. Whole and in pieces they have to give the
// same records, which are all of the bytes; what is found in a record lies within it.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "records/json.h"
#include "records/records.h"
#include "records/warc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MOST 256 // bytes of a record that is held

struct seen {
	struct buffer bytes; // of all records
	struct buffer whole; // of whole records, with a NUL behind each
	bool warc;
};

static void require(bool good, const char *law)
{
	if (good)
		return;
	fprintf(stderr, "broken: %s\n", law);
	abort();
}

static bool is_within(struct slice part, struct slice whole)
{
	return part.size == 0 ||
	       (part.data >= whole.data && part.data + part.size <= whole.data + whole.size);
}

static void see_json(struct slice record)
{
	struct json_path path[2];
	struct json_want want[2] = {{.path = &path[0]}, {.path = &path[1]}};
	bool object;
	struct buffer text = {0};
	json_path_set(&path[0], "text");
	json_path_set(&path[1], "/a/1");
	enum json_status status = json_scan(record, want, 2, &object);
	require(status != JSON_NO_MEMORY, "memory");
	for (size_t i = 0; i < 2 && status == JSON_OK; i++) {
		const struct json_value *value = &want[i].value;
		if (!value->found)
			continue;
		require(value->key <= value->at && value->at < value->end &&
				value->end <= record.size,
			"a value stands in its record");
		struct slice string = {record.data + value->at, value->end - value->at};
		bool inner;
		require(json_scan(string, NULL, 0, &inner) == JSON_OK, "a value is a value");
		if (*string.data == '"')
			require(json_read_string(string, &text), "memory");
	}
	buffer_free(&text);
}

static void see_warc(struct slice record)
{
	static const char text[] = "text\n";
	struct warc_record read;
	struct warc_page page;
	struct buffer chunks = {0}, out = {0};
	warc_read(record, &read);
	require(is_within(read.header, record) && is_within(read.block, record) &&
			is_within(read.url, record) && is_within(read.id, record),
		"what a record says stands in it");
	require(warc_page(&read, &chunks, &page), "memory");
	require(page.kind != WARC_PAGE || is_within(page.text, record) ||
			is_within(page.text, (struct slice){chunks.data, chunks.size}),
		"a page stands in its record");
	require(warc_convert(&read, strlen(text), &out) && buffer_append_string(&out, text) &&
			buffer_append_string(&out, WARC_ENDS),
		"memory");
	struct warc_extent extent =
		warc_extent((struct slice){out.data, out.size}, SIZE_MAX, false);
	require(extent.kind == WARC_RECORD && extent.size == out.size, "a conversion is a record");
	buffer_free(&chunks);
	buffer_free(&out);
}

static bool see(void *context, enum record_kind kind, struct slice record)
{
	struct seen *seen = context;
	require(buffer_append(&seen->bytes, record.data, record.size), "memory");
	if (kind != RECORD_WHOLE)
		return true;
	require(buffer_append(&seen->whole, record.data, record.size) &&
			buffer_append_byte(&seen->whole, '\0'),
		"memory");
	(seen->warc ? see_warc : see_json)(record);
	return true;
}

// Feeds pieces of `step` bytes, which stand alone in memory.
static struct seen read_all(const uint8_t *data, size_t size, size_t step, bool warc)
{
	struct seen seen = {.warc = warc};
	struct records records = {.format = warc ? RECORDS_WARC : RECORDS_JSONL,
		.most = MOST,
		.sink = see,
		.context = &seen};
	bool memory;
	for (size_t at = 0; at < size; at += step) {
		size_t now = size - at < step ? size - at : step;
		char *piece = malloc(now);
		require(piece, "memory");
		memcpy(piece, data + at, now);
		require(records_feed(&records, piece, now, &memory), "memory");
		free(piece);
	}
	require(records_end(&records, &memory), "memory");
	records_free(&records);
	return seen;
}

static bool same(const struct buffer *a, const struct buffer *b)
{
	return a->size == b->size && (a->size == 0 || memcmp(a->data, b->data, a->size) == 0);
}

static void check(const uint8_t *data, size_t size, bool warc)
{
	static const size_t steps[] = {1, 7};
	struct seen whole = read_all(data, size, size + 1, warc);
	require(whole.bytes.size == size &&
			(size == 0 || memcmp(whole.bytes.data, data, size) == 0),
		"the records are all of the bytes");
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct seen cut = read_all(data, size, steps[i], warc);
		require(same(&whole.bytes, &cut.bytes), "the same bytes in pieces");
		require(same(&whole.whole, &cut.whole), "the same records in pieces");
		buffer_free(&cut.bytes);
		buffer_free(&cut.whole);
	}
	buffer_free(&whole.bytes);
	buffer_free(&whole.whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check(data, size, false);
	check(data, size, true);
	return 0;
}
