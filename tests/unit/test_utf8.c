// SPDX-License-Identifier: MIT
// UTF-8, one character at a time: every scalar value, and the maximal subparts of what is none.
#include "base/utf8.h"

#include <stdbool.h>

#include "unit.h"

static bool is_scalar(uint32_t c)
{
	return c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF);
}

// Decodes in both ways from a piece of memory of exactly this size, so that a sanitizer sees a look
// too far.
static size_t decode_exact(const char *text, size_t size, uint32_t *c)
{
	char *copy = malloc(size);
	assert_non_null(copy);
	memcpy(copy, text, size);
	size_t length = utf8_decode(copy, size, c);
	uint32_t stepped;
	assert_int_equal(utf8_step(copy, size, &stepped), length);
	assert_int_equal(stepped, *c);
	free(copy);
	return length;
}

static void encodes_at_the_edges(void **state)
{
	(void)state;
	static const struct {
		uint32_t c;
		const char *bytes;
	} rows[] = {
		{0x7F, "\x7F"},
		{0x80, "\xC2\x80"},
		{0x7FF, "\xDF\xBF"},
		{0x800, "\xE0\xA0\x80"},
		{0xD7FF, "\xED\x9F\xBF"},
		{0xE000, "\xEE\x80\x80"},
		{0xFFFF, "\xEF\xBF\xBF"},
		{0x10000, "\xF0\x90\x80\x80"},
		{0x10FFFF, "\xF4\x8F\xBF\xBF"},
		{0x6765, "来"},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		char out[4];
		assert_int_equal(utf8_encode(rows[i].c, out), strlen(rows[i].bytes));
		assert_memory_equal(out, rows[i].bytes, strlen(rows[i].bytes));
	}
}

static void decodes_what_it_encodes(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char bytes[4];
		uint32_t back;
		if (!is_scalar(c))
			continue;
		size_t size = utf8_encode(c, bytes);
		assert_int_equal(utf8_decode(bytes, size, &back), size);
		assert_int_equal(back, c);
		assert_int_equal(utf8_step(bytes, size, &back), size);
		assert_int_equal(back, c);
	}
}

static void says_what_is_cut_off(void **state)
{
	(void)state;
	static const uint32_t edges[] = {0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF, 0x6765};
	for (size_t i = 0; i < COUNT(edges); i++) {
		char bytes[4];
		size_t size = utf8_encode(edges[i], bytes);
		for (size_t cut = 1; cut < size; cut++) {
			uint32_t c = 0;
			assert_int_equal(decode_exact(bytes, cut, &c), cut);
			assert_int_equal(c, UTF8_INCOMPLETE);
		}
	}
}

// The Unicode Standard 15.0, section 3.9, tables 3-8 to 3-11, and the ends of each range.
static const struct {
	const char *text;
	size_t subpart;
} ill_formed[] = {
	{"\x80", 1},
	{"\xBF", 1},
	{"\xC0\xAF", 1},
	{"\xC1\xBF", 1},
	{"\xC2\x41", 1},
	{"\xC2\xC2", 1},
	{"\xDF\xC0", 1},
	{"\xE0\x80\xAF", 1},
	{"\xE0\x9F\xBF", 1},
	{"\xE0\xA0\x41", 2},
	{"\xE1\x7F", 1},
	{"\xE1\x80\x41", 2},
	{"\xE1\x80\xE2", 2},
	{"\xED\xA0\x80", 1},
	{"\xED\xBF\xBF", 1},
	{"\xED\x9F\xC0", 2},
	{"\xEF\xBF\x0A", 2},
	{"\xF0\x80\x80\x80", 1},
	{"\xF0\x8F\xBF\xBF", 1},
	{"\xF0\x90\x41", 2},
	{"\xF0\x90\x80\x41", 3},
	{"\xF1\x80\x80\xC0", 3},
	{"\xF1\x80\xE1\x80", 2},
	{"\xF4\x8F\xBF\x41", 3},
	{"\xF4\x90\x80\x80", 1},
	{"\xF5\x80\x80\x80", 1},
	{"\xF8\x88\x80\x80", 1},
	{"\xFE", 1},
	{"\xFF\xFF", 1},
};

static void finds_maximal_subparts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ill_formed); i++) {
		uint32_t c = 0;
		size_t size = strlen(ill_formed[i].text);
		assert_int_equal(decode_exact(ill_formed[i].text, size, &c), ill_formed[i].subpart);
		assert_int_equal(c, UTF8_ILL_FORMED);
	}
}

