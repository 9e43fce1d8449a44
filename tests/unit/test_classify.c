// SPDX-License-Identifier: MIT
// Classifying one line by itself: the order of asking, edits that start again, and shortcuts that
// change nothing.
#include <stdbool.h>
#include <stdio.h>

#include "match/builtin.h"
#include "match/classify.h"
#include "match/vet.h"
#include "unit.h"

// The rulesets of all classifiers, which borrow them.
#define RULESETS 4096
static struct ruleset_builder *rulesets[RULESETS];
static size_t ruleset_count;

static const struct ruleset *built_in(const char *rules)
{
	assert_true(ruleset_count < RULESETS);
	struct ruleset_builder **builder = &rulesets[ruleset_count++];
	assert_int_equal(ruleset_build(builder, rules, strlen(rules), NULL), DEHUSK_OK);
	return ruleset_of(*builder);
}

static struct classifier *classifier_of(const char *rules)
{
	struct classifier *classifier = classifier_new(built_in(rules), NULL);
	assert_non_null(classifier);
	return classifier;
}

static int free_rulesets(void **state)
{
	(void)state;
	while (ruleset_count > 0)
		ruleset_builder_free(rulesets[--ruleset_count]);
	return 0;
}

static struct classification classified(struct classifier *classifier, const char *line)
{
	struct classification classification;
	struct slice text = {line, strlen(line)};
	assert_int_equal(classify_line(classifier, text, &classification), DEHUSK_OK);
	return classification;
}

static void assert_slice(struct slice slice, const char *text)
{
	if (slice.size != strlen(text) ||
		(slice.size > 0 && memcmp(slice.data, text, slice.size) != 0))
		fail_msg("'%.*s', not '%s'", (int)slice.size, slice.data, text);
}

// Asserts the result of a line, the rule that decided it ("-": none), and the rest of the line;
// twice, since short lines are cached.
static void assert_classified(struct classifier *classifier, const char *line,
	enum line_class result, const char *rule, const char *text)
{
	for (size_t i = 0; i < 2; i++) {
		struct classification classification = classified(classifier, line);
		const char *name = classification.rule ? classification.rule->name : "-";
		if (classification.result != result || strcmp(name, rule) != 0)
			fail_msg("%s: %d by %s", line, (int)classification.result, name);
		assert_slice(classification.text, text);
		assert_int_equal(classification.limit_hits, 0);
	}
}

static void check(const char *rules, const char *line, enum line_class result, const char *rule,
	const char *text)
{
	struct classifier *classifier = classifier_of(rules);
	assert_classified(classifier, line, result, rule, text);
	classifier_free(classifier);
}

static void assert_source(
	const struct classification *classification, const char *name, int32_t date)
{
	assert_int_equal(classification->result, CLASS_SOURCE);
	assert_slice(classification->name, name);
	assert_int_equal(classification->date, date);
}

// --- the order of asking ---

static void keeps_without_rules(void **state)
{
	(void)state;
	check("", "相关文章", CLASS_KEPT, "-", "相关文章");
	check("# nothing\n", "a", CLASS_KEPT, "-", "a");
	classifier_free(NULL);
}

static void settles_by_each_action(void **state)
{
	(void)state;
	static const char rules[] =
		"drop d ^相关文章$\ncut c ^热门评论$\nstrip s （广告）\nkeep k ^图片来源\n";
	struct classifier *classifier = classifier_of(rules);
	assert_classified(classifier, "相关文章", CLASS_DROPPED, "d", "相关文章");
	assert_classified(classifier, "热门评论", CLASS_CUT, "c", "热门评论");
	assert_classified(classifier, "图片来源：甲社", CLASS_KEPT, "k", "图片来源：甲社");
	assert_classified(classifier, "一（广告）二（广告）", CLASS_KEPT, "s", "一二");
	assert_classified(classifier, "相关文章显示", CLASS_KEPT, "-", "相关文章显示");
	classifier_free(classifier);
}

