// SPDX-License-Identifier: MIT
// Matching: patterns and subjects in two scripts, limits that hold, and the JIT against the
// interpreter.
#include <stdbool.h>
#include <stdio.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/hanzi.h"
#include "base/utf8.h"
#include "char-sets.h"
#include "match/builtin.h"
#include "match/literals.h"
#include "match/pattern-fold.h"
#include "match/pattern.h"
#include "unit.h"

static int set_up(void **state)
{
	*state = matcher_new();
	return *state ? 0 : -1;
}

static int tear_down(void **state)
{
	matcher_free(*state);
	return 0;
}

static struct pattern *compiled(const char *source)
{
	struct buffer folded = {0};
	char message[128];
	const char *what;
	size_t at;
	assert_true(pattern_fold(slice_of(source), &folded));
	struct pattern *pattern = pattern_new(
		(struct slice){folded.data, folded.size}, message, sizeof message, &what, &at);
	if (!pattern)
		fail_msg("%s: %s", source, what);
	buffer_free(&folded);
	return pattern;
}

// A pattern that is compiled for the JIT: a long subject is not matched without it.
static struct pattern *warmed(struct matcher *matcher, const char *source)
{
	struct pattern *pattern = compiled(source);
	size_t start, end;
	char subject[2000];
	memset(subject, 'b', sizeof subject);
	pattern_find(matcher, pattern, (struct slice){subject, sizeof subject}, 0, &start, &end);
	return pattern;
}

// Folds a line and matches it with a new pattern and with a warmed one: the results are the same.
static enum match_result find(
	struct matcher *matcher, const char *source, const char *line, size_t *start, size_t *end)
{
	struct pattern *fresh = compiled(source), *warm = warmed(matcher, source);
	size_t size = strlen(line), again_start, again_end;
	char *folded = malloc(size + 1);
	assert_non_null(folded);
	if (!hanzi_simplify(line, size, folded))
		memcpy(folded, line, size);
	struct slice subject = {folded, size};
	enum match_result result = pattern_find(matcher, fresh, subject, 0, start, end);
	if (pattern_find(matcher, warm, subject, 0, &again_start, &again_end) != result)
		fail_msg("%s: another answer later", source);
	if (result == MATCH_YES)
		assert_true(*start == again_start && *end == again_end);
	free(folded);
	pattern_free(fresh);
	pattern_free(warm);
	return result;
}

// --- folding ---

static void matches_across_scripts(void **state)
{
	static const struct {
		const char *source, *line;
		enum match_result result;
	} rows[] = {
		{"^来源", "來源：某報", MATCH_YES},
		{"^來源", "来源：某报", MATCH_YES},
		{"^來源", "來源：某報", MATCH_YES},
		{"^责任编辑$", "責任編輯", MATCH_YES},
		{"^[責任]+$", "责任", MATCH_YES},
		{"[一-龥]", "來", MATCH_YES},
		{"源-報", "源-報", MATCH_YES},
		{"[報-]$", "源-报", MATCH_YES},
		{"\\x{5831}", "報", MATCH_YES},
		{"^来源$", "來路", MATCH_NO},
		{"(?i)source", "SOURCE", MATCH_YES},
		{"(?i)ſource", "Source", MATCH_YES},
		{"^\\w+$", "來源", MATCH_YES},
		{"^.$", "來", MATCH_YES},
		{"^\\s$", "\xE3\x80\x80", MATCH_YES},
	};
	size_t start, end;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (find(*state, rows[i].source, rows[i].line, &start, &end) != rows[i].result)
			fail_msg("%s on %s", rows[i].source, rows[i].line);
}

static void says_what_is_no_pattern(void **state)
{
	(void)state;
	static const struct {
		const char *source;
		size_t at;
	} rows[] = {
		{"(", 1}, {"ab(", 3}, {"[", 1}, {"\\", 1}, {"ab\xFF", 2}, {"\\C", 2}, {"x(?<n", 5}};
	for (size_t i = 0; i < COUNT(rows); i++) {
		char message[128];
		const char *what = NULL;
		size_t at = 99;
		assert_null(
			pattern_new(slice_of(rows[i].source), message, sizeof message, &what, &at));
		assert_non_null(what);
		assert_true(strlen(what) > 3);
		assert_int_equal(at, rows[i].at);
	}
}

static void gives_a_short_message_in_little_room(void **state)
{
	(void)state;
	char message[4];
	const char *what = NULL;
	size_t at;
	assert_null(pattern_new(slice_of("("), message, sizeof message, &what, &at));
	assert_non_null(what);
	assert_in_range(strlen(what), 1, 40);
}

