// SPDX-License-Identifier: MIT
// The vocabulary of credits: sorts of characters, labels, prompts and addresses.
#include "meta/labels.h"

#include <string.h>

#include "base/text.h"
#define WORD(text) text, sizeof(text) - 1
#define BRACKET_BYTES 256 // a longer bracket holds prose

bool label_is_ideograph(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == U'《' ||
	       c == U'》';
}

// All other characters are SORT_WORD.
static const unsigned char ascii_sorts[0x80] = {
	// clang-format off
	[' '] = SORT_BLANK, [':'] = SORT_COLON,
	['0'] = SORT_DIGIT, ['1'] = SORT_DIGIT, ['2'] = SORT_DIGIT, ['3'] = SORT_DIGIT,
	['4'] = SORT_DIGIT, ['5'] = SORT_DIGIT, ['6'] = SORT_DIGIT, ['7'] = SORT_DIGIT,
	['8'] = SORT_DIGIT, ['9'] = SORT_DIGIT,
	['('] = SORT_OPEN, ['['] = SORT_OPEN, ['<'] = SORT_OPEN, ['{'] = SORT_OPEN,
	[')'] = SORT_CLOSE, [']'] = SORT_CLOSE, ['>'] = SORT_CLOSE, ['}'] = SORT_CLOSE,
	[','] = SORT_COMMA, [';'] = SORT_COMMA,
	['|'] = SORT_SEPARATOR, ['*'] = SORT_SEPARATOR, ['#'] = SORT_SEPARATOR,
	['-'] = SORT_JOINT, ['_'] = SORT_JOINT, ['/'] = SORT_JOINT, ['\\'] = SORT_JOINT,
	['~'] = SORT_JOINT, ['='] = SORT_JOINT,
	['!'] = SORT_STOP, ['?'] = SORT_STOP, ['"'] = SORT_STOP, ['\0'] = SORT_STOP,
	// clang-format on
};

// Box drawing, shapes, dingbats and emoji: they serve as bullets before credits.
static bool is_pictograph(uint32_t c)
{
	return (c >= 0x2500 && c <= 0x27BF) || (c >= 0x1F300 && c <= 0x1FAFF);
}

enum label_sort label_sort(uint32_t c)
{
	if (c < COUNT(ascii_sorts))
		return (enum label_sort)ascii_sorts[c];
	if (c >= 0xFF10 && c <= 0xFF19)
		return SORT_DIGIT;
	switch (c) {
	// clang-format off
	case UTF8_WIDE_SPACE:
		return SORT_BLANK;
	case U'：': case U'﹕': case U'︰': case U'∶':
		return SORT_COLON;
	case U'（': case U'［': case U'【': case U'〔': case U'〖': case U'〈': case U'＜':
	case U'｛':
		return SORT_OPEN;
	case U'）': case U'］': case U'】': case U'〕': case U'〗': case U'〉': case U'＞':
	case U'｝':
		return SORT_CLOSE;
	case U'，': case U'；':
		return SORT_COMMA;
	case U'｜': case U'丨': case U'│': case U'┃': case U'•': case U'●': case U'○': case U'◆':
	case U'◇': case U'■': case U'□': case U'▪': case U'▲': case U'△': case U'▶':
	case U'►': case U'★': case U'☆': case U'※': case U'→': case U'»': case U'«':
	case U'↑': case U'↓':
		return SORT_SEPARATOR;
	case U'–': case U'—': case U'―': case U'－': case U'／': case U'·': case U'・':
	case U'‧': case U'～': case U'、':
		return SORT_JOINT;
	case U'“': case U'「': case U'『':
		return SORT_QUOTE_OPEN;
	case U'”': case U'」': case U'』':
		return SORT_QUOTE_CLOSE;
	case U'。': case U'！': case U'？': case U'…': case U'＂': case U'．':
		return SORT_STOP;
	// clang-format on
	default:
		return is_pictograph(c) ? SORT_SEPARATOR : SORT_WORD;
	}
}

enum label_sort label_sort_before(const char *text, size_t at)
{
	uint32_t c;
	size_t used, start = utf8_step_back(text, at);
	return label_sort_at(text + start, &c, &used);
}

size_t label_skip_blanks_back(const char *text, size_t floor, size_t end)
{
	while (end > floor && label_sort_before(text, end) == SORT_BLANK)
		end = utf8_step_back(text, end);
	return end;
}

size_t label_last_bracket(const char *text, size_t size)
{
	size_t at = size, depth = 0;
	while (at > 0 && size - at < BRACKET_BYTES) {
		enum label_sort sort = label_sort_before(text, at);
		at = utf8_step_back(text, at);
		if (sort == SORT_CLOSE)
			depth++;
		else if (sort == SORT_OPEN)
			depth--;
		if (depth == 0)
			return at;
	}
	return size;
}

// --- labels ---

#define HEAD (sizeof("文章") - 1)
#define TOUCH_LEAST (sizeof("来源") - 1) // the shortest label with LABEL_TOUCH
#define WIDE_SPACE_SIZE (sizeof UTF8_WIDE_SPACE_BYTES - 1)

