// SPDX-License-Identifier: MIT
// The table of the writers, and what they share.
#include "output/writers.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "message.h"

// --- the body ---

static void put_kept(struct write *write, const struct dehusk_line *line, write_put *put)
{
	if (write->gap && !write->piece)
		put(write->out, "\n", 1);
	for (size_t i = 0; i < line->tabs; i++)
		put(write->out, "\t", 1);
	for (size_t i = 0; i < line->spaces; i++)
		put(write->out, " ", 1);
	put(write->out, line->text, line->size);
	if (!line->more)
		put(write->out, "\n", 1);
	write->piece = line->more;
	write->gap = false;
	write->begun = true;
}

void write_body(struct write *write, const struct dehusk_lines *lines, write_put *put)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct dehusk_line *line = &lines->line[i];
		if (line->verdict == DEHUSK_KEPT)
			put_kept(write, line, put);
		else if (line->verdict == DEHUSK_EMPTY)
			write->gap = write->begun;
	}
}

// --- pages one after another ---

#define HEADING_ON "\033[35m" // magenta, as grep has the names of files
#define HEADING_OFF "\033[0m"

static bool put_heading(struct write *write)
{
	struct buffer name = {0};
	bool done = strcmp(write->file, "-") == 0 ? buffer_append_string(&name, "<stdin>")
						  : message_quote(&name, write->file);
	io_put_string(write->out, write->colour ? HEADING_ON : "");
	io_put(write->out, name.data, name.size);
	io_put_string(write->out, write->colour ? HEADING_OFF "\n" : "\n");
	buffer_free(&name);
	return done;
}

bool write_part_pages(struct write *write)
{
	if (write->begun)
		return true;
	if (write->ever && !write->null_data)
		io_put(write->out, "\n", 1);
	return !write->heading || put_heading(write);
}

void write_name(struct io_out *out, const char *name)
{
	size_t size = strlen(name);
	for (size_t at = 0; at < size;) {
		uint32_t c;
		size_t length = utf8_decode(name + at, size - at, &c);
		bool raw = message_shows(c) && c != '\\';
		char escape[8];
		for (size_t i = 0; i < length && !raw; i++) {
			snprintf(escape, sizeof escape, "\\x%02X",
				(unsigned)(unsigned char)name[at + i]);
			io_put_string(out, escape);
		}
		if (raw)
			io_put(out, name + at, length);
		at += length;
	}
}

static void compose_digest(char digest[24], bool known, const struct dehusk_ruleset *rules)
{
	if (known)
		snprintf(digest, 24, "\"%016" PRIx64 "\"", dehusk_ruleset_digest(rules));
	else
		snprintf(digest, 24, "null");
}

void write_digests(const struct options *options, char digests[WRITE_DIGESTS])
{
	char built_in[24], user[24];
	compose_digest(built_in, !options->no_default_rules, NULL);
	compose_digest(user, options->rules != NULL, options->rules);
	snprintf(digests, WRITE_DIGESTS, "{\"built_in\":%s,\"user\":%s}", built_in, user);
}

// Counts only: the list of rules comes at the end of the run.
static const struct writer write_no_page = {.name = "list-rules", .room = WRITE_TEXT_ROOM};

// --- the run ---

static const struct writer *const writers[] = {
	&write_text,
	&write_body_only,
	&write_husk,
	&write_dates,
	&write_sources,
	&write_json,
	&write_explain,
	&write_no_page,
};

const struct writer *write_named(const char *name)
{
	size_t i = 1; // the first one, the default, has no name
	while (i + 1 < COUNT(writers) && strcmp(writers[i]->name, name) != 0)
		i++;
	return writers[i];
}

// Whether what goes to a terminal is in colour there.
static bool has_colour(const struct options *options)
{
	const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
	return options->color == WHEN_AUTO && !(no_colour && *no_colour) && terminal &&
	       strcmp(terminal, "dumb") != 0;
}

// Whether names of files stand above pages: asked for, or several pages on a terminal.
static bool has_headings(const struct options *options, bool terminal)
{
	bool several =
		options->file_count > 1 || options->recursive || options->files0_from != NULL;
	return write_parts_pages(options) &&
	       (options->heading == WHEN_ALWAYS ||
		       (options->heading == WHEN_AUTO && terminal && several));
}

bool write_begin(struct write *write, const struct options *options, struct io_out *out)
{
	bool terminal = out->fd >= 0 && isatty(out->fd) == 1;
	*write = (struct write){
		.writer = options->writer,
		.out = out,
		.null_data = options->null_data,
		.facts = options->facts,
		.terminal = terminal,
		.heading = has_headings(options, terminal),
		.always = options->color == WHEN_ALWAYS,
	};
	write->colour = write->always || (terminal && has_colour(options));
	if (options->writer == &write_dates &&
		!(write->days = calloc(WRITE_DAY_WORDS, sizeof *write->days)))
		return false;
	if (options->writer != &write_json && !options->facts)
		return true;
	write_digests(options, write->digests);
	write->summary = calloc(1, sizeof *write->summary);
	return write->summary != NULL;
}

void write_free(struct write *write)
{
	free(write->days);
	free(write->summary);
}

void write_renew(struct write *write)
{
	write->terminal = write->ever = write->heading = false;
	write->colour = write->always;
	if (write->dated)
		memset(write->days, 0, WRITE_DAY_WORDS * sizeof *write->days);
	write->dated = false;
}

bool write_page(struct write *write, const char *file)
{
	write->begun = write->gap = write->piece = false;
	write->file = file;
	io_mark(write->out);
	return !write->writer->begin || write->writer->begin(write);
}

bool write_lines(struct write *write, const struct dehusk_lines *lines)
{
	return lines->count == 0 || !write->writer->lines || write->writer->lines(write, lines);
}

static void end_page(struct write *write)
{
	if (write->null_data && write->writer->ends_pages)
		io_put(write->out, "", 1);
	io_mark(write->out);
}

bool write_end_page(struct write *write, struct dehusk *dehusk)
{
	bool done = !write->writer->end || write->writer->end(write, dehusk);
	if (done)
		end_page(write);
	return done;
}

void write_skipped_page(struct write *write)
{
	end_page(write);
}

bool write_parts_pages(const struct options *options)
{
	return options->writer->parts_pages && !options->null_data && !options->records;
}

void write_merge(struct write *write, const struct write *other)
{
	write->dated |= other->dated;
	for (size_t i = 0; other->dated && i < WRITE_DAY_WORDS; i++)
		write->days[i] |= other->days[i];
}

void write_abandon_page(struct write *write)
{
	if (io_discard(write->out))
		return;
	// Separates what follows from the unfinished page.
	if (write->piece || write->writer->whole_records)
		io_put(write->out, "\n", 1);
	write->ever = true;
	end_page(write);
}

void write_flush(struct write *write)
{
	if (write->writer->whole_records)
		io_flush_records(write->out);
	else
		io_flush(write->out);
}

bool write_finish(struct write *write)
{
	return !write->writer->finish || write->writer->finish(write);
}
