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
static size_t put_cell_text(
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

static void put_bar(struct row_reader *reader, uint32_t c)
{
	struct cells *row = reader->row;
	if (row->count > 0 && row->cell[row->count - 1].bar == 0)
		row->cell[row->count - 1].bar = reader->at[METRIC_COLUMNS];
	row->framed = true;
	reader->left = reader->at[METRIC_COLUMNS];
	reader->bar = true;
	reader->blanks++;
	step_over(reader, c);
}

// The parts of a frame.
enum frame_part {
	PART_NONE,
	PART_EDGE,
	PART_CORNER,
	PART_BAR,
};

static enum frame_part part_of_ascii(uint32_t c)
{
	return c == '-' || c == '=' || c == ':' ? PART_EDGE
	       : c == '+'                       ? PART_CORNER
	       : c == '|'                       ? PART_BAR
						: PART_NONE;
}

// U+2500 to U+257F. Dashed lines and halves of lines are in no frame.
static enum frame_part part_of_box(uint32_t c)
{
	if (c == 0x2500 || c == 0x2501 || c == 0x2550)
		return PART_EDGE;
	if (c == 0x2502 || c == 0x2503 || c == 0x2551)
		return PART_BAR;
	bool corner = (c >= 0x250C && c <= 0x254B) || (c >= 0x2552 && c <= 0x256C);
	return corner ? PART_CORNER : PART_NONE;
}

static enum frame_part part_of(enum frame_kind kind, uint32_t c)
{
	return kind == FRAME_ASCII ? part_of_ascii(c)
	       : kind == FRAME_BOX ? part_of_box(c)
				   : PART_NONE;
}

bool cells_are_rule(enum frame_kind kind, struct slice line)
{
	size_t edges = 0, others = 0;
	for (size_t at = 0; at < line.size;) {
		uint32_t c;
		at += utf8_step(line.data + at, line.size - at, &c);
		enum frame_part part = part_of(kind, c);
		if (part == PART_NONE && c != ' ')
			return false;
		edges += part == PART_EDGE && c != ':';
		others += part == PART_CORNER || part == PART_BAR;
	}
	return edges >= 2 && (others > 0 || (kind == FRAME_ASCII && *line.data == ' '));
}

// Reads the corners of a line: all of a rule, and in other lines those that a line of an inner
// frame joins.
static void read_corners(struct slice line, struct frame *frame, bool rule)
{
	unsigned column = 0;
	enum frame_part before = PART_NONE;
	for (size_t at = 0; at < line.size;) {
		uint32_t c, next = 0;
		at += utf8_step(line.data + at, line.size - at, &c);
		if (at < line.size)
			utf8_step(line.data + at, line.size - at, &next);
		enum frame_part part = part_of(frame->kind, c);
		if (part == PART_CORNER &&
			(rule || before == PART_EDGE || part_of(frame->kind, next) == PART_EDGE))
			set_corner(frame, column);
		column += utf8_width(c);
		before = part;
	}
}

// Whether a line begins an outermost frame.
static bool begins_frame(struct slice line, const struct frame *frame)
{
	if (frame->kind == FRAME_ASCII)
		return line.size > 1 && line.data[0] == '+' && is_one_of(line.data[1], "-=:");
	size_t blanks = utf8_spaces(line.data, line.size);
	uint32_t c = 0;
	if (blanks < line.size)
		utf8_step(line.data + blanks, line.size - blanks, &c);
	return c == 0x250C || c == 0x250F || c == 0x2554; // ┌ ┏ ╔
}

static bool begins_with_bar(struct slice line, const struct frame *frame)
{
	uint32_t c = 0;
	size_t blanks = frame->kind == FRAME_BOX ? utf8_spaces(line.data, line.size) : 0;
	if (blanks < line.size)
		utf8_step(line.data + blanks, line.size - blanks, &c);
	return part_of(frame->kind, c) == PART_BAR;
}

static void begin_frames(struct row_reader *reader, struct slice line)
{
	struct frame *frame = reader->frame;
	if (frame->kind == FRAME_NONE)
		return;
	// An outermost frame begins: forget the one above.
	reader->row->rule = cells_are_rule(frame->kind, line);
	if (begins_frame(line, frame) && (reader->row->rule || frame->kind == FRAME_ASCII))
		memset(frame->corner, 0, sizeof frame->corner);
	if (reader->row->rule || begins_with_bar(line, frame))
		read_corners(line, frame, reader->row->rule);
}

// Drops cells that hold only the edge of an inner frame.
static void drop_rules(struct cells *row, enum frame_kind kind)
{
	size_t kept = 0;
	for (size_t i = 0; i < row->count; i++) {
		struct slice text = row->cell[i].text;
		size_t edges = 0;
		bool frame = true;
		for (size_t at = 0; at < text.size && frame;) {
			uint32_t c;
			at += utf8_step(text.data + at, text.size - at, &c);
			enum frame_part part = part_of(kind, c);
			frame = part != PART_NONE || c == ' ';
			edges += part == PART_EDGE && c != ':' && c != '=';
		}
		if (!frame || edges == 0)
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
		} else if (part_of(frame->kind, c) == PART_BAR &&
			   has_corner(frame, reader.at[METRIC_COLUMNS])) {
			put_bar(&reader, c);
		} else {
			length = put_cell_text(&reader, text, size, length, c);
		}
		at += length;
	}
	if (row->framed)
		drop_rules(row, frame->kind);
}
