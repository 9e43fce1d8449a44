// SPDX-License-Identifier: MIT
// The states of the tokenizer, for the rooms that they stand in: text in tokenizer.c, tags in
// tokenizer-tags.c, comments and declarations in tokenizer-comments.c, text without tags in
// tokenizer-raw.c. Nobody else includes this.
#ifndef DEHUSK_TOKENIZER_STATES_H
#define DEHUSK_TOKENIZER_STATES_H

#include <string.h>

#include "base/text.h"
#include "html/references.h"
#include "html/tokenizer.h"

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
	struct attribute tag[ATTRIBUTES_MOST + 1]; // of a tag that is handed over
	// The tag that is being read, where a block cuts it off.
	bool end_tag, closed;
	struct part name;
	struct parts attribute[ATTRIBUTES_MOST + 1]; // the last one is for those that go
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

// --- classes of bytes ---

enum byte_class {
	BYTE_BLANK = 1,
	BYTE_ENDS_TAG_NAME = 2, // blanks, / and >
	BYTE_ENDS_NAME = 4,     // the same, and =
	BYTE_ENDS_VALUE = 8,    // blanks and >
};

#define BYTE_IS_BLANK (BYTE_BLANK | BYTE_ENDS_TAG_NAME | BYTE_ENDS_NAME | BYTE_ENDS_VALUE)
static const unsigned char byte_classes[256] = {
	['\t'] = BYTE_IS_BLANK,
	['\n'] = BYTE_IS_BLANK,
	['\f'] = BYTE_IS_BLANK,
	['\r'] = BYTE_IS_BLANK,
	[' '] = BYTE_IS_BLANK,
	['/'] = BYTE_ENDS_TAG_NAME | BYTE_ENDS_NAME,
	['='] = BYTE_ENDS_NAME,
	['>'] = BYTE_ENDS_TAG_NAME | BYTE_ENDS_NAME | BYTE_ENDS_VALUE,
};

static inline bool is(char c, enum byte_class class)
{
	return (byte_classes[(unsigned char)c] & class) != 0;
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

static inline const char *find_byte(const char *p, const char *end, char c)
{
	const char *found = memchr(p, c, (size_t)(end - p));
	return found ? found : end;
}

// --- tokens ---

// Hands text over. False: the sink's refusal.
static inline bool emit(struct tokenizer *tokenizer, const char *from, const char *to)
{
	struct slice text = {from, (size_t)(to - from)};
	return text.size == 0 || tokenizer->sink->text(tokenizer->context, text);
}

static inline bool emit_string(struct tokenizer *tokenizer, const char *string)
{
	return emit(tokenizer, string, string + strlen(string));
}

// What was held back as the beginning of an end tag.
static inline bool emit_held(struct tokenizer *tokenizer)
{
	return emit(tokenizer, tokenizer->held, tokenizer->held + tokenizer->held_size);
}

// Goes to a state and on from `p`, if that was done.
static inline const char *go(
	struct tokenizer *tokenizer, bool done, enum state state, const char *p)
{
	tokenizer->state = state;
	return done ? p : NULL;
}

// --- the rooms ---

// Takes bytes from `p` as far as its state goes. Returns where that is; NULL: no memory, or the
// sink's refusal. There is one byte at least.
typedef const char *state_function(struct tokenizer *tokenizer, const char *p, const char *end);

// Reads a tag of which `p` is the first letter. `is_end`: it stands behind "</".
const char *tokenizer_read_tag(
	struct tokenizer *tokenizer, bool is_end, const char *p, const char *end);

// Begins a tag that is read state by state.
void tokenizer_begin_tag(struct tokenizer *tokenizer, bool is_end);

// Keeps what a tag that goes on has in the block that ends at `end`. False: no memory.
bool tokenizer_keep_tag(struct tokenizer *tokenizer, const char *end);

state_function in_tag_name, in_name, in_before_name, in_after_name, in_before_value,
	in_double_quoted, in_single_quoted, in_unquoted, in_after_value, in_slash, in_open,
	in_end_open;
state_function in_declaration, in_bogus, in_comment_start, in_comment, in_comment_dash,
	in_comment_end, in_comment_bang;
state_function in_raw_open, in_raw_end_open, in_raw_end_name, in_escape_start, in_escaped,
	in_escaped_dash, in_double, in_double_dash, in_double_open, in_word;

// Takes text without tags from *p to the next `a` or `b`. True: *p is there. False: *p is what the
// state function has to return; a NUL was replaced, or the block has ended, or the sink refused.
bool tokenizer_take_raw(
	struct tokenizer *tokenizer, const char **p, const char *end, char a, char b);

#endif
