// SPDX-License-Identifier: MIT
// What the text of a pattern says about its matches, where it is plain to read.
#include "shape.h"

#include <stdint.h>
#include <stdlib.h>
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

// Where one of `stops` stands at or after `at`, outside of classes and of groups that begin after
// it; the size of the pattern if none does, and SIZE_MAX if the pattern is not plain to read.
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

// Where the group that begins at `at` has ended; the end of the pattern if it may be repeated or
// left out.
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
	for (; at < pattern.size && pattern.data[at] >= '0' && pattern.data[at] <= '9' &&
		*number < SIZE_MAX / 16;
		at++)
		*number = *number * 10 + (size_t)(pattern.data[at] - '0');
	return at;
}

// --- the whole subject ---

// The bit of a mark; 0: it is none of those.
static uint64_t mark_bit(uint32_t c)
{
	switch (c) {
	case U'，':
		return 1;
	case U'。':
		return 1 << 1;
	case U'！':
		return 1 << 2;
	case U'？':
		return 1 << 3;
	case U'；':
		return 1 << 4;
	case U'：':
		return 1 << 5;
	case U'、':
		return 1 << 6;
	case U'“':
	case U'”':
		return 1 << 7 << (c - U'“');
	case U'《':
	case U'》':
		return 1 << 9 << (c - U'《');
	case U'「':
	case U'」':
		return 1 << 11 << (c - U'「');
	case U'（':
	case U'）':
		return 1 << 13 << (c - U'（');
	case U'…':
		return 1 << 15;
	case ',':
		return 1 << 16;
	case '.':
		return 1 << 17;
	case '!':
		return 1 << 18;
	case '?':
		return 1 << 19;
	case ';':
		return 1 << 20;
	case ':':
		return 1 << 21;
	case '"':
		return 1 << 22;
	case '|':
		return 1 << 23;
	}
	return 0;
}

// Whether a character that begins so may be a mark.
static bool begins_mark(unsigned char first)
{
	if (first < 0x80)
		return (first > ' ' && first < '0') || (first >= ':' && first <= '?') ||
		       first == '|';
	return first == 0xE2 || first == 0xE3 || first == 0xEF;
}

