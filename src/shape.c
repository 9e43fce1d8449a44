// SPDX-License-Identifier: MIT
// What the text of a pattern says about its matches, where it is plain to read.
#include "shape.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>

#include "utf8.h"

#define CHAR_MOST 0x10FFFFu

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

// The number of a mark; -1: it is none of those.
static int mark_number(uint32_t c)
{
	static const char ascii[] = ",.!?;:\"| /->+";
	static const char32_t others[] = U"，。！？；：、“”《》「」（）…　｜┊│·•・—–＞»›→";
	if (c < 0x80) {
		const char *at = c ? strchr(ascii, (int)c) : NULL;
		return at ? (int)(at - ascii) : -1;
	}
	for (int i = 0; others[i]; i++)
		if (others[i] == c)
			return (int)sizeof ascii + i;
	return -1;
}

static uint64_t mark_bit(uint32_t c)
{
	int number = mark_number(c);
	return number < 0 ? 0 : (uint64_t)1 << number;
}

// Whether a character that begins so may be a mark.
static bool begins_mark(unsigned char first)
{
	if (first < 0x80)
		return (first >= ' ' && first < '0') || (first >= ':' && first <= '?') ||
		       first == '|';
	return first == 0xC2 || first == 0xE2 || first == 0xE3 || first == 0xEF;
}

