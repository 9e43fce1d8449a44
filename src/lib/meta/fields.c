// SPDX-License-Identifier: MIT
// Splits a line of credits into fields, for the readers of sources and bylines.
//
// A line is read from left to right. A label is recognized by the mark behind it, and is then cut
// out of the word that was read before. The row of a label in labels.c says which marks it may
// have.
#include "meta/fields.h"

#include <string.h>

#include "base/text.h"
#include "meta/clock.h"
#include "meta/people.h"

// The most characters of unknown words before the first label.
#define LOOSE_CHARS 26
// The most characters of words behind a comma, without a label.
#define COMMA_CHARS 14

struct field_reader {
	struct fields *fields;
	const char *text;
	size_t size, at;
	enum label_sort last; // of the character before `at`
	size_t known;         // the end of the last field that is neither word nor mark
	size_t label_end;     // the end of the last label, with its mark
	enum label_kind kind; // the kind of that label
	bool labelled;        // a label of a source or a date was read
	bool traditional;     // one of these was in traditional characters
	bool people;          // the line has a label that may stand inside a word
	bool comma;           // a comma was read, and no label or date after it
	bool listed;          // in a list of keywords, where commas do not count
	size_t loose;         // characters of unknown words before the first label
	size_t behind;        // characters of words behind the comma
};

size_t fields_chars(const char *text, size_t at, size_t end)
{
	size_t count = 0;
	for (; at < end; at++)
		count += !utf8_goes_on(text[at]);
	return count;
}

size_t fields_letters(const char *text, size_t at, size_t end)
{
	size_t count = 0;
	while (at < end) {
		uint32_t c;
		size_t used;
		count += label_sort_at(text + at, &c, &used) == SORT_WORD;
		at += used;
	}
	return count;
}

static struct slice text_from(const struct field_reader *r, size_t at)
{
	return (struct slice){r->text + at, r->size - at};
}

static struct field *last_field(struct field_reader *r)
{
	return r->fields->count > 0 ? &r->fields->field[r->fields->count - 1] : NULL;
}

// Adds a field of `used` bytes at the current position. NULL: there are too many fields.
static struct field *add_field(struct field_reader *r, enum field_kind kind, size_t used)
{
	if (r->fields->count == FIELDS_MOST) {
		r->fields->prose = true;
		return NULL;
	}
	struct field *field = &r->fields->field[r->fields->count++];
	*field = (struct field){.kind = kind, .at = r->at, .end = r->at + used};
	r->at += used;
	return field;
}

// Removes the fields from `start` on. A word across `start` is cut there.
static void cut_fields(struct field_reader *r, size_t start)
{
	struct field *field;
	while ((field = last_field(r)) && field->at >= start)
		r->fields->count--;
	if (!field || field->end <= start)
		return;
	field->kind = FIELD_WORD;
	field->end = start;
}

static bool starts_word(const struct field_reader *r)
{
	return r->last != SORT_WORD && r->last != SORT_DIGIT && r->last != SORT_JOINT;
}

static enum label_sort sort_at(const struct field_reader *r, size_t at)
{
	uint32_t c;
	size_t used;
	return at < r->size ? label_sort_at(r->text + at, &c, &used) : SORT_BLANK;
}

static size_t skip_blank(const struct field_reader *r, size_t at)
{
	uint32_t c;
	size_t used;
	if (at < r->size && label_sort_at(r->text + at, &c, &used) == SORT_BLANK)
		at += used;
	return at;
}

// --- labels ---

static bool english_before(const struct field_reader *r, size_t at)
{
	at = label_skip_blanks_back(r->text, r->known, at);
	return at > r->known && is_letter(r->text[at - 1]);
}

// Whether the digits that end at `at` are a word of their own: 125来源：.
static bool number_before(const struct field_reader *r, size_t at)
{
	size_t start = at;
	while (start > r->label_end && is_digit(r->text[start - 1]))
		start--;
	return start < at && start == r->label_end && start > 0;
}

