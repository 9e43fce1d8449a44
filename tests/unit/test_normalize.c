// SPDX-License-Identifier: MIT
// Tests of the Unicode clean-up of a line: cases by hand, every cut, and a plain twin of it.
#include "unit.h"

#include <unictype.h>
#include <uninorm.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "lines/normalize.h"

#define LITERAL(text)                                                                              \
	{                                                                                          \
		"" text, sizeof text - 1                                                           \
	}

// "\u00E9" and the like are not used: C11 does not let them name controls, so UTF-8 stands in
// octets where the character cannot be seen.
#define NBSP "\xC2\xA0"
#define SHY "\xC2\xAD"
#define ZWSP "\xE2\x80\x8B"
#define ZWNJ "\xE2\x80\x8C"
#define ZWJ "\xE2\x80\x8D"
#define BOM "\xEF\xBB\xBF"
#define WIDE "\xE3\x80\x80"
#define REPLACED "\xEF\xBF\xBD"
#define JOINER "\xCD\x8F"   // U+034F
#define ACUTE "\xCC\x81"    // U+0301, class 230
#define CEDILLA "\xCC\xA7"  // U+0327, class 202
#define UNDERDOT "\xCC\xA3" // U+0323, class 220
#define FLAG "\xF0\x9F\x8F\xB4"
#define TAG_G "\xF3\xA0\x81\xA7"
#define TAG_B "\xF3\xA0\x81\xA2"
#define TAG_1 "\xF3\xA0\x80\x81" // U+E0001
#define TAG_END "\xF3\xA0\x81\xBF"
#define ACUTE_5 ACUTE ACUTE ACUTE ACUTE ACUTE
#define ACUTE_29 ACUTE_5 ACUTE_5 ACUTE_5 ACUTE_5 ACUTE_5 ACUTE ACUTE ACUTE ACUTE
#define TAG_8 TAG_G TAG_B TAG_G TAG_B TAG_G TAG_B TAG_G TAG_B
#define TAG_32 TAG_8 TAG_8 TAG_8 TAG_8

struct line_case {
	struct slice in, out;
	uint64_t ill_formed;
};

