// SPDX-License-Identifier: MIT
// Every coding, with each class of ill-formed bytes, in pieces of many sizes, and beside iconv(3).
#include <errno.h>
#include <iconv.h>
#include <stdio.h>

#include "base/utf8.h"
#include "decode/decode.h"
#include "decode/detect.h"
#include "unit.h"

#define FFFD "\xEF\xBF\xBD"

static const size_t pieces[] = {1, 2, 3, 4, 5, 7, 16, 61, 4096};

static void append(struct buffer *out, struct slice text)
{
	assert_true(buffer_append(out, text.data, text.size));
}

// Decodes a page in pieces from memory of exactly that size; the text is to be freed.
static struct buffer decode_page(struct decode *decode, struct slice page, size_t piece)
{
	struct buffer out = {0};
	struct slice text;
	for (size_t at = 0; at < page.size; at += piece) {
		size_t size = page.size - at < piece ? page.size - at : piece;
		char *copy = malloc(size);
		assert_non_null(copy);
		memcpy(copy, page.data + at, size);
		assert_true(decode_feed(decode, copy, size, &text));
		append(&out, text);
		free(copy);
	}
	assert_true(decode_end(decode, &text));
	append(&out, text);
	return out;
}

static struct decode *decoder_for(const char *name)
{
	struct decode *decode = decode_new();
	struct encoding label;
	assert_non_null(decode);
	if (name) {
		assert_true(encoding_find(name, &label));
		decode_choose(decode, &label);
	}
	return decode;
}

static void assert_decodes(
	struct decode *decode, struct slice page, struct slice expected, uint64_t ill_formed)
{
	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct buffer out = decode_page(decode, page, pieces[i]);
		assert_int_equal(out.size, expected.size);
		if (out.size > 0)
			assert_memory_equal(out.data, expected.data, out.size);
		assert_int_equal(decode_ill_formed(decode), ill_formed);
		buffer_free(&out);
	}
}

// --- rows ---

#define ROW(label, bytes, text, count)                                                             \
	{                                                                                          \
		label, {bytes, sizeof bytes - 1}, {text, sizeof text - 1}, count                   \
	}

