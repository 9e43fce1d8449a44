// SPDX-License-Identifier: MIT
// Source lines: which lines credit a publication, its name and its date.
#include "meta/source.h"

#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"
#include "meta/people.h"

// A source line is PREFIX label mark NAME SUFFIX. What a prefix and a suffix may hold is known
// (dates, credits, prompts, addresses, brackets) but for a few characters of other words, say the
// name of the site; anything more is prose.
#define NAME_CHARS 30
#define OTHER_CHARS 12 // unknown words before the label, and after the name
#define VALUE_CHARS 24 // what may follow another credit: 作者：...
#define LIST_CHARS 80  // and a list of keywords

enum place {
	BEFORE, // the label
	LABEL,  // past the label and its mark, no name yet
	NAME,
	AFTER, // the name, or where it should have been
};

// Quotation marks may stand around a whole credit, as brackets do: 「來源：某報」.
enum wrap { WRAP_NONE, WRAP_OPEN, WRAP_CLOSED };

// After a comma, a label or a date has to follow.
enum comma { COMMA_NONE, COMMA_FRESH, COMMA_STALE };

struct source_reading {
	const struct fields *fields;
	const char *text;
	enum place place;
	enum comma comma;
	enum wrap wrap;
	int room;      // for more characters of unknown words
	bool list;     // in a list of keywords: commas do not count
	bool strange;  // unknown words stand before the label
	bool crowded;  // or after the name
	bool caption;  // those before the label are of a picture
	bool husk;     // something stands where the name should
	bool account;  // a kind of account stands before the name
	bool bare;     // the label has a blank or nothing behind it
	bool origin;   // it alone makes no source
	bool credited; // another credit is in the line
	size_t name, name_end;
	size_t name_label; // the end of the source label
	int quotes;
	int32_t before, after; // dates
	bool unread, prose;
};

static const char kinds_of_account[] =
	"公众号|微信公众号|微信公号|公号|微信|官方微信|微博|官方微博|新浪微博|头条号|今日头条|"
	"百家号|搜狐号|"
	"网易号|企鹅号|大鱼号|视频号|抖音|抖音号|知乎|小红书|订阅号|服务号|微信订阅号|账号";

static void end_name(struct source_reading *j)
{
	if (j->quotes > 0 && !j->account)
		j->prose = true;
	j->quotes = 0;
	j->place = AFTER;
	j->room = OTHER_CHARS;
	j->list = false;
}

// Moves over something that is known for what it is, and never part of a name.
static void pass_known(struct source_reading *j)
{
	if (j->place == NAME)
		end_name(j);
}

static void judge_date(struct source_reading *j, const struct field *field)
{
	if (j->comma == COMMA_FRESH)
		j->comma = COMMA_NONE;
	j->unread |= field->read == DATE_IMPOSSIBLE ||
		     (field->read == DATE_UNREAD && j->place != BEFORE);
	if (field->read == DATE_FOUND && j->place == BEFORE)
		j->before = field->date;
	else if (field->read == DATE_FOUND && j->after == 0)
		j->after = field->date;
	pass_known(j);
}

static void judge_source_label(struct source_reading *j, const struct field *field)
{
	if (j->place == NAME)
		end_name(j);
	if (j->place == AFTER) {
		j->room = VALUE_CHARS;
		return;
	}
	if (j->place == BEFORE) {
		j->prose |= j->room < 0;
		j->strange = j->room < OTHER_CHARS;
	}
	j->place = LABEL; // also the second one in 来源：稿源：...
	j->name_label = field->end;
	j->bare = !field->colon && !field->bar;
	j->origin = field->label->kind == LABEL_ORIGIN;
}

static void judge_other_label(struct source_reading *j, const struct field *field)
{
	if (j->place == NAME)
		end_name(j);
	else if (j->place == LABEL) {
		j->place = AFTER;
		j->husk = true;
	} else if (j->room < 0)
		j->prose = true;
	j->credited = true;
	j->list = field->label->kind == LABEL_LIST;
	j->room = j->list ? LIST_CHARS : VALUE_CHARS;
}

