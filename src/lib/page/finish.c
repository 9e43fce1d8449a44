// SPDX-License-Identifier: MIT
// Finishes a page, or a window of it: the main text among its lines, and the side columns beside
// it.
//
// A page is one window unless it is larger than --max-page. Only the first window in which a line
// is kept can have the title. A text that looks like several pages gets no main text.
#include "page/finish.h"

#include "base/text.h"
#include "html/blocks.h"
#include "page/attribution.h"
#include "page/head.h"
#include "page/state.h"
#include "page/table.h"

#define HEAD_LINES 3 // of a page: in them a foot does not count

static const char side_column[] = "side-column";

// Completes the flags of lines by their verdicts. Whether one of them is evidence of husk.
static bool mark_lines(struct dehusk *dehusk, const struct outline *page)
{
	bool evidence = false;
	for (size_t i = 0; i < page->count; i++) {
		enum dehusk_verdict verdict = page->line[i].verdict;
		unsigned flags = page->shape[i].flags;
		if (verdict == DEHUSK_EMPTY || verdict == DEHUSK_COLLECTED)
			flags |= OUTLINE_APART;
		else if (verdict == DEHUSK_DROPPED && !(flags & OUTLINE_APART))
			flags |= OUTLINE_TAKEN;
		if (dehusk->page.counted < HEAD_LINES)
			flags &= ~(unsigned)OUTLINE_FOOT;
		dehusk->page.counted += !(flags & OUTLINE_APART);
		evidence |= flags & OUTLINE_EVIDENCE;
		page->shape[i].flags = (uint8_t)flags;
	}
	return evidence;
}

static uint64_t count_kept(const struct outline *page)
{
	uint64_t bytes = 0;
	for (size_t i = 0; i < page->count; i++)
		bytes += page->line[i].verdict == DEHUSK_KEPT ? page->line[i].size : 0;
	return bytes;
}

// --- features ---

static void set_features(const struct outline *page, size_t i, struct features features)
{
	page->shape[i].features = features;
	page->shape[i].look = (uint8_t)look_of(line_text(&page->line[i]), features);
}

static void measure_lines(struct dehusk *dehusk, const struct outline *page)
{
	const struct raw_line *cells = dehusk->table.cells;
	for (size_t i = 0; i < page->count; i++)
		if (outline_is_open(page, i) && page->shape[i].look == LOOKS)
			set_features(page, i, features_of(line_text(&page->line[i])));
	// A line with cells is as good as the best of them.
	for (size_t i = 0; i < dehusk->table.cells_count; i++)
		set_features(page, cells[i].line, columns_best(cells[i].raw));
}

// --- side columns ---

// Takes a line of which only `text` is left, once the lines around it were taken: what they say of
// each other is not asked again.
static bool take_again(
	struct dehusk *dehusk, struct dehusk_line *line, struct slice text, unsigned *flags)
{
	size_t source;
	struct classification classification;
	dehusk->status = classify_line(dehusk->classifier, text, &classification);
	if (dehusk->status != DEHUSK_OK ||
		!attribute_classified(dehusk, line->number, text, &classification))
		return false;
	enum dehusk_verdict verdict = table_verdict(&classification);
	if (classification.result == CLASS_SOURCE &&
		!attribute(dehusk, classification.name, classification.date, &source)) {
		if (dehusk->status != DEHUSK_OK)
			return false;
		verdict = DEHUSK_KEPT;
	}
	if (classification.rule)
		classification.rule->lines++;
	*flags = table_flags(dehusk, classification.rule);
	table_change(dehusk, line, verdict);
	line->reason = classification.rule ? classification.rule->name : table_no_reason;
	if (verdict != DEHUSK_KEPT)
		return true;
	struct slice stays = table_text(dehusk, text, &classification);
	if (stays.data != line->text)
		line->tabs = line->spaces = 0;
	line->text = stays.data;
	line->size = stays.size;
	return stays.data != NULL;
}

