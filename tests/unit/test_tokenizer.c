// SPDX-License-Identifier: MIT
// The tokens of html. Each input is read whole, byte by byte, and cut at each place.
#include <stdio.h>

#include "html/tokenizer.h"
#include "unit.h"

// Tokens as text: T[text] <name a=[value]> </name> !doctype
struct seen {
	struct buffer out;
	bool in_text;
	struct tokenizer *tokenizer;
};

static void put(struct seen *seen, const char *string)
{
	assert_true(buffer_append_string(&seen->out, string));
}

static void put_slice(struct seen *seen, struct slice text)
{
	assert_true(buffer_append(&seen->out, text.data, text.size));
}

static void end_text(struct seen *seen)
{
	if (seen->in_text)
		put(seen, "]");
	seen->in_text = false;
}

static bool see_text(void *context, struct slice text)
{
	struct seen *seen = context;
	assert_true(text.size > 0);
	if (!seen->in_text)
		put(seen, "T[");
	seen->in_text = true;
	put_slice(seen, text);
	return true;
}

static bool is(struct slice text, const char *string)
{
	return text.size == strlen(string) && memcmp(text.data, string, text.size) == 0;
}

// Elements set how their text is read, as in a page.
static void set_content(struct seen *seen, struct slice name)
{
	static const struct {
		const char *name;
		enum content content;
	} rows[] = {{"title", CONTENT_RCDATA}, {"style", CONTENT_RAWTEXT},
		{"script", CONTENT_SCRIPT}, {"plaintext", CONTENT_PLAINTEXT}};
	for (size_t i = 0; i < COUNT(rows); i++)
		if (is(name, rows[i].name))
			tokenizer_set_content(seen->tokenizer, rows[i].content, name);
	tokenizer_allow_cdata(seen->tokenizer, is(name, "svg"));
}

static bool see_tag(void *context, const struct tag *tag)
{
	struct seen *seen = context;
	end_text(seen);
	put(seen, tag->end ? "</" : "<");
	put_slice(seen, tag->name);
	for (size_t i = 0; i < tag->attributes; i++) {
		put(seen, " ");
		put_slice(seen, tag->attribute[i].name);
		put(seen, "=[");
		put_slice(seen, tag->attribute[i].value);
		put(seen, "]");
	}
	put(seen, tag->closed ? "/>" : ">");
	if (!tag->end)
		set_content(seen, tag->name);
	return true;
}

static bool see_doctype(void *context)
{
	struct seen *seen = context;
	end_text(seen);
	put(seen, "!doctype");
	return true;
}

static const struct token_sink sink = {see_text, see_tag, see_doctype};

// Feeds pieces: a first one, then ones of `step` bytes. Each stands alone in memory.
static struct seen tokenize(struct slice input, size_t first, size_t step)
{
	struct seen seen = {0};
	seen.tokenizer = tokenizer_new(&sink, &seen);
	assert_non_null(seen.tokenizer);
	for (size_t at = 0; at < input.size;) {
		size_t size = at == 0 && first > 0 ? first : step;
		size = size < input.size - at ? size : input.size - at;
		char *piece = malloc(size);
		assert_non_null(piece);
		memcpy(piece, input.data + at, size);
		assert_true(tokenizer_feed(seen.tokenizer, piece, size));
		free(piece);
		at += size;
	}
	assert_true(tokenizer_end(seen.tokenizer));
	end_text(&seen);
	return seen;
}

static void check(struct slice input, size_t first, size_t step, const char *expected)
{
	struct seen seen = tokenize(input, first, step);
	assert_true(buffer_append_byte(&seen.out, '\0'));
	assert_string_equal(seen.out.data, expected);
	tokenizer_free(seen.tokenizer);
	buffer_free(&seen.out);
}

static void gives_of(struct slice input, const char *expected)
{
	check(input, 0, input.size, expected);
	check(input, 0, 1, expected);
	for (size_t cut = 1; cut < input.size; cut++)
		check(input, cut, input.size, expected);
}

static void gives(const char *input, const char *expected)
{
	gives_of(slice_of(input), expected);
}

static void tags(void **state)
{
	(void)state;
	gives("<p>水</p>车", "<p>T[水]</p>T[车]");
	gives("<DiV><br/><br / ></DIV >", "<DiV><br/><br></DIV>");
	gives("<a/b>", "<a b=[]>");
	gives("<p", "");
	gives("<p>a<b c='", "<p>T[a]");
	gives("1 < 2 <3 <", "T[1 < 2 <3 <]");
	gives("a</>b</ c>d</", "T[abd</]");
	gives("<?xml version='1.0'?>a", "T[a]");
}

