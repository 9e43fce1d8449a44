// SPDX-License-Identifier: MIT
// What the text of a pattern says about its matches, where it is plain to read.
#include "shape.h"

#include <stdint.h>
#include <string.h>

#include "utf8.h"

static bool begins_with(struct slice pattern, size_t at, const char *word)
{
	size_t size = strlen(word);
	return pattern.size - at >= size && memcmp(pattern.data + at, word, size) == 0;
}

// What would have to be read with more care than here.
static bool is_unclear(struct slice pattern, size_t at)
{
	char c = pattern.data[at];
	if (c != '\\' && c != '(' && c != '[')
		return false;
	return begins_with(pattern, at, "\\Q") || begins_with(pattern, at, "(?#") ||
	       begins_with(pattern, at, "[]") || begins_with(pattern, at, "[^]") ||
	       begins_with(pattern, at, "[[");
}

// Where `stop` stands at or after `at`, outside of classes and of groups that begin after it; the
// size of the pattern if it does not, and SIZE_MAX if the pattern is not plain to read.
static size_t find_outside(struct slice pattern, size_t at, char stop)
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
		if (c == ')' && depth > 0)
			depth--;
		if (c == stop && depth == 0)
			return at;
		if (c == '(')
			depth++;
	}
	return pattern.size;
}

// Where the group that begins at `at` has ended; the end of the pattern if it may be repeated or
// left out.
static size_t skip_group(struct slice pattern, size_t at)
{
	size_t end = find_outside(pattern, at, ')');
	if (end >= pattern.size || end + 1 == pattern.size || strchr("?*+{", pattern.data[end + 1]))
		return pattern.size;
	return end + 1;
}

static size_t skip_number(struct slice pattern, size_t at, size_t *number)
{
	*number = 0;
	for (; at < pattern.size && pattern.data[at] >= '0' && pattern.data[at] <= '9' &&
		*number < SIZE_MAX / 16;
		at++)
		*number = *number * 10 + (size_t)(pattern.data[at] - '0');
	return at;
}

// --- the whole subject ---

static uint64_t mark_bit(uint32_t c)
{
	static const uint32_t marks[] = {U'，', U'。', U'！', U'？', U'；', U'：', U'、', U'“',
		U'”', U'《', U'》', U'（', U'）', U'「', U'」', U'…', ',', '.', '!', '?', ';', ':',
		'"', '|'};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (marks[i] == c)
			return (uint64_t)1 << i;
	return 0;
}

uint64_t shape_marks(struct slice text)
{
	uint64_t marks = 0;
	for (size_t at = 0; at < text.size;) {
		uint32_t c;
		unsigned char first = (unsigned char)text.data[at];
		if (first >= 0xE4 && first <= 0xE9) {
			at += 3;
			continue;
		}
		at += utf8_next(text.data + at, &c);
		bool letter =
			c < 0x80 && (c <= ' ' || (c >= '0' && c <= '9') || c >= 'A') && c != '|';
		if (!letter)
			marks |= mark_bit(c);
	}
	return marks;
}

// The marks that a class lists; others that it lists are left out.
static uint64_t marks_of_class(struct slice class)
{
	uint64_t marks = 0;
	for (size_t at = 0; at < class.size;) {
		uint32_t c;
		bool escaped = class.data[at] == '\\';
		at += escaped;
		at += utf8_decode(class.data + at, class.size - at, &c);
		marks |= mark_bit(c);
	}
	return marks;
}

// Where the class that begins at `at` has ended; `at` if it is not plain to read, or there is none.
static size_t skip_class(struct slice pattern, size_t at)
{
	if (!begins_with(pattern, at, "[") || is_unclear(pattern, at))
		return at;
	for (size_t end = at + 1; end + 1 < pattern.size; end++) {
		if (pattern.data[end] == ']')
			return end + 1;
		if (pattern.data[end] == '[' && strchr(":.=", pattern.data[end + 1]))
			return at;
		end += pattern.data[end] == '\\';
	}
	return at;
}

// The marks that the class between `at` and `end` excludes.
static uint64_t excluded(struct slice pattern, size_t at, size_t end)
{
	if (!begins_with(pattern, at, "[^"))
		return 0;
	return marks_of_class((struct slice){pattern.data + at + 2, end - at - 3});
}

// Reads .{a,b}$) at `at`, or the same with a class.
static void read_length(struct slice pattern, size_t at, struct shape_whole *whole)
{
	size_t low, high;
	size_t end = begins_with(pattern, at, ".") ? at + 1 : skip_class(pattern, at);
	if (end == at || !begins_with(pattern, end, "{"))
		return;
	size_t comma = skip_number(pattern, end + 1, &low);
	if (!begins_with(pattern, comma, ","))
		return;
	if (!begins_with(pattern, skip_number(pattern, comma + 1, &high), "}$)") || high == 0)
		return;
	whole->least = whole->least > low ? whole->least : low;
	whole->most = whole->most < high ? whole->most : high;
	whole->without |= excluded(pattern, at, end);
}

// Reads .*[。！]) at `at`.
static void read_excluded(struct slice pattern, size_t at, struct shape_whole *whole)
{
	if (!begins_with(pattern, at, ".*["))
		return;
	size_t class = at + 2, end = skip_class(pattern, class);
	if (end > class && begins_with(pattern, end, ")") && pattern.data[class + 1] != '^')
		whole->without |=
			marks_of_class((struct slice){pattern.data + class + 1, end - class - 2});
}

