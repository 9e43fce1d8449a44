// SPDX-License-Identifier: MIT
// Takes lines into the table with their verdicts. What a line by itself is, classify.c says; here
// is what depends on the lines around it: what a label above waits for, the lines that close a
// page, and the rest of a page that was cut.
#include "page/assemble.h"

#include <string.h>

#include "base/text.h"
#include "meta/date.h"
#include "page/attribution.h"
#include "page/finish.h"
#include "page/state.h"
#include "page/table.h"

static const char long_line[] = "long-line";

// Adds a line that is body, unless the page was cut above it.
static bool add_body(
	struct dehusk *dehusk, struct slice line, const struct classification *classification)
{
	struct slice text = table_text(dehusk, line, classification);
	struct dehusk_rule *rule = classification->rule;
	if (!text.data)
		return false;
	mojibake_count(&dehusk->page.mojibake, text, dehusk->line.signs);
	if (dehusk->page.cut)
		return table_ruled(dehusk, line, DEHUSK_DROPPED, dehusk->page.cut);
	if (dehusk->page.rules_only) {
		metadata_kept(dehusk->metadata, table_number(dehusk), text);
		if (!(table_flags(dehusk, rule) & OUTLINE_HINT) && !table_heading(dehusk, text))
			return false;
	}
	return table_ruled(dehusk, text, DEHUSK_KEPT, rule);
}

static bool add_long(struct dehusk *dehusk, struct slice text)
{
	if (dehusk->line.reason)
		return table_unruled(dehusk, text, DEHUSK_DROPPED, dehusk->line.reason);
	if (dehusk->page.cut)
		return table_unruled(dehusk, text, DEHUSK_DROPPED, dehusk->page.cut->name);
	metadata_kept(dehusk->metadata, table_number(dehusk), text);
	return table_unruled(dehusk, text, DEHUSK_KEPT, long_line);
}

// Whether the line, on which no rule has a word, or what a rule left of it, is the date of the
// page; then it is taken. One that somebody wrote there by hand tells when, but stays.
static bool take_page_date(struct dehusk *dehusk, struct slice line, struct slice text)
{
	struct byline byline;
	// With a main text, head_read() does that.
	if (!dehusk->page.rules_only || metadata_has_prose(dehusk->metadata) || dehusk->page.cut ||
		!attribute_reads_day(dehusk, text, &byline))
		return false;
	bool leaves =
		(byline.stamp || byline.kind == BYLINE_TIME) && metadata_in_head(dehusk->metadata);
	return attribute_day(dehusk, byline.date, leaves ? METADATA_OUT : METADATA_BODY) &&
	       leaves && table_unruled(dehusk, line, DEHUSK_COLLECTED, table_page_date);
}

// --- the lines that close a page ---

// Whether the line is 发布时间: 2021-03-05, as it is printed.
static bool is_closing_date(struct slice line, int32_t *date)
{
	static const char label[] = "发布时间: ";
	const size_t size = sizeof label - 1;
	return line.size == size + 10 && memcmp(line.data, label, size) == 0 &&
	       date_is_iso(line.data + size, date);
}

// Which line that closes a page this may be: they stand together, in this order, below an empty
// line.
static enum closing closing_of(const struct dehusk *dehusk, struct slice line)
{
	enum closing above = dehusk->page.closing;
	int32_t date;
	if (above == CLOSING_NOT)
		return CLOSING_NOT;
	if (is_closing_date(line, &date))
		return above < CLOSING_DATE ? CLOSING_DATE : CLOSING_NOT;
	if (above < CLOSING_AUTHOR && begins_with(line, "作者: "))
		return CLOSING_AUTHOR;
	return above < CLOSING_EDITOR && begins_with(line, "编辑: ") ? CLOSING_EDITOR : CLOSING_NOT;
}

// --- lines ---

static bool is_edited(struct slice line, const struct classification *classification)
{
	return classification->text.data != line.data || classification->text.size != line.size;
}

// A line that no rule has a word on may be a date that begins a run. Until the next line it is
// taken as it is.
static bool begin_run(struct dehusk *dehusk, struct slice line, struct slice read,
	const struct fields *fields, uint64_t *note)
{
	int32_t date;
	if (note && (*note & TABLE_NO_DATE) && !dehusk->page.run.open)
		return true;
	if (!attribute_reads_run(dehusk, read, fields, note, &date) || !finish_full(dehusk, line))
		return dehusk->status == DEHUSK_OK;
	attribute_begin_run(dehusk, date);
	return true;
}

// Takes a label whose name may follow. It is no name of a label above it, so that the two may be
// parted: else labels alone would never be.
static bool take_label(
	struct dehusk *dehusk, struct slice line, struct dehusk_rule *rule, enum context context)
{
	return finish_full(dehusk, line) && attribute_label(dehusk, line, rule, context);
}

