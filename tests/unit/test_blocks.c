// SPDX-License-Identifier: MIT
// From markup to lines: what ends a line, what is no text, and what the markup says of each line.
#include <stdio.h>

#include "html/blocks.h"
#include "unit.h"

// Lines as they come, each with its LF, and signals where they are asked for.
struct seen {
	struct arena arena;
	struct blocks *blocks;
	struct buffer out;
	bool flags, nodes, links;
};

static bool see_line(void *context, const struct block_line *line)
{
	struct seen *seen = context;
	char text[64] = "";
	if (seen->flags)
		snprintf(text, sizeof text, "%x ", (unsigned)line->markup.flags);
	if (seen->links)
		snprintf(text, sizeof text, "%u%% ", (unsigned)line->markup.linked);
	if (seen->nodes) {
		size_t count;
		const uint32_t *parents = blocks_parents(seen->blocks, &count);
		assert_true(line->markup.node < count);
		assert_true(
			line->markup.node == 0 || parents[line->markup.node] < line->markup.node);
		snprintf(text, sizeof text, "%u.%u ", (unsigned)line->markup.node,
			(unsigned)parents[line->markup.node]);
	}
	assert_true(buffer_append_string(&seen->out, text));
	return buffer_append(&seen->out, line->text.data, line->text.size);
}

static void feed_page(struct seen *seen, struct slice input, size_t step)
{
	for (size_t at = 0; at < input.size; at += step) {
		size_t size = input.size - at < step ? input.size - at : step;
		char *piece = malloc(size);
		assert_non_null(piece);
		memcpy(piece, input.data + at, size);
		assert_true(blocks_feed(seen->blocks, piece, size));
		free(piece);
	}
	assert_true(blocks_end(seen->blocks));
}

static void free_seen(struct seen *seen)
{
	blocks_free(seen->blocks);
	arena_free(&seen->arena);
	buffer_free(&seen->out);
}

static void check(struct seen *seen, bool xml, const char *input, size_t step, const char *expected)
{
	seen->blocks = blocks_new(&seen->arena, see_line, seen);
	assert_non_null(seen->blocks);
	blocks_start(seen->blocks, xml);
	feed_page(seen, slice_of(input), step);
	assert_true(buffer_append_byte(&seen->out, '\0'));
	assert_string_equal(seen->out.data, expected);
	free_seen(seen);
}

// Whole, and in small pieces.
static void gives(const char *input, const char *expected)
{
	static const size_t steps[] = {1u << 20, 1, 2, 3, 5, 7};
	for (size_t i = 0; i < COUNT(steps); i++) {
		struct seen seen = {0};
		check(&seen, false, input, steps[i], expected);
	}
}

static void lines_end_with_blocks(void **state)
{
	(void)state;
	gives("<p>水<p>车<div>桥</div>路", "水\n车\n桥\n路\n");
	gives("水<br>车<br/>桥</br>路<hr>村", "水\n车\n桥\n路\n村\n");
	gives("<table><tr><td>水<td>车<tr><th>桥</table>路", "水\n车\n桥\n路\n");
	gives("<ul><li>水<li>车</ul><dl><dt>桥<dd>路</dl>", "水\n车\n桥\n路\n");
	gives("水</p>车</div>桥", "水\n车桥\n");
	gives("<h1>水</h2>车", "水\n车\n");
	gives("<p></p><div> \n&nbsp;&#x3000;</div>", "");
}

static void inline_elements_join(void **state)
{
	(void)state;
	gives("<p>来<b>源</b>：<a href=x>新<i>报</i></a><!-- --> 水<script>x</script>车",
		"来源：新报 水车\n");
	gives("a<span> b</span>\n\t<em> c</em>d", "a b cd\n");
}

static void blanks_collapse(void **state)
{
	(void)state;
	gives("  水 \n\t 车\f桥\r\n路  ", "水 车 桥 路\n");
	gives("<p> <b> 水 </b> <i> 车</i>", "水 车\n");
	gives("水&nbsp; &nbsp;车", "水\xC2\xA0 \xC2\xA0车\n");
	// What ends lines of text is a blank here.
	gives("水\xC2\x85车\xE2\x80\xA8桥\xE2\x80\xA9路&#x2028;村\xE2\x80\x9C",
		"水  车   桥   路   "
		"村\xE2\x80\x9C\n");
}

