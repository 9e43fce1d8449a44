// SPDX-License-Identifier: MIT
// What the text of a pattern says about its matches, in cases that are easy to read.
#include "match/shape.h"

#include <stdint.h>
#include <string.h>
#include <uchar.h>

#include "base/text.h"
#include "base/utf8.h"

static bool stands_at(struct slice pattern, size_t at, const char *word)
{
	return begins_with(slice_from(pattern, at), word);
}

// Syntax that this file does not parse.
static bool is_unclear(struct slice pattern, size_t at)
{
	char c = pattern.data[at];
	if (c != '\\' && c != '(' && c != '[')
		return false;
	return stands_at(pattern, at, "\\Q") || stands_at(pattern, at, "(?#") ||
	       stands_at(pattern, at, "[]") || stands_at(pattern, at, "[^]") ||
	       stands_at(pattern, at, "[[");
}

// The first of `stops` at or after `at`, outside of classes and of groups that begin after it. The
// size of the pattern: none. SIZE_MAX: the pattern is unclear.
static size_t find_outside(struct slice pattern, size_t at, const char *stops)
{
	size_t depth = 0;
	bool in_class = false;
	for (; at < pattern.size; at++) {
		char c = pattern.data[at];
		if (is_unclear(pattern, at))
			return SIZE_MAX;
		if (c == '\\') {
			at++;
			continue;
		}
		if (c == '[')
			in_class = true;
		else if (c == ']')
			in_class = false;
		if (in_class)
			continue;
		if (depth == 0 && c && strchr(stops, c))
			return at;
		if (c == ')' && depth > 0)
			depth--;
		if (c == '(')
			depth++;
	}
	return pattern.size;
}

// The end of the group at `at`. The size of the pattern: the group may be repeated or left out.
static size_t skip_group(struct slice pattern, size_t at)
{
	size_t end = find_outside(pattern, at + 1, ")");
	if (end >= pattern.size || end + 1 == pattern.size || strchr("?*+{", pattern.data[end + 1]))
		return pattern.size;
	return end + 1;
}

static size_t skip_number(struct slice pattern, size_t at, size_t *number)
{
	*number = 0;
	for (; at < pattern.size && is_digit(pattern.data[at]) && *number < SIZE_MAX / 16; at++)
		*number = *number * 10 + (size_t)(pattern.data[at] - '0');
	return at;
}

// --- the whole subject ---

// The numbers of marks in ASCII; 0: no mark.
static const unsigned char ascii_marks[0x80] = {
	// clang-format off
	[','] = 1, ['.'] = 2, ['!'] = 3, ['?'] = 4, [';'] = 5, [':'] = 6, ['"'] = 7, ['|'] = 8,
	[' '] = 9, ['/'] = 10, ['-'] = 11, ['>'] = 12, ['+'] = 13,
	// clang-format on
};

// The number of a mark beyond ASCII; 0: no mark.
static int wide_mark_number(uint32_t c)
{
	static const char32_t marks[] = U"，。、：；！？“”《》（）「」…　·｜┊│•・—–＞»›→";
	enum { BEFORE = 14 };
	_Static_assert(BEFORE + sizeof marks / sizeof *marks <= SHAPE_MARKS, "a bit for each");
	for (int i = 0; marks[i]; i++)
		if (marks[i] == c)
			return BEFORE + i;
	return 0;
}

// The number of a mark; 0: no mark.
static int mark_number(uint32_t c)
{
	return c < 0x80 ? ascii_marks[c] : wide_mark_number(c);
}

static uint64_t mark_bit(uint32_t c)
{
	int number = mark_number(c);
	return number == 0 ? 0 : (uint64_t)1 << number;
}

// Whether a character with this first byte may be a mark.
static bool begins_mark(unsigned char first)
{
	return first < 0x80 ? ascii_marks[first] != 0
			    : first == 0xC2 || first == 0xE2 || first == 0xE3 || first == 0xEF;
}

void shape_marks(struct slice text, struct shape_marks *marks)
{
	*marks = (struct shape_marks){.seen = 0};
	for (size_t at = 0; at < text.size;) {
		uint32_t c;
		while (at < text.size && utf8_begins_ideograph(text.data[at]))
			at += 3;
		while (at < text.size && !begins_mark((unsigned char)text.data[at]))
			at++;
		if (at == text.size)
			return;
		at += utf8_next(text.data + at, &c);
		int number = mark_number(c);
		if (number == 0)
			continue;
		marks->seen |= (uint64_t)1 << number;
		if (marks->count[number] < UINT8_MAX)
			marks->count[number]++;
	}
}

