// SPDX-License-Identifier: MIT
// The library from outside: the same lines, counts and sources however a page is cut into feeds.
#include <stdbool.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "lines/normalize.h"
#include "unit.h"

#define MIB ((size_t)1 << 20)
#define NEL "\xC2\x85"
#define LS "\xE2\x80\xA8"
#define PS "\xE2\x80\xA9"
#define NBSP "\xC2\xA0"
#define WIDE "\xE3\x80\x80"

static int set_up(void **state)
{
	struct dehusk *dehusk;
	int failed = dehusk_new(&dehusk, NULL) != DEHUSK_OK;
	*state = dehusk;
	return failed;
}

static int tear_down(void **state)
{
	dehusk_free(*state);
	return 0;
}

// --- a page as text: one line `NUMBER VERDICT REASON TEXT` for each line, its counts, its sources
// ---

static const char *const verdicts[] = {
	[DEHUSK_KEPT] = "kept",
	[DEHUSK_EMPTY] = "empty",
	[DEHUSK_COLLECTED] = "collected",
	[DEHUSK_DROPPED] = "dropped",
};

struct reader {
	struct dehusk *dehusk;
	struct buffer out;
	bool goes_on;
};

static void append(struct buffer *out, const void *data, size_t size)
{
	assert_true(buffer_append(out, data, size));
}

static void append_string(struct buffer *out, const char *string)
{
	append(out, string, strlen(string));
}

static void take_lines(struct reader *reader, const struct dehusk_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct dehusk_line *line = &lines->line[i];
		char head[100];
		snprintf(head, sizeof head, "%" PRIu64 " %s %s ", line->number,
			verdicts[line->verdict], line->reason);
		if (!reader->goes_on)
			append_string(&reader->out, head);
		append(&reader->out, line->text, line->size);
		if (!line->more)
			append_string(&reader->out, "\n");
		reader->goes_on = line->more;
	}
}

static void take_counts(struct reader *reader)
{
	uint64_t count[DEHUSK_COUNTS];
	for (size_t i = 0; i < DEHUSK_COUNTS; i++)
		count[i] = dehusk_count(reader->dehusk, (enum dehusk_count)i);
	uint64_t sum = 0;
	char text[200];
	for (size_t i = 0; i < DEHUSK_VERDICTS; i++)
		sum += count[DEHUSK_COUNT_KEPT + i];
	assert_int_equal(sum, count[DEHUSK_COUNT_LINES]);
	snprintf(text, sizeof text,
		"= lines %" PRIu64 ", ill-formed %" PRIu64 ", impossible %" PRIu64
		", limits %" PRIu64 ", long %" PRIu64 ", left %" PRIu64 "\n",
		count[DEHUSK_COUNT_LINES], count[DEHUSK_COUNT_ILL_FORMED],
		count[DEHUSK_COUNT_UNREAD_DATES], count[DEHUSK_COUNT_LIMIT_HITS],
		count[DEHUSK_COUNT_LONG_LINES], count[DEHUSK_COUNT_SOURCES_LEFT]);
	append_string(&reader->out, text);
}

static void take_sources(struct reader *reader)
{
	const struct dehusk_source *sources;
	size_t count;
	assert_int_equal(dehusk_sources(reader->dehusk, &sources, &count), DEHUSK_OK);
	for (size_t i = 0; i < count; i++) {
		append_string(&reader->out, "@ ");
		append(&reader->out, sources[i].name.text, sources[i].name.size);
		for (size_t k = 0; k < sources[i].date_count; k++) {
			char date[11];
			dehusk_date_format(sources[i].dates[k], date);
			append_string(&reader->out, " ");
			append_string(&reader->out, date);
		}
		append_string(&reader->out, "\n");
	}
}

// Feeds the page in pieces. Each stands in memory of its own, which is gone at the next feed but
// one.
static struct buffer read_page(struct dehusk *dehusk, struct slice page, size_t piece)
{
	struct reader reader = {.dehusk = dehusk};
	struct dehusk_lines lines;
	char *last = NULL;
	for (size_t at = 0; at < page.size; at += piece) {
		size_t size = page.size - at < piece ? page.size - at : piece;
		char *block = malloc(size);
		assert_non_null(block);
		memcpy(block, page.data + at, size);
		assert_int_equal(dehusk_feed(dehusk, block, size, &lines), DEHUSK_OK);
		free(last);
		last = block;
		take_lines(&reader, &lines);
	}
	assert_int_equal(dehusk_end(dehusk, &lines), DEHUSK_OK);
	free(last);
	take_lines(&reader, &lines);
	assert_false(reader.goes_on);
	take_counts(&reader);
	take_sources(&reader);
	return reader.out;
}

static void assert_read(
	struct dehusk *dehusk, struct slice page, size_t piece, const struct buffer *wanted)
{
	struct buffer read = read_page(dehusk, page, piece);
	if (read.size != wanted->size || memcmp(read.data, wanted->data, read.size) != 0)
		fail_msg("in pieces of %zu:\n%.*s\nnot:\n%.*s", piece,
			(int)(read.size < 4000 ? read.size : 4000), read.data,
			(int)(wanted->size < 4000 ? wanted->size : 4000), wanted->data);
	buffer_free(&read);
}

// Reads a page whole and in pieces of every kind; gives what came of it.
static struct buffer read_all_ways(struct dehusk *dehusk, struct slice page)
{
	static const size_t pieces[] = {1, 2, 3, 5, 64, 4097, 65536};
	struct buffer whole = read_page(dehusk, page, page.size + 1);
	for (size_t i = 0; i < COUNT(pieces); i++)
		if (pieces[i] < 2 * page.size && page.size / pieces[i] < 2 * MIB)
			assert_read(dehusk, page, pieces[i], &whole);
	return whole;
}

