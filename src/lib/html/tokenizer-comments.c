// SPDX-License-Identifier: MIT
// Comments, document types, and what else begins with "<!" (HTML Standard, sections 13.2.5.41 to
// 13.2.5.52). States that differ in their errors only are one.
#include "html/tokenizer-states.h"

// Whether the held bytes begin a string; `any_case`: in letters of either case.
static bool is_held_of(const struct tokenizer *tokenizer, const char *string, bool any_case)
{
	for (size_t i = 0; i < tokenizer->held_size; i++) {
		char c = tokenizer->held[i];
		if ((any_case ? to_lower(c) : c) != string[i])
			return false;
	}
	return true;
}

const char *in_declaration(struct tokenizer *tokenizer, const char *p, const char *end)
{
	static const struct {
		const char *string;
		enum state state;
		bool any_case;
	} kinds[] = {
		{"--", STATE_COMMENT_START, false},
		{"doctype", STATE_BOGUS, true},
		{"[CDATA[", STATE_CDATA, false},
	};
	(void)end;
	tokenizer->held[tokenizer->held_size++] = *p;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!is_held_of(tokenizer, kinds[i].string, kinds[i].any_case) ||
			(kinds[i].state == STATE_CDATA && !tokenizer->cdata))
			continue;
		if (kinds[i].string[tokenizer->held_size] != '\0')
			return p + 1;
		tokenizer->doctype = kinds[i].state == STATE_BOGUS;
		return go(tokenizer, true, kinds[i].state, p + 1);
	}
	tokenizer->doctype = false;
	return go(tokenizer, true, STATE_BOGUS, p);
}

const char *in_bogus(struct tokenizer *tokenizer, const char *p, const char *end)
{
	p = find_byte(p, end, '>');
	if (p == end)
		return p;
	bool done = !tokenizer->doctype || tokenizer->sink->doctype(tokenizer->context);
	return go(tokenizer, done, STATE_DATA, p + 1);
}

const char *in_comment_start(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p == '>')
		return go(tokenizer, true, STATE_DATA, p + 1);
	if (*p != '-')
		return go(tokenizer, true, STATE_COMMENT, p);
	bool second = tokenizer->state == STATE_COMMENT_START_DASH;
	return go(tokenizer, true, second ? STATE_COMMENT_END : STATE_COMMENT_START_DASH, p + 1);
}

const char *in_comment(struct tokenizer *tokenizer, const char *p, const char *end)
{
	p = find_byte(p, end, '-');
	return p == end ? p : go(tokenizer, true, STATE_COMMENT_DASH, p + 1);
}

const char *in_comment_dash(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	return *p == '-' ? go(tokenizer, true, STATE_COMMENT_END, p + 1)
			 : go(tokenizer, true, STATE_COMMENT, p);
}

const char *in_comment_end(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p == '>')
		return go(tokenizer, true, STATE_DATA, p + 1);
	if (*p == '!')
		return go(tokenizer, true, STATE_COMMENT_BANG, p + 1);
	return *p == '-' ? p + 1 : go(tokenizer, true, STATE_COMMENT, p);
}

const char *in_comment_bang(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p == '>')
		return go(tokenizer, true, STATE_DATA, p + 1);
	return *p == '-' ? go(tokenizer, true, STATE_COMMENT_DASH, p + 1)
			 : go(tokenizer, true, STATE_COMMENT, p);
}
