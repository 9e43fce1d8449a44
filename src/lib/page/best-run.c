// SPDX-License-Identifier: MIT
// The best run of a page: the lines that are worth most together, and how far they reach.
#include "page/best-run.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/wordlist.h"
#include "page/page.h"
#include "page/signals.h"

#define TAKEN_SCORE (-200)
#define END_SCORE (-400)        // of a line that ends a text
#define BRIDGE_SCORE (-600)     // of all lines between two of prose together,
#define BRIDGED_PROSE 400       // which are worth so much,
#define BRIDGED_MOST 8          // if there are no more
#define FOOT_SCORE (-(1 << 30)) // more than any run is worth
#define JOINED_SUM 200          // of a run that may be joined to the best one
#define LIST_LEAST 3            // entries of a list below the run,
#define LIST_OTHERS 2           // with no more lines without a number between two
#define MOST_GIVEN_BACK 1       // lines like navigation at an end of the page that are given back

void best_run_free(struct best_run *best)
{
	segments_free(&best->runs);
	free(best->worth);
	*best = (struct best_run){.feet = false};
}

// --- finding ---

// Makes lines cost no more than all of them may together.
static void bridge_gap(int32_t *worth, size_t start, size_t end, size_t lines)
{
	int32_t least = BRIDGE_SCORE / (int32_t)lines;
	for (size_t i = start; i < end; i++)
		if (worth[i] < least)
			worth[i] = least;
}

// A few lines between two of prose, none of them taken, may be a list or a table in the main text.
static void bridge(int32_t *worth, const struct outline *page)
{
	// The start of the gap; the count of lines: it does not follow prose.
	size_t start = page->count, lines = 0;
	for (size_t i = 0; i < page->count; i++) {
		if (page->shape[i].flags & OUTLINE_APART)
			continue;
		if (page->shape[i].flags & OUTLINE_TAKEN) {
			start = page->count;
		} else if (worth[i] < BRIDGED_PROSE) {
			lines++;
		} else {
			if (start < i && lines > 0 && lines <= BRIDGED_MOST)
				bridge_gap(worth, start, i, lines);
			start = i + 1;
			lines = 0;
		}
	}
}

bool best_run_score(struct best_run *best, const struct outline *page)
{
	void *worth = best->worth;
	if (!array_reserve(&worth, &best->worth_room, page->count, sizeof *best->worth))
		return false;
	best->worth = worth;
	for (size_t i = 0; i < page->count; i++) {
		const struct outline_line *shape = &page->shape[i];
		best->worth[i] = shape->flags & OUTLINE_END     ? END_SCORE
				 : shape->flags & OUTLINE_TAKEN ? TAKEN_SCORE
								: features_score(shape->features);
	}
	bridge(best->worth, page);
	signals_score(page, best->worth);
	return true;
}

bool best_run_find(struct best_run *best, const struct outline *page, enum passing passing)
{
	unsigned passed = OUTLINE_APART | (passing == PASS_TAKEN ? OUTLINE_TAKEN : 0);
	segments_clear(&best->runs);
	best->feet = false;
	for (size_t i = 0; i < page->count; i++) {
		unsigned flags = page->shape[i].flags;
		bool foot = passing == PASS_FEET && (flags & OUTLINE_FOOT);
		best->feet |= foot;
		if (!(flags & passed) &&
			!segments_add(&best->runs, i, foot ? FOOT_SCORE : best->worth[i]))
			return false;
	}
	const struct segment *run = segments_best(&best->runs);
	best->run = run ? *run : (struct segment){.sum = 0};
	return true;
}

size_t best_run_core(const struct best_run *best, const struct outline *page)
{
	size_t core = best->run.start;
	for (size_t i = best->run.start; i < best->run.end; i++)
		if (outline_is_open(page, i) && best->worth[i] > best->worth[core])
			core = i;
	return core;
}

int64_t best_run_second(const struct best_run *best, const uint8_t *kept)
{
	const struct segments *runs = &best->runs;
	int64_t second = 0;
	for (size_t i = 0; i < runs->count; i++)
		if (!kept[runs->run[i].start] && runs->run[i].sum > second)
			second = runs->run[i].sum;
	return second;
}

