// SPDX-License-Identifier: MIT
// Source lines: every label, credit and prompt, every position of name and date, and the prose that
// is none.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/hanzi.h"
#include "meta/date.h"
#include "meta/source.h"

#define LINE 1024

// Reads a line as a source.
static void source_parse(const char *line, const char *folded, size_t size, struct source *source)
{
	struct fields fields;
	fields_read(&fields, line, folded, size);
	source_read(&fields, source);
}

static void parse(const char *line, struct source *source)
{
	char folded[LINE];
	size_t size = strlen(line);
	assert_true(size < LINE);
	memcpy(folded, line, size);
	hanzi_simplify(line, size, folded);
	source_parse(line, folded, size, source);
}

static bool contains(const char *text, const char *word)
{
	return strcasestr(text, word) != NULL;
}

// What holds for every line that is not SOURCE_NONE.
static void check_words(const char *line)
{
	char folded[LINE];
	bool found = false;
	memcpy(folded, line, strlen(line) + 1);
	hanzi_simplify(line, strlen(line), folded);
	char word[LABEL_WORD];
	for (size_t n = 0; source_word(n, word); n++)
		found = found || contains(folded, word);
	if (!found)
		fail_msg("%s: none of source_word()", line);
}

// A printed source line is read again as the same source.
static void check_read_back(const char *name)
{
	char line[sizeof "来源: " + LINE];
	struct source source;
	snprintf(line, sizeof(line), "来源: %s", name);
	parse(line, &source);
	if (source.kind != SOURCE_FOUND || source.date != 0 || source.name.size != strlen(name) ||
		memcmp(source.name.data, name, strlen(name)) != 0)
		fail_msg("%s: not read back", line);
}

static void check(const char *line, enum source_kind kind, const char *name, int32_t date)
{
	struct source source;
	char got[LINE] = "";
	parse(line, &source);
	if (source.name.size > 0)
		memcpy(got, source.name.data, source.name.size);
	if (source.kind != kind || strcmp(got, name) != 0 || source.date != date)
		fail_msg("%s: kind %d, name '%s', date %d", line, (int)source.kind, got,
			(int)source.date);
	if (kind != SOURCE_NONE)
		check_words(line);
	if (kind == SOURCE_FOUND || kind == SOURCE_CREDIT)
		check_read_back(got);
}

static void labels(void **state)
{
	static const char *const words[] = {"文章来源", "本文来源", "稿件来源", "信息来源",
		"新闻来源", "消息来源", "内容来源", "原文来源", "媒体来源", "转载来源", "来源媒体",
		"来源网站", "来 源", "来　源", "来源", "稿 源", "稿源", "文章出处", "本文出处",
		"原文出处", "信息出处", "新闻出处", "出 处", "出　处", "出处", "本文摘自",
		"文章摘自", "摘自", "本文转载自", "文章转载自", "转载自", "本文转自", "文章转自",
		"转自", "source", "Source", "SOURCE"};
	static const char *const colons[] = {":", "：", "﹕", "︰", "∶", ": ", " ： ", "：　"};
	(void)state;
	for (size_t i = 0; i < COUNT(words); i++)
		for (size_t j = 0; j < COUNT(colons); j++) {
			char line[LINE];
			snprintf(
				line, sizeof(line), "%s%s海州日报 2020-11-27", words[i], colons[j]);
			check(line, SOURCE_FOUND, "海州日报", 20201127);
			snprintf(line, sizeof(line), "经费%s%s海州日报", words[i], colons[j]);
			check(line, SOURCE_NONE, "", 0);
		}
}