static bool take_classified(
	struct dehusk *dehusk, struct slice line, struct classification *classification)
{
	if (!attribute_classified(dehusk, table_number(dehusk), line, classification))
		return false;
	switch (classification->result) {
	case CLASS_SOURCE:
		return attribute_source(dehusk, line, classification->name, classification->also,
			classification->date, classification->rule, classification->note);
	case CLASS_LABEL:
		return attribute_day(dehusk, classification->date, METADATA_SOURCE) &&
		       take_label(dehusk, line, classification->rule, CONTEXT_LABEL);
	case CLASS_NAMELESS:
		return attribute_day(dehusk, classification->date, METADATA_OUT) &&
		       take_label(dehusk, line, classification->rule, CONTEXT_NONE);
	case CLASS_CUT:
		if (!dehusk->page.cut)
			dehusk->page.cut = classification->rule;
		break;
	case CLASS_BYLINE:
		dehusk->page.runs_on = true;
		break;
	case CLASS_DROPPED:
		break;
	case CLASS_KEPT:
		table_measure(dehusk, line, classification->note);
		if (!classification->rule && !begin_run(dehusk, line, classification->read,
						     classification->fields, classification->note))
			return false;
		if ((!classification->rule || is_edited(line, classification)) &&
			take_page_date(dehusk, line, classification->text))
			return true;
		return dehusk->status == DEHUSK_OK && add_body(dehusk, line, classification);
	}
	return table_ruled(dehusk, line, table_verdict(classification), classification->rule);
}

// Takes a line of which the part before its date is remembered: pages credit one source with many
// dates. False with DEHUSK_OK: it is not such a line.
static bool take_dated(struct dehusk *dehusk, struct slice line, size_t tail, int32_t date)
{
	struct cached *memo = dehusk->last_dated;
	struct slice undated = {line.data, line.size - tail};
	if (!cache_is_of(memo, undated))
		dehusk->status = classify_undated(dehusk->classifier, undated, &memo);
	if (dehusk->status != DEHUSK_OK || !memo || !memo->takes_date)
		return false;
	dehusk->last_dated = memo;
	struct slice name = {line.data + memo->name_at, memo->name_size};
	return attribute_source(
		dehusk, line, name, (struct slice){NULL, 0}, date, dehusk->collector, &memo->note);
}

// Takes a line if what is remembered is enough for it. False with DEHUSK_OK: it is not. *known gets
// what is remembered.
static bool take_remembered(struct dehusk *dehusk, struct slice line, struct cached **known)
{
	static const size_t tail = sizeof " 2020-11-27" - 1;
	int32_t date;
	if (line.size > tail && line.data[line.size - tail] == ' ' &&
		date_is_iso(line.data + line.size - tail + 1, &date) &&
		take_dated(dehusk, line, tail, date))
		return true;
	struct cached *memo = dehusk->last_dropped;
	if (!cache_is_of(memo, line))
		memo = cache_find(dehusk->cache, line);
	*known = memo;
	if (dehusk->status != DEHUSK_OK || !memo || memo->result != CLASS_DROPPED ||
		memo->unread_date)
		return false;
	dehusk->last_dropped = memo;
	return table_ruled(dehusk, line, DEHUSK_DROPPED, memo->rule);
}

// What the line above says about this one comes before any rule, but a name is only what no rule
// has a word on.
static bool take_in_context(struct dehusk *dehusk, struct slice line)
{
	enum context context = dehusk->page.above = dehusk->page.context;
	dehusk->page.context = CONTEXT_NONE;
	dehusk->page.unread_above = dehusk->page.count[DEHUSK_COUNT_UNREAD_DATES];
	if (dehusk->page.run.open && dehusk->page.run.above != RUN_NOBODY &&
		context != CONTEXT_LABEL && attribute_date(dehusk, line))
		return true;
	if (dehusk->status != DEHUSK_OK)
		return false;
	struct cached *known = NULL;
	bool open = dehusk->page.run.open;
	if (!open && take_remembered(dehusk, line, &known))
		return true;
	if (dehusk->status != DEHUSK_OK)
		return false;
	struct classification classification;
	if (open)
		known = cache_find(dehusk->cache, line);
	dehusk->status = classify_known(
		dehusk->classifier, line, dehusk->line.signs, known, &classification);
	if (dehusk->status != DEHUSK_OK)
		return false;
	bool plain = classification.result == CLASS_KEPT && !classification.rule &&
		     !classification.unread_date;
	if (context == CONTEXT_LABEL && plain) {
		if (attribute_name(dehusk, line))
			return true;
		if (dehusk->status != DEHUSK_OK)
			return false;
		// The line was read behind its label.
		classification.fields = NULL;
		if (!classify_read(dehusk->classifier, line, &classification.read))
			return fail(dehusk, DEHUSK_NO_MEMORY);
	}
	return take_classified(dehusk, line, &classification);
}

