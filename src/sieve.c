// SPDX-License-Identifier: MIT
// One pass over a line that finds the few rules which may match it, by the words that they need.
//
// The words are the branches of a tree of characters. Its roots are what words begin with, as far
// as their key goes (skim.h). A root is filed under its key, in every script that it may be written
// in and with ASCII letters made small, so that nothing has to be folded on the way. What is no
// root's key is passed over. What is left is looked up, and the tree is followed from there, one
// folded character after another. A word that is too short for a key is filed under its last
// character, which is none that bodies are full of.
#include "sieve.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "fold.h"
#include "literal.h"
#include "skim.h"
#include "utf8.h"

#define SIGN_MOST 5
#define SLOTS 4096
#define VARIANTS (1 + FOLD_VARIANTS)
#define ROOTS 8      // of an entry: more than most have
#define SPELLINGS 16 // likewise,
#define NODES 48     // and again

#define NONE UINT32_MAX

// A node of the tree: the words that have the same characters as far as this one.
struct node {
	uint64_t next; // a bit for each character that may follow, by its number modulo 64
	uint32_t c;    // its character, folded; of a root it does not count
	uint32_t child, sibling; // indices; NONE: there is none
	uint32_t set;            // of the entries whose word ends here; NONE: there are none
};

// What some words begin with.
struct root {
	size_t text; // where it stands in `text`, folded
	size_t size; // bytes
	uint32_t node;
	bool plain; // its bytes tell it: eight at most, and no ASCII, where what is small may have
		    // been another sign or letter
};

// A root in one script.
struct spelling {
	uint64_t bytes, mask; // up to eight of them, small, and which bits these are
	uint32_t root;
	uint32_t next; // index + 1 of the next one in the same slot
};

// A short word in one script, without letters that have two cases.
struct sign {
	char bytes[SIGN_MOST];
	uint32_t size, set;
	uint32_t next; // index + 1 of the next one with the same last byte
};

struct sieve {
	struct skim skim;
	skim_function *pass;
	uint32_t ends[256];    // by last byte: index + 1 of a sign
	uint32_t slots[SLOTS]; // index + 1 of a spelling
	size_t set_words;      // of a set of entries
	uint64_t *sets;
	size_t set_count, set_room;
	struct node *node;
	size_t node_count, node_room;
	struct root *root;
	size_t root_count, root_room;
	struct spelling *spelling;
	size_t spelling_count, spelling_room;
	struct sign *sign;
	size_t sign_count, sign_room;
	struct buffer text;
};

static bool reserve_nodes(struct sieve *sieve, size_t count)
{
	void *list = sieve->node;
	bool done = array_reserve(&list, &sieve->node_room, count, sizeof *sieve->node);
	sieve->node = list;
	return done;
}

static bool reserve_roots(struct sieve *sieve, size_t count)
{
	void *list = sieve->root;
	bool done = array_reserve(&list, &sieve->root_room, count, sizeof *sieve->root);
	sieve->root = list;
	return done;
}

static bool reserve_spellings(struct sieve *sieve, size_t count)
{
	void *list = sieve->spelling;
	bool done = array_reserve(&list, &sieve->spelling_room, count, sizeof *sieve->spelling);
	sieve->spelling = list;
	return done;
}

struct sieve *sieve_new(size_t entries)
{
	struct sieve *sieve = calloc(1, sizeof *sieve);
	if (!sieve)
		return NULL;
	sieve->set_words = SIEVE_SET_WORDS(entries);
	sieve->pass = skim_best();
	// Room from the start for as much as is likely: to grow takes longer, and what is not used
	// costs nothing.
	if (reserve_nodes(sieve, entries * NODES) && reserve_roots(sieve, entries * ROOTS) &&
		reserve_spellings(sieve, entries * SPELLINGS))
		return sieve;
	sieve_free(sieve);
	return NULL;
}

