// SPDX-License-Identifier: MIT
// Reads bylines in English and in Korean.
#include "meta/byline-reading.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

// "By Mary Ann Field": two to four capitalized words and nothing else.
bool byline_parse_english(const char *line, size_t size, struct byline *byline)
{
	static const char by[] = "by ";
	size_t start = sizeof by - 1, words = 0;
	*byline = (struct byline){.kind = BYLINE_NONE};
	if (size <= start || size > NAME_CHARS + start || line[0] != 'B' ||
		(line[1] != 'y' && line[1] != 'Y') || line[2] != ' ')
		return false;
	for (size_t at = start; at < size; at++) {
		bool begins = line[at - 1] == ' ';
		if (begins ? !is_capital(line[at])
			   : !is_letter(line[at]) && !strchr(" -.'", line[at]))
			return false;
		words += begins;
	}
	if (words < 2 || words > 4 || line[size - 1] == '.')
		return false;
	byline->kind = BYLINE_LINE;
	byline_add_name(&byline->author, (struct slice){line + start, size - start});
	return true;
}

// The start of the word that ends at `end`. *chars gets its length in characters; 0: it is not all
// Hangul.
static size_t hangul_before(const char *line, size_t end, size_t *chars)
{
	size_t at = end;
	*chars = 0;
	while (at > 0 && line[at - 1] != ' ') {
		uint32_t c;
		at = utf8_step_back(line, at);
		utf8_next(line + at, &c);
		++*chars;
		if (c < 0xAC00 || c > 0xD7A3)
			*chars = SIZE_MAX / 2;
	}
	if (*chars > NAME_CHARS)
		*chars = 0;
	return at;
}

// "김민수 기자", perhaps with an outlet before it and an address behind it.
bool byline_parse_korean(const char *line, size_t size, struct byline *byline)
{
	static const char label[] = " 기자";
	size_t chars, most = NAME_CHARS * 4;
	*byline = (struct byline){.kind = BYLINE_NONE};
	const char *found = size <= 2 * most ? memmem(line, size, label, sizeof label - 1) : NULL;
	if (!found)
		return false;
	size_t end = (size_t)(found - line), behind = end + sizeof label - 1;
	size_t start = hangul_before(line, end, &chars);
	if (behind < size &&
		(line[behind] != ' ' || behind + 1 + label_address(line, size, behind + 1) != size))
		return false;
	if (chars < 2 || chars > 4 || fields_chars(line, 0, start) > LONE_CHARS ||
		memchr(line, ' ', start > 0 ? start - 1 : 0))
		return false;
	byline->kind = BYLINE_LINE;
	byline_add_name(&byline->author, (struct slice){line + start, end - start});
	return true;
}
