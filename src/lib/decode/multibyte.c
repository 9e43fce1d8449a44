// SPDX-License-Identifier: MIT
// Tables of the codes of GB18030 and Big5. iconv(3) is asked for every code once, when the table is
// first needed. Small tables of fixes say where the Encoding Standard is followed instead.
#include "decode/multibyte.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

// The four-byte codes of GB18030 have two ranges (Encoding Standard, section 10.2.1): the Basic
// Multilingual Plane, and the planes above it in order.
#define FOUR_BMP 39420u
#define FOUR_BEYOND 189000u
#define FOUR_LAST 1237575u
#define FOUR_IN_ROW 1260u // four-byte codes with the same first byte, for ten second bytes

struct fix {
	uint16_t code, point;
};

// Pages use A3A0 as a wide space. For the six codes from FE51 on the standard has private-use
// characters; glibc's ideographs stay, since writers meant those.
static const struct fix gb18030_fixes[] = {{0xA3A0, 0x3000}};

// Codes of index Big5 (Encoding Standard, section 5) that glibc's BIG5-HKSCS refuses or maps to
// other characters.
static const struct fix big5_fixes[] = {
	{0x8E69, 0x7BB8},
	{0x8E6F, 0x7C06},
	{0x8E7E, 0x7CCE},
	{0x8EAB, 0x7DD2},
	{0x8EB4, 0x7E1D},
	{0x8ECD, 0x8005},
	{0x8ED0, 0x8028},
	{0x8F57, 0x83C1},
	{0x8F69, 0x84A8},
	{0x8F6E, 0x840F},
	{0x8FCB, 0x89A6},
	{0x8FCC, 0x89A9},
	{0x8FFE, 0x8D77},
	{0x906D, 0x90FD},
	{0x907A, 0x92B9},
	{0x90DC, 0x975C},
	{0x90F1, 0x97FF},
	{0x91BF, 0x9F16},
	{0x9244, 0x8503},
	{0x92AF, 0x5159},
	{0x92B0, 0x515B},
	{0x92B1, 0x515D},
	{0x92B2, 0x515E},
	{0x92C8, 0x936E},
	{0x92D1, 0x7479},
	{0x9447, 0x6D67},
	{0x94CA, 0x799B},
	{0x95D9, 0x9097},
	{0x9644, 0x975D},
	{0x96ED, 0x701E},
	{0x96FC, 0x5B28},
	{0x9B76, 0x7201},
	{0x9B78, 0x77D7},
	{0x9B7B, 0x7E87},
	{0x9BC6, 0x99D6},
	{0x9BDE, 0x91D4},
	{0x9BEC, 0x60DE},
	{0x9BF6, 0x6FB6},
	{0x9C42, 0x8F36},
	{0x9C53, 0x4FBB},
	{0x9C62, 0x71DF},
	{0x9C68, 0x9104},
	{0x9C6B, 0x9DF0},
	{0x9C77, 0x83CF},
	{0x9CBC, 0x5C10},
	{0x9CBD, 0x79E3},
	{0x9CD0, 0x5A67},
	{0x9D57, 0x8F0B},
	{0x9D5A, 0x7B51},
	{0x9DC4, 0x62D0},
	{0x9EA9, 0x6062},
	{0x9EEF, 0x75F9},
	{0x9EFD, 0x6C4A},
	{0x9F60, 0x9B2E},
	{0x9F66, 0x9F17},
	{0x9FCB, 0x50ED},
	{0x9FD8, 0x5F0C},
	{0xA063, 0x880F},
	{0xA077, 0x62CE},
	{0xA0D5, 0x7468},
	{0xA0DF, 0x7162},
	{0xA0E4, 0x7250},
	{0xA145, 0x2027},
	{0xA14E, 0xFE51},
	{0xA15A, 0x2574},
	{0xA1C2, 0x00AF},
	{0xA1C3, 0xFFE3},
	{0xA1C5, 0x02CD},
	{0xA1E3, 0xFF5E},
	{0xA1F2, 0x2295},
	{0xA1F3, 0x2299},
	{0xA1FE, 0xFF0F},
	{0xA240, 0xFF3C},
	{0xA241, 0x2215},
	{0xA242, 0xFE68},
	{0xA244, 0xFFE5},
	{0xA246, 0xFFE0},
	{0xA247, 0xFFE1},
	{0xA2CC, 0x5341},
	{0xA2CE, 0x5345},
	{0xA3C0, 0x2400},
	{0xA3C1, 0x2401},
	{0xA3C2, 0x2402},
	{0xA3C3, 0x2403},
	{0xA3C4, 0x2404},
	{0xA3C5, 0x2405},
	{0xA3C6, 0x2406},
	{0xA3C7, 0x2407},
	{0xA3C8, 0x2408},
	{0xA3C9, 0x2409},
	{0xA3CA, 0x240A},
	{0xA3CB, 0x240B},
	{0xA3CC, 0x240C},
	{0xA3CD, 0x240D},
	{0xA3CE, 0x240E},
	{0xA3CF, 0x240F},
	{0xA3D0, 0x2410},
	{0xA3D1, 0x2411},
	{0xA3D2, 0x2412},
	{0xA3D3, 0x2413},
	{0xA3D4, 0x2414},
	{0xA3D5, 0x2415},
	{0xA3D6, 0x2416},
	{0xA3D7, 0x2417},
	{0xA3D8, 0x2418},
	{0xA3D9, 0x2419},
	{0xA3DA, 0x241A},
	{0xA3DB, 0x241B},
	{0xA3DC, 0x241C},
	{0xA3DD, 0x241D},
	{0xA3DE, 0x241E},
	{0xA3DF, 0x241F},
	{0xA3E0, 0x2421},
	{0xA3E1, 0x20AC},
	{0xC6CF, 0x5EF4},
	{0xC6D3, 0x65E0},
	{0xC6D5, 0x7676},
	{0xC6D7, 0x96B6},
	{0xC6DE, 0x3003},
	{0xC6DF, 0x4EDD},
	{0xFA5F, 0x5029},
	{0xFA66, 0x507D},
	{0xFABD, 0x5305},
	{0xFAC5, 0x5344},
	{0xFAD5, 0x537F},
	{0xFB48, 0x5605},
	{0xFBB8, 0x5A77},
	{0xFBF3, 0x5E75},
	{0xFBF9, 0x5ED0},
	{0xFC4F, 0x5F58},
	{0xFC6C, 0x60A4},
	{0xFCB9, 0x6490},
	{0xFCE2, 0x6674},
	{0xFCF1, 0x675E},
	{0xFDB7, 0x6C9C},
	{0xFDB8, 0x6E1D},
	{0xFDBB, 0x6E2F},
	{0xFDF1, 0x716E},
	{0xFE52, 0x732A},
	{0xFE6F, 0x745C},
	{0xFEAA, 0x74E9},
	{0xFEDD, 0x7809},
};

