// SPDX-License-Identifier: MIT
// Whether a page is the output of an html renderer: which one, and where it breaks lines.
//
// The first 64 KiB of a page decide. A first look is at the first bytes of each line only, since
// most pages are no such thing. Without three lines that begin with a blank and then no code, or
// hold a run of blanks, no page is rendered; the clean-up leaves no such line, so a cleaned page is
// never changed here. What is known of each browser, such as the column where it breaks lines,
// stands in habits.c.
#include "dump/browser.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

#define LEAST_BLANKS 3 // fewer lines with blanks: no text browser
#define MANY_LINKS 20  // more than footnotes, wherever lines begin
#define WIDE_SHARE 5   // one row in five has ideographs or kana
#define EDGE_MOST 1100
#define EDGE_APART 4
#define CENTRE_LEAST 4
#define CENTRE_SLACK 3
#define UNIT_MOST 80

// Bytes. A page that is indented only by U+3000 and has a line this long was not broken.
#define LONG_LINE 512

static bool next_line(struct slice *rest, struct slice *line)
{
	if (rest->size == 0)
		return false;
	const char *end = memchr(rest->data, '\n', rest->size);
	line->data = rest->data;
	line->size = end ? (size_t)(end - rest->data) : rest->size;
	size_t used = line->size + (end ? 1 : 0);
	rest->data += used, rest->size -= used;
	return true;
}

bool browser_is_indented(struct slice text)
{
	return begins_with(text, UTF8_WIDE_SPACE_BYTES);
}

bool browser_is_item(struct slice text)
{
	static const char *const signs[] = {"\xC2\xB7", "\xE2\x80\xA2", "\xE2\x80\xA7",
		"\xE2\x97\x8F", "\xE2\x97\x8B", "\xE2\x97\x86", "\xE2\x96\xA0", "\xE2\x96\xA1",
		"\xE2\x96\xB2", "\xE2\x98\x85", "\xE2\x98\x86", "\xE3\x83\xBB", "\xE2\x96\xB6",
		"\xE2\x97\x87", "\xE2\x97\x8E", "\xE2\x80\xBB"}; // ·•‧●○◆■□▲★☆・▶◇◎※
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (begins_with(text, signs[i]))
			return true;
	return false;
}

// --- the first look ---

struct browser_look {
	size_t spaces, ideographic, bullets, padded, frames, boxes, longest;
};

// Whether a line is the upper or lower edge of a box, or a line in it.
static bool is_box(struct slice line)
{
	size_t blanks = utf8_spaces(line.data, line.size);
	line.data += blanks, line.size -= blanks;
	return begins_with(line, "\xE2\x94") && cells_are_rule(FRAME_BOX, line);
}

static bool is_frame(struct slice line)
{
	return begins_with(line, "+--") || begins_with(line, "+==") || begins_with(line, "+:-") ||
	       begins_with(line, "+:=");
}

// Whether blanks may stand before a line because it is code, as the clean-up leaves them there.
static bool may_be_code(struct slice line)
{
	while (line.size > 0 && *line.data == ' ')
		line = slice_from(line, 1);
	if (line.size == 0 || (unsigned char)*line.data >= 0x80 || is_digit(*line.data))
		return false;
	bool link = *line.data == '[' && line.size > 1 && is_digit(line.data[1]);
	return !link && !memchr("*+-|>=", *line.data, 6);
}

static void look_at_start(struct browser_look *look, struct slice line)
{
	if (line.size > look->longest)
		look->longest = line.size;
	if (line.size < 2)
		return;
	switch ((unsigned char)*line.data) {
	case ' ':
		look->spaces += !may_be_code(line);
		look->boxes += is_box(line);
		break;
	case 0xE2:
		look->boxes += is_box(line);
		break;
	case 0xE3:
		look->ideographic += browser_is_indented(line);
		break;
	case '-':
		look->bullets += begins_with(line, "-   ");
		break;
	case '|':
		look->padded += begins_with(line, "|   ") ||
				begins_with(line, "| " UTF8_WIDE_SPACE_BYTES) ||
				(line.size > 4 && ends_with(line, "  |"));
		break;
	case '+':
		look->frames += is_frame(line);
		break;
	default:
		break;
	}
}