static void pre_keeps_lines(void **state)
{
	(void)state;
	gives("<pre>\n  if (x)\n\n\ty  z\n</pre>水", "  if (x)\n\n\ty  z\n水\n");
	gives("<pre>a\r\nb\rc</pre>", "a\nb\nc\n");
	gives("<pre>\r\n<b>a</b>\n</pre>", "a\n");
	gives("<xmp>\na<b>&amp;\n</xmp>c", "a<b>&amp;\nc\n");
	gives("水<plaintext>a\n</plaintext>", "水\na\n</plaintext>\n");
}

static void no_text(void **state)
{
	(void)state;
	gives("水<script>a<p>b</script><style>p{}</style><noscript><p>c</noscript>车", "水车\n");
	gives("水<select><option>a<option>b</select><button>c<p>d</button>车", "水车\n");
	gives("水<textarea><p>a</textarea><iframe><p>b</iframe><object>c</object>车", "水车\n");
	gives("水<template><p>a<td>b</template><canvas>c</canvas>车", "水车\n");
	gives("水<video>a</video><audio>b</audio><noframes>c</noframes>车", "水车\n");
	gives("水<span style=display:none>a<span>b</span>c</span>车", "水车\n");
	gives("水<a hidden>a<div>b</div></a>车<p>桥<a href=x>路", "水车\n桥路\n");
	gives("<dialog>a</dialog><dialog open>水</dialog>", "a\n水\n");
}

static void what_ends_early(void **state)
{
	(void)state;
	gives("<select><option>a<select>水<select>b<input>车", "水车\n");
	gives("<form><select><option>a<p>b</form>水", "水\n");
	gives("<button>a<button>b</button>水", "水\n");
	gives("<script>a", "");
	gives("水<!-- a", "水\n");
}

static void svg_and_math(void **state)
{
	(void)state;
	gives("水<svg><title>a</title><path/><text>b</text></svg>车", "水车\n");
	gives("<svg><style><b>水", "水\n"); // html ends it
	gives("<svg><g><p>水</p>车", "水\n车\n");
	gives("<svg><foreignObject><p>a</p></foreignObject>b</svg>水", "水\n");
	gives("<svg><![CDATA[</svg>a]]></svg>水<![CDATA[b]]>车", "水车\n");
	gives("<svg/>水<math><mi>x</mi></math>车", "水车\n");
}

static void title_is_a_line(void **state)
{
	(void)state;
	gives("<html><head><title>水\n车&amp;</title><title>a</title></head><body>桥",
		"水 车&\n桥\n");
	struct seen seen = {.flags = true};
	check(&seen, false, "<title>a</title><h2>b</h2>c", 9, "1 a\n2 b\n0 c\n");
}

// Below </html> another document may begin, in which nothing of the first is open.
static void documents_have_titles(void **state)
{
	(void)state;
	struct seen seen = {.flags = true};
	check(&seen, false,
		"<html><title>a</title><p hidden>b<select>c</html>\n<!doctype html><title>d</title>"
		"<p>e<title>f</title></html><html><title>g</title>",
		4, "1 a\n10 b\n1 d\n0 e\n1 g\n");
	// Not every <html> and not every title is another one.
	struct seen same = {.flags = true};
	check(&same, false, "<title>a</title></html>b<title>c</title><!doctype html><html>d", 4,
		"1 a\n0 b\n0 d\n");
}

