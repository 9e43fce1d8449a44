// SPDX-License-Identifier: MIT
// Blocks of raw bytes in, cleaned lines out. Joins lines that are cut between blocks.
//
// Nearly all lines are plain and stay where they are in the block. A line cut between blocks is
// joined in a carry buffer, which is then split like a block. A line too long for that is cleaned
// piece by piece.
#include "lines/split.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/text.h"
#include "base/utf8.h"
#include "dehusk.h"
#include "lines/normalize.h"
#include "lines/scan.h"

// The most raw bytes of an open line.
#ifdef SPLIT_CARRY_MAX
#define CARRY_MAX ((size_t)SPLIT_CARRY_MAX)
#else
#define CARRY_MAX ((size_t)1 << 17)
#endif

static const char hidden_line[] = "hidden";
static const char line_number[] = "line-number";

struct split {
	struct arena *arena;
	split_sink *sink;
	void *context;
	scan_function *scan;
	struct normalizer *normalizer;
	// The open line, in one of two buffers: lines of the last feed may stand in the other.
	struct buffer carry[2];
	size_t now; // which one
	struct buffer scratch;
	bool after_cr; // an LF here belongs to the CR before it
	bool at_end;   // the last line end of the carry is not the page's
	bool is_long;  // the line that is being taken might have been cut into pieces
	// The open line is cleaned piece by piece, into `cleaned`.
	bool long_line;
	struct buffer cleaned;
	bool in_pieces; // the sink has a piece of it already
	// Of the next line, if it comes of a piece of a rendering.
	size_t joined;
	const char *reason;
	// The same of a line that comes of markup.
	bool marked;
	struct markup markup;
};

struct split *split_new(struct arena *arena, split_sink *sink, void *context)
{
	struct split *split = calloc(1, sizeof *split);
	if (!split)
		return NULL;
	*split = (struct split){
		.arena = arena, .sink = sink, .context = context, .scan = scan_best()};
	split->normalizer = normalizer_new();
	if (!split->normalizer) {
		split_free(split);
		return NULL;
	}
	return split;
}

void split_free(struct split *split)
{
	if (!split)
		return;
	normalizer_free(split->normalizer);
	buffer_free(&split->carry[0]);
	buffer_free(&split->carry[1]);
	buffer_free(&split->scratch);
	buffer_free(&split->cleaned);
	free(split);
}

uint64_t split_ill_formed(const struct split *split)
{
	return normalize_ill_formed(split->normalizer);
}

// --- one line ---

// The blanks at the ends of lines on scraped pages. normalize.c treats all others.
static const struct blank {
	char bytes[4];
	size_t size;
} blanks[] = {{" ", 1}, {"\t", 1}, {"\xC2\xA0", 2}, {UTF8_WIDE_SPACE_BYTES, 3}};

static size_t blank_at_start(struct slice line)
{
	for (size_t i = 0; i < COUNT(blanks); i++)
		if (line.size >= blanks[i].size && *line.data == *blanks[i].bytes &&
			memcmp(line.data, blanks[i].bytes, blanks[i].size) == 0)
			return blanks[i].size;
	return 0;
}

static size_t blank_at_end(struct slice line)
{
	const char *end = line.data + line.size;
	for (size_t i = 0; i < COUNT(blanks); i++) {
		size_t size = blanks[i].size;
		if (line.size >= size && end[-1] == blanks[i].bytes[size - 1] &&
			memcmp(end - size, blanks[i].bytes, size) == 0)
			return size;
	}
	return 0;
}

static inline struct slice trim_spaces(struct slice line)
{
	while (line.size > 0 && *line.data == ' ')
		line.data++, line.size--;
	while (line.size > 0 && line.data[line.size - 1] == ' ')
		line.size--;
	return line;
}

static struct slice trim(struct slice line)
{
	size_t blank;
	line = trim_spaces(line);
	while ((blank = blank_at_start(line)) > 0)
		line.data += blank, line.size -= blank;
	while ((blank = blank_at_end(line)) > 0)
		line.size -= blank;
	return line;
}

