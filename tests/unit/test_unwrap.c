// SPDX-License-Identifier: MIT
// Tests of what is undone of renderings: one habit of a tool at a time, and what only looks like
// it.
#include "unit.h"

#include <stdbool.h>
#include <stdio.h>

#include "base/buffer.h"
#include "dump/cells.h"
#include "dump/unwrap.h"
#include "base/arena.h"

#define TEN "一二三四五六七八九十"

// Pieces as text: lines that were joined as +, the reason as !name, before the line.
static bool sink(void *context, const struct unwrap_piece *piece)
{
	struct buffer *out = context;
	for (size_t i = 0; i < piece->joined; i++)
		assert_true(buffer_append_byte(out, '+'));
	if (piece->reason)
		assert_true(buffer_append_byte(out, '!') &&
			    buffer_append_string(out, piece->reason) &&
			    buffer_append_byte(out, ' '));
	return buffer_append(out, piece->text.data, piece->text.size);
}

// Feeds from memory of just the right size, so that a read outside of it is seen.
static void feed(struct unwrap *unrender, const char *text, size_t size)
{
	char *exact = malloc(size > 0 ? size : 1);
	assert_non_null(exact);
	memcpy(exact, text, size);
	assert_true(unwrap_feed(unrender, (struct slice){exact, size}));
	free(exact);
}

// What comes of a page that is fed in pieces of `piece` bytes.
static char *undone_in(const char *text, size_t piece)
{
	struct buffer out = {0};
	struct arena arena = {0};
	struct unwrap *unrender = unwrap_new(&arena, sink, &out);
	assert_non_null(unrender);
	size_t size = strlen(text);
	for (size_t at = 0; at < size; at += piece)
		feed(unrender, text + at, size - at < piece ? size - at : piece);
	assert_true(unwrap_end(unrender));
	assert_true(buffer_append_byte(&out, '\0'));
	unwrap_free(unrender);
	arena_free(&arena);
	return out.data;
}

static void assert_undone(const char *text, const char *expected)
{
	static const size_t pieces[] = {1, 2, 3, 7, 64, 1 << 20};
	for (size_t i = 0; i < COUNT(pieces); i++) {
		char *out = undone_in(text, pieces[i]);
		assert_string_equal(out, expected);
		free(out);
	}
}

// What shows the tool, and stays as it is but for the bullets.
#define LYNX "     * [1]a\n     * [2]b\n     * [3]c\n"
#define LYNX_OUT "a\nb\nc\n"
#define W3M "  • 甲\n  • 乙\n  • 丙\n"
#define W3M_OUT "甲\n乙\n丙\n"
#define HTML2TEXT "    * 甲\n    * 乙\n    * 丙\n"
#define PANDOC "-   甲\n-   乙\n-   丙\n"
#define PLAIN_OUT "甲\n乙\n丙\n"

static void test_lynx_lines(void **state)
{
	(void)state;
	// 74 characters with the margin, whatever their width.
	assert_undone(LYNX "\n   " TEN TEN TEN TEN TEN TEN TEN "一\n   二三。\n",
		LYNX_OUT "\n+" TEN TEN TEN TEN TEN TEN TEN "一二三。\n");
	// One less: a paragraph and another.
	assert_undone(LYNX "\n   " TEN TEN TEN TEN TEN TEN TEN "\n   二三。\n",
		LYNX_OUT "\n   " TEN TEN TEN TEN TEN TEN TEN "\n   二三。\n");
	// The margin that it forgets.
	assert_undone(LYNX "\n" TEN TEN TEN TEN TEN TEN TEN "一\n   二三。\n",
		LYNX_OUT "\n+" TEN TEN TEN TEN TEN TEN TEN "一二三。\n");
	// A new paragraph is set in.
	assert_undone(LYNX "\n   " TEN TEN TEN TEN TEN TEN TEN "一\n   　　二三。\n",
		LYNX_OUT "\n   " TEN TEN TEN TEN TEN TEN TEN "一\n   　　二三。\n");
}

static void test_lynx_marks(void **state)
{
	(void)state;
	assert_undone(LYNX "   去[4]渔港看[5]海\n", LYNX_OUT "   去渔港看海\n");
	// A footnote does not go on where the links were.
	assert_undone(LYNX "   渔港[1]的海[99]\n", LYNX_OUT "   渔港[1]的海[99]\n");
	assert_undone(LYNX "   [boat.jpg] 渔船[INLINE]\n   [boat.jpg]\n",
		LYNX_OUT "    渔船\n!marks-only    [boat.jpg]\n");
	assert_undone(LYNX "   姓名 ________ 提交\n   a_b\n", LYNX_OUT "   姓名  提交\n   a_b\n");
	assert_undone(LYNX "   IFRAME:\n   [4]http://a.example/\n   b.html\n\n   海\n",
		LYNX_OUT "!marks-only    IFRAME:\n!marks-only    [4]http://a.example/\n"
			 "!marks-only    b.html\n\n   海\n");
}