// Each label is one row with all that is known of it. The readers and the prefilter use this table.
static const struct label labels[] = {
	// clang-format off
	// Rows with LABEL_TOUCH stand first.
	{WORD("来源"), U'源', LABEL_SOURCE, LABEL_BLANK | LABEL_TOUCH,
		"文章本文稿件信息新闻消息内容原文媒体转载文字素材文稿作品资讯报道帖子原始供稿图文来稿"},
	{WORD("来源于"), U'于', LABEL_SOURCE, LABEL_TOUCH, "本文文章以下内容"},
	{WORD("摘自"), U'自', LABEL_SOURCE, LABEL_BLANK | LABEL_TOUCH, "本文文章内容"},
	{WORD("摘编自"), U'自', LABEL_SOURCE, LABEL_BLANK | LABEL_TOUCH, "本文文章内容"},
	{WORD("节选自"), U'自', LABEL_SOURCE, LABEL_BLANK | LABEL_TOUCH, "本文文章内容"},
	{WORD("转载自"), U'自', LABEL_SOURCE, LABEL_BLANK | LABEL_TOUCH, "本文文章内容全文"},
	{WORD("转自"), U'自', LABEL_SOURCE, LABEL_BLANK | LABEL_TOUCH, "本文文章内容全文"},
	{WORD("转引自"), U'自', LABEL_SOURCE, LABEL_BLANK | LABEL_TOUCH, "本文文章"},
	{WORD("作者"), U'者', LABEL_AUTHOR, LABEL_BLANK | LABEL_TOUCH, "文章本文特约专栏署名"},
	{WORD("记者"), U'者', LABEL_REPORTER, LABEL_BLANK | LABEL_TOUCH, "实习本报见习首席特派本台本网"},
	{WORD("通讯员"), U'员', LABEL_CREDIT, LABEL_BLANK | LABEL_TOUCH, NULL},
	{WORD("实习生"), U'生', LABEL_CREDIT, LABEL_BLANK | LABEL_TOUCH, NULL},

	{WORD("来源媒体"), U'体', LABEL_SOURCE, 0, NULL},
	{WORD("来源网站"), U'站', LABEL_SOURCE, 0, NULL},
	{WORD("来源单位"), U'位', LABEL_SOURCE, 0, "信息稿件文章"},
	{WORD("来源部门"), U'门', LABEL_SOURCE, 0, "信息稿件文章"},
	{WORD("来源机构"), U'构', LABEL_SOURCE, 0, "信息稿件文章"},
	{WORD("来源平台"), U'台', LABEL_SOURCE, 0, NULL},
	{WORD("来源期刊"), U'刊', LABEL_SOURCE, 0, NULL},
	{WORD("来源出处"), U'处', LABEL_SOURCE, 0, NULL},
	{WORD("稿源"), U'源', LABEL_SOURCE, LABEL_BLANK, NULL},
	{WORD("稿件源"), U'源', LABEL_SOURCE, 0, NULL},
	{WORD("出处"), U'处', LABEL_SOURCE, 0, "文章本文原文信息新闻稿件内容"},
	{WORD("引自"), U'自', LABEL_SOURCE, 0, "本文文章"},
	{WORD("选自"), U'自', LABEL_SOURCE, 0, "本文文章"},
	{WORD("编译自"), U'自', LABEL_SOURCE, 0, "本文文章"},
	{WORD("译自"), U'自', LABEL_SOURCE, 0, "本文文章"},
	{WORD("原载"), U'载', LABEL_SOURCE, 0, "本文文章"},
	{WORD("原载于"), U'于', LABEL_SOURCE, 0, "本文文章"},
	{WORD("原刊于"), U'于', LABEL_SOURCE, 0, "本文文章"},
	{WORD("首发"), U'发', LABEL_ORIGIN, 0, "本文文章"},
	{WORD("首发于"), U'于', LABEL_ORIGIN, 0, "本文文章"},
	{WORD("来自"), U'自', LABEL_ORIGIN, 0, "本文文章内容"},
	{WORD("出自"), U'自', LABEL_ORIGIN, 0, "本文文章"},
	{WORD("刊于"), U'于', LABEL_ORIGIN, 0, "本文文章"},
	{WORD("发布机构"), U'构', LABEL_SOURCE, 0, "信息"},
	{WORD("发布单位"), U'位', LABEL_SOURCE, 0, "信息"},
	{WORD("发布部门"), U'门', LABEL_SOURCE, 0, "信息"},
	{WORD("供稿单位"), U'位', LABEL_SOURCE, 0, NULL},
	{WORD("出典"), U'典', LABEL_SOURCE, 0, NULL},
	{WORD("引用元"), U'元', LABEL_SOURCE, 0, NULL},
	{WORD("情报源"), U'源', LABEL_SOURCE, 0, NULL},
	{WORD("配信元"), U'元', LABEL_SOURCE, 0, NULL},
	{WORD("提供元"), U'元', LABEL_SOURCE, 0, NULL},
	{WORD("출처"), U'처', LABEL_SOURCE, 0, NULL},
	{WORD("source"), U'e', LABEL_SOURCE, 0, NULL},
	{WORD("article source"), U'e', LABEL_SOURCE, 0, NULL},
	{WORD("news source"), U'e', LABEL_SOURCE, 0, NULL},
	{WORD("original source"), U'e', LABEL_SOURCE, 0, NULL},
	{WORD("story source"), U'e', LABEL_SOURCE, 0, NULL},
	{WORD("content source"), U'e', LABEL_SOURCE, 0, NULL},
	{WORD("reprinted from"), U'm', LABEL_SOURCE, 0, NULL},
	{WORD("republished from"), U'm', LABEL_SOURCE, 0, NULL},

	{WORD("时间"), U'间', LABEL_DATE, 0, NULL},
	{WORD("时间"), U'间', LABEL_DATE, LABEL_STAMP | LABEL_HEADED,
		"发布发表更新发稿上传添加录入创建上线修改编辑提交刊登刊发公布公开入库推送投稿发帖提问首发见报"},
	{WORD("日期"), U'期', LABEL_DATE, 0, NULL},
	{WORD("日期"), U'期', LABEL_DATE, LABEL_STAMP | LABEL_HEADED,
		"发布发表更新入稿发稿上传添加录入创建上线修改编辑提交刊登刊发公布公开建档推送投稿首发见报"},
	{WORD("发布"), U'布', LABEL_DATE, LABEL_STAMP, "首次最近最新最后"},
	{WORD("发表"), U'表', LABEL_DATE, LABEL_STAMP, "首次最近最新最后"},
	{WORD("更新"), U'新', LABEL_DATE, LABEL_STAMP, "最近最新最后最终"},
	{WORD("发布于"), U'于', LABEL_DATE, LABEL_STAMP | LABEL_BY, "首次最近最新最后"},
	{WORD("发表于"), U'于', LABEL_DATE, LABEL_STAMP | LABEL_BY, "首次最近最新最后"},
	{WORD("编辑于"), U'于', LABEL_DATE, LABEL_STAMP | LABEL_BY, "最近最新最后"},
	{WORD("修改于"), U'于', LABEL_DATE, LABEL_STAMP | LABEL_BY, "最近最新最后"},
	{WORD("更新于"), U'于', LABEL_DATE, LABEL_STAMP | LABEL_BY, "最近最新最后"},
	{WORD("创建于"), U'于', LABEL_DATE, LABEL_STAMP | LABEL_BY, NULL},
	{WORD("刊登于"), U'于', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("上传于"), U'于', LABEL_DATE, LABEL_STAMP | LABEL_BY, NULL},
	{WORD("推荐文章于"), U'于', LABEL_DATE, LABEL_STAMP, "最新"},
	{WORD("最后更新"), U'新', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("最后修改"), U'改', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("于"), U'于', LABEL_DATE, LABEL_APART | LABEL_BY, NULL},
	{WORD("发布日"), U'日', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("更新日"), U'日', LABEL_DATE, LABEL_STAMP, "最终"},
	{WORD("更新日时"), U'时', LABEL_DATE, LABEL_STAMP, "最终"},
	{WORD("公开日"), U'日', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("公开日时"), U'时', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("投稿日"), U'日', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("投稿日时"), U'时', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("掲载日"), U'日', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("作成日"), U'日', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("配信日"), U'日', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("配信"), U'信', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("등록"), U'록', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("입력"), U'력', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("수정"), U'정', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("승인"), U'인', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("등록일"), U'일', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("작성일"), U'일', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("게시일"), U'일', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("date"), U'e', LABEL_DATE, 0, NULL},
	{WORD("time"), U'e', LABEL_DATE, 0, NULL},
	{WORD("on"), U'n', LABEL_DATE, LABEL_APART, NULL},
	{WORD("at"), U't', LABEL_DATE, LABEL_APART, NULL},
	{WORD("date published"), U'd', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("publish date"), U'e', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("published date"), U'e', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("publication date"), U'e', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("published"), U'd', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("published on"), U'n', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("published at"), U't', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("first published"), U'd', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("posted"), U'd', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("posted on"), U'n', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("posted at"), U't', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("posted @"), U'@', LABEL_DATE, LABEL_STAMP | LABEL_BY_BEHIND, NULL},
	{WORD("updated"), U'd', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("updated on"), U'n', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("updated at"), U't', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("last updated"), U'd', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("last updated on"), U'n', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("last modified"), U'd', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("created"), U'd', LABEL_DATE, LABEL_STAMP, NULL},
	{WORD("created on"), U'n', LABEL_DATE, LABEL_STAMP, NULL},

	{WORD("关键字"), U'字', LABEL_LIST, 0, NULL},
	{WORD("关键词"), U'词', LABEL_LIST, 0, NULL},
	{WORD("标签"), U'签', LABEL_LIST, 0, "文章本文"},
	{WORD("tag"), U'g', LABEL_LIST, 0, NULL},
	{WORD("tags"), U's', LABEL_LIST, 0, NULL},

	{WORD("原作者"), U'者', LABEL_AUTHOR, 0, NULL},
	{WORD("撰文"), U'文', LABEL_AUTHOR, LABEL_BLANK, NULL},
	{WORD("撰稿"), U'稿', LABEL_AUTHOR, LABEL_BLANK, NULL},
	{WORD("撰稿人"), U'人', LABEL_AUTHOR, LABEL_BLANK, NULL},
	{WORD("撰写"), U'写', LABEL_AUTHOR, LABEL_PERSON, NULL},
	{WORD("采写"), U'写', LABEL_AUTHOR, LABEL_BLANK, NULL},
	{WORD("执笔"), U'笔', LABEL_AUTHOR, LABEL_BLANK | LABEL_PERSON, NULL},
	{WORD("采访"), U'访', LABEL_AUTHOR, LABEL_PERSON, NULL},
	{WORD("采编"), U'编', LABEL_AUTHOR, LABEL_PERSON, NULL},
	{WORD("文字"), U'字', LABEL_AUTHOR, LABEL_PERSON, NULL},
	{WORD("文"), U'文', LABEL_AUTHOR, LABEL_PERSON | LABEL_WHOLE, NULL},
	{WORD("图文"), U'文', LABEL_AUTHOR, LABEL_PERSON | LABEL_WHOLE, NULL},
	{WORD("文图"), U'图', LABEL_AUTHOR, LABEL_PERSON | LABEL_WHOLE, NULL},
	{WORD("图/文"), U'文', LABEL_AUTHOR, LABEL_BLANK | LABEL_PERSON | LABEL_WHOLE, NULL},
	{WORD("文/图"), U'图', LABEL_AUTHOR, LABEL_BLANK | LABEL_PERSON | LABEL_WHOLE, NULL},
	{WORD("图／文"), U'文', LABEL_AUTHOR, LABEL_BLANK | LABEL_PERSON | LABEL_WHOLE, NULL},
	{WORD("文／图"), U'图', LABEL_AUTHOR, LABEL_BLANK | LABEL_PERSON | LABEL_WHOLE, NULL},
	{WORD("口述"), U'述', LABEL_AUTHOR, LABEL_PERSON, NULL},
	{WORD("编译"), U'译', LABEL_AUTHOR, LABEL_PERSON, NULL},
	{WORD("整理"), U'理', LABEL_AUTHOR, LABEL_PERSON, "文字录音采访"},
	{WORD("author"), U'r', LABEL_AUTHOR, 0, NULL},
	{WORD("writer"), U'r', LABEL_AUTHOR, 0, NULL},
	{WORD("written by"), U'y', LABEL_AUTHOR, LABEL_BLANK, NULL},
	{WORD("posted by"), U'y', LABEL_AUTHOR, LABEL_BLANK, NULL},
	{WORD("published by"), U'y', LABEL_AUTHOR, LABEL_BLANK, NULL},
	{WORD("by"), U'y', LABEL_AUTHOR, LABEL_BLANK, NULL},

	{WORD("编辑"), U'辑', LABEL_EDITOR, LABEL_BLANK, "责任本文网络实习值班核稿执行新闻文字本期本版栏目见习网页"},
	{WORD("责编"), U'编', LABEL_EDITOR, LABEL_BLANK, "本期本版执行"},
	{WORD("editor"), U'r', LABEL_EDITOR, 0, NULL},
	{WORD("edited by"), U'y', LABEL_EDITOR, LABEL_BLANK, NULL},


	{WORD("报导"), U'导', LABEL_REPORTER, LABEL_WHOLE | LABEL_PERSON, NULL},
	{WORD("报道"), U'道', LABEL_REPORTER, LABEL_WHOLE | LABEL_PERSON, NULL},
	{WORD("摄影"), U'影', LABEL_CREDIT, LABEL_BLANK, NULL},
	{WORD("摄像"), U'像', LABEL_CREDIT, LABEL_BLANK, NULL},
	{WORD("图"), U'图', LABEL_CREDIT, LABEL_WHOLE, NULL},
	{WORD("图片"), U'片', LABEL_CREDIT, 0, NULL},
	{WORD("供图"), U'图', LABEL_CREDIT, LABEL_BLANK, NULL},
	{WORD("供稿"), U'稿', LABEL_CREDIT, LABEL_BLANK, NULL},
	{WORD("译者"), U'者', LABEL_CREDIT, LABEL_BLANK, NULL},
	{WORD("翻译"), U'译', LABEL_CREDIT, LABEL_PERSON, NULL},

	{WORD("校对"), U'对', LABEL_STAFF, LABEL_BLANK, "责任"},
	{WORD("编校"), U'校', LABEL_STAFF, LABEL_BLANK, "责任"},
	{WORD("责校"), U'校', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("审核"), U'核', LABEL_STAFF, LABEL_BLANK, "责任内容"},
	{WORD("审校"), U'校', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("审读"), U'读', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("审稿"), U'稿', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("编审"), U'审', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("初审"), U'审', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("复审"), U'审', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("终审"), U'审', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("一审"), U'审', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("二审"), U'审', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("三审"), U'审', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("签发"), U'发', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("核发"), U'发', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("编发"), U'发', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("排版"), U'版', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("美编"), U'编', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("视觉"), U'觉', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("监制"), U'制', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("策划"), U'划', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("统筹"), U'筹', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("主编"), U'编', LABEL_STAFF, LABEL_BLANK, "执行"},
	{WORD("值班主任"), U'任', LABEL_STAFF, LABEL_BLANK, NULL},
	{WORD("值班总编"), U'编', LABEL_STAFF, LABEL_BLANK, NULL},

	{WORD("发布者"), U'者', LABEL_CREDIT, 0, NULL},
	{WORD("发布人"), U'人', LABEL_CREDIT, 0, NULL},
	{WORD("录入者"), U'者', LABEL_CREDIT, 0, NULL},
	{WORD("录入"), U'入', LABEL_CREDIT, 0, NULL},
	{WORD("上传者"), U'者', LABEL_CREDIT, 0, NULL},
	{WORD("栏目"), U'目', LABEL_CREDIT, 0, "所属"},
	{WORD("频道"), U'道', LABEL_CREDIT, 0, "所属"},
	{WORD("分类"), U'类', LABEL_CREDIT, 0, "所属文章"},
	{WORD("分类专栏"), U'栏', LABEL_CREDIT, 0, NULL},
	{WORD("类别"), U'别', LABEL_CREDIT, 0, "所属"},
	{WORD("字号"), U'号', LABEL_CREDIT, 0, NULL},
	{WORD("字体大小"), U'小', LABEL_CREDIT, 0, NULL},
	{WORD("字体"), U'体', LABEL_CREDIT, 0, NULL},
	{WORD("文字大小"), U'小', LABEL_CREDIT, 0, NULL},
	{WORD("分享到"), U'到', LABEL_CREDIT, 0, NULL},
	{WORD("分享"), U'享', LABEL_CREDIT, 0, NULL},

	{WORD("微信号"), U'号', LABEL_ACCOUNT, 0, NULL},
	{WORD("公众号"), U'号', LABEL_ACCOUNT, 0, "微信官方"},
	{WORD("id"), U'd', LABEL_ACCOUNT, 0, NULL},
	{WORD("微信id"), U'd', LABEL_ACCOUNT, 0, NULL},
	{WORD("微信"), U'信', LABEL_ACCOUNT, 0, NULL},
	{WORD("wechat"), U't', LABEL_ACCOUNT, 0, NULL},

	{WORD("点击次数"), U'数', LABEL_COUNT, 0, NULL},
	{WORD("点击率"), U'率', LABEL_COUNT, 0, NULL},
	{WORD("点击量"), U'量', LABEL_COUNT, 0, NULL},
	{WORD("点击数"), U'数', LABEL_COUNT, 0, NULL},
	{WORD("点击"), U'击', LABEL_COUNT, 0, NULL},
	{WORD("浏览次数"), U'数', LABEL_COUNT, 0, NULL},
	{WORD("浏览量"), U'量', LABEL_COUNT, 0, NULL},
	{WORD("浏览数"), U'数', LABEL_COUNT, 0, NULL},
	{WORD("浏览"), U'览', LABEL_COUNT, 0, NULL},
	{WORD("阅读次数"), U'数', LABEL_COUNT, 0, NULL},
	{WORD("阅读量"), U'量', LABEL_COUNT, 0, NULL},
	{WORD("阅读数"), U'数', LABEL_COUNT, 0, NULL},
	{WORD("阅读"), U'读', LABEL_COUNT, 0, NULL},
	{WORD("评论数"), U'数', LABEL_COUNT, 0, NULL},
	{WORD("评论"), U'论', LABEL_COUNT, 0, NULL},
	{WORD("人气"), U'气', LABEL_COUNT, 0, NULL},
	{WORD("访问量"), U'量', LABEL_COUNT, 0, NULL},
	{WORD("访问次数"), U'数', LABEL_COUNT, 0, NULL},
	{WORD("播放量"), U'量', LABEL_COUNT, 0, NULL},
	{WORD("下载次数"), U'数', LABEL_COUNT, 0, NULL},
	{WORD("热度"), U'度', LABEL_COUNT, 0, NULL},
	{WORD("字数"), U'数', LABEL_COUNT, 0, "本文全文"},
	{WORD("回复"), U'复', LABEL_COUNT, 0, NULL},
	{WORD("查看"), U'看', LABEL_COUNT, 0, NULL},
	{WORD("点赞"), U'赞', LABEL_COUNT, 0, NULL},
	{WORD("点赞数"), U'数', LABEL_COUNT, 0, NULL},
	{WORD("views"), U's', LABEL_COUNT, 0, NULL},
	{WORD("comments"), U's', LABEL_COUNT, 0, NULL},
	// clang-format on
};