static void the_first_match_wins(void **state)
{
	(void)state;
	check("drop a 一\ndrop b 一\n", "一", CLASS_DROPPED, "a", "一");
	check("cut b 一\ndrop a 一\n", "一", CLASS_CUT, "b", "一");
	check("drop a [一]\ndrop b 一二\n", "一二", CLASS_DROPPED, "a", "一二");
	check("drop b 一二\ndrop a [一]\n", "一二", CLASS_DROPPED, "b", "一二");
}

static void keep_rules_come_first(void **state)
{
	(void)state;
	check("drop a 一\ncut b 一\nstrip c 一\nkeep k 二$\n", "一二", CLASS_KEPT, "k", "一二");
	check("keep k 甲报\n", "来源: 甲报", CLASS_KEPT, "k", "来源: 甲报");
}

static void sources_come_before_other_rules(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of("drop a 来源\nstrip b 2020\n");
	struct classification first = classified(classifier, "来源: 甲报 2020-11-27");
	assert_source(&first, "甲报", 20201127);
	assert_string_equal(first.rule->name, "source");
	assert_ptr_equal(first.rule, classify_collector(classifier));
	struct classification again = classified(classifier, "来源: 甲报 2020-11-27");
	assert_source(&again, "甲报", 20201127);
	assert_ptr_equal(again.rule, first.rule);
	assert_classified(classifier, "来源如下", CLASS_DROPPED, "a", "来源如下");
	classifier_free(classifier);
}

static void lists_rules_in_the_order_of_asking(void **state)
{
	(void)state;
	static const char *const order[] = {
		"k1", "k2", "source", "byline", "byline-english", "byline-korean", "a", "b"};
	struct classifier *classifier = classifier_of("drop a x\nkeep k1 x\ncut b x\nkeep k2 x\n");
	size_t count;
	const struct dehusk_rule *list = classify_rules(classifier, &count);
	assert_int_equal(count, COUNT(order));
	for (size_t i = 0; i < count; i++)
		assert_string_equal(list[i].name, order[i]);
	assert_ptr_equal(classify_collector(classifier), &list[2]);
	classifier_free(classifier);
}

// --- rules of users ---

// `builtin` NULL: the readers alone.
static struct classifier *classifier_with(struct rules *user, const char *text, const char *builtin)
{
	struct dehusk_rule_text from = {.file = "f", .text = text, .size = strlen(text)};
	*user = (struct rules){0};
	assert_int_equal(rules_add(user, &from, NULL, vet_pattern), DEHUSK_OK);
	assert_true(ruleset_count < RULESETS);
	struct ruleset_builder *builder = ruleset_build_user(user);
	assert_non_null(builder);
	rulesets[ruleset_count++] = builder;
	struct classifier *classifier =
		classifier_new(builtin ? built_in(builtin) : &builtin_readers, ruleset_of(builder));
	assert_non_null(classifier);
	return classifier;
}

static void asks_user_rules_first(void **state)
{
	(void)state;
	struct rules user;
	struct classifier *classifier = classifier_with(&user,
		"drop a x\nhint b x|y\nkeep c z\ndrop d z\nstrip e 广告$\ndrop f ^来源: 甲报\n",
		"keep k x\ndrop l y|z\n");
	size_t count;
	static const char *const order[] = {
		"f:a", "f:b", "f:c", "f:d", "f:e", "f:f", "k", "source"};
	const struct dehusk_rule *list = classify_rules(classifier, &count);
	assert_int_equal(count, 6 + 2 + RULESET_READERS);
	for (size_t i = 0; i < COUNT(order); i++)
		assert_string_equal(list[i].name, order[i]);
	assert_string_equal(list[1].action, "hint");
	assert_string_equal(list[1].file, "f");
	assert_null(list[6].file);
	assert_int_equal(list[1].pattern.size, 3);
	assert_null(list[7].pattern.text);
	assert_classified(classifier, "x", CLASS_DROPPED, "f:a", "x");
	assert_classified(classifier, "y", CLASS_KEPT, "f:b", "y");
	assert_classified(classifier, "z", CLASS_KEPT, "f:c", "z");
	assert_classified(classifier, "z廣告", CLASS_KEPT, "f:c", "z廣告");
	assert_classified(classifier, "w 廣告", CLASS_KEPT, "f:e", "w");
	assert_classified(classifier, "来源：甲报", CLASS_SOURCE, "source", "来源：甲报");
	assert_classified(classifier, "來源: 甲报", CLASS_DROPPED, "f:f", "來源: 甲报");
	classifier_free(classifier);
	rules_free(&user);
}

