// SPDX-License-Identifier: MIT
// The head of a page: which of its dates is that of the page, and who wrote it. Only the last
// verdicts tell where the body begins.
#include "page/head.h"

#include "meta/dateline.h"
#include "meta/number.h"
#include "page/attribution.h"
#include "page/state.h"
#include "page/table.h"

// A line below the body that says, under a label, when the page was published.
#define LATE_BYTES 80
#define LATE_LEAST (sizeof("发布2021-3-5") - 1)
#define LATE_DIGITS 6

// The head of a page, while its lines are gone through.
struct head {
	const struct outline *page;
	size_t line;
	struct slice outlet; // beside the date nearest above the body, size 0: none
	int32_t date;
	struct dehusk_line *own;         // the line that is nothing but the outlet
	struct dehusk_line *last;        // that is kept
	const struct dehusk_line *above; // the kept line next to this one, or NULL
	size_t below;                    // the same below it: looked for down to here
	bool in_body, dated; // the lines are below the beginning of the body; the page has a date
};

// The next kept line below that of the head, or NULL. A second run sees the kept lines only. The
// cursor never goes back, since only the line of the head changes its verdict: all calls for a page
// look at each of its lines once.
static const struct dehusk_line *kept_below(struct head *head)
{
	const struct outline *page = head->page;
	if (head->below <= head->line)
		head->below = head->line + 1;
	while (head->below < page->count && page->line[head->below].verdict != DEHUSK_KEPT)
		head->below++;
	return head->below < page->count ? &page->line[head->below] : NULL;
}

static bool is_agenda_row(struct dehusk *dehusk, const struct dehusk_line *line)
{
	struct byline byline;
	return line && attribute_reads_day(dehusk, line_text(line), &byline) &&
	       byline.kind == BYLINE_DATE && byline.made && byline.words;
}

// Whether a date line of the head leaves the body. Lines with words beside their dates, one below
// another, are an agenda: they stay.
static bool leaves(struct dehusk *dehusk, struct head *head, const struct byline *byline)
{
	if (byline->stamp || byline->kind == BYLINE_TIME)
		return true;
	return byline->made && byline->words && !is_agenda_row(dehusk, head->above) &&
	       !is_agenda_row(dehusk, kept_below(head));
}

// Finds the name of an outlet alone on the line below a date.
static bool find_outlet(struct dehusk *dehusk, struct head *head)
{
	struct dehusk_line *next = &head->page->line[head->line + 1];
	bool is;
	if (head->line + 1 >= head->page->count ||
		(next->verdict != DEHUSK_KEPT && !main_text_left_out(next)))
		return true;
	dehusk->status = classify_is_outlet(dehusk->classifier, line_text(next), &is);
	if (dehusk->status != DEHUSK_OK || !is)
		return dehusk->status == DEHUSK_OK;
	head->outlet = line_text(next);
	head->own = next;
	return true;
}