// Whether a label may end in a character: those of the table above, and few others. Large enough to
// give each of them a slot of its own; the compiler warns of two in one slot.
#define ENDS 957
static const bool ends_label[ENDS] = {
	// clang-format off
	[U'源' % ENDS] = true, [U'于' % ENDS] = true, [U'自' % ENDS] = true, [U'者' % ENDS] = true,
	[U'员' % ENDS] = true, [U'生' % ENDS] = true, [U'体' % ENDS] = true, [U'站' % ENDS] = true,
	[U'位' % ENDS] = true, [U'门' % ENDS] = true, [U'构' % ENDS] = true, [U'台' % ENDS] = true,
	[U'刊' % ENDS] = true, [U'处' % ENDS] = true, [U'载' % ENDS] = true, [U'发' % ENDS] = true,
	[U'典' % ENDS] = true, [U'元' % ENDS] = true, [U'처' % ENDS] = true, [U'e' % ENDS] = true,
	[U'm' % ENDS] = true, [U'间' % ENDS] = true, [U'期' % ENDS] = true, [U'布' % ENDS] = true,
	[U'表' % ENDS] = true, [U'新' % ENDS] = true, [U'改' % ENDS] = true, [U'日' % ENDS] = true,
	[U'时' % ENDS] = true, [U'信' % ENDS] = true, [U'록' % ENDS] = true, [U'력' % ENDS] = true,
	[U'정' % ENDS] = true, [U'인' % ENDS] = true, [U'일' % ENDS] = true, [U'n' % ENDS] = true,
	[U't' % ENDS] = true, [U'd' % ENDS] = true, [U'@' % ENDS] = true, [U'字' % ENDS] = true,
	[U'词' % ENDS] = true, [U'签' % ENDS] = true, [U'g' % ENDS] = true, [U's' % ENDS] = true,
	[U'文' % ENDS] = true, [U'稿' % ENDS] = true, [U'人' % ENDS] = true, [U'写' % ENDS] = true,
	[U'笔' % ENDS] = true, [U'访' % ENDS] = true, [U'编' % ENDS] = true, [U'图' % ENDS] = true,
	[U'述' % ENDS] = true, [U'译' % ENDS] = true, [U'理' % ENDS] = true, [U'r' % ENDS] = true,
	[U'y' % ENDS] = true, [U'辑' % ENDS] = true, [U'导' % ENDS] = true, [U'道' % ENDS] = true,
	[U'影' % ENDS] = true, [U'像' % ENDS] = true, [U'片' % ENDS] = true, [U'对' % ENDS] = true,
	[U'校' % ENDS] = true, [U'核' % ENDS] = true, [U'读' % ENDS] = true, [U'审' % ENDS] = true,
	[U'版' % ENDS] = true, [U'觉' % ENDS] = true, [U'制' % ENDS] = true, [U'划' % ENDS] = true,
	[U'筹' % ENDS] = true, [U'任' % ENDS] = true, [U'入' % ENDS] = true, [U'目' % ENDS] = true,
	[U'类' % ENDS] = true, [U'栏' % ENDS] = true, [U'别' % ENDS] = true, [U'号' % ENDS] = true,
	[U'小' % ENDS] = true, [U'到' % ENDS] = true, [U'享' % ENDS] = true, [U'数' % ENDS] = true,
	[U'率' % ENDS] = true, [U'量' % ENDS] = true, [U'击' % ENDS] = true, [U'览' % ENDS] = true,
	[U'论' % ENDS] = true, [U'气' % ENDS] = true, [U'度' % ENDS] = true, [U'复' % ENDS] = true,
	[U'看' % ENDS] = true, [U'赞' % ENDS] = true,
	// clang-format on
};

