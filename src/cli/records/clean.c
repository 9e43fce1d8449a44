// SPDX-License-Identifier: MIT
// Cleans the pages in records, and puts the records together again.
//
//     filter.c reads a block ─ records.c parts it ─ jsonl.c, warc.c find the page ─ filter_feed() ─
//     filter_end_named() ─ the record goes out with its body
#include "records/clean.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "doubt.h"
#include "filter-pages.h"
#include "message.h"
#include "output/json-text.h"
#include "records/warc.h"

#define CHARSET_MOST 64                  // bytes, with a NUL
#define PIECE ((size_t)1 << 16)          // of a page that is cleaned at once
#define SIGNATURE_MOST ((size_t)1 << 12) // bytes that tell what a file is

static int put_body(void *context, const char *data, size_t size)
{
	return buffer_append(context, data, size) ? 0 : ENOMEM;
}

static record_sink take_record;

bool record_cleaner_begin(struct record_cleaner *cleaner, struct filter *filter)
{
	const struct options *options = filter->options;
	*cleaner = (struct record_cleaner){.filter = filter};
	cleaner->collects = options->writer->replaces_pages;
	cleaner->records = (struct records){.format = options->records,
		.most = options->max_record ? options->max_record : RECORDS_MAX,
		.sink = take_record,
		.context = cleaner};
	// options.c has checked the field.
	jsonl_begin(&cleaner->jsonl, options->field ? options->field : JSONL_FIELD);
	if (!io_out_begin(&cleaner->body_out, -1, WRITE_TEXT_ROOM))
		return false;
	cleaner->body_out.sink = put_body;
	cleaner->body_out.context = &cleaner->body;
	return true;
}

void record_cleaner_free(struct record_cleaner *cleaner)
{
	records_free(&cleaner->records);
	io_out_free(&cleaner->body_out);
	buffer_free(&cleaner->body);
	buffer_free(&cleaner->page);
	buffer_free(&cleaner->name);
	buffer_free(&cleaner->url);
	buffer_free(&cleaner->id);
	buffer_free(&cleaner->facts);
	buffer_free(&cleaner->header);
}

static bool fail_record(struct record_cleaner *cleaner)
{
	cleaner->filter->stopped = true;
	return message_no_memory();
}

static bool record_goes_on(const struct record_cleaner *cleaner)
{
	return !cleaner->filter->stopped && cleaner->filter->out.error == 0;
}

// --- what passes as it is ---

static const char *const untouched_reasons[] = {
	[UNTOUCHED_BROKEN] = N_("no JSON"),
	[UNTOUCHED_OTHER] = N_("no object with a string"),
	[UNTOUCHED_LONG] = N_("longer than --max-record"),
	[UNTOUCHED_CUT] = N_("longer than --max-record and cut off at the end"),
	[UNTOUCHED_ENCODED] = N_("a page in a content encoding, such as gzip"),
	[UNTOUCHED_SEGMENT] = N_("a page in segments"),
	[UNTOUCHED_BINARY] = N_("a page that is no text"),
};

static bool pass(struct record_cleaner *cleaner, struct slice record)
{
	if (cleaner->collects) {
		io_put(&cleaner->filter->out, record.data, record.size);
		io_mark(&cleaner->filter->out);
	}
	return record_goes_on(cleaner);
}

static bool pass_untouched(struct record_cleaner *cleaner, enum untouched why, struct slice record)
{
	if (cleaner->first == 0)
		cleaner->first = cleaner->number;
	cleaner->untouched[why]++;
	return pass(cleaner, record);
}

// Refuses an input that begins as a packed file does, or the like: it has no records at all.
static bool refuse_input(struct record_cleaner *cleaner, struct slice start)
{
	struct filter *filter = cleaner->filter;
	struct dehusk_lines lines;
	size_t size = start.size < SIGNATURE_MOST ? start.size : SIGNATURE_MOST;
	if (dehusk_feed(filter->dehusk, start.data, size, &lines) != DEHUSK_OK)
		return fail_record(cleaner);
	const struct dehusk_kind *kind = dehusk_binary(filter->dehusk);
	filter->refused = kind && kind->fix;
	if (filter->refused) {
		filter->failed = true;
		message_error(filter->write.input, "is %s, and has no records; try: %s",
			_(kind->what), kind->fix);
	}
	return dehusk_end(filter->dehusk, &lines) == DEHUSK_OK || fail_record(cleaner);
}

// --- pages ---

