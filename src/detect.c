// SPDX-License-Identifier: MIT
// Which encoding a page is in, decided once, as a function of its bytes alone.
#include "detect.h"

#include <string.h>

#include "utf8.h"
#include "weigh.h"

#define CHARACTERS 64   // beyond ASCII that decide
#define WIDE_MAX 256    // bytes that show whether a page is UTF-16 or UTF-32
#define WITHOUT_NUL 16  // ideographs that show it where there is no ASCII
#define OUTNUMBERED 20  // well-formed sequences of UTF-8 for each ill-formed one
#define COMMON_ENOUGH 3 // ideographs that decide early
#define FEW 8           // sequences of two bytes that may be two-byte codes
#define SURE 6          // bits between the likeliest reading and the next one
#define SENSIBLE 18     // bits a character that text has at most

// --- UTF-16 and UTF-32 without a mark ---

// One way to read the bytes, as numbers of 2 or 4 bytes.
struct wide {
	enum coding coding;
	size_t size;
	bool big; // the highest byte first
};

static const struct wide wides[] = {
	{CODING_UTF16LE, 2, false},
	{CODING_UTF16BE, 2, true},
	{CODING_UTF32LE, 4, false},
	{CODING_UTF32BE, 4, true},
};
#define WIDES (sizeof wides / sizeof wides[0])

// What the numbers read in one way are.
struct wide_count {
	size_t all, odd;      // odd: nothing that text has
	size_t telling, mute; // text that ASCII could not be, and that pairs of ASCII letters could
	size_t ascii;         // of the telling: ASCII, with NUL beside it
};

static uint32_t wide_number(const struct wide *wide, const unsigned char *byte)
{
	uint32_t number = 0;
	for (size_t i = 0; i < wide->size; i++)
		number = number << 8 | byte[wide->big ? i : wide->size - 1 - i];
	return number;
}

static bool is_ascii_text(unsigned char c)
{
	return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\r' || c == '\t';
}

// What a page in Chinese has, and no other bytes look like: ASCII, ideographs, their punctuation.
static bool wide_is_common(uint32_t c)
{
	bool script = c < 0x7F || (c >= 0x2010 && c < 0x2030) || (c >= 0x3000 && c < 0xA000) ||
		      (c >= 0xFF00 && c < 0xFFF0) || c == 0xB7;
	return script && weigh_char(c) <= WEIGH_COMMON;
}

static void wide_look(const struct wide *wide, const unsigned char *byte, struct wide_count *count)
{
	uint32_t c = wide_number(wide, byte);
	bool rare = c >= 0x10000 && c < 0x110000;
	count->all++;
	// Half of a pair, or rare but possible: no evidence.
	if (rare || (wide->size == 2 && c >= 0xD800 && c < 0xE000))
		return;
	if (!wide_is_common(c))
		count->odd++;
	else if (c >= 0x80 && is_ascii_text(byte[0]) && is_ascii_text(byte[1]))
		count->mute++;
	else
		count->telling++, count->ascii += c < 0x80;
}

static bool wide_is_out(const struct wide_count *count, size_t grace)
{
	return count->odd > grace + count->all / 8;
}

static bool wide_is_in(const struct wide_count *count)
{
	if (wide_is_out(count, 0) || (count->ascii == 0 && count->telling < WITHOUT_NUL))
		return false;
	// In ASCII with a NUL here and there nothing but that NUL tells.
	return count->mute == 0 || (count->telling > count->ascii && count->telling >= count->mute);
}

// Counts the first bytes in all four ways, as they would come one by one. Returns how many of them
// show that the page is neither UTF-16 nor UTF-32; 0 if they don't.
static size_t wide_until_out(struct slice start, struct wide_count count[WIDES])
{
	const unsigned char *byte = (const unsigned char *)start.data;
	bool ascii = true;
	for (size_t at = 1; at <= start.size; at++) {
		bool all_out = true;
		ascii &= is_ascii_text(byte[at - 1]);
		// After a whole line of ASCII one odd number is enough: short lines need not wait.
		size_t grace = ascii && byte[at - 1] == '\n' ? 0 : 1;
		for (size_t i = 0; i < WIDES; i++) {
			if (at % wides[i].size == 0)
				wide_look(&wides[i], byte + at - wides[i].size, &count[i]);
			all_out &= wide_is_out(&count[i], grace);
		}
		if (all_out)
			return at;
	}
	return 0;
}

// Whether the bytes may well be UTF-8, cut off somewhere.
static bool is_all_utf8(struct slice text)
{
	for (size_t at = 0; at < text.size;) {
		uint32_t c;
		at += utf8_decode(text.data + at, text.size - at, &c);
		if (c == UTF8_ILL_FORMED || c == 0)
			return false;
	}
	return true;
}

