// SPDX-License-Identifier: MIT
// Bylines: which lines say who wrote or edited a page, or when, and nothing else.
#include "byline.h"

#include <string.h>

#include "people.h"

// A line is a row of LABEL mark VALUE, between which dates, prompts, addresses and brackets may
// stand, and a few other characters, say the name of the site. Anything more is prose. People speak
// under these labels too: so a name has to look like one where nothing else on the line says that
// it is a byline.
#define NAME_CHARS 30
#define LONE_CHARS 12 // the same where nothing else shows that it is a byline
#define VALUE_CHARS 30
#define LIST_CHARS 80
#define OTHER_CHARS 12 // unknown words
#define REPORT_CHARS 6 // 摄影报道
#define HEAD_CHARS 8   // and what may stand right before a label: 柳溪晚报记者

struct span {
	size_t at, end;
};

struct judge {
	const struct fields *fields;
	const char *text;
	struct byline *byline;
	const struct credit_label *label; // of the field; NULL: none
	bool strict;                      // the value has to look like people
	struct span value;
	size_t depth;  // of brackets
	bool labels;   // one was read
	bool reporter; // the only label is that of a reporter, who asks in interviews
	bool known;    // something besides one label and its name, and nothing of prose
	bool strong;   // a date, an address, a source, a report: they stand in no other line of few
		     // words
	bool prose;
	bool strange;  // a field has a value that is no person
	bool staff;    // others are named
	bool editing;  // a label of an editor or the like is there, perhaps without a name
	bool asked;    // the author is a reporter, with whom others may be named
	bool timed;    // a time follows the date
	bool relative; // a time says how long ago
	bool counter;
	bool original;       // 原创
	size_t other;        // characters of unknown words
	struct span lone[2]; // the first name, if it stands alone, of an author and an editor
	struct span before, behind; // words next to the date
	bool words_go_on;
	const struct credit_label *date_label;
	int32_t date;
};

static struct slice slice_of(const struct judge *j, struct span span)
{
	return (struct slice){j->fields->line + span.at, span.end - span.at};
}

// --- names ---

// Puts the name at the end of a list. What has no room is left out.
static void add_name(struct byline_name *list, struct slice name)
{
	size_t blank = list->size > 0;
	if (list->size + blank + name.size > BYLINE_NAME_MAX)
		return;
	list->text[list->size] = ' ';
	memcpy(list->text + list->size + blank, name.data, name.size);
	list->size += blank + name.size;
}

// Takes the blank out of a name of two ideographs: 李 明.
static void close_up(struct byline_name *name)
{
	static const size_t one = sizeof("李") - 1;
	uint32_t first, second;
	if (name->size != 2 * one + 1 || name->text[one] != ' ')
		return;
	utf8_next(name->text, &first);
	utf8_next(name->text + one + 1, &second);
	if (!credit_is_ideograph(first) || !credit_is_ideograph(second))
		return;
	memmove(name->text + one, name->text + one + 1, one);
	name->size--;
}

static void take_name(struct judge *j, struct byline_name *list, struct span *lone)
{
	size_t size = people_without_code(j->text + j->value.at, j->value.end - j->value.at);
	if (size == 0 || people_is_nobody(j->text + j->value.at, size))
		return;
	if (list->size == 0)
		*lone = j->value;
	add_name(list, (struct slice){j->fields->line + j->value.at, size});
	close_up(list);
}

static bool is_correspondent(const struct credit_label *label)
{
	static const char *const words[] = {"通讯员", "实习生"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(label->word, words[i]) == 0)
			return true;
	return false;
}

static void take_author(struct judge *j, bool reports)
{
	struct byline_name *author = &j->byline->author;
	if (author->size > 0 && !(reports && j->asked))
		return;
	take_name(j, author, &j->lone[0]);
	j->asked |= reports;
}

static void take_people(struct judge *j, const struct credit_label *label, bool people)
{
	switch (label->kind) {
	case LABEL_AUTHOR:
		take_author(j, false);
		break;
	case LABEL_REPORTER:
		take_author(j, true);
		break;
	case LABEL_EDITOR:
		if (j->byline->editor.size == 0)
			take_name(j, &j->byline->editor, &j->lone[1]);
		break;
	case LABEL_STAFF:
		j->staff |= people;
		break;
	default:
		if (people && is_correspondent(label))
			take_author(j, true);
	}
}

// --- the outlet before a name ---

