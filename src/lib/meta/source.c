// SPDX-License-Identifier: MIT
// Recognizes source lines: lines that credit a publication, with its name and its date.
#include "meta/source.h"

#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"
#include "base/wordlist.h"
#include "meta/people.h"

// A source line is PREFIX label mark NAME SUFFIX. A prefix and a suffix hold dates, credits,
// prompts, addresses, brackets, and a few characters of other words such as the name of the site.
// Anything more is prose.
#define NAME_CHARS 30
#define OTHER_CHARS 12 // of unknown words before the label, and behind the name
#define VALUE_CHARS 24 // of the value of another credit: 作者：...
#define LIST_CHARS 80  // of a list of keywords

enum place {
	BEFORE, // the label is still to come
	LABEL,  // the label and its mark were read
	NAME,
	AFTER, // the name was read, or is missing
};

// Quotation marks around a whole credit serve as brackets: 「來源：某報」.
enum wrap { WRAP_NONE, WRAP_OPEN, WRAP_CLOSED };

// A label or a date has to follow a comma.
enum comma { COMMA_NONE, COMMA_FRESH, COMMA_STALE };

struct source_reading {
	const struct fields *fields;
	const char *text;
	enum place place;
	enum comma comma;
	enum wrap wrap;
	int room;      // the number of unknown characters that may still follow
	bool list;     // in a list of keywords, where commas do not count
	bool strange;  // there are unknown words before the label
	bool crowded;  // there are unknown words behind the name
	bool caption;  // the words before the label are the caption of a picture
	bool husk;     // there is something else in place of the name
	bool account;  // a kind of account was read before the name
	bool bare;     // the mark of the label is a blank or nothing
	bool origin;   // the label is LABEL_ORIGIN
	bool credited; // there is another credit
	size_t name, name_end;
	size_t name_label; // the end of the source label
	int quotes;
	int32_t before, after; // dates before and behind the label
	bool unread, prose;
};

static const char kinds_of_account[] =
	"公众号|微信公众号|微信公号|公号|微信|官方微信|微博|官方微博|新浪微博|头条号|今日头条|"
	"百家号|搜狐号|"
	"网易号|企鹅号|大鱼号|视频号|抖音|抖音号|知乎|小红书|订阅号|服务号|微信订阅号|账号";

static void end_name(struct source_reading *r)
{
	if (r->quotes > 0 && !r->account)
		r->prose = true;
	r->quotes = 0;
	r->place = AFTER;
	r->room = OTHER_CHARS;
	r->list = false;
}

// Ends the name at a field that is never part of it.
static void source_pass_known(struct source_reading *r)
{
	if (r->place == NAME)
		end_name(r);
}

static void source_read_date(struct source_reading *r, const struct field *field)
{
	if (r->comma == COMMA_FRESH)
		r->comma = COMMA_NONE;
	r->unread |= field->read == DATE_IMPOSSIBLE ||
		     (field->read == DATE_UNREAD && r->place != BEFORE);
	if (field->read == DATE_FOUND && r->place == BEFORE)
		r->before = field->date;
	else if (field->read == DATE_FOUND && r->after == 0)
		r->after = field->date;
	source_pass_known(r);
}

static void source_read_source_label(struct source_reading *r, const struct field *field)
{
	if (r->place == NAME)
		end_name(r);
	if (r->place == AFTER) {
		r->room = VALUE_CHARS;
		return;
	}
	if (r->place == BEFORE) {
		r->prose |= r->room < 0;
		r->strange = r->room < OTHER_CHARS;
	}
	r->place = LABEL; // also for the second label of 来源：稿源：...
	r->name_label = field->end;
	r->bare = !field->colon && !field->bar;
	r->origin = field->label->kind == LABEL_ORIGIN;
}

static void source_read_other_label(struct source_reading *r, const struct field *field)
{
	if (r->place == NAME)
		end_name(r);
	else if (r->place == LABEL) {
		r->place = AFTER;
		r->husk = true;
	} else if (r->room < 0)
		r->prose = true;
	r->credited = true;
	r->list = field->label->kind == LABEL_LIST;
	r->room = r->list ? LIST_CHARS : VALUE_CHARS;
}

