// SPDX-License-Identifier: MIT
// Tables of the codes of GB18030 and Big5, spread out for a fast lookup when first needed.
#include "decode/multibyte.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "decode/multibyte-table.h"

// The four-byte codes of GB18030 have two ranges (Encoding Standard, section 10.2.1): the Basic
// Multilingual Plane, and the planes above it in order.
#define FOUR_BMP 39420u
#define FOUR_BEYOND 189000u
#define FOUR_LAST 1237575u

// --- two-byte codes ---

// The trail bytes of a table are two ranges.
struct packed {
	unsigned char lead; // the first one
	unsigned char trail[2][2];
	const uint16_t *two;
	const uint32_t *beyond;
};

static const struct packed packed_gb18030 = {
	0x81, {{0x40, 0x7E}, {0x80, 0xFE}}, gb18030_two, gb18030_beyond};
static const struct packed packed_big5 = {
	0x87, {{0x40, 0x7E}, {0xA1, 0xFE}}, big5_two, big5_beyond};

// The first number of the table that is a place among the characters beyond U+FFFF.
#define FIRST_BEYOND 0xD800u
#define LAST_BEYOND 0xDFFFu

static struct code make_code(uint32_t first, uint32_t second)
{
	struct code code = {.size = CODE_NONE};
	char bytes[4];
	if (first == 0)
		return code;
	size_t size = utf8_encode(first, bytes);
	if (second == 0 && size < 4) {
		code.size = (unsigned char)size;
		memcpy(code.text, bytes, size);
		return code;
	}
	code.size = second ? CODE_PAIR : CODE_LONG;
	code.text[0] = (unsigned char)(second ? second : first >> 16);
	code.text[1] = (unsigned char)(first >> 8);
	code.text[2] = (unsigned char)first;
	return code;
}

static struct code unpack(const struct packed *packed, uint16_t value)
{
	if (value < FIRST_BEYOND || value > LAST_BEYOND)
		return make_code(value, 0);
	uint32_t beyond = packed->beyond[value - FIRST_BEYOND];
	// No plane is so high as the second character of a pair.
	if (beyond > 0x10FFFF)
		return make_code(beyond & 0xFFFF, beyond >> 16);
	return make_code(beyond, 0);
}

#define LEADS_END 0xFF

static size_t trails_of(const struct packed *packed, size_t range)
{
	return packed->trail[range][1] - packed->trail[range][0] + 1u;
}

static const struct packed *packed_of(enum coding coding)
{
	return coding == CODING_GB18030 ? &packed_gb18030 : &packed_big5;
}

// The code of a cell of the table.
static uint16_t code_of_cell(const struct packed *packed, size_t i)
{
	size_t first = trails_of(packed, 0), row = first + trails_of(packed, 1), cell = i % row;
	size_t trail =
		cell < first ? packed->trail[0][0] + cell : packed->trail[1][0] + (cell - first);
	return (uint16_t)((packed->lead + i / row) << 8 | trail);
}

void multibyte_codes_of(
	enum coding coding, const uint32_t *characters, size_t count, uint16_t *codes)
{
	const struct packed *packed = packed_of(coding);
	size_t cells = (LEADS_END - packed->lead) * (trails_of(packed, 0) + trails_of(packed, 1));
	// Most cells hold none of the characters, which a look at their low bits tells.
	bool low[1024] = {false};
	for (size_t k = 0; k < count; k++) {
		codes[k] = 0;
		low[characters[k] % 1024] = true;
	}
	for (size_t i = 0, found = 0; i < cells && found < count; i++) {
		uint16_t c = packed->two[i];
		if (!low[c % 1024] || c == 0 || (c >= FIRST_BEYOND && c <= LAST_BEYOND))
			continue;
		for (size_t k = 0; k < count; k++)
			if (characters[k] == c && codes[k] == 0) {
				codes[k] = code_of_cell(packed, i);
				found++;
			}
	}
}

uint32_t multibyte_char(enum coding coding, unsigned char lead, unsigned char trail)
{
	const struct packed *packed = packed_of(coding);
	size_t first = trails_of(packed, 0), row = first + trails_of(packed, 1), cell;
	if (trail >= packed->trail[0][0] && trail <= packed->trail[0][1])
		cell = trail - (size_t)packed->trail[0][0];
	else if (trail >= packed->trail[1][0] && trail <= packed->trail[1][1])
		cell = first + (trail - (size_t)packed->trail[1][0]);
	else
		return 0;
	if (lead < packed->lead || lead >= LEADS_END)
		return 0;
	uint16_t value = packed->two[(size_t)(lead - packed->lead) * row + cell];
	return value >= FIRST_BEYOND && value <= LAST_BEYOND ? 0 : value;
}

static void fill(struct multibyte *codes, const struct packed *packed)
{
	const uint16_t *value = packed->two;
	for (unsigned lead = packed->lead; lead <= 0xFE; lead++)
		for (size_t i = 0; i < 2; i++)
			for (unsigned trail = packed->trail[i][0]; trail <= packed->trail[i][1];
				trail++)
				codes->code[(lead & 0x7F) << 8 | trail] = unpack(packed, *value++);
}

// --- four-byte codes ---

static uint32_t char_of_number(uint32_t number)
{
	size_t low = 0, high = sizeof gb18030_four / sizeof gb18030_four[0];
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (gb18030_four[middle].number <= number)
			low = middle;
		else
			high = middle;
	}
	const struct four_range *range = &gb18030_four[low];
	bool inside = number >= range->number && number - range->number < range->count;
	return inside ? range->point + (number - range->number) : 0;
}

// The character of a four-byte code of GB18030 (bytes 0x81..0xFE, 0x30..0x39, 0x81..0xFE,
// 0x30..0x39). 0: none.
static uint32_t char_of_four(const unsigned char byte[4])
{
	uint32_t number = ((byte[0] - 0x81u) * 10 + (byte[1] - 0x30u)) * 1260 +
			  (byte[2] - 0x81u) * 10 + (byte[3] - 0x30u);
	if (number < FOUR_BMP)
		return char_of_number(number);
	if (number < FOUR_BEYOND || number > FOUR_LAST)
		return 0;
	return 0x10000 + number - FOUR_BEYOND;
}

// --- the table ---

struct multibyte *multibyte_new(enum coding coding)
{
	struct multibyte *codes = calloc(1, sizeof *codes);
	if (!codes)
		return NULL;
	codes->gb18030 = coding == CODING_GB18030;
	fill(codes, codes->gb18030 ? &packed_gb18030 : &packed_big5);
	return codes;
}

void multibyte_free(struct multibyte *codes)
{
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
	bool gb18030 = codes->gb18030;
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
	uint32_t c = char_of_four(byte);
	if (c != 0)
		*written = utf8_encode(c, out);
	return 4;
}
