// SPDX-License-Identifier: MIT
// Finds in one pass over a line the rules that may match it, by the words that they need.
//
// The words form a trie of characters. Its roots hold the characters that the key of a word is
// taken from. A root is stored under its key in every spelling: in simplified and traditional
// characters, with small ASCII letters. So the line is not folded. A bitmap of keys skips most
// positions of a line. At the others the root is looked up, and the trie is followed by folded
// characters. A word too short for a key is a sign. It is stored under its last character, which is
// rare in body text.
#include "match/multimatch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"
#include "match/literals.h"

// The key of a word has four bytes. They are its first four bytes or, if it begins with a character
// of three or four bytes, bytes 2, 3, 5 and 6. For two ideographs these are the bytes that differ
// most.
#define KEY 4
#define WIDE_KEY 6 // bytes that the key of a wide character spans
#define HASH_BITS 17

#define SIGN_MOST 5
#define SLOTS 8192 // spellings, at first
#define VARIANTS (1 + HANZI_VARIANTS)
#define NODES 48 // nodes for each entry: most entries need fewer

#define NONE UINT32_MAX
#define EIGHT sizeof(uint64_t)

// A node of the trie: all words with the same characters up to this one.
struct node {
	uint64_t next; // bit c % 64 is set for each next character c
	uint32_t c;    // the character, folded; of a root: the offset of its text in `text`
	uint32_t child, sibling; // indices, or NONE
	uint32_t entry;          // the first entry whose word ends here, or NONE
	uint32_t set;            // the set of the other entries, or NONE
};

// A root in one spelling.
struct spelling {
	uint64_t bytes; // the first eight bytes, in small letters
	uint32_t node;
	uint8_t size; // the whole length; 0: the slot is free
	// `bytes` is enough to compare: it holds the whole root, and nothing in ASCII, where
	// setting bit 5 makes different characters the same.
	bool plain;
};

// A short word in one spelling, without letters that have two cases.
struct sign {
	char bytes[SIGN_MOST];
	uint32_t size, set;
	uint32_t next; // index + 1 of the next sign with the same last byte
};

struct multimatch {
	uint32_t starts[(1u << HASH_BITS) / 32]; // a bitmap by hash: a word may begin here
	// A bitmap by the low six bits of the last two bytes of a character: a sign may end in it.
	uint64_t pairs[64];
	bool ascii[128];                 // a sign may end in this character
	uint32_t ends[256];              // index + 1 of the first sign, by last byte
	uint64_t first_bytes[1 + EIGHT]; // masks of the first n bytes
	size_t set_words;                // words of a set of entries
	uint64_t *sets;
	size_t set_count, set_room;
	struct node *node;
	size_t node_count, node_room;
	struct spelling *slot; // a hash table with linear probing
	size_t slot_count, spelling_count;
	struct sign *sign;
	size_t sign_count, sign_room;
	struct buffer text;
};

static bool reserve_nodes(struct multimatch *multimatch, size_t count)
{
	void *list = multimatch->node;
	bool done = array_reserve(&list, &multimatch->node_room, count, sizeof *multimatch->node);
	multimatch->node = list;
	return done;
}

// --- keys ---

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
	return first | (uint32_t)second << 16;
}

