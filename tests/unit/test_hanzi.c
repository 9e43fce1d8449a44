// SPDX-License-Identifier: MIT
// Folding: what it does to words that rules ask for, and its laws over all characters.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/hanzi.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "base/xxh64.h"


static const struct {
	const char *text, *folded;
} rows[] = {
	{"", ""},
	{"plain ASCII, é, 🙂 and \xCB\x99", "plain ASCII, é, 🙂 and \xCB\x99"},
	{"来源：某报", "来源：某报"},
	{"文章來源：某報", "文章来源：某报"},
	{"責任編輯", "责任编辑"},
	{"關閉視窗", "关闭视窗"},
	{"點擊這裡", "点击这里"},
	{"點擊這裏", "点击这里"},
	{"轉載請註明出處", "转载请注明出处"},
	{"閱讀全文", "阅读全文"},
	{"發佈時間", "发布时间"},
	{"評論區", "评论区"},
	{"廣告", "广告"},
	{"版權所有", "版权所有"},
	{"熱門推薦", "热门推荐"},
	{"訂閱頻道", "订阅频道"},
	{"相關連結", "相关连结"},
	{"網友", "网友"},
	{"圖片", "图片"},
	{"本報記者報導", "本报记者报导"},
	{"瀏覽次數", "浏览次数"},
	{"註冊登錄", "注册登录"},
	{"搜尋", "搜寻"},
	{"回覆", "回复"},
	{"瞭解更多", "了解更多"},
	{"合作夥伴", "合作伙伴"},
	{"每週遊記，為什麼爲甚麽", "每周游记，为什么为甚么"},
	{"讚一下，檔案說説", "赞一下，档案说说"},
	{"於後隻線", "于后只线"},
	{"淨化，鉅額，諮詢，菸酒，兇手，鍊條", "净化，巨额，咨询，烟酒，凶手，炼条"},
	{"著作權", "著作权"},
	{"乾坤", "乾坤"},
	{"a來b\n源 來", "a来b\n源 来"},
};

static void folds_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char out[64];
		size_t size = strlen(rows[i].text);
		bool changed = hanzi_simplify(rows[i].text, size, out);
		assert_int_equal(changed, strcmp(rows[i].text, rows[i].folded) != 0);
		assert_memory_equal(changed ? out : rows[i].text, rows[i].folded, size);
	}
}

static void leaves_a_cut_character(void **state)
{
	(void)state;
	char out[8] = "-------";
	assert_false(hanzi_simplify("\xE4\xBE\x86", 2, out));
	assert_true(hanzi_simplify("\xE4\xBE\x86\xE4\xBE", 5, out));
	assert_memory_equal(out, "来\xE4\xBE--", 7);
}

static void holds_for_all_characters(void **state)
{
	(void)state;
	size_t folded = 0;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		uint32_t form = hanzi_simplified(c);
		char bytes[4];
		assert_int_equal(hanzi_simplified(form), form);
		if (form == c)
			continue;
		folded++;
		assert_int_equal(utf8_encode(c, bytes), 3);
		assert_int_equal(utf8_encode(form, bytes), 3);
	}
	assert_in_range(folded, 2700, 4000);
}

static const struct {
	const char *text, *merged;
	size_t leading; // bytes that are merged at once
} merged_rows[] = {
	{"", "", 0},
	{"a著", "a", 0},
	{"看著乾淨的座位", "看着干净的坐位", 21},
	{"憑藉，俱", "凭借", 6},
	{"一个鼠", "一个鼠", 9},
	{"個㑳", "个", 3},
	{"發あ", "发", 3},
	{"發𠀀發", "发", 3},
	{"發é發", "发", 3},
	{"發\xEF\xBC\x8C發", "发", 3},
	{"發\xEA\x80\x80發", "发", 3},
	{"龜\xE9\xBF\xBF", "龟\xE9\xBF\xBF", 6},
	{"䷀發", "", 0},
};

static void merges(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(merged_rows); i++) {
		size_t size = strlen(merged_rows[i].text);
		char *text = malloc(size), *out = malloc(size);
		assert_true(size == 0 || (text && out));
		memcpy(text, merged_rows[i].text, size);
		size_t leading = hanzi_merge_leading(text, size, out);
		if (leading != merged_rows[i].leading)
			fail_msg("%s: %zu", merged_rows[i].text, leading);
		assert_memory_equal(out, merged_rows[i].merged, leading);
		free(text);
		free(out);
	}
}

// The two ways of merging do the same to each character, and what is merged stays as it is.
static void merges_all_characters(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		uint32_t form = hanzi_merged(c), out;
		char text[4], merged[4];
		assert_int_equal(hanzi_merged(form), form);
		assert_int_equal(hanzi_merged(hanzi_simplified(c)), form);
		if (c < 0x4E00 || c > 0x9FFF)
			continue;
		assert_int_equal(hanzi_merge_leading(text, utf8_encode(c, text), merged), 3);
		assert_int_equal(utf8_next(merged, &out), 3);
		assert_int_equal(out, form);
	}
}

// A change of the table gives pages other digests, which programs have stored: that is no small
// change, and NEWS has to say so.
static void stays_as_it_is(void **state)
{
	struct xxh64 hash;
	(void)state;
	xxh64_begin(&hash);
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char text[4];
		if (hanzi_merged(c) != c)
			for (int i = 0; i < 2; i++)
				xxh64_add(&hash, text, utf8_encode(i ? hanzi_merged(c) : c, text));
	}
	assert_true(xxh64_value(&hash) == 0xda8b3af1bba09b90);
}

static void finds_variants(void **state)
{
	(void)state;
	uint32_t variants[8] = {0};
	assert_int_equal(hanzi_variants(0x53D1, variants, COUNT(variants)), 2); // 发: 發 髮
	assert_int_equal(variants[0], 0x767C);
	assert_int_equal(variants[1], 0x9AEE);
	variants[1] = 0;
	assert_int_equal(hanzi_variants(0x53D1, variants, 1), 2);
	assert_int_equal(variants[1], 0);
	assert_int_equal(hanzi_variants(0x767C, variants, COUNT(variants)), 0);
	assert_int_equal(hanzi_variants('a', variants, COUNT(variants)), 0);
	for (uint32_t c = 0; c < 0x11000; c++)
		assert_in_range(hanzi_variants(c, variants, 0), 0, HANZI_VARIANTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds_words),
		cmocka_unit_test(leaves_a_cut_character),
		cmocka_unit_test(holds_for_all_characters),
		cmocka_unit_test(merges),
		cmocka_unit_test(merges_all_characters),
		cmocka_unit_test(stays_as_it_is),
		cmocka_unit_test(finds_variants),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
