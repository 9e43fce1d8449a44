// SPDX-License-Identifier: MIT
// One pass over a line that finds the few rules which may match it, by the words that they need.
//
// The words are the branches of a tree of characters. Its roots are what words begin with, as far
// as their key goes. A root is filed under its key, in every script that it may be written
// in and with ASCII letters made small, so that nothing has to be folded on the way. What is no
// root's key is passed over. What is left is looked up, and the tree is followed from there, one
// folded character after another. A word that is too short for a key is filed under its last
// character, which is none that bodies are full of.
#include "match/multimatch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hanzi.h"
#include "base/utf8.h"
#include "match/literals.h"

// A word is known by a key of four bytes: its first four, or if it begins with a character of three
// or four bytes, the second and third byte of that and the two after the next one. Of two
// ideographs that is all but what they have in common with most others.
#define KEY 4
#define WIDE_KEY 6 // bytes that a wide key is taken from
#define HASH_BITS 17

#define SIGN_MOST 5
#define SLOTS 8192 // of spellings, at first
#define VARIANTS (1 + HANZI_VARIANTS)
#define NODES 48 // of an entry: more than most have

#define NONE UINT32_MAX
#define EIGHT sizeof(uint64_t)

// A node of the tree: the words that have the same characters as far as this one.
struct node {
	uint64_t next; // a bit for each character that may follow, by its number modulo 64
	uint32_t c;    // its character, folded; of a root: where its text stands in `text`
	uint32_t child, sibling; // indices; NONE: there is none
	uint32_t entry;          // whose word ends here; NONE: no one's
	uint32_t set;            // of the others; NONE: there are none
};

// A root in one script.
struct spelling {
	uint64_t bytes; // up to eight of them, small
	uint32_t node;
	uint8_t size; // of all of it; 0: the slot is free
	bool plain;   // the bytes tell it: they are all of it, and no ASCII, where what is small
		    // may have been another sign or letter
};

// A short word in one script, without letters that have two cases.
struct sign {
	char bytes[SIGN_MOST];
	uint32_t size, set;
	uint32_t next; // index + 1 of the next one with the same last byte
};

