// SPDX-License-Identifier: MIT
// A fuzz target: any bytes as a file of rules, and the same bytes as a page that the rules are
// asked about. Errors have a place in the text. Rules without one give the same whole and in
// pieces, each line is accounted for, and a rule is asked about each line that its pattern matches.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"
#include "dehusk.h"
#include "match/pattern-fold.h"
#include "match/pattern.h"
#include "match/reading.h"
#include "match/user-rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define RULES_TRIED 4     // rules whose patterns are tried on lines without a rule
#define CHECKED_MOST 100u // bytes of rules that are also checked: that takes long

static void require(bool good, const char *law)
{
	if (good)
		return;
	fprintf(stderr, "broken: %s\n", law);
	abort();
}

// --- texts of rules ---

struct input {
	const uint8_t *data;
	size_t size;
	struct dehusk_ruleset *set;
	size_t errors;
	bool included;
};

static bool see_error(void *context, const struct dehusk_rule_error *error)
{
	struct input *input = context;
	input->errors++;
	require(strcmp(error->file, "f") == 0 || strcmp(error->file, "g") == 0,
		"an error has a file");
	require(error->line > 0 && error->column > 0 && *error->what, "an error has a place");
	require(error->at <= error->size && error->column <= error->at + 1,
		"an error stands in its line");
	require(!memchr(error->text, '\n', error->size) || error->line == 1, "a line is one line");
	return error->line % 2 == 0;
}

static enum dehusk_status include(
	void *context, const struct dehusk_rule_text *from, const char *name, const char **what)
{
	struct input *input = context;
	struct dehusk_rule_reader reader = {input, see_error, include};
	struct dehusk_rule_text text = {.file = "g", .text = "keep g ^g\n", .size = 10};
	require(strcmp(from->file, "f") == 0 && *name, "include has a name");
	if (input->included)
		*what = "it was read";
	if (input->included)
		return DEHUSK_BAD_RULE;
	input->included = true;
	return dehusk_ruleset_add(input->set, &text, &reader);
}

// Adds rules from memory of just the right size, which goes.
static bool add_rules(struct input *input)
{
	struct dehusk_rule_reader reader = {input, see_error, include};
	char *copy = malloc(input->size + (input->size == 0));
	require(copy != NULL, "memory for rules");
	memcpy(copy, input->data, input->size);
	bool single = input->size > 0 && input->data[input->size - 1] == '!';
	struct dehusk_rule_text text = {
		.file = "f", .text = copy, .size = input->size, .name = single ? "1" : NULL};
	enum dehusk_status status = dehusk_ruleset_add(input->set, &text, &reader);
	free(copy);
	require(status == DEHUSK_OK || status == DEHUSK_BAD_RULE, "memory for rules");
	require((status == DEHUSK_BAD_RULE) == (input->errors > 0), "what is wrong is told of");
	return status == DEHUSK_OK;
}

// --- patterns, asked without a prefilter ---

struct referee {
	struct matcher *matcher;
	struct pattern *pattern[RULES_TRIED];
	struct reading reading;
	struct buffer folded;
};

static void set_up_referee(struct referee *referee, const struct rules *rules)
{
	*referee = (struct referee){.matcher = matcher_new()};
	require(referee->matcher != NULL, "memory for a matcher");
	for (size_t i = 0; i < rules->count && i < RULES_TRIED; i++) {
		char message[128];
		const char *what;
		size_t at;
		require(pattern_fold(rules->rule[i].pattern, &referee->folded), "memory to fold");
		// A source rule may match and find no name.
		if (rules->rule[i].action != RULE_SOURCE && rules->rule[i].action != RULE_STRIP)
			referee->pattern[i] = pattern_new(
				slice_of(&referee->folded), message, sizeof message, &what, &at);
	}
}

static void require_no_match(struct referee *referee, const struct dehusk_line *line)
{
	struct slice read;
	size_t start, end;
	if (line->more || line->size == 0 || line->size > DEHUSK_LINE_MAX)
		return;
	require(reading_read(&referee->reading, (struct slice){line->text, line->size}, &read),
		"memory to read");
	buffer_clear(&referee->folded);
	require(buffer_append(&referee->folded, read.data, read.size), "memory to fold");
	hanzi_simplify(read.data, read.size, referee->folded.data);
	for (size_t i = 0; i < RULES_TRIED; i++)
		require(!referee->pattern[i] ||
				pattern_find(referee->matcher, referee->pattern[i],
					slice_of(&referee->folded), 0, &start, &end) != MATCH_YES,
			"a rule is asked about each line that it matches");
}

static void tear_down_referee(struct referee *referee)
{
	for (size_t i = 0; i < RULES_TRIED; i++)
		pattern_free(referee->pattern[i]);
	matcher_free(referee->matcher);
	reading_free(&referee->reading);
	buffer_free(&referee->folded);
}

