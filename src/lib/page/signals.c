// SPDX-License-Identifier: MIT
// What markup says of the main text.
//
// Each constant has neighbours that score nearly the same. docs/quality.md has what each signal
// brings.
#include "page/signals.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "page/grams.h"
#include "page/page.h"

#define LINK_LINE 90      // percent of a line that is nothing but links, or more than that
#define HUSK_SCORE (-200) // of such a line, and of one that readers wrote
#define BOX_LINES 40      // of a box of links between two of prose, at most
#define BOX_LINE 70       // percent of a line in it that is a link
#define BOX_SHARE 70      // percent of its lines that are such, or taken
#define BOX_OTHER (-60)   // what one of the others costs at most
#define PROSE_LINKED 50   // percent of a line of prose that may be links
#define TITLE_COVERED 60  // percent of a heading's bigrams that are in the title element,
#define TITLE_LENGTH 30   // and of that one's length
#define CHOSEN_SUM 100    // of a run that may be chosen
#define CHOSEN_BASE 20    // percent of its sum that count without any word of the title
#define SIBLING_SHARE 50  // percent of the run's worth in one block
#define SIBLING_LINES 2   // of it
#define GROWN_LINES 3     // at an end of a run, at least
#define BULK_SHARE 60     // percent of the page's text in one block,
#define BULK_LINKED 20    // of which so much is links,
#define BULK_RUN 20       // and so much in the run

struct block_sum {
	uint64_t text, linked; // bytes in the block and those within
	int64_t worth;         // of lines of the run right in it, or in its children
	size_t lines;
};

void signals_free(struct signals *signals)
{
	free(signals->sum);
	*signals = (struct signals){NULL, 0};
}

static unsigned linked(const struct outline *page, size_t i)
{
	return page->shape[i].markup.linked;
}

static bool counts(const struct outline *page, size_t i)
{
	return !(page->shape[i].flags & OUTLINE_APART);
}

static bool is_taken(const struct outline *page, size_t i)
{
	return (page->shape[i].flags & OUTLINE_TAKEN) != 0;
}

static uint32_t node_of(const struct outline *page, size_t i)
{
	return page->shape[i].markup.node;
}

static uint32_t parent_of(const struct outline *page, size_t i)
{
	return page->parents[node_of(page, i)];
}

// Whether it is a line of code, or of another text whose blanks count.
static bool is_code(const struct outline *page, size_t i)
{
	return (page->shape[i].markup.flags & MARKUP_PRE) && linked(page, i) <= OUTLINE_LINKED;
}

// --- links ---

// Whether most of the sentences of a page are links: one was never closed.
static bool leaks(const struct outline *page)
{
	uint64_t all = 0, links = 0;
	for (size_t i = 0; i < page->count; i++) {
		if (!outline_is_open(page, i) ||
			features_class(page->shape[i].features) != FEATURES_A)
			continue;
		all += page->line[i].size;
		links += linked(page, i) > LINK_LINE ? page->line[i].size : 0;
	}
	return 2 * links > all;
}

void signals_begin(const struct outline *page)
{
	if (!page->parents)
		return;
	bool none = leaks(page);
	for (size_t i = 0; i < page->count; i++) {
		struct outline_line *shape = &page->shape[i];
		if (none)
			shape->markup.linked = 0;
		if (shape->markup.flags & MARKUP_COMMENTS) {
			shape->flags |= OUTLINE_HINT;
			shape->look = LOOK_HEAD;
		}
		if (is_code(page, i) && shape->look < LOOK_CODE)
			shape->look = LOOK_CODE;
	}
}

bool signals_is_bare(const struct outline *page)
{
	if (!page->parents)
		return false;
	for (size_t i = 0; i < page->count; i++)
		if (linked(page, i) > 0)
			return false;
	return true;
}

bool signals_has_links(const struct outline *page)
{
	if (!page->parents)
		return false;
	for (size_t i = 0; i < page->count; i++)
		if (counts(page, i) && linked(page, i) > LINK_LINE)
			return true;
	return false;
}

// --- boxes of links ---

static bool is_prose_line(const struct outline *page, size_t i, const int32_t *worth)
{
	return outline_is_open(page, i) && worth[i] > 0 && linked(page, i) < PROSE_LINKED;
}

static bool is_of_box(const struct outline *page, size_t i)
{
	return is_taken(page, i) || linked(page, i) > BOX_LINE;
}

// Makes a box of links cost nothing, if it is one.
static void pass_box(const struct outline *page, size_t start, size_t end, int32_t *worth)
{
	size_t lines = 0, links = 0;
	for (size_t i = start; i < end; i++) {
		lines += counts(page, i);
		links += counts(page, i) && is_of_box(page, i);
	}
	if (lines == 0 || lines > BOX_LINES || 100 * links < BOX_SHARE * lines)
		return;
	for (size_t i = start; i < end; i++) {
		if (is_of_box(page, i) && !(page->shape[i].flags & OUTLINE_FOOT))
			worth[i] = 0;
		else if (worth[i] < BOX_OTHER && !is_taken(page, i))
			worth[i] = BOX_OTHER;
	}
}

