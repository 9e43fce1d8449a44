// SPDX-License-Identifier: MIT
// Members in the text of a JSON value: what is JSON and what is not, and where they stand.
#include <stdbool.h>
#include <stdio.h>

#include "base/buffer.h"
#include "records/json.h"
#include "unit.h"

static enum json_status scan(const char *text, size_t size, struct json_want *want, size_t count)
{
	bool object;
	// Nothing behind the text may be read.
	char *exact = malloc(size + !size);
	assert_non_null(exact);
	memcpy(exact, text, size);
	enum json_status status = json_scan((struct slice){exact, size}, want, count, &object);
	free(exact);
	return status;
}

static void takes_json(void **state)
{
	(void)state;
	static const char *const texts[] = {"{}", "[]", " [ ] ", "null", "true", "false", "\"\"",
		"0", "-0", "-1", "12", "1.5", "0.5", "1e5", "1E+5", "1e-5", "1.25E10", "[1]",
		"[1,2]", "[[],[[]],{}]", "{\"\":0}", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":[null]}}",
		"[\"\\\"\"]", "[\"\\\\\"]", "[\"\\/\\b\\f\\n\\r\\t\"]",
		"[\"\\u6765\\uD83D\\uDE00\"]", "[\"\\uD800\"]", "[\"\\u0000\"]",
		"\t{\r\n\"a\" : 1 , \"b\" : [ ] }\n", "123456789012345678901234567890",
		"[\"来源\"]", "[\"\x7F\"]", "[\"\xFF\"]", "[\"\\q\"]", "\xEF\xBB\xBF{}",
		"\xEF\xBB\xBF [\"0123456789abcdef\\\"0123456789abcdef来\"]"};
	for (size_t i = 0; i < COUNT(texts); i++)
		if (scan(texts[i], strlen(texts[i]), NULL, 0) != JSON_OK)
			fail_msg("%s", texts[i]);
}

static void refuses_what_is_none(void **state)
{
	(void)state;
	static const char *const texts[] = {"", " ", "{", "}", "[", "]", "{]", "[}", "[1", "[1,",
		"[1,]", "[,1]", "[,]", "[1,,2]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
		"{,}", "{\"a\" 1}", "{a:1}", "{'a':1}", "{1:1}", "{\"a\":1 \"b\":2}", "{\"a\":1}}",
		"[]]", "[] x", "{}{}", "nul", "nulll", "True", "NaN", "Infinity", "-Infinity", "+1",
		"01", "-01", "-", "1.", ".5", "-.5", "1e", "1e+", "1.e5", "0x1", "1_000", "\"",
		"\"a", "'a'", "\"\\\"", "\"\\", "[\"a\nb\"]", "[\"a\tb\"]", "// x\n1", "/**/1",
		"[1]#", "\xEF\xBB{}", "{}\xEF\xBB\xBF", "\xEF\xBB\xBF\xEF\xBB\xBF{}",
		"\xEF\xBB\xBF", "[\"\\\t\"]", "{\"a\":[}", "[\"a\":1]", "\xC2\xA0[]", "*",
		"undefined"};
	for (size_t i = 0; i < COUNT(texts); i++)
		if (scan(texts[i], strlen(texts[i]), NULL, 0) != JSON_BROKEN)
			fail_msg("%s", texts[i]);
	assert_int_equal(scan("[\"a\0b\"]", 7, NULL, 0), JSON_BROKEN);
	assert_int_equal(scan("[\"\\\0\"]", 6, NULL, 0), JSON_BROKEN);
	assert_int_equal(scan("[\"0123456789abcdef\0b\"]", 22, NULL, 0), JSON_BROKEN);
	assert_int_equal(scan("[]\0", 3, NULL, 0), JSON_BROKEN);
}

static void takes_any_depth(void **state)
{
	(void)state;
	enum { DEPTH = 200000 };
	struct buffer text = {0};
	for (size_t i = 0; i < DEPTH; i++)
		assert_true(buffer_append_string(&text, i % 2 ? "[" : "{\"a\":"));
	assert_int_equal(scan(text.data, text.size, NULL, 0), JSON_BROKEN);
	for (size_t i = DEPTH; i > 0; i--)
		assert_true(buffer_append_string(&text, i % 2 ? "}" : "]"));
	// The innermost [ ] is empty.
	assert_int_equal(scan(text.data, text.size, NULL, 0), JSON_OK);
	buffer_free(&text);
}