// --- anchors ---

// An anchored pattern finishes a long line. For other patterns some positions are never tried.
static void knows_what_is_anchored(void **state)
{
	static const struct {
		const char *source;
		bool anchored;
	} rows[] = {
		{"^a", true},
		{"a", false},
		{"^a|^b", true},
		{"^a|b", false},
		{"(?:^a|^b)c", true},
		{"(?:^a|b)c", false},
		{"\\Aa", true},
		{"(?m)^a", false},
		{"a$", false},
		{"x*^a", false},
		{"(?=^a)|b", false},
		{"(^a)+", true},
	};
	char *line = repeated("y", 60000, "");
	for (size_t i = 0; i < COUNT(rows); i++) {
		char source[32];
		size_t start, end;
		sprintf(source, "(?:%s)z*", rows[i].source);
		enum match_result result = find(*state, source, line, &start, &end);
		if (result != (rows[i].anchored ? MATCH_NO : MATCH_LIMIT))
			fail_msg("%s: %d", source, (int)result);
	}
	free(line);
}

// --- where it matches ---

static void gives_start_and_end(void **state)
{
	static const struct {
		const char *source, *line;
		size_t from;
		enum match_result result;
		size_t start, end;
	} rows[] = {
		{"b+", "abbc", 0, MATCH_YES, 1, 3},
		{"b+", "abbc", 2, MATCH_YES, 2, 3},
		{"b+", "abbc", 3, MATCH_NO, 0, 0},
		{"^b", "bb", 1, MATCH_NO, 0, 0},
		{"(?<=a)b", "ab", 1, MATCH_YES, 1, 2},
		{"源", "来源", 0, MATCH_YES, 3, 6},
		{"x*", "ab", 2, MATCH_YES, 2, 2},
		{"(?:)", "", 0, MATCH_YES, 0, 0},
		{"a\\Kb", "ab", 0, MATCH_YES, 1, 2},
		{"c$", "abc", 0, MATCH_YES, 2, 3},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t start = 0, end = 0;
		struct pattern *pattern = compiled(rows[i].source);
		assert_int_equal(pattern_find(*state, pattern, slice_of(rows[i].line), rows[i].from,
					 &start, &end),
			rows[i].result);
		assert_int_equal(start, rows[i].start);
		assert_int_equal(end, rows[i].end);
		pattern_free(pattern);
	}
}

// --- limits ---

static const char *const hostile[] = {
	"^(a+)+$",
	"(a+)+$",
	"(?s)(?=.*test)(?=.*ripgrep)",
	"(.*)*x",
	"(x+x+)+y",
	"(a|aa)+$",
	"(.*)(.*)(.*)x",
	"^(?=.*x)(?:.|..)*y$",
	"(?:一|一一)+来$",
};
static const char *const units[] = {"a", "x", "一", "test ", "ab"};
static const size_t lengths[] = {40, 60000};

// No pattern matches any of these lines, but that may take too long to find out.
static void hostile_patterns_come_back(void **state)
{
	size_t start, end;
	for (size_t p = 0; p < COUNT(hostile); p++)
		for (size_t u = 0; u < COUNT(units); u++)
			for (size_t n = 0; n < COUNT(lengths); n++) {
				bool plain_x =
					strcmp(units[u], "x") == 0 && strchr(hostile[p], '.');
				char *line = repeated(units[u], lengths[n], "!");
				enum match_result result =
					find(*state, hostile[p], line, &start, &end);
				free(line);
				if (result != MATCH_NO && result != MATCH_LIMIT && !plain_x)
					fail_msg("%s: %d", hostile[p], (int)result);
			}
}

static void limits_say_so(void **state)
{
	size_t start, end;
	char *line = repeated("a", 60000, "!");
	assert_int_equal(find(*state, "^(a+)+$", line, &start, &end), MATCH_LIMIT);
	// Not all positions were tried, so the result is unknown.
	assert_int_equal(find(*state, "a+b", line, &start, &end), MATCH_LIMIT);
	assert_int_equal(find(*state, "^b", line, &start, &end), MATCH_NO);
	// Without repeats all positions of a long line are tried.
	assert_int_equal(find(*state, "a{3}b", line, &start, &end), MATCH_NO);
	free(line);
	line = repeated("a", 16000, "!b+");
	assert_int_equal(find(*state, "!+b", line, &start, &end), MATCH_YES);
	assert_int_equal(start, 16000);
	assert_int_equal(find(*state, "!+c", line, &start, &end), MATCH_NO);
	free(line);
}

