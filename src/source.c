// SPDX-License-Identifier: MIT
// Source lines: which lines credit a publication, its name and its date.
#include "source.h"

#include <string.h>

#include "date.h"
#include "utf8.h"

// A line is read once, token by token: PREFIX label colon NAME SUFFIX. What a prefix and a suffix
// may hold is known (dates, credits, prompts, addresses, brackets) but for a few characters of
// other words, say the name of the site; anything more is prose.
#define NAME_CHARS 30
#define NAME_BYTES (4 * NAME_CHARS)
#define OTHER_CHARS 12 // unknown words before the label, and after the name
#define VALUE_CHARS 24 // what may follow another credit: 作者：...
#define LIST_CHARS 80  // and a list of keywords
#define LINE_BYTES 512 // a longer line is prose, but for a credit at its end
#define CREDIT_BYTES 256

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define WORD(text) text, sizeof(text) - 1

enum label_kind { LABEL_SOURCE, LABEL_CREDIT, LABEL_DATE, LABEL_LIST };

struct label {
	const char *word; // simplified, ASCII in small letters
	size_t size;
	enum label_kind kind;
};

// Where one word ends in another, the longer one stands first.
static const struct label source_labels[] = {
        {WORD("文章来源"), LABEL_SOURCE},
        {WORD("本文来源"), LABEL_SOURCE},
        {WORD("稿件来源"), LABEL_SOURCE},
        {WORD("信息来源"), LABEL_SOURCE},
        {WORD("新闻来源"), LABEL_SOURCE},
        {WORD("消息来源"), LABEL_SOURCE},
        {WORD("内容来源"), LABEL_SOURCE},
        {WORD("原文来源"), LABEL_SOURCE},
        {WORD("媒体来源"), LABEL_SOURCE},
        {WORD("转载来源"), LABEL_SOURCE},
        {WORD("来源媒体"), LABEL_SOURCE},
        {WORD("来源网站"), LABEL_SOURCE},
        {WORD("来 源"), LABEL_SOURCE},
        {WORD("来　源"), LABEL_SOURCE},
        {WORD("来源"), LABEL_SOURCE},
        {WORD("稿 源"), LABEL_SOURCE},
        {WORD("稿源"), LABEL_SOURCE},
        {WORD("文章出处"), LABEL_SOURCE},
        {WORD("本文出处"), LABEL_SOURCE},
        {WORD("原文出处"), LABEL_SOURCE},
        {WORD("信息出处"), LABEL_SOURCE},
        {WORD("新闻出处"), LABEL_SOURCE},
        {WORD("出 处"), LABEL_SOURCE},
        {WORD("出　处"), LABEL_SOURCE},
        {WORD("出处"), LABEL_SOURCE},
        {WORD("本文摘自"), LABEL_SOURCE},
        {WORD("文章摘自"), LABEL_SOURCE},
        {WORD("摘自"), LABEL_SOURCE},
        {WORD("本文转载自"), LABEL_SOURCE},
        {WORD("文章转载自"), LABEL_SOURCE},
        {WORD("转载自"), LABEL_SOURCE},
        {WORD("本文转自"), LABEL_SOURCE},
        {WORD("文章转自"), LABEL_SOURCE},
        {WORD("转自"), LABEL_SOURCE},
        {WORD("source"), LABEL_SOURCE},
};

const char *const source_words[] = {
        "来源",
        "来 源",
        "来　源",
        "稿源",
        "稿 源",
        "出处",
        "出 处",
        "出　处",
        "摘自",
        "转自",
        "转载自",
        "source",
        NULL,
};