// What is known of a line that was taken again, of which a rule says `flags`.
static unsigned flags_again(const struct dehusk_line *line, unsigned flags)
{
	if (line->verdict == DEHUSK_COLLECTED)
		return OUTLINE_APART;
	return line->verdict == DEHUSK_KEPT ? flags : OUTLINE_TAKEN;
}

// Takes the part of a line that is left between side columns, or nothing (size 0).
static bool take_part(
	struct dehusk *dehusk, struct dehusk_line *line, struct slice part, unsigned *flags)
{
	*flags = 0;
	if (part.size == 0) {
		line->reason = side_column;
		table_change(dehusk, line, DEHUSK_DROPPED);
		return true;
	}
	buffer_clear(&dehusk->part);
	if (!normalize_feed(dehusk->normalizer, part.data, part.size, &dehusk->part) ||
		!normalize_end(dehusk->normalizer, &dehusk->part))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	struct slice text = arena_copy(&dehusk->table.feed, slice_of(&dehusk->part));
	return text.data ? take_again(dehusk, line, text, flags) : fail(dehusk, DEHUSK_NO_MEMORY);
}

static bool cut_line(struct dehusk *dehusk, const struct outline *page, struct raw_line *cells)
{
	struct dehusk_line *line = &page->line[cells->line];
	struct slice part = columns_cut(dehusk->columns, cells->raw);
	unsigned flags;
	if (part.size == cells->raw.size)
		return true;
	cells->raw = part;
	if (!take_part(dehusk, line, part, &flags))
		return false;
	page->shape[cells->line].flags =
		(uint8_t)(part.size == 0 ? OUTLINE_APART : flags_again(line, flags));
	set_features(page, cells->line, columns_best(part));
	return true;
}

static bool has_columns(struct dehusk *dehusk)
{
	const struct page *table = &dehusk->table;
	if (table->cells_count == 0)
		return false;
	columns_clear(dehusk->columns);
	for (size_t i = 0; i < table->cells_count; i++)
		columns_look(dehusk->columns, table->cells[i].raw);
	return columns_are_there(dehusk->columns);
}

// Lines that a rule took or protects are not cut.
static bool cut_columns(struct dehusk *dehusk, const struct outline *page)
{
	struct raw_line *cells = dehusk->table.cells;
	for (size_t i = 0; i < dehusk->table.cells_count; i++)
		if (!(page->shape[cells[i].line].flags & (OUTLINE_TAKEN | OUTLINE_PROTECTED)) &&
			!cut_line(dehusk, page, &cells[i]))
			return false;
	return true;
}

// --- hidden text ---

#define SHOWN_PROSE 20  // characters of a sentence that is shown, as any text has one
#define HIDDEN_PROSE 60 // characters of sentences that are hidden: more than a message has

static bool is_hidden(const struct outline *page, size_t i)
{
	return (page->shape[i].markup.flags & MARKUP_HIDDEN) &&
	       page->line[i].verdict == DEHUSK_DROPPED;
}

// Whether a page shows no sentence, but has text for a script to open.
static bool hides_text(const struct outline *page)
{
	size_t hidden = 0;
	for (size_t i = 0; i < page->count; i++)
		if (outline_is_prose(page, i, SHOWN_PROSE))
			return false;
	for (size_t i = 0; i < page->count && hidden < HIDDEN_PROSE; i++) {
		if (!is_hidden(page, i))
			continue;
		struct slice text = line_text(&page->line[i]);
		struct features features = features_of(text);
		hidden += look_of(text, features) == LOOK_PROSE ? features.n : 0;
	}
	return hidden >= HIDDEN_PROSE;
}

