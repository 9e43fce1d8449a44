// SPDX-License-Identifier: MIT
// The vocabulary of credits: sorts of characters, labels, prompts and addresses.
#include "meta/labels.h"

#include <string.h>

#include "base/bytes.h"
#include "base/text.h"

#define BRACKET_BYTES 256 // a longer bracket holds prose

bool label_is_ideograph(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == U'《' ||
	       c == U'》';
}

// All other characters are SORT_WORD.
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
	['~'] = SORT_JOINT, ['='] = SORT_JOINT,
	['!'] = SORT_STOP, ['?'] = SORT_STOP, ['"'] = SORT_STOP, ['\0'] = SORT_STOP,
	// clang-format on
};

// Box drawing, shapes, dingbats and emoji: they serve as bullets before credits.
static bool is_pictograph(uint32_t c)
{
	return (c >= 0x2500 && c <= 0x27BF) || (c >= 0x1F300 && c <= 0x1FAFF);
}

enum label_sort label_sort(uint32_t c)
{
	if (c < COUNT(ascii_sorts))
		return (enum label_sort)ascii_sorts[c];
	if (c >= 0xFF10 && c <= 0xFF19)
		return SORT_DIGIT;
	switch (c) {
	// clang-format off
	case UTF8_WIDE_SPACE:
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
	case U'｜': case U'丨': case U'│': case U'┃': case U'•': case U'●': case U'○': case U'◆':
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
		return is_pictograph(c) ? SORT_SEPARATOR : SORT_WORD;
	}
}

enum label_sort label_sort_before(const char *text, size_t at)
{
	uint32_t c;
	size_t used, start = utf8_step_back(text, at);
	return label_sort_at(text + start, &c, &used);
}

size_t label_skip_blanks_back(const char *text, size_t floor, size_t end)
{
	while (end > floor && label_sort_before(text, end) == SORT_BLANK)
		end = utf8_step_back(text, end);
	return end;
}

size_t label_last_bracket(const char *text, size_t size)
{
	size_t at = size, depth = 0;
	while (at > 0 && size - at < BRACKET_BYTES) {
		enum label_sort sort = label_sort_before(text, at);
		at = utf8_step_back(text, at);
		if (sort == SORT_CLOSE)
			depth++;
		else if (sort == SORT_OPEN)
			depth--;
		if (depth == 0)
			return at;
	}
	return size;
}

// --- labels ---

#define HEAD (sizeof("文章") - 1)
#define TOUCH_LEAST (sizeof("来源") - 1) // the shortest label with LABEL_TOUCH
#define WIDE_SPACE_SIZE (sizeof UTF8_WIDE_SPACE_BYTES - 1)

static const struct label labels[] = {
#define ROW(word, last, kind, flags, heads) {word, sizeof(word) - 1, last, kind, flags, heads},
#include "meta/labels-rows.h"
#undef ROW
};

// Whether a label ends in a character, which few others have a slot with.
#define ENDS 957
// Many labels end in the same character.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
static const bool ends_label[ENDS] = {
#define ROW(word, last, kind, flags, heads) [(last) % ENDS] = true,
#include "meta/labels-rows.h"
#undef ROW
};
#pragma GCC diagnostic pop

// The low byte of each row's last character: enough to pass over most rows, many at once.
static const unsigned char low_bytes[COUNT(labels) + BYTES] = {
#define ROW(word, last, kind, flags, heads) (last) & 0xFF,
#include "meta/labels-rows.h"
#undef ROW
};

// The next label from index `i` on that ends in this character, or COUNT(labels).
static size_t next_ending(size_t i, uint32_t last)
{
	const bytes low = (bytes){0} + (unsigned char)last;
	while (i < COUNT(labels)) {
		bytes found = (bytes)(bytes_at((const char *)low_bytes + i) == low);
		if (!bytes_any(found)) {
			i += BYTES;
			continue;
		}
		i += bytes_first(found);
		if (i >= COUNT(labels) || labels[i].last == last)
			break;
		i++;
	}
	return i < COUNT(labels) ? i : COUNT(labels);
}