static void check(struct dehusk *dehusk, struct slice page, const char *wanted)
{
	struct buffer read = read_all_ways(dehusk, page);
	if (read.size < strlen(wanted) || memcmp(read.data, wanted, strlen(wanted)) != 0)
		fail_msg("%.*s\nnot:\n%s", (int)read.size, read.data, wanted);
	buffer_free(&read);
}

static void assert_contains(const struct buffer *read, const char *part)
{
	if (!memmem(read->data, read->size, part, strlen(part)))
		fail_msg("no '%s' in\n%.*s", part, (int)(read->size < 4000 ? read->size : 4000),
			read->data);
}

// --- lines ---

static const struct {
	const char *page, *wanted;
} pages[] = {
	{"", "= lines 0,"},
	{"\n", "1 empty - \n= lines 1,"},
	{"\n\n", "1 empty - \n2 empty - \n= lines 2,"},
	{"一", "1 kept - 一\n= lines 1,"},
	{"一\n", "1 kept - 一\n= lines 1,"},
	{"一\r\n二\r三\n\r四\r\r\n五", "1 kept - 一\n2 kept - 二\n3 kept - 三\n4 empty - \n5 kept "
				       "- 四\n6 empty - \n7 kept - 五\n= lines 7,"},
	{"一\r", "1 kept - 一\n= lines 1,"},
	{"\r\n", "1 empty - \n= lines 1,"},
	{"\r\r\n\n", "1 empty - \n2 empty - \n3 empty - \n= lines 3,"},
	{"一" NEL "二" LS "三" PS "四",
		"1 kept - 一\n2 kept - 二\n3 kept - 三\n4 kept - 四\n= lines 4,"},
	{"一" NEL, "1 kept - 一\n= lines 1,"},
	{NEL LS PS, "1 empty - \n2 empty - \n3 empty - \n= lines 3,"},
	{"一" NEL "\n二" LS "\r\n" PS "\r", "1 kept - 一\n2 empty - \n3 kept - 二\n4 empty - \n5 "
					    "empty - \n6 empty - \n= lines 6,"},
	{"一\r" NEL "\n二", "1 kept - 一\n2 empty - \n3 empty - \n4 kept - 二\n= lines 4,"},
	{"  一 \t\n" WIDE WIDE "二" NBSP "\n" WIDE "\n \t",
		"1 kept - 一\n2 kept - 二\n3 empty - \n4 empty - \n= lines 4,"},
	{"\xEF\xBB\xBF一\n\xEF\xBB\xBF", "1 kept - 一\n2 empty - \n= lines 2,"},
	{"一\xE4\xB8\n\xE4",
		"1 kept - 一\xEF\xBF\xBD\n2 kept - \xEF\xBF\xBD\n= lines 2, ill-formed 2,"},
	{"一\xF0\x9F\x99", "1 kept - 一\xEF\xBF\xBD\n= lines 1, ill-formed 1,"},
	{"\x80\xFF\xE2\x80\n",
		"1 kept - \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\n= lines 1, ill-formed 3,"},
	{"一\xE2\x80", "1 kept - 一\xEF\xBF\xBD\n= lines 1, ill-formed 1,"},
	{"一\xC2", "1 kept - 一\xEF\xBF\xBD\n= lines 1, ill-formed 1,"},
	{"\xC2\n\x85\n", "1 kept - \xEF\xBF\xBD\n2 kept - \xEF\xBF\xBD\n= lines 2, ill-formed 2,"},
	{"e\xCC\x81\n", "1 kept - é\n= lines 1,"},
	{"一  二\t三", "1 kept - 一 二 三\n= lines 1,"},
};

static void reads_lines(void **state)
{
	for (size_t i = 0; i < COUNT(pages); i++)
		check(*state, slice_of(pages[i].page), pages[i].wanted);
}

static void reads_nul(void **state)
{
	check(*state, (struct slice){"\0一\0\n\0", 7}, "1 kept - 一\n2 empty - \n= lines 2,");
}

// --- verdicts ---

static void gives_verdicts(void **state)
{
	check(*state, slice_of("-\n相关文章\n来源: 甲报 2020-11-27\n河水。\n\n"),
		"1 dropped bare-mark -\n2 dropped related-heading 相关文章\n"
		"3 collected source 来源: 甲报 2020-11-27\n4 kept - 河水。\n5 empty - \n"
		"= lines 5, ill-formed 0, impossible 0, limits 0, long 0, left 0\n@ 甲报 "
		"2020-11-27\n");
}

static void a_husk_line_looks_as_it_came(void **state)
{
	check(*state, slice_of(" 相關\xE2\x80\x8B文章 \n"),
		"1 dropped related-heading 相關文章\n= lines 1,");
}

static void sorts_sources(void **state)
{
	struct buffer read =
		read_all_ways(*state, slice_of("来源: 乙报 2020-11-27\n来源: 甲报\n来源：乙报 "
					       "2020年1月2日\n来源: 乙报 2020-11-27\n正文"));
	assert_contains(&read, "@ 乙报 2020-01-02 2020-11-27\n@ 甲报\n");
	buffer_free(&read);
}

