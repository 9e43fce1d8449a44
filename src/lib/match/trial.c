// SPDX-License-Identifier: MIT
// Tries rules: on their examples, on an empty line, and on lines that make patterns slow. Looks for
// characters in patterns that no line has.
//
// A pattern is slow by construction if it scans the rest of a line from each place in it, or if it
// reaches a limit on a line of one word of its own, over and over, with something else at the end:
// that is what makes (a+)+$ try all ways to part a line of a's.
#include "match/trial.h"

#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"
#include "lines/normalize.h"
#include "match/pattern-fold.h"
#include "match/pattern.h"
#include "match/reading.h"
#include "match/source-rule.h"
#include "match/vet.h"

#define LONG ((size_t)4000) // bytes of a line for slow patterns
#define WORDS_MOST 16       // words of a pattern that such lines are made of

struct trial {
	const struct dehusk_rule_reader *reader;
	const struct rule *rule;
	struct normalizer *normalizer;
	struct matcher *matcher;
	struct reading reading;
	struct source_rule source_rule;
	struct pattern *pattern; // of the rule
	struct buffer source;    // of the pattern, folded
	struct buffer clean, folded, line;
	enum dehusk_status status;
	bool stopped;
};

// Always false.
static bool fail_trial(struct trial *trial)
{
	trial->status = DEHUSK_NO_MEMORY;
	trial->stopped = true;
	return false;
}

static void tell_trial(
	struct trial *trial, size_t line, struct slice whole, const char *at, const char *what)
{
	trial->status = DEHUSK_BAD_RULE;
	trial->stopped = !rules_tell(trial->reader, trial->rule->file, line, whole, at, what);
}

static void tell_place(struct trial *trial, const char *at, const char *what)
{
	tell_trial(trial, trial->rule->line, trial->rule->whole, at, what);
}

static void tell_pattern(struct trial *trial, const char *what)
{
	tell_place(trial, trial->rule->pattern.data, what);
}

static bool compile(struct trial *trial)
{
	char message[128];
	const char *what;
	size_t at;
	pattern_free(trial->pattern);
	trial->pattern = NULL;
	if (!pattern_fold(trial->rule->pattern, &trial->source))
		return fail_trial(trial);
	trial->pattern = pattern_new(slice_of(&trial->source), message, sizeof message, &what, &at);
	// It was compiled before, so that only memory can be short.
	return trial->pattern || fail_trial(trial);
}

static enum match_result match(struct trial *trial, struct slice folded, size_t *end)
{
	size_t start;
	enum match_result result =
		pattern_find(trial->matcher, trial->pattern, folded, 0, &start, end);
	if (result == MATCH_NO_MEMORY)
		fail_trial(trial);
	return result;
}

// --- examples ---

// Matches a line as one of a page is matched: cleaned, with its references read, and folded. An
// empty line matches nothing.
static enum match_result match_example(
	struct trial *trial, struct slice text, struct slice *read, size_t *end)
{
	struct slice clean;
	buffer_clear(&trial->clean);
	buffer_clear(&trial->folded);
	if (!normalize_feed(trial->normalizer, text.data, text.size, &trial->clean) ||
		!normalize_end(trial->normalizer, &trial->clean))
		return fail_trial(trial), MATCH_NO_MEMORY;
	clean = *read = slice_of(&trial->clean);
	if (clean.size == 0 || clean.size > DEHUSK_LINE_MAX)
		return MATCH_NO;
	if (!reading_read(&trial->reading, clean, read) ||
		!buffer_append(&trial->folded, read->data, read->size))
		return fail_trial(trial), MATCH_NO_MEMORY;
	hanzi_simplify(read->data, read->size, trial->folded.data);
	return match(trial, slice_of(&trial->folded), end);
}