static void assert_behind(struct classifier *classifier, const char *line, const char *name,
	const char *also, int32_t date)
{
	for (size_t i = 0; i < 2; i++) {
		struct classification found = classified(classifier, line);
		assert_int_equal(found.result, CLASS_SOURCE);
		assert_string_equal(found.rule->name, "f:s");
		assert_slice(found.name, name);
		assert_slice(found.also, also);
		assert_int_equal(found.date, date);
	}
}

// What stands behind the match is read as behind a label.
static void reads_sources_behind_a_match(void **state)
{
	(void)state;
	struct rules user;
	struct classifier *classifier =
		classifier_with(&user, "source s ^供稿单位|文字提供\n", "drop l 供稿\n");
	assert_behind(classifier, "供稿单位：柳溪晚报", "柳溪晚报", "", 0);
	assert_behind(classifier, "供稿單位 柳溪晚报 2021-03-05 10:22", "柳溪晚报", "", 20210305);
	assert_behind(classifier, "本版 文字提供: 柳溪晚报", "柳溪晚报", "", 0);
	assert_behind(classifier, "供稿单位&nbsp;&#65306;柳溪晚报", "柳溪晚报", "", 0);
	assert_classified(classifier, "供稿单位：", CLASS_LABEL, "f:s", "供稿单位：");
	assert_classified(classifier, "文字提供", CLASS_LABEL, "f:s", "文字提供");
	assert_classified(classifier, "供稿单位的人说，今天不来了。", CLASS_DROPPED, "l",
		"供稿单位的人说，今天不来了。");
	struct classification found = classified(classifier, "供稿单位：柳溪晚报 2021-02-30");
	assert_true(found.unread_date);
	assert_string_equal(found.rule->name, "l");
	// The line with a date behind it is not taken from the cache of the line without.
	struct cached *cached;
	const char *line = "供稿单位：柳溪晚报";
	assert_int_equal(classify_undated(classifier, (struct slice){line, strlen(line)}, &cached),
		DEHUSK_OK);
	assert_false(cached && cached->takes_date);
	classifier_free(classifier);
	rules_free(&user);
}

// Without built-in rules the readers are still asked.
static void leaves_out_built_in_rules(void **state)
{
	(void)state;
	struct rules user;
	struct classifier *classifier = classifier_with(&user, "drop a ^x\n", NULL);
	assert_classified(classifier, "x", CLASS_DROPPED, "f:a", "x");
	assert_classified(classifier, "相关文章", CLASS_KEPT, "-", "相关文章");
	assert_classified(classifier, "来源：甲报", CLASS_SOURCE, "source", "来源：甲报");
	assert_classified(classifier, "作者：林素秋", CLASS_BYLINE, "byline", "作者：林素秋");
	size_t count;
	classify_rules(classifier, &count);
	assert_int_equal(count, 1 + RULESET_READERS);
	classifier_free(classifier);
	rules_free(&user);
}

static void refuses_what_are_no_rules(void **state)
{
	(void)state;
	static const char *const bad[] = {"drop", "drop a", "drop a x\nkeep a x", "  + x"};
	for (size_t i = 0; i < COUNT(bad); i++) {
		static char some[1];
		struct ruleset_builder *builder = (struct ruleset_builder *)(void *)some;
		assert_int_equal(
			ruleset_build(&builder, bad[i], strlen(bad[i]), NULL), DEHUSK_BAD_RULE);
		assert_null(builder);
	}
}

// A pattern that has not been compiled yet is not taken for one that does not match.
static void finds_out_bad_patterns(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"drop a (", "drop a ^[", "drop a 相关文章(?<n>x)?(?<n>y)?"};
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct classifier *classifier = classifier_of(bad[i]);
		struct classification classification;
		assert_int_equal(
			classify_line(classifier, (struct slice){"相关文章", 12}, &classification),
			DEHUSK_BAD_RULE);
		classifier_free(classifier);
	}
}