static void judge_label(struct source_reading *j, const struct field *field)
{
	enum label_kind kind = field->label->kind;
	if (j->comma == COMMA_FRESH)
		j->comma = COMMA_NONE;
	if (kind == LABEL_SOURCE || kind == LABEL_ORIGIN)
		judge_source_label(j, field);
	else if (kind == LABEL_ACCOUNT && j->place == LABEL)
		j->account = true;
	else
		judge_other_label(j, field);
}

static enum label_sort sort_behind(const struct source_reading *j, size_t at)
{
	uint32_t c;
	size_t used;
	return at < j->fields->size ? label_sort_at(j->text + at, &c, &used) : SORT_STOP;
}

// Whether the word is a kind of account, with the name behind it.
static bool is_account(const struct source_reading *j, const struct field *field)
{
	enum label_sort next = sort_behind(j, field->end);
	return people_is_one_of(j->text + field->at, field->end - field->at, kinds_of_account) &&
	       (next == SORT_BLANK || next == SORT_COLON || next == SORT_QUOTE_OPEN ||
		       next == SORT_SEPARATOR || next == SORT_JOINT);
}

static void begin_name(struct source_reading *j, const struct field *field)
{
	j->place = NAME;
	j->name = field->at;
	j->name_end = field->end;
}

// Whether words end or begin as the caption of a picture does: 资料图 来源：某报 says whose it is.
static bool is_caption(const char *text, size_t size)
{
	static const char *const ends[] = {"资料图", "资料图片", "资料照", "资料照片", "图片",
		"照片", "配图", "截图", "插图", "题图", "示意图", "效果图", "网络图"};
	static const char *const begin[] = {"图为", "图示", "图说"};
	struct slice words = {text, size};
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (ends_with(words, ends[i]))
			return true;
	for (size_t i = 0; i < sizeof begin / sizeof begin[0]; i++)
		if (begins_with(words, begin[i]))
			return true;
	return begins_with(words, "图") && fields_letters(text, 0, size) == 1;
}

static void judge_word(struct source_reading *j, const struct field *field)
{
	j->caption |= j->place == BEFORE && is_caption(j->text + field->at, field->end - field->at);
	if (j->place == LABEL) {
		if (!j->account && is_account(j, field))
			j->account = true;
		else
			begin_name(j, field);
		return;
	}
	if (j->place == NAME) {
		j->name_end = field->end;
		return;
	}
	size_t letters = fields_letters(j->text, field->at, field->end);
	j->room -= (int)letters;
	j->prose |= j->wrap == WRAP_CLOSED && letters > 0;
	j->crowded |= j->place == AFTER && letters > 0 && !j->credited;
	if (j->place == BEFORE && j->room < -LABEL_CHARS)
		j->prose = true; // no label makes that good
}

// In place of a name an address is the name; elsewhere it is husk.
static void judge_address(struct source_reading *j, const struct field *field)
{
	bool touches = field->at > 0 && label_sort_before(j->text, field->at) != SORT_BLANK;
	if (j->place == LABEL)
		begin_name(j, field);
	else if (j->place == NAME && touches)
		j->name_end = field->end;
	else
		pass_known(j);
}

static uint32_t char_before(const char *text, size_t at)
{
	uint32_t c;
	utf8_next(text + label_step_back(text, at), &c);
	return c;
}

// Whether the name so far, and what stands at `next`, are single ideographs: 新 华 网.
static bool is_spaced_out(const struct source_reading *j, size_t next)
{
	uint32_t c;
	size_t at = j->name, end = next, used;
	while (at < j->name_end) {
		at += utf8_next(j->text + at, &c);
		if (!label_is_ideograph(c))
			return false;
		if (at < j->name_end && label_sort_at(j->text + at, &c, &used) != SORT_BLANK)
			return false;
		at += at < j->name_end ? used : 0;
	}
	end += utf8_next(j->text + next, &c);
	enum label_sort behind = sort_behind(j, end);
	return label_is_ideograph(c) &&
	       (end == j->fields->size || behind == SORT_BLANK || behind == SORT_CLOSE);
}

