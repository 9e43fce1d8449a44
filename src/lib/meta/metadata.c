// SPDX-License-Identifier: MIT
// The metadata of a page, from the lines around its body: the date, the author and the editor.
//
// The body may be known only at the end of the page. So all candidates are kept with their line
// numbers, and one of each kind is chosen when it is asked for.
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
	bool head;       // the line is in the head of the page, as far as is known
	size_t at, size; // of the name in `names`
};

struct metadata {
	struct fact *fact;
	size_t count, room;
	struct buffer names;
	uint64_t body;     // the first line of the body; 0: not known
	unsigned kept;     // kept lines, up to METADATA_HEAD_LINES + 1
	bool prose;        // one of them is prose
	bool below[KINDS]; // there is a fact of this kind below its beginning
	int32_t late;      // a date below the body
	enum metadata_place late_place;
	struct buffer in_text; // the author whom the text names
	int32_t closing;       // the date of the closing lines
	struct buffer closing_author, closing_editor;
	size_t looked_at; // facts that metadata_has_date() looked at
	bool dated;       // one of these is a date above the body and of no source
	struct dehusk_facts told;
};

struct metadata *metadata_new(void)
{
	return calloc(1, sizeof(struct metadata));
}

void metadata_free(struct metadata *metadata)
{
	if (!metadata)
		return;
	free(metadata->fact);
	buffer_free(&metadata->names);
	buffer_free(&metadata->in_text);
	buffer_free(&metadata->closing_author);
	buffer_free(&metadata->closing_editor);
	free(metadata);
}

void metadata_clear(struct metadata *metadata)
{
	metadata->count = 0;
	metadata->body = 0;
	metadata->kept = 0;
	metadata->prose = false;
	for (size_t kind = 0; kind < KINDS; kind++)
		metadata->below[kind] = false;
	buffer_clear(&metadata->names);
	buffer_clear(&metadata->in_text);
	metadata->late = 0;
	metadata->looked_at = 0;
	metadata->dated = false;
	metadata_open(metadata);
}

// Below the beginning of the body only the first fact of each kind counts, and no date.
static bool add_fact(struct metadata *metadata, struct fact fact)
{
	bool below = metadata_is_below(metadata, fact.line);
	if (metadata->count == METADATA_MOST ||
		(below && (fact.kind == FACT_DATE || metadata->below[fact.kind])))
		return true;
	void *array = metadata->fact;
	if (metadata->count == metadata->room) {
		if (!array_reserve(
			    &array, &metadata->room, metadata->count + 1, sizeof *metadata->fact))
			return false;
		metadata->fact = array;
	}
	fact.head = metadata_in_head(metadata);
	metadata->fact[metadata->count++] = fact;
	metadata->below[fact.kind] |= below;
	return true;
}

bool metadata_date(
	struct metadata *metadata, uint64_t line, int32_t date, enum metadata_place place)
{
	struct fact fact = {.kind = FACT_DATE, .date = date, .place = place, .line = line};
	return date == 0 || add_fact(metadata, fact);
}

void metadata_late(struct metadata *metadata, int32_t date, enum metadata_place place)
{
	if (metadata->late != 0)
		return;
	metadata->late = date;
	metadata->late_place = place;
}

static bool keep_first_name(struct buffer *buffer, struct slice name)
{
	return name.size == 0 || buffer->size > 0 || buffer_append(buffer, name.data, name.size);
}

bool metadata_in_text(struct metadata *metadata, struct slice author)
{
	return keep_first_name(&metadata->in_text, author);
}

void metadata_closing_date(struct metadata *metadata, int32_t date)
{
	metadata->closing = date;
}

bool metadata_closing_people(struct metadata *metadata, struct slice author, struct slice editor)
{
	return keep_first_name(&metadata->closing_author, author) &&
	       keep_first_name(&metadata->closing_editor, editor);
}

void metadata_open(struct metadata *metadata)
{
	metadata->closing = 0;
	buffer_clear(&metadata->closing_author);
	buffer_clear(&metadata->closing_editor);
}

static bool add_name(
	struct metadata *metadata, enum fact_kind kind, uint64_t line, struct slice name)
{
	size_t at = metadata->names.size;
	if (name.size == 0 || metadata->count == METADATA_MOST)
		return true;
	return buffer_append(&metadata->names, name.data, name.size) &&
	       add_fact(metadata,
		       (struct fact){.kind = kind, .line = line, .at = at, .size = name.size});
}

bool metadata_people(
	struct metadata *metadata, uint64_t line, struct slice author, struct slice editor)
{
	return add_name(metadata, FACT_AUTHOR, line, author) &&
	       add_name(metadata, FACT_EDITOR, line, editor);
}

static bool is_stop(uint32_t c)
{
	return c == U'。' || c == U'．' || c == U'！' || c == U'？' || c == '.' || c == '!' ||
	       c == '?' || c == U'…';
}

