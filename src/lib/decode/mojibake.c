// SPDX-License-Identifier: MIT
// Text that was decoded wrongly before it came here: found, never repaired.
#include "decode/mojibake.h"

#include <stdbool.h>
#include <string.h>

#include "base/bytes.h"
#include "base/text.h"
#include "base/utf8.h"

#define RUN_MIN 4 // characters: writing beyond ASCII has fewer in a row, or other letters
#define FILL_MIN 3
#define FILL 0x70EBu // 烫

static const char *const causes[] = {
	[MOJIBAKE_UTF8_AS_BYTES] = "UTF-8 that was read as a single-byte code page such as Latin-1",
	[MOJIBAKE_GBK_AS_BYTES] = "GBK that was read as a single-byte code page such as Latin-1",
	[MOJIBAKE_REPLACED_AS_GBK] =
		"lost characters (U+FFFD in UTF-8) that were read as GBK: the text is gone",
	[MOJIBAKE_MEMORY_AS_GBK] = "memory without text in it that was read as GBK",
};

const char *mojibake_cause(enum mojibake kind)
{
	return causes[kind];
}

// --- whether there may be any ---

#define LOOK 32 // of each STRIDE bytes, and BYTES more
#define STRIDE 256

// Bytes that differ from zero where at `text` a 锟 or 烫 goes on that a character like the next one
// follows, or where a letter of Latin-1 begins that something beyond ASCII follows. Two more than
// BYTES bytes are read.
static inline bytes signs_at(const char *text)
{
	bytes first = bytes_at(text), second = bytes_at(text + 1), third = bytes_at(text + 2);
	bytes kun = (bytes)(first == 0x94) & (bytes)(second == 0x9F) & (bytes)(third == 0xE6);
	bytes fill = (bytes)(first == 0x83) & (bytes)(second == 0xAB) & (bytes)(third == 0xE7);
	bytes latin = (bytes)(first == 0xC3) & (bytes)(third >= 0xC2);
	return kun | fill | latin;
}

// Looks at some bytes of each hundred: a line that is full of them has them there, too.
static bool may_have_any(struct slice line)
{
	bytes signs = {0};
	size_t at = 0;
	while (line.size - at >= BYTES + 2) {
		signs |= signs_at(line.data + at);
		at += at % STRIDE < LOOK ? BYTES : STRIDE - LOOK;
		if (at > line.size)
			break;
	}
	if (at < line.size) {
		char last[BYTES + 2] = {0};
		memcpy(last, line.data + at, line.size - at);
		signs |= signs_at(last);
	}
	return bytes_any(signs);
}

// --- what there is ---

// What Windows-1252 has at 0x80 to 0x9F, in ascending order.
static const uint16_t windows[] = {0x152, 0x153, 0x160, 0x161, 0x178, 0x17D, 0x17E, 0x192, 0x2C6,
	0x2DC, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020, 0x2021,
	0x2022, 0x2026, 0x2030, 0x2039, 0x203A, 0x20AC, 0x2122};

static bool is_single_byte(uint32_t c)
{
	if (c >= 0xA0 && c <= 0xFF)
		return true;
	for (size_t i = 0; c >= windows[0] && i < sizeof windows / sizeof windows[0]; i++)
		if (windows[i] == c)
			return true;
	return false;
}

// A row of characters that are all of one kind.
struct streak {
	size_t single, letters,
		leads; // of a code page; its letters; those that UTF-8 has no use for
	size_t fill;
};

static void end_streak(struct streak *streak, uint64_t count[MOJIBAKE_KINDS])
{
	if (streak->single >= RUN_MIN && streak->letters >= 2)
		count[streak->leads > 0 ? MOJIBAKE_GBK_AS_BYTES : MOJIBAKE_UTF8_AS_BYTES]++;
	if (streak->fill >= FILL_MIN)
		count[MOJIBAKE_MEMORY_AS_GBK]++;
	*streak = (struct streak){0};
}

void mojibake_count(struct slice line, uint64_t count[MOJIBAKE_KINDS])
{
	static const char kun[] = "锟斤拷";
	struct streak streak = {0};
	if (!may_have_any(line))
		return;
	for (size_t at = 0; at < line.size;) {
		uint32_t c;
		if (begins_with(slice_from(line, at), kun))
			count[MOJIBAKE_REPLACED_AS_GBK]++;
		at += utf8_next(line.data + at, &c);
		bool single = c < 0x2123 && is_single_byte(c), fill = c == FILL;
		if ((streak.single > 0 && !single) || (streak.fill > 0 && !fill))
			end_streak(&streak, count);
		streak.single += single;
		streak.fill += fill;
		streak.letters += c >= 0xC0 && c <= 0xFF;
		streak.leads += c >= 0xC0 && c <= 0xDF;
	}
	end_streak(&streak, count);
}
