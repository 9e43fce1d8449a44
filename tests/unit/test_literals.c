// SPDX-License-Identifier: MIT
// Words that a pattern needs: a table, and the law that no text without them matches. With two
// arguments, ROUNDS and SEED, only the law is tested, for longer.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/utf8.h"
#include "char-sets.h"
#include "match/literals.h"


// The words, joined by spaces; "" for none.
static const struct {
	const char *pattern, *words;
} rows[] = {
	// Rules.
	{"^相关(文章|阅读|新闻|推荐)\\s*[:：]?$", "相关文章 相关阅读 相关新闻 相关推荐"},
	{"\\s*[（(\\[【]责任编辑[:：][^）)\\]】]*[）)\\]】]$",
		"（责任编辑: （责任编辑： (责任编辑: (责任编辑： [责任编辑: [责任编辑： "
		"【责任编辑: 【责任编辑："},
	{"^(?=.{1,30}$)(?!.*[，。]).*(登录|注册)", "登录 注册"},
	{"^[-–—·•]+$", "- – — · •"},
	{"(?i)copyright\\s*(©|\\(c\\))?", "copyright"},
	{"首\\s?页$", "首 页 首　页 首页"},
	{"第[\\s.]页", "第 页 第　页 第.页"},
	{"(?i)flask", "fla"}, // s and k have a third case each
	{"(?i)\\w(kiosk|desk)", "io de"},
	{"([^|]{1,8}\\|){3,}", "|"},
	{"^未经(书面)?授权.*不得转载", "不得转载"},
	{"^(网友|最新|热门)评论$", "网友评论 最新评论 热门评论"},
	{"^(上|下)一(页|篇)", "上一页 上一篇 下一页 下一篇"},
	// Characters and escapes.
	{"來源", "来源"},
	{"\\x{4f86}源\\x41\\.\\|", "来源a.|"},
	{"a\\tb\\e\\x7f", "a\tb\x1b\x7f"},
	{"\\-\\：\\]}", "-：]}"},
	{"\\x00广告", "广告"},
	{"ſK", "ſk"},
	{"a.b\\dcd\\Nef", "cd"},
	{"\\bwx\\b\\A\\z\\Z\\G\\Kid^$", "wxid"},
	{"\\p{Han}广告\\PL\\p{^L}", "广告"},
	{"一二三四五六七八九十甲乙丙", "一二三四五六七八九十甲乙"},
	// Sequences and alternation.
	{"广告.*热门推荐.*更多", "热门推荐"},
	{"广告|推广", "广告 推广"},
	{"广告|.*推广", "广告 推广"},
	{"广告|.*", ""},
	{"广告|", ""},
	{"(广告|)页", "页"},
	{"来源.*|来源:", "来源"},
	{"a|bc|更多", "a bc 更多"},
	{"[a-h][a-h][a-h]更多", "a更多 b更多 c更多 d更多 e更多 f更多 g更多 h更多"},
	// Classes.
	{"[甲]乙", "甲乙"},
	{"[]a]广", "]广 a广"},
	{"[^]a]广", "广"},
	{"[a-c-e]广", "a广 b广 c广 -广 e广"},
	{"[-a]广[a-]", "-广a -广- a广a a广-"},
	{"[a-z]广", "广"},
	{"[\\d:]广", "广"},
	{"[[:digit:]]广", "广"},
	{"[\\b\\n]广", "\b广 \n广"},
	{"[來来]源", "来源"},
	{"[Aa]b", "ab"},
	{"[[:甲]广", ""},
	{"[.]", "."},
	// Quantifiers.
	{"", ""},
	{"(广告)?", ""},
	{"(广告)*页", "页"},
	{"(广告)+页", "广告"},
	{"(广告){2}页", "广告广告页"},
	{"(广告){2,3}页", "广告广告"},
	{"(广告){1,}?页", "广告"},
	{"(广告){0}页", "页"},
	{"(广告){0,2}页", "页"},
	{"广{99}", "广广广广广广广广广广广广"},
	{"(){99}广", "广"},
	{"(广?){65535}", ""},
	{"(a{2}){2}", "aaaa"},
	{"a{2}{2}", "aaaa"},
	{"广告++页", "广"},
	// Groups and flags.
	{"(?<n>广告)(?P<m>页)(?>面)(?|下|上)", "广告页面下 广告页面上"},
	{"广(?=.*)(?!甲乙)(?<=\\d)(?<!丙丁)告", "广告"},
	{"广(?=甲乙)告", "甲乙"},
	{"^(?=.{2,80}$)(?=.*(打印|关闭))(?>[|]+|打印|关闭){1,9}$", "打印 关闭"},
	{"广告(?<=甲乙丙)", "甲乙丙"},
	{"(?=甲乙)?广", "广"},
	{"((?=甲乙)|广)", "甲乙 广"},
	{"(?!(?=甲乙))广", "广"},
	{"(?i)ÉAB", "ab"},
	{"(?i:É)É", "É"},
	{"(ab(?i)é|é广告)", "ab 广告"},
	{"((?i)é)é广", "é广"},
	{"(?i)(?-i)é", "é"},
	{"(?i)[aé]广", "广"},
	{"(?i)©：", "©："},
	{"(?ims-i)vip", "vip"},
	// The parser gives up.
	{"(*UTF)广告", ""},
	{"广告(*ACCEPT)", ""},
	{"\\Q广告\\E", ""},
	{"广告\\E", ""},
	{"(广)\\1告", ""},
	{"(?(1)广告|页)", ""},
	{"广告(?R)?", ""},
	{"(?x)广 告", ""},
	{"广告(?#页)", ""},
	{"广告(?C1)", ""},
	{"(?'n'广告)", ""},
	{"广告\\k<n>", ""},
	{"广告\\g{1}", ""},
	{"广告{,3}", ""},
	{"广{a}", ""},
	{"\\N{U+41}广告", ""},
	{"\\cA广告", ""},
	{"\\o{101}广告", ""},
	{"[[.a.]]广告", ""},
	{"[\\Qa\\E]广告", ""},
	// No patterns at all.
	{"(广告", ""},
	{"广告)", ""},
	{"[广告", ""},
	{"[", ""},
	{"[^", ""},
	{"[a-", ""},
	{"[b-a]广告", ""},
	{"广告\\", ""},
	{"\\x{110000}广告", ""},
	{"\\x{d800}广告", ""},
	{"\\p{L广告", ""},
	{"广告\xE5\xB9", ""},
	{"*广告", ""},
	{"(?", ""},
	{"(?<", ""},
	{"广告(?i", ""},
	{"广{3,2}告", ""},
	{"广{65536}告", ""},
};

