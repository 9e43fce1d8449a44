// SPDX-License-Identifier: MIT
// The tokenizer of the HTML Standard (section 13.2.5), as a stream: the states of text, and the
// feed.
//
// Each state is a function that takes bytes as far as it can. A feed goes on where the last one
// stopped. States of the standard that differ in their errors only are one.
#include "html/tokenizer.h"

#include <stdlib.h>

#include "base/bytes.h"
#include "base/utf8.h"
#include "html/tokenizer-states.h"

// --- text ---

static const char *begin_reference(struct tokenizer *tokenizer, const char *p, enum state text)
{
	tokenizer->reference = (struct reference){0};
	tokenizer->text = text;
	return go(tokenizer, true, STATE_REFERENCE, p);
}

static bool emit_reference(struct tokenizer *tokenizer)
{
	struct slice text = reference_text(&tokenizer->reference, false, '\0');
	return emit(tokenizer, text.data, text.data + text.size);
}

static const char *in_reference(struct tokenizer *tokenizer, const char *p, const char *end)
{
	enum reference_step step = REFERENCE_MORE;
	while (p < end && (step = reference_step(&tokenizer->reference, *p)) == REFERENCE_MORE)
		p++;
	if (p == end)
		return p;
	return go(tokenizer, emit_reference(tokenizer), tokenizer->text,
		p + (step == REFERENCE_TAKEN));
}

// Passes references that are common and whole.
static const char *common_reference(struct tokenizer *tokenizer, const char *p, const char *end)
{
	static const struct {
		char name[8];
		size_t size;
		char text[4];
	} common[] = {{"nbsp;", 5, "\xC2\xA0"}, {"quot;", 5, "\""}, {"amp;", 4, "&"},
		{"lt;", 3, "<"}, {"gt;", 3, ">"}};
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if ((size_t)(end - p) >= common[i].size &&
			memcmp(p, common[i].name, common[i].size) == 0)
			return emit_string(tokenizer, common[i].text) ? p + common[i].size : NULL;
	return begin_reference(tokenizer, p, STATE_DATA);
}

// Reads what begins with the "<" at `p`.
static const char *in_tag(struct tokenizer *tokenizer, const char *p, const char *end)
{
	if (end - p > 1 && is_letter(p[1]))
		return tokenizer_read_tag(tokenizer, false, p + 1, end);
	if (end - p > 2 && p[1] == '/' && is_letter(p[2]))
		return tokenizer_read_tag(tokenizer, true, p + 2, end);
	return go(tokenizer, true, STATE_OPEN, p + 1);
}

static const char *in_data(struct tokenizer *tokenizer, const char *p, const char *end)
{
	while (p && p < end && tokenizer->state == STATE_DATA) {
		const char *at = bytes_find(p, end, '<', '&', '&', '&');
		if (!emit(tokenizer, p, at))
			return NULL;
		if (at == end)
			return end;
		p = *at == '&' ? common_reference(tokenizer, at + 1, end)
			       : in_tag(tokenizer, at, end);
	}
	return p;
}

bool tokenizer_take_raw(
	struct tokenizer *tokenizer, const char **p, const char *end, char a, char b)
{
	const char *from = *p;
	*p = bytes_find(from, end, a, b, '\0', '\0');
	if (!emit(tokenizer, from, *p)) {
		*p = NULL;
		return false;
	}
	if (*p < end && **p == '\0') {
		*p = emit_string(tokenizer, UTF8_REPLACEMENT_BYTES) ? *p + 1 : NULL;
		return false;
	}
	return *p < end;
}

// What all text without tags has in common: it goes on to the next "<", "&" or "-" that counts.
static const char *in_raw(
	struct tokenizer *tokenizer, const char *p, const char *end, char a, char b)
{
	if (!tokenizer_take_raw(tokenizer, &p, end, a, b))
		return p;
	enum state text = tokenizer->state;
	if (*p == '&')
		return begin_reference(tokenizer, p + 1, text);
	tokenizer->text = text;
	return go(tokenizer, true, STATE_RAW_OPEN, p + 1);
}

