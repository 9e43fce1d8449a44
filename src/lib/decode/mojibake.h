// SPDX-License-Identifier: MIT
// Text that was decoded wrongly before it came here: found, never repaired.
#ifndef DEHUSK_MOJIBAKE_H
#define DEHUSK_MOJIBAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

enum mojibake {
	MOJIBAKE_UTF8_AS_BYTES,   // ä¸­æ–‡: UTF-8 read as Latin-1 or Windows-1252
	MOJIBAKE_GBK_AS_BYTES,    // ÖÐÎÄ: GBK read so
	MOJIBAKE_REPLACED_AS_GBK, // 锟斤拷: U+FFFD of lost text, in UTF-8, read as GBK
	MOJIBAKE_MEMORY_AS_GBK,   // 烫烫烫: what debuggers fill memory with, read as GBK
	MOJIBAKE_UTF8_AS_GBK,     // 鑰佽尪: UTF-8 read as GBK
	MOJIBAKE_BIG5_AS_GBK,     // い地: Big5 read as GBK
	MOJIBAKE_GBK_AS_BIG5,     // 笢恅: GBK read as Big5
	MOJIBAKE_LOST,            // U+FFFD in the text that came
	MOJIBAKE_KINDS,
};

// What happened to a text of this kind, for a message.
const char *mojibake_cause(enum mojibake kind);

// What was found in a page. All zero: nothing yet.
struct mojibake_found {
	uint64_t count[MOJIBAKE_KINDS]; // places
	uint64_t text;                  // bytes of lines
	uint64_t replaced;              // U+FFFD
	// Of lines that stand for the page: bytes, and those of lines that are mostly mojibake.
	uint64_t looked_text, garbled;
	unsigned lines;
	// Lines whose ideographs were looked at, were rare, or were read back in vain.
	unsigned looked, unlikely, failed;
};

// Adds the places in a clean line: 锟斤拷, three or more 烫, four or more Latin letters and signs
// in a row beyond ASCII, U+FFFD, and lines of rare ideographs whose bytes are likely text in
// another encoding, which are looked for in some lines of a page. `signs`: whether the line may
// have 锟, 烫, U+FFFD, or a letter of Latin-1 that something beyond ASCII follows. It is known from
// the scan of all bytes.
void mojibake_count(struct mojibake_found *found, struct slice line, bool signs);

// Whether a page is mojibake as a whole: a quarter of its text, or one character in ten is lost.
// `ill_formed`: how many U+FFFD were put there for ill-formed bytes.
bool mojibake_is_page(const struct mojibake_found *found, uint64_t ill_formed);

#endif
