// SPDX-License-Identifier: MIT
// Which encoding a page is in, decided once, as a function of its bytes alone: never of how they
// arrive. tests/unit/test_detect.c asks about each page in pieces; a new test of bytes is tried
// there first. scripts/detect-report measures detection beside libuchardet.
#include "decode/detect.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "decode/encodings.h"
#include "decode/foreign.h"
#include "decode/likelihood.h"

#define CHARACTERS 64         // beyond ASCII: enough to decide
#define WIDE_MAX 256          // bytes: enough to rule out UTF-16 and UTF-32
#define OUTNUMBERED 20        // well-formed sequences of UTF-8 per ill-formed one
#define COMMON_ENOUGH 3       // common ideographs: enough to decide at the end of a line
#define FEW 8                 // fewer two-byte sequences of UTF-8 may be two-byte codes
#define SURE 6                // bits between the likeliest reading and the next
#define SENSIBLE 18           // bits per character: the most that text costs
#define SENSIBLE_IDEOGRAPH 17 // the same for its ideographs
#define KOREAN 11             // bits per character: the most that Korean costs
#define NATIVE 4              // kana or syllables of Hangul: fewer are never sure
#define SHARED_NATIVE 6       // the same where Chinese encodings have these characters, too
#define NEAR 8                // bytes of ASCII beside others that may be part of characters
#define LABEL_LEAD 40         // bits that a label for Japanese or Korean is worth

// --- readings ---

struct sample_reading {
	enum coding coding;
	struct likelihood likelihood;
};

// Picks the likeliest reading. The next one tells how sure that is.
static size_t choose_reading(
	const struct sample_reading *reading, size_t count, struct detected *found)
{
	size_t best = 0, next = SIZE_MAX;
	for (size_t i = 1; i < count; i++)
		if (reading[i].likelihood.cost < reading[best].likelihood.cost)
			best = i;
	for (size_t i = 0; i < count; i++)
		if (i != best && reading[i].likelihood.cost < next)
			next = reading[i].likelihood.cost;
	found->coding = reading[best].coding;
	found->unsure = next - reading[best].likelihood.cost < SURE;
	return best;
}

#define NARROWS 3

// Reads the text as UTF-8 and as two-byte codes. False: no memory.
static bool narrow_readings(
	struct multibyte_set *codes, struct slice text, struct sample_reading reading[NARROWS])
{
	const struct multibyte *gb18030 = multibyte_of(codes, CODING_GB18030);
	const struct multibyte *big5 = multibyte_of(codes, CODING_BIG5);
	if (!gb18030 || !big5)
		return false;
	reading[0] = (struct sample_reading){CODING_UTF8, likelihood_utf8(text)};
	reading[1] = (struct sample_reading){CODING_GB18030, likelihood_codes(gb18030, text)};
	reading[2] = (struct sample_reading){CODING_BIG5, likelihood_codes(big5, text)};
	return true;
}

// --- other encodings ---

// Whether a foreign reading has enough characters of its own kind to be one at all.
static bool is_native(enum foreign foreign, const struct foreign_reading *reading)
{
	size_t all = reading->likelihood.characters, native = reading->native;
	if (foreign == FOREIGN_LATIN)
		return native * 2 >= all;
	// Half of Japanese is ideographs, and short texts have more.
	if (foreign == FOREIGN_EUC_JP || foreign == FOREIGN_SHIFT_JIS)
		return native * 5 >= all;
	if (foreign == FOREIGN_EUC_KR && reading->likelihood.beyond > KOREAN * all)
		return false;
	return native * 3 >= all * 2;
}

// Bits by which a foreign reading has to be likelier than one for Chinese to be chosen, and by
// which to make that one doubtful. Latin ones make it doubtful already when they are nearly as
// likely.
static const struct {
	int chosen, doubt;
} leads[FOREIGNS] = {
	[FOREIGN_EUC_JP] = {24, 3},
	[FOREIGN_SHIFT_JIS] = {24, 3},
	[FOREIGN_EUC_KR] = {24, 3},
	[FOREIGN_LATIN] = {6, -6},
	[FOREIGN_CYRILLIC] = {24, 0},
	[FOREIGN_KOI8] = {24, 0},
	[FOREIGN_ISO_CYRILLIC] = {24, 0},
	[FOREIGN_GREEK] = {24, 0},
};

