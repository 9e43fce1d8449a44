// SPDX-License-Identifier: MIT
// Bylines: lines that only name people, and prose that only mentions them.
#include <stdio.h>

#include "base/hanzi.h"
#include "base/utf8.h"
#include "meta/byline.h"
#include "meta/date.h"
#include "meta/people.h"
#include "unit.h"

#define LINE 1024

static void parse(const char *line, struct byline *byline)
{
	// Static, because names are borrowed from the line.
	static char folded[LINE];
	size_t size = strlen(line);
	assert_true(size < LINE);
	memcpy(folded, line, size);
	hanzi_simplify(line, size, folded);
	byline_parse(line, folded, size, byline);
}

static void check_name(
	const char *line, const char *what, struct byline_name name, const char *expected)
{
	if (name.size != strlen(expected) || memcmp(name.text, expected, name.size) != 0)
		fail_msg("%s: %s is '%.*s', not '%s'", line, what, (int)name.size, name.text,
			expected);
}

// What holds for every line with names of people.
static void check_words(const char *line)
{
	char folded[LINE];
	memcpy(folded, line, strlen(line) + 1);
	hanzi_simplify(line, strlen(line), folded);
	char word[LABEL_WORD];
	for (size_t n = 0; byline_word(n, word); n++)
		if (strcasestr(folded, word))
			return;
	fail_msg("%s: none of byline_word()", line);
}

static void check(const char *line, const char *author, const char *editor)
{
	struct byline byline;
	parse(line, &byline);
	if (byline.kind != BYLINE_LINE)
		fail_msg("%s: kind %d", line, (int)byline.kind);
	check_name(line, "the author", byline.author, author);
	check_name(line, "the editor", byline.editor, editor);
	check_words(line);
}

static void check_none(const char *line)
{
	struct byline byline;
	parse(line, &byline);
	if (byline.kind != BYLINE_NONE)
		fail_msg("%s: kind %d", line, (int)byline.kind);
}

static void reads_every_label(void **state)
{
	(void)state;
	static const char *const authors[] = {"作者：", "原作者：", "文章作者:", "本文作者：",
		"作 者：", "作　者：", "撰文：", "撰稿：", "采写：", "Author: ", "AUTHOR：", "文/",
		"文／", "文｜", "作者|", "作者 ：", "作者﹕"};
	static const char *const editors[] = {"编辑：", "责任编辑：", "本文编辑：", "网络编辑：",
		"实习编辑：", "编 辑：", "编　辑：", "责编：", "责编|", "编辑｜", "编辑/",
		"責任編輯：", "Editor: "};
	char line[LINE];
	for (size_t i = 0; i < COUNT(authors); i++) {
		snprintf(line, sizeof line, "%s李晓青", authors[i]);
		check(line, "李晓青", "");
	}
	for (size_t i = 0; i < COUNT(editors); i++) {
		snprintf(line, sizeof line, "%s李晓青", editors[i]);
		check(line, "", "李晓青");
	}
}

static void reads_names(void **state)
{
	(void)state;
	check("作者：李 明", "李明", "");
	check("作者：李明、王晓红", "李明、王晓红", "");
	check("作者：上官云 宋小晨", "上官云 宋小晨", "");
	check("作者：卡尔·伯格", "卡尔·伯格", "");
	check("作者： 小桥流水", "小桥流水", "");
	check("责任编辑：robot", "", "robot");
	check("责任编辑：杨小倩_NF4425", "", "杨小倩");
	check("编辑：柳溪晚报记者李晓青", "", "李晓青");
	check("责任编辑：柳溪晚报记者 李晓青", "", "李晓青");
	check("責任編輯：陳某", "", "陳某");
	check("作者：未知 责任编辑：易小清", "", "易小清");
	check("作者： 责任编辑：易小清", "", "易小清");
}

