// SPDX-License-Identifier: MIT
// Tables of the codes of GB18030 and Big5, spread out for a fast lookup when first needed.
#ifndef DEHUSK_MULTIBYTE_H
#define DEHUSK_MULTIBYTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/encodings.h"

// Room for all pairs with a first byte beyond ASCII, so that lookups need no check of range. Codes
// have a lead byte 0x81..0xFE and a trail byte 0x40..0xFE.
#define MULTIBYTE_ROOM (0x80 * 0x100)

// One code's text, read at once.
struct code {
	unsigned char size;    // 1 to 3: bytes of UTF-8 in `text`; or one of these
	unsigned char text[3]; // for CODE_LONG and CODE_PAIR a code point, highest byte first
};
#define CODE_NONE 0 // there is no such code
#define CODE_LONG 4 // a character of four bytes
#define CODE_PAIR 5 // a character, and U+0304 or U+030C: `text` has the low byte of that first

struct multibyte {
	struct code code[MULTIBYTE_ROOM];
	bool gb18030; // with codes of four bytes
};

// Makes the table for CODING_GB18030 or CODING_BIG5, as the Encoding Standard has it, or with a
// character that gives the better text (scripts/multibyte-table). NULL: no memory.
struct multibyte *multibyte_new(enum coding coding);
void multibyte_free(struct multibyte *codes);

// The tables made so far. All zero: none. Free both.
struct multibyte_set {
	struct multibyte *gb18030, *big5;
};

// The table for CODING_GB18030 or CODING_BIG5, made on first use. NULL: no memory.
const struct multibyte *multibyte_of(struct multibyte_set *set, enum coding coding);

static inline const struct code *multibyte_find(
	const struct multibyte *codes, unsigned char lead, unsigned char trail)
{
	return &codes->code[(lead & 0x7F) << 8 | trail];
}

// Puts the two-byte codes of `count` characters up to U+FFFF into codes[], the lead byte in the upper
// half. 0: there is none. Goes through the whole table once.
void multibyte_codes_of(
	enum coding coding, const uint32_t *characters, size_t count, uint16_t *codes);

// The character up to U+FFFF of a two-byte code; 0: there is none.
uint32_t multibyte_char(enum coding coding, unsigned char lead, unsigned char trail);

// Decodes the character at `byte` (size >= 1) into `out`; *written: bytes of UTF-8, 0 if it is
// ill-formed. Returns the bytes used; 0: the bytes end inside the character. An ASCII trail byte of
// an ill-formed code is not used (Encoding Standard, sections 10.2.1 and 12.1.1).
size_t multibyte_read(const struct multibyte *codes, const unsigned char *byte, size_t size,
	char out[4], size_t *written);

#endif
