// SPDX-License-Identifier: MIT
// Pages for tests of the main text: rows of which the first character says what is known of a line.
#ifndef DEHUSK_ROWS_H
#define DEHUSK_ROWS_H

#include "page/main-text.h"
#include "unit.h"

// A row: what is known of its line, and its text.
//   ' ' a kept line   'e' evidence   'b' evidence that ends a text   'f' a foot
//   'r' the same, below which readers wrote   'd' dropped, no evidence   'k' protected   'h' a hint
//   '.' empty   's' collected as a source
static inline unsigned flags_of_row(char what)
{
	switch (what) {
	case 'e':
		return OUTLINE_TAKEN | OUTLINE_EVIDENCE;
	case 'b':
		return OUTLINE_TAKEN | OUTLINE_EVIDENCE | OUTLINE_END;
	case 'r':
		return OUTLINE_TAKEN | OUTLINE_EVIDENCE | OUTLINE_END | OUTLINE_REPLIES;
	case 'f':
		return OUTLINE_TAKEN | OUTLINE_EVIDENCE | OUTLINE_FOOT | OUTLINE_END;
	case 'h':
		return OUTLINE_HINT;
	case 'd':
		return OUTLINE_TAKEN;
	case 'k':
		return OUTLINE_PROTECTED;
	case '.':
	case 's':
		return OUTLINE_APART;
	}
	return 0;
}

static inline struct outline_line shape_of_row(const char *row)
{
	struct slice text = slice_of(row + 1);
	struct outline_line shape = {.features = features_of(text)};
	shape.look = (uint8_t)look_of(text, shape.features);
	shape.flags = (uint8_t)flags_of_row(*row);
	return shape;
}

static inline struct dehusk_line line_of_row(const char *row)
{
	struct dehusk_line line = {.text = row + 1, .size = strlen(row + 1), .reason = "-"};
	unsigned flags = flags_of_row(*row);
	line.verdict = flags & OUTLINE_TAKEN   ? DEHUSK_DROPPED
		       : *row == 's'           ? DEHUSK_COLLECTED
		       : flags & OUTLINE_APART ? DEHUSK_EMPTY
					       : DEHUSK_KEPT;
	return line;
}

// The page of such rows; page_free_rows() gives its memory back.
static inline struct outline page_of_rows(const char *const *rows, size_t count)
{
	struct dehusk_line *line = calloc(count + 1, sizeof *line);
	struct outline_line *shape = calloc(count + 1, sizeof *shape);
	assert_true(line && shape);
	for (size_t i = 0; i < count; i++) {
		line[i] = line_of_row(rows[i]);
		shape[i] = shape_of_row(rows[i]);
	}
	return (struct outline){.line = line, .shape = shape, .count = count};
}

static inline void page_free_rows(struct outline *page)
{
	free(page->line);
	free(page->shape);
}

#endif