static struct browser_look look_over(struct slice text)
{
	struct browser_look look = {0};
	struct slice line;
	while (next_line(&text, &line))
		look_at_start(&look, line);
	return look;
}

bool browser_is_likely(struct slice text)
{
	struct browser_look look = look_over(text);
	return look.spaces + look.ideographic + look.bullets + look.padded > 0;
}

static bool is_worth_it(const struct browser_look *look)
{
	size_t ascii = look->spaces + look->bullets + look->padded;
	return ascii >= LEAST_BLANKS ||
	       (ascii + look->ideographic >= LEAST_BLANKS && look->longest < LONG_LINE);
}

// --- what each tool leaves ---

struct evidence {
	size_t rows, wide;
	size_t margin, narrow; // by the column where they begin
	size_t bullets[TOOLS], stars, rules;
	size_t image_names, image_paths;
	size_t anchors; // of Markdown
	unsigned link;  // the last number of the sequence of link marks
	size_t links;
	size_t near[METRICS], beyond[METRICS]; // lines that end at the default edge, or beyond
	size_t unbroken;                       // those beyond it that have a blank before it
};

// Counts numbered brackets before text that continue the sequence. Footnotes have them after the
// text. Arrays have a name before them.
static void look_for_links(struct evidence *evidence, struct slice text)
{
	const char *at = text.data, *end = text.data + text.size;
	while ((at = memchr(at, '[', (size_t)(end - at)))) {
		unsigned number = 0;
		bool named = at > text.data && (is_alnum(at[-1]) || at[-1] == '_');
		const char *digit = ++at;
		while (digit < end && is_digit(*digit) && number < 100000)
			number = number * 10 + (unsigned)(*digit++ - '0');
		if (digit == at || digit == end || *digit != ']' || number != evidence->link + 1)
			continue;
		evidence->link = number;
		bool text_follows = digit + 1 < end && (is_alnum(digit[1]) || digit[1] == '[' ||
							       (unsigned char)digit[1] >= 0x80);
		evidence->links += text_follows && !named;
	}
}

// Brackets with the name or path of an image file.
static void look_for_images(struct evidence *evidence, struct slice text)
{
	if (text.size < 4 || *text.data != '[')
		return;
	const char *end = memchr(text.data, ']', text.size);
	bool path = begins_with(text, "[http") || begins_with(text, "[/");
	bool name = end && end > text.data + 3, number = true;
	for (const char *at = text.data + 1; name && at < end; at++) {
		name = is_alnum(*at) || *at == '_' || *at == '-';
		number &= is_digit(*at);
	}
	evidence->image_paths += path;
	evidence->image_names += !path && name && !(number && end < text.data + 5);
}

static bool has_stars(struct slice text)
{
	size_t stars = 0;
	while (stars < text.size && text.data[stars] == '*')
		stars++;
	return stars >= 1 && stars <= 6 && text.size > 2 * stars + 2 && text.data[stars] == ' ' &&
	       text.data[text.size - stars - 1] == ' ' && text.data[text.size - 1] == '*';
}

size_t browser_bullet(const struct habit *habit, const struct cells *row)
{
	if (row->count == 0 || row->cell[0].start[METRIC_COLUMNS] < habit->bullet_first)
		return 0;
	struct slice text = row->cell[0].text;
	if (habit->bullet_apart)
		return row->count > 1 && equals(text, habit->bullets[0]) ? text.size : 0;
	for (size_t i = 0; i < HABIT_BULLETS && habit->bullets[i]; i++)
		if (begins_with(text, habit->bullets[i]))
			return strlen(habit->bullets[i]);
	return 0;
}

