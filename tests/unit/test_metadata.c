// SPDX-License-Identifier: MIT
// The metadata of a page: which of several dates, authors and editors counts.
#include <stdio.h>

#include "base/utf8.h"
#include "meta/metadata.h"
#include "unit.h"

#define PROSE "海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排，管理员说客人多了。"

static void check_name(const struct dehusk_name *name, const char *expected)
{
	if (name->size != strlen(expected) ||
		(name->size > 0 && memcmp(name->text, expected, name->size) != 0))
		fail_msg("'%.*s', not '%s'", (int)name->size, name->size ? name->text : "",
			expected);
}

static void check(
	struct metadata *metadata, int32_t published, const char *author, const char *editor)
{
	const struct dehusk_facts *told = metadata_told(metadata);
	assert_int_equal(told->published, published);
	check_name(&told->author, author);
	check_name(&told->editor, editor);
}

static void people(struct metadata *metadata, uint64_t line, const char *author, const char *editor)
{
	assert_true(metadata_people(metadata, line, slice_of(author), slice_of(editor)));
}

static void date(struct metadata *metadata, uint64_t line, int32_t date)
{
	assert_true(metadata_date(metadata, line, date, METADATA_OUT));
}

static void knows_nothing_at_first(void **state)
{
	(void)state;
	struct metadata *metadata = metadata_new();
	check(metadata, 0, "", "");
	date(metadata, 1, 20210305);
	people(metadata, 1, "甲", "乙");
	check(metadata, 20210305, "甲", "乙");
	metadata_clear(metadata);
	check(metadata, 0, "", "");
	metadata_free(metadata);
	metadata_free(NULL);
}

static void the_nearest_above_the_body_counts(void **state)
{
	(void)state;
	struct metadata *metadata = metadata_new();
	date(metadata, 1, 20210301);
	date(metadata, 2, 20210302);
	date(metadata, 2, 0);
	people(metadata, 1, "甲", "乙");
	people(metadata, 3, "丙", "丁");
	metadata_kept(metadata, 4, slice_of("灯塔下的早市"));
	assert_false(metadata_has_prose(metadata));
	metadata_kept(metadata, 5, slice_of(PROSE));
	assert_true(metadata_has_prose(metadata));
	metadata_kept(metadata, 6, slice_of(PROSE));
	date(metadata, 7, 20210307);
	check(metadata, 20210302, "丙", "丁");
	people(metadata, 8, "戊", "己");
	people(metadata, 9, "庚", "辛");
	check(metadata, 20210302, "丙", "己");
	metadata_free(metadata);
}

// The main text may set the beginning of the body at the end.
static void the_body_may_be_known_last(void **state)
{
	(void)state;
	struct metadata *metadata = metadata_new();
	for (uint64_t line = 1; line <= 9; line++) {
		date(metadata, line, 20210300 + (int32_t)line);
		people(metadata, line, line % 2 ? "甲" : "乙", line % 2 ? "丙" : "丁");
	}
	metadata_body(metadata, 5);
	assert_true(metadata_is_below(metadata, 5));
	assert_false(metadata_is_below(metadata, 4));
	check(metadata, 20210304, "乙", "丙");
	// The first call counts.
	metadata_body(metadata, 1);
	metadata_kept(metadata, 1, slice_of(PROSE));
	check(metadata, 20210304, "乙", "丙");
	metadata_free(metadata);
}

static void below_is_better_than_nowhere(void **state)
{
	(void)state;
	struct metadata *metadata = metadata_new();
	metadata_kept(metadata, 1, slice_of(PROSE));
	date(metadata, 2, 20210305);
	people(metadata, 2, "甲", "");
	people(metadata, 3, "乙", "");
	check(metadata, 0, "甲", "");
	metadata_free(metadata);
}

static void knows_whether_there_is_a_date(void **state)
{
	(void)state;
	struct metadata *metadata = metadata_new();
	assert_false(metadata_has_date(metadata));
	date(metadata, 1, 20210301);
	assert_true(metadata_has_date(metadata));
	metadata_clear(metadata);
	assert_true(metadata_date(metadata, 1, 20210301, METADATA_SOURCE));
	date(metadata, 6, 20210306);
	metadata_body(metadata, 5);
	assert_false(metadata_has_date(metadata));
	date(metadata, 7, 20210307);
	assert_false(metadata_has_date(metadata));
	date(metadata, 3, 20210303);
	assert_true(metadata_has_date(metadata));
	metadata_clear(metadata);
	metadata_body(metadata, 2);
	assert_false(metadata_has_date(metadata));
	metadata_late(metadata, 20210309, METADATA_OUT);
	assert_true(metadata_has_date(metadata));
	metadata_free(metadata);
}

