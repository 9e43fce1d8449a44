// SPDX-License-Identifier: MIT
// Tags and their attributes (HTML Standard, sections 13.2.5.6 to 13.2.5.8, 13.2.5.32 to 13.2.5.40).
//
// A tag that is whole in a block is read at once and never copied: its parts point into the block.
// One that a block cuts off is read state by state, and what there is of it is kept, up to a bound.
#include "html/tokenizer-states.h"

// --- tokens ---

static struct slice slice_of_part(const struct tokenizer *tokenizer, struct part part)
{
	const char *base = part.kept ? tokenizer->kept.data : tokenizer->block;
	return (struct slice){part.size > 0 ? base + part.at : "", part.size};
}

// Hands over the tag that ends before `p`.
static const char *end_tag(struct tokenizer *tokenizer, const char *p)
{
	for (size_t i = 0; i < tokenizer->attributes; i++) {
		const struct parts *parts = &tokenizer->attribute[i];
		tokenizer->tag[i].name = slice_of_part(tokenizer, parts->name);
		tokenizer->tag[i].value = slice_of_part(tokenizer, parts->value);
	}
	struct tag tag = {
		.name = slice_of_part(tokenizer, tokenizer->name),
		.attribute = tokenizer->tag,
		.attributes = tokenizer->attributes,
		.end = tokenizer->end_tag,
		.closed = tokenizer->closed,
	};
	tokenizer->state = STATE_DATA;
	return tokenizer->sink->tag(tokenizer->context, &tag) ? p : NULL;
}

void tokenizer_begin_tag(struct tokenizer *tokenizer, bool is_end)
{
	tokenizer->end_tag = is_end;
	tokenizer->closed = false;
	tokenizer->attributes = 0;
	tokenizer->cut = false;
	buffer_clear(&tokenizer->kept);
}

// --- parts of a tag ---

// The attribute that is being read. Those that are dropped share a place.
static struct parts *this_attribute(struct tokenizer *tokenizer)
{
	return &tokenizer->attribute[tokenizer->attributes];
}

// Keeps the open part up to `p`, at most so many bytes of all of it.
static bool keep_open(struct tokenizer *tokenizer, const char *p, size_t most)
{
	struct buffer *kept = &tokenizer->kept;
	if (!tokenizer->cut) {
		tokenizer->cut = true;
		tokenizer->kept_from = kept->size;
	}
	size_t room = most - (kept->size - tokenizer->kept_from);
	size_t size = (size_t)(p - tokenizer->from);
	return buffer_append(kept, tokenizer->from, size < room ? size : room);
}

// Ends the open part at `p`. False: no memory.
static bool end_part(struct tokenizer *tokenizer, const char *p, size_t most, struct part *part)
{
	if (!tokenizer->cut) {
		size_t size = (size_t)(p - tokenizer->from);
		*part = (struct part){(size_t)(tokenizer->from - tokenizer->block),
			size < most ? size : most, false};
		return true;
	}
	if (!keep_open(tokenizer, p, most))
		return false;
	tokenizer->cut = false;
	*part = (struct part){
		tokenizer->kept_from, tokenizer->kept.size - tokenizer->kept_from, true};
	return true;
}

static bool keep_part(struct tokenizer *tokenizer, struct part *part)
{
	if (part->kept || part->size == 0)
		return true;
	size_t at = tokenizer->kept.size;
	if (!buffer_append(&tokenizer->kept, tokenizer->block + part->at, part->size))
		return false;
	*part = (struct part){at, part->size, true};
	return true;
}

// The most bytes of the open part of a state; 0: it has none.
static size_t most_of(enum state state)
{
	switch (state) {
	case STATE_TAG_NAME:
		return TAG_NAME_MOST;
	case STATE_NAME:
		return ATTRIBUTE_NAME_MOST;
	case STATE_DOUBLE_QUOTED:
	case STATE_SINGLE_QUOTED:
	case STATE_UNQUOTED:
		return ATTRIBUTE_MOST;
	default:
		return 0;
	}
}

// Whether a state follows the name of an attribute that is not complete.
static bool has_open_attribute(enum state state)
{
	return state == STATE_AFTER_NAME ||
	       (state >= STATE_BEFORE_VALUE && state <= STATE_UNQUOTED);
}