// Whether a word is an outlet, though it might be a person too: 柳溪晚报.
static bool is_surely_outlet(const char *text, size_t size)
{
	uint32_t last;
	if (!people_is_outlet(text, size))
		return false;
	utf8_next(text + credit_step_back(text, size), &last);
	return last == U'报' || last == U'网' || last == U'社' || last == U'刊' ||
	       !people_is_person(text, size);
}

// Whether nothing but people is named from `at` on.
static bool people_from(const char *text, size_t size, size_t at)
{
	size_t end = people_without_code(text + at, size - at);
	return end > 0 && people_are(text + at, end);
}

// The length of the outlet, or of that and what somebody is there, which people are named behind:
// 柳溪晚报 李明, 柳溪晚报编辑李明; 0: there is none.
static size_t outlet_size(const char *text, size_t size)
{
	static const char *const roles[] = {"记者", "编辑"};
	if (size < sizeof("某报 李明") - 1)
		return 0;
	const char *blank = memchr(text, ' ', size);
	size_t first = blank ? (size_t)(blank - text) : 0;
	if (first > 0 && is_surely_outlet(text, first) && people_from(text, size, first + 1))
		return first + 1;
	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		const char *role = memmem(text, size, roles[i], strlen(roles[i]));
		size_t at = role ? (size_t)(role - text) : 0, end = at + strlen(roles[i]);
		if (at > 0 && end < size && is_surely_outlet(text, at) &&
			people_from(text, size, end))
			return end;
	}
	return 0;
}

// --- fields ---

static bool names_people(const struct credit_label *label)
{
	return label && label->kind >= LABEL_AUTHOR && label->kind <= LABEL_STAFF;
}

static void end_value(struct judge *j)
{
	const struct credit_label *label = j->label;
	if (names_people(label))
		j->value.at += outlet_size(j->text + j->value.at, j->value.end - j->value.at);
	size_t size = j->value.end - j->value.at;
	const char *value = j->text + j->value.at;
	j->label = NULL;
	j->words_go_on = false;
	// 文/图 of a reporter, who is named behind it.
	if (!label || size == 0 || people_is_one_of(value, size, "图|文"))
		return;
	size_t chars = fields_chars(value, 0, size);
	bool people = people_are(value, people_without_code(value, size));
	if (names_people(label) && label->kind != LABEL_STAFF) {
		j->prose |= chars > NAME_CHARS || (j->strict && !people);
	} else {
		j->prose |= chars > (label->kind == LABEL_LIST ? LIST_CHARS : VALUE_CHARS);
		j->strange |= label->kind == LABEL_DATE || label->kind == LABEL_SOURCE ||
			      label->kind == LABEL_ORIGIN;
		j->counter |= label->kind == LABEL_COUNT;
	}
	if (!j->prose)
		take_people(j, label, people);
}

// What is known for what it is, and never part of a name.
static void pass_known(struct judge *j)
{
	end_value(j);
	j->known = true;
}

// Whether a date is written as people do, and programs hardly ever: 2021年3月5日.
static bool is_by_hand(const char *date, size_t size)
{
	static const char year[] = "年";
	const size_t mark = sizeof year - 1;
	const char *found = memmem(date, size, year, mark);
	return found && (size_t)(found - date) + mark < size && found[mark] != '0';
}

static void judge_date(struct judge *j, const struct field *field)
{
	j->prose |= field->read != DATE_FOUND; // such a line stays where it is
	pass_known(j);
	j->strong = true;
	if (j->date != 0)
		return;
	size_t size = field->date_end - field->at;
	j->date = field->date;
	j->timed = memchr(j->text + field->date_end, ':', field->end - field->date_end) != NULL;
	j->byline->stamp |= j->timed && !is_by_hand(j->text + field->at, size);
}

static void judge_time(struct judge *j, const struct field *field)
{
	bool stamped = field->partial && j->date_label && (j->date_label->flags & CREDIT_STAMP);
	pass_known(j);
	if (field->relative || stamped)
		j->relative = true;
	else
		j->prose |= j->date == 0;
}

static bool is_of_people(const struct credit_label *label)
{
	return label->kind >= LABEL_AUTHOR && label->kind <= LABEL_CREDIT;
}