// The start of the blank that ends at text[end], or `end`.
static size_t blank_before(const char *text, size_t floor, size_t end)
{
	struct slice before = {text + floor, end - floor};
	if (ends_with(before, " "))
		return end - 1;
	return ends_with(before, UTF8_WIDE_SPACE_BYTES) ? end - WIDE_SPACE_SIZE : end;
}

// The start of `word` if text[floor] to text[end] ends in it, or `end`. Blanks may stand between
// its ideographs: 来 源.
static size_t word_before(const char *text, size_t floor, size_t end, const char *word, size_t size)
{
	size_t at = end, left = size;
	while (left > 0) {
		if (left < size && (unsigned char)word[left - 1] >= 0x80 &&
			!utf8_goes_on(word[left]))
			at = blank_before(text, floor, at);
		if (at == floor || to_lower(text[at - 1]) != word[left - 1])
			return end;
		at--;
		left--;
	}
	return at;
}

// Whether text[floor] to text[end] ends in one of `heads`.
static bool head_before(const char *text, size_t floor, size_t end, const char *heads)
{
	if (!heads || end - floor < HEAD)
		return false;
	while (*heads != '\0' && memcmp(text + end - HEAD, heads, HEAD) != 0)
		heads += HEAD;
	return *heads != '\0';
}