static void pass_boxes(const struct outline *page, int32_t *worth)
{
	size_t last = page->count;
	for (size_t i = 0; i < page->count; i++) {
		if (!is_prose_line(page, i, worth))
			continue;
		if (last < i && parent_of(page, last) == parent_of(page, i))
			pass_box(page, last + 1, i, worth);
		last = i;
	}
}

void signals_score(const struct outline *page, int32_t *worth)
{
	if (!page->parents)
		return;
	for (size_t i = 0; i < page->count; i++) {
		bool husk = outline_is_husk(page, i);
		if (husk && worth[i] > HUSK_SCORE)
			worth[i] = HUSK_SCORE;
		else if (worth[i] < 0 && outline_is_open(page, i) && is_code(page, i))
			worth[i] = 0;
	}
	pass_boxes(page, worth);
}

// --- the title ---

// The longest part of the title element between marks that part it from the names of sites.
static struct slice longest_part(struct slice title)
{
	static const char *const marks[] = {"_", "|", "-", ">", "»", "｜", "—"};
	struct slice best = {title.data, 0};
	size_t from = 0;
	for (size_t at = 0; at <= title.size; at++) {
		size_t mark = at == title.size ? 1 : 0;
		for (size_t i = 0; i < sizeof marks / sizeof *marks && mark == 0; i++) {
			size_t size = strlen(marks[i]);
			if (title.size - at >= size && memcmp(title.data + at, marks[i], size) == 0)
				mark = size;
		}
		if (mark == 0)
			continue;
		if (at - from > best.size)
			best = (struct slice){title.data + from, at - from};
		from = at + mark;
	}
	return best;
}

// The title of the page, from its markup: a heading that is in the title element, or the longest
// part of that. Size 0: it has none.
static struct slice title_of(const struct outline *page)
{
	struct slice title = {NULL, 0}, best = {NULL, 0};
	struct few_grams few;
	for (size_t i = 0; i < page->count && title.size == 0; i++)
		if (page->shape[i].markup.flags & MARKUP_TITLE)
			title = line_text(&page->line[i]);
	if (title.size == 0)
		return title;
	for (size_t i = 0; i < page->count; i++) {
		struct slice text = line_text(&page->line[i]);
		if (!(page->shape[i].markup.flags & MARKUP_HEADING) || text.size <= best.size ||
			text.size > title.size || 100 * text.size < TITLE_LENGTH * title.size)
			continue;
		few_grams_learn(&few, text);
		size_t found = few_grams_count(few_grams_find(&few, title));
		if (few.count > 0 && 100 * found >= TITLE_COVERED * few.count)
			best = text;
	}
	return best.size > 0 ? best : longest_part(title);
}

// What a run is worth with its share of the title's bigrams.
static int64_t worth_with_title(
	const struct outline *page, const struct few_grams *title, const struct segment *run)
{
	uint64_t found = 0;
	for (size_t i = run->start; i < run->end && few_grams_count(found) < title->count; i++)
		if (outline_is_open(page, i))
			found |= few_grams_find(title, line_text(&page->line[i]));
	size_t covered = 100 * few_grams_count(found) / title->count;
	return run->sum * (int64_t)(CHOSEN_BASE + covered);
}

// Whether a run could be worth more than `most` with all of the title.
static bool may_be_chosen(const struct segment *run, const struct segment *best, int64_t most)
{
	return run->start != best->start && run->sum >= CHOSEN_SUM &&
	       run->sum * (100 + CHOSEN_BASE) > most;
}

void signals_choose(const struct outline *page, struct best_run *best)
{
	struct few_grams title;
	struct segment chosen = best->run;
	if (!page->parents || chosen.sum < CHOSEN_SUM)
		return;
	const struct segment *run = best->runs.run, *end = run + best->runs.count;
	while (run < end && !may_be_chosen(run, &chosen, chosen.sum * CHOSEN_BASE))
		run++;
	if (run == end)
		return;
	few_grams_learn(&title, title_of(page));
	if (title.count == 0)
		return;
	int64_t most = worth_with_title(page, &title, &chosen);
	for (; run < end; run++) {
		if (!may_be_chosen(run, &best->run, most))
			continue;
		int64_t worth = worth_with_title(page, &title, run);
		if (worth > most) {
			most = worth;
			chosen = *run;
		}
	}
	best->run = chosen;
}

// --- blocks ---

static bool sum_blocks(
	struct signals *signals, const struct outline *page, const struct best_run *best)
{
	void *room = signals->sum;
	if (!array_reserve(&room, &signals->room, page->nodes, sizeof *signals->sum))
		return false;
	signals->sum = room;
	struct block_sum *sum = signals->sum;
	memset(sum, 0, page->nodes * sizeof *sum);
	for (size_t i = 0; i < page->count; i++) {
		struct block_sum *own = &sum[node_of(page, i)];
		if (!outline_is_open(page, i))
			continue;
		own->text += page->line[i].size;
		own->linked += page->line[i].size * linked(page, i) / 100;
		if (i < best->run.start || i >= best->run.end || best->worth[i] <= 0)
			continue;
		own->worth += best->worth[i];
		own->lines++;
		if (node_of(page, i) != 0) {
			sum[parent_of(page, i)].worth += best->worth[i];
			sum[parent_of(page, i)].lines++;
		}
	}
	for (size_t node = page->nodes; node-- > 1;) {
		sum[page->parents[node]].text += sum[node].text;
		sum[page->parents[node]].linked += sum[node].linked;
	}
	return true;
}

