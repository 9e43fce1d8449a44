// SPDX-License-Identifier: MIT
// The scan: both versions agree on every byte, and what they call plain is left alone by
// normalizer.
#include <stdbool.h>

#include <unictype.h>
#include <uninorm.h>

#include "base/utf8.h"
#include "decode/mojibake.h"
#include "lines/normalize.h"
#include "lines/scan.h"
#include "match/reading.h"
#include "unit.h"

static bool bit(const uint64_t *mask, size_t i)
{
	return mask[i / 64] >> i % 64 & 1;
}

// Asserts that both versions give the same masks, that line ends are LF and CR, and that no bit is
// set past the text.
static void assert_same(const unsigned char *begin, const unsigned char *text, size_t size)
{
	struct scan best, portable;
	memset(&best, 0xAA, sizeof best);
	memset(&portable, 0x55, sizeof portable);
	scan_best()(begin, text, size, &best);
	scan_portable(begin, text, size, &portable);
	size_t words = (size + 63) / 64;
	assert_memory_equal(best.ends, portable.ends, words * sizeof best.ends[0]);
	assert_memory_equal(best.care, portable.care, words * sizeof best.care[0]);
	assert_memory_equal(best.sign, portable.sign, words * sizeof best.sign[0]);
	for (size_t i = 0; i < size; i++)
		if (bit(best.ends, i) != (text[i] == '\n' || text[i] == '\r'))
			fail_msg("line end at %zu", i);
	if (size % 64 != 0) {
		assert_int_equal(best.ends[words - 1] >> size % 64, 0);
		assert_int_equal(best.care[words - 1] >> size % 64, 0);
		assert_int_equal(best.sign[words - 1] >> size % 64, 0);
	}
}

// The same for a text in memory of just its size, cut in two at `cut`.
static void assert_same_cut(const unsigned char *text, size_t size, size_t cut)
{
	unsigned char *copy = malloc(size);
	assert_non_null(copy);
	memcpy(copy, text, size);
	if (cut > 0)
		assert_same(copy, copy, cut);
	if (cut < size) {
		assert_same(copy, copy + cut, size - cut);
		assert_same(copy + cut, copy + cut, size - cut);
	}
	free(copy);
}

// --- both versions agree ---

static void agree_on_all_short_sequences(void **state)
{
	(void)state;
	static const size_t offsets[] = {0, 1, 30, 31, 61, 62, 63, 64, 94, 95};
	for (size_t i = 0; i < COUNT(offsets); i++) {
		unsigned char text[100];
		for (unsigned pair = 0; pair < 0x10000; pair++) {
			memset(text, 'a', sizeof text);
			text[offsets[i]] = (unsigned char)(pair >> 8);
			text[offsets[i] + 1] = (unsigned char)pair;
			assert_same(text, text, sizeof text);
		}
	}
}

static void agree_at_block_borders(void **state)
{
	(void)state;
	static unsigned char text[2 * SCAN_BYTES];
	for (unsigned pair = 0; pair < 0x10000; pair += 5) {
		memset(text + SCAN_BYTES - 64, 'a', 128);
		size_t at = SCAN_BYTES - 2 + pair % 4;
		text[at] = (unsigned char)(pair >> 8);
		text[at + 1] = (unsigned char)pair;
		assert_same(text, text + SCAN_BYTES - 64, 64);
		assert_same(text, text + SCAN_BYTES, 64);
	}
}

// Bytes at the edges of what the tables tell apart.
static const unsigned char telling[] = {
	0x00,
	0x0A,
	0x0D,
	0x20,
	0x26,
	0x41,
	0x7F,
	0x80,
	0x82,
	0x83,
	0x85,
	0x8B,
	0x90,
	0x94,
	0x99,
	0x9F,
	0xA0,
	0xA8,
	0xAB,
	0xBD,
	0xBF,
	0xC0,
	0xC2,
	0xC3,
	0xCC,
	0xDF,
	0xE0,
	0xE2,
	0xE3,
	0xE4,
	0xE7,
	0xE9,
	0xEA,
	0xED,
	0xEF,
	0xF0,
	0xF3,
	0xF4,
	0xF5,
	0xFF,
};