// What somebody is at an outlet, and is no label of its own: 编辑：柳溪晚报记者李明,
// 监制：柳溪晚报编辑 李明, 作者：柳溪晚报编辑 李明; of an author the outlet is its head.
static bool is_role(const struct judge *j, const struct field *field, bool headed)
{
	enum credit_kind kind = field->label->kind;
	size_t size = j->value.end - j->value.at;
	if ((kind != LABEL_REPORTER && kind != LABEL_EDITOR) || field->colon || field->bar ||
		!j->label)
		return false;
	if (j->label->kind == LABEL_AUTHOR)
		return kind == LABEL_EDITOR && headed && size == 0;
	return (j->label->kind == LABEL_EDITOR || j->label->kind == LABEL_STAFF) && size > 0 &&
	       j->value.end == field->at && people_is_outlet(j->text + j->value.at, size);
}

static void judge_label(struct judge *j, const struct field *field, bool headed)
{
	const struct credit_label *label = field->label;
	if (is_role(j, field, headed)) {
		j->value = (struct span){field->end, field->end};
		j->strict = true;
		return;
	}
	j->known |= j->labels;
	j->labels = true;
	end_value(j);
	j->strong |= label->kind == LABEL_SOURCE;
	if (label->kind == LABEL_DATE && j->date == 0)
		j->date_label = label;
	bool bare = !field->colon && !field->bar;
	// 记者 alone, with no word before it.
	j->reporter = label->kind == LABEL_REPORTER && !bare && !headed &&
		      field->mark - field->at == label->size;
	// A reporter, or the editor of a site, is as often told of as named.
	j->strict =
		is_of_people(label) && !credit_is_letter(label->word[0]) &&
		(bare || label->kind == LABEL_REPORTER || headed || (label->flags & CREDIT_PERSON));
	j->editing |= !bare && (label->kind == LABEL_EDITOR || label->kind == LABEL_STAFF);
	j->label = label;
	j->value = (struct span){field->end, field->end};
	j->counter |= label->kind == LABEL_COUNT;
}

// Whether a word ends as reports do: 综合报导.
static bool is_report(const struct judge *j, const struct field *field)
{
	return fields_ends_with(j->text, field->end, "报导") ||
	       fields_ends_with(j->text, field->end, "报道") ||
	       fields_ends_with(j->text, field->end, "特稿");
}

// Words that turned out to be names are unknown no more.
static void forget_words(struct judge *j, struct span words)
{
	size_t letters = fields_letters(j->text, words.at, words.end);
	j->other -= letters < j->other ? letters : j->other;
}

// 记者 李明 摄影报道: people under a label.
static bool is_report_of(const struct judge *j, const struct field *field)
{
	size_t size = j->value.end - j->value.at;
	return j->label && (j->label->kind == LABEL_REPORTER || j->label->kind == LABEL_AUTHOR) &&
	       size > 0 && fields_chars(j->text, field->at, field->end) <= REPORT_CHARS &&
	       people_are(j->text + j->value.at, size);
}

// 甲／綜合報導: who stands before the bar, under a label or not; before a blank, under one.
static bool judge_report(struct judge *j, const struct field *field, const struct field *before)
{
	if (!before || before->kind != FIELD_MARK || !is_report(j, field) ||
		(before->sort != SORT_JOINT &&
			(before->sort != SORT_BLANK || !is_report_of(j, field))))
		return false;
	struct span words = j->before;
	if (!j->label && words.end == before->at &&
		people_are(j->text + words.at, words.end - words.at)) {
		j->value = words;
		take_author(j, true);
		forget_words(j, words);
	}
	pass_known(j);
	j->strong = true;
	return true;
}

// (甲 编辑): the label stands behind the name.
static bool judge_label_behind(struct judge *j, const struct field *field)
{
	struct span words = j->before;
	if (j->depth == 0 || j->label || words.end == 0 || words.end >= field->at ||
		!people_is_one_of(j->text + field->at, field->end - field->at, "编辑|责编") ||
		!people_are(j->text + words.at, words.end - words.at))
		return false;
	j->value = words;
	if (j->byline->editor.size == 0)
		take_name(j, &j->byline->editor, &j->lone[1]);
	forget_words(j, words);
	j->known = true;
	return true;
}

// Where a post was sent from: 发表于浙江.
static bool is_place(const struct judge *j, const struct field *field)
{
	static const char *const begin[] = {"发表于", "发布于", "来自"};
	for (size_t i = 0; i < sizeof begin / sizeof begin[0]; i++)
		if (field->end - field->at > strlen(begin[i]) &&
			memcmp(j->text + field->at, begin[i], strlen(begin[i])) == 0)
			return j->date != 0;
	return false;
}

