// SPDX-License-Identifier: MIT
// How likely bytes are text in encodings that are not for Chinese: by classes of their characters,
// without tables of them.
#include "decode/foreign.h"

#include <string.h>

#include "base/text.h"

#define ILL_FORMED 20u

// --- Japanese and Korean: two bytes ---

// One character: its bytes and what it costs.
struct character {
	size_t size;
	unsigned cost;
	bool native;
};

static const struct character ill_formed = {1, ILL_FORMED, false};

#define KANA 6u
#define KATAKANA 8u
#define KANJI 12u      // of level 1 of JIS X 0208
#define RARE_KANJI 19u // of level 2
#define PUNCTUATION 6u
#define SIGN 11u
#define RARE 22u

// The classes of JIS X 0208 by row and cell, both from 1.
static struct character of_jis(unsigned row, unsigned cell)
{
	struct character c = {2, RARE, false};
	if (cell < 1 || cell > 94 || row < 1 || row > 94)
		return ill_formed;
	if (row == 1)
		c.cost = cell <= 3 ? PUNCTUATION : cell == 28 ? KATAKANA : SIGN;
	else if (row == 3)
		c.cost = SIGN;
	else if (row == 4 || row == 5)
		c = (struct character){2, row == 4 ? KANA : KATAKANA, true};
	else if (row >= 16 && row <= 47)
		c.cost = KANJI;
	else if (row >= 48 && row <= 84)
		c.cost = RARE_KANJI;
	return c;
}

static struct character read_euc_jp(const unsigned char *byte, size_t size)
{
	if (size < 2)
		return ill_formed;
	if (byte[0] == 0x8E && byte[1] >= 0xA1 && byte[1] <= 0xDF)
		return (struct character){2, RARE, false};
	if (byte[0] == 0x8F && size >= 3 && byte[1] >= 0xA1 && byte[2] >= 0xA1)
		return (struct character){3, RARE, false};
	if (byte[0] < 0xA1 || byte[1] < 0xA1)
		return ill_formed;
	return of_jis(byte[0] - 0xA0u, byte[1] - 0xA0u);
}

static struct character read_shift_jis(const unsigned char *byte, size_t size)
{
	unsigned lead = byte[0];
	if (lead >= 0xA1 && lead <= 0xDF)
		return (struct character){1, SIGN, false}; // Katakana of half width
	if (size < 2 || lead < 0x81 || lead == 0xA0 || lead > 0xFC || byte[1] < 0x40 ||
		byte[1] == 0x7F || byte[1] > 0xFC)
		return ill_formed;
	unsigned pair = lead < 0xA0 ? lead - 0x81u : lead - 0xC1u;
	unsigned trail = byte[1] - 0x40u - (byte[1] > 0x7F);
	if (lead > 0xEF)
		return (struct character){2, RARE, false};
	return of_jis(2 * pair + 1 + trail / 94, trail % 94 + 1);
}