static const struct {
	const char *label;
	struct slice bytes, text;
	uint64_t ill_formed;
} rows[] = {
	// Two bytes, also for the names of its subsets; four bytes; ASCII.
	ROW("gb18030", "\xD6\xD0\xCE\xC4", "中文", 0),
	ROW("gb2312", "\x81\x40", "丂", 0),
	ROW("gbk", "a\xA1\xA4z", "a·z", 0),
	ROW(" CP936\n", "\xFE\xFE", "\xEE\x93\x85", 0),
	ROW("gb18030", "\x81\x30\x81\x30\x84\x31\xA4\x39", "\xC2\x80\xEF\xBF\xBF", 0),
	ROW("gb18030", "\x90\x30\x81\x30\xE3\x32\x9A\x35", "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", 0),
	ROW("gb18030", "\x95\x32\x82\x36", "\xF0\xA0\x80\x80", 0),
	// Where the Encoding Standard and the C library differ.
	ROW("gbk", "\x80\x35", "€5", 0),
	ROW("gb2312", "\xA2\xE3\xA3\xA0", "€　", 0),
	ROW("gb18030", "\x81\x35\xF4\x37\xA8\xBC", "\xEE\x9F\x87ḿ", 0),
	ROW("gb18030", "\x82\x35\x90\x37\xFE\x59", "\xE9\xBE\xB4\xE9\xBE\xB4", 0),
	ROW("gb18030", "\x84\x31\x82\x36\xA6\xD9", "\xEF\xB8\x90\xEF\xB8\x90", 0),
	ROW("gb18030", "\xFE\x51", "\xF0\xA0\x82\x87", 0),
	// No ASCII is eaten, and no line feed is lost.
	ROW("gb18030", "\xD6\xD0\x81\nA\xFF\xCE\xC4\n", "中" FFFD "\nA" FFFD "文\n", 2),
	ROW("gb18030", "\x81\x7F\x81\x20\xFE\n", FFFD "\x7F" FFFD " " FFFD "\n", 3),
	ROW("gb18030", "\xFF\xFE\xFF", FFFD FFFD, 2),
	ROW("gb18030", "\x81\x30\x81\n", FFFD "0" FFFD "\n", 2),
	ROW("gb18030", "\x81\x30\nA", FFFD "0\nA", 1),
	ROW("gb18030", "\x81\x30\x81\x81\x30",
		FFFD "0\xE4\xBA\x96"
		     "0",
		1),
	ROW("gb18030",
		"\xFE\x39\xFE\x39"
		"A",
		FFFD "A", 1),
	// Cut off.
	ROW("gb18030", "a\xCE", "a" FFFD, 1),
	ROW("gb18030", "a\x81\x30", "a" FFFD, 1),
	ROW("gb18030", "a\x81\x30\x81", "a" FFFD, 1),
	ROW("big5", "\xA4\xA4\xA4\xE5", "中文", 0),
	ROW("cp950", "\xF9\xD6\x87\x40", "碁䏰", 0),
	ROW("big5-hkscs", "\x88\x62\x88\x64\x88\xA3\x88\xA5\x88\x66", "Ê̄Ê̌ê̄ê̌Ê", 0),
	ROW("big5", "\xA1\x45\xA1\xE3\xA2\x44\xA3\xE1\x8E\x69\xFE\xDD", "‧～￥€箸砉", 0),
	ROW("big5", "\x81\x40\x80\xFF\xA4\n", FFFD "@" FFFD FFFD FFFD "\n", 4),
	ROW("big5", "\xA4\xA4\xA4", "中" FFFD, 1),
	ROW("utf-16le", "\x2D\x4E\x00\xD8\x87\x65", "中" FFFD "文", 1),
	ROW("utf-16", "\xFE\xFF\x4E\x2D", "中", 0),
	ROW("utf-16le", "\xFF\xFE\xFF\xFE\x2D\x4E", "\xEF\xBB\xBF中", 0),
	ROW("utf-16le", "\xFF\xFE\x00\x00", "\0", 0),
	ROW("utf-16be", "\xD8\x3D\xDE\x00\xDE\x00\x4E", "😀" FFFD FFFD, 2),
	ROW("utf-16be", "\xD8\x3D", FFFD, 1),
	ROW("utf-16be", "\xD8\x3D\xDE", FFFD, 1),
	ROW("utf-16le", "\n\x4E\n\x00", "上\n", 0),
	ROW("utf-32le", "\x2D\x4E\0\0\0\xD8\0\0\0\0\x11\0\x2D", "中" FFFD FFFD FFFD, 3),
	ROW("utf-32", "\0\0\xFE\xFF\0\x01\xF6\0", "😀", 0),
	// UTF-8 passes as it is; what is ill-formed in it is found by those who clean it.
	ROW("utf-8", "\xEF\xBB\xBF中\xFF\xE4\xB8", "中\xFF\xE4\xB8", 0),
	// Left to iconv(3).
	ROW("latin1", "caf\xE9 \x80", "café €", 0),
	ROW("windows-1252",
		"\x81"
		"a",
		FFFD "a", 1),
	ROW("sjis", "\x82\xA0\xB1\x81\n\x81", "あｱ" FFFD "\n" FFFD, 2),
	ROW("euc-jp",
		"\xA4\xA2\xFF"
		"A\x8F\xB0",
		"あ" FFFD "A" FFFD, 2),
	ROW("euc-kr", "\xB0\xA1", "가", 0),
	ROW("iso-2022-jp", "\x1B$B$\"$\"\x1B(BA", "ああA", 0),
	ROW("windows-1258", "\x61\xEC", "á", 0),
	ROW("windows-1258", "\x61", "a", 0),
	ROW("EBCDIC-US", "\xC8\x89\x5A", "Hi!", 0),
};

static void decodes_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct decode *decode = decoder_for(rows[i].label);
		assert_decodes(decode, rows[i].bytes, rows[i].text, rows[i].ill_formed);
		decode_free(decode);
	}
}

// --- names ---