static void counts_unread_dates(void **state)
{
	check(*state, slice_of("来源: 甲报 2020-02-30"),
		"1 kept - 来源: 甲报 2020-02-30\n= lines 1, ill-formed 0, impossible 1,");
	// A line that is remembered counts as often as it comes.
	check(*state,
		slice_of("编辑：王小明 来源：甲报 2020-02-30\n编辑：王小明 来源：甲报 2020-02-30"),
		"1 dropped editor 编辑：王小明 来源：甲报 2020-02-30\n"
		"2 dropped editor 编辑：王小明 来源：甲报 2020-02-30\n"
		"= lines 2, ill-formed 0, impossible 2,");
	// Below a label or a source as well.
	check(*state, slice_of("来源：\n甲报 2020-02-30\n"),
		"1 dropped source-without-name 来源：\n2 kept - 甲报 2020-02-30\n"
		"= lines 2, ill-formed 0, impossible 1,");
	check(*state, slice_of("来源：甲报\n2020-02-30\n"),
		"1 collected source 来源：甲报\n2 kept - 2020-02-30\n"
		"= lines 2, ill-formed 0, impossible 1,");
}

// --- what depends on the lines around ---

#define ONE(reason) "1 dropped " reason " 来源:\n"
#define BOTH "1 collected source 来源:\n2 collected source 甲报\n"

static const struct {
	const char *page, *wanted, *sources;
} contexts[] = {
	{"来源:", ONE("source-without-name") "=", "left 0\n"},
	{"来源:\n", ONE("source-without-name") "=", "left 0\n"},
	{"来源:\n甲报", BOTH "= lines 2,", "@ 甲报\n"},
	{"来源:\r\n甲报\r\n", BOTH "= lines 2,", "@ 甲报\n"},
	{"来源:" NEL "甲报" NEL, BOTH "= lines 2,", "@ 甲报\n"},
	{"来源:\n\n甲报", ONE("source-without-name") "2 empty - \n3 kept - 甲报\n=", "left 0\n"},
	{"来源:\n来源:\n甲报",
		ONE("source-without-name") "2 collected source 来源:\n3 collected source 甲报\n=",
		"@ 甲报\n"},
	{"来源:\n-\n甲报",
		ONE("source-without-name") "2 dropped bare-mark -\n3 kept - 甲报\n=", "left 0\n"},
	{"来源:\n相关文章\n甲报", ONE("source-without-name") "2 dropped related-heading 相关文章\n",
		"left 0\n"},
	{"来源:\n甲报\n2020-11-27\n2020-11-28\n河水。",
		BOTH
		"3 collected source 2020-11-27\n4 collected source 2020-11-28\n5 kept - 河水。\n=",
		"@ 甲报 2020-11-27 2020-11-28\n"},
	{"来源: 甲报\n2020-11-27\n\n2020-11-28",
		"1 collected source 来源: 甲报\n2 collected source 2020-11-27\n3 empty - \n4 kept "
		"- 2020-11-28\n=",
		"@ 甲报 2020-11-27\n"},
	{"来源: 甲报\n\n2020-11-27",
		"1 collected source 来源: 甲报\n2 empty - \n3 kept - 2020-11-27\n=", "@ 甲报\n"},
	{"2020-11-27\n来源: 甲报", "1 collected source 2020-11-27\n2 collected source 来源: 甲报\n",
		"@ 甲报 2020-11-27\n"},
	{"2020-11-27\n\n来源: 甲报", "1 kept - 2020-11-27\n2 empty - \n3 collected", "@ 甲报\n"},
	{"2020-11-27\n来源: 甲报\n2020-11-28\n来源: 乙报", "1 collected source 2020-11-27\n",
		"@ 乙报 2020-11-28\n@ 甲报 2020-11-27\n"},
	{"2020-11-27\n来源: 甲报\n作者：王小明\n2020-11-28\n来源: 乙报\n河水。",
		"1 collected source 2020-11-27\n", "@ 乙报 2020-11-28\n@ 甲报 2020-11-27\n"},
	{"2020-11-27\n来源: 甲报\n2020-11-28", "1 collected source 2020-11-27\n",
		"@ 甲报 2020-11-28\n"},
	{"来源: 甲报\n2020-11-27\n来源: 乙报\n2020-11-28", "1 collected source 来源: 甲报\n",
		"@ 乙报 2020-11-28\n@ 甲报 2020-11-27\n"},
	{"来源: 甲报\n作者：王小明\n2020-11-27", "1 collected source 来源: 甲报\n",
		"@ 甲报 2020-11-27\n"},
	{"2020-11-26\n2020-11-27\n来源: 甲报",
		"1 kept - 2020-11-26\n2 collected source 2020-11-27\n", "@ 甲报 2020-11-27\n"},
	{"2020-11-27\n来源: 甲报 2020-11-28",
		"1 kept - 2020-11-27\n2 collected source 来源: 甲报 2020-11-28\n",
		"@ 甲报 2020-11-28\n"},
	{"海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排，管理员说客人多了。\n2020年11月27日\n来"
	 "源: 甲报",
		"1 kept - 海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排，管理员说客人多了。\n"
		"2 kept - 2020年11月27日\n",
		"@ 甲报 2020-11-27\n"},
	{"2020-11-27\n来源:\n甲报", "1 kept - 2020-11-27\n2 collected source 来源:\n",
		"@ 甲报 2020-11-27\n"},
	{"来源: 甲报\n河水。\n2020-11-27",
		"1 collected source 来源: 甲报\n2 kept - 河水。\n3 kept - 2020-11-27\n=",
		"@ 甲报\n"},
	{"来源: 甲报\n2020-02-30",
		"1 collected source 来源: 甲报\n2 kept - 2020-02-30\n=", "@ 甲报\n"},
	{"来源：\n这句话说得太长，不会是谁的名字。",
		"1 dropped source-without-name 来源：\n2 kept - "
		"这句话说得太长，不会是谁的名字。\n=",
		"left 0\n"},
};

