// SPDX-License-Identifier: MIT
// The records of WARC files.
#include "records/warc.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "records/header.h"
#include "records/http.h"

static const char version[] = "WARC/1.";

// A number in digits. False: it is none, or too large.
static bool read_number(struct slice text, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < text.size; i++) {
		if (!is_digit(text.data[i]) || *number > (UINT64_MAX / 4 - 9) / 10)
			return false;
		*number = *number * 10 + (uint64_t)(text.data[i] - '0');
	}
	return text.size > 0;
}

// --- records ---

// The line ends behind a block, as many as are here.
static size_t ends_size(struct slice text)
{
	size_t at = 0;
	for (int lines = 0; lines < 2 && at < text.size; lines++) {
		size_t end = at + (text.data[at] == '\r');
		if (end < text.size && text.data[end] != '\n')
			break;
		at = end + (end < text.size);
	}
	return at;
}

bool warc_may_begin(struct slice text)
{
	size_t size = text.size < sizeof version - 1 ? text.size : sizeof version - 1;
	return size > 0 && memcmp(text.data, version, size) == 0;
}

size_t warc_skip(struct slice bytes)
{
	struct slice rest = bytes;
	while (rest.size > 0) {
		header_line(&rest);
		if (warc_may_begin(rest) && rest.data[-1] == '\n')
			break;
	}
	return bytes.size - rest.size;
}

struct warc_extent warc_extent(struct slice bytes, uint64_t most, bool last)
{
	struct warc_extent broken = {WARC_BROKEN, 0, 0};
	struct warc_extent more = {WARC_MORE, 0, 0};
	uint64_t length;
	if (!warc_may_begin(bytes))
		return broken;
	size_t header = header_size(bytes);
	if (header == 0)
		return last || bytes.size > WARC_HEADER_MAX ? broken : more;
	if (!read_number(
		    header_field((struct slice){bytes.data, header}, "Content-Length"), &length))
		return broken;
	uint64_t size = header + length;
	// Two line ends follow, but for the last record of some files. How much is there of a
	// record that is too long to be held depends on the reads, so nothing is said of its end.
	if (size > most || (size + 4 > bytes.size && !last))
		return (struct warc_extent){WARC_RECORD, size + 4, size};
	if (size > bytes.size)
		return broken;
	struct slice behind = slice_from(bytes, (size_t)size);
	size_t ends = ends_size(behind);
	// The length is wrong: the block ends elsewhere. Files that are put together may lack line
	// ends.
	if (ends == 0 && behind.size > 0 && !warc_may_begin(behind))
		return broken;
	return (struct warc_extent){WARC_RECORD, size + ends, size};
}

void warc_read(struct slice record, struct warc_record *read)
{
	size_t header = header_size(record);
	uint64_t length = 0;
	struct slice all = {record.data, header};
	read_number(header_field(all, "Content-Length"), &length);
	*read = (struct warc_record){
		.header = all,
		.block = {record.data + header, (size_t)length},
		.type = header_field(all, "WARC-Type"),
		.url = header_field(all, "WARC-Target-URI"),
		.date = header_field(all, "WARC-Date"),
		.id = header_field(all, "WARC-Record-ID"),
		.content_type = header_field(all, "Content-Type"),
		.segmented = header_field(all, "WARC-Segment-Number").size > 0,
	};
	// WARC 1.0 files have it in angle brackets.
	if (read->url.size > 2 && *read->url.data == '<')
		read->url = (struct slice){read->url.data + 1, read->url.size - 2};
}

// The fields that are about the block that goes.
static bool is_of_block(struct slice line)
{
	static const char *const names[] = {"WARC-Type", "Content-Type", "Content-Length",
		"WARC-Block-Digest", "WARC-Payload-Digest", "WARC-Identified-Payload-Type"};
	for (size_t i = 0; i < COUNT(names); i++)
		if (header_is_field(line, names[i]))
			return true;
	return false;
}

static bool append_fields(struct slice header, struct buffer *out)
{
	bool skips = false, done = true;
	while (header.size > 0 && done) {
		struct slice line = header_line(&header);
		bool goes_on = *line.data == ' ' || *line.data == '\t';
		skips = goes_on ? skips : is_of_block(line);
		if (!skips && !header_ends(line))
			done = buffer_append(out, line.data, line.size);
	}
	return done;
}

bool warc_convert(const struct warc_record *record, size_t size, struct buffer *out)
{
	char fields[160];
	struct slice header = record->header, first = header_line(&header);
	snprintf(fields, sizeof fields,
		"WARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n",
		size);
	return buffer_append(out, first.data, first.size) && append_fields(header, out) &&
	       buffer_append_string(out, fields);
}

// --- pages ---

// Whether a page of this type is text. *html: with markup.
static bool is_text(struct slice type, bool *html)
{
	*html = header_is_named(type, "text/html") ||
		header_is_named(type, "application/xhtml+xml");
	return *html || header_is_named(type, "text/plain");
}

bool warc_page(const struct warc_record *record, struct buffer *whole, struct warc_page *page)
{
	struct http_response response = {record->block, record->content_type, false};
	bool conversion = header_is_named(record->type, "conversion"), found = conversion;
	if (header_is_named(record->type, "response") &&
		!http_read(record->block, whole, &response, &found))
		return false;
	*page = (struct warc_page){.kind = WARC_NO_PAGE};
	struct slice type = header_main(response.type);
	// A conversion that says nothing of its type is text.
	bool text = is_text(type, &page->html) || (conversion && type.size == 0);
	if (found && text)
		page->kind = record->segmented  ? WARC_SEGMENT
			     : response.encoded ? WARC_ENCODED
						: WARC_PAGE;
	page->text = response.body;
	page->charset = header_charset(response.type);
	return true;
}