static void flags_of_lines(void **state)
{
	(void)state;
	struct seen seen = {.flags = true};
	check(&seen, false, "<pre>a</pre><div>b<h3><p>c</p></h3>d<pre><h1>e</pre>", 4,
		"8 a\n0 b\n2 c\n0 d\na e\n");
	struct seen comments = {.flags = true};
	check(&comments, false,
		"<div class='list Comments'><p>a</div><ul id=replies><li>b</ul><p class=comment-x>c"
		"<body class=comment>d",
		4, "4 a\n4 b\n0 c\n0 d\n");
	struct seen words = {.flags = true};
	check(&words, false,
		"<p class=comment>a<p class=comments>b<p class=cmt>c<p class=reply>d<p "
		"class=replies>e<p class=pinglun>f<p class=liuyan>g<p class=trackback>h<p "
		"class=trackbacks>i<ul class='reply gutter'>j</ul>",
		9, "4 a\n4 b\n4 c\n4 d\n4 e\n4 f\n4 g\n4 h\n4 i\n24 j\n");
	struct seen numbers = {.flags = true};
	check(&numbers, false,
		"<table><td class=gutter><p>1</p><td class=linenos>2<td class=crayon-nums>3</table>"
		"<div class=gutter>4</div><pre class=lineno>5</pre><ul class=pre-numbering>6</ul>",
		5, "20 1\n20 2\n20 3\n0 4\n28 5\n20 6\n");
	struct seen hidden = {.flags = true};
	check(&hidden, false,
		"<div style='color:red; DISPLAY : none !important'><p>a</div>"
		"<div style='--x-display: none'>b</div><div "
		"style='display:none;display:block'>c</div>"
		"<p style=visibility:hidden>d<p hidden>e",
		6, "10 a\n0 b\n0 c\n0 d\n10 e\n");
	// The first of two attributes of a name counts.
	struct seen first = {.flags = true};
	check(&first, false,
		"<p style='' style='display:none'>a<p class=a class=reply>b<p class=a id=reply>c",
		6, "0 a\n0 b\n4 c\n");
}

static void links_are_counted(void **state)
{
	(void)state;
	struct seen seen = {.links = true};
	check(&seen, false,
		"<p>ab<a href=x>cd</a><p><a href=x>ab</a><p><a name=x>ab</a>"
		"<p>abcdef<a href=x>gh<p>ij",
		6, "50% abcd\n100% ab\n0% ab\n25% abcdefgh\n100% ij\n");
	// A cell ends a link that was left open.
	struct seen cells = {.links = true};
	check(&cells, false, "<table><td><a href=x>ab<td>cd</table>ef", 6,
		"100% ab\n0% cd\n0% ef\n");
}

static void nodes_of_lines(void **state)
{
	(void)state;
	struct seen seen = {.nodes = true};
	check(&seen, false, "a<div>b<br>c<p>d<p>e</div><div><div>f</div></div>g", 6,
		"0.0 a\n1.0 b\n1.0 c\n2.1 d\n3.1 e\n5.4 f\n0.0 g\n");
	// Blocks without lines have no number.
	struct seen none = {.nodes = true};
	check(&none, false, "<div></div><div></div><div><b>a</b></div>", 6, "1.0 a\n");
}

static void xml_has_empty_elements(void **state)
{
	(void)state;
	struct seen html = {0}, xml = {0};
	check(&html, false, "<script src=x />a</script>b", 6, "b\n");
	check(&xml, true, "<title/><script src=x />a<p/>b", 6, "a\nb\n");
}

static const char *ended_in(const char *input)
{
	struct seen seen = {0};
	seen.blocks = blocks_new(&seen.arena, see_line, &seen);
	assert_non_null(seen.blocks);
	feed_page(&seen, slice_of(input), 3);
	const char *in = blocks_ended_in(seen.blocks);
	free_seen(&seen);
	return in;
}

static void tells_what_is_open(void **state)
{
	(void)state;
	assert_null(ended_in("<div><p>a"));
	assert_string_equal(ended_in("<div><script>a"), "script");
	assert_string_equal(ended_in("<title>a"), "title");
	assert_string_equal(ended_in("<div><!--"), "comment");
	assert_string_equal(ended_in("<div><p"), "tag");
	assert_string_equal(ended_in("<p>a</p><select><option>b<p>c"), "select");
	assert_string_equal(ended_in("<button><svg><g>a"), "button");
	assert_string_equal(ended_in("<p>a<x-note hidden>b"), "element");
	assert_null(ended_in("<form><select><option>b</form><p>c"));
	assert_null(ended_in("<svg><g>a<p>b"));
}