static void source_read_label(struct source_reading *r, const struct field *field)
{
	enum label_kind kind = field->label->kind;
	if (r->comma == COMMA_FRESH)
		r->comma = COMMA_NONE;
	if (label_is_source(field->label))
		source_read_source_label(r, field);
	else if (kind == LABEL_ACCOUNT && r->place == LABEL)
		r->account = true;
	else
		source_read_other_label(r, field);
}

static enum label_sort sort_behind(const struct source_reading *r, size_t at)
{
	uint32_t c;
	size_t used;
	return at < r->fields->size ? label_sort_at(r->text + at, &c, &used) : SORT_STOP;
}

// Whether a word is a kind of account, with a name behind it.
static bool is_account(const struct source_reading *r, const struct field *field)
{
	enum label_sort next = sort_behind(r, field->end);
	return wordlist_has(field_text(r->fields, field), kinds_of_account) &&
	       (next == SORT_BLANK || next == SORT_COLON || next == SORT_QUOTE_OPEN ||
		       next == SORT_SEPARATOR || next == SORT_JOINT);
}

static void begin_name(struct source_reading *r, const struct field *field)
{
	r->place = NAME;
	r->name = field->at;
	r->name_end = field->end;
}

// Whether words end or begin like the caption of a picture: 资料图 来源：某报 is the source of the
// picture.
static bool is_caption(struct slice text)
{
	return wordlist_ends(text,
		       "资料图|资料图片|资料照|资料照片|图片|照片|配图|截图|插图|题图|示意图|"
		       "效果图|"
		       "网络图") ||
	       wordlist_begins(text, "图为|图示|图说") ||
	       (begins_with(text, "图") && fields_letters(text.data, 0, text.size) == 1);
}

static void source_read_word(struct source_reading *r, const struct field *field)
{
	r->caption |= r->place == BEFORE && is_caption(field_text(r->fields, field));
	if (r->place == LABEL) {
		if (!r->account && is_account(r, field))
			r->account = true;
		else
			begin_name(r, field);
		return;
	}
	if (r->place == NAME) {
		r->name_end = field->end;
		return;
	}
	size_t letters = fields_letters(r->text, field->at, field->end);
	r->room -= (int)letters;
	r->prose |= r->wrap == WRAP_CLOSED && letters > 0;
	r->crowded |= r->place == AFTER && letters > 0 && !r->credited;
	if (r->place == BEFORE && r->room < -LABEL_CHARS)
		r->prose = true; // too long for any label
}

// An address right behind the label is the name.
static void source_read_address(struct source_reading *r, const struct field *field)
{
	bool touches = field->at > 0 && label_sort_before(r->text, field->at) != SORT_BLANK;
	if (r->place == LABEL)
		begin_name(r, field);
	else if (r->place == NAME && touches)
		r->name_end = field->end;
	else
		source_pass_known(r);
}

static uint32_t char_before(const char *text, size_t at)
{
	uint32_t c;
	utf8_next(text + utf8_step_back(text, at), &c);
	return c;
}

// Whether the name so far and the character at `next` are single ideographs: 新 华 网.
static bool is_spaced_out(const struct source_reading *r, size_t next)
{
	uint32_t c;
	size_t at = r->name, end = next, used;
	while (at < r->name_end) {
		at += utf8_next(r->text + at, &c);
		if (!label_is_ideograph(c))
			return false;
		if (at < r->name_end && label_sort_at(r->text + at, &c, &used) != SORT_BLANK)
			return false;
		at += at < r->name_end ? used : 0;
	}
	end += utf8_next(r->text + next, &c);
	enum label_sort behind = sort_behind(r, end);
	return label_is_ideograph(c) &&
	       (end == r->fields->size || behind == SORT_BLANK || behind == SORT_CLOSE);
}

// A name ends at a blank between two ideographs (某某网 张三), between an ideograph and a digit,
// and before a month and a year (某报 Mar 2021).
static void source_read_blank(struct source_reading *r, const struct field *field)
{
	uint32_t c;
	size_t used;
	if (r->place != NAME || field->at == 0 || field->end >= r->fields->size || r->quotes > 0)
		return;
	enum label_sort sort = label_sort_at(r->text + field->end, &c, &used);
	bool ends = c < 0x80 && date_may_begin(c) &&
		    date_is_month(r->text, r->fields->size, field->end);
	if (label_is_ideograph(char_before(r->text, field->at)))
		ends |= sort == SORT_DIGIT ||
			(label_is_ideograph(c) && !is_spaced_out(r, field->end));
	if (ends)
		end_name(r);
}

