// SPDX-License-Identifier: MIT
// What is doubtful of a page, by its counts.
#include "doubt.h"
#include "unit.h"

#define OF(count) [DEHUSK_COUNT_##count]

static const struct {
	const char *about;
	uint64_t count[DEHUSK_COUNTS];
	const char *kind; // NULL: nothing is doubtful
} rows[] = {
	{"no line", {0}, NULL},
	{"clean", {OF(LINES) = 9, OF(KEPT) = 9}, NULL},
	{"ill-formed", {OF(LINES) = 9, OF(KEPT) = 9, OF(ILL_FORMED) = 1}, "ill-formed"},
	{"a guess", {OF(LINES) = 9, OF(KEPT) = 9, OF(UNSURE) = 1}, "unsure-encoding"},
	{"mojibake", {OF(LINES) = 9, OF(KEPT) = 9, OF(MOJIBAKE) = 3, OF(GARBLED) = 1}, "mojibake"},
	{"places that it may be about", {OF(LINES) = 9, OF(KEPT) = 9, OF(MOJIBAKE) = 9}, NULL},
	{"limits", {OF(LINES) = 9, OF(KEPT) = 9, OF(LIMIT_HITS) = 1}, "limit-hits"},
	{"long", {OF(LINES) = 9, OF(KEPT) = 9, OF(LONG_LINES) = 1}, "long-lines"},
	{"sources", {OF(LINES) = 9, OF(KEPT) = 9, OF(SOURCES_LEFT) = 1}, "sources-left"},
	{"several", {OF(LINES) = 9, OF(KEPT) = 9, OF(SEVERAL_PAGES) = 1}, "several-pages"},
	{"main text", {OF(LINES) = 9, OF(KEPT) = 9, OF(UNSURE_TEXT) = 1}, "unsure-text"},
	{"all dropped", {OF(LINES) = 9, OF(DROPPED) = 8, OF(EMPTY) = 1}, "nothing-left"},
	{"all collected", {OF(LINES) = 9, OF(DROPPED) = 8, OF(COLLECTED) = 1}, NULL},
	{"all empty", {OF(LINES) = 9, OF(EMPTY) = 9}, NULL},
	{"a date that cannot be", {OF(LINES) = 9, OF(KEPT) = 9, OF(UNREAD_DATES) = 1},
		"unread-dates"},
};

static void finds_each_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *kind = rows[i].kind;
		unsigned expected = kind ? doubt_named(slice_of(kind)) : 0;
		unsigned found = doubt_find(rows[i].count);
		if (found != expected || (kind && expected == 0))
			fail_msg("%s: %x, not %x", rows[i].about, found, expected);
	}
}

static void finds_several_kinds(void **state)
{
	(void)state;
	uint64_t count[DEHUSK_COUNTS] = {
		OF(LINES) = 9, OF(KEPT) = 9, OF(ILL_FORMED) = 2, OF(UNSURE_TEXT) = 1};
	assert_int_equal(doubt_find(count), DOUBT_ILL_FORMED | DOUBT_UNSURE_TEXT);
}

// Every kind has a bit of its own, a name to be found by, and a word on what it means.
static void names_are_found(void **state)
{
	size_t count;
	const struct doubt_kind *kinds = doubt_kinds(&count);
	unsigned all = 0;
	(void)state;
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(doubt_named(slice_of(kinds[i].name)), kinds[i].bit);
		assert_int_equal(kinds[i].bit & (kinds[i].bit - 1), 0);
		assert_int_equal(all & kinds[i].bit, 0);
		assert_true(*kinds[i].meaning != '\0');
		all |= kinds[i].bit;
	}
	assert_int_equal(all & ~DOUBT_ALL, 0);
	assert_int_equal(doubt_named(slice_of("")), 0);
	assert_int_equal(doubt_named(slice_of("ill-forme")), 0);
	assert_int_equal(doubt_named(slice_of("ill-formed,")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_each_kind),
		cmocka_unit_test(finds_several_kinds),
		cmocka_unit_test(names_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
