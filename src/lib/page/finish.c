// SPDX-License-Identifier: MIT
// Finishes a page, or a window of it: its main text, its title, and which of its dates is its own.
#include "page/finish.h"

#include "meta/dateline.h"
#include "meta/number.h"
#include "page/attribution.h"
#include "page/state.h"
#include "page/table.h"

// A line below the body that says, under a label, when the page was published.
#define LATE_BYTES 80
#define LATE_LEAST (sizeof("发布2021-3-5") - 1)
#define LATE_DIGITS 6

static const char side_column[] = "side-column";

// --- the main text ---

static enum dehusk_verdict verdict_of(enum judge_result result)
{
	if (result == JUDGE_SOURCE || result == JUDGE_BYLINE)
		return DEHUSK_COLLECTED;
	return result == JUDGE_KEPT ? DEHUSK_KEPT : DEHUSK_DROPPED;
}

// Takes the rest of a line as if it were the line.
static bool take_rest(struct dehusk *dehusk, struct dehusk_line *line, struct slice text,
	struct judgement *judgement, unsigned *flags)
{
	size_t source;
	dehusk->page.counts.limit_hits += judgement->limit_hits;
	dehusk->page.counts.unread_dates += judgement->unread_date;
	if (judgement->credit_count > 0 && !attribute_credited(dehusk, text, judgement))
		return false;
	if (!attribute_people(dehusk, line->number, judgement))
		return false;
	enum dehusk_verdict verdict = verdict_of(judgement->result);
	if (judgement->result == JUDGE_SOURCE &&
		!attribute(dehusk, judgement->name, judgement->date, &source)) {
		if (dehusk->status != DEHUSK_OK)
			return false;
		verdict = DEHUSK_KEPT;
	}
	if (judgement->rule)
		judgement->rule->lines++;
	*flags = table_flags(dehusk, judgement->rule);
	table_change(dehusk, line, verdict);
	line->reason = judgement->rule ? judgement->rule->name : table_no_reason;
	if (verdict != DEHUSK_KEPT)
		return true;
	struct slice stays =
		judgement->text.data == text.data
			? judgement->text
			: arena_copy(&window_page(dehusk->window)->text, judgement->text);
	line->text = stays.data;
	line->size = stays.size;
	return stays.data || fail(dehusk, DEHUSK_NO_MEMORY);
}

static bool take_part(void *context, struct dehusk_line *line, struct slice part, unsigned *flags)
{
	struct dehusk *dehusk = context;
	struct judgement judgement;
	if (part.size == 0) {
		line->reason = side_column;
		table_change(dehusk, line, DEHUSK_DROPPED);
		return true;
	}
	buffer_clear(&dehusk->part);
	if (!normalize_feed(dehusk->normalizer, part.data, part.size, &dehusk->part) ||
		!normalize_end(dehusk->normalizer, &dehusk->part))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	struct slice text = arena_copy(&window_page(dehusk->window)->text,
		(struct slice){dehusk->part.data, dehusk->part.size});
	if (!text.data)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	dehusk->status = classify_line(dehusk->classifier, text, &judgement);
	if (dehusk->status != DEHUSK_OK)
		return false;
	return take_rest(dehusk, line, text, &judgement, flags);
}

// Finds the main text in what is held.
static bool find_body(struct dehusk *dehusk, struct main_text_found *found)
{
	const struct page *page = window_page(dehusk->window);
	if (!window_find(dehusk->window, take_part, dehusk, found))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	dehusk->page.counts.verdict[DEHUSK_KEPT] -= found->dropped;
	dehusk->page.counts.verdict[DEHUSK_DROPPED] += found->dropped;
	dehusk->page.counts.several_pages |= found->several;
	if (found->ran && found->best >= 10 * dehusk->page.main_text.best) {
		dehusk->page.main_text.best = found->best / 10;
		dehusk->page.main_text.second = found->second / 10;
	}
	dehusk->page.main_text.ran |= found->ran;
	dehusk->page.main_text.sure &= found->sure || !found->ran;
	dehusk->page.counts.unsure_text = !dehusk->page.main_text.sure;
	if (found->title < page->count && !dehusk->page.titled)
		return table_title(dehusk, line_text(&page->line[found->title]));
	return true;
}

