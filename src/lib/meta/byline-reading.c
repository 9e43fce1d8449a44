// SPDX-License-Identifier: MIT
// Reads a line that may be a byline: people, dates and times.
#include "meta/byline-reading.h"

#include <string.h>

#include "base/text.h"
#include "base/wordlist.h"
#include "meta/people.h"

// A byline is a row of LABEL mark VALUE. Between these there may be dates, prompts, addresses,
// brackets, and a few other characters such as the name of the site. Anything more is prose. The
// labels occur in prose too, so a value must look like a name if nothing else says that the line is
// a byline.
#define VALUE_CHARS 30
#define LIST_CHARS 80
#define OTHER_CHARS 12 // of unknown words
#define REPORT_CHARS 6 // of 摄影报道
#define HEAD_CHARS 8   // of an outlet right before a label: 柳溪晚报记者

struct slice byline_slice(const struct byline_reading *r, struct text_span span)
{
	return (struct slice){r->fields->line + span.at, span.end - span.at};
}

struct slice byline_text(const struct byline_reading *r, struct text_span span)
{
	return (struct slice){r->text + span.at, span.end - span.at};
}

// --- names ---

void byline_add_name(struct byline_name *list, struct slice name)
{
	size_t blank = list->size > 0;
	if (list->size + blank + name.size > BYLINE_NAME_MAX)
		return;
	list->text[list->size] = ' ';
	memcpy(list->text + list->size + blank, name.data, name.size);
	list->size += blank + name.size;
}

// Removes the blank of a name of two ideographs: 李 明.
static void close_up(struct byline_name *name)
{
	static const size_t one = sizeof("李") - 1;
	uint32_t first, second;
	if (name->size != 2 * one + 1 || name->text[one] != ' ')
		return;
	utf8_next(name->text, &first);
	utf8_next(name->text + one + 1, &second);
	if (!label_is_ideograph(first) || !label_is_ideograph(second))
		return;
	memmove(name->text + one, name->text + one + 1, one);
	name->size--;
}

static void take_value_name(
	struct byline_reading *r, struct byline_name *list, struct text_span *lone)
{
	struct slice name = people_without_code(byline_text(r, r->value));
	if (name.size == 0 || people_is_nobody(name))
		return;
	if (list->size == 0)
		*lone = r->value;
	byline_add_name(list, (struct slice){r->fields->line + r->value.at, name.size});
	close_up(list);
}

static bool is_correspondent(const struct label *label)
{
	return wordlist_has((struct slice){label->word, label->size}, "通讯员|实习生");
}

static void take_author(struct byline_reading *r, bool reports)
{
	struct byline_name *author = &r->byline->author;
	if (author->size > 0 && !(reports && r->asked))
		return;
	take_value_name(r, author, &r->lone[0]);
	r->asked |= reports;
}

static void take_people(struct byline_reading *r, const struct label *label, bool people)
{
	switch (label->kind) {
	case LABEL_AUTHOR:
		take_author(r, false);
		break;
	case LABEL_REPORTER:
		take_author(r, true);
		break;
	case LABEL_EDITOR:
		if (r->byline->editor.size == 0)
			take_value_name(r, &r->byline->editor, &r->lone[1]);
		break;
	case LABEL_STAFF:
		r->staff |= people;
		break;
	default:
		if (people && is_correspondent(label))
			take_author(r, true);
	}
}

// --- the outlet before a name ---

// Whether a word is an outlet, even if it could be a person: 柳溪晚报.
static bool is_surely_outlet(struct slice text)
{
	return people_is_outlet(text) &&
	       (wordlist_ends(text, "报|网|社|刊") || !people_is_person(text));
}

// Whether a text names only people.
static bool names_people(struct slice text)
{
	text = people_without_code(text);
	return text.size > 0 && people_are(text);
}

// The length of the outlet before the names of people, with the role in between: 柳溪晚报 李明,
// 柳溪晚报编辑李明; 0: no outlet.
static size_t outlet_size(struct slice text)
{
	static const char *const between[] = {" ", "记者", "编辑"};
	if (text.size < sizeof("某报 李明") - 1)
		return 0;
	for (size_t i = 0; i < COUNT(between); i++) {
		size_t size = strlen(between[i]);
		const char *found = memmem(text.data, text.size, between[i], size);
		struct slice outlet = {text.data, found ? (size_t)(found - text.data) : 0};
		size_t end = outlet.size + size;
		if (outlet.size > 0 && is_surely_outlet(outlet) &&
			names_people(slice_from(text, end)))
			return end;
	}
	return 0;
}