// The start of the blank that ends at text[end], or `end`.
static size_t blank_before(const char *text, size_t floor, size_t end)
{
	struct slice before = {text + floor, end - floor};
	if (ends_with(before, " "))
		return end - 1;
	return ends_with(before, UTF8_WIDE_SPACE_BYTES) ? end - WIDE_SPACE_SIZE : end;
}

// The start of `word` if text[floor] to text[end] ends in it, or `end`. Blanks may stand between
// its ideographs: 来 源.
static size_t word_before(const char *text, size_t floor, size_t end, const char *word, size_t size)
{
	size_t at = end, left = size;
	while (left > 0) {
		if (left < size && (unsigned char)word[left - 1] >= 0x80 &&
			!utf8_goes_on(word[left]))
			at = blank_before(text, floor, at);
		if (at == floor || to_lower(text[at - 1]) != word[left - 1])
			return end;
		at--;
		left--;
	}
	return at;
}

// Whether text[floor] to text[end] ends in one of `heads`.
static bool head_before(const char *text, size_t floor, size_t end, const char *heads)
{
	if (!heads || end - floor < HEAD)
		return false;
	while (*heads != '\0' && memcmp(text + end - HEAD, heads, HEAD) != 0)
		heads += HEAD;
	return *heads != '\0';
}

// The start of the label if text[floor] to text[end] ends in it, or `end`.
static size_t label_start(const char *text, size_t floor, size_t end, const struct label *label)
{
	size_t start = word_before(text, floor, end, label->word, label->size);
	if (start == end)
		return end;
	if (start > floor && is_letter(text[start]) && is_letter(text[start - 1]))
		return end;
	if (head_before(text, floor, start, label->heads))
		return start - HEAD;
	return label->flags & LABEL_HEADED ? end : start;
}

// Whether the text may end in a label whose last character is that of text[tail] to text[end]. The
// byte before it nearly always settles it, but a blank may stand there.
static bool ends_likewise(
	const char *text, size_t floor, size_t tail, size_t end, const struct label *label)
{
	size_t used = end - tail;
	if (label->size == used)
		return true;
	return tail > floor && (to_lower(text[tail - 1]) == label->word[label->size - used - 1] ||
				       blank_before(text, floor, tail) < tail);
}

const struct label *label_before(const char *text, size_t floor, size_t end, size_t *start)
{
	const struct label *best = NULL;
	uint32_t last;
	if (end == floor)
		return NULL;
	size_t tail = utf8_step_back(text, end);
	utf8_next(text + tail, &last);
	if (last < 0x80)
		last = (uint32_t)to_lower((char)last);
	*start = end;
	if (!ends_label[last % ENDS])
		return NULL;
	for (size_t i = 0; (i = next_ending(i, last)) < COUNT(labels); i++) {
		size_t at = ends_likewise(text, floor, tail, end, &labels[i])
				    ? label_start(text, floor, end, &labels[i])
				    : end;
		if (at < *start) {
			*start = at;
			best = &labels[i];
		}
	}
	return best;
}

const struct label *label_touching(const char *text, size_t size, size_t at, size_t *end)
{
	const struct label *best = NULL;
	*end = at;
	// The word of the label stands here, or behind a head.
	for (size_t word = at; word <= at + HEAD && word + TOUCH_LEAST <= size; word += HEAD) {
		for (size_t i = 0; labels[i].flags & LABEL_TOUCH; i++) {
			const struct label *label = &labels[i];
			size_t last = word + label->size;
			// The third byte, the last of an ideograph, settles it most often.
			if (text[word + 2] != label->word[2] || last > size || last <= *end ||
				memcmp(text + word, label->word, label->size) != 0 ||
				(word > at && !head_before(text, at, word, label->heads)))
				continue;
			best = label;
			*end = last;
		}
	}
	return best;
}

// A label of one character is looked for with one of these marks.
static const char *const short_marks[] = {
	"/", "／", "|", "｜", "丨", "╱", ":", "：", "﹕", "︰", "∶"};

// The number of spellings that a label is looked for in: as it is, with blanks inside, or with
// marks.
static size_t count_spellings(const struct label *label)
{
	static const size_t two = sizeof("来源") - 1;
	if (label->size == two / 2)
		return 2 * COUNT(short_marks);
	return label->size == two && (unsigned char)label->word[0] >= 0xE4 ? 3 : 1;
}