static void source_read_comma(struct source_reading *r, const struct field *before)
{
	if (r->list && r->place != NAME)
		return;
	bool known = before && before->kind != FIELD_WORD && before->kind != FIELD_MARK;
	if (r->place == NAME)
		end_name(r);
	else if (r->place == LABEL || r->comma != COMMA_NONE || (r->place == BEFORE && !known))
		r->prose = true;
	r->comma = COMMA_FRESH;
}

// Brackets and bars stand around names, never inside.
static void source_read_separator(struct source_reading *r, enum label_sort sort)
{
	source_pass_known(r);
	if (r->place == LABEL && !r->account) {
		r->husk = true;
		if (sort == SORT_CLOSE)
			r->place = AFTER;
	}
}

static void source_read_quote(struct source_reading *r, const struct field *field)
{
	bool opens = field->sort == SORT_QUOTE_OPEN;
	if (opens && field->at == 0) {
		r->wrap = WRAP_OPEN;
		return;
	}
	if (!opens && r->wrap == WRAP_OPEN && r->quotes == 0) {
		r->wrap = WRAP_CLOSED;
		source_read_separator(r, SORT_CLOSE);
		return;
	}
	if (r->account && r->place == LABEL && opens) {
		r->quotes = 1;
		return;
	}
	if (r->account && r->place == NAME && !opens) {
		end_name(r);
		return;
	}
	if (r->place == LABEL && opens)
		begin_name(r, field);
	r->quotes += opens ? 1 : -1;
	if (r->place != NAME || r->quotes < 0)
		r->prose = true;
	r->name_end = field->end;
}

static void source_read_mark(
	struct source_reading *r, const struct field *field, const struct field *before)
{
	switch (field->sort) {
	case SORT_BLANK:
		source_read_blank(r, field);
		break;
	case SORT_JOINT:
		r->husk = r->husk || (r->place == LABEL && !r->account);
		break;
	case SORT_SEPARATOR:
	case SORT_OPEN:
	case SORT_CLOSE:
		source_read_separator(r, field->sort);
		break;
	case SORT_COLON:
		r->room--;
		r->prose |= (r->place == LABEL && !r->account) || r->place == NAME;
		break;
	case SORT_COMMA:
		source_read_comma(r, before);
		break;
	case SORT_QUOTE_OPEN:
	case SORT_QUOTE_CLOSE:
		source_read_quote(r, field);
		break;
	default:
		r->prose = true;
	}
}

static void source_read_field(
	struct source_reading *r, const struct field *field, const struct field *before)
{
	if (r->comma == COMMA_FRESH && field->kind != FIELD_DATE && field->kind != FIELD_LABEL &&
		!(field->kind == FIELD_MARK && field->sort == SORT_BLANK))
		r->comma = COMMA_STALE;
	switch (field->kind) {
	case FIELD_LABEL:
		source_read_label(r, field);
		break;
	case FIELD_DATE:
		source_read_date(r, field);
		break;
	case FIELD_PROMPT:
		if (r->place == LABEL)
			r->place = AFTER;
		source_pass_known(r);
		break;
	case FIELD_TIME:
		source_pass_known(r);
		break;
	case FIELD_ADDRESS:
		source_read_address(r, field);
		break;
	case FIELD_WORD:
		source_read_word(r, field);
		break;
	case FIELD_MARK:
		source_read_mark(r, field, before);
		break;
	}
}

static bool is_short(const char *text, size_t start, size_t end)
{
	return end - start <= NAME_CHARS || fields_chars(text, start, end) <= NAME_CHARS;
}

// The name as it was read, folded.
static struct slice read_name(const struct source_reading *r)
{
	return (struct slice){r->text + r->name, r->name_end - r->name};
}

