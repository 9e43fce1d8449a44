// SPDX-License-Identifier: MIT
// What texts are taken for by their beginning, and that a longer beginning never changes that.
#include <stdio.h>

#include "decode/kind.h"
#include "unit.h"

static const struct {
	const char *text, *what; // NULL: plain text
} rows[] = {
	{"<!DOCTYPE html>\n<html><head><title>早市</title></head></html>\n", "html"},
	{"\xEF\xBB\xBF \n<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">\n<html>", "html"},
	{"<html>\n<body>海边</body>", "html"},
	{"<HTML lang=zh>海边", "html"},
	{"<!-- saved from url=(0014)about:internet -->\n<html><head>", "html"},
	{"<meta charset=\"utf-8\">海边的早市", "html"},
	{"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">\n<html xmlns=\"x\">", "html"},
	{"<?xml version=\"1.0\"?>\n<?xml-stylesheet href=\"a.css\"?>\n<!-- x -->\n<html "
	 "xmlns=\"x\">",
		"html"},
	{"<?xml version=\"1.0\"?>\n\xEF\xBB\xBF<!DOCTYPE html>\n<html>", "html"},
	{"<!DOCTYPE html>\xEF\xBB\xBF<html><head></head>", "html"},
	{"<!DOCTYPE html>\n海边的早市<div class=\"text\"><p>傍晚的船。", "html"},
	{"<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">海边<p>早市</p>", "html"},
	{"<div class=\"text\"><p>海边的早市。</p></div>", "html"},
	{"<p>海边的早市。\n<p>傍晚的船。</p>\n", "html"},
	{"<text id=\"7\"><ul><li>海边</li></ul></text>", "html"},
	{"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel>", "XML"},
	{"<?xml version=\"1.0\"?>\n<?xml-stylesheet href=\"a.xsl\"?>\n<feed xmlns=\"x\"><id>",
		"XML"},
	{"<rss version=\"2.0\"><title>报</title><link>u</link><item>x</item></rss>", "XML"},
	{"<feed xmlns=\"x\"><id>1</id><link/><updated>2021</updated></feed>", "XML"},
	{"<doc>\n<url>u</url>\n<docno>7</docno>\n<content>海边</content>\n</doc>\n", "XML"},
	{"<doc><x><![CDATA[<b>]]></x><x>海</x><x>边</x></doc>", "XML"},
	{"<doc id=\"12\" url=\"u\" title=\"早市\">\n早市\n\n海边的早市。\n</doc>\n", "XML"},
	{"{\"text\": \"海边的早市。\", \"id\": -1.5e3}\n", "JSON"},
	{"{\n\t\"text\": \"海\\\"边\",\n\t\"tags\": [\"a\", true, null, {}]\n}\n", "JSON"},
	{"[{\"text\": \"海边的早市。\"}]", "JSON"},
	{"[\"海边\", \"早市\", \"船\"]", "JSON"},
	{"{\"text\": \"海边的早市。\", \"rest\": [1, 2", "JSON"},
	{"{\"text\": \"海边\"}\n{\"text\": \"早市\"}\n", "JSON Lines"},
	{"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n", "a WARC"},
	{"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>", "an HTTP response"},
	{"From: a@example\r\nSubject: =?utf-8?B?5rW36L65?=\r\nMIME-Version: 1.0\r\n"
	 "Content-Type: text/plain\r\n\r\n海边\r\n",
		"a mail"},
	{"Received: from a\n\tby b\nMessage-ID: <1@example>\nTo: b\n\n海边\n", "a mail"},
	{"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
	 "\ttype=\"text/html\"\r\n\r\n--x\r\n",
		"MHTML"},
	{"From a@example Mon Jan  4 10:00:00 2021\nFrom: a@example\nSubject: x\n\n海边\n",
		"a mailbox"},
	{"{\\rtf1\\ansi\\deff0 {\\fonttbl}}", "RTF"},
	{"#!/bin/sh\necho\n", "a program"},
	{"#! /usr/bin/env python3\n", "a program"},
	{"<?php\necho 1;\n", "a program"},
	{"%!PS-Adobe-3.0\n", "PostScript"},

	// Text that quotes.
	{"", NULL},
	{" \n\n", NULL},
	{"海边的早市。\n<!DOCTYPE html>\n<html><head>", NULL},
	{"<html> 是网页的根元素，<body> 里是正文。\n", NULL},
	{"<!DOCTYPE html> 写在第一行。\n", NULL},
	{"<!DOCTYPE html> 写在第一行，<html> 写在第二行。\n", NULL},
	{"<div> 和 <span> 有什么区别？\n", NULL},
	{"<br> 换行，</p> 结束段落？不，先看 <b>。", "html"}, // two tags, one of which ends
	{"<p>\n", NULL},
	{"<3 你\n", NULL},
	{"<<早市>> 读后\n", NULL},
	{"<早市> 读后\n", NULL},
	{"<https://example.org/> 是地址。\n", NULL},
	{"<user@example.org> 来信。\n", NULL},
	{"<?xml version=\"1.0\"?> 是什么意思？\n", NULL},
	{"<?xml ?>\n", NULL},
	{"<name>是占位符\n", NULL},
	{"a < b, c > d\n", NULL},
	{"{\"a\": 1} 是一个对象。\n", NULL},
	{"{\"a\": 1}\n这是一个对象。\n", NULL},
	{"{变量}的用法\n", NULL},
	{"{\n  margin: 0;\n}\n", NULL},
	{"{}", NULL},
	{"[1]\n[2]\n", NULL},
	{"[1, 2, 3]\n", NULL},
	{"[图片]\n海边的早市。\n", NULL},
	{"[\"海边\"]\n", NULL},
	{"[2021-03-05] 海边\n", NULL},
	{"WARC/1.0 是一种格式。\n", NULL},
	{"WARC/1.0\n海边\n", NULL},
	{"HTTP/1.1 协议\n", NULL},
	{"Title: 海边\nDate: 2021-03-05\nFrom: 柳溪\n\n海边的早市。\n", NULL},
	{"Title: x\nURL Source: http://example.org/\n\nMarkdown Content:\n海边\n", NULL},
	{"From: a@example\nTo: b@example\nSubject: lunch\nDate: today\n\nDear B,\n", NULL},
	{"From there to here.\nDate: x\n", NULL},
	{"MIME-Version: 1.0 是邮件的第一行。\n", NULL},
	{"{\\rtf 是富文本\n", NULL},
	{"#!\n", NULL},
	{"#!/bin/sh 是脚本的第一行。\n", NULL},
	{"#海边#\n", NULL},
	{"%!PS 是 PostScript 的开头\n", NULL},
	{"<?php 是开头\n", "a program"},
	{"\xE3\x80\x80\xE3\x80\x80海边的早市。\n", NULL},
};

static const char *name_of(const struct dehusk_kind *kind)
{
	return kind ? kind->what : "plain text";
}

// Of each text, every beginning: an answer that is given stays.
static void knows_kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct dehusk_kind *whole, *found;
		struct slice text = slice_of(rows[i].text);
		enum kind_answer last = kind_of(text, true, &whole);
		const char *what = rows[i].what ? rows[i].what : "plain text";
		assert_int_not_equal(last, KIND_MORE);
		if (strcmp(name_of(whole), what) != 0)
			fail_msg("%s: %s, not %s", rows[i].text, name_of(whole), what);
		for (size_t size = 0; size <= text.size; size++) {
			enum kind_answer answer =
				kind_of((struct slice){text.data, size}, false, &found);
			if (answer != KIND_MORE && found != whole)
				fail_msg("%.*s: %s, then %s", (int)size, text.data, name_of(found),
					name_of(whole));
		}
	}
}

