// SPDX-License-Identifier: MIT
// Whether a text is several pages run together.
//
// A page ends with its foot. Where another page begins below it, there is a head, and then text
// again. And a page has one main text: three are too many, if they stand apart and are alike in
// size.
#include "page/multipage.h"

#include "page/page.h"

#define TEXT_SUM 1000 // of a run that may be a main text, in tenths of a point,
#define TEXT_SHARE 5  // without a foot between them, at least this part of the best sum
#define MOST_TEXTS 2  // with no more than evidence of husk between them

struct multipage_task {
	const struct segments *runs;
	const struct dehusk_line *line;
	const struct outline_line *shape;
};

static bool is_evidence(const struct outline_line *shape)
{
	return (shape->flags & (OUTLINE_EVIDENCE | OUTLINE_FOOT)) == OUTLINE_EVIDENCE;
}

// Whether the lines hold evidence of husk, and if wanted a foot above it.
static bool has_evidence(const struct outline_line *shape, size_t start, size_t end, bool foot)
{
	for (size_t i = start; i < end; i++) {
		foot &= !(shape[i].flags & OUTLINE_FOOT);
		if (!foot && is_evidence(&shape[i]))
			return true;
	}
	return false;
}

// The line of a segment with the most text.
static const struct dehusk_line *longest(
	const struct dehusk_line *line, const struct outline_line *shape, const struct segment *run)
{
	size_t best = run->start;
	for (size_t i = run->start; i < run->end; i++)
		if (!(shape[i].flags & (OUTLINE_TAKEN | OUTLINE_APART)) &&
			line[i].size > line[best].size)
			best = i;
	return &line[best];
}

// Whether more than `most` segments of at least this sum stand apart, with evidence between them. A
// text that is printed twice, for a telephone or for paper, is one text.
static bool has_more(const struct multipage_task *task, size_t most, int64_t least, bool foot)
{
	const struct dehusk_line *text[MOST_TEXTS + 1];
	const struct segment *last = NULL;
	size_t count = 0;
	for (size_t i = 0; i < task->runs->count && count <= most; i++) {
		const struct segment *run = &task->runs->run[i];
		if (run->sum < least)
			continue;
		bool apart = !last || has_evidence(task->shape, last->end, run->start, foot);
		last = run;
		if (!apart)
			continue;
		text[count] = longest(task->line, task->shape, run);
		size_t same = 0;
		while (same < count && !line_is(text[same], text[count]))
			same++;
		count += same == count;
	}
	return count > most;
}

bool multipage_is_several(const struct segments *runs, const struct dehusk_line *line,
	const struct outline_line *shape)
{
	struct multipage_task task = {runs, line, shape};
	const struct segment *best = segments_best(runs);
	int64_t share = best ? best->sum / TEXT_SHARE : 0;
	int64_t least = share > TEXT_SUM ? share : TEXT_SUM;
	return has_more(&task, 1, TEXT_SUM, true) || has_more(&task, MOST_TEXTS, least, false);
}
