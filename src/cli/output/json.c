// SPDX-License-Identifier: MIT
// The JSON writer: one object per page, on one line (RFC 8259).
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/bytes.h"
#include "base/text.h"
#include "base/utf8.h"
#include "message.h"
#include "output/json-text.h"
#include "output/stats.h"
#include "output/summary.h"
#include "output/writers.h"

#define FACTS_ROOM ((size_t)1 << 12)

// Clean text has no control characters except the line ends between its lines, and tabs before
// lines of code.
static const char *escape_of(char c)
{
	return c == '"'    ? "\\\""
	       : c == '\\' ? "\\\\"
	       : c == '\n' ? "\\n"
	       : c == '\t' ? "\\t"
			   : NULL;
}

static bool has_escapes(bytes some)
{
	return bytes_any((bytes)(some == '"') | (bytes)(some == '\\') | (bytes)(some == '\n') |
			 (bytes)(some == '\t'));
}

// How many leading bytes need no escape.
static size_t plain_size(const char *data, size_t size)
{
	size_t at = 0;
	while (size - at >= BYTES && !has_escapes(bytes_at(data + at)))
		at += BYTES;
	while (at < size && !escape_of(data[at]))
		at++;
	return at;
}

// Takes the next piece of a text as it stands in a string: bytes that need no escape, or one
// escape. False: nothing is left.
static bool next_piece(struct slice *text, struct slice *piece)
{
	if (text->size == 0)
		return false;
	const char *escape = escape_of(*text->data);
	*piece = escape ? (struct slice){escape, strlen(escape)}
			: (struct slice){text->data, plain_size(text->data, text->size)};
	*text = slice_from(*text, escape ? 1 : piece->size);
	return true;
}

void write_json_text(struct io_out *out, const char *data, size_t size)
{
	struct slice text = {data, size}, piece;
	while (next_piece(&text, &piece))
		io_put(out, piece.data, piece.size);
}

static void put_control(struct io_out *out, uint32_t c)
{
	char escape[16];
	if (c < 0x10000)
		snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c);
	else
		snprintf(escape, sizeof escape, "\\u%04x\\u%04x", (unsigned)(0xD7C0 + (c >> 10)),
			(unsigned)(0xDC00 + (c & 0x3FF)));
	io_put_string(out, escape);
}

// Puts any bytes; ill-formed ones become U+FFFD, and what a terminal does not show is escaped.
// Returns whether there were any.
static bool put_name(struct io_out *out, struct slice name)
{
	bool ill_formed = false;
	for (size_t at = 0; at < name.size;) {
		uint32_t c;
		size_t length = utf8_decode(name.data + at, name.size - at, &c);
		if (c >= UTF8_INCOMPLETE)
			io_put_string(out, UTF8_REPLACEMENT_BYTES);
		else if (!message_shows(c))
			put_control(out, c);
		else
			write_json_text(out, name.data + at, length);
		ill_formed |= c >= UTF8_INCOMPLETE;
		at += length;
	}
	return ill_formed;
}

static void put_hex(struct io_out *out, const char *name)
{
	char hex[4];
	for (; *name; name++) {
		snprintf(hex, sizeof hex, "%02x", (unsigned)(unsigned char)*name);
		io_put_string(out, hex);
	}
}

static void put_of_record(struct io_out *out, const char *member, struct slice text)
{
	if (text.size == 0)
		return;
	io_put_string(out, member);
	put_name(out, text);
	io_put_string(out, "\"");
}

static bool json_begin(struct write *write)
{
	const char *file = write->input ? write->input : write->file;
	io_put_string(write->out, "{\"file\":\"");
	if (put_name(write->out, (struct slice){file, strlen(file)})) {
		io_put_string(write->out, "\",\"file_hex\":\"");
		put_hex(write->out, file);
	}
	io_put_string(write->out, "\"");
	put_of_record(write->out, ",\"id\":\"", write->record.id);
	put_of_record(write->out, ",\"date\":\"", write->record.date);
	write->head_at = write->out->size - write->out->mark;
	io_put_string(write->out, ",\"text\":\"");
	summary_begin(write->summary);
	return true;
}

