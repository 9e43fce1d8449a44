// SPDX-License-Identifier: MIT
// Tests of the clean-up by kinds of characters: what goes, what is a blank, what stays; and, where
// the data files of the Unicode Consortium are installed, all of their normalization test and of
// their sequences of emoji and variants.
#include "unit.h"

#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include <unictype.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "lines/normalize.h"

#define DIRECTORY "/usr/share/unicode/"
#define REPLACED "\xEF\xBF\xBD"

struct range {
	uint32_t first, last;
};

// As the manual has it; tag characters stay in emoji flags.
static const struct range removed[] = {{0x00, 0x08}, {0x0A, 0x0A}, {0x0D, 0x1F}, {0x7F, 0x9F},
	{0xAD, 0xAD}, {0x200B, 0x200B}, {0x202A, 0x202E}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB},
	{0xE0000, 0xE007F}};

// White_Space but for LF, CR and NEL, which are removed; LS and PS are line ends elsewhere. U+E5E5
// is what iconv makes of the wide blank of GBK.
static const struct range blanks[] = {{0x09, 0x09}, {0x0B, 0x0C}, {0x20, 0x20}, {0xA0, 0xA0},
	{0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F},
	{0x3000, 0x3000}, {0xE5E5, 0xE5E5}};

// What cannot be seen and stays all the same: joiners, marks and isolates of direction, invisible
// operators, variation selectors (also Mongolian ones), fillers; and what is for private use.
static const struct range kept[] = {{0x34F, 0x34F}, {0x61C, 0x61C}, {0x115F, 0x1160},
	{0x180B, 0x180F}, {0x200C, 0x200F}, {0x2060, 0x2064}, {0x2066, 0x2069}, {0x3164, 0x3164},
	{0xE000, 0xE5E4}, {0xE5E6, 0xF8FF}, {0xFE00, 0xFE0F}, {0xFFA0, 0xFFA0}, {0xE0100, 0xE01EF},
	{0xF0000, 0xFFFFD}, {0x100000, 0x10FFFD}};

static bool is_in(uint32_t c, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	return false;
}

static void append(struct buffer *buffer, uint32_t c)
{
	char bytes[4];
	assert_true(buffer_append(buffer, bytes, utf8_encode(c, bytes)));
}

static int set_up(void **state)
{
	*state = normalizer_new();
	return *state ? 0 : -1;
}

static int tear_down(void **state)
{
	normalizer_free(*state);
	return 0;
}

static void fail_with(struct slice in, const struct buffer *out, struct slice want)
{
	const struct slice all[] = {in, {out->data, out->size}, want};
	static const char *const names[] = {"in", "got", "want"};
	for (size_t i = 0; i < COUNT(all); i++) {
		print_message("%s:", names[i]);
		for (size_t at = 0; at < all[i].size; at++)
			print_message(" %02X", (unsigned char)all[i].data[at]);
		print_message("\n");
	}
	fail_msg("not as wanted");
}

// The line whole, and byte by byte.
static void check(struct normalizer *normalizer, struct slice in, struct slice want)
{
	for (size_t step = in.size > 0 ? in.size : 1; step > 0; step = step > 1 ? 1 : 0) {
		struct buffer out = {0};
		for (size_t at = 0; at < in.size; at += step)
			assert_true(normalize_feed(normalizer, in.data + at, step, &out));
		assert_true(normalize_end(normalizer, &out));
		if (out.size != want.size ||
			(want.size > 0 && memcmp(out.data, want.data, want.size) != 0))
			fail_with(in, &out, want);
		buffer_free(&out);
	}
}

static struct slice content_of(const struct buffer *buffer)
{
	return (struct slice){buffer->data, buffer->size};
}

// `before` c `after` has to come out as `want`, in which U+FFFD stands for c.
static void check_character(struct normalizer *normalizer, const char *before, uint32_t c,
	const char *after, const char *want)
{
	struct buffer in = {0}, out = {0};
	assert_true(buffer_append_string(&in, before));
	append(&in, c);
	assert_true(buffer_append_string(&in, after));
	const char *place = strstr(want, REPLACED);
	assert_true(buffer_append(&out, want, place ? (size_t)(place - want) : strlen(want)));
	if (place) {
		append(&out, c);
		assert_true(buffer_append_string(&out, place + strlen(REPLACED)));
	}
	check(normalizer, content_of(&in), content_of(&out));
	buffer_free(&in);
	buffer_free(&out);
}

