// SPDX-License-Identifier: MIT
// What only a page as a whole tells: its main text, its title, and which of its dates is its own.
#include "settle.h"

#include "state.h"
#include "take.h"

// --- the main text ---

// Finds the main text in what is held.
static bool find_body(struct dehusk *dehusk, struct body_found *found)
{
	const struct page *page = window_page(dehusk->window);
	if (!window_find(dehusk->window, take_part, dehusk, found))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	dehusk->counts.verdict[DEHUSK_KEPT] -= found->dropped;
	dehusk->counts.verdict[DEHUSK_DROPPED] += found->dropped;
	dehusk->counts.several_pages |= found->several;
	if (found->ran && found->best >= 10 * dehusk->main_text.best) {
		dehusk->main_text.best = found->best / 10;
		dehusk->main_text.second = found->second / 10;
	}
	dehusk->main_text.ran |= found->ran;
	dehusk->main_text.sure &= found->sure || !found->ran;
	dehusk->counts.unsure_text = !dehusk->main_text.sure;
	if (found->title < page->count && dehusk->title.size == 0)
		return take_title(dehusk, line_text(&page->line[found->title]));
	return true;
}

// --- what only the last verdicts tell ---

// A date in a line that a rule took, or the main text left out, or that is kept: above the body it
// tells when the page was published.
static bool settle_date(struct dehusk *dehusk, struct dehusk_line *line, int32_t date, bool stamp)
{
	bool kept = line->verdict == DEHUSK_KEPT, outside = line->reason == body_outside;
	bool above = !facts_is_below(dehusk->facts, line->number);
	if (!facts_date(dehusk->facts, line->number, date))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	if (stamp && (kept || (outside && above)) && facts_in_head(dehusk->facts))
		take_stamp(dehusk, line);
	else if (kept)
		facts_kept(dehusk->facts, line->number, line_text(line));
	return true;
}

// Finds the dates in the head of the page. All lines down to the first of prose may be in it, and
// those above the beginning of the main text.
static bool settle_facts(struct dehusk *dehusk, const struct body_found *found)
{
	struct page *page = window_page(dehusk->window);
	if (found->ran && found->text < page->count)
		facts_body(dehusk->facts, page->line[found->text].number);
	for (size_t i = 0; i < page->count; i++) {
		struct dehusk_line *line = &page->line[i];
		int32_t date;
		bool stamp;
		if ((!found->ran || found->whole) && line->verdict == DEHUSK_KEPT &&
			!take_heading(dehusk, line_text(line)))
			return false;
		if (facts_has_prose(dehusk->facts) && facts_is_below(dehusk->facts, line->number))
			break;
		if (line->verdict != DEHUSK_KEPT && line->verdict != DEHUSK_DROPPED)
			continue;
		if (take_reads_date(dehusk, line_text(line), &date, &stamp)) {
			if (!settle_date(dehusk, line, date, stamp))
				return false;
			continue;
		}
		if (dehusk->status != DEHUSK_OK)
			return false;
		if (line->verdict == DEHUSK_KEPT)
			facts_kept(dehusk->facts, line->number, line_text(line));
	}
	return true;
}

bool settle_window(struct dehusk *dehusk)
{
	struct body_found found = {.ran = false};
	bool looks = window_has_evidence(dehusk->window) && dehusk->counts.several_pages == 0;
	if (looks && !find_body(dehusk, &found))
		return false;
	dehusk->main_text.ruled += window_ruled(dehusk->window);
	dehusk->main_text.kept +=
		looks ? window_kept(dehusk->window) : window_ruled(dehusk->window);
	if (!settle_facts(dehusk, &found))
		return false;
	return window_give(dehusk->window, &dehusk->page, dehusk->wanted) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

bool settle_full(struct dehusk *dehusk, struct slice text)
{
	if (dehusk->rules_only || !window_is_full(dehusk->window, text.size, dehusk->max_page))
		return true;
	return settle_window(dehusk);
}