struct multimatch {
	uint32_t starts[(1u << HASH_BITS) / 32]; // a bitmap by hash: a word may begin here
	uint64_t pairs[64]; // by six bits of each of the last two bytes of a character: a sign
			    // may end in it
	bool ascii[128];    // a sign may end in such a character
	uint32_t ends[256]; // by last byte: index + 1 of a sign
	uint64_t first_bytes[1 + EIGHT]; // masks
	size_t set_words;                // of a set of entries
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

static bool reserve_nodes(struct multimatch *sieve, size_t count)
{
	void *list = sieve->node;
	bool done = array_reserve(&list, &sieve->node_room, count, sizeof *sieve->node);
	sieve->node = list;
	return done;
}

// --- keys ---

static inline bool is_wide(char first)
{
	return (unsigned char)first >= 0xE0;
}

// How many bytes a text that begins so must have for a key.
static inline size_t key_end(char first)
{
	return is_wide(first) ? WIDE_KEY : KEY;
}

// The hash of the key that the text, which must have one, begins with, in small letters.
static inline uint32_t hash_of(const char *text)
{
	unsigned char bytes[KEY];
	memcpy(bytes, is_wide(*text) ? text + 1 : text, 2);
	memcpy(bytes + 2, is_wide(*text) ? text + 4 : text + 2, 2);
	uint32_t key;
	memcpy(&key, bytes, sizeof key);
	key |= (~key & 0x80808080u) >> 2;
	return (key * 0x9E3779B1u) >> (32 - HASH_BITS);
}

// Up to eight bytes, small; what is not there is 0.
static uint64_t eight_at(const char *text, size_t size)
{
	uint64_t bytes = 0;
	if (size >= sizeof bytes)
		memcpy(&bytes, text, sizeof bytes);
	else
		memcpy(&bytes, text, size);
	return bytes | (~bytes & 0x8080808080808080u) >> 2;
}

static void set_masks(struct multimatch *sieve)
{
	for (size_t count = 0; count <= EIGHT; count++) {
		unsigned char bits[EIGHT] = {0};
		memset(bits, 0xFF, count);
		memcpy(&sieve->first_bytes[count], bits, EIGHT);
	}
}

static uint64_t first_bytes(const struct multimatch *sieve, uint64_t bytes, size_t count)
{
	return bytes & sieve->first_bytes[count < EIGHT ? count : EIGHT];
}

struct multimatch *multimatch_new(size_t entries)
{
	struct multimatch *sieve = calloc(1, sizeof *sieve);
	if (!sieve)
		return NULL;
	sieve->set_words = MULTIMATCH_SET_WORDS(entries);
	// Room from the start for as much as is likely: to grow takes longer, and what is not used
	// costs nothing.
	set_masks(sieve);
	sieve->slot_count = SLOTS;
	sieve->slot = calloc(SLOTS, sizeof *sieve->slot);
	if (sieve->slot && reserve_nodes(sieve, entries * NODES))
		return sieve;
	multimatch_free(sieve);
	return NULL;
}

void multimatch_free(struct multimatch *sieve)
{
	if (!sieve)
		return;
	free(sieve->sets);
	free(sieve->node);
	free(sieve->slot);
	free(sieve->sign);
	buffer_free(&sieve->text);
	free(sieve);
}

// --- sets of entries ---

static uint64_t *set_at(const struct multimatch *sieve, uint32_t set)
{
	return sieve->sets + set * sieve->set_words;
}

static bool add_set(struct multimatch *sieve, uint32_t *set)
{
	void *list = sieve->sets;
	size_t words = (sieve->set_count + 1) * sieve->set_words;
	if (!array_reserve(&list, &sieve->set_room, words, sizeof *sieve->sets))
		return false;
	sieve->sets = list;
	*set = (uint32_t)sieve->set_count++;
	memset(set_at(sieve, *set), 0, sieve->set_words * sizeof *sieve->sets);
	return true;
}

static void put_entry(uint64_t *set, size_t entry)
{
	set[entry / 64] |= (uint64_t)1 << entry % 64;
}

static void add_found(const struct multimatch *sieve, uint32_t set, uint64_t *found)
{
	const uint64_t *entries = set_at(sieve, set);
	for (size_t i = 0; i < sieve->set_words; i++)
		found[i] |= entries[i];
}

// --- the tree ---

static bool add_node(struct multimatch *sieve, uint32_t c, uint32_t sibling, uint32_t *node)
{
	if (!reserve_nodes(sieve, sieve->node_count + 1))
		return false;
	*node = (uint32_t)sieve->node_count++;
	sieve->node[*node] = (struct node){
		.c = c, .child = NONE, .sibling = sibling, .entry = NONE, .set = NONE};
	return true;
}

static uint64_t bit_of(uint32_t c)
{
	return (uint64_t)1 << c % 64;
}

// The node behind a node by a character; NONE: there is none.
static uint32_t child_of(const struct multimatch *sieve, const struct node *node, uint32_t c)
{
	uint32_t child = node->next & bit_of(c) ? node->child : NONE;
	while (child != NONE && sieve->node[child].c != c)
		child = sieve->node[child].sibling;
	return child;
}

// Goes on from *node by a word's characters. What of them is missing in the tree is added.
static bool grow(struct multimatch *sieve, uint32_t *node, const char *text, size_t size)
{
	for (size_t at = 0; at < size;) {
		uint32_t c, parent = *node;
		at += utf8_next(text + at, &c);
		*node = child_of(sieve, &sieve->node[parent], c);
		if (*node != NONE)
			continue;
		if (!add_node(sieve, c, sieve->node[parent].child, node))
			return false;
		sieve->node[parent].child = *node;
		sieve->node[parent].next |= bit_of(c);
	}
	return true;
}

// Adds an entry whose word ends at a node. Most words are those of one entry, which needs no set.
static bool end_word(struct multimatch *sieve, struct node *node, uint32_t entry)
{
	if (node->entry == NONE || node->entry == entry) {
		node->entry = entry;
		return true;
	}
	if (node->set == NONE && !add_set(sieve, &node->set))
		return false;
	put_entry(set_at(sieve, node->set), entry);
	return true;
}

// Adds the entries of the words that go on from a root as the text does.
static void follow(const struct multimatch *sieve, const struct spelling *root, const char *text,
	size_t size, uint64_t *found)
{
	size_t at = root->size;
	for (uint32_t i = root->node; i != NONE;) {
		const struct node *node = &sieve->node[i];
		uint32_t c;
		if (node->entry != NONE)
			put_entry(found, node->entry);
		if (node->set != NONE)
			add_found(sieve, node->set, found);
		if (node->next == 0 || at == size)
			return;
		at += utf8_next(text + at, &c);
		i = child_of(sieve, node, literal_fold_char(c));
	}
}

// --- filing words ---

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

// Letters, digits, blanks, and all ideographs: also a rare one may stand for a common one.
static bool is_common(const char *c)
{
	unsigned char first = (unsigned char)c[0], second = first ? (unsigned char)c[1] : 0;
	return first == ' ' || (first >= 'a' && first <= 'z') || (first >= '0' && first <= '9') ||
	       (first >= 0xE4 && first <= 0xED) || (first == 0xE3 && second >= 0x90) ||
	       strcmp(c, UTF8_WIDE_SPACE_BYTES) == 0;
}

static size_t last_char(const char *text, size_t size)
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
	return size <= SIGN_MOST && !is_common(word + last_char(word, size)) &&
	       !strpbrk(word, "abcdefghijklmnopqrstuvwxyz");
}