// --- strip ---

static void strips_to_a_fixed_point(void **state)
{
	(void)state;
	check("strip s \\(\\)", "a(((())))b", CLASS_KEPT, "s", "ab");
	check("strip s ^一", "一一一二一", CLASS_KEPT, "s", "二一");
	check("strip s 一二\n", "三一一一二二二", CLASS_KEPT, "s", "三");
	check("strip s 一\nstrip t 二三\n", "二一三四", CLASS_KEPT, "t", "四");
	check("strip s 一\nstrip t 二\n", "二一三", CLASS_KEPT, "t", "三");
}

static void tidies_what_is_left(void **state)
{
	(void)state;
	check("strip s 一", "一 二 一 三 一", CLASS_KEPT, "s", "二 三");
	check("strip s 一", "e一\xCC\x81", CLASS_KEPT, "s", "é");
	check("strip s 一", "二\xE3\x80\x80一 三", CLASS_KEPT, "s", "二\xE3\x80\x80三");
}

static void drops_what_is_stripped_empty(void **state)
{
	(void)state;
	check("strip s 一", "一 一", CLASS_DROPPED, "s", "");
	check("strip s .", "任何文字", CLASS_DROPPED, "s", "");
	check("strip s 一\nkeep k .\n", "一一", CLASS_KEPT, "k", "一一");
}

static void takes_no_empty_match_for_an_edit(void **state)
{
	(void)state;
	check("strip s x*", "一二三", CLASS_KEPT, "-", "一二三");
	check("strip s x*", "一xx二x三", CLASS_KEPT, "s", "一二三");
	check("strip s (?=二)", "一二", CLASS_KEPT, "-", "一二");
	check("strip s $", "一", CLASS_KEPT, "-", "一");
}

static void starts_over_at_the_first_rule(void **state)
{
	(void)state;
	check("drop d ^二$\nstrip s 一", "一二", CLASS_DROPPED, "d", "二");
	check("strip s 一\ncut c ^二$\n", "一二", CLASS_CUT, "c", "二");
	check("strip s 一\nkeep k ^二", "一二一", CLASS_KEPT, "k", "二");
}

static void strips_down_to_a_source_line(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of("strip s ^(?:xyzzy)+,?");
	for (size_t i = 0; i < 2; i++) {
		struct classification classification =
			classified(classifier, "xyzzyxyzzy,来源: 甲报 2020-01-02");
		assert_source(&classification, "甲报", 20200102);
		assert_slice(classification.text, "来源: 甲报 2020-01-02");
		assert_string_equal(classification.rule->name, "source");
	}
	classifier_free(classifier);
}

// --- credits in brackets ---

#define PROSE "河水又清了起来。"
#define EDITOR "strip editor \\s*（审图[:：][^）]*）$\n"

static void assert_credit(struct classifier *classifier, const char *line, const char *rule)
{
	for (size_t i = 0; i < 2; i++) {
		struct classification classification = classified(classifier, line);
		assert_int_equal(classification.result, CLASS_KEPT);
		assert_slice(classification.text, PROSE);
		assert_int_equal(classification.credit_count, 1);
		assert_slice(classification.credit[0].name, "甲报");
		assert_int_equal(classification.credit[0].date, 0);
		assert_string_equal(classification.rule->name, rule);
	}
}

static void takes_credits_off(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of(EDITOR);
	assert_credit(classifier, PROSE "（来源：甲报）", "source");
	assert_credit(classifier, PROSE "（审图：王某）（来源：甲报）", "editor");
	assert_credit(classifier, PROSE "（来源：甲报）（审图：王某）", "source");
	classifier_free(classifier);
}

