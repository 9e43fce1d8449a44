// SPDX-License-Identifier: MIT
// Makes the tables of the multimatch from words.
#include "match/multimatch-build.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"
#include "match/multimatch-tables.h"

// Spellings, at first: of many entries, and of few.
#define SLOTS 8192
#define SLOTS_OF_FEW 256
#define FEW 16
#define VARIANTS (1 + HANZI_VARIANTS)
#define NODES 48 // nodes for each entry: most entries need fewer

struct multimatch_builder {
	struct multimatch tables; // its arrays are those below
	uint64_t *sets;
	size_t set_room;
	struct multimatch_node *node;
	size_t node_room;
	struct multimatch_spelling *slot;
	size_t spelling_count;
	struct multimatch_sign *sign;
	size_t sign_room;
	struct buffer text;
};

// Arrays move when they grow.
static void renew_tables(struct multimatch_builder *builder)
{
	struct multimatch *tables = &builder->tables;
	tables->sets = builder->sets;
	tables->node = builder->node;
	tables->slot = builder->slot;
	tables->sign = builder->sign;
	tables->text = builder->text.data;
	tables->text_size = builder->text.size;
}

static bool reserve_nodes(struct multimatch_builder *builder, size_t count)
{
	void *list = builder->node;
	bool done = array_reserve(&list, &builder->node_room, count, sizeof *builder->node);
	builder->node = list;
	renew_tables(builder);
	return done;
}

struct multimatch_builder *multimatch_builder_new(size_t entries)
{
	struct multimatch_builder *builder = calloc(1, sizeof *builder);
	if (!builder)
		return NULL;
	builder->tables.set_words = MULTIMATCH_SET_WORDS(entries);
	// Reserve enough for most uses: growing takes time, and untouched memory costs nothing.
	builder->tables.slot_count = entries > FEW ? SLOTS : SLOTS_OF_FEW;
	builder->slot = calloc(builder->tables.slot_count, sizeof *builder->slot);
	if (builder->slot && reserve_nodes(builder, entries * NODES)) {
		renew_tables(builder);
		return builder;
	}
	multimatch_builder_free(builder);
	return NULL;
}

void multimatch_builder_free(struct multimatch_builder *builder)
{
	if (!builder)
		return;
	free(builder->sets);
	free(builder->node);
	free(builder->slot);
	free(builder->sign);
	buffer_free(&builder->text);
	free(builder);
}

// --- sets of entries ---

static uint64_t *set_at(const struct multimatch_builder *builder, uint32_t set)
{
	return builder->sets + set * builder->tables.set_words;
}

static bool add_set(struct multimatch_builder *builder, uint32_t *set)
{
	void *list = builder->sets;
	size_t words = (builder->tables.set_count + 1) * builder->tables.set_words;
	if (!array_reserve(&list, &builder->set_room, words, sizeof *builder->sets))
		return false;
	builder->sets = list;
	*set = (uint32_t)builder->tables.set_count++;
	memset(set_at(builder, *set), 0, builder->tables.set_words * sizeof *builder->sets);
	return true;
}

static void set_word_entry(uint64_t *set, size_t entry)
{
	set[entry / 64] |= (uint64_t)1 << entry % 64;
}

// --- the trie ---

static bool add_trie_node(
	struct multimatch_builder *builder, uint32_t c, uint32_t sibling, uint32_t *node)
{
	if (!reserve_nodes(builder, builder->tables.node_count + 1))
		return false;
	*node = (uint32_t)builder->tables.node_count++;
	builder->node[*node] = (struct multimatch_node){
		.c = c, .child = NONE, .sibling = sibling, .entry = NONE, .set = NONE};
	return true;
}

