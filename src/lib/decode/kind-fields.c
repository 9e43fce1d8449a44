// SPDX-License-Identifier: MIT
// Whether a text begins with the fields of mail (RFC 5322) and of what took after it.
#include "decode/kind-beginning.h"

// What was seen among the fields.
struct header_fields {
	size_t count;
	bool transport; // one that mail programs alone write
	bool letter;    // one that a reader is shown
	bool related;   // a content type of several parts that belong together
};

static bool is_header_field(struct slice line, const char *name)
{
	return beginning_is((struct beginning){line, true}, name) == KIND_YES;
}

static void take_field(struct header_fields *fields, struct slice line)
{
	static const char *const transport[] = {"mime-version:", "message-id:", "received:",
		"return-path:", "delivered-to:", "content-transfer-encoding:"};
	static const char *const letter[] = {"from:", "subject:", "to:", "content-type:"};
	fields->count++;
	for (size_t i = 0; i < sizeof transport / sizeof transport[0]; i++)
		fields->transport |= is_header_field(line, transport[i]);
	for (size_t i = 0; i < sizeof letter / sizeof letter[0]; i++)
		fields->letter |= is_header_field(line, letter[i]);
	fields->related |= is_header_field(line, "content-type: multipart/related");
}

// "Name: value".
static bool begins_field(struct slice line)
{
	size_t at = 0;
	while (at < line.size && (is_alnum(line.data[at]) || line.data[at] == '-'))
		at++;
	return at > 0 && at < line.size && line.data[at] == ':' &&
	       (at + 1 == line.size || is_ascii_blank(line.data[at + 1]));
}

// Reads fields up to an empty line or the end. KIND_NO: another line stands among them.
static enum kind_answer read_fields(struct beginning start, struct header_fields *fields)
{
	struct slice text = start.text;
	*fields = (struct header_fields){0};
	while (text.size > 0) {
		enum kind_answer ended;
		struct slice line = beginning_line(text, start.last, &ended);
		bool goes_on = fields->count > 0 && line.size > 0 && is_ascii_blank(line.data[0]);
		if (ended == KIND_MORE)
			return KIND_MORE;
		if (line.size == 0)
			return KIND_YES;
		if (!goes_on && !begins_field(line))
			return KIND_NO;
		if (!goes_on)
			take_field(fields, line);
		const char *end = memchr(text.data, '\n', text.size);
		text = slice_from(text, end ? (size_t)(end - text.data) + 1 : text.size);
	}
	return start.last ? KIND_YES : KIND_MORE;
}

static bool is_mail(const struct header_fields *fields)
{
	return fields->count >= 2 && fields->transport && fields->letter;
}

enum kind_answer kind_mhtml(struct beginning start)
{
	struct header_fields fields;
	enum kind_answer answer = read_fields(start, &fields);
	return answer == KIND_YES && !(is_mail(&fields) && fields.related) ? KIND_NO : answer;
}

enum kind_answer kind_mail(struct beginning start)
{
	struct header_fields fields;
	enum kind_answer answer = read_fields(start, &fields);
	return answer == KIND_YES && !is_mail(&fields) ? KIND_NO : answer;
}

// A first line, then fields. *fields: those.
static enum kind_answer read_headed(struct beginning start, const char *begins, struct slice *line,
	struct header_fields *fields)
{
	enum kind_answer answer = beginning_is(start, begins);
	if (answer != KIND_YES)
		return answer;
	*line = beginning_line(start.text, start.last, &answer);
	if (answer == KIND_MORE)
		return KIND_MORE;
	const char *end = memchr(start.text.data, '\n', start.text.size);
	size_t at = end ? (size_t)(end - start.text.data) + 1 : start.text.size;
	answer = read_fields((struct beginning){slice_from(start.text, at), start.last}, fields);
	return answer == KIND_YES && fields->count == 0 ? KIND_NO : answer;
}

enum kind_answer kind_mailbox(struct beginning start)
{
	struct header_fields fields;
	struct slice line;
	enum kind_answer answer = read_headed(start, "from ", &line, &fields);
	return answer == KIND_YES && !(fields.transport || fields.letter) ? KIND_NO : answer;
}

// A version behind a slash: digits with a dot between them, to the end or a blank.
static bool has_version(struct slice line, size_t at)
{
	size_t digits = 0;
	for (; at < line.size && (is_digit(line.data[at]) || line.data[at] == '.'); at++)
		digits += is_digit(line.data[at]);
	return digits > 0 && (at == line.size || line.data[at] == ' ');
}

static enum kind_answer ask_protocol(struct beginning start, const char *name)
{
	struct header_fields fields;
	struct slice line;
	enum kind_answer answer = read_headed(start, name, &line, &fields);
	return answer == KIND_YES && !has_version(line, strlen(name)) ? KIND_NO : answer;
}

enum kind_answer kind_http(struct beginning start)
{
	return ask_protocol(start, "http/");
}

enum kind_answer kind_warc(struct beginning start)
{
	return ask_protocol(start, "warc/");
}
