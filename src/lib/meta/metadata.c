// SPDX-License-Identifier: MIT
// What the lines around the body of a page say about it: when it was published, who wrote it and
// who edited it.
//
// Which lines are the body may only be known at the end of the page, so all that might count is
// remembered with the number of its line, and chosen from when it is asked for.
#include "meta/metadata.h"

#include <stdlib.h>

#include "base/utf8.h"

#define PROSE_CHARS 20

enum fact_kind { FACT_DATE, FACT_AUTHOR, FACT_EDITOR };
#define KINDS 3

struct fact {
	enum fact_kind kind;
	int32_t date;
	enum metadata_place place; // of a date
	uint64_t line;
	bool head;       // for all that is known by then, it stands in the head of the page
	size_t at, size; // of the name in `names`
};

struct metadata {
	struct fact *fact;
	size_t count, room;
	struct buffer names;
	uint64_t body;     // the line that it begins in; 0: not known
	unsigned kept;     // lines of it, up to METADATA_HEAD_LINES + 1
	bool prose;        // among them
	bool below[KINDS]; // one is known from there
	int32_t late;      // a date that counts if there is no other
	enum metadata_place late_place;
	struct buffer in_text; // who the text names
	int32_t closing;       // of the lines that close the page
	struct buffer closing_author, closing_editor;
	size_t looked_at; // facts, for a date above the body that is no source's,
	bool dated;       // which was found
	struct dehusk_facts told;
};

struct metadata *metadata_new(void)
{
	return calloc(1, sizeof(struct metadata));
}

void metadata_free(struct metadata *facts)
{
	if (!facts)
		return;
	free(facts->fact);
	buffer_free(&facts->names);
	buffer_free(&facts->in_text);
	buffer_free(&facts->closing_author);
	buffer_free(&facts->closing_editor);
	free(facts);
}

void metadata_clear(struct metadata *facts)
{
	facts->count = 0;
	facts->body = 0;
	facts->kept = 0;
	facts->prose = false;
	for (size_t kind = 0; kind < KINDS; kind++)
		facts->below[kind] = false;
	buffer_clear(&facts->names);
	buffer_clear(&facts->in_text);
	facts->late = 0;
	facts->looked_at = 0;
	facts->dated = false;
	metadata_open(facts);
}

// Of what stands below the beginning of the body, only the first counts, and no date.
static bool add_fact(struct metadata *facts, struct fact fact)
{
	bool below = metadata_is_below(facts, fact.line);
	if (facts->count == METADATA_MOST ||
		(below && (fact.kind == FACT_DATE || facts->below[fact.kind])))
		return true;
	void *array = facts->fact;
	if (facts->count == facts->room) {
		if (!array_reserve(&array, &facts->room, facts->count + 1, sizeof *facts->fact))
			return false;
		facts->fact = array;
	}
	fact.head = metadata_in_head(facts);
	facts->fact[facts->count++] = fact;
	facts->below[fact.kind] |= below;
	return true;
}

bool metadata_date(struct metadata *facts, uint64_t line, int32_t date, enum metadata_place place)
{
	struct fact fact = {.kind = FACT_DATE, .date = date, .place = place, .line = line};
	return date == 0 || add_fact(facts, fact);
}

void metadata_late(struct metadata *facts, int32_t date, enum metadata_place place)
{
	if (facts->late != 0)
		return;
	facts->late = date;
	facts->late_place = place;
}

static bool keep_name(struct buffer *buffer, struct slice name)
{
	return name.size == 0 || buffer->size > 0 || buffer_append(buffer, name.data, name.size);
}

bool metadata_in_text(struct metadata *facts, struct slice author)
{
	return keep_name(&facts->in_text, author);
}

void metadata_closing_date(struct metadata *facts, int32_t date)
{
	facts->closing = date;
}

bool metadata_closing_people(struct metadata *facts, struct slice author, struct slice editor)
{
	return keep_name(&facts->closing_author, author) &&
	       keep_name(&facts->closing_editor, editor);
}

void metadata_open(struct metadata *facts)
{
	facts->closing = 0;
	buffer_clear(&facts->closing_author);
	buffer_clear(&facts->closing_editor);
}

static bool add_name(struct metadata *facts, enum fact_kind kind, uint64_t line, struct slice name)
{
	size_t at = facts->names.size;
	if (name.size == 0 || facts->count == METADATA_MOST)
		return true;
	return buffer_append(&facts->names, name.data, name.size) &&
	       add_fact(facts,
		       (struct fact){.kind = kind, .line = line, .at = at, .size = name.size});
}

bool metadata_people(
	struct metadata *facts, uint64_t line, struct slice author, struct slice editor)
{
	return add_name(facts, FACT_AUTHOR, line, author) &&
	       add_name(facts, FACT_EDITOR, line, editor);
}

static bool is_stop(uint32_t c)
{
	return c == U'。' || c == U'．' || c == U'！' || c == U'？' || c == '.' || c == '!' ||
	       c == '?' || c == U'…';
}