// A limit of one match does not spoil the next.
static void goes_on_after_a_limit(void **state)
{
	size_t start, end;
	char *line = repeated("a", 60000, "!");
	find(*state, "^(a+)+$", line, &start, &end);
	find(*state, "(a+)+$", line, &start, &end);
	free(line);
	assert_int_equal(find(*state, "b", "ab", &start, &end), MATCH_YES);
	assert_int_equal(find(*state, "b", "ac", &start, &end), MATCH_NO);
}

// The JIT's stack is full; the interpreter finds the match.
static void outgrows_the_jit_stack(void **state)
{
	static const char *const texts[] = {"a", "一", "B"};
	for (size_t i = 0; i < COUNT(texts); i++) {
		size_t start = 9, end = 9;
		char *line = repeated(texts[i], 60000, "");
		assert_int_equal(find(*state, "([^A]|B)*", line, &start, &end), MATCH_YES);
		assert_int_equal(start, 0);
		assert_int_equal(end, strlen(line));
		free(line);
	}
}

// --- against PCRE2 itself ---

static void append_random(char *pattern, size_t depth)
{
	static const char *const atoms[] = {
		"a", "b", "来", "源", ".", "[ab]", "[^a]", "\\w", "\\b", "$", "(?!a)", "(?<=b)"};
	static const char *const repeats[] = {"", "", "", "*", "+", "?", "{2}", "*?", "++"};
	size_t parts = 1 + random_below(3);
	for (size_t i = 0; i < parts; i++) {
		if (depth > 0 && random_below(3) == 0) {
			strcat(pattern, random_below(2) ? "(?:" : "(");
			append_random(pattern, depth - 1);
			strcat(pattern, random_below(2) ? "|" : "");
			append_random(pattern, depth - 1);
			strcat(pattern, ")");
		} else {
			strcat(pattern, atoms[random_below(COUNT(atoms))]);
		}
		strcat(pattern, repeats[random_below(COUNT(repeats))]);
	}
}

static void random_line(char *line)
{
	static const char *const letters[] = {"a", "b", "c", "来", "源", " "};
	*line = '\0';
	for (uint32_t i = random_below(8); i > 0; i--)
		strcat(line, letters[random_below(COUNT(letters))]);
}

// The start of the interpreter's match, or -1.
static int interpreter_finds(const char *source, const char *line, size_t *end)
{
	int error, result;
	PCRE2_SIZE offset;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)source, PCRE2_ZERO_TERMINATED,
		PCRE2_UTF | PCRE2_UCP | PCRE2_NO_START_OPTIMIZE, &error, &offset, NULL);
	assert_non_null(code);
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	result = pcre2_match(code, (PCRE2_SPTR)line, strlen(line), 0, PCRE2_NO_JIT, data, NULL);
	assert_true(result >= 0 || result == PCRE2_ERROR_NOMATCH);
	const PCRE2_SIZE *pair = pcre2_get_ovector_pointer(data);
	int start = result >= 0 ? (int)pair[0] : -1;
	*end = result >= 0 ? pair[1] : 0;
	pcre2_match_data_free(data);
	pcre2_code_free(code);
	return start;
}

static bool is_pattern(const char *source)
{
	int error;
	PCRE2_SIZE offset;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)source, PCRE2_ZERO_TERMINATED,
		PCRE2_UTF | PCRE2_UCP, &error, &offset, NULL);
	pcre2_code_free(code);
	return code != NULL;
}

static bool has_edges(const struct edges *edges, struct slice line)
{
	uint32_t first, last;
	size_t at = line.size;
	while (at > 0 && ((unsigned char)line.data[--at] & 0xC0) == 0x80)
		;
	utf8_next(line.data, &first);
	utf8_next(line.data + at, &last);
	return char_set_has(&edges->first, first) && char_set_has(&edges->last, last);
}

static void check_against_interpreter(struct matcher *matcher, const char *source, bool warm)
{
	struct pattern *pattern = warm ? warmed(matcher, source) : compiled(source);
	struct literals literals;
	struct edges edges;
	assert_true(literals_find(source, strlen(source), &literals, &edges));
	for (size_t i = 0; i < 10; i++) {
		char line[64];
		size_t start = 0, end = 0, wanted_end;
		random_line(line);
		int wanted = interpreter_finds(source, line, &wanted_end);
		enum match_result result =
			pattern_find(matcher, pattern, slice_of(line), 0, &start, &end);
		if (result != (wanted >= 0 ? MATCH_YES : MATCH_NO) ||
			(wanted >= 0 && (start != (size_t)wanted || end != wanted_end)))
			fail_msg("%s on %s", source, line);
		if (wanted >= 0 && *line && !has_edges(&edges, slice_of(line)))
			fail_msg("%s cannot match %s", source, line);
	}
	pattern_free(pattern);
	edges_free(&edges);
	literals_free(&literals);
}

