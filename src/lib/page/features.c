// SPDX-License-Identifier: MIT
// The shape of one line, from its text alone: how much is said in it, and how much like a sentence.
#include "page/features.h"

#include <limits.h>

#include "base/utf8.h"

enum char_kind {
	KIND_NONE,  // blanks, and punctuation that says nothing
	KIND_HALF,  // letters: two of them count as much as one ideograph
	KIND_WHOLE, // ideographs, kana, hangul
	KIND_DIGIT,
	KIND_STOP,
	KIND_COMMA,
	KIND_SERIAL, // a comma between things that are listed; in Japanese any comma
	KIND_COLON,
	KIND_CLOSER, // may stand behind the stop that ends a sentence
	KIND_POINT,  // a stop, or part of a number or a name
};

// The kind of each character of ASCII, as a digit.
// clang-format off
static const char ascii_kinds[] =
	"00000000000000000000000000000000"
	// !"#$%&'()*+,-./0123456789:;<=>?
	"04800008080050903333333333740004"
	//ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_
	"01111111111111111111111111100800"
	//abcdefghijklmnopqrstuvwxyz{|}~
	"01111111111111111111111111100000";
// clang-format on

// The same of the rows of 32 characters with most of the other marks. In them nothing else but wide
// digits counts.
static inline const char *kinds_of_row(uint32_t c)
{
	// clang-format off
	switch (c >> 5) {
	case 0x2000 >> 5: // ’ and ” are at 0x19 and 0x1D
		return "0000000000000000" "0000000008000800";
	case 0x2020 >> 5: // … is at 6
		return "0000004000000000" "0000000000000000";
	case 0x3000 >> 5:
		//  、。〃〄々〆〇〈〉《》「」『』   【】〒〓〔〕
		return "0640000008080808" "0800080000000000";
	case 0xFF00 >> 5:
		//     ！＂＃＄％＆＇（）＊＋，－．／   ０１２３４５６７８９：；＜＝＞？
		return "0400000008005090" "3333333333740004";
	}
	// clang-format on
	return NULL;
}

static enum char_kind kind_of_other(uint32_t c)
{
	const char *row = kinds_of_row(c);
	if (row)
		return (enum char_kind)(row[c & 31] - '0');
	if (utf8_is_ideograph(c) || utf8_is_hangul(c) || utf8_is_kana(c))
		return KIND_WHOLE;
	if (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7)
		return KIND_HALF;
	if (c == 0xFF61) // ｡
		return KIND_STOP;
	if (c == 0xFF64) // ､
		return KIND_SERIAL;
	bool letter = (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A) ||
		      (c >= 0xFF66 && c <= 0xFFDC);
	return letter ? KIND_HALF : KIND_NONE;
}

static inline enum char_kind char_kind_of(uint32_t c)
{
	if (c < 0x80)
		return (enum char_kind)(ascii_kinds[c] - '0');
	return utf8_is_common_ideograph(c) ? KIND_WHOLE : kind_of_other(c);
}

static inline size_t next_char(struct slice text, size_t at, uint32_t *c)
{
	return utf8_step(text.data + at, text.size - at, c);
}

// The kind of the character before text[*at], where *at goes then.
static enum char_kind kind_before(struct slice text, size_t *at)
{
	size_t end = *at;
	uint32_t c;
	if (end == 0)
		return KIND_NONE;
	*at = utf8_step_back(text.data, end);
	next_char((struct slice){text.data, end}, *at, &c);
	return utf8_is_blank(c) ? KIND_CLOSER : char_kind_of(c);
}

// Whether the point from `start` to `at` ends a sentence: a letter or an ideograph stands before
// it, and a blank, a closing mark or nothing behind it.
static bool point_ends(struct slice text, size_t start, size_t at)
{
	uint32_t c;
	enum char_kind before = kind_before(text, &start);
	if (before != KIND_HALF && before != KIND_WHOLE)
		return false;
	if (at >= text.size)
		return true;
	next_char(text, at, &c);
	return utf8_is_blank(c) || c == 0xA0 || char_kind_of(c) == KIND_CLOSER;
}

// The kind of what the text ends in, but for closing marks: KIND_STOP, KIND_COLON, or another.
static enum char_kind last_kind(struct slice text)
{
	size_t at = text.size;
	enum char_kind kind = KIND_CLOSER;
	if (at >= 3 && utf8_is_ideograph_at((const unsigned char *)text.data + at - 3))
		return KIND_WHOLE;
	while (at > 0 && kind == KIND_CLOSER)
		kind = kind_before(text, &at);
	if (kind != KIND_POINT)
		return kind;
	kind = kind_before(text, &at);
	return kind == KIND_HALF || kind == KIND_WHOLE ? KIND_STOP : KIND_POINT;
}

