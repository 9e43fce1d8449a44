// SPDX-License-Identifier: MIT
// Digest, length and script of a text: fixed values, and the same ones however it is cut.
#include "output/summary.h"

#include "base/utf8.h"
#include "unit.h"

static const struct {
	const char *text;
	uint64_t chars, digest;
	const char *script; // NULL: none
} rows[] = {
	{"", 0, 0xef46db3751d8e999, NULL},
	{"。！ —", 4, 0xef46db3751d8e999, NULL},
	{"2021-11-27", 10, 0xa6a22771c3e47546, NULL},
	{"a", 1, 0xd24ec4f1a98c6e5b, "Latin"},
	{"Ａ", 1, 0xd24ec4f1a98c6e5b, "Latin"},
	{"ab시장", 4, 0x7bac5004f56a7495, "Hangul"},
	{"早市の海の", 5, 0x6bc04b936ffe1deb, "Han"},
	{"早市の海のカ", 6, 0x8ff14d549ad8c64b, "Han"},
	{"早市の海のカメ", 7, 0x5cf40ab35889131f, "Kana"},
	{"海边的早市，傍晚的船。", 11, 0xb3f16010f47bca12, "Han"},
	{"海邊的早市：傍晚的船！", 11, 0xb3f16010f47bca12, "Han"},
	{"看著乾淨的桌子", 7, 0x0388df0736d2bfce, "Han"},
	{"看着干净的桌子", 7, 0x0388df0736d2bfce, "Han"},
	{"二〇二〇年", 5, 0x76b3efed041d6664, "Han"},
	{"Crème brûlée, ÉTÉ 2021", 22, 0xbaab9d236aad0cb1, "Latin"},
	{"Утренний рынок у моря", 21, 0x964a6a536b3a2a27, "Cyrillic"},
	{"바닷가의 아침 시장", 10, 0x9081cf8145621ac3, "Hangul"},
	{"🙂🙂", 2, 0xef46db3751d8e999, NULL},
	{"CA981 航班", 8, 0xc73e84b32a0bca40, "Han"},
	{"The quick brown fox jumps over the lazy dog, twice.", 51, 0x712a551fc34f7a88, "Latin"},
};

static struct summary *new_summary(void)
{
	struct summary *summary = calloc(1, sizeof *summary);
	assert_non_null(summary);
	return summary;
}

static void check(const struct summary *summary, size_t row)
{
	const char *script = summary_script(summary);
	if (summary->chars != rows[row].chars || summary_digest(summary) != rows[row].digest)
		fail_msg("'%s': %ju, %jx", rows[row].text, (uintmax_t)summary->chars,
			(uintmax_t)summary_digest(summary));
	if (!rows[row].script)
		assert_null(script);
	else
		assert_string_equal(script ? script : "none", rows[row].script);
}

// One summary takes them all: nothing is left of a text when the next one begins.
static void has_fixed_values(void **state)
{
	struct summary *summary = new_summary();
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		summary_begin(summary);
		summary_add(summary, rows[i].text, strlen(rows[i].text));
		check(summary, i);
	}
	free(summary);
}

// A line of each text again and again, which is longer than what is folded at once; whole, and one
// character at a time from memory of just that size.
static void does_not_see_pieces(void **state)
{
	struct summary *whole = new_summary(), *pieces = new_summary();
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char *line = repeated(rows[i].text, 300, "é，漢x");
		size_t size = strlen(line), length;
		summary_begin(whole);
		summary_begin(pieces);
		summary_add(whole, line, size);
		for (size_t at = 0; at < size; at += length) {
			uint32_t c;
			length = utf8_next(line + at, &c);
			char *character = malloc(length);
			assert_non_null(character);
			memcpy(character, line + at, length);
			summary_add(pieces, character, length);
			free(character);
		}
		assert_true(
			whole->chars == pieces->chars && whole->chars == 300 * rows[i].chars + 4);
		assert_true(summary_digest(whole) == summary_digest(pieces));
		assert_string_equal(summary_script(whole), summary_script(pieces));
		free(line);
	}
	free(whole);
	free(pieces);
}

// No way is told from the others: a text of characters of all kinds has the digest that its
// characters have one by one.
static void folds_alike_in_all_ways(void **state)
{
	struct summary *summary = new_summary();
	(void)state;
	for (uint32_t c = 1; c <= 0x2FFFF; c++) {
		char text[4], folded[4];
		uint32_t form = letters_folded(c);
		struct xxh64 hash;
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		summary_begin(summary);
		summary_add(summary, text, utf8_encode(c, text));
		xxh64_begin(&hash);
		// All of U+4E00 to U+9FFF are letters, whichever version of Unicode there is.
		if (form != 0 || (c >= 0x4E00 && c <= 0x9FFF))
			xxh64_add(&hash, folded, utf8_encode(form != 0 ? form : c, folded));
		if (summary_digest(summary) != xxh64_value(&hash) || summary->chars != 1)
			fail_msg("U+%04X", (unsigned)c);
	}
	free(summary);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_fixed_values),
		cmocka_unit_test(does_not_see_pieces),
		cmocka_unit_test(folds_alike_in_all_ways),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
