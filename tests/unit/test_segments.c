// SPDX-License-Identifier: MIT
// Maximal scoring runs, held against what they are by definition.
#include "page/segments.h"
#include "unit.h"

#define MOST 12

// Finds the runs of score[from] to before score[to], from left to right: the best one, and those on
// either side of it. Of equal ones the shortest, and the first.
static void find(const int32_t *score, size_t from, size_t to, struct segments *expected)
{
	struct segment best = {0};
	for (size_t start = from; start < to; start++) {
		int64_t sum = 0;
		for (size_t end = start + 1; end <= to; end++) {
			sum += score[end - 1];
			bool shorter = end - start < best.end - best.start;
			if (sum > best.sum || (sum == best.sum && sum > 0 && shorter))
				best = (struct segment){.start = start, .end = end, .sum = sum};
		}
	}
	if (best.sum == 0)
		return;
	find(score, from, best.start, expected);
	expected->run[expected->count++] = best;
	find(score, best.end, to, expected);
}

static void check(struct segments *runs, const int32_t *score, size_t count)
{
	struct segment run[MOST];
	struct segments expected = {.run = run};
	find(score, 0, count, &expected);
	segments_clear(runs);
	for (size_t i = 0; i < count; i++)
		assert_true(segments_add(runs, i, score[i]));
	assert_int_equal(runs->count, expected.count);
	for (size_t i = 0; i < runs->count; i++) {
		assert_int_equal(runs->run[i].start, run[i].start);
		assert_int_equal(runs->run[i].end, run[i].end);
		assert_int_equal(runs->run[i].sum, run[i].sum);
	}
}

static void finds_what_the_definition_says(void **state)
{
	(void)state;
	struct segments runs = {0};
	int32_t score[MOST];
	for (size_t round = 0; round < 20000; round++) {
		size_t count = random_below(MOST + 1);
		// Sums that differ, since of equal ones either may be taken.
		for (size_t i = 0; i < count; i++)
			score[i] = ((int32_t)random_below(9) - 4) * 65536 +
				   (int32_t)random_below(8192);
		check(&runs, score, count);
	}
	segments_free(&runs);
	assert_int_equal(runs.count, 0);
	segments_free(&runs);
}

static void stays_linear(void **state)
{
	(void)state;
	struct segments runs = {0};
	// Each run is smaller than the one before, or larger, and none may be joined to it.
	for (int32_t i = 0; i < 2000000; i++)
		assert_true(segments_add(&runs, (size_t)i, i % 2 ? -4000000 : 4000000 - i));
	assert_int_equal(runs.count, 1000000);
	segments_clear(&runs);
	for (int32_t i = 0; i < 2000000; i++)
		assert_true(segments_add(&runs, (size_t)i, i % 2 ? -4000000 : i + 1));
	assert_int_equal(runs.count, 1000000);
	segments_clear(&runs);
	for (int32_t i = 0; i < 2000000; i++)
		assert_true(segments_add(&runs, (size_t)i, i % 2 ? -1 : 1));
	assert_int_equal(runs.count, 1000000);
	segments_free(&runs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_the_definition_says),
		cmocka_unit_test(stays_linear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