static void agrees_with_the_interpreter(void **state)
{
	for (size_t i = 0; i < 3000; i++) {
		char source[1024] = "";
		strcat(source, i % 2 ? "^" : "");
		append_random(source, 2);
		if (is_pattern(source))
			check_against_interpreter(*state, source, i / 2 % 2);
	}
}

static void frees_nothing(void **state)
{
	(void)state;
	matcher_free(NULL);
	pattern_free(NULL);
}

#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

// Patterns that scan the rest of a subject from each position.
static void knows_what_scans(void **state)
{
	static const struct {
		const char *source;
		bool scans;
	} rows[] = {
		{"(?=.*a)", true},
		{"(?s)(?=.*a)(?=.*b)", true},
		{"(?i:(.*)a)", false},
		{"(?<n>.+)a", true},
		{".+a", true},
		{".{2,}a", true},
		{"[^a]*b", true},
		{"[^]a]+?b", true},
		{"\\W*a", true},
		{"(?!.*a)", true},
		{"^(?=.*a)", false},
		{".*a", false},
		{"(?s).*a", false},
		{".{2,9}a", false},
		{".?a", false},
		{"a.*b", false},
		{"\\s*a", false},
		{"[ab]*c", false},
		{"\\.*a", false},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct pattern *pattern = compiled(rows[i].source);
		if (pattern_scans(pattern) != rows[i].scans)
			fail_msg("%s", rows[i].source);
		pattern_free(pattern);
	}
}

// The end of the match, 0 without one.
static size_t end_in(struct matcher *matcher, struct pattern *pattern, struct slice subject)
{
	size_t start, end;
	return pattern_find(matcher, pattern, subject, 0, &start, &end) == MATCH_YES ? end + 1 : 0;
}

// Whether two patterns match alike in each alternative of a text of a pattern: words that patterns
// look for. Counts the matches.
static bool match_alike(struct matcher *matcher, struct pattern *one, struct pattern *other,
	struct slice text, size_t *matches)
{
	for (size_t from = 0, to; from <= text.size; from = to + 1) {
		for (to = from; to < text.size && !strchr("|()", text.data[to]);)
			to++;
		struct slice subject = {text.data + from, to - from};
		size_t end = end_in(matcher, one, subject);
		if (end_in(matcher, other, subject) != end)
			return false;
		*matches += end > 0;
	}
	return true;
}

// A pattern of the built-in rules that was compiled while the program was built matches what it
// matches when it is compiled now.
static void loads_what_was_compiled(void **state)
{
	size_t matches = 0, loaded_count = 0;
	for (size_t i = 0; i < builtin_rules.count; i++) {
		const struct ruleset_entry *entry = &builtin_rules.entry[i];
		char message[128];
		const char *what;
		size_t at;
		if (!entry->compiled)
			continue;
		struct pattern *loaded = pattern_load(entry->pattern, entry->compiled);
		struct pattern *now =
			pattern_new(entry->pattern, message, sizeof message, &what, &at);
		assert_non_null(loaded);
		assert_non_null(now);
		if (!match_alike(*state, now, loaded, entry->pattern, &matches))
			fail_msg("%s", entry->name);
		pattern_free(loaded);
		pattern_free(now);
		loaded_count++;
	}
	// A program for another kind of machine than the one that built it has none.
	assert_true(loaded_count == 0 || matches > 200);
}

// What another version of PCRE2 compiled, or none, is not used.
static void does_not_load_anything_else(void **state)
{
	uint64_t other[512] = {0};
	(void)state;
	assert_null(pattern_load(slice_of("a"), other));
	const struct ruleset_entry *entry = &builtin_rules.entry[0];
	if (!entry->compiled)
		return;
	memcpy(other, entry->compiled, 64);
	other[0] ^= (uint64_t)1 << 48;
	assert_null(pattern_load(entry->pattern, other));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(matches_across_scripts),
		test(says_what_is_no_pattern),
		test(gives_a_short_message_in_little_room),
		test(knows_what_is_anchored),
		test(gives_start_and_end),
		test(hostile_patterns_come_back),
		test(limits_say_so),
		test(goes_on_after_a_limit),
		test(outgrows_the_jit_stack),
		test(agrees_with_the_interpreter),
		test(knows_what_scans),
		test(loads_what_was_compiled),
		test(does_not_load_anything_else),
		test(frees_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
