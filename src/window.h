// SPDX-License-Identifier: MIT
// The lines of a page, or of a part of it, held until the main text among them is known.
#ifndef DEHUSK_WINDOW_H
#define DEHUSK_WINDOW_H

#include <stdbool.h>
#include <stddef.h>

#include "body.h"
#include "buffer.h"
#include "dehusk.h"
#include "page.h"

struct window;

// Judges a kept line anew of which a part was cut away (size 0: all), and sets its text, verdict
// and reason, which counts it as what it is now; *flags gets BODY_PROTECTED or nothing. The text
// stays as long as the window's. False: no memory.
typedef bool window_judge(
	void *context, struct dehusk_line *line, struct slice part, unsigned *flags);

// NULL: no memory.
struct window *window_new(void);
void window_free(struct window *window);

// A new page begins: what is added next is its head.
void window_start(struct window *window);

// Adds a line with what is known of it but for BODY_TAKEN (enum body_flag); its text is copied,
// `raw` too where it may have columns. NULL: no memory. The line is there until the window is given
// away.
struct dehusk_line *window_add(
	struct window *window, const struct dehusk_line *line, struct slice raw, unsigned flags);

// The line that was added last; NULL: none.
struct dehusk_line *window_last(struct window *window);

// Says that the line that was added last, which was kept then, is no body by what the next one is.
void window_set_last_apart(struct window *window);

// Whether the window, which holds a line at least, would hold more than `most` bytes of text with a
// line of `size` bytes, or has as many lines as go with that.
bool window_is_full(const struct window *window, size_t size, size_t most);

// Bytes of the lines that were kept when they were added, and that are now.
uint64_t window_ruled(const struct window *window);
uint64_t window_kept(const struct window *window);

// Whether any line has BODY_EVIDENCE. If not, there is nothing to be found.
bool window_has_evidence(const struct window *window);

// Finds the main text and gives each line its last verdict. False: no memory.
bool window_find(
	struct window *window, window_judge *judge, void *context, struct body_found *found);

// Whether a hint rule has a word on a line.
bool window_is_hint(const struct window *window, size_t line);

// The lines, and a text that lives as long as they do; NULL data: no memory.
struct page *window_page(struct window *window);

// To be called where more of the page follows, before the lines are given away. Whether some of
// them are kept: then what follows has no head, and so no title.
bool window_go_on(struct window *window);

// Moves those lines to the end of a page whose verdicts are wanted, and their texts, and is empty
// then. False: no memory.
bool window_give(struct window *window, struct page *page, unsigned wanted);

#endif