static void join(const struct literals *literals, struct buffer *joined)
{
	const char *word = literals->text.data;
	buffer_clear(joined);
	for (size_t i = 0; i < literals->count; i++, word += strlen(word) + 1) {
		if (i > 0)
			assert_true(buffer_append_byte(joined, ' '));
		assert_true(buffer_append_string(joined, word));
	}
	assert_true(buffer_append_byte(joined, '\0'));
}

static void finds_words(void **state)
{
	(void)state;
	struct buffer joined = {0};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct literals literals;
		struct edges edges;
		assert_true(
			literals_find(rows[i].pattern, strlen(rows[i].pattern), &literals, &edges));
		edges_free(&edges);
		join(&literals, &joined);
		if (strcmp(joined.data, rows[i].words) != 0)
			print_error("pattern %s\n", rows[i].pattern);
		assert_string_equal(joined.data, rows[i].words);
		literals_free(&literals);
	}
	buffer_free(&joined);
}

// A list too long for whole words is shortened to their beginnings, unless these are too many.
static void shortens_long_lists(void **state)
{
	(void)state;
	for (size_t beginnings = 40; beginnings <= 80; beginnings += 40) {
		struct buffer pattern = {0};
		struct literals literals;
		struct edges edges;
		char word[32];
		for (size_t i = 0; i < 120; i++) {
			snprintf(word, sizeof word, "%s\\x{%zx}啊%zu", i > 0 ? "|" : "",
				0x3041 + i % beginnings, i);
			assert_true(buffer_append_string(&pattern, word));
		}
		assert_true(literals_find(pattern.data, pattern.size, &literals, &edges));
		edges_free(&edges);
		assert_int_equal(literals.count, beginnings <= 64 ? beginnings : 0);
		literals_free(&literals);
		buffer_free(&pattern);
	}
}