static const char *in_rcdata(struct tokenizer *tokenizer, const char *p, const char *end)
{
	return in_raw(tokenizer, p, end, '<', '&');
}

static const char *in_rawtext(struct tokenizer *tokenizer, const char *p, const char *end)
{
	return in_raw(tokenizer, p, end, '<', '<');
}

static const char *in_plaintext(struct tokenizer *tokenizer, const char *p, const char *end)
{
	return in_raw(tokenizer, p, end, '\0', '\0');
}

static const char *in_cdata(struct tokenizer *tokenizer, const char *p, const char *end)
{
	const char *at = find_byte(p, end, ']');
	if (!emit(tokenizer, p, at))
		return NULL;
	return at == end ? end : go(tokenizer, true, STATE_CDATA_BRACKET, at + 1);
}

static const char *in_cdata_bracket(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p == ']')
		return go(tokenizer, true, STATE_CDATA_END, p + 1);
	return go(tokenizer, emit_string(tokenizer, "]"), STATE_CDATA, p);
}

static const char *in_cdata_end(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p == '>')
		return go(tokenizer, true, STATE_DATA, p + 1);
	if (*p == ']')
		return emit_string(tokenizer, "]") ? p + 1 : NULL;
	return go(tokenizer, emit_string(tokenizer, "]]"), STATE_CDATA, p);
}

// --- all states ---

static state_function *const functions[STATES] = {
	[STATE_DATA] = in_data,
	[STATE_RCDATA] = in_rcdata,
	[STATE_RAWTEXT] = in_rawtext,
	[STATE_SCRIPT] = in_rawtext,
	[STATE_ESCAPED] = in_escaped,
	[STATE_PLAINTEXT] = in_plaintext,
	[STATE_CDATA] = in_cdata,
	[STATE_REFERENCE] = in_reference,
	[STATE_OPEN] = in_open,
	[STATE_END_OPEN] = in_end_open,
	[STATE_TAG_NAME] = in_tag_name,
	[STATE_BEFORE_NAME] = in_before_name,
	[STATE_NAME] = in_name,
	[STATE_AFTER_NAME] = in_after_name,
	[STATE_BEFORE_VALUE] = in_before_value,
	[STATE_DOUBLE_QUOTED] = in_double_quoted,
	[STATE_SINGLE_QUOTED] = in_single_quoted,
	[STATE_UNQUOTED] = in_unquoted,
	[STATE_AFTER_VALUE] = in_after_value,
	[STATE_SLASH] = in_slash,
	[STATE_DECLARATION] = in_declaration,
	[STATE_BOGUS] = in_bogus,
	[STATE_COMMENT_START] = in_comment_start,
	[STATE_COMMENT_START_DASH] = in_comment_start,
	[STATE_COMMENT] = in_comment,
	[STATE_COMMENT_DASH] = in_comment_dash,
	[STATE_COMMENT_END] = in_comment_end,
	[STATE_COMMENT_BANG] = in_comment_bang,
	[STATE_RAW_OPEN] = in_raw_open,
	[STATE_RAW_END_OPEN] = in_raw_end_open,
	[STATE_RAW_END_NAME] = in_raw_end_name,
	[STATE_ESCAPE_START] = in_escape_start,
	[STATE_ESCAPE_START_DASH] = in_escape_start,
	[STATE_ESCAPED_DASH] = in_escaped_dash,
	[STATE_ESCAPED_DASH_DASH] = in_escaped_dash,
	[STATE_DOUBLE_START] = in_word,
	[STATE_DOUBLE] = in_double,
	[STATE_DOUBLE_DASH] = in_double_dash,
	[STATE_DOUBLE_DASH_DASH] = in_double_dash,
	[STATE_DOUBLE_OPEN] = in_double_open,
	[STATE_DOUBLE_END] = in_word,
	[STATE_CDATA_BRACKET] = in_cdata_bracket,
	[STATE_CDATA_END] = in_cdata_end,
};