static const struct line_case cases[] = {
	// Nothing to do.
	{LITERAL(""), LITERAL(""), 0},
	{LITERAL("春季航班恢复，旅客量回升。"), LITERAL("春季航班恢复，旅客量回升。"), 0},
	{LITERAL("a b 中 文"), LITERAL("a b 中 文"), 0},
	{LITERAL("ＡＢＣ１２３ Ω ЖЯ ｶﾞ"), LITERAL("ＡＢＣ１２３ Ω ЖЯ ｶﾞ"), 0},

	// Removed.
	{LITERAL("a\0b"), LITERAL("ab"), 0},
	{LITERAL("\x01\x02\x07\x08"
		 "a\x0E\x1B\x1C\x1F\x7F"
		 "b"),
		LITERAL("ab"), 0},
	{LITERAL("a\r\nb"), LITERAL("ab"), 0},
	{LITERAL("a\xC2\x80\xC2\x85\xC2\x9F"
		 "b"),
		LITERAL("ab"), 0},
	{LITERAL(BOM "中" BOM "文" BOM), LITERAL("中文"), 0},
	{LITERAL("中" ZWSP "文" SHY "字"), LITERAL("中文字"), 0},
	{LITERAL("\xE2\x80\xAA"
		 "1\xE2\x80\xAB"
		 "2\xE2\x80\xAC"
		 "3\xE2\x80\xAD"
		 "4\xE2\x80\xAE"
		 "5"),
		LITERAL("12345"), 0},
	{LITERAL("\xEF\xBF\xB9"
		 "字\xEF\xBF\xBA"
		 "zi\xEF\xBF\xBB"),
		LITERAL("字zi"), 0},
	{LITERAL("a" TAG_G TAG_B TAG_END "b" TAG_1 "c"), LITERAL("abc"), 0},

	// Kept.
	{LITERAL("\xE2\x80\x8E"
		 "a\xE2\x80\x8F"),
		LITERAL("\xE2\x80\x8E"
			"a\xE2\x80\x8F"),
		0},
	{LITERAL("\xE2\x81\xA6"
		 "a\xE2\x81\xA9\xE2\x81\xA0"),
		LITERAL("\xE2\x81\xA6"
			"a\xE2\x81\xA9\xE2\x81\xA0"),
		0},
	{LITERAL("👩" ZWJ "👩" ZWJ "👧"), LITERAL("👩" ZWJ "👩" ZWJ "👧"), 0},
	{LITERAL("❤\xEF\xB8\x8F 葛\xF3\xA0\x84\x80"), LITERAL("❤\xEF\xB8\x8F 葛\xF3\xA0\x84\x80"),
		0},
	{LITERAL("क्" ZWJ "ष क्" ZWNJ "ष می" ZWNJ "خواهم"),
		LITERAL("क्" ZWJ "ष क्" ZWNJ "ष می" ZWNJ "خواهم"), 0},
	{LITERAL("\xEE\x80\x80\xF3\xB0\x80\x80\xF4\x8F\xBF\xBD"),
		LITERAL("\xEE\x80\x80\xF3\xB0\x80\x80\xF4\x8F\xBF\xBD"), 0},
	{LITERAL("中" REPLACED), LITERAL("中" REPLACED), 0},

	// Emoji flags of tags.
	{LITERAL(FLAG TAG_G TAG_B TAG_END), LITERAL(FLAG TAG_G TAG_B TAG_END), 0},
	{LITERAL(FLAG ZWSP TAG_G BOM TAG_B TAG_1 TAG_END "x"),
		LITERAL(FLAG TAG_G TAG_B TAG_END "x"), 0},
	{LITERAL(FLAG TAG_32 TAG_END), LITERAL(FLAG TAG_32 TAG_END), 0},
	{LITERAL(FLAG TAG_32 TAG_G TAG_END), LITERAL(FLAG), 0},
	{LITERAL(FLAG TAG_32 TAG_8 TAG_END TAG_G TAG_END), LITERAL(FLAG TAG_G TAG_END), 0},
	{LITERAL(FLAG TAG_END), LITERAL(FLAG), 0},
	{LITERAL(FLAG TAG_G TAG_B), LITERAL(FLAG), 0},
	{LITERAL(FLAG TAG_G "x" TAG_END), LITERAL(FLAG "x"), 0},
	{LITERAL(FLAG TAG_G " " TAG_END "x"), LITERAL(FLAG " x"), 0},
	{LITERAL(FLAG TAG_G ACUTE TAG_END), LITERAL(FLAG ACUTE), 0},
	{LITERAL(FLAG TAG_G FLAG TAG_END), LITERAL(FLAG FLAG), 0},
	{LITERAL(FLAG TAG_G TAG_END TAG_B TAG_END), LITERAL(FLAG TAG_G TAG_END), 0},
	{LITERAL("a" FLAG TAG_G TAG_END ACUTE), LITERAL("a" FLAG TAG_G TAG_END ACUTE), 0},

	// NFC.
	{LITERAL("e" ACUTE), LITERAL("é"), 0},
	{LITERAL("中e" ACUTE "文"), LITERAL("中é文"), 0},
	{LITERAL("e" ZWSP ACUTE), LITERAL("é"), 0},
	{LITERAL("e\x01" SHY BOM ACUTE "x"), LITERAL("éx"), 0},
	{LITERAL("e" ACUTE CEDILLA), LITERAL("ȩ" ACUTE), 0},
	{LITERAL("か\xE3\x82\x99は\xE3\x82\x9A"), LITERAL("がぱ"), 0},
	{LITERAL("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8"), LITERAL("각"), 0},
	{LITERAL("가\xE1\x86\xA8\xE1\x86\xA8"), LITERAL("각\xE1\x86\xA8"), 0},
	{LITERAL("\xE1\x84\x80" ACUTE "\xE1\x85\xA1"), LITERAL("\xE1\x84\x80" ACUTE "\xE1\x85\xA1"),
		0},
	{LITERAL("\xE2\x84\xAB\xE2\x84\xA6\xE2\x84\xAA"), LITERAL("ÅΩK"), 0},
	{LITERAL("\xE2\x8C\xA9x\xE2\x8C\xAA"), LITERAL("\xE3\x80\x88x\xE3\x80\x89"), 0},
	{LITERAL("\xEF\xA4\x80"), LITERAL("豈"), 0},
	{LITERAL("\xE0\xA7\x87\xE0\xA6\xBE"), LITERAL("\xE0\xA7\x8B"), 0},
	{LITERAL(ACUTE "x"), LITERAL(ACUTE "x"), 0},

	// Stream-safe: at most 30 marks, of which é has one.
	{LITERAL("e" ACUTE_29 ACUTE), LITERAL("é" ACUTE_29), 0},
	{LITERAL("e" ACUTE_29 ACUTE ACUTE), LITERAL("é" ACUTE_29 JOINER ACUTE), 0},
	{LITERAL("é" ACUTE_29 "\xCD\x84"), LITERAL("é" ACUTE_29 JOINER "\xCC\x88" ACUTE), 0},
	{LITERAL("中" ACUTE_29 ACUTE_29 ACUTE), LITERAL("中" ACUTE_29 ACUTE JOINER ACUTE_29), 0},
	{LITERAL("x" ACUTE_29 ACUTE "ﾞ"), LITERAL("x" ACUTE_29 ACUTE JOINER "ﾞ"), 0},
	{LITERAL("中" ACUTE_29 ACUTE JOINER ACUTE), LITERAL("中" ACUTE_29 ACUTE JOINER ACUTE), 0},
	{LITERAL("中" ACUTE_29 " " ACUTE_29), LITERAL("中" ACUTE_29 " " ACUTE_29), 0},

	// Blanks.
	{LITERAL(" "), LITERAL(""), 0},
	{LITERAL(" \t" WIDE NBSP), LITERAL(""), 0},
	{LITERAL("  中  文  "), LITERAL("中 文"), 0},
	{LITERAL(WIDE WIDE "中" WIDE "文" WIDE), LITERAL("中" WIDE "文"), 0},
	{LITERAL("中 " WIDE "\t文"), LITERAL("中" WIDE "文"), 0},
	{LITERAL("\xEE\x97\xA5中 \xEE\x97\xA5文\xEE\x97\xA5"), LITERAL("中" WIDE "文"), 0},
	{LITERAL("a\tb\vc\fd"), LITERAL("a b c d"), 0},
	{LITERAL("a" NBSP "b\xE1\x9A\x80"
		 "c\xE2\x80\x80"
		 "d\xE2\x80\x8A"
		 "e\xE2\x80\xAF"
		 "f\xE2\x81\x9F"
		 "g"),
		LITERAL("a b c d e f g"), 0},
	{LITERAL("a\xE2\x80\xA8"
		 "b\xE2\x80\xA9"),
		LITERAL("a b"), 0},
	{LITERAL("a " ZWSP " b"), LITERAL("a b"), 0},
	{LITERAL(ZWSP " a " ZWSP), LITERAL("a"), 0},
	{LITERAL("a " TAG_G " b"), LITERAL("a b"), 0},
	{LITERAL("a " ACUTE "b"), LITERAL("a " ACUTE "b"), 0},
	{LITERAL(" " ACUTE "b"), LITERAL(ACUTE "b"), 0},
	{LITERAL("e \xE2\x80\x80" ACUTE), LITERAL("e " ACUTE), 0},
	{LITERAL("か" WIDE "\xE3\x82\x99"), LITERAL("か" WIDE "\xE3\x82\x99"), 0},
	{LITERAL("e" ACUTE " "), LITERAL("é"), 0},

	// Ill-formed: lone continuations, bytes that are never right, overlong forms, surrogates,
	// past the last code point, and beginnings cut off by another character or the end.
	{LITERAL("a\x80"
		 "b"),
		LITERAL("a" REPLACED "b"), 1},
	{LITERAL("a\xBF\x80"
		 "b"),
		LITERAL("a" REPLACED REPLACED "b"), 2},
	{LITERAL("\xC0\xAF"), LITERAL(REPLACED REPLACED), 2},
	{LITERAL("\xE0\x80\xAF"), LITERAL(REPLACED REPLACED REPLACED), 3},
	{LITERAL("\xF0\x80\x80\xAF"), LITERAL(REPLACED REPLACED REPLACED REPLACED), 4},
	{LITERAL("\xED\xA0\x80"), LITERAL(REPLACED REPLACED REPLACED), 3},
	{LITERAL("\xF4\x90\x80\x80"), LITERAL(REPLACED REPLACED REPLACED REPLACED), 4},
	{LITERAL("\xF5\xFE\xFF"), LITERAL(REPLACED REPLACED REPLACED), 3},
	{LITERAL("\xC3"
		 "b"),
		LITERAL(REPLACED "b"), 1},
	{LITERAL("\xE4\xB8"
		 "b"),
		LITERAL(REPLACED "b"), 1},
	{LITERAL("\xF0\x9F\x8F"
		 "b"),
		LITERAL(REPLACED "b"), 1},
	{LITERAL("\xE4\xE4\xB8\xE4\xB8\xAD"), LITERAL(REPLACED REPLACED "中"), 2},
	{LITERAL("中\xC3"), LITERAL("中" REPLACED), 1},
	{LITERAL("中\xE4\xB8"), LITERAL("中" REPLACED), 1},
	{LITERAL("中\xF0\x9F\x8F"), LITERAL("中" REPLACED), 1},
	{LITERAL(" \xE4 "), LITERAL(REPLACED), 1},
	{LITERAL("e\xFF" ACUTE), LITERAL("e" REPLACED ACUTE), 1},
	{LITERAL(FLAG TAG_G "\xFF" TAG_END), LITERAL(FLAG REPLACED), 1},
};

