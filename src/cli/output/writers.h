// SPDX-License-Identifier: MIT
// The writers: each prints the table of lines in one format.
#ifndef DEHUSK_WRITERS_H
#define DEHUSK_WRITERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "io.h"
#include "options.h"
#include "output/summary.h"

// One bit for each date of a run: 1900 to 2099, months of 31 days.
#define WRITE_DAYS ((size_t)200 * 12 * 31)
#define WRITE_DAY_WORDS (WRITE_DAYS / 64 + 1)

// Sizes of output buffers.
#define WRITE_TEXT_ROOM ((size_t)1 << 17)
#define WRITE_JSON_ROOM ((size_t)1 << 20)

#define WRITE_DIGESTS 96

// The record of an input of records that a page stands in; size 0: none says so.
struct write_record {
	struct slice url, id, date; // borrowed
};

struct write {
	const struct writer *writer;
	struct io_out *out;
	struct dehusk *dehusk; // what the lines come from
	bool null_data, terminal, colour, facts, heading;
	bool always;       // in colour wherever it goes
	bool ever;         // an earlier page of the run printed something
	bool begun;        // this page printed something
	bool gap;          // an empty line is due before the next one
	bool piece;        // the last line is incomplete
	const char *file;  // the page's name; "-" for standard input
	const char *input; // the name of the input, if its pages have others
	struct write_record record;
	size_t head_at;              // where in the record the values known only at the end belong
	bool dated;                  // any bit is set
	char digests[WRITE_DIGESTS]; // of the rules, as JSON has them
	uint64_t *days;              // WRITE_DAY_WORDS words, for --dates
	struct summary *summary;     // of the page's text, for JSON and facts
};

// An output: what is printed of the table of lines, and how. A function is NULL where there is
// nothing to do; it returns false without memory. Errors of the output are in out->error.
struct writer {
	const char *name;                   // of its option; NULL: the default output
	bool (*begin)(struct write *write); // of a page
	bool (*lines)(struct write *write, const struct dehusk_lines *lines);
	bool (*end)(struct write *write, struct dehusk *dehusk); // of a page
	bool (*finish)(struct write *write);                     // at the end of the run
	unsigned without;    // lines that it needs not see: DEHUSK_WITHOUT()
	size_t room;         // bytes of the output buffer
	bool whole_records;  // a page is one record, which must not be split while waiting
	bool parts_pages;    // an empty line stands between pages
	bool ends_pages;     // with -z a NUL stands behind each page
	bool replaces_pages; // a page may be replaced by it
};

// The writer whose option has this name, which is one of the table.
const struct writer *write_named(const char *name);

// False: no memory. Call write_free() also then.
bool write_begin(struct write *write, const struct options *options, struct io_out *out);
void write_free(struct write *write);

// Resets to the state after write_begin(), for an output of its own that is no terminal.
void write_renew(struct write *write);
bool write_page(struct write *write, const char *file);
bool write_lines(struct write *write, const struct dehusk_lines *lines);
bool write_end_page(struct write *write, struct dehusk *dehusk);

// Ends a page that gives nothing, after write_abandon_page(): with -z results keep step with pages.
void write_skipped_page(struct write *write);

bool write_finish(struct write *write);

// Whether an empty line stands between pages.
bool write_parts_pages(const struct options *options);

// Adds the dates that another one gathered.
void write_merge(struct write *write, const struct write *other);

// Ends an unfinished page. If none of it is written yet, none will be.
void write_abandon_page(struct write *write);

// Writes what is decided, before waiting for input.
void write_flush(struct write *write);

// Puts bytes of the body, raw or escaped.
typedef void write_put(struct io_out *out, const char *data, size_t size);

// Puts the kept lines of a table. Several empty lines become one; there is none at the start or end
// of a page.
void write_body(struct write *write, const struct dehusk_lines *lines, write_put *put);

// Writes a file name for a table: controls and ill-formed bytes become backslash escapes.
void write_name(struct io_out *out, const char *name);

// Writes text without control characters as it stands in a string of JSON, without quotes.
void write_json_text(struct io_out *out, const char *data, size_t size);

// Composes the digests of the rules of a run as an object of JSON.
void write_digests(const struct options *options, char digests[WRITE_DIGESTS]);

// Writes what stands above the first thing that a page prints: the empty line between it and the
// page before, and its heading. False: no memory.
bool write_part_pages(struct write *write);

extern const struct writer write_text, write_body_only, write_husk, write_dates, write_sources,
	write_json, write_explain;

#endif