// Finds the words of `text` repeated `times`, with `tail` after it.
static size_t count_of_repeated(const char *text, size_t times, const char *tail)
{
	struct buffer pattern = {0};
	struct literals literals;
	struct edges edges;
	for (size_t i = 0; i < times; i++)
		assert_true(buffer_append_string(&pattern, text));
	assert_true(buffer_append_string(&pattern, tail));
	assert_true(literals_find(pattern.data, pattern.size, &literals, &edges));
	edges_free(&edges);
	size_t count = literals.count;
	literals_free(&literals);
	buffer_free(&pattern);
	return count;
}

static void bears_hostile_patterns(void **state)
{
	(void)state;
	assert_int_equal(count_of_repeated("(", 60000, "a"), 0);
	assert_int_equal(count_of_repeated("(?:", 20000, "a"), 0);
	assert_int_equal(count_of_repeated("[", 60000, "a]b"), 2);
	assert_int_equal(count_of_repeated("[abcdefghijklmnop]", 3000, "b"), 16);
	assert_int_equal(count_of_repeated("(a|bb|c)?", 6000, "广告"), 1);
	assert_int_equal(count_of_repeated("广", 20000, ""), 1);
	assert_int_equal(count_of_repeated("a|", 30000, "b"), 2);
	assert_int_equal(count_of_repeated("a{65535}", 5000, "b"), 1);
	assert_int_equal(count_of_repeated("广告", 100000, ""), 0);
}

static void folds_letters_and_script(void **state)
{
	(void)state;
	assert_int_equal(literal_fold_char('Z'), 'z');
	assert_int_equal(literal_fold_char('@'), '@');
	assert_int_equal(literal_fold_char('['), '[');
	assert_int_equal(literal_fold_char(0x17F), 0x17F);
	assert_int_equal(literal_fold_char(0x212A), 0x212A);
	assert_int_equal(literal_fold_char(0x4F86), 0x6765);
	for (uint32_t c = 0; c <= 0x10FFFF; c++)
		assert_int_equal(literal_fold_char(literal_fold_char(c)), literal_fold_char(c));
}

// A random pattern, and a text that it is likely to match.
struct sample {
	uint64_t state;
	size_t names;
	struct buffer pattern, text;
};

static const char *const letters[] = {"相", "关", "來", "来", "源", "|", ":", "：", " ", "a", "A",
	"s", "ſ", "k", "\u212A", "é", "É", "Ａ", "ａ", "1", "-", "。", "µ", "μ"};

// Syntax to strew into patterns.
static const char *const pieces[] = {"(", ")", "[", "]", "[^", "{", "}", "{2}", "{,2}", "?", "*",
	"+", "|", "\\", "\\Q", "\\E", "\\K", "\\x", "\\b", "\\d", "\\1", "^", "$", ".", "-", "-",
	":", "[:", ":]", "[:alpha:]", "<", ">", "=", "!", "(?", "(?i)", "(?-i)", "(?^)", "(?x)",
	"(?<=", "(?|", "(?1)", "(*", "(*ACCEPT)", "(?R)", "(?#", "(?(1)", "P", "i", "s", "#", ",",
	"0", "9"};

// xorshift64*: Vigna, "An experimental exploration of Marsaglia's xorshift generators" (2016).
static size_t pick(struct sample *sample, size_t below)
{
	sample->state ^= sample->state >> 12;
	sample->state ^= sample->state << 25;
	sample->state ^= sample->state >> 27;
	return (size_t)((sample->state * 0x2545F4914F6CDD1Du) >> 33) % below;
}

static void put(struct buffer *buffer, const char *string)
{
	assert_true(buffer_append_string(buffer, string));
}

static const char *letter(struct sample *sample)
{
	return letters[pick(sample, COUNT(letters))];
}

static void put_letter(struct sample *sample)
{
	const char *text = letter(sample);
	uint32_t c;
	char code[16];
	utf8_decode(text, strlen(text), &c);
	if (pick(sample, 8) == 0)
		snprintf(code, sizeof code, "\\x{%x}", (unsigned)c);
	else
		snprintf(code, sizeof code, *text == '|' ? "\\%s" : "%s", text);
	put(&sample->pattern, code);
	put(&sample->text, text);
}