static void write_spelling(const struct label *label, size_t spelling, char word[LABEL_WORD])
{
	static const char *const blanks[] = {"", " ", "　"};
	static const size_t one = sizeof("来") - 1;
	size_t size = label->size == one ? one : count_spellings(label) > 1 ? one : label->size;
	const char *more = label->size == one ? blanks[spelling % 2] : blanks[spelling];
	memcpy(word, label->word, size);
	word[size] = '\0';
	strcat(word, more);
	strcat(word, label->size == one ? short_marks[spelling / 2] : label->word + size);
}

bool label_word(unsigned kinds, size_t n, char word[LABEL_WORD])
{
	for (size_t i = 0; i < COUNT(labels); i++) {
		if (!(kinds >> labels[i].kind & 1) || strlen(labels[i].word) < 3)
			continue;
		if (n < count_spellings(&labels[i])) {
			write_spelling(&labels[i], n, word);
			return true;
		}
		n -= count_spellings(&labels[i]);
	}
	return false;
}

const struct label *label_table(size_t *count)
{
	*count = COUNT(labels);
	return labels;
}

// --- prompts and counters ---

// The prompts and counters that start with one character. # is a number.
struct prompts {
	uint32_t first;
	const char *anywhere;    // unmistakable: also right behind a name, which it ends
	const char *after_known; // a whole word, or right behind a date or the like
	const char *whole_word;
};

// Large enough to give each first character a slot of its own; the compiler warns of two in one
// slot.
#define SLOTS 158

static const struct prompts prompts[SLOTS] = {
	// clang-format off
	[U'参' % SLOTS] = {U'参', .anywhere = "参与互动"},
	[U'手' % SLOTS] = {U'手', .anywhere = "手机看新闻", .whole_word = "手机版"},
	[U'我' % SLOTS] = {U'我', .anywhere = "我来说两句|我要评论"},
	[U'发' % SLOTS] = {U'发', .anywhere = "发表评论", .after_known = "发布|发表"},
	[U'查' % SLOTS] = {U'查', .anywhere = "查看评论", .whole_word = "查看原文"},
	[U'有' % SLOTS] = {U'有', .anywhere = "有#人参与"},
	[U'复' % SLOTS] = {U'复', .anywhere = "复制链接", .whole_word = "复制"},
	[U'分' % SLOTS] = {U'分', .anywhere = "分享到微信", .whole_word = "分享"},
	[U'打' % SLOTS] = {U'打', .anywhere = "打印本页", .whole_word = "打印|打印文章"},
	[U'关' % SLOTS] = {U'关', .anywhere = "关闭窗口", .whole_word = "关闭"},
	[U'加' % SLOTS] = {U'加', .anywhere = "加入收藏"},
	[U'点' % SLOTS] = {U'点', .anywhere = "点击收听", .whole_word = "点赞|点赞#"},
	[U'举' % SLOTS] = {U'举', .anywhere = "举报"},
	[U'更' % SLOTS] = {U'更', .after_known = "更新"},
	[U'配' % SLOTS] = {U'配', .after_known = "配信"},
	[U'公' % SLOTS] = {U'公', .after_known = "公开"},
	[U'掲' % SLOTS] = {U'掲', .after_known = "掲载"},
	[U'倒' % SLOTS] = {U'倒', .whole_word = "倒序浏览"},
	[U'只' % SLOTS] = {U'只', .whole_word = "只看该作者|只看楼主|只看大图"},
	[U'楼' % SLOTS] = {U'楼', .whole_word = "楼主"},
	[U'微' % SLOTS] = {U'微', .whole_word = "微博"},
	[U'赞' % SLOTS] = {U'赞', .whole_word = "赞|赞#"},
	[U'条' % SLOTS] = {U'条', .whole_word = "条评论"},
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
	[U'原' % SLOTS] = {U'原', .whole_word = "原文链接|原创"},
	// clang-format on
};

static const struct prompts *prompts_of(uint32_t c)
{
	const struct prompts *slot = &prompts[c % SLOTS];
	return slot->first == c ? slot : NULL;
}

