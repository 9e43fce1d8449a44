// SPDX-License-Identifier: MIT
// Bylines: which lines say who wrote or edited a page, and nothing else.
#include "byline.h"

#include <string.h>

#include "credit.h"
#include "date.h"

// A line is a row of fields, LABEL mark VALUE, between which dates, prompts, addresses and brackets
// may stand, and a few other characters, say the name of the site. Anything more is prose. People
// speak under these labels too: so a name has to look like one where nothing else on the line says
// that it is a byline.
#define LINE_BYTES 512
#define NAME_CHARS 30
#define LONE_CHARS 12 // the same where nothing else shows that it is a byline
#define VALUE_CHARS 30
#define LIST_CHARS 80
#define OTHER_CHARS 12 // unknown words
#define HEAD_CHARS 8   // and what may stand right before a label: 柳溪晚报记者

const char *const byline_words[] = {
	"作者",
	"作 者",
	"作　者",
	"编辑",
	"编 辑",
	"编　辑",
	"责编",
	"记者",
	"撰文",
	"撰稿",
	"采写",
	"文/",
	"文／",
	"文|",
	"文｜",
	"author",
	"editor",
	NULL,
};

enum field { FIELD_NONE, FIELD_AUTHOR, FIELD_EDITOR, FIELD_OTHER, FIELD_LIST };

struct reader {
	const char *text; // folded
	size_t size, at;
	enum field field;
	size_t value, value_end; // of the field
	size_t word;             // where the last word starts
	size_t label_end;
	size_t known_end; // of the last date, prompt or address
	enum credit_sort last;
	uint32_t last_char;
	size_t depth;  // of brackets
	bool strict;   // the field has a label without a colon
	bool reporter; // the only label is that of a reporter, who asks in interviews
	bool known;    // something besides one label and its name, and nothing of prose
	bool strong;   // a date, an address or a source, which stand in no other line of few words
	bool prose;
	bool strange; // a field has a value that is no person
	size_t other; // characters of unknown words
	size_t author, author_end, editor, editor_end;
	int32_t date;
	bool stamp, timed; // it was put there by a machine; a time follows it
};

