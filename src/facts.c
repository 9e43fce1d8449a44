// SPDX-License-Identifier: MIT
// What the lines around the body of a page say about it: when it was published, who wrote it and
// who edited it.
//
// Which lines are the body may only be known at the end of the page, so all that might count is
// remembered with the number of its line, and chosen from when it is asked for.
#include "facts.h"

#include <stdlib.h>

#include "utf8.h"

#define PROSE_CHARS 20

enum kind { FACT_DATE, FACT_AUTHOR, FACT_EDITOR };
#define KINDS 3

struct fact {
	enum kind kind;
	int32_t date;
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
}

// Of what stands below the beginning of the body, only the first counts, and no date.
static bool add(struct facts *facts, struct fact fact)
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

bool facts_date(struct facts *facts, uint64_t line, int32_t date)
{
	return date == 0 ||
	       add(facts, (struct fact){.kind = FACT_DATE, .date = date, .line = line});
}

static bool add_name(struct facts *facts, enum kind kind, uint64_t line, struct slice name)
{
	size_t at = facts->names.size;
	if (name.size == 0 || facts->count == FACTS_MOST)
		return true;
	return buffer_append(&facts->names, name.data, name.size) &&
	       add(facts, (struct fact){.kind = kind, .line = line, .at = at, .size = name.size});
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
static bool is_prose(struct slice text)
{
	size_t halves = 0;
	uint32_t c = 0, last = 0;
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
	facts->prose = is_prose(text);
	if (facts->prose && facts->body == 0)
		facts->body = line;
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

bool facts_has_prose(const struct facts *facts)
{
	return facts->prose;
}

// The one of a kind that stands nearest to the beginning of the body, on that side of it.
static const struct fact *nearest(const struct facts *facts, enum kind kind, bool below)
{
	const struct fact *best = NULL;
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->fact[i];
		if (fact->kind != kind || (fact->line >= facts->body) != below)
			continue;
		if (!best || (below ? fact->line < best->line : fact->line >= best->line))
			best = fact;
	}
	return best;
}

// The date of a page in which no line is prose.
static const struct fact *last_in_head(const struct facts *facts)
{
	const struct fact *last = NULL;
	for (size_t i = 0; i < facts->count; i++)
		if (facts->fact[i].kind == FACT_DATE && facts->fact[i].head)
			last = &facts->fact[i];
	return last;
}

static const struct fact *choose(const struct facts *facts, enum kind kind, bool below)
{
	const struct fact *fact = nearest(facts, kind, below);
	return fact ? fact : nearest(facts, kind, !below);
}

static struct dehusk_name name_of(const struct facts *facts, const struct fact *fact)
{
	if (!fact)
		return (struct dehusk_name){NULL, 0};
	return (struct dehusk_name){facts->names.data + fact->at, fact->size};
}

const struct dehusk_facts *facts_told(struct facts *facts)
{
	const struct fact *date =
		facts->body != 0 ? nearest(facts, FACT_DATE, false) : last_in_head(facts);
	facts->told.published = date ? date->date : 0;
	facts->told.author = name_of(facts, choose(facts, FACT_AUTHOR, false));
	facts->told.editor = name_of(facts, choose(facts, FACT_EDITOR, true));
	return &facts->told;
}
