// SPDX-License-Identifier: MIT
// Prints all messages and keeps the worst exit status.
#include "message.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "base/utf8.h"

#define NAMED_PAGES 3
#define LIST_LONG ((size_t)1 << 16)
#define PROGRESS_MAX 256

// Guarded by the lock.
static struct {
	pthread_mutex_t lock;
	bool quiet, failed, sums_up;
	enum status status;
	uint64_t told[WARNING_KINDS];
	struct buffer first[WARNING_KINDS]; // the first warning of each kind, for the end
	struct buffer once;                 // the keys of printed notes, each with its NUL
	char progress[PROGRESS_MAX];
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

// Where this thread's messages wait; NULL: they do not.
static _Thread_local struct message_list *held;
static _Thread_local uint64_t errors; // of this thread

// Of each kind of warning: what is wrong with further pages.
static const char *const summaries[WARNING_KINDS] = {
	[WARNING_KIND] = N_("that are JSON, mail or the like, read as plain text"),
	[WARNING_LEFT_OPEN] = N_("that end inside a comment, a script or the like"),
	[WARNING_ENCODING] = N_("in an encoding that is no more than likely"),
	[WARNING_MOJIBAKE] = N_("with text that was decoded wrongly before"),
	[WARNING_ILL_FORMED] = N_("with ill-formed bytes"),
	[WARNING_LONG_LINE] = N_("with a line that is too long for the rules"),
	[WARNING_SOURCES] = N_("with too many different sources"),
	[WARNING_SEVERAL_PAGES] = N_("that look like several run together"),
	[WARNING_NOTHING_LEFT] = N_("of which nothing is left"),
	[WARNING_RECORDS] = N_("with records that passed as they are"),
	[WARNING_NO_RECORDS] = N_("with bytes that are no records"),
	[WARNING_BINARY] = N_("passed over, since they are no text"),
	[WARNING_SPECIAL] = N_("passed over, since they are no regular files"),
};

static bool is_safe(uint32_t c)
{
	return c < 0x80 && c > 0 && (is_alnum((int)c) || strchr("_./,:=@%+-", (int)c));
}

// Controls, directions, tags, and what cannot be seen, in ascending order.
static const struct {
	uint32_t first, last;
} hidden[] = {
	{0x0000, 0x001F},   // controls
	{0x007F, 0x009F},   // more of them
	{0x00AD, 0x00AD},   // soft hyphen
	{0x034F, 0x034F},   // combining grapheme joiner
	{0x061C, 0x061C},   // Arabic letter mark
	{0x115F, 0x1160},   // fillers of Hangul
	{0x17B4, 0x17B5},   // inherent vowels of Khmer
	{0x180B, 0x180F},   // Mongolian variation selectors
	{0x200B, 0x200F},   // zero width, marks of direction
	{0x2028, 0x202E},   // ends of lines, embeddings
	{0x2060, 0x206F},   // word joiner, isolates
	{0x3164, 0x3164},   // filler of Hangul
	{0xFEFF, 0xFEFF},   // byte order mark
	{0xFFA0, 0xFFA0},   // filler of Hangul
	{0xFFF0, 0xFFFB},   // interlinear annotation
	{0x1BCA0, 0x1BCA3}, // shorthand controls
	{0x1D173, 0x1D17A}, // musical controls
	{0xE0000, 0xE0FFF}, // tags, variation selectors
};

bool message_shows(uint32_t c)
{
	for (size_t i = 0; i < COUNT(hidden); i++)
		if (c <= hidden[i].last)
			return c < hidden[i].first;
	return c < UTF8_INCOMPLETE;
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

static bool append_visible(struct buffer *out, const char *bytes, size_t size)
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
			done = append_visible(out, name + at, length);
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

// --- one line ---

// Composes "dehusk: FILE: what happened" with its line end. False: no memory.
__attribute__((format(printf, 3, 0))) static bool compose(
	struct buffer *line, const char *file, const char *format, va_list arguments)
{
	char text[2048];
	if (vsnprintf(text, sizeof text, _(format), arguments) < 0)
		return true;
	bool done = buffer_append_string(line, "dehusk: ");
	if (file && strcmp(file, "-") == 0)
		done = done && buffer_append_string(line, _("standard input")) &&
		       buffer_append_string(line, ": ");
	else if (file)
		done = done && message_quote(line, file) && buffer_append_string(line, ": ");
	return done && buffer_append_string(line, text) && buffer_append_byte(line, '\n');
}

// One message is one write, so that messages of several programs do not mix. If it fails, the
// message is lost: there is no other place for it.
static void emit_message(const char *line, size_t size)
{
	struct buffer all = {0};
	if (state.progress[0] == '\0') {
		(void)!write(STDERR_FILENO, line, size);
		return;
	}
	if (buffer_append_string(&all, "\r\033[K") && buffer_append(&all, line, size) &&
		buffer_append_string(&all, state.progress))
		(void)!write(STDERR_FILENO, all.data, all.size);
	buffer_free(&all);
}

static void emit_no_memory(void)
{
	char line[256];
	snprintf(line, sizeof line, "dehusk: %s\n", _("out of memory"));
	emit_message(line, strlen(line));
}

static void emit_line(const struct buffer *line, bool whole)
{
	if (whole)
		emit_message(line->data, line->size);
	else
		emit_no_memory();
}

// --- what to say, and when ---

// Kinds of lines in a list: a kind of warning, or one of these.
enum { LINE_ERROR = WARNING_KINDS, LINE_NOTE, LINE_ONCE };

static bool was_told(const char *key)
{
	for (size_t at = 0; at < state.once.size; at += strlen(state.once.data + at) + 1)
		if (strcmp(state.once.data + at, key) == 0)
			return true;
	(void)!buffer_append(&state.once, key, strlen(key) + 1);
	return false;
}

static void say_warning(enum warning kind, const char *line, size_t size)
{
	if (state.told[kind]++ >= NAMED_PAGES || state.quiet)
		return;
	if (!state.sums_up)
		emit_message(line, size);
	else if (state.told[kind] == 1)
		(void)!buffer_append(&state.first[kind], line, size);
}

static void say(unsigned kind, const char *key, const char *line, size_t size)
{
	if (kind < WARNING_KINDS)
		say_warning((enum warning)kind, line, size);
	else if (kind == LINE_ERROR || (!state.quiet && (kind == LINE_NOTE || !was_told(key))))
		emit_message(line, size);
}

// Adds a line to a list: its kind, its size, its key with NUL, its text.
static bool keep_message(unsigned kind, const char *key, const struct buffer *line)
{
	struct buffer *bytes = &held->bytes;
	size_t key_size = strlen(key) + 1;
	if (bytes->size > LIST_LONG && held->full)
		held->full(held->context);
	uint32_t head[3] = {kind, (uint32_t)key_size, (uint32_t)line->size};
	if (kind < WARNING_KINDS && held->told[kind] >= NAMED_PAGES) {
		held->more[kind]++;
		return true;
	}
	if (!buffer_reserve(bytes, sizeof head + key_size + line->size))
		return false;
	if (kind < WARNING_KINDS)
		held->told[kind]++;
	return buffer_append(bytes, head, sizeof head) && buffer_append(bytes, key, key_size) &&
	       buffer_append(bytes, line->data, line->size);
}

// Prints a line now, or keeps it for later. `status`: the exit status it causes.
__attribute__((format(printf, 5, 0))) static void tell(unsigned kind, enum status status,
	const char *key, const char *file, const char *format, va_list arguments)
{
	struct buffer line = {0};
	bool whole = compose(&line, file, format, arguments);
	bool kept = whole && held && keep_message(kind, key, &line);
	pthread_mutex_lock(&state.lock);
	if (whole && !kept)
		say(kind, key, line.data, line.size);
	else if (!whole)
		emit_line(&line, false);
	if (status > state.status)
		state.status = status;
	state.failed |= kind == LINE_ERROR && status == STATUS_FAILED;
	pthread_mutex_unlock(&state.lock);
	buffer_free(&line);
}

void message_hold(struct message_list *list)
{
	held = list;
}

void message_release(struct message_list *list)
{
	const char *data = list->bytes.data;
	pthread_mutex_lock(&state.lock);
	for (size_t at = 0; at < list->bytes.size;) {
		uint32_t head[3];
		memcpy(head, data + at, sizeof head);
		const char *key = data + at + sizeof head;
		say(head[0], key, key + head[1], head[2]);
		at += sizeof head + head[1] + head[2];
	}
	for (size_t kind = 0; kind < WARNING_KINDS; kind++)
		state.told[kind] += list->more[kind];
	pthread_mutex_unlock(&state.lock);
	buffer_free(&list->bytes);
	memset(list->told, 0, sizeof list->told);
	memset(list->more, 0, sizeof list->more);
}

// --- the messages ---

void message_be_quiet(void)
{
	state.quiet = true;
}

void message_sum_up(void)
{
	state.sums_up = true;
}

void message_raise(enum status status)
{
	pthread_mutex_lock(&state.lock);
	if (status > state.status)
		state.status = status;
	pthread_mutex_unlock(&state.lock);
}

enum status message_status(void)
{
	pthread_mutex_lock(&state.lock);
	enum status status = state.status;
	pthread_mutex_unlock(&state.lock);
	return status;
}

bool message_failed(void)
{
	pthread_mutex_lock(&state.lock);
	bool failed = state.failed;
	pthread_mutex_unlock(&state.lock);
	return failed;
}

uint64_t message_errors(void)
{
	return errors;
}

void message_error(const char *file, const char *format, ...)
{
	errors++;
	va_list arguments;
	va_start(arguments, format);
	tell(LINE_ERROR, STATUS_FAILED, "", file, format, arguments);
	va_end(arguments);
}

bool message_no_memory(void)
{
	message_error(NULL, "out of memory");
	return false;
}

void message_usage(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	tell(LINE_ERROR, STATUS_USAGE, "", NULL, format, arguments);
	va_end(arguments);
	const char *help = _("Try 'dehusk --help' for more information.\n");
	(void)!write(STDERR_FILENO, help, strlen(help));
}

// Characters of a line that are shown on both sides of a column.
#define SHOWN 64

// Appends a line as it is shown, from `from` to `to`. Returns its columns on a terminal.
static unsigned append_shown(struct buffer *out, struct slice line, size_t from, size_t to)
{
	unsigned width = 0;
	while (from < to) {
		uint32_t c;
		size_t length = utf8_decode(line.data + from, line.size - from, &c);
		bool blank = c == '\t', shown = message_shows(c);
		const char *text = blank ? " " : shown ? line.data + from : UTF8_REPLACEMENT_BYTES;
		size_t size = blank ? 1 : shown ? length : strlen(UTF8_REPLACEMENT_BYTES);
		(void)!buffer_append(out, text, size);
		width += blank || !shown ? 1 : utf8_width(c);
		from += length;
	}
	return width;
}

// The start of the character `count` characters before or behind `at`, or an end of the line.
static size_t step_back(struct slice line, size_t at, size_t count)
{
	while (at > 0 && count-- > 0)
		at = utf8_step_back(line.data, at);
	return at;
}

static size_t step_on(struct slice line, size_t at, size_t count)
{
	uint32_t c;
	while (at < line.size && count-- > 0)
		at += utf8_decode(line.data + at, line.size - at, &c);
	return at;
}

// Without memory the message is shorter.
void message_rule(const struct dehusk_rule_error *error)
{
	struct buffer out = {0};
	char text[64];
	struct slice line = {error->text, error->size};
	while (line.size > 0 && strchr("\r\n", line.data[line.size - 1]))
		line.size--;
	size_t at = error->at < line.size ? error->at : line.size;
	snprintf(text, sizeof text, ":%zu:%zu: ", error->line, error->column);
	(void)!buffer_append_string(&out, error->file);
	(void)!buffer_append_string(&out, text);
	(void)!buffer_append_string(&out, _(error->what));
	(void)!buffer_append_byte(&out, '\n');
	unsigned width = append_shown(&out, line, step_back(line, at, SHOWN), at);
	append_shown(&out, line, at, step_on(line, at, SHOWN));
	(void)!buffer_append_byte(&out, '\n');
	while (width-- > 0)
		(void)!buffer_append_byte(&out, ' ');
	(void)!buffer_append_string(&out, "^\n");
	pthread_mutex_lock(&state.lock);
	emit_message(out.data, out.size);
	pthread_mutex_unlock(&state.lock);
	message_raise(STATUS_USAGE);
	buffer_free(&out);
}

void message_warning(enum warning kind, const char *file, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	tell(kind, STATUS_DONE, "", file, format, arguments);
	va_end(arguments);
}

void message_note(const char *file, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	tell(LINE_NOTE, STATUS_DONE, "", file, format, arguments);
	va_end(arguments);
}

void message_note_once(const char *key, const char *file, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	tell(LINE_ONCE, STATUS_DONE, key, file, format, arguments);
	va_end(arguments);
}

// Prints how many more pages there are of a kind.
static void count_more(char *text, size_t room, size_t kind, uint64_t more)
{
	bool inputs = kind == WARNING_RECORDS || kind == WARNING_NO_RECORDS;
	snprintf(text, room,
		inputs ? ngettext("%llu more input %s", "%llu more inputs %s", more)
		       : ngettext("%llu more page %s", "%llu more pages %s", more),
		(unsigned long long)more, _(summaries[kind]));
}

// Prints the first page of a kind with what is wrong with it, or the number of pages.
static void sum_up_warnings(size_t kind)
{
	uint64_t more = state.told[kind] - 1;
	struct buffer *line = &state.first[kind];
	char count[256], text[512];
	if (line->size == 0)
		return;
	count_more(count, sizeof count, kind, more);
	snprintf(text, sizeof text, _("; and %s"), count);
	if (more > 0) {
		line->size--; // without the line end
		(void)!buffer_append_string(line, text);
		(void)!buffer_append_byte(line, '\n');
	}
	emit_message(line->data, line->size);
	buffer_free(line);
}

void message_end(void)
{
	pthread_mutex_lock(&state.lock);
	for (size_t kind = 0; kind < WARNING_KINDS && state.sums_up; kind++)
		sum_up_warnings(kind);
	buffer_free(&state.once);
	pthread_mutex_unlock(&state.lock);
	for (size_t kind = 0; kind < WARNING_KINDS && !state.sums_up; kind++) {
		if (state.told[kind] <= NAMED_PAGES)
			continue;
		char count[256];
		count_more(count, sizeof count, kind, state.told[kind] - NAMED_PAGES);
		message_note(NULL, "%s", count);
	}
}

void message_set_progress(const char *line)
{
	struct buffer all = {0};
	pthread_mutex_lock(&state.lock);
	bool shown = state.progress[0] != '\0';
	snprintf(state.progress, sizeof state.progress, "%s", line ? line : "");
	if ((line || shown) && buffer_append_string(&all, "\r") &&
		buffer_append_string(&all, state.progress) && buffer_append_string(&all, "\033[K"))
		(void)!write(STDERR_FILENO, all.data, all.size);
	pthread_mutex_unlock(&state.lock);
	buffer_free(&all);
}