// Whether the text ends inside a character.
static bool is_cut_off(struct slice line)
{
	const unsigned char *end = (const unsigned char *)line.data + line.size;
	return (line.size >= 1 && end[-1] >= 0xC0) || (line.size >= 2 && end[-2] >= 0xE0) ||
	       (line.size >= 3 && end[-3] >= 0xF0);
}

// *signs: whether a plain line has signs.
static bool is_plain_line(const struct split *split, struct slice line, bool *signs)
{
	const unsigned char *text = (const unsigned char *)line.data;
	struct scan scan;
	uint64_t sign = 0;
	for (size_t at = 0; at < line.size; at += SCAN_BYTES) {
		size_t size = line.size - at < SCAN_BYTES ? line.size - at : SCAN_BYTES;
		split->scan(text, text + at, size, &scan);
		for (size_t word = 0; word * 64 < size; word++) {
			if (scan.care[word] != 0)
				return false;
			sign |= scan.sign[word];
		}
	}
	*signs = sign != 0;
	return !is_cut_off(line);
}

#define INDENT_MOST 255 // tabs, or spaces

// Counts the blanks before a line that begins with ASCII: tabs, then spaces. A blank before a tab
// does not count.
static void count_indent(struct slice raw, struct line_in *line)
{
	unsigned tabs = 0, spaces = 0;
	size_t size;
	for (; raw.size > 0; raw = slice_from(raw, size)) {
		if (*raw.data == '\t') {
			tabs++, spaces = 0, size = 1;
		} else if (*raw.data == ' ' || begins_with(raw, "\xC2\xA0")) {
			spaces++, size = *raw.data == ' ' ? 1 : 2;
		} else {
			break;
		}
	}
	if (raw.size == 0 || (unsigned char)*raw.data >= 0x80)
		return;
	line->tabs = (unsigned char)(tabs < INDENT_MOST ? tabs : INDENT_MOST);
	line->spaces = (unsigned char)(spaces < INDENT_MOST ? spaces : INDENT_MOST);
}

static bool hand_line(
	struct split *split, struct slice text, struct slice raw, enum split_part part, bool signs)
{
	struct line_in line = {.text = text,
		.raw = split->marked ? (struct slice){NULL, 0} : raw,
		.part = part,
		.joined = split->joined,
		.reason = split->reason,
		.signs = signs,
		.markup = split->markup};
	// A longer line may come in pieces.
	if (raw.size > 0 && text.data != raw.data && text.size > 0 && !split->is_long)
		count_indent(raw, &line);
	if (part != SPLIT_PIECE)
		split->joined = 0;
	return split->sink(split->context, &line);
}

static bool clean_line(struct split *split, struct slice raw)
{
	struct slice line = trim(raw);
	buffer_clear(&split->scratch);
	if (!normalize_feed(split->normalizer, line.data, line.size, &split->scratch) ||
		!normalize_end(split->normalizer, &split->scratch))
		return false;
	struct slice text = arena_copy(split->arena, slice_of(&split->scratch));
	// What was put together may be signs.
	return text.data && hand_line(split, text, raw, SPLIT_WHOLE, true);
}

// The length of the line end at `text`: LF, CR, NEL, LS or PS; 0: none.
static size_t line_end_at(const char *text, size_t size)
{
	if (*text == '\n' || *text == '\r')
		return 1;
	if (size >= 2 && memcmp(text, "\xC2\x85", 2) == 0)
		return 2;
	if (size >= 3 && memcmp(text, "\xE2\x80", 2) == 0 &&
		(text[2] == '\xA8' || text[2] == '\xA9'))
		return 3;
	return 0;
}

static size_t find_line_end(const char *text, size_t size, size_t *length)
{
	const char *at = text, *end = text + size;
	for (*length = 0; at < end; at++) {
		at = bytes_find(at, end, '\n', '\r', '\xC2', '\xE2');
		if (at < end && (*length = line_end_at(at, (size_t)(end - at))) > 0)
			break;
	}
	return at < end ? (size_t)(at - text) : size;
}