// A line that is no part of the run ends it.
static bool take_with_run(struct dehusk *dehusk, struct slice line)
{
	dehusk->page.runs_on = false;
	return take_in_context(dehusk, line) && (dehusk->page.runs_on || attribute_run_end(dehusk));
}

// Takes a line that is husk by what a renderer made of it.
static bool take_forced(struct dehusk *dehusk, struct slice text)
{
	dehusk->page.context = CONTEXT_NONE;
	return table_unruled(dehusk, text, DEHUSK_DROPPED, dehusk->line.reason);
}

static bool take_any(struct dehusk *dehusk, struct slice text)
{
	if (!dehusk->line.reason)
		return take_with_run(dehusk, text);
	return attribute_run_end(dehusk) && take_forced(dehusk, text);
}

// Takes a date in the form that closes a page. It is collected wherever it stands: it is not known
// yet whether the page ends here, and a text that is printed again has to come out as it is.
static bool take_closing_date(
	struct dehusk *dehusk, struct slice text, enum closing closing, int32_t date)
{
	metadata_open(dehusk->metadata);
	dehusk->page.closing = closing;
	dehusk->page.context = CONTEXT_NONE;
	if (closing == CLOSING_DATE)
		metadata_closing_date(dehusk->metadata, date);
	return begin_run(dehusk, text, text, NULL, NULL) &&
	       attribute_day(dehusk, date, METADATA_OUT) &&
	       table_unruled(dehusk, text, DEHUSK_COLLECTED, table_page_date);
}

// Takes a byline that closes the page if it names somebody.
static bool take_closing_byline(struct dehusk *dehusk, struct slice text, enum closing closing)
{
	if (dehusk->page.closing == CLOSING_MAY)
		metadata_open(dehusk->metadata);
	dehusk->page.closing = closing;
	dehusk->page.closes = true;
	bool taken = take_any(dehusk, text);
	if (dehusk->page.closes) {
		metadata_open(dehusk->metadata);
		dehusk->page.closing = CLOSING_NOT;
	}
	dehusk->page.closes = false;
	return taken;
}

static bool take_line(struct dehusk *dehusk, struct slice text)
{
	int32_t date;
	if (text.size == 0) {
		dehusk->page.context = CONTEXT_NONE;
		dehusk->page.closing = CLOSING_MAY;
		return attribute_run_end(dehusk) &&
		       table_unruled(dehusk, text, DEHUSK_EMPTY, table_no_reason);
	}
	enum closing closing = dehusk->line.reason ? CLOSING_NOT : closing_of(dehusk, text);
	bool of_source = dehusk->page.run.open && dehusk->page.run.above != RUN_NOBODY;
	if (!dehusk->line.reason && !of_source && is_closing_date(text, &date))
		return take_closing_date(dehusk, text, closing, date);
	if (closing != CLOSING_NOT)
		return take_closing_byline(dehusk, text, closing);
	// Source lines may stand anywhere, also below the lines that close the page.
	uint64_t credits = dehusk->page.credits;
	bool taken = take_any(dehusk, text);
	if (dehusk->page.credits == credits)
		metadata_open(dehusk->metadata);
	dehusk->page.closing = CLOSING_NOT;
	return taken;
}

// A line beyond what rules may see is kept as it is, unless it is husk already, and decided at
// once. The lines above it are a window of the page, and the lines below it another.
static bool pass_long_line(struct dehusk *dehusk, const struct line_in *line, bool goes_on)
{
	dehusk->page.context = CONTEXT_NONE;
	dehusk->page.closing = CLOSING_NOT;
	dehusk->page.prose = true;
	if (!attribute_run_end(dehusk))
		return false;
	metadata_open(dehusk->metadata);
	if (line->part != SPLIT_PIECE && !line->reason && !dehusk->page.cut)
		dehusk->page.count[DEHUSK_COUNT_LONG_LINES]++;
	if (!dehusk->page.rules_only && !goes_on && !finish_window(dehusk, true))
		return false;
	if (!add_long(dehusk, line->text))
		return false;
	page_decide(&dehusk->table, 0, dehusk->page.wanted);
	return true;
}

bool assemble_take(void *context, const struct line_in *line)
{
	struct dehusk *dehusk = context;
	bool goes_on = dehusk->page.in_pieces;
	if (!goes_on)
		dehusk->page.count[DEHUSK_COUNT_LINES] += 1 + line->joined;
	dehusk->page.in_pieces = line->part == SPLIT_PIECE;
	dehusk->line = *line;
	dehusk->measured = 0;
	if (line->part != SPLIT_WHOLE || line->text.size > DEHUSK_LINE_MAX)
		return pass_long_line(dehusk, line, goes_on);
	// A label is not parted from the line that may be its name, nor a date from its source.
	return (dehusk->page.context != CONTEXT_NONE || finish_full(dehusk, line->text)) &&
	       take_line(dehusk, line->text);
}
