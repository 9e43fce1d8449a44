// SPDX-License-Identifier: MIT
// The writers: each reads the same table of lines and prints one kind of output.
#ifndef DEHUSK_WRITE_H
#define DEHUSK_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dehusk.h"
#include "io.h"
#include "options.h"

// One day a bit, for the dates of a whole run: 1900 to 2099, months of 31 days.
#define WRITE_DAYS ((size_t)200 * 12 * 31)

// Room for output that is not yet written.
#define WRITE_TEXT_ROOM ((size_t)1 << 17)
#define WRITE_JSON_ROOM ((size_t)1 << 20)

struct write {
	const struct writer *writer;
	struct io_out *out;
	bool null_data, terminal, colour, facts;
	bool ever;        // an earlier page of the run printed something
	bool begun;       // this page did
	bool gap;         // an empty line is due before the next one
	bool piece;       // the last line goes on
	const char *file; // the page's, "-" for standard input
	size_t head_at;   // where in its record belongs what is not known at once
	bool dated;       // there are days
	uint64_t days[WRITE_DAYS / 64 + 1];
};

// What an output does with a page. The functions return false without memory; what the output
// refuses is in out->error.
struct writer {
	bool (*begin)(struct write *write);
	bool (*lines)(struct write *write, const struct dehusk_lines *lines);
	bool (*end)(struct write *write, struct dehusk *dehusk);
	bool (*finish)(struct write *write); // the run ends
	bool whole_records;                  // a page is one record, not to be torn while waiting
	unsigned wanted;                     // lines, as dehusk_want() takes them
	bool parts_pages;                    // an empty line stands between pages
};

void write_begin(struct write *write, const struct options *options, struct io_out *out);

// As after write_begin(), for an output of its own that is no terminal.
void write_renew(struct write *write);
bool write_page(struct write *write, const char *file);
bool write_lines(struct write *write, const struct dehusk_lines *lines);
bool write_end_page(struct write *write, struct dehusk *dehusk);
bool write_finish(struct write *write);

// Whether an empty line stands between pages.
bool write_parts_pages(const struct options *options);

// Adds the days that another one has gathered, for the end of the run.
void write_merge(struct write *write, const struct write *other);

// The page ends here, unfinished. If nothing of it is written yet, nothing will be.
void write_abandon_page(struct write *write);

// Writes what is decided, before input is waited for.
void write_flush(struct write *write);

// Puts bytes of the body, as they are or escaped.
typedef void write_put(struct io_out *out, const char *data, size_t size);

// Puts the kept lines of a table: runs of empty lines made one, none at the start or the end of a
// page.
void write_body(struct write *write, const struct dehusk_lines *lines, write_put *put);

// A file name for a table of text: controls and ill-formed bytes become backslash escapes.
void write_name(struct io_out *out, const char *name);

extern const struct writer write_json, write_explain;

#endif