// --- asking iconv(3) ---

// Converts codes of `size` bytes, each followed by an LF, to UTF-32. `points` gets the first two
// characters of each code; zeros for none.
struct asking {
	iconv_t conversion;
	size_t size;
	uint32_t (*points)[2];
	size_t count, at;  // codes; the one being read
	size_t characters; // of that code, so far
};

static void take_characters(struct asking *asking, const unsigned char *utf32, size_t size)
{
	for (size_t i = 0; i + 4 <= size && asking->at < asking->count; i += 4) {
		uint32_t c = utf32[i] | (uint32_t)utf32[i + 1] << 8 | (uint32_t)utf32[i + 2] << 16;
		if (c == '\n') {
			asking->at++;
			asking->characters = 0;
		} else if (asking->characters < 2) {
			asking->points[asking->at][asking->characters++] = c;
		}
	}
}

// Skips a refused code: only its LF comes out.
static void ask_iconv(struct asking *asking, char *codes)
{
	unsigned char utf32[4096];
	size_t left = asking->count * (asking->size + 1);
	memset(asking->points, 0, asking->count * sizeof *asking->points);
	while (left > 0) {
		char *out = (char *)utf32;
		size_t room = sizeof utf32;
		size_t result = iconv(asking->conversion, &codes, &left, &out, &room);
		take_characters(asking, utf32, sizeof utf32 - room);
		if (result != (size_t)-1 || errno == E2BIG)
			continue;
		if (left <= asking->size)
			return;
		codes += asking->size, left -= asking->size;
	}
}