// All sequences of two bytes: what they decode to encodes to them again, or is no character.
static void holds_for_all_pairs(void **state)
{
	(void)state;
	for (unsigned pair = 0; pair < 0x10000; pair++) {
		char text[2] = {(char)(pair >> 8), (char)pair}, again[4];
		uint32_t c;
		size_t length = utf8_decode(text, 2, &c);
		assert_in_range(length, 1, 2);
		if (c == UTF8_ILL_FORMED || c == UTF8_INCOMPLETE)
			continue;
		assert_int_equal(utf8_encode(c, again), length);
		assert_memory_equal(again, text, length);
	}
}

static void takes_nul_for_a_character(void **state)
{
	(void)state;
	uint32_t c = 1;
	assert_int_equal(decode_exact("\0a", 2, &c), 1);
	assert_int_equal(c, 0);
	assert_int_equal(decode_exact("\xE4\0", 2, &c), 1);
	assert_int_equal(c, UTF8_ILL_FORMED);
}

static void passes_over_ideographs(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t size;
	} rows[] = {{"", 0}, {"a", 0}, {"䀀鿿", 6}, {"水车a", 6}, {"㿿水", 0}, {"水ꀀ", 3},
		{"水\xE4\xB8", 3}, {"\xE4", 0}, {"水\xE4\xB8z", 3}, {"水\xE4\xC0\x80", 3}};
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(utf8_ideographs(rows[i].text, strlen(rows[i].text)), rows[i].size);
}

static void passes_over_spaces(void **state)
{
	(void)state;
	for (size_t spaces = 0; spaces < 40; spaces++) {
		char *text = repeated(" ", spaces, "a ");
		assert_int_equal(utf8_spaces(text, strlen(text)), spaces);
		assert_int_equal(utf8_spaces(text, spaces), spaces);
		free(text);
	}
	assert_int_equal(utf8_spaces("\t ", 2), 0);
	assert_int_equal(utf8_spaces(" \xC2\xA0", 3), 1);
}

static void classes_have_these_edges(void **state)
{
	(void)state;
	// The first and the last character of each range; those beside them are not of the class.
	static const struct {
		bool (*is)(uint32_t c);
		uint32_t first, last;
	} rows[] = {
		{utf8_is_blank, ' ', ' '},
		{utf8_is_blank, 0x3000, 0x3000},
		{utf8_is_common_ideograph, 0x4E00, 0x9FFF},
		{utf8_is_ideograph, 0x3400, 0x9FFF},
		{utf8_is_ideograph, 0xF900, 0xFAFF},
		{utf8_is_ideograph, 0x20000, 0x3FFFF},
		{utf8_is_kana, 0x3041, 0x3096},
		{utf8_is_kana, 0x30A1, 0x30FA},
		{utf8_is_kana, 0x30FC, 0x30FC},
		{utf8_is_hangul, 0xAC00, 0xD7A3},
		{utf8_is_digit, '0', '9'},
		{utf8_is_digit, 0xFF10, 0xFF19},
		{utf8_is_surrogate, 0xD800, 0xDFFF},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_false(rows[i].is(rows[i].first - 1));
		assert_true(rows[i].is(rows[i].first));
		assert_true(rows[i].is(rows[i].last));
		assert_false(rows[i].is(rows[i].last + 1));
	}
}

static void ascii_is_counted(void **state)
{
	(void)state;
	char text[24];
	for (size_t size = 0; size <= sizeof text; size++)
		for (size_t at = 0; at <= size; at++) {
			memset(text, 'a', sizeof text);
			if (at < sizeof text)
				text[at] = '\x80';
			assert_int_equal(utf8_ascii(text, size), at);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(encodes_at_the_edges),
		cmocka_unit_test(decodes_what_it_encodes),
		cmocka_unit_test(says_what_is_cut_off),
		cmocka_unit_test(finds_maximal_subparts),
		cmocka_unit_test(holds_for_all_pairs),
		cmocka_unit_test(takes_nul_for_a_character),
		cmocka_unit_test(passes_over_ideographs),
		cmocka_unit_test(passes_over_spaces),
		cmocka_unit_test(classes_have_these_edges),
		cmocka_unit_test(ascii_is_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
