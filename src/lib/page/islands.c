// SPDX-License-Identifier: MIT
// The main text as islands: stretches of lines between the husk of a page.
//
// Evidence, a line that ends a text (",end") and three taken lines in a row part two islands. Each
// island has a best part, by the looks of its lines.
//
// The text begins with the best run, its joined neighbours, and the island of the run's best line.
// From there it goes up and down, island by island. It goes over husk that may stand within a text.
// It stops at husk that ends a text, and where more than three lines of an island are left over. A
// short heading right above a long paragraph does not stop it (is_subheading). A post above replies
// takes the place of the run (islands_post).
#include "page/islands.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "page/page.h"
#include "page/title.h"

#define LEAST_WORTH 30   // of an island that is part of a text
#define LEAST_DROP 60    // how far the sum of the best part may fall,
#define DROP_SHARE 2     // or by one in this many parts of it
#define MOST_LEFT 3      // lines left at an end of an island that do not end the text
#define MOST_HEADINGS 3  // lines at the upper end of an island that are its headings
#define MOST_MARKS 2     // lines that a rule took, one after another, within an island
#define POST_WORTH 50    // of a post above what readers wrote,
#define POST_SHARE 6     // or one in this many parts of that
#define HEADING_BYTES 45 // of a heading within a text
#define LONG_PROSE 35    // characters of a paragraph below it

static const int8_t worths[LOOKS] = {
	[LOOK_PROSE] = 30,
	[LOOK_BODY] = 20,
	[LOOK_CODE] = 10,
	[LOOK_HEAD] = -6,
	[LOOK_SHORT] = -3,
};
#define HINT_WORTH (-15)

int32_t islands_worth(const struct outline *page, size_t i)
{
	if (page->shape[i].flags & OUTLINE_HINT)
		return HINT_WORTH;
	return worths[outline_look_of(page, i)];
}

void islands_free(struct islands *islands)
{
	free(islands->island);
	*islands = (struct islands){0};
}

// --- finding ---

// What is known on the way through a page.
struct island_walk {
	struct islands *islands;
	const struct outline *page;
	bool open;    // an island goes on
	bool closed;  // a text has ended since the last one,
	bool replies; // and what readers wrote begins
	size_t marks;
	// The best part so far is in the island; this is the one that is going on.
	size_t from, above;
	int64_t sum, most; // a page may have more lines than an int32_t has room for their worth
};

static bool begin_island(struct island_walk *walk, size_t i)
{
	struct islands *islands = walk->islands;
	void *list = islands->island;
	if (!array_reserve(&list, &islands->room, islands->count + 1, sizeof *islands->island))
		return false;
	islands->island = list;
	islands->island[islands->count++] = (struct island){.start = i, .from = i, .to = i};
	islands->island[islands->count - 1].closed = walk->closed;
	islands->island[islands->count - 1].replies = walk->replies;
	walk->open = true;
	walk->closed = walk->replies = false;
	walk->sum = walk->most = 0;
	return true;
}

// Adds a line to the part that goes on; one that falls too far from what it was worth ends.
static void add_worth(struct island_walk *walk, struct island *island, size_t i)
{
	int32_t worth = islands_worth(walk->page, i);
	if (walk->sum == 0) {
		walk->from = i;
		walk->above = island->lines;
		walk->most = 0;
	}
	walk->sum += worth;
	island->lines++;
	island->end = i + 1;
	island->prose |= walk->page->shape[i].look == LOOK_PROSE;
	if (walk->sum > walk->most)
		walk->most = walk->sum;
	if (walk->sum > island->worth) {
		island->worth = walk->sum;
		island->from = walk->from;
		island->to = i + 1;
		island->upper = walk->above;
		island->lower = island->lines; // for now: the lines down to here
	}
	int64_t share = walk->most / DROP_SHARE;
	int64_t drop = share > LEAST_DROP ? share : LEAST_DROP;
	if (walk->sum <= 0 || walk->sum < walk->most - drop)
		walk->sum = 0;
}

static void end_island(struct island_walk *walk)
{
	if (!walk->open)
		return;
	struct island *island = &walk->islands->island[walk->islands->count - 1];
	island->lower = island->lines - (island->worth > 0 ? island->lower : 0);
	walk->open = false;
}

// Whether a line that would end a text is a heading within it: a paragraph stands right below.
static bool is_subheading(const struct outline *page, size_t i)
{
	if (!(page->shape[i].flags & OUTLINE_EVIDENCE) || (page->shape[i].flags & OUTLINE_FOOT) ||
		page->line[i].size > HEADING_BYTES)
		return false;
	while (++i < page->count && (page->shape[i].flags & OUTLINE_APART))
		;
	return i < page->count && outline_is_prose(page, i, LONG_PROSE);
}

