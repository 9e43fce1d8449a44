// SPDX-License-Identifier: MIT
// What may be doubtful of a page: one table, which --strict and the warnings read.
#include "doubt.h"

#include <string.h>

#include "base/text.h"

#define COUNTED(member)                                                                            \
	static bool has_##member(const struct dehusk_counts *counts)                               \
	{                                                                                          \
		return counts->member > 0;                                                         \
	}

COUNTED(ill_formed)
COUNTED(unsure)
COUNTED(limit_hits)
COUNTED(long_lines)
COUNTED(sources_left)
COUNTED(several_pages)
COUNTED(unsure_text)
COUNTED(unread_dates)
COUNTED(other_kind)
COUNTED(left_open)
COUNTED(garbled)

static bool has_nothing_left(const struct dehusk_counts *counts)
{
	return counts->lines > counts->verdict[DEHUSK_EMPTY] && counts->verdict[DEHUSK_KEPT] == 0 &&
	       counts->verdict[DEHUSK_COLLECTED] == 0;
}

static const struct doubt_kind kinds[] = {
	{DOUBT_ILL_FORMED, "ill-formed", has_ill_formed,
		"bytes that are no text in the encoding of the page"},
	{DOUBT_UNSURE_ENCODING, "unsure-encoding", has_unsure, "an encoding that is only guessed"},
	{DOUBT_MOJIBAKE, "mojibake", has_garbled,
		"much text that was decoded wrongly before it came"},
	{DOUBT_LIMIT_HITS, "limit-hits", has_limit_hits, "a rule that was given up at a limit"},
	{DOUBT_LONG_LINES, "long-lines", has_long_lines,
		"a line of more than 1 MiB, which no rule has seen"},
	{DOUBT_SOURCES_LEFT, "sources-left", has_sources_left,
		"source lines left in place, since the page has too many"},
	{DOUBT_SEVERAL_PAGES, "several-pages", has_several_pages, "several pages in one"},
	{DOUBT_UNSURE_TEXT, "unsure-text", has_unsure_text,
		"a main text where another may be the right one"},
	{DOUBT_UNREAD_DATES, "unread-dates", has_unread_dates,
		"a source line with a date that cannot be, or be read"},
	{DOUBT_NOTHING_LEFT, "nothing-left", has_nothing_left,
		"nothing left of a page that has more than empty lines"},
	{DOUBT_OTHER_KIND, "other-kind", has_other_kind,
		"JSON, mail and the like, read as plain text"},
	{DOUBT_LEFT_OPEN, "left-open", has_left_open,
		"html that ends inside a comment, a script or the like"},
	{DOUBT_RECORDS, "records", NULL, "records that passed as they are, or are none"},
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

unsigned doubt_find(const struct dehusk_counts *counts)
{
	unsigned found = 0;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (kinds[i].is_there && kinds[i].is_there(counts))
			found |= kinds[i].bit;
	return found;
}
