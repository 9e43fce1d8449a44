// SPDX-License-Identifier: MIT
// The tokenizer of the HTML Standard (section 13.2.5), as a stream.
//
// Each state is a function that takes bytes as far as it can. A tag in one block is never copied:
// its parts point into the block. What a block cuts off is kept, up to a bound, so that a feed goes
// on where the last one stopped. States of the standard that differ in their errors only are one.
#include "html/tokenizer.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/text.h"
#include "base/utf8.h"
#include "html/references.h"

enum state {
	// Text.
	STATE_DATA,
	STATE_RCDATA,
	STATE_RAWTEXT,
	STATE_SCRIPT,
	STATE_ESCAPED, // a script within <!-- -->
	STATE_PLAINTEXT,
	STATE_CDATA,
	STATE_REFERENCE,
	// Tags and declarations.
	STATE_OPEN,     // after <
	STATE_END_OPEN, // after </
	STATE_TAG_NAME,
	STATE_BEFORE_NAME,
	STATE_NAME,
	STATE_AFTER_NAME,
	STATE_BEFORE_VALUE,
	STATE_DOUBLE_QUOTED,
	STATE_SINGLE_QUOTED,
	STATE_UNQUOTED,
	STATE_AFTER_VALUE,
	STATE_SLASH,
	STATE_DECLARATION, // after <!
	STATE_BOGUS,       // a comment to the next >, or a document type
	STATE_COMMENT_START,
	STATE_COMMENT_START_DASH,
	STATE_COMMENT,
	STATE_COMMENT_DASH,
	STATE_COMMENT_END,
	STATE_COMMENT_BANG,
	// In text without tags.
	STATE_RAW_OPEN,     // after <
	STATE_RAW_END_OPEN, // after </
	STATE_RAW_END_NAME,
	STATE_ESCAPE_START, // after <! in a script
	STATE_ESCAPE_START_DASH,
	STATE_ESCAPED_DASH,
	STATE_ESCAPED_DASH_DASH,
	STATE_DOUBLE_START, // <script within an escaped script
	STATE_DOUBLE,
	STATE_DOUBLE_DASH,
	STATE_DOUBLE_DASH_DASH,
	STATE_DOUBLE_OPEN,
	STATE_DOUBLE_END,
	STATE_CDATA_BRACKET,
	STATE_CDATA_END,
	STATES,
};

// Bytes of the block, or kept bytes.
struct part {
	size_t at, size;
	bool kept;
};

struct parts {
	struct part name, value;
};

#define HELD_MOST (TAG_NAME_MOST + 2)

struct tokenizer {
	const struct token_sink *sink;
	void *context;
	enum state state;
	enum state text; // the state of text to go back to
	const char *block;
	// The tag that is being read.
	bool end_tag, closed;
	struct part name;
	struct parts attribute[ATTRIBUTES_MOST + 1]; // the last one is for those that are dropped
	size_t attributes;
	const char *from; // where the open part begins in the block
	bool cut;         // its beginning is in `kept`,
	size_t kept_from; // from there on
	struct buffer kept;
	char held[HELD_MOST]; // "</" and a name that may be that of the end tag, or "!" and more
	size_t held_size;
	char word[8]; // the beginning of a name in a script
	size_t word_size;
	char last[TAG_NAME_MOST]; // the name of the end tag that ends the text, in small letters
	size_t last_size;
	struct reference reference;
	bool doctype;
	bool cdata; // it may begin
	const char *ended_in;
};

typedef const char *state_function(struct tokenizer *, const char *p, const char *end);

// --- classes of bytes ---

enum byte_class {
	BYTE_BLANK = 1,
	BYTE_ENDS_TAG_NAME = 2, // blanks, / and >
	BYTE_ENDS_NAME = 4,     // the same, and =
	BYTE_ENDS_VALUE = 8,    // blanks and >
};

#define BLANK (BYTE_BLANK | BYTE_ENDS_TAG_NAME | BYTE_ENDS_NAME | BYTE_ENDS_VALUE)
static const unsigned char classes[256] = {
	['\t'] = BLANK,
	['\n'] = BLANK,
	['\f'] = BLANK,
	['\r'] = BLANK,
	[' '] = BLANK,
	['/'] = BYTE_ENDS_TAG_NAME | BYTE_ENDS_NAME,
	['='] = BYTE_ENDS_NAME,
	['>'] = BYTE_ENDS_TAG_NAME | BYTE_ENDS_NAME | BYTE_ENDS_VALUE,
};

