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

#define DOCUMENT_PROSE 20 // characters of a sentence,
#define DOCUMENT_LINES 2  // of which a document with text has so many

static bool is_evidence(const struct outline_line *shape)
{
	return (shape->flags & (OUTLINE_EVIDENCE | OUTLINE_FOOT)) == OUTLINE_EVIDENCE;
}

// Whether the lines hold evidence of husk, and if wanted a foot above it.
static bool has_evidence(const struct outline *page, size_t start, size_t end, bool foot)
{
	for (size_t i = start; i < end; i++) {
		foot &= !(page->shape[i].flags & OUTLINE_FOOT);
		if (!foot && is_evidence(&page->shape[i]))
			return true;
	}
	return false;
}

// The line of a segment with the most text.
static const struct dehusk_line *longest(const struct outline *page, const struct segment *run)
{
	size_t best = run->start;
	for (size_t i = run->start; i < run->end; i++)
		if (outline_is_open(page, i) && page->line[i].size > page->line[best].size)
			best = i;
	return &page->line[best];
}

// Whether more than `most` segments of at least this sum stand apart, with evidence between them. A
// text that is printed twice, for a telephone or for paper, is one text.
static bool has_more(const struct segments *runs, const struct outline *page, size_t most,
	int64_t least, bool foot)
{
	const struct dehusk_line *text[MOST_TEXTS + 1];
	const struct segment *last = NULL;
	size_t count = 0;
	for (size_t i = 0; i < runs->count && count <= most; i++) {
		const struct segment *run = &runs->run[i];
		if (run->sum < least)
			continue;
		bool apart = !last || has_evidence(page, last->end, run->start, foot);
		last = run;
		if (!apart)
			continue;
		text[count] = longest(page, run);
		size_t same = 0;
		while (same < count && !line_is(text[same], text[count]))
			same++;
		count += same == count;
	}
	return count > most;
}

bool multipage_is_several(const struct segments *runs, const struct outline *page)
{
	const struct segment *best = segments_best(runs);
	int64_t share = best ? best->sum / TEXT_SHARE : 0;
	int64_t least = share > TEXT_SUM ? share : TEXT_SUM;
	return has_more(runs, page, 1, TEXT_SUM, true) ||
	       has_more(runs, page, MOST_TEXTS, least, false);
}

bool multipage_has_documents(const struct outline *page)
{
	size_t documents = 0, prose = 0;
	for (size_t i = 0; i < page->count; i++) {
		if (page->shape[i].markup.flags & MARKUP_TITLE)
			prose = 0;
		if (!outline_is_prose(page, i, DOCUMENT_PROSE) || outline_is_husk(page, i))
			continue;
		documents += ++prose == DOCUMENT_LINES;
	}
	return documents > 1;
}