// Whether a label may start here. A word that touches it from the left makes it another word
// (经费来源：), and so does an English word before an English label (data source:).
static bool is_label_edge(const struct field_reader *r, size_t start)
{
	if (start == 0 || start == r->known || start == r->label_end)
		return true;
	if (is_letter(r->text[start]) && english_before(r, start))
		return false;
	switch (label_sort_before(r->text, start)) {
	case SORT_BLANK:
	case SORT_SEPARATOR:
	case SORT_OPEN:
	case SORT_CLOSE:
	case SORT_COMMA:
		return true;
	case SORT_JOINT:
		return !ends_with((struct slice){r->text, start}, "、");
	case SORT_DIGIT:
		return number_before(r, start);
	case SORT_QUOTE_OPEN:
		return utf8_step_back(r->text, start) == 0; // around the whole credit
	default:
		return false;
	}
}

// Adds the label from `start` to `end`, with a mark of `mark` bytes. False: it is no label here.
static bool add_label(
	struct field_reader *r, const struct label *label, size_t start, size_t end, size_t mark)
{
	bool whole = is_label_edge(r, start) || (label->flags & LABEL_APART);
	if (!whole && (label_is_source(label) || (label->flags & LABEL_WHOLE)))
		return false;
	size_t after = r->at + mark;
	cut_fields(r, start);
	r->at = start;
	struct field *field = add_field(r, FIELD_LABEL, after - start);
	if (!field)
		return true;
	field->label = label;
	field->mark = end;
	field->whole = whole;
	r->known = r->label_end = r->at;
	r->kind = label->kind;
	r->last = SORT_COLON;
	r->comma = false;
	r->listed = label->kind == LABEL_LIST;
	if (label_is_source(label) || label->kind == LABEL_DATE) {
		r->labelled = true;
		r->traditional |=
			memcmp(r->text + start, r->fields->line + start, end - start) != 0;
	}
	return true;
}

// A label before a colon.
static bool read_colon(struct field_reader *r, size_t mark)
{
	size_t start, end = label_skip_blanks_back(r->text, r->label_end, r->at);
	const struct label *label = label_before(r->text, r->label_end, end, &start);
	if (!label || (label->flags & LABEL_APART) || !add_label(r, label, start, end, mark))
		return false;
	last_field(r)->colon = true;
	return true;
}

static bool is_label_bar(uint32_t c)
{
	return c == '/' || c == '|' || c == U'／' || c == U'｜' || c == U'丨' || c == U'╱' ||
	       c == '=' || c == U'＝';
}

// Whether the bar is part of 图/文 or 文/图, which are labels themselves.
static bool is_inside_label(const struct field_reader *r, size_t end, size_t next)
{
	static const char text[] = "文", picture[] = "图";
	struct slice before = {r->text, end}, after = text_from(r, next);
	if ((!ends_with(before, text) && !ends_with(before, picture)) ||
		(!begins_with(after, text) && !begins_with(after, picture)))
		return false;
	enum label_sort sort = sort_at(r, next + sizeof text - 1);
	return sort == SORT_COLON || sort == SORT_BLANK || sort == SORT_JOINT ||
	       sort == SORT_SEPARATOR;
}

// A label before a bar: 来源丨, 文/. A dash is a bar for sources only.
static bool read_bar(struct field_reader *r, uint32_t c, size_t mark)
{
	bool dash = c == U'—' || c == U'–' || c == '-';
	if (!is_label_bar(c) && !dash)
		return false;
	size_t start, end = label_skip_blanks_back(r->text, r->label_end, r->at);
	const struct label *label = label_before(r->text, r->label_end, end, &start);
	if (!label || (label->flags & LABEL_APART) || skip_blank(r, r->at + mark) == r->size ||
		is_inside_label(r, end, r->at + mark))
		return false;
	bool takes = label_is_source(label) || (!dash && label_is_of_people(label)) ||
		     (!dash && label->kind == LABEL_DATE);
	if (dash && c == '-' && end == r->at)
		return false;
	if (!takes || (!is_label_edge(r, start) && !label_is_of_people(label)) ||
		!add_label(r, label, start, end, mark))
		return false;
	last_field(r)->bar = true;
	return true;
}