void sieve_free(struct sieve *sieve)
{
	if (!sieve)
		return;
	free(sieve->sets);
	free(sieve->node);
	free(sieve->root);
	free(sieve->spelling);
	free(sieve->sign);
	buffer_free(&sieve->text);
	free(sieve);
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

// --- sets of entries ---

static bool add_set(struct sieve *sieve, uint32_t *set)
{
	void *list = sieve->sets;
	size_t words = (sieve->set_count + 1) * sieve->set_words;
	if (!array_reserve(&list, &sieve->set_room, words, sizeof *sieve->sets))
		return false;
	sieve->sets = list;
	*set = (uint32_t)sieve->set_count++;
	memset(sieve->sets + *set * sieve->set_words, 0, sieve->set_words * sizeof *sieve->sets);
	return true;
}

static void put_entry(struct sieve *sieve, uint32_t set, size_t entry)
{
	sieve->sets[set * sieve->set_words + entry / 64] |= (uint64_t)1 << entry % 64;
}

static void add_found(const struct sieve *sieve, uint32_t set, uint64_t *found)
{
	const uint64_t *entries = sieve->sets + set * sieve->set_words;
	for (size_t i = 0; i < sieve->set_words; i++)
		found[i] |= entries[i];
}

// --- the tree ---

static bool add_node(struct sieve *sieve, uint32_t c, uint32_t sibling, uint32_t *node)
{
	if (!reserve_nodes(sieve, sieve->node_count + 1))
		return false;
	*node = (uint32_t)sieve->node_count++;
	sieve->node[*node] = (struct node){.c = c, .child = NONE, .sibling = sibling, .set = NONE};
	return true;
}

static uint64_t bit_of(uint32_t c)
{
	return (uint64_t)1 << c % 64;
}

// The node behind a node by a character; NONE: there is none.
static uint32_t child_of(const struct sieve *sieve, const struct node *node, uint32_t c)
{
	uint32_t child = node->next & bit_of(c) ? node->child : NONE;
	while (child != NONE && sieve->node[child].c != c)
		child = sieve->node[child].sibling;
	return child;
}

// Goes on from *node by a word's characters. What of them is missing in the tree is added.
static bool grow(struct sieve *sieve, uint32_t *node, const char *text, size_t size)
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

// Adds the entries of the words that go on from a root as the text does.
static void follow(const struct sieve *sieve, const struct root *root, const char *text,
	size_t size, uint64_t *found)
{
	size_t at = root->size;
	for (uint32_t i = root->node; i != NONE;) {
		const struct node *node = &sieve->node[i];
		uint32_t c;
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
	return size > 0 && skim_key_end(*word) <= size;
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
	       strcmp(c, "\xE3\x80\x80") == 0;
}

static size_t last_char(const char *text, size_t size)
{
	size_t at = size;
	while (at > 0 && ((unsigned char)text[--at] & 0xC0) == 0x80)
		;
	return at;
}

bool sieve_takes(const char *word)
{
	size_t size = strlen(word);
	if (size == 0 || has_key(word, size))
		return size > 0;
	return size <= SIGN_MOST && !is_common(word + last_char(word, size)) &&
	       !strpbrk(word, "abcdefghijklmnopqrstuvwxyz");
}

static bool file_root(struct sieve *sieve, const char *text, size_t size, size_t root)
{
	unsigned char bits[8] = {0};
	struct spelling spelling = {.root = (uint32_t)root};
	if (!reserve_spellings(sieve, sieve->spelling_count + 1))
		return false;
	memset(bits, 0xFF, size < sizeof bits ? size : sizeof bits);
	memcpy(&spelling.mask, bits, sizeof bits);
	spelling.bytes = eight_at(text, size) & spelling.mask;
	uint32_t hash = skim_hash(text);
	spelling.next = sieve->slots[hash % SLOTS];
	sieve->spelling[sieve->spelling_count++] = spelling;
	sieve->slots[hash % SLOTS] = (uint32_t)sieve->spelling_count;
	skim_add_word(&sieve->skim, hash);
	return true;
}

static bool file_sign(struct sieve *sieve, const char *bytes, size_t size, size_t set)
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
	size_t at = last_char(bytes, size);
	skim_add_sign(&sieve->skim, bytes + at, size - at);
	return true;
}

typedef bool file_function(struct sieve *sieve, const char *text, size_t size, size_t number);

// The characters that a line may have where the word has c.
static size_t variants_of(uint32_t c, uint32_t variants[VARIANTS])
{
	variants[0] = c;
	size_t others = fold_variants(c, variants + 1, FOLD_VARIANTS);
	return 1 + (others < FOLD_VARIANTS ? others : FOLD_VARIANTS);
}

// Files a text in every spelling of its characters from `at` on.
static bool file_spellings(
	struct sieve *sieve, file_function *file, struct buffer *text, size_t at, size_t number)
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
	struct sieve *sieve, file_function *file, const char *text, size_t size, size_t number)
{
	struct buffer copy = {0};
	bool done =
		buffer_append(&copy, text, size) && file_spellings(sieve, file, &copy, 0, number);
	buffer_free(&copy);
	return done;
}

