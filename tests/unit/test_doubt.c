// SPDX-License-Identifier: MIT
// What is doubtful of a page, by its counts.
#include "doubt.h"
#include "unit.h"

#define KEPT .verdict[DEHUSK_KEPT]
#define EMPTY .verdict[DEHUSK_EMPTY]
#define COLLECTED .verdict[DEHUSK_COLLECTED]
#define DROPPED .verdict[DEHUSK_DROPPED]

static const struct {
	const char *about;
	struct dehusk_counts counts;
	const char *kind; // NULL: nothing is doubtful
} rows[] = {
	{"no line", {0}, NULL},
	{"clean", {.lines = 9, KEPT = 9}, NULL},
	{"ill-formed", {.lines = 9, KEPT = 9, .ill_formed = 1}, "ill-formed"},
	{"a guess", {.lines = 9, KEPT = 9, .unsure = 1}, "unsure-encoding"},
	{"mojibake", {.lines = 9, KEPT = 9, .mojibake = 3, .garbled = 1}, "mojibake"},
	{"places that it may be about", {.lines = 9, KEPT = 9, .mojibake = 9}, NULL},
	{"limits", {.lines = 9, KEPT = 9, .limit_hits = 1}, "limit-hits"},
	{"long", {.lines = 9, KEPT = 9, .long_lines = 1}, "long-lines"},
	{"sources", {.lines = 9, KEPT = 9, .sources_left = 1}, "sources-left"},
	{"several", {.lines = 9, KEPT = 9, .several_pages = 1}, "several-pages"},
	{"main text", {.lines = 9, KEPT = 9, .unsure_text = 1}, "unsure-text"},
	{"all dropped", {.lines = 9, DROPPED = 8, EMPTY = 1}, "nothing-left"},
	{"all collected", {.lines = 9, DROPPED = 8, COLLECTED = 1}, NULL},
	{"all empty", {.lines = 9, EMPTY = 9}, NULL},
	{"a date that cannot be", {.lines = 9, KEPT = 9, .unread_dates = 1}, "unread-dates"},
};

static void finds_each_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *kind = rows[i].kind;
		unsigned expected = kind ? doubt_named(slice_of(kind)) : 0;
		unsigned found = doubt_find(&rows[i].counts);
		if (found != expected || (kind && expected == 0))
			fail_msg("%s: %x, not %x", rows[i].about, found, expected);
	}
}

static void finds_several_kinds(void **state)
{
	(void)state;
	struct dehusk_counts counts = {.lines = 9, KEPT = 9, .ill_formed = 2, .unsure_text = 1};
	assert_int_equal(doubt_find(&counts), DOUBT_ILL_FORMED | DOUBT_UNSURE_TEXT);
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
