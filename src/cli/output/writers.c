// SPDX-License-Identifier: MIT
// The writers: each prints the table of lines in one format. This file has the plain ones.
#include "output/writers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "message.h"

// --- the body ---

static void put_raw(struct io_out *out, const char *data, size_t size)
{
	io_put(out, data, size);
}

static void put_kept(struct write *write, const struct dehusk_line *line, write_put *put)
{
	if (write->gap && !write->piece)
		put(write->out, "\n", 1);
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

// Separates a page that prints something from the one before.
static void part_pages(struct write *write)
{
	if (!write->begun && write->ever && !write->null_data)
		io_put(write->out, "\n", 1);
}

static bool begin_nothing(struct write *write)
{
	(void)write;
	return true;
}

static bool any_kept(const struct dehusk_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		if (lines->line[i].verdict == DEHUSK_KEPT)
			return true;
	return false;
}

static bool text_lines(struct write *write, const struct dehusk_lines *lines)
{
	if (!write->begun && any_kept(lines))
		part_pages(write);
	write_body(write, lines, put_raw);
	return true;
}

static void end_text(struct write *write)
{
	write->ever |= write->begun;
	if (write->null_data)
		io_put(write->out, "", 1);
}

static bool main_text_end(struct write *write, struct dehusk *dehusk)
{
	(void)dehusk;
	end_text(write);
	return true;
}

static void put_day(struct write *write, int32_t date)
{
	char text[11];
	dehusk_date_format(date, text);
	io_put_string(write->out, text);
	io_put(write->out, "\n", 1);
}

static void put_source(struct write *write, const struct dehusk_source *source)
{
	io_put_string(write->out, "来源: ");
	io_put(write->out, source->name, source->name_size);
	io_put(write->out, "\n", 1);
	for (size_t i = 0; i < source->date_count; i++)
		put_day(write, source->dates[i]);
}

// Puts the empty line between the body and what follows it.
static void begin_part(struct write *write)
{
	part_pages(write);
	if (write->begun)
		io_put(write->out, "\n", 1);
	write->begun = true;
}

// Puts the author or editor of the page, if a second run would read the line back as that. *put:
// whether it was put.
static bool put_person(struct write *write, struct dehusk *dehusk, const char *label,
	const struct dehusk_name *name, bool *begun, bool *put)
{
	*put = false;
	if (name->size == 0)
		return true;
	if (dehusk_reads_back(dehusk, label, name, put) != DEHUSK_OK)
		return false;
	if (!*put)
		return true;
	if (!*begun)
		begin_part(write);
	*begun = true;
	io_put_string(write->out, label);
	io_put(write->out, name->text, name->size);
	io_put(write->out, "\n", 1);
	return true;
}

// Puts author and editor of the page. A name in the text is found by a second run as well.
static bool put_people(
	struct write *write, struct dehusk *dehusk, const struct dehusk_facts *facts, bool begun)
{
	bool put;
	if (!put_person(write, dehusk, "作者: ", &facts->author, &begun, &put))
		return false;
	if (!put && !put_person(write, dehusk, "作者: ", &facts->in_text, &begun, &put))
		return false;
	return put_person(write, dehusk, "编辑: ", &facts->editor, &begun, &put);
}

// Puts the lines that close the page.
static bool put_closing(struct write *write, struct dehusk *dehusk)
{
	const struct dehusk_facts *facts = dehusk_facts(dehusk);
	bool begun = facts->lost != 0;
	if (begun) {
		begin_part(write);
		io_put_string(write->out, "发布时间: ");
		put_day(write, facts->lost);
	}
	return !write->facts || put_people(write, dehusk, facts, begun);
}

static bool text_end(struct write *write, struct dehusk *dehusk)
{
	const struct dehusk_source *sources;
	size_t count;
	if (dehusk_sources(dehusk, &sources, &count) != DEHUSK_OK)
		return false;
	for (size_t i = 0; i < count; i++) {
		begin_part(write);
		put_source(write, &sources[i]);
	}
	if (!put_closing(write, dehusk))
		return false;
	end_text(write);
	return true;
}

static bool finish_nothing(struct write *write)
{
	(void)write;
	return true;
}

// --- what the body leaves out ---

static bool husk_lines(struct write *write, const struct dehusk_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct dehusk_line *line = &lines->line[i];
		if (line->verdict == DEHUSK_KEPT || line->verdict == DEHUSK_EMPTY)
			continue;
		part_pages(write);
		io_put(write->out, line->text, line->size);
		if (!line->more)
			io_put(write->out, "\n", 1);
		write->begun = true;
	}
	return true;
}

// --- dates and sources ---

static bool no_lines(struct write *write, const struct dehusk_lines *lines)
{
	(void)write, (void)lines;
	return true;
}

static size_t day_of(int32_t date)
{
	return ((size_t)(date / 10000 - 1900) * 12 + (size_t)(date / 100 % 100 - 1)) * 31 +
	       (size_t)(date % 100 - 1);
}

static int32_t date_of(size_t day)
{
	return (int32_t)((1900 + day / 372) * 10000 + (day / 31 % 12 + 1) * 100 + day % 31 + 1);
}

