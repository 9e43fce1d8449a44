// SPDX-License-Identifier: MIT
// Html in, text and tags out: the tokenizer of the HTML Standard (section 13.2.5), as a stream.
#ifndef DEHUSK_TOKENIZER_H
#define DEHUSK_TOKENIZER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

#define TAG_NAME_MOST 32       // bytes kept of a name of a tag
#define ATTRIBUTE_NAME_MOST 32 // of a name of an attribute,
#define ATTRIBUTE_MOST 4096    // of a value,
#define ATTRIBUTES_MOST 32     // and attributes kept of a tag: its first ones

// Names and values are as they stand there: letters of either case, references, NUL. Of two
// attributes of a name the first one counts.
struct attribute {
	struct slice name, value;
};

struct tag {
	struct slice name;
	const struct attribute *attribute;
	size_t attributes;
	bool end;    // </name>
	bool closed; // <name/>
};

// How the text after a start tag is read.
enum content {
	CONTENT_DATA,      // with tags
	CONTENT_RCDATA,    // with references and no tags, to the end tag
	CONTENT_RAWTEXT,   // without either, to the end tag
	CONTENT_SCRIPT,    // the same, but for scripts within comments
	CONTENT_PLAINTEXT, // to the end of the page
	CONTENT_CDATA,     // to ]]>
};

// What the tokens are handed to. False ends the feed. Slices are borrowed for the call.
struct token_sink {
	bool (*text)(void *context, struct slice text);
	bool (*tag)(void *context, const struct tag *tag);
	bool (*doctype)(void *context);
};

struct tokenizer;

// NULL: no memory.
struct tokenizer *tokenizer_new(const struct token_sink *sink, void *context);
void tokenizer_free(struct tokenizer *tokenizer);

// Takes the next bytes of the page, as UTF-8. A byte is looked at twice at most: in a tag that the
// feed cuts off. What is kept between feeds is bounded. False: no memory, or the sink's refusal.
bool tokenizer_feed(struct tokenizer *tokenizer, const char *data, size_t size);

// Ends the page and gets ready for the next one.
bool tokenizer_end(struct tokenizer *tokenizer);

// Called within the sink for a start tag, or before the first feed: says how the text after it is
// read. `name`: that of the end tag, in any case.
void tokenizer_set_content(struct tokenizer *tokenizer, enum content content, struct slice name);

// Says whether <![CDATA[ is read: within svg and math only.
void tokenizer_allow_cdata(struct tokenizer *tokenizer, bool allowed);

// What the page has ended inside of, if that swallowed text: "comment", "tag", or "" for an element
// whose end tag is missing; NULL: nothing. Valid after tokenizer_end() until the next feed.
const char *tokenizer_ended_in(const struct tokenizer *tokenizer);

#endif
