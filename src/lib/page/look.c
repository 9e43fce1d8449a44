// SPDX-License-Identifier: MIT
// What one line looks like as a part of a text: prose, code, a row of a table, a headline.
//
// Features tell sentences. The first and the last characters tell most of the other lines.
#include "page/look.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "base/wordlist.h"

#define PROSE_LEAST 35   // of a part of a sentence
#define HEAD_MOST 30     // of a headline; a longer line is body
#define COMMA_LEAST 18   // of a body line with a comma: more
#define ENTRY_LEAST 12   // of an entry behind a bullet, or of a line in brackets: more
#define LABEL_MOST 5     // characters of a label before its colon
#define BAR_TOKENS 5     // or more in a bar
#define BAR_TOKEN_MOST 4 // characters of each
#define COUNT_MOST 24    // bytes of a number or a date in brackets at the end
#define NUMERALS_SIZE 15 // bytes of ideographs for a number

// A text with its first and last characters.
struct ends {
	struct slice text;
	uint32_t first, last; // characters
	size_t first_size, last_size;
	size_t lead; // ideographs at the start, which most lines are known by
};

static struct ends ends_of(struct slice text)
{
	struct ends ends = {.text = text};
	if (text.size == 0)
		return ends;
	ends.first_size = utf8_step(text.data, text.size, &ends.first);
	size_t at = utf8_step_back(text.data, text.size);
	ends.last_size = text.size - at;
	utf8_step(text.data + at, ends.last_size, &ends.last);
	ends.lead = utf8_ideographs(text.data, text.size) / 3;
	return ends;
}

// The first character; 0: there is none.
static uint32_t first_of(struct slice text)
{
	uint32_t c = 0;
	if (text.size > 0)
		utf8_step(text.data, text.size, &c);
	return c;
}

static bool opens_bracket(uint32_t c)
{
	return !utf8_is_common_ideograph(c) && utf8_is_in(c, U"([（【「“");
}

static bool closes_bracket(uint32_t c)
{
	return utf8_is_in(c, U")]）】」”");
}

// --- entries of lists ---

static bool is_numeral(uint32_t c)
{
	switch (c) {
	case U'一':
	case U'二':
	case U'三':
	case U'四':
	case U'五':
	case U'六':
	case U'七':
	case U'八':
	case U'九':
	case U'十':
	case U'百':
	case U'零':
		return true;
	}
	return false;
}