// Takes a line by LF and CR with a care bit. NEL, LS and PS may divide it.
static bool take_dirty_line(struct split *split, struct slice line)
{
	struct slice trimmed = trim(line);
	bool signs;
	split->is_long = line.size > CARRY_MAX;
	if (is_plain_line(split, trimmed, &signs))
		return hand_line(split, trimmed, line, SPLIT_WHOLE, signs);
	size_t length;
	do {
		size_t size = find_line_end(line.data, line.size, &length);
		bool is_line = length > 0 || size > 0 || !split->at_end;
		if (is_line && !clean_line(split, (struct slice){line.data, size}))
			return false;
		line.data += size + length, line.size -= size + length;
	} while (length > 0);
	return true;
}

static inline bool take_plain_line(struct split *split, struct slice line, bool signs)
{
	split->is_long = line.size > CARRY_MAX;
	return hand_line(split, trim_spaces(line), line, SPLIT_WHOLE, signs);
}

// --- a block of lines ---

// Takes the lines of a block that begins at the start of a line. *open: where its open last line
// begins.
static bool split_block(struct split *split, const char *data, size_t size, size_t *open)
{
	const unsigned char *text = (const unsigned char *)data;
	struct scan scan;
	size_t start = size > 0 && split->after_cr && *data == '\n' ? 1 : 0;
	bool care = false, signs = false;
	if (size > 0)
		split->after_cr = false;
	for (size_t at = 0; at < size; at += 64) {
		size_t word = at % SCAN_BYTES / 64;
		if (word == 0)
			split->scan(text, text + at,
				size - at < SCAN_BYTES ? size - at : SCAN_BYTES, &scan);
		uint64_t cares = scan.care[word], sign = scan.sign[word];
		for (uint64_t ends = scan.ends[word]; ends != 0; ends &= ends - 1) {
			uint64_t upto = ends ^ (ends - 1); // bits up to the line end
			size_t end = at + (size_t)__builtin_ctzll(ends);
			if (end < start) // the LF of a CR LF
				continue;
			care |= (cares & upto) != 0;
			signs |= (sign & upto) != 0;
			cares &= ~upto;
			sign &= ~upto;
			struct slice line = {data + start, end - start};
			if (!(care ? take_dirty_line(split, line)
				   : take_plain_line(split, line, signs)))
				return false;
			care = signs = false;
			start = end + 1;
			if (data[end] != '\r')
				continue;
			if (start == size)
				split->after_cr = true;
			else if (data[start] == '\n')
				start++;
		}
		care |= cares != 0;
		signs |= sign != 0;
	}
	*open = start;
	return true;
}

// --- a line that is cut between blocks ---

static bool begin_carry(struct split *split, const char *data, size_t size)
{
	split->now = 1 - split->now;
	buffer_clear(&split->carry[split->now]);
	return buffer_append(&split->carry[split->now], data, size);
}

static bool split_and_carry(struct split *split, const char *data, size_t size)
{
	size_t open;
	return split_block(split, data, size, &open) &&
	       begin_carry(split, data + open, size - open);
}

// How many of the last bytes may begin NEL, LS or PS.
static size_t half_line_end(struct slice text)
{
	if (ends_with(text, "\xE2\x80"))
		return 2;
	char last = text.size > 0 ? text.data[text.size - 1] : 0;
	return last == '\xC2' || last == '\xE2' ? 1 : 0;
}

// Hands over the cleaned part of the long line when it is large or complete.
static bool send_long(struct split *split, struct slice raw, bool ended)
{
	bool in_pieces = split->in_pieces || split->cleaned.size > DEHUSK_LINE_MAX;
	if (!in_pieces && !ended)
		return true;
	struct slice text = arena_copy(split->arena, slice_of(&split->cleaned));
	buffer_clear(&split->cleaned);
	split->in_pieces = in_pieces && !ended;
	return text.data && hand_line(split, text, raw,
				    !in_pieces ? SPLIT_WHOLE
				    : ended    ? SPLIT_LAST
					       : SPLIT_PIECE,
				    true);
}