struct tokenizer *tokenizer_new(const struct token_sink *sink, void *context)
{
	struct tokenizer *tokenizer = calloc(1, sizeof *tokenizer);
	if (tokenizer) {
		tokenizer->sink = sink;
		tokenizer->context = context;
	}
	return tokenizer;
}

void tokenizer_free(struct tokenizer *tokenizer)
{
	if (!tokenizer)
		return;
	buffer_free(&tokenizer->kept);
	free(tokenizer);
}

bool tokenizer_feed(struct tokenizer *tokenizer, const char *data, size_t size)
{
	const char *p = data, *end = data + size;
	tokenizer->block = tokenizer->from = data;
	tokenizer->ended_in = NULL;
	while (p < end)
		if (!(p = functions[tokenizer->state](tokenizer, p, end)))
			return false;
	return size == 0 || tokenizer_keep_tag(tokenizer, end);
}

void tokenizer_set_content(struct tokenizer *tokenizer, enum content content, struct slice name)
{
	static const enum state states[] = {
		[CONTENT_DATA] = STATE_DATA,
		[CONTENT_RCDATA] = STATE_RCDATA,
		[CONTENT_RAWTEXT] = STATE_RAWTEXT,
		[CONTENT_SCRIPT] = STATE_SCRIPT,
		[CONTENT_PLAINTEXT] = STATE_PLAINTEXT,
		[CONTENT_CDATA] = STATE_CDATA,
	};
	tokenizer->state = states[content];
	tokenizer->last_size = name.size <= TAG_NAME_MOST ? name.size : 0;
	for (size_t i = 0; i < tokenizer->last_size; i++)
		tokenizer->last[i] = to_lower(name.data[i]);
}

void tokenizer_allow_cdata(struct tokenizer *tokenizer, bool allowed)
{
	tokenizer->cdata = allowed;
}

// --- the end of the page ---

// What stands for a state at the end of the page: text that it held back.
static bool emit_rest(struct tokenizer *tokenizer)
{
	switch (tokenizer->state) {
	case STATE_OPEN:
	case STATE_RAW_OPEN:
		return emit_string(tokenizer, "<");
	case STATE_END_OPEN:
		return emit_string(tokenizer, "</");
	case STATE_RAW_END_OPEN:
	case STATE_RAW_END_NAME:
		return emit_held(tokenizer);
	case STATE_REFERENCE:
		return emit_reference(tokenizer);
	case STATE_CDATA_BRACKET:
		return emit_string(tokenizer, "]");
	case STATE_CDATA_END:
		return emit_string(tokenizer, "]]");
	case STATE_BOGUS:
		return !tokenizer->doctype || tokenizer->sink->doctype(tokenizer->context);
	default:
		return true;
	}
}

// The state of text that a state is in, or STATE_DATA.
static enum state text_state(const struct tokenizer *tokenizer)
{
	enum state state = tokenizer->state;
	if (state == STATE_RAW_OPEN || state == STATE_RAW_END_OPEN || state == STATE_RAW_END_NAME ||
		state == STATE_REFERENCE)
		state = tokenizer->text;
	if (state == STATE_ESCAPED || (state >= STATE_ESCAPE_START && state <= STATE_DOUBLE_END))
		state = STATE_SCRIPT;
	return state;
}

static const char *open_construct(const struct tokenizer *tokenizer)
{
	enum state state = text_state(tokenizer);
	if (state >= STATE_COMMENT_START && state <= STATE_COMMENT_BANG)
		return "comment";
	if (state >= STATE_TAG_NAME && state <= STATE_SLASH)
		return "tag";
	return state == STATE_RCDATA || state == STATE_RAWTEXT || state == STATE_SCRIPT ? "" : NULL;
}

bool tokenizer_end(struct tokenizer *tokenizer)
{
	tokenizer->ended_in = open_construct(tokenizer);
	bool done = emit_rest(tokenizer);
	tokenizer->state = STATE_DATA;
	tokenizer->cdata = false;
	tokenizer->last_size = 0;
	return done;
}

const char *tokenizer_ended_in(const struct tokenizer *tokenizer)
{
	return tokenizer->ended_in;
}
