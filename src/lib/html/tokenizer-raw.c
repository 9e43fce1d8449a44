// SPDX-License-Identifier: MIT
// The ends of text without tags, and scripts within comments (HTML Standard, sections 13.2.5.9 to
// 13.2.5.31).
#include "html/tokenizer-states.h"

// --- the end tag of text without tags ---

const char *in_raw_open(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p == '/') {
		memcpy(tokenizer->held, "</", 2);
		tokenizer->held_size = 2;
		return go(tokenizer, true, STATE_RAW_END_OPEN, p + 1);
	}
	if (*p == '!' && tokenizer->text == STATE_SCRIPT)
		return go(tokenizer, emit_string(tokenizer, "<!"), STATE_ESCAPE_START, p + 1);
	enum state state = tokenizer->text;
	if (is_letter(*p) && state == STATE_ESCAPED) {
		tokenizer->word_size = 0;
		state = STATE_DOUBLE_START;
	}
	return go(tokenizer, emit_string(tokenizer, "<"), state, p);
}

const char *in_raw_end_open(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (is_letter(*p))
		return go(tokenizer, true, STATE_RAW_END_NAME, p);
	return go(tokenizer, emit_held(tokenizer), tokenizer->text, p);
}

// Whether the held name is that of the end tag.
static bool is_last(const struct tokenizer *tokenizer)
{
	if (tokenizer->last_size == 0 || tokenizer->held_size - 2 != tokenizer->last_size)
		return false;
	for (size_t i = 0; i < tokenizer->last_size; i++)
		if (to_lower(tokenizer->held[2 + i]) != tokenizer->last[i])
			return false;
	return true;
}

const char *in_raw_end_name(struct tokenizer *tokenizer, const char *p, const char *end)
{
	while (p < end && is_letter(*p) && tokenizer->held_size < HELD_MOST)
		tokenizer->held[tokenizer->held_size++] = *p++;
	if (p == end)
		return p;
	if (!is(*p, BYTE_ENDS_TAG_NAME) || !is_last(tokenizer))
		return go(tokenizer, emit_held(tokenizer), tokenizer->text, p);
	tokenizer_begin_tag(tokenizer, true);
	if (!buffer_append(&tokenizer->kept, tokenizer->held + 2, tokenizer->held_size - 2))
		return NULL;
	tokenizer->name = (struct part){0, tokenizer->kept.size, true};
	return go(tokenizer, true, STATE_BEFORE_NAME, p);
}

// --- scripts ---

const char *in_escape_start(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p != '-')
		return go(tokenizer, true, STATE_SCRIPT, p);
	bool second = tokenizer->state == STATE_ESCAPE_START_DASH;
	return go(tokenizer, emit_string(tokenizer, "-"),
		second ? STATE_ESCAPED_DASH_DASH : STATE_ESCAPE_START_DASH, p + 1);
}

const char *in_escaped(struct tokenizer *tokenizer, const char *p, const char *end)
{
	if (!tokenizer_take_raw(tokenizer, &p, end, '<', '-'))
		return p;
	tokenizer->text = STATE_ESCAPED;
	if (*p == '<')
		return go(tokenizer, true, STATE_RAW_OPEN, p + 1);
	return go(tokenizer, emit_string(tokenizer, "-"), STATE_ESCAPED_DASH, p + 1);
}

// After one dash or more in an escaped script.
const char *in_escaped_dash(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	bool second = tokenizer->state == STATE_ESCAPED_DASH_DASH;
	if (*p == '-')
		return go(tokenizer, emit_string(tokenizer, "-"), STATE_ESCAPED_DASH_DASH, p + 1);
	if (*p == '>' && second)
		return go(tokenizer, emit_string(tokenizer, ">"), STATE_SCRIPT, p + 1);
	return go(tokenizer, true, STATE_ESCAPED, p);
}

const char *in_double(struct tokenizer *tokenizer, const char *p, const char *end)
{
	if (!tokenizer_take_raw(tokenizer, &p, end, '<', '-'))
		return p;
	bool open = *p == '<';
	return go(tokenizer, emit_string(tokenizer, open ? "<" : "-"),
		open ? STATE_DOUBLE_OPEN : STATE_DOUBLE_DASH, p + 1);
}

const char *in_double_dash(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	bool second = tokenizer->state == STATE_DOUBLE_DASH_DASH;
	if (*p == '-')
		return go(tokenizer, emit_string(tokenizer, "-"), STATE_DOUBLE_DASH_DASH, p + 1);
	if (*p == '>' && second)
		return go(tokenizer, emit_string(tokenizer, ">"), STATE_SCRIPT, p + 1);
	return go(tokenizer, true, STATE_DOUBLE, p);
}

const char *in_double_open(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p != '/')
		return go(tokenizer, true, STATE_DOUBLE, p);
	tokenizer->word_size = 0;
	return go(tokenizer, emit_string(tokenizer, "/"), STATE_DOUBLE_END, p + 1);
}

// Reads the name after "<" in an escaped script, or after "</" in one within it.
const char *in_word(struct tokenizer *tokenizer, const char *p, const char *end)
{
	enum state without = tokenizer->state == STATE_DOUBLE_START ? STATE_ESCAPED : STATE_DOUBLE;
	enum state with = without == STATE_ESCAPED ? STATE_DOUBLE : STATE_ESCAPED;
	const char *from = p;
	for (; p < end && is_letter(*p); p++)
		if (tokenizer->word_size < sizeof tokenizer->word)
			tokenizer->word[tokenizer->word_size++] = to_lower(*p);
	if (p == end)
		return emit(tokenizer, from, p) ? p : NULL;
	if (!is(*p, BYTE_ENDS_TAG_NAME))
		return go(tokenizer, emit(tokenizer, from, p), without, p);
	bool script = tokenizer->word_size == 6 && memcmp(tokenizer->word, "script", 6) == 0;
	return go(tokenizer, emit(tokenizer, from, p + 1), script ? with : without, p + 1);
}