static const struct label other_labels[] = {
        {WORD("发布时间"), LABEL_DATE},
        {WORD("发表时间"), LABEL_DATE},
        {WORD("更新时间"), LABEL_DATE},
        {WORD("发稿时间"), LABEL_DATE},
        {WORD("上传时间"), LABEL_DATE},
        {WORD("添加时间"), LABEL_DATE},
        {WORD("录入时间"), LABEL_DATE},
        {WORD("时 间"), LABEL_DATE},
        {WORD("时间"), LABEL_DATE},
        {WORD("发布日期"), LABEL_DATE},
        {WORD("发表日期"), LABEL_DATE},
        {WORD("更新日期"), LABEL_DATE},
        {WORD("入稿日期"), LABEL_DATE},
        {WORD("日 期"), LABEL_DATE},
        {WORD("日期"), LABEL_DATE},
        {WORD("发布于"), LABEL_DATE},
        {WORD("发表于"), LABEL_DATE},
        {WORD("date"), LABEL_DATE},
        {WORD("time"), LABEL_DATE},
        {WORD("关键字"), LABEL_LIST},
        {WORD("关键词"), LABEL_LIST},
        {WORD("标签"), LABEL_LIST},
        {WORD("tags"), LABEL_LIST},
        {WORD("文章作者"), LABEL_CREDIT},
        {WORD("本文作者"), LABEL_CREDIT},
        {WORD("原作者"), LABEL_CREDIT},
        {WORD("作 者"), LABEL_CREDIT},
        {WORD("作　者"), LABEL_CREDIT},
        {WORD("作者"), LABEL_CREDIT},
        {WORD("责任编辑"), LABEL_CREDIT},
        {WORD("本文编辑"), LABEL_CREDIT},
        {WORD("网络编辑"), LABEL_CREDIT},
        {WORD("实习编辑"), LABEL_CREDIT},
        {WORD("编 辑"), LABEL_CREDIT},
        {WORD("编　辑"), LABEL_CREDIT},
        {WORD("编辑"), LABEL_CREDIT},
        {WORD("责编"), LABEL_CREDIT},
        {WORD("实习记者"), LABEL_CREDIT},
        {WORD("本报记者"), LABEL_CREDIT},
        {WORD("记者"), LABEL_CREDIT},
        {WORD("通讯员"), LABEL_CREDIT},
        {WORD("撰文"), LABEL_CREDIT},
        {WORD("撰稿"), LABEL_CREDIT},
        {WORD("摄影"), LABEL_CREDIT},
        {WORD("校对"), LABEL_CREDIT},
        {WORD("审核"), LABEL_CREDIT},
        {WORD("译者"), LABEL_CREDIT},
        {WORD("发布者"), LABEL_CREDIT},
        {WORD("发布人"), LABEL_CREDIT},
        {WORD("录入者"), LABEL_CREDIT},
        {WORD("录入"), LABEL_CREDIT},
        {WORD("栏目"), LABEL_CREDIT},
        {WORD("频道"), LABEL_CREDIT},
        {WORD("分类"), LABEL_CREDIT},
        {WORD("字号"), LABEL_CREDIT},
        {WORD("字体大小"), LABEL_CREDIT},
        {WORD("字体"), LABEL_CREDIT},
        {WORD("点击次数"), LABEL_CREDIT},
        {WORD("点击率"), LABEL_CREDIT},
        {WORD("点击量"), LABEL_CREDIT},
        {WORD("点击数"), LABEL_CREDIT},
        {WORD("点击"), LABEL_CREDIT},
        {WORD("浏览次数"), LABEL_CREDIT},
        {WORD("浏览量"), LABEL_CREDIT},
        {WORD("浏览"), LABEL_CREDIT},
        {WORD("阅读次数"), LABEL_CREDIT},
        {WORD("阅读量"), LABEL_CREDIT},
        {WORD("阅读数"), LABEL_CREDIT},
        {WORD("阅读"), LABEL_CREDIT},
        {WORD("评论数"), LABEL_CREDIT},
        {WORD("评论"), LABEL_CREDIT},
        {WORD("人气"), LABEL_CREDIT},
        {WORD("访问量"), LABEL_CREDIT},
        {WORD("访问次数"), LABEL_CREDIT},
        {WORD("分享到"), LABEL_CREDIT},
        {WORD("分享"), LABEL_CREDIT},
        {WORD("author"), LABEL_CREDIT},
        {WORD("editor"), LABEL_CREDIT},
};

// Where a prompt or a counter may stand.
enum reach {
	WHOLE_WORD,
	AFTER_KNOWN, // or right after a date and the like: 06:40更新
	ANYWHERE,    // it is unmistakable, and ends a name it is glued to
};

struct prompt {
	const char *word; // # is a number
	size_t size;
	enum reach reach;
};

