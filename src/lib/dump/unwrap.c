// SPDX-License-Identifier: MIT
// Undoes what w3m, lynx, html2text and pandoc did to the text of a page. It comes before split.c,
// since it needs the blanks.
//
// The beginning of the page shows which tool it was, and most often that it was none: then the
// bytes pass as they are. Else a line is held until the next one shows whether it is its rest. Each
// line that is handed on has the number of lines joined to it, so that every line is accounted for.
// A line that holds another line end (CR, NEL, LS, PS) is not joined.
//
// tests/unit/test_unwrap.c has a test for each habit of a tool; scripts/score-rendered measures
// all four tools on real pages.
#include "dump/unwrap.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "dump/browser.h"
#include "dump/cells.h"
#include "dump/markers.h"

#define INDENT_MOST 8
#define LINE_MOST ((size_t)1 << 16) // bytes of a line, or of joined lines

static const char frame_line[] = "frame";
static const char mark_line[] = "marks-only";
static const char link_line[] = "link-list";

enum state {
	STATE_LOOKING,
	STATE_PASSING, // nothing is undone
	STATE_UNDOING,
};

// The list of links at the end of lynx's output.
enum list {
	LIST_NONE,
	LIST_HEADING, // its heading was read and is held
	LIST_LINKS,
};

struct unwrap {
	struct arena *arena;
	unwrap_sink *sink;
	void *context;
	enum state state;
	bool glanced;       // the first bytes were looked at, and did not rule it out
	struct buffer held; // the beginning of the page, or the open line
	struct buffer past; // the last value of `held`: pieces of this feed may stand in it
	struct browser rendering;
	struct markers marks;
	struct frame frame;
	bool open;          // there is a line that may continue
	struct cells row;   // that line, or its first one, in `raw`
	struct buffer raw;  // its original bytes
	size_t bullet;      // bytes of its bullet
	size_t joined;      // lines joined to it
	struct buffer text; // the joined text
	struct cell last;   // the last joined cell, without its text
	bool inset;         // the line above begins an IFRAME: address that may continue
	enum list list;
	size_t list_blanks; // empty lines below the held heading
	unsigned list_last; // the number of its last link
	struct buffer heading, line;
	struct buffer ready; // finished lines, handed on together
};

struct unwrap *unwrap_new(struct arena *arena, unwrap_sink *sink, void *context)
{
	struct unwrap *unrender = calloc(1, sizeof *unrender);
	if (unrender)
		*unrender = (struct unwrap){.arena = arena, .sink = sink, .context = context};
	return unrender;
}

void unwrap_free(struct unwrap *unrender)
{
	if (!unrender)
		return;
	buffer_free(&unrender->held);
	buffer_free(&unrender->past);
	buffer_free(&unrender->raw);
	buffer_free(&unrender->text);
	buffer_free(&unrender->heading);
	buffer_free(&unrender->line);
	buffer_free(&unrender->ready);
	free(unrender);
}

// --- handing on ---

static bool hand_over(
	struct unwrap *unrender, struct buffer *text, size_t joined, const char *reason)
{
	struct unwrap_piece piece = {arena_copy(unrender->arena, slice_of(text)), joined, reason};
	buffer_clear(text);
	return piece.text.data && unrender->sink(unrender->context, &piece);
}

static bool release_ready(struct unwrap *unrender)
{
	return unrender->ready.size == 0 || hand_over(unrender, &unrender->ready, 0, NULL);
}

// Hands on `line` after adding its LF.
static bool hand_on(struct unwrap *unrender, size_t joined, const char *reason)
{
	const struct buffer *line = &unrender->line;
	if (!buffer_append_byte(&unrender->line, '\n'))
		return false;
	if (joined == 0 && !reason)
		return buffer_append(&unrender->ready, line->data, line->size) &&
		       (unrender->ready.size < LINE_MOST || release_ready(unrender));
	return release_ready(unrender) && hand_over(unrender, &unrender->line, joined, reason);
}

static bool hand_on_raw(struct unwrap *unrender, struct slice line, const char *reason)
{
	buffer_clear(&unrender->line);
	return buffer_append(&unrender->line, line.data, line.size) && hand_on(unrender, 0, reason);
}

