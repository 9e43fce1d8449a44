// SPDX-License-Identifier: MIT
// The first and last characters of the matches of patterns, and that nothing is said when they are
// unknown.
#include <stdbool.h>

#include "base/utf8.h"
#include "char-sets.h"
#include "match/literals.h"
#include "unit.h"

// Some characters of an edge; "any": the edge is unknown.
static const char asked[] = "abcAB19来源相关 　|￥é)）】";

static void assert_set(const char *pattern, const struct char_set *set, const char *wanted)
{
	char found[sizeof asked] = "";
	for (size_t at = 0, used; at + 1 < sizeof asked; at += used) {
		uint32_t c;
		used = utf8_next(asked + at, &c);
		if (char_set_has(set, c))
			strncat(found, asked + at, used);
	}
	bool any = strcmp(wanted, "any") == 0;
	if (set->any != any || strcmp(found, any ? asked : wanted) != 0)
		fail_msg("%s: %s", pattern, found);
}

static void reads_first_characters(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *first;
	} rows[] = {
		{"^相关", "相"},
		{"^(?i)a", "aA"},
		{"(?i)^a", "aA"},
		{"^(?=.{1,40}$)(?!.*[，)])相关", "相"},
		{"^(?:a|相(?:关|b)|[b源])c", "ab源相"},
		{"^a|^b", "ab"},
		{"^a?b", "ab"},
		{"^a*?b+", "ab"},
		{"^(?:a|b?)c", "abc"},
		{"^(?:a){0,2}c", "ac"},
		{"^a{2}b", "a"},
		{"^[^a-z]", "AB19来源相关 　|￥é)）】"},
		{"^[^\\sa-z]", "AB19来源相关|￥é)）】"},
		{"^[\\s|]*a", "a 　|"},
		{"^[a-c|]", "abc|"},
		{"^[]a]", "a"},
		{"^[|-]", "|"},
		{"^[^\\p{L}\\d]", " 　|￥é)）】"},
		{"^[^\\p{Lu}a]", "bcAB19来源相关 　|￥é)）】"},
		{"^\\d", "19"},
		{"^\\s", " 　"},
		{"^\\|", "|"},
		{"^(?<=x)a", "a"},
		{"^(a)\\1", "any"},
		{"^\\ba", "a"},
		{"^$|^a", "any"},
		{"^^a", "a"},
		{"^?a", "any"},
		{"^(?:a{0}b)", "ab"},
		{"(?=b)^a", "a"},
		// Unknown: matches may begin elsewhere or be empty, or the pattern is unclear.
		{"^a|b", "any"},
		{"^", "any"},
		{"^a?", "any"},
		{"^.", "any"},
		{"^\\S", "any"},
		{"^[\\w]", "any"},
		{"^\\Qa\\E", "any"},
		{"^(?#x)a", "any"},
		{"^(?P<n>a)b", "a"},
		{"^(?x) a", "any"},
		{"^(?i)é", "any"},
		{"^(?R)?a", "any"},
		{"(?:^a)", "any"},
		{"相关", "any"},
		{"", "any"},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct literals literals;
		struct edges edges;
		assert_true(
			literals_find(rows[i].pattern, strlen(rows[i].pattern), &literals, &edges));
		assert_set(rows[i].pattern, &edges.first, rows[i].first);
		edges_free(&edges);
		literals_free(&literals);
	}
}

static void reads_last_characters(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *last;
	} rows[] = {
		{"^相关$", "关"},
		{"a[)）]$", ")）"},
		{"^a[）\\]】|]$", "|）】"},
		{"(?:a|b)$", "ab"},
		{"a[)]?$", "a)"},
		{"a[|b]+$", "b|"},
		{"a[-|+]$", "|"},
		{"a(?:b|c[)]*)$", "bc)"},
		{"a(?:b|c){0,2}$", "abc"},
		{"a(?:(?:b)?c?)$", "abc"},
		{"ab$|^c$", "bc"},
		{"(?i)ab$", "bB"},
		{"a[\\s)]$", " 　)"},
		{"a\\d$", "19"},
		{"a(?![)])$", "a"},
		{"(?:a[)]){1,12}(?<=[)】])$", ")"},
		{"a[^a-z]$", "AB19来源相关 　|￥é)）】"},
		// Another branch may end it.
		{"a[)]$|b", "any"},
		{"a|b[)]$", "any"},
		{"a[)]", "any"},
		{"a[)]\\$", "any"},
		{"a.*$", "any"},
		{"a\\S$", "any"},
		{"(?:a|b?)$", "any"},
		{"a(?:b$|c)", "any"},
		{"a[[:punct:])]$", "any"},
		{"a[])]$", ")"},
		{"(?x)a #[)]$", "any"},
		{"(*ACCEPT)a[)]$", "any"},
		{"\\Q[)]$", "any"},
		{"$", "any"},
		{"", "any"},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct literals literals;
		struct edges edges;
		assert_true(
			literals_find(rows[i].pattern, strlen(rows[i].pattern), &literals, &edges));
		assert_set(rows[i].pattern, &edges.last, rows[i].last);
		edges_free(&edges);
		literals_free(&literals);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_first_characters),
		cmocka_unit_test(reads_last_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
