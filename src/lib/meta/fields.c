// SPDX-License-Identifier: MIT
// The one reader of credit lines: a line as a row of fields, which two judges look at.
//
// A line is read from its beginning, and a label is known by the mark behind it: what was read as a
// word before is cut there. What a label may stand before is known from its row in labels.c.
#include "meta/fields.h"

#include <string.h>

#include "base/text.h"
#include "meta/clock.h"
#include "meta/people.h"

// Unknown words before any label: no label makes more than that good.
#define LOOSE_CHARS 26
// Nor does one behind a comma that so many characters of words follow.
#define COMMA_CHARS 14

struct field_reader {
	struct fields *fields;
	const char *text;
	size_t size, at;
	enum label_sort last; // of what stands before `at`
	size_t known;         // the end of the last date, time, prompt, address or label
	size_t encoding_end;  // of the last label, with its mark
	enum label_kind kind; // of that
	bool labelled;        // one of a source or a date was read,
	bool traditional;     // in traditional characters
	bool people;          // a label that touches names in words is in the line
	bool comma;           // a comma was read, and no label or date behind it
	bool listed;          // in a list of keywords, commas do not count
	size_t loose;         // unknown words before any label: characters
	size_t behind;        // words behind that comma: characters
};

size_t fields_chars(const char *text, size_t at, size_t end)
{
	size_t count = 0;
	for (; at < end; at++)
		count += ((unsigned char)text[at] & 0xC0) != 0x80;
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

bool fields_ends_with(const char *text, size_t size, const char *word)
{
	return ends_with((struct slice){text, size}, word);
}

static struct field *last_field(struct field_reader *r)
{
	return r->fields->count > 0 ? &r->fields->field[r->fields->count - 1] : NULL;
}

// The field that starts at `at` and takes `used` bytes; NULL: there are too many.
static struct field *add(struct field_reader *r, enum field_kind kind, size_t used)
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

// Takes back what was read from `start` on.
static void cut(struct field_reader *r, size_t start)
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

static size_t skip_blank_back(const struct field_reader *r, size_t floor, size_t end)
{
	while (end > floor && label_sort_before(r->text, end) == SORT_BLANK)
		end = label_step_back(r->text, end);
	return end;
}

// --- labels ---

static bool english_before(const struct field_reader *r, size_t at)
{
	at = skip_blank_back(r, r->known, at);
	return at > r->known && is_letter(r->text[at - 1]);
}

// Whether digits that end at `at` are a word of their own: 125来源：.
static bool number_before(const struct field_reader *r, size_t at)
{
	size_t start = at;
	while (start > r->encoding_end && is_digit(r->text[start - 1]))
		start--;
	return start < at && start == r->encoding_end && start > 0;
}

// Whether a label may start here. A word that touches it from the left is part of it (经费来源：),
// and so is an English word before an English label (data source:).
static bool is_edge(const struct field_reader *r, size_t start)
{
	if (start == 0 || start == r->known || start == r->encoding_end)
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
		return !fields_ends_with(r->text, start, "、");
	case SORT_DIGIT:
		return number_before(r, start);
	case SORT_QUOTE_OPEN:
		return label_step_back(r->text, start) == 0; // around the whole credit
	default:
		return false;
	}
}

static bool is_source(const struct label *label)
{
	return label->kind == LABEL_SOURCE || label->kind == LABEL_ORIGIN;
}

static bool is_of_people(const struct label *label)
{
	return label->kind >= LABEL_AUTHOR && label->kind <= LABEL_CREDIT;
}

// Adds the label that was read from `start` to `end`; its mark takes `mark` bytes.
static bool add_label(
	struct field_reader *r, const struct label *label, size_t start, size_t end, size_t mark)
{
	bool whole = is_edge(r, start) || (label->flags & LABEL_APART);
	if (!whole && (is_source(label) || (label->flags & LABEL_WHOLE)))
		return false;
	size_t after = r->at + mark;
	cut(r, start);
	r->at = start;
	struct field *field = add(r, FIELD_LABEL, after - start);
	if (!field)
		return true;
	field->label = label;
	field->mark = end;
	field->whole = whole;
	r->known = r->encoding_end = r->at;
	r->kind = label->kind;
	r->last = SORT_COLON;
	r->comma = false;
	r->listed = label->kind == LABEL_LIST;
	if (is_source(label) || label->kind == LABEL_DATE) {
		r->labelled = true;
		r->traditional |=
			memcmp(r->text + start, r->fields->line + start, end - start) != 0;
	}
	return true;
}

