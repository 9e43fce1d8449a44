// SPDX-License-Identifier: MIT
// Prints all messages and keeps the worst exit status.
#ifndef DEHUSK_MESSAGE_H
#define DEHUSK_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "language.h"

enum status {
	STATUS_DONE = 0,
	// An input failed, output could not be written, or --strict found something.
	STATUS_FAILED = 1,
	STATUS_USAGE = 2,
};

// Kinds of warnings. Three pages of a kind are named, the others counted.
enum warning {
	WARNING_KIND,
	WARNING_LEFT_OPEN,
	WARNING_ENCODING,
	WARNING_ILL_FORMED,
	WARNING_MOJIBAKE,
	WARNING_LONG_LINE,
	WARNING_SOURCES,
	WARNING_SEVERAL_PAGES,
	WARNING_NOTHING_LEFT,
	WARNING_RECORDS,
	WARNING_NO_RECORDS,
	WARNING_BINARY,  // skipped in a directory
	WARNING_SPECIAL, // likewise
	WARNING_KINDS,
};

// Any thread may call these functions. Those that take a format translate it: it is a literal,
// which scripts/messages finds, or one that ngettext() chose.

// Silences warnings; errors are still printed.
void message_be_quiet(void);

// Prints "dehusk: FILE: ..." on standard error; without FILE if it is NULL. Sets the exit status to
// 1.
void message_error(const char *file, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Prints the error "out of memory". Returns false, for callers that fail.
bool message_no_memory(void);

// Prints "dehusk: ..." and where to find help. Sets the exit status to 2.
void message_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

// Prints an error in a text of rules, without the name of the program: "FILE:LINE:COLUMN: what",
// the line, and a caret under the column. Sets the exit status to 2.
void message_rule(const struct dehusk_rule_error *error);

// Prints a warning about a page.
void message_warning(enum warning kind, const char *file, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

// Prints a warning that is not counted.
void message_note(const char *file, const char *format, ...) __attribute__((format(printf, 2, 3)));

// The same, but only once per key.
void message_note_once(const char *key, const char *file, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

// From now on prints one line for each kind of warning, at the end. For runs over directories.
void message_sum_up(void);

// Prints how many more pages each warning was about.
void message_end(void);

// Messages that wait to be printed. All zero: none.
struct message_list {
	struct buffer bytes;
	uint32_t told[WARNING_KINDS]; // warnings in `bytes`
	uint64_t more[WARNING_KINDS]; // warnings that are only counted
	// Called when the list has grown large, to release it; NULL: nobody.
	void (*full)(void *context);
	void *context;
};

// From now on puts this thread's messages into the list. NULL: prints them at once. The exit status
// changes at once in either case.
void message_hold(struct message_list *list);

// Prints the messages of the list and frees it.
void message_release(struct message_list *list);

// Shows a line at the bottom of the terminal, below all messages. NULL: removes it.
void message_set_progress(const char *line);

// Raises the exit status to at least this.
void message_raise(enum status status);
enum status message_status(void);

// Whether message_error() was called by any thread.
bool message_failed(void);

// How often this thread called message_error().
uint64_t message_errors(void);

// Appends a name as it is, or quoted for a shell if needed, without raw control characters. False:
// no memory.
bool message_quote(struct buffer *out, const char *name);

// Whether a character may be printed raw: no control, nothing invisible, no change of direction.
bool message_shows(uint32_t c);

// A name as message_quote() makes it, or "?" without memory; free() it. NULL: not even that.
char *message_quoted(const char *name);

#endif