// A name ends at a blank between two ideographs (某某网 张三), or an ideograph and a digit, and
// before a month of a year (某报 Mar 2021).
static void judge_blank(struct source_reading *j, const struct field *field)
{
	uint32_t c;
	size_t used;
	if (j->place != NAME || field->at == 0 || field->end >= j->fields->size || j->quotes > 0)
		return;
	enum label_sort sort = label_sort_at(j->text + field->end, &c, &used);
	bool ends = c < 0x80 && date_may_begin(c) &&
		    date_is_month(j->text, j->fields->size, field->end);
	if (label_is_ideograph(char_before(j->text, field->at)))
		ends |= sort == SORT_DIGIT ||
			(label_is_ideograph(c) && !is_spaced_out(j, field->end));
	if (ends)
		end_name(j);
}

static void judge_comma(struct source_reading *j, const struct field *before)
{
	if (j->list && j->place != NAME)
		return;
	bool known = before && before->kind != FIELD_WORD && before->kind != FIELD_MARK;
	if (j->place == NAME)
		end_name(j);
	else if (j->place == LABEL || j->comma != COMMA_NONE || (j->place == BEFORE && !known))
		j->prose = true;
	j->comma = COMMA_FRESH;
}

// Brackets and bars, which stand around names and never in them.
static void judge_separator(struct source_reading *j, enum label_sort sort)
{
	pass_known(j);
	if (j->place == LABEL && !j->account) {
		j->husk = true;
		if (sort == SORT_CLOSE)
			j->place = AFTER;
	}
}

static void judge_quote(struct source_reading *j, const struct field *field)
{
	bool opens = field->sort == SORT_QUOTE_OPEN;
	if (opens && field->at == 0) {
		j->wrap = WRAP_OPEN;
		return;
	}
	if (!opens && j->wrap == WRAP_OPEN && j->quotes == 0) {
		j->wrap = WRAP_CLOSED;
		judge_separator(j, SORT_CLOSE);
		return;
	}
	if (j->account && j->place == LABEL && opens) {
		j->quotes = 1;
		return;
	}
	if (j->account && j->place == NAME && !opens) {
		end_name(j);
		return;
	}
	if (j->place == LABEL && opens)
		begin_name(j, field);
	j->quotes += opens ? 1 : -1;
	if (j->place != NAME || j->quotes < 0)
		j->prose = true;
	j->name_end = field->end;
}

static void judge_mark(
	struct source_reading *j, const struct field *field, const struct field *before)
{
	switch (field->sort) {
	case SORT_BLANK:
		judge_blank(j, field);
		break;
	case SORT_JOINT:
		j->husk = j->husk || (j->place == LABEL && !j->account);
		break;
	case SORT_SEPARATOR:
	case SORT_OPEN:
	case SORT_CLOSE:
		judge_separator(j, field->sort);
		break;
	case SORT_COLON:
		j->room--;
		j->prose |= (j->place == LABEL && !j->account) || j->place == NAME;
		break;
	case SORT_COMMA:
		judge_comma(j, before);
		break;
	case SORT_QUOTE_OPEN:
	case SORT_QUOTE_CLOSE:
		judge_quote(j, field);
		break;
	default:
		j->prose = true;
	}
}