static void put_class(struct sample *sample)
{
	static const char *const odd[] = {
		"\\d", "\\s", "[:punct:]", "a-c", "一-龥", "]", "[", "\\n"};
	bool negated = pick(sample, 4) == 0;
	size_t members = 1 + pick(sample, 4), chosen = pick(sample, members);
	put(&sample->pattern, negated ? "[^" : "[");
	for (size_t i = 0; i < members; i++) {
		bool is_odd = pick(sample, 6) == 0;
		const char *member = is_odd ? odd[pick(sample, COUNT(odd))] : letter(sample);
		put(&sample->pattern, member);
		if (i == chosen)
			put(&sample->text, is_odd || negated ? letter(sample) : member);
	}
	put(&sample->pattern, "]");
}

static void put_alternatives(struct sample *sample, size_t depth);

static void put_group(struct sample *sample, size_t depth)
{
	static const char *const openings[] = {"(", "(?:", "(?i:", "(?-i:", "(?>", "(?|", "(?<n",
		"(?P<n", "(?=", "(?!", "(?<=", "(?<!"};
	const char *opening = openings[pick(sample, COUNT(openings))];
	size_t before = sample->text.size;
	put(&sample->pattern, opening);
	if (strchr(opening, 'n')) {
		char name[24];
		snprintf(name, sizeof name, "%zu>", sample->names++);
		put(&sample->pattern, name);
	}
	put_alternatives(sample, depth + 1);
	put(&sample->pattern, ")");
	if (strpbrk(opening, "=!"))
		sample->text.size = before;
}

static void put_mark(struct sample *sample)
{
	static const char *const marks[] = {"^", "$", "\\b", "\\B", "\\K", "\\A", "(?i)", "(?-i)"};
	put(&sample->pattern, marks[pick(sample, COUNT(marks))]);
}

static void put_set(struct sample *sample)
{
	static const char *const sets[] = {
		".", "\\d", "\\s", "\\w", "\\W", "\\p{Han}", "\\N", "\\X"};
	put(&sample->pattern, sets[pick(sample, COUNT(sets))]);
	put(&sample->text, letter(sample));
}

static void put_quantifier(struct sample *sample, size_t before)
{
	static const struct {
		const char *text;
		size_t least;
	} quantifiers[] = {{"?", 0}, {"*", 0}, {"+", 1}, {"{2}", 2}, {"{1,3}", 1}, {"{0,2}", 0},
		{"{0}", 0}, {"{2,}", 2}, {"??", 0}, {"*?", 0}, {"++", 1}, {"{2}?", 2}};
	size_t i = pick(sample, COUNT(quantifiers));
	size_t size = sample->text.size - before;
	size_t times = quantifiers[i].least + pick(sample, 2);
	put(&sample->pattern, quantifiers[i].text);
	assert_true(buffer_reserve(&sample->text, size * times));
	sample->text.size = before + size * times;
	for (size_t at = before + size; at < sample->text.size; at++)
		sample->text.data[at] = sample->text.data[at - size];
}

static void put_alternatives(struct sample *sample, size_t depth)
{
	size_t branches = pick(sample, 3) == 0 ? 2 : 1;
	for (size_t branch = 0; branch < branches; branch++) {
		size_t start = sample->text.size;
		if (branch > 0)
			put(&sample->pattern, "|");
		for (size_t i = 1 + pick(sample, 4); i > 0; i--) {
			size_t before = sample->text.size;
			size_t kind = pick(sample, 16);
			if (kind < 2 && depth < 4)
				put_group(sample, depth);
			else if (kind == 2)
				put_class(sample);
			else if (kind == 3)
				put_set(sample);
			else if (kind == 4)
				put_mark(sample);
			else
				put_letter(sample);
			if (kind != 4 && pick(sample, 4) == 0)
				put_quantifier(sample, before);
		}
		if (branch > 0 && pick(sample, 2) == 0)
			sample->text.size = start;
	}
}

// Strews a piece of syntax between the characters of the pattern.
static void spoil(struct sample *sample)
{
	struct buffer spoilt = {0};
	size_t at = pick(sample, sample->pattern.size + 1);
	while (at < sample->pattern.size &&
		((unsigned char)sample->pattern.data[at] & 0xC0) == 0x80)
		at++;
	assert_true(buffer_append(&spoilt, sample->pattern.data, at));
	put(&spoilt, pieces[pick(sample, COUNT(pieces))]);
	assert_true(buffer_append(&spoilt, sample->pattern.data + at, sample->pattern.size - at));
	buffer_free(&sample->pattern);
	sample->pattern = spoilt;
}