static void knows_names(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		enum coding coding;
		const char *name;
	} known[] = {
		{"UTF-8", CODING_UTF8, "UTF-8"},
		{"x-gbk", CODING_GB18030, "GB18030"},
		{"Chinese", CODING_GB18030, "GB18030"},
		{"GB_2312-80", CODING_GB18030, "GB18030"},
		{"\tBig5 ", CODING_BIG5, "BIG5-HKSCS"},
		{"CP950", CODING_BIG5, "BIG5-HKSCS"},
		{"unicode", CODING_UTF16LE, "UTF-16LE"},
		{"unicodefffe", CODING_UTF16BE, "UTF-16BE"},
		{"utf-32", CODING_UTF32LE, "UTF-32LE"},
		{"ISO-8859-1", CODING_ICONV, "CP1252"},
		{"ms_kanji", CODING_ICONV, "CP932"},
		{"IBM037", CODING_ICONV, "IBM037"},
	};
	static const char *const unknown[] = {"", " ", "no-such-encoding", "utf", "utf-8 gbk", "8",
		"UTF-8//IGNORE", "//", "char", "gb18030\xFF",
		"a-name-that-is-longer-than-any-name-of-any-encoding-that-ever-was-given"};
	struct encoding label;
	for (size_t i = 0; i < COUNT(known); i++) {
		assert_true(encoding_find(known[i].label, &label));
		assert_int_equal(label.coding, known[i].coding);
		assert_string_equal(label.name, known[i].name);
	}
	for (size_t i = 0; i < COUNT(unknown); i++)
		assert_false(encoding_find(unknown[i], &label));
}

// --- beside iconv(3) ---

// What iconv(3) makes of one code, or false if it refuses.
static bool ask_iconv(iconv_t conversion, const char *code, size_t size, struct buffer *out)
{
	char bytes[16], *in = (char *)(uintptr_t)code, *to = bytes;
	size_t left = size, room = sizeof bytes;
	bool good = iconv(conversion, &in, &left, &to, &room) != (size_t)-1 && left == 0 &&
		    iconv(conversion, NULL, NULL, &to, &room) != (size_t)-1;
	if (!good)
		iconv(conversion, NULL, NULL, NULL, NULL);
	buffer_clear(out);
	assert_true(buffer_append(out, bytes, sizeof bytes - room));
	return good;
}

// All two-byte codes: what the table has is what iconv(3) says, but for this many.
static void compare_codes(const char *name, size_t mended)
{
	struct decode *decode = decoder_for(name);
	iconv_t conversion = iconv_open("UTF-8", name);
	struct buffer wanted = {0};
	size_t differing = 0;
	for (unsigned code = 0x8100; code <= 0xFEFF; code++) {
		char bytes[2] = {(char)(code >> 8), (char)code};
		if ((code & 0xFF) < 0x40)
			continue;
		bool good = ask_iconv(conversion, bytes, 2, &wanted);
		struct buffer out = decode_page(decode, (struct slice){bytes, 2}, 2);
		if (good &&
			(out.size != wanted.size || memcmp(out.data, wanted.data, out.size) != 0))
			differing++;
		else if (!good && decode_ill_formed(decode) == 0)
			differing++;
		buffer_free(&out);
	}
	assert_in_range(differing, 0, mended);
	buffer_free(&wanted);
	iconv_close(conversion);
	decode_free(decode);
}

static void agrees_with_iconv(void **state)
{
	(void)state;
	compare_codes("GB18030", 1);
	compare_codes("BIG5-HKSCS", 142);
}

// Runs of text, for the fast way through: the text of the plain one, which takes one code at a
// time.
static void segments_are_steps(void **state)
{
	(void)state;
	static const char *const names[] = {"gb18030", "big5", "utf-16le", "utf-16be"};
	for (size_t i = 0; i < COUNT(names); i++) {
		struct decode *decode = decoder_for(names[i]);
		for (size_t round = 0; round < 300; round++) {
			char page[400];
			size_t size = random_below(sizeof page);
			for (size_t k = 0; k < size; k++)
				page[k] = (char)(random_below(3) ? 0xA1 + random_below(94)
								 : random_below(256));
			struct slice bytes = {page, size};
			struct buffer whole = decode_page(decode, bytes, sizeof page);
			uint64_t ill_formed = decode_ill_formed(decode);
			assert_decodes(
				decode, bytes, (struct slice){whole.data, whole.size}, ill_formed);
			buffer_free(&whole);
		}
		decode_free(decode);
	}
}

