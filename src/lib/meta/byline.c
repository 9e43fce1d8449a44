// SPDX-License-Identifier: MIT
// Recognizes bylines: lines that say only who wrote or edited a page, or when.
#include "meta/byline-reading.h"

#include <string.h>

// Whether the line is a date. Beside a date with a time there may be a few words: the name of the
// site.
static bool is_date(const struct byline_reading *r)
{
	const struct byline *b = r->byline;
	bool labelled = r->date_label && (r->date_label->flags & LABEL_STAMP);
	if (r->prose || r->date == 0 || b->author.size > 0 || b->editor.size > 0)
		return false;
	return r->timed || labelled || (r->other == 0 && !r->strange) ||
	       (!r->strange && (r->counter || beside_names_outlet(r, r->before) !=
						      beside_names_outlet(r, r->behind)));
}

static bool is_time(const struct byline_reading *r)
{
	return !r->prose && r->date == 0 && r->relative && !r->strange &&
	       r->byline->author.size == 0 && r->byline->editor.size == 0;
}

// byline_read_mark() takes a line with such a mark for prose, and tail_start() finds nothing behind
// it.
bool byline_may_end(uint32_t last)
{
	enum label_sort sort = label_sort(last);
	return sort != SORT_STOP && sort != SORT_QUOTE_CLOSE && sort != SORT_QUOTE_OPEN;
}

enum date_result byline_date_line(const struct fields *fields, int32_t *date, bool *by_hand)
{
	const struct field *found = NULL;
	bool label = false;
	if (fields->prose)
		return DATE_NONE;
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *field = &fields->field[i];
		bool mark = field->kind == FIELD_MARK &&
			    (field->sort == SORT_BLANK || field->sort == SORT_OPEN ||
				    field->sort == SORT_CLOSE);
		bool dates = field->kind == FIELD_LABEL && field->label->kind == LABEL_DATE;
		label |= dates;
		if (field->kind == FIELD_DATE && !found)
			found = field;
		else if (!mark && !dates && field->kind != FIELD_PROMPT)
			return DATE_NONE;
	}
	if (!found)
		return DATE_NONE;
	*date = found->date;
	*by_hand = !label && found->date_end == fields->size &&
		   byline_is_by_hand(fields->text + found->at, found->date_end - found->at);
	return found->read;
}

static void read_whole_byline(const struct fields *fields, struct byline *byline, size_t *other)
{
	struct byline_reading r;
	*byline = (struct byline){.kind = BYLINE_NONE};
	byline_read(&r, fields, byline);
	enum byline_kind kind = byline_is_one(&r) ? BYLINE_LINE
				: is_date(&r)     ? BYLINE_DATE
				: is_time(&r)     ? BYLINE_TIME
						  : BYLINE_NONE;
	*other = r.other;
	if (kind == BYLINE_NONE) {
		*byline = (struct byline){.kind = BYLINE_NONE};
		return;
	}
	byline->kind = kind;
	byline_take(&r, byline);
	if (kind != BYLINE_LINE)
		beside_read(&r, byline);
}

bool byline_read_day(const struct fields *fields, struct byline *byline)
{
	size_t other;
	read_whole_byline(fields, byline, &other);
	return byline->kind == BYLINE_DATE || byline->kind == BYLINE_TIME;
}

void byline_read_line(const struct fields *fields, struct byline *byline)
{
	struct byline tail;
	size_t other;
	*byline = (struct byline){.kind = BYLINE_NONE};
	if (fields->size == 0)
		return;
	read_whole_byline(fields, byline, &other);
	// If there are other words too, the credits may be just the bracket at the end.
	bool bracket = byline->kind == BYLINE_LINE && other > 0 &&
		       label_sort_before(fields->text, fields->size) == SORT_CLOSE;
	if (byline->kind != BYLINE_NONE && !bracket)
		return;
	byline_tail(fields->line, fields->text, fields->size, &tail);
	if (tail.kind == BYLINE_TAIL)
		*byline = tail;
}

void byline_parse(const char *line, const char *folded, size_t size, struct byline *byline)
{
	struct fields fields;
	fields_read(&fields, line, folded, size);
	byline_read_line(&fields, byline);
}

bool byline_word(size_t n, char word[LABEL_WORD])
{
	// The words that byline_read_report() looks for.
	static const char *const reports[] = {"报导", "报道"};
	if (n < COUNT(reports)) {
		memcpy(word, reports[n], strlen(reports[n]) + 1);
		return true;
	}
	return label_word(
		1u << LABEL_AUTHOR | 1u << LABEL_REPORTER | 1u << LABEL_EDITOR | 1u << LABEL_STAFF,
		n - 2, word);
}
