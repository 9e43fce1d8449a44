// SPDX-License-Identifier: MIT
// The encoding that a page of markup names, and where the bytes of the page have more say.
#include <iconv.h>
#include <stdio.h>

#include "decode/charset.h"
#include "decode/decode.h"
#include "unit.h"

static const size_t pieces[] = {1 << 20, 1, 2, 3, 7, 64};

// --- the label ---

// The name of the label of a page; "": it has none.
static struct encoding label_of(struct slice page, size_t piece)
{
	struct charset charset = {.stage = CHARSET_START};
	size_t seen = 0;
	for (size_t at = 0; at < page.size; at += piece) {
		size_t size = page.size - at < piece ? page.size - at : piece;
		seen += charset_feed(&charset, (struct slice){page.data + at, size});
	}
	assert_int_equal(seen, charset.seen);
	return charset.found ? charset.label : (struct encoding){.name = ""};
}

static void reads_labels(void **state)
{
	(void)state;
	static const struct {
		const char *page, *name;
	} rows[] = {
		{"<meta charset=utf-8>", "UTF-8"},
		{"<META CharSet = 'GB2312' >", "GB18030"},
		{"<meta charset=\"big5\"/>", "BIG5-HKSCS"},
		{" \n<!doctype html><html lang=ja>\n<meta charset=shift_jis>", "CP932"},
		{"<meta http-equiv=Content-Type content='text/html; charset=euc-jp'>", "EUC-JP"},
		{"<meta content=\"text/html;CHARSET = 'euc-kr'\" http-equiv=content-type>", "UHC"},
		{"<meta http-equiv=content-type content=charset=koi8-r;x>", "KOI8-R"},
		{"<meta content='charset=koi8-r'>", ""},
		{"<meta http-equiv=refresh content='1; charset=koi8-r'>", ""},
		{"<meta name=description content='it says charset=gbk'>", ""},
		{"<meta charset=nothing-known><meta charset=gbk>", "GB18030"},
		{"<meta charset=gbk><meta charset=big5>", "GB18030"},
		{"<?xml version='1.0' encoding='Shift_JIS'?><html>", "CP932"},
		{"<metal charset=gbk>", ""},
		{"<!-- <meta charset=gbk> --><meta charset=big5>", "BIG5-HKSCS"},
		{"<!--><meta charset=gbk>", "GB18030"},
		{"<!-- -- > <meta charset=gbk>", ""},
		{"<a title='<meta charset=gbk>'><meta charset=big5>", "BIG5-HKSCS"},
		{"<p>1 < 2<meta charset=gbk>", "GB18030"},
		{"Text that has <meta charset=gbk>", ""},
		{"<meta charset=gbk", ""},
		{"<meta charset=", ""},
		{"<meta charset=>", ""},
		{"<meta charset=''>", ""},
		{"<", ""},
	};
	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t k = 0; k < COUNT(pieces); k++) {
			struct encoding label = label_of(slice_of(rows[i].page), pieces[k]);
			if (strcmp(label.name, rows[i].name) != 0)
				fail_msg("%s: %s", rows[i].page, label.name);
		}
}

static void reads_so_much(void **state)
{
	(void)state;
	char *far = repeated("<p>", CHARSET_SEEN_MAX / 3, "<meta charset=gbk>");
	assert_string_equal(label_of(slice_of(far), 1 << 20).name, "");
	assert_string_equal(label_of(slice_of(far + 60), 1 << 20).name, "GB18030");
	free(far);
	char *tag = repeated("a", CHARSET_TAG_MOST, " charset=gbk>");
	memcpy(tag, "<meta ", 6);
	assert_string_equal(label_of(slice_of(tag), 1 << 20).name, "");
	free(tag);
}

// --- pages ---

struct answer {
	char name[64];
	bool unsure;
	bool has; // the text is there
};

static struct buffer page_of(const char *label, const char *text, const char *encoding)
{
	struct buffer page = {0};
	char head[200];
	snprintf(head, sizeof head, "<!DOCTYPE html>\n<meta charset=\"%s\">\n<p>", label);
	assert_true(buffer_append_string(&page, head));
	iconv_t conversion = iconv_open(encoding, "UTF-8");
	char bytes[1000], *in = (char *)(uintptr_t)text, *out = bytes;
	size_t left = strlen(text), room = sizeof bytes;
	assert_int_equal(iconv(conversion, &in, &left, &out, &room), 0);
	assert_int_equal(iconv(conversion, NULL, NULL, &out, &room), 0);
	iconv_close(conversion);
	assert_true(buffer_append(&page, bytes, sizeof bytes - room));
	assert_true(buffer_append_string(&page, "</p>\n"));
	return page;
}