// Puts the open line as it was, without its bullet and bars.
static bool put_single(struct unwrap *unrender)
{
	const struct cells *row = &unrender->row;
	buffer_clear(&unrender->text);
	if (!row->framed && unrender->bullet == 0)
		return buffer_append(&unrender->text, unrender->raw.data, unrender->raw.size);
	for (size_t i = 0; i < row->count; i++) {
		struct slice text = row->cell[i].text;
		if (i > 0 && !buffer_append(&unrender->text, "   ", 3))
			return false;
		if (!buffer_append(&unrender->text, text.data, text.size))
			return false;
	}
	return true;
}

static bool flush_line(struct unwrap *unrender)
{
	if (!unrender->open)
		return true;
	unrender->open = false;
	if (unrender->joined == 0 && !put_single(unrender))
		return false;
	buffer_clear(&unrender->line);
	if (!markers_strip(&unrender->marks, slice_of(&unrender->text), &unrender->line))
		return false;
	if (!cells_are_empty(slice_of(&unrender->line)))
		return hand_on(unrender, unrender->joined, NULL);
	buffer_clear(&unrender->line);
	return buffer_append(&unrender->line, unrender->raw.data, unrender->raw.size) &&
	       hand_on(unrender, unrender->joined, mark_line);
}

// --- lines that were broken ---

// Whether the tool breaks lines only at blanks: joining them needs a blank.
static bool breaks_at_blanks(const struct unwrap *unrender, const struct cell *cell)
{
	return unrender->rendering.habit->at_blanks && cell->bar == 0;
}

static bool needs_blank(
	const struct unwrap *unrender, const struct cell *above, const struct cell *below)
{
	uint32_t before = utf8_last(above->text.data, above->text.size), after;
	utf8_decode(below->text.data, below->text.size, &after);
	if (before == '/')
		return false;
	if (breaks_at_blanks(unrender, above))
		return true;
	return !cells_are_wide(before) && !cells_are_wide(after);
}

static bool is_ideographic_space(struct slice text)
{
	return text.size == 3 && browser_is_indented(text);
}

// Whether a cell of a framed column continues in the next row. pandoc fills rows from the end, so
// the last one may be full, too.
static bool goes_on_in_frame(const struct cell *above, const struct cell *below)
{
	if (above->bar != below->bar || above->left != below->left)
		return false;
	return above->end[0] + 2 >= above->bar || below->end[0] + 2 >= below->bar;
}

static bool is_below(
	const struct unwrap *unrender, const struct cell *above, const struct cell *below)
{
	const struct habit *habit = unrender->rendering.habit;
	unsigned a = above->start[habit->metric], b = below->start[habit->metric];
	// A margin is sometimes dropped.
	if (habit->margin > 0 && ((a <= habit->margin && b == 0) || (a == 0 && b == habit->margin)))
		return true;
	// The first line of a paragraph may have an indent of its own.
	return a == b || (unrender->joined == 0 && a > b && a <= b + INDENT_MOST);
}

static bool goes_on(
	const struct unwrap *unrender, const struct cell *above, const struct cell *below)
{
	if (browser_is_indented(below->text) && !is_ideographic_space(above->text))
		return false;
	if (browser_is_item(below->text))
		return false;
	if (above->bar > 0 || below->bar > 0)
		return goes_on_in_frame(above, below);
	const struct browser *rendering = &unrender->rendering;
	return is_below(unrender, above, below) ? browser_is_full(rendering, above, below)
						: browser_is_centred(rendering, above, below);
}

static bool join_cells(struct unwrap *unrender, const struct cell *above, const struct cell *below)
{
	bool blank = needs_blank(unrender, above, below);
	if (unrender->joined == 0) {
		buffer_clear(&unrender->text);
		if (!buffer_append(&unrender->text, above->text.data, above->text.size))
			return false;
	}
	if (blank && !buffer_append_byte(&unrender->text, ' '))
		return false;
	unrender->joined++;
	unrender->last = *below;
	return buffer_append(&unrender->text, below->text.data, below->text.size);
}