// Names that are no outlets, or only those of search pages.
static bool is_no_outlet(struct slice name)
{
	return wordlist_ends(name, "热搜词|热搜") ||
	       wordlist_has(name,
		       "转载|转载文章|网络转载|文章转载|转帖|未知|不详|无|暂无|null|none|unknown|"
		       "百度新闻|360新闻|搜狗新闻|谷歌新闻|好搜新闻|必应新闻|神马新闻");
}

// The device that a post was sent from: 来自 iPhone客户端.
static bool is_device(const struct source_reading *r)
{
	struct slice name = read_name(r);
	return wordlist_begins(
		       name, "iPhone|iPad|iOS|Android|安卓|手机|电脑|苹果|网页|微博|触屏") ||
	       wordlist_has(name, "客户端|微信");
}

// Whether a label that also occurs in sentences is the label of a source here.
static bool is_meant(const struct source_reading *r)
{
	bool outlet = people_is_outlet(read_name(r));
	bool dated = r->before != 0 || r->after != 0;
	if (r->origin)
		return !r->strange && (outlet || dated) && !is_device(r);
	return !r->bare || (!r->strange && !r->crowded && (outlet || dated || r->credited));
}

// Whether quotation marks surround nothing but a source. In a sentence they may quote a credit.
static bool is_wrapped(const struct source_reading *r)
{
	return r->wrap == WRAP_CLOSED && !r->bare && !r->strange && !r->credited;
}

static enum source_kind source_kind_of(const struct source_reading *r)
{
	if (r->fields->prose || r->prose || r->comma != COMMA_NONE || r->room < 0 ||
		r->place == BEFORE)
		return SOURCE_NONE;
	bool asks = !r->origin && !r->bare && r->wrap == WRAP_NONE;
	if (r->wrap != WRAP_NONE && !is_wrapped(r))
		return SOURCE_NONE;
	if (r->place == LABEL)
		return !asks ? SOURCE_NONE : r->husk ? SOURCE_NAMELESS : SOURCE_LABEL;
	// The heading of a picture page has a date beside it.
	if (r->caption && r->before == 0 && r->after == 0)
		return SOURCE_NONE;
	if (r->name_end == r->name || is_no_outlet(read_name(r)))
		return asks ? SOURCE_NAMELESS : SOURCE_NONE;
	if (r->place == NAME && r->quotes > 0)
		return SOURCE_NONE;
	return is_short(r->text, r->name, r->name_end) && is_meant(r) ? SOURCE_FOUND : SOURCE_NONE;
}

// 《某报》（2021年03月05日 第08版）: a paper and its issue, alone on the line.
static bool is_issue(struct source_reading *r)
{
	const struct fields *f = r->fields;
	const struct field *name = &f->field[0], *last = &f->field[f->count - 1];
	struct slice word = field_text(f, name);
	size_t mark = sizeof "《" - 1;
	if (f->prose || f->count < 4 || name->kind != FIELD_WORD || word.size <= 2 * mark ||
		!begins_with(word, "《") || !ends_with(word, "》") ||
		f->field[1].sort != SORT_OPEN || last->sort != SORT_CLOSE)
		return false;
	size_t letters = 0;
	for (const struct field *field = name + 2; field < last; field++) {
		letters += field->kind == FIELD_WORD ? fields_chars(f->text, field->at, field->end)
						     : 0;
		if (field->kind == FIELD_DATE && field->read == DATE_FOUND)
			r->after = field->date;
	}
	r->name = name->at + mark;
	r->name_end = name->end - mark;
	return r->after != 0 && letters <= OTHER_CHARS && is_short(f->text, r->name, r->name_end) &&
	       people_is_outlet(read_name(r));
}

// 【2021/03/05 某报】@ http://...: a clipping of a paper, alone on the line.
static bool is_clipping(struct source_reading *r)
{
	const struct fields *f = r->fields;
	const struct field *date = &f->field[1], *name = &f->field[2],
			   *last = &f->field[f->count - 1];
	if (f->prose || f->count < 6 || f->field[0].sort != SORT_OPEN || date->kind != FIELD_DATE ||
		date->read != DATE_FOUND || name->kind != FIELD_WORD ||
		f->field[3].sort != SORT_CLOSE || last->kind != FIELD_ADDRESS || f->count > 7)
		return false;
	r->name = name->at;
	r->name_end = name->end;
	r->after = date->date;
	return is_short(f->text, r->name, r->name_end) && people_is_outlet(read_name(r));
}

