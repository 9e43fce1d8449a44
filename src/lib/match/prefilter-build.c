// SPDX-License-Identifier: MIT
// Makes the tables of the prefilter from patterns.
#include "match/prefilter-build.h"

#include <stdlib.h>
#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"
#include "match/edge-map-build.h"
#include "match/literals.h"
#include "match/multimatch-build.h"
#include "match/prefilter-tables.h"

// What an entry of the tables points to.
struct prefilter_owned {
	struct literals words; // of a pattern; empty if the multimatch has all of them
	struct prefilter_opening *openings;
	size_t opening_count, opening_room;
};

struct prefilter_builder {
	struct prefilter_tables tables; // its arrays are those below
	struct prefilter_entry *entry;
	struct prefilter_owned *owned; // parallel to `entry`
	struct multimatch_builder *multimatch;
	struct edge_map_builder *first, *last;
	uint64_t *wordless, *shorts, *dated;
};

struct prefilter_builder *prefilter_builder_new(size_t room)
{
	struct prefilter_builder *builder = calloc(1, sizeof *builder);
	if (!builder)
		return NULL;
	size_t words = MULTIMATCH_SET_WORDS(room);
	builder->entry = calloc(room, sizeof *builder->entry);
	builder->owned = calloc(room, sizeof *builder->owned);
	builder->wordless = calloc(words, sizeof *builder->wordless);
	builder->shorts = calloc(words, sizeof *builder->shorts);
	builder->dated = calloc(words, sizeof *builder->dated);
	builder->multimatch = multimatch_builder_new(room);
	builder->first = edge_map_builder_new(room);
	builder->last = edge_map_builder_new(room);
	if (!builder->entry || !builder->owned || !builder->wordless || !builder->shorts ||
		!builder->dated || !builder->multimatch || !builder->first || !builder->last) {
		prefilter_builder_free(builder);
		return NULL;
	}
	builder->tables = (struct prefilter_tables){.entry = builder->entry,
		.set_words = words,
		.multimatch = multimatch_builder_tables(builder->multimatch),
		.wordless = builder->wordless,
		.shorts = builder->shorts,
		.dated = builder->dated,
		.first = edge_map_builder_map(builder->first),
		.last = edge_map_builder_map(builder->last)};
	return builder;
}

void prefilter_builder_free(struct prefilter_builder *builder)
{
	if (!builder)
		return;
	for (size_t i = 0; i < builder->tables.count; i++) {
		literals_free(&builder->owned[i].words);
		free(builder->owned[i].openings);
	}
	free(builder->entry);
	free(builder->owned);
	free(builder->wordless);
	free(builder->shorts);
	free(builder->dated);
	multimatch_builder_free(builder->multimatch);
	edge_map_builder_free(builder->first);
	edge_map_builder_free(builder->last);
	free(builder);
}

const struct prefilter_tables *prefilter_builder_tables(const struct prefilter_builder *builder)
{
	return &builder->tables;
}

static void set_bit(uint64_t *set, size_t i)
{
	set[i / 64] |= (uint64_t)1 << i % 64;
}

// Adds an entry to one of the sets of those that the multimatch does not find.
static void add_always(struct prefilter_builder *builder, uint64_t *set, size_t i)
{
	set_bit(set, i);
	builder->tables.always = true;
}

static bool add_opening(struct prefilter_owned *owned, const char *word, uint32_t first)
{
	void *list = owned->openings;
	struct prefilter_opening opening = {.word = word};
	if (!array_reserve(&list, &owned->opening_room, owned->opening_count + 1, sizeof opening))
		return false;
	owned->openings = list;
	opening.size = utf8_encode(first, opening.bytes);
	owned->openings[owned->opening_count++] = opening;
	return true;
}

