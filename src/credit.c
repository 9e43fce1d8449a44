// SPDX-License-Identifier: MIT
// The vocabulary of credits: sorts of characters, labels, prompts and addresses.
#include "credit.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define WORD(text) text, sizeof(text) - 1
#define BRACKET_BYTES 256 // what is longer holds prose

bool credit_is_ideograph(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == U'《' ||
	       c == U'》';
}

// What is not here is SORT_WORD.
static const unsigned char ascii_sorts[0x80] = {
	// clang-format off
	[' '] = SORT_BLANK, [':'] = SORT_COLON,
	['0'] = SORT_DIGIT, ['1'] = SORT_DIGIT, ['2'] = SORT_DIGIT, ['3'] = SORT_DIGIT,
	['4'] = SORT_DIGIT, ['5'] = SORT_DIGIT, ['6'] = SORT_DIGIT, ['7'] = SORT_DIGIT,
	['8'] = SORT_DIGIT, ['9'] = SORT_DIGIT,
	['('] = SORT_OPEN, ['['] = SORT_OPEN, ['<'] = SORT_OPEN, ['{'] = SORT_OPEN,
	[')'] = SORT_CLOSE, [']'] = SORT_CLOSE, ['>'] = SORT_CLOSE, ['}'] = SORT_CLOSE,
	[','] = SORT_COMMA, [';'] = SORT_COMMA,
	['|'] = SORT_SEPARATOR, ['*'] = SORT_SEPARATOR, ['#'] = SORT_SEPARATOR,
	['-'] = SORT_JOINT, ['_'] = SORT_JOINT, ['/'] = SORT_JOINT, ['\\'] = SORT_JOINT,
	['~'] = SORT_JOINT,
	['!'] = SORT_STOP, ['?'] = SORT_STOP, ['"'] = SORT_STOP, ['\0'] = SORT_STOP,
	// clang-format on
};

enum credit_sort credit_sort(uint32_t c)
{
	if (c < COUNT(ascii_sorts))
		return (enum credit_sort)ascii_sorts[c];
	if (c >= 0xFF10 && c <= 0xFF19)
		return SORT_DIGIT;
	switch (c) {
	// clang-format off
	case 0x3000:
		return SORT_BLANK;
	case U'：': case U'﹕': case U'︰': case U'∶':
		return SORT_COLON;
	case U'（': case U'［': case U'【': case U'〔': case U'〖': case U'〈': case U'＜':
	case U'｛':
		return SORT_OPEN;
	case U'）': case U'］': case U'】': case U'〕': case U'〗': case U'〉': case U'＞':
	case U'｝':
		return SORT_CLOSE;
	case U'，': case U'；':
		return SORT_COMMA;
	case U'｜': case U'│': case U'┃': case U'•': case U'●': case U'○': case U'◆':
	case U'◇': case U'■': case U'□': case U'▪': case U'▲': case U'△': case U'▶':
	case U'►': case U'★': case U'☆': case U'※': case U'→': case U'»': case U'«':
	case U'↑': case U'↓':
		return SORT_SEPARATOR;
	case U'–': case U'—': case U'―': case U'－': case U'／': case U'·': case U'・':
	case U'‧': case U'～': case U'、':
		return SORT_JOINT;
	case U'“': case U'「': case U'『':
		return SORT_QUOTE_OPEN;
	case U'”': case U'」': case U'』':
		return SORT_QUOTE_CLOSE;
	case U'。': case U'！': case U'？': case U'…': case U'＂': case U'．':
		return SORT_STOP;
	// clang-format on
	default:
		return SORT_WORD;
	}
}

size_t credit_step_back(const char *text, size_t at)
{
	do
		at--;
	while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80);
	return at;
}

enum credit_sort credit_sort_before(const char *text, size_t at)
{
	uint32_t c;
	size_t used, start = credit_step_back(text, at);
	return credit_sort_at(text + start, &c, &used);
}

size_t credit_last_bracket(const char *text, size_t size)
{
	size_t at = size, depth = 0;
	while (at > 0 && size - at < BRACKET_BYTES) {
		enum credit_sort sort = credit_sort_before(text, at);
		at = credit_step_back(text, at);
		if (sort == SORT_CLOSE)
			depth++;
		else if (sort == SORT_OPEN)
			depth--;
		if (depth == 0)
			return at;
	}
	return size;
}

#define HEAD (sizeof("文章") - 1)

struct label {
	const char *word; // simplified, ASCII in small letters
	size_t size;
	enum credit_label kind;
	const char *heads; // of two ideographs each, which may stand before it: a longer label
};