// Reads the fields from index `first` on.
static enum source_kind source_read_from(
	struct source_reading *r, const struct fields *fields, size_t first)
{
	*r = (struct source_reading){.fields = fields, .text = fields->text, .room = OTHER_CHARS};
	for (size_t i = first; i < fields->count && !r->prose && !fields->prose; i++)
		source_read_field(r, &fields->field[i], i > 0 ? &fields->field[i - 1] : NULL);
	return source_kind_of(r);
}

static enum source_kind source_read_all(struct source_reading *r, const struct fields *fields)
{
	*r = (struct source_reading){.fields = fields, .text = fields->text};
	if (fields->count > 0 && (is_issue(r) || is_clipping(r)))
		return SOURCE_FOUND;
	return source_read_from(r, fields, 0);
}

// --- names ---

// The half-width form of a character, for ASCII and the blank.
static uint32_t half_width(uint32_t c)
{
	return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c == UTF8_WIDE_SPACE ? ' ' : c;
}

// Whether 《 and 》 surround a name, and do not occur inside.
static bool is_quoted(struct slice name)
{
	size_t mark = sizeof "《" - 1;
	if (name.size <= 2 * mark || !begins_with(name, "《") || !ends_with(name, "》"))
		return false;
	struct slice inner = {name.data + mark, name.size - 2 * mark};
	return !contains(inner, "《") && !contains(inner, "》");
}

// Whether a name is only single ideographs with blanks between them.
static bool is_all_spaced(struct slice name)
{
	bool blank = true;
	size_t blanks = 0;
	for (size_t at = 0; at < name.size;) {
		uint32_t c;
		at += utf8_next(name.data + at, &c);
		bool is_blank = utf8_is_blank(c);
		if (is_blank == blank || (!is_blank && !label_is_ideograph(c)))
			return false;
		blank = is_blank;
		blanks += is_blank;
	}
	return blanks > 0;
}

size_t source_name(struct slice name, char out[SOURCE_NAME_MAX])
{
	size_t size = 0, mark = sizeof("《") - 1;
	if (is_quoted(name))
		name = (struct slice){name.data + mark, name.size - 2 * mark};
	bool spaced = is_all_spaced(name);
	for (size_t at = 0; at < name.size;) {
		uint32_t c;
		at += utf8_next(name.data + at, &c);
		c = half_width(c);
		if (!spaced || c != ' ')
			size += utf8_encode(c, out + size);
	}
	return size;
}

// Whether the name follows the label directly, and a blank, a bracket or the like ends it. Then
// "来源: NAME" is read in the same way: nothing looks ahead past such an end.
static bool name_stands_alone(const struct source_reading *r)
{
	size_t start = r->name;
	if (r->bare || r->account || r->origin)
		return false;
	if (start > r->name_label && label_sort_before(r->text, start) == SORT_BLANK)
		start = utf8_step_back(r->text, start);
	if (start != r->name_label)
		return false;
	if (r->name_end == r->fields->size)
		return true;
	enum label_sort end = sort_behind(r, r->name_end);
	return end == SORT_BLANK || end == SORT_OPEN || end == SORT_CLOSE || end == SORT_COMMA ||
	       end == SORT_SEPARATOR;
}

// Output can be read again: "来源: NAME" gives NAME and no date.
bool source_is_name(struct slice name)
{
	static const char label[] = "来源: ";
	char line[sizeof(label) - 1 + SOURCE_NAME_MAX], folded[sizeof line];
	char again[SOURCE_NAME_MAX];
	size_t start = sizeof(label) - 1;
	if (name.size == 0 || name.size > SOURCE_NAME_MAX)
		return false;
	size_t size = source_name(name, line + start);
	memcpy(line, label, start);
	memcpy(folded, line, start + size);
	hanzi_simplify(line, start + size, folded);
	struct fields fields;
	struct source_reading r;
	fields_read(&fields, line, folded, start + size);
	return source_read_all(&r, &fields) == SOURCE_FOUND && r.name == start &&
	       r.name_end == start + size && r.after == 0 && !r.unread &&
	       source_name((struct slice){line + start, size}, again) == size;
}

