// SPDX-License-Identifier: MIT
// Reads what stands behind the match of a `source` rule: the name of a source and its date.
#include "match/source-rule.h"

#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"

static const char label[] = "来源: ";
#define LABEL_SIZE (sizeof label - 1)

// Skips blanks at the front of a text.
static struct slice skip_line_blanks(struct slice text)
{
	uint32_t c;
	size_t size;
	while (text.size > 0 && (size = utf8_next(text.data, &c)) > 0 && utf8_is_blank(c))
		text = slice_from(text, size);
	return text;
}

// Skips blanks and a colon behind a label.
static struct slice skip_colon(struct slice text)
{
	static const char *const colons[] = {":", "：", "﹕", "︰", "∶"};
	text = skip_line_blanks(text);
	for (size_t i = 0; i < COUNT(colons); i++)
		if (begins_with(text, colons[i]))
			return skip_line_blanks(slice_from(text, strlen(colons[i])));
	return text;
}

// The same part of the rest of the line, without the label.
static struct slice part_of_line(
	const struct source_rule *reader, struct slice rest, struct slice part)
{
	if (part.size == 0)
		return part;
	size_t at = (size_t)(part.data - reader->line.data) - LABEL_SIZE;
	return (struct slice){rest.data + at, part.size};
}

bool source_rule_read(struct source_rule *reader, struct slice rest, struct source *source)
{
	struct buffer *line = &reader->line, *folded = &reader->folded;
	buffer_clear(line);
	buffer_clear(folded);
	rest = skip_colon(rest);
	// A cleaned line has no blank at its end.
	if (!buffer_append(line, label, LABEL_SIZE - (rest.size == 0)) ||
		!buffer_append(line, rest.data, rest.size) ||
		!buffer_append(folded, line->data, line->size))
		return false;
	hanzi_simplify(line->data, line->size, folded->data);
	fields_read(&reader->fields, line->data, folded->data, line->size);
	source_read(&reader->fields, source);
	if (source->kind == SOURCE_CREDIT)
		*source = (struct source){.kind = SOURCE_NONE};
	source->name = part_of_line(reader, rest, source->name);
	source->also = part_of_line(reader, rest, source->also);
	return true;
}

void source_rule_free(struct source_rule *reader)
{
	buffer_free(&reader->line);
	buffer_free(&reader->folded);
}
