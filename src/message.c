// SPDX-License-Identifier: MIT
// The only place that prints messages, and that keeps the worst exit status.
#include "message.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "utf8.h"

#define NAMED_PAGES 3

static struct {
	bool quiet, failed;
	enum status status;
	uint64_t told[WARNING_KINDS];
} state;

static const char *const summaries[WARNING_KINDS] = {
	[WARNING_ENCODING] = "in an encoding that is no more than likely",
	[WARNING_MOJIBAKE] = "with text that was decoded wrongly before",
	[WARNING_ILL_FORMED] = "with ill-formed bytes",
	[WARNING_LONG_LINE] = "with a line that is too long for the rules",
	[WARNING_SOURCES] = "with too many different sources",
	[WARNING_SEVERAL_PAGES] = "that look like several run together",
	[WARNING_NOTHING_LEFT] = "of which nothing is left",
};

static bool is_safe(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c < 0x80 && c > 0 && strchr("_./,:=@%+-", (int)c));
}

bool message_shows(uint32_t c)
{
	return c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0) &&
	       !(c >= 0x200B && c <= 0x200F) && !(c >= 0x2028 && c <= 0x202E) &&
	       !(c >= 0x2060 && c <= 0x206F) && c != 0xFEFF && c < UTF8_INCOMPLETE;
}

static bool needs_quotes(const char *name, size_t size)
{
	uint32_t c;
	for (size_t at = 0; at < size;) {
		at += utf8_decode(name + at, size - at, &c);
		if (!is_safe(c) && !(c >= 0xA0 && message_shows(c)))
			return true;
	}
	return size == 0;
}

static bool append_escaped(struct buffer *out, const char *bytes, size_t size)
{
	char text[8];
	bool done = buffer_append_string(out, "'$'");
	for (size_t i = 0; i < size && done; i++) {
		snprintf(text, sizeof text, "\\%03o", (unsigned)(unsigned char)bytes[i]);
		done = buffer_append_string(out, bytes[i] == '\n'   ? "\\n"
						 : bytes[i] == '\t' ? "\\t"
								    : text);
	}
	return done && buffer_append_string(out, "''");
}

bool message_quote(struct buffer *out, const char *name)
{
	size_t size = strlen(name);
	if (!needs_quotes(name, size))
		return buffer_append(out, name, size);
	bool done = buffer_append_byte(out, '\'');
	for (size_t at = 0; at < size && done;) {
		uint32_t c;
		size_t length = utf8_decode(name + at, size - at, &c);
		if (c == '\'')
			done = buffer_append_string(out, "'\\''");
		else if (message_shows(c))
			done = buffer_append(out, name + at, length);
		else
			done = append_escaped(out, name + at, length);
		at += length;
	}
	return done && buffer_append_byte(out, '\'');
}

char *message_quoted(const char *name)
{
	struct buffer out = {0};
	if (message_quote(&out, name) && buffer_append_byte(&out, '\0'))
		return out.data;
	buffer_free(&out);
	return strdup("?");
}

// One message is one write, so that those of several programs do not mix. A message that can't be
// written is lost: where should that be told?
__attribute__((format(printf, 2, 0))) static void print(
	const char *file, const char *format, va_list arguments)
{
	char text[2048];
	struct buffer line = {0};
	if (vsnprintf(text, sizeof text, format, arguments) < 0)
		return;
	bool done = buffer_append_string(&line, "dehusk: ");
	if (file && strcmp(file, "-") == 0)
		done = done && buffer_append_string(&line, "standard input: ");
	else if (file)
		done = done && message_quote(&line, file) && buffer_append_string(&line, ": ");
	done = done && buffer_append_string(&line, text) && buffer_append_byte(&line, '\n');
	if (done)
		(void)!write(STDERR_FILENO, line.data, line.size);
	else
		(void)!write(STDERR_FILENO, "dehusk: out of memory\n", 22);
	buffer_free(&line);
}

void message_be_quiet(void)
{
	state.quiet = true;
}

void message_raise(enum status status)
{
	if (status > state.status)
		state.status = status;
}

enum status message_status(void)
{
	return state.status;
}

bool message_failed(void)
{
	return state.failed;
}

void message_error(const char *file, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	print(file, format, arguments);
	va_end(arguments);
	message_raise(STATUS_FAILED);
	state.failed = true;
}

void message_usage(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	print(NULL, format, arguments);
	va_end(arguments);
	static const char help[] = "Try 'dehusk --help' for more information.\n";
	(void)!write(STDERR_FILENO, help, sizeof help - 1);
	message_raise(STATUS_USAGE);
}

void message_warning(enum warning kind, const char *file, const char *format, ...)
{
	if (state.told[kind]++ >= NAMED_PAGES || state.quiet)
		return;
	va_list arguments;
	va_start(arguments, format);
	print(file, format, arguments);
	va_end(arguments);
}

void message_note(const char *file, const char *format, ...)
{
	if (state.quiet)
		return;
	va_list arguments;
	va_start(arguments, format);
	print(file, format, arguments);
	va_end(arguments);
}

void message_end(void)
{
	for (size_t kind = 0; kind < WARNING_KINDS; kind++) {
		if (state.told[kind] <= NAMED_PAGES)
			continue;
		uint64_t more = state.told[kind] - NAMED_PAGES;
		message_note(NULL, "%llu more page%s %s", (unsigned long long)more,
			more == 1 ? "" : "s", summaries[kind]);
	}
}