void shape_marks(struct slice text, struct shape_marks *marks)
{
	*marks = (struct shape_marks){.seen = 0};
	for (size_t at = 0; at < text.size;) {
		uint32_t c;
		at += utf8_ideographs(text.data + at, text.size - at);
		while (at < text.size && !begins_mark((unsigned char)text.data[at]))
			at++;
		if (at == text.size)
			return;
		at += utf8_next(text.data + at, &c);
		int number = mark_number(c);
		if (number < 0)
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

// The marks that a class lists; *others: it lists something else, too.
static uint64_t marks_of_class(struct slice class, bool *others)
{
	uint64_t marks = 0;
	*others = false;
	for (size_t at = 0; at < class.size;) {
		uint32_t c;
		bool escaped = class.data[at] == '\\';
		// A hyphen within stands for a range.
		if (class.data[at] == '-' && at > 0 && at + 1 < class.size) {
			*others = true;
			at++;
			continue;
		}
		at += escaped;
		at += utf8_decode(class.data + at, class.size - at, &c);
		uint64_t mark =
			escaped && c == 's' ? mark_bit(' ') | mark_bit(0x3000) : mark_bit(c);
		*others |= mark == 0;
		marks |= mark;
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

// The members of the class between `at` and `end`.
static struct slice members(struct slice pattern, size_t at, size_t end)
{
	size_t start = at + 1 + (size_t)begins_with(pattern, at, "[^");
	return (struct slice){pattern.data + start, end - 1 - start};
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
	bool others;
	if (begins_with(pattern, at, "[^"))
		whole->without |= marks_of_class(members(pattern, at, end), &others);
}

// Reads .*[。！]) at `at`.
static void read_excluded(struct slice pattern, size_t at, struct shape_whole *whole)
{
	bool others;
	size_t class = at + strlen(".*"), end = class;
	if (begins_with(pattern, at, ".*[") && !begins_with(pattern, class, "[^"))
		end = skip_class(pattern, class);
	if (end > class && begins_with(pattern, end, ")"))
		whole->without |= marks_of_class(members(pattern, class, end), &others);
}

// Reads (?:.*[|·]){n}) at `at`.
static void read_counted(struct slice pattern, size_t at, struct shape_whole *whole)
{
	static const char front[] = "(?:.*[";
	size_t class = at + sizeof front - 2, count;
	if (!begins_with(pattern, at, front) || begins_with(pattern, class, "[^"))
		return;
	size_t end = skip_class(pattern, class);
	if (end == class || !begins_with(pattern, end, "){"))
		return;
	bool others;
	size_t behind = skip_number(pattern, end + strlen("){"), &count);
	uint64_t marks = marks_of_class(members(pattern, class, end), &others);
	if (others || !begins_with(pattern, behind, "})"))
		return;
	whole->with = marks;
	whole->marks = count;
}

void shape_whole(struct slice pattern, struct shape_whole *whole)
{
	static const size_t size = sizeof "(?=" - 1;
	*whole = (struct shape_whole){.most = SIZE_MAX};
	if (!begins_with(pattern, 0, "^") || find_outside(pattern, 0, "|") != pattern.size)
		return;
	size_t at = 1;
	while (begins_with(pattern, at, "(?=") || begins_with(pattern, at, "(?!")) {
		size_t end = skip_group(pattern, at);
		if (end >= pattern.size)
			return;
		if (begins_with(pattern, at, "(?=")) {
			read_length(pattern, at + size, whole);
			read_counted(pattern, at + size, whole);
		} else {
			read_excluded(pattern, at + size, whole);
		}
		at = end;
	}
}

// --- its edges ---
//
// A pattern is read item by item. What an item may begin with is added to the first characters as
// long as all items before it may match nothing. What it may end in is put on a stack, in place of
// what the items before it end in, or, if it may match nothing, beside that.

#define MOST_DEPTH 12    // of groups
#define MOST_EXCLUDED 64 // characters and ranges of a class

struct edger {
	struct slice pattern;
	size_t at, depth;
	bool open;     // nothing was matched yet
	bool caseless; // somewhere in the pattern: it counts everywhere
	bool unclear;  // what comes is not plain to read, and nothing more is read
	bool failed;   // no memory
	struct shape_set *first, *last;
};

static bool add_to_set(struct shape_set *set, uint32_t low, uint32_t high)
{
	void *list = set->range;
	if (!array_reserve(&list, &set->room, set->count + 1, sizeof *set->range))
		return false;
	set->range = list;
	set->range[set->count++] = (struct shape_range){low, high};
	return true;
}

static void add_range(struct edger *e, uint32_t low, uint32_t high)
{
	bool done = (!e->open || add_to_set(e->first, low, high)) && add_to_set(e->last, low, high);
	e->failed |= !done;
	e->unclear |= !done;
}

static void add_all(struct edger *e)
{
	add_range(e, 0, CHAR_MOST);
}

// Whether none of these characters has another case.
static bool is_caseless(uint32_t low, uint32_t high)
{
	return (low >= 0x2010 && high <= 0x205E) || (low >= 0x2E80 && high <= 0xA4CF) ||
	       (low >= 0xAC00 && high <= 0xFAFF) || (low >= 0xFE30 && high <= 0xFF20);
}

// Adds characters, and those that are the same but for their case.
static void add_any_case(struct edger *e, uint32_t low, uint32_t high)
{
	add_range(e, low, high);
	if (!e->caseless || is_caseless(low, high))
		return;
	if (high >= 0x80) {
		add_all(e);
		return;
	}
	for (uint32_t c = low; c <= high; c++) {
		uint32_t small = c | 0x20;
		if (small < 'a' || small > 'z')
			continue;
		add_range(e, c ^ 0x20, c ^ 0x20);
		if (small == 's')
			add_range(e, 0x17F, 0x17F);
		if (small == 'k')
			add_range(e, 0x212A, 0x212A);
	}
}

static void add_ranges(struct edger *e, const struct shape_range *range, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_range(e, range[i].low, range[i].high);
}

// Past the name of a property behind \\p or \\P.
static void skip_property(struct edger *e)
{
	if (begins_with(e->pattern, e->at, "{")) {
		e->at = find_outside(e->pattern, e->at, "}");
		e->unclear |= e->at >= e->pattern.size;
	}
	e->at++;
}

// Adds what the letter behind a backslash stands for, or more.
static void add_kind(struct edger *e, uint32_t letter)
{
	static const struct shape_range digits[] = {{'0', '9'}, {0x660, 0x1FFF}, {0xA620, 0xABFF},
		{0xFF10, 0xFF19}, {0x10000, 0x1FFFF}};
	static const struct shape_range blanks[] = {{'\t', '\r'}, {' ', ' '}, {0x85, 0x85},
		{0xA0, 0xA0}, {0x1680, 0x1680}, {0x180E, 0x180E}, {0x2000, 0x200A},
		{0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};
	if (letter == 's')
		add_ranges(e, blanks, sizeof blanks / sizeof *blanks);
	else if (letter == 'd')
		add_ranges(e, digits, sizeof digits / sizeof *digits);
	else if (letter && letter < 0x80 && strchr("SDwWpP", (char)letter))
		add_all(e);
	else
		e->unclear = true;
	if (letter == 'p' || letter == 'P')
		skip_property(e);
}

static bool is_word_char(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static uint32_t read_char(struct edger *e)
{
	uint32_t c = UTF8_ILL_FORMED;
	if (e->at < e->pattern.size)
		e->at += utf8_decode(e->pattern.data + e->at, e->pattern.size - e->at, &c);
	e->unclear |= c >= UTF8_INCOMPLETE;
	return c;
}

// A backslash and what it stands for. Whether that is a place.
static bool read_escape(struct edger *e)
{
	e->at++;
	uint32_t c = read_char(e);
	bool place = c == 'b' || c == 'B';
	if (!is_word_char(c))
		add_any_case(e, c, c);
	else if (!place)
		add_kind(e, c);
	return place;
}

// A member of a class, or a range of them. False: it stands for more than it shows; then *kind is
// the letter behind its backslash.
static bool read_member(struct edger *e, struct shape_range *member, uint32_t *kind)
{
	member->low = read_char(e);
	if (member->low == '\\') {
		*kind = member->low = read_char(e);
		if (is_word_char(*kind))
			return false;
	}
	member->high = member->low;
	if (begins_with(e->pattern, e->at, "-") && !begins_with(e->pattern, e->at, "-]")) {
		e->at++;
		member->high = read_char(e);
		e->unclear |= member->high == '\\' || member->high < member->low;
	}
	return true;
}

static void read_members(struct edger *e, size_t end)
{
	while (e->at < end && !e->unclear) {
		struct shape_range member;
		uint32_t kind;
		if (read_member(e, &member, &kind))
			add_any_case(e, member.low, member.high);
		else
			add_kind(e, kind);
	}
}

// The first character from c on that is not excluded.
static uint32_t behind_excluded(const struct shape_range *excluded, size_t count, uint32_t c)
{
	for (size_t i = 0; i < count;) {
		bool within = excluded[i].low <= c && c <= excluded[i].high;
		if (within)
			c = excluded[i].high + 1;
		i = within ? 0 : i + 1;
	}
	return c;
}

// The first character from c on that is excluded.
static uint32_t next_excluded(const struct shape_range *excluded, size_t count, uint32_t c)
{
	uint32_t next = CHAR_MOST + 1;
	for (size_t i = 0; i < count; i++)
		if (excluded[i].low >= c && excluded[i].low < next)
			next = excluded[i].low;
	return next;
}

// Excludes what the letter behind a backslash stands for, as far as most texts have it.
static size_t exclude_kind(struct edger *e, uint32_t letter, struct shape_range *excluded)
{
	static const struct {
		const char *name;
		size_t count;
		struct shape_range range[7];
	} kinds[] = {
		{"s", 2, {{' ', ' '}, {0x3000, 0x3000}}},
		{"d", 2, {{'0', '9'}, {0xFF10, 0xFF19}}},
		{"p{N}", 2, {{'0', '9'}, {0xFF10, 0xFF19}}},
		{"p{L}", 7,
			{{'A', 'Z'}, {'a', 'z'}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},
				{0xAC00, 0xD7A3}, {0x3041, 0x3096}, {0x30A1, 0x30FA}}},
	};
	size_t count = 0, letter_at = e->at - 1;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds && count == 0; i++) {
		if (begins_with(e->pattern, letter_at, kinds[i].name)) {
			count = kinds[i].count;
			memcpy(excluded, kinds[i].range, count * sizeof *excluded);
		}
	}
	if (letter == 'p' || letter == 'P')
		skip_property(e);
	return count;
}

// A class that excludes its members. Of those that stand for more than they show some are left out.
static void read_excluded_members(struct edger *e, size_t end)
{
	struct shape_range excluded[MOST_EXCLUDED + 7];
	size_t count = 0;
	while (e->at < end && count < MOST_EXCLUDED && !e->unclear) {
		uint32_t kind;
		count += read_member(e, &excluded[count], &kind)
				 ? 1
				 : exclude_kind(e, kind, excluded + count);
	}
	for (uint32_t c = 0; (c = behind_excluded(excluded, count, c)) <= CHAR_MOST;) {
		uint32_t next = next_excluded(excluded, count, c);
		add_range(e, c, next - 1);
		c = next;
	}
}

static void read_class(struct edger *e)
{
	size_t end = skip_class(e->pattern, e->at);
	if (end == e->at) {
		e->unclear = true;
		return;
	}
	bool excludes = begins_with(e->pattern, e->at, "[^");
	e->at += 1 + (size_t)excludes;
	(excludes ? read_excluded_members : read_members)(e, end - 1);
	e->at = end;
}

static bool read_alternatives(struct edger *e, bool top);

// What looks around, or sets an option: it takes no place. False: it is none of those.
static bool skip_around(struct edger *e)
{
	static const char *const around[] = {"(?=", "(?!", "(?<=", "(?<!", "(?i)"};
	for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
		if (!begins_with(e->pattern, e->at, around[i]))
			continue;
		size_t end = find_outside(e->pattern, e->at + 1, ")");
		e->unclear |= end >= e->pattern.size;
		e->at = end + 1;
		return true;
	}
	return false;
}

// A group. Whether it may match nothing.
static bool read_group(struct edger *e)
{
	static const char *const plain[] = {"(?:", "(?>", "(?|"};
	if (skip_around(e))
		return true;
	size_t size = !begins_with(e->pattern, e->at, "(?");
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (begins_with(e->pattern, e->at, plain[i]))
			size = strlen(plain[i]);
	e->unclear |= size == 0 || e->depth == MOST_DEPTH;
	if (e->unclear)
		return true;
	e->at += size;
	e->depth++;
	bool empty = read_alternatives(e, false);
	e->unclear |= !begins_with(e->pattern, e->at, ")");
	e->depth--;
	e->at++;
	return empty;
}

// One item without its quantifier. Whether it may match nothing.
static bool read_item(struct edger *e)
{
	char c = e->pattern.data[e->at];
	if (c == '(')
		return read_group(e);
	if (c == '\\')
		return read_escape(e);
	if (c == '[') {
		read_class(e);
		return false;
	}
	if (c && strchr("^$.", c)) {
		e->at++;
		if (c == '.')
			add_all(e);
		return c != '.';
	}
	e->unclear |= c && strchr("*+?{", c);
	uint32_t plain = read_char(e);
	add_any_case(e, plain, plain);
	return false;
}

// A quantifier, if there is one. Whether it lets the item be left out.
static bool read_repeat(struct edger *e)
{
	size_t least = 1;
	char c = e->at < e->pattern.size ? e->pattern.data[e->at] : '\0';
	if (e->unclear || !c || !strchr("?*+{", c))
		return false;
	e->at++;
	if (c == '?' || c == '*')
		least = 0;
	if (c == '{') {
		size_t digits = e->at;
		e->at = skip_number(e->pattern, e->at, &least);
		size_t end = find_outside(e->pattern, e->at, "}");
		e->unclear |= e->at == digits || end >= e->pattern.size;
		e->at = end + 1;
	}
	if (e->unclear)
		return false;
	// Lazy or possessive. Another quantifier is read as the next item, which is unclear.
	e->at += begins_with(e->pattern, e->at, "?") || begins_with(e->pattern, e->at, "+");
	return least == 0;
}

static bool ends_branch(const struct edger *e)
{
	return e->at >= e->pattern.size || strchr("|)", e->pattern.data[e->at]);
}

// Puts what the last item ends in, from `item` on in the stack, in place of what stands from
// `start` on.
static void replace_last(struct edger *e, size_t start, size_t item)
{
	struct shape_set *last = e->last;
	memmove(last->range + start, last->range + item,
		(last->count - item) * sizeof *last->range);
	last->count -= item - start;
}

// The items of an alternative. Whether all may match nothing.
static bool read_items(struct edger *e)
{
	bool empty = true, opens = e->open;
	size_t start = e->last->count;
	while (!e->unclear && !ends_branch(e)) {
		size_t item = e->last->count;
		bool skipped = read_item(e);
		skipped |= read_repeat(e);
		if (skipped || e->unclear)
			continue;
		if (item > start)
			replace_last(e, start, item);
		e->open = empty = false;
	}
	e->open = opens;
	return empty;
}

// An alternative of the whole pattern. It begins and ends where the subject does, or nothing is
// known of that edge.
static bool read_top_items(struct edger *e)
{
	if (begins_with(e->pattern, e->at, "(?i)"))
		e->at += strlen("(?i)");
	e->first->any |= !begins_with(e->pattern, e->at, "^");
	bool empty = read_items(e);
	e->last->any |= e->at == 0 || e->at > e->pattern.size ||
			e->pattern.data[e->at - 1] != '$' ||
			(e->at > 1 && e->pattern.data[e->at - 2] == '\\');
	return empty;
}

static bool read_alternatives(struct edger *e, bool top)
{
	bool empty = top ? read_top_items(e) : read_items(e);
	while (!e->unclear && begins_with(e->pattern, e->at, "|")) {
		e->at++;
		empty |= top ? read_top_items(e) : read_items(e);
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
static void settle(struct shape_set *set)
{
	size_t count = 0;
	struct shape_range *range = set->range;
	if (set->count > 0)
		qsort(range, set->count, sizeof *range, compare_ranges);
	for (size_t i = 0; i < set->count; i++) {
		if (count == 0 || range[i].low > range[count - 1].high + 1)
			range[count++] = range[i];
		else if (range[i].high > range[count - 1].high)
			range[count - 1].high = range[i].high;
	}
	set->count = count;
	for (size_t i = 0; i < count; i++)
		for (uint32_t c = range[i].low; c <= range[i].high && c < range[i].low + 64; c++)
			set->rough |= (uint64_t)1 << c % 64;
	set->any |= count == 1 && range[0].low == 0 && range[0].high == CHAR_MOST;
}

bool shape_edges(struct slice pattern, struct shape_edges *edges)
{
	*edges = (struct shape_edges){{.any = false}, {.any = false}};
	struct edger e = {
		.pattern = pattern, .open = true, .first = &edges->first, .last = &edges->last};
	e.unclear = has_other_options(pattern) || find_outside(pattern, 0, "") != pattern.size;
	for (size_t at = 0; at < pattern.size; at++)
		e.caseless |= begins_with(pattern, at, "(?i)");
	bool empty = e.unclear || read_alternatives(&e, true);
	bool any = empty || e.unclear || e.at != pattern.size;
	edges->first.any |= any;
	edges->last.any |= any;
	settle(&edges->first);
	settle(&edges->last);
	return !e.failed;
}

void shape_edges_free(struct shape_edges *edges)
{
	free(edges->first.range);
	free(edges->last.range);
}

bool shape_set_searched(const struct shape_set *set, uint32_t c)
{
	size_t low = 0, high = set->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (set->range[middle].high < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low < set->count && set->range[low].low <= c;
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
