// SPDX-License-Identifier: MIT
// The tables of the multimatch: multimatch-build.c makes them, or the compiler of the built-in
// rules prints them, and multimatch.c searches in them.
#ifndef DEHUSK_MULTIMATCH_TABLES_H
#define DEHUSK_MULTIMATCH_TABLES_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// The key of a word has four bytes. They are its first four bytes or, if it begins with a character
// of three or four bytes, bytes 2, 3, 5 and 6. For two ideographs these are the bytes that differ
// most.
#define KEY 4
#define WIDE_KEY 6 // bytes that the key of a wide character spans
#define HASH_BITS 17

#define SIGN_MOST 5

#define NONE UINT32_MAX
#define EIGHT sizeof(uint64_t)

// A node of the trie: all words with the same characters up to this one.
struct multimatch_node {
	uint64_t next; // bit c % 64 is set for each next character c
	uint32_t c;    // the character, folded; of a root: the offset of its text in `text`
	uint32_t child, sibling; // indices, or NONE
	uint32_t entry;          // the first entry whose word ends here, or NONE
	uint32_t set;            // the set of the other entries, or NONE
};

// A root in one spelling.
struct multimatch_spelling {
	uint64_t bytes; // the first eight bytes, in small letters
	uint32_t node;
	uint8_t size; // the whole length; 0: the slot is free
	// `bytes` is enough to compare: it holds the whole root, and nothing in ASCII, where
	// setting bit 5 makes different characters the same.
	bool plain;
};

// A short word in one spelling, without letters that have two cases.
struct multimatch_sign {
	char bytes[SIGN_MOST];
	uint32_t size, set;
	uint32_t next; // index + 1 of the next sign with the same last byte
};

// All zero but for the arrays that have to be there: no words.
struct multimatch {
	uint32_t starts[(1u << HASH_BITS) / 32]; // a bitmap by hash: a word may begin here
	// A bitmap by the low six bits of the last two bytes of a character: a sign may end in it.
	uint64_t pairs[64];
	bool ascii[128];    // a sign may end in this character
	uint32_t ends[256]; // index + 1 of the first sign, by last byte
	size_t set_words;   // words of a set of entries
	const uint64_t *sets;
	size_t set_count;
	const struct multimatch_node *node;
	size_t node_count;
	const struct multimatch_spelling *slot; // a hash table with linear probing
	size_t slot_count;
	const struct multimatch_sign *sign;
	size_t sign_count;
	const char *text;
	size_t text_size;
};

// --- keys ---

// The same numbers on every machine: the tables may come from another one.

static inline bool has_wide_key(char first)
{
	return (unsigned char)first >= 0xE0;
}

// The number of bytes that a key needs in a text with this first byte.
static inline size_t key_end(char first)
{
	return has_wide_key(first) ? WIDE_KEY : KEY;
}

// The key at the beginning of a text that is long enough.
static inline uint32_t wide_key(const char *text)
{
	uint16_t first, second;
	memcpy(&first, text + 1, sizeof first);
	memcpy(&second, text + 4, sizeof second);
	return le16toh(first) | (uint32_t)le16toh(second) << 16;
}

static inline uint32_t narrow_key(const char *text)
{
	uint32_t key;
	memcpy(&key, text, sizeof key);
	return le32toh(key);
}

static inline uint32_t key_of(const char *text)
{
	return has_wide_key(*text) ? wide_key(text) : narrow_key(text);
}

static inline uint32_t hash_of_key(uint32_t key)
{
	return (key * 0x9E3779B1u) >> (32 - HASH_BITS);
}

static inline uint32_t in_small_letters(uint32_t key)
{
	return key | (~key & 0x80808080u) >> 2;
}

// The hash of the key at the beginning of a text that is long enough, in small letters.
static inline uint32_t hash_of(const char *text)
{
	return hash_of_key(in_small_letters(key_of(text)));
}

// The first eight bytes of a text in small letters, padded with zero bytes.
static inline uint64_t eight_at(const char *text, size_t size)
{
	uint64_t bytes = 0;
	if (size >= sizeof bytes)
		memcpy(&bytes, text, sizeof bytes);
	else
		memcpy(&bytes, text, size);
	bytes = le64toh(bytes);
	return bytes | (~bytes & 0x8080808080808080u) >> 2;
}

static inline uint64_t first_bytes(uint64_t bytes, size_t count)
{
	return count < EIGHT ? bytes & (((uint64_t)1 << 8 * count) - 1) : bytes;
}

static inline bool has_key(const char *word, size_t size)
{
	return size > 0 && key_end(*word) <= size;
}

// The first slot of a hash. Linear probing goes on from there.
static inline size_t first_slot(const struct multimatch *multimatch, uint32_t hash)
{
	return hash & (multimatch->slot_count - 1);
}

static inline size_t next_slot(const struct multimatch *multimatch, size_t slot)
{
	return (slot + 1) & (multimatch->slot_count - 1);
}

// --- the trie ---

static inline const char *text_of(
	const struct multimatch *multimatch, const struct multimatch_spelling *spelling)
{
	return multimatch->text + multimatch->node[spelling->node].c;
}

static inline uint64_t bit_of(uint32_t c)
{
	return (uint64_t)1 << c % 64;
}

// The child of a node for a character, or NONE.
static inline uint32_t child_of(
	const struct multimatch *multimatch, const struct multimatch_node *node, uint32_t c)
{
	uint32_t child = node->next & bit_of(c) ? node->child : NONE;
	while (child != NONE && multimatch->node[child].c != c)
		child = multimatch->node[child].sibling;
	return child;
}

#endif