// Names the record by its url or else its id, or by its input and its number if it has none.
static bool name_record(struct record_cleaner *cleaner)
{
	char number[32];
	struct buffer *name = &cleaner->name;
	const struct write_record *record = &cleaner->filter->write.record;
	struct slice own = record->url.size > 0 ? record->url : record->id;
	buffer_clear(name);
	if (!buffer_append(name, own.data, own.size))
		return false;
	for (size_t i = 0; i < name->size; i++)
		if (name->data[i] == '\0')
			name->data[i] = ' ';
	snprintf(number, sizeof number, ":%" PRIu64, cleaner->number);
	bool named = name->size > 0 || (buffer_append_string(name, cleaner->filter->write.input) &&
					       buffer_append_string(name, number));
	return named && buffer_append_byte(name, '\0');
}

// Begins a page. What is printed of it is its record's: the body is in cleaner->body.
static bool begin_record_page(struct record_cleaner *cleaner)
{
	struct filter *filter = cleaner->filter;
	if (!name_record(cleaner))
		return fail_record(cleaner);
	filter->write.file = cleaner->name.data;
	if (cleaner->collects) {
		buffer_clear(&cleaner->body);
		io_out_clear(&cleaner->body_out);
		filter->write.out = &cleaner->body_out;
		filter->write.ever = false;
	}
	return true;
}

// Ends a page whose feeding went so far. *refused: the page is no text.
static bool end_record_page(struct record_cleaner *cleaner, bool fed, bool *refused)
{
	struct filter *filter = cleaner->filter;
	bool done = fed && filter_end_named(filter, refused);
	filter->write.out = &filter->out;
	if (!done)
		return false;
	if (cleaner->collects)
		io_flush(&cleaner->body_out);
	return cleaner->body_out.error == 0 || fail_record(cleaner);
}

// --- JSON Lines ---

static bool is_blank_record(struct slice line)
{
	for (size_t i = 0; i < line.size; i++)
		if (!strchr(" \t\r\n", line.data[i]))
			return false;
	return true;
}

// Reads whose page it is.
static bool read_names(struct record_cleaner *cleaner, struct slice line)
{
	const struct jsonl *jsonl = &cleaner->jsonl;
	buffer_clear(&cleaner->url);
	buffer_clear(&cleaner->id);
	bool done = jsonl_name(jsonl, JSONL_URL, line, &cleaner->url) &&
		    jsonl_name(jsonl, JSONL_ID, line, &cleaner->id);
	cleaner->filter->write.record =
		(struct write_record){slice_of(&cleaner->url), slice_of(&cleaner->id), {NULL, 0}};
	return done;
}

// Cleans the page in an object, which is read piece by piece.
static bool clean_jsonl(struct record_cleaner *cleaner, struct slice line, bool *refused)
{
	struct slice inside = jsonl_page(&cleaner->jsonl, line);
	bool fed = begin_record_page(cleaner);
	while (fed && inside.size > 0) {
		buffer_clear(&cleaner->page);
		fed = json_read_some(&inside, PIECE, &cleaner->page)
			      ? filter_feed(cleaner->filter, cleaner->page.data, cleaner->page.size)
			      : fail_record(cleaner);
	}
	return end_record_page(cleaner, fed, refused);
}

static bool put_record_facts(struct record_cleaner *cleaner)
{
	buffer_clear(&cleaner->facts);
	return !cleaner->filter->options->facts ||
	       json_append_facts(&cleaner->facts, &cleaner->filter->write, cleaner->filter->dehusk,
		       slice_of(&cleaner->body));
}

static bool put_jsonl(struct record_cleaner *cleaner, struct slice line)
{
	if (!put_record_facts(cleaner))
		return fail_record(cleaner);
	jsonl_put(&cleaner->jsonl, line, slice_of(&cleaner->body), slice_of(&cleaner->facts),
		&cleaner->filter->out);
	io_mark(&cleaner->filter->out);
	return record_goes_on(cleaner);
}

static bool take_no_page(struct record_cleaner *cleaner, enum jsonl_kind kind, struct slice line)
{
	bool broken = kind == JSONL_BROKEN;
	if (broken && cleaner->number == 1 && !refuse_input(cleaner, line))
		return false;
	return cleaner->filter->refused ||
	       pass_untouched(cleaner, broken ? UNTOUCHED_BROKEN : UNTOUCHED_OTHER, line);
}