static bool is_likelier(size_t cost, size_t than, int lead)
{
	return lead < 0 ? cost < than + (size_t)-lead : cost + (size_t)lead < than;
}

// All foreign readings of a text that can be ones.
struct foreign_readings {
	struct foreign_reading of[FOREIGNS];
	size_t cost[FOREIGNS]; // SIZE_MAX / 2: it is none
};

static struct foreign_readings foreign_readings(struct slice text)
{
	struct foreign_readings readings;
	for (enum foreign i = 0; i < FOREIGNS; i++) {
		readings.of[i] = foreign_read(i, text);
		readings.cost[i] = is_native(i, &readings.of[i]) ? readings.of[i].likelihood.cost
								 : SIZE_MAX / 2;
	}
	return readings;
}

// Whether any foreign reading is likelier than a cost. `other`: but for this one.
static bool any_is_likelier(
	const struct foreign_readings *readings, size_t than, int lead, enum foreign other)
{
	for (enum foreign i = 0; i < FOREIGNS; i++)
		if (i != other && is_likelier(readings->cost[i], than, lead))
			return true;
	return false;
}

// --- UTF-16 and UTF-32 without a mark ---

// A way to read bytes as numbers: 2 or 4 bytes each.
struct wide {
	enum coding coding;
	size_t width;
	bool big; // the highest byte first
};

static const struct wide wides[] = {
	{CODING_UTF16LE, 2, false},
	{CODING_UTF16BE, 2, true},
	{CODING_UTF32LE, 4, false},
	{CODING_UTF32BE, 4, true},
};
#define WIDES (sizeof wides / sizeof wides[0])

// Numbers read in one way, and how many of them are unlikely in text.
struct wide_count {
	size_t all, odd;
};

static bool is_ascii_text(unsigned char c)
{
	return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\r' || c == '\t';
}

// Whether a character is rare on pages. Pairs of ASCII letters read as ideographs, but mostly as
// rare ones.
static bool is_odd(const struct wide *wide, uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} usual[] = {
		{0xA0, 0x52F},      // Latin, Greek, Cyrillic
		{0xE00, 0xE7F},     // Thai
		{0x1E00, 0x1EFF},   // Vietnamese
		{0x2010, 0x203B},   // punctuation
		{0x2100, 0x27BF},   // symbols
		{0x3000, 0x33FF},   // punctuation of ideographs, kana
		{0xAC00, 0xDFFF},   // Hangul, halves of pairs
		{0xF900, 0xFAFF},   // ideographs for compatibility
		{0xFE30, 0xFE4F},   // vertical forms
		{0xFF01, 0xFFEF},   // full-width forms
		{0x1F000, 0x1FAFF}, // emoji
		{0x20000, 0x2FFFF}, // rare ideographs; nothing else is up there
	};
	if (c < 0x80)
		return !is_ascii_text((unsigned char)c);
	if (utf8_is_common_ideograph(c))
		return likelihood_char(c) > LIKELIHOOD_KNOWN;
	for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
		if (c >= usual[i].first && c <= usual[i].last)
			return wide->width == 4 && utf8_is_surrogate(c);
	return true;
}

static bool wide_is_out(const struct wide_count *count, size_t grace)
{
	return count->odd > grace + count->all / 8;
}

// Reads the first bytes in all four ways, byte by byte. Returns how many bytes rule out UTF-16 and
// UTF-32; 0: they do not.
static size_t wide_until_out(struct slice start, struct wide_count count[WIDES])
{
	const unsigned char *byte = (const unsigned char *)start.data;
	bool ascii = true;
	for (size_t at = 1; at <= start.size; at++) {
		bool all_out = true;
		ascii &= is_ascii_text(byte[at - 1]);
		// After a line of pure ASCII one odd number is enough, so that short lines need not
		// wait.
		size_t grace = ascii && byte[at - 1] == '\n' ? 0 : 1;
		for (size_t i = 0; i < WIDES; i++) {
			const struct wide *wide = &wides[i];
			if (at % wide->width == 0) {
				const unsigned char *unit = byte + at - wide->width;
				count[i].all++;
				count[i].odd += is_odd(
					wide, likelihood_wide_number(wide->width, wide->big, unit));
			}
			all_out &= wide_is_out(&count[i], grace);
		}
		if (all_out)
			return at;
	}
	return 0;
}