// The start of the label if text[floor] to text[end] ends in it, or `end`.
static size_t label_start(const char *text, size_t floor, size_t end, const struct label *label)
{
	size_t start = word_before(text, floor, end, label->word, label->size);
	if (start == end)
		return end;
	if (start > floor && is_letter(text[start]) && is_letter(text[start - 1]))
		return end;
	if (head_before(text, floor, start, label->heads))
		return start - HEAD;
	return label->flags & LABEL_HEADED ? end : start;
}

const struct label *label_before(const char *text, size_t floor, size_t end, size_t *start)
{
	const struct label *best = NULL;
	uint32_t last;
	if (end == floor)
		return NULL;
	utf8_next(text + utf8_step_back(text, end), &last);
	if (last < 0x80)
		last = (uint32_t)to_lower((char)last);
	*start = end;
	for (size_t i = 0; ends_label[last % ENDS] && i < COUNT(labels); i++) {
		if (labels[i].last != last)
			continue;
		size_t at = label_start(text, floor, end, &labels[i]);
		if (at >= *start)
			continue;
		*start = at;
		best = &labels[i];
	}
	return best;
}

const struct label *label_touching(const char *text, size_t size, size_t at, size_t *end)
{
	const struct label *best = NULL;
	*end = at;
	for (size_t i = 0; size - at >= TOUCH_LEAST && (labels[i].flags & LABEL_TOUCH); i++) {
		const struct label *label = &labels[i];
		bool plain = text[at] == label->word[0] && text[at + 1] == label->word[1];
		for (size_t head = plain ? 0 : HEAD; head <= (label->heads ? HEAD : 0);
			head += HEAD) {
			size_t last = at + head + label->size;
			if (last <= size && last > *end &&
				label_start(text, at, last, label) == at) {
				best = label;
				*end = last;
			}
		}
	}
	return best;
}