// Adds a date to those of the run; 0: none.
static void add_day(struct write *write, int32_t date)
{
	if (date == 0)
		return;
	size_t day = day_of(date);
	write->days[day / 64] |= (uint64_t)1 << day % 64;
	write->dated = true;
}

static bool dates_end(struct write *write, struct dehusk *dehusk)
{
	const struct dehusk_source *sources;
	size_t count;
	if (dehusk_sources(dehusk, &sources, &count) != DEHUSK_OK)
		return false;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < sources[i].date_count; k++)
			add_day(write, sources[i].dates[k]);
	if (count == 1 && sources[0].date_count == 0)
		add_day(write, dehusk_facts(dehusk)->published);
	return true;
}

static bool dates_finish(struct write *write)
{
	char date[11];
	for (size_t day = 0; day < WRITE_DAYS; day++)
		if (write->days[day / 64] >> day % 64 & 1) {
			dehusk_date_format(date_of(day), date);
			io_put(write->out, date, 10);
			io_put(write->out, "\n", 1);
		}
	return true;
}

static void put_source_row(struct write *write, const struct dehusk_source *source, int32_t date)
{
	char text[11] = "";
	if (date != 0)
		dehusk_date_format(date, text);
	write_name(write->out, write->file);
	io_put(write->out, "\t", 1);
	io_put(write->out, source->name, source->name_size);
	io_put(write->out, "\t", 1);
	io_put_string(write->out, text);
	io_put(write->out, "\n", 1);
}

static bool sources_end(struct write *write, struct dehusk *dehusk)
{
	const struct dehusk_source *sources;
	size_t count;
	if (dehusk_sources(dehusk, &sources, &count) != DEHUSK_OK)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (sources[i].date_count == 0)
			put_source_row(write, &sources[i],
				count == 1 ? dehusk_facts(dehusk)->published : 0);
		for (size_t k = 0; k < sources[i].date_count; k++)
			put_source_row(write, &sources[i], sources[i].dates[k]);
	}
	if (write->null_data)
		io_put(write->out, "", 1);
	return true;
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

// --- which is which ---

#define BODY (DEHUSK_WANT(DEHUSK_KEPT) | DEHUSK_WANT(DEHUSK_EMPTY))
#define HUSK (DEHUSK_WANT(DEHUSK_COLLECTED) | DEHUSK_WANT(DEHUSK_DROPPED))

static const struct writer write_text = {
	begin_nothing, text_lines, text_end, finish_nothing, false, BODY, true};
static const struct writer write_body_only = {
	begin_nothing, text_lines, main_text_end, finish_nothing, false, BODY, true};
static const struct writer write_husk = {
	begin_nothing, husk_lines, main_text_end, finish_nothing, false, HUSK, true};
static const struct writer write_dates = {
	begin_nothing, no_lines, dates_end, dates_finish, false, 0, false};
static const struct writer write_sources = {
	begin_nothing, no_lines, sources_end, finish_nothing, false, 0, false};

static const struct writer *const writers[] = {
	[OUTPUT_TEXT] = &write_text,
	[OUTPUT_BODY] = &write_body_only,
	[OUTPUT_HUSK] = &write_husk,
	[OUTPUT_DATES] = &write_dates,
	[OUTPUT_SOURCES] = &write_sources,
	[OUTPUT_JSON] = &write_json,
	[OUTPUT_EXPLAIN] = &write_explain,
};

void write_begin(struct write *write, const struct options *options, struct io_out *out)
{
	bool terminal = out->fd >= 0 && isatty(out->fd) == 1;
	const char *no_colour = getenv("NO_COLOR");
	*write = (struct write){
		.writer = writers[options->output],
		.out = out,
		.null_data = options->null_data,
		.facts = options->facts,
		.terminal = terminal,
		.colour = terminal && !(no_colour && *no_colour),
	};
}

void write_renew(struct write *write)
{
	write->terminal = write->colour = write->ever = false;
	if (write->dated)
		memset(write->days, 0, sizeof write->days);
	write->dated = false;
}

bool write_page(struct write *write, const char *file)
{
	write->begun = write->gap = write->piece = false;
	write->file = file;
	io_mark(write->out);
	return write->writer->begin(write);
}

bool write_lines(struct write *write, const struct dehusk_lines *lines)
{
	return lines->count == 0 || write->writer->lines(write, lines);
}

bool write_end_page(struct write *write, struct dehusk *dehusk)
{
	bool done = write->writer->end(write, dehusk);
	if (done)
		io_mark(write->out);
	return done;
}

bool write_parts_pages(const struct options *options)
{
	return writers[options->output]->parts_pages && !options->null_data;
}

void write_merge(struct write *write, const struct write *other)
{
	write->dated |= other->dated;
	for (size_t i = 0; i < sizeof write->days / sizeof write->days[0]; i++)
		write->days[i] |= other->days[i];
}

void write_abandon_page(struct write *write)
{
	if (io_discard(write->out))
		return;
	// Separates what follows from the unfinished page.
	if (write->piece || write->writer->whole_records)
		io_put(write->out, "\n", 1);
	if (write->null_data && !write->writer->whole_records)
		io_put(write->out, "", 1);
	write->ever = true;
	io_mark(write->out);
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
	return write->writer->finish(write);
}
