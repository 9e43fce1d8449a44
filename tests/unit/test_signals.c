// SPDX-License-Identifier: MIT
// What markup says of the main text: links, comments of readers, blocks, the title.
#include "page/multipage.h"
#include "page/signals.h"
#include "rows.h"
#include "unit.h"

#define P1 "三月五日清晨，新造的渡船第一次离开码头，载着四十多位村民驶向对岸。"
#define P2 "船长说，过去摇橹过河要半个钟头，遇到大风还要等上半天，如今一刻钟就能到。"
#define P3 "码头上卖早点的何婶算了一笔账：每天多来一百位客人，她的豆浆就得多磨一桶。"

// A line with what the markup says of it. The row is as rows.h has it.
struct marked_row {
	const char *row;
	unsigned linked, flags, node;
};

#define ROWS 16

// A page in which each block stands in the one that `parents` names.
struct marked_page {
	struct outline outline;
	int32_t worth[ROWS];
	uint8_t kept[ROWS];
};

static const uint32_t parents[] = {0, 0, 1, 1, 0, 4};

static struct marked_page page_of(const struct marked_row *rows, size_t count)
{
	const char *text[ROWS];
	struct marked_page page = {.kept = {0}};
	assert_true(count <= ROWS);
	for (size_t i = 0; i < count; i++)
		text[i] = rows[i].row;
	page.outline = page_of_rows(text, count);
	page.outline.parents = parents;
	page.outline.nodes = COUNT(parents);
	for (size_t i = 0; i < count; i++) {
		page.outline.shape[i].markup = (struct markup){.node = rows[i].node,
			.flags = (uint16_t)rows[i].flags,
			.linked = (uint8_t)rows[i].linked};
		page.worth[i] = features_score(page.outline.shape[i].features);
	}
	return page;
}

#define PAGE_OF(rows) page_of(rows, COUNT(rows))

// --- links ---

static void links_say_that_there_is_husk(void **state)
{
	(void)state;
	static const struct marked_row rows[] = {{" " P1, 0, 0, 1}, {" 旧书店", 100, 0, 1}};
	static const struct marked_row prose[] = {{" " P1, 5, 0, 1}, {" " P2, 0, 0, 1}};
	static const struct marked_row bare[] = {{" " P1, 0, 0, 1}, {"e版权所有", 0, 0, 1}};
	struct marked_page page = PAGE_OF(rows);
	assert_true(signals_has_links(&page.outline));
	assert_false(signals_is_bare(&page.outline));
	// Plain text has no markup to ask.
	page.outline.parents = NULL;
	assert_false(signals_has_links(&page.outline));
	assert_false(signals_is_bare(&page.outline));
	page_free_rows(&page.outline);
	page = PAGE_OF(prose);
	assert_false(signals_has_links(&page.outline));
	assert_false(signals_is_bare(&page.outline));
	page_free_rows(&page.outline);
	page = PAGE_OF(bare);
	assert_true(signals_is_bare(&page.outline));
	page_free_rows(&page.outline);
}

// A link that was never closed makes a link of all that follows.
static void a_link_that_leaks_counts_for_none(void **state)
{
	(void)state;
	static const struct marked_row rows[] = {
		{" " P1, 0, 0, 1}, {" " P2, 100, 0, 1}, {" " P3, 100, 0, 1}};
	struct marked_page page = PAGE_OF(rows);
	signals_begin(&page.outline);
	for (size_t i = 0; i < page.outline.count; i++)
		assert_int_equal(page.outline.shape[i].markup.linked, 0);
	page_free_rows(&page.outline);
	page = page_of(rows, 2);
	page.outline.shape[0].markup.linked = 100;
	page.outline.shape[1].markup.linked = 20;
	signals_begin(&page.outline);
	assert_int_equal(page.outline.shape[0].markup.linked, 100);
	page_free_rows(&page.outline);
}

// --- what lines are worth ---

static void husk_costs_and_code_does_not(void **state)
{
	(void)state;
	static const struct marked_row rows[] = {{" " P1, 0, 0, 1}, {" " P2, 0, MARKUP_COMMENTS, 2},
		{" " P3, 81, 0, 1}, {" x = 1", 0, MARKUP_PRE, 1}, {" x = 1", 0, 0, 1}};
	struct marked_page page = PAGE_OF(rows);
	int32_t before = page.worth[0];
	signals_begin(&page.outline);
	assert_int_equal(page.outline.shape[3].look, LOOK_CODE);
	assert_true(page.outline.shape[1].flags & OUTLINE_HINT);
	signals_score(&page.outline, page.worth);
	assert_int_equal(page.worth[0], before);
	assert_int_equal(page.worth[1], -200);
	assert_int_equal(page.worth[2], -200);
	assert_int_equal(page.worth[3], 0);
	assert_true(page.worth[4] < 0);
	page_free_rows(&page.outline);
}

static void a_box_of_links_costs_nothing(void **state)
{
	(void)state;
	static const struct marked_row rows[] = {{" " P1, 0, 0, 2}, {" 山里的邮路", 100, 0, 2},
		{" 老戏台的新观众", 100, 0, 2}, {"d广告", 0, 0, 2}, {" " P2, 0, 0, 3}};
	struct marked_page page = PAGE_OF(rows);
	page.worth[3] = -200;
	signals_score(&page.outline, page.worth);
	for (size_t i = 1; i < 4; i++)
		assert_int_equal(page.worth[i], 0);
	page_free_rows(&page.outline);
	// Prose in another block does not end the box.
	page = PAGE_OF(rows);
	page.outline.shape[4].markup.node = 5;
	signals_score(&page.outline, page.worth);
	assert_true(page.worth[1] < 0);
	page_free_rows(&page.outline);
}