// 抅 differs from 报 by the bit that parts small letters from capitals.
static void knows_outlets_by_their_ends(void **state)
{
	static const char *const outlets[] = {"柳溪晚报", "柳溪网", "Liuxi Times", "LIUXI.COM"};
	static const char *const others[] = {"柳溪晚抅", "柳溪睑", "柳溪", "报"};
	(void)state;
	for (size_t i = 0; i < sizeof outlets / sizeof *outlets; i++)
		assert_true(people_is_outlet((struct slice){outlets[i], strlen(outlets[i])}));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(people_is_outlet((struct slice){others[i], strlen(others[i])}));
}

static void reads_names_behind_outlets(void **state)
{
	(void)state;
	check("作者：某报 李明", "李明", "");
	check("作者：柳溪晚报 李明_NF4425", "李明", "");
	check("作者：柳溪晚报 李明 王芳", "李明 王芳", "");
	check("作者：柳溪晚报编辑李明", "李明", "");
	check("作者：柳溪晚报编辑 李明", "李明", "");
	check("编辑：柳溪晚报编辑李明", "", "李明");
	check("文/柳溪晚报 李明", "李明", "");
	check("监制：柳溪晚报编辑李明", "", "");
	check("监制：柳溪晚报编辑 李明", "", "");
	check("审核：柳溪晚报记者李明", "", "");
	// No outlet, nobody behind it, or a word that may be a person.
	check("作者：李志 王明", "李志 王明", "");
	check("作者：柳溪晚报", "柳溪晚报", "");
	check("作者：柳溪晚报 夜读", "柳溪晚报 夜读", "");
	check("作者：小桥流水 李明", "小桥流水 李明", "");
	check_none("监制：小桥流水编辑李明");
}

static void reads_pictures_and_text(void **state)
{
	(void)state;
	check("图/文 李明", "李明", "");
	check("文/图 李明 王芳", "李明 王芳", "");
	check("图／文 李明", "李明", "");
	check("文／图：李明", "李明", "");
	check_none("图/文 并茂");
	check_none("图/文 小桥流水");
}

static void reads_what_stands_around(void **state)
{
	(void)state;
	check("（责任编辑：王小明）", "", "王小明");
	check("【编辑: 王小明 】", "", "王小明");
	check("（责编：李四、赵五）", "", "李四、赵五");
	check("· 责任编辑：王小明", "", "王小明");
	check("作者：李晓青 责任编辑：王小明", "李晓青", "王小明");
	check("编辑：王小明 作者：李晓青 【打印】", "李晓青", "王小明");
	check("( 编辑： 王小明 ) 【字号：大 中 小】【打印】【关闭】", "", "王小明");
	check("作者：李晓青 文字大小：【大】【中】【小】", "李晓青", "");
	check("[责任编辑：王小明] 标签：航班,高铁,渡船", "", "王小明");
	check("策划：杨某某 编辑：王小明", "", "王小明");
	check("山城网 http://www.example.cn 责任编辑： 王小明", "", "王小明");
	check("2021-03-05 作者：李晓青 出处：山城日报 【转载】 责任编辑：王小明", "李晓青",
		"王小明");
	check("山城网编辑：王小明", "", "王小明");
	check("作者：李晓青 山城网编辑：王小明", "李晓青", "王小明");
	check("来源：山城日报 作者：李晓青", "李晓青", "");
}

static void reads_reporters(void **state)
{
	(void)state;
	check("记者 许小雪 王小橙", "许小雪 王小橙", "");
	check("本报记者 李晓青", "李晓青", "");
	check("柳溪晚报记者 李晓青 通讯员：王小橙", "李晓青 王小橙", "");
	check("（记者 李晓青）", "李晓青", "");
	check("（记者：李晓青）", "李晓青", "");
	check("本报记者：李晓青", "李晓青", "");
	check("采写：南湖记者 余小菁", "余小菁", "");
	check("采写：柳溪晚报见习记者 余小菁", "余小菁", "");
	check("来源：某报记者 李明 摄影报道", "李明", "");
	check("柳溪晚报记者 李明 王芳 综合报道", "李明 王芳", "");
	check_none("记者 李明 昨天从县里发来的报道");
	check_none("记者 李明 摄");
}