static void attributes(void **state)
{
	(void)state;
	gives("<a href=\"x>y\" title='\"' id=z disabled>",
		"<a href=[x>y] title=[\"] id=[z] disabled=[]>");
	gives("<a\n b = c d= 'e'f=g>", "<a b=[c] d=[e] f=[g]>");
	gives("<a b=/c/ d=>", "<a b=[/c/] d=[]>");
	gives("<a =b ='c'>", "<a =b=[c]>");
	gives("<a b=\"&amp;\" B=2/>", "<a b=[&amp;] B=[2/]>");
	gives("<a b=c'\"<d>", "<a b=[c'\"<d]>");
	gives("</a b=c>", "</a b=[c]>");
}

static void comments(void **state)
{
	(void)state;
	gives("a<!-- <p> - -- > -->b", "T[ab]");
	gives("a<!-->b<!--->c<!---->d", "T[abcd]");
	gives("a<!--x--!>b<!--x--!y-->c<!--x--->d", "T[abcd]");
	gives("a<!--x--!-->b", "T[ab]");
	gives("a<!-x>b<!>c<!x-->d", "T[abcd]");
	gives("a<!-- b", "T[a]");
	gives("a<!-- b --", "T[a]");
}

static void declarations(void **state)
{
	(void)state;
	gives("<!DOCTYPE html>a", "!doctypeT[a]");
	gives("<!doctype html PUBLIC \"-//W3C//DTD", "!doctype");
	gives("<!DOCTYP>a<!DOCTYPE>", "T[a]!doctype");
	gives("<![CDATA[a]]>b", "T[b]");
	gives("<svg><![CDATA[a<b]]c]]]>d", "<svg>T[a<b]]c]d]");
	gives("<svg><![CDATA[a]]", "<svg>T[a]]]");
}

static void text_with_references(void **state)
{
	(void)state;
	gives("a&lt;p&gt;&nbsp;b", "T[a<p>\xC2\xA0"
				   "b]");
	gives("&notit; &notin; &copy", "T[¬it; ∉ ©]");
	gives("&#x6c34;&#36710 &#", "T[水车 &#]");
	gives("a&b&<i>", "T[a&b&]<i>");
}

static void text_without_tags(void **state)
{
	(void)state;
	gives("<title>a<b>&amp;</titl></TITLE >c", "<title>T[a<b>&</titl>]</TITLE>T[c]");
	gives("<style>a<b>&amp;</style\n>c", "<style>T[a<b>&amp;]</style>T[c]");
	gives("<style></styles></style/>", "<style>T[</styles>]</style/>");
	gives("<plaintext>a</plaintext>&amp;", "<plaintext>T[a</plaintext>&amp;]");
	gives("<title>a</title", "<title>T[a</title]");
	gives("<title>a<", "<title>T[a<]");
	gives_of((struct slice){"<style>\0</style>", 16}, "<style>T[\uFFFD]</style>");
}

static void scripts(void **state)
{
	(void)state;
	gives("<script>if (a<b && c) '<p>'</script>d",
		"<script>T[if (a<b && c) '<p>']</script>T[d]");
	// Escaped: the end tag counts.
	gives("<script><!-- </script>a", "<script>T[<!-- ]</script>T[a]");
	gives("<script><!-x</script>a", "<script>T[<!-x]</script>T[a]");
	// Escaped twice: the first end tag does not.
	gives("<script><!-- <script>x</script> --></script>a",
		"<script>T[<!-- <script>x</script> -->]</script>T[a]");
	gives("<script><!-- <SCRIPT/ </ScRiPt </script>a",
		"<script>T[<!-- <SCRIPT/ </ScRiPt ]</script>T[a]");
	gives("<script><!-- <scripts></script>a", "<script>T[<!-- <scripts>]</script>T[a]");
	gives("<script><!-- <script>--></script>a", "<script>T[<!-- <script>-->]</script>T[a]");
	gives("<script><!-- <script> - -- ->x</script x</script>",
		"<script>T[<!-- <script> - -- ->x</script x]</script>");
	gives("<script><!--></script>a", "<script>T[<!-->]</script>T[a]");
	gives("<script><!---a--></script>b", "<script>T[<!---a-->]</script>T[b]");
	gives("<script>a</scrip", "<script>T[a</scrip]");
}