// Every character of three bytes, and what is nearly one, where 32 bytes meet.
static void agree_on_three_bytes(void **state)
{
	(void)state;
	static const char filler[] = "一一一一一一一一一一一一一一一一一一一一一一一一一一一一";
	unsigned char text[70];
	for (unsigned lead = 0xE0; lead <= 0xEF; lead++)
		for (unsigned second = 0x78; second <= 0xC4; second++)
			for (unsigned third = 0x78; third <= 0xC4; third++) {
				memcpy(text, filler, sizeof text);
				size_t at = 27 + 3 * ((second + third) % 3);
				text[at] = (unsigned char)lead;
				text[at + 1] = (unsigned char)second;
				text[at + 2] = (unsigned char)third;
				assert_same(text, text, sizeof text);
			}
}

static void agree_on_sampled_sequences(void **state)
{
	(void)state;
	static const char filler[] = "一一一一一一一一一一一一一一一一一一一一一一一一一一一一";
	unsigned char text[70];
	for (size_t a = 0; a < COUNT(telling); a++)
		for (size_t b = 0; b < COUNT(telling); b++)
			for (size_t c = 0; c < COUNT(telling); c++) {
				memcpy(text, filler, sizeof text);
				size_t at = 60 + (a + b + c) % 4;
				unsigned char d = telling[random_below(COUNT(telling))];
				memcpy(text + at,
					(unsigned char[]){telling[a], telling[b], telling[c], d},
					4);
				assert_same(text, text, sizeof text);
				assert_same(text + 2, text + 64, sizeof text - 64);
			}
}

static void agree_on_random_bytes(void **state)
{
	(void)state;
	static unsigned char text[SCAN_BYTES];
	for (size_t round = 0; round < 300; round++) {
		size_t size = 1 + random_below(round % 3 ? 200 : SCAN_BYTES);
		for (size_t i = 0; i < size; i++)
			text[i] = round % 2 ? (unsigned char)random_below(256)
					    : telling[random_below(COUNT(telling))];
		assert_same_cut(text, size, random_below((uint32_t)size + 1));
	}
}

static uint32_t random_character(void)
{
	static const uint32_t limits[] = {0x80, 0x800, 0x3000, 0x10000, 0x110000};
	uint32_t c = random_below(3) ? 0x4E00 + random_below(0x5200)
				     : random_below(limits[random_below(COUNT(limits))]);
	return c >= 0xD800 && c <= 0xDFFF ? 0x4E00 : c;
}

// Well-formed text, now and then broken.
static size_t random_text(char *text, size_t room, bool broken)
{
	size_t size = 0;
	while (size + 4 <= room) {
		size += utf8_encode(random_character(), text + size);
		if (broken && random_below(20) == 0)
			text[random_below((uint32_t)size)] = (char)random_below(256);
	}
	return size;
}

static void agree_on_random_text(void **state)
{
	(void)state;
	static char text[SCAN_BYTES];
	for (size_t round = 0; round < 300; round++) {
		size_t size = random_text(text, 8 + random_below(SCAN_BYTES - 8), round % 2);
		assert_same_cut(
			(const unsigned char *)text, size, random_below((uint32_t)size + 1));
	}
}

// --- signs ---

static bool has_sign(const char *line, size_t size)
{
	struct scan scan;
	uint64_t any = 0;
	if (size == 0)
		return false;
	scan_best()((const unsigned char *)line, (const unsigned char *)line, size, &scan);
	for (size_t word = 0; word * 64 < size; word++)
		any |= scan.sign[word];
	return any != 0;
}

static bool has_mojibake(struct slice line)
{
	struct mojibake_found found = {.text = 0};
	// The lines that are looked at for rare ideographs are past.
	found.lines = 9;
	mojibake_count(&found, line, true);
	bool any = found.replaced > 0;
	for (size_t i = 0; i < MOJIBAKE_KINDS; i++)
		any |= found.count[i] > 0;
	return any;
}