static void other_credits(void **state)
{
	static const char *const words[] = {"发布时间", "发表时间", "更新时间", "发稿时间",
		"上传时间", "添加时间", "录入时间", "时 间", "时间", "发布日期", "发表日期",
		"更新日期", "入稿日期", "日 期", "日期", "发布于", "发表于", "date", "time",
		"关键字", "关键词", "标签", "tags", "文章作者", "本文作者", "原作者", "作 者",
		"作　者", "作者", "责任编辑", "本文编辑", "网络编辑", "实习编辑", "编 辑", "编　辑",
		"编辑", "责编", "实习记者", "本报记者", "记者", "通讯员", "撰文", "撰稿", "摄影",
		"校对", "审核", "译者", "发布者", "发布人", "录入者", "录入", "栏目", "频道",
		"分类", "字号", "字体大小", "字体", "点击次数", "点击率", "点击量", "点击数",
		"点击", "浏览次数", "浏览量", "浏览", "阅读次数", "阅读量", "阅读数", "阅读",
		"评论数", "评论", "人气", "访问量", "访问次数", "分享到", "分享", "author",
		"editor"};
	static const char *const forms[] = {"来源：海州日报 %s：某某", "来源：海州日报%s：某某",
		"来源:海州日报 | %s: 某某", "来源：海州日报（%s：某某）",
		"来源：海州日报，%s：某某", "%s：某某 来源：海州日报", "%s：来源：海州日报"};
	(void)state;
	for (size_t i = 0; i < COUNT(words); i++)
		for (size_t j = 0; j < COUNT(forms); j++) {
			char line[LINE], *at = strstr(forms[j], "%s");
			snprintf(line, sizeof(line), "%.*s%s%s", (int)(at - forms[j]), forms[j],
				words[i], at + 2);
			check(line, SOURCE_FOUND, "海州日报", 0);
		}
}

static void prompts(void **state)
{
	static const char *const words[] = {"参与互动", "手机看新闻", "我来说两句", "我要评论",
		"发表评论", "查看评论", "有12人参与", "12人参与", "12条评论", "12次阅读",
		"复制链接", "分享到微信", "打印本页", "关闭窗口", "加入收藏", "点击收听", "举报",
		"更新", "发布", "发表", "打印", "打印文章", "关闭", "收藏", "分享", "转发", "评论",
		"评论12", "12评论", "阅读", "阅读12", "12阅读", "浏览", "浏览12", "12浏览", "推荐",
		"推荐朋友", "字号", "大", "中", "小", "大中小", "次", "12次", "纠错", "收听",
		"手机版", "原文链接", "查看原文", "阅读原文", "复制"};
	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		char line[LINE];
		snprintf(line, sizeof(line), "来源：海州日报 %s", words[i]);
		check(line, SOURCE_FOUND, "海州日报", 0);
		snprintf(line, sizeof(line), "来源：The Haizhou Daily %s 2020-11-27", words[i]);
		check(line, SOURCE_FOUND, "The Haizhou Daily", 20201127);
		snprintf(line, sizeof(line), "来源： %s(3)", words[i]);
		check(line, SOURCE_NAMELESS, "", 0);
	}
}

static void prompts_that_touch(void **state)
{
	static const char *const words[] = {"参与互动", "手机看新闻", "我来说两句", "我要评论",
		"发表评论", "查看评论", "有12人参与", "12人参与", "12条评论", "12次阅读",
		"复制链接", "分享到微信", "打印本页", "关闭窗口", "加入收藏", "点击收听", "举报"};
	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		char line[LINE];
		snprintf(line, sizeof(line), "来源：海州日报%s", words[i]);
		check(line, SOURCE_FOUND, "海州日报", 0);
		snprintf(
			line, sizeof(line), "来源：海州日报%s%s(3) 2020-11-27", words[i], words[i]);
		check(line, SOURCE_FOUND, "海州日报", 20201127);
	}
	check("2020-11-27 08:19更新来源：海州日报", SOURCE_FOUND, "海州日报", 20201127);
	check("2020-11-27发布 来源：海州日报", SOURCE_FOUND, "海州日报", 20201127);
	check("2020-11-27发表来源：海州日报", SOURCE_FOUND, "海州日报", 20201127);
	check("来源：大江日报", SOURCE_FOUND, "大江日报", 0);
	check("来源：中江网", SOURCE_FOUND, "中江网", 0);
	check("来源：打印世界", SOURCE_FOUND, "打印世界", 0);
}

