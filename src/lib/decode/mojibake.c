// SPDX-License-Identifier: MIT
// Text that was decoded wrongly before it came here: found, never repaired.
#include "decode/mojibake.h"

#include <stdbool.h>
#include <string.h>

#include "base/bytes.h"
#include "base/text.h"
#include "base/utf8.h"
#include "decode/likelihood.h"
#include "decode/multibyte.h"

#define RUN_MIN 4 // characters: writing beyond ASCII has fewer in a row, or other letters
#define FILL_MIN 3
#define FILL 0x70EBu // 烫

static const char *const causes[] = {
	[MOJIBAKE_UTF8_AS_BYTES] =
		N_("UTF-8 that was read as a single-byte code page such as Latin-1"),
	[MOJIBAKE_GBK_AS_BYTES] =
		N_("GBK that was read as a single-byte code page such as Latin-1"),
	[MOJIBAKE_REPLACED_AS_GBK] =
		N_("lost characters (U+FFFD in UTF-8) that were read as GBK: the text is gone"),
	[MOJIBAKE_MEMORY_AS_GBK] = N_("memory without text in it that was read as GBK"),
	[MOJIBAKE_UTF8_AS_GBK] = N_("UTF-8 that was read as GBK"),
	[MOJIBAKE_BIG5_AS_GBK] = N_("Big5 that was read as GBK"),
	[MOJIBAKE_GBK_AS_BIG5] = N_("GBK that was read as Big5"),
	[MOJIBAKE_LOST] = N_("characters that were lost (U+FFFD)"),
};

const char *mojibake_cause(enum mojibake kind)
{
	return causes[kind];
}

// --- whether there may be any ---

// Bytes that differ from zero where 锟, 烫 or U+FFFD begins, or a letter of Latin-1 that something
// beyond ASCII follows. Two more than BYTES bytes are read.
static inline bytes mojibake_signs_at(const char *text)
{
	bytes first = bytes_at(text), second = bytes_at(text + 1), third = bytes_at(text + 2);
	bytes kun = (bytes)(first == 0xE9) & (bytes)(second == 0x94) & (bytes)(third == 0x9F);
	bytes fill = (bytes)(first == 0xE7) & (bytes)(second == 0x83) & (bytes)(third == 0xAB);
	bytes latin = (bytes)(first == 0xC3) & (bytes)(third >= 0xC2);
	bytes lost = (bytes)(first == 0xEF) & (bytes)(second == 0xBF) & (bytes)(third == 0xBD);
	return kun | fill | latin | lost;
}

// The first sign at or after `at`; the size of the text: there is none.
static size_t find_mojibake_sign(struct slice text, size_t at)
{
	bytes signs;
	for (; text.size - at >= BYTES + 2; at += BYTES)
		if (bytes_any(signs = mojibake_signs_at(text.data + at)))
			return at + bytes_first(signs);
	char last[2 * BYTES + 2] = {0};
	memcpy(last, text.data + at, text.size - at);
	for (size_t i = 0; i <= BYTES; i += BYTES)
		if (bytes_any(signs = mojibake_signs_at(last + i)))
			return at + i + bytes_first(signs);
	return text.size;
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
	size_t size; // bytes
};

// Returns the bytes of the row if it is mojibake.
static size_t end_streak(struct streak *streak, uint64_t count[MOJIBAKE_KINDS])
{
	size_t size = 0;
	if (streak->single >= RUN_MIN && streak->letters >= 2) {
		count[streak->leads > 0 ? MOJIBAKE_GBK_AS_BYTES : MOJIBAKE_UTF8_AS_BYTES]++;
		size = streak->size;
	}
	if (streak->fill >= FILL_MIN) {
		count[MOJIBAKE_MEMORY_AS_GBK]++;
		size = streak->size;
	}
	*streak = (struct streak){0};
	return size;
}

