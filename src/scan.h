// SPDX-License-Identifier: MIT
// The one pass over all bytes: where lines end, and which bytes are not plain.
#ifndef DEHUSK_SCAN_H
#define DEHUSK_SCAN_H

#include <stddef.h>
#include <stdint.h>

// Masks of up to SCAN_BYTES bytes, bit i of word w for byte 64 * w + i.
#define SCAN_BYTES 4096

struct scan {
	uint64_t ends[SCAN_BYTES / 64]; // LF and CR
	uint64_t care[SCAN_BYTES / 64]; // not plain
};

// Scans the `size` (1 to SCAN_BYTES) bytes at `text`. `begin` is where the text around them begins:
// up to three bytes before `text` are looked at, but none before `begin`. Bits past `size` in the
// last word are zero.
//
// A line from s to its line end at e that has no care bit from s to e (both included) is plain: it
// is well-formed UTF-8 that tidy leaves alone, but for spaces at its ends, and NEL, LS and PS are
// not in it. A care bit may be set for text that turns out to need nothing. The bit stands on the
// last byte of what it is about, or on the byte that shows a sequence to be ill-formed.
typedef void scan_function(
	const unsigned char *begin, const unsigned char *text, size_t size, struct scan *scan);

// The best one for this processor; both give the same masks for the same bytes.
scan_function *scan_best(void);
scan_function scan_portable;

#endif