static void pass_taken(struct island_walk *walk, size_t i)
{
	unsigned flags = walk->page->shape[i].flags;
	walk->marks++;
	if ((flags & (OUTLINE_EVIDENCE | OUTLINE_END)) || walk->marks > MOST_MARKS)
		end_island(walk);
	bool replies = (flags & OUTLINE_REPLIES) && !walk->page->asks;
	bool ends = (flags & OUTLINE_END) && !is_subheading(walk->page, i);
	walk->replies |= replies;
	walk->closed |= replies || (ends && !(flags & OUTLINE_REPLIES));
}

bool islands_find(struct islands *islands, const struct outline *page)
{
	struct island_walk walk = {.islands = islands, .page = page};
	islands->count = 0;
	for (size_t i = 0; i < page->count; i++) {
		if (page->shape[i].flags & OUTLINE_APART)
			continue;
		if (page->shape[i].flags & OUTLINE_TAKEN) {
			pass_taken(&walk, i);
			continue;
		}
		if (!walk.open && !begin_island(&walk, i))
			return false;
		walk.marks = 0;
		add_worth(&walk, &islands->island[islands->count - 1], i);
	}
	end_island(&walk);
	return true;
}

// --- keeping ---

static void keep_if_island(uint8_t *kept, size_t from, size_t to)
{
	memset(kept + from, 1, to - from);
}

// The island that a line is in.
static size_t find_island(const struct islands *islands, size_t line)
{
	size_t i = 0;
	while (i + 1 < islands->count && islands->island[i].end <= line)
		i++;
	return i;
}

size_t islands_post(const struct islands *islands, const struct outline *page, size_t core)
{
	const struct island *island = islands->island, *post = island;
	const struct island *found = &island[find_island(islands, core)];
	size_t i = 0;
	for (; island + i <= found && !island[i].replies; i++)
		if (island[i].worth > post->worth)
			post = &island[i];
	if (island + i > found || !post->prose || post->worth < POST_WORTH ||
		post->worth < found->worth / POST_SHARE)
		return core;
	for (i = post->from; !outline_is_open(page, i);)
		i++;
	return i;
}

static bool has_date(const struct outline *page, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (outline_is_open(page, i) && title_has_date(&page->line[i]))
			return true;
	return false;
}

// Keeps the best part of an island, its headings above it, and a signature with a date below.
static void keep_island(const struct outline *page, const struct island *island, uint8_t *kept)
{
	size_t from = island->upper <= MOST_HEADINGS ? island->start : island->from;
	bool signature = island->lower <= MOST_HEADINGS && has_date(page, island->to, island->end);
	keep_if_island(kept, from, signature ? island->end : island->to);
}

// The open lines of an island above the first, or below the last, that is kept.
static size_t left_above(
	const struct outline *page, const struct island *island, const uint8_t *kept)
{
	size_t left = 0;
	for (size_t i = island->start; i < island->end && !kept[i]; i++)
		left += outline_is_open(page, i);
	return left;
}

static size_t left_below(
	const struct outline *page, const struct island *island, const uint8_t *kept)
{
	size_t left = 0;
	for (size_t i = island->end; i > island->start && !kept[i - 1]; i--)
		left += outline_is_open(page, i - 1);
	return left;
}

static void go_up(
	const struct islands *islands, const struct outline *page, size_t i, uint8_t *kept)
{
	const struct island *island = &islands->island[i];
	while (left_above(page, island, kept) <= MOST_LEFT && !island->closed &&
		island > islands->island) {
		island--;
		if (island->worth >= LEAST_WORTH)
			keep_island(page, island, kept);
	}
}

static void go_down(
	const struct islands *islands, const struct outline *page, size_t i, uint8_t *kept)
{
	const struct island *island = &islands->island[i];
	const struct island *end = islands->island + islands->count;
	while (left_below(page, island, kept) <= MOST_LEFT && ++island < end && !island->closed) {
		if (island->worth >= LEAST_WORTH)
			keep_island(page, island, kept);
	}
}

void islands_keep(
	const struct islands *islands, const struct outline *page, size_t core, uint8_t *kept)
{
	size_t first = 0, last = page->count;
	keep_island(page, &islands->island[find_island(islands, core)], kept);
	while (!kept[first])
		first++;
	while (!kept[last - 1])
		last--;
	go_up(islands, page, find_island(islands, first), kept);
	go_down(islands, page, find_island(islands, last - 1), kept);
}