static void judge_field(
	struct source_reading *j, const struct field *field, const struct field *before)
{
	if (j->comma == COMMA_FRESH && field->kind != FIELD_DATE && field->kind != FIELD_LABEL &&
		!(field->kind == FIELD_MARK && field->sort == SORT_BLANK))
		j->comma = COMMA_STALE;
	switch (field->kind) {
	case FIELD_LABEL:
		judge_label(j, field);
		break;
	case FIELD_DATE:
		judge_date(j, field);
		break;
	case FIELD_PROMPT:
		if (j->place == LABEL)
			j->place = AFTER;
		pass_known(j);
		break;
	case FIELD_TIME:
		pass_known(j);
		break;
	case FIELD_ADDRESS:
		judge_address(j, field);
		break;
	case FIELD_WORD:
		judge_word(j, field);
		break;
	case FIELD_MARK:
		judge_mark(j, field, before);
		break;
	}
}

static bool is_short(const char *text, size_t start, size_t end)
{
	return end - start <= NAME_CHARS || fields_chars(text, start, end) <= NAME_CHARS;
}

// Names under which pages show other things than what they took a text from.
static bool is_no_outlet(const char *name, size_t size)
{
	return fields_ends_with(name, size, "热搜词") || fields_ends_with(name, size, "热搜") ||
	       people_is_one_of(name, size,
		       "转载|转载文章|网络转载|文章转载|转帖|未知|不详|无|暂无|null|none|unknown|"
		       "百度新闻|360新闻|搜狗新闻|谷歌新闻|好搜新闻|必应新闻|神马新闻");
}

// What a post was sent from: 来自 iPhone客户端.
static bool is_device(const struct source_reading *j)
{
	static const char *const words[] = {
		"客户端", "iPhone", "iPad", "Android", "安卓", "手机", "微信", "微博"};
	static const char *const makers[] = {"iPhone", "iPad", "iOS", "Android", "安卓", "手机",
		"电脑", "苹果", "网页", "微博", "触屏"};
	struct slice name = {j->text + j->name, j->name_end - j->name};
	for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++)
		if (begins_with(name, makers[i]))
			return true;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (equals(name, words[i]))
			return true;
	return false;
}

// Whether a label that people use in sentences, too, is one of a source.
static bool is_meant(const struct source_reading *j)
{
	bool outlet = people_is_outlet(j->text + j->name, j->name_end - j->name);
	bool dated = j->before != 0 || j->after != 0;
	if (j->origin)
		return !j->strange && (outlet || dated) && !is_device(j);
	return !j->bare || (!j->strange && !j->crowded && (outlet || dated || j->credited));
}

// Whether the marks stand around nothing but a source; a sentence may quote a credit, too.
static bool is_wrapped(const struct source_reading *j)
{
	return j->wrap == WRAP_CLOSED && !j->bare && !j->strange && !j->credited;
}

static enum source_kind kind_of(const struct source_reading *j)
{
	if (j->fields->prose || j->prose || j->comma != COMMA_NONE || j->room < 0 ||
		j->place == BEFORE)
		return SOURCE_NONE;
	bool asks = !j->origin && !j->bare && j->wrap == WRAP_NONE;
	if (j->wrap != WRAP_NONE && !is_wrapped(j))
		return SOURCE_NONE;
	if (j->place == LABEL)
		return !asks ? SOURCE_NONE : j->husk ? SOURCE_NAMELESS : SOURCE_LABEL;
	// A column of a page with pictures stands in a line with its date.
	if (j->caption && j->before == 0 && j->after == 0)
		return SOURCE_NONE;
	size_t size = j->name_end - j->name;
	if (size == 0 || is_no_outlet(j->text + j->name, size))
		return asks ? SOURCE_NAMELESS : SOURCE_NONE;
	if (j->place == NAME && j->quotes > 0)
		return SOURCE_NONE;
	return is_short(j->text, j->name, j->name_end) && is_meant(j) ? SOURCE_FOUND : SOURCE_NONE;
}

// 《某报》（2021年03月05日 第08版）: a paper and its issue, alone on the line.
static bool is_issue(struct source_reading *j)
{
	const struct fields *f = j->fields;
	const struct field *name = &f->field[0], *last = &f->field[f->count - 1];
	struct slice word = {f->text + name->at, name->end - name->at};
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
			j->after = field->date;
	}
	j->name = name->at + mark;
	j->name_end = name->end - mark;
	return j->after != 0 && letters <= OTHER_CHARS && is_short(f->text, j->name, j->name_end) &&
	       people_is_outlet(f->text + j->name, j->name_end - j->name);
}