bool shape_has_marks(const struct shape_marks *marks, const struct shape_whole *whole)
{
	size_t count = 0;
	if (marks->seen & whole->without)
		return false;
	for (uint64_t left = marks->seen & whole->with; left != 0; left &= left - 1)
		count += marks->count[__builtin_ctzll(left)];
	return count >= whole->marks;
}

// The marks that a class lists. *others: it lists other characters too.
static uint64_t marks_of_class(struct slice class, bool *others)
{
	uint64_t marks = 0;
	*others = false;
	for (size_t at = 0; at < class.size;) {
		uint32_t c;
		bool escaped = class.data[at] == '\\';
		// A hyphen in the middle stands for a range.
		if (class.data[at] == '-' && at > 0 && at + 1 < class.size) {
			*others = true;
			at++;
			continue;
		}
		at += escaped;
		at += utf8_decode(class.data + at, class.size - at, &c);
		uint64_t mark = escaped && c == 's' ? mark_bit(' ') | mark_bit(UTF8_WIDE_SPACE)
						    : mark_bit(c);
		*others |= mark == 0;
		marks |= mark;
	}
	return marks;
}

// The end of the class at `at`. `at`: no class, or unclear.
static size_t skip_class(struct slice pattern, size_t at)
{
	if (!stands_at(pattern, at, "[") || is_unclear(pattern, at))
		return at;
	for (size_t end = at + 1; end < pattern.size; end++) {
		if (pattern.data[end] == ']')
			return end + 1;
		if (stands_at(pattern, end, "[:") || stands_at(pattern, end, "[.") ||
			stands_at(pattern, end, "[="))
			return at;
		end += pattern.data[end] == '\\';
	}
	return at;
}

// The members of the class between `at` and `end`.
static struct slice members(struct slice pattern, size_t at, size_t end)
{
	size_t start = at + 1 + (size_t)stands_at(pattern, at, "[^");
	return (struct slice){pattern.data + start, end - 1 - start};
}

// Reads .{a,b}$) at `at`, or the same with a class. Returns whether *whole says all of it.
static bool read_length(struct slice pattern, size_t at, struct shape_whole *whole)
{
	size_t low, high;
	size_t end = stands_at(pattern, at, ".") ? at + 1 : skip_class(pattern, at);
	if (end == at || !stands_at(pattern, end, "{"))
		return false;
	size_t comma = skip_number(pattern, end + 1, &low);
	if (!stands_at(pattern, comma, ","))
		return false;
	if (!stands_at(pattern, skip_number(pattern, comma + 1, &high), "}$)") || high == 0)
		return false;
	whole->least = whole->least > low ? whole->least : low;
	whole->most = whole->most < high ? whole->most : high;
	if (stands_at(pattern, at, "."))
		return true;
	bool others = true;
	if (stands_at(pattern, at, "[^"))
		whole->without |= marks_of_class(members(pattern, at, end), &others);
	return !others;
}

// Reads .*[。！]) at `at`. Returns whether *whole says all of it.
static bool read_excluded(struct slice pattern, size_t at, struct shape_whole *whole)
{
	bool others;
	size_t class = at + strlen(".*"), end = class;
	if (stands_at(pattern, at, ".*[") && !stands_at(pattern, class, "[^"))
		end = skip_class(pattern, class);
	if (end == class || !stands_at(pattern, end, ")"))
		return false;
	whole->without |= marks_of_class(members(pattern, class, end), &others);
	return !others;
}

// Reads (?:.*[|·]){n}) at `at`. Returns whether *whole says all of it. It has room for one of them.
static bool read_counted(struct slice pattern, size_t at, struct shape_whole *whole)
{
	static const char front[] = "(?:.*[";
	size_t class = at + sizeof front - 2, count;
	if (!stands_at(pattern, at, front) || stands_at(pattern, class, "[^") || whole->with != 0)
		return false;
	size_t end = skip_class(pattern, class);
	if (end == class || !stands_at(pattern, end, "){"))
		return false;
	bool others;
	size_t behind = skip_number(pattern, end + strlen("){"), &count);
	uint64_t marks = marks_of_class(members(pattern, class, end), &others);
	if (others || !stands_at(pattern, behind, "})"))
		return false;
	whole->with = marks;
	// No more marks than this are counted in a text.
	whole->marks = count < UINT8_MAX ? count : UINT8_MAX;
	return count <= UINT8_MAX;
}

static bool read_lookahead(struct slice pattern, size_t at, struct shape_whole *whole)
{
	static const size_t size = sizeof "(?=" - 1;
	if (stands_at(pattern, at, "(?!"))
		return read_excluded(pattern, at + size, whole);
	return read_length(pattern, at + size, whole) || read_counted(pattern, at + size, whole);
}

