// SPDX-License-Identifier: MIT
// The text of blocks: a line that is being made.
#include "html/block-text.h"

#include <string.h>

#include "base/bytes.h"
#include "base/text.h"

#ifndef BLOCKS_LINE_MAX
#define BLOCKS_LINE_MAX ((size_t)1 << 16) // bytes of a line that are held
#endif

void block_text_clear(struct block_text *text)
{
	text->link = text->fresh = text->after_cr = false;
}

void block_text_free(struct block_text *text)
{
	buffer_free(&text->line);
}

void block_text_begin(struct block_text *text, bool keeps)
{
	text->fresh = keeps;
	text->after_cr = false;
}

// --- the end of a line ---

// Puts blanks in place of NEL, LS and PS, which end lines of text.
static void replace_ends(struct buffer *line)
{
	char *end = line->data + line->size;
	for (const char *p = line->data;
		(p = bytes_find(p, end, '\xC2', '\xE2', '\xE2', '\xE2')) < end; p++) {
		char *at = line->data + (p - line->data);
		if (*at == '\xC2' && end - at >= 2 && at[1] == '\x85')
			memset(at, ' ', 2);
		else if (*at == '\xE2' && end - at >= 3 && at[1] == '\x80' &&
			 (at[2] == '\xA8' || at[2] == '\xA9'))
			memset(at, ' ', 3);
	}
}

static bool hand_block_on(struct block_text *text)
{
	struct block_line line = {.markup.flags = open_flags(text->open) & MARKUP_FLAGS};
	if (!open_node(text->open, &line.markup.node))
		return false;
	replace_ends(&text->line);
	line.text = arena_copy(text->arena, slice_of(&text->line));
	if (!line.text.data)
		return false;
	if ((line.markup.flags & MARKUP_TITLE) && !text->partial && text->title->size == 0 &&
		!buffer_append(text->title, line.text.data, line.text.size))
		return false;
	line.markup.linked = (uint8_t)(text->size > 0 ? 100 * text->linked / text->size : 0);
	buffer_clear(&text->line);
	return text->sink(text->context, &line);
}

// How many of the last bytes may begin NEL, LS or PS.
static size_t half_mark_at_end(struct slice text)
{
	if (ends_with(text, "\xE2\x80"))
		return 2;
	return ends_with(text, "\xC2") || ends_with(text, "\xE2") ? 1 : 0;
}

// Hands on what there is of a long line.
static bool hand_on_piece(struct block_text *text)
{
	char rest[2];
	size_t size = half_mark_at_end(slice_of(&text->line));
	text->line.size -= size;
	memcpy(rest, text->line.data + text->line.size, size);
	text->partial = true;
	return hand_block_on(text) && buffer_append(&text->line, rest, size);
}

// Whether a text has no character but blanks.
static bool is_blank(struct slice text)
{
	static const char *const blanks[] = {
		" ", "\t", "\r", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xE2\x80\x8B"};
	while (text.size > 0) {
		size_t i = 0;
		while (i < sizeof blanks / sizeof *blanks && !begins_with(text, blanks[i]))
			i++;
		if (i == sizeof blanks / sizeof *blanks)
			return false;
		text = slice_from(text, strlen(blanks[i]));
	}
	return true;
}

// Ends the line. `empty`: it is handed on even if nothing is in it.
static bool end_line(struct block_text *text, bool empty)
{
	bool done = true;
	if (text->partial || empty || !is_blank(slice_of(&text->line)))
		done = buffer_append_byte(&text->line, '\n') && hand_block_on(text);
	buffer_clear(&text->line);
	text->linked = text->size = 0;
	text->partial = text->blank = false;
	return done;
}

bool block_text_end(struct block_text *text)
{
	return end_line(text, false);
}

// --- more of a line ---

static bool add_bytes(struct block_text *text, const char *data, size_t size)
{
	if (!buffer_append(&text->line, data, size))
		return false;
	text->size += size;
	if (text->link)
		text->linked += size;
	return text->line.size < BLOCKS_LINE_MAX || hand_on_piece(text);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

static const char *skip_spaces(const char *p, const char *end)
{
	while (p < end && is_space(*p))
		p++;
	return p;
}

// The first byte that may be a blank, or the end.
static const char *find_low(const char *p, const char *end)
{
	const bytes space = (bytes){0} + (unsigned char)' ';
	for (; (size_t)(end - p) >= BYTES; p += BYTES) {
		bytes low = (bytes)(bytes_at(p) <= space);
		if (bytes_any(low))
			return p + bytes_first(low);
	}
	while (p < end && (unsigned char)*p > ' ')
		p++;
	return p;
}

// The first blank that is not the only one between two words, or the end.
static const char *find_gap(const char *p, const char *end)
{
	while ((p = find_low(p, end)) < end) {
		bool single = *p == ' ' && end - p > 1 && (unsigned char)p[1] > ' ';
		if (!single && is_space(*p))
			break;
		p++;
	}
	return p;
}

bool block_text_add(struct block_text *text, struct slice more)
{
	const char *p = more.data, *end = p + more.size;
	while (p < end) {
		const char *from = p;
		p = skip_spaces(p, end);
		text->blank |= p > from;
		if (p == end)
			break;
		bool begun = text->line.size > 0 || text->partial;
		if (text->blank && begun && !add_bytes(text, " ", 1))
			return false;
		text->blank = false;
		from = p;
		p = find_gap(p, end);
		if (!add_bytes(text, from, (size_t)(p - from)))
			return false;
	}
	return true;
}

bool block_text_add_lines(struct block_text *text, struct slice more)
{
	const char *p = more.data, *end = p + more.size;
	while (p < end) {
		const char *from = p;
		while (p < end && *p != '\n' && *p != '\r')
			p++;
		if (p > from) {
			text->fresh = text->after_cr = false;
			if (!add_bytes(text, from, (size_t)(p - from)))
				return false;
		}
		if (p == end)
			return true;
		bool counts = !(*p == '\n' && text->after_cr);
		text->after_cr = *p++ == '\r';
		if (counts && !text->fresh && !end_line(text, true))
			return false;
		text->fresh = false;
	}
	return true;
}