// --- what only the last verdicts tell ---

// The head of a page, while its lines are gone through.
struct head {
	struct page *page;
	size_t line;
	struct slice outlet; // beside the date nearest above the body, size 0: none
	int32_t date;
	struct dehusk_line *own;         // the line that is nothing but the outlet
	struct dehusk_line *last;        // that is kept
	const struct dehusk_line *above; // the kept line next to this one, or NULL
	size_t below;                    // the same below it: looked for down to here
};

static bool reads_date(struct dehusk *dehusk, const struct dehusk_line *line, struct byline *byline)
{
	return attribute_reads_day(dehusk, line_text(line), byline);
}

// The next kept line below that of the head, or NULL. A second run sees the kept lines only. The
// cursor never goes back, since only the line of the head changes its verdict: all calls for a page
// look at each of its lines once.
static const struct dehusk_line *kept_below(struct head *head)
{
	const struct page *page = head->page;
	if (head->below <= head->line)
		head->below = head->line + 1;
	while (head->below < page->count && page->line[head->below].verdict != DEHUSK_KEPT)
		head->below++;
	return head->below < page->count ? &page->line[head->below] : NULL;
}

static bool is_row(struct dehusk *dehusk, const struct dehusk_line *line)
{
	struct byline byline;
	return line && reads_date(dehusk, line, &byline) && byline.kind == BYLINE_DATE &&
	       byline.made && byline.words;
}

// Whether a date line of the head leaves the body. Lines with words beside their dates, one below
// another, are an agenda: they stay.
static bool leaves(struct dehusk *dehusk, struct head *head, const struct byline *byline)
{
	if (byline->stamp || byline->kind == BYLINE_TIME)
		return true;
	return byline->made && byline->words && !is_row(dehusk, head->above) &&
	       !is_row(dehusk, kept_below(head));
}