static void test_lynx_list(void **state)
{
	(void)state;
	assert_undone(LYNX "\nReferences\n\n   1. http://a/\n   2. javascript:f('b c')\n  10. /c\n",
		LYNX_OUT "\n!link-list References\n\n!link-list    1. http://a/\n"
			 "!link-list    2. javascript:f('b c')\n!link-list   10. /c\n");
	assert_undone(LYNX
		"References\n\n   Visible links:\n   1. /a\n   Hidden links:\n   1. /b\n",
		LYNX_OUT "!link-list References\n\n!link-list    Visible links:\n!link-list    1. "
			 "/a\n!link-list    Hidden links:\n!link-list    1. /b\n");
	// A heading that is one.
	assert_undone(LYNX "References\n\n   The old book.\n",
		LYNX_OUT "References\n\n   The old book.\n");
	assert_undone(LYNX "References\n", LYNX_OUT "References\n");
	// What comes after the list is no part of it.
	assert_undone(LYNX "References\n   1. /a\n海\n   2. 山\n",
		LYNX_OUT "!link-list References\n!link-list    1. /a\n海\n   2. 山\n");
}

static void test_w3m(void **state)
{
	(void)state;
	// 78 or 79 columns.
	assert_undone(W3M "\n" TEN TEN TEN "一二三四五六七八九\n十。\n",
		W3M_OUT "\n+" TEN TEN TEN "一二三四五六七八九十。\n");
	assert_undone(W3M "\n" TEN TEN TEN "一二三四五六七八\n十。\n",
		W3M_OUT "\n" TEN TEN TEN "一二三四五六七八\n十。\n");
	// A word that had no room; a blank stood before it.
	assert_undone(W3M "\nthe " TEN TEN TEN " harbours\nmaster\n",
		W3M_OUT "\n+the " TEN TEN TEN " harbours master\n");
	// The page's own bullets begin lines.
	assert_undone(W3M "\n" TEN TEN TEN "一二三四五六七八九\n·十。\n",
		W3M_OUT "\n" TEN TEN TEN "一二三四五六七八九\n·十。\n");
	// A side column is left out where the line beside it is put together.
	assert_undone(W3M "\n一，" TEN TEN TEN "一二三四五六七   side\n十。   column\n",
		W3M_OUT "\n+一，" TEN TEN TEN "一二三四五六七十。\n");
	// The end of a centred paragraph.
	assert_undone(W3M "\n" TEN TEN TEN "一二三四五六七八九\n"
			  "                                      十。\n",
		W3M_OUT "\n+" TEN TEN TEN "一二三四五六七八九十。\n");
	assert_undone(W3M "渔船[boat_1]和[组图]\n[ab-1]\n  [q       ]\n[1]\n",
		W3M_OUT "渔船和[组图]\n!marks-only [ab-1]\n!marks-only   [q       ]\n[1]\n");
	// What follows a name is in an array.
	assert_undone(W3M "\n读 a[n-1]、f(x)[k_2] 和 [k_2]\n[k_1][k_2]\n",
		W3M_OUT "\n读 a[n-1]、f(x)[k_2] 和 \n!marks-only [k_1][k_2]\n");
}

// A row of a box is one line if only its last cell goes on; else its lines stay, so that no
// character changes its place.
static void test_boxes(void **state)
{
	(void)state;
	assert_undone(W3M "┌──────┬──────────┐\n│雨前茶│二十      │\n├──────┼──────────┤\n"
			  "│老白茶│存了六年，\n",
		W3M_OUT "!frame ┌──────┬──────────┐\n雨前茶   二十\n!frame ├──────┼──────────┤\n"
			"老白茶   存了六年，\n");
	assert_undone(W3M "┌──┬──────┐\n│茶│一二三│\n│  │四五  │\n└──┴──────┘\n",
		W3M_OUT "!frame ┌──┬──────┐\n+茶   一二三四五\n!frame └──┴──────┘\n");
	assert_undone(W3M "┌──┬──────┐\n│红│一二三│\n│茶│四五  │\n└──┴──────┘\n",
		W3M_OUT "!frame ┌──┬──────┐\n红   一二三\n茶   四五\n!frame └──┴──────┘\n");
	// A tree of directories is no box.
	assert_undone(
		W3M "├── src\n│   └── lib\n└── doc\n", W3M_OUT "├── src\n│   └── lib\n└── doc\n");
}

