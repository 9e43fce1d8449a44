// SPDX-License-Identifier: MIT
// The spine: the pages of all inputs, from read to write.
//
//     read a block ─ dehusk_feed: lines with verdicts ─ write_lines ─ ... ─ dehusk_end ─
//     write_end_page
#include "filter.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dehusk.h"
#include "io.h"
#include "message.h"
#include "replace.h"
#include "stats.h"
#include "write.h"

#define BLOCK ((size_t)1 << 16) // stays near the processor with its table of lines
#define TEXT_ROOM ((size_t)1 << 17)
#define JSON_ROOM ((size_t)1 << 20)

struct filter {
	const struct options *options;
	struct dehusk *dehusk;
	struct io_out out;
	struct write write;
	struct stats_sum sum;
	char *block;
	uint64_t *limits_told; // by rule: limit hits when a warning was last due
	bool in_page;
	bool refused; // it is no text: what is left of it is passed over
	bool stopped; // nothing more can be done: no memory, or the output is gone
};

// --- pages ---

// Of the page, no more than whole lines or records are let out.
static bool stop_without_memory(struct filter *filter)
{
	filter->stopped = true;
	if (filter->in_page)
		write_abandon_page(&filter->write);
	filter->in_page = false;
	message_error(NULL, "out of memory");
	return false;
}

static bool check_output(struct filter *filter)
{
	filter->stopped |= filter->out.error != 0;
	return !filter->stopped;
}

// What of a page is doubtful.
static void warn(struct filter *filter)
{
	const struct dehusk_counts *counts = dehusk_counts(filter->dehusk);
	const char *file = filter->write.file;
	bool nothing_left = counts->lines > counts->verdict[DEHUSK_EMPTY] &&
			    counts->verdict[DEHUSK_KEPT] == 0 &&
			    counts->verdict[DEHUSK_COLLECTED] == 0;
	if (counts->unsure)
		message_warning(WARNING_ENCODING, file,
			"the encoding is a guess (%s); --encoding=NAME decides it",
			dehusk_encoding(filter->dehusk));
	if (counts->ill_formed > 0)
		message_warning(WARNING_ILL_FORMED, file,
			"%" PRIu64 " ill-formed byte sequence%s replaced by U+FFFD",
			counts->ill_formed, counts->ill_formed == 1 ? " was" : "s were");
	// One place, or one in many lines, may be what the text is about.
	if (counts->mojibake >= 3 && counts->mojibake >= counts->verdict[DEHUSK_KEPT] / 4)
		message_warning(WARNING_MOJIBAKE, file,
			"%" PRIu64 " places look like %s; nothing is repaired", counts->mojibake,
			dehusk_mojibake(filter->dehusk));
	if (counts->long_lines > 0)
		message_warning(WARNING_LONG_LINE, file,
			"%" PRIu64 " line%s of more than 1 MiB kept as it is, seen by no rule",
			counts->long_lines, counts->long_lines == 1 ? "" : "s");
	if (counts->sources_left > 0)
		message_warning(WARNING_SOURCES, file,
			"too many different sources: %" PRIu64 " source lines stay in place",
			counts->sources_left);
	if (counts->several_pages)
		message_warning(WARNING_SEVERAL_PAGES, file,
			"looks like several pages run together, so only the rules were applied; "
			"part them with NUL and use -z, or give each its own file");
	if (nothing_left)
		message_warning(WARNING_NOTHING_LEFT, file,
			"nothing is left of this page; --explain tells why");
	if (filter->options->strict &&
		(counts->unsure || counts->ill_formed || counts->limit_hits || counts->long_lines ||
			counts->sources_left || counts->several_pages || nothing_left))
		message_raise(STATUS_FAILED);
}

// Names each rule that was given up at a limit, once.
static void warn_of_limits(struct filter *filter)
{
	size_t count;
	const struct dehusk_rule *rules = dehusk_rules(filter->dehusk, &count);
	for (size_t i = 0; i < count; i++) {
		if (rules[i].limit_hits > 0 && filter->limits_told[i] == 0)
			message_note(filter->write.file,
				"rule %s reached a limit on a line and was given up there; the "
				"line was kept from it",
				rules[i].name);
		filter->limits_told[i] = rules[i].limit_hits;
	}
}