static void looks_at_the_lines_around(void **state)
{
	for (size_t i = 0; i < COUNT(contexts); i++) {
		struct slice page = slice_of(contexts[i].page);
		check(*state, page, contexts[i].wanted);
		struct buffer read = read_page(*state, page, 7);
		assert_contains(&read, contexts[i].sources);
		buffer_free(&read);
	}
}

static void cuts_anywhere(void **state)
{
	struct slice page = slice_of(
		"一\r\n2020-01-01\r\n来源: "
		"乙报\r\n\r\n2020-01-02\r\n\r\n來源：\r\n甲报\r\n2020-11-27\r\n2020年2月3日 "
		"08:19\r\n相關文章\r\n\xE4\xB8" LS "二");
	struct buffer whole = read_page(*state, page, page.size);
	for (size_t cut = 1; cut < page.size; cut++) {
		struct reader reader = {.dehusk = *state};
		struct dehusk_lines lines;
		dehusk_feed(*state, page.data, cut, &lines);
		take_lines(&reader, &lines);
		dehusk_feed(*state, page.data, 0, &lines);
		take_lines(&reader, &lines);
		dehusk_feed(*state, page.data + cut, page.size - cut, &lines);
		take_lines(&reader, &lines);
		dehusk_end(*state, &lines);
		take_lines(&reader, &lines);
		take_counts(&reader);
		take_sources(&reader);
		assert_int_equal(reader.out.size, whole.size);
		assert_memory_equal(reader.out.data, whole.data, whole.size);
		buffer_free(&reader.out);
	}
	buffer_free(&whole);
}

// --- several pages ---

static void pages_do_not_mix(void **state)
{
	static const char *const all[] = {
		"来源:",
		"甲报\n2020-11-27",
		"来源: 甲报",
		"2020-11-27\n正文",
		"一\r",
		"\n二",
		"\xE4\xB8",
		"\x80",
		"",
		"三\xC2\x85",
		"",
	};
	for (size_t piece = 1; piece < 4; piece++)
		for (size_t i = 0; i < COUNT(all); i++) {
			struct dehusk *fresh;
			assert_int_equal(dehusk_new(&fresh, NULL), DEHUSK_OK);
			struct buffer wanted = read_page(fresh, slice_of(all[i]), piece);
			assert_read(*state, slice_of(all[i]), piece, &wanted);
			buffer_free(&wanted);
			dehusk_free(fresh);
		}
}

static void counts_rules_over_pages(void **state)
{
	size_t count, at = 0;
	for (size_t i = 0; i < 3; i++) {
		struct buffer read = read_page(*state, slice_of("相关文章\n来源: 甲报"), 4);
		buffer_free(&read);
	}
	const struct dehusk_rule *rules = dehusk_rules(*state, &count);
	for (at = 0; at < count && strcmp(rules[at].name, "related-heading") != 0; at++)
		;
	assert_true(at < count);
	assert_int_equal(rules[at].lines, 3);
	for (at = 0; at < count && strcmp(rules[at].name, "source") != 0; at++)
		;
	assert_true(at < count);
	assert_int_equal(rules[at].lines, 3);
}

static struct dehusk_ruleset *ruleset_of_text(const char *text)
{
	struct dehusk_ruleset *ruleset = dehusk_ruleset_new();
	struct dehusk_rule_text from = {.file = "f", .text = text, .size = strlen(text)};
	assert_non_null(ruleset);
	assert_int_equal(dehusk_ruleset_add(ruleset, &from, NULL), DEHUSK_OK);
	return ruleset;
}

// Several of them share one set of rules.
static void asks_rules_of_users(void **state)
{
	(void)state;
	struct dehusk_ruleset *ruleset = ruleset_of_text("drop a ^甲\nkeep b ^相关文章\n");
	struct dehusk_options options = {
		.size = sizeof options, .rules = ruleset, .flags = DEHUSK_RULES_ONLY};
	struct dehusk *one, *other;
	struct dehusk_lines lines;
	size_t start, size;
	assert_int_equal(dehusk_new(&one, &options), DEHUSK_BAD_RULE);
	assert_null(one);
	assert_int_equal(dehusk_ruleset_prepare(ruleset), DEHUSK_OK);
	assert_int_equal(dehusk_new(&one, &options), DEHUSK_OK);
	options.flags |= DEHUSK_NO_DEFAULT_RULES;
	assert_int_equal(dehusk_new(&other, &options), DEHUSK_OK);
	static const char page[] = "乙\n&nbsp;甲\n相关文章\n相关阅读\n";
	struct dehusk *both[] = {one, other};
	for (size_t i = 0; i < 2; i++) {
		static const char *const reasons[][4] = {
			{"-", "f:a", "f:b", "related-heading"}, {"-", "f:a", "f:b", "-"}};
		assert_int_equal(dehusk_feed(both[i], page, sizeof page - 1, &lines), DEHUSK_OK);
		assert_int_equal(dehusk_end(both[i], &lines), DEHUSK_OK);
		assert_int_equal(lines.count, 4);
		for (size_t k = 0; k < 4; k++)
			assert_string_equal(lines.line[k].reason, reasons[i][k]);
		assert_int_equal(dehusk_match(both[i], &lines.line[1], &start, &size), DEHUSK_OK);
		assert_int_equal(start, 6);
		assert_int_equal(size, 3);
		assert_int_equal(dehusk_match(both[i], &lines.line[0], &start, &size), DEHUSK_OK);
		assert_int_equal(size, 0);
		dehusk_free(both[i]);
	}
	dehusk_ruleset_free(ruleset);
	dehusk_ruleset_free(NULL);
}

