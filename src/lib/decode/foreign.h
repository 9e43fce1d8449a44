// SPDX-License-Identifier: MIT
// How likely bytes are text in encodings that are not for Chinese.
#ifndef DEHUSK_FOREIGN_H
#define DEHUSK_FOREIGN_H

#include "base/buffer.h"
#include "decode/likelihood.h"

// The readings of foreign_read(): Japanese and Korean ones first.
enum foreign {
	FOREIGN_EUC_JP,
	FOREIGN_SHIFT_JIS,
	FOREIGN_EUC_KR,
	FOREIGN_LATIN,
	FOREIGN_CYRILLIC,
	FOREIGN_KOI8,
	FOREIGN_ISO_CYRILLIC,
	FOREIGN_GREEK,
	FOREIGNS,
};

// The name of the encoding for iconv_open(3).
const char *foreign_name(enum foreign foreign);

struct foreign_reading {
	struct likelihood likelihood;
	size_t native; // kana, syllables of Hangul, letters of the alphabet; for Latin what is
		       // beside letters of ASCII
};

// Reads the bytes in an encoding. Costs are estimates by classes of characters, to be compared with
// those of likelihood.h. A single-byte encoding is never more than a guess: there are many.
struct foreign_reading foreign_read(enum foreign foreign, struct slice text);

#endif
