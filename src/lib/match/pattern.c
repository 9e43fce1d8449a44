// SPDX-License-Identifier: MIT
// Asks PCRE2 whether a pattern matches, within bounded time and memory. The only file that knows
// PCRE2.
//
// PCRE2's match limit starts anew at each position of the subject, and does not count the steps of
// a plain `.*`. So two products are bounded: positions tried times bytes of the subject, and
// positions tried times match limit. Lines up to 16 KiB are searched whole, and longer ones too if
// nothing in the pattern repeats without end. A rule that reaches a bound is given up for that
// line: the line is kept from it, and the limit is counted and reported.
#include "match/pattern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/hanzi.h"
#include "base/utf8.h"
#include "match/shape.h"

// Positions times bytes: every line up to 16 KiB is searched whole.
#define MOST_WORK ((size_t)1 << 28)
#define MOST_STEPS ((size_t)1 << 28) // positions times match limit
#define STEPS_LOW 1000u
#define STEPS_HIGH 200000u
#define HEAP_KIB (24u << 10)  // for the interpreter, which steps in where the JIT's stack ends
#define INTERPRETER_FACTOR 8u // it counts more steps for the same work

// Compiling for the JIT costs as much as some dozens of short matches without it, so that the
// interpreter answers the first ones. It does so only where it is done at once: at a limit its
// answer would be another than the JIT's, and what is made of a line must not depend on how many
// came before it.
#define JIT_AFTER 32u
#define EASY_BYTES 256u
#define EASY_STEPS STEPS_LOW

struct pattern {
	pcre2_code *code;
	bool anchored;   // it can match at the start of a subject only
	bool bounded;    // not anchored, but nothing repeats without end: a position costs the
			 // same on a long line
	bool compiled;   // for the JIT, as far as there is one
	unsigned easily; // answers without it, up to JIT_AFTER
};

struct matcher {
	pcre2_match_context *context;
	pcre2_match_data *data;
};

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

bool pattern_fold(struct slice source, struct buffer *folded)
{
	buffer_clear(folded);
	if (!buffer_append(folded, source.data, source.size))
		return false;
	for (size_t at = 0; at < source.size;) {
		uint32_t c;
		size_t length = utf8_decode(source.data + at, source.size - at, &c);
		bool range = (at > 0 && source.data[at - 1] == '-') ||
			     (at + length < source.size && source.data[at + length] == '-');
		// What is ill-formed stays as it is: PCRE2 will say so. Folding moves nothing.
		if (c >= 0x80 && c < UTF8_INCOMPLETE && !range)
			utf8_encode(hanzi_simplified(c), folded->data + at);
		at += length;
	}
	return true;
}

struct pattern *pattern_new(
	struct slice folded, char *message, size_t room, const char **what, size_t *at)
{
	int error;
	PCRE2_SIZE offset;
	*what = NULL;
	*at = 0;
	struct pattern *pattern = calloc(1, sizeof *pattern);
	if (!pattern)
		return NULL;
	pattern->code = pcre2_compile((PCRE2_SPTR)folded.data, folded.size,
		PCRE2_UTF | PCRE2_UCP | PCRE2_USE_OFFSET_LIMIT | PCRE2_NEVER_BACKSLASH_C, &error,
		&offset, NULL);
	if (!pattern->code) {
		free(pattern);
		if (error == PCRE2_ERROR_HEAP_FAILED)
			return NULL;
		*at = offset;
		*what = pcre2_get_error_message(error, (PCRE2_UCHAR *)message, room) < 0
				? "not a pattern"
				: message;
		return NULL;
	}
	uint32_t options = 0;
	pcre2_pattern_info(pattern->code, PCRE2_INFO_ALLOPTIONS, &options);
	pattern->anchored = (options & PCRE2_ANCHORED) != 0;
	pattern->bounded = !pattern->anchored && shape_is_bounded(folded);
	return pattern;
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_code_free(pattern->code);
	free(pattern);
}

// How many positions of a subject may be tried.
static size_t positions(const struct pattern *pattern, size_t size)
{
	if (pattern->anchored)
		return 1;
	if (pattern->bounded)
		return size + 1;
	return size <= MOST_WORK / (size + 1) ? size + 1 : MOST_WORK / (size + 1);
}

static uint32_t step_limit(size_t tried)
{
	size_t steps = MOST_STEPS / tried;
	return steps < STEPS_LOW ? STEPS_LOW : steps > STEPS_HIGH ? STEPS_HIGH : (uint32_t)steps;
}

static int ask(struct matcher *matcher, struct pattern *pattern, struct slice subject, size_t from,
	uint32_t options, uint32_t limit)
{
	pcre2_set_match_limit(matcher->context, limit);
	return pcre2_match(pattern->code, (PCRE2_SPTR)subject.data, subject.size, from,
		options | PCRE2_NO_UTF_CHECK, matcher->data, matcher->context);
}

// Asks the interpreter for an answer that comes at once; a limit if there is none, or it is not
// worth it any more.
static int ask_easily(
	struct matcher *matcher, struct pattern *pattern, struct slice subject, size_t from)
{
	if (pattern->compiled || pattern->easily == JIT_AFTER || subject.size > EASY_BYTES)
		return PCRE2_ERROR_MATCHLIMIT;
	pattern->easily++;
	return ask(matcher, pattern, subject, from, PCRE2_NO_JIT, EASY_STEPS);
}

static int ask_jit(struct matcher *matcher, struct pattern *pattern, struct slice subject,
	size_t from, uint32_t limit)
{
	// Without a JIT, or without memory for it, the interpreter answers.
	if (!pattern->compiled)
		pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
	pattern->compiled = true;
	pcre2_set_match_limit(matcher->context, limit);
	int result = pcre2_jit_match(pattern->code, (PCRE2_SPTR)subject.data, subject.size, from,
		PCRE2_NO_UTF_CHECK, matcher->data, matcher->context);
	if (result == PCRE2_ERROR_JIT_BADOPTION)
		result = ask(matcher, pattern, subject, from, 0, limit);
	// The JIT's stack is small; that it ends says nothing about the match.
	if (result == PCRE2_ERROR_JIT_STACKLIMIT)
		result = ask(
			matcher, pattern, subject, from, PCRE2_NO_JIT, limit * INTERPRETER_FACTOR);
	return result;
}

enum match_result pattern_find(struct matcher *matcher, struct pattern *pattern,
	struct slice subject, size_t from, size_t *start, size_t *end)
{
	size_t tried = positions(pattern, subject.size - from);
	bool whole = pattern->anchored || tried > subject.size - from;
	pcre2_set_offset_limit(matcher->context, whole ? PCRE2_UNSET : from + tried);
	int result = ask_easily(matcher, pattern, subject, from);
	if (result < 0 && result != PCRE2_ERROR_NOMATCH)
		result = ask_jit(matcher, pattern, subject, from, step_limit(tried));
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