// Whoever looks for signs in a line finds nothing where the scan saw none.
static void signs_are_seen(void **state)
{
	(void)state;
	static const char *const pieces[] = {"&", "amp;", "&nbsp;", "*", "_", "`", ":", "：",
		"锟斤拷", "烫烫烫", "烫", "\xEF\xBF\xBD", "ÖÐÎÄ", "é", "Ã", "–", "“", "ž", "生",
		"忽", "惫", "1", "作者", " ", "一二三四五六七八九十"};
	size_t without = 0, told = 0;
	for (size_t round = 0; round < 20000; round++) {
		char line[256] = "";
		for (uint32_t left = 1 + random_below(6); left > 0; left--)
			strcat(line, pieces[random_below(COUNT(pieces))]);
		struct slice text = slice_of(line);
		bool tells = reading_differs(text) || has_mojibake(text);
		if (tells && !has_sign(text.data, text.size))
			fail_msg("%s", line);
		told += tells;
		without += !has_sign(text.data, text.size);
	}
	assert_in_range(told, 1000, 20000);
	assert_in_range(without, 1000, 20000);
}

// --- what is plain ---

// Whether there is a care bit from the start of the line to its line end, which is appended.
static bool is_marked(const char *line, size_t size)
{
	unsigned char text[256];
	struct scan scan;
	assert_true(size < sizeof text);
	memcpy(text, line, size);
	text[size] = '\n';
	scan_best()(text, text, size + 1, &scan);
	for (size_t i = 0; i <= size; i++)
		if (bit(scan.care, i))
			return true;
	return false;
}

// Asserts that the normalizer takes nothing from the line but spaces at its ends.
static void assert_left_alone(struct normalizer *normalizer, const char *line, size_t size)
{
	struct buffer out = {0};
	assert_true(normalize_feed(normalizer, line, size, &out));
	assert_true(normalize_end(normalizer, &out));
	for (; size > 0 && *line == ' '; size--)
		line++;
	while (size > 0 && line[size - 1] == ' ')
		size--;
	assert_int_equal(out.size, size);
	if (size > 0)
		assert_memory_equal(out.data, line, size);
	buffer_free(&out);
}

static bool is_line_end(uint32_t c)
{
	return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static size_t put_between(char *line, uint32_t c)
{
	memcpy(line, "一", 3);
	size_t size = 3 + utf8_encode(c, line + 3);
	memcpy(line + size, "一", 3);
	return size + 3;
}

static void plain_characters_are_left_alone(void **state)
{
	(void)state;
	struct normalizer *normalizer = normalizer_new();
	size_t plain = 0;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char line[16];
		if (c == '\n' || c == '\r' || (c >= 0xD800 && c <= 0xDFFF))
			continue;
		size_t size = put_between(line, c);
		if (is_marked(line, size))
			continue;
		plain++;
		assert_false(is_line_end(c));
		assert_left_alone(normalizer, line, size);
		assert_left_alone(normalizer, line + 3, size - 3);
		assert_left_alone(normalizer, line, size - 3);
	}
	assert_int_equal(normalize_ill_formed(normalizer), 0);
	normalizer_free(normalizer);
	assert_in_range(plain, 30000, 65536);
}

// Ideographs, the common punctuation and ASCII have to be plain, or the scan saves nothing.
static void common_text_is_plain(void **state)
{
	(void)state;
	static const char line[] =
		"Plain ASCII, with “quotes” — and 中文。「来源」：（某）、《书》！？；…·２０～";
	assert_false(is_marked(line, strlen(line)));
	for (uint32_t c = 0x4E00; c <= 0x9FFF; c++) {
		char text[16];
		assert_false(is_marked(text, put_between(text, c)));
	}
}