// Where the address ends whose scheme's colon is before text[at]: it is no speech.
static size_t address_end(struct slice text, size_t at)
{
	if (text.size - at < 2 || text.data[at] != '/' || text.data[at + 1] != '/')
		return at;
	while (at < text.size && text.data[at] > ' ' && text.data[at] < 0x7F)
		at++;
	return at;
}

// What is counted on the way through a text.
struct count {
	unsigned halves; // letters and digits
	unsigned whole, stops, commas, serials;
	bool kana;
};

// All that counts, in halves.
static inline unsigned said(const struct count *count)
{
	return count->halves + 2 * count->whole;
}

// Counts the character at text[at]. Where the next one begins.
static size_t count_char(struct count *count, struct slice text, size_t at)
{
	uint32_t c;
	size_t start = at;
	at += next_char(text, at, &c);
	switch (char_kind_of(c)) {
	case KIND_NONE:
	case KIND_CLOSER:
		break;
	case KIND_WHOLE:
		count->whole++;
		count->kana |= utf8_is_kana(c);
		break;
	case KIND_HALF:
	case KIND_DIGIT:
		count->halves++;
		break;
	case KIND_COLON:
		return c == ':' ? address_end(text, at) : at;
	case KIND_STOP:
		count->stops++;
		break;
	case KIND_POINT:
		count->stops += point_ends(text, start, at);
		break;
	case KIND_COMMA:
		count->commas++;
		break;
	case KIND_SERIAL:
		count->serials++;
		break;
	}
	return at;
}

// The bytes of the ideographs that a text begins with. Their first bytes are enough to tell them;
// in cells that are not cleaned yet, others may be taken for them.
static inline size_t ideographs_at(const unsigned char *byte, size_t size)
{
	const unsigned char *at = byte, *last = byte + size / 3 * 3;
	while (at != last && utf8_begins_ideograph((char)*at))
		at += 3;
	return (size_t)(at - byte);
}

// Counts letters and digits of the ASCII text at `at`. Returns where other marks than blanks stop
// it, or `end`.
static inline size_t count_ascii(struct count *count, const char *text, size_t at, size_t end)
{
	for (; at < end && (unsigned char)text[at] < 0x80; at++) {
		enum char_kind kind = char_kind_of((unsigned char)text[at]);
		if (kind > KIND_DIGIT)
			break;
		count->halves += kind != KIND_NONE;
	}
	return at;
}

// Counts until there are so many halves and stops.
static struct count count_text(struct slice text, unsigned most, unsigned stops)
{
	struct count count = {0};
	size_t at = 0;
	while (at < text.size && (said(&count) < most || count.stops < stops)) {
		size_t start = at, left = text.size - at;
		bool all = count.stops < stops;
		if ((unsigned char)text.data[at] < 0x80) {
			size_t wanted = all ? left : most - said(&count);
			at = count_ascii(
				&count, text.data, at, at + (left < wanted ? left : wanted));
		} else {
			size_t wanted = (most - said(&count) + 1) / 2 * 3;
			at += ideographs_at((const unsigned char *)text.data + at,
				all || left < wanted ? left : wanted);
			count.whole += (unsigned)((at - start) / 3);
		}
		if (at == start)
			at = count_char(&count, text, at);
	}
	return count;
}

// A list of words, such as the tags of a page, is no sentence, however many serial commas it has.
static unsigned commas_of(const struct count *count, enum char_kind last)
{
	bool speech = count->commas > 0 || count->stops > 0 || last == KIND_STOP || count->kana;
	return speech ? count->commas + count->serials : 0;
}

static uint8_t degree_of(const struct count *count, enum char_kind last)
{
	unsigned commas = commas_of(count, last);
	if (count->stops >= 2 || (last == KIND_STOP && commas > 0))
		return 5;
	if (last == KIND_STOP)
		return 4;
	if (commas >= 2 || (commas > 0 && count->stops > 0))
		return 3;
	if (commas > 0 || count->stops > 0)
		return 2;
	return last == KIND_COLON ? 1 : 0;
}

static uint16_t at_most(unsigned count)
{
	return count > UINT16_MAX ? UINT16_MAX : (uint16_t)count;
}

struct features features_of(struct slice text)
{
	enum char_kind last = last_kind(text);
	// Of a long sentence the beginning is enough.
	struct count count = count_text(text, 2 * FEATURES_MOST, last == KIND_STOP ? 0 : 2);
	return (struct features){
		at_most(said(&count) / 2), degree_of(&count, last), at_most(count.whole)};
}

int32_t features_score(struct features features)
{
	static const int32_t worth[] = {[FEATURES_A] = 15, [FEATURES_B] = 12, [FEATURES_C] = 0};
	int32_t n = features.n < FEATURES_MOST ? features.n : FEATURES_MOST;
	return worth[features_class(features)] * n - 200;
}

bool features_says_other(uint32_t c)
{
	enum char_kind kind = char_kind_of(c);
	return kind == KIND_WHOLE || kind == KIND_HALF || kind == KIND_DIGIT;
}