// Whether joining this cell would lose another one that stands in the main column.
static bool hides_main(const struct unwrap *unrender, const struct cells *row, size_t which)
{
	for (size_t i = 0; i < row->count; i++)
		if (i != which && browser_column(&row->cell[i]) == unrender->rendering.column)
			return true;
	return false;
}

// Finds the cell above that one of `below` continues: the last joined one, or any of the first
// line.
static const struct cell *find_above(
	struct unwrap *unrender, const struct cells *below, size_t *which)
{
	const struct cell *above = unrender->row.cell;
	size_t count = unrender->row.count;
	if (unrender->joined > 0) {
		unrender->last.text = slice_of(&unrender->text);
		above = &unrender->last;
		count = 1;
	}
	const struct cell *found = NULL;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < below->count; k++) {
			if (found && above[i].text.size <= found->text.size)
				continue;
			if (!goes_on(unrender, &above[i], &below->cell[k]) ||
				hides_main(unrender, below, k))
				continue;
			if (unrender->joined == 0 && hides_main(unrender, &unrender->row, i))
				continue;
			found = &above[i];
			*which = k;
		}
	return found;
}

// Joins the line to the open one if it continues it. *done: false without memory.
static bool take_continuation(struct unwrap *unrender, const struct cells *row, bool *done)
{
	size_t which;
	if (unrender->rendering.habit->whole_rows && !row->framed &&
		(row->count > 1 || unrender->row.count > 1))
		return false;
	if (!unrender->open || row->unjoinable || unrender->row.unjoinable ||
		unrender->text.size + row->text.size > LINE_MOST)
		return false;
	const struct cell *above = find_above(unrender, row, &which);
	if (!above)
		return false;
	*done = join_cells(unrender, above, &row->cell[which]);
	return true;
}

static void remove_bullet(struct cells *row, size_t bullet)
{
	struct cell *cell = &row->cell[0];
	if (bullet == cell->text.size) {
		row->count--;
		memmove(cell, cell + 1, row->count * sizeof *cell);
		return;
	}
	struct slice text = cell->text;
	while (bullet < text.size && (text.data[bullet] == ' ' || text.data[bullet] == '\t'))
		bullet++;
	cell->text = (struct slice){text.data + bullet, text.size - bullet};
	for (int metric = 0; metric < METRICS; metric++)
		cell->start[metric] += 2;
}

// Opens a line with this row; copies its text.
static bool begin_line(struct unwrap *unrender, const struct cells *row)
{
	struct buffer *raw = &unrender->raw;
	buffer_clear(raw);
	if (!buffer_append(raw, row->text.data, row->text.size))
		return false;
	unrender->row = *row;
	unrender->row.text.data = raw->data;
	for (size_t i = 0; i < row->count; i++)
		unrender->row.cell[i].text.data =
			raw->data + (row->cell[i].text.data - row->text.data);
	unrender->bullet = browser_bullet(unrender->rendering.habit, &unrender->row);
	if (unrender->bullet > 0)
		remove_bullet(&unrender->row, unrender->bullet);
	buffer_clear(&unrender->text);
	unrender->open = true;
	unrender->joined = 0;
	return true;
}

// --- the list of links ---

// Whether the line is a link of the list, or one of its headings. Numbers of links ascend. The
// first link confirms the list. A link broken by its own line ends goes on with the next one.
static bool is_list_entry(struct unwrap *unrender, const struct cells *row)
{
	struct slice text = row->cell[0].text;
	unsigned number = 0;
	size_t at = 0;
	if (begins_with(text, "Visible links") || begins_with(text, "Hidden links")) {
		unrender->list_last = 0;
		return true;
	}
	for (; at < text.size && is_digit(text.data[at]); at++)
		number = number < 100000 ? number * 10 + (unsigned)(text.data[at] - '0') : number;
	if (at == 0 || text.size < at + 3 || text.data[at] != '.' || text.data[at + 1] != ' ' ||
		row->cell[0].start[0] == 0 || number <= unrender->list_last)
		return false;
	if (unrender->list == LIST_HEADING && memchr(text.data + at + 2, ' ', text.size - at - 2))
		return false;
	unrender->list_last = number;
	return true;
}

// Whether the line ends the list: addresses are pure ASCII.
static bool is_foreign(const struct cells *row)
{
	return utf8_ascii(row->text.data, row->text.size) < row->text.size;
}

