// SPDX-License-Identifier: MIT
// Decodes rows of bytes and compares them with what is expected.
//
//     decode-rows <rows
//
// A row is LABEL<TAB>BYTES<TAB>EXPECTED, bytes and expected UTF-8 in hexadecimal digits; INVALID
// stands for any text with an ill-formed sequence in it. Each row is decoded whole and in pieces of
// 1, 2, 3 and 5 bytes, before any clean-up. Prints what differs, then how many rows there were; the
// exit status is 1 if any differs.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "decode/decode.h"

#define ROOM ((size_t)1 << 20)

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "decode-rows: %s\n", what);
	exit(2);
}

static size_t from_hex(const char *hex, char *out)
{
	size_t size = 0;
	for (unsigned byte; sscanf(hex, "%2x", &byte) == 1; hex += 2)
		out[size++] = (char)byte;
	return size;
}

// Pages in UTF-8 pass as they are: their ill-formed sequences are found by the next in line.
static void append(
	struct buffer *out, struct slice text, uint64_t *ill_formed, bool last, struct buffer *rest)
{
	if (!buffer_append(rest, text.data, text.size))
		die("no memory");
	size_t at = 0;
	while (at < rest->size) {
		uint32_t c;
		char bytes[4];
		size_t length = utf8_decode(rest->data + at, rest->size - at, &c);
		if (c == UTF8_INCOMPLETE && !last)
			break;
		*ill_formed += c >= UTF8_INCOMPLETE;
		size_t size = utf8_encode(c >= UTF8_INCOMPLETE ? UTF8_REPLACEMENT : c, bytes);
		if (!buffer_append(out, bytes, size))
			die("no memory");
		at += length;
	}
	memmove(rest->data, rest->data + at, rest->size - at);
	rest->size -= at;
}

static void decode(struct decode *decode, struct slice bytes, size_t piece, struct buffer *out,
	uint64_t *ill_formed)
{
	struct buffer rest = {0};
	struct slice text;
	if (!buffer_reserve(&rest, 1))
		die("no memory");
	buffer_clear(out);
	*ill_formed = 0;
	for (size_t at = 0; at < bytes.size; at += piece) {
		size_t size = bytes.size - at < piece ? bytes.size - at : piece;
		if (!decode_feed(decode, bytes.data + at, size, &text))
			die("no memory");
		append(out, text, ill_formed, false, &rest);
	}
	if (!decode_end(decode, &text))
		die("no memory");
	append(out, text, ill_formed, true, &rest);
	*ill_formed += decode_ill_formed(decode);
	buffer_free(&rest);
}

static bool holds(struct decode *decoder, struct slice bytes, size_t piece, const char *expected)
{
	static char wanted[ROOM];
	struct buffer out = {0};
	uint64_t ill_formed;
	decode(decoder, bytes, piece, &out, &ill_formed);
	size_t size = from_hex(expected, wanted);
	bool good =
		strncmp(expected, "INVALID", 7) == 0
			? ill_formed > 0
			: size == out.size && (size == 0 || memcmp(wanted, out.data, size) == 0);
	if (!good) {
		printf("in pieces of %zu: ", piece);
		for (size_t i = 0; i < out.size; i++)
			printf("%02x", (unsigned)(unsigned char)out.data[i]);
		printf(" for ");
	}
	buffer_free(&out);
	return good;
}

int main(void)
{
	static const size_t pieces[] = {ROOM, 1, 2, 3, 5};
	static char line[ROOM], bytes[ROOM];
	struct decode *decoder = decode_new();
	size_t rows = 0, bad = 0;
	while (decoder && fgets(line, sizeof line, stdin)) {
		struct encoding label;
		char *tab = strchr(line, '\t'), *next = tab ? strchr(tab + 1, '\t') : NULL;
		line[strcspn(line, "\n")] = '\0';
		if (!next)
			die("not a row");
		*tab = *next = '\0';
		if (!encoding_find(line, &label))
			die("unknown label");
		decode_choose(decoder, &label);
		struct slice row = {bytes, from_hex(tab + 1, bytes)};
		rows++;
		for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
			if (holds(decoder, row, pieces[i], next + 1))
				continue;
			printf("%s %s, not %s\n", line, tab + 1, next + 1);
			bad++;
			break;
		}
	}
	printf("%zu rows, %zu differ\n", rows, bad);
	decode_free(decoder);
	return bad > 0;
}