static void reads_dates(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		int32_t date;
		bool stamp;
	} rows[] = {
		{"2021-03-05 08:30", 20210305, true},
		{"2021/3/5 8:30:01", 20210305, true},
		{"2021年03月05日08:30", 20210305, true},
		{"2021年03月05日 08:30 评论(3)", 20210305, true},
		{"发布时间：2021-03-05", 20210305, true},
		{"更新日期：2021年3月5日", 20210305, true},
		{"[2021-03-05 08:30:01]", 20210305, true},
		{"http://www.example.cn/ 2021-03-05 08:30", 20210305, true},
		{"2021-03-05", 20210305, false},
		{"2021年3月5日", 20210305, false},
		{"2021年3月5日 14:00", 20210305, false},
		{"时间：2021年3月5日 14:00", 20210305, false},
		{"日期：2021年3月5日", 20210305, false},
		{"http://www.example.cn 2021-03-05 08:30 山城日报", 20210305, false},
		{"2021年03月05日08:30山城网我要评论(0)", 20210305, false},
		{"山城网 (2021-03-05 16:10)", 20210305, false},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct byline byline;
		parse(rows[i].line, &byline);
		if (byline.kind != BYLINE_DATE || byline.date != rows[i].date ||
			byline.stamp != rows[i].stamp)
			fail_msg("%s: kind %d, %d, %d", rows[i].line, (int)byline.kind,
				(int)byline.date, byline.stamp);
	}
	check_none("2021-03-05 08:30 两岸的柳树也绿了一只鸟飞起来");
	check_none("2021-03-05 小镇通了高铁");
	check_none("地点：礼堂 时间：2021-03-05 08:30");
	check_none("3月5日 08:30");
	check_none("2021-02-30 08:30");
}

static enum date_result date_line(const char *line, int32_t *date)
{
	static char folded[LINE];
	struct fields fields;
	bool by_hand;
	memcpy(folded, line, strlen(line) + 1);
	hanzi_simplify(line, strlen(line), folded);
	fields_read(&fields, line, folded, strlen(line));
	return byline_date_line(&fields, date, &by_hand);
}

static void reads_lines_of_a_date(void **state)
{
	static const char *const words[] = {"发布时间", "发表时间", "更新时间", "发稿时间",
		"上传时间", "添加时间", "录入时间", "时 间", "时间", "发布日期", "发表日期",
		"更新日期", "入稿日期", "日 期", "日期", "发布于", "发表于", "date", "time"};
	static const char *const yes[] = {"2020-11-27", "2020年11月27日 08:19",
		"2020/11/27 星期五 08:19:21 HKT", "【 2020-11-27 20:27 】",
		"發佈時間： 2020.11.27"};
	static const char *const no[] = {"", "来源", "08:19", "11-27", "2020-11-27 海州报",
		"海州报 2020-11-27", "2020-11-27 2020-11-28", "2020-11-27。", "发布时间：",
		"作者：2020-11-27"};
	int32_t date;
	(void)state;
	for (size_t i = 0; i < COUNT(yes); i++) {
		date = 0;
		assert_int_equal(date_line(yes[i], &date), DATE_FOUND);
		assert_int_equal(date, 20201127);
	}
	for (size_t i = 0; i < COUNT(no); i++)
		assert_int_equal(date_line(no[i], &date), DATE_NONE);
	assert_int_equal(date_line("发布时间：2020-02-30 08:19", &date), DATE_IMPOSSIBLE);
	assert_int_equal(date_line("2020-02-30 海州报", &date), DATE_NONE);
	for (size_t i = 0; i < COUNT(words); i++) {
		char line[LINE];
		snprintf(line, sizeof(line), "%s：2020-11-27 08:19", words[i]);
		assert_int_equal(date_line(line, &date), DATE_FOUND);
	}
}