// Where one word ends in another, the longer one stands first; else those that are common do.
static const struct label labels[] = {
	{WORD("来源"), LABEL_SOURCE, "文章本文稿件信息新闻消息内容原文媒体转载"},
	{WORD("来 源"), LABEL_SOURCE, NULL},
	{WORD("来　源"), LABEL_SOURCE, NULL},
	{WORD("来源媒体"), LABEL_SOURCE, NULL},
	{WORD("来源网站"), LABEL_SOURCE, NULL},
	{WORD("稿源"), LABEL_SOURCE, NULL},
	{WORD("稿 源"), LABEL_SOURCE, NULL},
	{WORD("出处"), LABEL_SOURCE, "文章本文原文信息新闻"},
	{WORD("出 处"), LABEL_SOURCE, NULL},
	{WORD("出　处"), LABEL_SOURCE, NULL},
	{WORD("摘自"), LABEL_SOURCE, "本文文章"},
	{WORD("转载自"), LABEL_SOURCE, "本文文章"},
	{WORD("转自"), LABEL_SOURCE, "本文文章"},
	{WORD("source"), LABEL_SOURCE, NULL},

	{WORD("时间"), LABEL_DATE, "发布发表更新发稿上传添加录入"},
	{WORD("时 间"), LABEL_DATE, NULL},
	{WORD("日期"), LABEL_DATE, "发布发表更新入稿"},
	{WORD("日 期"), LABEL_DATE, NULL},
	{WORD("发布于"), LABEL_DATE, NULL},
	{WORD("发表于"), LABEL_DATE, NULL},
	{WORD("date"), LABEL_DATE, NULL},
	{WORD("time"), LABEL_DATE, NULL},

	{WORD("关键字"), LABEL_LIST, NULL},
	{WORD("关键词"), LABEL_LIST, NULL},
	{WORD("标签"), LABEL_LIST, NULL},
	{WORD("tags"), LABEL_LIST, NULL},

	{WORD("原作者"), LABEL_AUTHOR, NULL},
	{WORD("作者"), LABEL_AUTHOR, "文章本文"},
	{WORD("作 者"), LABEL_AUTHOR, NULL},
	{WORD("作　者"), LABEL_AUTHOR, NULL},
	{WORD("编辑"), LABEL_EDITOR, "责任本文网络实习"},
	{WORD("编 辑"), LABEL_EDITOR, NULL},
	{WORD("编　辑"), LABEL_EDITOR, NULL},
	{WORD("责编"), LABEL_EDITOR, NULL},
	{WORD("记者"), LABEL_REPORTER, "实习本报"},
	{WORD("通讯员"), LABEL_CREDIT, NULL},
	{WORD("撰文"), LABEL_AUTHOR, NULL},
	{WORD("撰稿"), LABEL_AUTHOR, NULL},
	{WORD("采写"), LABEL_AUTHOR, NULL},
	{WORD("摄影"), LABEL_CREDIT, NULL},
	{WORD("校对"), LABEL_CREDIT, NULL},
	{WORD("审核"), LABEL_CREDIT, NULL},
	{WORD("译者"), LABEL_CREDIT, NULL},
	{WORD("发布者"), LABEL_CREDIT, NULL},
	{WORD("发布人"), LABEL_CREDIT, NULL},
	{WORD("录入者"), LABEL_CREDIT, NULL},
	{WORD("录入"), LABEL_CREDIT, NULL},
	{WORD("栏目"), LABEL_CREDIT, NULL},
	{WORD("频道"), LABEL_CREDIT, NULL},
	{WORD("分类"), LABEL_CREDIT, NULL},
	{WORD("字号"), LABEL_CREDIT, NULL},
	{WORD("字体大小"), LABEL_CREDIT, NULL},
	{WORD("字体"), LABEL_CREDIT, NULL},
	{WORD("文字大小"), LABEL_CREDIT, NULL},
	{WORD("策划"), LABEL_CREDIT, NULL},
	{WORD("统筹"), LABEL_CREDIT, NULL},
	{WORD("监制"), LABEL_CREDIT, NULL},
	{WORD("美编"), LABEL_CREDIT, NULL},
	{WORD("点击次数"), LABEL_CREDIT, NULL},
	{WORD("点击率"), LABEL_CREDIT, NULL},
	{WORD("点击量"), LABEL_CREDIT, NULL},
	{WORD("点击数"), LABEL_CREDIT, NULL},
	{WORD("点击"), LABEL_CREDIT, NULL},
	{WORD("浏览次数"), LABEL_CREDIT, NULL},
	{WORD("浏览量"), LABEL_CREDIT, NULL},
	{WORD("浏览"), LABEL_CREDIT, NULL},
	{WORD("阅读次数"), LABEL_CREDIT, NULL},
	{WORD("阅读量"), LABEL_CREDIT, NULL},
	{WORD("阅读数"), LABEL_CREDIT, NULL},
	{WORD("阅读"), LABEL_CREDIT, NULL},
	{WORD("评论数"), LABEL_CREDIT, NULL},
	{WORD("评论"), LABEL_CREDIT, NULL},
	{WORD("人气"), LABEL_CREDIT, NULL},
	{WORD("访问量"), LABEL_CREDIT, NULL},
	{WORD("访问次数"), LABEL_CREDIT, NULL},
	{WORD("分享到"), LABEL_CREDIT, NULL},
	{WORD("分享"), LABEL_CREDIT, NULL},
	{WORD("author"), LABEL_AUTHOR, NULL},
	{WORD("editor"), LABEL_EDITOR, NULL},
};

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