static void knows_rules_by_their_digest(void **state)
{
	(void)state;
	struct dehusk_ruleset *a = ruleset_of_text("drop a ^甲\n"),
			      *b = ruleset_of_text("drop a ^甲\n"),
			      *c = ruleset_of_text("drop a ^乙\n");
	assert_true(dehusk_ruleset_digest(a) == dehusk_ruleset_digest(b));
	assert_true(dehusk_ruleset_digest(a) != dehusk_ruleset_digest(c));
	assert_true(dehusk_ruleset_digest(a) != dehusk_ruleset_digest(NULL));
	dehusk_ruleset_free(a);
	dehusk_ruleset_free(b);
	dehusk_ruleset_free(c);
}

static void formats_dates(void **state)
{
	(void)state;
	char date[11];
	dehusk_date_format(20200207, date);
	assert_string_equal(date, "2020-02-07");
}

// --- long lines ---

static void append_repeated(struct buffer *out, const char *unit, size_t count)
{
	for (size_t i = 0; i < count; i++)
		append_string(out, unit);
}

// A page whose second line is `unit` repeated, with something before and after it.
static struct buffer page_with(
	const char *before, const char *unit, size_t count, const char *after)
{
	struct buffer page = {0};
	append_string(&page, "首行\n");
	append_string(&page, before);
	append_repeated(&page, unit, count);
	append_string(&page, after);
	append_string(&page, "\n相关文章\r\n来源: 甲报\n2020-11-27");
	return page;
}

#define TAIL                                                                                               \
	"\n3 dropped related-heading 相关文章\n4 collected source 来源: 甲报\n5 collected source " \
	"2020-11-27\n= lines 5,"

// Asserts what line 2 of such a page becomes: its head, and its whole length.
static void check_long(
	struct dehusk *dehusk, struct buffer *page, const char *head, size_t size, bool is_long)
{
	static const size_t pieces[] = {61, 4096, 65537, 131072, 131073};
	struct slice text = {page->data, page->size};
	struct buffer read = read_page(dehusk, text, page->size);
	static const char first[] = "1 kept - 首行\n2 ";
	assert_memory_equal(read.data, first, sizeof first - 1);
	assert_memory_equal(read.data + sizeof first - 1, head, strlen(head));
	const char *tail = memmem(read.data, read.size, TAIL, strlen(TAIL));
	assert_non_null(tail);
	assert_int_equal(tail - read.data - (sizeof first - 1), strlen(head) + size);
	assert_contains(&read, is_long ? ", long 1," : ", long 0,");
	for (size_t i = 0; i < COUNT(pieces); i += brief(2))
		assert_read(dehusk, text, pieces[i], &read);
	buffer_free(&read);
	buffer_free(page);
}

static void takes_lines_around_what_is_carried(void **state)
{
	static const char *const ends[] = {"", NEL "b", LS, "\r"};
	for (size_t size = 131069; size <= 131075; size += brief(3)) {
		struct buffer page = page_with("", "a", size, "");
		check_long(*state, &page, "kept - ", size, false);
		for (size_t i = 0; i < COUNT(ends); i++) {
			page = page_with("", "a", size, ends[i]);
			struct slice text = {page.data, page.size};
			struct buffer whole = read_page(*state, text, page.size);
			assert_read(*state, text, 509, &whole);
			assert_read(*state, text, 131072, &whole);
			buffer_free(&whole);
			buffer_free(&page);
		}
	}
}

static void takes_lines_around_the_longest(void **state)
{
	for (size_t size = MIB - 1; size <= MIB + 1; size++) {
		struct buffer page = page_with("", "a", size, "");
		bool is_long = size > MIB;
		check_long(*state, &page, is_long ? "kept long-line " : "kept - ", size, is_long);
	}
}

// The length after clean-up counts.
static void measures_clean_lines(void **state)
{
	struct buffer page = page_with("  ", "\xE4\xB8\x80\xE2\x80\x8B", MIB / 3, "a \t" WIDE);
	check_long(*state, &page, "kept - ", MIB, false);
	page = page_with("\t", "\xE4\xB8\x80\xE2\x80\x8B", MIB / 3, "ab");
	check_long(*state, &page, "kept long-line ", MIB + 1, true);
	page = page_with("", "\xFF", MIB / 3, "a");
	check_long(*state, &page, "kept - ", MIB, false);
	page = page_with("", "\xFF", MIB / 3, "aa");
	check_long(*state, &page, "kept long-line ", MIB + 1, true);
}

// A whole article on one line still loses the credit at its end.
static void strips_the_end_of_a_long_line(void **state)
{
	char *line = repeated("河水又清了起来，两岸的柳树也绿了。", 1200, "（责任编辑：王小明）");
	char *kept = repeated("河水又清了起来，两岸的柳树也绿了。", 1200, "\n");
	struct buffer read = read_page(*state, (struct slice){line, strlen(line)}, 65536);
	assert_contains(&read, "1 kept byline ");
	assert_contains(&read, kept);
	assert_int_equal(dehusk_count(*state, DEHUSK_COUNT_LIMIT_HITS), 0);
	buffer_free(&read);
	free(line);
	free(kept);
}