// --- fields ---

static bool takes_names(const struct label *label)
{
	return label && label->kind >= LABEL_AUTHOR && label->kind <= LABEL_STAFF;
}

static void end_value(struct byline_reading *r)
{
	const struct label *label = r->label;
	if (takes_names(label))
		r->value.at += outlet_size(byline_text(r, r->value));
	struct slice value = byline_text(r, r->value);
	r->label = NULL;
	r->words_go_on = false;
	// 文/图 has the name of a reporter behind it.
	if (!label || value.size == 0 || wordlist_has(value, "图|文"))
		return;
	size_t chars = fields_chars(value.data, 0, value.size);
	bool people = people_are(people_without_code(value));
	if (takes_names(label) && label->kind != LABEL_STAFF) {
		r->prose |= chars > NAME_CHARS || (r->strict && !people);
	} else {
		r->prose |= chars > (label->kind == LABEL_LIST ? LIST_CHARS : VALUE_CHARS);
		r->strange |= label->kind == LABEL_DATE || label_is_source(label);
		r->counter |= label->kind == LABEL_COUNT;
	}
	if (!r->prose)
		take_people(r, label, people);
}

// Ends the value at a field that is never part of a name.
static void byline_pass_known(struct byline_reading *r)
{
	end_value(r);
	r->known = true;
}

bool byline_is_by_hand(const char *date, size_t size)
{
	static const char year[] = "年";
	const size_t mark = sizeof year - 1;
	const char *found = memmem(date, size, year, mark);
	return found && (size_t)(found - date) + mark < size && found[mark] != '0';
}

static void byline_read_date(struct byline_reading *r, const struct field *field)
{
	r->prose |= field->read != DATE_FOUND; // the line stays where it is
	byline_pass_known(r);
	r->strong = true;
	if (r->date != 0)
		return;
	size_t size = field->date_end - field->at;
	r->date = field->date;
	r->timed = memchr(r->text + field->date_end, ':', field->end - field->date_end) != NULL;
	r->byline->stamp |= r->timed && !byline_is_by_hand(r->text + field->at, size);
}

static void byline_read_time(struct byline_reading *r, const struct field *field)
{
	bool stamped = field->partial && r->date_label && (r->date_label->flags & LABEL_STAMP);
	byline_pass_known(r);
	if (field->relative || stamped)
		r->relative = true;
	else
		r->prose |= r->date == 0;
}

// A role at an outlet under another label: 编辑：柳溪晚报记者李明, 监制：柳溪晚报编辑 李明,
// 作者：柳溪晚报编辑 李明. Under an author the outlet is the head of the role.
static bool is_role(const struct byline_reading *r, const struct field *field, bool headed)
{
	enum label_kind kind = field->label->kind;
	size_t size = r->value.end - r->value.at;
	if ((kind != LABEL_REPORTER && kind != LABEL_EDITOR) || field->colon || field->bar ||
		!r->label)
		return false;
	if (r->label->kind == LABEL_AUTHOR)
		return kind == LABEL_EDITOR && headed && size == 0;
	return (r->label->kind == LABEL_EDITOR || r->label->kind == LABEL_STAFF) && size > 0 &&
	       r->value.end == field->at && people_is_outlet(byline_text(r, r->value));
}

static void byline_read_label(struct byline_reading *r, const struct field *field, bool headed)
{
	const struct label *label = field->label;
	if (is_role(r, field, headed)) {
		r->value = (struct text_span){field->end, field->end};
		r->strict = true;
		return;
	}
	r->known |= r->labels;
	r->labels = true;
	end_value(r);
	r->strong |= label->kind == LABEL_SOURCE;
	if (label->kind == LABEL_DATE && r->date == 0)
		r->date_label = label;
	bool bare = !field->colon && !field->bar;
	// 记者 alone, with no word before it.
	r->reporter = label->kind == LABEL_REPORTER && !bare && !headed &&
		      field->mark - field->at == label->size;
	// Prose speaks of reporters and of editors of sites as often as bylines name them.
	r->strict =
		label_is_of_people(label) && !is_letter(label->word[0]) &&
		(bare || label->kind == LABEL_REPORTER || headed || (label->flags & LABEL_PERSON));
	r->editing |= !bare && (label->kind == LABEL_EDITOR || label->kind == LABEL_STAFF);
	r->label = label;
	r->value = (struct text_span){field->end, field->end};
	r->counter |= label->kind == LABEL_COUNT;
}

