// SPDX-License-Identifier: MIT
// The names of encodings, and how each is decoded.
#ifndef DEHUSK_ENCODINGS_H
#define DEHUSK_ENCODINGS_H

#include <iconv.h>
#include <stdbool.h>

#include "base/buffer.h"

enum coding {
	CODING_UTF8,
	CODING_UTF16LE,
	CODING_UTF16BE,
	CODING_UTF32LE,
	CODING_UTF32BE,
	CODING_GB18030,
	CODING_BIG5,
	CODING_ICONV, // whatever iconv(3) knows
};

struct encoding {
	enum coding coding;
	char name[64]; // for CODING_ICONV the one for iconv_open(), else the one to print
};

// The printed name of an encoding; not for CODING_ICONV.
const char *encoding_of(enum coding coding);

// Finds an encoding by name: first among the labels of the WHATWG Encoding Standard (section 4.2,
// "Names and labels"), then among those of other programs, then by iconv(3). Ignores ASCII case and
// blanks around the name. False: unknown.
bool encoding_find(const char *name, struct encoding *label);

// The same without iconv(3): for names that are not the user's.
bool encoding_find_label(const char *name, struct encoding *label);

// iconv_open() from the encoding to UTF-8, by another name where that is not known. As iconv_open()
// returns: (iconv_t)-1 with errno set.
iconv_t encoding_open(const char *name);

// Whether bytes, perhaps cut off inside a character, are well-formed in an encoding of iconv(3).
// False, too, if there is no converter.
bool encoding_decodes(const struct encoding *encoding, struct slice bytes);

#endif
