// SPDX-License-Identifier: MIT
// The lines of a page, or of a part of it, held until the main text among them is known.
//
// A page is one part unless it is larger than --max-page. Only the first part in which a line is
// kept can have the title. A text that looks like several pages gets no main text. main-text.c
// decides which lines stay.
#include "page/window.h"

#include <stdlib.h>

#include "page/columns.h"
#include "page/features.h"

#define HEAD_LINES 3  // of a page: in them a foot does not count
#define LINE_BYTES 64 // a window has room for one line per this many bytes

// The raw text of a line with cells.
struct raw_line {
	size_t line;
	struct slice raw;
};

struct window {
	struct page page;
	struct outline_line *shape; // parallel to page.line
	size_t shape_room;
	struct raw_line *cells;
	size_t cells_count, cells_room;
	size_t evidence;   // lines with OUTLINE_EVIDENCE
	size_t counted;    // lines of the page that are not apart, as far as known
	size_t unmeasured; // leading lines that are measured only once there is evidence
	size_t size;       // bytes of text
	uint64_t ruled;    // of those, in kept lines
	struct columns *columns;
	struct main_text *body;
};

struct window *window_new(void)
{
	struct window *window = calloc(1, sizeof *window);
	if (!window)
		return NULL;
	window->columns = columns_new();
	window->body = main_text_new();
	if (window->columns && window->body)
		return window;
	window_free(window);
	return NULL;
}

void window_free(struct window *window)
{
	if (!window)
		return;
	page_free(&window->page);
	columns_free(window->columns);
	main_text_free(window->body);
	free(window->shape);
	free(window->cells);
	free(window);
}

void window_start(struct window *window)
{
	window->counted = 0;
	main_text_start(window->body);
}

static bool add_cells(struct window *window, struct slice raw)
{
	void *cells = window->cells;
	if (!array_reserve(
		    &cells, &window->cells_room, window->cells_count + 1, sizeof *window->cells))
		return false;
	window->cells = cells;
	struct slice copy = arena_copy(&window->page.text, raw);
	window->cells[window->cells_count++] = (struct raw_line){window->page.count, copy};
	window->size += copy.size;
	return copy.data != NULL;
}

static bool add_shape(struct window *window, enum dehusk_verdict verdict, unsigned flags)
{
	void *shape = window->shape;
	size_t i = window->page.count;
	if (i == window->shape_room) {
		if (!array_reserve(&shape, &window->shape_room, i + 1, sizeof *window->shape))
			return false;
		window->shape = shape;
	}
	if (window->counted < HEAD_LINES)
		flags &= ~(unsigned)OUTLINE_FOOT;
	flags |= verdict == DEHUSK_DROPPED && !(flags & OUTLINE_APART) ? OUTLINE_TAKEN : 0u;
	flags |= verdict == DEHUSK_EMPTY || verdict == DEHUSK_COLLECTED ? OUTLINE_APART : 0u;
	window->counted += !(flags & OUTLINE_APART);
	window->shape[i] = (struct outline_line){.flags = (uint8_t)flags};
	window->evidence += (flags & OUTLINE_EVIDENCE) != 0;
	window->unmeasured += window->evidence == 0;
	return true;
}

bool window_is_hint(const struct window *window, size_t line)
{
	return (window->shape[line].flags & OUTLINE_HINT) != 0;
}

static void measure_line(struct window *window, size_t i)
{
	struct outline_line *shape = &window->shape[i];
	if (shape->flags & (OUTLINE_TAKEN | OUTLINE_APART))
		return;
	shape->features = features_of(line_text(&window->page.line[i]));
	shape->look = (uint8_t)look_of(line_text(&window->page.line[i]), shape->features);
}

struct dehusk_line *window_add(
	struct window *window, const struct dehusk_line *line, struct slice raw, unsigned flags)
{
	struct slice text = {line->text, line->size};
	if (raw.size > 0 && raw.size <= COLUMNS_LINE_MAX && columns_has_gap(raw) &&
		!add_cells(window, raw))
		return NULL;
	text = arena_copy(&window->page.text, text);
	if (!text.data || !add_shape(window, line->verdict, flags))
		return NULL;
	struct dehusk_line *added = page_add(&window->page);
	if (!added)
		return NULL;
	*added = *line;
	added->text = text.data;
	window->size += text.size + 1;
	window->ruled += line->verdict == DEHUSK_KEPT ? text.size : 0;
	if (window->evidence > 0)
		measure_line(window, window->page.count - 1);
	return added;
}