// Continues to clean the long line, to its end or that of `raw`. *used: bytes of `raw` used.
static bool clean_long(struct split *split, struct slice raw, bool page_ends, size_t *used)
{
	size_t length, size = find_line_end(raw.data, raw.size, &length);
	bool ended = length > 0 || page_ends;
	if (!ended)
		size -= half_line_end(raw);
	if (!normalize_feed(split->normalizer, raw.data, size, &split->cleaned))
		return false;
	if (ended && !normalize_end(split->normalizer, &split->cleaned))
		return false;
	// Bytes of earlier calls are gone.
	struct slice whole = {raw.data, split->long_line ? 0 : size};
	split->is_long = true;
	split->long_line = !ended;
	split->after_cr = length == 1 && raw.data[size] == '\r';
	*used = size + length;
	return send_long(split, whole, ended);
}

static bool go_on_long(struct split *split)
{
	const struct buffer *carry = &split->carry[split->now];
	size_t used;
	if (!clean_long(split, slice_of(carry), false, &used))
		return false;
	if (split->long_line)
		return begin_carry(split, carry->data + used, carry->size - used);
	return split_and_carry(split, carry->data + used, carry->size - used);
}

// Empties a carry that is too large. It has no LF or CR: it is one long line, or many that end in
// NEL, LS or PS.
static bool shed_carry(struct split *split)
{
	const struct buffer *carry = &split->carry[split->now];
	size_t at = 0, used;
	while (carry->size - at > CARRY_MAX / 2 && !split->long_line) {
		if (!clean_long(split, slice_from(slice_of(carry), at), false, &used))
			return false;
		at += used;
	}
	return begin_carry(split, carry->data + at, carry->size - at);
}

static size_t find_lf_or_cr(const char *data, size_t size)
{
	const char *lf = memchr(data, '\n', size);
	size_t before = lf ? (size_t)(lf - data) : size;
	const char *cr = memchr(data, '\r', before);
	return cr ? (size_t)(cr - data) : before;
}

bool split_feed(struct split *split, const char *data, size_t size)
{
	struct buffer *carry = &split->carry[split->now];
	if (size == 0)
		return true;
	if (split->long_line)
		return buffer_append(carry, data, size) && go_on_long(split);
	if (carry->size == 0)
		return split_and_carry(split, data, size);
	size_t end = find_lf_or_cr(data, size), open;
	if (end == size)
		return buffer_append(carry, data, size) &&
		       (carry->size <= CARRY_MAX || shed_carry(split));
	end++;
	return buffer_append(carry, data, end) &&
	       split_block(split, carry->data, carry->size, &open) &&
	       split_and_carry(split, data + end, size - end);
}

bool split_piece(void *context, const struct unwrap_piece *piece)
{
	struct split *split = context;
	split->joined = piece->joined;
	split->reason = piece->reason;
	bool done = split_feed(split, piece->text.data, piece->text.size);
	split->joined = 0;
	split->reason = NULL;
	return done;
}

static bool is_number(struct slice text)
{
	size_t digits = 0;
	for (size_t i = 0; i < text.size; i++) {
		if (!is_digit(text.data[i]) && text.data[i] != ' ' && text.data[i] != '\n')
			return false;
		digits += is_digit(text.data[i]);
	}
	return digits > 0;
}

// Why a line is husk by its markup, or NULL.
static const char *husk_of(const struct block_line *line)
{
	if (line->markup.flags & MARKUP_HIDDEN)
		return hidden_line;
	bool numbers = line->markup.flags & MARKUP_NUMBERS;
	return numbers && is_number(line->text) ? line_number : NULL;
}

bool split_markup(void *context, const struct block_line *line)
{
	struct split *split = context;
	split->marked = true;
	split->markup = line->markup;
	split->reason = husk_of(line);
	bool done = split_feed(split, line->text.data, line->text.size);
	split->marked = false;
	split->markup = (struct markup){0};
	split->reason = NULL;
	return done;
}

bool split_end(struct split *split)
{
	struct buffer *carry = &split->carry[split->now];
	size_t rest;
	bool done = true;
	if (split->long_line) {
		done = clean_long(split, slice_of(carry), true, &rest);
	} else if (carry->size > 0) {
		split->at_end = true;
		done = buffer_append_byte(carry, '\n') &&
		       split_block(split, carry->data, carry->size, &rest);
		split->at_end = false;
	}
	split->after_cr = false;
	return done && begin_carry(split, NULL, 0);
}