// Moves from `at` on to where a row begins that has a sign: some characters before the next one.
// *sign gets its place.
static size_t skip_to_sign(struct slice line, size_t at, size_t *sign)
{
	size_t start = *sign = find_mojibake_sign(line, at);
	for (size_t i = 0; i < RUN_MIN && start > at && start < line.size; i++)
		start = utf8_step_back(line.data, start);
	return start;
}

// Counts what has marks of its own. Returns the bytes of it.
static size_t count_marked(struct slice line, struct mojibake_found *found)
{
	static const char kun[] = "锟斤拷";
	struct streak streak = {0};
	size_t bad = 0, sign;
	for (size_t at = skip_to_sign(line, 0, &sign); at < line.size;) {
		uint32_t c;
		if (begins_with(slice_from(line, at), kun)) {
			found->count[MOJIBAKE_REPLACED_AS_GBK]++;
			bad += sizeof kun - 1;
		}
		size_t length = utf8_next(line.data + at, &c);
		at += length;
		bool single = c < 0x2123 && is_single_byte(c), fill = c == FILL;
		found->replaced += c == UTF8_REPLACEMENT;
		if ((streak.single > 0 && !single) || (streak.fill > 0 && !fill))
			bad += end_streak(&streak, found->count);
		streak.single += single;
		streak.fill += fill;
		streak.size += single || fill ? length : 0;
		streak.letters += c >= 0xC0 && c <= 0xFF;
		streak.leads += c >= 0xC0 && c <= 0xDF;
		if (at > sign && !single && !fill)
			at = skip_to_sign(line, at, &sign);
	}
	return bad + end_streak(&streak, found->count);
}

// --- rare ideographs ---

#define LOOKED_FIRST 8 // lines of a page, and
#define LOOKED_EACH 4  // one in so many of the others,
#define LOOKED_MAX 64  // no more than this many
#define FAILED_MAX 2   // lines of rare ideographs that are no mojibake, such as names
#define FIRST 8        // ideographs that are looked at first,
#define SAMPLE 32      // and characters that are read back
#define LIKELY 13      // bits that an ideograph of text costs on average, at most
#define UNLIKELY 15    // and one of mojibake, at least
#define LEAST 4        // ideographs

// The characters beyond ASCII of a line, the first few.
struct sample {
	uint32_t character[SAMPLE];
	size_t count, ideographs, cost; // cost: of the ideographs, in bits
};

// Takes the first ideographs of a line, so many or as many as it has. It may stop before if it is
// not unlikely.
static void take_sample(struct slice line, size_t ideographs, struct sample *sample)
{
	*sample = (struct sample){.count = 0};
	for (size_t at = 0; at < line.size && sample->count < SAMPLE;) {
		uint32_t c;
		at += utf8_next(line.data + at, &c);
		if (c < 0x80)
			continue;
		sample->character[sample->count++] = c;
		if (!utf8_is_common_ideograph(c))
			continue;
		sample->cost += likelihood_char(c);
		size_t left = ideographs - ++sample->ideographs;
		// The rest cannot make the sample unlikely, as most text is soon known.
		if (left == 0 || sample->cost + LIKELIHOOD_MOST * left < UNLIKELY * ideographs)
			break;
	}
}

static bool is_unlikely(const struct sample *sample)
{
	return sample->ideographs >= LEAST && sample->cost >= UNLIKELY * sample->ideographs;
}

// The bytes of the sample in an encoding; characters that it does not have are left out.
static size_t encode_sample(const struct sample *sample, enum coding coding, char out[2 * SAMPLE])
{
	uint16_t codes[SAMPLE];
	size_t size = 0;
	multibyte_codes_of(coding, sample->character, sample->count, codes);
	for (size_t i = 0; i < sample->count; i++) {
		if (codes[i] == 0)
			continue;
		out[size++] = (char)(codes[i] >> 8);
		out[size++] = (char)codes[i];
	}
	return size;
}

