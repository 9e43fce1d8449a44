// SPDX-License-Identifier: MIT
// What may be doubtful of a page: one table, which --strict and the warnings read.
#include "doubt.h"

#include <string.h>

#include "base/text.h"

static const struct doubt_kind kinds[] = {
	{DOUBT_ILL_FORMED, "ill-formed", DEHUSK_COUNT_ILL_FORMED,
		N_("bytes that are no text in the encoding of the page")},
	{DOUBT_UNSURE_ENCODING, "unsure-encoding", DEHUSK_COUNT_UNSURE,
		N_("an encoding that is only guessed")},
	{DOUBT_MOJIBAKE, "mojibake", DEHUSK_COUNT_GARBLED,
		N_("much text that was decoded wrongly before it came")},
	{DOUBT_LIMIT_HITS, "limit-hits", DEHUSK_COUNT_LIMIT_HITS,
		N_("a rule that was given up at a limit")},
	{DOUBT_LONG_LINES, "long-lines", DEHUSK_COUNT_LONG_LINES,
		N_("a line of more than 1 MiB, which no rule has seen")},
	{DOUBT_SOURCES_LEFT, "sources-left", DEHUSK_COUNT_SOURCES_LEFT,
		N_("source lines left in place, since the page has too many")},
	{DOUBT_SEVERAL_PAGES, "several-pages", DEHUSK_COUNT_SEVERAL_PAGES,
		N_("several pages in one")},
	{DOUBT_UNSURE_TEXT, "unsure-text", DEHUSK_COUNT_UNSURE_TEXT,
		N_("a main text where another may be the right one")},
	{DOUBT_UNREAD_DATES, "unread-dates", DEHUSK_COUNT_UNREAD_DATES,
		N_("a source line with a date that cannot be, or be read")},
	{DOUBT_NOTHING_LEFT, "nothing-left", DOUBT_NO_COUNT,
		N_("nothing left of a page that has more than empty lines")},
	{DOUBT_OTHER_KIND, "other-kind", DEHUSK_COUNT_OTHER_KIND,
		N_("JSON, mail and the like, read as plain text")},
	{DOUBT_LEFT_OPEN, "left-open", DEHUSK_COUNT_LEFT_OPEN,
		N_("html that ends inside a comment, a script or the like")},
	{DOUBT_RECORDS, "records", DOUBT_NO_COUNT,
		N_("records that passed as they are, or are none")},
};

const struct doubt_kind *doubt_kinds(size_t *count)
{
	*count = COUNT(kinds);
	return kinds;
}

unsigned doubt_named(struct slice name)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (equals(name, kinds[i].name))
			return kinds[i].bit;
	return 0;
}

static bool has_nothing_left(const uint64_t count[DEHUSK_COUNTS])
{
	return count[DEHUSK_COUNT_LINES] > count[DEHUSK_COUNT_EMPTY] &&
	       count[DEHUSK_COUNT_KEPT] == 0 && count[DEHUSK_COUNT_COLLECTED] == 0;
}

unsigned doubt_find(const uint64_t count[DEHUSK_COUNTS])
{
	unsigned found = has_nothing_left(count) ? DOUBT_NOTHING_LEFT : 0;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (kinds[i].count != DOUBT_NO_COUNT && count[kinds[i].count] > 0)
			found |= kinds[i].bit;
	return found;
}