// ---- The twin: every step over the whole line, in the most direct way.

struct characters {
	uint32_t *data;
	size_t count, room;
};

static void push(struct characters *text, uint32_t c)
{
	void *data = text->data;
	assert_true(array_reserve(&data, &text->room, text->count + 1, sizeof c));
	text->data = data;
	text->data[text->count++] = c;
}

static bool twin_removes(uint32_t c)
{
	return c < 0x09 || c == 0x0A || (c > 0x0C && c < 0x20) || (c > 0x7E && c < 0xA0) ||
	       c == 0xAD || c == 0x200B || (c >= 0x202A && c <= 0x202E) || c == 0xFEFF ||
	       (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c < 0xE0020);
}

static struct characters twin_decode(struct slice raw, uint64_t *ill_formed)
{
	struct characters text = {0};
	size_t used;
	*ill_formed = 0;
	for (size_t at = 0; at < raw.size; at += used) {
		uint32_t c;
		used = utf8_decode(raw.data + at, raw.size - at, &c);
		if (c == UTF8_ILL_FORMED || c == UTF8_INCOMPLETE) {
			c = 0xFFFD;
			++*ill_formed;
		}
		if (!twin_removes(c))
			push(&text, c);
	}
	return text;
}

static bool is_tag(uint32_t c)
{
	return c >= 0xE0020 && c <= 0xE007F;
}