static void test_elinks(void **state)
{
	(void)state;
	// 77 columns with the margin; a no-break space behind the bullet.
	assert_undone(
		"     •\xC2\xA0[1]a\n     •\xC2\xA0[2]b\n     •\xC2\xA0[3]c\n\n   " TEN TEN TEN
		"一二三四五六七\n   十[4]。\n\nReferences\n\n   Visible links\n   1. /a\n",
		"a\nb\nc\n\n+" TEN TEN TEN "一二三四五六七十。\n\n!link-list References\n\n"
		"!link-list    Visible links\n!link-list    1. /a\n");
}

static void test_links(void **state)
{
	(void)state;
	// Chinese is not broken, English is.
	assert_undone("     * 甲\n     * 乙\n     * 丙\n\n   " TEN TEN TEN TEN TEN TEN TEN TEN TEN
		      "\n\n"
		      "   The harbour master, who has worked here for thirty years, said that the\n"
		      "   new quay is long.\n   [IMG]\n",
		PLAIN_OUT
		"\n   " TEN TEN TEN TEN TEN TEN TEN TEN TEN "\n\n"
		"+The harbour master, who has worked here for thirty years, said that the "
		"new quay is long.\n!marks-only    [IMG]\n");
}

#define MARKDOWN "  * [甲](/a)\n  * [乙](/b)\n  * [丙](/c)\n"

// What Python's html2text prints.
static void test_markdown(void **state)
{
	(void)state;
	assert_undone(MARKDOWN "\n## 渔港\n东山[渔港](/port/_(a)/ \"b\")**今天**开放[注]\\.\n",
		PLAIN_OUT "\n 渔港\n东山渔港今天开放[注].\n");
	assert_undone(MARKDOWN
		"[![茶坊](a.png)](/c)海\n![](b.png)\na[1](b)\n](x)\n[海](x\n#\n\\\\*\n",
		PLAIN_OUT "茶坊海\n!marks-only ![](b.png)\na[1](b)\n](x)\n[海](x\n#\n\\*\n");
}

static void test_html2text(void **state)
{
	(void)state;
	assert_undone(HTML2TEXT "***** 渔港 *****\n* * *\n", PLAIN_OUT "渔港\n* * *\n");
	assert_undone(HTML2TEXT "渔_港 a_b [/img/boat.gif]开\n[http://a/\nb.gif]\n[海]\n",
		PLAIN_OUT "渔 港 a_b 开\n[http://a/\nb.gif]\n[海]\n");
	// A list to choose from, a button, a field that it knows nothing of.
	assert_undone(HTML2TEXT "渔港[One of: 请选择/海鲜/海图 ][Submit /img/go.gif]\n"
				"[Unknown INPUT type]\n[One of us]\n",
		PLAIN_OUT "渔港\n!marks-only [Unknown INPUT type]\n[One of us]\n");
	assert_undone(HTML2TEXT
		"The harbour master, who has worked here for thirty years, said that the "
		"new\nquay is open.\n",
		PLAIN_OUT
		"+The harbour master, who has worked here for thirty years, said that the new "
		"quay is open.\n");
	// A short line, and a long one that was not broken: two paragraphs.
	assert_undone(HTML2TEXT TEN TEN TEN TEN TEN TEN "。\n" TEN TEN TEN TEN "\n",
		PLAIN_OUT TEN TEN TEN TEN TEN TEN "。\n" TEN TEN TEN TEN "\n");
}

static void test_pandoc(void **state)
{
	(void)state;
	assert_undone(PANDOC "[]渔船[]\n[]\n", PLAIN_OUT "渔船\n!marks-only []\n");
	// Cells are cut off from the end: the last line is full too.
	assert_undone("+----------------------+------+\n"
		      "| 　　一               | -    |\n"
		      "| 一二三四五六七八九十 |      |\n"
		      "|                      |      |\n"
		      "| 　　一二三           |      |\n"
		      "+----------------------+------+\n"
		      "+------+\n",
		"!frame +----------------------+------+\n"
		"+　　一一二三四五六七八九十\n"
		"!frame |                      |      |\n"
		"　　一二三\n"
		"!frame +----------------------+------+\n"
		"!frame +------+\n");
	// Bars that are no frame.
	assert_undone(PANDOC "新闻 | 体育 | 财经\n", PLAIN_OUT "新闻 | 体育 | 财经\n");
}