static bool is_all_ascii(struct slice text)
{
	for (size_t i = 0; i < text.size; i++)
		if (!is_ascii_text((unsigned char)text.data[i]))
			return false;
	return true;
}

// Whether the bytes are UTF-8 text, perhaps cut off. UTF-16 and UTF-32 have bytes of all values and
// hardly ever pass. NULs are allowed if there are also sequences of three bytes or more: UTF-16 and
// UTF-32 do not have both.
static bool is_plain_utf8(struct slice text)
{
	bool nul = false, sequence = false;
	for (size_t at = 0; at < text.size;) {
		uint32_t c;
		at += utf8_decode(text.data + at, text.size - at, &c);
		nul |= c == 0;
		sequence |= c >= 0x800 && c < UTF8_INCOMPLETE;
		bool control = c > 0 && c < 0x80 && !is_ascii_text((unsigned char)c);
		if (c == UTF8_ILL_FORMED || control)
			return false;
	}
	return !nul || sequence;
}

// Adds the likely readings as UTF-16 or UTF-32.
static size_t wide_readings(struct slice start, const struct wide_count count[WIDES],
	struct sample_reading reading[WIDES])
{
	size_t found = 0;
	if (is_plain_utf8(start))
		return 0;
	for (size_t i = 0; i < WIDES; i++) {
		struct likelihood likelihood = likelihood_wide(wides[i].width, wides[i].big, start);
		size_t units = start.size / wides[i].width;
		if (units > 0 && !wide_is_out(&count[i], 0) && likelihood.cost <= SENSIBLE * units)
			reading[found++] = (struct sample_reading){wides[i].coding, likelihood};
	}
	return found;
}

// Compares the readings as UTF-16 and UTF-32 with all others. DETECT_DONE: one of them is the
// likeliest.
static enum detect_result compare_wides(struct multibyte_set *codes, struct slice start,
	const struct wide_count count[WIDES], struct detected *found)
{
	struct sample_reading reading[WIDES + NARROWS];
	size_t wide = wide_readings(start, count, reading);
	if (wide == 0)
		return DETECT_WAIT;
	if (!narrow_readings(codes, start, reading + wide))
		return DETECT_NO_MEMORY;
	size_t best = choose_reading(reading, wide + NARROWS, found);
	// Bytes of one letter each read as syllables of Hangul.
	struct foreign_readings readings = foreign_readings(start);
	if (best < wide && !any_is_likelier(&readings, reading[best].likelihood.cost, 0, FOREIGNS))
		return DETECT_DONE;
	*found = (struct detected){.coding = CODING_UTF8};
	return DETECT_WAIT;
}

// DETECT_DONE: the page is UTF-16 or UTF-32. Otherwise sets the next stage once this is ruled out.
static enum detect_result detect_wide(struct detect *detect, struct multibyte_set *codes,
	struct slice start, bool last, struct detected *found)
{
	struct wide_count count[WIDES] = {{0}};
	if (start.size > WIDE_MAX)
		start.size = WIDE_MAX;
	size_t out = wide_until_out(start, count);
	if (out == 0) {
		if (start.size < WIDE_MAX && !last)
			return DETECT_WAIT;
		enum detect_result result = compare_wides(codes, start, count, found);
		if (result != DETECT_WAIT)
			return result;
	}
	if (out > 0)
		start.size = out;
	detect->stage = is_all_ascii(start) ? DETECT_ASCII : DETECT_TEXT;
	detect->whole = detect->stage == DETECT_TEXT;
	return DETECT_WAIT;
}

// --- UTF-8, GB18030 and Big5 ---

// Whether UTF-8 follows the mark of UTF-16: it has no NUL, and all beyond ASCII is well-formed.
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