// Which of the four it is; WIDES for none of them.
static size_t wide_best(struct slice start, const struct wide_count count[WIDES])
{
	size_t best = WIDES;
	if (is_all_utf8(start))
		return best;
	for (size_t i = 0; i < WIDES; i++)
		if (wide_is_in(&count[i]) &&
			(best == WIDES ||
				count[i].odd * count[best].all < count[best].odd * count[i].all))
			best = i;
	return best;
}

// Sees whether the page is UTF-16 or UTF-32: DETECT_DONE. If not, the next stage is set, or none
// yet.
static enum detect_result detect_wide(
	struct detect *detect, struct slice start, bool last, struct detected *found)
{
	struct wide_count count[WIDES] = {{0}};
	if (start.size > WIDE_MAX)
		start.size = WIDE_MAX;
	size_t out = wide_until_out(start, count);
	if (out == 0 && start.size < WIDE_MAX && !last)
		return DETECT_WAIT;
	size_t best = out > 0 ? WIDES : wide_best(start, count);
	if (best < WIDES) {
		found->coding = wides[best].coding;
		return DETECT_DONE;
	}
	detect->stage = DETECT_ASCII;
	for (size_t i = 0; i < (out > 0 ? out : start.size); i++)
		if (!is_ascii_text((unsigned char)start.data[i]))
			detect->stage = DETECT_TEXT;
	detect->whole = detect->stage == DETECT_TEXT;
	return DETECT_WAIT;
}

// --- UTF-8, GB18030 and Big5 ---

// Whether UTF-8 was put behind the mark of UTF-16: there is no NUL, and what is not ASCII is
// well-formed.
static enum detect_result detect_marked(
	const struct sniff *mark, struct slice sample, bool last, struct detected *found)
{
	size_t valid = 0, at = mark->size;
	bool wide = false;
	*found = (struct detected){.coding = mark->coding, .skip = mark->size};
	while (at < sample.size && valid < CHARACTERS / 16 && at < WIDE_MAX && !wide) {
		uint32_t c;
		size_t length = utf8_decode(sample.data + at, sample.size - at, &c);
		if (c == UTF8_INCOMPLETE && !last)
			return DETECT_WAIT;
		wide = c == 0 || c >= UTF8_INCOMPLETE;
		valid += c >= 0x80;
		at += length;
	}
	if (wide)
		return DETECT_DONE;
	if (valid < CHARACTERS / 16 && at < WIDE_MAX && !last)
		return DETECT_WAIT;
	if (valid > 0 || at >= WIDE_MAX)
		found->coding = CODING_UTF8;
	return DETECT_DONE;
}

struct reading {
	enum coding coding;
	struct weigh weigh;
};

// The likeliest reading first, as far as that matters.
static void choose(const struct reading *reading, size_t count, struct detected *found)
{
	size_t best = 0, next = SIZE_MAX;
	for (size_t i = 1; i < count; i++)
		if (reading[i].weigh.cost < reading[best].weigh.cost)
			best = i;
	for (size_t i = 0; i < count; i++)
		if (i != best && reading[i].weigh.cost < next)
			next = reading[i].weigh.cost;
	found->coding = reading[best].coding;
	found->unsure = next - reading[best].weigh.cost < SURE;
}

// The bits of what is beyond ASCII.
static bool is_sensible(struct weigh weigh, struct slice text)
{
	size_t ascii = 0;
	for (size_t i = 0; i < text.size; i++)
		ascii += (unsigned char)text.data[i] < 0x80;
	return weigh.cost <= SENSIBLE * weigh.characters + 8 * ascii;
}

static enum detect_result weigh_readings(
	struct codes_set *codes, struct slice text, bool is_utf8, struct detected *found)
{
	const struct codes *gb18030 = codes_of(codes, CODING_GB18030);
	const struct codes *big5 = codes_of(codes, CODING_BIG5);
	if (!gb18030 || !big5)
		return DETECT_NO_MEMORY;
	struct reading reading[] = {
		{CODING_UTF8, weigh_utf8(text)},
		{CODING_GB18030, weigh_codes(gb18030, text)},
		{CODING_BIG5, weigh_codes(big5, text)},
	};
	choose(reading, sizeof reading / sizeof reading[0], found);
	for (size_t i = 0; i < sizeof reading / sizeof reading[0]; i++)
		if (reading[i].coding == found->coding && !is_sensible(reading[i].weigh, text))
			found->unsure = true;
	if (is_utf8) {
		found->unsure = found->coding != CODING_UTF8;
		found->coding = CODING_UTF8;
	}
	return DETECT_DONE;
}

static bool is_utf8(const struct detect *detect)
{
	return detect->valid > 0 && detect->valid >= OUTNUMBERED * detect->ill_formed;
}