// Hands on the held heading and the empty lines below it.
static bool release_heading(struct unwrap *unrender, const char *reason)
{
	size_t blanks = unrender->list_blanks;
	unrender->list_blanks = 0;
	if (!hand_on_raw(unrender, slice_of(&unrender->heading), reason))
		return false;
	for (size_t i = 0; i < blanks; i++)
		if (!hand_on_raw(unrender, (struct slice){NULL, 0}, NULL))
			return false;
	return true;
}

static bool hold_heading(struct unwrap *unrender, struct slice line)
{
	unrender->list = LIST_HEADING;
	unrender->list_last = 0;
	buffer_clear(&unrender->heading);
	return flush_line(unrender) && buffer_append(&unrender->heading, line.data, line.size);
}

// Takes the line if it belongs to the list of links. *done: false without memory.
static bool take_list(struct unwrap *unrender, const struct cells *row, bool *done)
{
	if (unrender->list == LIST_HEADING && row->count == 0 && unrender->list_blanks < 2) {
		unrender->list_blanks++;
		return true;
	}
	if (unrender->list == LIST_NONE) {
		bool heading = unrender->marks.links && row->count == 1 &&
			       equals(row->cell[0].text, "References");
		if (heading)
			*done = hold_heading(unrender, row->text);
		return heading;
	}
	bool entry = row->count > 0 && is_list_entry(unrender, row);
	if (unrender->list == LIST_HEADING)
		*done = release_heading(unrender, entry ? link_line : NULL);
	bool over = !entry && (unrender->list == LIST_HEADING || is_foreign(row));
	unrender->list = over ? LIST_NONE : LIST_LINKS;
	if (entry && *done)
		*done = hand_on_raw(unrender, row->text, link_line);
	return entry || !*done;
}

// --- addresses of insets ---

static bool is_address(struct slice text)
{
	for (size_t at = 0; at < text.size; at++)
		if (text.data[at] <= ' ' || text.data[at] > '~')
			return false;
	return true;
}

// Whether the line stands for an IFRAME.
static bool is_inset(struct unwrap *unrender, const struct cells *row)
{
	bool begins = row->count > 0 && begins_with(row->cell[0].text, "IFRAME:");
	bool goes_on = unrender->inset && row->count == 1 && is_address(row->cell[0].text);
	unrender->inset = unrender->rendering.habit->insets && (begins || goes_on);
	return unrender->inset;
}

// --- lines ---

static bool take_line(struct unwrap *unrender, struct slice line)
{
	struct cells row;
	bool done = true;
	struct frame frame = unrender->frame;
	cells_read(&row, line, unrender->rendering.frames ? &frame : NULL);
	if (take_list(unrender, &row, &done))
		return done;
	if (row.count == 0) {
		unrender->frame = frame;
		return flush_line(unrender) &&
		       hand_on_raw(unrender, line, row.rule || row.framed ? frame_line : NULL);
	}
	if (is_inset(unrender, &row))
		return flush_line(unrender) && hand_on_raw(unrender, line, mark_line);
	if (browser_bullet(unrender->rendering.habit, &row) == 0 &&
		take_continuation(unrender, &row, &done)) {
		unrender->frame = frame;
		return done;
	}
	if (!flush_line(unrender) || !begin_line(unrender, &row))
		return false;
	unrender->frame = frame;
	return true;
}

static bool finish_line(struct unwrap *unrender)
{
	if (unrender->list == LIST_HEADING && !release_heading(unrender, NULL))
		return false;
	unrender->list = LIST_NONE;
	return flush_line(unrender) && release_ready(unrender);
}

// `past` keeps the bytes for this feed.
static bool release_held(struct unwrap *unrender)
{
	struct buffer held = unrender->held;
	unrender->held = unrender->past;
	unrender->past = held;
	buffer_clear(&unrender->held);
	struct unwrap_piece piece = {slice_of(&held), 0, NULL};
	return held.size == 0 || unrender->sink(unrender->context, &piece);
}

static bool pass_on(struct unwrap *unrender, struct slice text)
{
	struct unwrap_piece piece = {text, 0, NULL};
	return text.size == 0 || unrender->sink(unrender->context, &piece);
}

