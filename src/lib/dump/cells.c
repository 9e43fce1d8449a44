// SPDX-License-Identifier: MIT
// A raw line as a terminal shows it: its cells and their columns.
#include "dump/cells.h"

#include <string.h>

#include "base/utf8.h"

#define GAP 3 // blanks between cells
#define TAB_STOP 8

bool cells_are_wide(uint32_t c)
{
	// Most characters.
	if (c < 0x2E80)
		return false;
	if (utf8_is_common_ideograph(c))
		return true;
	bool hangul = utf8_is_hangul(c) || (c >= 0xA960 && c <= 0xA97F);
	bool emoji = c >= 0x1F000 && c < 0x20000;
	return !hangul && !emoji && utf8_width(c) == 2;
}

// --- one pass over the line ---

struct row_reader {
	struct cells *row;
	struct frame *frame;
	unsigned at[METRICS];
	unsigned blanks; // since the last text
	unsigned left;   // the column of the last bar
	bool bar;        // the blanks include a bar
};

static bool is_one_of(char c, const char *signs)
{
	return c != '\0' && strchr(signs, c);
}

static bool is_raw_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0xA0;
}

static bool has_corner(const struct frame *frame, unsigned column)
{
	return column < ROW_COLUMNS && (frame->corner[column / 8] >> column % 8 & 1);
}

static void set_corner(struct frame *frame, unsigned column)
{
	if (column < ROW_COLUMNS)
		frame->corner[column / 8] |= (uint8_t)(1u << column % 8);
}

static void step_over(struct row_reader *reader, uint32_t c)
{
	unsigned column = reader->at[METRIC_COLUMNS];
	unsigned width = c == '\t' ? TAB_STOP - column % TAB_STOP : utf8_width(c);
	reader->at[METRIC_COLUMNS] += width;
	reader->at[METRIC_CHARACTERS] += c == '\t' ? width : width > 0;
}

// Skips leading spaces.
static size_t pass_spaces(struct row_reader *reader, const char *text, size_t size)
{
	size_t spaces = utf8_spaces(text, size);
	for (int metric = 0; metric < METRICS; metric++)
		reader->at[metric] += (unsigned)spaces;
	reader->blanks += (unsigned)spaces;
	return spaces;
}

// Skips visible ASCII and ideographs, which need no look one by one.
static size_t pass_plain(struct row_reader *reader, const char *text, size_t size)
{
	size_t ideographs, bytes = utf8_plain(text, size, &ideographs);
	reader->at[METRIC_COLUMNS] += (unsigned)(bytes - ideographs);
	reader->at[METRIC_CHARACTERS] += (unsigned)(bytes - 2 * ideographs);
	reader->row->wide |= ideographs > 0;
	return bytes;
}

