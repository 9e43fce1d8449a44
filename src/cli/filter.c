// SPDX-License-Identifier: MIT
// The main path of the program: the pages of one input, from read to write.
//
//     read a block ─ filter-pages.c: feeds it, writes the lines ─ ... ─ ends the page
#include "filter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "message.h"
#include "records/clean.h"

#define BLOCK ((size_t)1 << 16) // small enough for the processor's cache, with its table of lines

// With -z a NUL ends a page. Records have their pages in them.
static bool feed_framed(struct filter *filter, const char *data, size_t size)
{
	const char *end;
	if (filter->cleaner)
		return record_cleaner_feed(filter->cleaner, data, size);
	while (filter->options->null_data && (end = memchr(data, '\0', size))) {
		size_t length = (size_t)(end - data);
		if (!filter_feed(filter, data, length) || !filter_end_page(filter))
			return false;
		data += length + 1, size -= length + 1;
	}
	return size == 0 || filter_feed(filter, data, size);
}

// --- inputs ---

// Writes what is decided before waiting for input.
static void flush_before_waiting(struct filter *filter, const struct input *input)
{
	if (filter->out.size > 0 &&
		(filter->options->line_buffered || (input->waits && !io_is_ready(input->fd))))
		write_flush(&filter->write);
}

static void fail_input(struct filter *filter)
{
	bool directory = errno == EISDIR && !filter->options->recursive &&
			 strcmp(filter->write.file, "-") != 0;
	filter->failed = true;
	message_error(filter->write.file, "reading failed: %s%s", strerror(errno),
		directory ? _("; -r reads the files below it") : "");
}

// Whether the last read reached the end of a file: it gave less than asked for, and the file has no
// more bytes.
static bool is_over(const struct input *input, uint64_t bytes, size_t got)
{
	return input->size > 0 && bytes >= input->size && (got < BLOCK || input->bound);
}

// False: the page must not be ended.
static bool filter_blocks(struct filter *filter, const struct input *input)
{
	uint64_t before = filter->sum.bytes;
	for (;;) {
		flush_before_waiting(filter, input);
		ssize_t got = io_read(input->fd, filter->block, BLOCK);
		if (got < 0)
			fail_input(filter);
		if (got <= 0)
			return got == 0;
		filter->sum.bytes += (uint64_t)got;
		if (!feed_framed(filter, filter->block, (size_t)got))
			return false;
		if (filter->refused && !filter->options->null_data)
			return true;
		if (is_over(input, filter->sum.bytes - before, (size_t)got))
			return true;
	}
}

bool filter_input(struct filter *filter, const struct input *input)
{
	filter->write.file = input->name;
	filter->write.input = filter->cleaner ? input->name : NULL;
	filter->found = input->found;
	filter->failed = false;
	bool whole = filter_blocks(filter, input);
	if (whole && filter->cleaner)
		record_cleaner_end(filter->cleaner);
	// Without -z an empty input is an empty page.
	else if (whole && (filter->in_page || !filter->options->null_data))
		filter_end_page(filter);
	filter_abandon_page(filter);
	return filter_can_go_on(filter) && !filter->failed;
}

// --- the filter ---

static bool begin_records(struct filter *filter)
{
	filter->cleaner = malloc(sizeof *filter->cleaner);
	return filter->cleaner && record_cleaner_begin(filter->cleaner, filter);
}

// The text of a page in a record is its body.
static const struct writer *writer_of(const struct options *options)
{
	bool body = options->records && options->writer == &write_text;
	return body ? &write_body_only : options->writer;
}

static struct dehusk_options how_to_read(const struct options *options)
{
	unsigned flags = writer_of(options)->without;
	if (options->no_default_rules)
		flags |= DEHUSK_NO_DEFAULT_RULES;
	if (options->rules_only || options->line_buffered)
		flags |= DEHUSK_RULES_ONLY;
	// Undoing a rendering holds back the beginning of the page.
	if (options->line_buffered)
		flags |= DEHUSK_AS_RENDERED;
	return (struct dehusk_options){
		.size = sizeof(struct dehusk_options),
		.rules = options->rules,
		.encoding = options->records == RECORDS_JSONL ? "UTF-8" : options->encoding,
		.max_page = options->max_page,
		.format = options->format,
		.flags = flags,
	};
}

bool filter_begin(struct filter *filter, const struct options *options, int fd)
{
	*filter = (struct filter){.options = options};
	filter->how = how_to_read(options);
	enum dehusk_status status = dehusk_new(&filter->dehusk, &filter->how);
	if (status == DEHUSK_BAD_RULE) {
		message_error(
			NULL, "a built-in rule does not compile: this is a fault of the build");
		return false;
	}
	filter->block = malloc(BLOCK);
	if (status != DEHUSK_OK || !filter->block ||
		!io_out_begin(&filter->out, fd, options->writer->room) ||
		!write_begin(&filter->write, options, &filter->out))
		return filter_stop(filter);
	filter->replaces = !options->output_dir && !options->records &&
			   (options->in_place || options->dry_run || options->check);
	filter->write.writer = writer_of(options);
	filter->write.dehusk = filter->dehusk;
	if (options->records && !begin_records(filter))
		return filter_stop(filter);
	return true;
}

void filter_renew(struct filter *filter)
{
	io_out_clear(&filter->out);
	write_renew(&filter->write);
}

void filter_free(struct filter *filter)
{
	dehusk_free(filter->dehusk);
	io_out_free(&filter->out);
	write_free(&filter->write);
	if (filter->cleaner)
		record_cleaner_free(filter->cleaner);
	free(filter->cleaner);
	free(filter->block);
}