// Whether text[floor] to text[end] ends in `word`.
static bool ends_in(const char *text, size_t floor, size_t end, const char *word, size_t size)
{
	if (end - floor < size)
		return false;
	for (; size > 0; size--)
		if (lower(text[--end]) != word[size - 1])
			return false;
	return true;
}

// Whether one of `heads` ends at text[end].
static bool head_before(const char *text, size_t floor, size_t end, const char *heads)
{
	if (!heads || end - floor < HEAD)
		return false;
	while (*heads != '\0' && memcmp(text + end - HEAD, heads, HEAD) != 0)
		heads += HEAD;
	return *heads != '\0';
}

size_t credit_label_before(const char *text, size_t floor, size_t end, enum credit_label *kind)
{
	if (end == floor)
		return 0;
	char last = lower(text[end - 1]);
	for (size_t i = 0; i < COUNT(labels); i++) {
		size_t size = labels[i].size;
		if (labels[i].word[size - 1] != last ||
			!ends_in(text, floor, end, labels[i].word, size))
			continue;
		size_t start = end - size;
		if (start > floor && credit_is_letter(text[start]) &&
			credit_is_letter(text[start - 1]))
			return 0;
		*kind = labels[i].kind;
		return size + (head_before(text, floor, start, labels[i].heads) ? HEAD : 0);
	}
	return 0;
}

static bool starts_with(const char *text, size_t size, size_t at, const char *word, size_t length)
{
	return size - at >= length && memcmp(text + at, word, length) == 0;
}

size_t credit_date_label(const char *text, size_t size, size_t at)
{
	for (size_t i = 0; i < COUNT(labels); i++) {
		const struct label *label = &labels[i];
		if (label->kind != LABEL_DATE)
			continue;
		if (starts_with(text, size, at, label->word, label->size))
			return label->size;
		size_t end = at + HEAD + label->size;
		if (end <= size && ends_in(text, at + HEAD, end, label->word, label->size) &&
			head_before(text, at, at + HEAD, label->heads))
			return HEAD + label->size;
	}
	return 0;
}

// The prompts and counters that start with one character; # is a number.
struct prompts {
	uint32_t first;
	const char *anywhere;    // unmistakable, and ends a name it is glued to
	const char *after_known; // a whole word, or right after a date and the like
	const char *whole_word;
};

// As many as give every first character a slot of its own; the compiler warns of two in one.
#define SLOTS 136

static const struct prompts prompts[SLOTS] = {
	// clang-format off
	[U'参' % SLOTS] = {U'参', .anywhere = "参与互动"},
	[U'手' % SLOTS] = {U'手', .anywhere = "手机看新闻", .whole_word = "手机版"},
	[U'我' % SLOTS] = {U'我', .anywhere = "我来说两句|我要评论"},
	[U'发' % SLOTS] = {U'发', .anywhere = "发表评论", .after_known = "发布|发表"},
	[U'查' % SLOTS] = {U'查', .anywhere = "查看评论", .whole_word = "查看原文"},
	[U'有' % SLOTS] = {U'有', .anywhere = "有#人参与"},
	[U'#' % SLOTS] = {U'#', .anywhere = "#人参与|#条评论|#次阅读",
		.whole_word = "#评论|#阅读|#浏览|#次"},
	[U'复' % SLOTS] = {U'复', .anywhere = "复制链接", .whole_word = "复制"},
	[U'分' % SLOTS] = {U'分', .anywhere = "分享到微信", .whole_word = "分享"},
	[U'打' % SLOTS] = {U'打', .anywhere = "打印本页", .whole_word = "打印|打印文章"},
	[U'关' % SLOTS] = {U'关', .anywhere = "关闭窗口", .whole_word = "关闭"},
	[U'加' % SLOTS] = {U'加', .anywhere = "加入收藏"},
	[U'点' % SLOTS] = {U'点', .anywhere = "点击收听"},
	[U'举' % SLOTS] = {U'举', .anywhere = "举报"},
	[U'更' % SLOTS] = {U'更', .after_known = "更新"},
	[U'收' % SLOTS] = {U'收', .whole_word = "收藏|收听"},
	[U'转' % SLOTS] = {U'转', .whole_word = "转发"},
	[U'评' % SLOTS] = {U'评', .whole_word = "评论|评论#"},
	[U'阅' % SLOTS] = {U'阅', .whole_word = "阅读|阅读#|阅读原文"},
	[U'浏' % SLOTS] = {U'浏', .whole_word = "浏览|浏览#"},
	[U'推' % SLOTS] = {U'推', .whole_word = "推荐|推荐朋友"},
	[U'字' % SLOTS] = {U'字', .whole_word = "字号"},
	[U'大' % SLOTS] = {U'大', .whole_word = "大|大中小"},
	[U'中' % SLOTS] = {U'中', .whole_word = "中"},
	[U'小' % SLOTS] = {U'小', .whole_word = "小"},
	[U'次' % SLOTS] = {U'次', .whole_word = "次"},
	[U'纠' % SLOTS] = {U'纠', .whole_word = "纠错"},
	[U'原' % SLOTS] = {U'原', .whole_word = "原文链接"},
	// clang-format on
};