static inline uint32_t key_of(const char *text)
{
	uint32_t key;
	if (has_wide_key(*text))
		return wide_key(text);
	memcpy(&key, text, sizeof key);
	return key;
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
static uint64_t eight_at(const char *text, size_t size)
{
	uint64_t bytes = 0;
	if (size >= sizeof bytes)
		memcpy(&bytes, text, sizeof bytes);
	else
		memcpy(&bytes, text, size);
	return bytes | (~bytes & 0x8080808080808080u) >> 2;
}

static void set_masks(struct multimatch *multimatch)
{
	for (size_t count = 0; count <= EIGHT; count++) {
		unsigned char bits[EIGHT] = {0};
		memset(bits, 0xFF, count);
		memcpy(&multimatch->first_bytes[count], bits, EIGHT);
	}
}

static uint64_t first_bytes(const struct multimatch *multimatch, uint64_t bytes, size_t count)
{
	return bytes & multimatch->first_bytes[count < EIGHT ? count : EIGHT];
}

struct multimatch *multimatch_new(size_t entries)
{
	struct multimatch *multimatch = calloc(1, sizeof *multimatch);
	if (!multimatch)
		return NULL;
	multimatch->set_words = MULTIMATCH_SET_WORDS(entries);
	// Reserve enough for most uses: growing takes time, and untouched memory costs nothing.
	set_masks(multimatch);
	multimatch->slot_count = SLOTS;
	multimatch->slot = calloc(SLOTS, sizeof *multimatch->slot);
	if (multimatch->slot && reserve_nodes(multimatch, entries * NODES))
		return multimatch;
	multimatch_free(multimatch);
	return NULL;
}

void multimatch_free(struct multimatch *multimatch)
{
	if (!multimatch)
		return;
	free(multimatch->sets);
	free(multimatch->node);
	free(multimatch->slot);
	free(multimatch->sign);
	buffer_free(&multimatch->text);
	free(multimatch);
}

// --- sets of entries ---

static uint64_t *set_at(const struct multimatch *multimatch, uint32_t set)
{
	return multimatch->sets + set * multimatch->set_words;
}

static bool add_set(struct multimatch *multimatch, uint32_t *set)
{
	void *list = multimatch->sets;
	size_t words = (multimatch->set_count + 1) * multimatch->set_words;
	if (!array_reserve(&list, &multimatch->set_room, words, sizeof *multimatch->sets))
		return false;
	multimatch->sets = list;
	*set = (uint32_t)multimatch->set_count++;
	memset(set_at(multimatch, *set), 0, multimatch->set_words * sizeof *multimatch->sets);
	return true;
}

static void set_entry(uint64_t *set, size_t entry)
{
	set[entry / 64] |= (uint64_t)1 << entry % 64;
}

static void add_found(const struct multimatch *multimatch, uint32_t set, uint64_t *found)
{
	const uint64_t *entries = set_at(multimatch, set);
	for (size_t i = 0; i < multimatch->set_words; i++)
		found[i] |= entries[i];
}

// --- the trie ---

static bool add_node(struct multimatch *multimatch, uint32_t c, uint32_t sibling, uint32_t *node)
{
	if (!reserve_nodes(multimatch, multimatch->node_count + 1))
		return false;
	*node = (uint32_t)multimatch->node_count++;
	multimatch->node[*node] = (struct node){
		.c = c, .child = NONE, .sibling = sibling, .entry = NONE, .set = NONE};
	return true;
}

static uint64_t bit_of(uint32_t c)
{
	return (uint64_t)1 << c % 64;
}

// The child of a node for a character, or NONE.
static uint32_t child_of(const struct multimatch *multimatch, const struct node *node, uint32_t c)
{
	uint32_t child = node->next & bit_of(c) ? node->child : NONE;
	while (child != NONE && multimatch->node[child].c != c)
		child = multimatch->node[child].sibling;
	return child;
}

// Moves *node along the characters of a word. Missing nodes are added.
static bool add_path(struct multimatch *multimatch, uint32_t *node, const char *text, size_t size)
{
	for (size_t at = 0; at < size;) {
		uint32_t c, parent = *node;
		at += utf8_next(text + at, &c);
		*node = child_of(multimatch, &multimatch->node[parent], c);
		if (*node != NONE)
			continue;
		if (!add_node(multimatch, c, multimatch->node[parent].child, node))
			return false;
		multimatch->node[parent].child = *node;
		multimatch->node[parent].next |= bit_of(c);
	}
	return true;
}

// Adds an entry whose word ends at a node. Most nodes have a single entry and need no set.
static bool end_word(struct multimatch *multimatch, struct node *node, uint32_t entry)
{
	if (node->entry == NONE || node->entry == entry) {
		node->entry = entry;
		return true;
	}
	if (node->set == NONE && !add_set(multimatch, &node->set))
		return false;
	set_entry(set_at(multimatch, node->set), entry);
	return true;
}

// Adds the entries of all words below a root that the text begins with.
static void match_path(const struct multimatch *multimatch, const struct spelling *root,
	const char *text, size_t size, uint64_t *found)
{
	size_t at = root->size;
	for (uint32_t i = root->node; i != NONE;) {
		const struct node *node = &multimatch->node[i];
		uint32_t c;
		if (node->entry != NONE)
			set_entry(found, node->entry);
		if (node->set != NONE)
			add_found(multimatch, node->set, found);
		if (node->next == 0 || at == size)
			return;
		at += utf8_next(text + at, &c);
		i = child_of(multimatch, node, literal_fold_char(c));
	}
}

// --- adding words ---

static bool has_key(const char *word, size_t size)
{
	return size > 0 && key_end(*word) <= size;
}

static bool has_ascii(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)text[i] < 0x80)
			return true;
	return false;
}

