// SPDX-License-Identifier: MIT
// Text that is full of tags of html.
#include "html/stray-tags.h"
#include "unit.h"

static bool is_full(const char *before, const char *unit, size_t count, size_t step)
{
	struct stray_tags stray;
	struct element_index *index = element_index_new();
	char *many = repeated(unit, count, "");
	assert_non_null(index);
	stray_tags_begin(&stray, index);
	stray_tags_feed(&stray, (struct slice){before, strlen(before)});
	size_t size = strlen(many);
	for (size_t at = 0; at < size; at += step)
		stray_tags_feed(
			&stray, (struct slice){many + at, size - at < step ? size - at : step});
	bool full = stray_tags_kind(&stray);
	element_index_free(index);
	free(many);
	return full;
}

static void full_of_tags(void **state)
{
	(void)state;
	static const struct {
		const char *before, *unit;
		size_t count;
		bool full;
	} rows[] = {
		{"海边", "<p>早市</p>\n", 4, true},
		{"海边", "<p>早市</p>\n", 3, false}, // too few
		{"海边", "<P CLASS=\"text\">早市</P\n>", 4, true},
		{"海边", "<br/>早市", 8, true},
		{"海边", "<<p>早市</p>", 8, true},
		{"海边", "<p>海边的早市和傍晚的船。</p>", 8, false}, // 16 percent
		{"海边", "<早市></早市>", 8, false},
		{"海边", "<mine></mine>", 8, false},
		{"海边", "<p 1 < 2 </p 3", 8, false},
		{"海边", "< p></ p><3><//p>", 8, false},
		{"海边", "<blockquoteblockquote>", 8, false},
		{"海边", "", 1, false},
		{"", "", 1, false},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		for (size_t step = 1; step < 64; step += 7)
			assert_int_equal(is_full(rows[i].before, rows[i].unit, rows[i].count, step),
				rows[i].full);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(full_of_tags)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