// Those of the widest reach stand first.
static const struct prompt prompts[] = {
        {WORD("参与互动"), ANYWHERE},
        {WORD("手机看新闻"), ANYWHERE},
        {WORD("我来说两句"), ANYWHERE},
        {WORD("我要评论"), ANYWHERE},
        {WORD("发表评论"), ANYWHERE},
        {WORD("查看评论"), ANYWHERE},
        {WORD("有#人参与"), ANYWHERE},
        {WORD("#人参与"), ANYWHERE},
        {WORD("#条评论"), ANYWHERE},
        {WORD("#次阅读"), ANYWHERE},
        {WORD("复制链接"), ANYWHERE},
        {WORD("分享到微信"), ANYWHERE},
        {WORD("打印本页"), ANYWHERE},
        {WORD("关闭窗口"), ANYWHERE},
        {WORD("加入收藏"), ANYWHERE},
        {WORD("点击收听"), ANYWHERE},
        {WORD("举报"), ANYWHERE},
        {WORD("更新"), AFTER_KNOWN},
        {WORD("发布"), AFTER_KNOWN},
        {WORD("发表"), AFTER_KNOWN},
        {WORD("打印"), WHOLE_WORD},
        {WORD("打印文章"), WHOLE_WORD},
        {WORD("关闭"), WHOLE_WORD},
        {WORD("收藏"), WHOLE_WORD},
        {WORD("分享"), WHOLE_WORD},
        {WORD("转发"), WHOLE_WORD},
        {WORD("评论"), WHOLE_WORD},
        {WORD("评论#"), WHOLE_WORD},
        {WORD("#评论"), WHOLE_WORD},
        {WORD("阅读"), WHOLE_WORD},
        {WORD("阅读#"), WHOLE_WORD},
        {WORD("#阅读"), WHOLE_WORD},
        {WORD("浏览"), WHOLE_WORD},
        {WORD("浏览#"), WHOLE_WORD},
        {WORD("#浏览"), WHOLE_WORD},
        {WORD("推荐"), WHOLE_WORD},
        {WORD("推荐朋友"), WHOLE_WORD},
        {WORD("字号"), WHOLE_WORD},
        {WORD("大"), WHOLE_WORD},
        {WORD("中"), WHOLE_WORD},
        {WORD("小"), WHOLE_WORD},
        {WORD("大中小"), WHOLE_WORD},
        {WORD("次"), WHOLE_WORD},
        {WORD("#次"), WHOLE_WORD},
        {WORD("纠错"), WHOLE_WORD},
        {WORD("收听"), WHOLE_WORD},
        {WORD("手机版"), WHOLE_WORD},
        {WORD("原文链接"), WHOLE_WORD},
        {WORD("查看原文"), WHOLE_WORD},
        {WORD("阅读原文"), WHOLE_WORD},
        {WORD("复制"), WHOLE_WORD},
};

// Whether a prompt may start with this character: the quick way past most words.
static bool starts_prompt(uint32_t c)
{
	switch (c) {
	// clang-format off
	case U'参': case U'手': case U'我': case U'发': case U'查': case U'有': case U'复':
	case U'分': case U'打': case U'关': case U'加': case U'点': case U'举': case U'更':
	case U'收': case U'转': case U'评': case U'阅': case U'浏': case U'推': case U'字':
	case U'大': case U'中': case U'小': case U'次': case U'纠': case U'原':
	case '0': case '1': case '2': case '3': case '4':
	case '5': case '6': case '7': case '8': case '9':
		return true;
	// clang-format on
	default:
		return false;
	}
}

enum sort {
	SORT_WORD, // letters, ideographs, and what else names are made of
	SORT_DIGIT,
	SORT_BLANK,
	SORT_JOINT,     // separates words, or joins the parts of a name: 某某报·某某网
	SORT_SEPARATOR, // bullets and bars: never in a name
	SORT_OPEN,
	SORT_CLOSE,
	SORT_COLON,
	SORT_COMMA, // only before the next label
	SORT_QUOTE_OPEN,
	SORT_QUOTE_CLOSE,
	SORT_STOP, // prose
};

enum place {
	BEFORE, // the label
	LABEL,  // past the label and its colon, no name yet
	NAME,
	AFTER, // the name, or where it should have been
};

struct reader {
	const char *text; // folded
	size_t size, at;
	enum place place;
	enum sort last;     // of what stands before `at`
	uint32_t last_char; // 0: no single character
	size_t known;       // the end of the last date, prompt, address or credit label
	size_t comma;       // after a comma: where a label or a date has to follow; 0: no comma
	int room;           // for more characters of unknown words
	bool list;          // in a list of keywords: commas do not count
	bool strange;       // unknown words stand before the label
	bool husk;          // something stands where the name should
	size_t name, name_end;
	size_t label_end;  // of the last label, with its colon
	size_t name_label; // the same, of the source label
	int quotes;
	int32_t before, after; // dates
	bool impossible, prose;
};