// 【2021/03/05 某报】@ http://...: a clipping of a paper, alone on the line.
static bool is_clipping(struct source_reading *j)
{
	const struct fields *f = j->fields;
	const struct field *date = &f->field[1], *name = &f->field[2],
			   *last = &f->field[f->count - 1];
	if (f->prose || f->count < 6 || f->field[0].sort != SORT_OPEN || date->kind != FIELD_DATE ||
		date->read != DATE_FOUND || name->kind != FIELD_WORD ||
		f->field[3].sort != SORT_CLOSE || last->kind != FIELD_ADDRESS || f->count > 7)
		return false;
	j->name = name->at;
	j->name_end = name->end;
	j->after = date->date;
	return is_short(f->text, j->name, j->name_end) &&
	       people_is_outlet(f->text + j->name, j->name_end - j->name);
}

// Judges the fields from one of them on.
static enum source_kind judge_from(
	struct source_reading *j, const struct fields *fields, size_t first)
{
	*j = (struct source_reading){.fields = fields, .text = fields->text, .room = OTHER_CHARS};
	for (size_t i = first; i < fields->count && !j->prose && !fields->prose; i++)
		judge_field(j, &fields->field[i], i > 0 ? &fields->field[i - 1] : NULL);
	return kind_of(j);
}

static enum source_kind judge_all(struct source_reading *j, const struct fields *fields)
{
	*j = (struct source_reading){.fields = fields, .text = fields->text};
	if (fields->count > 0 && (is_issue(j) || is_clipping(j)))
		return SOURCE_FOUND;
	return judge_from(j, fields, 0);
}

// --- names ---

// The half-width form of a character that has one: ASCII, and the blank.
static uint32_t half_width(uint32_t c)
{
	return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c == UTF8_WIDE_SPACE ? ' ' : c;
}

// Whether 《 and 》 stand around a whole name, and nowhere else in it.
static bool is_quoted(struct slice name)
{
	size_t mark = sizeof "《" - 1;
	if (name.size <= 2 * mark || !begins_with(name, "《") || !ends_with(name, "》"))
		return false;
	struct slice inner = {name.data + mark, name.size - 2 * mark};
	return !contains(inner, "《") && !contains(inner, "》");
}

// Whether all of a name is single ideographs with blanks between them.
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

// Whether the name stands right behind the label and ends where any text would, and is printed as
// it is: then it was read as it would be in "来源: NAME", since nothing is looked ahead at past
// such an end.
static bool stands_alone(const struct source_reading *j)
{
	size_t start = j->name;
	if (j->bare || j->account || j->origin)
		return false;
	if (start > j->name_label && label_sort_before(j->text, start) == SORT_BLANK)
		start = label_step_back(j->text, start);
	if (start != j->name_label)
		return false;
	if (j->name_end == j->fields->size)
		return true;
	enum label_sort end = sort_behind(j, j->name_end);
	return end == SORT_BLANK || end == SORT_OPEN || end == SORT_CLOSE || end == SORT_COMMA ||
	       end == SORT_SEPARATOR;
}

// The law that output can be read again: "来源: NAME" gives NAME and no date.
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
	struct source_reading j;
	fields_read(&fields, line, folded, start + size);
	return judge_all(&j, &fields) == SOURCE_FOUND && j.name == start &&
	       j.name_end == start + size && j.after == 0 && !j.unread &&
	       source_name((struct slice){line + start, size}, again) == size;
}

static bool reads_back(const struct source_reading *j)
{
	char printed[SOURCE_NAME_MAX];
	struct slice name = {j->fields->line + j->name, j->name_end - j->name};
	bool same = source_name(name, printed) == name.size &&
		    memcmp(printed, name.data, name.size) == 0;
	return (same && stands_alone(j)) || source_is_name(name);
}