// Whether the costs are those of text: of common ideographs, with few gaps.
static bool is_likely(size_t ideographs, size_t cost, size_t gaps)
{
	return ideographs >= LEAST && cost <= LIKELY * ideographs && gaps * 3 <= ideographs;
}

static bool is_text_as_utf8(struct slice text)
{
	size_t ideographs = 0, cost = 0, gaps = 0;
	for (size_t at = 0; at < text.size;) {
		uint32_t c;
		at += utf8_decode(text.data + at, text.size - at, &c);
		gaps += c == UTF8_ILL_FORMED;
		if (c < UTF8_INCOMPLETE && utf8_is_common_ideograph(c)) {
			ideographs++;
			cost += likelihood_char(c);
		}
	}
	return is_likely(ideographs, cost, gaps);
}

static bool is_text_as(enum coding coding, struct slice text)
{
	size_t ideographs = 0, cost = 0, gaps = 0;
	for (size_t at = 0; at + 1 < text.size; at += 2) {
		uint32_t c = multibyte_char(
			coding, (unsigned char)text.data[at], (unsigned char)text.data[at + 1]);
		gaps += c == 0;
		if (utf8_is_common_ideograph(c)) {
			ideographs++;
			cost += likelihood_char(c);
		}
	}
	return is_likely(ideographs, cost, gaps);
}

// What a line of rare ideographs is if its bytes are likely text in another encoding;
// MOJIBAKE_KINDS: nothing else.
static enum mojibake read_back(const struct sample *sample)
{
	char read[2 * SAMPLE];
	struct slice text = {read, encode_sample(sample, CODING_GB18030, read)};
	if (is_text_as_utf8(text))
		return MOJIBAKE_UTF8_AS_GBK;
	if (is_text_as(CODING_BIG5, text))
		return MOJIBAKE_BIG5_AS_GBK;
	text.size = encode_sample(sample, CODING_BIG5, read);
	return is_text_as(CODING_GB18030, text) ? MOJIBAKE_GBK_AS_BIG5 : MOJIBAKE_KINDS;
}

// Whether the next line is one of those that stand for the page.
static bool is_looked_at(struct mojibake_found *found)
{
	unsigned line = found->lines++;
	return (line < LOOKED_FIRST || line % LOOKED_EACH == 0) && found->looked < LOOKED_MAX;
}

// Counts a line whose ideographs are rare and make text when they are read back.
static bool count_unlikely(struct slice line, struct mojibake_found *found)
{
	struct sample sample;
	if (found->failed >= FAILED_MAX)
		return false;
	take_sample(line, FIRST, &sample);
	found->looked += sample.ideographs >= LEAST;
	if (!is_unlikely(&sample))
		return false;
	// Names are rare ideographs, too, but few lines of a page are names.
	found->unlikely++;
	if (found->unlikely * 2 < found->looked)
		return false;
	take_sample(line, SAMPLE, &sample);
	enum mojibake kind = is_unlikely(&sample) ? read_back(&sample) : MOJIBAKE_KINDS;
	if (kind == MOJIBAKE_KINDS) {
		found->failed++;
		return false;
	}
	found->count[kind]++;
	return true;
}

void mojibake_count(struct mojibake_found *found, struct slice line, bool signs)
{
	size_t bad = signs ? count_marked(line, found) : 0;
	found->text += line.size;
	if (!is_looked_at(found))
		return;
	found->looked_text += line.size;
	if (bad * 2 >= line.size || count_unlikely(line, found))
		found->garbled += line.size;
}

bool mojibake_is_page(const struct mojibake_found *found, uint64_t ill_formed)
{
	static const uint64_t replacement = sizeof UTF8_REPLACEMENT_BYTES - 1;
	uint64_t lost = found->replaced > ill_formed ? found->replaced - ill_formed : 0;
	return (found->garbled > 0 && found->garbled * 4 >= found->looked_text) ||
	       (lost > 1 && lost * replacement * 10 >= found->text);
}