static void sum_line(struct summary *summary, const struct dehusk_line *line)
{
	for (size_t i = 0; i < line->tabs; i++)
		summary_add(summary, "\t", 1);
	for (size_t i = 0; i < line->spaces; i++)
		summary_add(summary, " ", 1);
	summary_add(summary, line->text, line->size);
}

static bool json_lines(struct write *write, const struct dehusk_lines *lines)
{
	write_body(write, lines, write_json_text);
	for (size_t i = 0; i < lines->count; i++)
		if (lines->line[i].verdict == DEHUSK_KEPT)
			sum_line(write->summary, &lines->line[i]);
	return true;
}

static void put_source_object(struct io_out *out, const struct dehusk_source *source)
{
	char date[] = ",\"YYYY-MM-DD";
	io_put_string(out, "{\"name\":\"");
	write_json_text(out, source->name.text, source->name.size);
	io_put_string(out, "\",\"dates\":[");
	for (size_t i = 0; i < source->date_count; i++) {
		size_t comma = i > 0 ? 0 : 1; // 0: with the comma; 1: without
		dehusk_date_format(source->dates[i], date + 2);
		date[sizeof date - 1] = '"';
		io_put(out, date + comma, sizeof date - comma);
	}
	io_put_string(out, "]}");
}

static void put_name_or_null(struct io_out *out, const struct dehusk_name *name)
{
	if (name->size == 0) {
		io_put_string(out, "null");
		return;
	}
	io_put_string(out, "\"");
	write_json_text(out, name->text, name->size);
	io_put_string(out, "\"");
}

// `url`: of the record that the page is in, which is right; size 0: the page is in none.
static void put_facts(struct io_out *out, const struct dehusk_facts *facts, struct slice url)
{
	char date[11];
	dehusk_date_format(facts->published, date);
	struct dehusk_name published = {date, facts->published != 0 ? 10 : 0};
	io_put_string(out, ",\"published\":");
	put_name_or_null(out, &published);
	io_put_string(out, ",\"author\":");
	put_name_or_null(out, &facts->author);
	io_put_string(out, ",\"editor\":");
	put_name_or_null(out, &facts->editor);
	io_put_string(out, ",\"site\":");
	put_name_or_null(out, &facts->site);
	if (url.size > 0) {
		put_of_record(out, ",\"url\":\"", url);
		return;
	}
	io_put_string(out, ",\"url\":");
	put_name_or_null(out, &facts->url);
}

// Puts a number after a string.
static void put_number(struct io_out *out, const char *before, int64_t number)
{
	char digits[20], *end = digits + sizeof digits, *at = end;
	uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (number < 0)
		*--at = '-';
	io_put_string(out, before);
	io_put(out, at, (size_t)(end - at));
}

static void put_summary(struct io_out *out, const struct summary *summary)
{
	char digest[17];
	const char *script = summary_script(summary);
	struct dehusk_name name = {script, script ? strlen(script) : 0};
	snprintf(digest, sizeof digest, "%016" PRIx64, summary_digest(summary));
	put_number(out, ",\"chars\":", (int64_t)summary->chars);
	io_put_string(out, ",\"script\":");
	put_name_or_null(out, &name);
	io_put_string(out, ",\"digest\":\"");
	io_put_string(out, digest);
	io_put_string(out, "\"");
}

static void put_main_text(struct io_out *out, const struct dehusk_main_text *main_text)
{
	uint64_t percent = main_text->ruled > 0 ? 100 * main_text->kept / main_text->ruled : 100;
	io_put_string(out, ",\"main_text\":{\"ran\":");
	io_put_string(out, main_text->ran ? "true" : "false");
	put_number(out, ",\"best\":", main_text->best);
	put_number(out, ",\"second\":", main_text->second);
	put_number(out, ",\"kept_percent\":", (int64_t)percent);
	io_put_string(out, main_text->sure ? ",\"sure\":true}" : ",\"sure\":false}");
}

static void put_counts(struct io_out *out, const struct dehusk *dehusk)
{
	io_put_string(out, ",\"counts\":{\"");
	for (size_t i = 0; i < DEHUSK_COUNTS; i++) {
		io_put_string(out, i > 0 ? ",\"" : "");
		io_put_string(out, stats_counts[i]);
		put_number(out, "\":", (int64_t)dehusk_count(dehusk, (enum dehusk_count)i));
	}
	io_put_string(out, "}");
}

