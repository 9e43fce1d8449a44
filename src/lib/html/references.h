// SPDX-License-Identifier: MIT
// Character references of html: &nbsp; &#8226; &#x2022;
#ifndef DEHUSK_REFERENCES_H
#define DEHUSK_REFERENCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

#define REFERENCE_TEXT_MOST 48

// A reference that is read byte by byte, after its "&". All zero begins one.
struct reference {
	enum { REFERENCE_FIRST, REFERENCE_NAME, REFERENCE_SHARP, REFERENCE_DIGITS } part;
	bool hex;
	char mark;              // the x or X of a hexadecimal number; 0: none
	bool digits;            // a digit was read
	uint32_t number;        // it stops to grow beyond the last code point
	char name[33];          // what was read of a name
	size_t size;            // its bytes
	size_t low, high;       // names in the table that begin so
	size_t best;            // bytes of the longest whole name so far; 0: none
	const char *stands_for; // its text
	char text[REFERENCE_TEXT_MOST];
};

enum reference_step {
	REFERENCE_MORE,  // the byte belongs to it, and more may
	REFERENCE_TAKEN, // the byte was its last one
	REFERENCE_ENDED, // it ended before the byte
};

// Reads the next byte.
enum reference_step reference_step(struct reference *reference, char c);

// The text of a reference that has ended, and of the bytes read beyond it: what was read, with its
// "&", if it is none. `in_value`: it stands in the value of an attribute, and `next` is the byte
// after it, or NUL. The text lives in *reference.
struct slice reference_text(struct reference *reference, bool in_value, char next);

// Appends the value of an attribute as it is meant: references and NUL are replaced, CR LF and CR
// are LF. False: no memory.
bool reference_decode(struct slice value, struct buffer *out);

#endif