bool cells_ends_line(uint32_t c)
{
	return c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// Adds text, up to the next blank at most, to the last cell or to a new one. `c` is its first
// character, of `length` bytes.
static size_t put_text(
	struct row_reader *reader, const char *text, size_t size, size_t length, uint32_t c)
{
	struct cells *row = reader->row;
	bool begins = row->count == 0 ||
		      (reader->bar || reader->blanks >= GAP ? row->count < ROW_CELLS : false);
	if (begins) {
		struct cell *cell = &row->cell[row->count++];
		*cell = (struct cell){.text = {text, 0}, .left = reader->left};
		memcpy(cell->start, reader->at, sizeof cell->start);
	}
	struct cell *cell = &row->cell[row->count - 1];
	row->unjoinable |= cells_ends_line(c);
	row->wide |= cells_are_wide(c);
	step_over(reader, c);
	length += pass_plain(reader, text + length, size - length);
	cell->text.size = (size_t)(text + length - cell->text.data);
	memcpy(cell->end, reader->at, sizeof cell->end);
	reader->blanks = 0;
	reader->bar = false;
	return length;
}

static void put_bar(struct row_reader *reader)
{
	struct cells *row = reader->row;
	if (row->count > 0 && row->cell[row->count - 1].bar == 0)
		row->cell[row->count - 1].bar = reader->at[METRIC_COLUMNS];
	row->framed = true;
	reader->left = reader->at[METRIC_COLUMNS];
	reader->bar = true;
	reader->blanks++;
	step_over(reader, '|');
}

// Whether the line is only frame: dashes, with corners or bars.
static bool read_rule(struct slice line, struct frame *frame)
{
	size_t dashes = 0, others = 0;
	for (size_t at = 0; at < line.size; at++) {
		char c = line.data[at];
		if (!is_one_of(c, " -=:+|"))
			return false;
		dashes += c == '-' || c == '=';
		others += c == '+' || c == '|';
	}
	if (dashes < 2 || (others == 0 && *line.data != ' '))
		return false;
	for (size_t at = 0; at < line.size; at++)
		if (line.data[at] == '+')
			set_corner(frame, (unsigned)at);
	return true;
}

// Reads the corners of a frame inside a cell of another frame.
static void read_corners(struct slice line, struct frame *frame)
{
	unsigned column = 0;
	for (size_t at = 0; at < line.size;) {
		uint32_t c;
		size_t size = utf8_step(line.data + at, line.size - at, &c);
		if (c == '+' && at + 1 < line.size && is_one_of(line.data[at + 1], "-=:"))
			set_corner(frame, column);
		if (c == '+' && at > 0 && is_one_of(line.data[at - 1], "-=:"))
			set_corner(frame, column);
		column += utf8_width(c);
		at += size;
	}
}

static void begin_frames(struct row_reader *reader, struct slice line)
{
	if (!reader->frame)
		return;
	// An outermost frame begins: forget the one above.
	if (line.size > 1 && line.data[0] == '+' && is_one_of(line.data[1], "-=:"))
		memset(reader->frame, 0, sizeof *reader->frame);
	reader->row->rule = read_rule(line, reader->frame);
	if (!reader->row->rule && line.size > 0 && *line.data == '|')
		read_corners(line, reader->frame);
}

// Drops cells that hold only the edge of an inner frame.
static void drop_rules(struct cells *row)
{
	size_t kept = 0;
	for (size_t i = 0; i < row->count; i++) {
		struct slice text = row->cell[i].text;
		size_t at = 0, dashes = 0;
		while (at < text.size && is_one_of(text.data[at], " -=:+|"))
			dashes += text.data[at++] == '-';
		if (at < text.size || dashes == 0)
			row->cell[kept++] = row->cell[i];
	}
	row->count = kept;
}

static struct slice without_cr(struct slice line)
{
	line.size -= line.size > 0 && line.data[line.size - 1] == '\r';
	return line;
}

bool cells_are_empty(struct slice line)
{
	uint32_t c;
	line = without_cr(line);
	for (size_t at = 0; at < line.size;) {
		at += utf8_step(line.data + at, line.size - at, &c);
		if (!is_raw_blank(c))
			return false;
	}
	return true;
}

void cells_read(struct cells *row, struct slice line, struct frame *frame)
{
	struct row_reader reader = {.row = row, .frame = frame};
	row->text = line;
	row->count = 0;
	row->framed = row->rule = row->wide = row->unjoinable = false;
	line = without_cr(line);
	begin_frames(&reader, line);
	for (size_t at = 0; at < line.size && !row->rule;) {
		uint32_t c;
		const char *text = line.data + at;
		size_t size = line.size - at, length = utf8_step(text, size, &c);
		if (c == ' ') {
			length = pass_spaces(&reader, text, size);
		} else if (is_raw_blank(c)) {
			reader.blanks++;
			step_over(&reader, c);
		} else if (c == '|' && frame && has_corner(frame, reader.at[METRIC_COLUMNS])) {
			put_bar(&reader);
		} else {
			length = put_text(&reader, text, size, length, c);
		}
		at += length;
	}
	if (row->framed)
		drop_rules(row);
}
