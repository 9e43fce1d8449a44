// SPDX-License-Identifier: MIT
// Markup in, lines out. Only what may end a line, hide text or be a parent is on the stack: inline
// elements are there where they hide text, and within what is hidden, so that ends find their
// beginnings.
//
// What is done after the HTML Standard (section 13.2.6): implied ends, scopes of end tags, elements
// whose content is no markup, svg and math. What is not: misnested formatting, and text in a table
// outside its cells, which stays where it stands.
#include "html/blocks.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/text.h"
#include "html/attributes.h"
#include "html/elements.h"
#include "html/tokenizer.h"

#ifndef BLOCKS_DEPTH_MAX
#define BLOCKS_DEPTH_MAX 400 // open elements
#endif
#ifndef BLOCKS_LINE_MAX
#define BLOCKS_LINE_MAX ((size_t)1 << 16) // bytes of a line that are held
#endif
#define NODES_MOST ((size_t)1 << 20) // blocks with numbers; those beyond have their parents'

// Flags of open elements, beside enum markup_flag. Children have those of their parents.
#define OPEN_DISCARDS 0x1000 // text in it goes
#define OPEN_FOREIGN 0x2000  // svg and math, up to html within

struct open {
	uint32_t hash; // of its name
	uint32_t node; // 0: it has none yet
	uint16_t element;
	uint16_t flags; // enum markup_flag and OPEN_*
	bool line;      // a block that ends lines
};

struct blocks {
	struct arena *arena;
	block_sink *sink;
	void *context;
	struct tokenizer *tokenizer;
	struct element_index index;
	struct open open[BLOCKS_DEPTH_MAX];
	size_t depth;
	bool xml;
	bool titled; // the title has been
	bool link;   // an <a href> is open
	// The line that is being made.
	struct buffer line;
	size_t linked, size; // bytes of it that are links, and all of them
	bool partial;        // its beginning has been handed on
	bool blank;          // a blank is due before more text
	bool fresh;          // right after <pre>, where a line end does not count
	bool after_cr;
	struct buffer parents; // uint32_t each
	size_t nodes;
	const char *ended_in;
	struct head_values head;
};

// --- nodes ---

static bool add_node(struct blocks *blocks, uint32_t parent, uint32_t *node)
{
	*node = parent;
	if (blocks->nodes == NODES_MOST)
		return true;
	if (!buffer_append(&blocks->parents, &parent, sizeof parent))
		return false;
	*node = (uint32_t)blocks->nodes++;
	return true;
}

// The number of the innermost block. Those around it get numbers first, from the outside.
static bool find_node(struct blocks *blocks, uint32_t *node)
{
	size_t i = blocks->depth;
	if (blocks->nodes == 0 && !add_node(blocks, 0, node)) // outside of all blocks
		return false;
	while (i > 0 && (blocks->open[i - 1].node == 0 || !blocks->open[i - 1].line))
		i--;
	*node = i > 0 ? blocks->open[i - 1].node : 0;
	for (; i < blocks->depth; i++) {
		if (!blocks->open[i].line)
			continue;
		if (!add_node(blocks, *node, &blocks->open[i].node))
			return false;
		*node = blocks->open[i].node;
	}
	return true;
}

// --- lines ---

static uint16_t flags_of(const struct blocks *blocks)
{
	return blocks->depth > 0 ? blocks->open[blocks->depth - 1].flags : 0;
}

// Puts blanks in place of NEL, LS and PS, which end lines of text.
static void replace_ends(struct buffer *line)
{
	char *end = line->data + line->size;
	for (const char *p = line->data; (p = bytes_find(p, end, '\xC2', '\xE2', '\xE2')) < end;
		p++) {
		char *at = line->data + (p - line->data);
		if (*at == '\xC2' && end - at >= 2 && at[1] == '\x85')
			memset(at, ' ', 2);
		else if (*at == '\xE2' && end - at >= 3 && at[1] == '\x80' &&
			 (at[2] == '\xA8' || at[2] == '\xA9'))
			memset(at, ' ', 3);
	}
}

static bool hand_on(struct blocks *blocks)
{
	struct block_line line = {.markup.flags = flags_of(blocks) & 0xFFF};
	if (!find_node(blocks, &line.markup.node))
		return false;
	replace_ends(&blocks->line);
	line.text = arena_copy(blocks->arena, slice_of(&blocks->line));
	if (!line.text.data)
		return false;
	if ((line.markup.flags & MARKUP_TITLE) && !blocks->partial &&
		!buffer_append(&blocks->head.value[HEAD_TITLE], line.text.data, line.text.size))
		return false;
	line.markup.linked = (uint8_t)(blocks->size > 0 ? 100 * blocks->linked / blocks->size : 0);
	buffer_clear(&blocks->line);
	return blocks->sink(blocks->context, &line);
}

