// SPDX-License-Identifier: MIT
// What one line looks like as a part of a text: prose, code, a row of a table, a headline.
//
// The measure tells sentences; of the other lines the first and the last characters tell most.
#include "look.h"

#include <stdint.h>
#include <string.h>

#include "utf8.h"

#define PROSE_LEAST 35   // of a part of a sentence
#define HEAD_MOST 30     // of a headline; a longer line is body
#define COMMA_LEAST 18   // of a body line with a comma: more
#define ENTRY_LEAST 12   // of an entry behind a bullet, or of a line in brackets: more
#define LABEL_MOST 5     // characters of a label before its colon
#define BAR_TOKENS 5     // or more in a bar
#define BAR_TOKEN_MOST 4 // characters of each
#define COUNT_MOST 24    // bytes of a number or a date in brackets at the end

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == 0x3000;
}

static bool begins(struct slice text, const char *start)
{
	size_t size = strlen(start);
	return text.size >= size && memcmp(text.data, start, size) == 0;
}

static bool ends(struct slice text, const char *end)
{
	size_t size = strlen(end);
	return text.size >= size && memcmp(text.data + text.size - size, end, size) == 0;
}

static bool begins_with_one(struct slice text, const char *const *marks)
{
	for (; *marks; marks++)
		if (begins(text, *marks))
			return true;
	return false;
}

static bool ends_in_one(struct slice text, const char *const *marks)
{
	for (; *marks; marks++)
		if (ends(text, *marks))
			return true;
	return false;
}

static struct slice without(struct slice text, size_t front)
{
	return (struct slice){text.data + front, text.size - front};
}

// --- entries of lists ---