// A label of one character is looked for with one of these marks.
static const char *const short_marks[] = {
	"/", "／", "|", "｜", "丨", "╱", ":", "：", "﹕", "︰", "∶"};

// The number of spellings that a label is looked for in: as it is, with blanks inside, or with
// marks.
static size_t count_spellings(const struct label *label)
{
	static const size_t two = sizeof("来源") - 1;
	if (label->size == two / 2)
		return 2 * COUNT(short_marks);
	return label->size == two && (unsigned char)label->word[0] >= 0xE4 ? 3 : 1;
}

static void write_spelling(const struct label *label, size_t spelling, char word[LABEL_WORD])
{
	static const char *const blanks[] = {"", " ", "　"};
	static const size_t one = sizeof("来") - 1;
	size_t size = label->size == one ? one : count_spellings(label) > 1 ? one : label->size;
	const char *more = label->size == one ? blanks[spelling % 2] : blanks[spelling];
	memcpy(word, label->word, size);
	word[size] = '\0';
	strcat(word, more);
	strcat(word, label->size == one ? short_marks[spelling / 2] : label->word + size);
}

bool label_word(unsigned kinds, size_t n, char word[LABEL_WORD])
{
	for (size_t i = 0; i < COUNT(labels); i++) {
		if (!(kinds >> labels[i].kind & 1) || strlen(labels[i].word) < 3)
			continue;
		if (n < count_spellings(&labels[i])) {
			write_spelling(&labels[i], n, word);
			return true;
		}
		n -= count_spellings(&labels[i]);
	}
	return false;
}