// The first slot for a hash; the others follow.
static size_t slot_of(const struct multimatch *sieve, uint32_t hash)
{
	return hash & (sieve->slot_count - 1);
}

static size_t next_slot(const struct multimatch *sieve, size_t slot)
{
	return (slot + 1) & (sieve->slot_count - 1);
}

static void put_spelling(struct multimatch *sieve, const struct spelling *spelling)
{
	char text[sizeof spelling->bytes];
	memcpy(text, &spelling->bytes, sizeof text);
	size_t slot = slot_of(sieve, hash_of(text));
	while (sieve->slot[slot].size > 0)
		slot = next_slot(sieve, slot);
	sieve->slot[slot] = *spelling;
}

// Keeps half of the slots free.
static bool reserve_slot(struct multimatch *sieve)
{
	size_t count = sieve->slot_count;
	if (++sieve->spelling_count <= count / 2)
		return true;
	struct spelling *old = sieve->slot, *new = calloc(2 * count, sizeof *new);
	if (!new)
		return false;
	sieve->slot = new;
	sieve->slot_count = 2 * count;
	for (size_t i = 0; i < count; i++)
		if (old[i].size > 0)
			put_spelling(sieve, &old[i]);
	free(old);
	return true;
}

static bool file_root(struct multimatch *sieve, const char *text, size_t size, size_t node)
{
	struct spelling spelling = {.node = (uint32_t)node, .size = (uint8_t)size};
	if (!reserve_slot(sieve))
		return false;
	spelling.plain = size <= EIGHT && !has_ascii(text, size);
	spelling.bytes = first_bytes(sieve, eight_at(text, size), size);
	put_spelling(sieve, &spelling);
	uint32_t hash = hash_of(text);
	sieve->starts[hash / 32] |= (uint32_t)1 << hash % 32;
	return true;
}

