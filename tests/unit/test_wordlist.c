// SPDX-License-Identifier: MIT
// Lists of words: the same as when each word is looked at by itself.
#include "base/wordlist.h"

#include "unit.h"

static const char *const lists[] = {"水", "a", "水|树|柳树", "柳树|柳|树木|柳树木",
	"，|：|,|:", "ab|a|b|abc", "未知|不详|-|--|——|null|没有", "。|；", "树a|a树|水a水"};

// Whether the test holds for one of the words.
static bool any_word(const char *words, struct slice text, bool (*test)(struct slice, struct slice))
{
	for (const char *word = words;; word++) {
		size_t size = strcspn(word, "|");
		if (test(text, (struct slice){word, size}))
			return true;
		word += size;
		if (*word == '\0')
			return false;
	}
}

static bool is(struct slice text, struct slice word)
{
	return text.size == word.size && memcmp(text.data, word.data, word.size) == 0;
}

static bool begins(struct slice text, struct slice word)
{
	return text.size >= word.size && memcmp(text.data, word.data, word.size) == 0;
}

static bool ends(struct slice text, struct slice word)
{
	return text.size >= word.size &&
	       memcmp(text.data + text.size - word.size, word.data, word.size) == 0;
}

static bool has(struct slice text, struct slice word)
{
	return memmem(text.data, text.size, word.data, word.size) != NULL;
}

static void looks_at_each_word(void **state)
{
	(void)state;
	static const char *const pieces[] = {"水", "树", "柳", "木", "a", "b", "c", "|", "，", ",",
		"：", ":", "-", "—", "未知", "不详", "null", "没", "。"};
	size_t found = 0, lines = 40000 / brief(10);
	for (size_t i = 0; i < lines; i++) {
		char line[40];
		size_t size = random_pieces(line, i % 30, pieces, (uint32_t)(5 + i % 15));
		struct slice text = {line, size};
		const char *words = lists[random_below(COUNT(lists))];
		bool same = wordlist_has(text, words) == any_word(words, text, is) &&
			    wordlist_begins(text, words) == any_word(words, text, begins) &&
			    wordlist_ends(text, words) == any_word(words, text, ends) &&
			    wordlist_is_in(text, words) == any_word(words, text, has);
		if (!same)
			fail_msg("%.*s: %s", (int)size, line, words);
		found += wordlist_has(text, words);
	}
	assert_true(found > lines / 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(looks_at_each_word),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