// The commonest syllables of Korean in EUC-KR: 이 다 는 을 에 의 가 고 하 지 한 로 도 은 사 ...
static const char syllables[] =
	"\xC0\xCC\xB4\xD9\xB4\xC2\xC0\xBB\xBF\xA1\xC0\xC7\xB0\xA1\xB0\xED\xC7\xCF\xC1\xF6\xC7\xD1"
	"\xB7\xCE\xB5\xB5\xC0\xBA\xBB\xE7\xB8\xA6\xB1\xE2\xB4\xEB\xC0\xDA\xBC\xAD\xC0\xCE\xB3\xAA"
	"\xC1\xA4\xB1\xD7\xC7\xD8\xBE\xC6\xBD\xC3\xB8\xAE\xBE\xEE\xC0\xCF\xBC\xF6\xBA\xCE\xB0\xFA"
	"\xBA\xB8\xB6\xF3\xC0\xD6\xB5\xE9\xC0\xFC\xC0\xE5\xC1\xA6\xC0\xB8\xBD\xBA\xBB\xF3\xC1\xD6"
	"\xBF\xF8\xB5\xBF\xB1\xB9\xBB\xFD\xB1\xB8\xBF\xA9\xB0\xD4\xBE\xC8\xB8\xE9\xC0\xAF\xBA\xF1"
	"\xB0\xCD\xB4\xCF\xB8\xB8\xB0\xFC\xBC\xBA\xC7\xD2\xB9\xE6\xB0\xF8\xB9\xCC\xB1\xEE\xC1\xB6"
	"\xBC\xBC\xB3\xE2\xC0\xA7\xBF\xEC\xC7\xD0\xB0\xA3\xBD\xC5\xB0\xE6\xB9\xAB\xBF\xC0\xB0\xB3"
	"\xB8\xF0\xC0\xFB\xBC\xD2\xB5\xEE\xB0\xC5\xB4\xE7\xBF\xEE\xB8\xB6\xBF\xAC\xBD\xC4\xBF\xCD"
	"\xBC\xB1\xC8\xB8\xC0\xD4\xBD\xC0\xBE\xFA\xC7\xDF\xBF\xB4\xB1\xB3\xB9\xB0\xC0\xBD\xB0\xE8"
	"\xBF\xB9\xC5\xCD\xB3\xAF\xB3\xBB\xC1\xDF\xB9\xDF\xBF\xEB\xC8\xF7\xB7\xAF\xC4\xA1\xC8\xAD";

// Those that come next, by their bytes: 각 간 갈 감 값 강 갖 같 개 ...
static const char next_syllables[] =
	"\xB0\xA2\xB0\xAA\xB0\xB0\xB0\xC7\xB0\xCB\xB0\xDC\xB0\xDD\xB0\xE1\xB1\xC7\xB1\xD4\xB1\xD9"
	"\xB1\xDB\xB1\xDD\xB1\xE6\xB1\xE8\xB2\xB2\xB2\xD9\xB2\xDC\xB3\xA1\xB3\xB2\xB3\xC0\xB3\xCA"
	"\xB3\xCE\xB3\xD7\xB3\xEB\xB3\xF3\xB3\xF4\xB4\xC9\xB4\xD1\xB4\xD5\xB4\xDC\xB4\xDD\xB4\xF5"
	"\xB5\xA5\xB5\xA6\xB5\xB6\xB5\xB9\xB5\xC7\xB5\xC8\xB5\xC9\xB5\xCA\xB5\xCB\xB5\xCE\xB5\xDA"
	"\xB5\xE2\xB5\xE5\xB5\xE7\xB5\xEC\xB5\xF0\xB5\xF9\xB5\xFB\xB6\xA7\xB6\xC7\xB7\xA1\xB7\xA3"
	"\xB7\xA5\xB7\xAE\xB7\xB1\xB7\xB3\xB7\xB9\xB7\xBA\xB7\xC1\xB7\xC2\xB7\xC4\xB7\xC9\xB7\xCF"
	"\xB7\xD1\xB7\xE1\xB7\xE7\xB7\xEC\xB7\xF9\xB8\xA3\xB8\xA5\xB8\xA7\xB8\xAF\xB8\xB1\xB8\xB2"
	"\xB8\xB3\xB8\xB5\xB8\xB7\xB8\xB9\xB8\xBB\xB8\xC2\xB8\xC5\xB8\xDE\xB8\xE7\xB8\xED\xB8\xF1"
	"\xB8\xF8\xB9\xAE\xB9\xD0\xB9\xD4\xB9\xD7\xB9\xD9\xB9\xDA\xB9\xDD\xB9\xDE\xB9\xE8\xB9\xE9"
	"\xB9\xF6\xB9\xF8\xB9\xFC\xB9\xFD\xB9\xFE\xBA\xA3\xBA\xAF\xBA\xB0\xBA\xB4\xBA\xB9\xBA\xBB"
	"\xBA\xBC\xBA\xD0\xBA\xD2\xBA\xD9\xBA\xE4\xBA\xEA\xBA\xED\xBA\xF3\xBA\xFC\xBB\xE8\xBB\xEA"
	"\xBB\xF5\xBB\xF6\xBC\xAE\xBC\xB3\xBC\xC2\xBC\xC7\xBC\xD0\xBC\xD3\xBC\xDB\xBC\xF8\xBC\xFD"
	"\xBD\xBD\xBD\xC7\xBD\xC9\xBD\xCA\xBE\xB2\xBE\xB5\xBE\xCA\xBE\xCB\xBE\xCF\xBE\xD0\xBE\xD2"
	"\xBE\xD5\xBE\xDF\xBE\xE0\xBE\xE7\xBE\xF0\xBE\xF7\xBE\xF8\xBF\xAA\xBF\xAD\xBF\xB5\xBF\xC3"
	"\xBF\xC9\xBF\xCF\xBF\xDC\xBF\xE4\xBF\xEF\xBF\xF2\xBF\xF6\xBF\xFE\xC0\xB1\xC0\xD0\xC0\xD3"
	"\xC0\xDB\xC0\xDF\xC0\xE1\xC0\xE7\xC0\xE8\xC0\xFA\xC0\xFD\xC1\xA1\xC1\xA2\xC1\xA7\xC1\xAC"
	"\xC1\xAE\xC1\xB3\xC1\xB8\xC1\xBE\xC1\xD8\xC1\xD9\xC1\xF5\xC1\xF7\xC1\xF8\xC1\xFD\xC2\xB0"
	"\xC2\xCA\xC2\xFC\xC3\xA3\xC3\xB3\xC3\xB6\xC3\xBB\xC3\xBC\xC3\xCA\xC3\xD6\xC3\xDF\xC3\xE0"
	"\xC3\xE2\xC3\xE6\xC3\xEB\xC4\xA2\xC4\xAB\xC4\xAE\xC4\xB3\xC4\xBF\xC4\xC1\xC4\xC3\xC4\xC9"
	"\xC4\xDA\xC4\xF5\xC5\xA9\xC5\xAC\xC5\xB0\xC5\xB8\xC5\xC2\xC5\xC3\xC5\xCF\xC5\xD7\xC5\xD8"
	"\xC5\xDB\xC5\xE4\xC5\xEB\xC6\xAE\xC6\xBC\xC6\xC4\xC6\xD0\xC6\xDB\xC6\xE4\xC6\xF2\xC6\xF7"
	"\xC6\xFA\xC7\xA5\xC7\xB0\xC7\xC1\xC7\xC3\xC7\xC7\xC7\xCA\xC7\xD4\xC7\xD5\xC7\xD7\xC7\xE0"
	"\xC7\xE2\xC7\xE3\xC7\xEC\xC7\xF6\xC7\xFC\xC8\xA3\xC8\xAB\xC8\xAE\xC8\xAF\xC8\xB0\xC8\xB2"
	"\xC8\xC4";