static void reads_words_beside_a_date(void **state)
{
	(void)state;
	static const struct {
		const char *line, *who, *outlet;
	} rows[] = {
		{"2021-03-05 08:30 山城晚报", "", "山城晚报"},
		{"山城晚报 2021-03-05 08:30", "", "山城晚报"},
		{"2021-03-05 山城晚报", "", "山城晚报"},
		{"http://www.example.cn 2021年03月05日08:30 山城晚报微博", "", "山城晚报"},
		{"国内新闻 2021-03-05 08:30", "", ""},
		{"山脚下 发表于 2021-03-05 08:30", "山脚下", ""},
		{"一只柚子 于 2021-03-05 08:30:01 发布", "一只柚子", ""},
		{"posted @ 2021-03-05 08:30 白石溪 阅读(12) 评论(2)", "白石溪", ""},
		{"原创 南楼 走街串巷 2021-03-05 08:30", "南楼", ""},
		{"mary_field 2021-03-05 08:30:01", "mary_field", ""},
		{"背包客 2021-03-05 阅读 3,204", "背包客", ""},
		{"2021-03-05 08:30 开幕", "", ""},
		{"2021-03-05 08:30 · 李晓青", "李晓青", ""},
		{"2021-03-05 08:30 | 李晓青_NF4425", "李晓青", ""},
		{"山城晚报 2021-03-05 08:30 · 李晓青", "李晓青", "山城晚报"},
		{"李晓青 山城晚报 2021-03-05 08:30:01", "李晓青", ""},
		{"山城晚报 李晓青 2021-03-05 08:30", "李晓青", ""},
		{"杨倩_NF4425 2021-03-05 08:30", "杨倩", ""},
		{"2021-03-05 08:30 李晓青", "", ""},
		{"2021-03-05 08:30 · 江西", "", ""},
		{"2021-03-05 08:30 · 石家庄", "", ""},
		{"2021-03-05 08:30 · 高清大图", "", ""},
		{"国内新闻 山城晚报 2021-03-05 08:30", "", ""},
		{"李晓青 老街夜话 2021-03-05 08:30", "", ""},
		{"发布于 2021-03-05 · 山城", "", ""},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct byline byline;
		parse(rows[i].line, &byline);
		if (byline.kind != BYLINE_DATE || byline.date != 20210305 || !byline.made)
			fail_msg("%s: kind %d", rows[i].line, (int)byline.kind);
		if (byline.who.size != strlen(rows[i].who) ||
			byline.outlet.size != strlen(rows[i].outlet) ||
			(byline.who.size > 0 &&
				memcmp(byline.who.data, rows[i].who, byline.who.size) != 0))
			fail_msg("%s: '%.*s', '%.*s'", rows[i].line, (int)byline.who.size,
				byline.who.data, (int)byline.outlet.size, byline.outlet.data);
	}
}

static void reads_near_times(void **state)
{
	(void)state;
	static const char *const times[] = {"3小时前", "半小时前", "昨天10:22", "今天 08:30",
		"3个月前", "刚刚", "2 hours ago", "发布时间：03-05 10:22", "山城晚报 · 3小时前"};
	for (size_t i = 0; i < COUNT(times); i++) {
		struct byline byline;
		parse(times[i], &byline);
		if (byline.kind != BYLINE_TIME || byline.date != 0)
			fail_msg("%s: kind %d", times[i], (int)byline.kind);
	}
	check_none("昨天10:22，桥塌了一角。");
	check_none("时间：3月5日（周五）14:00");
}

static void reads_authors_in_the_text(void **state)
{
	(void)state;
	static const struct {
		const char *line, *begins, *ends;
	} rows[] = {
		{"山城晚报讯（记者 李晓青）河水又清了。", "李晓青", ""},
		{"山城社三月五日电（山城社记者李晓青 王小明）河水又清了。", "李晓青 王小明", ""},
		{"〔記者李晓青／山城報導〕河水又清了。", "李晓青", ""},
		{"河水又清了。（通讯员 王小明 记者 李晓青）", NULL, "王小明 李晓青"},
		{"河水又清了。记者李晓青", "", "李晓青"},
		{"河水又清了。（王小明）", "", "王小明"},
		{"河水又清了。（王小明/编译）", "", "王小明"},
		{"河水又清了。（上）", "", ""},
		{"河水（记者说）又清了。", "", ""},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct byline_name begins = {.size = 0}, ends = {.size = 0};
		char folded[LINE];
		size_t size = strlen(rows[i].line);
		hanzi_simplify(rows[i].line, size, memcpy(folded, rows[i].line, size));
		byline_begins(rows[i].line, folded, size, &begins);
		byline_ends(rows[i].line, folded, size, &ends);
		if (rows[i].begins)
			check_name(rows[i].line, "named first", begins, rows[i].begins);
		check_name(rows[i].line, "named last", ends, rows[i].ends);
	}
}