// Whether the text behind a match names a source, or may stand above its name.
static bool names_source(struct trial *trial, struct slice rest)
{
	struct source source;
	if (!source_rule_read(&trial->source_rule, rest, &source))
		return fail_trial(trial);
	return source.kind == SOURCE_FOUND || source.kind == SOURCE_LABEL;
}

static void try_example(struct trial *trial, const struct rule_example *example)
{
	struct slice read;
	size_t end = 0;
	enum match_result result = match_example(trial, example->text, &read, &end);
	const char *what = NULL;
	if (trial->stopped)
		return;
	if (result == MATCH_LIMIT)
		what = N_("the rule reaches a limit on this example");
	else if ((result == MATCH_YES) != example->matches)
		what = example->matches ? N_("the rule does not match this example")
					: N_("the rule matches this example");
	else if (example->matches && trial->rule->action == RULE_SOURCE &&
		 !names_source(trial, slice_from(read, end)))
		what = N_("no source is named behind the match");
	if (what && !trial->stopped)
		tell_trial(trial, example->line, example->whole, example->text.data, what);
}

// --- characters ---

// Cleans a line of a text between two digits, which compose with nothing. Empty: no memory.
static struct slice clean_between(struct trial *trial, struct slice text)
{
	struct buffer *clean = &trial->clean;
	buffer_clear(clean);
	if (!normalize_feed(trial->normalizer, "1", 1, clean) ||
		!normalize_feed(trial->normalizer, text.data, text.size, clean) ||
		!normalize_feed(trial->normalizer, "1", 1, clean) ||
		!normalize_end(trial->normalizer, clean)) {
		fail_trial(trial);
		buffer_clear(clean);
	}
	return slice_of(clean);
}

// Whether a line may have a character of `size` bytes at `at` behind the `before` bytes of the one
// before it.
static bool stays(struct trial *trial, const char *at, size_t size, size_t before)
{
	struct slice text = {at - before, before + size};
	struct slice clean = clean_between(trial, text);
	return clean.size == text.size + 2 && memcmp(clean.data + 1, text.data, text.size) == 0;
}

// Looks for characters of the pattern that no cleaned line has. Who copies a text off a page copies
// what cannot be seen, too.
static void try_characters(struct trial *trial)
{
	struct slice pattern = trial->rule->pattern;
	bool extended = contains(pattern, "(?x");
	const char *what = NULL;
	size_t at = 0, size = 0, before = 0;
	for (; at < pattern.size && !what && !trial->stopped; at += size, before = size) {
		uint32_t c;
		size = utf8_next(pattern.data + at, &c);
		enum normalize_kind kind = normalize_kind_of(c);
		if (kind == NORMALIZE_REMOVED)
			what = N_("no line has this character: it is taken out of every line");
		else if (kind == NORMALIZE_BLANK && !utf8_is_blank(c) && !(c == '\t' && extended))
			what = N_("no line has this blank: it becomes a space");
		else if (kind == NORMALIZE_OTHER && !stays(trial, pattern.data + at, size, before))
			what = N_("no line has this character here: lines are in NFC");
	}
	if (what && !trial->stopped)
		tell_place(trial, pattern.data + at - size, what);
}

// --- patterns ---

static void try_empty(struct trial *trial)
{
	size_t end;
	if (match(trial, (struct slice){"", 0}, &end) == MATCH_YES)
		tell_pattern(trial, "the pattern matches an empty line, and so may match any line");
}

// Whether the pattern reaches a limit on a line of this word over and over. Some patterns are slow
// where they match nothing, others where the line goes on; the text of the pattern has the
// characters without which PCRE2 knows at once that nothing matches.
static bool is_slow_on(struct trial *trial, struct slice word)
{
	const struct slice ends[] = {{"", 0}, {"!", 1}, slice_of(&trial->source)};
	struct buffer *line = &trial->line;
	bool slow = false;
	size_t end;
	buffer_clear(line);
	while (line->size < LONG)
		if (!buffer_append(line, word.data, word.size))
			return fail_trial(trial);
	for (size_t i = 0; i < COUNT(ends) && !slow && !trial->stopped; i++)
		slow = buffer_append(line, ends[i].data, ends[i].size)
			       ? match(trial, slice_of(line), &end) == MATCH_LIMIT
			       : fail_trial(trial);
	return slow;
}

