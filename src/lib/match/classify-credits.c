// SPDX-License-Identifier: MIT
// The sources and the people whom one line names.
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "match/classify-state.h"
#include "meta/dateline.h"
#include "meta/source.h"

// --- sources and bylines ---

// The line as fields, read once for both readers.
static const struct fields *fields_of(struct classifier *classifier, struct slice folded)
{
	if (!classifier->has_fields)
		fields_read(&classifier->fields, classifier->read.data, folded.data, folded.size);
	classifier->has_fields = true;
	return &classifier->fields;
}

static void keep_person(
	struct byline_name *room, struct slice *kept, const struct byline_name *name)
{
	if (name->size == 0)
		return;
	*room = *name;
	*kept = (struct slice){room->text, room->size};
}

// Of several names at the end of a line, the last one read wins: it stands nearest to the text.
static void keep_people(struct classifier *classifier, struct classification *classification,
	const struct byline *byline)
{
	keep_person(&classifier->author, &classification->author, &byline->author);
	keep_person(&classifier->editor, &classification->editor, &byline->editor);
}

// Whether the line has a word of a byline.
static bool has_people_word(const struct classifier *classifier)
{
	return prefilter_has_word(
		classifier->builtin->prefilter, classifier->builtin->ruleset->source_entry + 1);
}

// Keeps the people who stand in a bracket together with a source, from `at` to `size`.
static void keep_people_in_bracket(struct classifier *classifier,
	struct classification *classification, size_t at, size_t size, struct slice folded)
{
	struct byline byline;
	uint32_t c;
	size_t blank = utf8_next(folded.data + at, &c);
	at += utf8_is_blank(c) ? blank : 0;
	byline_parse(classifier->read.data + at, folded.data + at, size - at, &byline);
	if (byline.kind == BYLINE_LINE)
		keep_people(classifier, classification, &byline);
}

// Keeps a source that was cut off the line. Its name gets its address in classify_name_credits(),
// after the last one.
static bool add_credit(struct classifier *classifier, struct classification *classification,
	const struct source *source)
{
	void *credits = classifier->credit;
	size_t count = classification->credit_count;
	struct bracket_credit credit = {{NULL, source->name.size}, source->date};
	if (!array_reserve(&credits, &classifier->credit_room, count + 1, sizeof credit)) {
		classifier->failed = DEHUSK_NO_MEMORY;
		return false;
	}
	classifier->credit = credits;
	if (!buffer_append(&classifier->names, source->name.data, source->name.size)) {
		classifier->failed = DEHUSK_NO_MEMORY;
		return false;
	}
	classifier->credit[classification->credit_count++] = credit;
	return true;
}

void classify_name_credits(struct classifier *classifier, struct classification *classification)
{
	const char *name = classifier->names.data;
	for (size_t i = 0; i < classification->credit_count; i++) {
		classifier->credit[i].name.data = name;
		name += classifier->credit[i].name.size;
	}
	classification->credit = classifier->credit;
}

// Cuts a source off the end of the first *size bytes of the line.
static bool take_source_off(struct classifier *classifier, struct classification *classification,
	struct slice folded, size_t *size)
{
	struct source source;
	source_tail(classifier->read.data, folded.data, *size, &source);
	if (source.kind != SOURCE_CREDIT || !add_credit(classifier, classification, &source))
		return false;
	if (has_people_word(classifier))
		keep_people_in_bracket(classifier, classification, source.stays, *size, folded);
	*size = source.stays;
	return true;
}

static bool take_people_off(struct classifier *classifier, struct classification *classification,
	struct slice folded, size_t *size)
{
	struct byline byline;
	byline_tail(classifier->read.data, folded.data, *size, &byline);
	if (byline.kind != BYLINE_TAIL)
		return false;
	keep_people(classifier, classification, &byline);
	*size = byline.stays;
	return true;
}

// Cuts all credits off the end of the line, and then the line is classified again. One pass for
// each credit would take quadratic time.
static enum step take_credits_off(struct classifier *classifier, size_t i,
	struct classification *classification, struct slice folded)
{
	size_t size = folded.size;
	while (size > 0 &&
		(take_source_off(classifier, classification, folded, &size) ||
			(has_people_word(classifier) &&
				take_people_off(classifier, classification, folded, &size))))
		;
	classification->people = false;
	buffer_clear(&classifier->pieces);
	if (classifier->failed != DEHUSK_OK ||
		!append_slice(
			&classifier->pieces, part_read(classifier, classification->text, 0, size)))
		return fail_with(classifier, DEHUSK_NO_MEMORY);
	return classify_edit(classifier, i, classification);
}

static enum step settle_source(struct classifier *classifier, size_t i,
	struct classification *classification, struct slice folded, const struct source *source)
{
	classification->name = source->name;
	classification->also = source->also;
	classification->date = source->date;
	classification->unread_date |= source->unread;
	classification->people = source->kind != SOURCE_NONE && has_people_word(classifier);
	switch (source->kind) {
	case SOURCE_FOUND:
		return settle_line(classifier, i, classification, CLASS_SOURCE);
	case SOURCE_LABEL:
		return settle_line(classifier, i, classification, CLASS_LABEL);
	case SOURCE_NAMELESS:
		return settle_line(classifier, i, classification, CLASS_NAMELESS);
	case SOURCE_CREDIT:
		return take_credits_off(classifier, i, classification, folded);
	case SOURCE_NONE:
		break;
	}
	return STEP_ON;
}