// --- two-byte codes ---

static struct code make_code(const uint32_t points[2])
{
	struct code code = {.size = CODE_NONE};
	uint32_t c = points[0];
	char bytes[4];
	if (c == 0)
		return code;
	size_t size = utf8_encode(c, bytes);
	if (points[1] == 0 && size < 4) {
		code.size = (unsigned char)size;
		memcpy(code.text, bytes, size);
		return code;
	}
	code.size = points[1] ? CODE_PAIR : CODE_LONG;
	code.text[0] = (unsigned char)(points[1] ? points[1] : c >> 16);
	code.text[1] = (unsigned char)(c >> 8);
	code.text[2] = (unsigned char)c;
	return code;
}

#define TRAILS (0xFE - 0x40 + 1)

// One lead byte at a time; 0x7F is never a trail byte.
static void fill_two(struct multibyte *codes, struct asking *asking)
{
	uint32_t points[TRAILS][2];
	char text[3 * TRAILS];
	asking->points = points;
	asking->size = 2;
	asking->count = TRAILS;
	for (unsigned lead = 0x81; lead <= 0xFE; lead++) {
		for (unsigned i = 0; i < TRAILS; i++) {
			unsigned trail = 0x40 + i;
			text[3 * i] = (char)lead;
			text[3 * i + 1] = trail == 0x7F ? (char)0xFF : (char)trail;
			text[3 * i + 2] = '\n';
		}
		asking->at = asking->characters = 0;
		ask_iconv(asking, text);
		for (unsigned i = 0; i < TRAILS; i++)
			codes->code[(lead & 0x7F) << 8 | (0x40 + i)] = make_code(points[i]);
	}
}

static void mend(struct multibyte *codes, const struct fix *fix, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t points[2] = {fix[i].point, 0};
		codes->code[fix[i].code & 0x7FFF] = make_code(points);
	}
}

// --- four-byte codes ---

static void write_four(uint32_t number, char out[4])
{
	out[0] = (char)(0x81 + number / (126 * 100));
	out[1] = (char)(0x30 + number / 1260 % 10);
	out[2] = (char)(0x81 + number / 10 % 126);
	out[3] = (char)(0x30 + number % 10);
}

// Ranges of four-byte codes that the standard has and glibc refuses.
static const struct {
	uint16_t number, point, count;
} four_fixes[] = {{19057, 0x9FB4, 8}, {39076, 0xFE10, 10}};

static void mend_four(uint16_t *four)
{
	for (size_t i = 0; i < sizeof four_fixes / sizeof four_fixes[0]; i++)
		for (uint16_t k = 0; k < four_fixes[i].count; k++)
			four[four_fixes[i].number + k] = (uint16_t)(four_fixes[i].point + k);
}

static void fill_four(uint16_t *four, struct asking *asking)
{
	uint32_t points[FOUR_IN_ROW][2];
	char text[5 * FOUR_IN_ROW];
	asking->points = points;
	asking->size = 4;
	for (uint32_t first = 0; first < FOUR_BMP; first += FOUR_IN_ROW) {
		uint32_t count = FOUR_BMP - first < FOUR_IN_ROW ? FOUR_BMP - first : FOUR_IN_ROW;
		for (uint32_t i = 0; i < count; i++) {
			write_four(first + i, text + (size_t)5 * i);
			text[(size_t)5 * i + 4] = '\n';
		}
		asking->count = count;
		asking->at = asking->characters = 0;
		ask_iconv(asking, text);
		for (uint32_t i = 0; i < count; i++)
			four[first + i] = (uint16_t)points[i][0];
	}
	mend_four(four);
}