static void places_of_the_date(void **state)
{
	(void)state;
	check("来源：海州日报", SOURCE_FOUND, "海州日报", 0);
	check("来源: BT财经 2020-11-27", SOURCE_FOUND, "BT财经", 20201127);
	check("来源: BT财经2020-11-27 08:19", SOURCE_FOUND, "BT财经", 20201127);
	check("来源：海州日报 2020年11月27日 08:19 星期五", SOURCE_FOUND, "海州日报", 20201127);
	check("来源：海州日报（2020.11.27）", SOURCE_FOUND, "海州日报", 20201127);
	check("来源：海州日报 时间：2020/11/27", SOURCE_FOUND, "海州日报", 20201127);
	check("来源：海州日报，2020-11-27", SOURCE_FOUND, "海州日报", 20201127);
	check("2020-11-27 08:19 来源：海州日报", SOURCE_FOUND, "海州日报", 20201127);
	check("2020-11-27 14:07来源：海州日报", SOURCE_FOUND, "海州日报", 20201127);
	check("2012年 01月12日 來源：海州日報", SOURCE_FOUND, "海州日報", 20120112);
	check("发布时间：2020-11-27，来源：海州日报", SOURCE_FOUND, "海州日报", 20201127);
	check("２０２０年１１月２７日 来源：海州日报", SOURCE_FOUND, "海州日报", 20201127);
	check("来源：2020-11-27 海州日报", SOURCE_FOUND, "海州日报", 20201127);
	// The date nearest behind the name, or else the last one before the label.
	check("2020-11-25 来源：海州日报 2020-11-26 2020-11-27", SOURCE_FOUND, "海州日报",
		20201126);
	check("2020-11-25 2020-11-26 来源：海州日报", SOURCE_FOUND, "海州日报", 20201126);
	check("11-27 来源：海州日报", SOURCE_FOUND, "海州日报", 0);
	check("来源：海州日报 11月27日", SOURCE_FOUND, "海州日报", 0);
}

static void before_the_label(void **state)
{
	(void)state;
	check("• 来源：海州日报", SOURCE_FOUND, "海州日报", 0);
	check("【 来源： 海州日报 】", SOURCE_FOUND, "海州日报", 0);
	check("(本文来源：海州日报 )", SOURCE_FOUND, "海州日报", 0);
	check("[稿源：海州网-海州日报]", SOURCE_FOUND, "海州网-海州日报", 0);
	check("【http://www.example.cn】 【 2020-11-27 20:27 】 【来源： 海州网 】", SOURCE_FOUND,
		"海州网", 20201127);
	check("www.hz.example.com 2020年11月27日 11:52:55 來源：海州網", SOURCE_FOUND, "海州網",
		20201127);
	check("NEWS.EXAMPLE.COM 2020年7月6日08:19 [ 丁一 ] 来源：[ 海州报 ]", SOURCE_FOUND,
		"海州报", 20200706);
	check("海州热线 example.ca 2020-11-27 09:46 来源: 海州报", SOURCE_FOUND, "海州报",
		20201127);
	check("2020年11月27日 08:21:55 | 責任編輯: 丁一 | 來源： 海州日報", SOURCE_FOUND,
		"海州日報", 20201127);
	check("2020-11-27 15:10:53 字号：A- A A+ 来源：HZTOP", SOURCE_FOUND, "HZTOP", 20201127);
	check("海州新闻中心 (来源：海州.COM) 2020-11-27 09:01:22", SOURCE_FOUND, "海州.COM",
		20201127);
	check("一二三四五六七八九十一二 来源：海州报", SOURCE_FOUND, "海州报", 0);
	check("一二三四五六七八九十一二三 来源：海州报", SOURCE_NONE, "", 0);
	check("图片来源：海州报", SOURCE_NONE, "", 0);
	check("数据来源：海州统计局", SOURCE_NONE, "", 0);
	check("转载请注明出处：海州网", SOURCE_NONE, "", 0);
	check("声明：来源：海州网", SOURCE_NONE, "", 0);
	check("一、来源：海州网", SOURCE_NONE, "", 0);
	check("Data source: Haizhou Bank", SOURCE_NONE, "", 0);
	check("resource: Haizhou Bank", SOURCE_NONE, "", 0);
	check("example.com SOURCE: Haizhou Times", SOURCE_FOUND, "Haizhou Times", 0);
}