static void assert_well_formed(struct buffer text)
{
	for (size_t at = 0; at < text.size;) {
		uint32_t c;
		at += utf8_decode(text.data + at, text.size - at, &c);
		assert_true(c < UTF8_INCOMPLETE);
	}
}

// Random bytes in encodings of all sorts: the same text however they are cut, and well-formed.
static void cuts_change_nothing(void **state)
{
	(void)state;
	static const char *const names[] = {"gb18030", "big5", "utf-16be", "utf-32le", "sjis",
		"euc-jp", "euc-kr", "iso-2022-jp", "iso-2022-kr", "ISO-2022-CN-EXT", "EUC-TW",
		"windows-1252", "windows-1258", "TCVN", "UTF-7", "EUC-JISX0213", "JOHAB", "TSCII",
		"IBM1390", "UCS-2BE", "HZ", "koi8-u"};
	for (size_t i = 0; i < COUNT(names); i++) {
		struct encoding label;
		if (!encoding_find(names[i], &label))
			continue;
		struct decode *decode = decoder_for(names[i]);
		for (size_t round = 0; round < 200; round++) {
			char page[100];
			size_t size = random_below(sizeof page);
			unsigned most = round % 2 ? 256 : 128;
			for (size_t k = 0; k < size; k++)
				page[k] = (char)(random_below(8) ? random_below(most) : 0x1B);
			struct slice bytes = {page, size};
			struct buffer whole = decode_page(decode, bytes, sizeof page);
			assert_well_formed(whole);
			uint64_t ill_formed = decode_ill_formed(decode);
			assert_decodes(
				decode, bytes, (struct slice){whole.data, whole.size}, ill_formed);
			buffer_free(&whole);
		}
		decode_free(decode);
	}
}

// --- what is held ---

// How many bytes of an endless page are held at most, which is not decided for long.
static size_t most_held(const char *start, const char *unit)
{
	struct decode *decode = decode_new();
	size_t fed = strlen(start), given = 0, most = 0;
	struct slice text;
	assert_true(decode_feed(decode, start, fed, &text));
	given += text.size;
	for (size_t i = 0; i < 300000; i++) {
		assert_true(decode_feed(decode, unit, strlen(unit), &text));
		fed += strlen(unit), given += text.size;
		if (fed > given && fed - given > most)
			most = fed - given;
	}
	assert_true(decode_end(decode, &text));
	assert_int_equal(fed, given + text.size);
	decode_free(decode);
	return most;
}

static void holds_little(void **state)
{
	(void)state;
	assert_int_equal(most_held("A plain line\n", "x"), 0);
	assert_in_range(most_held("A plain line\n\xC3\xA9", "x"), 1, DETECT_HELD_MAX);
	assert_in_range(most_held("A plain line\n", "\xE4\xB8\xAD"), 1, 64 * 3);
	assert_in_range(most_held("", "N"), 1, 256);
	assert_in_range(most_held("\1", "x"), 1, DETECT_HELD_MAX);
}

// UTF-8 that is known for what it is stays where it is.
static void does_not_copy_utf8(void **state)
{
	(void)state;
	struct decode *decode = decode_new();
	char *page = repeated("海边的早市。\n", 20, "");
	struct slice text;
	for (size_t i = 0; i < 2; i++) {
		assert_true(decode_feed(decode, page, strlen(page), &text));
		assert_ptr_equal(text.data, page);
		assert_int_equal(text.size, strlen(page));
	}
	decode_free(decode);
	free(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_rows),
		cmocka_unit_test(knows_names),
		cmocka_unit_test(agrees_with_iconv),
		cmocka_unit_test(segments_are_steps),
		cmocka_unit_test(cuts_change_nothing),
		cmocka_unit_test(holds_little),
		cmocka_unit_test(does_not_copy_utf8),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
