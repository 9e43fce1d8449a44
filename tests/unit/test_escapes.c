// SPDX-License-Identifier: MIT
// Escape sequences go as a whole, wherever the text is cut; what only looks like one stays.
#include <stdbool.h>

#include "dump/escapes.h"
#include "unit.h"

// What is left of a page that is fed in pieces of `piece` bytes.
static struct buffer without_escapes(const char *text, size_t piece)
{
	struct escapes escapes = {0};
	struct buffer out = {0};
	size_t size = strlen(text);
	for (size_t at = 0; at < size; at += piece) {
		size_t now = size - at < piece ? size - at : piece;
		char *exact = malloc(now);
		assert_non_null(exact);
		memcpy(exact, text + at, now);
		struct slice left;
		assert_true(escapes_feed(&escapes, (struct slice){exact, now}, &left));
		assert_true(buffer_append(&out, left.data, left.size));
		free(exact);
	}
	struct slice rest;
	escapes_end(&escapes, &rest);
	assert_true(buffer_append(&out, rest.data, rest.size));
	escapes_free(&escapes);
	assert_true(buffer_append_byte(&out, '\0'));
	return out;
}

static void assert_left(const char *text, const char *expected)
{
	for (size_t piece = 1; piece <= strlen(text); piece++) {
		struct buffer out = without_escapes(text, piece);
		assert_string_equal(out.data, expected);
		buffer_free(&out);
	}
}

static void removes_control_sequences(void **state)
{
	(void)state;
	assert_left("a\x1B[1;32m来源\x1B[m: 柳溪\x1B[K", "a来源: 柳溪\x7F");
	assert_left("\x1B[?25l\x1B[38;2;1;2;3m水\x1B[0 q车", "水车");
	assert_left("\x1B[01;31m\x1B[Kb\x1B[m\x1B[K", "b\x7F");
}

static void removes_strings(void **state)
{
	(void)state;
	assert_left("\x1B]8;;https://example.org/\x1B\\水车\x1B]8;;\x1B\\。", "水车。");
	assert_left("\x1B]0;标题\x07正文", "正文");
}

static void removes_designations(void **state)
{
	(void)state;
	assert_left("\x1B(B\x1B[m水\x1B)0车", "水车");
}

static void leaves_all_else(void **state)
{
	(void)state;
	assert_left("水车 [31m a]0;b", "水车 [31m a]0;b");
	assert_left("\x1B水\x1B\x1B车 \x1B 7", "水车  7");
	assert_left("", "");
}

// An unfinished sequence ends before what it cannot hold, and at each line end.
static void crosses_no_line_end(void **state)
{
	(void)state;
	assert_left("a\x1B[31\nb", "a\nb");
	assert_left("a\x1B[31\rb\x1B[1水m", "a\rb水m");
	assert_left("a\x1B]0;b\nc\x1B]0;d\r\ne", "a\nc\r\ne");
	assert_left("a\x1B]0;b\xC2\x85"
		    "c",
		"a\xC2\x85"
		"c");
	assert_left("a\x1B]0;b\xE2\x80\xA8"
		    "c",
		"a\xE2\x80\xA8"
		"c");
	assert_left("a\x1B]0;b\xE2\x80\xA9"
		    "c",
		"a\xE2\x80\xA9"
		"c");
	assert_left("a\x1B]0;\xE2\x80\xA6\nc", "a\nc");
	assert_left("a\x1B]0;b\x1B\nc", "a\nc");
	assert_left("a\x1B\nb\x1B(\nc\x1B(水", "a\nb\nc水");
	assert_left("a\x1B]0;b\x1B[1mc\n", "ac\n");
}

// A last line is a line, also if nothing is left of it.
static void keeps_the_last_line(void **state)
{
	(void)state;
	assert_left("\x1B", "\x7F");
	assert_left("a\n\x1B[m", "a\n\x7F");
	assert_left("a\n\x1B]0;b", "a\n\x7F");
	assert_left("a\x1B[m\n", "a\n");
}

// Broken bytes on both sides of a sequence do not become a character.
static void keeps_stray_bytes_apart(void **state)
{
	(void)state;
	assert_left("\xE6\x1B[1m\x9D\xA5", "\xE6\x7F\x9D\xA5");
	assert_left("\xE6\x1B\x9D\xA5\x9D", "\xE6\x7F\x9D\xA5\x9D");
	assert_left("\xE6\x1B[1\x9D\xA5", "\xE6\x7F\x9D\xA5");
	assert_left("a\r\x1B[m\nb\r\n\x1B[m\n", "a\r\x7F\nb\r\n\n");
	assert_left("\xE6\x1B[1m来\x9D", "\xE6来\x9D");
}

static void gives_the_same_bytes_back(void **state)
{
	(void)state;
	struct escapes escapes = {0};
	struct slice text = slice_of("来源: 柳溪\n"), left;
	assert_true(escapes_feed(&escapes, text, &left));
	assert_ptr_equal(left.data, text.data);
	assert_int_equal(left.size, text.size);
	escapes_free(&escapes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(removes_control_sequences),
		cmocka_unit_test(removes_strings),
		cmocka_unit_test(removes_designations),
		cmocka_unit_test(leaves_all_else),
		cmocka_unit_test(crosses_no_line_end),
		cmocka_unit_test(keeps_the_last_line),
		cmocka_unit_test(keeps_stray_bytes_apart),
		cmocka_unit_test(gives_the_same_bytes_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