// A text, what is looked for, and the value that is found; NULL: none.
static const struct {
	const char *text, *pointer, *value;
} rows[] = {
	{"{\"text\":\"a\"}", "text", "\"a\""},
	{"{ \"text\" : \"a\" , \"b\":1}", "text", "\"a\""},
	{"{\"b\":1}", "text", NULL},
	{"{\"te\\u0078t\":\"a\"}", "text", "\"a\""},
	{"{\"tex\":1,\"textt\":2}", "text", NULL},
	{"{\"b\":{\"text\":\"a\"}}", "text", NULL},
	{"[{\"text\":\"a\"}]", "text", NULL},
	{"{\"text\":\"a\",\"text\":\"b\"}", "text", "\"b\""},
	{"{\"text\":\"a\",\"text\":5}", "text", "5"},
	{"{\"text\":{\"x\":[1,{}]},\"b\":2}", "text", "{\"x\":[1,{}]}"},
	{"{\"a/b\":\"c\"}", "a/b", "\"c\""},
	{"{\"来\":\"c\"}", "来", "\"c\""},
	{"{\"\\u6765\":\"c\"}", "来", "\"c\""},
	{"{\"\\ud83d\\ude00\":\"c\"}", "😀", "\"c\""},
	{"{\"a\":{\"b\":\"c\"}}", "/a/b", "\"c\""},
	{"{\"a\":{\"b\":\"c\"},\"a\":{}}", "/a/b", NULL},
	{"{\"a\":{\"b\":\"c\"},\"a\":1}", "/a/b", NULL},
	{"{\"a\":{},\"a\":{\"b\":\"c\"}}", "/a/b", "\"c\""},
	{"{\"x\":{\"b\":\"d\"},\"a\":{\"b\":\"c\"},\"y\":{\"b\":\"e\"}}", "/a/b", "\"c\""},
	{"{\"a\":[\"x\",[\"y\",\"z\"]]}", "/a/1/1", "\"z\""},
	{"{\"a\":[\"x\",[\"y\",\"z\"]]}", "/a/01", NULL},
	{"{\"a\":[\"x\"]}", "/a/1", NULL},
	{"{\"a\":[\"x\"]}", "/a/-", NULL},
	{"{\"0\":\"x\"}", "/0", "\"x\""},
	{"[\"x\"]", "/0", "\"x\""},
	{"[\"x\"]", "0", NULL},
	{"{\"a/b\":{\"~\":\"c\"}}", "/a~1b/~0", "\"c\""},
	{"{\"\":\"c\"}", "/", "\"c\""},
	{"{\"a\":{\"\":\"c\"}}", "/a/", "\"c\""},
	{"{\"a\":\"x\\\\\",\"text\":\"b\\\"\"}", "text", "\"b\\\"\""},
};

static void finds_members(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct json_path path;
		assert_true(json_path_set(&path, rows[i].pointer));
		struct json_want want = {.path = &path};
		assert_int_equal(scan(rows[i].text, strlen(rows[i].text), &want, 1), JSON_OK);
		size_t size = want.value.end - want.value.at;
		bool good = rows[i].value ? want.value.found && size == strlen(rows[i].value) &&
						    memcmp(rows[i].text + want.value.at,
							    rows[i].value, size) == 0
					  : !want.value.found;
		if (!good)
			fail_msg("%s in %s", rows[i].pointer, rows[i].text);
	}
}

static void has_a_longest_path(void **state)
{
	(void)state;
	char pointer[2 * JSON_PATH_MOST + 4] = "";
	struct json_path path;
	for (size_t i = 0; i < JSON_PATH_MOST; i++)
		strcat(pointer, "/a");
	assert_true(json_path_set(&path, pointer));
	strcat(pointer, "/");
	assert_false(json_path_set(&path, pointer));
}

static void reads_in_pieces(struct slice string, struct slice whole)
{
	for (size_t most = 1; most < 8; most++) {
		struct buffer out = {0};
		struct slice inside = json_inside(string);
		for (size_t before = 0; inside.size > 0; before = out.size) {
			assert_true(json_read_some(&inside, most, &out));
			assert_true(out.size > before && out.size < before + most + 4);
		}
		assert_int_equal(out.size, whole.size);
		assert_true(whole.size == 0 || memcmp(out.data, whole.data, whole.size) == 0);
		buffer_free(&out);
	}
}

static void reads_strings(void **state)
{
	(void)state;
	static const struct {
		const char *string, *text;
		size_t size;
	} strings[] = {
		{"\"\"", "", 0},
		{"\"来源\"", "来源", 6},
		{"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t", 8},
		{"\"a\\u0000b\"", "a\0b", 3},
		{"\"\\u00e9\\u00E9\"", "éé", 4},
		{"\"\\u6765\\uD83D\\uDE00\"", "来😀", 7},
		{"\"\\uD83D\"", "\xEF\xBF\xBD", 3},
		{"\"\\uDE00\\uD83D\"", "\xEF\xBF\xBD\xEF\xBF\xBD", 6},
		{"\"\\uD83Dx\"", "\xEF\xBF\xBDx", 4},
		{"\"\\uD83D\\u6765\"", "\xEF\xBF\xBD来", 6},
		{"\"\\uD83D\\n\"", "\xEF\xBF\xBD\n", 4},
		{"\"\\q\\u12\"", "qu12", 4},
		{"\"\\来\"", "来", 3},
		{"\"\xFF\"", "\xFF", 1},
	};
	for (size_t i = 0; i < COUNT(strings); i++) {
		struct buffer out = {0};
		struct slice string = {strings[i].string, strlen(strings[i].string)};
		assert_true(json_read_string(string, &out));
		if (out.size != strings[i].size ||
			(out.size > 0 && memcmp(out.data, strings[i].text, out.size) != 0))
			fail_msg("%s: %.*s", strings[i].string, (int)out.size, out.data);
		reads_in_pieces(string, (struct slice){out.data, out.size});
		buffer_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_json),
		cmocka_unit_test(refuses_what_is_none),
		cmocka_unit_test(takes_any_depth),
		cmocka_unit_test(finds_members),
		cmocka_unit_test(has_a_longest_path),
		cmocka_unit_test(reads_strings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
