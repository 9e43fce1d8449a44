// SPDX-License-Identifier: MIT
// Credit lines: every row of the table of labels is read by itself, before every mark; every form
// of a date is read in every position; lines of the worst kinds end soon.
#include <stdio.h>

#include "base/hanzi.h"
#include "meta/byline.h"
#include "meta/fields.h"
#include "meta/source.h"
#include "unit.h"

#define LINE 1024

// Reads a line as a source.
static void source_parse(const char *line, const char *folded, size_t size, struct source *source)
{
	struct fields fields;
	fields_read(&fields, line, folded, size);
	source_read(&fields, source);
}

static const char *fold(const char *line)
{
	static char folded[LINE];
	size_t size = strlen(line);
	assert_true(size < LINE);
	memcpy(folded, line, size + 1);
	hanzi_simplify(line, size, folded);
	return folded;
}

static bool has_word(const char *line, bool (*word_of)(size_t, char[LABEL_WORD]))
{
	char word[LABEL_WORD];
	for (size_t n = 0; word_of(n, word); n++)
		if (strcasestr(fold(line), word))
			return true;
	return false;
}

static void check_source(const char *line, const char *name, int32_t date)
{
	struct source source;
	source_parse(line, fold(line), strlen(line), &source);
	if (source.kind != SOURCE_FOUND || source.date != date ||
		source.name.size != strlen(name) ||
		memcmp(source.name.data, name, source.name.size) != 0)
		fail_msg("%s: kind %d, '%.*s', %d", line, (int)source.kind, (int)source.name.size,
			source.name.data ? source.name.data : "", (int)source.date);
	if (!has_word(line, source_word))
		fail_msg("%s: is never asked about", line);
}

static void check_people(const char *line, const char *author, const char *editor)
{
	struct byline byline;
	byline_parse(line, fold(line), strlen(line), &byline);
	if (byline.kind != BYLINE_LINE || byline.author.size != strlen(author) ||
		memcmp(byline.author.text, author, byline.author.size) != 0 ||
		byline.editor.size != strlen(editor) ||
		memcmp(byline.editor.text, editor, byline.editor.size) != 0)
		fail_msg("%s: kind %d, '%.*s', '%.*s'", line, (int)byline.kind,
			(int)byline.author.size, byline.author.text, (int)byline.editor.size,
			byline.editor.text);
	if (!has_word(line, byline_word))
		fail_msg("%s: is never asked about", line);
}

static void check_date(const char *line, int32_t date)
{
	struct byline byline;
	byline_parse(line, fold(line), strlen(line), &byline);
	if (byline.kind != BYLINE_DATE || byline.date != date)
		fail_msg("%s: kind %d, %d", line, (int)byline.kind, (int)byline.date);
}

// A row of the table: its kind, with each of its heads.
static void check_row(const struct label *label, const char *head)
{
	char line[LINE];
	snprintf(line, sizeof line, "%s%s：", head, label->word);
	size_t at = strlen(line);
	switch (label->kind) {
	case LABEL_SOURCE:
	case LABEL_ORIGIN:
		strcpy(line + at, "柳溪晚报 2021-03-05");
		check_source(line, "柳溪晚报", 20210305);
		break;
	case LABEL_AUTHOR:
		strcpy(line + at, "王晓青");
		check_people(line, "王晓青", "");
		break;
	case LABEL_REPORTER:
		strcpy(line + at, "王晓青 编辑：李明");
		check_people(line, "王晓青", "李明");
		break;
	case LABEL_EDITOR:
		strcpy(line + at, "李明");
		check_people(line, "", "李明");
		break;
	case LABEL_STAFF:
		strcpy(line + at, "李明");
		check_people(line, "", "");
		break;
	case LABEL_DATE:
		strcpy(line + at - sizeof("：") + 1, " 2021-03-05 08:30");
		check_date(line, 20210305);
		break;
	default:
		// Behind a name it ends the name.
		snprintf(line, sizeof line, "来源：柳溪晚报%s%s%s：12",
			label->flags & LABEL_WHOLE ? " " : "", head, label->word);
		check_source(line, "柳溪晚报", 0);
	}
}