// Also 《 and 》, which belong to a name as its ideographs do.
static bool is_ideograph(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == U'《' ||
	       c == U'》';
}

static bool is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

static enum sort sort_of(uint32_t c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_ideograph(c))
		return SORT_WORD;
	if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19))
		return SORT_DIGIT;
	switch (c) {
	// clang-format off
	case ' ': case 0x3000:
		return SORT_BLANK;
	case ':': case U'：': case U'﹕': case U'︰': case U'∶':
		return SORT_COLON;
	case '(': case '[': case U'（': case U'［': case U'【': case U'〔': case U'〖':
	case U'〈': case '<': case U'＜': case '{': case U'｛':
		return SORT_OPEN;
	case ')': case ']': case U'）': case U'］': case U'】': case U'〕': case U'〗':
	case U'〉': case '>': case U'＞': case '}': case U'｝':
		return SORT_CLOSE;
	case ',': case U'，': case ';': case U'；':
		return SORT_COMMA;
	case '|': case U'｜': case U'│': case U'┃': case '*': case U'•':
	case U'●': case U'○': case U'◆': case U'◇': case U'■': case U'□': case U'▪':
	case U'▲': case U'△': case U'▶': case U'►': case U'★': case U'☆': case U'※':
	case U'→': case U'»': case U'«': case U'↑': case U'↓': case '#':
		return SORT_SEPARATOR;
	case '-': case U'–': case U'—': case U'―': case U'－': case '_': case '/':
	case U'／': case '\\': case U'·': case U'・': case U'‧': case U'～': case '~':
	case U'、':
		return SORT_JOINT;
	case U'“': case U'「': case U'『':
		return SORT_QUOTE_OPEN;
	case U'”': case U'」': case U'』':
		return SORT_QUOTE_CLOSE;
	case U'。': case U'！': case U'？': case '!': case '?': case U'…': case '"':
	case U'＂': case U'．': case '\0':
		return SORT_STOP;
	// clang-format on
	default:
		return SORT_WORD;
	}
}

// The sort of the character at text[at], which is inside the text.
static enum sort sort_at(const char *text, size_t at, uint32_t *c, size_t *used)
{
	*used = 1;
	*c = (unsigned char)text[at];
	if (*c >= 0x80)
		*used = utf8_next(text + at, c);
	return sort_of(*c);
}

// Where the character before text[at] starts; at > 0.
static size_t step_back(const char *text, size_t at)
{
	do
		at--;
	while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80);
	return at;
}

static enum sort sort_before(const char *text, size_t at)
{
	uint32_t c;
	size_t used, start = step_back(text, at);
	return sort_at(text, start, &c, &used);
}

// `word` is in small letters.
static bool same_word(const char *text, const char *word, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] != word[i] &&
		        !(text[i] >= 'A' && text[i] <= 'Z' && text[i] + ('a' - 'A') == word[i]))
			return false;
	return true;
}