// Whether a character is common in body text: letters, digits, blanks and all ideographs. A rare
// ideograph may be the variant of a common one.
static bool is_common(const char *c)
{
	unsigned char first = (unsigned char)c[0], second = first ? (unsigned char)c[1] : 0;
	return first == ' ' || (first >= 'a' && first <= 'z') || (first >= '0' && first <= '9') ||
	       (first >= 0xE4 && first <= 0xED) || (first == 0xE3 && second >= 0x90) ||
	       strcmp(c, UTF8_WIDE_SPACE_BYTES) == 0;
}

static size_t last_char_start(const char *text, size_t size)
{
	size_t at = size;
	while (at > 0 && ((unsigned char)text[--at] & 0xC0) == 0x80)
		;
	return at;
}

bool multimatch_takes(const char *word)
{
	size_t size = strlen(word);
	if (size == 0 || has_key(word, size))
		return size > 0;
	return size <= SIGN_MOST && !is_common(word + last_char_start(word, size)) &&
	       !strpbrk(word, "abcdefghijklmnopqrstuvwxyz");
}

// The first slot of a hash. Linear probing goes on from there.
static size_t first_slot(const struct multimatch *multimatch, uint32_t hash)
{
	return hash & (multimatch->slot_count - 1);
}

static size_t next_slot(const struct multimatch *multimatch, size_t slot)
{
	return (slot + 1) & (multimatch->slot_count - 1);
}

static void put_spelling(struct multimatch *multimatch, const struct spelling *spelling)
{
	char text[sizeof spelling->bytes];
	memcpy(text, &spelling->bytes, sizeof text);
	size_t slot = first_slot(multimatch, hash_of(text));
	while (multimatch->slot[slot].size > 0)
		slot = next_slot(multimatch, slot);
	multimatch->slot[slot] = *spelling;
}

// Keeps at least half of the slots free.
static bool reserve_slot(struct multimatch *multimatch)
{
	size_t count = multimatch->slot_count;
	if (++multimatch->spelling_count <= count / 2)
		return true;
	struct spelling *old = multimatch->slot, *new = calloc(2 * count, sizeof *new);
	if (!new)
		return false;
	multimatch->slot = new;
	multimatch->slot_count = 2 * count;
	for (size_t i = 0; i < count; i++)
		if (old[i].size > 0)
			put_spelling(multimatch, &old[i]);
	free(old);
	return true;
}

static void set_start(struct multimatch *multimatch, uint32_t hash)
{
	multimatch->starts[hash / 32] |= (uint32_t)1 << hash % 32;
}

// Adds a wide key with its letters in both cases, so that a text need not be in small letters.
static void set_wide_starts(struct multimatch *multimatch, uint32_t key)
{
	for (uint32_t i = 0; i < 4; i++) {
		uint32_t other = key;
		for (uint32_t shift = 16; shift < 32; shift += 8)
			if (is_letter((char)(key >> shift & 0xFF)) && (i >> (shift - 16) / 8 & 1))
				other ^= (uint32_t)0x20 << shift;
		set_start(multimatch, hash_of_key(other));
	}
}

static bool file_root(struct multimatch *multimatch, const char *text, size_t size, size_t node)
{
	struct spelling spelling = {.node = (uint32_t)node, .size = (uint8_t)size};
	if (!reserve_slot(multimatch))
		return false;
	spelling.plain = size <= EIGHT && !has_ascii(text, size);
	spelling.bytes = first_bytes(multimatch, eight_at(text, size), size);
	put_spelling(multimatch, &spelling);
	set_start(multimatch, hash_of(text));
	if (has_wide_key(*text))
		set_wide_starts(multimatch, wide_key(text));
	return true;
}

