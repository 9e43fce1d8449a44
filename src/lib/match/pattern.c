// SPDX-License-Identifier: MIT
// Matches patterns with PCRE2, within bounded time and memory. Only this file uses PCRE2,
// and the compiler of the built-in rules.
//
// PCRE2's match limit starts anew at each position of the subject, and does not count the steps of
// a plain `.*`. So two products are bounded: positions times bytes of the subject, and positions
// times match limit. Lines up to 16 KiB are searched whole. Longer lines are searched whole if
// nothing in the pattern repeats without end. A rule that reaches a limit does not apply to the
// line, and the limit is counted and reported.
#include "match/pattern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hanzi.h"
#include "base/utf8.h"
#include "match/pattern-options.h"
#include "match/shape.h"
#include "match/vet.h"

// Positions times bytes: every line up to 16 KiB is searched whole.
#define MOST_WORK ((size_t)1 << 28)
// The same for patterns that scan the rest of the subject from each position: up to 8 KiB.
#define MOST_SCANNED ((size_t)1 << 26)
#define MOST_STEPS ((size_t)1 << 28) // positions times match limit
#define STEPS_LOW 1000u
#define STEPS_HIGH 200000u
#define HEAP_KIB (24u << 10)  // for the interpreter, which takes over when the JIT's stack is full
#define INTERPRETER_FACTOR 8u // the interpreter counts more steps for the same work

// Compiling for the JIT takes as long as matching some kilobytes without it: its code is new
// memory. So the interpreter makes the first matches, as long as they end at once. At a limit its
// result would differ from the JIT's, and the result for a line must not depend on the lines before
// it.
#define JIT_AFTER 4096u  // bytes of all subjects,
#define EASY_BYTES 1024u // and of one
#define EASY_STEPS STEPS_LOW

// What PCRE2_INFO_FIRSTCODETYPE says of a pattern that matches at the start of a line only.
#define FIRST_OF_LINE 2u

struct pattern {
	pcre2_code *code;
	bool anchored; // it matches at the start of a subject only
	// Not anchored, and nothing repeats without end: each position takes the same time on a
	// long line.
	bool bounded;
	bool scans;    // the rest of the subject, from each position
	bool compiled; // for the JIT, if there is one
	size_t easily; // bytes that were searched without the JIT
};

struct matcher {
	pcre2_match_context *context;
	pcre2_match_data *data;
	bool took_long; // the last search went on without the JIT
};

void pattern_version(char text[PATTERN_VERSION_MAX])
{
	static const char jit[] = ", JIT", no_jit[] = ", no JIT";
	uint32_t has_jit = 0;
	int size = pcre2_config(PCRE2_CONFIG_VERSION, NULL);
	*text = '\0';
	if (size > 0 && (size_t)size <= PATTERN_VERSION_MAX - sizeof no_jit)
		pcre2_config(PCRE2_CONFIG_VERSION, text);
	pcre2_config(PCRE2_CONFIG_JIT, &has_jit);
	strcat(text, has_jit ? jit : no_jit);
}

struct matcher *matcher_new(void)
{
	struct matcher *matcher = calloc(1, sizeof *matcher);
	if (!matcher)
		return NULL;
	matcher->context = pcre2_match_context_create(NULL);
	matcher->data = pcre2_match_data_create(1, NULL);
	if (!matcher->context || !matcher->data) {
		matcher_free(matcher);
		return NULL;
	}
	pcre2_set_heap_limit(matcher->context, HEAP_KIB);
	return matcher;
}

void matcher_free(struct matcher *matcher)
{
	if (!matcher)
		return;
	pcre2_match_context_free(matcher->context);
	pcre2_match_data_free(matcher->data);
	free(matcher);
}

// What has to be known of a compiled pattern before it matches.
static struct pattern *pattern_of(pcre2_code *code, struct slice folded)
{
	struct pattern *pattern = calloc(1, sizeof *pattern);
	if (!pattern) {
		pcre2_code_free(code);
		return NULL;
	}
	pattern->code = code;
	uint32_t options = 0;
	pcre2_pattern_info(code, PCRE2_INFO_ALLOPTIONS, &options);
	pattern->anchored = (options & PCRE2_ANCHORED) != 0;
	pattern->bounded = !pattern->anchored && shape_is_bounded(folded);
	// A pattern that begins with .* is tried once in a line.
	uint32_t first = 0;
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODETYPE, &first);
	pattern->scans = !pattern->anchored && first != FIRST_OF_LINE && vet_scans(folded);
	return pattern;
}