// Whether the text at `next` looks like the value of a label of people.
static bool names_at(const struct field_reader *r, const struct label *label, size_t next)
{
	if (is_letter(label->word[0]))
		return next < r->size && is_letter(r->text[next]);
	return people_at(text_from(r, next)) > 0;
}

// A label before a blank: 编辑 甲, 来源 某报.
static bool read_blank(struct field_reader *r, size_t mark)
{
	size_t start, next = r->at + mark;
	enum label_sort behind = sort_at(r, next);
	if (r->last != SORT_WORD || (behind != SORT_WORD && behind != SORT_DIGIT))
		return false;
	const struct label *label = label_before(r->text, r->label_end, r->at, &start);
	if (!label)
		return false;
	bool takes =
		(label->flags & LABEL_BLANK) &&
		(label_is_source(label) ? behind == SORT_WORD && is_label_edge(r, start)
					: label_is_of_people(label) && names_at(r, label, next));
	takes |= label->kind == LABEL_COUNT && behind == SORT_DIGIT && is_label_edge(r, start);
	return takes && add_label(r, label, start, r->at, mark);
}

// The end of the word at text[at].
static size_t word_end(const struct field_reader *r, size_t at)
{
	uint32_t c;
	size_t used;
	while (at < r->size && label_sort_at(r->text + at, &c, &used) == SORT_WORD)
		at += used;
	return at;
}

// Whether the word at text[at] is the name of an outlet, and not the rest of a sentence: 来源于.
static bool names_outlet(const struct field_reader *r, size_t at)
{
	size_t end = word_end(r, at);
	struct slice word = {r->text + at, end - at};
	return fields_chars(r->text, at, end) > 2 && sort_at(r, end) != SORT_COLON &&
	       people_is_outlet(word) &&
	       !people_starts_in(word, "于自是为不的在有从和与及本我该此其");
}

// A label that touches its value: 转载自某报, 记者李晓青.
static bool read_touching(struct field_reader *r)
{
	size_t end;
	const struct label *label = label_touching(r->text, r->size, r->at, &end);
	if (!label || end == r->size)
		return false;
	bool takes =
		label_is_source(label) ? names_outlet(r, end) : people_at(text_from(r, end)) > 0;
	if (!takes)
		return false;
	size_t start = r->at;
	r->at = end;
	if (add_label(r, label, start, end, 0))
		return true;
	r->at = start;
	return false;
}

static bool stands_apart(const struct field_reader *r, size_t start)
{
	return start == 0 || label_sort_before(r->text, start) == SORT_BLANK;
}

// The label before a date without a colon: 发布于 2021-03-05. NULL: none.
static const struct label *date_label(const struct field_reader *r, size_t *start, size_t *end)
{
	size_t floor = r->label_end;
	*end = label_skip_blanks_back(r->text, floor, r->at);
	if (*end == floor)
		return NULL;
	const struct label *label = label_before(r->text, floor, *end, start);
	bool takes = label && label->kind == LABEL_DATE &&
		     (label->flags & LABEL_APART
				     ? *end < r->at && stands_apart(r, *start)
				     : label->flags & LABEL_STAMP || is_label_edge(r, *start));
	return takes ? label : NULL;
}

// --- dates, times, prompts and addresses ---

static void end_known(struct field_reader *r)
{
	r->known = r->at;
	r->last = SORT_SEPARATOR;
}

static bool is_counted(const struct field_reader *r)
{
	return r->kind == LABEL_COUNT || r->kind == LABEL_LIST || r->kind == LABEL_ACCOUNT;
}

// The allowed forms of a date here, behind `label` if that is not NULL.
static enum date_place date_place_of(
	const struct field_reader *r, const struct label *label, size_t start, size_t end)
{
	if (!label && (!r->labelled || (r->label_end == r->at && is_counted(r))))
		return DATE_ANYWHERE;
	bool traditional =
		r->traditional ||
		(label && memcmp(r->text + start, r->fields->line + start, end - start) != 0);
	return traditional ? DATE_MINGUO : DATE_LABELLED;
}