// A label before a colon.
static bool read_colon(struct field_reader *r, size_t mark)
{
	size_t start, end = skip_blank_back(r, r->encoding_end, r->at);
	const struct label *label = label_before(r->text, r->encoding_end, end, &start);
	if (!label || (label->flags & LABEL_APART) || !add_label(r, label, start, end, mark))
		return false;
	last_field(r)->colon = true;
	return true;
}

static bool is_bar(uint32_t c)
{
	return c == '/' || c == '|' || c == U'／' || c == U'｜' || c == U'丨' || c == U'╱' ||
	       c == '=' || c == U'＝';
}

// 图/文 and 文/图 are labels as a whole.
static bool is_inside_label(const struct field_reader *r, size_t end, size_t next)
{
	static const char text[] = "文", picture[] = "图";
	struct slice before = {r->text, end}, after = {r->text + next, r->size - next};
	if ((!ends_with(before, text) && !ends_with(before, picture)) ||
		(!begins_with(after, text) && !begins_with(after, picture)))
		return false;
	enum label_sort sort = sort_at(r, next + sizeof text - 1);
	return sort == SORT_COLON || sort == SORT_BLANK || sort == SORT_JOINT ||
	       sort == SORT_SEPARATOR;
}

// A label before a bar: 来源丨, 文/. A dash is one for sources.
static bool read_bar(struct field_reader *r, uint32_t c, size_t mark)
{
	bool dash = c == U'—' || c == U'–' || c == '-';
	if (!is_bar(c) && !dash)
		return false;
	size_t start, end = skip_blank_back(r, r->encoding_end, r->at);
	const struct label *label = label_before(r->text, r->encoding_end, end, &start);
	if (!label || (label->flags & LABEL_APART) || skip_blank(r, r->at + mark) == r->size ||
		is_inside_label(r, end, r->at + mark))
		return false;
	bool takes = is_source(label) || (!dash && is_of_people(label)) ||
		     (!dash && label->kind == LABEL_DATE);
	if (dash && c == '-' && end == r->at)
		return false;
	if (!takes || (!is_edge(r, start) && !is_of_people(label)) ||
		!add_label(r, label, start, end, mark))
		return false;
	last_field(r)->bar = true;
	return true;
}

// Whether a value stands at `next` that a label of people can be told from a word by.
static bool names_at(const struct field_reader *r, const struct label *label, size_t next)
{
	if (is_letter(label->word[0]))
		return next < r->size && is_letter(r->text[next]);
	return people_at(r->text, r->size, next) > 0;
}

// A label before a blank: 编辑 甲, 来源 某报.
static bool read_blank(struct field_reader *r, size_t mark)
{
	size_t start, next = r->at + mark;
	enum label_sort behind = sort_at(r, next);
	if (r->last != SORT_WORD || (behind != SORT_WORD && behind != SORT_DIGIT))
		return false;
	const struct label *label = label_before(r->text, r->encoding_end, r->at, &start);
	if (!label)
		return false;
	bool takes = (label->flags & LABEL_BLANK) &&
		     (is_source(label) ? behind == SORT_WORD && is_edge(r, start)
				       : is_of_people(label) && names_at(r, label, next));
	takes |= label->kind == LABEL_COUNT && behind == SORT_DIGIT && is_edge(r, start);
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
	return fields_chars(r->text, at, end) > 2 && sort_at(r, end) != SORT_COLON &&
	       people_is_outlet(r->text + at, end - at) &&
	       !people_starts_in(r->text + at, end - at, "于自是为不的在有从和与及本我该此其");
}