static inline bool is(char c, enum byte_class class)
{
	return (classes[(unsigned char)c] & class) != 0;
}

// The first byte of that class, or the end.
static inline const char *find_class(const char *p, const char *end, enum byte_class class)
{
	while (p < end && !is(*p, class))
		p++;
	return p;
}

static inline const char *skip_blanks(const char *p, const char *end)
{
	while (p < end && is(*p, BYTE_BLANK))
		p++;
	return p;
}

static const char *find_byte(const char *p, const char *end, char c)
{
	const char *found = memchr(p, c, (size_t)(end - p));
	return found ? found : end;
}

// --- tokens ---

static bool emit(struct tokenizer *tokenizer, const char *from, const char *to)
{
	struct slice text = {from, (size_t)(to - from)};
	return text.size == 0 || tokenizer->sink->text(tokenizer->context, text);
}

static bool emit_string(struct tokenizer *tokenizer, const char *string)
{
	return emit(tokenizer, string, string + strlen(string));
}

static bool emit_held(struct tokenizer *tokenizer)
{
	return emit(tokenizer, tokenizer->held, tokenizer->held + tokenizer->held_size);
}

// Goes to a state and on from `p`, if that was done.
static const char *go(struct tokenizer *tokenizer, bool done, enum state state, const char *p)
{
	tokenizer->state = state;
	return done ? p : NULL;
}

static struct slice slice_of_part(const struct tokenizer *tokenizer, struct part part)
{
	const char *base = part.kept ? tokenizer->kept.data : tokenizer->block;
	return (struct slice){part.size > 0 ? base + part.at : "", part.size};
}

// Hands over the tag that ends before `p`.
static const char *end_tag(struct tokenizer *tokenizer, const char *p)
{
	struct attribute attribute[ATTRIBUTES_MOST];
	for (size_t i = 0; i < tokenizer->attributes; i++) {
		const struct parts *parts = &tokenizer->attribute[i];
		attribute[i].name = slice_of_part(tokenizer, parts->name);
		attribute[i].value = slice_of_part(tokenizer, parts->value);
	}
	struct tag tag = {
		.name = slice_of_part(tokenizer, tokenizer->name),
		.attribute = attribute,
		.attributes = tokenizer->attributes,
		.end = tokenizer->end_tag,
		.closed = tokenizer->closed,
	};
	tokenizer->state = STATE_DATA;
	return tokenizer->sink->tag(tokenizer->context, &tag) ? p : NULL;
}

static void begin_tag(struct tokenizer *tokenizer, bool end)
{
	tokenizer->end_tag = end;
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

// Keeps what a tag that goes on has in the block that ends at `end`. False: no memory.
static bool keep_tag(struct tokenizer *tokenizer, const char *end)
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

static const char *in_tag_name(struct tokenizer *tokenizer, const char *p, const char *end)
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

static const char *begin_tag_name(
	struct tokenizer *tokenizer, bool is_end, const char *p, const char *end)
{
	begin_tag(tokenizer, is_end);
	tokenizer->from = p;
	tokenizer->state = STATE_TAG_NAME;
	return in_tag_name(tokenizer, p, end);
}

static void add_attribute(struct tokenizer *tokenizer)
{
	if (tokenizer->attributes < ATTRIBUTES_MOST)
		tokenizer->attributes++;
}

static const char *in_name(struct tokenizer *tokenizer, const char *p, const char *end)
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

static const char *in_before_name(struct tokenizer *tokenizer, const char *p, const char *end)
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

static const char *in_after_name(struct tokenizer *tokenizer, const char *p, const char *end)
{
	p = skip_blanks(p, end);
	if (p == end)
		return p;
	if (*p == '=')
		return go(tokenizer, true, STATE_BEFORE_VALUE, p + 1);
	add_attribute(tokenizer);
	return go(tokenizer, true, STATE_BEFORE_NAME, p);
}

static const char *in_before_value(struct tokenizer *tokenizer, const char *p, const char *end)
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
static bool end_value(struct tokenizer *tokenizer, const char *p)
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
	return go(tokenizer, end_value(tokenizer, p), STATE_AFTER_VALUE, p + 1);
}

static const char *in_double_quoted(struct tokenizer *tokenizer, const char *p, const char *end)
{
	return in_quoted(tokenizer, p, end, '"');
}