// Of the syllables of a text, three in five are among the commonest, and nearly all others among
// the next ones.
#define SYLLABLE 7u
#define NEXT_SYLLABLE 10u
#define RARE_SYLLABLE 17u

static bool is_among(const char *list, size_t size, const unsigned char *byte)
{
	for (size_t i = 0; i + 1 < size; i += 2)
		if (memcmp(list + i, byte, 2) == 0)
			return true;
	return false;
}

static unsigned cost_of_syllable(const unsigned char *byte)
{
	if (is_among(syllables, sizeof syllables, byte))
		return SYLLABLE;
	return is_among(next_syllables, sizeof next_syllables, byte) ? NEXT_SYLLABLE
								     : RARE_SYLLABLE;
}

static struct character read_euc_kr(const unsigned char *byte, size_t size)
{
	if (size < 2 || byte[0] < 0x81 || byte[0] == 0xFF || byte[1] < 0x41 || byte[1] == 0xFF)
		return ill_formed;
	struct character c = {2, RARE, false};
	if (byte[1] < 0xA1 || byte[0] < 0xA1)
		return byte[0] <= 0xC6 ? c : ill_formed;
	c.native = byte[0] >= 0xB0 && byte[0] <= 0xC8;
	if (c.native)
		c.cost = cost_of_syllable(byte);
	else if (byte[0] <= 0xA3)
		c.cost = SIGN;
	return c;
}