static bool file_sign(struct multimatch *sieve, const char *bytes, size_t size, size_t set)
{
	void *list = sieve->sign;
	if (!array_reserve(&list, &sieve->sign_room, sieve->sign_count + 1, sizeof *sieve->sign))
		return false;
	sieve->sign = list;
	unsigned char last = (unsigned char)bytes[size - 1];
	struct sign sign = {
		.size = (uint32_t)size, .set = (uint32_t)set, .next = sieve->ends[last]};
	memcpy(sign.bytes, bytes, size);
	sieve->sign[sieve->sign_count++] = sign;
	sieve->ends[last] = (uint32_t)sieve->sign_count;
	if (last < 0x80)
		sieve->ascii[last] = true;
	else
		sieve->pairs[(unsigned char)bytes[size - 2] & 63] |= (uint64_t)1 << (last & 63);
	return true;
}

typedef bool file_function(struct multimatch *sieve, const char *text, size_t size, size_t number);

// The characters that a line may have where the word has c.
static size_t variants_of(uint32_t c, uint32_t variants[VARIANTS])
{
	variants[0] = c;
	size_t others = hanzi_variants(c, variants + 1, HANZI_VARIANTS);
	return 1 + (others < HANZI_VARIANTS ? others : HANZI_VARIANTS);
}

// Files a text in every spelling of its characters from `at` on.
static bool file_spellings(struct multimatch *sieve, file_function *file, struct buffer *text,
	size_t at, size_t number)
{
	uint32_t c, variants[VARIANTS];
	if (at >= text->size)
		return file(sieve, text->data, text->size, number);
	size_t length = utf8_decode(text->data + at, text->size - at, &c),
	       count = variants_of(c, variants);
	bool done = true;
	// All spellings are as long: folding moves nothing.
	for (size_t i = 0; i < count && done; i++) {
		utf8_encode(variants[i], text->data + at);
		done = file_spellings(sieve, file, text, at + length, number);
	}
	utf8_encode(c, text->data + at);
	return done;
}

static bool file_all(
	struct multimatch *sieve, file_function *file, const char *text, size_t size, size_t number)
{
	struct buffer copy = {0};
	bool done =
		buffer_append(&copy, text, size) && file_spellings(sieve, file, &copy, 0, number);
	buffer_free(&copy);
	return done;
}

// The set of a sign, which has the entries of all words that are the same; NONE: it is not filed.
static uint32_t find_sign(const struct multimatch *sieve, const char *text, size_t size)
{
	for (uint32_t i = sieve->ends[(unsigned char)text[size - 1]]; i != 0;
		i = sieve->sign[i - 1].next) {
		const struct sign *sign = &sieve->sign[i - 1];
		if (sign->size == size && memcmp(sign->bytes, text, size) == 0)
			return sign->set;
	}
	return NONE;
}

static bool add_sign(struct multimatch *sieve, size_t entry, const char *text, size_t size)
{
	uint32_t set = find_sign(sieve, text, size);
	if (set == NONE && (!add_set(sieve, &set) || !file_all(sieve, file_sign, text, size, set)))
		return false;
	put_entry(set_at(sieve, set), entry);
	return true;
}

// The bytes of the characters that hold the key of a word.
static size_t root_size(const char *text)
{
	size_t size = 0;
	uint32_t c;
	while (size < key_end(*text))
		size += utf8_next(text + size, &c);
	return size;
}

static const char *text_of(const struct multimatch *sieve, const struct spelling *spelling)
{
	return sieve->text.data + sieve->node[spelling->node].c;
}

// The root that is this text; NONE: it is not filed.
static uint32_t find_root(const struct multimatch *sieve, const char *text, size_t size)
{
	for (size_t i = slot_of(sieve, hash_of(text)); sieve->slot[i].size > 0;
		i = next_slot(sieve, i)) {
		const struct spelling *spelling = &sieve->slot[i];
		if (spelling->size == size && memcmp(text_of(sieve, spelling), text, size) == 0)
			return spelling->node;
	}
	return NONE;
}

static bool add_root(struct multimatch *sieve, const char *text, size_t size, uint32_t *node)
{
	return add_node(sieve, (uint32_t)sieve->text.size, NONE, node) &&
	       buffer_append(&sieve->text, text, size) &&
	       file_all(sieve, file_root, text, size, *node);
}

