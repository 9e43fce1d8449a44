// SPDX-License-Identifier: MIT
// Quick tests whether a line may be a date, by its digits and a few words.
#include "meta/dateline.h"

#include "base/text.h"
#include "meta/number.h"

// Whether one of the words stands at text[at]. The second byte tells most of them apart.
static bool has_word_at(struct slice text, size_t at, const char *const *words, size_t count)
{
	struct slice rest = slice_from(text, at);
	for (size_t i = 0; i < count && rest.size > 1; i++)
		if (words[i][1] == rest.data[1] && words[i][0] == rest.data[0] &&
			begins_with(rest, words[i]))
			return true;
	return false;
}

// Whether one of the words stands anywhere in the text. The first bytes of the words, as a set by
// their low six bits, keep most characters from being compared.
static bool has_word(struct slice text, const char *const *words, size_t count)
{
	uint64_t firsts = 0;
	for (size_t i = 0; i < count; i++)
		firsts |= (uint64_t)1 << (words[i][0] & 63);
	for (size_t at = 0; at < text.size; at++)
		if ((firsts >> (text.data[at] & 63) & 1) && has_word_at(text, at, words, count))
			return true;
	return false;
}

bool dateline_has_label(struct slice line)
{
	static const char *const words[] = {"于", "时", "時", "期", "发", "發", "更新", "日：",
		"日:", "修改", "配信", "ed", "ate", "등", "입", "작", "수정", "승인", "게시"};
	return has_word(line, words, COUNT(words));
}

// Whether the line begins with 一, 二 or 民, or with another character with the same first bytes.
// This is asked about each line.
static bool may_begin_year(struct slice line)
{
	return line.size > 1 && (begins_with(line, "\xE4\xB8") || begins_with(line, "\xE4\xBA") ||
					begins_with(line, "\xE6\xB0"));
}

// A line that is only a date has many digits, or begins with a year in numerals. It begins with a
// digit or a bracket, or has a label.
bool dateline_may_be_alone(struct slice line)
{
	static const size_t most = 80, bare = 40, least = 4, numerals = sizeof("二〇") - 1;
	static const char *const years[] = {"二〇", "二零", "二○", "一九", "民国", "民國"};
	static const size_t count = COUNT(years);
	static const char *const begin[] = {"（", "【", "［", "２", "１"};
	// A date without a label is short, even with a time and a weekday.
	bool begins = is_digit(line.data[0]);
	if (line.size > (begins ? bare : most))
		return false;
	size_t digits = number_count_digits(line.data, line.size);
	if (digits < least)
		return may_begin_year(line) && line.size > numerals &&
		       has_word_at(line, 0, years, count);
	return 6 * digits >= line.size &&
	       (begins || line.data[0] == '(' || line.data[0] == '[' ||
		       has_word_at(line, 0, begin, COUNT(begin)) ||
		       has_word_at(line, 0, years, count) || dateline_has_label(line));
}

// A date has at least five digits. A relative time has digits and a word such as 前, or begins with
// a word such as 刚刚.
bool dateline_may_be(struct slice line)
{
	static const size_t most = 120, few = 5, short_line = 40;
	static const char *const near[] = {"前", "天", "ago", "전"};
	static const char *const now[] = {"刚刚", "剛剛", "半", "방금"};
	if (line.size > most)
		return false;
	size_t digits = number_count_digits(line.data, line.size);
	if (digits >= few || line.size > short_line)
		return digits >= few;
	return digits > 0 ? has_word(line, near, COUNT(near))
			  : has_word_at(line, 0, now, COUNT(now));
}
