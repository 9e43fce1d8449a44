// SPDX-License-Identifier: MIT
// Cells of a line as a terminal showed it, and side columns beside the main text.
//
// A side column shows where a line of prose has short cells beside it. Its cells begin at the same
// terminal column on other lines, too.
#include "page/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define GAP 2              // blanks between cells
#define FAR_COLUMN 40      // a side column from here on counts,
#define FAR_GAP 3          // after this many blanks,
#define FAR_LINES 4        // on this many lines
#define SHORT_CELL 30      // longer cells are never cut
#define PROSE_CELL 25      // prose: a cell this long,
#define PROSE_CELL_WITH 12 // or this long with punctuation
#define SEEN 2             // times beside prose that make a side column
#define COLUMNS 1024       // cells further right are ignored

struct columns {
	unsigned far_lines;
	uint32_t seen[COLUMNS];  // cells beside prose, by column
	uint32_t prose[COLUMNS]; // prose cells, by column
};

struct columns *columns_new(void)
{
	return calloc(1, sizeof(struct columns));
}

void columns_free(struct columns *columns)
{
	free(columns);
}

void columns_clear(struct columns *columns)
{
	memset(columns, 0, sizeof *columns);
}

// --- cells ---

struct side_cell {
	struct slice text;
	unsigned column; // of its first character
	unsigned gap;    // columns of blank before it
	struct features features;
};

// A position in the cells of a line.
struct cell_walk {
	struct slice raw;
	size_t at;
	unsigned column;
};

// The length of the blank here, as pages use them for layout; 0: none.
static size_t blank_at(const struct cell_walk *walk, unsigned *width)
{
	const char *text = walk->raw.data + walk->at;
	size_t size = walk->raw.size - walk->at;
	*width = 1;
	if (*text == ' ')
		return 1;
	if (*text == '\t') {
		*width = 8 - walk->column % 8;
		return 1;
	}
	if (size >= 2 && memcmp(text, "\xC2\xA0", 2) == 0)
		return 2;
	*width = 2;
	return size >= 3 && memcmp(text, UTF8_WIDE_SPACE_BYTES, 3) == 0 ? 3 : 0;
}

// Whether a character with this first byte may be a blank.
static bool may_be_blank(char first)
{
	return first == ' ' || first == '\t' || first == '\xC2' || first == '\xE3';
}

static unsigned pass_column_spaces(struct cell_walk *walk)
{
	size_t spaces = utf8_spaces(walk->raw.data + walk->at, walk->raw.size - walk->at);
	walk->at += spaces;
	walk->column += (unsigned)spaces;
	return (unsigned)spaces;
}

static unsigned pass_blanks(struct cell_walk *walk)
{
	unsigned width, all = pass_column_spaces(walk);
	size_t size;
	while (walk->at < walk->raw.size && (size = blank_at(walk, &width)) > 0) {
		bool tab = walk->raw.data[walk->at] == '\t';
		walk->at += size;
		walk->column += width;
		// One wide blank may stand between words; a tab separates cells.
		all += tab ? GAP : 1;
		all += pass_column_spaces(walk);
	}
	return all;
}

// Skips one character and the plain ones after it.
static void pass_text(struct cell_walk *walk)
{
	const char *text = walk->raw.data + walk->at;
	size_t size = walk->raw.size - walk->at, ideographs;
	uint32_t c;
	size_t first = utf8_step(text, size, &c);
	size_t plain = utf8_plain(text + first, size - first, &ideographs);
	walk->at += first + plain;
	walk->column += utf8_width(c) + (unsigned)(plain - ideographs);
}

// Reads the next cell; false: none.
static bool next_cell(struct cell_walk *walk, struct side_cell *cell)
{
	cell->gap = pass_blanks(walk);
	if (walk->at == walk->raw.size)
		return false;
	cell->column = walk->column;
	cell->text.data = walk->raw.data + walk->at;
	while (walk->at < walk->raw.size) {
		struct cell_walk before = *walk;
		unsigned blanks = may_be_blank(walk->raw.data[walk->at]) ? pass_blanks(walk) : 0;
		if (walk->at == walk->raw.size || blanks >= GAP) {
			*walk = before;
			break;
		}
		pass_text(walk);
		cell->text.size = (size_t)(walk->raw.data + walk->at - cell->text.data);
	}
	cell->features = features_of(cell->text);
	return true;
}