static bool note_who(
	struct dehusk *dehusk, const struct dehusk_line *line, const struct byline *byline)
{
	struct slice nobody = {NULL, 0};
	return metadata_people(dehusk->metadata, line->number, byline->who, nobody) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

// Notes the date of a line that leaves the body, and the people and outlets beside it.
static bool head_beside(struct dehusk *dehusk, struct head *head, const struct byline *byline)
{
	const struct dehusk_line *line = &head->page->line[head->line];
	struct slice nobody = {NULL, 0};
	head->own = NULL;
	head->outlet = byline->date != 0 ? byline->outlet : nobody;
	head->date = byline->date;
	if (byline->date != 0 && !byline->words && !find_outlet(dehusk, head))
		return false;
	return note_who(dehusk, line, byline);
}

// Settles a date line. Above the body it says when the page was published, whether the line is
// kept, taken by a rule, or outside of the main text.
static bool head_date(struct dehusk *dehusk, struct head *head, const struct byline *byline)
{
	struct dehusk_line *line = &head->page->line[head->line];
	bool kept = line->verdict == DEHUSK_KEPT, outside = main_text_left_out(line);
	bool above = !metadata_is_below(dehusk->metadata, line->number);
	bool out = (kept || (outside && above)) && metadata_in_head(dehusk->metadata) &&
		   leaves(dehusk, head, byline);
	if (!metadata_date(dehusk->metadata, line->number, byline->date,
		    kept && !out ? METADATA_BODY : METADATA_OUT))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	// Of a line that a rule took, who stands beside the date is read, too.
	if (!kept && !outside && above && byline->labelled && byline->words &&
		!note_who(dehusk, line, byline))
		return false;
	if (out && !head_beside(dehusk, head, byline))
		return false;
	if (out)
		table_stamp(dehusk, line);
	else if (kept)
		metadata_kept(dehusk->metadata, line->number, line_text(line));
	return true;
}

// Who is named at the beginning of the text, or at its end.
static bool head_author(struct dehusk *dehusk, struct slice text, bool begins)
{
	struct byline_name author;
	dehusk->status = classify_names_author(dehusk->classifier, text, begins, &author);
	if (dehusk->status != DEHUSK_OK || author.size == 0)
		return dehusk->status == DEHUSK_OK;
	return metadata_in_text(dehusk->metadata, (struct slice){author.text, author.size}) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

// A line of the head, or the first of the body.
static bool head_line(struct dehusk *dehusk, struct head *head)
{
	struct dehusk_line *line = &head->page->line[head->line];
	struct byline byline;
	bool kept = line->verdict == DEHUSK_KEPT;
	if ((!kept && line->verdict != DEHUSK_DROPPED) || line == head->own)
		return true;
	if (attribute_reads_day(dehusk, line_text(line), &byline))
		return head_date(dehusk, head, &byline);
	if (dehusk->status != DEHUSK_OK || !kept)
		return dehusk->status == DEHUSK_OK;
	metadata_kept(dehusk->metadata, line->number, line_text(line));
	return head_author(dehusk, line_text(line), true);
}

// A line below the beginning of the body: where the page says nowhere else when it was published,
// one with a label may.
static bool head_below(struct dehusk *dehusk, struct head *head)
{
	struct dehusk_line *line = &head->page->line[head->line];
	struct byline byline;
	bool kept = line->verdict == DEHUSK_KEPT;
	if (head->dated || (!kept && line->verdict != DEHUSK_DROPPED) || line->size > LATE_BYTES ||
		line->size < LATE_LEAST || (head->dated = metadata_has_date(dehusk->metadata)) ||
		number_count_digits(line->text, line->size) < LATE_DIGITS ||
		!dateline_has_label(line_text(line)))
		return true;
	if (attribute_reads_day(dehusk, line_text(line), &byline) && byline.kind == BYLINE_DATE &&
		byline.labelled) {
		metadata_late(dehusk->metadata, byline.date, kept ? METADATA_BODY : METADATA_OUT);
		// A second run might find it in a line that stays.
		return kept || note_who(dehusk, line, &byline);
	}
	return dehusk->status == DEHUSK_OK;
}

// A page whose main text is not looked for, or not found, may have a title, too.
static bool head_heading(struct dehusk *dehusk, const struct outline *page, size_t i)
{
	const struct dehusk_line *line = &page->line[i];
	if (line->verdict != DEHUSK_KEPT || (page->shape[i].flags & OUTLINE_HINT))
		return true;
	return table_heading(dehusk, line_text(line));
}

static bool head_any(struct dehusk *dehusk, struct head *head)
{
	struct dehusk_line *line = &head->page->line[head->line];
	if (line->verdict == DEHUSK_KEPT)
		head->last = line;
	head->in_body = head->in_body || (metadata_has_prose(dehusk->metadata) &&
						 metadata_is_below(dehusk->metadata, line->number));
	if (!(head->in_body ? head_below(dehusk, head) : head_line(dehusk, head)))
		return false;
	if (line->verdict == DEHUSK_KEPT)
		head->above = line;
	return true;
}

// Finds the dates in the head of the page. All lines down to the first of prose may be in it, and
// those above the beginning of the main text.
bool head_read(
	struct dehusk *dehusk, const struct outline *page, const struct main_text_found *found)
{
	struct head head = {.page = page};
	bool headings = !found->ran || found->whole;
	if (found->ran && found->text < page->count)
		metadata_body(dehusk->metadata, page->line[found->text].number);
	// Below the beginning of the body, a page that has its date has nothing more to say.
	for (; head.line < page->count && (headings || !head.dated); head.line++)
		if ((headings && !head_heading(dehusk, page, head.line)) ||
			!head_any(dehusk, &head))
			return false;
	for (size_t i = page->count; i > head.line; i--)
		if (page->line[i - 1].verdict == DEHUSK_KEPT) {
			head.last = &page->line[i - 1];
			break;
		}
	if (head.outlet.size > 0 && !attribute_outlet(dehusk, head.outlet, head.date, head.own))
		return false;
	return !head.last || head_author(dehusk, line_text(head.last), false);
}
