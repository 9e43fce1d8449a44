// SPDX-License-Identifier: MIT
// Quick tests whether a line may be a date, by its digits and a few words.
#include "meta/dateline.h"

#include "base/text.h"
#include "base/utf8.h"
#include "meta/clock.h"
#include "meta/number.h"

// Whether a text, whose first character is `c`, begins with one of some words.
typedef bool word_test(struct slice text, uint32_t c);

// The words that nearly all labels of dates have.
static inline bool begins_label(struct slice text, uint32_t c)
{
	switch (c) {
	// clang-format off
	case U'于': case U'时': case U'時': case U'期': case U'发': case U'發':
	case U'등': case U'입': case U'작':
		return true;
	// clang-format on
	case U'更':
		return begins_with(text, "更新");
	case U'日':
		return begins_with(text, "日：") || begins_with(text, "日:");
	case U'修':
		return begins_with(text, "修改");
	case U'配':
		return begins_with(text, "配信");
	case 'e':
		return begins_with(text, "ed");
	case 'a':
		return begins_with(text, "ate");
	case U'수':
		return begins_with(text, "수정");
	case U'승':
		return begins_with(text, "승인");
	case U'게':
		return begins_with(text, "게시");
	default:
		return false;
	}
}

// The words of which each relative time with a number has one.
static inline bool begins_near(struct slice text, uint32_t c)
{
	return c == U'前' || c == U'天' || c == U'전' || (c == 'a' && begins_with(text, "ago"));
}

// Whether such a word stands anywhere in the line.
static inline bool has_word(struct slice line, word_test *begins)
{
	for (size_t at = 0; at < line.size;) {
		uint32_t c;
		size_t used = utf8_next(line.data + at, &c);
		if (at + used <= line.size && begins(slice_from(line, at), c))
			return true;
		at += used;
	}
	return false;
}

bool dateline_has_label(struct slice line)
{
	return has_word(line, begins_label);
}

static bool begins_year(struct slice line)
{
	return begins_with(line, "二〇") || begins_with(line, "二零") || begins_with(line, "二○") ||
	       begins_with(line, "一九") || begins_with(line, "民国") || begins_with(line, "民國");
}

static bool begins_bracket(struct slice line)
{
	return line.data[0] == '(' || line.data[0] == '[' || begins_with(line, "（") ||
	       begins_with(line, "【") || begins_with(line, "［");
}

// A line that is only a date has many digits, or begins with a year in numerals. It begins with a
// digit or a bracket, or has a label. This is asked about each line.
bool dateline_may_be_alone(struct slice line)
{
	static const size_t most = 80, bare = 40, least = 4, numerals = sizeof("二〇") - 1;
	// A date without a label is short, even with a time and a weekday.
	bool begins = is_digit(line.data[0]);
	if (line.size > (begins ? bare : most))
		return false;
	size_t digits = number_count_digits(line.data, line.size);
	if (digits < least)
		return line.size > numerals && begins_year(line);
	return 6 * digits >= line.size &&
	       (begins || begins_bracket(line) || begins_with(line, "２") ||
		       begins_with(line, "１") || begins_year(line) || dateline_has_label(line));
}

// A date has at least five digits. A relative time has digits and a word such as 前, or begins with
// a word such as 刚刚.
bool dateline_may_be(struct slice line)
{
	static const size_t most = 120, few = 5, short_line = 40;
	if (line.size > most)
		return false;
	size_t digits = number_count_digits(line.data, line.size);
	if (digits >= few || line.size > short_line)
		return digits >= few;
	if (digits > 0)
		return has_word(line, begins_near);
	return begins_with(line, "刚刚") || begins_with(line, "剛剛") || begins_with(line, "半") ||
	       begins_with(line, "방금");
}

static size_t skip_digits(struct slice text, size_t at)
{
	while (at < text.size && is_digit(text.data[at]))
		at++;
	return at;
}

// The years that dates may have are 1900 to 2099, which are four digits, perhaps with others behind
// them, or at least three numerals.
bool dateline_has_year(struct slice text)
{
	bool numeral = false;
	for (size_t at = 0; at < text.size;) {
		struct slice rest = slice_from(text, at);
		size_t end = skip_digits(text, at);
		uint32_t c;
		if (end - at >= 4 && (begins_with(rest, "19") || begins_with(rest, "20")))
			return true;
		if (end == text.size)
			break;
		at = end + utf8_next(text.data + end, &c);
		bool before = numeral;
		numeral = c >= 0x80 && number_is_numeral(c);
		if ((before && numeral) || c == U'民' || (c >= 0xFF10 && c <= 0xFF19))
			return true;
	}
	return false;
}

// Whether a text begins with a word that times without a date have.
static inline bool begins_time(struct slice text, uint32_t c)
{
	static const char *const words[] = {"ago", "today", "yesterday", "just now"};
	switch (c) {
	// clang-format off
	case U'前': case U'昨': case U'今': case U'刚': case U'전': case U'방': case U'어': case U'오':
		return true;
		// clang-format on
	}
	if (c >= 0x80)
		return c >= 0xFF10 && c <= 0xFF19;
	return number_any_word(text.data, text.size, 0, words, COUNT(words), NULL) > 0;
}

bool dateline_has_time(struct slice text)
{
	if (has_word(text, begins_time))
		return true;
	for (size_t at = 0, end; at < text.size; at = end + 1) {
		end = skip_digits(text, at);
		if (end > at && clock_without_year(text.data, text.size, at) > 0)
			return true;
	}
	return false;
}
