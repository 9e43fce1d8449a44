// SPDX-License-Identifier: MIT
// The one pass over all bytes: finds line ends and bytes that are not plain.
#ifndef DEHUSK_SCAN_H
#define DEHUSK_SCAN_H

#include <stddef.h>
#include <stdint.h>

// Masks for up to SCAN_BYTES bytes: bit i of word w is byte 64 * w + i.
#define SCAN_BYTES 4096

struct scan {
	uint64_t ends[SCAN_BYTES / 64]; // LF and CR
	uint64_t care[SCAN_BYTES / 64]; // not plain
	uint64_t sign[SCAN_BYTES / 64]; // may be left-over markup, or decoded wrongly
};

// Scans `size` (1 to SCAN_BYTES) bytes at `text`. Looks back up to three bytes, but never before
// `begin`. Bits past `size` in the last word are zero.
//
// A line from s to its line end at e is plain if no care bit is set from s to e, both included. A
// plain line is well-formed UTF-8 without NEL, LS and PS. Normalizing changes nothing in it except
// spaces at its ends. A care bit may be set without need. It stands on the last byte of its cause,
// or on the byte that shows a sequence to be ill-formed.
//
// Few lines have signs: & * _ ` (match/reading.h); 锟, 烫, U+FFFD, and a letter of Latin-1 that
// something beyond ASCII follows (decode/mojibake.h). The bit stands on the last byte of the sign.
typedef void scan_function(
	const unsigned char *begin, const unsigned char *text, size_t size, struct scan *scan);

// The faster one for this processor. Both give the same masks.
scan_function *scan_best(void);
scan_function scan_portable;

#endif