static const char *in_single_quoted(struct tokenizer *tokenizer, const char *p, const char *end)
{
	return in_quoted(tokenizer, p, end, '\'');
}

static const char *in_unquoted(struct tokenizer *tokenizer, const char *p, const char *end)
{
	p = find_class(p, end, BYTE_ENDS_VALUE);
	if (p == end)
		return p;
	return go(tokenizer, end_value(tokenizer, p), STATE_BEFORE_NAME, p);
}

static const char *in_after_value(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p == '>')
		return end_tag(tokenizer, p + 1);
	if (*p == '/')
		return go(tokenizer, true, STATE_SLASH, p + 1);
	return go(tokenizer, true, STATE_BEFORE_NAME, p);
}

static const char *in_slash(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p != '>')
		return go(tokenizer, true, STATE_BEFORE_NAME, p);
	tokenizer->closed = true;
	return end_tag(tokenizer, p + 1);
}

static const char *in_open(struct tokenizer *tokenizer, const char *p, const char *end)
{
	if (is_letter(*p))
		return begin_tag_name(tokenizer, false, p, end);
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

static const char *in_end_open(struct tokenizer *tokenizer, const char *p, const char *end)
{
	if (is_letter(*p))
		return begin_tag_name(tokenizer, true, p, end);
	tokenizer->doctype = false;
	return *p == '>' ? go(tokenizer, true, STATE_DATA, p + 1)
			 : go(tokenizer, true, STATE_BOGUS, p);
}

// --- comments and document types ---

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

static const char *in_declaration(struct tokenizer *tokenizer, const char *p, const char *end)
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

static const char *in_bogus(struct tokenizer *tokenizer, const char *p, const char *end)
{
	p = find_byte(p, end, '>');
	if (p == end)
		return p;
	bool done = !tokenizer->doctype || tokenizer->sink->doctype(tokenizer->context);
	return go(tokenizer, done, STATE_DATA, p + 1);
}

static const char *in_comment_start(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p == '>')
		return go(tokenizer, true, STATE_DATA, p + 1);
	if (*p != '-')
		return go(tokenizer, true, STATE_COMMENT, p);
	bool second = tokenizer->state == STATE_COMMENT_START_DASH;
	return go(tokenizer, true, second ? STATE_COMMENT_END : STATE_COMMENT_START_DASH, p + 1);
}

static const char *in_comment(struct tokenizer *tokenizer, const char *p, const char *end)
{
	p = find_byte(p, end, '-');
	return p == end ? p : go(tokenizer, true, STATE_COMMENT_DASH, p + 1);
}

static const char *in_comment_dash(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	return *p == '-' ? go(tokenizer, true, STATE_COMMENT_END, p + 1)
			 : go(tokenizer, true, STATE_COMMENT, p);
}

static const char *in_comment_end(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p == '>')
		return go(tokenizer, true, STATE_DATA, p + 1);
	if (*p == '!')
		return go(tokenizer, true, STATE_COMMENT_BANG, p + 1);
	return *p == '-' ? p + 1 : go(tokenizer, true, STATE_COMMENT, p);
}

static const char *in_comment_bang(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p == '>')
		return go(tokenizer, true, STATE_DATA, p + 1);
	return *p == '-' ? go(tokenizer, true, STATE_COMMENT_DASH, p + 1)
			 : go(tokenizer, true, STATE_COMMENT, p);
}

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

static const char *in_data(struct tokenizer *tokenizer, const char *p, const char *end)
{
	const char *at = bytes_find(p, end, '<', '&', '&');
	if (!emit(tokenizer, p, at))
		return NULL;
	if (at == end)
		return end;
	if (*at == '&')
		return common_reference(tokenizer, at + 1, end);
	if (end - at > 1 && is_letter(at[1]))
		return begin_tag_name(tokenizer, false, at + 1, end);
	return go(tokenizer, true, STATE_OPEN, at + 1);
}

// In text without tags a NUL is replaced.
static const char *replace_nul(struct tokenizer *tokenizer, const char *p)
{
	return emit_string(tokenizer, UTF8_REPLACEMENT_BYTES) ? p + 1 : NULL;
}

