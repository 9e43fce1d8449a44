// SPDX-License-Identifier: MIT
// The --explain writer: every input line with its verdict and reason.
#include <inttypes.h>
#include <stdio.h>

#include "output/writers.h"

static const struct {
	const char *name, *colour;
} verdicts[DEHUSK_VERDICTS] = {
	[DEHUSK_KEPT] = {"kept", ""},
	[DEHUSK_EMPTY] = {"empty", "\033[2m"},
	[DEHUSK_COLLECTED] = {"collected", "\033[32m"},
	[DEHUSK_DROPPED] = {"dropped", "\033[31m"},
};

static void put_verdict(
	struct write *write, const struct dehusk_line *line, uint64_t number, const char *reason)
{
	const char *colour = write->colour ? verdicts[line->verdict].colour : "";
	const char *verdict = verdicts[line->verdict].name;
	char text[256];
	write_name(write->out, write->file);
	if (write->terminal)
		snprintf(text, sizeof text, ":%s%6" PRIu64 "  %-9s  %-20s  ", colour, number,
			verdict, reason);
	else
		snprintf(text, sizeof text, "\t%" PRIu64 "\t%s\t%s\t", number, verdict, reason);
	io_put_string(write->out, text);
}

static void end_row(struct write *write)
{
	if (write->colour)
		io_put_string(write->out, "\033[0m");
	io_put(write->out, "\n", 1);
}

// Puts the lines that were joined to this one: their text is part of it.
static void put_joined(struct write *write, const struct dehusk_line *line)
{
	for (size_t i = 1; i <= line->joined; i++) {
		put_verdict(write, line, line->number + i, "joined");
		end_row(write);
	}
}

static bool explain_lines(struct write *write, const struct dehusk_lines *table)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct dehusk_line *line = &table->line[i];
		if (!write->piece)
			put_verdict(write, line, line->number, line->reason);
		io_put(write->out, line->text, line->size);
		if (!line->more)
			end_row(write);
		put_joined(write, line);
		write->piece = line->more;
	}
	return true;
}

static bool explain_end(struct write *write, struct dehusk *dehusk)
{
	(void)dehusk;
	if (write->null_data)
		io_put(write->out, "", 1);
	return true;
}

const struct writer write_explain = {
	.name = "explain",
	.lines = explain_lines,
	.end = explain_end,
	.wanted = ~0u,
	.room = WRITE_TEXT_ROOM,
};
