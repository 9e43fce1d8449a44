// SPDX-License-Identifier: MIT
// The first and last characters of the matches of a pattern, as sets.
#include "match/edges.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

static bool add_to_ranges(struct char_ranges *set, uint32_t low, uint32_t high)
{
	void *list = set->range;
	if (!array_reserve(&list, &set->room, set->count + 1, sizeof *set->range))
		return false;
	set->range = list;
	set->range[set->count++] = (struct char_range){low, high};
	return true;
}

static void add_range(struct edges *edges, uint32_t low, uint32_t high)
{
	if (edges->around > 0 || edges->failed)
		return;
	edges->failed = (!edges->begun && !add_to_ranges(&edges->firsts, low, high)) ||
			!add_to_ranges(&edges->lasts, low, high);
}

static void add_ranges(struct edges *edges, const struct char_range *range, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_range(edges, range[i].low, range[i].high);
}

bool chars_have_no_case(uint32_t low, uint32_t high)
{
	static const struct char_range ranges[] = {
		{0x00A0, 0x00A9},   // signs such as (C)
		{0x00AB, 0x00B4},   // more signs
		{0x00B6, 0x00BF},   // more signs, without the micro sign
		{0x2010, 0x205E},   // punctuation
		{0x2190, 0x23FF},   // arrows, technical symbols
		{0x2500, 0x2BFF},   // box drawing, shapes, dingbats
		{0x2E80, 0xA4CF},   // Chinese, kana, CJK punctuation
		{0xAC00, 0xD7A3},   // Hangul
		{0xFE30, 0xFE6F},   // vertical and small forms
		{0xFF01, 0xFF20},   // full-width punctuation and digits
		{0xFF3B, 0xFF40},   // between the full-width letters
		{0xFF5B, 0xFFEF},   // half-width forms
		{0x1F300, 0x1FAFF}, // emoji
		{0x20000, 0x323AF}, // rare ideographs
	};
	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
		if (low >= ranges[i].low && high <= ranges[i].high)
			return true;
	return false;
}

void edges_add(struct edges *edges, uint32_t low, uint32_t high, bool caseless)
{
	add_range(edges, low, high);
	if (!caseless || chars_have_no_case(low, high))
		return;
	if (high >= 0x80) {
		add_range(edges, 0, CHAR_MOST);
		return;
	}
	for (uint32_t c = low; c <= high; c++) {
		uint32_t small = c | 0x20;
		if (small < 'a' || small > 'z')
			continue;
		add_range(edges, c ^ 0x20, c ^ 0x20);
		if (small == 's')
			add_range(edges, 0x17F, 0x17F);
		if (small == 'k')
			add_range(edges, 0x212A, 0x212A);
	}
}

void edges_add_kind(struct edges *edges, struct slice text)
{
	static const struct char_range digits[] = {{'0', '9'}, {0x660, 0x1FFF}, {0xA620, 0xABFF},
		{0xFF10, 0xFF19}, {0x10000, 0x1FFFF}};
	static const struct char_range blanks[] = {{'\t', '\r'}, {' ', ' '}, {0x85, 0x85},
		{0xA0, 0xA0}, {0x1680, 0x1680}, {0x180E, 0x180E}, {0x2000, 0x200A},
		{0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F},
		{UTF8_WIDE_SPACE, UTF8_WIDE_SPACE}};
	if (equals(text, "\\s") || equals(text, "\\h"))
		add_ranges(edges, blanks, sizeof blanks / sizeof *blanks);
	else if (equals(text, "\\d"))
		add_ranges(edges, digits, sizeof digits / sizeof *digits);
	else
		add_range(edges, 0, CHAR_MOST);
}

void edges_exclude(struct edges *edges, uint32_t low, uint32_t high)
{
	if (low <= high && edges->excluded_count < EDGES_EXCLUDED)
		edges->excluded[edges->excluded_count++] = (struct char_range){low, high};
}

void edges_exclude_kind(struct edges *edges, struct slice text)
{
	static const struct {
		const char *text;
		size_t count;
		struct char_range range[7];
	} kinds[] = {
		{"\\s", 2, {{' ', ' '}, {UTF8_WIDE_SPACE, UTF8_WIDE_SPACE}}},
		{"\\d", 2, {{'0', '9'}, {0xFF10, 0xFF19}}},
		{"\\p{N}", 2, {{'0', '9'}, {0xFF10, 0xFF19}}},
		{"\\p{L}", 7,
			{{'A', 'Z'}, {'a', 'z'}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},
				{0xAC00, 0xD7A3}, {0x3041, 0x3096}, {0x30A1, 0x30FA}}},
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		for (size_t k = 0; equals(text, kinds[i].text) && k < kinds[i].count; k++)
			edges_exclude(edges, kinds[i].range[k].low, kinds[i].range[k].high);
}

// The first character at or after c that is not excluded.
static uint32_t behind_excluded(const struct edges *edges, uint32_t c)
{
	for (size_t i = 0; i < edges->excluded_count;) {
		bool within = edges->excluded[i].low <= c && c <= edges->excluded[i].high;
		if (within)
			c = edges->excluded[i].high + 1;
		i = within ? 0 : i + 1;
	}
	return c;
}

// The first character at or after c that is excluded.
static uint32_t next_excluded(const struct edges *edges, uint32_t c)
{
	uint32_t next = CHAR_MOST + 1;
	for (size_t i = 0; i < edges->excluded_count; i++)
		if (edges->excluded[i].low >= c && edges->excluded[i].low < next)
			next = edges->excluded[i].low;
	return next;
}

void edges_end_excluding(struct edges *edges)
{
	for (uint32_t c = 0; (c = behind_excluded(edges, c)) <= CHAR_MOST;) {
		uint32_t next = next_excluded(edges, c);
		add_range(edges, c, next - 1);
		c = next;
	}
	edges->excluded_count = 0;
}

size_t edges_mark(const struct edges *edges)
{
	return edges->lasts.count;
}

void edges_replace(struct edges *edges, size_t start, size_t item)
{
	struct char_ranges *last = &edges->lasts;
	if (item == start)
		return;
	memmove(last->range + start, last->range + item,
		(last->count - item) * sizeof *last->range);
	last->count -= item - start;
}

static int compare_ranges(const void *a, const void *b)
{
	const struct char_range *one = a, *other = b;
	return one->low < other->low ? -1 : one->low > other->low;
}

// Sorts the ranges, and merges those that overlap or touch.
static void finish_set(struct char_set *set, struct char_ranges *ranges)
{
	size_t count = 0;
	struct char_range *range = ranges->range;
	if (ranges->count > 0)
		qsort(range, ranges->count, sizeof *range, compare_ranges);
	for (size_t i = 0; i < ranges->count; i++) {
		if (count == 0 || range[i].low > range[count - 1].high + 1)
			range[count++] = range[i];
		else if (range[i].high > range[count - 1].high)
			range[count - 1].high = range[i].high;
	}
	ranges->count = set->count = count;
	set->range = range;
	set->any |= count == 1 && range[0].low == 0 && range[0].high == CHAR_MOST;
}

void edges_settle(struct edges *edges, bool known)
{
	edges->first.any |= !known;
	edges->last.any |= !known;
	finish_set(&edges->first, &edges->firsts);
	finish_set(&edges->last, &edges->lasts);
}

void edges_free(struct edges *edges)
{
	free(edges->firsts.range);
	free(edges->lasts.range);
}