// Whether two-byte codes make likely text: its characters are those of text, its ideographs are the
// common ones, and few of its codes look like accented letters of Latin words.
static bool is_sensible(const struct sample_reading *reading)
{
	const struct likelihood *is = &reading->likelihood;
	if (is->beyond > SENSIBLE * is->characters)
		return false;
	if (reading->coding == CODING_UTF8)
		return true;
	return is->ideograph_cost <= SENSIBLE_IDEOGRAPH * is->ideographs &&
	       (is->eaten == 0 || is->eaten * 4 < (is->characters - is->ill_formed) * 3);
}

// Whether a foreign reading is beyond doubt: one in kana or Hangul, with no other near.
static bool is_sure_foreign(const struct foreign_readings *readings, enum foreign foreign)
{
	const struct foreign_reading *reading = &readings->of[foreign];
	// GB18030 has kana in the same places, and Chinese pages have a few.
	size_t least = foreign == FOREIGN_EUC_JP ? SHARED_NATIVE : NATIVE;
	return foreign <= FOREIGN_EUC_KR && reading->likelihood.ill_formed == 0 &&
	       reading->native >= least &&
	       !any_is_likelier(readings, readings->cost[foreign], -SURE, foreign);
}

// Compares the likeliest reading of UTF-8, GB18030 and Big5 with foreign ones. `utf8`: there are
// ideographs of UTF-8, which no text of one byte a letter has.
static void compare_foreign(
	struct slice text, struct likelihood likeliest, bool utf8, struct detected *found)
{
	struct foreign_readings readings = foreign_readings(text);
	enum foreign best = 0;
	for (enum foreign i = 0; i < FOREIGNS; i++) {
		if (utf8 && i > FOREIGN_EUC_KR)
			break;
		found->unsure |= is_likelier(readings.cost[i], likeliest.cost, leads[i].doubt);
		if (readings.cost[i] + (size_t)leads[i].chosen <
			readings.cost[best] + (size_t)leads[best].chosen)
			best = i;
	}
	if (!is_likelier(readings.cost[best], likeliest.cost, leads[best].chosen))
		return;
	found->coding = CODING_ICONV;
	found->name = foreign_name(best);
	found->unsure = !is_sure_foreign(&readings, best);
}

// --- labels ---

// The reading whose coding it is; NULL: none of them.
static const struct sample_reading *reading_of(
	const struct sample_reading reading[NARROWS], enum coding coding)
{
	for (size_t i = 1; i < NARROWS; i++)
		if (reading[i].coding == coding)
			return &reading[i];
	return NULL;
}

static bool fits(const struct sample_reading *reading)
{
	return reading->likelihood.ill_formed == 0 && is_sensible(reading);
}

// Whether a text may be in the encoding of its label: Japanese, where kana are in it, or Korean.
static bool is_labelled_foreign(
	const struct sample_reading reading[NARROWS], enum foreign foreign, struct slice text)
{
	struct foreign_reading labelled = foreign_read(foreign, text);
	size_t cost = labelled.likelihood.cost;
	bool native =
		foreign == FOREIGN_EUC_KR ? is_native(foreign, &labelled) : labelled.native > 0;
	return native && is_likelier(cost, reading[1].likelihood.cost, -LABEL_LEAD) &&
	       is_likelier(cost, reading[2].likelihood.cost, -LABEL_LEAD);
}

// Whether a label of iconv(3) agrees with the bytes.
static bool is_labelled(const struct sample_reading reading[NARROWS], const struct encoding *label,
	struct slice text, const struct detected *found)
{
	if (!encoding_decodes(label, text))
		return false;
	for (enum foreign i = 0; i <= FOREIGN_EUC_KR; i++)
		if (strcmp(foreign_name(i), label->name) == 0)
			return is_labelled_foreign(reading, i, text);
	if (found->coding == CODING_ICONV)
		return true;
	// Servers call Chinese pages Latin, and some of these have ill-formed sequences.
	if (strcmp(label->name, foreign_name(FOREIGN_LATIN)) == 0)
		return !is_sensible(&reading[1]) && !is_sensible(&reading[2]);
	return !fits(&reading[1]) && !fits(&reading[2]);
}