// lynx and html2text measure in characters, the others in columns.
static void look_for_edge(struct evidence *evidence, const struct cell *cell)
{
	static const unsigned edges[METRICS] = {[METRIC_COLUMNS] = 79, [METRIC_CHARACTERS] = 74};
	// No tool breaks addresses.
	bool ascii = utf8_ascii(cell->text.data, cell->text.size) == cell->text.size;
	for (int metric = 0; metric < METRICS && !ascii; metric++) {
		unsigned end = cell->end[metric], edge = edges[metric];
		evidence->near[metric] += end + 2 > edge && end <= edge + 5;
		evidence->beyond[metric] += end > edge + 5;
		if (metric == METRIC_CHARACTERS && end > edge + 5)
			evidence->unbroken += memchr(cell->text.data, ' ', edges[metric]) != NULL;
	}
}

static void gather_evidence(struct evidence *evidence, const struct cells *row)
{
	evidence->rules += row->rule;
	if (row->count == 0)
		return;
	const struct cell *cell = &row->cell[0];
	evidence->rows++;
	evidence->wide += row->wide;
	evidence->margin += cell->start[0] >= 3;
	evidence->narrow += cell->start[0] == 1 || cell->start[0] == 2;
	look_for_edge(evidence, cell);
	look_for_links(evidence, row->text);
	look_for_images(evidence, cell->text);
	evidence->stars += has_stars(cell->text);
	evidence->anchors += contains(row->text, "](");
	for (size_t tool = 0; tool < TOOLS; tool++)
		evidence->bullets[tool] += cell->start[0] <= habits[tool].bullet_last &&
					   browser_bullet(&habits[tool], row) > 0;
}

// Whether the page is in a language that nobody wraps by hand.
static bool is_wide(const struct evidence *evidence)
{
	return evidence->wide * WIDE_SHARE > evidence->rows;
}

static void decide_tool(struct browser *browser, const struct evidence *evidence)
{
	bool margins =
		evidence->margin * 2 > evidence->rows && evidence->narrow * 20 <= evidence->rows;
	browser->links = evidence->links >= MANY_LINKS ||
			 (evidence->links >= 3 && evidence->margin * 3 > evidence->rows);
	// People wrap English by hand, and indent lists and code as renderers do.
	if (!is_wide(evidence) && !browser->links)
		return;
	const size_t *bullets = evidence->bullets;
	enum tool tool = TOOL_NONE;
	bool boxed = browser->frames == FRAME_BOX;
	// links breaks lines at blanks only, and all that have one.
	bool at_blanks = evidence->beyond[METRIC_CHARACTERS] > evidence->near[METRIC_CHARACTERS] &&
			 evidence->unbroken * 16 <= evidence->beyond[METRIC_CHARACTERS];
	bool elinks = boxed || bullets[TOOL_ELINKS] > bullets[TOOL_LYNX];
	if (browser->links && elinks)
		tool = TOOL_ELINKS;
	else if (browser->links || (margins && bullets[TOOL_LYNX] >= 2))
		tool = at_blanks && !browser->links ? TOOL_LINKS : TOOL_LYNX;
	else if (margins && (bullets[TOOL_ELINKS] >= 2 || boxed))
		tool = TOOL_ELINKS;
	else if (browser->frames == FRAME_ASCII || bullets[TOOL_PANDOC] >= 2)
		tool = TOOL_PANDOC;
	else if (bullets[TOOL_W3M] >= 2 || boxed)
		tool = TOOL_W3M;
	else if (evidence->anchors >= 3 && bullets[TOOL_MARKDOWN] >= 2)
		tool = TOOL_MARKDOWN;
	else if (evidence->image_paths >= 2 || bullets[TOOL_HTML2TEXT] >= 2 || evidence->stars >= 2)
		tool = TOOL_HTML2TEXT;
	else if (evidence->image_names >= 2)
		tool = TOOL_W3M;
	browser->habit = &habits[tool];
}

// --- where lines are broken ---

// The columns of the first unbreakable unit of a cell, with the blank that would join it to
// `above`.
static unsigned unit_of(
	const struct cell *above, const struct cell *below, enum metric metric, bool at_blanks)
{
	unsigned unit = 0;
	for (size_t at = 0; at < below->text.size && unit < UNIT_MOST;) {
		uint32_t c;
		size_t size = utf8_decode(below->text.data + at, below->text.size - at, &c);
		bool wide = cells_are_wide(c);
		if (at == 0 && (at_blanks || (!wide && !cells_are_wide(utf8_last(above->text.data,
							       above->text.size)))))
			unit++;
		if (c == ' ' || (wide && at > 0 && !at_blanks))
			break;
		unit += metric == METRIC_COLUMNS ? utf8_width(c) : 1;
		at += size;
		if (wide && !at_blanks)
			break;
	}
	return unit;
}