static void knows_the_head(void **state)
{
	(void)state;
	struct metadata *metadata = metadata_new();
	for (uint64_t line = 1; line <= 4; line++) {
		assert_int_equal(metadata_in_head(metadata), line <= 1 + METADATA_HEAD_LINES);
		date(metadata, line, 20210300 + (int32_t)line);
		metadata_kept(metadata, line, slice_of("一只鸟飞起来"));
	}
	check(metadata, 20210303, "", "");
	metadata_kept(metadata, 5, slice_of(PROSE));
	assert_false(metadata_in_head(metadata));
	check(metadata, 20210304, "", "");
	metadata_free(metadata);
}

static void tells_prose_from_headings(void **state)
{
	(void)state;
	static const char *const prose[] = {PROSE,
		"The market by the sea opens at six. The fishermen put their baskets in a row.",
		("The market by the sea opens at six, and the fishermen put their baskets in a "
		 "row.")};
	static const char *const headings[] = {"", "早市。", "海边小城的早市在六点钟开张",
		"海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排",
		"海边小城的早市在六点钟开张 卖鱼的人把筐摆成一排！",
		"The Market by the Sea Opens at Six and the Fishermen Put Out Their Baskets",
		"12.30. 45.60. 78.90. 12.30. 45.60. 78.90. 12.30. 45.60. 78.90. 12.30."};
	for (size_t i = 0; i < COUNT(prose) + COUNT(headings); i++) {
		struct metadata *metadata = metadata_new();
		const char *line = i < COUNT(prose) ? prose[i] : headings[i - COUNT(prose)];
		metadata_kept(metadata, 1, slice_of(line));
		if (metadata_has_prose(metadata) != (i < COUNT(prose)))
			fail_msg("%s", line);
		metadata_free(metadata);
	}
}

static bool is_in(const char *set, const char *text, size_t used)
{
	return memmem(set, strlen(set), text, used) != NULL;
}

// The same without an end before that of the text.
static bool is_prose_plainly(const char *text, size_t size)
{
	static const char stops[] = "。．！？.!?…";
	size_t halves = 0, used;
	bool stop = false, stopped = false, pauses = false, dot = false;
	for (size_t at = 0; at < size; at += used) {
		uint32_t c;
		used = utf8_next(text + at, &c);
		stop |= is_in("。", text + at, used) || (stopped && c == ' ');
		pauses |= is_in("，,、", text + at, used);
		stopped = is_in(stops, text + at, used);
		dot = c == '.';
		halves += c >= 0x2E80 ? 2 * !stopped : c >= 'A';
	}
	return size >= 40 && halves >= 40 && (stop || (stopped && (pauses || dot)));
}

static void knows_prose_early(void **state)
{
	(void)state;
	static const char *const pieces[] = {"水", "柳树", "早市在六点开张", "a", "word ", "é",
		"。", "．", "！", "？", ".", "!", "?", "…", " ", "，", ",", "、",
		"\xF0\xA0\x80\x80", "가"};
	size_t prose = 0, lines = 20000 / brief(10);
	for (size_t i = 0; i < lines; i++) {
		char line[200];
		size_t size = random_pieces(
			line, 40 + i % 160, pieces, (uint32_t)(COUNT(pieces) - i % 14));
		bool plain = is_prose_plainly(line, size);
		if (metadata_is_prose((struct slice){line, size}) != plain)
			fail_msg("%.*s", (int)size, line);
		prose += plain;
	}
	assert_in_range(prose, lines / 10, lines * 9 / 10);
}

static void remembers_no_more_than_it_may(void **state)
{
	(void)state;
	struct metadata *metadata = metadata_new();
	for (uint64_t line = 1; line <= 2 * METADATA_MOST; line++) {
		date(metadata, line, 20210305);
		people(metadata, line, "甲", "乙");
	}
	date(metadata, 3 * METADATA_MOST, 20210306);
	metadata_body(metadata, 4 * METADATA_MOST);
	check(metadata, 20210305, "甲", "乙");
	metadata_free(metadata);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_nothing_at_first),
		cmocka_unit_test(the_nearest_above_the_body_counts),
		cmocka_unit_test(the_body_may_be_known_last),
		cmocka_unit_test(below_is_better_than_nowhere),
		cmocka_unit_test(knows_whether_there_is_a_date),
		cmocka_unit_test(knows_the_head),
		cmocka_unit_test(tells_prose_from_headings),
		cmocka_unit_test(knows_prose_early),
		cmocka_unit_test(remembers_no_more_than_it_may),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