static bool file_sign(struct multimatch *multimatch, const char *bytes, size_t size, size_t set)
{
	void *list = multimatch->sign;
	if (!array_reserve(&list, &multimatch->sign_room, multimatch->sign_count + 1,
		    sizeof *multimatch->sign))
		return false;
	multimatch->sign = list;
	unsigned char last = (unsigned char)bytes[size - 1];
	struct sign sign = {
		.size = (uint32_t)size, .set = (uint32_t)set, .next = multimatch->ends[last]};
	memcpy(sign.bytes, bytes, size);
	multimatch->sign[multimatch->sign_count++] = sign;
	multimatch->ends[last] = (uint32_t)multimatch->sign_count;
	if (last < 0x80)
		multimatch->ascii[last] = true;
	else
		multimatch->pairs[(unsigned char)bytes[size - 2] & 63] |= (uint64_t)1
									  << (last & 63);
	return true;
}

typedef bool file_function(
	struct multimatch *multimatch, const char *text, size_t size, size_t number);

// The characters of a line that match character c of a word.
static size_t variants_of(uint32_t c, uint32_t variants[VARIANTS])
{
	variants[0] = c;
	size_t others = hanzi_variants(c, variants + 1, HANZI_VARIANTS);
	return 1 + (others < HANZI_VARIANTS ? others : HANZI_VARIANTS);
}

// Stores a text in every spelling of its characters from `at` on.
static bool file_spellings(struct multimatch *multimatch, file_function *file, struct buffer *text,
	size_t at, size_t number)
{
	uint32_t c, variants[VARIANTS];
	if (at >= text->size)
		return file(multimatch, text->data, text->size, number);
	size_t length = utf8_decode(text->data + at, text->size - at, &c),
	       count = variants_of(c, variants);
	bool done = true;
	// All spellings have the same length.
	for (size_t i = 0; i < count && done; i++) {
		utf8_encode(variants[i], text->data + at);
		done = file_spellings(multimatch, file, text, at + length, number);
	}
	utf8_encode(c, text->data + at);
	return done;
}

static bool file_all(struct multimatch *multimatch, file_function *file, const char *text,
	size_t size, size_t number)
{
	struct buffer copy = {0};
	bool done = buffer_append(&copy, text, size) &&
		    file_spellings(multimatch, file, &copy, 0, number);
	buffer_free(&copy);
	return done;
}

// The set of a sign, which holds all entries with this word, or NONE.
static uint32_t find_sign(const struct multimatch *multimatch, const char *text, size_t size)
{
	for (uint32_t i = multimatch->ends[(unsigned char)text[size - 1]]; i != 0;
		i = multimatch->sign[i - 1].next) {
		const struct sign *sign = &multimatch->sign[i - 1];
		if (sign->size == size && memcmp(sign->bytes, text, size) == 0)
			return sign->set;
	}
	return NONE;
}

static bool add_sign(struct multimatch *multimatch, size_t entry, const char *text, size_t size)
{
	uint32_t set = find_sign(multimatch, text, size);
	if (set == NONE &&
		(!add_set(multimatch, &set) || !file_all(multimatch, file_sign, text, size, set)))
		return false;
	set_entry(set_at(multimatch, set), entry);
	return true;
}

// The length of the characters that hold the key of a word.
static size_t root_size(const char *text)
{
	size_t size = 0;
	uint32_t c;
	while (size < key_end(*text))
		size += utf8_next(text + size, &c);
	return size;
}

static const char *text_of(const struct multimatch *multimatch, const struct spelling *spelling)
{
	return multimatch->text.data + multimatch->node[spelling->node].c;
}

// The root with this text, or NONE.
static uint32_t find_root(const struct multimatch *multimatch, const char *text, size_t size)
{
	for (size_t i = first_slot(multimatch, hash_of(text)); multimatch->slot[i].size > 0;
		i = next_slot(multimatch, i)) {
		const struct spelling *spelling = &multimatch->slot[i];
		if (spelling->size == size &&
			memcmp(text_of(multimatch, spelling), text, size) == 0)
			return spelling->node;
	}
	return NONE;
}