static const struct prompts *prompts_of(uint32_t c)
{
	const struct prompts *slot = &prompts[c % SLOTS];
	return slot->first == c ? slot : NULL;
}

// Words are parted by bars.
static const char *next_word(const char *word)
{
	const char *bar = strchr(word, '|');
	return bar ? bar + 1 : NULL;
}

// The length of what `word` matches at text[at], 0 if it does not.
static size_t word_at(const char *text, size_t size, size_t at, const char *word)
{
	size_t start = at;
	for (; *word != '\0' && *word != '|'; word++) {
		if (*word != '#') {
			if (at >= size || text[at++] != *word)
				return 0;
			continue;
		}
		size_t digits = at;
		while (at < size && credit_is_digit(text[at]))
			at++;
		if (at == digits)
			return 0;
	}
	return at - start;
}

static bool ends_word(const char *text, size_t size, size_t at)
{
	uint32_t c;
	size_t used;
	if (at == size)
		return true;
	enum credit_sort next = credit_sort_at(text + at, &c, &used);
	return next != SORT_WORD && next != SORT_DIGIT && next != SORT_COLON;
}

// The length of the first of `words` that is at text[at], as a whole word if `whole`.
static size_t any_word_at(const char *text, size_t size, size_t at, const char *words, bool whole)
{
	for (const char *word = words; word; word = next_word(word)) {
		size_t used = word_at(text, size, at, word);
		if (used > 0 && (!whole || ends_word(text, size, at + used)))
			return used;
	}
	return 0;
}

size_t credit_prompt(const char *text, size_t size, size_t at, uint32_t c, enum credit_place place)
{
	const struct prompts *row = prompts_of(c >= '0' && c <= '9' ? '#' : c);
	if (!row)
		return 0;
	size_t used = any_word_at(text, size, at, row->anywhere, false);
	if (used > 0 || place == CREDIT_IN_WORD)
		return used;
	used = any_word_at(text, size, at, row->after_known, place != CREDIT_AFTER_KNOWN);
	return used > 0 ? used : any_word_at(text, size, at, row->whole_word, true);
}

size_t credit_run(const char *text, size_t size, size_t at, int *chars, uint32_t *last)
{
	while (at < size && text[at] != '.') {
		uint32_t c;
		size_t used;
		if (credit_sort_at(text + at, &c, &used) != SORT_WORD)
			break;
		const struct prompts *row = prompts_of(c);
		if (row && row->anywhere)
			break;
		at += used;
		*last = c;
		++*chars;
	}
	return at;
}

// The length of the letters, digits and `marks` at text[at].
static size_t run_of(const char *text, size_t size, size_t at, const char *marks)
{
	size_t end = at;
	while (end < size && (credit_is_letter(text[end]) || credit_is_digit(text[end]) ||
				     (text[end] > ' ' && strchr(marks, text[end]))))
		end++;
	return end - at;
}

size_t credit_address(const char *text, size_t size, size_t at)
{
	static const char path[] = "-_.~/=&%#:@+";
	if (starts_with(text, size, at, WORD("http://")) ||
		starts_with(text, size, at, WORD("https://")))
		return run_of(text, size, at, path);
	size_t domain = run_of(text, size, at, "-_.@");
	size_t dot = domain;
	while (dot > 0 && credit_is_letter(text[at + dot - 1]))
		dot--;
	if (dot < 2 || text[at + dot - 1] != '.' || domain - dot < 2)
		return 0;
	bool more = at + domain < size && text[at + domain] == '/';
	return domain + (more ? run_of(text, size, at + domain, path) : 0);
}