static void names(void **state)
{
	(void)state;
	check("来源：海州网 丁一", SOURCE_FOUND, "海州网", 0);
	check("来源：海州网　丁一", SOURCE_FOUND, "海州网", 0);
	check("来源: The Haizhou Times 2020-11-27", SOURCE_FOUND, "The Haizhou Times", 20201127);
	check("来源: HZ 中文网", SOURCE_FOUND, "HZ 中文网", 0);
	check("来源：海州日报(北京) 有0人参与 手机看新闻", SOURCE_FOUND, "海州日报", 0);
	check("来源：海州报·海州网", SOURCE_FOUND, "海州报·海州网", 0);
	check("来源: 海州一院、海州二院等", SOURCE_FOUND, "海州一院、海州二院等", 0);
	check("来源：《海州》杂志", SOURCE_FOUND, "《海州》杂志", 0);
	check("来源：“海州之声”客户端", SOURCE_FOUND, "“海州之声”客户端", 0);
	check("来源：360海州", SOURCE_FOUND, "360海州", 0);
	check("来源：21世纪海州 19:30", SOURCE_FOUND, "21世纪海州", 0);
	check("来源：【海州网】", SOURCE_FOUND, "海州网", 0);
	check("来源：(海州网) 2020-11-27", SOURCE_FOUND, "海州网", 20201127);
	check("来源：http://www.example.cn", SOURCE_FOUND, "http://www.example.cn", 0);
	check("来源：海州网 www.example.cn", SOURCE_FOUND, "海州网", 0);
	check("来源：海州网-", SOURCE_FOUND, "海州网", 0);
	check("来源：海州网 |", SOURCE_FOUND, "海州网", 0);
	check("来源：稿源：海州网", SOURCE_FOUND, "海州网", 0);
	check("(來源：海州資訊，摘自：海州觀察報) 2020-11-27", SOURCE_FOUND, "海州資訊", 20201127);
	check("来源：海州晚报 关键字：甲;乙;丙丁 作者： 2020-11-27 17:14", SOURCE_FOUND, "海州晚报",
		20201127);
	check("来源：海州网 作者：丁一 海州网编辑：丁二", SOURCE_FOUND, "海州网", 0);
	check("来源：海州日报举", SOURCE_FOUND, "海州日报举", 0);
	check("来源：一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", SOURCE_FOUND,
		"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", 0);
	check("来源：一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", SOURCE_NONE,
		"", 0);
}

static void prose(void **state)
{
	static const char *const lines[] = {"", "来源", "水的来源有三处，各不相同。",
		"来源：他说，这笔钱早就花完了。", "来源：他说：钱花完了",
		"来源：海州网。更多内容请看海州网", "来源：海州网…", "来源：海州网...",
		"来源：海州网！", "来源：甲，乙，丙", "来源：海州网”的文章", "来源：“海州网",
		"来源：海州网 另据本报驻外地的多位工作人员今天报道",
		"凡本网注明“来源：海州网”的所有作品，版权均属于海州网。",
		"凡本網注明\"稿件來源：海州網\"的作品",
		"本文来源于海州的一封信 2020年11月27日 19:13"};
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		check(lines[i], SOURCE_NONE, "", 0);
}

