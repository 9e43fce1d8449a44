// SPDX-License-Identifier: MIT
// Letters and digits: what they fold to and their scripts, and laws over all characters.
#include "base/letters.h"

#include "unit.h"

static const struct {
	uint32_t c, folded;
	const char *script; // NULL: none
} rows[] = {
	{'a', 'a', "Latin"},
	{'A', 'a', "Latin"},
	{'7', '7', NULL},
	{' ', 0, NULL},
	{'_', 0, NULL},
	{0xAA, 0xAA, "Latin"},      // FEMININE ORDINAL INDICATOR
	{0xB5, 0xB5, NULL},         // MICRO SIGN: Common
	{0xBD, 0, NULL},            // ½: No
	{0xC9, 0xE9, "Latin"},      // É
	{0x130, 'i', "Latin"},      // I WITH DOT ABOVE
	{0x301, 0, NULL},           // COMBINING ACUTE ACCENT
	{0x3A3, 0x3C3, "Greek"},    // Σ
	{0x416, 0x436, "Cyrillic"}, // Ж
	{0x5D0, 0x5D0, "Hebrew"},   // א
	{0x661, 0x661, NULL},       // ARABIC-INDIC DIGIT ONE
	{0x2167, 0x2177, NULL},     // Ⅷ: Nl
	{0x2460, 0, NULL},          // ①: No
	{0x3001, 0, NULL},          // 、
	{0x3005, 0x3005, "Han"},    // 々
	{0x3007, 0x3007, NULL},     // 〇: Nl
	{0x3042, 0x3042, "Kana"},   // あ
	{0x30A2, 0x30A2, "Kana"},   // ア
	{0x30FC, 0x30FC, NULL},     // ー: Common
	{0xFF71, 0xFF71, "Kana"},   // half-width ア
	{0x3469, 0x3469, "Han"},
	{0x4DC0, 0, NULL}, // a hexagram
	{0x4E00, 0x4E00, "Han"},
	{0x8A71, 0x8BDD, "Han"}, // 話
	{0x8457, 0x7740, "Han"}, // 著
	{0x9FFF, 0x9FFF, "Han"},
	{0xAC00, 0xAC00, "Hangul"},
	{0xFF10, '0', NULL}, // ０
	{0xFF19, '9', NULL},
	{0xFF1A, 0, NULL},      // ：
	{0xFF21, 'a', "Latin"}, // Ａ
	{0xFF5A, 'z', "Latin"}, // ｚ
	{0xFFFD, 0, NULL},
	{0x1F642, 0, NULL},
	{0x20000, 0x20000, "Han"},
	{0x10FFFF, 0, NULL},
};

static void knows_each(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t script = letters_script(rows[i].c);
		if (letters_folded(rows[i].c) != rows[i].folded)
			fail_msg("U+%04X folds to U+%04X", (unsigned)rows[i].c,
				(unsigned)letters_folded(rows[i].c));
		if (!rows[i].script)
			assert_int_equal(script, LETTERS_NO_SCRIPT);
		else
			assert_string_equal(letters_script_name(script), rows[i].script);
	}
}

// What is folded stays as it is; a letter with a script is folded to one of that script.
static void holds_for_all_characters(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		uint32_t folded = letters_folded(c);
		size_t script = letters_script(c);
		assert_true(script <= LETTERS_NO_SCRIPT);
		if (folded != 0)
			assert_int_equal(letters_folded(folded), folded);
		if (script != LETTERS_NO_SCRIPT)
			assert_int_equal(letters_script(folded), script);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_each),
		cmocka_unit_test(holds_for_all_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
