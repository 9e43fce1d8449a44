// SPDX-License-Identifier: MIT
// Folding of patterns: what becomes simplified, and what stays.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "match/pattern-fold.h"

#define SAME NULL

static const struct {
	const char *source, *folded;
} rows[] = {
	{"", SAME},
	{"^abc$", SAME},
	{"热线", SAME},
	{"^熱線電話", "^热线电话"},
	{"(?:熱|冷)線?", "(?:热|冷)线?"},
	{"(?<熱>x)(?P=熱)", "(?<热>x)(?P=热)"},
	// A hyphen makes a range in a class only.
	{"熱-線", "热-线"},
	{"線\\-熱", "线\\-热"},
	{"[熱冷]線", "[热冷]线"},
	{"[^熱]線", "[^热]线"},
	{"[熱-]線", "[热-]线"},
	{"[-熱]線", "[-热]线"},
	{"[熱\\-線]", "[热\\-线]"},
	{"[\\Q熱-線\\E]", "[\\Q热-线\\E]"},
	{"[一-龥]線", "[一-龥]线"},
	{"[一-來]", SAME},
	{"[來-龥來]", "[來-龥来]"},
	{"[熱-燒線]線", "[熱-燒线]线"},
	{"[線熱-燒]線", "[线熱-燒]线"},
	{"[\\x{71B1}-\\x{7DDA}\\x{71B1}]", "[\\x{71B1}-\\x{7DDA}\\x{70ED}]"},
	// Brackets that are members of a class.
	{"[]熱-燒]-熱", "[]熱-燒]-热"},
	{"[^]熱-燒]-熱", "[^]熱-燒]-热"},
	{"[[熱-燒]-熱", "[[熱-燒]-热"},
	{"[\\]熱-燒]-熱", "[\\]熱-燒]-热"},
	{"[[:alpha:]熱-燒]-熱", "[[:alpha:]熱-燒]-热"},
	{"[[:^alpha:]熱]-熱", "[[:^alpha:]热]-热"},
	{"\\[熱-燒]", "\\[热-烧]"},
	{"\\c[熱-燒]", "\\c[热-烧]"},
	{"(?#[)熱-燒", "(?#[)热-烧"},
	// Quoted text, and numbers.
	{"\\Q[熱-燒\\E熱", "\\Q[热-烧\\E热"},
	{"\\Q熱", "\\Q热"},
	{"\\熱", "\\热"},
	{"\\x{71B1}\\x{71b1}\\x{0071B1}", "\\x{70ED}\\x{70ED}\\x{0070ED}"},
	{"\\N{U+71B1}\\N{U+41}", "\\N{U+70ED}\\N{U+41}"},
	{"\\x{70ED}\\x{41}\\x41\\x{}", SAME},
	{"\\x{10000071B1}\\x{FFFFFFFF71B1}", SAME},
	// What is cut off, or is no pattern.
	{"熱\\", "热\\"},
	{"\\c", SAME},
	{"\\x{", SAME},
	{"\\x{71B1", "\\x{70ED"},
	{"[", SAME},
	{"[^", SAME},
	{"[熱", "[热"},
	{"[熱-", "[熱-"},
	{"[熱-\\", "[熱-\\"},
	{"[[:alpha", SAME},
	{"(?#熱", "(?#熱"},
	{"\xE7\x86", SAME},
	{"\xFF熱", "\xFF热"},
	{"來\xE4\xBE-\xFF來", "来\xE4\xBE-\xFF来"},
};

// Folds from memory of exactly this size.
static void folds_patterns(void **state)
{
	(void)state;
	struct buffer folded = {0};
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *source = rows[i].source,
			   *wanted = rows[i].folded ? rows[i].folded : source;
		size_t size = strlen(source);
		char *copy = malloc(size + (size == 0));
		assert_non_null(copy);
		memcpy(copy, source, size);
		assert_true(pattern_fold((struct slice){copy, size}, &folded));
		if (!equals(slice_of(&folded), wanted))
			fail_msg("%s: %.*s", source, (int)folded.size, folded.data);
		free(copy);
	}
	buffer_free(&folded);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(folds_patterns)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