// Adds a word that is too short for the multimatch, in all spellings of its first character.
static bool add_short(struct prefilter_owned *owned, const char *word)
{
	uint32_t first, variants[HANZI_VARIANTS];
	utf8_next(word, &first);
	size_t count = hanzi_variants(first, variants, HANZI_VARIANTS);
	bool done = add_opening(owned, word, first) &&
		    (!is_letter((int)first) || add_opening(owned, word, first - 'a' + 'A'));
	for (size_t i = 0; i < count && i < HANZI_VARIANTS && done; i++)
		done = add_opening(owned, word, variants[i]);
	return done;
}

static bool add_pattern_words(struct prefilter_builder *builder, size_t i)
{
	struct prefilter_owned *owned = &builder->owned[i];
	const char *word = owned->words.text.data;
	for (size_t k = 0; k < owned->words.count; k++, word += strlen(word) + 1) {
		if (strpbrk(word, " -0123456789"))
			set_bit(builder->dated, i);
		if (!(multimatch_takes(word) ? multimatch_builder_add(builder->multimatch, i, word)
					     : add_short(owned, word)))
			return false;
	}
	if (owned->words.count == 0)
		add_always(builder, builder->wordless, i);
	else if (owned->opening_count > 0)
		add_always(builder, builder->shorts, i);
	else // the multimatch has them all
		literals_free(&owned->words);
	return true;
}

bool prefilter_builder_add(struct prefilter_builder *builder, struct buffer *folded)
{
	size_t i = builder->tables.count++;
	struct prefilter_entry *entry = &builder->entry[i];
	struct prefilter_owned *owned = &builder->owned[i];
	struct edges edges;
	if (!literals_find(folded->data, folded->size, &owned->words, &edges)) {
		edges_free(&edges);
		return false;
	}
	shape_take(folded, slice_of(&owned->words.text), &entry->whole);
	bool done = edge_map_builder_add(builder->first, i, &edges.first) &&
		    edge_map_builder_add(builder->last, i, &edges.last) &&
		    add_pattern_words(builder, i);
	edges_free(&edges);
	entry->openings = owned->openings;
	entry->opening_count = owned->opening_count;
	return done;
}

static bool add_edge(struct edge_map_builder *map, size_t entry, uint32_t low, uint32_t high)
{
	const struct char_range range = {low, high};
	const struct char_set set = {
		.any = low == 0 && high == CHAR_MOST, .range = &range, .count = 1};
	return edge_map_builder_add(map, entry, &set);
}

// Asks a reader about each character once. It is not asked about those that share a place.
static bool add_ends(struct prefilter_builder *builder, size_t i, bool (*may_end)(uint32_t last))
{
	bool done = true;
	for (uint32_t c = 0; c < EDGE_CHARS && done; c++) {
		uint32_t low = c;
		while (c < EDGE_CHARS && may_end(c))
			c++;
		done = c == low || add_edge(builder->last, i, low, c - 1);
	}
	return done && add_edge(builder->last, i, EDGE_CHARS, CHAR_MOST);
}

static bool add_reader_edges(
	struct prefilter_builder *builder, size_t i, const struct prefilter_reader *reader)
{
	return (reader->first ? add_edge(builder->first, i, reader->first, reader->first)
			      : add_edge(builder->first, i, 0, CHAR_MOST)) &&
	       (reader->may_end ? add_ends(builder, i, reader->may_end)
				: add_edge(builder->last, i, 0, CHAR_MOST));
}

bool prefilter_builder_add_reader(
	struct prefilter_builder *builder, const struct prefilter_reader *reader)
{
	size_t i = builder->tables.count++;
	builder->entry[i].whole.most = SIZE_MAX;
	char word[PREFILTER_WORD];
	if (!add_reader_edges(builder, i, reader))
		return false;
	if (!reader->word)
		add_always(builder, builder->wordless, i);
	for (size_t n = 0; reader->word && reader->word(n, word); n++)
		if (!multimatch_builder_add(builder->multimatch, i, word))
			return false;
	return true;
}

bool prefilter_builder_finish(struct prefilter_builder *builder)
{
	return edge_map_builder_finish(builder->first) && edge_map_builder_finish(builder->last);
}
