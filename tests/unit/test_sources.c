// SPDX-License-Identifier: MIT
// The sources of a page: unique, sorted, bounded.
#include "meta/sources.h"

#include <stdio.h>

#include "unit.h"

static int set_up(void **state)
{
	*state = sources_new();
	return *state ? 0 : -1;
}

static int tear_down(void **state)
{
	sources_free(*state);
	return 0;
}

static size_t add(struct sources *sources, const char *name, int32_t date)
{
	size_t source = SIZE_MAX;
	assert_int_equal(sources_add(sources, slice_of(name), &source), SOURCES_OK);
	assert_int_equal(sources_add_date(sources, source, date), SOURCES_OK);
	return source;
}

static const struct dehusk_source *sorted(struct sources *sources, size_t count)
{
	const struct dehusk_source *list = NULL;
	size_t have = SIZE_MAX;
	assert_true(sources_sorted(sources, &list, &have));
	assert_int_equal(have, count);
	return list;
}

static void assert_source(
	const struct dehusk_source *source, const char *name, size_t count, const int32_t *dates)
{
	assert_int_equal(source->name.size, strlen(name));
	assert_memory_equal(source->name.text, name, source->name.size);
	assert_int_equal(source->date_count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(source->dates[i], dates[i]);
}

static void begins_empty(void **state)
{
	sorted(*state, 0);
	sources_clear(*state);
	sorted(*state, 0);
	sources_free(NULL);
}

static void finds_a_name_again(void **state)
{
	size_t first = add(*state, "甲报", 0), other = add(*state, "乙报", 0);
	assert_int_not_equal(first, other);
	assert_int_equal(add(*state, "甲报", 0), first);
	assert_int_equal(add(*state, "乙报", 0), other);
	sorted(*state, 2);
}

static void sorts_names_by_bytes(void **state)
{
	static const char *const names[] = {
		"乙报", "甲报", "BT财经", "BT", "甲", "甲报网", "\x7F", "𠀀报", "￥"};
	static const char *const order[] = {
		"BT", "BT财经", "\x7F", "乙报", "甲", "甲报", "甲报网", "￥", "𠀀报"};
	for (size_t i = 0; i < COUNT(names); i++)
		add(*state, names[i], 0);
	const struct dehusk_source *sources = sorted(*state, COUNT(order));
	for (size_t i = 0; i < COUNT(order); i++)
		assert_source(&sources[i], order[i], 0, NULL);
}

// In any order of the spellings.
static void takes_spellings_for_one(void **state)
{
	static const int32_t dates[] = {20200101, 20200102, 20200103};
	size_t first = add(*state, "聯合報bt", 20200103);
	assert_int_equal(add(*state, "联合报BT", 20200101), first);
	assert_int_equal(add(*state, "联合報Bt", 20200102), first);
	assert_source(sorted(*state, 1), "联合報Bt", 3, dates);
}

static void sorts_dates_once_each(void **state)
{
	static const int32_t in[] = {20200214, 20200207, 20991231, 20200214, 19000101, 20200207, 0};
	static const int32_t out[] = {19000101, 20200207, 20200214, 20991231};
	for (size_t i = 0; i < COUNT(in); i++)
		add(*state, "甲报", in[i]);
	assert_source(sorted(*state, 1), "甲报", COUNT(out), out);
}

static void keeps_dates_with_their_source(void **state)
{
	static const int32_t one[] = {20200101, 20200103}, two[] = {20200101, 20200102};
	add(*state, "乙报", 20200102);
	add(*state, "甲报", 20200103);
	add(*state, "丙报", 0);
	add(*state, "乙报", 20200101);
	add(*state, "甲报", 20200101);
	const struct dehusk_source *sources = sorted(*state, 3);
	assert_source(&sources[0], "丙报", 0, NULL);
	assert_source(&sources[1], "乙报", 2, two);
	assert_source(&sources[2], "甲报", 2, one);
}

static void takes_more_after_sorting(void **state)
{
	static const int32_t dates[] = {20200101, 20200102};
	add(*state, "乙报", 20200102);
	sorted(*state, 1);
	add(*state, "乙报", 20200101);
	add(*state, "丙报", 0);
	const struct dehusk_source *sources = sorted(*state, 2);
	assert_source(&sources[0], "丙报", 0, NULL);
	assert_source(&sources[1], "乙报", 2, dates);
}

static void tells_names_with_nul_apart(void **state)
{
	size_t one, two, three;
	assert_int_equal(sources_add(*state, (struct slice){"a\0b", 3}, &one), SOURCES_OK);
	assert_int_equal(sources_add(*state, (struct slice){"a\0c", 3}, &two), SOURCES_OK);
	assert_int_equal(sources_add(*state, (struct slice){"a", 1}, &three), SOURCES_OK);
	assert_int_equal(sorted(*state, 3)[0].name.size, 1);
}

static void clears(void **state)
{
	static const int32_t dates[] = {20200101};
	add(*state, "甲报", 20200101);
	add(*state, "乙报", 20200102);
	sources_clear(*state);
	sorted(*state, 0);
	assert_int_equal(add(*state, "乙报", 20200101), 0);
	assert_source(sorted(*state, 1), "乙报", 1, dates);
}

static void add_numbered(struct sources *sources, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char name[32];
		size_t number = (i * 7919) % count; // not sorted
		snprintf(name, sizeof name, "报%08zu", number);
		add(sources, name, 20200101 + (int32_t)(number % 28));
	}
}