// Whether a word ends like a report: 综合报导.
static bool is_report(const struct byline_reading *r, const struct field *field)
{
	return wordlist_ends((struct slice){r->text, field->end}, "报导|报道|特稿");
}

// Takes words that are names out of the count of unknown words.
static void forget_words(struct byline_reading *r, struct text_span words)
{
	size_t letters = fields_letters(r->text, words.at, words.end);
	r->other -= letters < r->other ? letters : r->other;
}

// 记者 李明 摄影报道: people under a label.
static bool is_report_of(const struct byline_reading *r, const struct field *field)
{
	return r->label && (r->label->kind == LABEL_REPORTER || r->label->kind == LABEL_AUTHOR) &&
	       r->value.end > r->value.at &&
	       fields_chars(r->text, field->at, field->end) <= REPORT_CHARS &&
	       people_are(byline_text(r, r->value));
}

// 甲／綜合報導: the name stands before a bar, with or without a label. Before a blank it needs a
// label.
static bool byline_read_report(
	struct byline_reading *r, const struct field *field, const struct field *before)
{
	if (!before || before->kind != FIELD_MARK || !is_report(r, field) ||
		(before->sort != SORT_JOINT &&
			(before->sort != SORT_BLANK || !is_report_of(r, field))))
		return false;
	struct text_span words = r->before;
	if (!r->label && words.end == before->at && people_are(byline_text(r, words))) {
		r->value = words;
		take_author(r, true);
		forget_words(r, words);
	}
	byline_pass_known(r);
	r->strong = true;
	return true;
}

// (甲 编辑): the label stands behind the name.
static bool byline_read_label_behind(struct byline_reading *r, const struct field *field)
{
	struct text_span words = r->before;
	if (r->depth == 0 || r->label || words.end == 0 || words.end >= field->at ||
		!wordlist_has(field_text(r->fields, field), "编辑|责编") ||
		!people_are(byline_text(r, words)))
		return false;
	r->value = words;
	if (r->byline->editor.size == 0)
		take_value_name(r, &r->byline->editor, &r->lone[1]);
	forget_words(r, words);
	r->known = true;
	return true;
}

// The place from which a post was sent: 发表于浙江.
static bool is_place(const struct byline_reading *r, const struct field *field)
{
	static const char words[] = "发表于|发布于|来自";
	struct slice word = field_text(r->fields, field);
	return r->date != 0 && wordlist_begins(word, words) && !wordlist_has(word, words);
}

// Words without a label.
static void byline_read_other(struct byline_reading *r, const struct field *field)
{
	size_t chars = fields_chars(r->text, field->at, field->end);
	bool counter = field->sort == SORT_DIGIT && r->depth > 0;
	if (is_place(r, field))
		return;
	r->other += counter ? 0 : chars;
	struct text_span *span = r->date == 0 && !r->relative ? &r->before : &r->behind;
	if (r->words_go_on)
		span->end = field->end;
	else if (span == &r->before || span->end == 0)
		*span = (struct text_span){field->at, field->end};
	r->words_go_on = true;
	r->prose |= r->other > OTHER_CHARS + LABEL_CHARS;
}

// The number behind a prompt: 阅读 3,204.
static bool byline_read_count(
	struct byline_reading *r, const struct field *field, const struct field *before)
{
	bool blank = before && before->kind == FIELD_MARK && before->sort == SORT_BLANK;
	if (field->sort != SORT_DIGIT || !before || (blank && before == r->fields->field))
		return false;
	const struct field *prompt = blank ? before - 1 : before;
	if (prompt->kind != FIELD_PROMPT)
		return false;
	r->counter = true;
	return true;
}

static void byline_read_word(
	struct byline_reading *r, const struct field *field, const struct field *before)
{
	if (!r->label && byline_read_count(r, field, before))
		return;
	if (byline_read_report(r, field, before) || byline_read_label_behind(r, field))
		return;
	if (!r->label) {
		byline_read_other(r, field);
		return;
	}
	if (r->value.end == r->value.at)
		r->value.at = field->at;
	r->value.end = field->end;
}

// The field behind a button in brackets: 某报(微博)记者. *end gets the end of the button. Without a
// button it returns `next`.
static const struct field *pass_button(
	const struct byline_reading *r, const struct field *next, size_t *end)
{
	const struct field *last = &r->fields->field[r->fields->count];
	if (!next || last - next < 4 || next->kind != FIELD_MARK || next->sort != SORT_OPEN ||
		next[1].kind != FIELD_PROMPT || next[2].sort != SORT_CLOSE)
		return next;
	*end = next[2].end;
	return next + 3;
}