void shape_whole(struct slice pattern, struct shape_whole *whole)
{
	static const size_t size = sizeof "(?=" - 1;
	*whole = (struct shape_whole){0, SIZE_MAX, 0};
	if (!begins_with(pattern, 0, "^") || find_outside(pattern, 0, '|') != pattern.size)
		return;
	size_t at = 1;
	while (begins_with(pattern, at, "(?=") || begins_with(pattern, at, "(?!")) {
		size_t end = skip_group(pattern, at);
		if (end >= pattern.size)
			return;
		bool ahead = begins_with(pattern, at, "(?=");
		(ahead ? read_length : read_excluded)(pattern, at + size, whole);
		at = end;
	}
}

// --- its end ---

// Where the class that ends right before `end` begins, if it lists its members plainly; SIZE_MAX if
// there is none.
static size_t class_before(struct slice pattern, size_t end)
{
	size_t open = SIZE_MAX;
	for (size_t at = 0; at < end; at++) {
		char c = pattern.data[at];
		if (is_unclear(pattern, at))
			return SIZE_MAX;
		if (c == '\\')
			at++;
		else if (c == '[' && open == SIZE_MAX)
			open = at;
		else if (c == ']' && open != SIZE_MAX && at + 1 < end)
			open = SIZE_MAX;
		else if (c == ']' && open != SIZE_MAX)
			return open;
	}
	return SIZE_MAX;
}

static bool add_last(struct shape_last *last, uint32_t c)
{
	if (last->count == SHAPE_LAST)
		return false;
	last->c[last->count++] = c;
	return true;
}

// Adds the member of a class at `at`; the class begins at `first` and ends at `end`. 0: it is no
// plain character, or there are too many.
static size_t add_member(
	struct slice pattern, size_t first, size_t end, size_t at, struct shape_last *last)
{
	char c = pattern.data[at];
	// A hyphen is plain at either end only.
	if (strchr("^[&", c) || (c == '-' && at != first && at + 1 != end))
		return 0;
	size_t escape = c == '\\';
	if (escape && pattern.data[at + 1] == 's')
		return add_last(last, ' ') && add_last(last, 0x3000) ? 2 : 0;
	if (escape && !strchr("()[].|/\\", pattern.data[at + 1]))
		return 0;
	uint32_t member;
	size_t length =
		utf8_decode(pattern.data + at + escape, pattern.size - at - escape, &member);
	return add_last(last, member) ? escape + length : 0;
}

// Options such as (?i) and (?x), and verbs such as (*ACCEPT), make other sense of what follows.
static bool has_options(struct slice pattern)
{
	for (size_t at = 0; at + 2 < pattern.size; at++)
		if (begins_with(pattern, at, "(*") ||
			(begins_with(pattern, at, "(?") && !strchr(":=!<>|", pattern.data[at + 2])))
			return true;
	return false;
}

void shape_last(struct slice pattern, struct shape_last *last)
{
	last->count = 0;
	if (pattern.size < 2 || pattern.data[pattern.size - 1] != '$' || has_options(pattern) ||
		find_outside(pattern, 0, '|') != pattern.size)
		return;
	size_t end = pattern.size - 1, behind = pattern.data[end - 1] == ')';
	// What is repeated once or more ends in a member, too.
	end -= pattern.data[end - 1] == '+';
	size_t open = class_before(pattern, end - behind);
	if (open == SIZE_MAX)
		return;
	static const char lookbehind[] = "(?<=";
	size_t before = sizeof lookbehind - 1;
	if (behind && (open < before || !begins_with(pattern, open - before, lookbehind)))
		return;
	for (size_t at = open + 1, used; at < end - behind - 1; at += used) {
		used = add_member(pattern, open + 1, end - behind - 1, at, last);
		if (used == 0) {
			last->count = 0;
			return;
		}
	}
}

// Whether a group in it may be referred to by its number or name.
static bool captures(struct slice pattern, size_t at, size_t end)
{
	for (; at < end; at++) {
		bool escaped = pattern.data[at] == '\\';
		bool named =
			begins_with(pattern, at, "(?P<") || begins_with(pattern, at, "(?'") ||
			(begins_with(pattern, at, "(?<") && !begins_with(pattern, at, "(?<=") &&
				!begins_with(pattern, at, "(?<!"));
		if (named || (pattern.data[at] == '(' && !begins_with(pattern, at, "(?")))
			return true;
		at += escaped;
	}
	return false;
}

bool shape_beginning(struct slice pattern, struct buffer *text)
{
	size_t at = 1;
	if (!begins_with(pattern, 0, "^"))
		return false;
	while (begins_with(pattern, at, "(?=") || begins_with(pattern, at, "(?!")) {
		size_t end = skip_group(pattern, at);
		if (captures(pattern, at, end))
			break;
		at = end;
	}
	buffer_clear(text);
	return buffer_append_byte(text, '^') &&
	       buffer_append(text, pattern.data + at, pattern.size - at);
}

// What can go on for ever, but for * and +: recursion, and the clusters of \X.
static bool is_endless(struct slice pattern, size_t at)
{
	static const char *const endless[] = {"(?R", "(?&", "(?P>", "(?+", "(?-", "(?0", "(?1",
		"(?2", "(?3", "(?4", "(?5", "(?6", "(?7", "(?8", "(?9", "\\g", "\\X"};
	for (size_t i = 0; i < sizeof endless / sizeof endless[0]; i++)
		if (begins_with(pattern, at, endless[i]))
			return true;
	return false;
}

// Whether {n,} stands at `at`.
static bool is_open_count(struct slice pattern, size_t at)
{
	size_t number;
	return begins_with(pattern, at, "{") &&
	       begins_with(pattern, skip_number(pattern, at + 1, &number), ",}");
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