static void takes_every_credit_off(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of("");
	struct classification classification =
		classified(classifier, PROSE "（来源：乙报）（来源：甲报 2020-11-27）");
	assert_slice(classification.text, PROSE);
	assert_int_equal(classification.credit_count, 2);
	assert_slice(classification.credit[0].name, "甲报");
	assert_int_equal(classification.credit[0].date, 20201127);
	assert_slice(classification.credit[1].name, "乙报");
	classifier_free(classifier);
}

// The line is classified once more, however many credits stand at its end.
static void takes_many_credits_off_at_once(void **state)
{
	(void)state;
	static const char *const credits[] = {
		"（来源：甲报）", "[责编/]", "（编辑：李明）", "（责任编辑：）"};
	struct classifier *classifier = classifier_of("");
	for (size_t i = 0; i < COUNT(credits); i++) {
		char *many = repeated(credits[i], 1600, ""), *line = repeated(PROSE, 1, many);
		struct classification classification = classified(classifier, line);
		assert_int_equal(classification.result, CLASS_KEPT);
		assert_slice(classification.text, PROSE);
		assert_int_equal(classification.credit_count, i == 0 ? 1600 : 0);
		assert_int_equal(classification.limit_hits, 0);
		assert_in_range(classification.rounds, 1, 2);
		free(many);
		free(line);
	}
	classifier_free(classifier);
}

static void a_credit_does_not_save_the_line(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of("drop d ^河水又清了起来。$");
	struct classification classification = classified(classifier, PROSE "（来源：甲报）");
	assert_int_equal(classification.result, CLASS_DROPPED);
	assert_int_equal(classification.credit_count, 1);
	assert_string_equal(classification.rule->name, "d");
	classifier_free(classifier);
}

static void counts_unread_dates(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of("");
	for (size_t i = 0; i < 2; i++) {
		struct classification classification =
			classified(classifier, "来源: 甲报 2020-02-30");
		assert_int_equal(classification.result, CLASS_KEPT);
		assert_true(classification.unread_date);
		classification = classified(classifier, "来源: 甲报 2020-02-29");
		assert_source(&classification, "甲报", 20200229);
		assert_false(classification.unread_date);
	}
	classifier_free(classifier);
}

// --- limits ---

// Each edit removes one character.
static void check_edits(
	size_t count, const char *tail, enum line_class result, const char *rule, bool settles)
{
	struct classifier *classifier = classifier_of("strip s ^a");
	char *line = repeated("a", count, tail);
	for (size_t i = 0; i < 2; i++) {
		struct classification classification = classified(classifier, line);
		assert_int_equal(classification.result, result);
		assert_int_equal(classification.limit_hits, !settles);
		assert_slice(classification.text, settles ? tail : line);
		assert_string_equal(classification.rule ? classification.rule->name : "-", rule);
	}
	size_t rules;
	assert_int_equal(
		classify_rules(classifier, &rules)[RULESET_READERS].limit_hits, settles ? 0 : 2);
	free(line);
	classifier_free(classifier);
}

static void leaves_what_never_settles(void **state)
{
	(void)state;
	check_edits(63, "b", CLASS_KEPT, "s", true);
	check_edits(64, "b", CLASS_KEPT, "-", false);
	check_edits(64, "", CLASS_DROPPED, "s", true);
	check_edits(65, "", CLASS_KEPT, "-", false);
	check_edits(1000, "b", CLASS_KEPT, "-", false);
}

static void gives_no_credit_for_what_never_settles(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of("strip s ^a");
	char *line = repeated("a", 100, "某" PROSE "（来源：甲报）");
	struct classification classification = classified(classifier, line);
	assert_int_equal(classification.result, CLASS_KEPT);
	assert_int_equal(classification.credit_count, 0);
	assert_int_equal(classification.limit_hits, 1);
	assert_slice(classification.text, line);
	free(line);
	classifier_free(classifier);
}

// The rule that is asked first, its counts, and the next one.
static void assert_limits(
	struct classifier *classifier, size_t rule, uint64_t limits, uint64_t aside)
{
	size_t count;
	const struct dehusk_rule *rules = classify_rules(classifier, &count);
	assert_int_equal(rules[rule].limit_hits, limits);
	assert_int_equal(rules[rule].put_aside, aside);
}