static void test_plain(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"",
		"\n",
		"海",
		"海\r\n\r\n山\n",
		"   一\n   二\n   三\n",
		"[1]a [2]b [3]c\nReferences\n   1. /a\n",
		"* a\n* b\n* c\n* d\n",
		"****** a ******\n",
		"  a\n  b\n  [1]\n  [x_1]\n  []\n",
		// Lists, fields and addresses of an array, in English.
		"  • a\n  • b\n  • c\n[x_1]\n[]\n",
		"    * a\n    * b\n    * c\n[/img/a.gif]\n",
		"-   a\n-   b\n-   c\n[]\n",
		"   x[1]=a;\n   x[2]=b;\n   x[3]=c;\n   return x[4];\n",
		" 甲\n 乙\n 丙\n[101]。\n[102]，\n[]\n",
		"   甲[1]。\n   乙[2]，\n   丙[3] 丁\n",
		// Of lines that people broke.
		"  The harbour master, who has worked here for thirty years, said that the\n"
		"  new quay can take ships of up to two thousand tons, and that the ferry to\n"
		"  the northern islands will start again in the spring, if the weather lets\n"
		"  it, and the office says that it will, as it has done every single year but\n"
		"  one since the old quay was built of the stones of the tower on the hill.\n",
	};
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_undone(texts[i], texts[i]);
}