// --- joining ---

// Whether what stands between two runs may be part of one text: no evidence of husk, and headlines
// for no more than half.
static bool is_gap_of_text(const struct outline *page, size_t start, size_t end)
{
	size_t lines = 0, headlines = 0;
	for (size_t i = start; i < end; i++) {
		if (page->shape[i].flags & OUTLINE_EVIDENCE)
			return false;
		if (!outline_is_open(page, i))
			continue;
		lines++;
		headlines += outline_look_of(page, i) == LOOK_HEAD;
	}
	return 2 * headlines <= lines;
}

void best_run_join(struct best_run *best, const struct outline *page)
{
	const struct segments *runs = &best->runs;
	struct segment *joined = &best->run;
	size_t at = 0;
	while (runs->run[at].start != joined->start)
		at++;
	for (size_t i = at; i-- > 0;) {
		const struct segment *run = &runs->run[i];
		if (run->sum < JOINED_SUM)
			continue;
		if (!is_gap_of_text(page, run->end, joined->start))
			break;
		joined->start = run->start;
	}
	for (size_t i = at + 1; i < runs->count; i++) {
		const struct segment *run = &runs->run[i];
		if (run->sum < JOINED_SUM)
			continue;
		if (!is_gap_of_text(page, joined->end, run->start))
			break;
		joined->end = run->end;
	}
}

// --- reaching further ---

// Whether an entry of a list may begin like this.
static bool has_number(struct slice text)
{
	static const char marks[] = "、|．|.|)|）";
	size_t at = 0;
	while (at < text.size && at < 3 && is_digit(text.data[at]))
		at++;
	struct slice rest = slice_from(text, at);
	return at > 0 && wordlist_begins(rest, marks) && !wordlist_has(rest, marks);
}

// The end of a list that goes on at a line, as far as its entries have numbers.
static size_t reach_list(const struct outline *page, size_t start)
{
	size_t entries = 0, others = 0, end = start;
	for (size_t i = start; i < page->count && others <= LIST_OTHERS; i++) {
		if (page->shape[i].flags & OUTLINE_APART)
			continue;
		if (page->shape[i].flags & OUTLINE_TAKEN)
			break;
		others++;
		if (has_number(line_text(&page->line[i]))) {
			entries++;
			others = 0;
			end = i + 1;
		}
	}
	return entries >= LIST_LEAST ? end : start;
}

// How far the text goes on from a line, up or down, by the looks of the lines there. No line that a
// rule took is in it.
static size_t reach_looks(const struct outline *page, size_t at, bool up)
{
	static const int8_t worths[LOOKS] = {
		[LOOK_PROSE] = 6,
		[LOOK_BODY] = 4,
		[LOOK_CODE] = 2,
		[LOOK_HEAD] = -2,
		[LOOK_SHORT] = -1,
	};
	int64_t sum = 0, most = 0;
	size_t end = at;
	while (up ? at > 0 : at < page->count) {
		size_t i = up ? --at : at++;
		if (page->shape[i].flags & OUTLINE_TAKEN)
			break;
		if (!outline_is_open(page, i))
			continue;
		sum += worths[outline_look_of(page, i)];
		if (sum > most) {
			most = sum;
			end = at;
		}
	}
	return end;
}

// Whether there is too little like navigation among lines at an end of the page to be husk.
static bool is_given_back(const struct outline *page, size_t start, size_t end)
{
	size_t like = 0;
	for (size_t i = start; i < end; i++)
		like += outline_is_like_navigation(page, i);
	return like <= MOST_GIVEN_BACK;
}

void best_run_reach(struct best_run *best, const struct outline *page, bool looks)
{
	struct segment *run = &best->run;
	run->end = reach_list(page, run->end);
	if (looks) {
		run->start = reach_looks(page, run->start, true);
		run->end = reach_looks(page, run->end, false);
	}
	if (is_given_back(page, 0, run->start))
		run->start = 0;
	if (is_given_back(page, run->end, page->count))
		run->end = page->count;
}