static struct characters twin_tags(struct characters in)
{
	struct characters out = {0};
	for (size_t at = 0; at < in.count; at++) {
		if (!is_tag(in.data[at])) {
			push(&out, in.data[at]);
			continue;
		}
		size_t end = at;
		while (end < in.count && is_tag(in.data[end]) && in.data[end] != 0xE007F)
			end++;
		if (end == in.count || in.data[end] != 0xE007F) {
			at = end - 1;
			continue;
		}
		bool flag = out.count > 0 && out.data[out.count - 1] == 0x1F3F4;
		if (flag && end > at && end - at <= 32)
			for (size_t i = at; i <= end; i++)
				push(&out, in.data[i]);
		at = end;
	}
	return out;
}

static struct characters twin_stream_safe(struct characters in)
{
	struct characters out = {0};
	size_t run = 0;
	for (size_t at = 0; at < in.count; at++) {
		ucs4_t nfkd[UC_DECOMPOSITION_MAX_LENGTH];
		size_t size = COUNT(nfkd), leading = 0;
		assert_ptr_equal(u32_normalize(UNINORM_NFKD, &in.data[at], 1, nfkd, &size), nfkd);
		while (leading < size && uc_combining_class(nfkd[leading]) != 0)
			leading++;
		if (run + leading > 30) {
			push(&out, 0x34F);
			run = 0;
		}
		for (size_t i = 0; i < size; i++)
			run = uc_combining_class(nfkd[i]) != 0 ? run + 1 : 0;
		push(&out, in.data[at]);
	}
	return out;
}

