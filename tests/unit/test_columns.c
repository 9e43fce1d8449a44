// SPDX-License-Identifier: MIT
// Cells of lines, and side columns.
#include "page/columns.h"
#include "unit.h"

#define PROSE "修水车的是两位退休的木匠，前后忙了三个多月。"
#define SIX "      "
#define FAR "                                            " // more than 40

static void finds_gaps(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool gap;
	} rows[] = {
		{"", false},
		{"   ", false},
		{FAR, false},
		{"水车 木匠", false},
		{"水车　木匠", false},
		{"水车  木匠", true},
		{"水车\t木匠", true},
		{"水车 \xC2\xA0木匠", true},
		{"水车　　木匠", true},
		{SIX "水车", false},
		{"水车" SIX, false},
		{FAR "水车", true},
		{"\xFF  \xE6", true},
	};
	for (size_t i = 0; i < COUNT(rows); i++)
		if (columns_has_gap(slice_of(rows[i].text)) != rows[i].gap)
			fail_msg("'%s'", rows[i].text);
}

static void measures_the_best_cell(void **state)
{
	(void)state;
	struct features best = columns_best(slice_of("豆腐坊    " PROSE "    谁在修那座老钟"));
	assert_int_equal(best.n, 20);
	assert_int_equal(best.degree, 5);
	best = columns_best(slice_of("豆腐坊    老钟"));
	assert_int_equal(best.n, 3);
	best = columns_best(slice_of("   "));
	assert_int_equal(best.n, 0);
}

// Looks at all lines, and then holds what is left of each against what is expected.
struct cells {
	const char *raw, *left;
};

static void cut_all(const struct cells *rows, size_t count, bool there)
{
	struct columns *columns = columns_new();
	assert_non_null(columns);
	for (size_t i = 0; i < count; i++)
		columns_look(columns, slice_of(rows[i].raw));
	assert_int_equal(columns_are_there(columns), there);
	for (size_t i = 0; i < count && there; i++) {
		struct slice left = columns_cut(columns, slice_of(rows[i].raw));
		if (left.size != strlen(rows[i].left) ||
			memcmp(left.data, rows[i].left, left.size) != 0)
			fail_msg("'%s': '%.*s'", rows[i].raw, (int)left.size, left.data);
	}
	columns_clear(columns);
	assert_false(columns_are_there(columns));
	columns_free(columns);
	columns_free(NULL);
}

static void cuts_what_stands_beside_prose(void **state)
{
	(void)state;
	static const struct cells rows[] = {
		{PROSE SIX "豆腐坊的早晨", PROSE},
		{PROSE SIX "谁在修那座老钟", PROSE},
		{"导航" SIX PROSE SIX "一只白鹭", PROSE},
		{PROSE SIX "山里的邮路", PROSE},
		{PROSE, PROSE},
		// Twice beside prose at this column makes it a side column elsewhere too.
		{SIX SIX SIX SIX SIX SIX SIX "        千棵梨树", ""},
		{"小标题", "小标题"},
		// Beside what is no prose, a cell is cut where a side column was seen only.
		{"小标题" SIX SIX SIX SIX SIX SIX SIX "  梨树", "小标题"},
		{"甲" SIX "乙", "甲" SIX "乙"},
	};
	cut_all(rows, COUNT(rows), true);
}

static void leaves_tables_alone(void **state)
{
	(void)state;
	static const struct cells rows[] = {
		{"甲" SIX "乙" SIX "丙", NULL},
		{"三" SIX "四" SIX "五", NULL},
		{PROSE SIX "注一", NULL},
		{PROSE SIX "注二", NULL},
		{PROSE SIX "注三", NULL},
	};
	cut_all(rows, COUNT(rows), false);
}

static void takes_all_ideographs_alike(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"水", "车坊", "，", "。", "a", "B2", " ", "  ", SIX, "\t", "\xC2\xA0", "　", PROSE};
	struct columns *columns = columns_new();
	assert_non_null(columns);
	for (int round = 0; round < 2000; round++) {
		char line[4][400], rare[4][400];
		size_t size[4];
		for (size_t i = 0; i < COUNT(line); i++) {
			size[i] = random_pieces(
				line[i], 50 + random_below(350), pieces, (uint32_t)COUNT(pieces));
			memcpy(rare[i], line[i], size[i]);
			make_rare(rare[i], size[i]);
		}
		struct slice cut[4];
		columns_clear(columns);
		for (size_t i = 0; i < 8; i++)
			columns_look(columns, (struct slice){line[i % 4], size[i % 4]});
		for (size_t i = 0; i < 4; i++)
			cut[i] = columns_cut(columns, (struct slice){line[i], size[i]});
		columns_clear(columns);
		for (size_t i = 0; i < 8; i++)
			columns_look(columns, (struct slice){rare[i % 4], size[i % 4]});
		for (size_t i = 0; i < 4; i++) {
			struct slice raw = {rare[i], size[i]}, left = columns_cut(columns, raw);
			assert_int_equal(left.size, cut[i].size);
			assert_int_equal(left.data - rare[i], cut[i].data - line[i]);
			assert_int_equal(columns_best(raw).n,
				columns_best((struct slice){line[i], size[i]}).n);
			assert_int_equal(columns_has_gap(raw),
				columns_has_gap((struct slice){line[i], size[i]}));
		}
	}
	columns_free(columns);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_gaps),
		cmocka_unit_test(measures_the_best_cell),
		cmocka_unit_test(cuts_what_stands_beside_prose),
		cmocka_unit_test(leaves_tables_alone),
		cmocka_unit_test(takes_all_ideographs_alike),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
