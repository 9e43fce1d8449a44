// SPDX-License-Identifier: MIT
// Headers of WARC records and of HTTP responses.
#include "records/header.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

static bool is_header_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct slice trim_header_spaces(struct slice text)
{
	while (text.size > 0 && is_header_space(*text.data))
		text = slice_from(text, 1);
	while (text.size > 0 && is_header_space(text.data[text.size - 1]))
		text.size--;
	return text;
}

struct slice header_line(struct slice *text)
{
	const char *end = memchr(text->data, '\n', text->size);
	struct slice line = {text->data, end ? (size_t)(end - text->data) + 1 : text->size};
	*text = slice_from(*text, line.size);
	return line;
}

bool header_ends(struct slice line)
{
	return line.size <= 2 && (*line.data == '\n' || (line.size == 2 && *line.data == '\r'));
}

size_t header_size(struct slice text)
{
	struct slice rest = text;
	while (rest.size > 0) {
		struct slice line = header_line(&rest);
		if (line.data[line.size - 1] != '\n')
			return 0;
		if (header_ends(line))
			return text.size - rest.size;
	}
	return 0;
}

bool header_is_field(struct slice line, const char *name)
{
	size_t size = strlen(name);
	return line.size > size && strncasecmp(line.data, name, size) == 0 &&
	       line.data[size] == ':';
}

struct slice header_field(struct slice header, const char *name)
{
	while (header.size > 0) {
		struct slice line = header_line(&header);
		if (!header_is_field(line, name))
			continue;
		while (header.size > 0 && (*header.data == ' ' || *header.data == '\t'))
			line.size += header_line(&header).size;
		return trim_header_spaces(slice_from(line, strlen(name) + 1));
	}
	return (struct slice){NULL, 0};
}

struct slice header_main(struct slice value)
{
	const char *end = value.size > 0 ? memchr(value.data, ';', value.size) : NULL;
	return trim_header_spaces(
		(struct slice){value.data, end ? (size_t)(end - value.data) : value.size});
}

bool header_is_named(struct slice text, const char *name)
{
	return text.size == strlen(name) && strncasecmp(text.data, name, text.size) == 0;
}

struct slice header_charset(struct slice type)
{
	static const char name[] = "charset=";
	for (size_t at = 0; at + sizeof name <= type.size; at++) {
		if (strncasecmp(type.data + at, name, sizeof name - 1) != 0)
			continue;
		struct slice value = header_main(slice_from(type, at + sizeof name - 1));
		if (value.size > 1 && (*value.data == '"' || *value.data == '\''))
			value = (struct slice){value.data + 1, value.size - 2};
		return value;
	}
	return (struct slice){NULL, 0};
}