// A rule that keeps reaching limits is not asked for the rest of the page.
static void puts_slow_rules_aside(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of("drop slow ^(a+)+[^a!]!$|^yes$\n");
	char *line = repeated("a", 60000, "!");
	classify_begin_page(classifier);
	assert_int_equal(classified(classifier, "yes").result, CLASS_DROPPED);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(classified(classifier, line).limit_hits, i < 2);
	assert_limits(classifier, RULESET_READERS, 2, 1);
	// What was cached before is not taken from the cache.
	assert_int_equal(classified(classifier, "yes").result, CLASS_KEPT);
	assert_int_equal(classified(classifier, "yes").result, CLASS_KEPT);
	classify_begin_page(classifier);
	assert_int_equal(classified(classifier, "yes").result, CLASS_DROPPED);
	assert_int_equal(classified(classifier, line).limit_hits, 1);
	assert_limits(classifier, RULESET_READERS, 3, 1);
	free(line);
	classifier_free(classifier);
}

// One that scans each line from each position in vain is put aside after some of them.
static void puts_scanning_rules_aside(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of("drop slow (?=.*x)(?=.*y)z\n");
	char *line = repeated("x", 8000, "yz!");
	size_t limits = 0, i = 0;
	classify_begin_page(classifier);
	for (; i < 100 && limits == 0; i++)
		limits += classified(classifier, line).limit_hits;
	assert_in_range(i, 8, 20);
	assert_int_equal(classified(classifier, line).limit_hits, 0);
	assert_limits(classifier, RULESET_READERS, 1, 1);
	free(line);
	classifier_free(classifier);
}

static void names_the_rule_that_hits_a_limit(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of("drop slow ^(a+)+[^a!]!$\ndrop next !$\n");
	char *line = repeated("a", 50, "!");
	for (uint64_t i = 1; i <= 2; i++) {
		size_t count;
		struct classification classification = classified(classifier, line);
		assert_int_equal(classification.result, CLASS_DROPPED);
		assert_string_equal(classification.rule->name, "next");
		assert_int_equal(classification.limit_hits, 1);
		assert_int_equal(classify_rules(classifier, &count)[RULESET_READERS].limit_hits, i);
		assert_int_equal(
			classify_rules(classifier, &count)[RULESET_READERS + 1].limit_hits, 0);
	}
	free(line);
	classifier_free(classifier);
}

static void leaves_a_line_that_strip_gives_up(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of("strip s (a+)+$|^!");
	char *line = repeated("a", 50, "!");
	struct classification classification = classified(classifier, line);
	assert_int_equal(classification.result, CLASS_KEPT);
	assert_slice(classification.text, line);
	free(line);
	classifier_free(classifier);
}

// --- shortcuts change nothing ---

static void asks_rules_without_words(void **state)
{
	(void)state;
	check("drop d ^[-*]$", "-", CLASS_DROPPED, "d", "-");
	check("drop d ^[-*]$", "--", CLASS_KEPT, "-", "--");
	check("drop d [0-9]{3}", "a123", CLASS_DROPPED, "d", "a123");
	check("drop d [0-9]{3}", "a12b", CLASS_KEPT, "-", "a12b");
	check("drop d .", "一", CLASS_DROPPED, "d", "一");
	check("drop d ^(?!一)", "二", CLASS_DROPPED, "d", "二");
	check("drop d ^(?!一)", "一", CLASS_KEPT, "-", "一");
	check("drop d ^[来]$", "來", CLASS_DROPPED, "d", "來");
	check("drop d (?i)^source$", "\xC5\xBFource", CLASS_DROPPED, "d", "\xC5\xBFource");
	check("drop d (?i)kiosk", "\xE2\x84\xAAio\xC5\xBF\xE2\x84\xAA", CLASS_DROPPED, "d",
		"\xE2\x84\xAAio\xC5\xBF\xE2\x84\xAA");
	check("drop d ^AB\\|$", "AB|", CLASS_DROPPED, "d", "AB|");
	check("drop d ^A:$", "A:", CLASS_DROPPED, "d", "A:");
	check("drop d (?i)^[s]$", "\xC5\xBF", CLASS_DROPPED, "d", "\xC5\xBF");
}

