// SPDX-License-Identifier: MIT
// Holds the lines of a page, or of a part of it, until the main text is known.
#ifndef DEHUSK_WINDOW_H
#define DEHUSK_WINDOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "page/main-text.h"
#include "page/page.h"

struct window;

// Judges a line again after side columns were cut from it (size 0: all of it). Sets its text,
// verdict and reason; the counts follow. *flags: OUTLINE_PROTECTED or 0. The text lives as long as
// the window's. False: no memory.
typedef bool window_judge(
	void *context, struct dehusk_line *line, struct slice part, unsigned *flags);

// NULL: no memory.
struct window *window_new(void);
void window_free(struct window *window);

// A new page begins: the next lines are its head.
void window_start(struct window *window);

// Adds a line with its flags (enum outline_flag), except OUTLINE_TAKEN. Copies its text, and `raw`
// if it may have columns. The line stays until window_give(). NULL: no memory.
struct dehusk_line *window_add(
	struct window *window, const struct dehusk_line *line, struct slice raw, unsigned flags);

// The line added last; NULL: none.
struct dehusk_line *window_last(struct window *window);

// The line added last was kept. The line after it shows that it is no part of the body.
void window_set_last_apart(struct window *window);

// Whether a window with lines in it would exceed `most` bytes of text with `size` bytes more, or
// has the number of lines that go with that.
bool window_is_full(const struct window *window, size_t size, size_t most);

// Bytes of the lines that were kept when added, and of those kept now.
uint64_t window_ruled(const struct window *window);
uint64_t window_kept(const struct window *window);

// Whether any line has OUTLINE_EVIDENCE; without, there is nothing to find.
bool window_has_evidence(const struct window *window);

// Finds the main text and gives each line its last verdict. False: no memory.
bool window_find(
	struct window *window, window_judge *judge, void *context, struct main_text_found *found);

// Whether a hint rule matched a line.
bool window_is_hint(const struct window *window, size_t line);

// The table of lines, with the memory for their texts.
struct page *window_page(struct window *window);

// Call if more of the page follows, before window_give(). True: some lines are kept, so the rest of
// the page has no head and no title.
bool window_go_on(struct window *window);

// Moves the lines with a wanted verdict, and all texts, to the end of another page. The window is
// empty then. False: no memory.
bool window_give(struct window *window, struct page *page, unsigned wanted);

#endif