const struct label *label_table(size_t *count)
{
	*count = COUNT(labels);
	return labels;
}

// --- prompts and counters ---

// The prompts and counters that start with one character. # is a number.
struct prompts {
	uint32_t first;
	const char *anywhere;    // unmistakable: also right behind a name, which it ends
	const char *after_known; // a whole word, or right behind a date or the like
	const char *whole_word;
};

// Large enough to give each first character a slot of its own; the compiler warns of two in one
// slot.
#define SLOTS 158

static const struct prompts prompts[SLOTS] = {
	// clang-format off
	[U'参' % SLOTS] = {U'参', .anywhere = "参与互动"},
	[U'手' % SLOTS] = {U'手', .anywhere = "手机看新闻", .whole_word = "手机版"},
	[U'我' % SLOTS] = {U'我', .anywhere = "我来说两句|我要评论"},
	[U'发' % SLOTS] = {U'发', .anywhere = "发表评论", .after_known = "发布|发表"},
	[U'查' % SLOTS] = {U'查', .anywhere = "查看评论", .whole_word = "查看原文"},
	[U'有' % SLOTS] = {U'有', .anywhere = "有#人参与"},
	[U'#' % SLOTS] = {U'#', .anywhere = "#人参与|#条评论|#次阅读",
		.whole_word = "#评论|#阅读|#浏览|#次|#人阅读|#次播放|#次浏览|#次点击|#人参与评论"},
	[U'复' % SLOTS] = {U'复', .anywhere = "复制链接", .whole_word = "复制"},
	[U'分' % SLOTS] = {U'分', .anywhere = "分享到微信", .whole_word = "分享"},
	[U'打' % SLOTS] = {U'打', .anywhere = "打印本页", .whole_word = "打印|打印文章"},
	[U'关' % SLOTS] = {U'关', .anywhere = "关闭窗口", .whole_word = "关闭"},
	[U'加' % SLOTS] = {U'加', .anywhere = "加入收藏"},
	[U'点' % SLOTS] = {U'点', .anywhere = "点击收听", .whole_word = "点赞|点赞#"},
	[U'举' % SLOTS] = {U'举', .anywhere = "举报"},
	[U'更' % SLOTS] = {U'更', .after_known = "更新"},
	[U'配' % SLOTS] = {U'配', .after_known = "配信"},
	[U'公' % SLOTS] = {U'公', .after_known = "公开"},
	[U'掲' % SLOTS] = {U'掲', .after_known = "掲载"},
	[U'倒' % SLOTS] = {U'倒', .whole_word = "倒序浏览"},
	[U'只' % SLOTS] = {U'只', .whole_word = "只看该作者|只看楼主|只看大图"},
	[U'楼' % SLOTS] = {U'楼', .whole_word = "楼主"},
	[U'微' % SLOTS] = {U'微', .whole_word = "微博"},
	[U'赞' % SLOTS] = {U'赞', .whole_word = "赞|赞#"},
	[U'条' % SLOTS] = {U'条', .whole_word = "条评论"},
	[U'收' % SLOTS] = {U'收', .whole_word = "收藏|收听"},
	[U'转' % SLOTS] = {U'转', .whole_word = "转发"},
	[U'评' % SLOTS] = {U'评', .whole_word = "评论|评论#"},
	[U'阅' % SLOTS] = {U'阅', .whole_word = "阅读|阅读#|阅读原文"},
	[U'浏' % SLOTS] = {U'浏', .whole_word = "浏览|浏览#"},
	[U'推' % SLOTS] = {U'推', .whole_word = "推荐|推荐朋友"},
	[U'字' % SLOTS] = {U'字', .whole_word = "字号"},
	[U'大' % SLOTS] = {U'大', .whole_word = "大|大中小"},
	[U'中' % SLOTS] = {U'中', .whole_word = "中"},
	[U'小' % SLOTS] = {U'小', .whole_word = "小"},
	[U'次' % SLOTS] = {U'次', .whole_word = "次"},
	[U'纠' % SLOTS] = {U'纠', .whole_word = "纠错"},
	[U'原' % SLOTS] = {U'原', .whole_word = "原文链接|原创"},
	// clang-format on
};

