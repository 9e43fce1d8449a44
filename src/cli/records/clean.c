// SPDX-License-Identifier: MIT
// Cleans the pages in records, and puts the records together again.
//
//     filter.c reads a block ─ records.c parts it ─ jsonl.c, warc.c find the page ─ filter_page() ─
//     the record goes out with its body
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

#define CHARSET_MOST 64 // bytes, with a NUL

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
	buffer_free(&cleaner->warc);
}

static bool fail(struct record_cleaner *cleaner)
{
	cleaner->filter->stopped = true;
	return message_no_memory();
}

static bool goes_on(const struct record_cleaner *cleaner)
{
	return !cleaner->filter->stopped && cleaner->filter->out.error == 0;
}

// --- what passes as it is ---

static bool pass(struct record_cleaner *cleaner, struct slice record)
{
	if (cleaner->collects) {
		io_put(&cleaner->filter->out, record.data, record.size);
		io_mark(&cleaner->filter->out);
	}
	return goes_on(cleaner);
}

static bool pass_untouched(struct record_cleaner *cleaner, struct slice record)
{
	if (cleaner->untouched++ == 0)
		cleaner->first = cleaner->number;
	return pass(cleaner, record);
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

// Cleans a page. What is printed of it is its record's: the body is in cleaner->body. *refused: the
// page is no text.
static bool clean_page(struct record_cleaner *cleaner, struct slice text, bool *refused)
{
	struct filter *filter = cleaner->filter;
	if (!name_record(cleaner))
		return fail(cleaner);
	if (cleaner->collects) {
		buffer_clear(&cleaner->body);
		io_out_clear(&cleaner->body_out);
		filter->write.out = &cleaner->body_out;
		filter->write.ever = false;
	}
	bool done = filter_page(filter, cleaner->name.data, text, refused);
	filter->write.out = &filter->out;
	if (!done)
		return false;
	if (cleaner->collects)
		io_flush(&cleaner->body_out);
	return cleaner->body_out.error == 0 || fail(cleaner);
}

// --- JSON Lines ---

static bool is_blank(struct slice line)
{
	for (size_t i = 0; i < line.size; i++)
		if (!strchr(" \t\r\n", line.data[i]))
			return false;
	return true;
}

static bool read_jsonl(struct record_cleaner *cleaner, struct slice line)
{
	const struct jsonl *jsonl = &cleaner->jsonl;
	buffer_clear(&cleaner->page);
	buffer_clear(&cleaner->url);
	buffer_clear(&cleaner->id);
	bool done = jsonl_page(jsonl, line, &cleaner->page) &&
		    jsonl_name(jsonl, JSONL_URL, line, &cleaner->url) &&
		    jsonl_name(jsonl, JSONL_ID, line, &cleaner->id);
	cleaner->filter->write.record =
		(struct write_record){slice_of(&cleaner->url), slice_of(&cleaner->id), {NULL, 0}};
	return done;
}

static bool put_facts(struct record_cleaner *cleaner)
{
	buffer_clear(&cleaner->facts);
	return !cleaner->filter->options->facts ||
	       json_append_facts(&cleaner->facts, &cleaner->filter->write, cleaner->filter->dehusk,
		       slice_of(&cleaner->body));
}

static bool take_jsonl(struct record_cleaner *cleaner, struct slice line)
{
	struct filter *filter = cleaner->filter;
	bool found, refused;
	if (is_blank(line))
		return pass(cleaner, line);
	if (!jsonl_read(&cleaner->jsonl, line, &found))
		return fail(cleaner);
	if (!found)
		return pass_untouched(cleaner, line);
	if (!read_jsonl(cleaner, line))
		return fail(cleaner);
	if (!clean_page(cleaner, slice_of(&cleaner->page), &refused))
		return false;
	if (refused)
		return pass_untouched(cleaner, line);
	if (!cleaner->collects)
		return true;
	if (!put_facts(cleaner))
		return fail(cleaner);
	jsonl_put(&cleaner->jsonl, line, slice_of(&cleaner->body), slice_of(&cleaner->facts),
		&filter->out);
	io_mark(&filter->out);
	return goes_on(cleaner);
}

// --- WARC ---

// Finds the page in a record. False: no memory.
static bool find_warc_page(struct record_cleaner *cleaner, const struct warc_record *record,
	struct warc_page *page, bool *found)
{
	*page = (struct warc_page){.text = record->block};
	*found = equals(record->type, "conversion");
	if (record->segmented || *found) {
		*found = *found && !record->segmented;
		return true;
	}
	return !equals(record->type, "response") ||
	       warc_response(record->block, &cleaner->page, page, found);
}

// A charset that nobody knows says nothing.
static void hint_charset(struct dehusk *dehusk, struct slice charset)
{
	char name[CHARSET_MOST] = "";
	bool fits = charset.size > 0 && charset.size < sizeof name;
	if (fits)
		memcpy(name, charset.data, charset.size);
	dehusk_hint_encoding(dehusk, fits ? name : NULL);
}

static bool put_warc(struct record_cleaner *cleaner, const struct warc_record *record)
{
	struct filter *filter = cleaner->filter;
	buffer_clear(&cleaner->warc);
	if (!warc_convert(record, slice_of(&cleaner->body), &cleaner->warc))
		return fail(cleaner);
	io_put(&filter->out, cleaner->warc.data, cleaner->warc.size);
	io_mark(&filter->out);
	return goes_on(cleaner);
}

static bool take_warc(struct record_cleaner *cleaner, struct slice bytes)
{
	struct filter *filter = cleaner->filter;
	struct warc_record record;
	struct warc_page page;
	bool found, refused;
	warc_read(bytes, &record);
	if (!find_warc_page(cleaner, &record, &page, &found))
		return fail(cleaner);
	if (!found)
		return pass(cleaner, bytes);
	filter->write.record = (struct write_record){record.url, record.id, record.date};
	// A page that says that it is text is text, whatever it looks like.
	bool html = page.type.size > 0 && !equals(page.type, "text/plain");
	dehusk_set_format(filter->dehusk, html ? DEHUSK_HTML : DEHUSK_TEXT);
	hint_charset(filter->dehusk, page.charset);
	if (!clean_page(cleaner, page.text, &refused))
		return false;
	if (refused)
		return pass_untouched(cleaner, bytes);
	return !cleaner->collects || put_warc(cleaner, &record);
}

// --- records ---

static bool take_record(void *context, enum record_kind kind, struct slice record)
{
	struct record_cleaner *cleaner = context;
	bool jsonl = cleaner->records.format == RECORDS_JSONL;
	cleaner->number += kind == RECORD_WHOLE || kind == RECORD_LAST;
	cleaner->filter->write.record = (struct write_record){0};
	cleaner->in_broken &= kind == RECORD_BROKEN;
	switch (kind) {
	case RECORD_WHOLE:
		return jsonl ? take_jsonl(cleaner, record) : take_warc(cleaner, record);
	case RECORD_PIECE:
		io_put(&cleaner->filter->out, record.data, cleaner->collects ? record.size : 0);
		return goes_on(cleaner);
	case RECORD_LAST:
		return pass_untouched(cleaner, record);
	case RECORD_BROKEN:
		cleaner->broken += !cleaner->in_broken;
		cleaner->in_broken = true;
		break;
	}
	return true;
}

bool record_cleaner_feed(struct record_cleaner *cleaner, const char *data, size_t size)
{
	bool memory;
	return records_feed(&cleaner->records, data, size, &memory) ||
	       (memory ? false : fail(cleaner));
}

// Tells once for each input what passed as it is.
static void tell(struct record_cleaner *cleaner)
{
	struct filter *filter = cleaner->filter;
	uint64_t left = cleaner->untouched, all = cleaner->number;
	bool jsonl = cleaner->records.format == RECORDS_JSONL;
	if (left > 0)
		message_warning(WARNING_RECORDS, filter->write.input,
			"%" PRIu64 " of %" PRIu64
			" records passed as they are, the first is record "
			"%" PRIu64 "%s%s%s",
			left, all, cleaner->first,
			jsonl ? ": no object with a string \"" : ", too long or no text",
			jsonl ? cleaner->jsonl.path[JSONL_PAGE].pointer : "", jsonl ? "\"" : "");
	if (cleaner->broken > 0)
		message_warning(WARNING_RECORDS, filter->write.input,
			"%" PRIu64 " stretch%s of bytes in it %s no WARC record, and left out",
			cleaner->broken, cleaner->broken == 1 ? "" : "es",
			cleaner->broken == 1 ? "is" : "are");
	filter->sum.untouched += left;
	filter->sum.broken += cleaner->broken;
	if ((left > 0 || cleaner->broken > 0) && (filter->options->strict & DOUBT_RECORDS))
		message_raise(STATUS_FAILED);
}

bool record_cleaner_end(struct record_cleaner *cleaner)
{
	bool memory;
	bool done = records_end(&cleaner->records, &memory) || (memory ? false : fail(cleaner));
	tell(cleaner);
	cleaner->in_broken = false;
	cleaner->number = cleaner->untouched = cleaner->first = cleaner->broken = 0;
	return done;
}