static void bounds(void **state)
{
	(void)state;
	// Values are cut off, and what is behind them is read.
	char *value = repeated("v", ATTRIBUTE_MOST + 100, "");
	char *page = malloc(strlen(value) + 32);
	assert_non_null(page);
	size_t size = (size_t)sprintf(page, "<a b='%s' c=d>e", value);
	for (size_t step = 1; step <= size; step += size - 1) {
		struct seen seen = tokenize((struct slice){page, size}, 0, step);
		assert_int_equal(seen.out.size, strlen("<a b=[] c=[d]>T[e]") + ATTRIBUTE_MOST);
		tokenizer_free(seen.tokenizer);
		buffer_free(&seen.out);
	}
	free(page);
	free(value);
	// So are attributes, and names.
	char *many = repeated(" a=b", 3 * ATTRIBUTES_MOST, ">x");
	page = malloc(strlen(many) + 8);
	assert_non_null(page);
	size = (size_t)sprintf(page, "<p%s", many);
	for (size_t step = 1; step <= size; step += size - 1) {
		struct seen seen = tokenize((struct slice){page, size}, 0, step);
		assert_int_equal(
			seen.out.size, strlen("<p>T[x]") + strlen(" a=[b]") * ATTRIBUTES_MOST);
		tokenizer_free(seen.tokenizer);
		buffer_free(&seen.out);
	}
	free(page);
	free(many);
	gives("<abcdefghijklmnopqrstuvwxyzabcdefghijkl>", "<abcdefghijklmnopqrstuvwxyzabcdef>");
	gives("<p abcdefghijklmnopqrstuvwxyzabcdefghijkl=1>",
		"<p abcdefghijklmnopqrstuvwxyzabcdef=[1]>");
}

static const char *ended_in(const char *input)
{
	struct seen seen = tokenize(slice_of(input), 0, 1);
	const char *in = tokenizer_ended_in(seen.tokenizer);
	tokenizer_free(seen.tokenizer);
	buffer_free(&seen.out);
	return in;
}

static void ends(void **state)
{
	(void)state;
	assert_null(ended_in("<p>a"));
	assert_null(ended_in("<script></script>"));
	assert_string_equal(ended_in("a<!-- b"), "comment");
	assert_string_equal(ended_in("a<p b"), "tag");
	assert_string_equal(ended_in("<script>a"), "");
	assert_string_equal(ended_in("<script><!-- a</scr"), "");
	assert_string_equal(ended_in("<title>a&am"), "");
	// The next page begins with nothing open.
	struct seen seen = {0};
	seen.tokenizer = tokenizer_new(&sink, &seen);
	assert_non_null(seen.tokenizer);
	for (size_t page = 0; page < 2; page++) {
		assert_true(tokenizer_feed(seen.tokenizer, "<i><script>a", 12));
		assert_true(tokenizer_end(seen.tokenizer));
		end_text(&seen);
	}
	assert_int_equal(seen.out.size, 2 * strlen("<i><script>T[a]"));
	tokenizer_free(seen.tokenizer);
	buffer_free(&seen.out);
}

static void any_bytes(void **state)
{
	(void)state;
	static const char *const pieces[] = {"<", ">", "/", "!", "-", "--", "<!--", "-->", "'",
		"\"", "=", " ", "\n", "a", "<p", "</p>", "<script>", "</script", "<script",
		"<title>", "</title>", "&", "&amp", ";", "#", "x", "1", "<svg>", "<![CDATA[", "]]>",
		"水", "\xE6", "]", "?", "<!doctype"};
	char page[200];
	for (size_t round = 0; round < 3000; round++) {
		size_t size = random_pieces(page, sizeof page, pieces, COUNT(pieces));
		struct slice input = {page, size};
		struct seen whole = tokenize(input, 0, size);
		assert_true(buffer_append_byte(&whole.out, '\0'));
		check(input, 0, 1, whole.out.data);
		check(input, 1 + random_below((uint32_t)size), 7, whole.out.data);
		tokenizer_free(whole.tokenizer);
		buffer_free(&whole.out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags),
		cmocka_unit_test(attributes),
		cmocka_unit_test(comments),
		cmocka_unit_test(declarations),
		cmocka_unit_test(text_with_references),
		cmocka_unit_test(text_without_tags),
		cmocka_unit_test(scripts),
		cmocka_unit_test(bounds),
		cmocka_unit_test(ends),
		cmocka_unit_test(any_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