// Whether much of the run stands in the block, or in its children.
static bool is_of_run(const struct block_sum *sum, int64_t all)
{
	return sum->lines >= SIBLING_LINES && 100 * sum->worth >= SIBLING_SHARE * all;
}

static int64_t worth_of_run(const struct outline *page, const struct best_run *best)
{
	int64_t all = 0;
	for (size_t i = best->run.start; i < best->run.end; i++)
		if (outline_is_open(page, i) && best->worth[i] > 0)
			all += best->worth[i];
	return all;
}

// Goes on from `at`, up or down, over lines in blocks of the run. Returns where that ends.
static size_t grow_end(
	const struct signals *signals, const struct outline *page, int64_t all, size_t at, bool up)
{
	size_t lines = 0, end = at;
	while (up ? at > 0 : at < page->count) {
		size_t i = up ? --at : at++;
		if (!counts(page, i))
			continue;
		if (page->shape[i].flags & OUTLINE_EVIDENCE)
			break;
		if (is_taken(page, i))
			continue;
		bool sibling = is_of_run(&signals->sum[node_of(page, i)], all) ||
			       is_of_run(&signals->sum[parent_of(page, i)], all);
		if (!sibling || linked(page, i) > PROSE_LINKED ||
			(page->shape[i].markup.flags & MARKUP_COMMENTS))
			break;
		lines++;
		end = at;
	}
	return lines >= GROWN_LINES ? end : (size_t)-1;
}

static void grow_over_siblings(const struct signals *signals, const struct outline *page,
	const struct best_run *best, uint8_t *kept)
{
	int64_t all = worth_of_run(page, best);
	size_t first = 0, last = page->count;
	while (first < last && !kept[first])
		first++;
	while (last > first && !kept[last - 1])
		last--;
	if (all == 0 || first == last)
		return;
	size_t start = grow_end(signals, page, all, first, true);
	size_t end = grow_end(signals, page, all, last, false);
	if (start != (size_t)-1)
		memset(kept + start, 1, first - start);
	if (end != (size_t)-1)
		memset(kept + last, 1, end - last);
}

static bool is_within(const struct outline *page, uint32_t node, uint32_t outer)
{
	while (node > outer)
		node = page->parents[node];
	return node == outer;
}

// The innermost block with most of the page's text that is no links; 0: none.
static uint32_t find_bulk(const struct signals *signals, const struct outline *page)
{
	const struct block_sum *sum = signals->sum;
	uint64_t all = sum[0].text - sum[0].linked;
	for (size_t node = page->nodes; node-- > 1;)
		if (100 * (sum[node].text - sum[node].linked) >= BULK_SHARE * all &&
			100 * sum[node].linked <= BULK_LINKED * sum[node].text)
			return (uint32_t)node;
	return 0;
}

// Whether a line stands in the bulk and does not end a text.
static bool is_of_bulk(const struct outline *page, size_t i, uint32_t bulk)
{
	return !(page->shape[i].flags & OUTLINE_END) && is_within(page, node_of(page, i), bulk);
}

// A run that is little of the block with the bulk of the page is a part of what stands there.
static void keep_bulk(const struct signals *signals, const struct outline *page,
	const struct best_run *best, uint8_t *kept)
{
	uint32_t bulk = find_bulk(signals, page);
	uint64_t run = 0;
	if (bulk == 0)
		return;
	for (size_t i = best->run.start; i < best->run.end; i++) {
		if (!outline_is_open(page, i))
			continue;
		run += page->line[i].size;
		if (!is_within(page, node_of(page, i), bulk))
			return;
	}
	if (100 * run > BULK_RUN * signals->sum[bulk].text)
		return;
	for (size_t i = best->run.start; i > 0 && is_of_bulk(page, i - 1, bulk); i--)
		kept[i - 1] = 1;
	for (size_t i = best->run.end; i < page->count && is_of_bulk(page, i, bulk); i++)
		kept[i] = 1;
}

// Lines that are nothing but links are no text, between two of it either.
static void drop_links(const struct outline *page, const struct best_run *best, uint8_t *kept)
{
	for (size_t i = best->run.start; i < best->run.end; i++)
		if (best->worth[i] == 0 && linked(page, i) > BOX_LINE)
			kept[i] = 0;
}

bool signals_grow(struct signals *signals, const struct outline *page, const struct best_run *best,
	uint8_t *kept)
{
	if (!page->parents)
		return true;
	if (!sum_blocks(signals, page, best))
		return false;
	grow_over_siblings(signals, page, best, kept);
	keep_bulk(signals, page, best, kept);
	drop_links(page, best, kept);
	return true;
}