// ---- By hand

static bool is_wide_blank(uint32_t c)
{
	return c == 0x3000 || c == 0xE5E5;
}

static void test_each_removed(void **state)
{
	for (size_t i = 0; i < COUNT(removed); i++)
		for (uint32_t c = removed[i].first; c <= removed[i].last; c++) {
			check_character(*state, "", c, "", "");
			check_character(*state, "", c, "中", "中");
			check_character(*state, "中", c, "", "中");
			check_character(*state, "a", c, "b", "ab");
			check_character(*state, "中 ", c, " 文", "中 文");
			check_character(*state, "e", c, "\xCC\x81", "é");
		}
}

static void test_each_blank(void **state)
{
	for (size_t i = 0; i < COUNT(blanks); i++)
		for (uint32_t c = blanks[i].first; c <= blanks[i].last; c++) {
			bool wide = is_wide_blank(c);
			check_character(*state, "", c, "", "");
			check_character(*state, "", c, "中", "中");
			check_character(*state, "中", c, "", "中");
			check_character(*state, "中", c, "文", wide ? "中　文" : "中 文");
			check_character(*state, "a \t", c, " b", wide ? "a　b" : "a b");
			check_character(*state, "a　", c, "b", "a　b");
			check_character(
				*state, "e", c, "\xCC\x81", wide ? "e　\xCC\x81" : "e \xCC\x81");
		}
}

static void test_each_invisible_that_stays(void **state)
{
	for (size_t i = 0; i < COUNT(kept); i++)
		for (uint32_t c = kept[i].first; c <= kept[i].last; c++) {
			check_character(*state, "", c, "", REPLACED);
			check_character(*state, "中 ", c, " 文", "中 " REPLACED " 文");
			check_character(*state, "👩", c, "🚀", "👩" REPLACED "🚀");
		}
}

// No character is forgotten: it goes, is a blank, or stays in its normal form.
static void test_all_white_space_is_known(void **state)
{
	(void)state;
	for (uint32_t c = 0; c < 0x110000; c++)
		if (uc_is_property_white_space(c))
			assert_true(is_in(c, blanks, COUNT(blanks)) ||
				    is_in(c, removed, COUNT(removed)));
}

// ---- Data files

// The characters of a field such as "0044 0307" and what ends it; `text` moves on behind that.
static void read_field(char **text, char end, struct buffer *out)
{
	buffer_clear(out);
	for (;;) {
		while (**text == ' ')
			++*text;
		if (!strchr("0123456789ABCDEF", **text))
			break;
		append(out, (uint32_t)strtoul(*text, text, 16));
	}
	assert_int_equal(**text, end);
	++*text;
}

// What the clean-up makes of text that is in normal form: removals, then blanks.
static void strip(const struct buffer *text, struct buffer *out)
{
	uint32_t c, blank = 0;
	buffer_clear(out);
	for (size_t at = 0; at < text->size;) {
		at += utf8_next(text->data + at, &c);
		if (is_in(c, removed, COUNT(removed)))
			continue;
		if (is_in(c, blanks, COUNT(blanks))) {
			blank = is_wide_blank(c) || blank == 0x3000 ? 0x3000 : ' ';
			continue;
		}
		if (blank != 0 && out->size > 0)
			append(out, blank);
		blank = 0;
		append(out, c);
	}
}

// libunistring may be older than the data.
static bool is_known(const struct buffer *text)
{
	uint32_t c;
	for (size_t at = 0; at < text->size;) {
		at += utf8_next(text->data + at, &c);
		if (uc_is_general_category(c, UC_UNASSIGNED))
			return false;
	}
	return true;
}

// A line of five fields: the normal form of the first three is the second, of the last two the
// fourth.
static bool check_normalization(struct normalizer *normalizer, char *line, bool *listed)
{
	struct buffer field[5] = {{0}}, want = {0};
	uint32_t c;
	bool known = true;
	for (size_t i = 0; i < 5; i++) {
		read_field(&line, ';', &field[i]);
		known = known && is_known(&field[i]);
	}
	if (utf8_next(field[0].data, &c) == field[0].size)
		listed[c] = true;
	for (size_t i = 0; known && i < 5; i++) {
		strip(&field[i < 3 ? 1 : 3], &want);
		check(normalizer, content_of(&field[i]), content_of(&want));
	}
	for (size_t i = 0; i < 5; i++)
		buffer_free(&field[i]);
	buffer_free(&want);
	return known;
}

