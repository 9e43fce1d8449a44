// SPDX-License-Identifier: MIT
// Character references of html.
#include "html/references.h"
#include "unit.h"

static void decodes_to(const char *value, const char *expected)
{
	struct buffer out = {0};
	assert_true(reference_decode(slice_of(value), &out));
	assert_int_equal(out.size, strlen(expected));
	assert_memory_equal(out.data, expected, out.size);
	buffer_free(&out);
}

static void names(void **state)
{
	(void)state;
	decodes_to("a&nbsp;b&lt;&gt;&amp;&quot;", "a\xC2\xA0"
						  "b<>&\"");
	decodes_to("&hellip;&mdash;&middot;", "…—·");
	// Two characters, and the longest name.
	decodes_to("&NotEqualTilde;", "\xE2\x89\x82\xCC\xB8");
	decodes_to("&CounterClockwiseContourIntegral;", "\xE2\x88\xB3");
	// Letters of other case make other names, or none.
	decodes_to("&Eacute;&eacute;&EACUTE;", "Éé&EACUTE;");
	decodes_to("&nosuchname; & &; &", "&nosuchname; & &; &");
}

static void names_without_semicolon(void **state)
{
	(void)state;
	decodes_to("&copy 2020 &nbsp", "© 2020 \xC2\xA0");
	// In an address they are no references.
	decodes_to("?a=1&copy=2&lt3", "?a=1&copy=2&lt3");
	struct reference reference = {0};
	for (const char *c = "noti"; *c; c++)
		assert_int_equal(reference_step(&reference, *c), REFERENCE_MORE);
	assert_int_equal(reference_step(&reference, 't'), REFERENCE_ENDED);
	struct slice text = reference_text(&reference, false, '\0');
	assert_int_equal(text.size, strlen("¬i"));
	assert_memory_equal(text.data, "¬i", text.size);
}

static void numbers(void **state)
{
	(void)state;
	decodes_to("&#8226;&#x2022;&#X2022&#65 ", "•••A ");
	decodes_to("&#128;&#150;&#x99;", "€–™"); // windows-1252
	decodes_to("&#0;&#xD800;&#x110000;&#99999999999999999999;", "\uFFFD\uFFFD\uFFFD\uFFFD");
	decodes_to("&#x10FFFF;", "\xF4\x8F\xBF\xBF");
	decodes_to("&#;&#x;&#xg;&#a;", "&#;&#x;&#xg;&#a;");
}

static void values(void **state)
{
	(void)state;
	decodes_to("a\r\nb\rc", "a\nb\nc");
	struct buffer out = {0};
	assert_true(reference_decode((struct slice){"a\0b", 3}, &out));
	assert_int_equal(out.size, 5);
	assert_memory_equal(out.data,
		"a\xEF\xBF\xBD"
		"b",
		5);
	buffer_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(names_without_semicolon),
		cmocka_unit_test(numbers),
		cmocka_unit_test(values),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