// Quotation marks around a whole credit are like brackets; elsewhere they are prose.
static void in_quotes(void **state)
{
	static const char *const lines[] = {"“来源：海州日报", "“来源：海州日报”才算数",
		"“来源：海州日报”，才算数", "“来源：”", "“来源：作者：”", "“转载自海州日报”",
		"“请注明来源：海州日报”", "「来源」：海州日报", "“来源：海州日报”“丁一”",
		"“来源：海州日报 作者：丁一”", "茶坊“来源：海州日报”"};
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		check(lines[i], SOURCE_NONE, "", 0);
	check("「来源：海州日报」", SOURCE_FOUND, "海州日报", 0);
	check("「來源：海州日報」", SOURCE_FOUND, "海州日報", 0);
	check("『来源：海州日报 2020-11-27』", SOURCE_FOUND, "海州日报", 20201127);
	check("“来源：海州日报” 2020-11-27 08:19", SOURCE_FOUND, "海州日报", 20201127);
	check("“2020-11-27 来源：海州日报”", SOURCE_FOUND, "海州日报", 20201127);
	check("「来源：公众号「海州茶话」」", SOURCE_FOUND, "海州茶话", 0);
}

// The source of a picture is no source of the page, except in the heading of a picture page with
// its date.
static void captions(void **state)
{
	static const char *const lines[] = {"资料图 来源：海州日报", "（资料图片 来源：海州日报）",
		"【资料图，来源：海州日报】", "老茶坊资料照片 来源：海州日报",
		"图为老茶坊 来源：海州日报", "图 来源：海州日报", "图1 来源：海州日报",
		"视频截图　来源：海州日报", "资料图（来源：海州日报）",
		"茶坊到了晚上。资料图（来源：海州日报）"};
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		check(lines[i], SOURCE_NONE, "", 0);
	check("图书频道 来源：海州日报", SOURCE_FOUND, "海州日报", 0);
	check("地图 来源：海州日报", SOURCE_FOUND, "海州日报", 0);
	check("来源：海州日报 图片", SOURCE_FOUND, "海州日报", 0);
	check("2020-11-27 08:19 图片 来源：海州日报", SOURCE_FOUND, "海州日报", 20201127);
	check("图片 来源：海州日报 2020-11-27", SOURCE_FOUND, "海州日报", 20201127);
}

static void no_name(void **state)
{
	(void)state;
	check("来源：", SOURCE_LABEL, "", 0);
	check("本文来源 ：", SOURCE_LABEL, "", 0);
	check("2012年01月12日 来源：", SOURCE_LABEL, "", 20120112);
	check("来源： 2012-01-12 08:19", SOURCE_LABEL, "", 20120112);
	check("作者：丁一 来源：", SOURCE_LABEL, "", 0);
	check("来源: 作者: 手机版 点击: 次", SOURCE_NAMELESS, "", 0);
	check("海州家园 example.ca 2012-01-11 09:46 来源: 作者: 点击: 次", SOURCE_NAMELESS, "",
		20120111);
	check("【来源：】", SOURCE_NAMELESS, "", 0);
	check("来源：-", SOURCE_NAMELESS, "", 0);
	check("来源： | 2020-11-27", SOURCE_NAMELESS, "", 20201127);
}

// The name on the next line: the caller joins both with one blank.
static void joined(void **state)
{
	(void)state;
	check("来源： 海州日报", SOURCE_FOUND, "海州日报", 0);
	check("2012年01月12日 来源： 海州日报", SOURCE_FOUND, "海州日报", 20120112);
	check("来源： 2012-01-12 08:19 海州日报", SOURCE_FOUND, "海州日报", 20120112);
	check("作者：丁一 来源： 海州日报 手机看新闻", SOURCE_FOUND, "海州日报", 0);
	check("来源： 他说，这笔钱早就花完了。", SOURCE_NONE, "", 0);
}

