// SPDX-License-Identifier: MIT
// Undoes what text browsers and converters did to the text of a page. It comes before split.c,
// since it needs the blanks.
//
// The beginning of the page shows which tool it was, and most often that it was none: then the
// bytes pass as they are. Else a line is held until the next one shows whether it is its rest. Each
// line that is handed on has the number of lines joined to it, so that every line is accounted for.
// A line that holds another line end (CR, NEL, LS, PS) is not joined.
//
// tests/unit/test_unwrap.c has a test for each habit of a tool; scripts/score-rendered measures
// all tools on real pages.
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

enum unwrap_state {
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
	enum unwrap_state state;
	bool glanced;       // the first bytes were looked at, and did not rule it out
	struct buffer held; // the beginning of the page, or the open line
	struct buffer past; // the last value of `held`: pieces of this feed may stand in it
	struct browser browser;
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
	struct unwrap *unwrap = calloc(1, sizeof *unwrap);
	if (unwrap)
		*unwrap = (struct unwrap){.arena = arena, .sink = sink, .context = context};
	return unwrap;
}

void unwrap_free(struct unwrap *unwrap)
{
	if (!unwrap)
		return;
	buffer_free(&unwrap->held);
	buffer_free(&unwrap->past);
	buffer_free(&unwrap->raw);
	buffer_free(&unwrap->text);
	buffer_free(&unwrap->heading);
	buffer_free(&unwrap->line);
	buffer_free(&unwrap->ready);
	free(unwrap);
}

// --- handing on ---

static bool send_piece(
	struct unwrap *unwrap, struct buffer *text, size_t joined, const char *reason)
{
	struct unwrap_piece piece = {arena_copy(unwrap->arena, slice_of(text)), joined, reason};
	buffer_clear(text);
	return piece.text.data && unwrap->sink(unwrap->context, &piece);
}

static bool release_ready(struct unwrap *unwrap)
{
	return unwrap->ready.size == 0 || send_piece(unwrap, &unwrap->ready, 0, NULL);
}

// Hands on `line` after adding its LF.
static bool hand_on(struct unwrap *unwrap, size_t joined, const char *reason)
{
	const struct buffer *line = &unwrap->line;
	if (!buffer_append_byte(&unwrap->line, '\n'))
		return false;
	if (joined == 0 && !reason)
		return buffer_append(&unwrap->ready, line->data, line->size) &&
		       (unwrap->ready.size < LINE_MOST || release_ready(unwrap));
	return release_ready(unwrap) && send_piece(unwrap, &unwrap->line, joined, reason);
}

static bool hand_on_raw(struct unwrap *unwrap, struct slice line, const char *reason)
{
	buffer_clear(&unwrap->line);
	return buffer_append(&unwrap->line, line.data, line.size) && hand_on(unwrap, 0, reason);
}

// Puts the open line as it was, without its bullet and bars.
static bool put_single(struct unwrap *unwrap)
{
	const struct cells *row = &unwrap->row;
	buffer_clear(&unwrap->text);
	if (!row->framed && unwrap->bullet == 0)
		return buffer_append(&unwrap->text, unwrap->raw.data, unwrap->raw.size);
	for (size_t i = 0; i < row->count; i++) {
		struct slice text = row->cell[i].text;
		if (i > 0 && !buffer_append(&unwrap->text, "   ", 3))
			return false;
		if (!buffer_append(&unwrap->text, text.data, text.size))
			return false;
	}
	return true;
}

static bool flush_line(struct unwrap *unwrap)
{
	if (!unwrap->open)
		return true;
	unwrap->open = false;
	if (unwrap->joined == 0 && !put_single(unwrap))
		return false;
	buffer_clear(&unwrap->line);
	if (!markers_strip(&unwrap->marks, slice_of(&unwrap->text), &unwrap->line))
		return false;
	if (!cells_are_empty(slice_of(&unwrap->line)))
		return hand_on(unwrap, unwrap->joined, NULL);
	buffer_clear(&unwrap->line);
	return buffer_append(&unwrap->line, unwrap->raw.data, unwrap->raw.size) &&
	       hand_on(unwrap, unwrap->joined, mark_line);
}