static void every_row_does_what_it_says(void **state)
{
	(void)state;
	static const size_t one = sizeof("文章") - 1;
	size_t count;
	const struct label *labels = label_table(&count);
	for (size_t i = 0; i < count; i++) {
		if (strlen(labels[i].word) < 3)
			continue; // too short to be looked for: others stand beside it
		if (!(labels[i].flags & LABEL_HEADED))
			check_row(&labels[i], "");
		for (const char *head = labels[i].heads; head && *head; head += one) {
			char text[8] = "";
			memcpy(text, head, one);
			check_row(&labels[i], text);
		}
	}
}

static void rows_know_their_last_character(void **state)
{
	(void)state;
	size_t count;
	const struct label *labels = label_table(&count);
	for (size_t i = 0; i < count; i++) {
		uint32_t last;
		const char *word = labels[i].word;
		utf8_next(word + utf8_step_back(word, strlen(word)), &last);
		if (labels[i].last != last || labels[i].size != strlen(word))
			fail_msg("%s", word);
		size_t start;
		if (!(labels[i].flags & LABEL_HEADED) &&
			!label_before(word, 0, labels[i].size, &start))
			fail_msg("%s is not found by its last character", word);
	}
}

static void rows_that_touch_stand_first(void **state)
{
	(void)state;
	size_t count, touching = 0;
	const struct label *labels = label_table(&count);
	while (labels[touching].flags & LABEL_TOUCH)
		touching++;
	assert_true(touching > 0);
	for (size_t i = 0; i < touching; i++)
		assert_true(labels[i].size >= sizeof("来源") - 1);
	for (size_t i = touching; i < count; i++)
		if (labels[i].flags & LABEL_TOUCH)
			fail_msg("%s", labels[i].word);
}

// The head before a label that text[floor] to text[at] ends in.
static size_t head_size(const char *text, size_t floor, size_t at, const struct label *label)
{
	static const size_t one = sizeof("文章") - 1;
	for (const char *head = label->heads; head && *head; head += one)
		if (at - floor >= one && memcmp(text + at - one, head, one) == 0)
			return one;
	return 0;
}

// The longest label that ends at text[end], without blanks inside; its start, or `end`.
static size_t plain_start(const char *text, size_t floor, size_t end, unsigned flags)
{
	size_t count, best = end;
	const struct label *labels = label_table(&count);
	for (size_t i = 0; i < count; i++) {
		const struct label *label = &labels[i];
		if ((label->flags & flags) != flags || end - floor < label->size ||
			memcmp(text + end - label->size, label->word, label->size) != 0)
			continue;
		size_t start = end - label->size, head = head_size(text, floor, start, label);
		if (start - head < best && (head > 0 || !(label->flags & LABEL_HEADED)))
			best = start - head;
	}
	return best;
}

// Words and heads of labels, in any order.
static size_t random_labels(char *line, size_t most)
{
	size_t count, size = 0;
	const struct label *labels = label_table(&count);
	for (;;) {
		const struct label *label =
			&labels[random_below(random_below(2) ? 12 : (uint32_t)count)];
		size_t heads = label->heads ? strlen(label->heads) / 6 : 0;
		bool head = heads > 0 && random_below(2);
		const char *piece =
			head ? label->heads + 6 * random_below((uint32_t)heads) : label->word;
		size_t more = head ? 6 : (unsigned char)*piece < 0x80 ? 0 : label->size;
		if (size + more > most)
			return size;
		memcpy(line + size, piece, more);
		size += more;
	}
}

static void finds_labels_as_plainly(void **state)
{
	(void)state;
	size_t found = 0, touching = 0;
	for (size_t i = 0; i < 1000 / brief(10); i++) {
		char line[60];
		size_t size = random_labels(line, 6 + i % 50), floor = i % 3 ? 0 : size / 6 * 3;
		for (size_t at = floor; at <= size; at += 3) {
			size_t start = at, end = at, last = at;
			found += label_before(line, floor, at, &start) != NULL;
			if (start != plain_start(line, floor, at, 0))
				fail_msg("%.*s ends at %zu", (int)size, line, at);
			for (size_t to = at; to <= size; to += 3)
				if (to > at && plain_start(line, at, to, LABEL_TOUCH) == at)
					last = to;
			touching += label_touching(line, size, at, &end) != NULL;
			if (end != last)
				fail_msg("%.*s touches at %zu", (int)size, line, at);
		}
	}
	assert_true(found > 100 && touching > 100);
}