// Lines with other line ends in them are not joined: their number would not be known.
static void test_line_ends(void **state)
{
	(void)state;
	static const char *const ends[] = {"\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
	for (size_t i = 0; i < COUNT(ends); i++) {
		char text[512], expected[512];
		snprintf(text, sizeof text, W3M "\n" TEN TEN TEN "一二三四五六七八九\n十%s十\n",
			ends[i]);
		snprintf(expected, sizeof expected,
			W3M_OUT "\n" TEN TEN TEN "一二三四五六七八九\n十%s十\n", ends[i]);
		assert_undone(text, expected);
	}
	// CR LF is one end.
	assert_undone("  • a\r\n  • b\r\n  • c\r\n" TEN TEN TEN "一二三四五六七八九\r\n十\r\n",
		"a\nb\nc\n+" TEN TEN TEN "一二三四五六七八九十\n");
}

// Halves of a character must not become one.
static void test_halves(void **state)
{
	(void)state;
	assert_undone(W3M "\n" TEN TEN TEN "一二三四五六七八九\xE4\xB8\n\xAD。\n",
		W3M_OUT "\n+" TEN TEN TEN "一二三四五六七八九\xE4\xB8 \xAD。\n");
}

// A heading in stars is no part of the line above, however full that is.
static void test_heading_below(void **state)
{
	(void)state;
	assert_undone("    * 甲\n    * 乙\n" TEN TEN TEN TEN TEN TEN TEN "一二三四五六七八九\n"
		      "***** 价目 *****\n    * 丙\n",
		"甲\n乙\n" TEN TEN TEN TEN TEN TEN TEN "一二三四五六七八九\n价目\n丙\n");
}

// pandoc takes a run of ideographs for one word, before which it breaks early.
static void test_long_word_below(void **state)
{
	(void)state;
	assert_undone(
		"-   甲\n-   乙\n-   丙\n\n他们用了 a small machine with two cores\n" TEN TEN TEN
		"，" TEN "。\n",
		"甲\n乙\n丙\n\n+他们用了 a small machine with two cores " TEN TEN TEN "，" TEN
		"。\n");
	assert_undone("-   甲\n-   乙\n-   丙\n\n作者：李青，于柳溪巷的老茶坊\n" TEN TEN TEN
		      "，" TEN "。\n",
		"甲\n乙\n丙\n\n作者：李青，于柳溪巷的老茶坊\n" TEN TEN TEN "，" TEN "。\n");
}

// A mark between the bytes of a character does not make one of them.
static void test_marks_between_bytes(void **state)
{
	(void)state;
	assert_undone("   \xE6[1]\x9D\xA5\n   [2]甲\n   [3]乙\n   [4]丙\n",
		"   \xE6\x7F\x9D\xA5\n   甲\n   乙\n   丙\n");
}

// No line end gets lost, and no line is added at the end of the page.
static void test_accounted_line_ends(void **state)
{
	(void)state;
	assert_undone("  • 甲\n  • 乙\n  丙\xE2\x80\xA9", "甲\n乙\n  丙\n");
	assert_undone("  • 甲\n  • 乙\n \xC2\x85", "甲\n乙\n \n");
	assert_undone("  • 甲\n  • 乙\n \xE2\x80\xA8\n", "甲\n乙\n \xE2\x80\xA8\n");
	assert_undone(
		"  • 甲\n  • 乙\n  丙[    \r    ]丁[     ]\n", "甲\n乙\n  丙[    \r    ]丁\n");
}

// The same comes out however the page arrives.
static void assert_undone_in_pieces(const char *text, const char *expected)
{
	static const size_t pieces[] = {1, 4093, 16384, 65536, 1 << 20};
	for (size_t i = 0; i < COUNT(pieces); i++) {
		char *out = undone_in(text, pieces[i]);
		assert_string_equal(out, expected);
		free(out);
	}
}

// Asserts what comes of a page of short lines with a rendering at its end, before which it has
// about `size` bytes and begins with `first`.
static void assert_seen(const char *first, size_t size, bool seen)
{
	char *lines = repeated("海\n", size / 4, W3M);
	char *lines_out = repeated("海\n", size / 4, seen ? W3M_OUT : W3M);
	char *text = repeated(first, 1, lines), *expected = repeated(first, 1, lines_out);
	assert_undone_in_pieces(text, expected);
	free(lines);
	free(lines_out);
	free(text);
	free(expected);
}

// What begins past the look does not count, nor past the glance when nothing was seen by then,
// however the page arrives.
static void test_look(void **state)
{
	(void)state;
	assert_seen("", UNWRAP_GLANCE - 128, true);
	assert_seen("", UNWRAP_GLANCE, false);
	assert_seen(" 海\n", UNWRAP_GLANCE, true);
	assert_seen(" 海\n", UNWRAP_LOOK - 128, true);
	assert_seen(" 海\n", UNWRAP_LOOK, false);
}

// From a line on that is too long, the page passes.
static void test_long_line(void **state)
{
	(void)state;
	char *line = repeated("海", 30000, "\n  • d\n");
	size_t size = strlen(line) + sizeof W3M;
	char *text = malloc(size), *expected = malloc(size);
	assert_non_null(text);
	assert_non_null(expected);
	snprintf(text, size, "%s%s", W3M, line);
	snprintf(expected, size, "%s%s", W3M_OUT, line);
	assert_undone_in_pieces(text, expected);
	free(line);
	free(text);
	free(expected);
}

// One page after another, each for itself.
static void test_pages(void **state)
{
	(void)state;
	struct buffer out = {0};
	struct arena arena = {0};
	struct unwrap *unrender = unwrap_new(&arena, sink, &out);
	assert_non_null(unrender);
	static const char *const texts[] = {W3M "[x_1]", "[x_1]\n", LYNX "[4]\n", LYNX};
	for (size_t i = 0; i < COUNT(texts); i++) {
		feed(unrender, texts[i], strlen(texts[i]));
		assert_true(unwrap_end(unrender));
		assert_true(buffer_append_string(&out, "--\n"));
	}
	assert_true(buffer_append_byte(&out, '\0'));
	assert_string_equal(out.data, W3M_OUT "!marks-only [x_1]\n--\n[x_1]\n--\n" LYNX_OUT
					      "!marks-only [4]\n--\n" LYNX_OUT "--\n");
	unwrap_free(unrender);
	buffer_free(&out);
	arena_free(&arena);
}

static void test_row(void **state)
{
	(void)state;
	struct cells row;
	static const char line[] = "  渔港　a    b  c   \xC2\xA0";
	cells_read(
		&row, (struct slice){line, sizeof line - 1}, &(struct frame){.kind = FRAME_NONE});
	assert_int_equal(row.count, 2);
	assert_int_equal(row.cell[0].start[METRIC_COLUMNS], 2);
	assert_int_equal(row.cell[0].end[METRIC_COLUMNS], 9);
	assert_int_equal(row.cell[0].end[METRIC_CHARACTERS], 6);
	assert_int_equal(row.cell[1].start[METRIC_COLUMNS], 13);
	assert_int_equal(row.cell[1].text.size, 4);
	assert_false(row.unjoinable);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lynx_lines),
		cmocka_unit_test(test_lynx_marks),
		cmocka_unit_test(test_lynx_list),
		cmocka_unit_test(test_w3m),
		cmocka_unit_test(test_boxes),
		cmocka_unit_test(test_elinks),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_html2text),
		cmocka_unit_test(test_pandoc),
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_halves),
		cmocka_unit_test(test_heading_below),
		cmocka_unit_test(test_long_word_below),
		cmocka_unit_test(test_marks_between_bytes),
		cmocka_unit_test(test_accounted_line_ends),
		cmocka_unit_test(test_look),
		cmocka_unit_test(test_long_line),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_row),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