// Takes the hidden lines as if they were shown.
static bool show_hidden(struct dehusk *dehusk, const struct outline *page)
{
	for (size_t i = 0; i < page->count; i++) {
		struct dehusk_line *line = &page->line[i];
		unsigned flags;
		if (!is_hidden(page, i))
			continue;
		if (!take_again(dehusk, line, line_text(line), &flags))
			return false;
		page->shape[i].flags = (uint8_t)flags_again(line, flags);
		if (line->verdict == DEHUSK_KEPT)
			set_features(page, i, features_of(line_text(line)));
	}
	return true;
}

// Shows the hidden lines of a page of html if it shows no text of its own.
static bool open_hidden(struct dehusk *dehusk, const struct outline *page)
{
	bool first = dehusk->page.main_text.ruled == 0;
	return !page->parents || !first || !hides_text(page) || show_hidden(dehusk, page);
}

// --- the main text ---

// Finds the main text, and gives verdicts to the lines outside.
static bool find_text_of_page(
	struct dehusk *dehusk, struct outline *page, struct main_text_found *found)
{
	if (!main_text_look(dehusk->main_text, page, found))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	if (!found->ran && page->parents && !found->several)
		main_text_drop_title(page, found);
	if (!found->ran)
		return true;
	bool cut = has_columns(dehusk);
	if (cut && !cut_columns(dehusk, page))
		return false;
	return main_text_find(dehusk->main_text, page, cut, found) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

static bool find_body(struct dehusk *dehusk, struct outline *page, struct main_text_found *found)
{
	if (!find_text_of_page(dehusk, page, found))
		return false;
	dehusk->page.count[DEHUSK_COUNT_KEPT] -= found->dropped;
	dehusk->page.count[DEHUSK_COUNT_DROPPED] += found->dropped;
	dehusk->page.count[DEHUSK_COUNT_SEVERAL_PAGES] |= found->several;
	if (found->ran && found->best >= 10 * dehusk->page.main_text.best) {
		dehusk->page.main_text.best = found->best / 10;
		dehusk->page.main_text.second = found->second / 10;
	}
	dehusk->page.main_text.ran |= found->ran;
	dehusk->page.main_text.sure &= found->sure || !found->ran;
	dehusk->page.count[DEHUSK_COUNT_UNSURE_TEXT] = !dehusk->page.main_text.sure;
	if (found->title < page->count && !dehusk->page.titled)
		return table_title(dehusk, line_text(&page->line[found->title]));
	return true;
}

// What the page begins with has no title: nothing further down has it.
static void go_on(struct dehusk *dehusk, struct outline *page)
{
	size_t i = 0;
	while (i < page->count && page->line[i].verdict != DEHUSK_KEPT)
		i++;
	if (i == page->count)
		return;
	main_text_go_on(dehusk->main_text, page);
	dehusk->page.titled = true;
}

bool finish_window(struct dehusk *dehusk, bool more)
{
	struct outline page = page_waiting(&dehusk->table);
	if (dehusk->page.format == DEHUSK_HTML)
		page.parents = blocks_parents(dehusk->blocks, &page.nodes);
	struct main_text_found found = {.ran = false};
	bool looks = (mark_lines(dehusk, &page) || page.parents) &&
		     dehusk->page.count[DEHUSK_COUNT_SEVERAL_PAGES] == 0;
	if (looks)
		measure_lines(dehusk, &page);
	if (looks && !more && !open_hidden(dehusk, &page))
		return false;
	uint64_t ruled = count_kept(&page);
	if (looks && !find_body(dehusk, &page, &found))
		return false;
	dehusk->page.main_text.ruled += ruled;
	dehusk->page.main_text.kept += looks ? count_kept(&page) : ruled;
	if (!head_read(dehusk, &page, &found))
		return false;
	if (more)
		go_on(dehusk, &page);
	dehusk->page.looked_at = 0;
	page_decide(&dehusk->table, 0, dehusk->page.wanted);
	return true;
}

bool finish_full(struct dehusk *dehusk, struct slice text)
{
	if (dehusk->page.rules_only ||
		!page_is_full(&dehusk->table, text.size, dehusk->set.max_page))
		return true;
	return finish_window(dehusk, true);
}