static bool ends_sentence(struct slice text)
{
	uint32_t c = utf8_last(text.data, text.size);
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == '.' || c == '!' || c == '?' ||
	       c == 0x201D || c == 0x300D || c == 0xFF09 || c == ')' || c == ':' || c == 0xFF1A;
}

// Whether a line may end this far from the edge. With a browser that takes a run of ideographs for
// one word it may, behind a word of letters.
static bool may_end_at(const struct habit *habit, unsigned edge, unsigned end, struct slice text)
{
	if (end * 3 >= edge * 2)
		return true;
	return habit->unit > UNIT_SURE && end * 3 >= edge &&
	       !cells_are_wide(utf8_last(text.data, text.size));
}

static bool is_full_by(const struct habit *habit, unsigned edge, const struct cell *above,
	const struct cell *below)
{
	unsigned end = above->end[habit->metric];
	if (above->start[0] == 0)
		end += habit->margin;
	if (end > edge + habit->slack || !may_end_at(habit, edge, end, above->text))
		return false;
	if (end + unit_of(above, below, habit->metric, false) > edge)
		return true;
	unsigned unit = unit_of(above, below, habit->metric, habit->at_blanks);
	return end + unit > edge && unit <= habit->unit && !ends_sentence(above->text);
}

bool browser_is_centred(
	const struct browser *browser, const struct cell *above, const struct cell *below)
{
	const struct habit *habit = browser->habit;
	enum metric metric = habit->metric;
	unsigned start = habit->margin > 0 ? habit->margin : above->start[metric];
	unsigned size = habit->centring == CENTRES_BY_BYTES
				? (unsigned)below->text.size
				: below->end[metric] - below->start[metric];
	if (habit->centring == CENTRES_NOTHING || below->start[metric] < start + CENTRE_LEAST)
		return false;
	for (size_t i = 0; i < browser->edges; i++) {
		unsigned twice = 2 * (below->start[metric] - start) + size + start;
		unsigned edge = browser->edge[i];
		if (twice + CENTRE_SLACK >= edge && twice <= edge + CENTRE_SLACK &&
			is_full_by(habit, edge, above, below))
			return true;
	}
	return false;
}

bool browser_is_full(
	const struct browser *browser, const struct cell *above, const struct cell *below)
{
	for (size_t i = 0; i < browser->edges; i++)
		if (is_full_by(browser->habit, browser->edge[i], above, below))
			return true;
	return false;
}

static bool is_prose_row(struct slice text)
{
	static const char *const marks[] = {"\xEF\xBC\x8C", "\xE3\x80\x82", ", ", ". "};
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (contains(text, marks[i]))
			return true;
	return false;
}

// The edges that may have broken one cell from the one below; last 0: none.
struct span {
	unsigned first, last;
};

struct voting {
	struct cells row[2];                     // this row and the one above, in turn
	bool is_prose[2][ROW_CELLS];             // of the cells of `row`
	struct span span[2][METRICS][ROW_CELLS]; // between the cells of `row` and those above them
	size_t now;
	uint16_t votes[METRICS][EDGE_MOST];
	uint32_t prose[EDGE_MOST]; // bytes of prose, by the column where it begins
};

static struct span span_of(const struct cell *above, const struct cell *below, enum metric metric)
{
	unsigned end = above->end[metric];
	if (end < EDGE_LEAST || browser_is_indented(below->text))
		return (struct span){0, 0};
	return (struct span){end, end + unit_of(above, below, metric, false) - 1};
}

static void vote(struct voting *voting, enum metric metric, struct span a, struct span b)
{
	unsigned first = a.first > b.first ? a.first : b.first;
	unsigned last = a.last < b.last ? a.last : b.last;
	if (a.last == 0 || b.last == 0)
		return;
	for (unsigned edge = first; edge <= last && edge < EDGE_MOST; edge++)
		voting->votes[metric][edge]++;
}