// --- one byte ---

#define FREQUENT 4u
#define LETTER 6u
#define CAPITAL 9u
#define ACCENTED 9u
#define ODD 15u

// Writing with letters of its own, in an encoding that has nothing but those beyond ASCII.
struct alphabet {
	const char *frequent; // the ten commonest letters
	const char *vowels;   // small ones and capitals
	unsigned char letter[2], capital[2];
};

static const struct alphabet cyrillic = {"\xEE\xE5\xE0\xE8\xED\xF2\xF1\xF0\xE2\xEB",
	"\xE0\xE5\xB8\xE8\xEE\xF3\xFB\xFD\xFE\xFF\xC0\xC5\xA8\xC8\xCE\xD3\xDB\xDD\xDE\xDF\xB3\xBF"
	"\xBA",
	{0xE0, 0xFF}, {0xC0, 0xDF}};
static const struct alphabet koi8 = {"\xCF\xC5\xC1\xC9\xCE\xD4\xD3\xD2\xD7\xCC",
	"\xC1\xC5\xA3\xC9\xCF\xD5\xD9\xDC\xC0\xD1\xE1\xE5\xB3\xE9\xEF\xF5\xF9\xFC\xE0\xF1\xA6\xA7"
	"\xA4",
	{0xC0, 0xDF}, {0xE0, 0xFF}};
static const struct alphabet iso_cyrillic = {"\xDE\xD5\xD0\xD8\xDD\xE2\xE1\xE0\xD2\xDB",
	"\xD0\xD5\xF1\xD8\xDE\xE3\xEB\xED\xEE\xEF\xB0\xB5\xA1\xB8\xBE\xC3\xCB\xCD\xCE\xCF\xF6\xF7"
	"\xF4",
	{0xD0, 0xEF}, {0xB0, 0xCF}};
static const struct alphabet greek = {"\xE1\xEF\xE9\xE5\xF4\xF3\xED\xE7\xF1\xF2",
	"\xE1\xE5\xE7\xE9\xEF\xF5\xF9\xDC\xDD\xDE\xDF\xFC\xFD\xFE\xC1\xC5\xC7\xC9\xCF\xD5\xD9\xC0"
	"\xE0",
	{0xDC, 0xFE}, {0xC1, 0xD9}};

static bool is_between(unsigned char c, const unsigned char range[2])
{
	return c >= range[0] && c <= range[1];
}

// No word has letters of two kinds of writing, nor a capital behind a small letter.
static unsigned cost_of_letter(
	const struct alphabet *alphabet, unsigned char c, unsigned char before, bool beside_letter)
{
	if (beside_letter)
		return ODD;
	if (memchr(alphabet->frequent, c, 10))
		return FREQUENT;
	if (is_between(c, alphabet->letter))
		return LETTER;
	bool capital = is_between(c, alphabet->capital) && !is_between(before, alphabet->letter);
	return capital ? CAPITAL : ODD;
}

// Windows-1252 and its like: single letters beyond ASCII among those of ASCII, quotation marks,
// dashes.
static unsigned cost_of_latin(unsigned char c, bool beside_letter)
{
	static const char marks[] = "\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xA0\xAB\xB0\xB7\xBB";
	static const char none[] = "\x81\x8D\x8F\x90\x9D";
	if (memchr(none, c, sizeof none - 1))
		return ILL_FORMED;
	if (memchr(marks, c, sizeof marks - 1))
		return ACCENTED;
	if (c < 0xA0 || (!beside_letter && c < 0xC0))
		return ODD;
	if (!beside_letter)
		return ACCENTED + 3; // a word of one letter
	return c >= 0xE0 ? ACCENTED : c >= 0xC0 ? ACCENTED + 2 : ACCENTED + 3;
}

static bool is_foreign_letter_at(struct slice text, size_t at)
{
	return at < text.size && is_letter(text.data[at]);
}

// Consonants in a row: words have few.
#define CONSONANTS 4
#define VOWELLESS 5u