// A character that is not the first field of any line is its own normal form.
static void check_unlisted(struct normalizer *normalizer, const bool *listed)
{
	struct buffer in = {0}, want = {0};
	for (uint32_t c = 0; c < 0x110000; c++) {
		if (listed[c] || (c >= 0xD800 && c < 0xE000))
			continue;
		buffer_clear(&in);
		append(&in, c);
		if (!is_known(&in) && !is_in(c, removed, COUNT(removed)))
			continue;
		strip(&in, &want);
		check(normalizer, content_of(&in), content_of(&want));
	}
	buffer_free(&in);
	buffer_free(&want);
}

static void test_normalization_test(void **state)
{
	static const char path[] = DIRECTORY "NormalizationTest.txt.bz2";
	if (access(path, R_OK) != 0)
		skip();
	FILE *file = popen("bzcat " DIRECTORY "NormalizationTest.txt.bz2", "r");
	assert_non_null(file);
	char line[2048];
	bool *listed = calloc(0x110000, sizeof *listed);
	assert_non_null(listed);
	size_t checked = 0, unknown = 0;
	while (fgets(line, sizeof line, file))
		if (strchr("0123456789ABCDEF", line[0]))
			*(check_normalization(*state, line, listed) ? &checked : &unknown) += 1;
	if (pclose(file) == 0) {
		check_unlisted(*state, listed);
		print_message("%zu lines agree, %zu have characters that libunistring does not "
			      "know\n",
			checked, unknown);
		assert_true(checked > 18000 && unknown < 400);
	}
	free(listed);
}

// "1F468 200D 1F466 ; ...": a sequence, which has to stay; "231A..231B ; ..." is none.
static bool check_sequence(struct normalizer *normalizer, char *line)
{
	char *end = strchr(line, ';');
	struct buffer sequence = {0}, around = {0};
	if (!strchr("0123456789ABCDEF", line[0]) || !end || memchr(line, '.', (size_t)(end - line)))
		return false;
	read_field(&line, ';', &sequence);
	check(normalizer, content_of(&sequence), content_of(&sequence));
	assert_true(buffer_append_string(&around, "中"));
	assert_true(buffer_append(&around, sequence.data, sequence.size));
	assert_true(buffer_append(&around, sequence.data, sequence.size));
	assert_true(buffer_append_string(&around, " 文"));
	check(normalizer, content_of(&around), content_of(&around));
	buffer_free(&sequence);
	buffer_free(&around);
	return true;
}

static void check_sequences(struct normalizer *normalizer, const char *path, size_t least)
{
	char line[2048];
	size_t count = 0;
	FILE *file = fopen(path, "r");
	if (!file)
		skip();
	while (fgets(line, sizeof line, file))
		count += check_sequence(normalizer, line);
	fclose(file);
	print_message("%s: %zu sequences\n", path, count);
	assert_true(count >= least);
}

static void test_emoji_zwj_sequences(void **state)
{
	check_sequences(*state, DIRECTORY "emoji/emoji-zwj-sequences.txt", 1300);
}

static void test_emoji_sequences(void **state)
{
	check_sequences(*state, DIRECTORY "emoji/emoji-sequences.txt", 600);
}

static void test_emoji_variation_sequences(void **state)
{
	check_sequences(*state, DIRECTORY "emoji/emoji-variation-sequences.txt", 700);
}

static void test_standardized_variants(void **state)
{
	check_sequences(*state, DIRECTORY "StandardizedVariants.txt", 1000);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_each_removed),
		TEST(test_each_blank),
		TEST(test_each_invisible_that_stays),
		TEST(test_all_white_space_is_known),
		TEST(test_normalization_test),
		TEST(test_emoji_zwj_sequences),
		TEST(test_emoji_sequences),
		TEST(test_emoji_variation_sequences),
		TEST(test_standardized_variants),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