// Words that belong to no label.
static void judge_other(struct judge *j, const struct field *field)
{
	size_t chars = fields_chars(j->text, field->at, field->end);
	bool counter = field->sort == SORT_DIGIT && j->depth > 0;
	if (is_place(j, field))
		return;
	j->other += counter ? 0 : chars;
	struct span *span = j->date == 0 && !j->relative ? &j->before : &j->behind;
	if (j->words_go_on)
		span->end = field->end;
	else if (span == &j->before || span->end == 0)
		*span = (struct span){field->at, field->end};
	j->words_go_on = true;
	j->prose |= j->other > OTHER_CHARS + CREDIT_LABEL_CHARS;
}

// The number behind a prompt: 阅读 3,204.
static bool judge_count(struct judge *j, const struct field *field, const struct field *before)
{
	bool blank = before && before->kind == FIELD_MARK && before->sort == SORT_BLANK;
	if (field->sort != SORT_DIGIT || !before || (blank && before == j->fields->field))
		return false;
	const struct field *prompt = blank ? before - 1 : before;
	if (prompt->kind != FIELD_PROMPT)
		return false;
	j->counter = true;
	return true;
}

static void judge_word(struct judge *j, const struct field *field, const struct field *before)
{
	if (!j->label && judge_count(j, field, before))
		return;
	if (judge_report(j, field, before) || judge_label_behind(j, field))
		return;
	if (!j->label) {
		judge_other(j, field);
		return;
	}
	if (j->value.end == j->value.at)
		j->value.at = field->at;
	j->value.end = field->end;
}

// The field behind a button in brackets, 某报(微博)记者, which ends at *end; else the same field.
static const struct field *pass_button(const struct judge *j, const struct field *next, size_t *end)
{
	const struct field *last = &j->fields->field[j->fields->count];
	if (!next || last - next < 4 || next->kind != FIELD_MARK || next->sort != SORT_OPEN ||
		next[1].kind != FIELD_PROMPT || next[2].sort != SORT_CLOSE)
		return next;
	*end = next[2].end;
	return next + 3;
}

// Whether the word belongs to the label behind it: 柳溪晚报记者, 山城网编辑.
static bool is_head(const struct judge *j, const struct field *field, const struct field *next)
{
	static const char last[] = "网报社台刊线闻道端经志视媒都习约派版体站刻》栏";
	size_t end = field->end;
	next = pass_button(j, next, &end);
	if (!next || next->kind != FIELD_LABEL ||
		(next->label->kind != LABEL_REPORTER && next->label->kind != LABEL_EDITOR &&
			next->label->kind != LABEL_AUTHOR) ||
		next->at != end || fields_chars(j->text, field->at, field->end) > HEAD_CHARS)
		return false;
	bool empty = j->label && j->value.end == j->value.at;
	if (empty && j->label->kind != LABEL_AUTHOR)
		return false;
	if (people_starts_in(j->text + field->at, field->end - field->at, "图据由"))
		return false;
	size_t before = credit_step_back(j->text, field->end);
	return empty || people_starts_in(j->text + before, field->end - before, last);
}

static void judge_mark(struct judge *j, const struct field *field)
{
	switch (field->sort) {
	case SORT_BLANK:
	case SORT_JOINT:
		break;
	case SORT_OPEN:
	case SORT_CLOSE:
		pass_known(j);
		j->depth += field->sort == SORT_OPEN;
		j->depth -= field->sort == SORT_CLOSE && j->depth > 0;
		break;
	case SORT_SEPARATOR:
		end_value(j);
		break;
	default:
		j->prose |= field->sort != SORT_COMMA || !j->label || j->label->kind != LABEL_LIST;
	}
}

static void judge_prompt(struct judge *j, const struct field *field)
{
	static const char original[] = "原创";
	size_t size = sizeof original - 1;
	j->original |=
		field->end - field->at == size && memcmp(j->text + field->at, original, size) == 0;
	for (size_t at = field->at; at < field->end; at++)
		j->counter |= credit_is_digit(j->text[at]);
	pass_known(j);
}