// Whether it has a sentence that ends, and is no heading: one of those has no 。, or is short.
bool metadata_is_prose(struct slice text)
{
	size_t halves = 0;
	uint32_t c = 0, last = 0;
	if (text.size < 2 * PROSE_CHARS)
		return false;
	bool stops = false, pauses = false;
	for (size_t at = 0; at < text.size;) {
		at += utf8_next(text.data + at, &c);
		stops |= c == U'。' || (is_stop(last) && c == ' ');
		pauses |= c == U'，' || c == ',' || c == U'、';
		halves += c >= 0x2E80 ? !is_stop(c) * 2 : c >= 'A';
		last = c;
	}
	return halves >= 2 * PROSE_CHARS && (stops || (is_stop(last) && (pauses || last == '.')));
}

void metadata_kept(struct metadata *facts, uint64_t line, struct slice text)
{
	if (facts->prose)
		return;
	facts->kept += facts->kept <= METADATA_HEAD_LINES;
	facts->prose = metadata_is_prose(text);
	if (facts->prose && facts->body == 0)
		facts->body = line;
}

unsigned metadata_count_kept(const struct metadata *facts)
{
	return facts->kept;
}

void metadata_set_kept(struct metadata *facts, unsigned kept)
{
	facts->kept = kept;
}

void metadata_body(struct metadata *facts, uint64_t line)
{
	if (facts->body == 0)
		facts->body = line;
}

bool metadata_in_head(const struct metadata *facts)
{
	return !facts->prose && facts->kept <= METADATA_HEAD_LINES;
}

bool metadata_is_below(const struct metadata *facts, uint64_t line)
{
	return facts->body != 0 && line >= facts->body;
}

// The one of a kind that stands nearest to the beginning of the body, on that side of it. Dates of
// source lines may be left out.
static const struct fact *nearest(
	const struct metadata *facts, enum fact_kind kind, bool below, bool sources)
{
	const struct fact *best = NULL;
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->fact[i];
		bool source = fact->kind == FACT_DATE && fact->place == METADATA_SOURCE;
		if (fact->kind != kind || (fact->line >= facts->body) != below ||
			(source && !sources))
			continue;
		if (!best || (below ? fact->line < best->line : fact->line >= best->line))
			best = fact;
	}
	return best;
}

// The date of a page in which no line is prose.
static const struct fact *last_in_head(const struct metadata *facts, bool sources)
{
	const struct fact *last = NULL;
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->fact[i];
		if (fact->kind == FACT_DATE && fact->head &&
			(sources || fact->place != METADATA_SOURCE))
			last = fact;
	}
	return last;
}

static const struct fact *date_of(const struct metadata *facts, bool sources)
{
	return facts->body != 0 ? nearest(facts, FACT_DATE, false, sources)
				: last_in_head(facts, sources);
}

// Where the body begins is said once: then no fact has to be looked at twice, however many lines
// below ask.
bool metadata_has_date(struct metadata *facts)
{
	if (facts->late != 0 || facts->closing != 0)
		return true;
	if (facts->body == 0)
		return date_of(facts, false) != NULL;
	for (; facts->looked_at < facts->count && !facts->dated; facts->looked_at++) {
		const struct fact *fact = &facts->fact[facts->looked_at];
		facts->dated = fact->kind == FACT_DATE && fact->place != METADATA_SOURCE &&
			       fact->line < facts->body;
	}
	return facts->dated;
}

bool metadata_has_prose(const struct metadata *facts)
{
	return facts->prose;
}

int32_t metadata_day(const struct metadata *facts)
{
	if (facts->closing != 0)
		return facts->closing;
	const struct fact *date = date_of(facts, false);
	if (date)
		return date->place == METADATA_OUT ? date->date : 0;
	return facts->late_place == METADATA_OUT ? facts->late : 0;
}

static struct dehusk_name name_of(const struct metadata *facts, const struct fact *fact)
{
	if (!fact)
		return (struct dehusk_name){NULL, 0};
	return (struct dehusk_name){facts->names.data + fact->at, fact->size};
}

static struct dehusk_name whole(const struct buffer *buffer)
{
	return (struct dehusk_name){buffer->size > 0 ? buffer->data : NULL, buffer->size};
}

// Of one kind, that on the one side of the beginning of the body, or else that on the other.
static struct dehusk_name choose_name(
	const struct metadata *facts, enum fact_kind kind, bool below, const struct buffer *closing)
{
	if (closing->size > 0)
		return whole(closing);
	const struct fact *fact = nearest(facts, kind, below, true);
	return name_of(facts, fact ? fact : nearest(facts, kind, !below, true));
}

const struct dehusk_facts *metadata_told(struct metadata *facts)
{
	struct dehusk_facts *told = &facts->told;
	const struct fact *date = date_of(facts, true);
	told->published = facts->closing != 0 ? facts->closing : date ? date->date : facts->late;
	told->author = choose_name(facts, FACT_AUTHOR, false, &facts->closing_author);
	told->in_text = whole(&facts->in_text);
	if (told->author.size == 0)
		told->author = told->in_text;
	told->editor = choose_name(facts, FACT_EDITOR, true, &facts->closing_editor);
	return told;
}
