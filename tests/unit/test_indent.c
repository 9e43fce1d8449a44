// SPDX-License-Identifier: MIT
// The blanks that are printed before lines of code.
#include "page/indent.h"
#include "unit.h"

// Reads the tabs and spaces off a line.
static struct dehusk_line line_of(const char *text)
{
	struct dehusk_line line = {.text = text};
	for (; *line.text == '\t'; line.text++)
		line.tabs++;
	for (; *line.text == ' '; line.text++)
		line.spaces++;
	line.size = strlen(line.text);
	return line;
}

static void put(struct buffer *out, const struct dehusk_line *line)
{
	for (unsigned i = 0; i < line->tabs; i++)
		assert_true(buffer_append_byte(out, '\t'));
	for (unsigned i = 0; i < line->spaces; i++)
		assert_true(buffer_append_byte(out, ' '));
	assert_true(buffer_append(out, line->text, line->size));
	assert_true(buffer_append_byte(out, '\0'));
}

static void check(const char *const *lines, const char *const *expected, size_t count)
{
	struct indent_block block = {.open = false}, again = {.open = false};
	for (size_t i = 0; i < count; i++) {
		struct buffer out = {0};
		struct dehusk_line line = line_of(lines[i]);
		indent_line(&block, &line);
		put(&out, &line);
		assert_string_equal(out.data, expected[i]);
		// What is printed comes out as it is.
		line = line_of(expected[i]);
		indent_line(&again, &line);
		out.size = 0;
		put(&out, &line);
		assert_string_equal(out.data, expected[i]);
		buffer_free(&out);
	}
}

#define CHECK(lines, expected)                                                                     \
	do {                                                                                       \
		assert_int_equal(COUNT(lines), COUNT(expected));                                   \
		check(lines, expected, COUNT(lines));                                              \
	} while (0)

static void a_block_goes_to_the_margin(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"    def f(x):", "        return x", "      }", "  y = 1", "    z = 2"};
	static const char *const expected[] = {
		"def f(x):", "    return x", "  }", "y = 1", "  z = 2"};
	CHECK(lines, expected);
	static const char *const tabs[] = {
		"\tif (x) {", "\t\tf(x, y);", "\t  }", "\t\t# 这里，什么也不做。"};
	static const char *const off[] = {
		"if (x) {", "\tf(x, y);", "  }", "\t# 这里，什么也不做。"};
	CHECK(tabs, off);
}

static void text_ends_a_block(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"{", "    a = 1", "    海边的早市。", "    {", "      b = 2", "　c", "      d = 3"};
	static const char *const expected[] = {
		"{", "    a = 1", "海边的早市。", "{", "  b = 2", "　c", "d = 3"};
	CHECK(lines, expected);
}

// Items, numbers, links, frames and sentences have no blanks, whatever stands above.
static void other_lines_have_none(void **state)
{
	(void)state;
	static const char *const lines[] = {"{", "  a = 1", "  * item", "    1. one", "    [1]link",
		"   | a | b |", "   The boat left the harbour, and the market opened.", "  b = 2"};
	static const char *const expected[] = {"{", "  a = 1", "* item", "1. one", "[1]link",
		"| a | b |", "The boat left the harbour, and the market opened.", "  b = 2"};
	CHECK(lines, expected);
	// Words beside words are no code, unless something shows that they are.
	static const char *const words[] = {"Contents", "   Boats", "      Nets"};
	static const char *const none[] = {"Contents", "Boats", "Nets"};
	CHECK(words, none);
}

// The pieces of a line of any size end a block, however they are cut.
static void long_lines_end_a_block(void **state)
{
	(void)state;
	struct indent_block block = {.open = false};
	struct dehusk_line line = line_of("{"), piece = line_of("x"), rest = line_of("  y = 1");
	indent_line(&block, &line);
	piece.more = true;
	indent_line(&block, &piece);
	indent_line(&block, &rest);
	assert_int_equal(rest.spaces, 0);
	assert_false(block.open);
	line = line_of("    z = 1");
	indent_line(&block, &line);
	assert_int_equal(line.spaces, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_block_goes_to_the_margin),
		cmocka_unit_test(text_ends_a_block),
		cmocka_unit_test(other_lines_have_none),
		cmocka_unit_test(long_lines_end_a_block),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