// What stands behind a number to make it a counter.
static const struct prompts counters[] = {
	{U'人', .anywhere = "人参与", .whole_word = "人阅读"},
	{U'条', .anywhere = "条评论"},
	{U'次', .anywhere = "次阅读", .whole_word = "次|次播放|次浏览|次点击"},
	{U'评', .whole_word = "评论"},
	{U'阅', .whole_word = "阅读"},
	{U'浏', .whole_word = "浏览"},
};

static const struct prompts *counters_of(uint32_t c)
{
	size_t i = 0;
	while (i < COUNT(counters) && counters[i].first != c)
		i++;
	return i < COUNT(counters) ? &counters[i] : NULL;
}

// Bars separate the words.
static const char *next_alternative(const char *word)
{
	const char *bar = strchr(word, '|');
	return bar ? bar + 1 : NULL;
}

// The length of the match of `word` at text[at], or 0.
static size_t prompt_at(const char *text, size_t size, size_t at, const char *word)
{
	size_t start = at;
	for (; *word != '\0' && *word != '|'; word++) {
		if (*word != '#') {
			if (at >= size || text[at++] != *word)
				return 0;
			continue;
		}
		size_t digits = at;
		while (at < size && is_digit(text[at]))
			at++;
		if (at == digits)
			return 0;
	}
	return at - start;
}

static bool ends_prompt(const char *text, size_t size, size_t at)
{
	uint32_t c;
	size_t used;
	if (at == size)
		return true;
	enum label_sort next = label_sort_at(text + at, &c, &used);
	return next != SORT_WORD && next != SORT_DIGIT && next != SORT_COLON;
}

// The length of the first of `words` that matches at text[at]. `whole`: as a whole word.
static size_t any_prompt_at(const char *text, size_t size, size_t at, const char *words, bool whole)
{
	for (const char *word = words; word; word = next_alternative(word)) {
		size_t used = prompt_at(text, size, at, word);
		if (used > 0 && (!whole || ends_prompt(text, size, at + used)))
			return used;
	}
	return 0;
}

size_t label_prompt(const char *text, size_t size, size_t at, uint32_t c, enum label_place place)
{
	size_t start = at;
	while (at < size && is_digit(text[at]))
		at++;
	size_t number = at - start;
	if (number > 0 && at < size)
		utf8_next(text + at, &c);
	const struct prompts *row = number > 0 ? counters_of(c) : prompts_of(c);
	if (!row)
		return 0;
	size_t used = any_prompt_at(text, size, at, row->anywhere, false);
	if (used == 0 && place != LABEL_IN_WORD)
		used = any_prompt_at(text, size, at, row->after_known, place != LABEL_AFTER_KNOWN);
	if (used == 0 && place != LABEL_IN_WORD)
		used = any_prompt_at(text, size, at, row->whole_word, true);
	return used > 0 ? number + used : 0;
}

size_t label_run(const char *text, size_t size, size_t at, int *chars, uint32_t *last)
{
	while (at < size && text[at] != '.') {
		uint32_t c;
		size_t used;
		if (label_sort_at(text + at, &c, &used) != SORT_WORD)
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
static size_t address_run(const char *text, size_t size, size_t at, const char *marks)
{
	size_t end = at;
	while (end < size && (is_alnum(text[end]) || (text[end] > ' ' && strchr(marks, text[end]))))
		end++;
	return end - at;
}

size_t label_address(const char *text, size_t size, size_t at)
{
	static const char path[] = "-_.~/=&%#:@+";
	struct slice rest = slice_from((struct slice){text, size}, at);
	if (begins_with(rest, "http://") || begins_with(rest, "https://"))
		return address_run(text, size, at, path);
	size_t domain = address_run(text, size, at, "-_.@");
	size_t dot = domain;
	while (dot > 0 && is_letter(text[at + dot - 1]))
		dot--;
	if (dot < 2 || text[at + dot - 1] != '.' || domain - dot < 2)
		return 0;
	bool more = at + domain < size && text[at + domain] == '/';
	return domain + (more ? address_run(text, size, at + domain, path) : 0);
}
