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

enum kind { FACT_DATE, FACT_AUTHOR, FACT_EDITOR };
#define KINDS 3

struct fact {
	enum kind kind;
	int32_t date;
	enum facts_place place; // of a date
	uint64_t line;
	bool head;       // for all that is known by then, it stands in the head of the page
	size_t at, size; // of the name in `names`
};

struct facts {
	struct fact *fact;
	size_t count, room;
	struct buffer names;
	uint64_t body;     // the line that it begins in; 0: not known
	unsigned kept;     // lines of it, up to FACTS_HEAD_LINES + 1
	bool prose;        // among them
	bool below[KINDS]; // one is known from there
	int32_t late;      // a date that counts if there is no other
	enum facts_place late_place;
	struct buffer in_text; // who the text names
	int32_t closing;       // of the lines that close the page
	struct buffer closing_author, closing_editor;
	size_t looked_at; // facts, for a date above the body that is no source's,
	bool dated;       // which was found
	struct dehusk_facts told;
};

struct facts *facts_new(void)
{
	return calloc(1, sizeof(struct facts));
}

void facts_free(struct facts *facts)
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

void facts_clear(struct facts *facts)
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
	facts_open(facts);
}

// Of what stands below the beginning of the body, only the first counts, and no date.
static bool add_fact(struct facts *facts, struct fact fact)
{
	bool below = facts_is_below(facts, fact.line);
	if (facts->count == FACTS_MOST ||
		(below && (fact.kind == FACT_DATE || facts->below[fact.kind])))
		return true;
	void *array = facts->fact;
	if (facts->count == facts->room) {
		if (!array_reserve(&array, &facts->room, facts->count + 1, sizeof *facts->fact))
			return false;
		facts->fact = array;
	}
	fact.head = facts_in_head(facts);
	facts->fact[facts->count++] = fact;
	facts->below[fact.kind] |= below;
	return true;
}

bool facts_date(struct facts *facts, uint64_t line, int32_t date, enum facts_place place)
{
	struct fact fact = {.kind = FACT_DATE, .date = date, .place = place, .line = line};
	return date == 0 || add_fact(facts, fact);
}

void facts_late(struct facts *facts, int32_t date, enum facts_place place)
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

bool facts_in_text(struct facts *facts, struct slice author)
{
	return keep_name(&facts->in_text, author);
}

void facts_closing_date(struct facts *facts, int32_t date)
{
	facts->closing = date;
}

bool facts_closing_people(struct facts *facts, struct slice author, struct slice editor)
{
	return keep_name(&facts->closing_author, author) &&
	       keep_name(&facts->closing_editor, editor);
}

void facts_open(struct facts *facts)
{
	facts->closing = 0;
	buffer_clear(&facts->closing_author);
	buffer_clear(&facts->closing_editor);
}

static bool add_name(struct facts *facts, enum kind kind, uint64_t line, struct slice name)
{
	size_t at = facts->names.size;
	if (name.size == 0 || facts->count == FACTS_MOST)
		return true;
	return buffer_append(&facts->names, name.data, name.size) &&
	       add_fact(facts,
		       (struct fact){.kind = kind, .line = line, .at = at, .size = name.size});
}

bool facts_people(struct facts *facts, uint64_t line, struct slice author, struct slice editor)
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
bool facts_is_prose(struct slice text)
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

void facts_kept(struct facts *facts, uint64_t line, struct slice text)
{
	if (facts->prose)
		return;
	facts->kept += facts->kept <= FACTS_HEAD_LINES;
	facts->prose = facts_is_prose(text);
	if (facts->prose && facts->body == 0)
		facts->body = line;
}

unsigned facts_count_kept(const struct facts *facts)
{
	return facts->kept;
}

void facts_set_kept(struct facts *facts, unsigned kept)
{
	facts->kept = kept;
}

void facts_body(struct facts *facts, uint64_t line)
{
	if (facts->body == 0)
		facts->body = line;
}

bool facts_in_head(const struct facts *facts)
{
	return !facts->prose && facts->kept <= FACTS_HEAD_LINES;
}

bool facts_is_below(const struct facts *facts, uint64_t line)
{
	return facts->body != 0 && line >= facts->body;
}

// The one of a kind that stands nearest to the beginning of the body, on that side of it. Dates of
// source lines may be left out.
static const struct fact *nearest(
	const struct facts *facts, enum kind kind, bool below, bool sources)
{
	const struct fact *best = NULL;
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->fact[i];
		bool source = fact->kind == FACT_DATE && fact->place == FACTS_SOURCE;
		if (fact->kind != kind || (fact->line >= facts->body) != below ||
			(source && !sources))
			continue;
		if (!best || (below ? fact->line < best->line : fact->line >= best->line))
			best = fact;
	}
	return best;
}

// The date of a page in which no line is prose.
static const struct fact *last_in_head(const struct facts *facts, bool sources)
{
	const struct fact *last = NULL;
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->fact[i];
		if (fact->kind == FACT_DATE && fact->head &&
			(sources || fact->place != FACTS_SOURCE))
			last = fact;
	}
	return last;
}

static const struct fact *date_of(const struct facts *facts, bool sources)
{
	return facts->body != 0 ? nearest(facts, FACT_DATE, false, sources)
				: last_in_head(facts, sources);
}

// Where the body begins is said once: then no fact has to be looked at twice, however many lines
// below ask.
bool facts_has_date(struct facts *facts)
{
	if (facts->late != 0 || facts->closing != 0)
		return true;
	if (facts->body == 0)
		return date_of(facts, false) != NULL;
	for (; facts->looked_at < facts->count && !facts->dated; facts->looked_at++) {
		const struct fact *fact = &facts->fact[facts->looked_at];
		facts->dated = fact->kind == FACT_DATE && fact->place != FACTS_SOURCE &&
			       fact->line < facts->body;
	}
	return facts->dated;
}

bool facts_has_prose(const struct facts *facts)
{
	return facts->prose;
}

int32_t facts_day(const struct facts *facts)
{
	if (facts->closing != 0)
		return facts->closing;
	const struct fact *date = date_of(facts, false);
	if (date)
		return date->place == FACTS_OUT ? date->date : 0;
	return facts->late_place == FACTS_OUT ? facts->late : 0;
}

static struct dehusk_name name_of(const struct facts *facts, const struct fact *fact)
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
	const struct facts *facts, enum kind kind, bool below, const struct buffer *closing)
{
	if (closing->size > 0)
		return whole(closing);
	const struct fact *fact = nearest(facts, kind, below, true);
	return name_of(facts, fact ? fact : nearest(facts, kind, !below, true));
}

const struct dehusk_facts *facts_told(struct facts *facts)
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