// Whether the text has a complete sentence and is no heading. A heading has no 。, or is short.
bool metadata_is_prose(struct slice text)
{
	size_t halves = 0;
	uint32_t c = 0, last = 0;
	if (text.size < 2 * PROSE_CHARS)
		return false;
	bool stops = false, pauses = false;
	for (size_t at = 0; at < text.size; last = c) {
		at += utf8_next(text.data + at, &c);
		if (utf8_is_common_ideograph(c)) {
			halves += 2;
			continue;
		}
		stops |= c == U'。' || (c == ' ' && is_stop(last));
		pauses |= c == U'，' || c == ',' || c == U'、';
		halves += c >= 0x2E80 ? !is_stop(c) * 2 : c >= 'A';
		if (stops && halves >= 2 * PROSE_CHARS)
			return true;
	}
	return halves >= 2 * PROSE_CHARS && (stops || (is_stop(last) && (pauses || last == '.')));
}

void metadata_kept(struct metadata *metadata, uint64_t line, struct slice text)
{
	if (metadata->prose)
		return;
	metadata->kept += metadata->kept <= METADATA_HEAD_LINES;
	metadata->prose = metadata_is_prose(text);
	if (metadata->prose && metadata->body == 0)
		metadata->body = line;
}

unsigned metadata_count_kept(const struct metadata *metadata)
{
	return metadata->kept;
}

void metadata_set_kept(struct metadata *metadata, unsigned kept)
{
	metadata->kept = kept;
}

void metadata_body(struct metadata *metadata, uint64_t line)
{
	if (metadata->body == 0)
		metadata->body = line;
}

bool metadata_in_head(const struct metadata *metadata)
{
	return !metadata->prose && metadata->kept <= METADATA_HEAD_LINES;
}

bool metadata_is_below(const struct metadata *metadata, uint64_t line)
{
	return metadata->body != 0 && line >= metadata->body;
}

// The fact of a kind that is nearest to the beginning of the body, below or above it. `sources`:
// dates of source lines count too.
static const struct fact *nearest_fact(
	const struct metadata *metadata, enum fact_kind kind, bool below, bool sources)
{
	const struct fact *best = NULL;
	for (size_t i = 0; i < metadata->count; i++) {
		const struct fact *fact = &metadata->fact[i];
		bool source = fact->kind == FACT_DATE && fact->place == METADATA_SOURCE;
		if (fact->kind != kind || (fact->line >= metadata->body) != below ||
			(source && !sources))
			continue;
		if (!best || (below ? fact->line < best->line : fact->line >= best->line))
			best = fact;
	}
	return best;
}

// The date of a page without prose.
static const struct fact *last_in_head(const struct metadata *metadata, bool sources)
{
	const struct fact *last = NULL;
	for (size_t i = 0; i < metadata->count; i++) {
		const struct fact *fact = &metadata->fact[i];
		if (fact->kind == FACT_DATE && fact->head &&
			(sources || fact->place != METADATA_SOURCE))
			last = fact;
	}
	return last;
}

static const struct fact *find_date(const struct metadata *metadata, bool sources)
{
	return metadata->body != 0 ? nearest_fact(metadata, FACT_DATE, false, sources)
				   : last_in_head(metadata, sources);
}

// The beginning of the body is set once, so each fact needs to be looked at once only, however many
// lines ask.
bool metadata_has_date(struct metadata *metadata)
{
	if (metadata->late != 0 || metadata->closing != 0)
		return true;
	if (metadata->body == 0)
		return find_date(metadata, false) != NULL;
	for (; metadata->looked_at < metadata->count && !metadata->dated; metadata->looked_at++) {
		const struct fact *fact = &metadata->fact[metadata->looked_at];
		metadata->dated = fact->kind == FACT_DATE && fact->place != METADATA_SOURCE &&
				  fact->line < metadata->body;
	}
	return metadata->dated;
}

bool metadata_has_prose(const struct metadata *metadata)
{
	return metadata->prose;
}

int32_t metadata_day(const struct metadata *metadata)
{
	if (metadata->closing != 0)
		return metadata->closing;
	const struct fact *date = find_date(metadata, false);
	if (date)
		return date->place == METADATA_OUT ? date->date : 0;
	return metadata->late_place == METADATA_OUT ? metadata->late : 0;
}

static struct dehusk_name name_of(const struct metadata *metadata, const struct fact *fact)
{
	if (!fact)
		return (struct dehusk_name){NULL, 0};
	return (struct dehusk_name){metadata->names.data + fact->at, fact->size};
}

static struct dehusk_name name_in_buffer(const struct buffer *buffer)
{
	return (struct dehusk_name){buffer->size > 0 ? buffer->data : NULL, buffer->size};
}

// The name of a kind on one side of the beginning of the body, or else on the other.
static struct dehusk_name choose_name(const struct metadata *metadata, enum fact_kind kind,
	bool below, const struct buffer *closing)
{
	if (closing->size > 0)
		return name_in_buffer(closing);
	const struct fact *fact = nearest_fact(metadata, kind, below, true);
	return name_of(metadata, fact ? fact : nearest_fact(metadata, kind, !below, true));
}

const struct dehusk_facts *metadata_told(struct metadata *metadata)
{
	struct dehusk_facts *told = &metadata->told;
	const struct fact *date = find_date(metadata, true);
	told->published = metadata->closing != 0 ? metadata->closing
			  : date                 ? date->date
						 : metadata->late;
	told->author = choose_name(metadata, FACT_AUTHOR, false, &metadata->closing_author);
	told->in_text = name_in_buffer(&metadata->in_text);
	if (told->author.size == 0)
		told->author = told->in_text;
	told->editor = choose_name(metadata, FACT_EDITOR, true, &metadata->closing_editor);
	return told;
}