static bool append_escaped(struct buffer *out, struct slice text)
{
	struct slice piece;
	while (next_piece(&text, &piece))
		if (!buffer_append(out, piece.data, piece.size))
			return false;
	return true;
}

static bool append_title(struct buffer *text, struct dehusk_name title)
{
	if (!title.text)
		return buffer_append_string(text, ",\"title\":null");
	return buffer_append_string(text, ",\"title\":\"") &&
	       append_escaped(text, (struct slice){title.text, title.size}) &&
	       buffer_append_string(text, "\"");
}

// Appends what is known only at the end of the page, but stands before its text. Names of encodings
// need no escapes.
static bool append_late_head(struct buffer *text, struct dehusk *dehusk)
{
	return buffer_append_string(text, "\"encoding\":\"") &&
	       buffer_append_string(text, dehusk_encoding(dehusk)) &&
	       buffer_append_string(text, "\"") &&
	       append_title(text, dehusk_facts(dehusk)->title) && buffer_append_byte(text, '\0');
}

// Inserts it before the text. If the record is too large to wait, appends it.
static bool put_late_head(struct write *write, struct dehusk *dehusk)
{
	struct buffer text = {0};
	bool done = buffer_append_byte(&text, ',') && append_late_head(&text, dehusk);
	if (done && !io_insert(write->out, write->head_at, text.data))
		io_put_string(write->out, text.data);
	buffer_free(&text);
	return done;
}

// Puts what stands behind the text. False: no memory.
static bool put_rest(
	struct io_out *out, struct dehusk *dehusk, const struct write *write, struct slice url)
{
	const struct dehusk_source *sources;
	size_t count;
	if (dehusk_sources(dehusk, &sources, &count) != DEHUSK_OK)
		return false;
	put_summary(out, write->summary);
	put_facts(out, dehusk_facts(dehusk), url);
	io_put_string(out, ",\"sources\":[");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			io_put(out, ",", 1);
		put_source_object(out, &sources[i]);
	}
	io_put_string(out, "]");
	put_main_text(out, dehusk_main_text(dehusk));
	io_put_string(out, ",\"rule_digests\":");
	io_put_string(out, write->digests);
	put_counts(out, dehusk);
	return true;
}

static bool json_end(struct write *write, struct dehusk *dehusk)
{
	io_put_string(write->out, "\"");
	if (!put_late_head(write, dehusk) ||
		!put_rest(write->out, dehusk, write, write->record.url))
		return false;
	io_put_string(write->out, "}\n");
	return true;
}

static int put_in_buffer(void *context, const char *data, size_t size)
{
	return buffer_append(context, data, size) ? 0 : ENOMEM;
}

// The lines of a body, each with its end.
static void sum_up(struct summary *summary, struct slice body)
{
	summary_begin(summary);
	while (body.size > 0) {
		const char *end = memchr(body.data, '\n', body.size);
		size_t size = end ? (size_t)(end - body.data) : body.size;
		summary_add(summary, body.data, size);
		body = slice_from(body, size + (end != NULL));
	}
}

bool json_append_facts(
	struct buffer *text, struct write *write, struct dehusk *dehusk, struct slice body)
{
	struct io_out out;
	struct buffer head = {0};
	struct slice none = {NULL, 0};
	if (!io_out_begin(&out, -1, FACTS_ROOM))
		return false;
	sum_up(write->summary, body);
	out.sink = put_in_buffer;
	out.context = text;
	io_put_string(&out, "{");
	bool done = append_late_head(&head, dehusk);
	if (done)
		io_put_string(&out, head.data);
	done = done && put_rest(&out, dehusk, write, none);
	io_put_string(&out, "}");
	io_flush(&out);
	done = done && out.error == 0;
	buffer_free(&head);
	io_out_free(&out);
	return done;
}

const struct writer write_json = {
	.name = "json",
	.begin = json_begin,
	.lines = json_lines,
	.end = json_end,
	.without = DEHUSK_WITHOUT(DEHUSK_COLLECTED) | DEHUSK_WITHOUT(DEHUSK_DROPPED),
	.room = WRITE_JSON_ROOM,
	.whole_records = true,
};
