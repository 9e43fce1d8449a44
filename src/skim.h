// SPDX-License-Identifier: MIT
// Passes over the text of a line in which no word begins, many characters at once.
#ifndef DEHUSK_SKIM_H
#define DEHUSK_SKIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// A word is known by a key of four bytes: its first four, or if it begins with a character of three
// or four bytes, the second and third byte of that and the two after the next one. Of two
// ideographs that is all but what they have in common with most others.
#define SKIM_KEY 4
#define SKIM_WIDE_KEY 6 // bytes that a wide key is taken from
#define SKIM_BITS 17

// Where something may be, all zero at first: nothing is anywhere.
struct skim {
	uint32_t starts[(1u << SKIM_BITS) / 32]; // a bitmap by skim_hash()
	uint64_t pairs[64]; // by six bits of each of the last two bytes of a character: a sign
			    // may end in it
	uint8_t ascii[16];  // by low half of an ASCII character, bits by high half: a sign may
			    // end in it
};

// Makes ASCII letters small, and a few signs others, in all bytes at once.
static inline uint32_t skim_small(uint32_t bytes)
{
	return bytes | (~bytes & 0x80808080u) >> 2;
}

static inline bool skim_is_wide(char first)
{
	return (unsigned char)first >= 0xE0;
}

// How many bytes a text that begins so must have for a key.
static inline size_t skim_key_end(char first)
{
	return skim_is_wide(first) ? SKIM_WIDE_KEY : SKIM_KEY;
}

// The hash of the key that the text, which must have one, begins with.
static inline uint32_t skim_hash(const char *text)
{
	unsigned char bytes[SKIM_KEY];
	memcpy(bytes, skim_is_wide(*text) ? text + 1 : text, 2);
	memcpy(bytes + 2, skim_is_wide(*text) ? text + 4 : text + 2, 2);
	uint32_t key;
	memcpy(&key, bytes, sizeof key);
	return (skim_small(key) * 0x9E3779B1u) >> (32 - SKIM_BITS);
}

// Files a word by its hash, or a sign (see sieve.h) by the character it ends in, of `size` bytes.
void skim_add_word(struct skim *skim, uint32_t hash);
void skim_add_sign(struct skim *skim, const char *last, size_t size);

// The first character at or after `at` where a word that was added may begin or a sign end, or
// `size`. The line is well-formed UTF-8; `at` is where a character begins, or the end.
typedef size_t skim_function(const struct skim *skim, const char *line, size_t size, size_t at);

// The best one for this processor; both find the same.
skim_function *skim_best(void);
skim_function skim_portable;

#endif