// Whether the number here belongs to a counter: 阅读 20213, 人气(20213).
static bool is_behind_counter(const struct field_reader *r)
{
	size_t start, floor = r->label_end, end = label_skip_blanks_back(r->text, floor, r->at);
	if (end > floor && label_sort_before(r->text, end) == SORT_OPEN)
		end = label_skip_blanks_back(r->text, floor, utf8_step_back(r->text, end));
	const struct label *label = label_before(r->text, floor, end, &start);
	return label && label->kind == LABEL_COUNT;
}

static bool read_date(struct field_reader *r)
{
	int32_t date = 0;
	size_t used = 0, start, end, at = r->at;
	const struct label *label = date_label(r, &start, &end);
	enum date_place place = date_place_of(r, label, start, end);
	enum date_result read = date_read(r->text, r->size, at, place, &date, &used);
	// Five digits at the end of a word are part of it: 某报19999.
	if (read == DATE_NONE || (read == DATE_UNREAD && r->last == SORT_WORD && used == 5) ||
		(read == DATE_UNREAD && is_behind_counter(r)))
		return false;
	if (label)
		add_label(r, label, start, end, 0);
	r->at = at;
	size_t tail = read == DATE_UNREAD ? 0 : clock_tail(r->text, r->size, at + used);
	struct field *field = add_field(r, FIELD_DATE, used + tail);
	if (field) {
		field->read = read;
		field->date = date;
		field->date_end = at + used;
	}
	r->comma = false;
	end_known(r);
	return true;
}

static bool read_time(struct field_reader *r, bool number)
{
	size_t used = clock_relative(r->text, r->size, r->at);
	bool relative = used > 0, partial = false;
	if (used == 0 && number) {
		used = clock_without_year(r->text, r->size, r->at);
		partial = used > 0;
	}
	if (used == 0 && number)
		used = clock_tail(r->text, r->size, r->at);
	if (used == 0)
		return false;
	struct field *field = add_field(r, FIELD_TIME, used);
	if (field) {
		field->relative = relative;
		field->partial = partial;
	}
	end_known(r);
	return true;
}

static bool read_prompt(struct field_reader *r, uint32_t c)
{
	const struct field *before = last_field(r);
	bool touches =
		before && before->end == r->at && r->known == r->at && before->kind != FIELD_LABEL;
	enum label_place place = touches          ? LABEL_AFTER_KNOWN
				 : starts_word(r) ? LABEL_AT_WORD
						  : LABEL_IN_WORD;
	size_t used = label_prompt(r->text, r->size, r->at, c, place);
	if (used == 0)
		return false;
	add_field(r, FIELD_PROMPT, used);
	end_known(r);
	return true;
}

static bool read_address(struct field_reader *r, uint32_t c)
{
	if (c >= 0x80 || !starts_word(r))
		return false;
	size_t used = label_address(r->text, r->size, r->at);
	if (used == 0)
		return false;
	add_field(r, FIELD_ADDRESS, used);
	end_known(r);
	return true;
}

// --- words and marks ---

// The start of a date in numerals inside a word: 某报二〇二一年三月五日. `end`: none.
static size_t numerals_in(const struct field_reader *r, size_t at, size_t end)
{
	int32_t date;
	size_t used;
	for (size_t next = at; r->labelled && next < end; next += used) {
		uint32_t c;
		used = utf8_next(r->text + next, &c);
		size_t length;
		if (next > at && (c == U'二' || c == U'一' || c == U'民') &&
			date_parse(r->text, r->size, next, &date, &length) == DATE_FOUND)
			return next;
	}
	return end;
}

// The labels of people that may stand inside a word: 某报记者李晓青.
static const char *const word_labels[] = {"记者", "实习生", "通讯员"};

static bool has_word_label(struct slice text)
{
	return contains(text, word_labels[0]) || contains(text, word_labels[1]) ||
	       contains(text, word_labels[2]);
}

// The start of such a label inside a word, or `end`.
static size_t people_in(const struct field_reader *r, size_t at, size_t end)
{
	size_t first = end;
	for (size_t i = 0; i < COUNT(word_labels) && r->people; i++) {
		size_t size = strlen(word_labels[i]);
		const char *found = memmem(r->text + at, end - at, word_labels[i], size);
		size_t start = found ? (size_t)(found - r->text) : end;
		if (start > at && start < first && people_at(text_from(r, start + size)) > 0)
			first = start;
	}
	return first;
}