static void holds_many_names(void **state)
{
	add_numbered(*state, 20000);
	add_numbered(*state, 20000);
	const struct dehusk_source *sources = sorted(*state, 20000);
	for (size_t i = 0; i < 20000; i++) {
		char name[32];
		int32_t date = 20200101 + (int32_t)(i % 28);
		snprintf(name, sizeof name, "报%08zu", i);
		assert_source(&sources[i], name, 1, &date);
	}
}

static void is_full_of_names(void **state)
{
	size_t source = 0;
	add_numbered(*state, SOURCES_SOURCES);
	assert_int_equal(sources_add(*state, slice_of("甲报"), &source), SOURCES_FULL);
	// A source that is there may get more dates.
	add(*state, "报00000007", 20300101);
	const struct dehusk_source *sources = sorted(*state, SOURCES_SOURCES);
	assert_int_equal(sources[7].date_count, 2);
	sources_clear(*state);
	add(*state, "甲报", 20200101);
	sorted(*state, 1);
}

static void is_full_of_years(void **state)
{
	size_t source, years = 0;
	char name[32];
	for (int i = 0; years < SOURCES_YEARS; i++) {
		snprintf(name, sizeof name, "%d", i);
		source = add(*state, name, 19000101);
		years++;
		for (int32_t year = 1901; year <= 2099 && years < SOURCES_YEARS; year++, years++)
			assert_int_equal(
				sources_add_date(*state, source, year * 10000 + 1231), SOURCES_OK);
	}
	assert_int_equal(sources_add(*state, slice_of("丙报"), &source), SOURCES_FULL);
	assert_int_equal(sources_add_date(*state, 0, 21000101), SOURCES_FULL);
	assert_int_equal(sources_add_date(*state, 0, 19000101), SOURCES_OK);
	assert_int_equal(sources_add_date(*state, 0, 19000102),
		SOURCES_OK); // the source has this year already
	assert_int_equal(sources_add_date(*state, 0, 0), SOURCES_OK);
}

#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(begins_empty),
		test(finds_a_name_again),
		test(sorts_names_by_bytes),
		test(takes_spellings_for_one),
		test(sorts_dates_once_each),
		test(keeps_dates_with_their_source),
		test(takes_more_after_sorting),
		test(tells_names_with_nul_apart),
		test(clears),
		test(holds_many_names),
		test(is_full_of_names),
		test(is_full_of_years),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
