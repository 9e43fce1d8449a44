// SPDX-License-Identifier: MIT
// Recognizes the names of people and of outlets.
#include "meta/people.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "base/wordlist.h"
#include "meta/labels.h"

#define ONE (sizeof("李") - 1)

bool people_starts_in(struct slice text, const char *chars)
{
	uint32_t c;
	return text.size > 0 && has_part((struct slice){chars, strlen(chars)},
					(struct slice){text.data, utf8_next(text.data, &c)});
}

// Whether a text begins with one of the most common surnames. Nearly all Chinese have one of them.
static bool has_surname(struct slice text)
{
	static const char single[] =
		"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于"
		"蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛"
		"闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温庞樊兰施殷童翟安倪岳季鲁俞"
		"章葛柳毕柴聂牛路裴宗杭傅卞齐康伍卜时皮项祝梅盛刁骆霍虞支柯管莘干解应宣屠祁申"
		"凌褚卫华戚喻云费廉岑滕常乐成米明臧计伏和穆萧湛禹狄贝强麻隋关甘焦巫巴柏冉"
		"左古曲全佟桂蓝丛房满仲窦冷敖艾文闻迟浦冀景卓甄单谷苗车连涂麦辛仇游简欧储边阮洪"
		"赖纪尤詹颜曲鄢晏鲍芦栾揭蒲楼阎练苟荀雍昌宁封匡符辜植池危";
	static const char twofold[] =
		"欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|端木|南宫|"
		"夏侯|轩辕|呼延|独孤|申屠|西门|欧陽";
	static const size_t two = sizeof("欧阳") - 1;
	return people_starts_in(text, single) ||
	       (text.size > two && wordlist_has((struct slice){text.data, two}, twofold));
}

// Words of two ideographs that begin like names.
static bool is_common_word(struct slice text)
{
	static const char words[] =
		"简介简历时间时代时候时报方面方式方法方案高级高速高考马上白天白色金融金额明天明年"
		"明确黄金黄色石油安全安排安装常见常用成功成立成员成果计划文章文化文字文件文学全文"
		"全部全国全面于是何时何处任务任何平台平安平均程序万人温馨温度关于关注关键关闭管理"
		"管家单位单独单品房产房屋车险车辆连续连载应该应用和解和平解读解释解决司机江湖江苏"
		"广告路线路上水平古代古典洪水夏天秋天冬天史料张贴游戏游客车主施工谷歌苹果童话雷达"
		"毛发查看费用方便顾客江南强度麻烦";
	for (const char *word = words; text.size == 2 * ONE && *word != '\0'; word += 2 * ONE)
		if (memcmp(word, text.data, text.size) == 0)
			return true;
	return false;
}

bool people_is_person(struct slice text)
{
	size_t chars = 0;
	for (size_t at = 0; at < text.size;) {
		uint32_t c;
		at += utf8_next(text.data + at, &c);
		if (c < 0x3400 || !label_is_ideograph(c))
			return false;
		chars++;
	}
	return chars >= 2 && chars <= 4 && has_surname(text) && !is_common_word(text);
}

// The length of the first part of a list.
static size_t part_size(struct slice text)
{
	size_t at = 0, used;
	for (; at < text.size; at += used) {
		uint32_t c;
		enum label_sort sort = label_sort_at(text.data + at, &c, &used);
		if (sort != SORT_WORD && c != U'·')
			break;
	}
	return at;
}

// The length of a name, perhaps with a blank inside: 李 明.
static size_t name_size(struct slice text)
{
	struct slice part = {text.data, part_size(text)};
	bool spaced = part.size == ONE && text.size > ONE && has_surname(part) &&
		      text.data[ONE] == ' ' && part_size(slice_from(text, ONE + 1)) == ONE;
	if (spaced)
		return 2 * ONE + 1;
	return people_is_person(part) ? part.size : 0;
}

bool people_are(struct slice text)
{
	while (text.size > 0) {
		size_t used = name_size(text);
		if (used == 0)
			return false;
		text = slice_from(text, used);
		uint32_t c;
		size_t mark = text.size > 0 ? utf8_next(text.data, &c) : 0;
		if (mark > 0 && !utf8_is_blank(c) && c != U'、' && c != '/' && c != U'／')
			return false;
		text = slice_from(text, mark);
	}
	return true;
}

size_t people_at(struct slice text)
{
	size_t end = 0, next = 0;
	for (;;) {
		size_t used = name_size(slice_from(text, next));
		if (used == 0)
			break;
		end = next + used;
		uint32_t c;
		size_t mark = end < text.size ? utf8_next(text.data + end, &c) : 0;
		if (mark == 0 || (!utf8_is_blank(c) && c != U'、'))
			break;
		next = end + mark;
	}
	return end;
}

bool people_is_nobody(struct slice text)
{
	return wordlist_has(text,
		"未知|不详|不明|佚名|无|暂无|匿名|null|none|unknown|-|--|——|删除|回复|返回|登录|"
		"注册|"
		"投稿|推荐|倒序浏览|只看该作者|只看楼主|修改|发布|更多|主页|首页|留言|私信|关注");
}

bool people_is_speech(struct slice text)
{
	static const char begin[] =
		"我你您他她它咱这那哪是不对好嗯啊哦哎没有就也还请当可能会要想在很太最其因如果虽但"
		"所以然后从为什怎谁几多第一两什哈呵";
	return people_starts_in(text, begin) || wordlist_has(text, "谢谢|谢谢您|谢谢你|谢谢大家");
}

struct slice people_without_code(struct slice value)
{
	const char *text = value.data;
	size_t at = value.size, digits, letters;
	while (at > 0 && is_digit(text[at - 1]))
		at--;
	digits = value.size - at;
	while (at > 0 && is_capital(text[at - 1]))
		at--;
	letters = value.size - digits - at;
	if (digits < 2 || digits > 6 || letters < 1 || letters > 4)
		return value;
	if (at == 0)
		return (struct slice){text, 0};
	bool parted = strchr("_- ", text[at - 1]) != NULL;
	at -= parted;
	// Without a separator, a code follows an ideograph only: R2 is no code.
	return parted || (unsigned char)text[at - 1] >= 0x80 ? (struct slice){text, at} : value;
}

bool people_is_outlet(struct slice text)
{
	static const char *const ends[] = {"报", "网", "台", "社", "刊", "线", "闻", "端", "志",
		"播", "媒", "视", "讯", "号", "频道", "论坛", "之家", "传媒", "中心", "周末",
		"观察", "参考", "财经", "娱乐", "体育", "科技", "日報", "博客", "微博", "在线",
		"评论", "新闻", "资讯", "头条", "杂志", "学报", "出版社", "新聞", "经", "门户",
		"发布", "通讯", "画报", "时代", "世界", "文摘", "委", "局", "部", "办公室", "신문",
		"일보", "뉴스", "통신", "times", "news", "post", "daily", "herald", "journal",
		"magazine", "weekly", "press", "review", "tribune", "gazette", "today", "guardian",
		"agency", ".com", ".cn", ".net", ".org"};
	while (text.size > 0 &&
		(ends_with(text, " ") || label_sort_before(text.data, text.size) == SORT_CLOSE))
		text.size = utf8_step_back(text.data, text.size);
	if (ends_with(text, "》"))
		return true;
	for (size_t i = 0; i < COUNT(ends); i++) {
		size_t length = strlen(ends[i]), k = 0;
		if (length >= text.size)
			continue;
		const char *end = text.data + text.size - length;
		while (k < length && to_lower(end[k]) == ends[i][k])
			k++;
		if (k == length)
			return true;
	}
	return false;
}
