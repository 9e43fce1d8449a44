// SPDX-License-Identifier: MIT
// Runs of dates and undated sources: whose each date is.
#include "meta/run.h"

#include "unit.h"

// D is a date, a digit a source. The owner of each date, - for none.
static const struct {
	const char *lines, *owners;
} rows[] = {
	{"D1", "1"},
	{"D1D2", "12"},
	{"D1D2D3", "123"},
	{"D1D", "-1"},
	{"D1DD", "-11"},
	{"D12", "1"},
	{"D1DD2", "122"},
	{"1D", "1"},
	{"1DD2D", "112"},
	{"1D2", "1"},
};

static void tells_whose_each_date_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct run run = {.open = false};
		const char *line = rows[i].lines;
		if (*line == 'D')
			run_begin_date(&run, 1);
		else
			run_begin_source(&run, (size_t)(*line - '0'));
		while (*++line)
			if (*line == 'D')
				assert_true(run_date(&run, 1));
			else
				run_source(&run, (size_t)(*line - '0'));
		assert_int_equal(run.count, strlen(rows[i].owners));
		for (size_t k = 0; k < run.count; k++) {
			size_t owner = run_owner(&run, k);
			char got = owner == RUN_NOBODY ? '-' : (char)('0' + owner);
			if (got != rows[i].owners[k])
				fail_msg("%s: %c", rows[i].lines, got);
		}
	}
}

static void is_full_at_last(void **state)
{
	(void)state;
	struct run run = {.open = false};
	run_begin_source(&run, 1);
	for (size_t i = 0; i < RUN_MOST; i++)
		assert_true(run_date(&run, 1));
	assert_false(run_date(&run, 1));
	assert_int_equal(run.count, RUN_MOST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_whose_each_date_is),
		cmocka_unit_test(is_full_at_last),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