static void a_rule_may_match_anything(void **state)
{
	(void)state;
	check("drop d ^", "一", CLASS_DROPPED, "d", "一");
	check("drop d $", "一", CLASS_DROPPED, "d", "一");
	check("drop d x*", "一", CLASS_DROPPED, "d", "一");
}

// Rule k takes lines of exactly k digits. There are more rules than bits in a word.
static struct classifier *classifier_of_many(const char *anchor, size_t count)
{
	char *rules = calloc(count, 64);
	assert_non_null(rules);
	char *at = rules;
	for (size_t i = 1; i <= count; i++)
		at += sprintf(at, "drop d%zu %s[0-9]{%zu}(?![0-9])%s\n", i, anchor, i,
			*anchor ? "$" : "");
	struct classifier *classifier = classifier_of(rules);
	free(rules);
	return classifier;
}

static void asks_many_rules_without_words(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of_many("^", 150);
	for (size_t i = 1; i <= 151; i++) {
		char name[32];
		char *line = repeated("7", i, "");
		sprintf(name, "d%zu", i);
		bool taken = i <= 150;
		assert_classified(classifier, line, taken ? CLASS_DROPPED : CLASS_KEPT,
			taken ? name : "-", line);
		free(line);
	}
	assert_classified(classifier, "一", CLASS_KEPT, "-", "一");
	classifier_free(classifier);
}

static void asks_many_rules_without_anchor(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of_many("(?<![0-9])", 70);
	assert_classified(classifier, "a1", CLASS_DROPPED, "d1", "a1");
	assert_classified(classifier, "a22, 1", CLASS_DROPPED, "d1", "a22, 1");
	char *line = repeated("7", 70, "");
	assert_classified(classifier, line, CLASS_DROPPED, "d70", line);
	free(line);
	classifier_free(classifier);
}

static void matches_traditional_text(void **state)
{
	(void)state;
	check("drop d ^相关文章$", "相關文章", CLASS_DROPPED, "d", "相關文章");
	check("drop d ^相關文章$", "相关文章", CLASS_DROPPED, "d", "相关文章");
	check("strip s （责任审图：.*）", "閱讀（責任審圖：陳某）", CLASS_KEPT, "s", "閱讀");
	check("drop d ^[责]任$", "責任", CLASS_DROPPED, "d", "責任");
	struct classifier *classifier = classifier_of("");
	struct classification classification =
		classified(classifier, "文章來源：聯合報 2020-11-27");
	assert_source(&classification, "聯合報", 20201127);
	classifier_free(classifier);
}

static void a_classification_is_as_at_first(void **state)
{
	(void)state;
	struct classifier *classifier =
		classifier_of("drop d ^[0-9]7$\nstrip s 9\ncut c 55\nkeep k ^图\n");
	// More lines than the cache holds, asked for again in another order.
	for (size_t round = 0; round < 3; round++)
		for (size_t i = 0; i < 6000; i++) {
			char line[32];
			size_t n = round == 1 ? 5999 - i : i;
			sprintf(line, "来源: 报%zu 2020-11-%02zu", n, 1 + n % 30);
			struct classification classification = classified(classifier, line);
			sprintf(line, "报%zu", n);
			assert_source(&classification, line, 20201101 + (int32_t)(n % 30));
			sprintf(line, "%zu", n);
			struct classifier *fresh =
				i % 500 == 0 ? classifier_of("drop d ^[0-9]7$\nstrip s "
							     "9\ncut c 55\nkeep k ^图\n")
					     : NULL;
			classification = classified(classifier, line);
			if (!fresh)
				continue;
			struct classification wanted = classified(fresh, line);
			assert_int_equal(classification.result, wanted.result);
			assert_int_equal(classification.text.size, wanted.text.size);
			classifier_free(fresh);
		}
	classifier_free(classifier);
}