// What all text without tags has in common: it goes on to the next "<", "&" or "-" that counts.
static const char *in_raw(
	struct tokenizer *tokenizer, const char *p, const char *end, char a, char b)
{
	const char *at = bytes_find(p, end, a, b, '\0');
	if (!emit(tokenizer, p, at))
		return NULL;
	if (at == end)
		return end;
	if (*at == '\0')
		return replace_nul(tokenizer, at);
	enum state text = tokenizer->state;
	if (*at == '&')
		return begin_reference(tokenizer, at + 1, text);
	tokenizer->text = text;
	return go(tokenizer, true, STATE_RAW_OPEN, at + 1);
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

// --- the end tag of text without tags ---

static const char *in_raw_open(struct tokenizer *tokenizer, const char *p, const char *end)
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

static const char *in_raw_end_open(struct tokenizer *tokenizer, const char *p, const char *end)
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

static const char *in_raw_end_name(struct tokenizer *tokenizer, const char *p, const char *end)
{
	while (p < end && is_letter(*p) && tokenizer->held_size < HELD_MOST)
		tokenizer->held[tokenizer->held_size++] = *p++;
	if (p == end)
		return p;
	if (!is(*p, BYTE_ENDS_TAG_NAME) || !is_last(tokenizer))
		return go(tokenizer, emit_held(tokenizer), tokenizer->text, p);
	begin_tag(tokenizer, true);
	if (!buffer_append(&tokenizer->kept, tokenizer->held + 2, tokenizer->held_size - 2))
		return NULL;
	tokenizer->name = (struct part){0, tokenizer->kept.size, true};
	return go(tokenizer, true, STATE_BEFORE_NAME, p);
}

// --- scripts ---

static const char *in_escape_start(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p != '-')
		return go(tokenizer, true, STATE_SCRIPT, p);
	bool second = tokenizer->state == STATE_ESCAPE_START_DASH;
	return go(tokenizer, emit_string(tokenizer, "-"),
		second ? STATE_ESCAPED_DASH_DASH : STATE_ESCAPE_START_DASH, p + 1);
}

static const char *in_escaped(struct tokenizer *tokenizer, const char *p, const char *end)
{
	const char *at = bytes_find(p, end, '<', '-', '\0');
	if (!emit(tokenizer, p, at))
		return NULL;
	if (at == end)
		return end;
	if (*at == '\0')
		return replace_nul(tokenizer, at);
	tokenizer->text = STATE_ESCAPED;
	if (*at == '<')
		return go(tokenizer, true, STATE_RAW_OPEN, at + 1);
	return go(tokenizer, emit_string(tokenizer, "-"), STATE_ESCAPED_DASH, at + 1);
}

// After one dash or more in an escaped script.
static const char *in_escaped_dash(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	bool second = tokenizer->state == STATE_ESCAPED_DASH_DASH;
	if (*p == '-')
		return go(tokenizer, emit_string(tokenizer, "-"), STATE_ESCAPED_DASH_DASH, p + 1);
	if (*p == '>' && second)
		return go(tokenizer, emit_string(tokenizer, ">"), STATE_SCRIPT, p + 1);
	return go(tokenizer, true, STATE_ESCAPED, p);
}

static const char *in_double(struct tokenizer *tokenizer, const char *p, const char *end)
{
	const char *at = bytes_find(p, end, '<', '-', '\0');
	if (!emit(tokenizer, p, at))
		return NULL;
	if (at == end)
		return end;
	if (*at == '\0')
		return replace_nul(tokenizer, at);
	bool open = *at == '<';
	return go(tokenizer, emit_string(tokenizer, open ? "<" : "-"),
		open ? STATE_DOUBLE_OPEN : STATE_DOUBLE_DASH, at + 1);
}

static const char *in_double_dash(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	bool second = tokenizer->state == STATE_DOUBLE_DASH_DASH;
	if (*p == '-')
		return go(tokenizer, emit_string(tokenizer, "-"), STATE_DOUBLE_DASH_DASH, p + 1);
	if (*p == '>' && second)
		return go(tokenizer, emit_string(tokenizer, ">"), STATE_SCRIPT, p + 1);
	return go(tokenizer, true, STATE_DOUBLE, p);
}

static const char *in_double_open(struct tokenizer *tokenizer, const char *p, const char *end)
{
	(void)end;
	if (*p != '/')
		return go(tokenizer, true, STATE_DOUBLE, p);
	tokenizer->word_size = 0;
	return go(tokenizer, emit_string(tokenizer, "/"), STATE_DOUBLE_END, p + 1);
}

// Reads the name after "<" in an escaped script, or after "</" in one within it.
static const char *in_word(struct tokenizer *tokenizer, const char *p, const char *end)
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
	return size == 0 || keep_tag(tokenizer, end);
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