static void fold_all(const struct buffer *text, struct buffer *folded)
{
	buffer_clear(folded);
	for (size_t i = 0; i < text->size;) {
		uint32_t c;
		char bytes[4];
		i += utf8_decode(text->data + i, text->size - i, &c);
		assert_true(buffer_append(folded, bytes, utf8_encode(literal_fold_char(c), bytes)));
	}
}

static bool contains_one(const struct buffer *folded, const struct literals *literals)
{
	const char *word = literals->text.data;
	for (size_t i = 0; i < literals->count; i++, word += strlen(word) + 1)
		if (folded->size > 0 && memmem(folded->data, folded->size, word, strlen(word)))
			return true;
	return false;
}

// -1: no pattern; 0: no match, or not within the limit; 1: a match.
static int matches(const struct buffer *pattern, const struct buffer *text)
{
	int error;
	PCRE2_SIZE offset;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern->data, pattern->size,
		PCRE2_UTF | PCRE2_UCP, &error, &offset, NULL);
	if (!code)
		return -1;
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	assert_true(data && context);
	pcre2_set_match_limit(context, 10000);
	const char *subject = text->size > 0 ? text->data : "";
	int result = pcre2_match(code, (PCRE2_SPTR)subject, text->size, 0, 0, data, context);
	pcre2_match_context_free(context);
	pcre2_match_data_free(data);
	pcre2_code_free(code);
	return result >= 0;
}

static bool has_edges(const struct edges *edges, const struct buffer *text)
{
	uint32_t first, last;
	size_t at = text->size;
	if (at == 0)
		return true;
	while (at > 0 && ((unsigned char)text->data[--at] & 0xC0) == 0x80)
		;
	utf8_next(text->data, &first);
	utf8_next(text->data + at, &last);
	return char_set_has(&edges->first, first) && char_set_has(&edges->last, last);
}

// Makes a pattern and asks it about a text; returns whether it matched and had words.
static bool law_holds_once(struct sample *sample, struct buffer *folded)
{
	buffer_clear(&sample->pattern);
	buffer_clear(&sample->text);
	sample->names = 0;
	if (pick(sample, 4) == 0)
		put(&sample->text, letter(sample));
	if (pick(sample, 6) == 0)
		put(&sample->pattern, "(?i)");
	if (pick(sample, 4) == 0)
		put(&sample->pattern, "^");
	put_alternatives(sample, 0);
	if (pick(sample, 4) == 0)
		put(&sample->pattern, "$");
	for (size_t i = pick(sample, 4); i > 1; i--)
		spoil(sample);
	for (size_t i = pick(sample, 3); i > 0; i--)
		put(&sample->text, letter(sample));
	struct literals literals;
	struct edges edges;
	assert_true(literals_find(sample->pattern.data, sample->pattern.size, &literals, &edges));
	assert_in_range(literals.count, 0, 64);
	bool tells = literals.count > 0 || !edges.first.any || !edges.last.any;
	bool asked = tells && matches(&sample->pattern, &sample->text) > 0;
	fold_all(&sample->text, folded);
	if (asked && ((literals.count > 0 && !contains_one(folded, &literals)) ||
			     !has_edges(&edges, &sample->text))) {
		print_error("pattern %.*s\ntext %.*s\n", (int)sample->pattern.size,
			sample->pattern.data, (int)sample->text.size, sample->text.data);
		fail();
	}
	edges_free(&edges);
	literals_free(&literals);
	return asked;
}

static size_t law_holds_for(size_t rounds, uint64_t seed)
{
	struct sample sample = {.state = seed * 2 + 1};
	struct buffer folded = {0};
	size_t asked = 0;
	for (size_t i = 0; i < rounds; i++)
		asked += law_holds_once(&sample, &folded);
	buffer_free(&sample.pattern);
	buffer_free(&sample.text);
	buffer_free(&folded);
	return asked;
}

static void law_holds(void **state)
{
	(void)state;
	assert_in_range(law_holds_for(20000, 20201127), 5000, 20000);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_words),
		cmocka_unit_test(shortens_long_lists),
		cmocka_unit_test(bears_hostile_patterns),
		cmocka_unit_test(folds_letters_and_script),
		cmocka_unit_test(law_holds),
	};
	if (argc == 3) {
		size_t rounds = strtoul(argv[1], NULL, 10);
		printf("%zu matches\n", law_holds_for(rounds, strtoul(argv[2], NULL, 10)));
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