// No renderer makes lines this long: the rest of the page passes.
static bool give_up(struct unwrap *unrender, struct slice rest)
{
	unrender->state = STATE_PASSING;
	return finish_line(unrender) && release_held(unrender) && pass_on(unrender, rest);
}

// Takes the first line of the text; *used: its length with its LF.
static bool take_first(struct unwrap *unrender, struct slice text, size_t *used)
{
	struct buffer *held = &unrender->held;
	const char *end = memchr(text.data, '\n', text.size);
	size_t size = end ? (size_t)(end - text.data) : text.size;
	*used = size + (end ? 1 : 0);
	if (held->size + size > LINE_MOST) {
		*used = text.size;
		return give_up(unrender, text);
	}
	if (!end)
		return buffer_append(held, text.data, size);
	struct slice line = {text.data, size};
	if (held->size > 0) {
		if (!buffer_append(held, text.data, size))
			return false;
		line = slice_of(held);
	}
	bool taken = take_line(unrender, line);
	buffer_clear(held);
	return taken;
}

static bool undo_lines(struct unwrap *unrender, struct slice text)
{
	size_t used;
	for (; text.size > 0; text.data += used, text.size -= used)
		if (!take_first(unrender, text, &used))
			return false;
	return release_ready(unrender);
}

// --- the beginning of a page ---

// The whole lines in the first `most` bytes.
static struct slice whole_lines(struct slice text, size_t most)
{
	if (text.size < most)
		return text;
	text.size = most;
	while (text.size > 0 && text.data[text.size - 1] != '\n')
		text.size--;
	return text;
}

static void decide_rendering(struct unwrap *unrender, struct slice text)
{
	unrender->state = STATE_PASSING;
	if (!browser_find(&unrender->rendering, whole_lines(text, UNWRAP_LOOK)))
		return;
	unrender->state = STATE_UNDOING;
	unrender->marks = (struct markers){
		.habit = unrender->rendering.habit, .links = unrender->rendering.links};
	unrender->frame = (struct frame){0};
	unrender->inset = false;
}

// Decides about the page once enough of its beginning is there.
static void look_at_page(struct unwrap *unrender, struct slice text)
{
	if (!unrender->glanced && text.size >= UNWRAP_GLANCE) {
		unrender->glanced = true;
		if (!browser_is_likely(whole_lines(text, UNWRAP_GLANCE)))
			unrender->state = STATE_PASSING;
	}
	if (unrender->state == STATE_LOOKING && text.size >= UNWRAP_LOOK)
		decide_rendering(unrender, text);
}

static bool take_held(struct unwrap *unrender)
{
	if (unrender->state == STATE_PASSING)
		return release_held(unrender);
	struct buffer held = unrender->held;
	unrender->held = unrender->past;
	unrender->past = held;
	buffer_clear(&unrender->held);
	return undo_lines(unrender, slice_of(&unrender->past));
}

bool unwrap_feed(struct unwrap *unrender, struct slice text)
{
	if (unrender->state == STATE_LOOKING && unrender->held.size == 0)
		look_at_page(unrender, text);
	if (unrender->state == STATE_PASSING)
		return pass_on(unrender, text);
	if (unrender->state == STATE_UNDOING)
		return undo_lines(unrender, text);
	if (!buffer_append(&unrender->held, text.data, text.size))
		return false;
	look_at_page(unrender, slice_of(&unrender->held));
	return unrender->state == STATE_LOOKING || take_held(unrender);
}

// A short page is judged as a whole.
static bool decide_held(struct unwrap *unrender)
{
	decide_rendering(unrender, slice_of(&unrender->held));
	return take_held(unrender);
}

bool unwrap_end(struct unwrap *unrender)
{
	bool done = unrender->state != STATE_LOOKING || decide_held(unrender);
	if (done && unrender->state == STATE_UNDOING && unrender->held.size > 0) {
		struct slice line = slice_of(&unrender->held);
		done = take_line(unrender, line);
	}
	done = done && finish_line(unrender);
	buffer_clear(&unrender->held);
	unrender->state = STATE_LOOKING;
	unrender->glanced = false;
	return done;
}