static enum detect_result decide(
	struct detect *detect, struct codes_set *codes, struct slice text, struct detected *found)
{
	if (detect->whole && sniff_is_noise(text)) {
		found->binary = &sniff_noise;
		return DETECT_DONE;
	}
	found->coding = CODING_UTF8;
	bool short_ones = detect->valid < FEW && detect->high == 2 * detect->valid;
	if (detect->high == 0 || (is_utf8(detect) && !short_ones))
		return DETECT_DONE;
	return weigh_readings(codes, text, is_utf8(detect), found);
}

// Whether what was looked at is enough.
static bool is_enough(const struct detect *detect, bool line_ends)
{
	if (detect->at >= DETECT_HELD_MAX || detect->valid >= CHARACTERS)
		return true;
	if (!is_utf8(detect))
		return detect->high >= 2 * CHARACTERS;
	return line_ends && detect->ill_formed == 0 && detect->common >= COMMON_ENOUGH;
}

static enum detect_result detect_text(struct detect *detect, struct codes_set *codes,
	struct slice sample, bool last, struct detected *found)
{
	while (detect->at < sample.size) {
		uint32_t c;
		const char *text = sample.data + detect->at;
		size_t length = utf8_decode(text, sample.size - detect->at, &c);
		if (c == UTF8_INCOMPLETE)
			break;
		detect->at += length;
		if (c >= 0x80) {
			detect->high += length;
			detect->valid += c != UTF8_ILL_FORMED;
			detect->ill_formed += c == UTF8_ILL_FORMED;
			detect->common +=
				c >= 0x3000 && c < 0x10000 && weigh_char(c) <= WEIGH_COMMON;
		}
		if (is_enough(detect, *text == '\n' || *text == '\r')) {
			sample.size = detect->at;
			// Controls at the start, and nothing but ASCII since: that says nothing.
			if (detect->high == 0) {
				*detect = (struct detect){.stage = DETECT_ASCII};
				found->pass = sample.size;
				return DETECT_WAIT;
			}
			return decide(detect, codes, sample, found);
		}
	}
	return last ? decide(detect, codes, sample, found) : DETECT_WAIT;
}

// --- all of it ---

static size_t ascii_run(struct slice text)
{
	size_t at = 0;
	uint64_t eight;
	for (; text.size - at >= sizeof eight; at += sizeof eight) {
		memcpy(&eight, text.data + at, sizeof eight);
		if (eight & 0x8080808080808080u)
			break;
	}
	while (at < text.size && (unsigned char)text.data[at] < 0x80)
		at++;
	return at;
}

static enum detect_result detect_start(
	struct detect *detect, struct slice sample, bool last, struct detected *found)
{
	switch (sniff(sample, last, &detect->mark)) {
	case SNIFF_MORE:
		return DETECT_WAIT;
	case SNIFF_BINARY:
		found->binary = detect->mark.binary;
		return DETECT_DONE;
	case SNIFF_MARK:
		break;
	case SNIFF_NONE:
		detect->stage = DETECT_WIDE;
		return DETECT_WAIT;
	}
	found->coding = detect->mark.coding;
	found->skip = detect->mark.size;
	if (found->coding != CODING_UTF16LE && found->coding != CODING_UTF16BE)
		return DETECT_DONE;
	detect->stage = DETECT_MARKED;
	return DETECT_WAIT;
}

// ASCII passes until something else comes, which begins the sample then.
static enum detect_result detect_ascii(struct detect *detect, struct codes_set *codes,
	struct slice sample, bool last, struct detected *found)
{
	size_t ascii = ascii_run(sample);
	enum detect_result result = DETECT_WAIT;
	if (ascii < sample.size || last) {
		struct slice rest = {sample.data + ascii, sample.size - ascii};
		detect->stage = DETECT_TEXT;
		result = detect_text(detect, codes, rest, last, found);
	}
	found->pass = ascii;
	return result;
}

enum detect_result detect_feed(struct detect *detect, struct codes_set *codes, struct slice sample,
	bool last, struct detected *found)
{
	enum detect_result result = DETECT_WAIT;
	*found = (struct detected){.coding = CODING_UTF8};
	if (detect->stage == DETECT_START)
		result = detect_start(detect, sample, last, found);
	if (result == DETECT_WAIT && detect->stage == DETECT_MARKED)
		result = detect_marked(&detect->mark, sample, last, found);
	if (result == DETECT_WAIT && detect->stage == DETECT_WIDE)
		result = detect_wide(detect, sample, last, found);
	if (result == DETECT_WAIT && detect->stage == DETECT_ASCII)
		result = detect_ascii(detect, codes, sample, last, found);
	else if (result == DETECT_WAIT && detect->stage == DETECT_TEXT)
		result = detect_text(detect, codes, sample, last, found);
	return result;
}