static void takes_very_long_lines(void **state)
{
	struct buffer page = page_with("", "一", MIB, "");
	check_long(*state, &page, "kept long-line ", 3 * MIB, true);
	page = page_with("来源: 甲报", " \t", 3 * MIB / 2, "2020-11-27");
	check_long(*state, &page, "collected source 来源: 甲报 2020-11-27", 0, false);
	page = page_with("", " ", 3 * MIB, "相关文章");
	check_long(*state, &page, "dropped related-heading 相关文章", 0, false);
	page = page_with("-", WIDE, MIB, "");
	check_long(*state, &page, "dropped bare-mark -", 0, false);
	page = page_with("", "\xE2\x80\x8B", MIB, "");
	check_long(*state, &page, "empty - ", 0, false);
}

static void ends_a_page_in_a_long_line(void **state)
{
	static const char *const tails[] = {
		"", "\xE2", "\xE2\x80", "\xE2\x80\xA8", "\xC2", "\r", " "};
	for (size_t i = 0; i < COUNT(tails); i += brief(3)) {
		struct buffer page = {0};
		append_repeated(&page, "一", MIB / 2);
		append_string(&page, tails[i]);
		struct slice text = {page.data, page.size};
		struct buffer whole = read_page(*state, text, page.size);
		assert_contains(&whole, "1 kept long-line 一");
		assert_contains(&whole, "= lines 1,");
		assert_read(*state, text, 4099, &whole);
		assert_read(*state, text, 61, &whole);
		buffer_free(&whole);
		buffer_free(&page);
	}
}

// The end of a line that is long already, cut at each of its bytes.
static void finds_the_end_of_a_long_line(void **state)
{
	static const char *const ends[] = {
		"\r", NEL "b", LS "b", PS "b", "\xC2", "\xE2\x80", "\xE2"};
	for (size_t i = 0; i < COUNT(ends); i++)
		for (size_t past = 0; past < 5; past += brief(2)) {
			// A feed ends `past` bytes after the last "a".
			size_t piece = 256, size = 800 * piece - strlen("首行\n") - past;
			struct buffer page = page_with("", "a", size, ends[i]);
			struct slice text = {page.data, page.size};
			struct buffer whole = read_page(*state, text, page.size);
			assert_read(*state, text, piece, &whole);
			buffer_free(&whole);
			buffer_free(&page);
		}
}

// Many lines without any LF, more than is carried from feed to feed.
static void takes_streams_without_lf(void **state)
{
	static const char *const units[] = {
		"一" NEL, NEL, LS, "正文" PS "相关文章" LS, "来源:" NEL "甲报" NEL};
	for (size_t i = 0; i < COUNT(units); i++) {
		struct buffer page = {0};
		append_repeated(&page, units[i], 300000 / brief(5) / strlen(units[i]));
		struct slice text = {page.data, page.size};
		struct buffer whole = read_page(*state, text, page.size);
		static const size_t pieces[] = {3, 61, 4096, 131073};
		for (size_t k = 0; k < COUNT(pieces); k++)
			assert_read(*state, text, pieces[k], &whole);
		buffer_free(&whole);
		buffer_free(&page);
	}
}

// --- more sources than a page may have ---

static void leaves_sources_beyond_the_bound(void **state)
{
	struct buffer page = {0};
	char text[100];
	for (size_t i = 0; i < 65538; i++) {
		snprintf(text, sizeof text, "来源: 报%zu 2020-11-27\n", i);
		append_string(&page, text);
	}
	append_string(&page, "来源: 报7 2020-11-28\n来源:\n丙报\n河水又清了起来。（来源：丁报）\n");
	struct slice all = {page.data, page.size};
	struct buffer whole = read_page(*state, all, page.size);
	assert_contains(&whole, "65536 collected source 来源: 报65535 2020-11-27\n"
				"65537 kept too-many-sources 来源: 报65536 2020-11-27\n");
	assert_contains(&whole, "65539 collected source 来源: 报7 2020-11-28\n");
	assert_contains(&whole, "65541 kept - 丙报\n65542 kept - 河水又清了起来。（来源：丁报）\n");
	assert_contains(&whole, ", left 4\n");
	assert_contains(&whole, "@ 报7 2020-11-27 2020-11-28\n");
	assert_read(*state, all, 1000, &whole);
	buffer_free(&whole);
	buffer_free(&page);
}

// --- random pages ---

static const char *const bits[] = {
	"\n",
	"\n",
	"\r",
	"\r\n",
	NEL,
	LS,
	PS,
	"\xE2",
	"\x80",
	"\xA8",
	"\xC2",
	"\x85",
	"\xF0\x9F",
	" ",
	" ",
	"\t",
	NBSP,
	WIDE,
	"\xCC\x81",
	"e",
	"一",
	"二三",
	"\xEF\xBB\xBF",
	"\xE2\x80\x8B",
	"\xFF",
	"\x07",
	"-",
	"相关文章",
	"相關閱讀",
	"来源:",
	"來源：",
	"甲报",
	"2020-11-27",
	"2020年2月30日",
	"。",
	"（来源：乙报）",
	"（责任编辑：王某）",
	"\n来源: 甲报\n",
	"\n2020-11-28\n",
};

static struct buffer random_page(size_t parts)
{
	struct buffer page = {0};
	while (parts-- > 0)
		append_string(&page, bits[random_below(COUNT(bits))]);
	return page;
}

static void random_pages_come_out_the_same(void **state)
{
	for (size_t i = 0; i < 1500; i++) {
		struct buffer page = random_page(random_below(60));
		struct buffer read = read_all_ways(*state, (struct slice){page.data, page.size});
		buffer_free(&read);
		buffer_free(&page);
	}
}