static void judge_all(struct judge *j, const struct fields *fields, struct byline *byline)
{
	*j = (struct judge){.fields = fields, .text = fields->text, .byline = byline};
	bool headed = false;
	j->prose = fields->prose;
	for (size_t i = 0; i < fields->count && !j->prose; i++) {
		const struct field *field = &fields->field[i], *before = i > 0 ? field - 1 : NULL;
		const struct field *next = i + 1 < fields->count ? field + 1 : NULL;
		switch (field->kind) {
		case FIELD_LABEL:
			judge_label(j, field, headed);
			break;
		case FIELD_DATE:
			judge_date(j, field);
			break;
		case FIELD_TIME:
			judge_time(j, field);
			break;
		case FIELD_ADDRESS:
			pass_known(j);
			j->strong = true;
			break;
		case FIELD_PROMPT:
			judge_prompt(j, field);
			break;
		case FIELD_WORD:
			headed = is_head(j, field, next);
			if (!headed)
				judge_word(j, field, before);
			continue;
		case FIELD_MARK:
			// The name of a site before its address.
			if (field->sort != SORT_COLON || !next || next->kind != FIELD_ADDRESS)
				judge_mark(j, field);
			break;
		}
		headed = false;
	}
	end_value(j);
	j->prose |= j->other > OTHER_CHARS;
}

// Whether a name that nothing else speaks for may be one.
static bool stands_alone(const struct judge *j, struct span name)
{
	size_t size = name.end - name.at;
	return size == 0 || (fields_chars(j->text, name.at, name.end) <= LONE_CHARS &&
				    !people_is_speech(j->text + name.at, size));
}

static bool is_byline(const struct judge *j)
{
	const struct byline *b = j->byline;
	if (j->prose || (b->author.size == 0 && b->editor.size == 0 && !j->staff) ||
		(j->other > 0 && !j->strong))
		return false;
	return j->known ||
	       (!j->reporter && stands_alone(j, j->lone[0]) && stands_alone(j, j->lone[1]));
}

// --- the words beside a date ---

// The first word of a span.
static struct span first_word(const struct judge *j, struct span span)
{
	size_t at = span.at;
	while (at < span.end) {
		uint32_t c;
		size_t used;
		if (credit_sort_at(j->text + at, &c, &used) == SORT_BLANK)
			break;
		at += used;
	}
	return (struct span){span.at, at};
}

static bool is_one_word(const struct judge *j, struct span span)
{
	return span.end > span.at && first_word(j, span).end == span.end;
}

// Names of columns, which end as those of outlets do.
static bool is_column(const char *text, size_t size)
{
	static const char *const begin[] = {"国内", "国际", "社会", "本地", "地方", "综合", "今日",
		"热点", "图片", "即时", "最新", "行业", "公司", "企业", "校园", "时政", "学校",
		"媒体", "新闻", "首页", "本站", "本网", "更多", "视频", "滚动", "头条", "正文",
		"关注"};
	for (size_t i = 0; i < sizeof begin / sizeof begin[0]; i++)
		if (size >= strlen(begin[i]) && memcmp(text, begin[i], strlen(begin[i])) == 0)
			return true;
	return false;
}

bool byline_is_outlet(const struct field *word, const struct fields *fields)
{
	const char *text = fields->text + word->at;
	size_t size = word->end - word->at;
	return word->kind == FIELD_WORD && size > sizeof("某报") - 1 &&
	       people_is_outlet(text, size) && !is_column(text, size);
}

static bool names_outlet(const struct judge *j, struct span span)
{
	const char *text = j->text + span.at;
	size_t size = span.end - span.at;
	return is_one_word(j, span) && size > sizeof("某报") - 1 && people_is_outlet(text, size) &&
	       !is_column(text, size);
}

// Beside a date with a time a few words may stand: the name of the site.
static bool is_date(const struct judge *j)
{
	const struct byline *b = j->byline;
	bool labelled = j->date_label && (j->date_label->flags & CREDIT_STAMP);
	if (j->prose || j->date == 0 || b->author.size > 0 || b->editor.size > 0)
		return false;
	return j->timed || labelled || (j->other == 0 && !j->strange) ||
	       (!j->strange &&
		       (j->counter || names_outlet(j, j->before) != names_outlet(j, j->behind)));
}

static bool is_time(const struct judge *j)
{
	return !j->prose && j->date == 0 && j->relative && !j->strange &&
	       j->byline->author.size == 0 && j->byline->editor.size == 0;
}