// The next of the words, each ended by NUL. False: there are no more.
static bool next_required_word(struct slice *words, struct slice *word)
{
	if (words->size == 0)
		return false;
	*word = (struct slice){words->data, strlen(words->data)};
	*words = slice_from(*words, word->size + 1);
	return true;
}

static bool has_any_word(struct slice text, struct slice words)
{
	struct slice word;
	while (next_required_word(&words, &word))
		if (memmem(text.data, text.size, word.data, word.size))
			return true;
	return false;
}

// The alternative at the start of the list, which ends before its bar.
static struct slice first_alternative(struct slice list)
{
	const char *bar = memchr(list.data, '|', list.size);
	return (struct slice){list.data, bar ? (size_t)(bar - list.data) : list.size};
}

// Whether a word is one of the alternatives.
static bool is_alternative(struct slice word, struct slice list)
{
	while (list.size > 0) {
		struct slice one = first_alternative(list);
		if (one.size == word.size && memcmp(one.data, word.data, one.size) == 0)
			return true;
		list = slice_from(list, one.size < list.size ? one.size + 1 : list.size);
	}
	return false;
}

// Whether an alternative is a word as it stands. Words ignore case, so it has no letters of ASCII.
static bool is_plain_word(struct slice alternative)
{
	for (size_t i = 0; i < alternative.size; i++)
		if (is_letter(alternative.data[i]) || strchr("\\^$.[]()?*+{}", alternative.data[i]))
			return false;
	return alternative.size > 0;
}

// Whether the lookahead (?=.*(?:a|b)) requires just one of the words: each alternative has one, and
// each of them is an alternative.
static bool requires_words(struct slice lookahead, struct slice words)
{
	static const char front[] = "(?=.*(?:", back[] = "))";
	struct slice list, word;
	if (words.size == 0 || !begins_with(lookahead, front) || !ends_with(lookahead, back))
		return false;
	list = slice_from(lookahead, sizeof front - 1);
	list.size -= sizeof back - 1;
	for (struct slice all = words; next_required_word(&all, &word);)
		if (!is_alternative(word, list))
			return false;
	for (;;) {
		struct slice one = first_alternative(list);
		if (!is_plain_word(one) || !has_any_word(one, words))
			return false;
		if (one.size == list.size)
			return true;
		list = slice_from(list, one.size + 1);
	}
}

static void remove_bytes(struct buffer *buffer, size_t at, size_t end)
{
	memmove(buffer->data + at, buffer->data + end, buffer->size - end);
	buffer->size -= end - at;
}

void shape_take(struct buffer *buffer, struct slice words, struct shape_whole *whole)
{
	struct slice pattern = slice_of(buffer);
	*whole = (struct shape_whole){.most = SIZE_MAX};
	if (!stands_at(pattern, 0, "^") || find_outside(pattern, 0, "|") != pattern.size)
		return;
	for (size_t at = 1; stands_at(pattern, at, "(?=") || stands_at(pattern, at, "(?!");
		pattern = slice_of(buffer)) {
		size_t end = skip_group(pattern, at);
		if (end >= pattern.size)
			return;
		struct slice lookahead = {pattern.data + at, end - at};
		if (read_lookahead(pattern, at, whole) || requires_words(lookahead, words))
			remove_bytes(buffer, at, end);
		else
			at = end;
	}
}

// --- unbounded patterns ---

// What repeats without end, besides * and +: recursion, and \X.
static bool is_endless(struct slice pattern, size_t at)
{
	static const char *const endless[] = {"(?R", "(?&", "(?P>", "(?+", "(?-", "(?0", "(?1",
		"(?2", "(?3", "(?4", "(?5", "(?6", "(?7", "(?8", "(?9", "\\g", "\\X"};
	for (size_t i = 0; i < sizeof endless / sizeof endless[0]; i++)
		if (stands_at(pattern, at, endless[i]))
			return true;
	return false;
}

// Whether {n,} stands at `at`.
static bool is_open_count(struct slice pattern, size_t at)
{
	size_t number;
	return stands_at(pattern, at, "{") &&
	       stands_at(pattern, skip_number(pattern, at + 1, &number), ",}");
}

bool shape_is_bounded(struct slice pattern)
{
	bool in_class = false;
	for (size_t at = 0; at < pattern.size; at++) {
		char c = pattern.data[at];
		if (is_unclear(pattern, at) || is_endless(pattern, at))
			return false;
		if (c == '\\')
			at++;
		else if (c == '[')
			in_class = true;
		else if (c == ']')
			in_class = false;
		else if (!in_class && (c == '*' || c == '+' || is_open_count(pattern, at)))
			return false;
	}
	return true;
}