// The set of a sign, which has the entries of all words that are the same; NONE: it is not filed.
static uint32_t find_sign(const struct sieve *sieve, const char *text, size_t size)
{
	for (uint32_t i = sieve->ends[(unsigned char)text[size - 1]]; i != 0;
		i = sieve->sign[i - 1].next) {
		const struct sign *sign = &sieve->sign[i - 1];
		if (sign->size == size && memcmp(sign->bytes, text, size) == 0)
			return sign->set;
	}
	return NONE;
}

static bool add_sign(struct sieve *sieve, size_t entry, const char *text, size_t size)
{
	uint32_t set = find_sign(sieve, text, size);
	if (set == NONE && (!add_set(sieve, &set) || !file_all(sieve, file_sign, text, size, set)))
		return false;
	put_entry(sieve, set, entry);
	return true;
}

// The bytes of the characters that hold the key of a word.
static size_t root_size(const char *text)
{
	size_t size = 0;
	uint32_t c;
	while (size < skim_key_end(*text))
		size += utf8_next(text + size, &c);
	return size;
}

// The root of a text that begins with all of it; the count of roots: it is not filed.
static size_t find_root(const struct sieve *sieve, const char *text, size_t size)
{
	for (uint32_t i = sieve->slots[skim_hash(text) % SLOTS]; i != 0;
		i = sieve->spelling[i - 1].next) {
		const struct root *root = &sieve->root[sieve->spelling[i - 1].root];
		if (root->size == size && memcmp(sieve->text.data + root->text, text, size) == 0)
			return sieve->spelling[i - 1].root;
	}
	return sieve->root_count;
}

static bool add_root(struct sieve *sieve, const char *text, size_t size)
{
	struct root root = {.text = sieve->text.size, .size = size};
	root.plain = size <= sizeof(uint64_t) && !has_ascii(text, size);
	if (!reserve_roots(sieve, sieve->root_count + 1) || !add_node(sieve, 0, NONE, &root.node) ||
		!buffer_append(&sieve->text, text, size))
		return false;
	sieve->root[sieve->root_count++] = root;
	return file_all(sieve, file_root, text, size, sieve->root_count - 1);
}

static bool add_word(struct sieve *sieve, size_t entry, const char *text, size_t size)
{
	size_t begin = root_size(text), root = find_root(sieve, text, begin);
	if (root == sieve->root_count && !add_root(sieve, text, begin))
		return false;
	uint32_t i = sieve->root[root].node;
	if (!grow(sieve, &i, text + begin, size - begin))
		return false;
	struct node *node = &sieve->node[i];
	if (node->set == NONE && !add_set(sieve, &node->set))
		return false;
	put_entry(sieve, node->set, entry);
	return true;
}

bool sieve_add(struct sieve *sieve, size_t entry, const char *word)
{
	size_t size = strlen(word);
	return (has_key(word, size) ? add_word : add_sign)(sieve, entry, word, size);
}

// --- looking through a line ---

static bool begins_with(
	const struct sieve *sieve, const struct root *root, const char *text, size_t size)
{
	return root->plain ||
	       literal_stands_at(text, size, sieve->text.data + root->text, root->size);
}

// Adds the entries of the words that the text begins with; its key hashes to this.
static void find_words(
	const struct sieve *sieve, const char *text, size_t size, uint32_t hash, uint64_t *found)
{
	uint64_t start = eight_at(text, size);
	for (uint32_t i = sieve->slots[hash % SLOTS]; i != 0; i = sieve->spelling[i - 1].next) {
		const struct spelling *spelling = &sieve->spelling[i - 1];
		const struct root *root = &sieve->root[spelling->root];
		if ((start & spelling->mask) == spelling->bytes &&
			begins_with(sieve, root, text, size))
			follow(sieve, root, text, size, found);
	}
}

// Adds the entries of the signs that end at `end`.
static void find_signs(const struct sieve *sieve, const char *line, size_t end, uint64_t *found)
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
	const struct sieve *sieve, const char *line, size_t size, size_t at, uint64_t *found)
{
	uint32_t c;
	size_t next = at + utf8_next(line + at, &c);
	find_signs(sieve, line, next, found);
	if (has_key(line + at, size - at))
		find_words(sieve, line + at, size - at, skim_hash(line + at), found);
	return next;
}

void sieve_line(const struct sieve *sieve, const char *line, size_t size, uint64_t *found)
{
	for (size_t at = 0; (at = sieve->pass(&sieve->skim, line, size, at)) < size;)
		at = look_at(sieve, line, size, at, found);
}
