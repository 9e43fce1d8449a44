// SPDX-License-Identifier: MIT
// Tests of the way from blocks to lines: every mix of line ends, cut everywhere, against a twin
// that sees the page as a whole.
#include "unit.h"

#include <stdbool.h>
#include <stdio.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "lines/split.h"
#include "base/arena.h"

#define REPLACED "\xEF\xBF\xBD"

// What pages are mixed of: the line ends, text, and bytes that line ends begin with.
static const char *const tokens[] = {
	"\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9", "a", "中", "\xC2", "\xE2\x80"};

// ---- The twin

static size_t line_end(const char *text, size_t size)
{
	uint32_t c;
	size_t length = utf8_decode(text, size, &c);
	if (c == '\r' && size > 1 && text[1] == '\n')
		return 2;
	return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029 ? length : 0;
}

// The lines of a page that holds nothing but tokens, each with a LF behind it.
static void twin(const char *text, size_t size, struct buffer *lines)
{
	bool open = false;
	for (size_t at = 0; at < size;) {
		size_t length = line_end(text + at, size - at);
		open = length == 0;
		if (open) {
			uint32_t c;
			length = utf8_decode(text + at, size - at, &c);
			assert_true(c >= UTF8_INCOMPLETE ? buffer_append_string(lines, REPLACED)
							 : buffer_append(lines, text + at, length));
		} else {
			assert_true(buffer_append_byte(lines, '\n'));
		}
		at += length;
	}
	if (open)
		assert_true(buffer_append_byte(lines, '\n'));
}

// ---- Helpers

static bool sink(void *context, const struct line_in *line)
{
	struct buffer *lines = context;
	return buffer_append(lines, line->text.data, line->text.size) &&
	       (line->part == SPLIT_PIECE || buffer_append_byte(lines, '\n'));
}

// Feeds from memory of just the right size, so that a read outside of it is seen.
static void feed(struct split *split, struct arena *arena, const char *text, size_t size)
{
	char *copy = malloc(size);
	assert_non_null(copy);
	memcpy(copy, text, size);
	arena_clear(arena);
	assert_true(split_feed(split, copy, size));
	free(copy);
}

struct fixture {
	struct arena arena;
	struct split *split;
	struct buffer lines, expected;
};

static void set_up(struct fixture *fixture)
{
	*fixture = (struct fixture){0};
	fixture->split = split_new(&fixture->arena, sink, &fixture->lines);
	assert_non_null(fixture->split);
}

static void tear_down(struct fixture *fixture)
{
	split_free(fixture->split);
	arena_free(&fixture->arena);
	buffer_free(&fixture->lines);
	buffer_free(&fixture->expected);
}

// The page as [0, first) and then in pieces of `step` bytes.
static void check(struct fixture *f, struct slice text, size_t first, size_t step)
{
	buffer_clear(&f->lines);
	if (first > 0)
		feed(f->split, &f->arena, text.data, first);
	for (size_t at = first; at < text.size; at += step)
		feed(f->split, &f->arena, text.data + at,
			text.size - at < step ? text.size - at : step);
	arena_clear(&f->arena);
	assert_true(split_end(f->split));
	assert_int_equal(f->lines.size, f->expected.size);
	if (f->lines.size > 0)
		assert_memory_equal(f->lines.data, f->expected.data, f->lines.size);
}

// The mix with this number, token by token.
static void mix(struct buffer *out, size_t number, size_t count)
{
	for (; count > 0; count--, number /= COUNT(tokens))
		assert_true(buffer_append_string(out, tokens[number % COUNT(tokens)]));
}

static size_t mixes(size_t count)
{
	return count == 0 ? 1 : COUNT(tokens) * mixes(count - 1);
}

// ---- Tests

static void test_line_ends_at_every_cut(void **state)
{
	(void)state;
	struct fixture f;
	set_up(&f);
	struct buffer text = {0};
	for (size_t count = 0; count <= 5; count++)
		for (size_t number = 0; number < mixes(count);
			number += count < 4 ? 1 : (count < 5 ? 1 : 4) * brief(7)) {
			buffer_clear(&text);
			buffer_clear(&f.expected);
			mix(&text, number, count);
			twin(text.data, text.size, &f.expected);
			struct slice page = {text.data, text.size};
			check(&f, page, text.size, 1);
			check(&f, page, 0, 1);
			check(&f, page, 0, 2);
			for (size_t cut = 1; count < 5 && cut < text.size; cut++)
				check(&f, page, cut, text.size);
		}
	buffer_free(&text);
	tear_down(&f);
}