static size_t count_chars(const char *text, size_t start, size_t end)
{
	size_t count = 0;
	for (size_t i = start; i < end; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

static bool starts_word(const struct reader *r)
{
	return r->last != SORT_WORD && r->last != SORT_DIGIT && r->last != SORT_JOINT;
}

static void end_name(struct reader *r)
{
	if (r->quotes > 0)
		r->prose = true;
	r->place = AFTER;
	r->room = OTHER_CHARS;
	r->list = false;
}

// Moves over something that is known for what it is, and never part of a name.
static void pass_known(struct reader *r, size_t used)
{
	if (r->place == NAME)
		end_name(r);
	r->at += used;
	r->known = r->at;
	r->last = SORT_SEPARATOR;
	r->last_char = 0;
}

static bool read_date(struct reader *r)
{
	int32_t date = 0;
	size_t used = 0;
	enum date_result result = date_parse(r->text, r->size, r->at, &date, &used);
	if (result == DATE_IMPOSSIBLE)
		r->impossible = true;
	else if (result == DATE_FOUND && r->place == BEFORE)
		r->before = date;
	else if (result == DATE_FOUND && r->after == 0)
		r->after = date;
	used += date_tail(r->text, r->size, r->at + used);
	if (used == 0)
		return false;
	if (r->comma == r->at)
		r->comma = 0;
	pass_known(r, used);
	return true;
}

// The length of what a prompt's word matches at text[at], 0 if it does not.
static size_t match_word(const char *text, size_t size, size_t at, const struct prompt *prompt)
{
	size_t start = at;
	for (size_t i = 0; i < prompt->size; i++) {
		if (prompt->word[i] != '#') {
			if (at >= size || text[at++] != prompt->word[i])
				return 0;
			continue;
		}
		size_t digits = at;
		while (at < size && is_ascii_digit(text[at]))
			at++;
		if (at == digits)
			return 0;
	}
	return at - start;
}

static size_t match_prompt(const struct reader *r, const struct prompt *prompt)
{
	size_t used = match_word(r->text, r->size, r->at, prompt), end = r->at + used;
	bool touches = r->place == BEFORE && r->known == r->at && r->at > 0;
	if (used == 0 || end == r->size || prompt->reach == ANYWHERE ||
	        (prompt->reach == AFTER_KNOWN && touches))
		return used;
	uint32_t c;
	size_t next_size;
	enum sort next = sort_at(r->text, end, &c, &next_size);
	return next == SORT_WORD || next == SORT_DIGIT || next == SORT_COLON ? 0 : used;
}

static bool read_prompt(struct reader *r, uint32_t c)
{
	if (!starts_prompt(c))
		return false;
	char first = is_ascii_digit(r->text[r->at]) ? '#' : r->text[r->at];
	bool start = starts_word(r);
	for (size_t i = 0; i < COUNT(prompts) && (start || prompts[i].reach == ANYWHERE); i++) {
		size_t used = prompts[i].word[0] == first ? match_prompt(r, &prompts[i]) : 0;
		if (used == 0)
			continue;
		if (r->place == LABEL)
			r->place = AFTER;
		pass_known(r, used);
		return true;
	}
	return false;
}

static size_t run_of(const char *text, size_t size, size_t at, const char *marks)
{
	size_t end = at;
	while (end < size && (is_ascii_letter(text[end]) || is_ascii_digit(text[end]) ||
	                             (text[end] != '\0' && strchr(marks, text[end]) != NULL)))
		end++;
	return end - at;
}

static bool starts_with(const char *text, size_t size, size_t at, const char *word)
{
	size_t length = strlen(word);
	return size - at >= length && memcmp(text + at, word, length) == 0;
}

static bool ends_with(const char *text, size_t size, const char *word)
{
	size_t length = strlen(word);
	return size >= length && memcmp(text + size - length, word, length) == 0;
}

// The length of the address at text[at]: http://..., or a domain with what belongs to it.
static size_t match_address(const char *text, size_t size, size_t at)
{
	static const char path[] = "-_.~/=&%#:@+";
	static const char *const schemes[] = {"http://", "https://"};
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (starts_with(text, size, at, schemes[i]))
			return run_of(text, size, at, path);
	size_t domain = run_of(text, size, at, "-_.@");
	size_t dot = domain;
	while (dot > 0 && is_ascii_letter(text[at + dot - 1]))
		dot--;
	if (dot < 2 || text[at + dot - 1] != '.' || domain - dot < 2)
		return 0;
	bool more = at + domain < size && text[at + domain] == '/';
	return domain + (more ? run_of(text, size, at + domain, path) : 0);
}

// In place of a name an address is the name; elsewhere it is husk.
static bool read_address(struct reader *r, uint32_t c)
{
	if (c >= 0x80 || !starts_word(r))
		return false;
	size_t used = match_address(r->text, r->size, r->at);
	if (used == 0 || (r->place == NAME && r->last != SORT_BLANK))
		return false;
	if (r->place != LABEL) {
		pass_known(r, used);
		return true;
	}
	r->place = NAME;
	r->name = r->at;
	r->at += used;
	r->name_end = r->at;
	r->last = SORT_WORD;
	r->last_char = 0;
	return true;
}

// The label in `labels` that ends at text[end] and starts no sooner than `floor`.
static const struct label *label_before(
        const char *text, size_t floor, size_t end, const struct label *labels, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t size = labels[i].size, start = end - size;
		if (end - floor < size || !same_word(text + start, labels[i].word, size))
			continue;
		if (!is_ascii_letter(text[start]) || start == floor ||
		        !is_ascii_letter(text[start - 1]))
			return &labels[i];
	}
	return NULL;
}

static bool english_before(const struct reader *r, size_t at)
{
	while (at > r->known && sort_before(r->text, at) == SORT_BLANK)
		at = step_back(r->text, at);
	return at > r->known && is_ascii_letter(r->text[at - 1]);
}

// Whether a source label may start here. A word that touches it from the left is part of it
// (经费来源：), and so is an English word before an English label (data source:).
static bool at_edge(const struct reader *r, size_t start)
{
	if (start == 0 || start == r->known)
		return true;
	if (is_ascii_letter(r->text[start]) && english_before(r, start))
		return false;
	switch (sort_before(r->text, start)) {
	case SORT_BLANK:
	case SORT_SEPARATOR:
	case SORT_OPEN:
	case SORT_CLOSE:
	case SORT_COMMA:
		return true;
	case SORT_JOINT:
		return !ends_with(r->text, start, "、");
	default:
		return false;
	}
}

static void pass_label(struct reader *r, size_t start, size_t colon_size)
{
	if (r->comma == start)
		r->comma = 0;
	r->at += colon_size;
	r->label_end = r->at;
	r->known = r->at;
	r->last = SORT_COLON;
	r->last_char = 0;
}

// The name ends where a label starts that was taken for a part of it.
static void cut_name(struct reader *r, size_t start)
{
	while (start > r->name) {
		enum sort sort = sort_before(r->text, start);
		if (sort != SORT_BLANK && sort != SORT_JOINT)
			break;
		start = step_back(r->text, start);
	}
	r->name_end = start;
	end_name(r);
}

static bool read_source_label(struct reader *r, size_t end, size_t colon_size)
{
	const struct label *label =
	        label_before(r->text, r->label_end, end, source_labels, COUNT(source_labels));
	if (label == NULL || !at_edge(r, end - label->size))
		return false;
	size_t start = end - label->size;
	if (r->place == BEFORE) {
		r->room += (int)count_chars(r->text, start, end);
		r->prose = r->prose || r->room < 0;
		r->strange = r->room < OTHER_CHARS;
		r->place = LABEL;
		r->name_label = r->at + colon_size;
	} else if (r->place == NAME && start == r->name) {
		r->place = LABEL; // 来源：稿源：...
		r->name_label = r->at + colon_size;
	} else {
		if (r->place == NAME)
			cut_name(r, start);
		r->room = VALUE_CHARS;
	}
	pass_label(r, start, colon_size);
	return true;
}

static bool read_other_label(struct reader *r, size_t end, size_t colon_size)
{
	const struct label *label =
	        label_before(r->text, r->label_end, end, other_labels, COUNT(other_labels));
	if (label == NULL)
		return false;
	size_t start = end - label->size;
	if (r->place == NAME || start < r->name_end)
		cut_name(r, start);
	else if (r->room + (int)count_chars(r->text, start, end) < 0)
		r->prose = true;
	r->list = label->kind == LABEL_LIST;
	r->room = r->list ? LIST_CHARS : VALUE_CHARS;
	pass_label(r, start, colon_size);
	return true;
}

static bool read_label(struct reader *r, size_t colon_size)
{
	size_t end = r->at;
	while (end > r->label_end && sort_before(r->text, end) == SORT_BLANK)
		end = step_back(r->text, end);
	if (end == r->label_end)
		return false;
	return read_source_label(r, end, colon_size) || read_other_label(r, end, colon_size);
}

static void read_word(struct reader *r, enum sort sort, size_t used)
{
	if (r->text[r->at] == '.' && starts_with(r->text, r->size, r->at, "..."))
		r->prose = true;
	if (r->place == LABEL) {
		r->place = NAME;
		r->name = r->at;
	}
	if (r->place == NAME)
		r->name_end = r->at + used;
	else if (sort != SORT_DIGIT)
		r->room--;
}

// A name ends at a blank between two ideographs (某某网 张三), or an ideograph and a digit.
static void read_blank(struct reader *r, size_t used)
{
	size_t next = r->at + used, next_size;
	uint32_t c;
	if (r->comma == r->at)
		r->comma = next;
	if (r->place != NAME || !is_ideograph(r->last_char) || next >= r->size || r->quotes > 0)
		return;
	enum sort sort = sort_at(r->text, next, &c, &next_size);
	if (is_ideograph(c) || sort == SORT_DIGIT)
		end_name(r);
}

static void read_comma(struct reader *r, size_t used)
{
	if (r->list && r->place != NAME)
		return;
	if (r->place == NAME)
		end_name(r);
	else if (r->place == LABEL || r->comma != 0 || (r->place == BEFORE && r->known != r->at))
		r->prose = true;
	r->comma = r->at + used;
}

static void read_quote(struct reader *r, enum sort sort, size_t used)
{
	if (r->place == LABEL && sort == SORT_QUOTE_OPEN) {
		r->place = NAME;
		r->name = r->at;
	}
	r->quotes += sort == SORT_QUOTE_OPEN ? 1 : -1;
	if (r->place != NAME || r->quotes < 0)
		r->prose = true;
	r->name_end = r->at + used;
}

// Brackets and bars, which stand around names and never in them.
static void read_separator(struct reader *r, enum sort sort)
{
	if (r->place == NAME)
		end_name(r);
	if (r->place == LABEL) {
		r->husk = true;
		if (sort == SORT_CLOSE)
			r->place = AFTER;
	}
}

static void read_char(struct reader *r, enum sort sort, uint32_t c, size_t used)
{
	switch (sort) {
	case SORT_WORD:
	case SORT_DIGIT:
		read_word(r, sort, used);
		break;
	case SORT_BLANK:
		read_blank(r, used);
		break;
	case SORT_JOINT:
		r->husk = r->husk || r->place == LABEL;
		break;
	case SORT_SEPARATOR:
	case SORT_OPEN:
	case SORT_CLOSE:
		read_separator(r, sort);
		break;
	case SORT_COLON:
		r->room--;
		r->prose = r->prose || r->place == LABEL || r->place == NAME;
		break;
	case SORT_COMMA:
		read_comma(r, used);
		break;
	case SORT_QUOTE_OPEN:
	case SORT_QUOTE_CLOSE:
		read_quote(r, sort, used);
		break;
	case SORT_STOP:
		r->prose = true;
		break;
	}
	r->at += used;
	r->last = sort;
	r->last_char = c;
}

static void read_token(struct reader *r)
{
	uint32_t c;
	size_t used;
	enum sort sort = sort_at(r->text, r->at, &c, &used);
	bool number = sort == SORT_DIGIT && r->last != SORT_DIGIT;
	if (number && read_date(r))
		return;
	if ((number || sort == SORT_WORD) && (read_prompt(r, c) || read_address(r, c)))
		return;
	if (sort == SORT_COLON && read_label(r, used))
		return;
	read_char(r, sort, c, used);
}

static enum source_kind judge(const struct reader *r)
{
	if (r->prose || r->comma != 0 || r->room < 0 || r->place == BEFORE)
		return SOURCE_NONE;
	if (r->place == LABEL)
		return r->husk ? SOURCE_NAMELESS : SOURCE_LABEL;
	if (r->name_end == r->name)
		return SOURCE_NAMELESS;
	if (r->place == NAME && r->quotes > 0)
		return SOURCE_NONE;
	return count_chars(r->text, r->name, r->name_end) > NAME_CHARS ? SOURCE_NONE : SOURCE_FOUND;
}

// Reads a line, or what stands in a bracket.
static enum source_kind read_line(struct reader *r, const char *text, size_t size)
{
	*r = (struct reader){.text = text, .size = size, .last = SORT_BLANK, .room = OTHER_CHARS};
	while (r->at < r->size && !r->prose)
		read_token(r);
	return judge(r);
}

// Whether the name stands right behind the label and ends where any text would: then it was read as
// it would be in "来源: NAME", since nothing is looked ahead at past such an end.
static bool stands_alone(const struct reader *r)
{
	size_t start = r->name, used;
	uint32_t c;
	if (start > r->name_label && sort_before(r->text, start) == SORT_BLANK)
		start = step_back(r->text, start);
	if (start != r->name_label)
		return false;
	if (r->name_end == r->size)
		return true;
	enum sort end = sort_at(r->text, r->name_end, &c, &used);
	return end == SORT_BLANK || end == SORT_OPEN || end == SORT_CLOSE;
}

// The law that output can be read again: "来源: NAME" gives NAME and no date.
static bool reads_back(const struct reader *r)
{
	static const char label[] = "来源: ";
	char line[sizeof(label) - 1 + NAME_BYTES];
	size_t size = r->name_end - r->name, start = sizeof(label) - 1;
	struct reader again;
	if (stands_alone(r))
		return true;
	memcpy(line, label, start);
	memcpy(line + start, r->text + r->name, size);
	return read_line(&again, line, start + size) == SOURCE_FOUND && again.name == start &&
	       again.name_end == start + size && again.after == 0 && !again.impossible;
}

static bool read_source(
        struct reader *r, const char *line, const char *text, size_t size, struct source *source)
{
	enum source_kind kind = read_line(r, text, size);
	if (kind == SOURCE_NONE || (kind == SOURCE_FOUND && !reads_back(r)))
		return false;
	if (r->impossible) {
		source->impossible = true;
		return false;
	}
	source->kind = kind;
	source->date = r->after != 0 ? r->after : r->before;
	if (kind == SOURCE_FOUND)
		source->name = (struct slice){line + r->name, r->name_end - r->name};
	return true;
}

// Where the bracket opens that the line ends with, or `size`.
static size_t last_bracket(const char *text, size_t size)
{
	size_t at = size, depth = 0;
	while (at > 0 && size - at < CREDIT_BYTES) {
		enum sort sort = sort_before(text, at);
		at = step_back(text, at);
		if (sort == SORT_CLOSE)
			depth++;
		else if (sort == SORT_OPEN)
			depth--;
		if (depth == 0)
			return at;
	}
	return size;
}

// A credit in brackets at the end of prose; not what a notice asks for: 转载请注明（来源：...）.
static bool read_credit(const char *line, const char *text, size_t size, struct source *source)
{
	size_t open = last_bracket(text, size), stays = open;
	struct source inside = {.kind = SOURCE_NONE};
	struct reader r;
	while (stays > 0 && sort_before(text, stays) == SORT_BLANK)
		stays = step_back(text, stays);
	if (open == size || stays == 0 || ends_with(text, stays, "注明"))
		return false;
	if (!read_source(&r, line + open, text + open, size - open, &inside) || r.strange ||
	        inside.kind != SOURCE_FOUND) {
		source->impossible = inside.impossible;
		return false;
	}
	*source = inside;
	source->kind = SOURCE_CREDIT;
	source->stays = stays;
	return true;
}

void source_parse(const char *line, const char *folded, size_t size, struct source *source)
{
	*source = (struct source){.kind = SOURCE_NONE};
	struct reader r = {.strange = false};
	struct source credit = *source;
	if (size == 0)
		return;
	bool whole = size <= LINE_BYTES && read_source(&r, line, folded, size, source);
	bool doubtful = !whole || (r.strange && source->date == 0);
	if (source->impossible || !doubtful || sort_before(folded, size) != SORT_CLOSE)
		return;
	bool found = read_credit(line, folded, size, &credit);
	if (found || source->kind != SOURCE_FOUND)
		*source = credit;
}

// The label at text[at], such as 发布时间, that dates stand behind.
static size_t date_label_at(const char *text, size_t size, size_t at)
{
	for (size_t i = 0; i < COUNT(other_labels); i++) {
		const struct label *label = &other_labels[i];
		if (label->kind == LABEL_DATE && size - at >= label->size &&
		        memcmp(text + at, label->word, label->size) == 0)
			return label->size;
	}
	return 0;
}

static size_t pass_sorts(const char *text, size_t size, size_t at, unsigned int sorts_to_pass)
{
	uint32_t c;
	size_t used;
	while (at < size && (sorts_to_pass & 1u << sort_at(text, at, &c, &used)) != 0)
		at += used;
	return at;
}

bool source_date_line(const char *line, const char *folded, size_t size, int32_t *date)
{
	const unsigned int around = 1u << SORT_BLANK | 1u << SORT_OPEN | 1u << SORT_CLOSE;
	if (size > LINE_BYTES)
		return false;
	size_t used = 0, at = pass_sorts(folded, size, 0, around);
	size_t label = date_label_at(folded, size, at);
	if (label > 0)
		at = pass_sorts(folded, size, at + label, around | 1u << SORT_COLON);
	if (date_parse(line, size, at, date, &used) != DATE_FOUND)
		return false;
	at += used;
	at += date_tail(line, size, at);
	return pass_sorts(folded, size, at, around) == size;
}