// The cost of one consonant too many, or at the end of a word of nothing else. *run: the consonants
// just before. *whole: they begin the word.
static unsigned cost_of_consonants(
	const struct alphabet *alphabet, unsigned char c, size_t *run, bool *whole)
{
	size_t before = *run;
	bool vowelless = *whole && before > 1;
	if (c >= 0x80 && !strchr(alphabet->vowels, c)) {
		(*run)++;
		return before >= CONSONANTS ? VOWELLESS : 0;
	}
	*run = 0;
	*whole = c < 0x80;
	return c < 0x80 && vowelless ? VOWELLESS : 0;
}

static struct foreign_reading read_single(const struct alphabet *alphabet, struct slice text)
{
	struct foreign_reading reading = {.native = 0};
	struct likelihood *likelihood = &reading.likelihood;
	size_t run = 0;
	bool whole = true;
	for (size_t i = 0; i < text.size; i++) {
		unsigned char c = (unsigned char)text.data[i];
		unsigned char before = i > 0 ? (unsigned char)text.data[i - 1] : 0;
		// Before the first byte, text.size is no place in the text.
		bool beside = is_foreign_letter_at(text, i > 0 ? i - 1 : text.size) ||
			      is_foreign_letter_at(text, i + 1);
		unsigned cost = c < 0x80   ? likelihood_char(c)
				: alphabet ? cost_of_letter(alphabet, c, before, beside)
					   : cost_of_latin(c, beside);
		likelihood->characters += c >= 0x80;
		likelihood->ill_formed += c >= 0x80 && cost == ILL_FORMED;
		likelihood->beyond += c >= 0x80 ? cost : 0;
		likelihood->cost += cost;
		if (alphabet)
			likelihood->cost += cost_of_consonants(alphabet, c, &run, &whole);
		reading.native += c >= 0x80 && (alphabet ? cost < ODD : beside);
	}
	if (alphabet)
		likelihood->cost += cost_of_consonants(alphabet, '\n', &run, &whole);
	return reading;
}

// --- all of them ---

typedef struct character reader(const unsigned char *byte, size_t size);

static struct foreign_reading read_pairs(reader *read, struct slice text)
{
	struct foreign_reading reading = {.native = 0};
	struct likelihood *likelihood = &reading.likelihood;
	const unsigned char *byte = (const unsigned char *)text.data;
	for (size_t at = 0; at < text.size;) {
		if (byte[at] < 0x80) {
			likelihood->cost += likelihood_char(byte[at]);
			at++;
			continue;
		}
		struct character c = read(byte + at, text.size - at);
		// A lead byte alone may be cut off.
		if (at + 1 == text.size && c.cost == ILL_FORMED)
			break;
		likelihood->characters++;
		likelihood->ill_formed += c.cost == ILL_FORMED;
		likelihood->beyond += c.cost;
		likelihood->cost += c.cost;
		reading.native += c.native;
		at += c.size;
	}
	return reading;
}

static const struct foreign_row {
	const char *name;
	reader *read;                    // NULL: one byte a character
	const struct alphabet *alphabet; // NULL: letters beside those of ASCII
} rows[] = {
	[FOREIGN_EUC_JP] = {"EUC-JP", read_euc_jp, NULL},
	[FOREIGN_SHIFT_JIS] = {"CP932", read_shift_jis, NULL},
	[FOREIGN_EUC_KR] = {"UHC", read_euc_kr, NULL},
	[FOREIGN_LATIN] = {"CP1252", NULL, NULL},
	[FOREIGN_CYRILLIC] = {"CP1251", NULL, &cyrillic},
	[FOREIGN_KOI8] = {"KOI8-R", NULL, &koi8},
	[FOREIGN_ISO_CYRILLIC] = {"ISO-8859-5", NULL, &iso_cyrillic},
	[FOREIGN_GREEK] = {"CP1253", NULL, &greek},
};

const char *foreign_name(enum foreign foreign)
{
	return rows[foreign].name;
}

struct foreign_reading foreign_read(enum foreign foreign, struct slice text)
{
	const struct foreign_row *row = &rows[foreign];
	return row->read ? read_pairs(row->read, text) : read_single(row->alphabet, text);
}