// Where the bytes are unsure, the label of the page decides, if they agree with it.
static void ask_label(const struct sample_reading reading[NARROWS], const struct encoding *label,
	struct slice text, struct detected *found)
{
	if (!found->unsure && found->coding == CODING_ICONV)
		return;
	const struct sample_reading *labelled = reading_of(reading, label->coding);
	if (labelled && found->unsure) {
		if (fits(labelled))
			*found = (struct detected){.coding = label->coding};
		else if (found->coding != CODING_ICONV && labelled->likelihood.ill_formed == 0)
			found->coding = label->coding;
	} else if (label->coding == CODING_ICONV && is_labelled(reading, label, text, found)) {
		*found = (struct detected){.coding = CODING_ICONV, .name = label->name};
	}
}

// Appends the text without the ASCII that stands far from other bytes: markup and scripts. It costs
// the same in all readings. False: no memory.
static bool leave_out_ascii(struct slice text, struct buffer *out)
{
	while (text.size > 0) {
		size_t ascii = utf8_ascii(text.data, text.size);
		size_t near = ascii < NEAR ? ascii : NEAR;
		struct slice rest = slice_from(text, ascii);
		size_t high = 0;
		while (high < rest.size && (unsigned char)rest.data[high] >= 0x80)
			high++;
		size_t before = ascii - near < NEAR ? ascii - near : NEAR;
		if (!buffer_append(out, text.data, near) ||
			!buffer_append(out, rest.data - before, before + high))
			return false;
		text = slice_from(rest, high);
	}
	return true;
}

// Compares the readings of a text that is no UTF-16 and no UTF-32.
static enum detect_result compare_readings(struct multibyte_set *codes, struct slice text,
	bool is_utf8, const struct charset *charset, struct detected *found)
{
	struct sample_reading reading[NARROWS];
	if (!narrow_readings(codes, text, reading))
		return DETECT_NO_MEMORY;
	size_t best = choose_reading(reading, NARROWS, found);
	found->unsure |= !is_sensible(&reading[best]);
	if (is_utf8) {
		found->unsure = found->coding != CODING_UTF8;
		found->coding = CODING_UTF8;
		return DETECT_DONE;
	}
	bool has_utf8 = reading[0].likelihood.ideographs > 1;
	compare_foreign(text, reading[best].likelihood, has_utf8, found);
	if (charset->found)
		ask_label(reading, &charset->label, text, found);
	return DETECT_DONE;
}

static enum detect_result compare_narrows(struct multibyte_set *codes, struct slice text,
	bool is_utf8, const struct charset *charset, struct detected *found)
{
	struct buffer near = {0};
	enum detect_result result = DETECT_NO_MEMORY;
	if (leave_out_ascii(text, &near))
		result = compare_readings(codes, slice_of(&near), is_utf8, charset, found);
	buffer_free(&near);
	return result;
}

static bool is_utf8(const struct detect *detect)
{
	return detect->valid > 0 && detect->valid >= OUTNUMBERED * detect->ill_formed;
}

// Looks at the sample up to where it was read.
static void look_for_label(struct detect *detect, struct slice sample)
{
	charset_feed(&detect->charset,
		(struct slice){sample.data + detect->labelled, detect->at - detect->labelled});
	detect->labelled = detect->at;
}

static enum detect_result decide_text(struct detect *detect, struct multibyte_set *codes,
	struct slice text, struct detected *found)
{
	found->binary = detect->whole ? sniff_whole(text) : NULL;
	if (found->binary)
		return DETECT_DONE;
	found->coding = CODING_UTF8;
	bool short_ones = detect->valid < FEW && detect->high == 2 * detect->valid;
	if (detect->high == 0 || (is_utf8(detect) && !short_ones))
		return DETECT_DONE;
	look_for_label(detect, text);
	return compare_narrows(codes, text, is_utf8(detect), &detect->charset, found);
}

// Whether the page may still name its encoding where browsers look for that.
static bool awaits_label(struct detect *detect, struct slice sample)
{
	look_for_label(detect, sample);
	return charset_may_come(&detect->charset) && detect->charset.seen < CHARSET_NEAR;
}