static bool is_prose_cell(const struct side_cell *cell)
{
	return cell->features.n >= PROSE_CELL ||
	       (cell->features.n >= PROSE_CELL_WITH && cell->features.degree >= 2);
}

// --- a line ---

// Finds the longest cell and whether all others are short. Returns the number of cells.
static size_t find_longest_column(struct slice raw, struct side_cell *longest, bool *others_short)
{
	struct cell_walk walk = {.raw = raw};
	struct side_cell cell;
	size_t count = 0;
	*longest = (struct side_cell){.column = 0};
	*others_short = true;
	for (; next_cell(&walk, &cell); count++) {
		const struct side_cell *shorter = &cell;
		if (count == 0 || cell.features.n > longest->features.n) {
			struct side_cell before = *longest;
			*longest = cell;
			cell = before;
		}
		*others_short &= count == 0 || shorter->features.n <= SHORT_CELL;
	}
	return count;
}

struct features columns_best(struct slice raw)
{
	struct cell_walk walk = {.raw = raw};
	struct side_cell cell;
	struct features best = {0};
	for (bool first = true; next_cell(&walk, &cell); first = false) {
		int32_t worth = features_score(cell.features), most = features_score(best);
		if (first || worth > most || (worth == most && cell.features.n > best.n))
			best = cell.features;
	}
	return best;
}

bool columns_has_gap(struct slice raw)
{
	struct cell_walk walk = {.raw = raw};
	unsigned blanks = pass_blanks(&walk);
	if (blanks >= FAR_COLUMN && walk.at < raw.size)
		return true;
	while (walk.at < raw.size) {
		blanks = may_be_blank(raw.data[walk.at]) ? pass_blanks(&walk) : 0;
		if (blanks >= GAP && walk.at < raw.size)
			return true;
		walk.at += blanks == 0;
	}
	return false;
}

static bool is_beside_prose(struct slice raw, struct side_cell *longest)
{
	bool others_short;
	return find_longest_column(raw, longest, &others_short) >= 2 && others_short &&
	       is_prose_cell(longest);
}

void columns_look(struct columns *columns, struct slice raw)
{
	struct cell_walk walk = {.raw = raw};
	struct side_cell longest, cell;
	bool beside = is_beside_prose(raw, &longest), far = false;
	for (size_t i = 0; next_cell(&walk, &cell); i++) {
		far |= i > 0 && cell.column >= FAR_COLUMN && cell.gap >= FAR_GAP;
		if (cell.column >= COLUMNS)
			continue;
		if (is_prose_cell(&cell))
			columns->prose[cell.column]++;
		else if (beside && cell.text.data != longest.text.data)
			columns->seen[cell.column]++;
	}
	columns->far_lines += far;
}

bool columns_are_there(const struct columns *columns)
{
	return columns->far_lines >= FAR_LINES;
}

static bool is_side_cell(const struct columns *columns, const struct side_cell *cell)
{
	return cell->column >= FAR_COLUMN && cell->column < COLUMNS &&
	       columns->seen[cell->column] >= SEEN &&
	       columns->seen[cell->column] > columns->prose[cell->column] &&
	       cell->features.n <= SHORT_CELL;
}

struct slice columns_cut(struct columns *columns, struct slice raw)
{
	struct cell_walk walk = {.raw = raw};
	struct side_cell cell;
	if (is_beside_prose(raw, &cell))
		return cell.text;
	const char *first = NULL, *end = raw.data;
	bool cut = false;
	while (next_cell(&walk, &cell)) {
		if (is_side_cell(columns, &cell)) {
			cut = true;
			continue;
		}
		if (!first)
			first = cell.text.data;
		end = cell.text.data + cell.text.size;
	}
	if (!cut)
		return raw;
	return first ? (struct slice){first, (size_t)(end - first)} : (struct slice){end, 0};
}