// Feeds a unit many times; what is kept has a bound.
static void feed_many(const char *before, const char *unit, size_t count, size_t *lines)
{
	struct seen seen = {0};
	seen.blocks = blocks_new(&seen.arena, see_line, &seen);
	assert_non_null(seen.blocks);
	char *many = repeated(unit, 1000, "");
	assert_true(blocks_feed(seen.blocks, before, strlen(before)));
	for (size_t i = 0; i < count; i += 1000) {
		assert_true(blocks_feed(seen.blocks, many, 1000 * strlen(unit)));
		arena_clear(&seen.arena);
	}
	assert_true(blocks_end(seen.blocks));
	*lines = 0;
	for (size_t i = 0; i < seen.out.size; i++)
		*lines += seen.out.data[i] == '\n';
	free(many);
	free_seen(&seen);
}

static void hostile_pages(void **state)
{
	(void)state;
	size_t lines;
	feed_many("", "<div>", 1000000, &lines);
	assert_int_equal(lines, 0);
	feed_many("", "<div>a", 100000, &lines);
	assert_int_equal(lines, 100000);
	feed_many("", "<b hidden>", 100000, &lines);
	feed_many("", "</div></p>", 100000, &lines);
	feed_many("<p ", "a=b ", 1000000, &lines);
	assert_int_equal(lines, 0);
	feed_many("<p a='", "b", 1000000, &lines);
	assert_int_equal(lines, 0);
	feed_many("<!--", "-", 1000000, &lines);
	assert_int_equal(lines, 0);
	feed_many("", "<", 1000000, &lines);
	assert_int_equal(lines, 1);
	feed_many("&#", "0", 1000000, &lines);
	assert_int_equal(lines, 1);
	feed_many("", "<table><tr><td>a", 100000, &lines);
	assert_int_equal(lines, 100000);
}

static void any_markup(void **state)
{
	(void)state;
	static const char *const pieces[] = {"<p>", "</p>", "<div>", "</div>", "<table>",
		"</table>", "<tr>", "<td>", "</td>", "<li>", "<ul>", "</ul>", "<a href=x>", "</a>",
		"<b>", "</b>", "<svg>", "</svg>", "<g>", "<title>", "</title>", "<select>",
		"<option>", "</select>", "<pre>", "</pre>", "\n", "\r", " ", "水", "a", "&amp;",
		"<span style=display:none>", "</span>", "<div hidden>", "<button>", "</form>",
		"<template>", "</template>", "<br>", "<script>", "</script>", "<h1>", "</h2>",
		"<caption>", "<foreignobject>", "<form hidden>"};
	char page[400];
	for (size_t round = 0; round < 5000; round++) {
		size_t size = random_pieces(page, sizeof page - 1, pieces, COUNT(pieces));
		page[size] = '\0';
		struct seen whole = {.flags = true, .nodes = true};
		whole.blocks = blocks_new(&whole.arena, see_line, &whole);
		assert_non_null(whole.blocks);
		feed_page(&whole, slice_of(page), size + 1);
		assert_true(buffer_append_byte(&whole.out, '\0'));
		struct seen again = {.flags = true, .nodes = true};
		check(&again, false, page, 1 + random_below(9), whole.out.data);
		free_seen(&whole);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_end_with_blocks),
		cmocka_unit_test(inline_elements_join),
		cmocka_unit_test(blanks_collapse),
		cmocka_unit_test(pre_keeps_lines),
		cmocka_unit_test(no_text),
		cmocka_unit_test(what_ends_early),
		cmocka_unit_test(svg_and_math),
		cmocka_unit_test(title_is_a_line),
		cmocka_unit_test(documents_have_titles),
		cmocka_unit_test(flags_of_lines),
		cmocka_unit_test(links_are_counted),
		cmocka_unit_test(nodes_of_lines),
		cmocka_unit_test(xml_has_empty_elements),
		cmocka_unit_test(tells_what_is_open),
		cmocka_unit_test(hostile_pages),
		cmocka_unit_test(any_markup),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