// Moves *node along the characters of a word. Missing nodes are added.
static bool add_path(
	struct multimatch_builder *builder, uint32_t *node, const char *text, size_t size)
{
	for (size_t at = 0; at < size;) {
		uint32_t c, parent = *node;
		at += utf8_next(text + at, &c);
		*node = child_of(&builder->tables, &builder->node[parent], c);
		if (*node != NONE)
			continue;
		if (!add_trie_node(builder, c, builder->node[parent].child, node))
			return false;
		builder->node[parent].child = *node;
		builder->node[parent].next |= bit_of(c);
	}
	return true;
}

// Adds an entry whose word ends at a node. Most nodes have a single entry and need no set.
static bool end_word(
	struct multimatch_builder *builder, struct multimatch_node *node, uint32_t entry)
{
	if (node->entry == NONE || node->entry == entry) {
		node->entry = entry;
		return true;
	}
	if (node->set == NONE && !add_set(builder, &node->set))
		return false;
	set_word_entry(set_at(builder, node->set), entry);
	return true;
}

// --- adding words ---

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

static void put_spelling(
	struct multimatch_builder *builder, const struct multimatch_spelling *spelling)
{
	char text[sizeof spelling->bytes];
	memcpy(text, &spelling->bytes, sizeof text);
	size_t slot = first_slot(&builder->tables, hash_of(text));
	while (builder->slot[slot].size > 0)
		slot = next_slot(&builder->tables, slot);
	builder->slot[slot] = *spelling;
}

// Keeps at least half of the slots free.
static bool reserve_slot(struct multimatch_builder *builder)
{
	size_t count = builder->tables.slot_count;
	if (++builder->spelling_count <= count / 2)
		return true;
	struct multimatch_spelling *old = builder->slot, *new = calloc(2 * count, sizeof *new);
	if (!new)
		return false;
	builder->slot = new;
	builder->tables.slot_count = 2 * count;
	for (size_t i = 0; i < count; i++)
		if (old[i].size > 0)
			put_spelling(builder, &old[i]);
	free(old);
	return true;
}

static void set_start(struct multimatch_builder *builder, uint32_t hash)
{
	builder->tables.starts[hash / 32] |= (uint32_t)1 << hash % 32;
}

// Adds a wide key with its letters in both cases, so that a text need not be in small letters.
static void set_wide_starts(struct multimatch_builder *builder, uint32_t key)
{
	for (uint32_t i = 0; i < 4; i++) {
		uint32_t other = key;
		for (uint32_t shift = 16; shift < 32; shift += 8)
			if (is_letter((char)(key >> shift & 0xFF)) && (i >> (shift - 16) / 8 & 1))
				other ^= (uint32_t)0x20 << shift;
		set_start(builder, hash_of_key(other));
	}
}

static bool file_root(
	struct multimatch_builder *builder, const char *text, size_t size, size_t node)
{
	struct multimatch_spelling spelling = {.node = (uint32_t)node, .size = (uint8_t)size};
	if (!reserve_slot(builder))
		return false;
	spelling.plain = size <= EIGHT && !has_ascii(text, size);
	spelling.bytes = first_bytes(eight_at(text, size), size);
	put_spelling(builder, &spelling);
	set_start(builder, hash_of(text));
	if (has_wide_key(*text))
		set_wide_starts(builder, wide_key(text));
	return true;
}

static bool file_sign(
	struct multimatch_builder *builder, const char *bytes, size_t size, size_t set)
{
	void *list = builder->sign;
	if (!array_reserve(&list, &builder->sign_room, builder->tables.sign_count + 1,
		    sizeof *builder->sign))
		return false;
	builder->sign = list;
	unsigned char last = (unsigned char)bytes[size - 1];
	struct multimatch_sign sign = {
		.size = (uint32_t)size, .set = (uint32_t)set, .next = builder->tables.ends[last]};
	memcpy(sign.bytes, bytes, size);
	builder->sign[builder->tables.sign_count++] = sign;
	builder->tables.ends[last] = (uint32_t)builder->tables.sign_count;
	if (last < 0x80)
		builder->tables.ascii[last] = true;
	else
		builder->tables.pairs[(unsigned char)bytes[size - 2] & 63] |= (uint64_t)1
									      << (last & 63);
	return true;
}