// A person, or the login of one.
static bool names_someone(const struct judge *j, struct span span)
{
	const char *text = j->text + span.at;
	size_t size = span.end - span.at, letters = 0;
	if (!is_one_word(j, span) || people_is_outlet(text, size) || people_is_nobody(text, size))
		return false;
	while (letters < size && (credit_is_letter(text[letters]) || text[letters] == '_' ||
					 (letters > 0 && credit_is_digit(text[letters]))))
		letters++;
	return people_is_person(text, size) || (letters == size && size >= 3);
}

// A name of a person without the code of staff behind it: 杨倩_NF4425; size 0: it is none.
static struct span person_in(const struct judge *j, struct span span)
{
	const char *text = j->text + span.at;
	size_t size = people_without_code(text, span.end - span.at);
	bool person = is_one_word(j, span) && people_is_person(text, size) &&
		      !people_is_outlet(text, size);
	return (struct span){span.at, person ? span.at + size : span.at};
}

// Of a person and an outlet the person, in either order: 李晓青 南方周末.
static struct span person_of_two(const struct judge *j, struct span words)
{
	struct span first = first_word(j, words), second = words;
	if (first.end == first.at || first.end == words.end)
		return (struct span){0, 0};
	uint32_t c;
	second.at += first.end - first.at + utf8_next(j->text + first.end, &c);
	struct span one = person_in(j, first), other = person_in(j, second);
	if (one.end > one.at && names_outlet(j, second))
		return one;
	return names_outlet(j, first) ? other : (struct span){0, 0};
}

// Whether it ends as places, columns and trades do that begin as names: 石家庄, 高新区, 时评界.
static bool ends_as_place(const char *text, size_t size)
{
	static const char last[] = "省市县区镇乡村州港庄口山界圈部体类型院校馆会大小图闻化";
	size_t at = credit_step_back(text, size);
	return people_starts_in(text + at, size - at, last);
}

// A person behind a date and a mark: 2021-03-05 10:22 · 李晓青. What is shorter may be a place,
// 江西, and what is longer a column.
static struct span person_behind(const struct judge *j)
{
	struct span who = person_in(j, j->behind);
	size_t at = who.at;
	while (at > 0 && credit_sort_before(j->text, at) == SORT_BLANK)
		at = credit_step_back(j->text, at);
	enum credit_sort mark = at > 0 ? credit_sort_before(j->text, at) : SORT_STOP;
	bool person = who.end - who.at == sizeof("李晓青") - 1 &&
		      (mark == SORT_JOINT || mark == SORT_SEPARATOR) &&
		      !ends_as_place(j->text + who.at, who.end - who.at);
	return person ? who : (struct span){0, 0};
}

// Who stands beside a date with a time.
static struct span who_beside(const struct judge *j)
{
	struct span who = person_in(j, j->before);
	if (who.end > who.at || names_someone(j, j->before))
		return who.end > who.at ? who : j->before;
	bool words = j->before.end > j->before.at && !names_outlet(j, j->before);
	return words ? person_of_two(j, j->before) : person_behind(j);
}

// The name of an outlet without the button that touches it: 某报微博.
static struct span without_button(const struct judge *j, struct span span)
{
	static const char button[] = "微博";
	size_t size = span.end - span.at - (sizeof button - 1);
	if (fields_ends_with(j->text, span.end, button) && span.end - span.at > sizeof button &&
		people_is_outlet(j->text + span.at, size))
		span.end -= sizeof button - 1;
	return span;
}

// Who posted the page, and where it was taken from, as far as the place of the words tells.
static void read_words(const struct judge *j, struct byline *byline)
{
	unsigned flags = j->date_label ? j->date_label->flags : 0;
	struct span who = {0, 0};
	byline->words = j->other > 0;
	if (j->original)
		who = first_word(j, j->before);
	else if ((flags & CREDIT_BY) || (j->counter && !names_outlet(j, j->before)))
		who = j->before;
	else if (flags & CREDIT_BY_BEHIND)
		who = j->behind;
	else if (j->timed)
		who = who_beside(j);
	if (is_one_word(j, who) && fields_chars(j->text, who.at, who.end) <= LONE_CHARS &&
		!people_is_nobody(j->text + who.at, who.end - who.at) &&
		!is_column(j->text + who.at, who.end - who.at))
		byline->who = slice_of(j, who);
	bool first = names_outlet(j, j->before), second = names_outlet(j, j->behind);
	bool apart = first && j->behind.end > 0 && who.at == j->behind.at;
	if ((byline->who.size == 0 || apart) && first != second)
		byline->outlet = slice_of(j, without_button(j, first ? j->before : j->behind));
}

