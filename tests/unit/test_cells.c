// SPDX-License-Identifier: MIT
// Cells of raw lines, and the columns they stand at. What is passed over many characters at once is
// read as what is not.
#include <uniwidth.h>

#include "base/utf8.h"
#include "dump/cells.h"
#include "unit.h"

#define LINE 300 // bytes

static void parts_cells_at_gaps(void **state)
{
	(void)state;
	struct cells row;
	cells_read(&row, slice_of("  水车 A1\t修   豆\xC2\xA0 腐  "),
		&(struct frame){.kind = FRAME_NONE});
	assert_int_equal(row.count, 2);
	assert_true(row.wide);
	assert_false(row.framed || row.rule || row.unjoinable);
	const struct cell *cell = row.cell;
	assert_int_equal(cell[0].text.size, strlen("水车 A1\t修"));
	assert_int_equal(cell[0].start[METRIC_COLUMNS], 2);
	assert_int_equal(cell[0].end[METRIC_COLUMNS], 18); // the tab goes to column 16
	assert_int_equal(cell[0].end[METRIC_CHARACTERS], 15);
	assert_int_equal(cell[1].text.size, strlen("豆\xC2\xA0 腐"));
	assert_int_equal(cell[1].start[METRIC_COLUMNS], 21);
	assert_int_equal(cell[1].end[METRIC_COLUMNS], 27);
}

static void finds_bars_below_corners(void **state)
{
	(void)state;
	struct frame frame = {.kind = FRAME_ASCII};
	struct cells row;
	cells_read(&row, slice_of("+----+----+"), &frame);
	assert_true(row.rule);
	assert_int_equal(row.count, 0);
	cells_read(&row, slice_of("| 水 | a|b|"), &frame);
	assert_true(row.framed);
	assert_int_equal(row.count, 2);
	assert_int_equal(row.cell[0].bar, 5);
	assert_int_equal(row.cell[1].text.size, 3); // its bar is text
	assert_int_equal(row.cell[1].left, 5);
	assert_int_equal(row.cell[1].bar, 10);
	cells_read(&row, slice_of("| 水 | a|b|"), &(struct frame){.kind = FRAME_NONE});
	assert_false(row.framed);
	assert_int_equal(row.count, 1);
}

// Boxes may stand anywhere in a line, and have no blanks beside their bars.
static void finds_bars_of_boxes(void **state)
{
	(void)state;
	struct frame frame = {.kind = FRAME_BOX};
	struct cells row;
	cells_read(&row, slice_of("  │ 水 │"), &frame);
	assert_false(row.framed);
	cells_read(&row, slice_of("  ┌────┬──┐"), &frame);
	assert_true(row.rule);
	assert_int_equal(row.count, 0);
	cells_read(&row, slice_of("  │水车│a│"), &frame);
	assert_true(row.framed);
	assert_int_equal(row.count, 2);
	assert_int_equal(row.cell[0].text.size, strlen("水车"));
	assert_int_equal(row.cell[0].left, 2);
	assert_int_equal(row.cell[0].bar, 7);
	assert_int_equal(row.cell[1].text.size, strlen("a│")); // its bar is below no corner
	cells_read(&row, slice_of("  ├────┼──┤"), &frame);
	assert_true(row.rule);
	cells_read(&row, slice_of("├── 水车"), &frame);
	assert_false(row.rule);
	assert_int_equal(row.count, 1);
	cells_read(&row, slice_of("  │水车│┌┐│"), &frame);
	assert_int_equal(row.count, 2);
	assert_false(cells_are_rule(FRAME_BOX, slice_of("────────")));
	assert_true(cells_are_rule(FRAME_ASCII, slice_of(" ---- ----")));
}

static void knows_what_ends_lines(void **state)
{
	(void)state;
	struct cells row;
	cells_read(&row, slice_of("水\r"), &(struct frame){.kind = FRAME_NONE});
	assert_false(row.unjoinable);
	assert_int_equal(row.cell[0].text.size, 3);
	static const char *const inside[] = {
		"水\r车", "水\xC2\x85", "a\xE2\x80\xA8", "\xE2\x80\xA9z"};
	for (size_t i = 0; i < COUNT(inside); i++) {
		cells_read(&row, slice_of(inside[i]), &(struct frame){.kind = FRAME_NONE});
		assert_true(row.unjoinable);
	}
}

static void knows_empty_lines(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool empty;
	} lines[] = {{"", true}, {"\r", true}, {"  \t\xC2\xA0  \r", true}, {"\r\r", false},
		{"　", false}, {"           .", false}, {"|", false}, {"\xC2", false}};
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct cells row;
		cells_read(&row, slice_of(lines[i].text), &(struct frame){.kind = FRAME_NONE});
		assert_int_equal(row.count == 0, lines[i].empty);
		assert_int_equal(cells_are_empty(slice_of(lines[i].text)), lines[i].empty);
	}
}