uint64_t shape_marks(struct slice text)
{
	uint64_t marks = 0;
	for (size_t at = 0; at < text.size;) {
		uint32_t c;
		at += utf8_ideographs(text.data + at, text.size - at);
		while (at < text.size && !begins_mark((unsigned char)text.data[at]))
			at++;
		if (at < text.size) {
			at += utf8_next(text.data + at, &c);
			marks |= mark_bit(c);
		}
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
	for (size_t end = at + 1; end < pattern.size; end++) {
		if (pattern.data[end] == ']')
			return end + 1;
		if (begins_with(pattern, end, "[:") || begins_with(pattern, end, "[.") ||
			begins_with(pattern, end, "[="))
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
	if (!begins_with(pattern, 0, "^") || find_outside(pattern, 0, "|") != pattern.size)
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
		find_outside(pattern, 0, "|") != pattern.size)
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

// --- its beginning ---

#define MOST_DEPTH 12    // of groups
#define MOST_EXCLUDED 64 // characters and ranges of a class

// A pattern that is read for what its matches begin with. What is not plain to read is `unclear`:
// nothing more is read then.
struct opener {
	struct slice pattern;
	size_t at, depth;
	bool caseless; // somewhere in it: it counts everywhere
	bool unclear, failed;
	struct shape_first *first;
};

static void add_range(struct opener *o, uint32_t low, uint32_t high)
{
	void *list = o->first->range;
	if (!array_reserve(&list, &o->first->room, o->first->count + 1, sizeof *o->first->range)) {
		o->failed = o->unclear = true;
		return;
	}
	o->first->range = list;
	o->first->range[o->first->count++] = (struct shape_range){low, high};
}

// Whether none of these characters has another case.
static bool is_caseless(uint32_t low, uint32_t high)
{
	return (low >= 0x2010 && high <= 0x205E) || (low >= 0x2E80 && high <= 0xA4CF) ||
	       (low >= 0xAC00 && high <= 0xFAFF) || (low >= 0xFE30 && high <= 0xFF20);
}

// Adds characters, and those that are the same but for their case.
static void add_any_case(struct opener *o, uint32_t low, uint32_t high)
{
	add_range(o, low, high);
	if (!o->caseless || is_caseless(low, high))
		return;
	o->unclear |= high >= 0x80;
	for (uint32_t c = low; c <= high && c < 0x80; c++) {
		uint32_t small = c | 0x20;
		if (small < 'a' || small > 'z')
			continue;
		add_range(o, c ^ 0x20, c ^ 0x20);
		if (small == 's')
			add_range(o, 0x17F, 0x17F);
		if (small == 'k')
			add_range(o, 0x212A, 0x212A);
	}
}

// Where decimal digits of any script are, and more.
static void add_digits(struct opener *o)
{
	static const struct shape_range digits[] = {{'0', '9'}, {0x660, 0x1FFF}, {0xA620, 0xABFF},
		{0xFF10, 0xFF19}, {0x10000, 0x1FFFF}};
	for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
		add_range(o, digits[i].low, digits[i].high);
}

static void add_blanks(struct opener *o)
{
	static const struct shape_range blanks[] = {{'\t', '\r'}, {' ', ' '}, {0x85, 0x85},
		{0xA0, 0xA0}, {0x1680, 0x1680}, {0x180E, 0x180E}, {0x2000, 0x200A},
		{0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};
	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		add_range(o, blanks[i].low, blanks[i].high);
}

static bool is_word_char(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static uint32_t read_char(struct opener *o)
{
	uint32_t c;
	o->at += utf8_decode(o->pattern.data + o->at, o->pattern.size - o->at, &c);
	o->unclear |= c >= UTF8_INCOMPLETE;
	return c;
}

// Adds what a backslash and the character behind it stand for. Whether that is a place.
static bool open_escape(struct opener *o)
{
	if (++o->at == o->pattern.size) {
		o->unclear = true;
		return false;
	}
	uint32_t c = read_char(o);
	bool place = c == 'b' || c == 'B';
	if (c == 's')
		add_blanks(o);
	else if (c == 'd')
		add_digits(o);
	else if (!is_word_char(c))
		add_any_case(o, c, c);
	else
		o->unclear |= !place;
	return place;
}

// A member of a class, or a range of them. False: it stands for more than it shows; then *kind is
// the letter behind its backslash.
static bool read_member(struct opener *o, struct shape_range *member, uint32_t *kind)
{
	member->low = read_char(o);
	if (member->low == '\\') {
		*kind = member->low = read_char(o);
		if (is_word_char(*kind))
			return false;
	}
	member->high = member->low;
	if (begins_with(o->pattern, o->at, "-") && !begins_with(o->pattern, o->at, "-]")) {
		o->at++;
		member->high = read_char(o);
		o->unclear |= member->high == '\\' || member->high < member->low;
	}
	return true;
}

static void open_class(struct opener *o, size_t end)
{
	while (o->at < end && !o->unclear) {
		struct shape_range member;
		uint32_t kind;
		if (read_member(o, &member, &kind))
			add_any_case(o, member.low, member.high);
		else if (kind == 's')
			add_blanks(o);
		else if (kind == 'd')
			add_digits(o);
		else
			o->unclear = true;
	}
}

// Where the excluded ranges end that hold c; c itself: none does.
static uint32_t behind_excluded(const struct shape_range *excluded, size_t count, uint32_t c)
{
	for (size_t i = 0; i < count; i++)
		if (excluded[i].low <= c && c <= excluded[i].high) {
			c = excluded[i].high + 1;
			i = SIZE_MAX; // from the first one again
		}
	return c;
}

// The least character from c on that is excluded.
static uint32_t next_excluded(const struct shape_range *excluded, size_t count, uint32_t c)
{
	uint32_t next = UINT32_MAX;
	for (size_t i = 0; i < count; i++)
		if (excluded[i].low >= c && excluded[i].low < next)
			next = excluded[i].low;
	return next;
}

// A class that excludes its members. Those that stand for more than they show are left out.
static void open_excluded(struct opener *o, size_t end)
{
	struct shape_range excluded[MOST_EXCLUDED];
	size_t count = 0;
	while (o->at < end && count < MOST_EXCLUDED && !o->unclear) {
		uint32_t kind;
		count += read_member(o, &excluded[count], &kind);
	}
	uint32_t c = 0;
	while ((c = behind_excluded(excluded, count, c)) <= 0x10FFFF) {
		uint32_t next = next_excluded(excluded, count, c);
		add_range(o, c, next - 1);
		if (next == UINT32_MAX)
			break;
		c = next;
	}
	o->at = end;
}

static void read_open_class(struct opener *o)
{
	size_t end = skip_class(o->pattern, o->at);
	if (end == o->at) {
		o->unclear = true;
		return;
	}
	o->at++;
	if (begins_with(o->pattern, o->at, "^")) {
		o->at++;
		open_excluded(o, end - 1);
	} else {
		open_class(o, end - 1);
	}
	o->at = end;
}

static bool open_alternatives(struct opener *o, bool top);

// A group. Whether it may match nothing.
static bool open_group(struct opener *o)
{
	static const char *const plain[] = {"(?:", "(?>", "(?|"};
	static const char *const around[] = {"(?=", "(?!", "(?<=", "(?<!", "(?i)"};
	for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
		if (!begins_with(o->pattern, o->at, around[i]))
			continue;
		size_t end = find_outside(o->pattern, o->at + 1, ")");
		o->unclear |= end >= o->pattern.size;
		o->at = end + 1;
		return true;
	}
	size_t size = begins_with(o->pattern, o->at, "(?") || begins_with(o->pattern, o->at, "(*")
			      ? 0
			      : 1;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (begins_with(o->pattern, o->at, plain[i]))
			size = strlen(plain[i]);
	o->unclear |= size == 0 || ++o->depth > MOST_DEPTH;
	o->at += size;
	bool empty = !o->unclear && open_alternatives(o, false);
	o->unclear |= !begins_with(o->pattern, o->at, ")");
	o->at++;
	o->depth--;
	return empty;
}

// One item without its quantifier. Whether it may match nothing.
static bool open_item(struct opener *o)
{
	char c = o->pattern.data[o->at];
	if (c == '(')
		return open_group(o);
	if (c == '\\')
		return open_escape(o);
	if (c == '[') {
		read_open_class(o);
		return false;
	}
	if (c == '^' || c == '$') {
		o->at++;
		return true;
	}
	if (c && strchr(".*+?{", c)) {
		o->unclear = true;
		return false;
	}
	uint32_t plain = read_char(o);
	add_any_case(o, plain, plain);
	return false;
}

// A quantifier, if there is one. Whether it lets the item be left out.
static bool open_repeat(struct opener *o)
{
	size_t least = 1;
	char c = o->at < o->pattern.size ? o->pattern.data[o->at] : '\0';
	if (!c || !strchr("?*+{", c))
		return false;
	o->at++;
	if (c == '?' || c == '*')
		least = 0;
	if (c == '{') {
		size_t digits = o->at;
		o->at = skip_number(o->pattern, o->at, &least);
		size_t end = find_outside(o->pattern, o->at, "}");
		o->unclear |= o->at == digits || end >= o->pattern.size;
		o->at = end + 1;
	}
	if (o->unclear)
		return false;
	// Lazy or possessive. Another quantifier is read as one of the next item, which is unclear.
	o->at += begins_with(o->pattern, o->at, "?") || begins_with(o->pattern, o->at, "+");
	return least == 0;
}

static bool ends_branch(const struct opener *o)
{
	return o->at >= o->pattern.size || strchr("|)", o->pattern.data[o->at]);
}

// One alternative: its items as far as those before may be left out. Whether all may.
static bool open_branch(struct opener *o, bool top)
{
	if (top && begins_with(o->pattern, o->at, "(?i)"))
		o->at += strlen("(?i)");
	if (top) {
		o->unclear |= !begins_with(o->pattern, o->at, "^");
		o->at++;
	}
	while (!o->unclear && !ends_branch(o)) {
		bool empty = open_item(o);
		if (o->unclear || open_repeat(o) || empty)
			continue;
		o->at = find_outside(o->pattern, o->at, "|)");
		o->unclear |= o->at == SIZE_MAX;
		return false;
	}
	return true;
}

static bool open_alternatives(struct opener *o, bool top)
{
	bool empty = open_branch(o, top);
	while (!o->unclear && begins_with(o->pattern, o->at, "|")) {
		o->at++;
		empty |= open_branch(o, top);
	}
	return empty;
}

// Whether an option or verb stands in the pattern that makes other sense of what is read here.
static bool has_other_options(struct slice pattern)
{
	for (size_t at = 0; at + 2 < pattern.size; at++)
		if (begins_with(pattern, at, "(*") ||
			(begins_with(pattern, at, "(?") && !begins_with(pattern, at, "(?i)") &&
				!strchr(":=!<>|", pattern.data[at + 2])))
			return true;
	return false;
}

static int compare_ranges(const void *a, const void *b)
{
	const struct shape_range *one = a, *other = b;
	return one->low < other->low ? -1 : one->low > other->low;
}

// Sorts the ranges, and unites those that overlap or touch.
static void settle_ranges(struct shape_first *first)
{
	size_t count = 0;
	struct shape_range *range = first->range;
	if (first->count > 0)
		qsort(range, first->count, sizeof *range, compare_ranges);
	for (size_t i = 0; i < first->count; i++) {
		if (count == 0 || range[i].low > range[count - 1].high + (uint64_t)1)
			range[count++] = range[i];
		else if (range[i].high > range[count - 1].high)
			range[count - 1].high = range[i].high;
	}
	first->count = count;
}

bool shape_first(struct slice pattern, struct shape_first *first)
{
	struct opener o = {.pattern = pattern, .first = first};
	*first = (struct shape_first){.any = true};
	if (has_other_options(pattern) || find_outside(pattern, 0, "") != pattern.size)
		return true;
	for (size_t at = 0; at < pattern.size; at++)
		o.caseless |= begins_with(pattern, at, "(?i)");
	bool empty = open_alternatives(&o, true);
	first->any = empty || o.unclear || o.at != pattern.size;
	settle_ranges(first);
	return !o.failed;
}

void shape_first_free(struct shape_first *first)
{
	free(first->range);
}

bool shape_may_begin(const struct shape_first *first, uint32_t c)
{
	size_t low = 0, high = first->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (first->range[middle].high < c)
			low = middle + 1;
		else
			high = middle;
	}
	return first->any || (low < first->count && first->range[low].low <= c);
}

// --- its bounds ---

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