// --- pages ---

static void require_utf8(const struct dehusk_line *line)
{
	for (size_t at = 0; at < line->size;) {
		uint32_t c;
		at += utf8_decode(line->text + at, line->size - at, &c);
		require(c < UTF8_INCOMPLETE && c != '\n', "lines are clean");
	}
}

static void add_row(struct dehusk *dehusk, const struct dehusk_line *line, struct referee *referee,
	struct buffer *rows)
{
	char head[64];
	size_t start, size;
	require(dehusk_match(dehusk, line, &start, &size) == DEHUSK_OK, "memory for a match");
	require(start <= line->size && size <= line->size - start, "a match stands in its line");
	require_utf8(line);
	snprintf(head, sizeof head, "%llu %d %zu %zu ", (unsigned long long)line->number,
		(int)line->verdict, start, size);
	require(buffer_append_string(rows, head) && buffer_append_string(rows, line->reason) &&
			buffer_append(rows, line->text, line->size) &&
			buffer_append_byte(rows, '\n'),
		"memory for rows");
	size_t count;
	const struct dehusk_rule *rules = dehusk_rules(dehusk, &count);
	bool limits = false;
	for (size_t i = 0; i < count; i++)
		limits |= rules[i].limit_hits > 0;
	if (strcmp(line->reason, "-") == 0 && line->verdict == DEHUSK_KEPT && !limits)
		require_no_match(referee, line);
}

static void add_rows(struct dehusk *dehusk, const struct dehusk_lines *lines,
	struct referee *referee, struct buffer *rows)
{
	for (size_t i = 0; i < lines->count; i++)
		add_row(dehusk, &lines->line[i], referee, rows);
}

static struct buffer clean(
	const struct input *input, const struct dehusk_options *options, size_t step)
{
	struct dehusk *dehusk;
	struct dehusk_lines lines;
	struct referee referee;
	struct buffer rows = {0};
	set_up_referee(&referee, &input->set->rules);
	require(dehusk_new(&dehusk, options) == DEHUSK_OK, "dehusk_new");
	for (size_t at = 0; at < input->size; at += step) {
		size_t size = input->size - at < step ? input->size - at : step;
		require(dehusk_feed(dehusk, (const char *)input->data + at, size, &lines) ==
				DEHUSK_OK,
			"feed");
		add_rows(dehusk, &lines, &referee, &rows);
	}
	require(dehusk_end(dehusk, &lines) == DEHUSK_OK, "end");
	add_rows(dehusk, &lines, &referee, &rows);
	uint64_t sum = 0;
	for (size_t i = 0; i < DEHUSK_VERDICTS; i++)
		sum += dehusk_count(dehusk, (enum dehusk_count)(DEHUSK_COUNT_KEPT + i));
	require(sum == dehusk_count(dehusk, DEHUSK_COUNT_LINES),
		"lines = kept + empty + collected + dropped");
	dehusk_free(dehusk);
	tear_down_referee(&referee);
	return rows;
}

// Whole and in pieces of some sizes, 0: no more.
static void use_rules(const struct input *input, bool bare, const size_t *step)
{
	struct dehusk_options options = {
		.size = sizeof options,
		.rules = input->set,
		.format = DEHUSK_TEXT,
		.flags = DEHUSK_RULES_ONLY | (bare ? DEHUSK_NO_DEFAULT_RULES : 0),
	};
	struct buffer whole = clean(input, &options, input->size + 1);
	for (; *step > 0; step++) {
		struct buffer rows = clean(input, &options, *step);
		require(rows.size == whole.size &&
				(rows.size == 0 || memcmp(rows.data, whole.data, rows.size) == 0),
			"pieces give the same rows");
		buffer_free(&rows);
	}
	buffer_free(&whole);
}

static bool see_finding(void *context, const struct dehusk_rule_error *error)
{
	struct input *input = context;
	require(error->at <= error->size && *error->what, "a finding has a place");
	input->errors++;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {.data = data, .size = size, .set = dehusk_ruleset_new()};
	require(input.set != NULL, "memory for a set");
	if (add_rules(&input)) {
		require(dehusk_ruleset_prepare(input.set) == DEHUSK_OK, "memory to prepare");
		use_rules(&input, true, (const size_t[]){1, 7, 0});
		use_rules(&input, false, (const size_t[]){64, 0});
		struct dehusk_rule_reader reader = {&input, see_finding, NULL};
		if (size <= CHECKED_MOST)
			require(dehusk_ruleset_check(input.set, &reader) ==
					(input.errors > 0 ? DEHUSK_BAD_RULE : DEHUSK_OK),
				"what is found is told of");
	}
	dehusk_ruleset_free(input.set);
	return 0;
}