// Characters in pairs that a row makes no difference between; of the first ones, many are passed
// over at once.
static const uint32_t alike[][2] = {{0x4E00, 0x3400}, {0x9FFF, 0x3FFF}, {0x4000, 0x3401},
	{'a', 0xE9}, {'~', 0xE8}, {'!', 0xE7}, {' ', ' '}, {' ', ' '}, {' ', ' '}, {'\t', '\t'},
	{0xA0, 0xA0}, {'|', '|'}, {'-', '-'}, {0x3002, 0x3002}, {0x301, 0x301}, {0x7F, 0x7F}};

// Writes the same random line twice, once with the first of each pair and once with the second.
static void write_alike(char text[2][LINE], size_t size[2])
{
	size_t most = random_below(LINE - 16);
	size[0] = size[1] = 0;
	while (size[0] < most && size[1] < most) {
		size_t i = random_below(COUNT(alike));
		for (size_t run = 1 + random_below(4); run > 0; run--)
			for (int k = 0; k < 2; k++)
				size[k] += utf8_encode(alike[i][k], text[k] + size[k]);
	}
}

static void passes_nothing_unread(void **state)
{
	(void)state;
	struct frame corners, frame;
	memset(&corners, 0x55, sizeof corners);
	for (int round = 0; round < 20000; round++) {
		char text[2][LINE];
		size_t size[2];
		struct cells row[2];
		write_alike(text, size);
		for (int k = 0; k < 2; k++) {
			frame = corners;
			frame.kind = round % 2 == 0 ? FRAME_ASCII : FRAME_NONE;
			cells_read(&row[k], (struct slice){text[k], size[k]}, &frame);
		}
		assert_int_equal(row[0].count, row[1].count);
		assert_int_equal(row[0].wide, row[1].wide);
		assert_int_equal(row[0].framed, row[1].framed);
		for (size_t i = 0; i < row[0].count; i++) {
			const struct cell *a = &row[0].cell[i], *b = &row[1].cell[i];
			assert_memory_equal(a->start, b->start, sizeof a->start);
			assert_memory_equal(a->end, b->end, sizeof a->end);
			assert_int_equal(a->left, b->left);
			assert_int_equal(a->bar, b->bar);
		}
	}
}

static void knows_widths(void **state)
{
	(void)state;
	static const struct {
		uint32_t c;
		unsigned width;
	} rows[] = {{' ', 1}, {'a', 1}, {0xE9, 1}, {0x300, 0}, {0x36F, 0}, {0x370, 1}, {0x1100, 2},
		{0x1160, 0}, {0x200B, 0}, {0x2014, 1}, {0x303E, 2}, {0x303F, 1}, {0x3099, 0},
		{0x3042, 2}, {0x3400, 2}, {0x4E00, 2}, {0x9FFF, 2}, {0xA4CF, 2}, {0xA4D0, 1},
		{0xAC00, 2}, {0xFF0C, 2}, {0xFF61, 1}, {0xFEFF, 0}, {0x1F2FF, 2}, {0x2061, 1},
		{0x1F600, 2}, {0x1F680, 2}, {0x1F7E0, 2}, {0x1FA70, 2}, {0x20000, 2}, {0x3FFFD, 2},
		{UTF8_ILL_FORMED, 1}};
	for (size_t i = 0; i < COUNT(rows); i++)
		if (utf8_width(rows[i].c) != rows[i].width)
			fail_msg("U+%04X: %u", (unsigned)rows[i].c, utf8_width(rows[i].c));
	// What is not asked of libunistring is as it says.
	static const uint32_t common[][2] = {{0x300, 0x2FFF}, {0x3000, 0x3FFF}, {0xFF01, 0xFFFF}};
	for (size_t i = 0; i < COUNT(common); i++)
		for (uint32_t c = common[i][0]; c <= common[i][1]; c++)
			if ((c < 0x2061 || c > 0x2064) && uc_width((ucs4_t)c, "UTF-8") >= 0)
				assert_int_equal(utf8_width(c), uc_width((ucs4_t)c, "UTF-8"));
	assert_true(cells_are_wide(0x3042));
	assert_true(cells_are_wide(0x20000));
	assert_false(cells_are_wide(0xAC00)); // hangul has blanks between words
	assert_false(cells_are_wide(0x1F600));
	assert_false(cells_are_wide(0x3099)); // goes into the kana before it
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_cells_at_gaps),
		cmocka_unit_test(finds_bars_below_corners),
		cmocka_unit_test(finds_bars_of_boxes),
		cmocka_unit_test(knows_what_ends_lines),
		cmocka_unit_test(knows_empty_lines),
		cmocka_unit_test(knows_widths),
		cmocka_unit_test(passes_nothing_unread),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