// Behind a line that moves them over the edges of what is scanned at a time and of blocks.
static void test_line_ends_at_borders(void **state)
{
	(void)state;
	static const size_t borders[] = {32, 64, 4096, 8192, 131072};
	struct fixture f;
	set_up(&f);
	for (size_t i = 0; i < COUNT(borders); i++)
		for (size_t number = 0; number < mixes(3); number += (i < 4 ? 1 : 5) * brief(5)) {
			char *filler = repeated("x", borders[i] - 1 - number % 7, "");
			struct buffer text = {0};
			assert_true(buffer_append_string(&text, filler));
			mix(&text, number, 3);
			assert_true(buffer_append_string(&text, "y"));
			buffer_clear(&f.expected);
			twin(text.data, text.size, &f.expected);
			struct slice page = {text.data, text.size};
			check(&f, page, text.size, 1);
			check(&f, page, text.size < borders[i] ? text.size : borders[i], text.size);
			check(&f, page, strlen(filler), 1);
			if (borders[i] <= 4096)
				check(&f, page, 0, 61);
			buffer_free(&text);
			free(filler);
		}
	tear_down(&f);
}

// Behind a line that is cleaned piece by piece, since it is too long to be carried.
static void test_line_ends_of_long_lines(void **state)
{
	(void)state;
	struct fixture f;
	set_up(&f);
	for (size_t number = 0; number < mixes(3); number += brief(5) + number % 3) {
		char *filler = repeated("x", 200000, "");
		struct buffer text = {0};
		for (int lines = 0; lines < 2; lines++) {
			assert_true(buffer_append_string(&text, filler));
			mix(&text, number, 3);
		}
		buffer_clear(&f.expected);
		twin(text.data, text.size, &f.expected);
		struct slice page = {text.data, text.size};
		check(&f, page, text.size, 1);
		check(&f, page, 0, 65536);
		check(&f, page, 200001 + number % 5, 100000);
		buffer_free(&text);
		free(filler);
	}
	tear_down(&f);
}

// Lines with what was handed down of them: JOINED REASON TEXT.
static bool sink_all(void *context, const struct line_in *line)
{
	char number[32];
	struct buffer *lines = context;
	snprintf(number, sizeof number, "%zu ", line->joined);
	return buffer_append_string(lines, number) &&
	       buffer_append_string(lines, line->reason ? line->reason : "-") &&
	       buffer_append_byte(lines, ' ') &&
	       buffer_append(lines, line->text.data, line->text.size) &&
	       buffer_append_byte(lines, '\n');
}

static void test_pieces_of_renderings(void **state)
{
	(void)state;
	struct buffer lines = {0};
	struct arena arena = {0};
	struct split *split = split_new(&arena, sink_all, &lines);
	static const struct {
		const char *text;
		size_t joined;
		const char *reason;
	} pieces[] = {{"one\n", 2, NULL}, {"two\n", 0, "bullet"}, {"three\nfour\n", 1, "frame"},
		{"five", 0, NULL}};
	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct unwrap_piece piece = {
			slice_of(pieces[i].text), pieces[i].joined, pieces[i].reason};
		assert_true(split_piece(split, &piece));
	}
	assert_true(split_end(split));
	assert_true(buffer_append_byte(&lines, '\0'));
	// Lines that were joined are part of the first line of a piece.
	assert_string_equal(
		lines.data, "2 - one\n0 bullet two\n1 frame three\n0 frame four\n0 - five\n");
	split_free(split);
	arena_free(&arena);
	buffer_free(&lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line_ends_at_every_cut),
		cmocka_unit_test(test_line_ends_at_borders),
		cmocka_unit_test(test_line_ends_of_long_lines),
		cmocka_unit_test(test_pieces_of_renderings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