static void leaves_prose_and_speech(void **state)
{
	(void)state;
	static const char *const none[] = {
		"",
		"作者",
		"作者：",
		"编辑部的故事",
		"作者简介",
		"作者介绍：李晓青",
		"责任编辑王先生说：这条路修了三年。",
		"作者李晓青写了三年。",
		"他问谁是责任编辑：没有人回答。",
		"记者证丢了怎么办",
		"记者：谢谢",
		"记者：李晓青",
		"记者：您好，欢迎来到我们的节目",
		"记者 走访山村",
		"记者 王家村走访记",
		"作者：我同意",
		"作者：谢谢",
		"作者：是的",
		"作者：请问您是从哪一年开始写作的？",
		"编辑：没有什么想说的",
		"作者：一九九〇年生在海边的小城里长大",
		"作者：李晓青，一九九〇年生",
		"作者：李晓青；编辑：王小明",
		"静夜思 作者：李白",
		"小镇通了高铁责任编辑：王小明",
		"市民怒斥记者：这里是我的家",
		"山城社记者 李晓青 摄",
		"图为山城社记者 李晓青",
		"（作者系大学教师）",
		"作者：李晓青 来源：甲报 2020-02-30",
		"作者：一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
		"作者：这是一个很长很长的句子没有任何标点",
		"书名：海边小城 作者：李晓青 出版社：山城",
	};
	for (size_t i = 0; i < COUNT(none); i++)
		check_none(none[i]);
}

static void takes_editors_off_prose(void **state)
{
	(void)state;
	static const char *const tails[] = {"（责任编辑：王小明）", " [编辑: 王小明]",
		"（山城网编辑：王小明）", "责任编辑：王小明", " 责编：王小明",
		"（責任編輯 王小明）", "（来源：山城日报 编辑：王小明）"};
	static const char *const proses[] = {
		"河水又清了起来。", "“明年再来。”", "小镇通了高铁（组图）", "真的？"};
	char line[LINE];
	for (size_t i = 0; i < COUNT(tails); i++)
		for (size_t k = 0; k < COUNT(proses); k++) {
			struct byline byline;
			snprintf(line, sizeof line, "%s%s", proses[k], tails[i]);
			parse(line, &byline);
			if (byline.kind != BYLINE_TAIL || byline.stays != strlen(proses[k]))
				fail_msg("%s: kind %d, %zu", line, (int)byline.kind, byline.stays);
			check_name(line, "the editor", byline.editor, "王小明");
			check_words(line);
		}
	check_none("河水又清了起来。（编辑部整理）");
	check_none("河水又清了起来。（记者李晓青）");
	check_none("他说（责任编辑：王小明）是这样");
	check_none("谁是责任编辑：没有人回答");
}

static void reads_english(void **state)
{
	(void)state;
	static const char *const no[] = {"", "By", "By ", "By Mary", "By the river",
		"By Mary Field.", "By Mary Ann Field, 2021", "By One Two Three Four Five",
		"by Mary Field", "Bye Mary Field", "By Mary  Field", "By Mary 3",
		"By Abcdefghijklmnopqrst Abcdefghijklmnopqrst"};
	struct byline byline;
	assert_true(byline_parse_english("By Mary Ann O'Field", 19, &byline));
	check_name("By", "the author", byline.author, "Mary Ann O'Field");
	for (size_t i = 0; i < COUNT(no); i++)
		if (byline_parse_english(no[i], strlen(no[i]), &byline) ||
			byline.kind != BYLINE_NONE)
			fail_msg("%s", no[i]);
}

