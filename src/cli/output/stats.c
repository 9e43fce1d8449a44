// SPDX-License-Identifier: MIT
// The counts of a run, for --stats.
#include "output/stats.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "io.h"
#include "message.h"

// Every count with its name, in the order of printing.
static const struct {
	const char *name;
	size_t offset;
} counts_table[] = {
	{"pages", offsetof(struct stats_sum, pages)},
	{"bytes", offsetof(struct stats_sum, bytes)},
	{"lines", offsetof(struct stats_sum, counts.lines)},
	{"kept", offsetof(struct stats_sum, counts.verdict[DEHUSK_KEPT])},
	{"empty", offsetof(struct stats_sum, counts.verdict[DEHUSK_EMPTY])},
	{"collected", offsetof(struct stats_sum, counts.verdict[DEHUSK_COLLECTED])},
	{"dropped", offsetof(struct stats_sum, counts.verdict[DEHUSK_DROPPED])},
	{"ill_formed", offsetof(struct stats_sum, counts.ill_formed)},
	{"unread_dates", offsetof(struct stats_sum, counts.unread_dates)},
	{"limit_hits", offsetof(struct stats_sum, counts.limit_hits)},
	{"long_lines", offsetof(struct stats_sum, counts.long_lines)},
	{"sources_left", offsetof(struct stats_sum, counts.sources_left)},
	{"several_pages", offsetof(struct stats_sum, counts.several_pages)},
	{"unsure", offsetof(struct stats_sum, counts.unsure)},
	{"mojibake", offsetof(struct stats_sum, counts.mojibake)},
	{"unsure_text", offsetof(struct stats_sum, counts.unsure_text)},
};
#define COUNTS (sizeof counts_table / sizeof counts_table[0])

static uint64_t count_at(const struct stats_sum *sum, size_t i)
{
	return *(const uint64_t *)(const void *)((const char *)sum + counts_table[i].offset);
}

// Detection knows seven names; --encoding adds one.
static void add_encoding(struct stats_sum *sum, const char *name, uint64_t pages)
{
	size_t i = 0;
	while (i < STATS_ENCODINGS - 1 && sum->encoding[i].pages > 0 &&
		strcmp(sum->encoding[i].name, name) != 0)
		i++;
	snprintf(sum->encoding[i].name, sizeof sum->encoding[i].name, "%s", name);
	sum->encoding[i].pages += pages;
}

static void add_counts(struct dehusk_counts *sum, const struct dehusk_counts *counts)
{
	sum->lines += counts->lines;
	for (size_t i = 0; i < DEHUSK_VERDICTS; i++)
		sum->verdict[i] += counts->verdict[i];
	sum->ill_formed += counts->ill_formed;
	sum->unread_dates += counts->unread_dates;
	sum->limit_hits += counts->limit_hits;
	sum->long_lines += counts->long_lines;
	sum->sources_left += counts->sources_left;
	sum->several_pages += counts->several_pages;
	sum->unsure += counts->unsure;
	sum->mojibake += counts->mojibake;
	sum->unsure_text += counts->unsure_text;
}

void stats_add(struct stats_sum *sum, const struct dehusk_counts *counts, const char *encoding)
{
	sum->pages++;
	add_encoding(sum, encoding, 1);
	add_counts(&sum->counts, counts);
}

void stats_merge(struct stats_sum *sum, const struct stats_sum *other)
{
	sum->pages += other->pages;
	sum->bytes += other->bytes;
	for (size_t i = 0; i < STATS_ENCODINGS && other->encoding[i].pages > 0; i++)
		add_encoding(sum, other->encoding[i].name, other->encoding[i].pages);
	add_counts(&sum->counts, &other->counts);
}

static void put_text(struct io_out *out, const struct stats_sum *sum,
	const struct dehusk_rule *rules, size_t count)
{
	char line[256];
	for (size_t i = 0; i < COUNTS; i++) {
		snprintf(line, sizeof line, "%12" PRIu64 "  %s\n", count_at(sum, i),
			counts_table[i].name);
		io_put_string(out, line);
	}
	for (size_t i = 0; i < STATS_ENCODINGS && sum->encoding[i].pages > 0; i++) {
		snprintf(line, sizeof line, "%12" PRIu64 "  encoding %s\n", sum->encoding[i].pages,
			sum->encoding[i].name);
		io_put_string(out, line);
	}
	for (size_t i = 0; i < count; i++) {
		if (rules[i].lines == 0 && rules[i].limit_hits == 0)
			continue;
		snprintf(line, sizeof line, "%12" PRIu64 "  rule %s\n", rules[i].lines,
			rules[i].name);
		io_put_string(out, line);
	}
}

// Names need no escapes: they have only letters, digits and some marks.
static void put_json(struct io_out *out, const struct stats_sum *sum,
	const struct dehusk_rule *rules, size_t count)
{
	char item[256];
	for (size_t i = 0; i < COUNTS; i++) {
		snprintf(item, sizeof item, "%s\"%s\":%" PRIu64, i > 0 ? "," : "{",
			counts_table[i].name, count_at(sum, i));
		io_put_string(out, item);
	}
	io_put_string(out, ",\"encodings\":{");
	const char *comma = "";
	for (size_t i = 0; i < STATS_ENCODINGS && sum->encoding[i].pages > 0; i++) {
		snprintf(item, sizeof item, "%s\"%s\":%" PRIu64, comma, sum->encoding[i].name,
			sum->encoding[i].pages);
		io_put_string(out, item);
		comma = ",";
	}
	io_put_string(out, "},\"rules\":{");
	comma = "";
	for (size_t i = 0; i < count; i++) {
		if (rules[i].lines == 0 && rules[i].limit_hits == 0)
			continue;
		snprintf(item, sizeof item,
			"%s\"%s\":{\"lines\":%" PRIu64 ",\"limit_hits\":%" PRIu64 "}", comma,
			rules[i].name, rules[i].lines, rules[i].limit_hits);
		io_put_string(out, item);
		comma = ",";
	}
	io_put_string(out, "}}\n");
}

bool stats_print(
	const struct stats_sum *sum, const struct dehusk_rule *rules, size_t count, bool json)
{
	struct io_out out;
	if (!io_out_begin(&out, STDERR_FILENO, 8192))
		return false;
	if (json)
		put_json(&out, sum, rules, count);
	else
		put_text(&out, sum, rules, count);
	io_flush(&out);
	// There is no other place to report it: only the exit status shows it.
	if (out.error)
		message_raise(STATUS_FAILED);
	io_out_free(&out);
	return true;
}