// Finds the name of an outlet alone on the line below a date.
static bool find_outlet(struct dehusk *dehusk, struct head *head)
{
	struct dehusk_line *next = &head->page->line[head->line + 1];
	bool is;
	if (head->line + 1 >= head->page->count ||
		(next->verdict != DEHUSK_KEPT && next->reason != main_text_outside))
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
static bool finish_beside(struct dehusk *dehusk, struct head *head, const struct byline *byline)
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
static bool finish_date(struct dehusk *dehusk, struct head *head, const struct byline *byline)
{
	struct dehusk_line *line = &head->page->line[head->line];
	bool kept = line->verdict == DEHUSK_KEPT, outside = line->reason == main_text_outside;
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
	if (out && !finish_beside(dehusk, head, byline))
		return false;
	if (out)
		table_stamp(dehusk, line);
	else if (kept)
		metadata_kept(dehusk->metadata, line->number, line_text(line));
	return true;
}

// Who is named at the beginning of the text, or at its end.
static bool finish_author(struct dehusk *dehusk, struct slice text, bool begins)
{
	struct byline_name author;
	dehusk->status = classify_names_author(dehusk->classifier, text, begins, &author);
	if (dehusk->status != DEHUSK_OK || author.size == 0)
		return dehusk->status == DEHUSK_OK;
	return metadata_in_text(dehusk->metadata, (struct slice){author.text, author.size}) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

// A line of the head, or the first of the body.
static bool finish_line(struct dehusk *dehusk, struct head *head)
{
	struct dehusk_line *line = &head->page->line[head->line];
	struct byline byline;
	bool kept = line->verdict == DEHUSK_KEPT;
	if ((!kept && line->verdict != DEHUSK_DROPPED) || line == head->own)
		return true;
	if (reads_date(dehusk, line, &byline))
		return finish_date(dehusk, head, &byline);
	if (dehusk->status != DEHUSK_OK || !kept)
		return dehusk->status == DEHUSK_OK;
	metadata_kept(dehusk->metadata, line->number, line_text(line));
	return finish_author(dehusk, line_text(line), true);
}

// A line below the beginning of the body: where the page says nowhere else when it was published,
// one with a label may.
static bool finish_below(struct dehusk *dehusk, struct dehusk_line *line)
{
	struct byline byline;
	bool kept = line->verdict == DEHUSK_KEPT;
	if (line->verdict == DEHUSK_EMPTY || line->size > LATE_BYTES || line->size < LATE_LEAST ||
		number_count_digits(line->text, line->size) < LATE_DIGITS ||
		metadata_has_date(dehusk->metadata) || !dateline_has_label(line_text(line)))
		return true;
	if ((kept || line->verdict == DEHUSK_DROPPED) && reads_date(dehusk, line, &byline) &&
		byline.kind == BYLINE_DATE && byline.labelled) {
		metadata_late(dehusk->metadata, byline.date, kept ? METADATA_BODY : METADATA_OUT);
		// A second run might find it in a line that stays.
		return kept || note_who(dehusk, line, &byline);
	}
	return dehusk->status == DEHUSK_OK;
}

// A page whose main text is not looked for, or not found, may have a title, too.
static bool finish_heading(struct dehusk *dehusk, size_t i, const struct main_text_found *found)
{
	const struct dehusk_line *line = &window_page(dehusk->window)->line[i];
	if ((found->ran && !found->whole) || line->verdict != DEHUSK_KEPT ||
		window_is_hint(dehusk->window, i))
		return true;
	return table_heading(dehusk, line_text(line));
}

// Finds the dates in the head of the page. All lines down to the first of prose may be in it, and
// those above the beginning of the main text.
static bool finish_facts(struct dehusk *dehusk, const struct main_text_found *found)
{
	struct page *page = window_page(dehusk->window);
	struct head head = {.page = page};
	if (found->ran && found->text < page->count)
		metadata_body(dehusk->metadata, page->line[found->text].number);
	for (; head.line < page->count; head.line++) {
		struct dehusk_line *line = &page->line[head.line];
		bool below = metadata_has_prose(dehusk->metadata) &&
			     metadata_is_below(dehusk->metadata, line->number);
		if (!finish_heading(dehusk, head.line, found))
			return false;
		if (line->verdict == DEHUSK_KEPT)
			head.last = line;
		if (!(below ? finish_below(dehusk, line) : finish_line(dehusk, &head)))
			return false;
		if (line->verdict == DEHUSK_KEPT)
			head.above = line;
	}
	if (head.outlet.size > 0 && !attribute_outlet(dehusk, head.outlet, head.date, head.own))
		return false;
	return !head.last || finish_author(dehusk, line_text(head.last), false);
}

bool finish_window(struct dehusk *dehusk, bool more)
{
	struct main_text_found found = {.ran = false};
	bool looks = window_has_evidence(dehusk->window) && dehusk->page.counts.several_pages == 0;
	if (looks && !find_body(dehusk, &found))
		return false;
	dehusk->page.main_text.ruled += window_ruled(dehusk->window);
	dehusk->page.main_text.kept +=
		looks ? window_kept(dehusk->window) : window_ruled(dehusk->window);
	if (!finish_facts(dehusk, &found))
		return false;
	// What the page begins with has no title: nothing further down has it.
	if (more && window_go_on(dehusk->window))
		dehusk->page.titled = true;
	return window_give(dehusk->window, &dehusk->table, dehusk->set.wanted) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

bool finish_full(struct dehusk *dehusk, struct slice text)
{
	if (dehusk->page.rules_only ||
		!window_is_full(dehusk->window, text.size, dehusk->page.max_page))
		return true;
	return finish_window(dehusk, true);
}