// In any line: names within the limit, inside the line.
static void stays_within_the_line(void **state)
{
	(void)state;
	static const char *const pieces[] = {"作者", "编辑", "责任", "记者", "来源", "：", ":", " ",
		"　", "（", "）", "[", "]", "/", "|", "、", "，", "。", "李", "李晓青", "A", "7",
		"2021-03-05", "08:30", "发布时间", "打印", "评论", "http://a.cn", "标签",
		"\xF0\xA0\x80\x80", "-", "”", "山城网", "摄", "大", "文"};
	char line[LINE], folded[LINE];
	for (size_t round = 0; round < 200000; round++) {
		size_t size = 0;
		for (uint32_t left = random_below(14) + 1; left > 0; left--) {
			const char *piece = pieces[random_below(COUNT(pieces))];
			memcpy(line + size, piece, strlen(piece));
			size += strlen(piece);
		}
		struct byline byline;
		memcpy(folded, line, size);
		hanzi_simplify(line, size, folded);
		byline_parse(line, folded, size, &byline);
		const struct byline_name *names[] = {&byline.author, &byline.editor};
		for (size_t i = 0; i < COUNT(names); i++)
			if (names[i]->size > BYLINE_NAME_MAX)
				fail_msg("%.*s", (int)size, line);
		bool named = byline.author.size > 0 || byline.editor.size > 0;
		bool people = byline.kind == BYLINE_LINE || byline.kind == BYLINE_TAIL;
		struct byline_name author;
		if ((byline_begins(line, folded, size, &author) &&
			    !byline_may_sign(line, size, true)) ||
			(byline_ends(line, folded, size, &author) &&
				!byline_may_sign(line, size, false)))
			fail_msg("%.*s: is not asked for its author", (int)size, line);
		if ((named && !people) ||
			(byline.kind == BYLINE_TAIL && (byline.stays == 0 || byline.stays >= size)))
			fail_msg("%.*s: kind %d", (int)size, line, (int)byline.kind);
	}
}

// What is looked for in a line as it comes is there when it is folded.
static void folding_leaves_marks(void **state)
{
	(void)state;
	for (uint32_t c = 0; c < 0x110000; c++)
		if (label_sort(c) != label_sort(hanzi_simplified(c)))
			fail_msg("U+%04X", (unsigned)c);
}

// A line that ends like a sentence is no byline.
static void sentences_are_none(void **state)
{
	(void)state;
	static const char *const lines[] = {"作者：李晓青", "河水清了。（责任编辑：王小明）",
		"河水清了。责编：王小明", "记者 李晓青", "2021-03-05 08:30",
		"发布时间：2021-03-05"};
	static const char *const ends[] = {"。", "！", "？", "…", "”", "」", "“", "!", "?", "\""};
	char line[LINE];
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct byline byline;
		parse(lines[i], &byline);
		assert_int_not_equal(byline.kind, BYLINE_NONE);
		for (size_t k = 0; k < COUNT(ends); k++) {
			uint32_t last;
			utf8_next(ends[k], &last);
			assert_false(byline_may_end(last));
			snprintf(line, sizeof line, "%s%s", lines[i], ends[k]);
			check_none(line);
		}
	}
	assert_true(byline_may_end(U'明') && byline_may_end(U'）') && byline_may_end('0'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_label),
		cmocka_unit_test(reads_names),
		cmocka_unit_test(knows_outlets_by_their_ends),
		cmocka_unit_test(reads_names_behind_outlets),
		cmocka_unit_test(reads_pictures_and_text),
		cmocka_unit_test(reads_what_stands_around),
		cmocka_unit_test(reads_reporters),
		cmocka_unit_test(reads_dates),
		cmocka_unit_test(reads_lines_of_a_date),
		cmocka_unit_test(reads_words_beside_a_date),
		cmocka_unit_test(reads_near_times),
		cmocka_unit_test(reads_authors_in_the_text),
		cmocka_unit_test(leaves_prose_and_speech),
		cmocka_unit_test(takes_editors_off_prose),
		cmocka_unit_test(folding_leaves_marks),
		cmocka_unit_test(sentences_are_none),
		cmocka_unit_test(reads_english),
		cmocka_unit_test(stays_within_the_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