// The length of the line end at text[at]; 0 if none.
static size_t line_end(struct slice text, size_t at)
{
	static const char *const ends[] = {"\r\n", "\n", "\r", NEL, LS, PS};
	for (size_t i = 0; i < COUNT(ends); i++) {
		size_t size = strlen(ends[i]);
		if (text.size - at >= size && memcmp(text.data + at, ends[i], size) == 0)
			return size;
	}
	return 0;
}

// The encoding can be named, changed, and left to the bytes again; a page says what it was.
static void reads_encodings(void **state)
{
	static const char page[] = "\xBA\xA3\xB1\xDF\xB5\xC4\xD4\xE7\xCA\xD0\xA1\xA3\n";
	struct dehusk_lines lines;
	assert_null(dehusk_encoding(*state));
	for (size_t i = 0; i < 3; i++) {
		const char *name = i == 1 ? "latin1" : NULL;
		struct dehusk_options options = {.size = sizeof options, .encoding = name};
		assert_int_equal(dehusk_set(*state, &options), DEHUSK_OK);
		options.encoding = "no-such-encoding";
		assert_int_equal(dehusk_set(*state, &options), DEHUSK_BAD_ENCODING);
		assert_int_equal(dehusk_feed(*state, page, sizeof page - 1, &lines), DEHUSK_OK);
		assert_int_equal(dehusk_end(*state, &lines), DEHUSK_OK);
		assert_string_equal(dehusk_encoding(*state), i == 1 ? "CP1252" : "GB18030");
		assert_int_equal(dehusk_count(*state, DEHUSK_COUNT_ILL_FORMED), 0);
		assert_int_equal(dehusk_count(*state, DEHUSK_COUNT_UNSURE), 0);
		assert_int_equal(dehusk_count(*state, DEHUSK_COUNT_MOJIBAKE), i == 1);
		assert_null(dehusk_binary(*state));
	}
}

// A page that has begun is read on as it began.
static void keeps_the_encoding_of_a_page(void **state)
{
	static const char page[] = "\xBA\xA3\xB1\xDF\xB5\xC4\xD4\xE7\xCA\xD0\xA1\xA3\n";
	static const char *const labels[] = {"latin1", NULL, NULL}, *const read_as[] = {"GB18030",
									    "CP1252", "GB18030"};
	struct dehusk_lines lines;
	for (size_t i = 0; i < COUNT(labels); i++) {
		struct dehusk_options options = {.size = sizeof options, .encoding = labels[i]};
		assert_int_equal(dehusk_feed(*state, page, 4, &lines), DEHUSK_OK);
		assert_int_equal(dehusk_set(*state, &options), DEHUSK_OK);
		assert_int_equal(dehusk_feed(*state, page + 4, sizeof page - 5, &lines), DEHUSK_OK);
		assert_int_equal(dehusk_end(*state, &lines), DEHUSK_OK);
		assert_string_equal(dehusk_encoding(*state), read_as[i]);
	}
}

// Options of an older caller are known, those of a newer one as far as it does not use what is new.
static void reads_options_of_other_versions(void **state)
{
	(void)state;
	struct {
		struct dehusk_options options;
		uint64_t new_member;
	} newer = {.options = {.size = sizeof newer}};
	static const struct dehusk_options good[] = {
		{.size = offsetof(struct dehusk_options, flags), .flags = 1u << 31},
		{.size = sizeof(size_t), .max_page = 1},
		{.size = sizeof(struct dehusk_options), .charset = "no-such-encoding"},
	};
	static const struct dehusk_options bad[] = {
		{0},
		{.size = sizeof(struct dehusk_options), .flags = 1u << 31},
		{.size = sizeof(struct dehusk_options), .format = (enum dehusk_format)3},
	};
	struct dehusk *dehusk;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_int_equal(dehusk_new(&dehusk, &good[i]), DEHUSK_OK);
		assert_int_equal(dehusk_set(dehusk, &newer.options), DEHUSK_OK);
		newer.new_member = 1;
		assert_int_equal(dehusk_set(dehusk, &newer.options), DEHUSK_BAD_OPTION);
		newer.new_member = 0;
		dehusk_free(dehusk);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(dehusk_new(&dehusk, &bad[i]), DEHUSK_BAD_OPTION);
		assert_null(dehusk);
	}
}

// Other options count from the next page on, and leave out what they name.
static void sets_options_between_pages(void **state)
{
	static const char page[] = "<p>正文一行。</p>\n\n";
	struct dehusk_options options = {.size = sizeof options,
		.format = DEHUSK_TEXT,
		.flags = DEHUSK_RULES_ONLY | DEHUSK_WITHOUT(DEHUSK_EMPTY)};
	struct dehusk_lines lines;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(dehusk_feed(*state, page, sizeof page - 1, &lines), DEHUSK_OK);
		assert_int_equal(dehusk_set(*state, &options), DEHUSK_OK);
		assert_int_equal(dehusk_end(*state, &lines), DEHUSK_OK);
		assert_int_equal(dehusk_format(*state), i == 0 ? DEHUSK_HTML : DEHUSK_TEXT);
		assert_int_equal(dehusk_count(*state, DEHUSK_COUNT_HTML), i == 0);
		assert_int_equal(dehusk_count(*state, DEHUSK_COUNT_EMPTY), i);
		assert_int_equal(dehusk_count(*state, (enum dehusk_count)DEHUSK_COUNTS), 0);
	}
}