// --- runs ---

static void the_title_chooses_the_run(void **state)
{
	(void)state;
	static const struct marked_row rows[] = {
		{" 新渡船第一次离开码头_柳溪在线", 0, MARKUP_TITLE, 1}, {" " P3, 0, 0, 2},
		{" " P2, 0, 0, 2}, {" 首页", 100, 0, 4}, {" " P1, 0, 0, 5}};
	struct segment runs[] = {
		{.start = 1, .end = 3, .sum = 1000}, {.start = 4, .end = 5, .sum = 600}};
	struct marked_page page = PAGE_OF(rows);
	struct best_run best = {.runs = {.run = runs, .count = 2}, .run = runs[0]};
	signals_choose(&page.outline, &best);
	assert_int_equal(best.run.start, 4);
	// Not one that is worth little.
	runs[1].sum = 150;
	best.run = runs[0];
	signals_choose(&page.outline, &best);
	assert_int_equal(best.run.start, 1);
	// A page without a title has nothing to choose by.
	runs[1].sum = 600;
	page.outline.shape[0].markup.flags = 0;
	signals_choose(&page.outline, &best);
	assert_int_equal(best.run.start, 1);
	page_free_rows(&page.outline);
}

static void grow(struct marked_page *page, size_t start, size_t end)
{
	struct signals signals = {NULL, 0};
	struct best_run best = {
		.run = {.start = start, .end = end, .sum = 1000}, .worth = page->worth};
	memset(page->kept + start, 1, end - start);
	assert_true(signals_grow(&signals, &page->outline, &best, page->kept));
	signals_free(&signals);
}

static void assert_kept(const struct marked_page *page, const char *expected)
{
	for (size_t i = 0; i < page->outline.count; i++)
		assert_int_equal(page->kept[i], expected[i] == 'k');
}

// What a run grows to; frees the page.
static void assert_grows(struct marked_page *page, size_t start, size_t end, const char *expected)
{
	grow(page, start, end);
	assert_kept(page, expected);
	page_free_rows(&page->outline);
}

static void a_run_grows_over_its_siblings(void **state)
{
	(void)state;
	static const struct marked_row rows[] = {{" " P1, 0, 0, 2}, {" " P2, 0, 0, 2},
		{" " P3, 0, 0, 2}, {" 甲", 0, 0, 2}, {"d广告", 0, 0, 2}, {" 乙", 0, 0, 2},
		{" 丙", 0, 0, 2}, {" 丁", 0, 0, 4}, {" " P1 P2 P3, 0, 0, 5},
		{" " P3 P2 P1, 0, 0, 5}};
	struct marked_page page = PAGE_OF(rows);
	assert_grows(&page, 0, 3, "kkkkkkk...");
	// One or two lines are a caption or a credit.
	page = PAGE_OF(rows);
	page.outline.shape[6].markup.node = 4;
	assert_grows(&page, 0, 3, "kkk.......");
	// Evidence of husk ends it.
	page = PAGE_OF(rows);
	page.outline.shape[4].flags |= OUTLINE_EVIDENCE;
	assert_grows(&page, 0, 3, "kkk.......");
}

static void a_small_run_is_part_of_the_bulk(void **state)
{
	(void)state;
	static const struct marked_row rows[] = {{" 街巷", 100, 0, 4}, {" 1 " P1 P1, 0, 0, 2},
		{" 2 " P2 P2 P2, 0, 0, 2}, {" " P3, 0, 0, 2}, {" 3 " P1 P2 P3 P1 P2, 0, 0, 3},
		{" 丁", 0, 0, 4}};
	struct marked_page page = PAGE_OF(rows);
	assert_grows(&page, 3, 4, ".kkkk.");
	page = PAGE_OF(rows);
	page.outline.shape[1].flags |= OUTLINE_END;
	assert_grows(&page, 3, 4, "..kkk.");
}

static void links_within_a_run_go(void **state)
{
	(void)state;
	static const struct marked_row rows[] = {
		{" " P1, 0, 0, 2}, {" 山里的邮路", 100, 0, 2}, {" " P2, 0, 0, 2}};
	struct marked_page page = PAGE_OF(rows);
	signals_score(&page.outline, page.worth);
	assert_grows(&page, 0, 3, "k.k");
}

// --- documents ---

static void documents_are_counted(void **state)
{
	(void)state;
	static const struct marked_row rows[] = {{" 甲", 0, MARKUP_TITLE, 1}, {" " P1, 0, 0, 1},
		{" " P2, 0, 0, 1}, {" 乙", 0, MARKUP_TITLE, 1}, {" " P3, 0, 0, 1},
		{" " P1, 0, 0, 1}};
	struct marked_page page = PAGE_OF(rows);
	assert_true(multipage_has_documents(&page.outline));
	page.outline.shape[3].markup.flags = 0;
	assert_false(multipage_has_documents(&page.outline));
	page_free_rows(&page.outline);
	// The second one has no text.
	page = page_of(rows, 5);
	assert_false(multipage_has_documents(&page.outline));
	page_free_rows(&page.outline);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_say_that_there_is_husk),
		cmocka_unit_test(a_link_that_leaks_counts_for_none),
		cmocka_unit_test(husk_costs_and_code_does_not),
		cmocka_unit_test(a_box_of_links_costs_nothing),
		cmocka_unit_test(the_title_chooses_the_run),
		cmocka_unit_test(a_run_grows_over_its_siblings),
		cmocka_unit_test(a_small_run_is_part_of_the_bulk),
		cmocka_unit_test(links_within_a_run_go),
		cmocka_unit_test(documents_are_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