// U+E5E5 is what iconv makes of the wide blank of GBK.
static bool is_blank(uint32_t c)
{
	return uc_is_property_white_space(c) || c == 0xE5E5;
}

static struct buffer twin_blanks(const uint32_t *text, size_t count)
{
	struct buffer out = {0};
	for (size_t at = 0; at < count; at++) {
		size_t end = at;
		bool wide = false;
		for (; end < count && is_blank(text[end]); end++)
			wide = wide || text[end] == 0x3000 || text[end] == 0xE5E5;
		char bytes[4];
		if (end > at && out.size > 0 && end < count)
			assert_true(buffer_append_string(&out, wide ? WIDE : " "));
		if (end < count)
			assert_true(buffer_append(&out, bytes, utf8_encode(text[end], bytes)));
		at = end;
	}
	return out;
}

static struct buffer twin(struct slice raw, uint64_t *ill_formed)
{
	struct characters decoded = twin_decode(raw, ill_formed);
	struct characters flags = twin_tags(decoded);
	struct characters safe = twin_stream_safe(flags);
	size_t size = 0;
	uint32_t *nfc = u32_normalize(UNINORM_NFC, safe.data, safe.count, NULL, &size);
	assert_true(nfc || safe.count == 0);
	struct buffer out = twin_blanks(nfc, size);
	free(nfc);
	free(decoded.data);
	free(flags.data);
	free(safe.data);
	return out;
}

// ---- Helpers

static void print_bytes(const char *name, struct slice bytes)
{
	print_message("%s:", name);
	for (size_t i = 0; i < bytes.size; i++)
		print_message(" %02X", (unsigned char)bytes.data[i]);
	print_message("\n");
}

static struct slice text_of(const struct buffer *buffer)
{
	return (struct slice){buffer->data, buffer->size};
}

static bool same(struct slice a, struct slice b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static void assert_same(struct slice in, struct slice got, struct slice want, const char *what)
{
	if (same(got, want))
		return;
	print_bytes("in  ", in);
	print_bytes("got ", got);
	print_bytes("want", want);
	fail_msg("%s", what);
}

// Feeds a piece from memory of just its size, so that a read outside of it is seen.
static void feed(struct normalizer *normalizer, const char *raw, size_t size, struct buffer *out)
{
	char *copy = size > 0 ? malloc(size) : NULL;
	if (size > 0) {
		assert_non_null(copy);
		memcpy(copy, raw, size);
	}
	assert_true(normalize_feed(normalizer, copy, size, out));
	free(copy);
}

// Feeds the line as [0, first) and then in pieces of `step` bytes, and checks what came out.
static void check_pieces(struct normalizer *normalizer, struct slice raw, size_t first, size_t step,
	struct slice want)
{
	struct buffer out = {0};
	feed(normalizer, raw.data, first, &out);
	for (size_t at = first; at < raw.size; at += step)
		feed(normalizer, raw.data + at, raw.size - at < step ? raw.size - at : step, &out);
	assert_true(normalize_end(normalizer, &out));
	assert_same(raw, text_of(&out), want, "pieces");
	buffer_free(&out);
}

// Whole, at every cut, byte by byte, and once more.
static void check_line(
	struct normalizer *normalizer, struct slice raw, struct slice want, uint64_t ill_formed)
{
	uint64_t before = normalize_ill_formed(normalizer);
	check_pieces(normalizer, raw, raw.size, 1, want);
	assert_int_equal(normalize_ill_formed(normalizer) - before, ill_formed);
	for (size_t cut = 0; cut < raw.size; cut++)
		check_pieces(normalizer, raw, cut, raw.size, want);
	check_pieces(normalizer, raw, 0, 1, want);
	assert_int_equal(normalize_ill_formed(normalizer) - before, ill_formed * (raw.size + 2));
	check_pieces(normalizer, want, want.size, 1, want);
	check_pieces(normalizer, want, 0, 1, want);
}

// A buffer of characters.
static void append(struct buffer *buffer, uint32_t c)
{
	char bytes[4];
	assert_true(buffer_append(buffer, bytes, utf8_encode(c, bytes)));
}

// Whole and byte by byte, against the twin.
static void check_with_twin(struct normalizer *normalizer, const struct buffer *line)
{
	uint64_t ill_formed, before = normalize_ill_formed(normalizer);
	struct buffer want = twin(text_of(line), &ill_formed);
	check_pieces(normalizer, text_of(line), line->size, 1, text_of(&want));
	assert_int_equal(normalize_ill_formed(normalizer) - before, ill_formed);
	check_pieces(normalizer, text_of(line), 0, 1, text_of(&want));
	check_pieces(normalizer, text_of(&want), want.size, 1, text_of(&want));
	buffer_free(&want);
}

// ---- Tests

static void test_cases(void **state)
{
	(void)state;
	struct normalizer *normalizer = normalizer_new();
	assert_non_null(normalizer);
	for (size_t i = 0; i < COUNT(cases); i++)
		check_line(normalizer, cases[i].in, cases[i].out, cases[i].ill_formed);
	normalizer_free(normalizer);
}

static void test_twin_agrees_with_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		uint64_t ill_formed;
		struct buffer out = twin(cases[i].in, &ill_formed);
		assert_same(cases[i].in, text_of(&out), cases[i].out, "twin");
		assert_int_equal(ill_formed, cases[i].ill_formed);
		buffer_free(&out);
	}
}

