// SPDX-License-Identifier: MIT
// What the head of a page of html says of it, and what of that is believed.
#include <stdio.h>

#include "html/blocks.h"
#include "page/marked.h"
#include "unit.h"

static bool pass_line(void *context, const struct block_line *line)
{
	(void)context;
	(void)line;
	return true;
}

// What is read of a page.
static struct marked read_page(const char *page)
{
	struct arena arena = {0};
	struct marked marked = {0};
	struct blocks *blocks = blocks_new(&arena, pass_line, NULL);
	struct normalizer *normalizer = normalizer_new();
	assert_true(blocks && normalizer);
	assert_true(blocks_feed(blocks, page, strlen(page)) && blocks_end(blocks));
	assert_true(marked_read(&marked, blocks_head(blocks), normalizer));
	normalizer_free(normalizer);
	blocks_free(blocks);
	arena_free(&arena);
	return marked;
}

static void is(const struct buffer *value, const char *expected)
{
	assert_int_equal(value->size, strlen(expected));
	if (value->size > 0)
		assert_memory_equal(value->data, expected, value->size);
}

static void reads_all(void **state)
{
	(void)state;
	struct marked marked = read_page(
		"<META NAME=Author content='林小舟'><meta property=og:site_name "
		"content=' 柳溪&middot;在线 '><link rel=canonical href=https://a.example/1>"
		"<meta itemprop=datePublished content='2021-11-28 08:00'>");
	assert_int_equal(marked.published, 20211128);
	is(&marked.author, "林小舟");
	is(&marked.site, "柳溪·在线");
	is(&marked.url, "https://a.example/1");
	marked_free(&marked);
}

static void surest_name_counts(void **state)
{
	(void)state;
	struct marked marked =
		read_page("<meta name=pubdate content=2021-01-01><meta property=og:url "
			  "content=http://b.example/>"
			  "<meta property=article:published_time content=2021-02-02T23:59:00Z>"
			  "<meta property=article:published_time content=2021-03-03>"
			  "<link rel=canonical href=http://a.example/?a=1&amp;b=2>");
	assert_int_equal(marked.published, 20210202);
	is(&marked.url, "http://a.example/?a=1&b=2");
	marked_free(&marked);
}

static void doubtful_values_do_not(void **state)
{
	(void)state;
	struct marked marked =
		read_page("<title>王小明的一天</title><meta name=author content=王小明>"
			  "<meta name=pubdate content=yesterday><link rel=canonical href=/1.html>");
	assert_int_equal(marked.published, 0);
	is(&marked.author, "");
	is(&marked.url, "");
	marked_free(&marked);
	static const char *const others[] = {"柳溪晚报", "2804", "admin", "小编", "a@b.example"};
	for (size_t i = 0; i < COUNT(others); i++) {
		char page[100];
		snprintf(page, sizeof page, "<meta name=author content='%s'>", others[i]);
		marked = read_page(page);
		is(&marked.author, "");
		marked_free(&marked);
	}
	marked = read_page(
		"<link rel=canonical href='javascript:alert(1)'><script><meta name=pubdate "
		"content=2021-01-01></script><meta property=og:url content='http://a b'>");
	assert_int_equal(marked.published, 0);
	is(&marked.url, "");
	marked_free(&marked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_all),
		cmocka_unit_test(surest_name_counts),
		cmocka_unit_test(doubtful_values_do_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