static size_t count_chars(const char *text, size_t start, size_t end)
{
	size_t count = 0;
	for (size_t i = start; i < end; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

// --- names ---

static bool is_one_of(const char *text, size_t size, const char *words)
{
	for (const char *word = words; *word != '\0';) {
		size_t length = strcspn(word, "|");
		if (length == size && memcmp(word, text, size) == 0)
			return true;
		word += length + (word[length] == '|');
	}
	return false;
}

// Whether text starts with one of these single characters.
static bool starts_in(const char *text, size_t size, const char *chars)
{
	uint32_t c, have;
	if (size == 0)
		return false;
	utf8_next(text, &c);
	while (*chars != '\0') {
		chars += utf8_next(chars, &have);
		if (have == c)
			return true;
	}
	return false;
}

// The commonest surnames, of which nearly all Chinese have one.
static bool has_surname(const char *text, size_t size)
{
	static const char single[] =
		"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于"
		"蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛"
		"闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温庞樊兰施殷童翟安倪岳季鲁俞"
		"章葛柳毕柴聂牛路裴宗杭傅卞齐康伍卜时皮项祝梅盛刁骆霍虞支柯管莘干解应宣屠祁申"
		"凌褚卫华戚喻云费廉岑滕常乐成米明臧计伏和穆萧湛禹狄贝强麻隋关甘焦巫巴柏冉"
		"左古曲全佟桂蓝丛房满仲窦冷敖艾文闻迟浦冀景卓甄单谷苗车连涂麦辛仇游简欧储边阮洪";
	static const char twofold[] =
		"欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|端木|南宫|"
		"夏侯|轩辕|呼延|独孤|申屠|西门|欧陽";
	static const size_t two = sizeof("欧阳") - 1;
	return starts_in(text, size, single) || (size > two && is_one_of(text, two, twofold));
}

// Whether it is a name of two to four ideographs, or one that is parted by a blank.
static bool is_person(const char *text, size_t size)
{
	size_t chars = 0;
	for (size_t at = 0; at < size;) {
		uint32_t c;
		at += utf8_next(text + at, &c);
		if (c < 0x3400 || !credit_is_ideograph(c))
			return false;
		chars++;
	}
	return chars >= 2 && chars <= 4 && has_surname(text, size);
}

static size_t part_size(const char *text, size_t size)
{
	size_t at = 0, used;
	for (; at < size; at += used) {
		uint32_t c;
		enum credit_sort sort = credit_sort_at(text + at, &c, &used);
		if (sort == SORT_BLANK || c == U'、' || c == '/')
			break;
	}
	return at;
}

// Whether all parts of a list are names of people; 李 明 is one.
static bool are_people(const char *text, size_t size)
{
	static const size_t one = sizeof("李") - 1;
	while (size > 0) {
		size_t part = part_size(text, size);
		bool spaced = part == one && size > part && has_surname(text, part) &&
			      part_size(text + part + 1, size - part - 1) == one &&
			      text[part] == ' ';
		if (spaced)
			part = 2 * one + 1;
		else if (!is_person(text, part))
			return false;
		uint32_t c;
		text += part, size -= part;
		size_t used = size > 0 ? utf8_next(text, &c) : 0;
		text += used, size -= used;
	}
	return true;
}

static bool is_nobody(const char *text, size_t size)
{
	return is_one_of(text, size, "未知|不详|无|暂无|null|none|unknown|-|--|——");
}

// What someone says who is asked, rather than a name.
static bool is_speech(const char *text, size_t size)
{
	static const char begin[] =
		"我你您他她它咱这那哪是不对好嗯啊哦哎没有就也还请当可能会要想在很太最其因如果虽但"
		"所以然后从为什怎谁几多第一两什哈呵";
	return starts_in(text, size, begin) || is_one_of(text, size, "谢谢|谢谢您|谢谢你|谢谢大家");
}

static bool is_name(const struct reader *r, const char *text, size_t size)
{
	size_t chars = count_chars(text, 0, size);
	if (chars > NAME_CHARS || (r->strict && !are_people(text, size)))
		return false;
	return true;
}

// --- fields ---

static void end_field(struct reader *r)
{
	const char *value = r->text + r->value;
	size_t size = r->value_end - r->value;
	enum field field = r->field;
	r->field = FIELD_NONE;
	if (field == FIELD_NONE || size == 0)
		return;
	if (field == FIELD_OTHER || field == FIELD_LIST) {
		size_t most = field == FIELD_LIST ? LIST_CHARS : VALUE_CHARS;
		r->prose |= count_chars(value, 0, size) > most;
		r->strange = true;
		return;
	}
	if (!is_name(r, value, size)) {
		r->prose = true;
	} else if (field == FIELD_AUTHOR && r->author_end == 0 && !is_nobody(value, size)) {
		r->author = r->value;
		r->author_end = r->value_end;
	} else if (field == FIELD_EDITOR && r->editor_end == 0 && !is_nobody(value, size)) {
		r->editor = r->value;
		r->editor_end = r->value_end;
	}
}

static void begin_field(struct reader *r, enum field field, bool strict)
{
	r->field = field;
	r->strict = strict;
	r->value = r->value_end = r->label_end = r->at;
	r->last = SORT_COLON;
}

// What is known for what it is, and never part of a name.
static void pass_known(struct reader *r, size_t used)
{
	end_field(r);
	r->at += used;
	r->known_end = r->at;
	r->known = true;
	r->last = SORT_SEPARATOR;
}

static bool starts_word(const struct reader *r)
{
	return r->last != SORT_WORD && r->last != SORT_DIGIT && r->last != SORT_JOINT;
}

// Whether a date is written as people do, and programs hardly ever: 2021年3月5日.
static bool is_by_hand(const char *date, size_t size)
{
	static const size_t year = 4, month = 4 + sizeof("年") - 1;
	return size > month && strchr("-/.", date[year]) == NULL && date[month] != '0';
}

static size_t read_date(struct reader *r)
{
	int32_t date = 0;
	size_t used = 0;
	enum date_result result = date_parse(r->text, r->size, r->at, &date, &used);
	r->prose |= result == DATE_IMPOSSIBLE; // such a line stays where it is
	if (result != DATE_FOUND)
		return 0;
	size_t tail = date_tail(r->text, r->size, r->at + used);
	if (r->date == 0) {
		r->date = date;
		r->timed = memchr(r->text + r->at + used, ':', tail) != NULL;
		r->stamp |= r->timed && !is_by_hand(r->text + r->at, used);
	}
	return used + tail;
}

static bool read_known(struct reader *r, enum credit_sort sort, uint32_t c)
{
	size_t used = 0;
	if (sort == SORT_DIGIT && r->last != SORT_DIGIT)
		used = read_date(r);
	enum credit_place place = r->known_end == r->at && r->at > 0 ? CREDIT_AFTER_KNOWN
				  : starts_word(r)                   ? CREDIT_AT_WORD
								     : CREDIT_IN_WORD;
	if (used == 0 && c < 0x80 && starts_word(r))
		used = credit_address(r->text, r->size, r->at);
	r->strong |= used > 0;
	if (used == 0)
		used = credit_prompt(r->text, r->size, r->at, c, place);
	if (used == 0)
		return false;
	pass_known(r, used);
	return true;
}

static const enum field field_of[] = {
	[LABEL_SOURCE] = FIELD_OTHER,
	[LABEL_AUTHOR] = FIELD_AUTHOR,
	[LABEL_REPORTER] = FIELD_AUTHOR,
	[LABEL_EDITOR] = FIELD_EDITOR,
	[LABEL_CREDIT] = FIELD_OTHER,
	[LABEL_DATE] = FIELD_OTHER,
	[LABEL_LIST] = FIELD_LIST,
};

// Takes what was read last as a label: from the field before, or from the unknown words.
static void take_label(struct reader *r, size_t start, size_t end)
{
	if (r->field == FIELD_NONE) {
		size_t chars = count_chars(r->text, start, end);
		r->other -= chars < r->other ? chars : r->other;
	} else if (r->value_end > start) {
		while (start > r->value && credit_sort_before(r->text, start) == SORT_BLANK)
			start = credit_step_back(r->text, start);
		r->value_end = start;
	}
	r->known |= r->label_end > 0;
	end_field(r);
}

// Where the label starts with what belongs to it: 柳溪晚报记者, 山城网编辑.
static size_t pass_paper(const struct reader *r, size_t start)
{
	static const char last[] = "网报社台刊线闻道端经志视媒都习约派版体站刻》";
	bool first = r->field == FIELD_OTHER && r->word <= r->value;
	size_t word = r->word;
	if (word >= start || word < r->label_end || first ||
		count_chars(r->text, word, start) > HEAD_CHARS ||
		starts_in(r->text + word, start - word, "图据由"))
		return start;
	if (r->field == FIELD_AUTHOR && word == r->value)
		return word; // 采写：南湖记者 ...
	size_t before = credit_step_back(r->text, start);
	return starts_in(r->text + before, start - before, last) ? word : start;
}

// Reads a label that ends at `end`, where the mark after it stands.
static bool read_label(struct reader *r, size_t end, size_t mark_size, bool strict)
{
	enum credit_label kind;
	while (end > r->label_end && credit_sort_before(r->text, end) == SORT_BLANK)
		end = credit_step_back(r->text, end);
	size_t size = credit_label_before(r->text, r->label_end, end, &kind);
	if (size == 0)
		return false;
	size_t start = end - size;
	if (kind == LABEL_REPORTER || kind == LABEL_EDITOR)
		start = pass_paper(r, start);
	take_label(r, start, end);
	r->strong |= kind == LABEL_SOURCE;
	// Longer than 时间 or 日期, which minutes have too.
	r->stamp |= kind == LABEL_DATE && size > sizeof("时间") - 1;
	r->reporter = kind == LABEL_REPORTER && end - start == sizeof("记者") - 1 && !strict;
	r->at += mark_size;
	// A reporter, or the editor of a site, is as often told of as named.
	begin_field(r, field_of[kind], strict || kind == LABEL_REPORTER || end - start > size);
	return true;
}

// 新京报记者 李某, and in brackets 编辑 李某: a label without a colon.
static bool read_bare_label(struct reader *r, size_t mark_size)
{
	static const char reporter[] = "记者";
	size_t size = sizeof reporter - 1;
	bool is_reporter = r->at >= size && memcmp(r->text + r->at - size, reporter, size) == 0;
	if (r->last != SORT_WORD || (!is_reporter && r->depth == 0))
		return false;
	enum credit_label kind;
	size_t label = credit_label_before(r->text, r->label_end, r->at, &kind);
	if (label == 0 || (kind != LABEL_REPORTER && kind != LABEL_EDITOR && kind != LABEL_AUTHOR))
		return false;
	return read_label(r, r->at, mark_size, true);
}

// 文/李某, 编辑｜李某.
static bool read_bar_label(struct reader *r, uint32_t c, size_t mark_size)
{
	static const char text[] = "文";
	size_t size = sizeof text - 1;
	if (c != '/' && c != '|' && c != U'／' && c != U'｜')
		return false;
	if (r->at - r->word == size && r->last == SORT_WORD &&
		memcmp(r->text + r->word, text, size) == 0) {
		take_label(r, r->word, r->at);
		r->at += mark_size;
		begin_field(r, FIELD_AUTHOR, true);
		return true;
	}
	return read_label(r, r->at, mark_size, false);
}

static void read_word(struct reader *r, uint32_t c, size_t used, enum credit_sort sort)
{
	size_t start = r->at;
	int chars = 1;
	r->last_char = c;
	if (starts_word(r))
		r->word = start;
	r->at = sort == SORT_WORD && c != '.'
			? credit_run(r->text, r->size, start + used, &chars, &r->last_char)
			: start + used;
	bool counter = sort == SORT_DIGIT && r->depth > 0;
	if (r->field == FIELD_NONE && !counter)
		r->other += (size_t)chars;
	else if (r->value_end == r->value)
		r->value = start;
	r->value_end = r->at;
	r->last = sort;
	r->prose |= r->other > OTHER_CHARS + CREDIT_LABEL_CHARS;
}

static void read_mark(struct reader *r, enum credit_sort sort, uint32_t c, size_t used)
{
	switch (sort) {
	case SORT_COLON:
		r->prose |= !read_label(r, r->at, used, false);
		return;
	case SORT_BLANK:
		if (read_bare_label(r, used))
			return;
		break;
	case SORT_OPEN:
	case SORT_CLOSE:
		end_field(r);
		r->known = true;
		r->depth += sort == SORT_OPEN;
		r->depth -= sort == SORT_CLOSE && r->depth > 0;
		break;
	case SORT_SEPARATOR:
	case SORT_JOINT:
		if (read_bar_label(r, c, used))
			return;
		if (sort == SORT_SEPARATOR)
			end_field(r);
		break;
	default:
		r->prose |= sort != SORT_COMMA || r->field != FIELD_LIST;
	}
	r->at += used;
	r->last = sort;
}

static void read_line(struct reader *r, const char *text, size_t size)
{
	*r = (struct reader){.text = text, .size = size, .last = SORT_BLANK};
	while (r->at < r->size && !r->prose) {
		uint32_t c;
		size_t used;
		enum credit_sort sort = credit_sort_at(text + r->at, &c, &used);
		bool word = sort == SORT_WORD || sort == SORT_DIGIT;
		if (word && read_known(r, sort, c))
			continue;
		if (word)
			read_word(r, c, used, sort);
		else
			read_mark(r, sort, c, used);
	}
	end_field(r);
	r->prose |= r->other > OTHER_CHARS;
}

// Whether a name that nothing else speaks for may be one.
static bool stands_alone(const struct reader *r, size_t start, size_t end)
{
	return end == 0 || (count_chars(r->text, start, end) <= LONE_CHARS &&
				   !is_speech(r->text + start, end - start));
}

static bool is_byline(const struct reader *r)
{
	if (r->prose || (r->author_end == 0 && r->editor_end == 0) || (r->other > 0 && !r->strong))
		return false;
	return r->known || (!r->reporter && stands_alone(r, r->author, r->author_end) &&
				   stands_alone(r, r->editor, r->editor_end));
}

// Beside a date with a time a few words may stand: the name of the site.
static bool is_date(const struct reader *r)
{
	return !r->prose && r->date != 0 && r->author_end == 0 && r->editor_end == 0 &&
	       (r->timed || (r->other == 0 && !r->strange));
}

static void take(const struct reader *r, const char *line, struct byline *byline)
{
	byline->author = (struct slice){line + r->author, r->author_end - r->author};
	byline->editor = (struct slice){line + r->editor, r->editor_end - r->editor};
	byline->date = r->date;
	byline->stamp = r->stamp && r->other == 0 && !r->strange;
}

// --- in English ---

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
	byline->author = (struct slice){line + start, size - start};
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

// Only an editor: the author in brackets is as often part of what is told.
static bool read_tail(const char *line, const char *text, size_t size, struct byline *byline)
{
	struct reader r;
	size_t start = tail_start(text, size), stays = start;
	while (stays > 0 && credit_sort_before(text, stays) == SORT_BLANK)
		stays = credit_step_back(text, stays);
	if (start == size || stays == 0)
		return false;
	read_line(&r, text + start, size - start);
	if (!is_byline(&r) || r.editor_end == 0)
		return false;
	take(&r, line + start, byline);
	byline->stays = stays;
	return true;
}

// What the line as a whole is.
static enum byline_kind read_whole(
	const char *line, const char *text, size_t size, struct byline *byline)
{
	struct reader r;
	if (size > LINE_BYTES)
		return BYLINE_NONE;
	read_line(&r, text, size);
	enum byline_kind kind = is_byline(&r) ? BYLINE_LINE
				: is_date(&r) ? BYLINE_DATE
					      : BYLINE_NONE;
	// With other words before it, a bracket may be all that is a credit.
	bool bracket = credit_sort_before(text, size) == SORT_CLOSE;
	if (kind == BYLINE_LINE && bracket && r.other > 0 && read_tail(line, text, size, byline))
		return BYLINE_TAIL;
	if (kind != BYLINE_NONE)
		take(&r, line, byline);
	return kind;
}

// In read_mark() these make prose of a whole line, and tail_start() finds nothing behind them.
bool byline_may_end(uint32_t last)
{
	enum credit_sort sort = credit_sort(last);
	return sort != SORT_STOP && sort != SORT_QUOTE_CLOSE && sort != SORT_QUOTE_OPEN;
}

void byline_parse(const char *line, const char *folded, size_t size, struct byline *byline)
{
	*byline = (struct byline){.kind = BYLINE_NONE};
	if (size == 0)
		return;
	byline->kind = read_whole(line, folded, size, byline);
	if (byline->kind == BYLINE_NONE && read_tail(line, folded, size, byline))
		byline->kind = BYLINE_TAIL;
}
