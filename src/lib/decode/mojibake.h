// SPDX-License-Identifier: MIT
// Text that was decoded wrongly before it came here: found, never repaired.
#ifndef DEHUSK_MOJIBAKE_H
#define DEHUSK_MOJIBAKE_H

#include <stdint.h>

#include "base/buffer.h"

enum mojibake {
	MOJIBAKE_UTF8_AS_BYTES,   // ä¸­æ–‡: UTF-8 read as Latin-1 or Windows-1252
	MOJIBAKE_GBK_AS_BYTES,    // ÖÐÎÄ: GBK read so
	MOJIBAKE_REPLACED_AS_GBK, // 锟斤拷: U+FFFD of lost text, in UTF-8, read as GBK
	MOJIBAKE_MEMORY_AS_GBK,   // 烫烫烫: what debuggers fill memory with, read as GBK
	MOJIBAKE_KINDS,
};

// What happened to a text of this kind, for a message.
const char *mojibake_cause(enum mojibake kind);

// Adds to `count` the places of each kind in a clean line: 锟斤拷, three or more 烫, four or more
// Latin letters and signs in a row beyond ASCII. So that a line without them costs next to nothing,
// lines are looked at by samples, and what is strewn thinly in a long one may be missed.
void mojibake_count(struct slice line, uint64_t count[MOJIBAKE_KINDS]);

#endif