unsigned browser_column(const struct cell *cell)
{
	return cell->bar > 0 ? cell->left : cell->start[METRIC_COLUMNS];
}

// Three rows of a paragraph, the first two full at one edge, vote for that edge.
static void take_row(struct voting *voting, size_t above, size_t now, enum metric metric)
{
	const struct cells *a = &voting->row[above], *b = &voting->row[now];
	for (size_t i = 0; i < b->count; i++) {
		struct span *span = &voting->span[now][metric][i];
		*span = (struct span){0, 0};
		for (size_t k = 0; k < a->count; k++) {
			if (a->cell[k].start[metric] != b->cell[i].start[metric])
				continue;
			*span = span_of(&a->cell[k], &b->cell[i], metric);
			if (voting->is_prose[above][k])
				vote(voting, metric, voting->span[above][metric][k], *span);
		}
	}
}

static void decide_edges(
	struct browser *browser, const struct evidence *evidence, struct voting *voting)
{
	const struct habit *habit = browser->habit;
	uint16_t *votes = voting->votes[habit->metric];
	// The default edge needs no vote, unless the page shows another one.
	bool usual = habit->edge > 0;
	if (habit->edge_seen)
		usual = evidence->near[habit->metric] * 2 >= evidence->beyond[habit->metric];
	if (usual)
		votes[habit->edge] = UINT16_MAX;
	while (browser->edges < habit->edges) {
		unsigned most = 0;
		for (unsigned edge = habit->least; edge < EDGE_MOST; edge++)
			if (votes[edge] > votes[most])
				most = edge;
		if (votes[most] < habit->votes)
			return;
		browser->edge[browser->edges++] = most;
		for (unsigned edge = most - EDGE_APART;
			edge <= most + EDGE_APART && edge < EDGE_MOST; edge++)
			votes[edge] = 0;
	}
}

static void weigh_cells(struct voting *voting, size_t now)
{
	const struct cells *row = &voting->row[now];
	for (size_t i = 0; i < row->count; i++) {
		unsigned column = browser_column(&row->cell[i]);
		voting->is_prose[now][i] = is_prose_row(row->cell[i].text);
		if (column < EDGE_MOST && voting->is_prose[now][i])
			voting->prose[column] += (uint32_t)row->cell[i].text.size;
	}
}

static void decide_column(struct browser *browser, const struct voting *voting)
{
	for (unsigned column = 0; column < EDGE_MOST; column++)
		if (voting->prose[column] > voting->prose[browser->column])
			browser->column = column;
}

static void read_rows(struct browser *browser, struct slice text)
{
	struct evidence evidence = {0};
	struct voting voting = {0};
	struct frame frame = {.kind = browser->frames};
	struct slice line;
	while (next_line(&text, &line)) {
		size_t above = voting.now, now = 1 - above;
		voting.now = now;
		cells_read(&voting.row[now], line, &frame);
		for (int metric = 0; metric < METRICS; metric++)
			take_row(&voting, above, now, (enum metric)metric);
		gather_evidence(&evidence, &voting.row[now]);
		weigh_cells(&voting, now);
	}
	decide_tool(browser, &evidence);
	if (browser->frames == FRAME_BOX && browser->habit->frames != FRAME_BOX)
		browser->frames = FRAME_NONE;
	if (browser->habit != &habits[TOOL_NONE] || is_wide(&evidence))
		decide_edges(browser, &evidence, &voting);
	decide_column(browser, &voting);
}

bool browser_find(struct browser *browser, struct slice text)
{
	struct browser_look look = look_over(text);
	*browser = (struct browser){.habit = &habits[TOOL_NONE]};
	if (!is_worth_it(&look))
		return false;
	browser->frames = look.boxes >= 2                       ? FRAME_BOX
			  : look.frames >= 2 && look.padded > 0 ? FRAME_ASCII
								: FRAME_NONE;
	read_rows(browser, text);
	return browser->habit != &habits[TOOL_NONE] || browser->edges > 0;
}