bool tokenizer_keep_tag(struct tokenizer *tokenizer, const char *end)
{
	enum state state = tokenizer->state;
	if (state < STATE_TAG_NAME || state > STATE_SLASH)
		return true;
	if (state != STATE_TAG_NAME && !keep_part(tokenizer, &tokenizer->name))
		return false;
	for (size_t i = 0; i < tokenizer->attributes; i++)
		if (!keep_part(tokenizer, &tokenizer->attribute[i].name) ||
			!keep_part(tokenizer, &tokenizer->attribute[i].value))
			return false;
	// Of attributes that are dropped nothing is kept.
	if (tokenizer->attributes == ATTRIBUTES_MOST)
		return true;
	if (has_open_attribute(state) && !keep_part(tokenizer, &this_attribute(tokenizer)->name))
		return false;
	size_t most = most_of(state);
	return most == 0 || keep_open(tokenizer, end, most);
}

// --- tags ---

const char *in_tag_name(struct tokenizer *tokenizer, const char *p, const char *end)
{
	p = find_class(p, end, BYTE_ENDS_TAG_NAME);
	if (p == end)
		return p;
	if (!end_part(tokenizer, p, TAG_NAME_MOST, &tokenizer->name))
		return NULL;
	if (*p == '>')
		return end_tag(tokenizer, p + 1);
	return go(tokenizer, true, *p == '/' ? STATE_SLASH : STATE_BEFORE_NAME, p + 1);
}

static void add_attribute(struct tokenizer *tokenizer)
{
	if (tokenizer->attributes < ATTRIBUTES_MOST)
		tokenizer->attributes++;
}

const char *in_name(struct tokenizer *tokenizer, const char *p, const char *end)
{
	p = find_class(p, end, BYTE_ENDS_NAME);
	if (p == end)
		return p;
	struct parts *parts = this_attribute(tokenizer);
	parts->value = (struct part){0, 0, false};
	if (!end_part(tokenizer, p, ATTRIBUTE_NAME_MOST, &parts->name))
		return NULL;
	if (*p == '=')
		return go(tokenizer, true, STATE_BEFORE_VALUE, p + 1);
	return go(tokenizer, true, STATE_AFTER_NAME, p);
}

const char *in_before_name(struct tokenizer *tokenizer, const char *p, const char *end)
{
	p = skip_blanks(p, end);
	if (p == end)
		return p;
	if (*p == '>')
		return end_tag(tokenizer, p + 1);
	if (*p == '/')
		return go(tokenizer, true, STATE_SLASH, p + 1);
	tokenizer->from = p;
	tokenizer->cut = false;
	return go(tokenizer, true, STATE_NAME, p + 1); // a "=" here begins a name
}

const char *in_after_name(struct tokenizer *tokenizer, const char *p, const char *end)
{
	p = skip_blanks(p, end);
	if (p == end)
		return p;
	if (*p == '=')
		return go(tokenizer, true, STATE_BEFORE_VALUE, p + 1);
	add_attribute(tokenizer);
	return go(tokenizer, true, STATE_BEFORE_NAME, p);
}

const char *in_before_value(struct tokenizer *tokenizer, const char *p, const char *end)
{
	p = skip_blanks(p, end);
	if (p == end)
		return p;
	if (*p == '>') {
		add_attribute(tokenizer);
		return end_tag(tokenizer, p + 1);
	}
	bool quoted = *p == '"' || *p == '\'';
	tokenizer->from = p + quoted;
	tokenizer->cut = false;
	enum state state = *p == '"'    ? STATE_DOUBLE_QUOTED
			   : *p == '\'' ? STATE_SINGLE_QUOTED
					: STATE_UNQUOTED;
	return go(tokenizer, true, state, p + quoted);
}

// Ends the value at `p`.
static bool end_attribute_value(struct tokenizer *tokenizer, const char *p)
{
	bool ended = end_part(tokenizer, p, ATTRIBUTE_MOST, &this_attribute(tokenizer)->value);
	add_attribute(tokenizer);
	return ended;
}

static const char *in_quoted(
	struct tokenizer *tokenizer, const char *p, const char *end, char quote)
{
	p = find_byte(p, end, quote);
	if (p == end)
		return p;
	return go(tokenizer, end_attribute_value(tokenizer, p), STATE_AFTER_VALUE, p + 1);
}

const char *in_double_quoted(struct tokenizer *tokenizer, const char *p, const char *end)
{
	return in_quoted(tokenizer, p, end, '"');
}

const char *in_single_quoted(struct tokenizer *tokenizer, const char *p, const char *end)
{
	return in_quoted(tokenizer, p, end, '\'');
}

const char *in_unquoted(struct tokenizer *tokenizer, const char *p, const char *end)
{
	p = find_class(p, end, BYTE_ENDS_VALUE);
	if (p == end)
		return p;
	return go(tokenizer, end_attribute_value(tokenizer, p), STATE_BEFORE_NAME, p);
}