// Finds a second source behind the first: 来源：某报，摘自：某刊.
static void find_second(const struct source_reading *j, struct source *source)
{
	const struct fields *fields = j->fields;
	struct source_reading second;
	size_t i = 0;
	while (i < fields->count && fields->field[i].at < j->name_end)
		i++;
	for (; i < fields->count; i++) {
		const struct field *field = &fields->field[i];
		if (field->kind == FIELD_LABEL && field->label->kind == LABEL_SOURCE &&
			field->colon)
			break;
	}
	if (i == fields->count || judge_from(&second, fields, i) != SOURCE_FOUND ||
		!reads_back(&second))
		return;
	source->also = (struct slice){fields->line + second.name, second.name_end - second.name};
}

static bool take(const struct source_reading *j, enum source_kind kind, struct source *source)
{
	if (kind == SOURCE_NONE || (kind == SOURCE_FOUND && !reads_back(j)))
		return false;
	if (j->unread) {
		source->unread = true;
		return false;
	}
	source->kind = kind;
	source->date = j->after != 0 ? j->after : j->before;
	if (kind == SOURCE_FOUND) {
		source->name = (struct slice){j->fields->line + j->name, j->name_end - j->name};
		find_second(j, source);
	}
	return true;
}

// --- at the end of prose ---

// Not what a notice asks for: 转载请注明（来源：...）, nor whose a picture is: 资料图（来源：...）.
void source_tail(const char *line, const char *text, size_t size, struct source *source)
{
	size_t open = label_last_bracket(text, size), stays = open;
	struct source inside = {.kind = SOURCE_NONE};
	struct fields fields;
	struct source_reading j;
	*source = inside;
	while (stays > 0 && label_sort_before(text, stays) == SORT_BLANK)
		stays = label_step_back(text, stays);
	if (open == size || stays == 0 || fields_ends_with(text, stays, "注明") ||
		is_caption(text, stays))
		return;
	fields_read(&fields, line + open, text + open, size - open);
	enum source_kind kind = judge_all(&j, &fields);
	if (!take(&j, kind, &inside) || j.strange || inside.kind != SOURCE_FOUND) {
		source->unread = inside.unread;
		return;
	}
	*source = inside;
	source->kind = SOURCE_CREDIT;
	source->stays = stays;
}

void source_judge(const struct fields *fields, struct source *source)
{
	struct source credit;
	struct source_reading j;
	*source = (struct source){.kind = SOURCE_NONE};
	if (fields->size == 0)
		return;
	bool whole = take(&j, judge_all(&j, fields), source);
	bool doubtful = !whole || (j.strange && source->date == 0);
	if (source->unread || !doubtful ||
		label_sort_before(fields->text, fields->size) != SORT_CLOSE)
		return;
	source_tail(fields->line, fields->text, fields->size, &credit);
	if (credit.kind == SOURCE_CREDIT || source->kind != SOURCE_FOUND)
		*source = credit;
}

void source_parse(const char *line, const char *folded, size_t size, struct source *source)
{
	struct fields fields;
	fields_read(&fields, line, folded, size);
	source_judge(&fields, source);
}

// --- what to look for ---

bool source_word(size_t n, char word[LABEL_WORD])
{
	// What is_issue() and is_clipping() need.
	static const char *const others[] = {"》（", "》(", "】@"};
	const size_t count = sizeof others / sizeof others[0];
	if (n < count) {
		memcpy(word, others[n], strlen(others[n]) + 1);
		return true;
	}
	return label_word(1u << LABEL_SOURCE | 1u << LABEL_ORIGIN, n - count, word);
}

// What ends as a sentence is prose, and has no bracket at its end.
bool source_may_end(uint32_t last)
{
	enum label_sort sort = label_sort(last);
	return sort != SORT_STOP && sort != SORT_COMMA;
}
