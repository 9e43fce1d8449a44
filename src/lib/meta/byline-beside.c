// SPDX-License-Identifier: MIT
// The words beside a date in the head of a page: who posted the page, and where it was taken from.
#include "meta/byline-reading.h"

#include <string.h>

#include "base/text.h"
#include "base/wordlist.h"
#include "meta/people.h"

// The first word of a span.
static struct text_span first_word(const struct byline_reading *r, struct text_span span)
{
	size_t at = span.at;
	while (at < span.end) {
		uint32_t c;
		size_t used;
		if (label_sort_at(r->text + at, &c, &used) == SORT_BLANK)
			break;
		at += used;
	}
	return (struct text_span){span.at, at};
}

static bool is_one_word(const struct byline_reading *r, struct text_span span)
{
	return span.end > span.at && first_word(r, span).end == span.end;
}

// Names of columns with the endings of outlets.
static bool is_column(struct slice text)
{
	return wordlist_begins(text,
		"国内|国际|社会|本地|地方|综合|今日|热点|图片|即时|最新|行业|公司|企业|校园|时政|"
		"学校|"
		"媒体|新闻|首页|本站|本网|更多|视频|滚动|头条|正文|关注");
}

// Whether a word is the name of an outlet, longer than 某报, and no column.
static bool is_outlet(struct slice text)
{
	return text.size > sizeof("某报") - 1 && people_is_outlet(text) && !is_column(text);
}

bool byline_is_outlet(const struct field *word, const struct fields *fields)
{
	return word->kind == FIELD_WORD && is_outlet(field_text(fields, word));
}

bool beside_names_outlet(const struct byline_reading *r, struct text_span span)
{
	return is_one_word(r, span) && is_outlet(byline_text(r, span));
}

// Whether the words are a person, or a login name.
static bool names_someone(const struct byline_reading *r, struct text_span span)
{
	struct slice text = byline_text(r, span);
	size_t letters = 0;
	if (!is_one_word(r, span) || people_is_outlet(text) || people_is_nobody(text))
		return false;
	while (letters < text.size && (is_letter(text.data[letters]) || text.data[letters] == '_' ||
					      (letters > 0 && is_digit(text.data[letters]))))
		letters++;
	return people_is_person(text) || (letters == text.size && text.size >= 3);
}

// The name of a person without the staff code behind it: 杨倩_NF4425; size 0: no person.
static struct text_span person_in(const struct byline_reading *r, struct text_span span)
{
	struct slice text = people_without_code(byline_text(r, span));
	bool person = is_one_word(r, span) && people_is_person(text) && !people_is_outlet(text);
	return (struct text_span){span.at, person ? span.at + text.size : span.at};
}

// The person of a person and an outlet, in either order: 李晓青 南方周末.
static struct text_span person_of_two(const struct byline_reading *r, struct text_span words)
{
	struct text_span first = first_word(r, words), second = words;
	if (first.end == first.at || first.end == words.end)
		return (struct text_span){0, 0};
	uint32_t c;
	second.at += first.end - first.at + utf8_next(r->text + first.end, &c);
	struct text_span one = person_in(r, first), other = person_in(r, second);
	if (one.end > one.at && beside_names_outlet(r, second))
		return one;
	return beside_names_outlet(r, first) ? other : (struct text_span){0, 0};
}

// Whether a word ends like places, columns and trades that begin like names: 石家庄, 高新区,
// 时评界.
static bool ends_as_place(struct slice text)
{
	static const char last[] = "省市县区镇乡村州港庄口山界圈部体类型院校馆会大小图闻化";
	return people_starts_in(slice_from(text, utf8_step_back(text.data, text.size)), last);
}

// A person behind a date and a mark: 2021-03-05 10:22 · 李晓青. A shorter word may be a place
// (江西), a longer one a column.
static struct text_span person_behind(const struct byline_reading *r)
{
	struct text_span who = person_in(r, r->behind);
	size_t at = label_skip_blanks_back(r->text, 0, who.at);
	enum label_sort mark = at > 0 ? label_sort_before(r->text, at) : SORT_STOP;
	bool person = who.end - who.at == sizeof("李晓青") - 1 &&
		      (mark == SORT_JOINT || mark == SORT_SEPARATOR) &&
		      !ends_as_place(byline_text(r, who));
	return person ? who : (struct text_span){0, 0};
}

// The person beside a date with a time.
static struct text_span who_beside(const struct byline_reading *r)
{
	struct text_span who = person_in(r, r->before);
	if (who.end > who.at || names_someone(r, r->before))
		return who.end > who.at ? who : r->before;
	bool words = r->before.end > r->before.at && !beside_names_outlet(r, r->before);
	return words ? person_of_two(r, r->before) : person_behind(r);
}

// The name of an outlet without the button that touches it: 某报微博.
static struct text_span without_button(const struct byline_reading *r, struct text_span span)
{
	static const char button[] = "微博";
	struct slice text = byline_text(r, span);
	if (text.size <= sizeof button || !ends_with(text, button))
		return span;
	text.size -= sizeof button - 1;
	if (people_is_outlet(text))
		span.end = span.at + text.size;
	return span;
}

// Reads who posted the page, and where it was taken from, by the position of the words.
void beside_read(const struct byline_reading *r, struct byline *byline)
{
	unsigned flags = r->date_label ? r->date_label->flags : 0;
	struct text_span who = {0, 0};
	byline->words = r->other > 0;
	if (r->original)
		who = first_word(r, r->before);
	else if ((flags & LABEL_BY) || (r->counter && !beside_names_outlet(r, r->before)))
		who = r->before;
	else if (flags & LABEL_BY_BEHIND)
		who = r->behind;
	else if (r->timed)
		who = who_beside(r);
	if (is_one_word(r, who) && fields_chars(r->text, who.at, who.end) <= LONE_CHARS &&
		!people_is_nobody(byline_text(r, who)) && !is_column(byline_text(r, who)))
		byline->who = byline_slice(r, who);
	bool first = beside_names_outlet(r, r->before), second = beside_names_outlet(r, r->behind);
	bool apart = first && r->behind.end > 0 && who.at == r->behind.at;
	if ((byline->who.size == 0 || apart) && first != second)
		byline->outlet = byline_slice(r, without_button(r, first ? r->before : r->behind));
}