// The character of a four-byte code of GB18030 (bytes 0x81..0xFE, 0x30..0x39, 0x81..0xFE,
// 0x30..0x39). 0: none.
static uint32_t char_of_four(const struct multibyte *codes, const unsigned char byte[4])
{
	uint32_t number = ((byte[0] - 0x81u) * 10 + (byte[1] - 0x30u)) * 1260 +
			  (byte[2] - 0x81u) * 10 + (byte[3] - 0x30u);
	if (number < FOUR_BMP)
		return codes->four ? codes->four[number] : 0;
	if (number < FOUR_BEYOND || number > FOUR_LAST)
		return 0;
	return 0x10000 + number - FOUR_BEYOND;
}

// --- the table ---

static bool fill_tables(struct multibyte *codes, enum coding coding)
{
	struct asking asking = {0};
	bool gb18030 = coding == CODING_GB18030;
	asking.conversion = iconv_open("UTF-32LE", encoding_of(coding));
	if (asking.conversion == (iconv_t)-1) // NOLINT: that is how iconv_open() says no
		return false;
	fill_two(codes, &asking);
	if (gb18030) {
		codes->four = calloc(FOUR_BMP, sizeof *codes->four);
		if (codes->four)
			fill_four(codes->four, &asking);
		mend(codes, gb18030_fixes, sizeof gb18030_fixes / sizeof *gb18030_fixes);
	} else {
		mend(codes, big5_fixes, sizeof big5_fixes / sizeof *big5_fixes);
	}
	iconv_close(asking.conversion);
	return codes->four || !gb18030;
}

struct multibyte *multibyte_new(enum coding coding)
{
	struct multibyte *codes = calloc(1, sizeof *codes);
	if (codes && !fill_tables(codes, coding)) {
		multibyte_free(codes);
		return NULL;
	}
	return codes;
}

void multibyte_free(struct multibyte *codes)
{
	if (!codes)
		return;
	free(codes->four);
	free(codes);
}

const struct multibyte *multibyte_of(struct multibyte_set *set, enum coding coding)
{
	struct multibyte **codes = coding == CODING_GB18030 ? &set->gb18030 : &set->big5;
	if (!*codes)
		*codes = multibyte_new(coding);
	return *codes;
}

// Writes the UTF-8 of a code, up to 4 bytes. Returns their number; 0 for CODE_NONE.
static size_t write_code(const struct code *code, char out[4])
{
	if (code->size < CODE_LONG) {
		memcpy(out, code->text, 3);
		return code->size;
	}
	uint32_t c = (uint32_t)code->text[1] << 8 | code->text[2];
	if (code->size == CODE_LONG)
		c |= (uint32_t)code->text[0] << 16;
	size_t size = utf8_encode(c, out);
	// A letter of two bytes, then a mark of U+0300..U+033F.
	if (code->size == CODE_PAIR)
		size += utf8_encode(0x300u + code->text[0], out + size);
	return size;
}

static bool is_lead(unsigned char c)
{
	return c > 0x80 && c < 0xFF;
}

size_t multibyte_read(const struct multibyte *codes, const unsigned char *byte, size_t size,
	char out[4], size_t *written)
{
	bool gb18030 = codes->four != NULL;
	*written = 0;
	if (byte[0] < 0x80 || (gb18030 && byte[0] == 0x80)) {
		*written = utf8_encode(byte[0] == 0x80 ? 0x20AC : byte[0], out);
		return 1;
	}
	if (!is_lead(byte[0]))
		return 1;
	if (size < 2)
		return 0;
	if (!gb18030 || !is_digit(byte[1])) {
		*written = write_code(multibyte_find(codes, byte[0], byte[1]), out);
		return *written > 0 || byte[1] >= 0x80 ? 2 : 1;
	}
	// A four-byte code. If it is ill-formed, only its first byte is replaced.
	if ((size >= 3 && !is_lead(byte[2])) || (size >= 4 && !is_digit(byte[3])))
		return 1;
	if (size < 4)
		return 0;
	uint32_t c = char_of_four(codes, byte);
	if (c != 0)
		*written = utf8_encode(c, out);
	return 4;
}