// Reads up to the end of the word. A prompt ends it too.
static void read_word(struct field_reader *r, enum label_sort sort, uint32_t c, size_t used)
{
	int chars = 1;
	bool splits = false;
	size_t start = r->at, end = start + used;
	if (begins_with(text_from(r, start), "..."))
		r->fields->prose = true;
	if (sort == SORT_WORD && c != '.') {
		end = label_run(r->text, r->size, end, &chars, &c);
		end = numerals_in(r, start, end);
		size_t reporter = people_in(r, start, end);
		splits = reporter < end;
		end = reporter;
	}
	struct field *field = last_field(r);
	if (field && field->kind == FIELD_WORD && field->end == start) {
		field->end = end;
		r->at = end;
	} else if ((field = add_field(r, FIELD_WORD, end - start))) {
		field->sort = SORT_DIGIT;
	}
	if (field && sort == SORT_WORD)
		field->sort = SORT_WORD;
	size_t letters = sort == SORT_WORD ? fields_chars(r->text, start, end) : 0;
	r->loose += r->label_end == 0 ? letters : 0;
	r->behind = r->comma && !r->listed ? r->behind + letters : 0;
	r->fields->prose |= r->loose > LOOSE_CHARS || r->behind > COMMA_CHARS;
	r->last = splits ? SORT_JOINT : sort;
}

static void read_mark(struct field_reader *r, enum label_sort sort, uint32_t c, size_t used)
{
	bool read = sort == SORT_COLON                             ? read_colon(r, used)
		    : sort == SORT_BLANK                           ? read_blank(r, used)
		    : sort == SORT_JOINT || sort == SORT_SEPARATOR ? read_bar(r, c, used)
								   : false;
	if (read)
		return;
	if (sort == SORT_STOP || (sort == SORT_COMMA && r->comma && !r->listed))
		r->fields->prose = true;
	r->comma |= sort == SORT_COMMA;
	struct field *field = add_field(r, FIELD_MARK, used);
	if (field)
		field->sort = sort;
	r->last = sort;
}

// Whether a date may start here: at a number, at the start of a word, or at numerals inside it.
static bool may_be_date(const struct field_reader *r, enum label_sort sort, uint32_t c)
{
	if (sort == SORT_DIGIT)
		return r->last != SORT_DIGIT;
	return date_may_begin(c) && (starts_word(r) || c == U'二' || c == U'一' || c == U'民');
}

static bool read_known(struct field_reader *r, enum label_sort sort, uint32_t c)
{
	bool number = sort == SORT_DIGIT && r->last != SORT_DIGIT;
	if (sort != SORT_WORD && !number)
		return false;
	if (may_be_date(r, sort, c) && read_date(r))
		return true;
	if ((number || (starts_word(r) && clock_may_begin(c))) && read_time(r, number))
		return true;
	if (read_prompt(r, c) || read_address(r, c))
		return true;
	return c >= 0x4E00 && (starts_word(r) || r->last == SORT_JOINT || r->known == r->at) &&
	       read_touching(r);
}

static void read_field(struct field_reader *r)
{
	uint32_t c;
	size_t used;
	enum label_sort sort = label_sort_at(r->text + r->at, &c, &used);
	if (read_known(r, sort, c))
		return;
	if (sort == SORT_COMMA && r->last == SORT_DIGIT && sort_at(r, r->at + used) == SORT_DIGIT)
		sort = SORT_DIGIT; // 3,204
	if (sort == SORT_WORD || sort == SORT_DIGIT)
		read_word(r, sort, c, used);
	else
		read_mark(r, sort, c, used);
}

void fields_read(struct fields *fields, const char *line, const char *text, size_t size)
{
	fields->line = line;
	fields->text = text;
	fields->size = size;
	fields->count = 0;
	fields->prose = size > FIELDS_BYTES;
	struct field_reader r = {.fields = fields, .text = text, .size = size, .last = SORT_BLANK};
	r.people = !fields->prose && has_word_label((struct slice){text, size});
	while (r.at < size && !fields->prose)
		read_field(&r);
}