typedef bool file_function(
	struct multimatch_builder *builder, const char *text, size_t size, size_t number);

// The characters of a line that match character c of a word.
static size_t variants_of(uint32_t c, uint32_t variants[VARIANTS])
{
	variants[0] = c;
	size_t others = hanzi_variants(c, variants + 1, HANZI_VARIANTS);
	return 1 + (others < HANZI_VARIANTS ? others : HANZI_VARIANTS);
}

// Stores a text in every spelling of its characters from `at` on.
static bool file_spellings(struct multimatch_builder *builder, file_function *file,
	struct buffer *text, size_t at, size_t number)
{
	uint32_t c, variants[VARIANTS];
	if (at >= text->size)
		return file(builder, text->data, text->size, number);
	size_t length = utf8_decode(text->data + at, text->size - at, &c),
	       count = variants_of(c, variants);
	bool done = true;
	// All spellings have the same length.
	for (size_t i = 0; i < count && done; i++) {
		utf8_encode(variants[i], text->data + at);
		done = file_spellings(builder, file, text, at + length, number);
	}
	utf8_encode(c, text->data + at);
	return done;
}

static bool file_all(struct multimatch_builder *builder, file_function *file, const char *text,
	size_t size, size_t number)
{
	struct buffer copy = {0};
	bool done =
		buffer_append(&copy, text, size) && file_spellings(builder, file, &copy, 0, number);
	buffer_free(&copy);
	return done;
}

// The set of a sign, which holds all entries with this word, or NONE.
static uint32_t find_sign_of(
	const struct multimatch_builder *builder, const char *text, size_t size)
{
	for (uint32_t i = builder->tables.ends[(unsigned char)text[size - 1]]; i != 0;
		i = builder->sign[i - 1].next) {
		const struct multimatch_sign *sign = &builder->sign[i - 1];
		if (sign->size == size && memcmp(sign->bytes, text, size) == 0)
			return sign->set;
	}
	return NONE;
}

static bool add_sign(
	struct multimatch_builder *builder, size_t entry, const char *text, size_t size)
{
	uint32_t set = find_sign_of(builder, text, size);
	if (set == NONE &&
		(!add_set(builder, &set) || !file_all(builder, file_sign, text, size, set)))
		return false;
	set_word_entry(set_at(builder, set), entry);
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

// The root with this text, or NONE.
static uint32_t find_root(const struct multimatch_builder *builder, const char *text, size_t size)
{
	for (size_t i = first_slot(&builder->tables, hash_of(text)); builder->slot[i].size > 0;
		i = next_slot(&builder->tables, i)) {
		const struct multimatch_spelling *spelling = &builder->slot[i];
		if (spelling->size == size &&
			memcmp(text_of(&builder->tables, spelling), text, size) == 0)
			return spelling->node;
	}
	return NONE;
}

static bool add_root(
	struct multimatch_builder *builder, const char *text, size_t size, uint32_t *node)
{
	return add_trie_node(builder, (uint32_t)builder->text.size, NONE, node) &&
	       buffer_append(&builder->text, text, size) &&
	       file_all(builder, file_root, text, size, *node);
}

static bool add_word(
	struct multimatch_builder *builder, size_t entry, const char *text, size_t size)
{
	size_t begin = root_size(text);
	uint32_t i = find_root(builder, text, begin);
	if ((i == NONE && !add_root(builder, text, begin, &i)) ||
		!add_path(builder, &i, text + begin, size - begin))
		return false;
	return end_word(builder, &builder->node[i], (uint32_t)entry);
}

bool multimatch_builder_add(struct multimatch_builder *builder, size_t entry, const char *word)
{
	size_t size = strlen(word);
	bool done = (has_key(word, size) ? add_word : add_sign)(builder, entry, word, size);
	renew_tables(builder);
	return done;
}

const struct multimatch *multimatch_builder_tables(const struct multimatch_builder *builder)
{
	return &builder->tables;
}
