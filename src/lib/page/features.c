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

static enum char_kind kind_of_mark(uint32_t c)
{
	switch (c) {
	case 0x3002: // 。
	case 0xFF01: // ！
	case 0xFF1F: // ？
	case 0xFF1B: // ；
	case 0x2026: // …
	case 0xFF61: // ｡
		return KIND_STOP;
	case 0xFF0C: // ，
		return KIND_COMMA;
	case 0x3001: // 、
	case 0xFF64: // ､
		return KIND_SERIAL;
	case 0xFF1A: // ：
		return KIND_COLON;
	case 0xFF0E: // ．
		return KIND_POINT;
	case 0x2019: // ’
	case 0x201D: // ”
	case 0x3009: // 〉
	case 0x300B: // 》
	case 0x300D: // 」
	case 0x300F: // 』
	case 0x3011: // 】
	case 0x3015: // 〕
	case 0xFF09: // ）
		return KIND_CLOSER;
	}
	return KIND_NONE;
}

static enum char_kind kind_of_other(uint32_t c)
{
	enum char_kind mark = c >= 0x2019 ? kind_of_mark(c) : KIND_NONE;
	if (mark != KIND_NONE)
		return mark;
	if (utf8_is_ideograph(c) || utf8_is_hangul(c) || utf8_is_kana(c))
		return KIND_WHOLE;
	if (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7)
		return KIND_HALF;
	if (utf8_is_digit(c))
		return KIND_DIGIT;
	if ((c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A) ||
		(c >= 0xFF66 && c <= 0xFFDC))
		return KIND_HALF;
	return KIND_NONE;
}

static inline enum char_kind kind_of(uint32_t c)
{
	if (c < 0x80)
		return (enum char_kind)(ascii_kinds[c] - '0');
	return utf8_is_common_ideograph(c) ? KIND_WHOLE : kind_of_other(c);
}

static inline size_t next_char(struct slice text, size_t at, uint32_t *c)
{
	return utf8_step(text.data + at, text.size - at, c);
}

// Whether a point after such a character ends a sentence: a blank, a closing mark or nothing comes
// after it.
static bool point_ends(struct slice text, size_t at, enum char_kind before)
{
	uint32_t c;
	if (before != KIND_HALF && before != KIND_WHOLE)
		return false;
	if (at >= text.size)
		return true;
	next_char(text, at, &c);
	return utf8_is_blank(c) || c == 0xA0 || kind_of(c) == KIND_CLOSER;
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
	return utf8_is_blank(c) ? KIND_CLOSER : kind_of(c);
}

// The kind of what the text ends in, but for closing marks: KIND_STOP, KIND_COLON, or another.
static enum char_kind last_kind(struct slice text)
{
	size_t at = text.size;
	enum char_kind kind = KIND_CLOSER;
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
	unsigned halves, whole, stops, commas, serials;
	bool kana;
};

// The ideographs that the text begins with, as far as only `halves` are wanted. Their bytes.
static size_t count_ideographs(struct count *count, struct slice text, unsigned halves)
{
	size_t most = (size_t)(halves + 1) / 2 * 3;
	size_t size = utf8_ideographs(text.data, text.size < most ? text.size : most);
	count->halves += (unsigned)(size / 3) * KIND_WHOLE;
	count->whole += (unsigned)(size / 3);
	return size;
}

static inline bool is_half(char c)
{
	return (unsigned char)c < 0x80 && kind_of((unsigned char)c) == KIND_HALF;
}

// The same for words of ASCII letters, with no more than a space before each.
static size_t count_words(struct count *count, struct slice text, unsigned halves)
{
	size_t at = 0;
	unsigned letters = 0;
	while (at < text.size && letters < halves) {
		bool space = text.data[at] == ' ' && at + 1 < text.size;
		if (!is_half(text.data[at + space]))
			break;
		at += 1 + (size_t)space;
		letters++;
	}
	count->halves += letters;
	return at;
}

// Counts the character at text[at]; *kind gets its kind. `before` is the kind of the character
// before it. Where the next one begins.
static size_t count_char(struct count *count, struct slice text, size_t at, enum char_kind before,
	enum char_kind *kind)
{
	uint32_t c;
	at += next_char(text, at, &c);
	switch (*kind = kind_of(c)) {
	case KIND_NONE:
	case KIND_CLOSER:
		break;
	case KIND_WHOLE:
		count->whole++;
		count->halves += 2;
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
		count->stops += point_ends(text, at, before);
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

// Counts until there are so many halves and stops.
static void count_text(struct count *count, struct slice text, unsigned most, unsigned stops)
{
	enum char_kind before = KIND_NONE;
	size_t at = 0;
	while (at < text.size && (count->halves < most || count->stops < stops)) {
		struct slice rest = {text.data + at, text.size - at};
		unsigned wanted = count->stops < stops ? UINT_MAX - 1 : most - count->halves;
		bool high = (unsigned char)*rest.data >= 0x80;
		size_t run = high ? count_ideographs(count, rest, wanted)
				  : count_words(count, rest, wanted);
		if (run > 0) {
			before = high ? KIND_WHOLE : KIND_HALF;
			at += run;
		} else {
			at = count_char(count, text, at, before, &before);
		}
	}
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
	struct count count = {0};
	enum char_kind last = last_kind(text);
	// Of a long sentence the beginning is enough.
	count_text(&count, text, 2 * FEATURES_MOST, last == KIND_STOP ? 0 : 2);
	return (struct features){
		at_most(count.halves / 2), degree_of(&count, last), at_most(count.whole)};
}

int32_t features_score(struct features features)
{
	static const int32_t worth[] = {[FEATURES_A] = 15, [FEATURES_B] = 12, [FEATURES_C] = 0};
	int32_t n = features.n < FEATURES_MOST ? features.n : FEATURES_MOST;
	return worth[features_class(features)] * n - 200;
}

bool features_says_other(uint32_t c)
{
	enum char_kind kind = kind_of(c);
	return kind == KIND_WHOLE || kind == KIND_HALF || kind == KIND_DIGIT;
}