static void remembers_lines_of_any_size(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of("drop d b$");
	for (size_t size = 1; size < 70; size++) {
		char *dropped = repeated("a", size, "b"), *kept = repeated("a", size, "c");
		assert_classified(classifier, dropped, CLASS_DROPPED, "d", dropped);
		assert_classified(classifier, kept, CLASS_KEPT, "-", kept);
		assert_classified(classifier, dropped, CLASS_DROPPED, "d", dropped);
		free(dropped);
		free(kept);
	}
	classifier_free(classifier);
}

static void waits_for_a_name(void **state)
{
	(void)state;
	struct classifier *classifier = classifier_of("");
	assert_classified(classifier, "来源:", CLASS_LABEL, "source", "来源:");
	struct slice folded = classify_simplify(classifier, (struct slice){"來源", 6});
	assert_slice(folded, "来源");
	classifier_free(classifier);
}

#define test(function) cmocka_unit_test(function)

// A cached source with a date behind it gives the same as the whole line.
static void dates_add_to_what_is_remembered(void **state)
{
	(void)state;
	static const char *const pieces[] = {"来源", "來源", "文章来源", "：", ":", ": ", " ",
		"甲报", "BT财经", "A", "12", "参与互动", "作者", "(", ")", "（", "）", "、", "“",
		"2020-01-02", "-", "·", "举报", "发布时间", "来", "，", "编辑：王", "08:19",
		"Source"};
	struct classifier *classifier = classifier_of("keep k ^图片\ndrop d 举报\n");
	size_t taken = 0;
	for (size_t round = 0; round < 40000; round++) {
		char line[256];
		struct cached *cached;
		strcpy(line, random_below(2) ? "来源: " : "来源：");
		for (uint32_t left = 1 + random_below(6); left > 0; left--)
			strcat(line, pieces[random_below(COUNT(pieces))]);
		struct slice undated = {line, strlen(line)};
		while (undated.data[undated.size - 1] == ' ')
			undated.size--;
		strcpy(line + undated.size, " 2020-11-27");
		assert_int_equal(classify_undated(classifier, undated, &cached), DEHUSK_OK);
		if (!cached || !cached->takes_date)
			continue;
		struct slice name = {line + cached->name_at, cached->name_size};
		struct classification whole = classified(classifier, line);
		if (whole.result != CLASS_SOURCE || whole.date != 20201127 ||
			whole.name.size != name.size ||
			memcmp(whole.name.data, name.data, name.size) != 0)
			fail_msg("%s", line);
		taken++;
	}
	assert_true(taken > 1000);
	classifier_free(classifier);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(keeps_without_rules),
		test(settles_by_each_action),
		test(the_first_match_wins),
		test(keep_rules_come_first),
		test(sources_come_before_other_rules),
		test(lists_rules_in_the_order_of_asking),
		test(asks_user_rules_first),
		test(reads_sources_behind_a_match),
		test(leaves_out_built_in_rules),
		test(refuses_what_are_no_rules),
		test(finds_out_bad_patterns),
		test(strips_to_a_fixed_point),
		test(tidies_what_is_left),
		test(drops_what_is_stripped_empty),
		test(takes_no_empty_match_for_an_edit),
		test(starts_over_at_the_first_rule),
		test(strips_down_to_a_source_line),
		test(takes_credits_off),
		test(takes_every_credit_off),
		test(takes_many_credits_off_at_once),
		test(a_credit_does_not_save_the_line),
		test(counts_unread_dates),
		test(leaves_what_never_settles),
		test(gives_no_credit_for_what_never_settles),
		test(names_the_rule_that_hits_a_limit),
		test(puts_slow_rules_aside),
		test(puts_scanning_rules_aside),
		test(leaves_a_line_that_strip_gives_up),
		test(asks_rules_without_words),
		test(a_rule_may_match_anything),
		test(asks_many_rules_without_words),
		test(asks_many_rules_without_anchor),
		test(matches_traditional_text),
		test(a_classification_is_as_at_first),
		test(remembers_lines_of_any_size),
		test(waits_for_a_name),
		cmocka_unit_test(dates_add_to_what_is_remembered),
	};
	return cmocka_run_group_tests(tests, NULL, free_rulesets);
}