// Numbers with these words are counters: some of them anywhere, the others as a whole word.
static void reads_counters(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		bool anywhere;
	} counters[] = {{"人参与", true}, {"条评论", true}, {"次阅读", true}, {"评论", false},
		{"阅读", false}, {"浏览", false}, {"次", false}, {"人阅读", false},
		{"次播放", false}, {"次浏览", false}, {"次点击", false}, {"人", false}};
	for (size_t i = 0; i < COUNT(counters); i++) {
		char line[LINE];
		size_t size = (size_t)snprintf(line, sizeof line, "125%s水", counters[i].word);
		size_t whole = size - strlen("水"), any = counters[i].anywhere ? whole : 0;
		bool none = strcmp(counters[i].word, "人") == 0;
		assert_int_equal(label_prompt(line, size, 0, '1', LABEL_AT_WORD), any);
		assert_int_equal(label_prompt(line, whole, 0, '1', LABEL_IN_WORD), any);
		assert_int_equal(
			label_prompt(line, whole, 0, '1', LABEL_AT_WORD), none ? 0 : whole);
		assert_int_equal(label_prompt(line, 3, 0, '1', LABEL_AFTER_KNOWN), 0);
	}
}

static void reads_every_mark(void **state)
{
	(void)state;
	static const char *const marks[] = {":", "：", "﹕", "︰", "∶", " : ", "|", "｜", "丨",
		" | ", "/", "／", " / ", "=", " — ", "："};
	char line[LINE];
	for (size_t i = 0; i < COUNT(marks); i++) {
		snprintf(line, sizeof line, "来源%s柳溪晚报", marks[i]);
		check_source(line, "柳溪晚报", 0);
		snprintf(line, sizeof line, "文章來源%s柳溪晚報 2021-03-05", marks[i]);
		check_source(line, "柳溪晚報", 20210305);
		if (strchr(marks[i], '=') || strstr(marks[i], "—"))
			continue;
		snprintf(line, sizeof line, "责任编辑%s李明", marks[i]);
		check_people(line, "", "李明");
		snprintf(line, sizeof line, "文%s王晓青", marks[i]);
		check_people(line, "王晓青", "");
	}
	check_source("来源 柳溪晚报 2021-03-05", "柳溪晚报", 20210305);
	check_source("本文转自 柳溪晚报", "柳溪晚报", 0);
	check_source("转载自柳溪晚报", "柳溪晚报", 0);
	check_source("摘自河畔在线-柳溪晚报", "河畔在线-柳溪晚报", 0);
	check_people("编辑 李明 校对 陈青", "", "李明");
	check_people("责任编辑 李明", "", "李明");
	check_people("记者王晓青／柳溪报导", "王晓青", "");
	check_people("柳溪晚报记者王晓青", "王晓青", "");
}

static void reads_what_stands_before_a_label(void **state)
{
	(void)state;
	static const char *const before[] = {"▍", "▌", "◎ ", "✎ ", "• ", "【", "（",
		"2021-03-05 08:30 ", "2021-03-0508:30", "发布时间：2021-03-05",
		"http://www.example.cn ", "编辑：李明 ", "阅读：125"};
	for (size_t i = 0; i < COUNT(before); i++) {
		char line[LINE];
		struct source source;
		snprintf(line, sizeof line, "%s来源：柳溪晚报", before[i]);
		source_parse(line, fold(line), strlen(line), &source);
		if (source.kind != SOURCE_FOUND || source.name.size != strlen("柳溪晚报"))
			fail_msg("%s", line);
	}
}