static bool take_jsonl(struct record_cleaner *cleaner, struct slice line)
{
	enum jsonl_kind kind;
	bool refused;
	cleaner->open = line.data[line.size - 1] != '\n';
	if (is_blank_record(line))
		return pass(cleaner, line);
	if (!jsonl_read(&cleaner->jsonl, line, &kind))
		return fail_record(cleaner);
	if (kind != JSONL_OBJECT)
		return take_no_page(cleaner, kind, line);
	if (!read_names(cleaner, line))
		return fail_record(cleaner);
	if (!clean_jsonl(cleaner, line, &refused))
		return false;
	if (refused)
		return pass_untouched(cleaner, UNTOUCHED_BINARY, line);
	return !cleaner->collects || put_jsonl(cleaner, line);
}

// --- WARC ---

// Sets how the page of a record is read. One that says that it is text is text, whatever it looks
// like. A charset that nobody knows says nothing.
static bool set_record(struct filter *filter, const struct warc_page *page)
{
	struct dehusk_options how = filter->how;
	char name[CHARSET_MOST] = "";
	bool fits = page->charset.size > 0 && page->charset.size < sizeof name;
	if (fits)
		memcpy(name, page->charset.data, page->charset.size);
	how.charset = fits ? name : NULL;
	how.format = page->html ? DEHUSK_HTML : DEHUSK_TEXT;
	return dehusk_set(filter->dehusk, &how) == DEHUSK_OK;
}

static bool put_warc(struct record_cleaner *cleaner, const struct warc_record *record)
{
	struct io_out *out = &cleaner->filter->out;
	struct slice body = slice_of(&cleaner->body);
	buffer_clear(&cleaner->header);
	if (!warc_convert(record, body.size, &cleaner->header))
		return fail_record(cleaner);
	io_put(out, cleaner->header.data, cleaner->header.size);
	io_put(out, body.data, body.size);
	io_put_string(out, WARC_ENDS);
	io_mark(out);
	return record_goes_on(cleaner);
}

// The last record of some files has no line ends behind it. Another file may follow.
static bool pass_warc(
	struct record_cleaner *cleaner, const struct warc_record *record, struct slice bytes)
{
	bool ends = record->block.data + record->block.size < bytes.data + bytes.size;
	struct slice none = {WARC_ENDS, ends ? 0 : strlen(WARC_ENDS)};
	return pass(cleaner, bytes) && pass(cleaner, none);
}

static bool clean_warc(struct record_cleaner *cleaner, const struct warc_record *record,
	const struct warc_page *page, bool *refused)
{
	struct filter *filter = cleaner->filter;
	filter->write.record = (struct write_record){record->url, record->id, record->date};
	struct slice rest = page->text;
	bool fed = (set_record(filter, page) || fail_record(cleaner)) && begin_record_page(cleaner);
	while (fed && rest.size > 0) {
		size_t size = rest.size < PIECE ? rest.size : PIECE;
		fed = filter_feed(filter, rest.data, size);
		rest = slice_from(rest, size);
	}
	return end_record_page(cleaner, fed, refused);
}

static bool take_warc_record(struct record_cleaner *cleaner, struct slice bytes)
{
	static const enum untouched why[] = {
		[WARC_ENCODED] = UNTOUCHED_ENCODED, [WARC_SEGMENT] = UNTOUCHED_SEGMENT};
	struct slice none = {NULL, 0};
	struct warc_record record;
	struct warc_page page;
	bool refused;
	warc_read(bytes, &record);
	if (!warc_page(&record, &cleaner->page, &page))
		return fail_record(cleaner);
	if (page.kind == WARC_PAGE) {
		if (!clean_warc(cleaner, &record, &page, &refused))
			return false;
		if (!refused)
			return !cleaner->collects || put_warc(cleaner, &record);
		pass_untouched(cleaner, UNTOUCHED_BINARY, none);
	} else if (page.kind != WARC_NO_PAGE) {
		pass_untouched(cleaner, why[page.kind], none);
	}
	return pass_warc(cleaner, &record, bytes);
}

// --- records ---

static bool take_broken(struct record_cleaner *cleaner, struct slice bytes)
{
	bool begins = cleaner->number == 0 && cleaner->broken == 0;
	cleaner->broken += !cleaner->in_broken;
	cleaner->in_broken = true;
	return !begins || refuse_input(cleaner, bytes);
}