// Each character where the table of normalize.c would be caught lying: behind a full run of marks
// (is it a non-starter?), before marks that reorder and compose, and between plain characters. One
// of each 257 of the planes that hold next to nothing.
static void test_every_character(void **state)
{
	(void)state;
	struct normalizer *normalizer = normalizer_new();
	struct buffer line = {0};
	for (uint32_t c = 0; c < 0x110000; c += c < 0x300                        ? 1
						: c < 0x30000 || c >> 12 == 0xE0 ? brief(7)
										 : 257) {
		if (c >= 0xD800 && c < 0xE000)
			continue;
		buffer_clear(&line);
		append(&line, 0x4E2D);
		append(&line, c);
		append(&line, 'a');
		for (int i = 0; i < 30; i++)
			append(&line, 0x301);
		append(&line, c);
		append(&line, 0x301);
		append(&line, 0x327);
		append(&line, c);
		append(&line, c);
		append(&line, 0x6587);
		check_with_twin(normalizer, &line);
	}
	buffer_free(&line);
	normalizer_free(normalizer);
}

// Every pair that composes, so that none of the second characters can be in the table as plain.
static void test_every_composition(void **state)
{
	(void)state;
	struct normalizer *normalizer = normalizer_new();
	struct buffer line = {0};
	size_t pairs = 0;
	for (uint32_t c = 0; c < 0x110000; c++) {
		ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
		int count = uc_canonical_decomposition(c, parts);
		if (count < 2)
			continue;
		if (pairs++ % brief(5) != 0)
			continue;
		buffer_clear(&line);
		for (int i = 0; i < count; i++)
			append(&line, parts[i]);
		append(&line, 0x200B);
		append(&line, c);
		append(&line, 0x327);
		check_with_twin(normalizer, &line);
	}
	assert_true(pairs > 12000);
	buffer_free(&line);
	normalizer_free(normalizer);
}

static const char *const tricky[] = {"a", "e", "中", "が", "か", "é", "가", "\xE1\x84\x80",
	"\xE1\x85\xA1", "\xE1\x86\xA8", "\xE0\xA7\x87", "\xE0\xA6\xBE", "\xE0\xAD\x87",
	"\xE0\xAC\xBE", "\xE2\x84\xAB", "\xEF\xA4\x80", "ﾞ", "\xC2\xA8", ACUTE, CEDILLA, UNDERDOT,
	"\xE3\x82\x99", "\xCD\x84", "\xE0\xBD\xB3", ACUTE_29, JOINER, ZWJ, " ", " ", "\t", NBSP,
	WIDE, "\xE2\x80\x80", "\xE2\x80\x81", ZWSP, BOM, SHY, "\x01", FLAG, TAG_G, TAG_1, TAG_END,
	TAG_32, "\x80", "\xC3", "\xE4", "\xB8", "\xE4\xB8", "\xED\xA0", "\xF0\x9F", "\xF4\x90",
	"\xFF"};