static void reads_every_form_of_a_date_in_every_place(void **state)
{
	(void)state;
	static const char *const forms[] = {"2021-03-05", "2021/3/5", "2021.03.05", "2021年3月5日",
		"2021年03月05号", "2021 - 03 - 05", "2021‐03‐05", "2021‑03‑05", "2021–03–05",
		"2021—03—05", "2021－03－05", "２０２１年３月５日", "２０２１-０３-０５",
		"二〇二一年三月五日", "二○二一年三月五日", "2021年三月五日", "民国110年3月5日",
		"民國一百一十年三月五日", "March 5, 2021", "Mar. 5 2021", "5 March 2021",
		"Friday, 5th March, 2021", "2021-03-05T08:30:00Z", "2021-03-05 08:30:00.0",
		"2021-03-0508:30", "2021年3月5日 星期五 08:30", "星期五 2021年03月05日",
		"2021-03-05(周五)", "2021-03-05 AM 08:30", "2021-03-05 傍晚",
		"2021-03-05 08:30 北京时间", "20210305", "20210305083000", "2021. 3. 5",
		"2021년 3월 5일"};
	static const char *const places[] = {"来源：柳溪晚报 %s", "来源：柳溪晚报（%s）",
		"来源：柳溪晚报 发布时间：%s", "来源：柳溪晚报 | %s",
		"来源：柳溪晚报 编辑：李明 %s", "發布時間：%s 來源：柳溪晚报",
		"发布时间 %s 来源：柳溪晚报"};
	for (size_t i = 0; i < COUNT(forms); i++)
		for (size_t k = 0; k < COUNT(places); k++) {
			char line[LINE], *at = strstr(places[k], "%s");
			snprintf(line, sizeof line, "%.*s%s%s", (int)(at - places[k]), places[k],
				forms[i], at + 2);
			check_source(line, "柳溪晚报", 20210305);
		}
	check_source("來源：柳溪晚報 110-03-05", "柳溪晚報", 20210305);
	check_source("来源：柳溪晚报 110-03-05", "柳溪晚报", 0);
	check_source("来源：柳溪晚报二〇二一年三月五日", "柳溪晚报", 20210305);
	check_source("来源：柳溪晚报 2021年3月", "柳溪晚报", 0);
	check_source("来源：柳溪晚报 2021年第3期", "柳溪晚报", 0);
	check_source("来源：1905电影网", "1905电影网", 0);
	check_source("来源：柳溪晚报 阅读：202012", "柳溪晚报", 0);
	check_source("来源：柳溪晚报 3小时前", "柳溪晚报", 0);
	check_source("来源：柳溪晚报 2021-03-05 阅读 20213", "柳溪晚报", 20210305);
	check_source("来源：柳溪晚报 2021-03-05 阅读(20213)", "柳溪晚报", 20210305);
	check_source("来源：柳溪晚报 2021-03-05 人气（19913）", "柳溪晚报", 20210305);
	check_source("来源：柳 溪 𠀀", "柳 溪 𠀀", 0);
}

// Such a line is classified like any other, and is counted.
static void no_date_vanishes(void **state)
{
	(void)state;
	static const char *const lines[] = {"来源：柳溪晚报 2020-02-30",
		"来源：柳溪晚报 2020年2月30日", "来源：柳溪晚报 20200230", "来源：柳溪晚报 202103",
		"来源：柳溪晚报 2021-3-555", "来源：柳溪晚报 2021年3月5",
		"来源：2021-13-05 柳溪晚报", "来源：柳溪晚报 Feb 30, 2021",
		"來源：柳溪晚報 民國110年2月30日", "2020-02-30 来源：柳溪晚报"};
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct source source;
		source_parse(lines[i], fold(lines[i]), strlen(lines[i]), &source);
		if (source.kind != SOURCE_NONE || !source.unread)
			fail_msg("%s: kind %d, %d", lines[i], (int)source.kind, source.unread);
	}
}