// Whether enough was read to decide.
static bool is_enough(struct detect *detect, struct slice sample)
{
	char end = sample.data[detect->at - 1];
	if (detect->at >= DETECT_HELD_MAX || detect->valid >= CHARACTERS)
		return true;
	if (!is_utf8(detect))
		return detect->high >= 2 * CHARACTERS && !awaits_label(detect, sample);
	return (end == '\n' || end == '\r') && detect->ill_formed == 0 &&
	       detect->common >= COMMON_ENOUGH;
}

static enum detect_result detect_text(struct detect *detect, struct multibyte_set *codes,
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
			detect->common += c >= 0x3000 && c < 0x10000 &&
					  likelihood_char(c) <= LIKELIHOOD_COMMON;
		}
		if (is_enough(detect, sample)) {
			sample.size = detect->at;
			// Controls at the start and only ASCII since decide nothing.
			if (detect->high == 0 && !(detect->whole && sniff_whole(sample))) {
				look_for_label(detect, sample);
				*detect = (struct detect){
					.stage = DETECT_ASCII, .charset = detect->charset};
				found->pass = sample.size;
				return DETECT_WAIT;
			}
			return decide_text(detect, codes, sample, found);
		}
	}
	return last ? decide_text(detect, codes, sample, found) : DETECT_WAIT;
}

// --- all of it ---

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

// Finds where a page with the label ISO-2022-JP shifts to Japanese, all in bytes of ASCII. Returns
// the bytes before that; all of them: it does not.
static size_t find_shift(const struct charset *charset, struct slice text, bool last)
{
	const char *p = text.data, *end = text.data + text.size;
	if (!charset->found || strcmp(charset->label.name, "ISO-2022-JP") != 0)
		return text.size;
	for (; p < end && (p = memchr(p, 0x1B, (size_t)(end - p))); p++) {
		size_t at = (size_t)(p - text.data);
		struct slice shift = slice_from(text, at);
		if (begins_with(shift, "\x1B$B") || begins_with(shift, "\x1B$@") ||
			(shift.size < 3 && !last))
			return at;
	}
	return text.size;
}

// Passes ASCII. The sample then begins with the first other byte, or with a shift to Japanese.
static enum detect_result detect_ascii(struct detect *detect, struct multibyte_set *codes,
	struct slice sample, bool last, struct detected *found)
{
	struct slice ascii = {sample.data, utf8_ascii(sample.data, sample.size)};
	size_t before = charset_feed(&detect->charset, ascii);
	size_t shift = before + find_shift(&detect->charset, slice_from(ascii, before), last);
	enum detect_result result = DETECT_WAIT;
	found->pass = shift;
	if (shift < ascii.size) {
		if (shift > 0 || (sample.size < 3 && !last))
			return DETECT_WAIT;
		*found = (struct detected){
			.coding = CODING_ICONV, .name = detect->charset.label.name};
		return DETECT_DONE;
	}
	if (ascii.size < sample.size || last) {
		struct slice rest = slice_from(sample, ascii.size);
		detect->stage = DETECT_TEXT;
		result = detect_text(detect, codes, rest, last, found);
	}
	found->pass = ascii.size;
	return result;
}

enum detect_result detect_feed(struct detect *detect, struct multibyte_set *codes,
	struct slice sample, bool last, struct detected *found)
{
	enum detect_result result = DETECT_WAIT;
	*found = (struct detected){.coding = CODING_UTF8};
	if (detect->stage == DETECT_START)
		result = detect_start(detect, sample, last, found);
	if (result == DETECT_WAIT && detect->stage == DETECT_MARKED)
		result = detect_marked(&detect->mark, sample, last, found);
	if (result == DETECT_WAIT && detect->stage == DETECT_WIDE)
		result = detect_wide(detect, codes, sample, last, found);
	if (result == DETECT_WAIT && detect->stage == DETECT_ASCII)
		result = detect_ascii(detect, codes, sample, last, found);
	else if (result == DETECT_WAIT && detect->stage == DETECT_TEXT)
		result = detect_text(detect, codes, sample, last, found);
	return result;
}