// Also with blanks of a wide kind in front, byte by byte, and behind a text of another kind.
static void knows_them_in_pieces(void **state)
{
	(void)state;
	struct kind_look look = {.decided = false};
	for (size_t i = 0; i < COUNT(rows); i++) {
		for (size_t piece = 1; piece < 64; piece *= 5) {
			const struct dehusk_kind *whole;
			struct slice text = slice_of(rows[i].text);
			kind_of(text, true, &whole);
			kind_begin(&look);
			assert_true(kind_feed(&look, slice_of("\xE3\x80\x80"), false));
			for (size_t at = 0; at < text.size; at += piece) {
				size_t size = text.size - at < piece ? text.size - at : piece;
				assert_true(kind_feed(
					&look, (struct slice){text.data + at, size}, false));
			}
			assert_true(kind_feed(&look, slice_of(""), true));
			assert_true(look.decided);
			assert_ptr_equal(look.found, whole);
		}
	}
	buffer_free(&look.start);
}

// A beginning that never ends is looked at up to a limit, and the work is linear.
static void looks_at_a_beginning_only(void **state)
{
	(void)state;
	static const struct {
		const char *head, *unit, *what;
	} endless[] = {
		{"<!-- ", "x", NULL},
		{"", "<", NULL},
		{"", " ", NULL},
		{"{\"a\":[", "[", "JSON"},
		{"{\"a\":\"", "x", "JSON"},
		{"[", "[", NULL},
		{"{\"a\":[1", ",1", "JSON"},
		{"", "A: b\n", NULL},
		{"Message-ID: x\nTo: y\n", " z\n", "a mail"},
		{"#!/", "x", NULL},
		{"<a ", "b='c' ", NULL},
		{"", "<a>", NULL},
		{"", "<x>", NULL},
	};
	for (size_t i = 0; i < COUNT(endless); i++) {
		struct kind_look look = {.decided = false};
		struct slice unit = slice_of(endless[i].unit);
		assert_true(kind_feed(&look, slice_of(endless[i].head), false));
		for (size_t size = 0; size < 2 * KIND_MAX; size += unit.size)
			assert_true(kind_feed(&look, unit, false));
		assert_true(look.decided);
		const char *what = endless[i].what ? endless[i].what : "plain text";
		if (strcmp(name_of(look.found), what) != 0)
			fail_msg("%s%s: %s", endless[i].head, endless[i].unit, name_of(look.found));
		buffer_free(&look.start);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_kinds),
		cmocka_unit_test(knows_them_in_pieces),
		cmocka_unit_test(looks_at_a_beginning_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