static bool add_root(struct multimatch *multimatch, const char *text, size_t size, uint32_t *node)
{
	return add_node(multimatch, (uint32_t)multimatch->text.size, NONE, node) &&
	       buffer_append(&multimatch->text, text, size) &&
	       file_all(multimatch, file_root, text, size, *node);
}

static bool add_word(struct multimatch *multimatch, size_t entry, const char *text, size_t size)
{
	size_t begin = root_size(text);
	uint32_t i = find_root(multimatch, text, begin);
	if ((i == NONE && !add_root(multimatch, text, begin, &i)) ||
		!add_path(multimatch, &i, text + begin, size - begin))
		return false;
	return end_word(multimatch, &multimatch->node[i], (uint32_t)entry);
}

bool multimatch_add(struct multimatch *multimatch, size_t entry, const char *word)
{
	size_t size = strlen(word);
	return (has_key(word, size) ? add_word : add_sign)(multimatch, entry, word, size);
}

// --- searching a line ---

// Adds the entries of the words at the beginning of the text. `hash` is the hash of its key.
static void find_words(const struct multimatch *multimatch, const char *text, size_t size,
	uint32_t hash, uint64_t *found)
{
	uint64_t start = eight_at(text, size);
	for (size_t i = first_slot(multimatch, hash); multimatch->slot[i].size > 0;
		i = next_slot(multimatch, i)) {
		const struct spelling *spelling = &multimatch->slot[i];
		if (first_bytes(multimatch, start, spelling->size) == spelling->bytes &&
			(spelling->plain || literal_stands_at(text, size,
						    text_of(multimatch, spelling), spelling->size)))
			match_path(multimatch, spelling, text, size, found);
	}
}

// Adds the entries of the signs that end at `end`.
static void find_signs(
	const struct multimatch *multimatch, const char *line, size_t end, uint64_t *found)
{
	for (uint32_t i = multimatch->ends[(unsigned char)line[end - 1]]; i != 0;
		i = multimatch->sign[i - 1].next) {
		const struct sign *sign = &multimatch->sign[i - 1];
		if (sign->size > end ||
			memcmp(line + end - sign->size, sign->bytes, sign->size) != 0)
			continue;
		add_found(multimatch, sign->set, found);
	}
}

// Whether a character is one of U+4000 to U+9FFF, like most Chinese text. No sign ends in one.
static inline bool begins_ideograph(char first)
{
	return (unsigned char)(first - 0xE4) <= 0xE9 - 0xE4;
}

static inline size_t length_of(char first)
{
	unsigned char c = (unsigned char)first;
	return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static inline bool may_be_sign(const struct multimatch *multimatch, const char *text, size_t length)
{
	unsigned char last = (unsigned char)text[length - 1];
	if (length == 1)
		return multimatch->ascii[last];
	return !begins_ideograph(*text) &&
	       (multimatch->pairs[(unsigned char)text[length - 2] & 63] >> (last & 63) & 1);
}

static inline bool is_start(const struct multimatch *multimatch, uint32_t hash)
{
	return multimatch->starts[hash / 32] >> hash % 32 & 1;
}

// The first position at or after `at` that may begin a word, or that has no such ideograph.
static inline size_t skip_ideographs(
	const struct multimatch *multimatch, const char *line, size_t size, size_t at)
{
	while (at + WIDE_KEY <= size && begins_ideograph(line[at]) &&
		!is_start(multimatch, hash_of_key(wide_key(line + at))))
		at += 3;
	return at;
}

// Adds the entries of the words that begin with the character at `at`, and of the signs that end
// with it. Returns the position of the next character.
static inline size_t match_at(const struct multimatch *multimatch, const char *line, size_t size,
	size_t at, uint64_t *found)
{
	size_t length = length_of(line[at]);
	if (may_be_sign(multimatch, line + at, length))
		find_signs(multimatch, line, at + length, found);
	if (has_key(line + at, size - at)) {
		uint32_t hash = hash_of(line + at);
		if (is_start(multimatch, hash))
			find_words(multimatch, line + at, size - at, hash, found);
	}
	return at + length;
}

void multimatch_line(
	const struct multimatch *multimatch, const char *line, size_t size, uint64_t *found)
{
	for (size_t at = 0; (at = skip_ideographs(multimatch, line, size, at)) < size;)
		at = match_at(multimatch, line, size, at, found);
}
