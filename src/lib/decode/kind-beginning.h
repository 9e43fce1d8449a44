// SPDX-License-Identifier: MIT
// Small questions about the beginning of a text, of which more may come.
#ifndef DEHUSK_KIND_BEGINNING_H
#define DEHUSK_KIND_BEGINNING_H

#include <string.h>

#include "base/text.h"
#include "decode/kind.h"

// The beginning of a text. `last`: there is no more of it.
struct beginning {
	struct slice text;
	bool last;
};

// What to answer where the text ends before it shows what it is.
static inline enum kind_answer beginning_ends(struct beginning start)
{
	return start.last ? KIND_NO : KIND_MORE;
}

static inline bool is_ascii_blank(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

// The text from `at` on, without the blanks there.
static inline struct beginning beginning_from(struct beginning start, size_t at)
{
	while (at < start.text.size && is_ascii_blank(start.text.data[at]))
		at++;
	return (struct beginning){slice_from(start.text, at), start.last};
}

// Whether the text begins with a string of lower case and marks, in any case.
static inline enum kind_answer beginning_is(struct beginning start, const char *string)
{
	size_t size = strlen(string);
	for (size_t i = 0; i < size; i++) {
		if (i == start.text.size)
			return beginning_ends(start);
		if (to_lower(start.text.data[i]) != string[i])
			return KIND_NO;
	}
	return KIND_YES;
}

// The first line without its end; *answer is KIND_MORE if its end may be still to come.
static inline struct slice beginning_line(struct slice text, bool last, enum kind_answer *answer)
{
	const char *end = text.size > 0 ? memchr(text.data, '\n', text.size) : NULL;
	struct slice line = {text.data, end ? (size_t)(end - text.data) : text.size};
	*answer = end || last ? KIND_YES : KIND_MORE;
	if (line.size > 0 && line.data[line.size - 1] == '\r')
		line.size--;
	return line;
}

// Whether the text is html, or else XML.
enum kind_answer kind_html(struct beginning start);
enum kind_answer kind_xml(struct beginning start);

// Whether the text is one value of JSON, or else several, each on a line.
enum kind_answer kind_json(struct beginning start);
enum kind_answer kind_json_lines(struct beginning start);

// Whether the text begins with fields "Name: value" up to an empty line: as a web page that was
// saved as mail (MHTML), as a mail, as a mailbox, as an answer of HTTP, or as a record of a WARC.
enum kind_answer kind_mhtml(struct beginning start);
enum kind_answer kind_mail(struct beginning start);
enum kind_answer kind_mailbox(struct beginning start);
enum kind_answer kind_http(struct beginning start);
enum kind_answer kind_warc(struct beginning start);

#endif
