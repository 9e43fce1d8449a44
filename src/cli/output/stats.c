// SPDX-License-Identifier: MIT
// The counts of a run, for --stats.
#include "output/stats.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io.h"
#include "message.h"
#include "output/writers.h"

const char *const stats_counts[DEHUSK_COUNTS] = {
	[DEHUSK_COUNT_LINES] = "lines",
	[DEHUSK_COUNT_KEPT] = "kept",
	[DEHUSK_COUNT_EMPTY] = "empty",
	[DEHUSK_COUNT_COLLECTED] = "collected",
	[DEHUSK_COUNT_DROPPED] = "dropped",
	[DEHUSK_COUNT_ILL_FORMED] = "ill_formed",
	[DEHUSK_COUNT_UNREAD_DATES] = "unread_dates",
	[DEHUSK_COUNT_LIMIT_HITS] = "limit_hits",
	[DEHUSK_COUNT_LONG_LINES] = "long_lines",
	[DEHUSK_COUNT_SOURCES_LEFT] = "sources_left",
	[DEHUSK_COUNT_SEVERAL_PAGES] = "several_pages",
	[DEHUSK_COUNT_UNSURE] = "unsure",
	[DEHUSK_COUNT_MOJIBAKE] = "mojibake",
	[DEHUSK_COUNT_UNSURE_TEXT] = "unsure_text",
	[DEHUSK_COUNT_GARBLED] = "garbled",
	[DEHUSK_COUNT_OTHER_KIND] = "other_kind",
	[DEHUSK_COUNT_HTML] = "html",
	[DEHUSK_COUNT_LEFT_OPEN] = "left_open",
};

// Detection knows fifteen names; --encoding adds one.
static void add_encoding(struct stats_sum *sum, const char *name, uint64_t pages)
{
	size_t i = 0;
	while (i < STATS_ENCODINGS - 1 && sum->encoding[i].pages > 0 &&
		strcmp(sum->encoding[i].name, name) != 0)
		i++;
	snprintf(sum->encoding[i].name, sizeof sum->encoding[i].name, "%s", name);
	sum->encoding[i].pages += pages;
}

void stats_read(const struct dehusk *dehusk, uint64_t count[DEHUSK_COUNTS])
{
	for (size_t i = 0; i < DEHUSK_COUNTS; i++)
		count[i] = dehusk_count(dehusk, (enum dehusk_count)i);
}

static void add_counts(uint64_t sum[DEHUSK_COUNTS], const uint64_t count[DEHUSK_COUNTS])
{
	for (size_t i = 0; i < DEHUSK_COUNTS; i++)
		sum[i] += count[i];
}

void stats_add(struct stats_sum *sum, const struct dehusk *dehusk)
{
	uint64_t count[DEHUSK_COUNTS];
	stats_read(dehusk, count);
	sum->pages++;
	add_encoding(sum, dehusk_encoding(dehusk), 1);
	add_counts(sum->count, count);
}

void stats_merge(struct stats_sum *sum, const struct stats_sum *other)
{
	sum->pages += other->pages;
	sum->bytes += other->bytes;
	sum->untouched += other->untouched;
	sum->broken += other->broken;
	for (size_t i = 0; i < STATS_ENCODINGS && other->encoding[i].pages > 0; i++)
		add_encoding(sum, other->encoding[i].name, other->encoding[i].pages);
	add_counts(sum->count, other->count);
}

static bool has_matched(const struct dehusk_rule *rule)
{
	return rule->lines > 0 || rule->limit_hits > 0;
}

static void put_row(struct io_out *out, uint64_t number, const char *what, const char *name)
{
	char line[64];
	snprintf(line, sizeof line, "%12" PRIu64 "  %s", number, what);
	io_put_string(out, line);
	io_put_string(out, name);
	io_put_string(out, "\n");
}

static void put_text(struct io_out *out, const struct stats_sum *sum,
	const struct dehusk_rule *rules, size_t count)
{
	put_row(out, sum->pages, "pages", "");
	put_row(out, sum->bytes, "bytes", "");
	put_row(out, sum->untouched, "untouched_records", "");
	put_row(out, sum->broken, "broken_records", "");
	for (size_t i = 0; i < DEHUSK_COUNTS; i++)
		put_row(out, sum->count[i], stats_counts[i], "");
	for (size_t i = 0; i < STATS_ENCODINGS && sum->encoding[i].pages > 0; i++)
		put_row(out, sum->encoding[i].pages, "encoding ", sum->encoding[i].name);
	for (size_t i = 0; i < count; i++)
		if (has_matched(&rules[i]))
			put_row(out, rules[i].lines, "rule ", rules[i].name);
}

static int compare_encodings(const void *a, const void *b)
{
	const struct stats_encoding *one = a, *two = b;
	return strcmp(one->name, two->name);
}

// Sorts the encodings by name: which one comes first depends on the threads.
static void sort_encodings(struct stats_sum *sum)
{
	size_t count = 0;
	while (count < STATS_ENCODINGS && sum->encoding[count].pages > 0)
		count++;
	qsort(sum->encoding, count, sizeof sum->encoding[0], compare_encodings);
}

// These names need no escapes: they have only letters, digits and some marks.
static void put_member(struct io_out *out, const char *before, const char *name, uint64_t number)
{
	char member[256];
	snprintf(member, sizeof member, "%s\"%s\":%" PRIu64, before, name, number);
	io_put_string(out, member);
}

static void put_json(const struct options *options, struct io_out *out, const struct stats_sum *sum,
	const struct dehusk_rule *rules, size_t count)
{
	char digests[WRITE_DIGESTS];
	write_digests(options, digests);
	put_member(out, "{", "pages", sum->pages);
	put_member(out, ",", "bytes", sum->bytes);
	put_member(out, ",", "untouched_records", sum->untouched);
	put_member(out, ",", "broken_records", sum->broken);
	for (size_t i = 0; i < DEHUSK_COUNTS; i++)
		put_member(out, ",", stats_counts[i], sum->count[i]);
	io_put_string(out, ",\"encodings\":{");
	for (size_t i = 0; i < STATS_ENCODINGS && sum->encoding[i].pages > 0; i++)
		put_member(out, i > 0 ? "," : "", sum->encoding[i].name, sum->encoding[i].pages);
	io_put_string(out, "},\"rule_digests\":");
	io_put_string(out, digests);
	io_put_string(out, ",\"rules\":{");
	const char *comma = "";
	for (size_t i = 0; i < count; i++) {
		if (!has_matched(&rules[i]))
			continue;
		io_put_string(out, comma);
		io_put_string(out, "\"");
		write_json_text(out, rules[i].name, strlen(rules[i].name));
		put_member(out, "\":{", "lines", rules[i].lines);
		put_member(out, ",", "limit_hits", rules[i].limit_hits);
		io_put_string(out, "}");
		comma = ",";
	}
	io_put_string(out, "}}\n");
}

bool stats_print(const struct options *options, const struct stats_sum *sum,
	const struct dehusk_rule *rules, size_t count)
{
	struct io_out out;
	struct stats_sum sorted = *sum;
	if (!io_out_begin(&out, STDERR_FILENO, 8192))
		return false;
	sort_encodings(&sorted);
	if (options->stats == STATS_JSON)
		put_json(options, &out, &sorted, rules, count);
	else
		put_text(&out, &sorted, rules, count);
	io_flush(&out);
	// There is no other place to report it: only the exit status shows it.
	if (out.error)
		message_raise(STATUS_FAILED);
	io_out_free(&out);
	return true;
}