enum step classify_ask_source(struct classifier *classifier, size_t i,
	struct classification *classification, struct slice folded)
{
	struct source source;
	source_read(fields_of(classifier, folded), &source);
	return settle_source(classifier, i, classification, folded, &source);
}

enum step classify_ask_source_behind(
	struct classifier *classifier, size_t i, struct classification *classification, size_t end)
{
	struct source source;
	struct slice rest = slice_from(classifier->read, end);
	if (!source_rule_read(&classifier->source_rule, rest, &source))
		return fail_with(classifier, DEHUSK_NO_MEMORY);
	return settle_source(classifier, i, classification, rest, &source);
}

enum step classify_ask_byline(struct classifier *classifier, size_t i,
	struct classification *classification, struct slice folded)
{
	struct byline byline;
	byline_read_line(fields_of(classifier, folded), &byline);
	if (byline.kind == BYLINE_TAIL)
		return take_credits_off(classifier, i, classification, folded);
	if (byline.kind != BYLINE_LINE)
		return STEP_ON;
	classification->people = true;
	return settle_line(classifier, i, classification, CLASS_BYLINE);
}

enum step classify_ask_foreign_byline(
	struct classifier *classifier, size_t i, struct classification *classification)
{
	struct byline byline;
	bool korean = entry_of(classifier, i)->asked == ASK_KOREAN_BYLINE;
	struct slice text = classifier->read;
	if (!(korean ? byline_parse_korean : byline_parse_english)(text.data, text.size, &byline))
		return STEP_ON;
	classification->people = true;
	return settle_line(classifier, i, classification, CLASS_BYLINE);
}

const struct fields *classify_fields(struct classifier *classifier, struct slice line)
{
	if (!classify_read(classifier, line, &line))
		return NULL;
	struct slice folded = classify_simplify(classifier, line);
	if (!folded.data)
		return NULL;
	fields_read(&classifier->fields, line.data, folded.data, line.size);
	return &classifier->fields;
}

// Whether a line is a byline in English or in Korean.
static bool is_foreign_byline(struct slice line, struct byline *byline)
{
	return byline_parse_english(line.data, line.size, byline) ||
	       byline_parse_korean(line.data, line.size, byline);
}

enum dehusk_status classify_people(struct classifier *classifier, struct slice line,
	const struct fields *fields, struct byline *byline)
{
	if (!classify_read(classifier, line, &line))
		return DEHUSK_NO_MEMORY;
	if (is_foreign_byline(line, byline))
		return DEHUSK_OK;
	if (!fields)
		fields = classify_fields(classifier, line);
	if (!fields)
		return DEHUSK_NO_MEMORY;
	byline_read_line(fields, byline);
	return DEHUSK_OK;
}

// Most lines with digits have no date.
static enum dehusk_status read_dated(
	struct classifier *classifier, struct slice line, bool time, const struct fields **fields)
{
	struct slice folded = classify_simplify(classifier, line);
	*fields = NULL;
	if (!folded.data)
		return DEHUSK_NO_MEMORY;
	// Years of the Minguo calendar stand behind labels in traditional characters.
	if (folded.data == line.data && !dateline_has_year(line) &&
		(!time || !dateline_has_time(line)))
		return DEHUSK_OK;
	fields_read(&classifier->fields, line.data, folded.data, line.size);
	*fields = &classifier->fields;
	return DEHUSK_OK;
}

enum dehusk_status classify_dated(
	struct classifier *classifier, struct slice line, const struct fields **fields)
{
	return classify_read(classifier, line, &line) ? read_dated(classifier, line, false, fields)
						      : DEHUSK_NO_MEMORY;
}

enum dehusk_status classify_day(
	struct classifier *classifier, struct slice line, struct byline *byline)
{
	const struct fields *fields;
	byline->kind = BYLINE_NONE;
	if (!classify_read(classifier, line, &line))
		return DEHUSK_NO_MEMORY;
	if (!dateline_may_be(line))
		return DEHUSK_OK;
	enum dehusk_status status = read_dated(classifier, line, true, &fields);
	if (fields && !is_foreign_byline(line, byline))
		byline_read_day(fields, byline);
	return status;
}

enum dehusk_status classify_is_outlet(struct classifier *classifier, struct slice line, bool *is)
{
	*is = false;
	if (line.size > SOURCE_NAME_MAX)
		return DEHUSK_OK;
	const struct fields *fields = classify_fields(classifier, line);
	if (!fields)
		return DEHUSK_NO_MEMORY;
	*is = fields->count == 1 && byline_is_outlet(&fields->field[0], fields);
	return DEHUSK_OK;
}

enum dehusk_status classify_names_author(
	struct classifier *classifier, struct slice line, bool begins, struct byline_name *author)
{
	author->size = 0;
	if (!classify_read(classifier, line, &line))
		return DEHUSK_NO_MEMORY;
	if (!byline_may_sign(line.data, line.size, begins))
		return DEHUSK_OK;
	struct slice folded = classify_simplify(classifier, line);
	if (!folded.data)
		return DEHUSK_NO_MEMORY;
	if (!(begins ? byline_begins : byline_ends)(line.data, folded.data, line.size, author))
		author->size = 0;
	return DEHUSK_OK;
}