static void take(const struct judge *j, struct byline *byline)
{
	bool stamped = j->date_label && (j->date_label->flags & CREDIT_STAMP);
	byline->date = j->date;
	byline->labelled = stamped;
	byline->made = byline->stamp || stamped || j->counter || j->other > 0;
	byline->stamp = byline->made && j->other == 0 && !j->strange;
}

// --- in English, and in Korean ---

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

// "By Mary Ann Field": two to four capitalised words and nothing else.
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
			   : !credit_is_letter(line[at]) && !strchr(" -.'", line[at]))
			return false;
		words += begins;
	}
	if (words < 2 || words > 4 || line[size - 1] == '.')
		return false;
	byline->kind = BYLINE_LINE;
	add_name(&byline->author, (struct slice){line + start, size - start});
	return true;
}

// Where the word starts that ends at `end`; *chars gets its length, 0 if it is not all Hangul.
static size_t hangul_before(const char *line, size_t end, size_t *chars)
{
	size_t at = end;
	*chars = 0;
	while (at > 0 && line[at - 1] != ' ') {
		uint32_t c;
		at = credit_step_back(line, at);
		utf8_next(line + at, &c);
		++*chars;
		if (c < 0xAC00 || c > 0xD7A3)
			*chars = SIZE_MAX / 2;
	}
	if (*chars > NAME_CHARS)
		*chars = 0;
	return at;
}

// "김민수 기자", with the outlet before it and an address behind.
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
	if (behind < size && (line[behind] != ' ' ||
				     behind + 1 + credit_address(line, size, behind + 1) != size))
		return false;
	if (chars < 2 || chars > 4 || fields_chars(line, 0, start) > LONE_CHARS ||
		memchr(line, ' ', start > 0 ? start - 1 : 0))
		return false;
	byline->kind = BYLINE_LINE;
	add_name(&byline->author, (struct slice){line + start, end - start});
	return true;
}

// --- at the end of prose ---

static bool is_ideographic_end(const char *text, size_t at)
{
	uint32_t c;
	utf8_next(text + credit_step_back(text, at), &c);
	enum credit_sort sort = credit_sort(c);
	return c == U'。' || c == U'！' || c == U'？' || sort == SORT_QUOTE_CLOSE ||
	       sort == SORT_CLOSE;
}

// Where the credits may start that a line ends with, in brackets or right after a sentence;
// `size`: nowhere.
static size_t tail_start(const char *text, size_t size)
{
	static const size_t most = sizeof("责任编辑：") + BYLINE_NAME_MAX;
	if (credit_sort_before(text, size) == SORT_CLOSE)
		return credit_last_bracket(text, size);
	for (size_t at = size; at > 0 && size - at <= most; at = credit_step_back(text, at))
		if (!credit_is_letter(text[at - 1]) && is_ideographic_end(text, at))
			return at;
	return size;
}

// Whether it is a label of an editor, whoever may be named there: [责编：].
static bool is_editing(const struct judge *j)
{
	return !j->prose && j->editing && j->depth == 0 && j->known && j->other == 0 &&
	       j->byline->author.size == 0;
}

// Only an editor: the author in brackets is as often part of what is told.
void byline_tail(const char *line, const char *text, size_t size, struct byline *byline)
{
	struct fields fields;
	struct judge j;
	size_t start = tail_start(text, size), stays = start;
	*byline = (struct byline){.kind = BYLINE_NONE};
	while (stays > 0 && credit_sort_before(text, stays) == SORT_BLANK)
		stays = credit_step_back(text, stays);
	if (start == size || stays == 0)
		return;
	fields_read(&fields, line + start, text + start, size - start);
	judge_all(&j, &fields, byline);
	if ((!is_byline(&j) || byline->editor.size == 0) &&
		(!is_editing(&j) || credit_sort_before(text, size) != SORT_CLOSE)) {
		*byline = (struct byline){.kind = BYLINE_NONE};
		return;
	}
	take(&j, byline);
	byline->kind = BYLINE_TAIL;
	byline->stays = stays;
}

// --- who is named in the text itself ---

// Who is named in a part of a line.
static bool reads_author(
	const char *line, const char *text, struct span part, struct byline_name *author)
{
	struct fields fields;
	struct byline byline = {.kind = BYLINE_NONE};
	struct judge j;
	fields_read(&fields, line + part.at, text + part.at, part.end - part.at);
	judge_all(&j, &fields, &byline);
	if (j.prose || byline.author.size == 0 || (j.other > 0 && !j.strong))
		return false;
	*author = byline.author;
	return true;
}

