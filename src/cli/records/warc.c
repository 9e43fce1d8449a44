// SPDX-License-Identifier: MIT
// The records of WARC files, and the responses of HTTP in them.
#include "records/warc.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

static const char version[] = "WARC/1.";

// --- headers ---

static struct slice trim_blanks(struct slice text)
{
	while (text.size > 0 && (*text.data == ' ' || *text.data == '\t'))
		text = slice_from(text, 1);
	while (text.size > 0 && text.data[text.size - 1] &&
		strchr(" \t\r", text.data[text.size - 1]))
		text.size--;
	return text;
}

// Cuts the next line off the text, with its end.
static struct slice take_line(struct slice *text)
{
	const char *end = memchr(text->data, '\n', text->size);
	struct slice line = {text->data, end ? (size_t)(end - text->data) + 1 : text->size};
	*text = slice_from(*text, line.size);
	return line;
}

static bool is_empty(struct slice line)
{
	return line.size <= 2 && (*line.data == '\n' || (line.size == 2 && *line.data == '\r'));
}

// The size of a header with the empty line that ends it; 0: it is not complete.
static size_t header_size(struct slice text)
{
	struct slice rest = text;
	while (rest.size > 0) {
		struct slice line = take_line(&rest);
		if (line.data[line.size - 1] != '\n')
			return 0;
		if (is_empty(line))
			return text.size - rest.size;
	}
	return 0;
}

static bool is_field(struct slice line, const char *name)
{
	size_t size = strlen(name);
	return line.size > size && strncasecmp(line.data, name, size) == 0 &&
	       line.data[size] == ':';
}

struct slice warc_field(struct slice header, const char *name)
{
	while (header.size > 0) {
		struct slice line = take_line(&header);
		if (!is_field(line, name))
			continue;
		line = slice_from(line, strlen(name) + 1);
		if (line.size > 0 && line.data[line.size - 1] == '\n')
			line.size--;
		return trim_blanks(line);
	}
	return (struct slice){NULL, 0};
}

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
		at += text.data[at] == '\r';
		if (at == text.size || text.data[at] != '\n')
			break;
		at++;
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
		take_line(&rest);
		if (warc_may_begin(rest) && rest.data[-1] == '\n')
			break;
	}
	return bytes.size - rest.size;
}

struct warc_extent warc_extent(struct slice bytes, bool last)
{
	struct warc_extent broken = {WARC_BROKEN, 0, 0};
	struct warc_extent more = {WARC_MORE, 0, 0};
	uint64_t length;
	if (!warc_may_begin(bytes))
		return broken;
	size_t header = header_size(bytes);
	if (header == 0)
		return last || bytes.size > WARC_HEADER_MAX ? broken : more;
	if (!read_number(warc_field((struct slice){bytes.data, header}, "Content-Length"), &length))
		return broken;
	uint64_t size = header + length;
	// Two line ends follow, but for the last record of some files.
	if (size + 4 > bytes.size && !last)
		return (struct warc_extent){WARC_RECORD, size + 4, size};
	if (size > bytes.size)
		return broken;
	size_t ends = ends_size(slice_from(bytes, (size_t)size));
	return (struct warc_extent){WARC_RECORD, size + ends, size};
}

