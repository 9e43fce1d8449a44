// SPDX-License-Identifier: MIT
// The --explain writer: every input line with its verdict and reason.
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "output/writers.h"

static const struct {
	const char *name, *colour;
} verdicts[DEHUSK_VERDICTS] = {
	[DEHUSK_KEPT] = {"kept", ""},
	[DEHUSK_EMPTY] = {"empty", "\033[2m"},
	[DEHUSK_COLLECTED] = {"collected", "\033[32m"},
	[DEHUSK_DROPPED] = {"dropped", "\033[31m"},
};

#define MATCH_ON "\033[1;4m" // bold, underlined
#define MATCH_OFF "\033[22;24m"
#define COLOUR_OFF "\033[0m"

static size_t width_of(const char *text)
{
	size_t width = 0, size = strlen(text);
	for (size_t at = 0; at < size;) {
		uint32_t c;
		at += utf8_decode(text + at, size - at, &c);
		width += utf8_width(c);
	}
	return width;
}

static void put_verdict(
	struct write *write, const struct dehusk_line *line, uint64_t number, const char *reason)
{
	const char *colour = write->colour ? verdicts[line->verdict].colour : "";
	const char *verdict = verdicts[line->verdict].name;
	char text[64];
	write_name(write->out, write->file);
	if (write->terminal)
		snprintf(text, sizeof text, ":%s%6" PRIu64 "  %-9s  ", colour, number, verdict);
	else
		snprintf(text, sizeof text, "\t%" PRIu64 "\t%s\t", number, verdict);
	io_put_string(write->out, text);
	io_put_string(write->out, reason);
	for (size_t width = width_of(reason); write->terminal && width < 20; width++)
		io_put(write->out, " ", 1);
	io_put_string(write->out, write->terminal ? "  " : "\t");
	// The colour of a table is that of its text.
	if (!write->terminal)
		io_put_string(write->out, colour);
}

// Ends a row; without a match the fields of one are empty.
static void end_row(struct write *write, size_t start, size_t size)
{
	char text[64];
	if (write->colour)
		io_put_string(write->out, COLOUR_OFF);
	if (size > 0)
		snprintf(text, sizeof text, "\t%zu\t%zu", start, size);
	else
		snprintf(text, sizeof text, "\t\t");
	if (!write->terminal)
		io_put_string(write->out, text);
	io_put(write->out, "\n", 1);
}

static void put_explained_text(
	struct write *write, const struct dehusk_line *line, size_t start, size_t size)
{
	if (!write->colour || size == 0) {
		io_put(write->out, line->text, line->size);
		return;
	}
	io_put(write->out, line->text, start);
	io_put_string(write->out, MATCH_ON);
	io_put(write->out, line->text + start, size);
	io_put_string(write->out, MATCH_OFF);
	io_put(write->out, line->text + start + size, line->size - start - size);
}

// Puts the lines that were joined to this one: their text is part of it.
static void put_joined(struct write *write, const struct dehusk_line *line)
{
	for (size_t i = 1; i <= line->joined; i++) {
		put_verdict(write, line, line->number + i, "joined");
		end_row(write, 0, 0);
	}
}

static bool explain_lines(struct write *write, const struct dehusk_lines *table)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct dehusk_line *line = &table->line[i];
		size_t start, size;
		if (dehusk_match(write->dehusk, line, &start, &size) != DEHUSK_OK)
			return false;
		if (!write->piece)
			put_verdict(write, line, line->number, line->reason);
		put_explained_text(write, line, start, size);
		if (!line->more)
			end_row(write, start, size);
		put_joined(write, line);
		write->piece = line->more;
	}
	return true;
}

const struct writer write_explain = {
	.name = "explain",
	.lines = explain_lines,
	.ends_pages = true,
	.room = WRITE_TEXT_ROOM,
};
