// SPDX-License-Identifier: MIT
// What lines are read as, and where each part of that stands in them.
#include "match/reading.h"

#include "unit.h"

static void assert_read(const char *line, const char *expected)
{
	struct reading reading = {0};
	struct slice read;
	assert_true(reading_read(&reading, slice_of(line), &read));
	if (read.size != strlen(expected) || memcmp(read.data, expected, read.size) != 0)
		fail_msg("%s is read as %.*s", line, (int)read.size, read.data);
	assert_int_equal(reading_origin(&reading, read, read.size), strlen(line));
	reading_free(&reading);
}

static void decodes_references(void **state)
{
	(void)state;
	assert_read("来源：&nbsp;柳溪晚报", "来源： 柳溪晚报");
	assert_read("&nbsp;&nbsp;来源&#65306;柳&#x6EAA;&#XFF1A;&nbsp; ", "来源：柳溪：");
	assert_read("a &nbsp; &#12288;b&emsp;c", "a b c");
	assert_read("&amp;nbsp;水&amp;amp;#8226;&#10;车", "水• 车");
	assert_read("水&#8203;车&#xAD;坊", "水车坊");
	assert_read("&lt;b&gt;&quot;水&quot;", "<b>\"水\"");
	assert_read("&&&amp;&am&#112;;", "&&&&");
}

static void leaves_what_is_no_reference(void **state)
{
	(void)state;
	static const char *const lines[] = {"水车", "a & b; c", "&;", "&#;", "&#x;", "&nbsp",
		"&水;", "&unknownreference;", "&#0;", "&#xD800;", "&#1114112;", "&#99999999;",
		"&#12a;", "R&D;", "&nbsp;", "&nbsp; &#8203;"};
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_read(lines[i], lines[i]);
}

// What is read is normalized without a normalizer.
static void leaves_what_may_compose(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"a&#769;水", "a&#x301;", "&#97;\xCC\x81水", "&#xAC01;&#x11A8;", "a&#8203;\xCC\x81"};
	assert_read(lines[0], lines[0]);
	assert_read(lines[1], lines[1]);
	assert_read(lines[2], lines[2]);
	assert_read(lines[3], "\xEA\xB0\x81&#x11A8;");
	assert_read(lines[4], lines[4]);
}

static void reads_labels_without_emphasis(void **state)
{
	(void)state;
	assert_read("**来源**：柳溪晚报", "来源：柳溪晚报");
	assert_read("- __来源__: 柳溪晚报", "- 来源: 柳溪晚报");
	assert_read("`来源`：柳溪，*作者*：李青", "来源：柳溪，作者：李青");
	assert_read("**来源&nbsp;**：柳溪", "来源 ：柳溪");
	static const char *const lines[] = {"**来源：**柳溪", "2 ** 3", "来源**：柳溪",
		"**来源*：柳溪", "**：柳溪", "****来源****：柳溪", "a*b*c",
		"**\xCC\x81来源**：柳溪"};
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_read(lines[i], lines[i]);
}

// Each byte that is read stands where its character begins, or in it.
static void knows_where_it_stands(void **state)
{
	(void)state;
	struct reading reading = {0};
	struct slice line = slice_of("水。&nbsp; &#65288;**来源**：柳）"), read;
	assert_true(reading_read(&reading, line, &read));
	static const char expected[] = "水。 （来源：柳）";
	assert_int_equal(read.size, strlen(expected));
	assert_memory_equal(read.data, expected, read.size);
	static const char *const parts[] = {"水", "。", " ", "（", "来源", "：", "柳", "）"};
	static const char *const there[] = {
		"水", "。", "&nbsp;", "&#65288;", "来源**", "：", "柳", "）"};
	size_t at = 0;
	for (size_t i = 0; i < COUNT(parts); i++) {
		size_t origin = reading_origin(&reading, read, at);
		assert_memory_equal(line.data + origin, there[i], strlen(there[i]));
		at += strlen(parts[i]);
	}
	assert_int_equal(reading_origin(&reading, line, 7), 7);
	reading_free(&reading);
}

// The same byte by byte.
static bool differs_plainly(const char *line, size_t size)
{
	bool reference = false;
	for (size_t at = 0; at < size; at++) {
		reference |= line[at] == '&';
		if (reference && line[at] == ';')
			return true;
		if (strchr("*_`", line[at]) && (unsigned char)line[0] < 0x80 && size <= 512 &&
			(strncmp(line + at + 1, ":", 1) == 0 ||
				strncmp(line + at + 1, "：", 3) == 0))
			return true;
	}
	return false;
}

static void tells_which_lines_differ(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"水", "柳树", "a", "abc ", "*", "**", "_", "`", "&", ";", ":", "：", "，", " "};
	size_t differ = 0, lines = 20000 / brief(10);
	for (size_t i = 0; i < lines; i++) {
		char line[600] = {0};
		size_t most = random_below(i % 8 == 0 ? 590 : 40) + 6;
		size_t size = random_pieces(line, most, pieces, (uint32_t)(i % 4 ? 6 + i % 9 : 4));
		bool plain = differs_plainly(line, size);
		if (reading_differs((struct slice){line, size}) != plain)
			fail_msg("%s", line);
		differ += plain;
	}
	assert_in_range(differ, lines / 10, lines * 9 / 10);
}

static void takes_linear_time(void **state)
{
	(void)state;
	struct reading reading = {0};
	struct slice read;
	char *line = repeated("&amp;", 200000, "nbsp;");
	assert_true(reading_read(&reading, slice_of(line), &read));
	assert_int_equal(
		read.size, 199999); // the last one begins a blank, which is none at the end
	free(line);
	reading_free(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_references),
		cmocka_unit_test(leaves_what_is_no_reference),
		cmocka_unit_test(leaves_what_may_compose),
		cmocka_unit_test(reads_labels_without_emphasis),
		cmocka_unit_test(knows_where_it_stands),
		cmocka_unit_test(tells_which_lines_differ),
		cmocka_unit_test(takes_linear_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