// Whether a character stands for itself in a pattern.
static bool is_literal(uint32_t c)
{
	return c >= 0x80 || is_alnum((int)c);
}

// The next word of a pattern: one or more characters that stand for themselves. *at goes behind it.
static struct slice next_trial_word(struct slice pattern, size_t *at)
{
	size_t start = pattern.size;
	while (*at < pattern.size) {
		uint32_t c;
		size_t size = utf8_next(pattern.data + *at, &c);
		if (is_literal(c) && start == pattern.size)
			start = *at;
		else if (!is_literal(c) && start < pattern.size)
			break;
		// What is escaped does not stand for itself.
		if (c == '\\' && *at + 1 < pattern.size)
			size += utf8_next(pattern.data + *at + 1, &c);
		*at += size;
	}
	return (struct slice){pattern.data + start, *at > start ? *at - start : 0};
}

static bool is_slow_on_words(struct trial *trial)
{
	struct slice pattern = slice_of(&trial->source), word;
	size_t at = 0, count = 0;
	while (count++ < WORDS_MOST && !trial->stopped &&
		(word = next_trial_word(pattern, &at)).size > 0) {
		uint32_t c;
		struct slice last = {word.data, utf8_next(word.data, &c)};
		while (last.data + last.size < word.data + word.size) {
			last.data += last.size;
			last.size = utf8_next(last.data, &c);
		}
		if (is_slow_on(trial, word) || is_slow_on(trial, last))
			return true;
	}
	return false;
}

// One reason is enough.
static void try_speed(struct trial *trial)
{
	static const char *const words[] = {"a", "1", "的", "，"};
	bool slow = false;
	if (pattern_scans(trial->pattern)) {
		tell_pattern(trial, "the pattern is slow: it scans the rest of the line from each "
				    "place; begin it with ^");
		return;
	}
	for (size_t i = 0; i < COUNT(words) && !slow && !trial->stopped; i++)
		slow = is_slow_on(trial, (struct slice){words[i], strlen(words[i])});
	if (slow || is_slow_on_words(trial))
		tell_pattern(trial, "the pattern is slow: it reaches a limit on a line of 4000 "
				    "bytes; what repeats has parts that repeat, or overlap");
}

// --- all of it ---

static void try_rule(struct trial *trial)
{
	if (compile(trial))
		try_characters(trial);
	if (!trial->stopped)
		try_empty(trial);
	if (!trial->stopped)
		try_speed(trial);
}

// Examples stand in the order of their rules.
static void try_rules(struct trial *trial, const struct rules *rules)
{
	size_t next = 0;
	for (size_t i = 0; i < rules->count && !trial->stopped; i++) {
		trial->rule = &rules->rule[i];
		try_rule(trial);
		for (; next < rules->example_count && rules->example[next].rule <= i; next++)
			if (!trial->stopped && rules->example[next].rule == i)
				try_example(trial, &rules->example[next]);
	}
}

enum dehusk_status trial_run(const struct rules *rules, const struct dehusk_rule_reader *reader)
{
	struct trial trial = {.reader = reader};
	trial.normalizer = normalizer_new();
	trial.matcher = matcher_new();
	if (trial.normalizer && trial.matcher)
		try_rules(&trial, rules);
	else
		fail_trial(&trial);
	normalizer_free(trial.normalizer);
	matcher_free(trial.matcher);
	reading_free(&trial.reading);
	source_rule_free(&trial.source_rule);
	pattern_free(trial.pattern);
	buffer_free(&trial.source);
	buffer_free(&trial.clean);
	buffer_free(&trial.folded);
	buffer_free(&trial.line);
	return trial.status;
}