// --- lines that were broken ---

// Whether the tool breaks lines only at blanks: joining them needs a blank.
static bool breaks_at_blanks(const struct unwrap *unwrap, const struct cell *cell)
{
	return unwrap->browser.habit->at_blanks && cell->bar == 0;
}

static bool needs_blank(
	const struct unwrap *unwrap, const struct cell *above, const struct cell *below)
{
	uint32_t before = utf8_last(above->text.data, above->text.size), after;
	utf8_decode(below->text.data, below->text.size, &after);
	if (before == '/')
		return false;
	if (breaks_at_blanks(unwrap, above))
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
	const struct unwrap *unwrap, const struct cell *above, const struct cell *below)
{
	const struct habit *habit = unwrap->browser.habit;
	unsigned a = above->start[habit->metric], b = below->start[habit->metric];
	// A margin is sometimes dropped.
	if (habit->margin > 0 && ((a <= habit->margin && b == 0) || (a == 0 && b == habit->margin)))
		return true;
	// The first line of a paragraph may have an indent of its own.
	return a == b || (unwrap->joined == 0 && a > b && a <= b + INDENT_MOST);
}

static bool row_goes_on(
	const struct unwrap *unwrap, const struct cell *above, const struct cell *below)
{
	if (browser_is_indented(below->text) && !is_ideographic_space(above->text))
		return false;
	if (browser_is_item(below->text) || markers_begin_heading(unwrap->browser.habit, below))
		return false;
	if (above->bar > 0 || below->bar > 0)
		return goes_on_in_frame(above, below);
	const struct browser *browser = &unwrap->browser;
	return is_below(unwrap, above, below) ? browser_is_full(browser, above, below)
					      : browser_is_centred(browser, above, below);
}

static bool join_cells(struct unwrap *unwrap, const struct cell *above, const struct cell *below)
{
	bool blank = needs_blank(unwrap, above, below);
	bool boxed = unwrap->frame.kind == FRAME_BOX && unwrap->row.framed;
	if (unwrap->joined == 0 && boxed && !put_single(unwrap))
		return false;
	if (unwrap->joined == 0 && !boxed) {
		buffer_clear(&unwrap->text);
		if (!buffer_append(&unwrap->text, above->text.data, above->text.size))
			return false;
	}
	if (blank && !buffer_append_byte(&unwrap->text, ' '))
		return false;
	if (!blank && below->text.size > 0 && utf8_is_continuation(*below->text.data) &&
		!buffer_append_byte(&unwrap->text, UTF8_APART))
		return false;
	unwrap->joined++;
	unwrap->last = *below;
	return buffer_append(&unwrap->text, below->text.data, below->text.size);
}

// Whether joining this cell would lose another one that stands in the main column.
static bool hides_main(const struct unwrap *unwrap, const struct cells *row, size_t which)
{
	for (size_t i = 0; i < row->count; i++)
		if (i != which && browser_column(&row->cell[i]) == unwrap->browser.column)
			return true;
	return false;
}

// Finds the cell above that one of `below` continues: the last joined one, or any of the first
// line.
static const struct cell *find_above(
	struct unwrap *unwrap, const struct cells *below, size_t *which)
{
	const struct cell *above = unwrap->row.cell;
	size_t count = unwrap->row.count;
	if (unwrap->joined > 0) {
		unwrap->last.text = slice_of(&unwrap->text);
		above = &unwrap->last;
		count = 1;
	}
	const struct cell *found = NULL;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < below->count; k++) {
			if (found && above[i].text.size <= found->text.size)
				continue;
			if (!row_goes_on(unwrap, &above[i], &below->cell[k]) ||
				hides_main(unwrap, below, k))
				continue;
			if (unwrap->joined == 0 && hides_main(unwrap, &unwrap->row, i))
				continue;
			found = &above[i];
			*which = k;
		}
	return found;
}

