// SPDX-License-Identifier: MIT
// Attributes a page: its sources and their dates, its day, and its people. A line says something by
// itself, and something by the lines above and below it.
#include "page/attribution.h"

#include "meta/date.h"
#include "meta/dateline.h"
#include "meta/source.h"
#include "page/state.h"
#include "page/table.h"

static const char nameless[] = "source-without-name";
static const char too_many[] = "too-many-sources";
static const char any_label[] = "来源:";

bool attribute(struct dehusk *dehusk, struct slice name, int32_t date, size_t *source)
{
	char printed[SOURCE_NAME_MAX];
	size_t size = source_name(name, printed);
	enum sources_result result =
		sources_add(dehusk->sources, (struct slice){printed, size}, source);
	if (result == SOURCES_OK)
		result = sources_add_date(dehusk->sources, *source, date);
	if (result == SOURCES_NO_MEMORY)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	if (result == SOURCES_FULL)
		dehusk->page.count[DEHUSK_COUNT_SOURCES_LEFT]++;
	return result == SOURCES_OK;
}

bool attribute_day(struct dehusk *dehusk, int32_t date, enum metadata_place place)
{
	return metadata_date(dehusk->metadata, table_number(dehusk), date, place) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

// --- runs of dates and sources ---

// Adds a date to a source of the page. A date without room is counted.
static bool add_date(struct dehusk *dehusk, size_t source, int32_t date)
{
	enum sources_result result = sources_add_date(dehusk->sources, source, date);
	if (result == SOURCES_FULL)
		dehusk->page.count[DEHUSK_COUNT_SOURCES_LEFT]++;
	return result != SOURCES_NO_MEMORY || fail(dehusk, DEHUSK_NO_MEMORY);
}

bool attribute_run_end(struct dehusk *dehusk)
{
	struct run *run = &dehusk->page.run;
	if (!run->open)
		return true;
	run->open = false;
	for (size_t i = 0; i < run->count; i++) {
		size_t source = run_owner(run, i);
		int32_t date = run->date[i].date;
		if (source != RUN_NOBODY && !add_date(dehusk, source, date))
			return false;
		// The date belongs to no source, but has left the body.
		if (source == RUN_NOBODY && dehusk->page.run_line != 0 &&
			!metadata_date(dehusk->metadata, dehusk->page.run_line, date, METADATA_OUT))
			return fail(dehusk, DEHUSK_NO_MEMORY);
	}
	dehusk->page.run_line = 0;
	return true;
}

// Whether the rules keep a line of prose above. Each line is looked at once.
static bool is_below_prose(struct dehusk *dehusk)
{
	struct outline page = page_waiting(&dehusk->table);
	size_t *at = &dehusk->page.looked_at;
	if (dehusk->page.rules_only)
		return dehusk->page.prose || metadata_has_prose(dehusk->metadata);
	for (; *at < page.count && !dehusk->page.prose; ++*at)
		dehusk->page.prose = page.line[*at].verdict == DEHUSK_KEPT &&
				     metadata_is_prose(line_text(&page.line[*at]));
	return dehusk->page.prose;
}

// Takes the line above as a date of the source in this one. A date that somebody wrote under a text
// stays body.
static bool take_date_above(struct dehusk *dehusk)
{
	struct dehusk_line *line = page_last(&dehusk->table);
	int32_t date = dehusk->page.run.date[0].date;
	if (dehusk->page.by_hand && is_below_prose(dehusk))
		return true;
	if (line->verdict == DEHUSK_KEPT) {
		table_change(dehusk, line, DEHUSK_COLLECTED);
		metadata_set_kept(dehusk->metadata, dehusk->page.kept_before);
	}
	line->reason = dehusk->collector->name;
	dehusk->page.run_line = line->number;
	return metadata_date(dehusk->metadata, line->number, date, METADATA_SOURCE) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

// An undated source goes on with a run or begins one; a dated one ends it.
static bool go_on_with_source(
	struct dehusk *dehusk, size_t source, int32_t date, enum context context)
{
	if (date != 0)
		return attribute_run_end(dehusk);
	dehusk->page.runs_on = true;
	if (!dehusk->page.run.open) {
		run_begin_source(&dehusk->page.run, source);
		return true;
	}
	run_source(&dehusk->page.run, source);
	return context != CONTEXT_DATE || take_date_above(dehusk);
}

// --- source lines ---

// Collects the source of a line. Notes its number with the line, so that it is looked up once.
static bool collect_noted(
	struct dehusk *dehusk, struct slice name, int32_t date, uint64_t *note, size_t *source)
{
	uint64_t page = dehusk->page_number * SOURCES_SOURCES;
	if (note && *note >= page && *note < page + SOURCES_SOURCES) {
		*source = (size_t)(*note - page);
		enum sources_result result = sources_add_date(dehusk->sources, *source, date);
		if (result != SOURCES_FULL)
			return result == SOURCES_OK || fail(dehusk, DEHUSK_NO_MEMORY);
	}
	if (!attribute(dehusk, name, date, source))
		return false;
	if (note)
		*note = page + *source;
	return true;
}

static bool add_collected(struct dehusk *dehusk, struct slice line, struct dehusk_rule *rule)
{
	dehusk->page.credits++;
	return table_ruled(dehusk, line, DEHUSK_COLLECTED, rule);
}

// A source without room stays in place.
static bool keep_too_many(struct dehusk *dehusk, struct slice line)
{
	if (dehusk->page.cut)
		return table_ruled(dehusk, line, DEHUSK_DROPPED, dehusk->page.cut);
	return table_unruled(dehusk, line, DEHUSK_KEPT, too_many);
}

bool attribute_source(struct dehusk *dehusk, struct slice line, struct slice name,
	struct slice also, int32_t date, struct dehusk_rule *rule, uint64_t *note)
{
	size_t source, second;
	if (also.size > 0 && !sources_has_room(dehusk->sources, 2)) {
		dehusk->page.count[DEHUSK_COUNT_SOURCES_LEFT]++;
		return keep_too_many(dehusk, line);
	}
	if (also.size > 0 && !attribute(dehusk, also, date, &second))
		return dehusk->status == DEHUSK_OK && keep_too_many(dehusk, line);
	if (!collect_noted(dehusk, name, date, note, &source))
		return dehusk->status == DEHUSK_OK && keep_too_many(dehusk, line);
	return go_on_with_source(dehusk, source, date, dehusk->page.above) &&
	       attribute_day(dehusk, date, METADATA_SOURCE) && add_collected(dehusk, line, rule);
}

// If there is no room for them, the classification becomes that of the whole line, which is kept.
static bool collect_credits(
	struct dehusk *dehusk, struct slice line, struct classification *classification)
{
	size_t source, credits = classification->credit_count;
	if (!sources_has_room(dehusk->sources, credits)) {
		dehusk->page.count[DEHUSK_COUNT_SOURCES_LEFT]++;
		*classification = (struct classification){.text = line, .read = line};
		return true;
	}
	for (size_t i = 0; i < credits; i++)
		if (!attribute(dehusk, classification->credit[i].name,
			    classification->credit[i].date, &source))
			return false;
	return true;
}

bool attribute_outlet(
	struct dehusk *dehusk, struct slice name, int32_t date, struct dehusk_line *line)
{
	size_t source;
	if (!sources_is_empty(dehusk->sources) || !source_is_name(name))
		return true;
	if (!attribute(dehusk, name, date, &source))
		return dehusk->status == DEHUSK_OK;
	if (line) {
		table_change(dehusk, line, DEHUSK_COLLECTED);
		line->reason = dehusk->collector->name;
	}
	return true;
}

// --- lines that belong to those above ---

// Reads a line that may hold a date and nothing else. `read` is how the line is read, and `fields`
// are its fields, or NULL.
static enum date_result read_date_line(
	struct dehusk *dehusk, struct slice read, const struct fields *fields, int32_t *date)
{
	if (!fields)
		dehusk->status = classify_dated(dehusk->classifier, read, &fields);
	return fields ? byline_date_line(fields, date, &dehusk->page.by_hand) : DATE_NONE;
}

static bool is_unread(enum date_result read)
{
	return read == DATE_IMPOSSIBLE || read == DATE_UNREAD;
}

bool attribute_date(struct dehusk *dehusk, struct slice line)
{
	int32_t date;
	struct run *run = &dehusk->page.run;
	struct slice text;
	if (!classify_read(dehusk->classifier, line, &text))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	if (!dateline_may_be_alone(text))
		return false;
	enum date_result read = read_date_line(dehusk, text, NULL, &date);
	dehusk->page.count[DEHUSK_COUNT_UNREAD_DATES] += is_unread(read);
	if (read != DATE_FOUND)
		return false;
	size_t above = run->above;
	if (run->dated && !run_date(run, date)) {
		if (!attribute_run_end(dehusk))
			return false;
		run_begin_source(run, above);
	}
	if (!run->dated) {
		enum sources_result result = sources_add_date(dehusk->sources, above, date);
		if (result == SOURCES_NO_MEMORY)
			return fail(dehusk, DEHUSK_NO_MEMORY);
		if (result == SOURCES_FULL) {
			dehusk->page.count[DEHUSK_COUNT_SOURCES_LEFT]++;
			return false;
		}
	}
	dehusk->page.runs_on = true;
	return attribute_day(dehusk, date, METADATA_SOURCE) &&
	       add_collected(dehusk, line, dehusk->collector);
}

bool attribute_reads_run(struct dehusk *dehusk, struct slice read, const struct fields *fields,
	uint64_t *note, int32_t *date)
{
	if (dehusk->page.cut || !attribute_run_end(dehusk))
		return false;
	enum date_result result = dateline_may_be_alone(read)
					  ? read_date_line(dehusk, read, fields, date)
					  : DATE_NONE;
	if (result == DATE_NONE) {
		if (note)
			*note |= TABLE_NO_DATE;
		return false;
	}
	if (dehusk->page.count[DEHUSK_COUNT_UNREAD_DATES] == dehusk->page.unread_above)
		dehusk->page.count[DEHUSK_COUNT_UNREAD_DATES] += is_unread(result);
	return result == DATE_FOUND;
}

void attribute_begin_run(struct dehusk *dehusk, int32_t date)
{
	run_begin_date(&dehusk->page.run, date);
	dehusk->page.kept_before = metadata_count_kept(dehusk->metadata);
	dehusk->page.runs_on = true;
	dehusk->page.context = CONTEXT_DATE;
}

bool attribute_label(
	struct dehusk *dehusk, struct slice line, struct dehusk_rule *rule, enum context context)
{
	dehusk->page.context = context;
	dehusk->page.runs_on = context == CONTEXT_LABEL;
	dehusk->page.label = rule;
	dehusk->page.credits++;
	rule->lines++;
	return table_unruled(dehusk, line, DEHUSK_DROPPED, nameless);
}

bool attribute_name(struct dehusk *dehusk, struct slice line)
{
	struct dehusk_line *label = page_last(&dehusk->table);
	struct dehusk_rule *rule = dehusk->page.label;
	// The label of a user's rule is in no table.
	struct slice text = rule == dehusk->collector
				    ? line_text(label)
				    : (struct slice){any_label, sizeof any_label - 1};
	buffer_clear(&dehusk->joined);
	if (!buffer_append(&dehusk->joined, text.data, text.size) ||
		!buffer_append_byte(&dehusk->joined, ' ') ||
		!buffer_append(&dehusk->joined, line.data, line.size))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	const struct fields *fields = classify_fields(
		dehusk->classifier, (struct slice){dehusk->joined.data, dehusk->joined.size});
	if (!fields)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	struct source found;
	size_t source;
	source_read(fields, &found);
	dehusk->page.count[DEHUSK_COUNT_UNREAD_DATES] += found.unread;
	if (found.kind != SOURCE_FOUND || !attribute(dehusk, found.name, found.date, &source))
		return false;
	table_change(dehusk, label, DEHUSK_COLLECTED);
	label->reason = rule->name;
	return go_on_with_source(dehusk, source, found.date, CONTEXT_LABEL) &&
	       attribute_day(dehusk, found.date, METADATA_SOURCE) &&
	       add_collected(dehusk, line, rule);
}

// --- people and the day of the page ---

static struct slice name_slice(const struct byline_name *name)
{
	return (struct slice){name->text, name->size};
}

static bool collect_people(
	struct dehusk *dehusk, uint64_t number, const struct classification *classification)
{
	struct byline byline;
	byline.kind = BYLINE_NONE, byline.author.size = byline.editor.size = 0;
	byline.labelled = false;
	if (classification->people)
		dehusk->status = classify_people(
			dehusk->classifier, classification->read, classification->fields, &byline);
	if (dehusk->status != DEHUSK_OK)
		return false;
	struct slice author = name_slice(&byline.author), editor = name_slice(&byline.editor);
	bool closes = dehusk->page.closes && classification->result == CLASS_BYLINE;
	dehusk->page.closes &= !closes;
	if (classification->result == CLASS_BYLINE && byline.labelled)
		metadata_late(dehusk->metadata, byline.date, METADATA_OUT);
	if (closes && !metadata_closing_people(dehusk->metadata, author, editor))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	return (metadata_people(dehusk->metadata, number, author, editor) &&
		       metadata_people(dehusk->metadata, number, classification->author,
			       classification->editor) &&
		       metadata_date(dehusk->metadata, number,
			       classification->result == CLASS_BYLINE ? byline.date : 0,
			       METADATA_OUT)) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

bool attribute_all(struct dehusk *dehusk, uint64_t number, struct slice line,
	struct classification *classification)
{
	// The rule that decided is counted with the line.
	for (size_t i = 0; i < classification->edited_count; i++)
		classification->edited_by[i]->lines +=
			classification->edited_by[i] != classification->rule;
	return (classification->credit_count == 0 ||
		       collect_credits(dehusk, line, classification)) &&
	       (!attribute_names_people(classification) ||
		       collect_people(dehusk, number, classification));
}

bool attribute_reads_day(struct dehusk *dehusk, struct slice line, struct byline *byline)
{
	dehusk->status = classify_day(dehusk->classifier, line, byline);
	return dehusk->status == DEHUSK_OK &&
	       (byline->kind == BYLINE_DATE || byline->kind == BYLINE_TIME);
}