static bool reads_back(const struct source_reading *r)
{
	char printed[SOURCE_NAME_MAX];
	struct slice name = {r->fields->line + r->name, r->name_end - r->name};
	bool same = source_name(name, printed) == name.size &&
		    memcmp(printed, name.data, name.size) == 0;
	return (same && name_stands_alone(r)) || source_is_name(name);
}

// Finds a second source behind the first: 来源：某报，摘自：某刊.
static void find_second_source(const struct source_reading *r, struct source *source)
{
	const struct fields *fields = r->fields;
	struct source_reading second;
	size_t i = 0;
	while (i < fields->count && fields->field[i].at < r->name_end)
		i++;
	for (; i < fields->count; i++) {
		const struct field *field = &fields->field[i];
		if (field->kind == FIELD_LABEL && field->label->kind == LABEL_SOURCE &&
			field->colon)
			break;
	}
	if (i == fields->count || source_read_from(&second, fields, i) != SOURCE_FOUND ||
		!reads_back(&second))
		return;
	source->also = (struct slice){fields->line + second.name, second.name_end - second.name};
}

static bool take_reading(
	const struct source_reading *r, enum source_kind kind, struct source *source)
{
	if (kind == SOURCE_NONE || (kind == SOURCE_FOUND && !reads_back(r)))
		return false;
	if (r->unread) {
		source->unread = true;
		return false;
	}
	source->kind = kind;
	source->date = r->after != 0 ? r->after : r->before;
	if (kind == SOURCE_FOUND) {
		source->name = (struct slice){r->fields->line + r->name, r->name_end - r->name};
		find_second_source(r, source);
	}
	return true;
}

// --- at the end of prose ---

// Two brackets are no credit of the text: the request of a notice, 转载请注明（来源：...）, and the
// source of a picture, 资料图（来源：...）.
void source_tail(const char *line, const char *text, size_t size, struct source *source)
{
	size_t open = label_last_bracket(text, size);
	size_t stays = label_skip_blanks_back(text, 0, open);
	struct source inside = {.kind = SOURCE_NONE};
	struct fields fields;
	struct source_reading r;
	*source = inside;
	if (open == size || stays == 0 || wordlist_ends((struct slice){text, stays}, "注明") ||
		is_caption((struct slice){text, stays}))
		return;
	fields_read(&fields, line + open, text + open, size - open);
	enum source_kind kind = source_read_all(&r, &fields);
	if (!take_reading(&r, kind, &inside) || r.strange || inside.kind != SOURCE_FOUND) {
		source->unread = inside.unread;
		return;
	}
	*source = inside;
	source->kind = SOURCE_CREDIT;
	source->stays = stays;
}

void source_read(const struct fields *fields, struct source *source)
{
	struct source credit;
	struct source_reading r;
	*source = (struct source){.kind = SOURCE_NONE};
	if (fields->size == 0)
		return;
	bool whole = take_reading(&r, source_read_all(&r, fields), source);
	bool doubtful = !whole || (r.strange && source->date == 0);
	if (source->unread || !doubtful ||
		label_sort_before(fields->text, fields->size) != SORT_CLOSE)
		return;
	source_tail(fields->line, fields->text, fields->size, &credit);
	if (credit.kind == SOURCE_CREDIT || source->kind != SOURCE_FOUND)
		*source = credit;
}

// --- for the prefilter ---

bool source_word(size_t n, char word[LABEL_WORD])
{
	// The words that is_issue() and is_clipping() look for.
	static const char *const others[] = {"》（", "》(", "】@"};
	const size_t count = COUNT(others);
	if (n < count) {
		memcpy(word, others[n], strlen(others[n]) + 1);
		return true;
	}
	return label_word(1u << LABEL_SOURCE | 1u << LABEL_ORIGIN, n - count, word);
}

// A line that ends like a sentence is prose without a bracket at its end.
bool source_may_end(uint32_t last)
{
	enum label_sort sort = label_sort(last);
	return sort != SORT_STOP && sort != SORT_COMMA;
}