const char *in_after_value(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p == '>')
		return end_tag(tokenizer, p + 1);
	if (*p == '/')
		return go(tokenizer, true, STATE_SLASH, p + 1);
	return go(tokenizer, true, STATE_BEFORE_NAME, p);
}

const char *in_slash(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p != '>')
		return go(tokenizer, true, STATE_BEFORE_NAME, p);
	tokenizer->closed = true;
	return end_tag(tokenizer, p + 1);
}

// --- whole tags ---

// Where the value of an attribute ends, which begins at *p. Puts the value there and *p behind it.
// False: the block ends before.
static bool read_value(const char **p, const char *end, struct slice *value)
{
	const char *from = *p, *to;
	if (*from == '"' || *from == '\'') {
		to = memchr(from + 1, *from, (size_t)(end - from - 1));
		if (!to)
			return false;
		from++;
		*p = to + 1;
	} else {
		to = find_class(from, end, BYTE_ENDS_VALUE);
		*p = to;
	}
	size_t size = (size_t)(to - from);
	*value = (struct slice){from, size < ATTRIBUTE_MOST ? size : ATTRIBUTE_MOST};
	return true;
}

// Reads an attribute that begins at `p`. Returns what is behind it, or the end of the block.
static const char *read_attribute(const char *p, const char *end, struct attribute *attribute)
{
	const char *from = p;
	p = find_class(p + 1, end, BYTE_ENDS_NAME); // a "=" here begins a name
	size_t size = (size_t)(p - from);
	attribute->name =
		(struct slice){from, size < ATTRIBUTE_NAME_MOST ? size : ATTRIBUTE_NAME_MOST};
	attribute->value = (struct slice){"", 0};
	p = skip_blanks(p, end);
	if (p == end || *p != '=')
		return p;
	p = skip_blanks(p + 1, end);
	if (p == end || *p == '>' || read_value(&p, end, &attribute->value))
		return p;
	return end;
}

// Reads all of a tag. NULL: the block ends before it does.
static const char *read_whole(
	struct attribute *attribute, const char *p, const char *end, struct tag *tag)
{
	const char *from = p;
	p = find_class(p, end, BYTE_ENDS_TAG_NAME);
	size_t size = (size_t)(p - from), count = 0;
	tag->name = (struct slice){from, size < TAG_NAME_MOST ? size : TAG_NAME_MOST};
	while (p < end) {
		tag->closed = false;
		while (p < end && (is(*p, BYTE_BLANK) || *p == '/'))
			tag->closed = *p++ == '/';
		if (p == end)
			return NULL;
		if (*p == '>') {
			tag->attributes = count;
			return p + 1;
		}
		p = read_attribute(p, end, &attribute[count]);
		count += count < ATTRIBUTES_MOST;
	}
	return NULL;
}

const char *tokenizer_read_tag(
	struct tokenizer *tokenizer, bool is_end, const char *p, const char *end)
{
	struct tag tag = {.attribute = tokenizer->tag, .end = is_end};
	const char *behind = read_whole(tokenizer->tag, p, end, &tag);
	if (behind) {
		tokenizer->state = STATE_DATA;
		return tokenizer->sink->tag(tokenizer->context, &tag) ? behind : NULL;
	}
	tokenizer_begin_tag(tokenizer, is_end);
	tokenizer->from = p;
	tokenizer->state = STATE_TAG_NAME;
	return in_tag_name(tokenizer, p, end);
}

const char *in_open(struct tokenizer *tokenizer, const char *p, const char *end)
{
	if (is_letter(*p))
		return tokenizer_read_tag(tokenizer, false, p, end);
	if (*p == '/')
		return go(tokenizer, true, STATE_END_OPEN, p + 1);
	if (*p == '!') {
		tokenizer->held_size = 0;
		return go(tokenizer, true, STATE_DECLARATION, p + 1);
	}
	tokenizer->doctype = false;
	if (*p == '?')
		return go(tokenizer, true, STATE_BOGUS, p);
	return go(tokenizer, emit_string(tokenizer, "<"), STATE_DATA, p);
}

const char *in_end_open(struct tokenizer *tokenizer, const char *p, const char *end)
{
	if (is_letter(*p))
		return tokenizer_read_tag(tokenizer, true, p, end);
	tokenizer->doctype = false;
	return *p == '>' ? go(tokenizer, true, STATE_DATA, p + 1)
			 : go(tokenizer, true, STATE_BOGUS, p);
}
