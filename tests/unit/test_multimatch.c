// SPDX-License-Identifier: MIT
// Multimatch: it finds an entry exactly when one of its words is in the folded line.
#include <stdbool.h>

#include "base/utf8.h"
#include "match/literals.h"
#include "match/multimatch-build.h"
#include "unit.h"

#define ENTRIES 150
#define LONG 256 // bytes of a long line

static bool finds(const struct multimatch_builder *builder, const char *line, size_t entry)
{
	uint64_t found[MULTIMATCH_SET_WORDS(ENTRIES)] = {0};
	bool any = multimatch_line(multimatch_builder_tables(builder), line, strlen(line), found);
	assert_int_equal(any, found[0] != 0 || found[1] != 0 || found[2] != 0);
	return found[entry / 64] >> entry % 64 & 1;
}

// A folded word, a line, and whether the word is in the line.
static const struct {
	const char *word, *line;
	bool found;
} rows[] = {
	{"来源", "来源", true},
	{"来源", "文章來源：某報", true},
	{"来源", "来 源", false},
	{"来源", "源来", false},
	{"来源", "来", false},
	{"来源", "", false},
	{"来源", "来来源", true},
	{"来源", "a来源", true},
	{"来源", "é来源", true},
	{"来源", "🙂来源", true},
	{"责任编辑", "責任編輯：某", true},
	{"责任编辑", "责任编", false},
	{"责任编辑", "责任编责任编辑", true},
	{"责任编辑", "，责任编辑", true},
	{"source", "The SoUrCe: x", true},
	{"source", "SOURCE", true},
	{"source", "sourc", false},
	{"source", "来source", true},
	{"source:来", "Source:來", true},
	{"头发", "頭髮", true},
	{"发发", "發髮", true},
	{"🙂", "好🙂好", true},
	{"好🙂", "好🙂", true},
	{"éaé", "aéAé", true},
	{"|", "a|b", true},
	{"|", "a¦b", false},
	{"·", "一·二", true},
	{"a|", "A|", true},
	{"ab:", "x AB:", true},
	{"ab:", "b:", false},
	{"来:", "來:", true},
	{"》", "《书》", true},
	{"》", "《书", false},
	{"[ab]", "x[AB]", true},
	{"[ab]", "x{AB}", false},
	{"@aaa", "`AAA", false},
};

static void finds_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (!multimatch_takes(rows[i].word))
			continue;
		struct multimatch_builder *builder = multimatch_builder_new(ENTRIES);
		assert_true(multimatch_builder_add(builder, ENTRIES - 1, rows[i].word));
		if (finds(builder, rows[i].line, ENTRIES - 1) != rows[i].found)
			fail_msg("%s in %s", rows[i].word, rows[i].line);
		multimatch_builder_free(builder);
	}
}

static void takes_telling_words(void **state)
{
	(void)state;
	static const char *const taken[] = {"来源", "abcd", "|", "·", "：", "🙂"};
	static const char *const left[] = {"", "a", "7", " ", "来", "㧏", "abc"};
	for (size_t i = 0; i < COUNT(taken); i++)
		assert_true(multimatch_takes(taken[i]));
	for (size_t i = 0; i < COUNT(left); i++)
		assert_false(multimatch_takes(left[i]));
}

static void nothing_is_found_without_words(void **state)
{
	(void)state;
	struct multimatch_builder *builder = multimatch_builder_new(ENTRIES);
	assert_false(finds(builder, "任何文字 any text", 0));
	multimatch_builder_free(builder);
	multimatch_builder_free(NULL);
}

static void adds_to_what_was_found(void **state)
{
	(void)state;
	uint64_t found[MULTIMATCH_SET_WORDS(ENTRIES)] = {2};
	struct multimatch_builder *builder = multimatch_builder_new(ENTRIES);
	assert_true(multimatch_builder_add(builder, 0, "来源"));
	assert_true(multimatch_builder_add(builder, 64, "源于"));
	assert_true(multimatch_builder_add(builder, 65, "于是"));
	multimatch_line(multimatch_builder_tables(builder), "来源于", strlen("来源于"), found);
	assert_int_equal(found[0], 3);
	assert_int_equal(found[1], 1);
	multimatch_line(multimatch_builder_tables(builder), "没有", strlen("没有"), found);
	assert_int_equal(found[0], 3);
	multimatch_builder_free(builder);
}

static void one_word_stands_for_many_entries(void **state)
{
	(void)state;
	struct multimatch_builder *builder = multimatch_builder_new(ENTRIES);
	for (size_t entry = 0; entry < ENTRIES; entry++)
		assert_true(
			multimatch_builder_add(builder, entry, entry % 2 ? "来源如下" : "来源"));
	for (size_t entry = 0; entry < ENTRIES; entry++) {
		assert_true(finds(builder, "來源如下", entry));
		assert_int_equal(finds(builder, "來源", entry), entry % 2 == 0);
	}
	multimatch_builder_free(builder);
}

// In each position that has code of its own: alone, first, second, later.
static void assert_variant_found(uint32_t c, uint32_t folded)
{
	static const char *const before[] = {"", "", "一", "一二", "ab"};
	static const char *const after[] = {"|", "三", "三", "三", "cd"};
	char form[5] = "", word[5] = "";
	form[utf8_encode(c, form)] = word[utf8_encode(folded, word)] = '\0';
	for (size_t i = 0; i < COUNT(before); i++) {
		char line[32] = "", wanted[32] = "";
		strcat(strcat(strcat(line, before[i]), form), after[i]);
		strcat(strcat(strcat(wanted, before[i]), word), after[i]);
		if (!multimatch_takes(wanted))
			continue;
		struct multimatch_builder *builder = multimatch_builder_new(ENTRIES);
		assert_true(multimatch_builder_add(builder, 0, wanted));
		if (!finds(builder, line, 0))
			fail_msg("U+%04X is not found", (unsigned)c);
		multimatch_builder_free(builder);
	}
}