static bool begin_page(struct filter *filter)
{
	filter->in_page = true;
	filter->refused = false;
	return write_page(&filter->write, filter->write.file) || stop_without_memory(filter);
}

// Whether the page turns out to be no text; then that is told, once, and nothing is written for it.
static bool refuse_page(struct filter *filter)
{
	const struct dehusk_binary *binary = dehusk_binary(filter->dehusk);
	if (!binary || filter->refused)
		return filter->refused;
	filter->refused = true;
	message_error(filter->write.file, "is %s, not text%s%s%s", binary->what,
		binary->fix ? "; try: " : "", binary->fix ? binary->fix : "",
		binary->fix ? " | dehusk" : "");
	write_abandon_page(&filter->write);
	return true;
}

static bool feed(struct filter *filter, const char *data, size_t size)
{
	struct dehusk_lines lines;
	if (!filter->in_page && !begin_page(filter))
		return false;
	if (filter->refused)
		return true;
	if (dehusk_feed(filter->dehusk, data, size, &lines) != DEHUSK_OK ||
		!write_lines(&filter->write, &lines))
		return stop_without_memory(filter);
	refuse_page(filter);
	return check_output(filter);
}

static bool end_page(struct filter *filter)
{
	struct dehusk_lines lines;
	if (!filter->in_page && !begin_page(filter))
		return false;
	if (dehusk_end(filter->dehusk, &lines) != DEHUSK_OK)
		return stop_without_memory(filter);
	if (refuse_page(filter)) {
		filter->in_page = false;
		return check_output(filter);
	}
	if (!write_lines(&filter->write, &lines) || !write_end_page(&filter->write, filter->dehusk))
		return stop_without_memory(filter);
	filter->in_page = false;
	stats_add(&filter->sum, dehusk_counts(filter->dehusk), dehusk_encoding(filter->dehusk));
	warn(filter);
	warn_of_limits(filter);
	// The next input may be waited for before it can be read.
	if (filter->options->line_buffered)
		write_flush(&filter->write);
	return check_output(filter);
}

// Gives up a page that could not be read to its end: of what is not written yet nothing will be.
static void abandon_page(struct filter *filter)
{
	struct dehusk_lines lines;
	if (!filter->in_page)
		return;
	filter->in_page = false;
	if (!filter->refused)
		write_abandon_page(&filter->write);
	if (dehusk_end(filter->dehusk, &lines) != DEHUSK_OK)
		stop_without_memory(filter);
}

// With -z a NUL ends a page.
static bool feed_framed(struct filter *filter, const char *data, size_t size)
{
	const char *end;
	while (filter->options->null_data && (end = memchr(data, '\0', size))) {
		size_t length = (size_t)(end - data);
		if (!feed(filter, data, length) || !end_page(filter))
			return false;
		data += length + 1, size -= length + 1;
	}
	return size == 0 || feed(filter, data, size);
}

// --- inputs ---

// A body line leaves as soon as it is decided: before waiting for input, what is there is written.
static void flush_before_waiting(struct filter *filter, int fd, bool waits)
{
	if (filter->out.size > 0 && (filter->options->line_buffered || (waits && !io_is_ready(fd))))
		write_flush(&filter->write);
}

// `waits`: reading may have to wait for input.
static void filter_descriptor(struct filter *filter, int fd, bool waits)
{
	for (;;) {
		flush_before_waiting(filter, fd, waits);
		ssize_t got = io_read(fd, filter->block, BLOCK);
		if (got < 0) {
			message_error(filter->write.file, "reading failed: %s", strerror(errno));
			abandon_page(filter);
			return;
		}
		if (got == 0)
			break;
		filter->sum.bytes += (uint64_t)got;
		if (!feed_framed(filter, filter->block, (size_t)got))
			return;
		if (filter->refused && !filter->options->null_data)
			break;
	}
	// Without -z an empty input is a page, an empty one.
	if (filter->in_page || !filter->options->null_data)
		end_page(filter);
}