static const struct prompts *prompts_of(uint32_t c)
{
	const struct prompts *slot = &prompts[c % SLOTS];
	return slot->first == c ? slot : NULL;
}

// Bars separate the words.
static const char *next_alternative(const char *word)
{
	const char *bar = strchr(word, '|');
	return bar ? bar + 1 : NULL;
}

// The length of the match of `word` at text[at], or 0.
static size_t prompt_at(const char *text, size_t size, size_t at, const char *word)
{
	size_t start = at;
	for (; *word != '\0' && *word != '|'; word++) {
		if (*word != '#') {
			if (at >= size || text[at++] != *word)
				return 0;
			continue;
		}
		size_t digits = at;
		while (at < size && is_digit(text[at]))
			at++;
		if (at == digits)
			return 0;
	}
	return at - start;
}

static bool ends_prompt(const char *text, size_t size, size_t at)
{
	uint32_t c;
	size_t used;
	if (at == size)
		return true;
	enum label_sort next = label_sort_at(text + at, &c, &used);
	return next != SORT_WORD && next != SORT_DIGIT && next != SORT_COLON;
}

// The length of the first of `words` that matches at text[at]. `whole`: as a whole word.
static size_t any_prompt_at(const char *text, size_t size, size_t at, const char *words, bool whole)
{
	for (const char *word = words; word; word = next_alternative(word)) {
		size_t used = prompt_at(text, size, at, word);
		if (used > 0 && (!whole || ends_prompt(text, size, at + used)))
			return used;
	}
	return 0;
}

size_t label_prompt(const char *text, size_t size, size_t at, uint32_t c, enum label_place place)
{
	const struct prompts *row = prompts_of(c < 0x80 && is_digit((int)c) ? '#' : c);
	if (!row)
		return 0;
	size_t used = any_prompt_at(text, size, at, row->anywhere, false);
	if (used > 0 || place == LABEL_IN_WORD)
		return used;
	used = any_prompt_at(text, size, at, row->after_known, place != LABEL_AFTER_KNOWN);
	return used > 0 ? used : any_prompt_at(text, size, at, row->whole_word, true);
}

size_t label_run(const char *text, size_t size, size_t at, int *chars, uint32_t *last)
{
	while (at < size && text[at] != '.') {
		uint32_t c;
		size_t used;
		if (label_sort_at(text + at, &c, &used) != SORT_WORD)
			break;
		const struct prompts *row = prompts_of(c);
		if (row && row->anywhere)
			break;
		at += used;
		*last = c;
		++*chars;
	}
	return at;
}

// The length of the letters, digits and `marks` at text[at].
static size_t address_run(const char *text, size_t size, size_t at, const char *marks)
{
	size_t end = at;
	while (end < size && (is_alnum(text[end]) || (text[end] > ' ' && strchr(marks, text[end]))))
		end++;
	return end - at;
}

size_t label_address(const char *text, size_t size, size_t at)
{
	static const char path[] = "-_.~/=&%#:@+";
	struct slice rest = slice_from((struct slice){text, size}, at);
	if (begins_with(rest, "http://") || begins_with(rest, "https://"))
		return address_run(text, size, at, path);
	size_t domain = address_run(text, size, at, "-_.@");
	size_t dot = domain;
	while (dot > 0 && is_letter(text[at + dot - 1]))
		dot--;
	if (dot < 2 || text[at + dot - 1] != '.' || domain - dot < 2)
		return 0;
	bool more = at + domain < size && text[at + domain] == '/';
	return domain + (more ? address_run(text, size, at + domain, path) : 0);
}
