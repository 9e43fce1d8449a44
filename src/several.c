// SPDX-License-Identifier: MIT
// Whether a text is several pages run together.
//
// A page ends with its foot. Where another page begins below it, there is a head, and then text
// again. And a page has one main text: three are too many, if they stand apart and are alike in
// size.
#include "several.h"

#define TEXT_SUM 1000 // of a run that may be a main text, in tenths of a point,
#define TEXT_SHARE 5  // and without a foot between them one in so many parts of the best sum
#define MOST_TEXTS 2  // with no more than evidence of husk between them

static bool is_evidence(const struct body_line *shape)
{
	return (shape->flags & (BODY_EVIDENCE | BODY_FOOT)) == BODY_EVIDENCE;
}

// Whether there is evidence of husk among the lines, below a foot if there has to be one.
static bool has_evidence(const struct body_line *shape, size_t start, size_t end, bool foot)
{
	for (size_t i = start; i < end; i++) {
		foot &= !(shape[i].flags & BODY_FOOT);
		if (!foot && is_evidence(&shape[i]))
			return true;
	}
	return false;
}

// How many of the runs with this sum at least stand apart, with evidence between them.
static size_t count_apart(
	const struct runs *runs, const struct body_line *shape, int64_t least, bool foot)
{
	const struct run *last = NULL;
	size_t count = 0;
	for (size_t i = 0; i < runs->count; i++) {
		const struct run *run = &runs->run[i];
		if (run->sum < least)
			continue;
		count += !last || has_evidence(shape, last->end, run->start, foot);
		last = run;
	}
	return count;
}

bool several_pages(const struct runs *runs, const struct body_line *shape)
{
	int64_t best = 0;
	for (size_t i = 0; i < runs->count; i++)
		if (runs->run[i].sum > best)
			best = runs->run[i].sum;
	int64_t least = best / TEXT_SHARE > TEXT_SUM ? best / TEXT_SHARE : TEXT_SUM;
	return count_apart(runs, shape, TEXT_SUM, true) > 1 ||
	       count_apart(runs, shape, least, false) > MOST_TEXTS;
}