static void test_random_mixes(void **state)
{
	(void)state;
	struct normalizer *normalizer = normalizer_new();
	struct buffer line = {0};
	for (uint32_t round = 0; round < 30000 / brief(10); round++) {
		buffer_clear(&line);
		// A small alphabet per line, so that its characters meet often.
		const char *letters[6];
		for (size_t i = 0; i < COUNT(letters); i++)
			letters[i] = tricky[random_below(COUNT(tricky))];
		for (uint32_t i = random_below(24); i > 0; i--)
			assert_true(
				buffer_append_string(&line, letters[random_below(COUNT(letters))]));
		check_with_twin(normalizer, &line);

		uint64_t ill_formed;
		struct buffer want = twin(text_of(&line), &ill_formed);
		size_t cut = random_below((uint32_t)line.size + 1);
		check_pieces(normalizer, text_of(&line), cut, 1 + random_below(9), text_of(&want));
		buffer_free(&want);
	}
	buffer_free(&line);
	normalizer_free(normalizer);
}

// However long the line is, at most some hundred bytes of it are held back.
static void test_holds_back_little(void **state)
{
	(void)state;
	static const char *const units[] = {ACUTE, (CEDILLA ACUTE), "中", "가", "\xE1\x85\xA1",
		"\xE1\x84\x80", "\xE1\x86\xA8", "\xE0\xA6\xBE", "\xE0\xAC\xBE", "ﾞ", "\xE0\xBD\xB4",
		ZWJ, JOINER, FLAG, "\xFF"};
	struct normalizer *normalizer = normalizer_new();
	struct buffer out = {0};
	for (size_t i = 0; i < COUNT(units); i++) {
		size_t size = strlen(units[i]), fed = 1;
		buffer_clear(&out);
		assert_true(normalize_feed(normalizer, "a", 1, &out));
		for (; fed < 20000; fed += size) {
			assert_true(normalize_feed(normalizer, units[i], size, &out));
			assert_true(out.size + 200 > fed);
		}
		assert_true(normalize_end(normalizer, &out));
	}
	buffer_free(&out);
	normalizer_free(normalizer);
}

// The blanks of a run and the tags of a flag leave nothing behind, however many they are.
static void test_forgets_what_it_drops(void **state)
{
	(void)state;
	static const char *const units[] = {
		" ", "\t ", WIDE, ZWSP, (" " ZWSP), TAG_G, TAG_1, "\x01"};
	struct normalizer *normalizer = normalizer_new();
	for (size_t i = 0; i < COUNT(units); i++) {
		struct buffer out = {0};
		assert_true(normalize_feed(normalizer, "x" FLAG, 5, &out));
		for (int round = 0; round < 20000; round++)
			assert_true(normalize_feed(normalizer, units[i], strlen(units[i]), &out));
		assert_true(normalize_end(normalizer, &out));
		assert_int_equal(out.size, 5);
		assert_true(out.room < 100);
		buffer_free(&out);
	}
	normalizer_free(normalizer);
}

// A line leaves nothing to the next one, and a line that never ends can be given up.
static void test_lines_are_apart(void **state)
{
	(void)state;
	static const char *const ends[] = {
		"e", "e ", "e" ACUTE, FLAG TAG_G, "中\xE4\xB8", ACUTE_29};
	struct normalizer *normalizer = normalizer_new();
	for (size_t i = 0; i < COUNT(ends); i++) {
		struct buffer out = {0};
		assert_true(normalize_feed(normalizer, ends[i], strlen(ends[i]), &out));
		assert_true(normalize_end(normalizer, &out));
		buffer_clear(&out);
		assert_true(normalize_feed(normalizer, " " ACUTE ACUTE TAG_END, 9, &out));
		assert_true(normalize_end(normalizer, &out));
		assert_same(
			text_of(&out), text_of(&out), (struct slice){ACUTE ACUTE, 4}, "next line");
		buffer_clear(&out);
		assert_true(normalize_feed(normalizer, ends[i], strlen(ends[i]), &out));
		normalizer_free(normalizer);
		buffer_free(&out);
		normalizer = normalizer_new();
	}
	normalizer_free(normalizer);
	normalizer_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_twin_agrees_with_cases),
		cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_every_composition),
		cmocka_unit_test(test_random_mixes),
		cmocka_unit_test(test_holds_back_little),
		cmocka_unit_test(test_forgets_what_it_drops),
		cmocka_unit_test(test_lines_are_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
