// SPDX-License-Identifier: MIT
// What is passed over: the version for this processor stops where the portable one does.
#include <stdbool.h>

#include "skim.h"
#include "unit.h"
#include "utf8.h"

#define LINE 400 // bytes

static const uint32_t alphabet[] = {'a', 'Z', '|', ' ', '0', 0xB7, 0xE9, 0x2022, 0x3001, 0x6765,
	0x6E90, 0x4E00, 0x9FA5, 0xAC00, 0xFF0C, 0xFF5C, 0x1F642};

static size_t random_line(char *line)
{
	size_t size = 0, most = random_below(LINE - 4);
	uint32_t mix = random_below(4);
	while (size < most) {
		// Runs of one length, and all lengths in turn.
		uint32_t c = mix == 0   ? 'a' + random_below(26)
			     : mix == 1 ? 0x4E00 + random_below(3000)
			     : mix == 2 ? alphabet[9 + random_below(7)]
					: alphabet[random_below(COUNT(alphabet))];
		size += utf8_encode(c, line + size);
	}
	return size;
}

static void random_skim(struct skim *skim)
{
	memset(skim, 0, sizeof *skim);
	for (uint32_t words = random_below(3000); words > 0; words--)
		skim_add_word(skim, random_below(1u << SKIM_BITS));
	for (uint32_t signs = random_below(4); signs > 0; signs--) {
		char sign[4];
		uint32_t c = alphabet[random_below(COUNT(alphabet))];
		if (c < 0x4E00 || c > 0x9FFF)
			skim_add_sign(skim, sign, utf8_encode(c, sign));
	}
}

static void both_stop_at_the_same_places(void **state)
{
	(void)state;
	static struct skim skim;
	skim_function *best = skim_best();
	size_t stops = 0;
	for (int round = 0; round < 400; round++) {
		random_skim(&skim);
		for (int i = 0; i < 50; i++) {
			char text[LINE];
			size_t size = random_line(text);
			// In memory of its own: nothing may be read past the end.
			char *line = malloc(size + !size);
			assert_non_null(line);
			memcpy(line, text, size);
			for (size_t at = 0; at < size;) {
				at = skim_portable(&skim, line, size, at);
				size_t found = best(&skim, line, size, at);
				assert_int_equal(found, at);
				uint32_t c;
				if (at < size)
					at += utf8_next(line + at, &c), stops++;
				// From the next character on, both are asked anew.
				assert_int_equal(best(&skim, line, size, at),
					skim_portable(&skim, line, size, at));
			}
			free(line);
		}
	}
	assert_in_range(stops, 10000, SIZE_MAX);
}

// Where both stop first.
static size_t best_or_portable(const struct skim *skim, const char *line)
{
	size_t found = skim_best()(skim, line, strlen(line), 0);
	assert_int_equal(found, skim_portable(skim, line, strlen(line), 0));
	return found;
}

static void finds_words_and_signs(void **state)
{
	(void)state;
	static struct skim skim;
	static const char line[] = "一二三四五六七八九十来源一二三四五六七八九十一|二三四五六";
	skim_add_word(&skim, skim_hash("來源"));
	assert_int_equal(best_or_portable(&skim, line), sizeof line - 1);
	skim_add_word(&skim, skim_hash("来源"));
	assert_int_equal(best_or_portable(&skim, line), 30);
	memset(&skim, 0, sizeof skim);
	skim_add_sign(&skim, "|", 1);
	assert_int_equal(best_or_portable(&skim, line), 3 * 23);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_stop_at_the_same_places),
		cmocka_unit_test(finds_words_and_signs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
