// SPDX-License-Identifier: MIT
// A fuzz target: any bytes as markup. Whole and in pieces they have to give the same lines, and
// what is said of the lines has to hold together.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "html/blocks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	struct blocks *blocks;
	struct buffer out;
};

static void require(bool good, const char *law)
{
	if (good)
		return;
	fprintf(stderr, "broken: %s\n", law);
	abort();
}

static bool see_line(void *context, const struct block_line *line)
{
	struct seen *seen = context;
	size_t count;
	const uint32_t *parents = blocks_parents(seen->blocks, &count);
	require(line->markup.node < count, "a line stands in a block with a number");
	require(line->markup.node == 0 || parents[line->markup.node] < line->markup.node,
		"parents have smaller numbers");
	require(line->markup.linked <= 100, "no line is more than a link");
	const char *end = memchr(line->text.data, '\n', line->text.size);
	require(!end || end == line->text.data + line->text.size - 1, "a line is one line");
	if (!buffer_append(&seen->out, line->text.data, line->text.size))
		return false;
	// Where a long line is cut depends on the pieces that are fed.
	return !end || (buffer_append(&seen->out, &line->markup.node, sizeof line->markup.node) &&
			       buffer_append(&seen->out, &line->markup.flags, sizeof line->markup.flags) &&
			       buffer_append(&seen->out, &line->markup.linked, sizeof line->markup.linked));
}

// Feeds pieces of `step` bytes, which stand alone in memory.
static struct buffer read_page(const uint8_t *data, size_t size, size_t step, bool xml)
{
	struct arena arena = {0};
	struct seen seen = {0};
	seen.blocks = blocks_new(&arena, see_line, &seen);
	require(seen.blocks, "memory");
	blocks_start(seen.blocks, xml);
	for (size_t at = 0; at < size; at += step) {
		size_t piece_size = size - at < step ? size - at : step;
		char *piece = malloc(piece_size);
		require(piece, "memory");
		memcpy(piece, data + at, piece_size);
		require(blocks_feed(seen.blocks, piece, piece_size), "memory");
		free(piece);
	}
	require(blocks_end(seen.blocks), "memory");
	blocks_free(seen.blocks);
	arena_free(&arena);
	return seen.out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const size_t steps[] = {1, 2, 5, 16, 61};
	bool xml = size > 0 && (data[size - 1] & 1);
	struct buffer whole = read_page(data, size, size + 1, xml);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct buffer again = read_page(data, size, steps[i], xml);
		require(again.size == whole.size &&
				(whole.size == 0 ||
					memcmp(again.data, whole.data, whole.size) == 0),
			"pieces give the same lines");
		buffer_free(&again);
	}
	buffer_free(&whole);
	return 0;
}
