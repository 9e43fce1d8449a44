// SPDX-License-Identifier: MIT
// The responses of HTTP/1 in WARC records.
#include "records/http.h"

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "records/header.h"

#define CHUNK_DIGITS 15 // most hex digits of a size, so that it fits

// Cuts a line end off the text. False: there is none.
static bool take_line_end(struct slice *text)
{
	size_t size = text->size > 0 && *text->data == '\r';
	if (text->size == size || text->data[size] != '\n')
		return false;
	*text = slice_from(*text, size + 1);
	return true;
}

// The size in the line in front of a chunk, which may have extensions. False: it is no such line.
static bool read_chunk_size(struct slice line, uint64_t *size)
{
	size_t at = 0;
	*size = 0;
	for (; at < line.size && at < CHUNK_DIGITS; at++) {
		char c = to_lower(line.data[at]);
		if (!is_digit(c) && !(c >= 'a' && c <= 'f'))
			break;
		*size = *size << 4 | (uint64_t)(is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	bool digits = at > 0;
	while (at < line.size && (line.data[at] == ' ' || line.data[at] == '\t'))
		at++;
	return digits && at < line.size &&
	       (line.data[at] == ';' || line.data[at] == '\r' || line.data[at] == '\n');
}

// Takes the next chunk, of which not all need be here. False: none follows; nothing is taken.
static bool take_chunk(struct slice *text, struct slice *chunk)
{
	uint64_t size;
	struct slice rest = *text;
	if (rest.size == 0 || !read_chunk_size(header_line(&rest), &size))
		return false;
	*chunk = (struct slice){rest.data, size < rest.size ? (size_t)size : rest.size};
	rest = slice_from(rest, chunk->size);
	if (chunk->size > 0 && rest.size > 0 && !take_line_end(&rest))
		return false;
	*text = rest;
	return true;
}

// Puts chunks together, up to the last one, which is empty. What follows a broken one stays as it
// is, and so does a body without chunks.
static bool join_chunks(struct slice *body, struct buffer *whole)
{
	struct slice rest = *body, chunk;
	bool last = false;
	buffer_clear(whole);
	while (!last && take_chunk(&rest, &chunk)) {
		if (!buffer_append(whole, chunk.data, chunk.size))
			return false;
		last = chunk.size == 0;
	}
	if (!last && !buffer_append(whole, rest.data, rest.size))
		return false;
	*body = (struct slice){whole->data, whole->size};
	return true;
}

static bool is_coded(struct slice coding)
{
	return coding.size > 0 && !header_is_named(coding, "identity");
}

bool http_read(
	struct slice message, struct buffer *whole, struct http_response *response, bool *found)
{
	size_t size = header_size(message);
	struct slice header = {message.data, size};
	*found = size > 0 && begins_with(message, "HTTP/");
	if (!*found)
		return true;
	struct slice transfer = header_field(header, "Transfer-Encoding");
	bool chunked = header_is_named(transfer, "chunked");
	*response = (struct http_response){
		.body = slice_from(message, size),
		.type = header_field(header, "Content-Type"),
		.encoded = is_coded(header_field(header, "Content-Encoding")) ||
			   (is_coded(transfer) && !chunked),
	};
	return !chunked || response->encoded || join_chunks(&response->body, whole);
}