struct pattern *pattern_new(
	struct slice folded, char *message, size_t room, const char **what, size_t *at)
{
	int error;
	PCRE2_SIZE offset;
	*what = NULL;
	*at = 0;
	pcre2_code *code = pcre2_compile(
		(PCRE2_SPTR)folded.data, folded.size, PATTERN_OPTIONS, &error, &offset, NULL);
	if (code)
		return pattern_of(code, folded);
	if (error == PCRE2_ERROR_HEAP_FAILED)
		return NULL;
	*at = offset;
	*what = pcre2_get_error_message(error, (PCRE2_UCHAR *)message, room) < 0
			? N_("not a pattern")
			: message;
	return NULL;
}

struct pattern *pattern_load(struct slice folded, const uint64_t *compiled)
{
	pcre2_code *code;
	if (pcre2_serialize_decode(&code, 1, (const uint8_t *)compiled, NULL) != 1)
		return NULL;
	return pattern_of(code, folded);
}

bool pattern_scans(const struct pattern *pattern)
{
	return pattern->scans;
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_code_free(pattern->code);
	free(pattern);
}

// The number of positions of a subject that may be tried.
static size_t count_positions(const struct pattern *pattern, size_t size)
{
	if (pattern->anchored)
		return 1;
	if (pattern->bounded)
		return size + 1;
	size_t most = (pattern->scans ? MOST_SCANNED : MOST_WORK) / (size + 1);
	return size <= most ? size + 1 : most;
}

static uint32_t step_limit(size_t tried)
{
	size_t steps = MOST_STEPS / tried;
	return steps < STEPS_LOW ? STEPS_LOW : steps > STEPS_HIGH ? STEPS_HIGH : (uint32_t)steps;
}

static int run_pcre2(struct matcher *matcher, struct pattern *pattern, struct slice subject,
	size_t from, uint32_t options, uint32_t limit)
{
	pcre2_set_match_limit(matcher->context, limit);
	return pcre2_match(pattern->code, (PCRE2_SPTR)subject.data, subject.size, from,
		options | PCRE2_NO_UTF_CHECK, matcher->data, matcher->context);
}

// Tries the interpreter with a low limit. MATCHLIMIT: the limit was reached, or the JIT should be
// used.
static int match_easily(
	struct matcher *matcher, struct pattern *pattern, struct slice subject, size_t from)
{
	if (pattern->compiled || pattern->easily > JIT_AFTER || subject.size > EASY_BYTES)
		return PCRE2_ERROR_MATCHLIMIT;
	pattern->easily += subject.size;
	return run_pcre2(matcher, pattern, subject, from, PCRE2_NO_JIT, EASY_STEPS);
}

static int match_jit(struct matcher *matcher, struct pattern *pattern, struct slice subject,
	size_t from, uint32_t limit)
{
	// Without a JIT, or without memory for it, the interpreter matches.
	if (!pattern->compiled)
		pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
	pattern->compiled = true;
	pcre2_set_match_limit(matcher->context, limit);
	int result = pcre2_jit_match(pattern->code, (PCRE2_SPTR)subject.data, subject.size, from,
		PCRE2_NO_UTF_CHECK, matcher->data, matcher->context);
	if (result == PCRE2_ERROR_JIT_BADOPTION)
		result = run_pcre2(matcher, pattern, subject, from, 0, limit);
	// The JIT's stack is small: when it is full, the result is still unknown.
	matcher->took_long = result == PCRE2_ERROR_JIT_STACKLIMIT;
	if (matcher->took_long)
		result = run_pcre2(
			matcher, pattern, subject, from, PCRE2_NO_JIT, limit * INTERPRETER_FACTOR);
	return result;
}

enum match_result pattern_find(struct matcher *matcher, struct pattern *pattern,
	struct slice subject, size_t from, size_t *start, size_t *end)
{
	size_t tried = count_positions(pattern, subject.size - from);
	bool whole = pattern->anchored || tried > subject.size - from;
	pcre2_set_offset_limit(matcher->context, whole ? PCRE2_UNSET : from + tried);
	matcher->took_long = false;
	int result = match_easily(matcher, pattern, subject, from);
	if (result < 0 && result != PCRE2_ERROR_NOMATCH)
		result = match_jit(matcher, pattern, subject, from, step_limit(tried));
	if (result == PCRE2_ERROR_NOMATCH)
		return whole ? MATCH_NO : MATCH_LIMIT;
	if (result == PCRE2_ERROR_NOMEMORY)
		return MATCH_NO_MEMORY;
	if (result < 0)
		return MATCH_LIMIT;
	const PCRE2_SIZE *pair = pcre2_get_ovector_pointer(matcher->data);
	// \K in an assertion can put the start behind the end, or before `from`.
	*end = pair[1] > from ? pair[1] : from;
	*start = pair[0] < from ? from : pair[0] > *end ? *end : pair[0];
	return MATCH_YES;
}

bool matcher_took_long(const struct matcher *matcher)
{
	return matcher->took_long;
}