static struct answer ask(const struct buffer *page, size_t piece, const char *text)
{
	struct answer answer = {.unsure = false};
	struct buffer all = {0};
	struct slice part;
	struct decode *decode = decode_new();
	assert_non_null(decode);
	for (size_t at = 0; at < page->size; at += piece) {
		size_t size = page->size - at < piece ? page->size - at : piece;
		assert_true(decode_feed(decode, page->data + at, size, &part));
		assert_true(buffer_append(&all, part.data, part.size));
	}
	assert_true(decode_end(decode, &part));
	assert_true(buffer_append(&all, part.data, part.size));
	assert_true(buffer_append_byte(&all, '\0'));
	strcpy(answer.name, decode_encoding(decode));
	answer.unsure = decode_is_unsure(decode);
	answer.has = strstr(all.data, text) != NULL;
	buffer_free(&all);
	decode_free(decode);
	return answer;
}

// Whether a page in an encoding, with a label, is taken for what it is, and how sure that is.
static void assert_page(
	const char *label, const char *text, const char *encoding, const char *name, bool unsure)
{
	struct buffer page = page_of(label, text, encoding);
	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct answer answer = ask(&page, pieces[i], text);
		bool right = strcmp(answer.name, name) == 0 && answer.unsure == unsure;
		if (!right || !answer.has)
			fail_msg("%s: %s: %s%s", label, text, answer.name,
				answer.unsure ? ", unsure" : "");
	}
	buffer_free(&page);
}

static void follows_labels(void **state)
{
	(void)state;
	static const struct {
		const char *label, *text, *encoding;
	} rows[] = {
		{"shift_jis", "海辺の町", "CP932"},
		{"x-sjis", "海辺の町の朝市は六時に始まる。魚を売る人が並ぶ。", "CP932"},
		{"euc-jp", "海辺の町", "EUC-JP"},
		{"iso-2022-jp", "海辺の町の朝市は六時に始まる。", "ISO-2022-JP"},
		{"ks_c_5601-1987", "아침 시장", "UHC"},
		{"windows-1251", "Сегодня в городе открылся рынок.", "CP1251"},
		{"koi8-u", "Сьогодні в місті відкрився ринок.", "KOI8-U"},
		{"iso-8859-1", "L'été dernier, à Paris, il a plu.", "CP1252"},
		{"iso-8859-2", "Dziś rano na rynku łodzie, żółte ściany.", "ISO-8859-2"},
		{"iso-8859-9", "Güneş çok güzel, şehir ışıl ışıl.", "CP1254"},
		{"windows-1255", "השוק נפתח היום בשעה שש בבוקר", "CP1255"},
		{"windows-1256", "افتتح السوق اليوم في الساعة السادسة صباحا", "CP1256"},
		{"tis-620", "ตลาดเปิดวันนี้เวลาหกโมงเช้า", "CP874"},
	};
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_page(rows[i].label, rows[i].text, rows[i].encoding, rows[i].encoding, false);
	// Without a label these bytes are taken for Big5.
	assert_page("gbk", "玫瑰", "GB18030", "GB18030", true);
	assert_page("gbk", "岳阳", "GB18030", "GB18030", false);
	assert_page("none", "岳阳", "GB18030", "GB18030", true);
}

static void believes_bytes(void **state)
{
	(void)state;
	static const char *const labels[] = {"iso-8859-1", "windows-1252", "windows-1251",
		"windows-1256", "koi8-r", "iso-2022-jp", "shift_jis", "euc-jp", "euc-kr", "big5",
		"gb2312", "utf-8", "utf-16"};
	static const char chinese[] = "海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。";
	static const char kana[] =
		"寄生少女ゆうちゃん。到了傍晚，灯塔亮起来，渔船一只接一只地回港。";
	for (size_t i = 0; i < COUNT(labels); i++) {
		assert_page(labels[i], chinese, "GB18030", "GB18030", false);
		assert_page(labels[i], chinese, "UTF-8", "UTF-8", false);
		assert_page(labels[i], "海邊小城的早市在六點鐘開張，賣魚的人。", "BIG5",
			"BIG5-HKSCS", false);
	}
	assert_page("euc-jp", kana, "GB18030", "GB18030", false);
	assert_page("gb2312", "海辺の町の朝市は六時に始まる。", "CP932", "CP932", false);
}

// A label behind the first words of a page, as browsers still see it.
static void waits_for_a_label(void **state)
{
	(void)state;
	static const char text[] = "Сегодня в городе открылся рынок, рыбу продают с шести утра";
	struct buffer page = {0}, rest = page_of("windows-1251", text, "CP1251");
	const char *words = memchr(rest.data, '\xD1', rest.size);
	assert_non_null(words);
	size_t size = strlen(text) / 2;
	assert_true(buffer_append_string(&page, "<!DOCTYPE html><title>"));
	for (size_t i = 0; i < 4; i++)
		assert_true(buffer_append(&page, words, size));
	assert_true(buffer_append_string(&page, "</title>"));
	assert_true(buffer_append(&page, rest.data, rest.size));
	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct answer answer = ask(&page, pieces[i], text);
		assert_string_equal(answer.name, "CP1251");
		assert_false(answer.unsure);
	}
	buffer_free(&page);
	buffer_free(&rest);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_labels),
		cmocka_unit_test(reads_so_much),
		cmocka_unit_test(follows_labels),
		cmocka_unit_test(believes_bytes),
		cmocka_unit_test(waits_for_a_label),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