// A file that is written while it is read would never end.
static bool is_output(const struct filter *filter, const struct stat *in)
{
	struct stat out;
	return S_ISREG(in->st_mode) && in->st_size > 0 && fstat(filter->out.fd, &out) == 0 &&
	       in->st_dev == out.st_dev && in->st_ino == out.st_ino;
}

static void filter_file(struct filter *filter, const char *file)
{
	bool standard = strcmp(file, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	filter->write.file = file;
	if (fd < 0) {
		message_error(file, "%s", strerror(errno));
		return;
	}
	struct stat in = {0};
	bool known = fstat(fd, &in) == 0;
	if (known && is_output(filter, &in))
		message_error(file, "is also the output: use -o to replace it");
	else
		filter_descriptor(filter, fd, !known || !S_ISREG(in.st_mode));
	if (!standard)
		io_close(fd);
}

static void filter_files(struct filter *filter)
{
	static const char standard[] = "-";
	if (filter->options->file_count == 0)
		filter_file(filter, standard);
	for (size_t i = 0; i < filter->options->file_count && !filter->stopped; i++)
		filter_file(filter, filter->options->file[i]);
}

// --- the run ---

static bool set_up(struct filter *filter, int fd)
{
	size_t count;
	enum dehusk_status status = dehusk_new(&filter->dehusk);
	if (status == DEHUSK_BAD_RULE) {
		message_error(
			NULL, "a built-in rule does not compile: this is a fault of the build");
		return false;
	}
	filter->block = malloc(BLOCK);
	if (status != DEHUSK_OK || !filter->block ||
		!io_out_begin(&filter->out, fd,
			filter->options->output == OUTPUT_JSON ? JSON_ROOM : TEXT_ROOM))
		return stop_without_memory(filter);
	dehusk_rules(filter->dehusk, &count);
	filter->limits_told = calloc(count, sizeof *filter->limits_told);
	if (!filter->limits_told)
		return stop_without_memory(filter);
	// The name is known: options.c saw to that.
	dehusk_set_encoding(filter->dehusk, filter->options->encoding);
	dehusk_set_rules_only(
		filter->dehusk, filter->options->rules_only || filter->options->line_buffered);
	dehusk_set_max_page(filter->dehusk, filter->options->max_page);
	// To know what a page is, its beginning has to be held back.
	dehusk_unrender(filter->dehusk, !filter->options->line_buffered);
	write_begin(&filter->write, filter->options, &filter->out);
	dehusk_want(filter->dehusk, filter->write.writer->wanted);
	return true;
}

static void print_stats(struct filter *filter)
{
	size_t count;
	const struct dehusk_rule *rules = dehusk_rules(filter->dehusk, &count);
	if (filter->options->stats != STATS_NONE &&
		!stats_print(&filter->sum, rules, count, filter->options->stats == STATS_JSON))
		stop_without_memory(filter);
}

static void run(struct filter *filter, int fd)
{
	if (set_up(filter, fd)) {
		filter_files(filter);
		if (!filter->stopped && !write_finish(&filter->write))
			stop_without_memory(filter);
		io_flush(&filter->out);
		if (filter->out.error)
			message_error(filter->options->output_file, "write error: %s",
				strerror(filter->out.error));
		message_end();
		print_stats(filter);
	}
	dehusk_free(filter->dehusk);
	io_out_free(&filter->out);
	free(filter->block);
	free(filter->limits_told);
}

void filter_run(const struct options *options)
{
	struct filter filter = {.options = options};
	struct replace replace;
	if (!options->output_file) {
		run(&filter, STDOUT_FILENO);
		int error = filter.out.error ? 0 : io_close(STDOUT_FILENO);
		// A closed standard output is no matter when there was nothing to write.
		if (error && error != EBADF)
			message_error(NULL, "write error: %s", strerror(error));
		return;
	}
	if (!replace_begin(&replace, options->output_file))
		return;
	run(&filter, replace.fd);
	bool good = !message_failed();
	if (!good && replace.temporary && !filter.out.error)
		message_note(options->output_file, "not written, since an input failed");
	replace_end(&replace, good);
}