static bool add_word(struct multimatch *sieve, size_t entry, const char *text, size_t size)
{
	size_t begin = root_size(text);
	uint32_t i = find_root(sieve, text, begin);
	if ((i == NONE && !add_root(sieve, text, begin, &i)) ||
		!grow(sieve, &i, text + begin, size - begin))
		return false;
	return end_word(sieve, &sieve->node[i], (uint32_t)entry);
}

bool multimatch_add(struct multimatch *sieve, size_t entry, const char *word)
{
	size_t size = strlen(word);
	return (has_key(word, size) ? add_word : add_sign)(sieve, entry, word, size);
}

// --- looking through a line ---

// Adds the entries of the words that the text begins with; its key hashes to this.
static void find_words(const struct multimatch *sieve, const char *text, size_t size, uint32_t hash,
	uint64_t *found)
{
	uint64_t start = eight_at(text, size);
	for (size_t i = slot_of(sieve, hash); sieve->slot[i].size > 0; i = next_slot(sieve, i)) {
		const struct spelling *spelling = &sieve->slot[i];
		if (first_bytes(sieve, start, spelling->size) == spelling->bytes &&
			(spelling->plain || literal_stands_at(text, size, text_of(sieve, spelling),
						    spelling->size)))
			follow(sieve, spelling, text, size, found);
	}
}

// Adds the entries of the signs that end at `end`.
static void find_signs(
	const struct multimatch *sieve, const char *line, size_t end, uint64_t *found)
{
	for (uint32_t i = sieve->ends[(unsigned char)line[end - 1]]; i != 0;
		i = sieve->sign[i - 1].next) {
		const struct sign *sign = &sieve->sign[i - 1];
		if (sign->size > end ||
			memcmp(line + end - sign->size, sign->bytes, sign->size) != 0)
			continue;
		add_found(sieve, sign->set, found);
	}
}

// Adds the entries of the words that begin with the character at `at`, and of the signs that end in
// it. Returns where the next one is.
static size_t look_at(
	const struct multimatch *sieve, const char *line, size_t size, size_t at, uint64_t *found)
{
	uint32_t c;
	size_t next = at + utf8_next(line + at, &c);
	find_signs(sieve, line, next, found);
	if (has_key(line + at, size - at))
		find_words(sieve, line + at, size - at, hash_of(line + at), found);
	return next;
}

// The ideographs of U+4000 to 9FFF, most of any Chinese text. No sign ends in one.
static inline bool is_ideograph(char first)
{
	return (unsigned char)(first - 0xE4) <= 0xE9 - 0xE4;
}

static inline size_t length_of(char first)
{
	unsigned char c = (unsigned char)first;
	return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static inline bool may_be_sign(const struct multimatch *sieve, const char *text, size_t length)
{
	unsigned char last = (unsigned char)text[length - 1];
	if (length == 1)
		return sieve->ascii[last];
	return !is_ideograph(*text) &&
	       (sieve->pairs[(unsigned char)text[length - 2] & 63] >> (last & 63) & 1);
}

static inline bool may_be_word(const struct multimatch *sieve, const char *text, size_t size)
{
	if (size < key_end(*text))
		return false;
	uint32_t hash = hash_of(text);
	return sieve->starts[hash / 32] >> hash % 32 & 1;
}

// The first character at or after `at` where a word may begin or a sign end; `size`: none.
static size_t pass(const struct multimatch *sieve, const char *line, size_t size, size_t at)
{
	while (at < size) {
		size_t length = length_of(line[at]);
		if (may_be_word(sieve, line + at, size - at) ||
			may_be_sign(sieve, line + at, length))
			return at;
		at += length;
	}
	return at;
}

void multimatch_line(const struct multimatch *sieve, const char *line, size_t size, uint64_t *found)
{
	for (size_t at = 0; (at = pass(sieve, line, size, at)) < size;)
		at = look_at(sieve, line, size, at, found);
}