static void knows_encodings(void **state)
{
	(void)state;
	assert_string_equal(dehusk_knows_encoding(" GB2312 "), "GB18030");
	assert_string_equal(dehusk_knows_encoding("utf-16le"), "UTF-16LE");
	assert_string_equal(dehusk_knows_encoding("latin1"), "latin1");
	assert_null(dehusk_knows_encoding("no-such-encoding"));
}

// What is no text gives no lines; the next page does.
static void refuses_what_is_no_text(void **state)
{
	struct dehusk_lines lines;
	assert_int_equal(dehusk_feed(*state, "\x1F\x8B\x08\n", 4, &lines), DEHUSK_OK);
	assert_int_equal(lines.count, 0);
	assert_string_equal(dehusk_binary(*state)->what, "a gzip file");
	assert_null(dehusk_encoding(*state));
	assert_int_equal(dehusk_feed(*state, "正文\n", 7, &lines), DEHUSK_OK);
	assert_int_equal(dehusk_end(*state, &lines), DEHUSK_OK);
	assert_int_equal(lines.count, 0);
	assert_int_equal(dehusk_count(*state, DEHUSK_COUNT_LINES), 0);
	struct buffer read = read_page(*state, (struct slice){"正文\n", 7}, 7);
	assert_contains(&read, "1 kept button-word 正文\n");
	buffer_free(&read);
}

// Asserts that a line is the next one of the page as the normalizer cleans it, unless a rule edited
// it, which the main text may have left out then.
static void assert_next_line(struct normalizer *normalizer, struct slice page, size_t *at,
	const struct dehusk_line *line)
{
	size_t start = *at, end = start;
	struct buffer clean = {0};
	while (end < page.size && line_end(page, end) == 0)
		end++;
	*at = end + line_end(page, end);
	assert_true(normalize_feed(normalizer, page.data + start, end - start, &clean) &&
		    normalize_end(normalizer, &clean));
	bool outside = strcmp(line->reason, "outside-main-text") == 0;
	if ((line->verdict != DEHUSK_KEPT && !outside) || strcmp(line->reason, "-") == 0) {
		assert_int_equal(line->size, clean.size);
		if (clean.size > 0)
			assert_memory_equal(line->text, clean.data, clean.size);
	}
	buffer_free(&clean);
}

static void lines_are_what_the_normalizer_makes_of_them(void **state)
{
	struct normalizer *normalizer = normalizer_new();
	struct dehusk_options options = {.size = sizeof options, .encoding = "UTF-8"};
	assert_int_equal(dehusk_set(*state, &options), DEHUSK_OK);
	for (size_t i = 0; i < 3000 / brief(5); i++) {
		struct buffer page = random_page(1 + random_below(60));
		struct dehusk_lines lines;
		size_t at = 0;
		append_string(&page, "\n");
		struct slice text = {page.data, page.size};
		assert_int_equal(dehusk_feed(*state, text.data, text.size, &lines), DEHUSK_OK);
		for (size_t k = 0; k < lines.count; k++)
			assert_next_line(normalizer, text, &at, &lines.line[k]);
		assert_int_equal(dehusk_end(*state, &lines), DEHUSK_OK);
		for (size_t k = 0; k < lines.count; k++)
			assert_next_line(normalizer, text, &at, &lines.line[k]);
		assert_int_equal(at, text.size);
		buffer_free(&page);
	}
	normalizer_free(normalizer);
}

static void reads_people_back(void **state)
{
	static const struct {
		const char *label, *name;
		bool reads;
	} rows[] = {
		{"作者: ", "王青", true},
		{"编辑: ", "周明", true},
		{"作者: ", "周明_NF4425", false},
		{"作者: ", "王青 编辑：周明", false},
		{"发布时间: ", "王青", false},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct dehusk_name name = {rows[i].name, strlen(rows[i].name)};
		bool reads;
		assert_int_equal(
			dehusk_reads_back(*state, rows[i].label, &name, &reads), DEHUSK_OK);
		if (reads != rows[i].reads)
			fail_msg("%s%s: %d", rows[i].label, rows[i].name, reads);
	}
}

// A name of more bytes than there can be is what memory runs out at, before any of it is read.
static void tells_that_memory_ran_out(void **state)
{
	struct dehusk_name name = {"王青", SIZE_MAX};
	bool reads = true;
	assert_int_equal(dehusk_reads_back(*state, "作者: ", &name, &reads), DEHUSK_NO_MEMORY);
	assert_false(reads);
}

#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(reads_lines),
		test(reads_nul),
		test(gives_verdicts),
		test(a_husk_line_looks_as_it_came),
		test(sorts_sources),
		test(counts_unread_dates),
		test(looks_at_the_lines_around),
		test(cuts_anywhere),
		test(pages_do_not_mix),
		test(counts_rules_over_pages),
		test(asks_rules_of_users),
		test(knows_rules_by_their_digest),
		test(formats_dates),
		test(takes_lines_around_what_is_carried),
		test(takes_lines_around_the_longest),
		test(measures_clean_lines),
		test(strips_the_end_of_a_long_line),
		test(takes_very_long_lines),
		test(ends_a_page_in_a_long_line),
		test(finds_the_end_of_a_long_line),
		test(takes_streams_without_lf),
		test(leaves_sources_beyond_the_bound),
		test(reads_encodings),
		test(keeps_the_encoding_of_a_page),
		test(reads_options_of_other_versions),
		test(sets_options_between_pages),
		test(knows_encodings),
		test(refuses_what_is_no_text),
		test(random_pages_come_out_the_same),
		test(lines_are_what_the_normalizer_makes_of_them),
		test(reads_people_back),
		test(tells_that_memory_ran_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