// The bytes of a number that the text begins with: digits, or ideographs for them.
static size_t number_size(struct slice text)
{
	static const char *const ideographs[] = {
		"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "零", NULL};
	size_t at = 0;
	while (at < text.size && at < 4 && is_digit(text.data[at]))
		at++;
	if (at > 0)
		return at;
	while (at < 5 * 3 && begins_with_one(without(text, at), ideographs))
		at += 3;
	return at;
}

// The bytes of the number of a section: 3.1. 3.1.2 and a blank.
static size_t sections_size(struct slice text)
{
	size_t at = 0;
	while (at < text.size && (is_digit(text.data[at]) || text.data[at] == '.'))
		at++;
	bool ended = at > 0 && text.data[at - 1] == '.';
	return at < text.size && (ended || text.data[at] == ' ') ? at : 0;
}

// The bytes of the number of an entry that the text begins with: 1. 1、 1) 一、 （一） (1) ① 第一条.
static size_t entry_size(struct slice text)
{
	static const char *const open[] = {"(", "（", "[", NULL};
	static const char *const close[] = {")", "）", "]", NULL};
	static const char *const stops[] = {"、", "．", ".", ")", "）", "：", ":", NULL};
	static const char *const units[] = {
		"条", "章", "节", "步", "款", "项", "點", "点", "节", "題", "题", NULL};
	uint32_t c;
	if (text.size == 0)
		return 0;
	size_t first = utf8_step(text.data, text.size, &c);
	if (c >= 0x2460 && c <= 0x24FF)
		return first;
	bool bracket = begins_with_one(text, open);
	bool ordinal = begins(text, "第");
	size_t at = bracket || ordinal ? first : 0;
	size_t size = number_size(without(text, at));
	if (size == 0 || at + size == text.size)
		return 0;
	struct slice rest = without(text, at + size);
	if (!bracket && !ordinal && rest.size > 1 && rest.data[0] == '.' && is_digit(rest.data[1]))
		return sections_size(text);
	if (!begins_with_one(rest, bracket ? close : ordinal ? units : stops))
		return 0;
	return at + size + utf8_step(rest.data, rest.size, &c);
}

static bool is_numbered(struct slice text)
{
	return entry_size(text) > 0;
}

// Whether the text has two numbers, as an entry of a table of contents: 1. 1.2. Tea.
static bool is_numbered_twice(struct slice text)
{
	size_t size = entry_size(text);
	if (size == 0)
		return false;
	struct slice rest = without(text, size);
	if (begins(rest, " "))
		rest = without(rest, 1);
	size_t number = number_size(rest);
	return number > 0 && is_digit(*rest.data) && begins(without(rest, number), ".");
}

static bool has_bullet(struct slice text)
{
	static const char *const bullets[] = {"•", "·", "●", "■", "◆", "▪", "○", "◇", "□", "★", "☆",
		"►", "▶", "※", "✅", "* ", "- ", "+ ", "– ", "— ", NULL};
	return begins_with_one(text, bullets);
}

// Whether a short label stands before a colon and a value: 品名：雨前茶.
static bool has_label(struct slice text)
{
	size_t at = 0, chars = 0;
	uint32_t c = 0;
	while (at < text.size && chars <= LABEL_MOST) {
		at += utf8_step(text.data + at, text.size - at, &c);
		if (c == 0xFF1A || c == ':')
			return chars > 0 && at < text.size;
		if (!measure_says(c) && !is_blank(c))
			return false;
		chars += !is_blank(c);
	}
	return false;
}

static bool is_row(struct slice text)
{
	size_t bars = 0;
	for (size_t at = 0; at < text.size && bars < 2; at++)
		bars += text.data[at] == '|';
	return bars == 2;
}

static bool is_in_brackets(struct slice text)
{
	static const char *const open[] = {"（", "(", "【", "[", "「", "“", NULL};
	static const char *const close[] = {"）", ")", "】", "]", "」", "”", NULL};
	return begins_with_one(text, open) && ends_in_one(text, close);
}

static bool goes_on(struct slice text)
{
	static const char *const marks[] = {
		"，", ",", "、", "：", ":", "”", "…", "——", "。", "；", NULL};
	return ends_in_one(text, marks);
}

static bool is_body(struct slice text, struct measure measure)
{
	if (measure.n > HEAD_MOST || (measure.degree >= 2 && measure.n > COMMA_LEAST))
		return true;
	if (measure.n > ENTRY_LEAST && (has_bullet(text) || is_in_brackets(text)))
		return true;
	return goes_on(text) || is_numbered(text) || is_row(text) || has_label(text);
}

// --- entries of lists of links ---

// Whether it begins with what a text browser shows of a picture: [logo.gif], [icon?q=1].
static bool is_picture(struct slice text)
{
	static const char *const kinds[] = {".gif", ".jpg", ".png", ".jpeg", ".webp", NULL};
	const char *end =
		text.size > 0 && *text.data == '[' ? memchr(text.data, ']', text.size) : NULL;
	if (!end)
		return false;
	struct slice name = {text.data + 1, (size_t)(end - text.data) - 1};
	return ends_in_one(name, kinds) ||
	       (memchr(name.data, '?', name.size) && memchr(name.data, '=', name.size));
}

static bool is_address(struct slice text)
{
	static const char *const starts[] = {"http://", "https://", "www.", NULL};
	return begins_with_one(text, starts);
}

// Whether a number or a date in brackets stands at the end: (67), [03-05], （2021年3月5日）.
static bool ends_in_count(struct slice text)
{
	static const char *const close[] = {")", "）", "]", NULL};
	static const char *const inner[] = {"年", "月", "日", NULL};
	bool digits = false;
	if (!ends_in_one(text, close))
		return false;
	size_t at = text.size - ((unsigned char)text.data[text.size - 1] < 0x80 ? 1 : 3);
	size_t least = text.size > COUNT_MOST ? text.size - COUNT_MOST : 0;
	while (at > least) {
		struct slice rest = {text.data, at};
		char c = text.data[at - 1];
		if (is_digit(c) || c == '-' || c == '/' || c == ':' || c == '.' || c == ' ')
			at--;
		else if (ends_in_one(rest, inner))
			at -= 3;
		else
			return digits && (c == '(' || c == '[' || ends(rest, "（"));
		digits |= is_digit(c);
	}
	return false;
}

static bool is_ideograph(uint32_t c)
{
	return c >= 0x3400 && c < 0xA000;
}

// Whether the line is a bar of short words, most of them in ideographs: Korean and English have
// blanks between all words.
static bool is_bar(struct slice text)
{
	size_t tokens = 0, written = 0, chars = 0;
	for (size_t at = 0; at < text.size;) {
		uint32_t c;
		at += utf8_step(text.data + at, text.size - at, &c);
		if (is_blank(c) || c == '|' || c == 0xFF5C || c == 0xB7) {
			chars = 0;
			continue;
		}
		tokens += chars == 0;
		written += chars == 0 && is_ideograph(c);
		if (++chars > BAR_TOKEN_MOST)
			return false;
	}
	return tokens >= BAR_TOKENS && 2 * written >= tokens;
}

bool look_is_link(struct slice text)
{
	return is_picture(text) || is_address(text) || ends_in_count(text) || is_bar(text);
}

// --- code ---

static bool has_code_mark(struct slice text)
{
	static const char marks[] = "{}=;<>$#\\_|`()[]*&@";
	for (size_t at = 0; at < text.size; at++)
		if (text.data[at] && strchr(marks, text.data[at]))
			return true;
	return false;
}

static bool has_letter(struct slice text)
{
	for (size_t at = 0; at < text.size; at++)
		if ((text.data[at] >= 'a' && text.data[at] <= 'z') ||
			(text.data[at] >= 'A' && text.data[at] <= 'Z') ||
			(unsigned char)text.data[at] >= 0xC3)
			return true;
	return false;
}

static enum look look_of_letters(struct slice text, struct measure measure)
{
	if (!has_letter(text))
		return measure.n > LOOK_SHORT_MOST ? LOOK_BODY : LOOK_SHORT;
	if (has_code_mark(text))
		return LOOK_CODE;
	return measure.n > LOOK_SHORT_MOST ? LOOK_LATIN : LOOK_SHORT;
}

enum look look_of(struct slice text, struct measure measure)
{
	if (measure_class(measure) != MEASURE_C ||
		(measure.degree == 2 && measure.n >= PROSE_LEAST))
		return LOOK_PROSE;
	if (look_is_link(text))
		return LOOK_HEAD;
	if (is_numbered_twice(text))
		return LOOK_SHORT;
	if (is_body(text, measure))
		return LOOK_BODY;
	if (measure.whole == 0)
		return look_of_letters(text, measure);
	return measure.n <= LOOK_SHORT_MOST ? LOOK_SHORT : LOOK_HEAD;
}