// How many of the last bytes may begin NEL, LS or PS.
static size_t half_line_end(struct slice text)
{
	if (ends_with(text, "\xE2\x80"))
		return 2;
	return ends_with(text, "\xC2") || ends_with(text, "\xE2") ? 1 : 0;
}

// Hands on what there is of a long line.
static bool hand_on_piece(struct blocks *blocks)
{
	char rest[2];
	size_t size = half_line_end(slice_of(&blocks->line));
	blocks->line.size -= size;
	memcpy(rest, blocks->line.data + blocks->line.size, size);
	blocks->partial = true;
	return hand_on(blocks) && buffer_append(&blocks->line, rest, size);
}

// Whether a text has no character but blanks.
static bool is_blank(struct slice text)
{
	static const char *const blanks[] = {
		" ", "\t", "\r", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xE2\x80\x8B"};
	while (text.size > 0) {
		size_t i = 0;
		while (i < sizeof blanks / sizeof *blanks && !begins_with(text, blanks[i]))
			i++;
		if (i == sizeof blanks / sizeof *blanks)
			return false;
		text = slice_from(text, strlen(blanks[i]));
	}
	return true;
}

// Ends the line. `empty`: it is handed on even if nothing is in it.
static bool end_line(struct blocks *blocks, bool empty)
{
	bool done = true;
	if (blocks->partial || empty || !is_blank(slice_of(&blocks->line)))
		done = buffer_append_byte(&blocks->line, '\n') && hand_on(blocks);
	buffer_clear(&blocks->line);
	blocks->linked = blocks->size = 0;
	blocks->partial = blocks->blank = false;
	return done;
}

static bool add_bytes(struct blocks *blocks, const char *text, size_t size)
{
	if (!buffer_append(&blocks->line, text, size))
		return false;
	blocks->size += size;
	if (blocks->link)
		blocks->linked += size;
	return blocks->line.size < BLOCKS_LINE_MAX || hand_on_piece(blocks);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

// The first byte that may be a blank, or the end.
static const char *find_low(const char *p, const char *end)
{
	const bytes space = (bytes){0} + (unsigned char)' ';
	for (; (size_t)(end - p) >= BYTES; p += BYTES)
		if (bytes_any((bytes)(bytes_at(p) <= space)))
			break;
	while (p < end && (unsigned char)*p > ' ')
		p++;
	return p;
}

// Adds text whose blanks collapse.
static bool add_text(struct blocks *blocks, struct slice text)
{
	const char *p = text.data, *end = p + text.size;
	while (p < end) {
		const char *from = p;
		while (p < end && is_space(*p))
			p++;
		blocks->blank |= p > from;
		from = p;
		while (p < end && !is_space(*p))
			p = find_low(p + 1, end);
		if (p == from)
			return true;
		bool begun = blocks->line.size > 0 || blocks->partial;
		if (blocks->blank && begun && !add_bytes(blocks, " ", 1))
			return false;
		blocks->blank = false;
		if (!add_bytes(blocks, from, (size_t)(p - from)))
			return false;
	}
	return true;
}

// Adds text that keeps its lines. CR LF and CR are line ends, too.
static bool add_lines(struct blocks *blocks, struct slice text)
{
	const char *p = text.data, *end = p + text.size;
	while (p < end) {
		const char *from = p;
		while (p < end && *p != '\n' && *p != '\r')
			p++;
		if (p > from) {
			blocks->fresh = blocks->after_cr = false;
			if (!add_bytes(blocks, from, (size_t)(p - from)))
				return false;
		}
		if (p == end)
			return true;
		bool counts = !(*p == '\n' && blocks->after_cr);
		blocks->after_cr = *p++ == '\r';
		if (counts && !blocks->fresh && !end_line(blocks, true))
			return false;
		blocks->fresh = false;
	}
	return true;
}

static bool take_text(void *context, struct slice text)
{
	struct blocks *blocks = context;
	uint16_t flags = flags_of(blocks);
	if (flags & OPEN_DISCARDS)
		return true;
	return flags & MARKUP_PRE ? add_lines(blocks, text) : add_text(blocks, text);
}

// --- the stack ---

// Ends the elements from index `to` on, and the line if one of them is a block.
static bool pop_to(struct blocks *blocks, size_t to)
{
	bool line = false;
	for (size_t i = to; i < blocks->depth; i++)
		line |= blocks->open[i].line;
	bool done = !line || end_line(blocks, false);
	blocks->depth = to;
	tokenizer_allow_cdata(blocks->tokenizer, (flags_of(blocks) & OPEN_FOREIGN) != 0);
	return done;
}

// An element that would stand too deep takes the place of the innermost one.
static bool push(struct blocks *blocks, enum element element, uint32_t hash, uint16_t flags)
{
	if (blocks->depth == BLOCKS_DEPTH_MAX && !pop_to(blocks, BLOCKS_DEPTH_MAX - 1))
		return false;
	uint16_t inherited = flags_of(blocks);
	bool line = (element_rows[element].traits & ELEMENT_BLOCK) && !(inherited & OPEN_DISCARDS);
	blocks->open[blocks->depth++] =
		(struct open){hash, 0, (uint16_t)element, inherited | flags, line};
	return true;
}

static uint32_t traits_at(const struct blocks *blocks, size_t i)
{
	return element_rows[blocks->open[i].element].traits;
}

#define NOT_OPEN ((size_t)-1)

// The innermost open element of that kind; the search stops at elements with one of the traits in
// `scope`, after a look at them.
static size_t find_open(const struct blocks *blocks, enum element element, uint32_t scope)
{
	for (size_t i = blocks->depth; i-- > 0;) {
		if (blocks->open[i].element == element)
			return i;
		if (traits_at(blocks, i) & scope)
			break;
	}
	return NOT_OPEN;
}

static bool pop_open(struct blocks *blocks, enum element element, uint32_t scope)
{
	size_t at = find_open(blocks, element, scope);
	return at == NOT_OPEN || pop_to(blocks, at);
}

// --- implied ends ---

// Ends an open item of a list, or not if it stands in another list.
static bool end_item(struct blocks *blocks, enum element one, enum element other)
{
	for (size_t i = blocks->depth; i-- > 0;) {
		enum element element = (enum element)blocks->open[i].element;
		if (element == one || element == other)
			return pop_to(blocks, i);
		if ((traits_at(blocks, i) & (ELEMENT_BLOCK | ELEMENT_SCOPE)) &&
			element != ELEMENT_IS_ADDRESS && element != ELEMENT_IS_DIV &&
			element != ELEMENT_IS_P)
			break;
	}
	return true;
}

// How deep a part of a table nests in it.
static unsigned rank_in_table(enum element element)
{
	if (element == ELEMENT_IS_TABLE || element == ELEMENT_IS_TEMPLATE)
		return 0;
	if (element == ELEMENT_IS_TR)
		return 2;
	return element == ELEMENT_IS_TD || element == ELEMENT_IS_TH ? 3 : 1;
}

// Ends what is open in the table down to where its new part belongs. *inside: there is a table.
static bool end_in_table(struct blocks *blocks, enum element element, bool *inside)
{
	unsigned rank = rank_in_table(element);
	size_t to = blocks->depth;
	*inside = false;
	for (size_t i = blocks->depth; i-- > 0;) {
		enum element at = (enum element)blocks->open[i].element;
		if (at != ELEMENT_IS_TEMPLATE && !(traits_at(blocks, i) & ELEMENT_OF_TABLE))
			continue;
		if (rank_in_table(at) < rank) {
			*inside = true;
			return to == blocks->depth || pop_to(blocks, to);
		}
		to = i;
	}
	return true;
}

static bool end_heading(struct blocks *blocks)
{
	size_t top = blocks->depth;
	return top == 0 || !(traits_at(blocks, top - 1) & ELEMENT_HEADING) ||
	       pop_to(blocks, top - 1);
}

// Ends what the start of an element ends. *keep: whether it opens.
static bool end_implied(struct blocks *blocks, enum element element, bool *keep)
{
	uint32_t traits = element_rows[element].traits;
	*keep = true;
	if ((traits & ELEMENT_CLOSES_P) && !pop_open(blocks, ELEMENT_IS_P, ELEMENT_SCOPE))
		return false;
	if (traits & ELEMENT_HEADING)
		return end_heading(blocks);
	switch (element) {
	case ELEMENT_IS_A:
		return pop_open(blocks, ELEMENT_IS_A, ELEMENT_SCOPE);
	case ELEMENT_IS_LI:
		return end_item(blocks, ELEMENT_IS_LI, ELEMENT_IS_LI);
	case ELEMENT_IS_DD:
	case ELEMENT_IS_DT:
		return end_item(blocks, ELEMENT_IS_DD, ELEMENT_IS_DT);
	case ELEMENT_IS_BUTTON:
		return pop_open(blocks, ELEMENT_IS_BUTTON, ELEMENT_SCOPE);
	case ELEMENT_IS_TABLE:
		return true;
	default:
		return !(traits & ELEMENT_OF_TABLE) || end_in_table(blocks, element, keep);
	}
}

// --- svg and math ---

// Whether an element of html ends svg and math around it. *to: the outermost of those.
static bool breaks_out(const struct blocks *blocks, enum element element, size_t *to)
{
	if (!(element_rows[element].traits & (ELEMENT_BLOCK | ELEMENT_INLINE_HTML)) ||
		element == ELEMENT_IS_TITLE)
		return false;
	for (*to = blocks->depth; *to > 0 && (blocks->open[*to - 1].flags & OPEN_FOREIGN);)
		--*to;
	return true;
}

static bool start_foreign(
	struct blocks *blocks, const struct tag *tag, enum element element, uint32_t hash)
{
	if (tag->closed)
		return true;
	if (!push(blocks, ELEMENT_IS_OTHER, hash, 0))
		return false;
	if (element == ELEMENT_IS_FOREIGNOBJECT)
		blocks->open[blocks->depth - 1].flags &= (uint16_t)~OPEN_FOREIGN;
	tokenizer_allow_cdata(blocks->tokenizer, element != ELEMENT_IS_FOREIGNOBJECT);
	return true;
}

// --- start tags ---

// What an element and its attributes say of the lines in it.
static uint16_t flags_for(
	const struct blocks *blocks, const struct tag *tag, enum element element, bool hides)
{
	static const struct {
		uint32_t trait;
		uint16_t flag;
	} rows[] = {
		{ELEMENT_HIDES, OPEN_DISCARDS},
		{ELEMENT_FOREIGN, OPEN_FOREIGN},
		{ELEMENT_PRE, MARKUP_PRE},
		{ELEMENT_HEADING, MARKUP_HEADING},
		{ELEMENT_CELL, MARKUP_CELL},
		{ELEMENT_ITEM, MARKUP_ITEM},
		{ELEMENT_QUOTE, MARKUP_QUOTE},
		{ELEMENT_CAPTION, MARKUP_CAPTION},
	};
	uint32_t traits = element_rows[element].traits;
	uint16_t flags = 0;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (traits & rows[i].trait)
			flags |= rows[i].flag;
	if (element == ELEMENT_IS_TITLE)
		flags |= blocks->titled ? OPEN_DISCARDS : MARKUP_TITLE;
	// A dialog is not shown before it is opened.
	hides |= element == ELEMENT_IS_DIALOG && !attribute_find(tag, "open");
	if (hides)
		flags |= traits & ELEMENT_BLOCK ? MARKUP_HIDDEN : OPEN_DISCARDS;
	if ((traits & ELEMENT_BLOCK) && attributes_tell_comments(tag))
		flags |= MARKUP_COMMENTS;
	return flags;
}

// Where a field begins, a choice that was left open ends. *again: it was a second <select>.
static bool end_select(struct blocks *blocks, enum element element, bool *again)
{
	*again = false;
	if (element != ELEMENT_IS_SELECT && element != ELEMENT_IS_INPUT &&
		element != ELEMENT_IS_TEXTAREA)
		return true;
	size_t at = find_open(blocks, ELEMENT_IS_SELECT, ELEMENT_SCOPE);
	*again = at != NOT_OPEN && element == ELEMENT_IS_SELECT;
	return at == NOT_OPEN || pop_to(blocks, at);
}

// Elements of which there is one in a page, and forms, which need not nest: they end lines only.
static bool is_flat(enum element element)
{
	return element == ELEMENT_IS_HTML || element == ELEMENT_IS_HEAD ||
	       element == ELEMENT_IS_BODY || element == ELEMENT_IS_FRAMESET ||
	       element == ELEMENT_IS_FORM;
}

// Whether a link that was left open ends with the element.
static bool parts_links(enum element element)
{
	uint32_t traits = element_rows[element].traits;
	return (traits & ELEMENT_OF_TABLE) && (traits & ELEMENT_SCOPE);
}

static bool open_element(
	struct blocks *blocks, const struct tag *tag, enum element element, uint32_t hash)
{
	const struct element_row *row = &element_rows[element];
	uint16_t inherited = flags_of(blocks);
	bool block = row->traits & ELEMENT_BLOCK;
	if (element == ELEMENT_IS_A)
		blocks->link = attribute_find(tag, "href") != NULL;
	if (parts_links(element))
		blocks->link = false;
	if (row->content != CONTENT_DATA && !(blocks->xml && tag->closed))
		tokenizer_set_content(blocks->tokenizer, row->content, tag->name);
	else if (blocks->xml && tag->closed)
		return true;
	bool hides = attributes_hide(tag);
	// An inline element that hides nothing changes nothing.
	if (!block && !hides && !(row->traits & ELEMENT_HIDES) && !(inherited & OPEN_DISCARDS))
		return true;
	uint16_t flags = flags_for(blocks, tag, element, hides);
	if (element == ELEMENT_IS_TITLE && !(inherited & OPEN_DISCARDS))
		blocks->titled = true;
	blocks->fresh = row->traits & ELEMENT_PRE;
	blocks->after_cr = false;
	if (!push(blocks, element, hash, flags))
		return false;
	if (flags & OPEN_FOREIGN)
		tokenizer_allow_cdata(blocks->tokenizer, true);
	if ((flags & OPEN_FOREIGN) && tag->closed)
		return pop_to(blocks, blocks->depth - 1);
	return true;
}

static bool start_element(struct blocks *blocks, const struct tag *tag)
{
	uint32_t hash;
	enum element element = element_find(&blocks->index, tag->name, &hash);
	uint32_t traits = element_rows[element].traits;
	size_t outside;
	if (flags_of(blocks) & OPEN_FOREIGN) {
		if (!breaks_out(blocks, element, &outside))
			return start_foreign(blocks, tag, element, hash);
		if (!pop_to(blocks, outside))
			return false;
	}
	bool again, keep;
	if (!end_select(blocks, element, &again) || again)
		return again;
	if ((traits & ELEMENT_BLOCK) && !(flags_of(blocks) & OPEN_DISCARDS) &&
		!end_line(blocks, false))
		return false;
	if (!end_implied(blocks, element, &keep))
		return false;
	if (element == ELEMENT_IS_META || element == ELEMENT_IS_LINK)
		return head_values_take(&blocks->head, tag);
	if (!keep || (traits & ELEMENT_VOID) ||
		(is_flat(element) && !(element == ELEMENT_IS_FORM && attributes_hide(tag))))
		return true;
	return open_element(blocks, tag, element, hash);
}

// --- end tags ---

// An end tag in svg or math ends what has its name there. False: nothing there has.
static bool find_foreign(const struct blocks *blocks, uint32_t hash, size_t *at)
{
	for (size_t i = blocks->depth; i > 0 && (blocks->open[i - 1].flags & OPEN_FOREIGN); i--)
		if (blocks->open[i - 1].hash == hash) {
			*at = i - 1;
			return true;
		}
	return false;
}

static size_t find_heading(const struct blocks *blocks)
{
	for (size_t i = blocks->depth; i-- > 0;) {
		if (traits_at(blocks, i) & ELEMENT_HEADING)
			return i;
		if (traits_at(blocks, i) & ELEMENT_SCOPE)
			break;
	}
	return NOT_OPEN;
}

// The open inline element of that name, up to the next block, or past it, if it formats text.
static size_t find_inline(const struct blocks *blocks, enum element element, uint32_t hash)
{
	bool formats = element_rows[element].traits & ELEMENT_FORMATS;
	uint32_t scope = formats ? ELEMENT_SCOPE : ELEMENT_BLOCK | ELEMENT_HIDES;
	for (size_t i = blocks->depth; i-- > 0;) {
		if (blocks->open[i].hash == hash)
			return i;
		if (traits_at(blocks, i) & scope)
			break;
	}
	return NOT_OPEN;
}

// The element of a table that an end tag ends: it is in the innermost table.
static size_t find_in_table(const struct blocks *blocks, enum element element)
{
	for (size_t i = blocks->depth; i-- > 0;) {
		enum element at = (enum element)blocks->open[i].element;
		if (at == element)
			return i;
		if (at == ELEMENT_IS_TABLE || at == ELEMENT_IS_TEMPLATE)
			break;
	}
	return NOT_OPEN;
}

static size_t find_start(const struct blocks *blocks, enum element element, uint32_t hash)
{
	uint32_t traits = element_rows[element].traits;
	if (traits & ELEMENT_HEADING)
		return find_heading(blocks);
	if (traits & ELEMENT_OF_TABLE)
		return find_in_table(blocks, element);
	if (element == ELEMENT_IS_TEMPLATE || element == ELEMENT_IS_SELECT)
		return find_open(blocks, element, 0);
	if (traits & (ELEMENT_BLOCK | ELEMENT_HIDES))
		return find_open(blocks, element, ELEMENT_SCOPE);
	return find_inline(blocks, element, hash);
}

// </form> ends a choice or a button that was left open in it.
static bool end_form(struct blocks *blocks)
{
	return pop_open(blocks, ELEMENT_IS_SELECT, ELEMENT_SCOPE) &&
	       pop_open(blocks, ELEMENT_IS_BUTTON, ELEMENT_SCOPE);
}

static bool end_element(struct blocks *blocks, const struct tag *tag)
{
	uint32_t hash;
	enum element element = element_find(&blocks->index, tag->name, &hash);
	size_t at;
	if ((flags_of(blocks) & OPEN_FOREIGN) && find_foreign(blocks, hash, &at))
		return pop_to(blocks, at);
	if (element == ELEMENT_IS_A)
		blocks->link = false;
	if (element == ELEMENT_IS_FORM && !end_form(blocks))
		return false;
	bool discards = flags_of(blocks) & OPEN_DISCARDS;
	at = find_start(blocks, element, hash);
	if (at == NOT_OPEN) {
		// </br> is <br>, and </p> without <p> an empty one.
		bool ends = is_flat(element) || element == ELEMENT_IS_BR || element == ELEMENT_IS_P;
		return discards || !ends || end_line(blocks, false);
	}
	if (!pop_to(blocks, at))
		return false;
	if (parts_links(element))
		blocks->link = false;
	return true;
}

static bool take_tag(void *context, const struct tag *tag)
{
	struct blocks *blocks = context;
	return tag->end ? end_element(blocks, tag) : start_element(blocks, tag);
}

static bool take_doctype(void *context)
{
	struct blocks *blocks = context;
	return (flags_of(blocks) & OPEN_DISCARDS) || end_line(blocks, false);
}

// --- the page ---

static const struct token_sink tokens = {take_text, take_tag, take_doctype};

struct blocks *blocks_new(struct arena *arena, block_sink *out, void *context)
{
	struct blocks *blocks = calloc(1, sizeof *blocks);
	if (!blocks)
		return NULL;
	blocks->arena = arena;
	blocks->sink = out;
	blocks->context = context;
	element_index_fill(&blocks->index);
	blocks->tokenizer = tokenizer_new(&tokens, blocks);
	if (!blocks->tokenizer) {
		blocks_free(blocks);
		return NULL;
	}
	return blocks;
}

void blocks_free(struct blocks *blocks)
{
	if (!blocks)
		return;
	tokenizer_free(blocks->tokenizer);
	buffer_free(&blocks->line);
	buffer_free(&blocks->parents);
	head_values_free(&blocks->head);
	free(blocks);
}

void blocks_start(struct blocks *blocks, bool xml)
{
	blocks->depth = blocks->nodes = 0;
	blocks->xml = xml;
	blocks->titled = blocks->link = false;
	blocks->fresh = blocks->after_cr = false;
	blocks->ended_in = NULL;
	buffer_clear(&blocks->parents);
	head_values_clear(&blocks->head);
}

bool blocks_feed(struct blocks *blocks, const char *data, size_t size)
{
	return tokenizer_feed(blocks->tokenizer, data, size);
}

bool blocks_end(struct blocks *blocks)
{
	bool done = tokenizer_end(blocks->tokenizer);
	const char *ended_in = tokenizer_ended_in(blocks->tokenizer);
	// Text without tags is in the innermost element.
	if (ended_in && *ended_in == '\0' && blocks->depth > 0)
		ended_in = element_rows[blocks->open[blocks->depth - 1].element].name;
	done = done && pop_to(blocks, 0) && end_line(blocks, false);
	blocks->ended_in = ended_in;
	return done;
}

const uint32_t *blocks_parents(const struct blocks *blocks, size_t *count)
{
	*count = blocks->nodes;
	return (const uint32_t *)(const void *)blocks->parents.data;
}

const struct head_values *blocks_head(const struct blocks *blocks)
{
	return &blocks->head;
}

const char *blocks_ended_in(const struct blocks *blocks)
{
	return blocks->ended_in;
}
