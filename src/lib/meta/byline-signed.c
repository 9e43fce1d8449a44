// SPDX-License-Identifier: MIT
// Reads names from a line of prose: editors at its end, authors at the beginning or the end of a
// text.
#include "meta/byline-reading.h"

#include <string.h>

#include "base/text.h"
#include "base/wordlist.h"
#include "meta/people.h"

static bool is_ideographic_end(const char *text, size_t at)
{
	uint32_t c;
	size_t used;
	enum label_sort sort = label_sort_at(text + utf8_step_back(text, at), &c, &used);
	return sort == SORT_QUOTE_CLOSE || sort == SORT_CLOSE || c == U'。' || c == U'！' ||
	       c == U'？';
}

// The start of the credits at the end of a line, in brackets or right behind a sentence; `size`:
// none.
static size_t tail_start(const char *text, size_t size)
{
	static const size_t most = sizeof("责任编辑：") + BYLINE_NAME_MAX;
	if (label_sort_before(text, size) == SORT_CLOSE)
		return label_last_bracket(text, size);
	for (size_t at = size; at > 0 && size - at <= most; at = utf8_step_back(text, at))
		if (!is_letter(text[at - 1]) && is_ideographic_end(text, at))
			return at;
	return size;
}

// Whether the line is the label of an editor, with or without a name: [责编：].
static bool is_editing(const struct byline_reading *r)
{
	return !r->prose && r->editing && r->depth == 0 && r->known && r->other == 0 &&
	       r->byline->author.size == 0;
}

// Reads editors only: an author in brackets is often part of the text.
void byline_tail(const char *line, const char *text, size_t size, struct byline *byline)
{
	struct fields fields;
	struct byline_reading r;
	size_t start = tail_start(text, size), stays = label_skip_blanks_back(text, 0, start);
	*byline = (struct byline){.kind = BYLINE_NONE};
	if (start == size || stays == 0)
		return;
	fields_read(&fields, line + start, text + start, size - start);
	byline_read(&r, &fields, byline);
	if ((!byline_is_one(&r) || byline->editor.size == 0) &&
		(!is_editing(&r) || label_sort_before(text, size) != SORT_CLOSE)) {
		*byline = (struct byline){.kind = BYLINE_NONE};
		return;
	}
	byline_take(&r, byline);
	byline->kind = BYLINE_TAIL;
	byline->stays = stays;
}

// --- authors of the text ---

// Reads the author from a part of a line.
static bool reads_author(
	const char *line, const char *text, struct text_span part, struct byline_name *author)
{
	struct fields fields;
	struct byline byline = {.kind = BYLINE_NONE};
	struct byline_reading r;
	fields_read(&fields, line + part.at, text + part.at, part.end - part.at);
	byline_read(&r, &fields, &byline);
	if (r.prose || byline.author.size == 0 || (r.other > 0 && !r.strong))
		return false;
	*author = byline.author;
	return true;
}

// The length of a character that most text has, and that is no bracket; 0: it is another one.
static inline size_t no_bracket_size(const char *text)
{
	if (utf8_begins_ideograph(*text))
		return 3;
	return is_alnum(*text) || *text == ' ';
}

// The inside of the first bracket that opens before `most`; end 0: none.
static struct text_span first_bracket(const char *text, size_t size, size_t most)
{
	struct text_span bracket = {0, 0};
	size_t used;
	for (size_t at = 0; at < size && (bracket.at > 0 || at < most); at += used) {
		uint32_t c;
		used = bracket.at == 0 ? no_bracket_size(text + at) : 0;
		if (used > 0)
			continue;
		enum label_sort sort = label_sort_at(text + at, &c, &used);
		if (sort == SORT_OPEN)
			bracket.at = at + used;
		else if (sort == SORT_CLOSE && bracket.at > 0)
			return (struct text_span){bracket.at, at};
		if (bracket.at > 0 && at - bracket.at > 2 * BYLINE_NAME_MAX && at > bracket.at)
			break;
	}
	return (struct text_span){0, 0};
}

// A bracket with an author begins before this byte.
static const size_t begins_before = 40 * sizeof("记");

bool byline_may_sign(const char *line, size_t size, bool begins)
{
	if (begins)
		return first_bracket(line, size, begins_before).end > 0;
	return size > 0 && tail_start(line, size) < size;
}

bool byline_begins(const char *line, const char *text, size_t size, struct byline_name *author)
{
	struct text_span bracket = first_bracket(text, size, begins_before);
	struct slice inside = {text + bracket.at, bracket.end - bracket.at};
	return bracket.end > 0 && wordlist_is_in(inside, "记者|报导|报道") &&
	       reads_author(line, text, bracket, author);
}

bool byline_ends(const char *line, const char *text, size_t size, struct byline_name *author)
{
	size_t start = size > 0 ? tail_start(text, size) : 0;
	if (start == size)
		return false;
	struct text_span part = {start, size};
	if (start > 0 && reads_author(line, text, part, author))
		return true;
	// A name alone in brackets.
	if (label_sort_before(text, size) != SORT_CLOSE)
		return false;
	uint32_t c;
	part.at += utf8_next(text + start, &c);
	part.end = utf8_step_back(text, size);
	if (wordlist_ends((struct slice){text, part.end}, "/编译|/整理"))
		part.end -= sizeof("/编译") - 1;
	if (part.end <= part.at ||
		!people_is_person((struct slice){text + part.at, part.end - part.at}))
		return false;
	author->size = 0;
	byline_add_name(author, (struct slice){line + part.at, part.end - part.at});
	return true;
}