void warc_read(struct slice record, struct warc_record *read)
{
	size_t header = header_size(record);
	uint64_t length = 0;
	struct slice all = {record.data, header};
	read_number(warc_field(all, "Content-Length"), &length);
	*read = (struct warc_record){
		.header = all,
		.block = {record.data + header, (size_t)length},
		.type = warc_field(all, "WARC-Type"),
		.url = warc_field(all, "WARC-Target-URI"),
		.date = warc_field(all, "WARC-Date"),
		.id = warc_field(all, "WARC-Record-ID"),
		.content_type = warc_field(all, "Content-Type"),
		.segmented = warc_field(all, "WARC-Segment-Number").size > 0,
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
		if (is_field(line, names[i]))
			return true;
	return false;
}

static bool append_fields(struct slice header, struct buffer *out)
{
	bool skips = false, done = true;
	while (header.size > 0 && done) {
		struct slice line = take_line(&header);
		bool goes_on = *line.data == ' ' || *line.data == '\t';
		skips = goes_on ? skips : is_of_block(line);
		if (!skips && !is_empty(line))
			done = buffer_append(out, line.data, line.size);
	}
	return done;
}

bool warc_convert(const struct warc_record *record, struct slice text, struct buffer *out)
{
	char fields[160];
	struct slice header = record->header, first = take_line(&header);
	snprintf(fields, sizeof fields,
		"WARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n",
		text.size);
	return buffer_append(out, first.data, first.size) && append_fields(header, out) &&
	       buffer_append_string(out, fields) && buffer_append(out, text.data, text.size) &&
	       buffer_append_string(out, "\r\n\r\n");
}

// --- responses ---

// The part of a content type in front of its parameters.
static struct slice main_type(struct slice type)
{
	const char *end = memchr(type.data, ';', type.size);
	return trim_blanks((struct slice){type.data, end ? (size_t)(end - type.data) : type.size});
}

static bool is_named(struct slice text, const char *name)
{
	return text.size == strlen(name) && strncasecmp(text.data, name, text.size) == 0;
}

static struct slice charset_of(struct slice type)
{
	static const char name[] = "charset=";
	for (size_t at = 0; at + sizeof name <= type.size; at++) {
		if (strncasecmp(type.data + at, name, sizeof name - 1) != 0)
			continue;
		struct slice value = trim_blanks(slice_from(type, at + sizeof name - 1));
		size_t size = 0;
		while (size < value.size && value.data[size] != ';')
			size++;
		value = trim_blanks((struct slice){value.data, size});
		if (value.size > 1 && (*value.data == '"' || *value.data == '\''))
			value = (struct slice){value.data + 1, value.size - 2};
		return value;
	}
	return (struct slice){NULL, 0};
}

// The size at the start of a chunk, in hex. False: it is none.
static bool read_chunk_size(struct slice line, uint64_t *size)
{
	size_t digits = 0;
	*size = 0;
	for (; digits < line.size && digits < 15; digits++) {
		char c = to_lower(line.data[digits]);
		if (!is_digit(c) && !(c >= 'a' && c <= 'f'))
			break;
		*size = *size << 4 | (uint64_t)(is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return digits > 0;
}

// Puts chunks together. A body that is broken off ends there; one without chunks stays.
static bool join_chunks(struct slice *body, struct buffer *whole)
{
	struct slice rest = *body;
	buffer_clear(whole);
	while (rest.size > 0) {
		uint64_t size;
		if (!read_chunk_size(take_line(&rest), &size)) {
			if (whole->size == 0)
				return true;
			break;
		}
		if (size == 0)
			break;
		size_t here = size < rest.size ? (size_t)size : rest.size;
		if (!buffer_append(whole, rest.data, here))
			return false;
		rest = slice_from(rest, here);
		rest = slice_from(rest, rest.size > 0 && *rest.data == '\r');
		rest = slice_from(rest, rest.size > 0 && *rest.data == '\n');
	}
	*body = slice_of(whole);
	return true;
}

bool warc_response(struct slice block, struct buffer *whole, struct warc_page *page, bool *found)
{
	static const char *const types[] = {"text/html", "application/xhtml+xml", "text/plain"};
	size_t size = header_size(block);
	struct slice header = {block.data, size};
	*page = (struct warc_page){.text = slice_from(block, size)};
	*found = false;
	if (size == 0 || !begins_with(block, "HTTP/"))
		return true;
	struct slice type = warc_field(header, "Content-Type"), encoding;
	page->type = main_type(type);
	page->charset = charset_of(type);
	encoding = warc_field(header, "Content-Encoding");
	for (size_t i = 0; i < COUNT(types); i++)
		*found |= is_named(page->type, types[i]);
	*found = *found && (encoding.size == 0 || is_named(encoding, "identity"));
	if (!*found || !is_named(warc_field(header, "Transfer-Encoding"), "chunked"))
		return true;
	return join_chunks(&page->text, whole);
}