// The first bracket that opens before `most`, without its marks; end 0: there is none.
static struct span first_bracket(const char *text, size_t size, size_t most)
{
	struct span bracket = {0, 0};
	size_t used;
	for (size_t at = 0; at < size && (bracket.at > 0 || at < most); at += used) {
		uint32_t c;
		enum credit_sort sort = credit_sort_at(text + at, &c, &used);
		if (sort == SORT_OPEN)
			bracket.at = at + used;
		else if (sort == SORT_CLOSE && bracket.at > 0)
			return (struct span){bracket.at, at};
		if (bracket.at > 0 && at - bracket.at > 2 * BYLINE_NAME_MAX && at > bracket.at)
			break;
	}
	return (struct span){0, 0};
}

bool byline_begins(const char *line, const char *text, size_t size, struct byline_name *author)
{
	static const size_t most = 40 * sizeof("记");
	static const char *const words[] = {"记者", "报导", "报道"};
	struct span bracket = first_bracket(text, size, most);
	if (bracket.end == 0)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (memmem(text + bracket.at, bracket.end - bracket.at, words[i], strlen(words[i])))
			return reads_author(line, text, bracket, author);
	return false;
}

bool byline_ends(const char *line, const char *text, size_t size, struct byline_name *author)
{
	size_t start = size > 0 ? tail_start(text, size) : 0;
	if (start == size)
		return false;
	struct span part = {start, size};
	if (start > 0 && reads_author(line, text, part, author))
		return true;
	// A name alone in brackets.
	if (credit_sort_before(text, size) != SORT_CLOSE)
		return false;
	uint32_t c;
	part.at += utf8_next(text + start, &c);
	part.end = credit_step_back(text, size);
	if (fields_ends_with(text, part.end, "/编译") || fields_ends_with(text, part.end, "/整理"))
		part.end -= sizeof("/编译") - 1;
	if (part.end <= part.at || !people_is_person(text + part.at, part.end - part.at))
		return false;
	author->size = 0;
	add_name(author, (struct slice){line + part.at, part.end - part.at});
	return true;
}

// In judge_mark() these make prose of a whole line, and tail_start() finds nothing behind them.
bool byline_may_end(uint32_t last)
{
	enum credit_sort sort = credit_sort(last);
	return sort != SORT_STOP && sort != SORT_QUOTE_CLOSE && sort != SORT_QUOTE_OPEN;
}

// --- lines of a date and nothing else ---

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
		   is_by_hand(fields->text + found->at, found->date_end - found->at);
	return found->read;
}

static void judge_whole(const struct fields *fields, struct byline *byline, size_t *other)
{
	struct judge j;
	*byline = (struct byline){.kind = BYLINE_NONE};
	judge_all(&j, fields, byline);
	enum byline_kind kind = is_byline(&j) ? BYLINE_LINE
				: is_date(&j) ? BYLINE_DATE
				: is_time(&j) ? BYLINE_TIME
					      : BYLINE_NONE;
	*other = j.other;
	if (kind == BYLINE_NONE) {
		*byline = (struct byline){.kind = BYLINE_NONE};
		return;
	}
	byline->kind = kind;
	take(&j, byline);
	if (kind != BYLINE_LINE)
		read_words(&j, byline);
}

void byline_judge(const struct fields *fields, struct byline *byline)
{
	struct byline tail;
	size_t other;
	*byline = (struct byline){.kind = BYLINE_NONE};
	if (fields->size == 0)
		return;
	judge_whole(fields, byline, &other);
	// With other words before it, a bracket may be all that is a credit.
	bool bracket = byline->kind == BYLINE_LINE && other > 0 &&
		       credit_sort_before(fields->text, fields->size) == SORT_CLOSE;
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
	byline_judge(&fields, byline);
}

bool byline_word(size_t n, char word[CREDIT_WORD])
{
	// What judge_report() needs.
	static const char *const reports[] = {"报导", "报道"};
	if (n < sizeof reports / sizeof reports[0]) {
		memcpy(word, reports[n], strlen(reports[n]) + 1);
		return true;
	}
	return credit_word(
		1u << LABEL_AUTHOR | 1u << LABEL_REPORTER | 1u << LABEL_EDITOR | 1u << LABEL_STAFF,
		n - 2, word);
}
