// SPDX-License-Identifier: MIT
// The writers of plain text: the page with its sources, the body alone, what the body leaves out.
#include "output/writers.h"

static void put_raw(struct io_out *out, const char *data, size_t size)
{
	io_put(out, data, size);
}

static bool any_kept(const struct dehusk_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		if (lines->line[i].verdict == DEHUSK_KEPT)
			return true;
	return false;
}

static bool text_lines(struct write *write, const struct dehusk_lines *lines)
{
	if (!write->begun && any_kept(lines) && !write_part_pages(write))
		return false;
	write_body(write, lines, put_raw);
	return true;
}

static void end_text(struct write *write)
{
	write->ever |= write->begun;
}

static bool body_end(struct write *write, struct dehusk *dehusk)
{
	(void)dehusk;
	end_text(write);
	return true;
}

static void put_day(struct write *write, int32_t date)
{
	char text[11];
	dehusk_date_format(date, text);
	io_put_string(write->out, text);
	io_put(write->out, "\n", 1);
}

static void put_source_lines(struct write *write, const struct dehusk_source *source)
{
	io_put_string(write->out, "来源: ");
	io_put(write->out, source->name.text, source->name.size);
	io_put(write->out, "\n", 1);
	for (size_t i = 0; i < source->date_count; i++)
		put_day(write, source->dates[i]);
}

// Puts the empty line between the body and what follows it. False: no memory.
static bool begin_part(struct write *write)
{
	if (!write_part_pages(write))
		return false;
	if (write->begun)
		io_put(write->out, "\n", 1);
	return write->begun = true;
}

// Puts the author or editor of the page, if a second run would read the line back as that. *put:
// whether it was put.
static bool put_person(struct write *write, struct dehusk *dehusk, const char *label,
	const struct dehusk_name *name, bool *begun, bool *put)
{
	*put = false;
	if (name->size == 0)
		return true;
	if (dehusk_reads_back(dehusk, label, name, put) != DEHUSK_OK)
		return false;
	if (!*put)
		return true;
	if (!*begun && !begin_part(write))
		return false;
	*begun = true;
	io_put_string(write->out, label);
	io_put(write->out, name->text, name->size);
	io_put(write->out, "\n", 1);
	return true;
}

// Puts author and editor of the page. A name in the text is found by a second run as well.
static bool put_people(
	struct write *write, struct dehusk *dehusk, const struct dehusk_facts *facts, bool begun)
{
	bool put;
	if (!put_person(write, dehusk, "作者: ", &facts->author, &begun, &put))
		return false;
	if (!put && !put_person(write, dehusk, "作者: ", &facts->in_text, &begun, &put))
		return false;
	return put_person(write, dehusk, "编辑: ", &facts->editor, &begun, &put);
}

// Puts the lines that close the page.
static bool put_closing(struct write *write, struct dehusk *dehusk)
{
	const struct dehusk_facts *facts = dehusk_facts(dehusk);
	bool begun = facts->lost != 0;
	if (begun) {
		if (!begin_part(write))
			return false;
		io_put_string(write->out, "发布时间: ");
		put_day(write, facts->lost);
	}
	return !write->facts || put_people(write, dehusk, facts, begun);
}

static bool text_end(struct write *write, struct dehusk *dehusk)
{
	const struct dehusk_source *sources;
	size_t count;
	if (dehusk_sources(dehusk, &sources, &count) != DEHUSK_OK)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!begin_part(write))
			return false;
		put_source_lines(write, &sources[i]);
	}
	if (!put_closing(write, dehusk))
		return false;
	end_text(write);
	return true;
}

// --- what the body leaves out ---

static bool husk_lines(struct write *write, const struct dehusk_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct dehusk_line *line = &lines->line[i];
		if (line->verdict == DEHUSK_KEPT || line->verdict == DEHUSK_EMPTY)
			continue;
		if (!write_part_pages(write))
			return false;
		io_put(write->out, line->text, line->size);
		if (!line->more)
			io_put(write->out, "\n", 1);
		write->begun = true;
	}
	return true;
}

#define WITHOUT_BODY (DEHUSK_WITHOUT(DEHUSK_KEPT) | DEHUSK_WITHOUT(DEHUSK_EMPTY))
#define WITHOUT_HUSK (DEHUSK_WITHOUT(DEHUSK_COLLECTED) | DEHUSK_WITHOUT(DEHUSK_DROPPED))

const struct writer write_text = {
	.lines = text_lines,
	.end = text_end,
	.without = WITHOUT_HUSK,
	.room = WRITE_TEXT_ROOM,
	.parts_pages = true,
	.ends_pages = true,
	.replaces_pages = true,
};
const struct writer write_body_only = {
	.name = "body",
	.lines = text_lines,
	.end = body_end,
	.without = WITHOUT_HUSK,
	.room = WRITE_TEXT_ROOM,
	.parts_pages = true,
	.ends_pages = true,
	.replaces_pages = true,
};
const struct writer write_husk = {
	.name = "husk",
	.lines = husk_lines,
	.end = body_end,
	.without = WITHOUT_BODY,
	.room = WRITE_TEXT_ROOM,
	.parts_pages = true,
	.ends_pages = true,
};