// Whether a word belongs to the label behind it: 柳溪晚报记者, 山城网编辑.
static bool is_head(
	const struct byline_reading *r, const struct field *field, const struct field *next)
{
	static const char last[] = "网报社台刊线闻道端经志视媒都习约派版体站刻》栏";
	size_t end = field->end;
	next = pass_button(r, next, &end);
	if (!next || next->kind != FIELD_LABEL ||
		(next->label->kind != LABEL_REPORTER && next->label->kind != LABEL_EDITOR &&
			next->label->kind != LABEL_AUTHOR) ||
		next->at != end || fields_chars(r->text, field->at, field->end) > HEAD_CHARS)
		return false;
	bool empty = r->label && r->value.end == r->value.at;
	if (empty && r->label->kind != LABEL_AUTHOR)
		return false;
	if (people_starts_in(field_text(r->fields, field), "图据由"))
		return false;
	size_t before = utf8_step_back(r->text, field->end);
	return empty ||
	       people_starts_in((struct slice){r->text + before, field->end - before}, last);
}

static void byline_read_mark(struct byline_reading *r, const struct field *field)
{
	switch (field->sort) {
	case SORT_BLANK:
	case SORT_JOINT:
		break;
	case SORT_OPEN:
	case SORT_CLOSE:
		byline_pass_known(r);
		r->depth += field->sort == SORT_OPEN;
		r->depth -= field->sort == SORT_CLOSE && r->depth > 0;
		break;
	case SORT_SEPARATOR:
		end_value(r);
		break;
	default:
		r->prose |= field->sort != SORT_COMMA || !r->label || r->label->kind != LABEL_LIST;
	}
}

static void byline_read_prompt(struct byline_reading *r, const struct field *field)
{
	r->original |= equals(field_text(r->fields, field), "原创");
	for (size_t at = field->at; at < field->end; at++)
		r->counter |= is_digit(r->text[at]);
	byline_pass_known(r);
}

void byline_read(struct byline_reading *r, const struct fields *fields, struct byline *byline)
{
	*r = (struct byline_reading){.fields = fields, .text = fields->text, .byline = byline};
	bool headed = false;
	r->prose = fields->prose;
	for (size_t i = 0; i < fields->count && !r->prose; i++) {
		const struct field *field = &fields->field[i], *before = i > 0 ? field - 1 : NULL;
		const struct field *next = i + 1 < fields->count ? field + 1 : NULL;
		switch (field->kind) {
		case FIELD_LABEL:
			byline_read_label(r, field, headed);
			break;
		case FIELD_DATE:
			byline_read_date(r, field);
			break;
		case FIELD_TIME:
			byline_read_time(r, field);
			break;
		case FIELD_ADDRESS:
			byline_pass_known(r);
			r->strong = true;
			break;
		case FIELD_PROMPT:
			byline_read_prompt(r, field);
			break;
		case FIELD_WORD:
			headed = is_head(r, field, next);
			if (!headed)
				byline_read_word(r, field, before);
			continue;
		case FIELD_MARK:
			// A colon may stand between the name of a site and its address.
			if (field->sort != SORT_COLON || !next || next->kind != FIELD_ADDRESS)
				byline_read_mark(r, field);
			break;
		}
		headed = false;
	}
	end_value(r);
	r->prose |= r->other > OTHER_CHARS;
}

// Whether a name may be one without further evidence on the line.
static bool is_lone_name(const struct byline_reading *r, struct text_span name)
{
	return name.end == name.at || (fields_chars(r->text, name.at, name.end) <= LONE_CHARS &&
					      !people_is_speech(byline_text(r, name)));
}

bool byline_is_one(const struct byline_reading *r)
{
	const struct byline *b = r->byline;
	if (r->prose || (b->author.size == 0 && b->editor.size == 0 && !r->staff) ||
		(r->other > 0 && !r->strong))
		return false;
	return r->known ||
	       (!r->reporter && is_lone_name(r, r->lone[0]) && is_lone_name(r, r->lone[1]));
}

void byline_take(const struct byline_reading *r, struct byline *byline)
{
	bool stamped = r->date_label && (r->date_label->flags & LABEL_STAMP);
	byline->date = r->date;
	byline->labelled = stamped;
	byline->made = byline->stamp || stamped || r->counter || r->other > 0;
	byline->stamp = byline->made && r->other == 0 && !r->strange;
}