static bool take_record(void *context, enum record_kind kind, struct slice record)
{
	struct record_cleaner *cleaner = context;
	struct filter *filter = cleaner->filter;
	bool jsonl = cleaner->records.format == RECORDS_JSONL;
	if (filter->refused)
		return true;
	cleaner->number += kind != RECORD_PIECE && kind != RECORD_BROKEN;
	filter->write.record = (struct write_record){0};
	cleaner->in_broken &= kind == RECORD_BROKEN;
	switch (kind) {
	case RECORD_WHOLE:
		return jsonl ? take_jsonl(cleaner, record) : take_warc_record(cleaner, record);
	case RECORD_PIECE:
		cleaner->open = jsonl;
		io_put(&filter->out, record.data, cleaner->collects ? record.size : 0);
		return record_goes_on(cleaner);
	case RECORD_LAST:
		cleaner->open = jsonl && record.size == 0;
		return pass_untouched(cleaner, UNTOUCHED_LONG, record);
	case RECORD_CUT:
		return pass_untouched(cleaner, UNTOUCHED_CUT, record);
	case RECORD_BROKEN:
		return take_broken(cleaner, record);
	}
	return true;
}

bool record_cleaner_feed(struct record_cleaner *cleaner, const char *data, size_t size)
{
	bool memory;
	return records_feed(&cleaner->records, data, size, &memory) ||
	       (memory ? false : fail_record(cleaner));
}

// --- what is told at the end of an input ---

// Appends the kinds of records that passed, with the number of each.
static bool append_reasons(const struct record_cleaner *cleaner, struct buffer *text)
{
	char number[32];
	bool done = true;
	for (size_t i = 0; i < UNTOUCHED_KINDS; i++) {
		if (cleaner->untouched[i] == 0)
			continue;
		snprintf(number, sizeof number, " (%" PRIu64 ")", cleaner->untouched[i]);
		done &= buffer_append_string(text, text->size > 0 ? ", " : "") &&
			buffer_append_string(text, _(untouched_reasons[i]));
		if (i == UNTOUCHED_OTHER)
			done &= buffer_append_string(text, " \"") &&
				buffer_append_string(
					text, cleaner->jsonl.path[JSONL_PAGE].pointer) &&
				buffer_append_byte(text, '"');
		done &= buffer_append_string(text, number);
	}
	return done && buffer_append_byte(text, '\0');
}

static void tell_untouched(struct record_cleaner *cleaner, uint64_t count)
{
	struct buffer *reasons = &cleaner->name;
	buffer_clear(reasons);
	if (!append_reasons(cleaner, reasons))
		fail_record(cleaner);
	else
		message_warning(WARNING_RECORDS, cleaner->filter->write.input,
			"%llu of %llu records passed as they are, the first is record %llu: %s",
			(unsigned long long)count, (unsigned long long)cleaner->number,
			(unsigned long long)cleaner->first, reasons->data);
}

static void tell_broken(struct record_cleaner *cleaner)
{
	struct filter *filter = cleaner->filter;
	if (cleaner->number > 0) {
		message_warning(WARNING_NO_RECORDS, filter->write.input,
			ngettext("%llu stretch of bytes in it is no WARC record, and left out",
				"%llu stretches of bytes in it are no WARC record, and left out",
				cleaner->broken),
			(unsigned long long)cleaner->broken);
	} else if (!filter->refused) {
		filter->failed = true;
		message_error(filter->write.input, "has no WARC record");
	}
}

// Tells once for each input what passed as it is or was left out.
static void tell_record(struct record_cleaner *cleaner)
{
	struct filter *filter = cleaner->filter;
	uint64_t untouched = 0;
	for (size_t i = 0; i < UNTOUCHED_KINDS; i++)
		untouched += cleaner->untouched[i];
	if (untouched > 0)
		tell_untouched(cleaner, untouched);
	if (cleaner->broken > 0)
		tell_broken(cleaner);
	filter->sum.untouched += untouched;
	filter->sum.broken += cleaner->broken;
	if ((untouched > 0 || cleaner->broken > 0) && (filter->options->strict & DOUBT_RECORDS))
		message_raise(STATUS_FAILED);
}

bool record_cleaner_end(struct record_cleaner *cleaner)
{
	bool memory;
	bool done =
		records_end(&cleaner->records, &memory) || (memory ? false : fail_record(cleaner));
	struct slice line_end = {"\n", 1};
	if (done && cleaner->open)
		done = pass(cleaner, line_end);
	tell_record(cleaner);
	memset(cleaner->untouched, 0, sizeof cleaner->untouched);
	cleaner->in_broken = cleaner->open = false;
	cleaner->number = cleaner->first = cleaner->broken = 0;
	cleaner->filter->refused = false;
	return done;
}