static void prints_names(void **state)
{
	(void)state;
	static const struct {
		const char *line, *printed;
	} rows[] = {
		{"来源：ＢＴ财经", "BT财经"},
		{"来源：《柳溪晚报》", "柳溪晚报"},
		{"来源：新 华 网", "新华网"},
		{"来源：《柳溪》杂志", "《柳溪》杂志"},
		{"来源：公众号 柳溪茶话", "柳溪茶话"},
		{"来源：微信公众号：柳溪茶话", "柳溪茶话"},
		{"来源：微信公众号“柳溪茶话”（ID：liuxichahua）", "柳溪茶话"},
		{"来源：柳溪茶话（ID：liuxichahua）", "柳溪茶话"},
		{"来源：公众号", "公众号"},
		{"《柳溪晚报》（2021年03月05日 第08版）", "柳溪晚报"},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		char name[SOURCE_NAME_MAX], again[SOURCE_NAME_MAX];
		struct source source;
		source_parse(rows[i].line, fold(rows[i].line), strlen(rows[i].line), &source);
		assert_int_equal(source.kind, SOURCE_FOUND);
		size_t size = source_name(source.name, name);
		if (size != strlen(rows[i].printed) || memcmp(name, rows[i].printed, size) != 0)
			fail_msg("%s: '%.*s'", rows[i].line, (int)size, name);
		assert_int_equal(source_name((struct slice){name, size}, again), size);
		assert_memory_equal(name, again, size);
	}
}

static void leaves_prose(void **state)
{
	(void)state;
	static const char *const lines[] = {"来自：河畔的一封信",
		"来自柳溪的林小舟说，河水又清了。", "首发：王某、李某、张某，都是老将",
		"来源 于生活", "来源于生活", "转自行车队", "来源：转载", "来源：百度新闻热搜词",
		"经费来源：县财政拨款", "数据来源：柳溪县统计局", "整理：先把旧书按年份排好",
		"文 / 理科人数各半", "翻译：把话说给不同的人听", "编辑部：三个人，一张桌子",
		"生产日期：2021-03-05", "昨天10:22，桥塌了一角。", "时间：3月5日（周五）14:00",
		"编辑 | 删除 | 回复", "作者简介"};
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct source source;
		struct byline byline;
		source_parse(lines[i], fold(lines[i]), strlen(lines[i]), &source);
		byline_parse(lines[i], fold(lines[i]), strlen(lines[i]), &byline);
		bool dated = byline.kind == BYLINE_DATE && byline.stamp;
		if (source.kind == SOURCE_FOUND || byline.kind == BYLINE_LINE || dated)
			fail_msg("%s: %d, %d", lines[i], (int)source.kind, (int)byline.kind);
	}
}

// Every field lies in the line, and fields stand in order. A line with too many is prose.
static void fields_lie_in_the_line(void **state)
{
	(void)state;
	static const char *const pieces[] = {"来源", "作者", "编辑 ", "记者", "：", "丨", "/", " ",
		"（", "）", "，", "。", "李晓青", "柳溪晚报", "2021-03-05", "08:30", "二〇二一年",
		"3小时前", "发布于", "http://a.cn", "标签", "-", "”", "《", "》", "Mar", "5",
		"20210305", "公众号", "转载自", "报导", "=", "—"};
	char line[LINE], folded[LINE];
	struct fields fields;
	for (size_t round = 0; round < 100000; round++) {
		size_t size = 0, at = 0;
		for (uint32_t left = random_below(16) + 1; left > 0; left--) {
			const char *piece = pieces[random_below(COUNT(pieces))];
			memcpy(line + size, piece, strlen(piece));
			size += strlen(piece);
		}
		memcpy(folded, line, size);
		hanzi_simplify(line, size, folded);
		fields_read(&fields, line, folded, size);
		for (size_t i = 0; i < fields.count; i++) {
			const struct field *field = &fields.field[i];
			if (field->at < at || field->end < field->at || field->end > size)
				fail_msg("%.*s: field %zu", (int)size, line, i);
			at = field->end;
		}
	}
	char *many = repeated("- ", 200, "");
	fields_read(&fields, many, many, strlen(many));
	assert_true(fields.prose && fields.count <= FIELDS_MOST);
	free(many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_does_what_it_says),
		cmocka_unit_test(rows_know_their_last_character),
		cmocka_unit_test(rows_that_touch_stand_first),
		cmocka_unit_test(finds_labels_as_plainly),
		cmocka_unit_test(reads_counters),
		cmocka_unit_test(reads_every_mark),
		cmocka_unit_test(reads_what_stands_before_a_label),
		cmocka_unit_test(reads_every_form_of_a_date_in_every_place),
		cmocka_unit_test(no_date_vanishes),
		cmocka_unit_test(prints_names),
		cmocka_unit_test(leaves_prose),
		cmocka_unit_test(fields_lie_in_the_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