// A row in a box goes on below if its last cell does, and nothing else stands there: the cells stay
// in their order.
static const struct cell *find_in_box(struct unwrap *unwrap, const struct cells *below)
{
	const struct cells *row = &unwrap->row;
	if (below->count != 1 || row->framed != below->framed)
		return NULL;
	if (unwrap->joined > 0)
		unwrap->last.text = slice_of(&unwrap->text);
	const struct cell *last = unwrap->joined > 0 ? &unwrap->last : &row->cell[row->count - 1];
	return row_goes_on(unwrap, last, &below->cell[0]) ? last : NULL;
}

// Joins the line to the open one if it continues it. *done: false without memory.
static bool take_continuation(struct unwrap *unwrap, const struct cells *row, bool *done)
{
	size_t which = 0;
	if (unwrap->browser.habit->whole_rows && !row->framed &&
		(row->count > 1 || unwrap->row.count > 1))
		return false;
	if (!unwrap->open || row->unjoinable || unwrap->row.unjoinable ||
		unwrap->text.size + row->text.size > LINE_MOST)
		return false;
	bool boxed = unwrap->frame.kind == FRAME_BOX && (row->framed || unwrap->row.framed);
	const struct cell *above =
		boxed ? find_in_box(unwrap, row) : find_above(unwrap, row, &which);
	if (!above)
		return false;
	*done = join_cells(unwrap, above, &row->cell[which]);
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
static bool begin_line(struct unwrap *unwrap, const struct cells *row)
{
	struct buffer *raw = &unwrap->raw;
	buffer_clear(raw);
	if (!buffer_append(raw, row->text.data, row->text.size))
		return false;
	unwrap->row = *row;
	unwrap->row.text.data = raw->data;
	for (size_t i = 0; i < row->count; i++)
		unwrap->row.cell[i].text.data =
			raw->data + (row->cell[i].text.data - row->text.data);
	unwrap->bullet = browser_bullet(unwrap->browser.habit, &unwrap->row);
	if (unwrap->bullet > 0)
		remove_bullet(&unwrap->row, unwrap->bullet);
	buffer_clear(&unwrap->text);
	unwrap->open = true;
	unwrap->joined = 0;
	return true;
}

// --- the list of links ---

// Whether the line is a link of the list, or one of its headings. Numbers of links ascend. The
// first link confirms the list. A link broken by its own line ends goes on with the next one.
static bool is_list_entry(struct unwrap *unwrap, const struct cells *row)
{
	struct slice text = row->cell[0].text;
	unsigned number = 0;
	size_t at = 0;
	if (begins_with(text, "Visible links") || begins_with(text, "Hidden links")) {
		unwrap->list_last = 0;
		return true;
	}
	for (; at < text.size && is_digit(text.data[at]); at++)
		number = number < 100000 ? number * 10 + (unsigned)(text.data[at] - '0') : number;
	if (at == 0 || text.size < at + 3 || text.data[at] != '.' || text.data[at + 1] != ' ' ||
		row->cell[0].start[0] == 0 || number <= unwrap->list_last)
		return false;
	if (unwrap->list == LIST_HEADING && memchr(text.data + at + 2, ' ', text.size - at - 2))
		return false;
	unwrap->list_last = number;
	return true;
}

// Whether the line ends the list: addresses are pure ASCII.
static bool is_foreign(const struct cells *row)
{
	return utf8_ascii(row->text.data, row->text.size) < row->text.size;
}

// Hands on the held heading and the empty lines below it.
static bool release_heading(struct unwrap *unwrap, const char *reason)
{
	size_t blanks = unwrap->list_blanks;
	unwrap->list_blanks = 0;
	if (!hand_on_raw(unwrap, slice_of(&unwrap->heading), reason))
		return false;
	for (size_t i = 0; i < blanks; i++)
		if (!hand_on_raw(unwrap, (struct slice){NULL, 0}, NULL))
			return false;
	return true;
}

static bool hold_heading(struct unwrap *unwrap, struct slice line)
{
	unwrap->list = LIST_HEADING;
	unwrap->list_last = 0;
	buffer_clear(&unwrap->heading);
	return flush_line(unwrap) && buffer_append(&unwrap->heading, line.data, line.size);
}

// Takes the line if it belongs to the list of links. *done: false without memory.
static bool take_list(struct unwrap *unwrap, const struct cells *row, bool *done)
{
	if (unwrap->list == LIST_HEADING && row->count == 0 && unwrap->list_blanks < 2) {
		unwrap->list_blanks++;
		return true;
	}
	if (unwrap->list == LIST_NONE) {
		bool heading = unwrap->marks.links && row->count == 1 &&
			       equals(row->cell[0].text, "References");
		if (heading)
			*done = hold_heading(unwrap, row->text);
		return heading;
	}
	bool entry = row->count > 0 && is_list_entry(unwrap, row);
	if (unwrap->list == LIST_HEADING)
		*done = release_heading(unwrap, entry ? link_line : NULL);
	bool over = !entry && (unwrap->list == LIST_HEADING || is_foreign(row));
	unwrap->list = over ? LIST_NONE : LIST_LINKS;
	if (entry && *done)
		*done = hand_on_raw(unwrap, row->text, link_line);
	return entry || !*done;
}

// --- addresses of insets ---

static bool is_address_row(struct slice text)
{
	for (size_t at = 0; at < text.size; at++)
		if (text.data[at] <= ' ' || text.data[at] > '~')
			return false;
	return true;
}

// Whether the line stands for an IFRAME.
static bool is_inset(struct unwrap *unwrap, const struct cells *row)
{
	bool begins = row->count > 0 && begins_with(row->cell[0].text, "IFRAME:");
	bool row_goes_on = unwrap->inset && row->count == 1 && is_address_row(row->cell[0].text);
	unwrap->inset = unwrap->browser.habit->insets && (begins || row_goes_on);
	return unwrap->inset;
}

// --- lines ---

static bool take_dump_line(struct unwrap *unwrap, struct slice line)
{
	struct cells row;
	bool done = true;
	struct frame frame = unwrap->frame;
	cells_read(&row, line, &frame);
	if (take_list(unwrap, &row, &done))
		return done;
	if (row.count == 0) {
		unwrap->frame = frame;
		return flush_line(unwrap) &&
		       hand_on_raw(unwrap, line, row.rule || row.framed ? frame_line : NULL);
	}
	if (is_inset(unwrap, &row))
		return flush_line(unwrap) && hand_on_raw(unwrap, line, mark_line);
	if (browser_bullet(unwrap->browser.habit, &row) == 0 &&
		take_continuation(unwrap, &row, &done)) {
		unwrap->frame = frame;
		return done;
	}
	if (!flush_line(unwrap) || !begin_line(unwrap, &row))
		return false;
	unwrap->frame = frame;
	return true;
}

static bool end_lines(struct unwrap *unwrap)
{
	if (unwrap->list == LIST_HEADING && !release_heading(unwrap, NULL))
		return false;
	unwrap->list = LIST_NONE;
	return flush_line(unwrap) && release_ready(unwrap);
}

// `past` keeps the bytes for this feed.
static bool release_held(struct unwrap *unwrap)
{
	struct buffer held = unwrap->held;
	unwrap->held = unwrap->past;
	unwrap->past = held;
	buffer_clear(&unwrap->held);
	struct unwrap_piece piece = {slice_of(&held), 0, NULL};
	return held.size == 0 || unwrap->sink(unwrap->context, &piece);
}

static bool pass_on(struct unwrap *unwrap, struct slice text)
{
	struct unwrap_piece piece = {text, 0, NULL};
	return text.size == 0 || unwrap->sink(unwrap->context, &piece);
}

// No renderer makes lines this long: the rest of the page passes.
static bool give_up(struct unwrap *unwrap, struct slice rest)
{
	unwrap->state = STATE_PASSING;
	return end_lines(unwrap) && release_held(unwrap) && pass_on(unwrap, rest);
}

// Takes the first line of the text; *used: its length with its LF.
static bool take_first(struct unwrap *unwrap, struct slice text, size_t *used)
{
	struct buffer *held = &unwrap->held;
	const char *end = memchr(text.data, '\n', text.size);
	size_t size = end ? (size_t)(end - text.data) : text.size;
	*used = size + (end ? 1 : 0);
	if (held->size + size > LINE_MOST) {
		*used = text.size;
		return give_up(unwrap, text);
	}
	if (!end)
		return buffer_append(held, text.data, size);
	struct slice line = {text.data, size};
	if (held->size > 0) {
		if (!buffer_append(held, text.data, size))
			return false;
		line = slice_of(held);
	}
	bool taken = take_dump_line(unwrap, line);
	buffer_clear(held);
	return taken;
}

static bool undo_lines(struct unwrap *unwrap, struct slice text)
{
	size_t used;
	for (; text.size > 0; text.data += used, text.size -= used)
		if (!take_first(unwrap, text, &used))
			return false;
	return release_ready(unwrap);
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

static void decide_rendering(struct unwrap *unwrap, struct slice text)
{
	unwrap->state = STATE_PASSING;
	if (!browser_find(&unwrap->browser, whole_lines(text, UNWRAP_LOOK)))
		return;
	unwrap->state = STATE_UNDOING;
	unwrap->marks =
		(struct markers){.habit = unwrap->browser.habit, .links = unwrap->browser.links};
	unwrap->frame = (struct frame){.kind = unwrap->browser.frames};
	unwrap->inset = false;
}

// Decides about the page once enough of its beginning is there.
static void look_at_page(struct unwrap *unwrap, struct slice text)
{
	if (!unwrap->glanced && text.size >= UNWRAP_GLANCE) {
		unwrap->glanced = true;
		if (!browser_is_likely(whole_lines(text, UNWRAP_GLANCE)))
			unwrap->state = STATE_PASSING;
	}
	if (unwrap->state == STATE_LOOKING && text.size >= UNWRAP_LOOK)
		decide_rendering(unwrap, text);
}

static bool take_held(struct unwrap *unwrap)
{
	if (unwrap->state == STATE_PASSING)
		return release_held(unwrap);
	struct buffer held = unwrap->held;
	unwrap->held = unwrap->past;
	unwrap->past = held;
	buffer_clear(&unwrap->held);
	return undo_lines(unwrap, slice_of(&unwrap->past));
}

bool unwrap_feed(struct unwrap *unwrap, struct slice text)
{
	if (unwrap->state == STATE_LOOKING && unwrap->held.size == 0)
		look_at_page(unwrap, text);
	if (unwrap->state == STATE_PASSING)
		return pass_on(unwrap, text);
	if (unwrap->state == STATE_UNDOING)
		return undo_lines(unwrap, text);
	if (!buffer_append(&unwrap->held, text.data, text.size))
		return false;
	look_at_page(unwrap, slice_of(&unwrap->held));
	return unwrap->state == STATE_LOOKING || take_held(unwrap);
}

// A short page is judged as a whole.
static bool decide_held(struct unwrap *unwrap)
{
	decide_rendering(unwrap, slice_of(&unwrap->held));
	return take_held(unwrap);
}

// Takes the rest of the page. Each line gets an LF, so that an end of another kind would part it
// from an empty line.
static bool take_last(struct unwrap *unwrap)
{
	static const char *const ends[] = {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
	struct slice line = slice_of(&unwrap->held);
	if (line.size == 0)
		return true;
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (ends_with(line, ends[i])) {
			line.size -= strlen(ends[i]);
			break;
		}
	return take_dump_line(unwrap, line);
}

bool unwrap_end(struct unwrap *unwrap)
{
	bool done = unwrap->state != STATE_LOOKING || decide_held(unwrap);
	if (done && unwrap->state == STATE_UNDOING)
		done = take_last(unwrap);
	done = done && end_lines(unwrap);
	buffer_clear(&unwrap->held);
	unwrap->state = STATE_LOOKING;
	unwrap->glanced = false;
	return done;
}