// The bytes of a number that the text begins with: digits, or ideographs for them.
static size_t number_size(struct slice text)
{
	size_t at = 0;
	while (at < text.size && at < 4 && is_digit(text.data[at]))
		at++;
	if (at > 0)
		return at;
	while (at < NUMERALS_SIZE && is_numeral(first_of(slice_from(text, at))))
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

// The bytes of the number of an entry that the text begins with: 1. 1、 1) 一、 （一） (1) ①
// 第一条.
static size_t entry_size(struct slice text)
{
	uint32_t c = first_of(text);
	if (c >= 0x2460 && c <= 0x24FF)
		return 3;
	bool bracket = c == '(' || c == U'（' || c == '[', ordinal = c == U'第';
	if (!bracket && !ordinal && !is_digit((int)c) && !is_numeral(c))
		return 0;
	size_t at = c == U'（' || ordinal ? 3 : bracket;
	size_t size = number_size(slice_from(text, at));
	if (size == 0 || at + size == text.size)
		return 0;
	struct slice rest = slice_from(text, at + size);
	if (!bracket && !ordinal && rest.size > 1 && rest.data[0] == '.' && is_digit(rest.data[1]))
		return sections_size(text);
	uint32_t behind;
	size_t mark = utf8_step(rest.data, rest.size, &behind);
	bool ends = bracket   ? closes_bracket(behind)
		    : ordinal ? utf8_is_in(behind, U"条章节步款项点题條節項點題")
			      : utf8_is_in(behind, U"、．.)）：:");
	return ends ? at + size + mark : 0;
}

// Whether the text has two numbers, as an entry of a table of contents: 1. 1.2. Tea.
static bool is_numbered_twice(struct slice text)
{
	if (text.size == 0 || !is_digit(*text.data))
		return false;
	size_t size = entry_size(text);
	struct slice rest = slice_from(text, size);
	if (size == 0)
		return false;
	if (first_of(rest) == ' ')
		rest = slice_from(rest, 1);
	size_t number = number_size(rest);
	return number > 0 && is_digit(*rest.data) && first_of(slice_from(rest, number)) == '.';
}

static bool has_bullet(const struct ends *ends)
{
	if (utf8_is_common_ideograph(ends->first))
		return false;
	if (utf8_is_in(ends->first, U"*-+–—"))
		return first_of(slice_from(ends->text, ends->first_size)) == ' ';
	return utf8_is_in(ends->first, U"•·●■◆▪○◇□★☆►▶※✅");
}

static bool begins_with_label(const struct ends *ends)
{
	struct slice text = ends->text;
	size_t at = 3 * ends->lead, chars = ends->lead;
	while (at < text.size && chars <= LABEL_MOST) {
		uint32_t c;
		at += utf8_step(text.data + at, text.size - at, &c);
		if (c == U'：' || c == ':')
			return chars > 0 && at < text.size;
		if (!features_says(c) && !utf8_is_blank(c))
			return false;
		chars += !utf8_is_blank(c);
	}
	return false;
}

bool look_has_label(struct slice text)
{
	struct ends ends = ends_of(text);
	return begins_with_label(&ends);
}

static bool is_table_row(struct slice text)
{
	const char *bar = memchr(text.data, '|', text.size);
	return bar && bar != memrchr(text.data, '|', text.size);
}

// Whether the sentence goes on in the next line, or ends in a quotation.
static bool sentence_goes_on(const struct ends *ends)
{
	return !utf8_is_common_ideograph(ends->last) &&
	       (utf8_is_in(ends->last, U"，,、：:”…。；") || ends_with(ends->text, "——"));
}

static bool is_body(const struct ends *ends, struct features features)
{
	if (features.n > HEAD_MOST || (features.degree >= 2 && features.n > COMMA_LEAST))
		return true;
	if (features.n > ENTRY_LEAST &&
		((opens_bracket(ends->first) && closes_bracket(ends->last)) || has_bullet(ends)))
		return true;
	return sentence_goes_on(ends) || entry_size(ends->text) > 0 || is_table_row(ends->text) ||
	       begins_with_label(ends);
}

// --- entries of lists of links ---

// Whether it begins with what a text browser shows of a picture: [logo.gif], [icon?q=1].
static bool is_picture(const struct ends *ends)
{
	struct slice text = ends->text;
	const char *end = ends->first == '[' ? memchr(text.data, ']', text.size) : NULL;
	if (!end)
		return false;
	struct slice name = {text.data + 1, (size_t)(end - text.data) - 1};
	return wordlist_ends(name, ".gif|.jpg|.png|.jpeg|.webp") ||
	       (contains(name, "?") && contains(name, "="));
}

static bool is_address(struct slice text)
{
	return begins_with(text, "http://") || begins_with(text, "https://") ||
	       begins_with(text, "www.");
}

// Whether a number or a date in brackets stands at the end: (67), [03-05], （2021年3月5日）.
static bool ends_in_count(const struct ends *ends)
{
	struct slice text = ends->text;
	bool digits = false;
	if (ends->last != ')' && ends->last != U'）' && ends->last != ']')
		return false;
	size_t at = text.size - ends->last_size;
	size_t least = text.size > COUNT_MOST ? text.size - COUNT_MOST : 0;
	while (at > least) {
		struct slice rest = {text.data, at};
		char c = text.data[at - 1];
		if (is_digit(c) || (c && strchr("-/:. ", c)))
			at--;
		else if (wordlist_ends(rest, "年|月|日"))
			at -= 3;
		else
			return digits && (c == '(' || c == '[' || ends_with(rest, "（"));
		digits |= is_digit(c);
	}
	return false;
}

// Whether the line is a bar of short words, most of them in ideographs: Korean and English have
// blanks between all words.
static bool is_bar(const struct ends *ends)
{
	struct slice text = ends->text;
	size_t chars = ends->lead, tokens = chars > 0, written = tokens;
	for (size_t at = 3 * chars; at < text.size && chars <= BAR_TOKEN_MOST;) {
		uint32_t c;
		at += utf8_step(text.data + at, text.size - at, &c);
		if (utf8_is_blank(c) || c == '|' || c == U'｜' || c == U'·') {
			chars = 0;
			continue;
		}
		tokens += chars == 0;
		written += chars == 0 && utf8_is_ideograph(c);
		chars++;
	}
	return chars <= BAR_TOKEN_MOST && tokens >= BAR_TOKENS && 2 * written >= tokens;
}

static bool is_link(const struct ends *ends)
{
	return (ends->first < 0x80 && (is_picture(ends) || is_address(ends->text))) ||
	       ends_in_count(ends) || is_bar(ends);
}

bool look_is_link(struct slice text)
{
	struct ends ends = ends_of(text);
	return is_link(&ends);
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
		if (is_letter(text.data[at]) || (unsigned char)text.data[at] >= 0xC3)
			return true;
	return false;
}

static enum look look_of_letters(struct slice text, struct features features)
{
	if (!has_letter(text))
		return features.n > LOOK_SHORT_MOST ? LOOK_BODY : LOOK_SHORT;
	if (has_code_mark(text))
		return LOOK_CODE;
	return features.n > LOOK_SHORT_MOST ? LOOK_LATIN : LOOK_SHORT;
}

// The look of a line of nothing but common ideographs, which most entries of lists of links are.
static enum look look_of_ideographs(struct features features)
{
	return features.n > HEAD_MOST         ? LOOK_BODY
	       : features.n > LOOK_SHORT_MOST ? LOOK_HEAD
					      : LOOK_SHORT;
}

enum look look_of(struct slice text, struct features features)
{
	if (features_class(features) != FEATURES_C ||
		(features.degree == 2 && features.n >= PROSE_LEAST))
		return LOOK_PROSE;
	struct ends ends = ends_of(text);
	if (3 * ends.lead == text.size && ends.first != U'第')
		return look_of_ideographs(features);
	if (is_link(&ends))
		return LOOK_HEAD;
	if (is_numbered_twice(text))
		return LOOK_SHORT;
	if (is_body(&ends, features))
		return LOOK_BODY;
	if (features.whole == 0)
		return look_of_letters(text, features);
	return features.n <= LOOK_SHORT_MOST ? LOOK_SHORT : LOOK_HEAD;
}