static void finds_every_variant(void **state)
{
	(void)state;
	size_t variants = 0;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		uint32_t folded = literal_fold_char(c);
		if (folded != c && variants++ % brief(7) == 0)
			assert_variant_found(c, folded);
	}
	assert_in_range(variants, 2700, 4100);
}

// --- the law ---

static const uint32_t alphabet[] = {
	'a',
	'b',
	'A',
	'B',
	'|',
	'[',
	'{',
	' ',
	0x6765,
	0x4F86,
	0x6E90,
	0x53D1,
	0x767C,
	0x9AEE,
	0x1F642,
	0xE9,
	0xB7,
	0x300B,
	0x17F,
};

static void random_text(char *text, size_t most, bool folded)
{
	size_t size = 0;
	for (uint32_t left = (uint32_t) !!folded + random_below((uint32_t)most); left > 0; left--) {
		uint32_t c = alphabet[random_below(COUNT(alphabet))];
		size += utf8_encode(folded ? literal_fold_char(c) : c, text + size);
	}
	text[size] = '\0';
}

static void fold_line(const char *line, char *folded)
{
	size_t size = 0;
	for (size_t at = 0, left = strlen(line); left > 0;) {
		uint32_t c;
		size_t length = utf8_decode(line + at, left, &c);
		at += length, left -= length;
		size += utf8_encode(literal_fold_char(c), folded + size);
	}
	folded[size] = '\0';
}

static void finds_just_what_is_there(void **state)
{
	(void)state;
	static char words[ENTRIES][2][32];
	for (size_t round = 0; round < 60 / brief(6); round++) {
		struct multimatch_builder *builder = multimatch_builder_new(ENTRIES);
		for (size_t entry = 0; entry < ENTRIES; entry++)
			for (size_t i = 0; i < 2; i++) {
				do
					random_text(words[entry][i], 4, true);
				while (!multimatch_takes(words[entry][i]));
				assert_true(
					multimatch_builder_add(builder, entry, words[entry][i]));
			}
		for (size_t i = 0; i < 50; i++) {
			char line[LONG], folded[LONG];
			random_text(line, i % 2 ? 10 : (LONG - 1) / 4, false);
			fold_line(line, folded);
			uint64_t found[MULTIMATCH_SET_WORDS(ENTRIES)] = {0};
			multimatch_line(
				multimatch_builder_tables(builder), line, strlen(line), found);
			for (size_t e = 0; e < ENTRIES; e++) {
				bool there =
					strstr(folded, words[e][0]) || strstr(folded, words[e][1]);
				if ((found[e / 64] >> e % 64 & 1) != there)
					fail_msg("%s, %s in %s", words[e][0], words[e][1], line);
			}
		}
		multimatch_builder_free(builder);
	}
}

static struct multimatch_builder *with_random_words(size_t entries)
{
	struct multimatch_builder *builder = multimatch_builder_new(ENTRIES);
	char word[32];
	for (size_t entry = 0; entry < entries; entry++) {
		do
			random_text(word, 4, true);
		while (!multimatch_takes(word));
		assert_true(multimatch_builder_add(builder, entry, word));
	}
	return builder;
}

// Two multimatches in one pass find what each of them finds alone.
static void a_pair_finds_the_same(void **state)
{
	(void)state;
	static const size_t entries[] = {0, 1, 3, ENTRIES};
	size_t hits = 0;
	for (size_t round = 0; round < 4 * COUNT(entries); round++) {
		struct multimatch_builder *builder[2] = {with_random_words(entries[round % 4]),
			with_random_words(entries[round / 4])};
		const struct multimatch *first = multimatch_builder_tables(builder[0]),
					*second = multimatch_builder_tables(builder[1]);
		struct multimatch_pair *pair = multimatch_pair_new(first, second);
		assert_non_null(pair);
		for (size_t i = 0; i < 200; i++) {
			char line[LONG];
			uint64_t alone[2][MULTIMATCH_SET_WORDS(ENTRIES)] = {0},
				 both[2][MULTIMATCH_SET_WORDS(ENTRIES)] = {0};
			random_text(line, i % 2 ? 10 : (LONG - 1) / 4, false);
			size_t size = strlen(line);
			unsigned any = multimatch_line(first, line, size, alone[0]);
			any |= (unsigned)multimatch_line(second, line, size, alone[1]) << 1;
			assert_int_equal(
				multimatch_pair_line(pair, line, size, both[0], both[1]), any);
			assert_memory_equal(both, alone, sizeof both);
			hits += any == 1;
		}
		multimatch_pair_free(pair);
		multimatch_builder_free(builder[0]);
		multimatch_builder_free(builder[1]);
	}
	assert_true(hits > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_words),
		cmocka_unit_test(takes_telling_words),
		cmocka_unit_test(nothing_is_found_without_words),
		cmocka_unit_test(adds_to_what_was_found),
		cmocka_unit_test(one_word_stands_for_many_entries),
		cmocka_unit_test(finds_every_variant),
		cmocka_unit_test(finds_just_what_is_there),
		cmocka_unit_test(a_pair_finds_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