// A line that is not plain since normalisation changes it, by what follows what.
static void what_composes_is_marked(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
		if (uc_canonical_decomposition(c, parts) != 2)
			continue;
		char line[8];
		size_t size = utf8_encode(parts[0], line);
		size += utf8_encode(parts[1], line + size);
		if (!is_marked(line, size))
			fail_msg("U+%04X, decomposed, is plain", (unsigned)c);
	}
}

static void what_reorders_is_marked(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char line[16];
		if (uc_combining_class(c) == 0)
			continue;
		if (!is_marked(line, put_between(line, c)))
			fail_msg("U+%04X is plain", (unsigned)c);
	}
}

static bool is_ill_formed(const char *line, size_t size)
{
	uint32_t c;
	for (size_t at = 0; at < size;) {
		at += utf8_decode(line + at, size - at, &c);
		if (c >= UTF8_INCOMPLETE)
			return true;
	}
	return false;
}

// A sequence between two ideographs, and at the end of a line.
static void check_sequence(struct normalizer *normalizer, const unsigned char *bytes, size_t size)
{
	char line[16];
	memcpy(line, "一", 3);
	memcpy(line + 3, bytes, size);
	memcpy(line + 3 + size, "一", 3);
	for (size_t i = 0; i < 2; i++) {
		size_t whole = 3 + size + (i == 0 ? 3 : 0);
		if (is_marked(line, whole))
			continue;
		assert_false(is_ill_formed(line, whole));
		if (!memchr(bytes, '\n', size) && !memchr(bytes, '\r', size))
			assert_left_alone(normalizer, line, whole);
	}
}

static void ill_formed_pairs_are_marked(void **state)
{
	(void)state;
	struct normalizer *normalizer = normalizer_new();
	for (unsigned pair = 0; pair < 0x10000; pair++) {
		unsigned char bytes[2] = {(unsigned char)(pair >> 8), (unsigned char)pair};
		check_sequence(normalizer, bytes, 1);
		check_sequence(normalizer, bytes, 2);
	}
	normalizer_free(normalizer);
}

static void ill_formed_sequences_are_marked(void **state)
{
	(void)state;
	struct normalizer *normalizer = normalizer_new();
	for (size_t a = 0; a < COUNT(telling); a++)
		for (size_t b = 0; b < COUNT(telling); b++)
			for (size_t c = 0; c < COUNT(telling); c++) {
				unsigned char bytes[4] = {telling[a], telling[b], telling[c], 0};
				check_sequence(normalizer, bytes, 3);
				for (size_t d = 0; d < COUNT(telling); d += 3) {
					bytes[3] = telling[d];
					check_sequence(normalizer, bytes, 4);
				}
			}
	normalizer_free(normalizer);
}

static void plain_random_lines_are_left_alone(void **state)
{
	(void)state;
	struct normalizer *normalizer = normalizer_new();
	size_t plain = 0;
	for (size_t round = 0; round < 30000; round++) {
		char line[64];
		size_t size = random_text(line, 4 + random_below(12), round % 8 == 0);
		if (is_marked(line, size) || memchr(line, '\n', size) || memchr(line, '\r', size))
			continue;
		plain++;
		assert_left_alone(normalizer, line, size);
	}
	normalizer_free(normalizer);
	assert_true(plain > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agree_on_all_short_sequences),
		cmocka_unit_test(agree_at_block_borders),
		cmocka_unit_test(agree_on_three_bytes),
		cmocka_unit_test(agree_on_sampled_sequences),
		cmocka_unit_test(agree_on_random_bytes),
		cmocka_unit_test(agree_on_random_text),
		cmocka_unit_test(signs_are_seen),
		cmocka_unit_test(plain_characters_are_left_alone),
		cmocka_unit_test(common_text_is_plain),
		cmocka_unit_test(what_composes_is_marked),
		cmocka_unit_test(what_reorders_is_marked),
		cmocka_unit_test(ill_formed_pairs_are_marked),
		cmocka_unit_test(ill_formed_sequences_are_marked),
		cmocka_unit_test(plain_random_lines_are_left_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