static void credits(void **state)
{
	static const struct {
		const char *line, *name, *stays;
		int32_t date;
	} samples[] = {
		{"钱花完了。（来源：海州报）", "海州报", "钱花完了。", 0},
		{"钱花完了。 (本文来源：海州报 )", "海州报", "钱花完了。", 0},
		{"钱，花完了【来源：海州报(北京)】", "海州报", "钱，花完了", 0},
		{"钱花完了。（来源：海州报 作者：丁一 责任编辑：丁二）", "海州报", "钱花完了。", 0},
		{"钱花完了。（作者：丁一 来源：海州报）", "海州报", "钱花完了。", 0},
		{"钱花完了。（来源：海州报 2020-11-27）", "海州报", "钱花完了。", 20201127},
		{"短短一句（来源：海州报）", "海州报", "短短一句", 0},
	};
	static const char *const others[] = {"钱花完了。（图片来源：海州报）",
		"钱花完了。（来源：他说，钱早花完了。）", "钱，花完了。来源：海州报）",
		"钱，花完了。（来源：海州报", "转载的时候，请注明（来源：海州报）",
		"钱，花完了。（来源：）", "短短一句（来源：）", "钱，花完了。（丁一）"};
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		struct source source;
		check(samples[i].line, SOURCE_CREDIT, samples[i].name, samples[i].date);
		parse(samples[i].line, &source);
		assert_int_equal(source.stays, strlen(samples[i].stays));
	}
	for (size_t i = 0; i < COUNT(others); i++)
		check(others[i], SOURCE_NONE, "", 0);
	check("（来源：海州报）", SOURCE_FOUND, "海州报", 0);
}

static void second_sources(void **state)
{
	struct source source;
	(void)state;
	parse("（来源：海州报，摘自：海州周刊）2020-11-27", &source);
	assert_int_equal(source.kind, SOURCE_FOUND);
	assert_int_equal(source.date, 20201127);
	assert_memory_equal(source.also.data, "海州周刊", strlen("海州周刊"));
	parse("来源：海州报 作者：丁一", &source);
	assert_int_equal(source.also.size, 0);
	check("【2020/11/27 海州报】@ http://example.com/", SOURCE_FOUND, "海州报", 20201127);
	check("【2020/11/27 海边小记】@ http://example.com/", SOURCE_NONE, "", 0);
}

static void impossible_dates(void **state)
{
	static const char *const lines[] = {"来源：海州报 2020-02-30", "2020-02-30 来源：海州报",
		"2020-02-30 来源：海州报 2020-11-27", "2019年2月29日 来源：",
		"钱花完了。（来源：海州报 2020-13-01）"};
	struct source source;
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		parse(lines[i], &source);
		assert_int_equal(source.kind, SOURCE_NONE);
		assert_true(source.unread);
	}
	parse("2020-02-30 这一天，没有来源：也没有去处。", &source);
	assert_int_equal(source.kind, SOURCE_NONE);
	assert_false(source.unread);
	check("来源：海州报 1899-12-31", SOURCE_FOUND, "海州报", 0);
}

// Long lines of the worst kinds end soon, and are no sources.
static void hostile_lines(void **state)
{
	static const char *const parts[] = {"来源", "来源：", "（", "）", "1", "2020-11-27", "：",
		"“", "有1", "www.a.", "http://", " "};
	const size_t size = (size_t)1 << 20;
	char *line = malloc(size);
	(void)state;
	assert_non_null(line);
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct source source;
		size_t length = strlen(parts[i]), whole = size / length * length;
		for (size_t at = 0; at < whole; at += length)
			memcpy(line + at, parts[i], length);
		source_parse(line, line, whole, &source);
		assert_int_equal(source.kind, SOURCE_NONE);
	}
	free(line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels),
		cmocka_unit_test(other_credits),
		cmocka_unit_test(prompts),
		cmocka_unit_test(prompts_that_touch),
		cmocka_unit_test(places_of_the_date),
		cmocka_unit_test(before_the_label),
		cmocka_unit_test(names),
		cmocka_unit_test(prose),
		cmocka_unit_test(in_quotes),
		cmocka_unit_test(captions),
		cmocka_unit_test(no_name),
		cmocka_unit_test(joined),
		cmocka_unit_test(credits),
		cmocka_unit_test(second_sources),
		cmocka_unit_test(impossible_dates),
		cmocka_unit_test(hostile_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
