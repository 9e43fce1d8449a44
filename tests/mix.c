// SPDX-License-Identifier: MIT
// Makes pages of random lines, the same ones for the same arguments.
//
//     mix PAGES SEED ORDER LINES [BLOCKS]
//
// Each page is up to 40 lines drawn from the file LINES, with line ends of all kinds, and ends in
// NUL. BLOCKS holds groups of lines parted by empty lines: up to 8 of them are strewn among the
// others. Which lines and blocks a page has depends on SEED, where and in which order its blocks
// stand on ORDER. With BLOCKS no line ends in CR alone: if an empty line came after it, a block
// between the two would make one line end into two.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_LINES 40
#define MOST_BLOCKS 8

struct pool {
	char *text;
	char **item; // NUL-terminated
	size_t count;
};

static _Noreturn void die(const char *what)
{
	perror(what);
	exit(2);
}

static char *read_all(const char *path)
{
	FILE *file = fopen(path, "rb");
	size_t size = 0, room = (size_t)1 << 24;
	char *text = malloc(room);
	if (!file || !text)
		die(path);
	size = fread(text, 1, room - 1, file);
	text[size] = '\0';
	fclose(file);
	return text;
}

// Cuts the file at each `end`; NUL bytes in it cut it short.
static struct pool read_pool(const char *path, const char *end)
{
	struct pool pool = {.text = read_all(path)};
	size_t room = 0;
	char *next;
	for (char *at = pool.text; at && *at; at = next) {
		next = strstr(at, end);
		if (next) {
			*next = '\0';
			next += strlen(end);
		}
		if (pool.count == room) {
			room = room ? 2 * room : 256;
			pool.item = realloc(pool.item, room * sizeof *pool.item);
			if (!pool.item)
				die("mix");
		}
		pool.item[pool.count++] = at;
	}
	return pool;
}

// xorshift64*, by S. Vigna.
static size_t draw(uint64_t *state, size_t below)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (size_t)((*state * 2685821657736338717u >> 33) % below);
}

static uint64_t seeded(const char *number)
{
	uint64_t state = (strtoull(number, NULL, 10) + 1) * 0x9E3779B97F4A7C15u;
	draw(&state, 1);
	return state;
}

static void put_line(uint64_t *state, const struct pool *lines, bool with_cr)
{
	static const char *const ends[] = {
		"\n",
		"\n",
		"\n",
		"\n",
		"\n",
		"\n",
		"\r\n",
		"\r\n",
		"\n\n",
		"\xC2\x85",
		"\xE2\x80\xA8",
		"\xE2\x80\xA9",
		"\r",
	};
	fputs(lines->item[draw(state, lines->count)], stdout);
	fputs(ends[draw(state, sizeof ends / sizeof ends[0] - !with_cr)], stdout);
}

// An empty line stands around a block: what it stands beside says nothing of it.
static void put_block(const char *block)
{
	putchar('\n');
	fputs(block, stdout);
	fputs("\n\n", stdout);
}

static void put_page(
	uint64_t *seed, uint64_t *order, const struct pool *lines, const struct pool *blocks)
{
	const char *chosen[MOST_BLOCKS];
	size_t line_count = draw(seed, MOST_LINES) + 1, left = 0;
	if (blocks->count > 0)
		left = draw(seed, MOST_BLOCKS) + 1;
	for (size_t i = 0; i < left; i++)
		chosen[i] = blocks->item[draw(seed, blocks->count)];
	while (line_count + left > 0) {
		if (draw(order, line_count + left) < left) {
			size_t which = draw(order, left);
			put_block(chosen[which]);
			chosen[which] = chosen[--left];
		} else {
			put_line(seed, lines, blocks->count == 0);
			line_count--;
		}
	}
	putchar('\0');
}

int main(int argc, char **argv)
{
	if (argc != 5 && argc != 6) {
		fputs("usage: mix PAGES SEED ORDER LINES [BLOCKS]\n", stderr);
		return 2;
	}
	struct pool lines = read_pool(argv[4], "\n"), blocks = {0};
	if (argc == 6)
		blocks = read_pool(argv[5], "\n\n");
	if (lines.count == 0)
		die(argv[4]);
	uint64_t seed = seeded(argv[2]), order = seeded(argv[3]);
	for (unsigned long pages = strtoul(argv[1], NULL, 10); pages > 0; pages--)
		put_page(&seed, &order, &lines, &blocks);
	free(lines.item);
	free(lines.text);
	free(blocks.item);
	free(blocks.text);
	return 0;
}