struct dehusk_line *window_last(struct window *window)
{
	return window->page.count > 0 ? &window->page.line[window->page.count - 1] : NULL;
}

void window_set_last_apart(struct window *window)
{
	window->shape[window->page.count - 1].flags |= OUTLINE_APART;
	window->counted--;
	window->ruled -= window_last(window)->size;
}

struct page *window_page(struct window *window)
{
	return &window->page;
}

bool window_is_full(const struct window *window, size_t size, size_t most)
{
	if (window->page.count == 0)
		return false;
	return window->page.count >= most / LINE_BYTES || size >= most ||
	       window->size >= most - size;
}

// --- finding ---

uint64_t window_ruled(const struct window *window)
{
	return window->ruled;
}

uint64_t window_kept(const struct window *window)
{
	uint64_t bytes = 0;
	for (size_t i = 0; i < window->page.count; i++)
		if (window->page.line[i].verdict == DEHUSK_KEPT)
			bytes += window->page.line[i].size;
	return bytes;
}

bool window_has_evidence(const struct window *window)
{
	return window->evidence > 0;
}

// The measure of a line with cells is that of its best cell.
static void measure_cells(struct window *window, const struct raw_line *cells)
{
	struct outline_line *shape = &window->shape[cells->line];
	shape->features = columns_best(cells->raw);
	shape->look = (uint8_t)look_of(line_text(&window->page.line[cells->line]), shape->features);
}

static void measure_lines(struct window *window)
{
	for (size_t i = 0; i < window->unmeasured; i++)
		measure_line(window, i);
	for (size_t i = 0; i < window->cells_count; i++)
		measure_cells(window, &window->cells[i]);
}

static bool cut_line(
	struct window *window, struct raw_line *cells, window_judge *judge, void *context)
{
	struct dehusk_line *line = &window->page.line[cells->line];
	struct outline_line *shape = &window->shape[cells->line];
	struct slice part = columns_cut(window->columns, cells->raw);
	unsigned flags = 0;
	if (part.size == cells->raw.size)
		return true;
	cells->raw = part;
	if (!judge(context, line, part, &flags))
		return false;
	bool apart = part.size == 0 || line->verdict == DEHUSK_COLLECTED;
	shape->flags = (uint8_t)(apart                          ? OUTLINE_APART
				 : line->verdict == DEHUSK_KEPT ? flags
								: OUTLINE_TAKEN);
	measure_cells(window, cells);
	return true;
}

static bool has_columns(struct window *window)
{
	if (window->cells_count == 0)
		return false;
	columns_clear(window->columns);
	for (size_t i = 0; i < window->cells_count; i++)
		columns_look(window->columns, window->cells[i].raw);
	return columns_are_there(window->columns);
}

// Lines that a rule took or protects are not cut.
static bool cut_columns(struct window *window, window_judge *judge, void *context)
{
	for (size_t i = 0; i < window->cells_count; i++)
		if (!(window->shape[window->cells[i].line].flags &
			    (OUTLINE_TAKEN | OUTLINE_PROTECTED)) &&
			!cut_line(window, &window->cells[i], judge, context))
			return false;
	return true;
}

bool window_find(
	struct window *window, window_judge *judge, void *context, struct main_text_found *found)
{
	measure_lines(window);
	if (!main_text_look(
		    window->body, window->page.line, window->shape, window->page.count, found))
		return false;
	if (!found->ran)
		return true;
	bool cut = has_columns(window);
	if (cut && !cut_columns(window, judge, context))
		return false;
	return main_text_find(
		window->body, window->page.line, window->shape, window->page.count, cut, found);
}

bool window_go_on(struct window *window)
{
	const struct page *page = &window->page;
	size_t i = 0;
	while (i < page->count && page->line[i].verdict != DEHUSK_KEPT)
		i++;
	if (i == page->count)
		return false;
	main_text_go_on(window->body, page->line, window->shape, page->count);
	return true;
}

bool window_give(struct window *window, struct page *page, unsigned wanted)
{
	for (size_t i = 0; i < window->page.count; i++) {
		if (!(wanted >> window->page.line[i].verdict & 1))
			continue;
		struct dehusk_line *line = page_add(page);
		if (!line)
			return false;
		*line = window->page.line[i];
	}
	page_adopt(page, &window->page);
	window->cells_count = window->evidence = window->unmeasured = window->size = 0;
	window->ruled = 0;
	return true;
}
