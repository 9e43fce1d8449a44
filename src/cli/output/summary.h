// SPDX-License-Identifier: MIT
// What JSON output says of the text of a page in one word each: a digest, its length, its script.
// The manual page defines them, so that other programs can compute them, and they never change.
#ifndef DEHUSK_SUMMARY_H
#define DEHUSK_SUMMARY_H

#include <stddef.h>
#include <stdint.h>

#include "base/letters.h"
#include "base/xxh64.h"

#define SUMMARY_MEMO ((size_t)512) // characters

// What is known of a character.
struct summary_character {
	uint32_t c; // 0: nothing is known here
	uint32_t folded;
	size_t script;
};

// All zero at first. One serves any number of pages.
struct summary {
	uint64_t chars;                        // characters of the text, line ends not counted
	struct xxh64 hash;                     // of its letters and digits, folded
	uint64_t letters[LETTERS_SCRIPTS + 1]; // by script; the last has what is no letter of one
	size_t han, latin, hangul;             // numbers of scripts
	// Characters that libunistring was asked about, each at its remainder by SUMMARY_MEMO.
	struct summary_character memo[SUMMARY_MEMO];
};

// Begins another text.
void summary_begin(struct summary *summary);

// Adds a line of clean UTF-8, or a piece of one that ends between characters.
void summary_add(struct summary *summary, const char *text, size_t size);

// The digest of the text.
uint64_t summary_digest(const struct summary *summary);

// The name of the script that most letters of the text have; of several, the first in byte order.
// NULL: it has no letter.
const char *summary_script(const struct summary *summary);

#endif