// A label that touches its value: 转载自某报, 记者李晓青.
static bool read_touching(struct field_reader *r)
{
	size_t end;
	const struct label *label = label_touching(r->text, r->size, r->at, &end);
	if (!label || end == r->size)
		return false;
	bool takes = is_source(label) ? names_outlet(r, end) : people_at(r->text, r->size, end) > 0;
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

// The label that stands before a date without a colon, as 发布于 2021-03-05; NULL: none.
static const struct label *date_label(const struct field_reader *r, size_t *start, size_t *end)
{
	size_t floor = r->encoding_end;
	*end = skip_blank_back(r, floor, r->at);
	if (*end == floor)
		return NULL;
	const struct label *label = label_before(r->text, floor, *end, start);
	bool takes =
		label && label->kind == LABEL_DATE &&
		(label->flags & LABEL_APART ? *end < r->at && stands_apart(r, *start)
					    : label->flags & LABEL_STAMP || is_edge(r, *start));
	return takes ? label : NULL;
}

// --- what is known for what it is ---

static void pass_known(struct field_reader *r)
{
	r->known = r->at;
	r->last = SORT_SEPARATOR;
}

static bool is_counted(const struct field_reader *r)
{
	return r->kind == LABEL_COUNT || r->kind == LABEL_LIST || r->kind == LABEL_ACCOUNT;
}

// How a date may be written here, if `label` is before it.
static enum date_place place_of(
	const struct field_reader *r, const struct label *label, size_t start, size_t end)
{
	if (!label && (!r->labelled || (r->encoding_end == r->at && is_counted(r))))
		return DATE_ANYWHERE;
	bool traditional =
		r->traditional ||
		(label && memcmp(r->text + start, r->fields->line + start, end - start) != 0);
	return traditional ? DATE_MINGUO : DATE_LABELLED;
}

// Whether a number that starts here is what a counter says: 阅读 20213, 人气(20213).
static bool is_behind_counter(const struct field_reader *r)
{
	size_t start, floor = r->encoding_end, end = skip_blank_back(r, floor, r->at);
	if (end > floor && label_sort_before(r->text, end) == SORT_OPEN)
		end = skip_blank_back(r, floor, label_step_back(r->text, end));
	const struct label *label = label_before(r->text, floor, end, &start);
	return label && label->kind == LABEL_COUNT;
}

static bool read_date(struct field_reader *r)
{
	int32_t date = 0;
	size_t used = 0, start, end, at = r->at;
	const struct label *label = date_label(r, &start, &end);
	enum date_place place = place_of(r, label, start, end);
	enum date_result read = date_read(r->text, r->size, at, place, &date, &used);
	// Five digits at the end of a word are its own: 某报19999.
	if (read == DATE_NONE || (read == DATE_UNREAD && r->last == SORT_WORD && used == 5) ||
		(read == DATE_UNREAD && is_behind_counter(r)))
		return false;
	if (label)
		add_label(r, label, start, end, 0);
	r->at = at;
	size_t tail = read == DATE_UNREAD ? 0 : clock_tail(r->text, r->size, at + used);
	struct field *field = add(r, FIELD_DATE, used + tail);
	if (field) {
		field->read = read;
		field->date = date;
		field->date_end = at + used;
	}
	r->comma = false;
	pass_known(r);
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
	struct field *field = add(r, FIELD_TIME, used);
	if (field) {
		field->relative = relative;
		field->partial = partial;
	}
	pass_known(r);
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
	add(r, FIELD_PROMPT, used);
	pass_known(r);
	return true;
}

static bool read_address(struct field_reader *r, uint32_t c)
{
	if (c >= 0x80 || !starts_word(r))
		return false;
	size_t used = label_address(r->text, r->size, r->at);
	if (used == 0)
		return false;
	add(r, FIELD_ADDRESS, used);
	pass_known(r);
	return true;
}

// --- words and marks ---

// Where a date in numerals starts in a word: 某报二〇二一年三月五日.
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

// The labels under which somebody may be named in a word: 某报记者李晓青.
static const char *const inside[] = {"记者", "实习生", "通讯员"};
#define INSIDE (sizeof inside / sizeof inside[0])

static bool has_inside(const char *text, size_t size)
{
	for (size_t i = 0; i < INSIDE; i++)
		if (contains((struct slice){text, size}, inside[i]))
			return true;
	return false;
}

// Where such a label starts in a word.
static size_t people_in(const struct field_reader *r, size_t at, size_t end)
{
	size_t first = end;
	for (size_t i = 0; i < INSIDE && r->people; i++) {
		size_t size = strlen(inside[i]);
		const char *found = memmem(r->text + at, end - at, inside[i], size);
		size_t start = found ? (size_t)(found - r->text) : end;
		if (start > at && start < first && people_at(r->text, r->size, start + size) > 0)
			first = start;
	}
	return first;
}

// Reads on to the end of the word: only a prompt can start inside one.
static void read_word(struct field_reader *r, enum label_sort sort, uint32_t c, size_t used)
{
	int chars = 1;
	bool splits = false;
	size_t start = r->at, end = start + used;
	if (begins_with((struct slice){r->text + start, r->size - start}, "..."))
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
	} else if ((field = add(r, FIELD_WORD, end - start))) {
		field->sort = SORT_DIGIT;
	}
	if (field && sort == SORT_WORD)
		field->sort = SORT_WORD;
	size_t letters = sort == SORT_WORD ? fields_chars(r->text, start, end) : 0;
	r->loose += r->encoding_end == 0 ? letters : 0;
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
	struct field *field = add(r, FIELD_MARK, used);
	if (field)
		field->sort = sort;
	r->last = sort;
}

// Whether a date may start here: at a number, at a word, or where numerals start in one.
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
	r.people = !fields->prose && has_inside(text, size);
	while (r.at < size && !fields->prose)
		read_field(&r);
}
