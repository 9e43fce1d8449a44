// SPDX-License-Identifier: MIT
// Measures the tokenizer and the blocks alone: makes lines of markup, in memory, so often that it
// is some 200 MB, and prints the seconds of processor time and the bytes. For scripts/bench-html.
// usage: html-lines <FILE with names that end in NUL
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/text.h"
#include "html/blocks.h"

#define AMOUNT 200000000.0 // bytes
#define PIECE ((size_t)1 << 16)

static void check(bool done, const char *what)
{
	if (done)
		return;
	fprintf(stderr, "html-lines: %s\n", what);
	exit(1);
}

static bool count_line(void *context, const struct block_line *line)
{
	*(size_t *)context += line->text.size;
	return true;
}

// Appends a file to the pages; its end to `ends`.
static void read_page(const char *name, struct buffer *pages, struct buffer *ends)
{
	char bytes[1 << 16];
	size_t size;
	FILE *file = fopen(name, "rb");
	check(file != NULL, name);
	while ((size = fread(bytes, 1, sizeof bytes, file)) > 0)
		check(buffer_append(pages, bytes, size), "out of memory");
	check(!ferror(file) && fclose(file) == 0, name);
	check(buffer_append(ends, &pages->size, sizeof pages->size), "out of memory");
}

static void read_names(struct buffer *pages, struct buffer *ends)
{
	char name[4096];
	size_t size = 0;
	for (int c; (c = getchar()) != EOF;) {
		check(size < sizeof name, "the name of a file is too long");
		name[size++] = (char)c;
		if (c != '\0')
			continue;
		read_page(name, pages, ends);
		size = 0;
	}
}

static void make_lines(struct blocks *blocks, struct arena *arena, struct slice page)
{
	blocks_start(blocks, false);
	while (page.size > 0) {
		size_t size = page.size < PIECE ? page.size : PIECE;
		check(blocks_feed(blocks, page.data, size), "out of memory");
		arena_clear(arena);
		page = slice_from(page, size);
	}
	check(blocks_end(blocks), "out of memory");
	arena_clear(arena);
}

int main(void)
{
	struct buffer pages = {0}, ends = {0};
	struct arena arena = {0};
	struct timespec from, to;
	size_t text = 0;
	double bytes = 0;
	struct blocks *blocks = blocks_new(&arena, count_line, &text);
	check(blocks != NULL, "out of memory");
	read_names(&pages, &ends);
	check(pages.size > 0, "no pages");
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (; bytes < AMOUNT; bytes += (double)pages.size)
		for (size_t i = 0, start = 0, end; i < ends.size; i += sizeof end, start = end) {
			memcpy(&end, ends.data + i, sizeof end);
			make_lines(blocks, &arena, (struct slice){pages.data + start, end - start});
		}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	double seconds =
		(double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
	printf("%.3f %.0f %zu\n", seconds, bytes, text);
	blocks_free(blocks);
	arena_free(&arena);
	buffer_free(&pages);
	buffer_free(&ends);
	return 0;
}
