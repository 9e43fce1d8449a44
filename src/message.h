// SPDX-License-Identifier: MIT
// The only place that prints messages, and that keeps the worst exit status.
#ifndef DEHUSK_MESSAGE_H
#define DEHUSK_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "buffer.h"

enum status {
	STATUS_DONE = 0,
	STATUS_FAILED =
		1, // an input failed, output could not be written, or --strict found something
	STATUS_USAGE = 2,
};

// Kinds of warnings. Each is told of three pages, and then counted.
enum warning {
	WARNING_ENCODING,
	WARNING_ILL_FORMED,
	WARNING_MOJIBAKE,
	WARNING_LONG_LINE,
	WARNING_SOURCES,
	WARNING_SEVERAL_PAGES,
	WARNING_NOTHING_LEFT,
	WARNING_BINARY,  // passed over in a directory
	WARNING_SPECIAL, // the same
	WARNING_KINDS,
};

// Every function here may be called by any thread.

// Silences warnings, but not errors.
void message_be_quiet(void);

// Prints "dehusk: FILE: ..." on standard error, or without FILE if it is NULL, and makes the exit
// status 1.
void message_error(const char *file, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Prints "dehusk: ..." and where to find help, and makes the exit status 2.
void message_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

// Prints a warning about a page.
void message_warning(enum warning kind, const char *file, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

// Prints a warning that is counted by nobody.
void message_note(const char *file, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Prints a note, but only the first one with this key.
void message_note_once(const char *key, const char *file, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

// From now on each kind of warning is one line, at the end: for runs over directories.
void message_sum_up(void);

// Says how many more pages each warning was about.
void message_end(void);

// Messages that wait for their turn. All zero is none.
struct message_list {
	struct buffer bytes;
	uint32_t told[WARNING_KINDS]; // warnings in `bytes`
	uint64_t more[WARNING_KINDS]; // warnings beyond those that could still be printed
	void (*full)(void *context);  // called when it has grown large, to release it; NULL: nobody
	void *context;
};

// What this thread has to say from now on goes into the list; NULL: it is said at once. Only what
// is printed waits: the exit status does not.
void message_hold(struct message_list *list);

// Says what is in the list, and frees it.
void message_release(struct message_list *list);

// Keeps a line at the bottom of the terminal until it is set anew; NULL: takes it away. Messages
// stand above it.
void message_set_progress(const char *line);

// Makes the exit status at least this.
void message_raise(enum status status);
enum status message_status(void);

// Whether message_error() was called: something was not done.
bool message_failed(void);

// How often this thread has called it.
uint64_t message_errors(void);

// Appends a name as a shell would take it: as it is, or in quotes; no control character is left
// raw. False: no memory.
bool message_quote(struct buffer *out, const char *name);

// Whether a character may stand raw in a message or a table: no control, nothing that turns the
// direction of the text or shows nothing.
bool message_shows(uint32_t c);

// A name as message_quote() makes it, or "?"; free() it.
char *message_quoted(const char *name);

#endif
