// SPDX-License-Identifier: MIT
// Markup in, lines out: what tags do to the open elements and to the line that is being made.
//
// What is done after the HTML Standard (section 13.2.6): implied ends, scopes of end tags, elements
// whose content is no markup, svg and math. What is not: misnested formatting, and text in a table
// outside its cells, which stays where it stands.
#include "html/blocks.h"

#include <stdlib.h>

#include "html/attributes.h"
#include "html/elements.h"
#include "html/open-elements.h"
#include "html/tokenizer.h"

struct blocks {
	struct tokenizer *tokenizer;
	struct element_index *index;
	struct open_elements open;
	struct block_text text;
	bool xml;
	bool titled; // the title of the document has been
	bool closed; // </html> has been
	bool frames; // the document has frames in place of a body
	const char *ended_in;
	struct head_values head;
};

static bool take_text(void *context, struct slice text)
{
	struct blocks *blocks = context;
	uint16_t flags = open_flags(&blocks->open);
	if (flags & OPEN_DISCARDS)
		return true;
	return flags & MARKUP_PRE ? block_text_add_lines(&blocks->text, text)
				  : block_text_add(&blocks->text, text);
}

// Ends the elements from index `to` on, if there are any, and the line if one of them is a block.
static bool pop_to(struct blocks *blocks, size_t to)
{
	if (to == NOT_OPEN || to == blocks->open.depth)
		return true;
	bool done = !open_ends_line(&blocks->open, to) || block_text_end(&blocks->text);
	bool before = open_flags(&blocks->open) & OPEN_FOREIGN;
	open_cut(&blocks->open, to);
	bool after = open_flags(&blocks->open) & OPEN_FOREIGN;
	if (before != after)
		tokenizer_allow_cdata(blocks->tokenizer, after);
	return done;
}

// An element that would stand too deep takes the place of the innermost one.
static bool push_element(struct blocks *blocks, enum element element, uint32_t hash, uint16_t flags)
{
	if (blocks->open.depth == BLOCKS_DEPTH_MAX && !pop_to(blocks, BLOCKS_DEPTH_MAX - 1))
		return false;
	open_push(&blocks->open, element, hash, flags);
	if (open_flags(&blocks->open) & OPEN_FOREIGN)
		tokenizer_allow_cdata(blocks->tokenizer, true);
	return true;
}

static bool pop_open(struct blocks *blocks, enum element element)
{
	return pop_to(blocks, open_find(&blocks->open, element, ELEMENT_SCOPE));
}

static bool discards(const struct blocks *blocks)
{
	return (open_flags(&blocks->open) & OPEN_DISCARDS) != 0;
}

// Where another document begins below the end of one, nothing of that is open any more.
static bool begin_document(struct blocks *blocks)
{
	if (!blocks->closed)
		return true;
	blocks->closed = blocks->titled = blocks->frames = blocks->text.link = false;
	return pop_to(blocks, 0);
}

// The element of a tag. What a document of frames has for browsers without them is hidden text, as
// that of a dialog is.
static enum element element_of(const struct blocks *blocks, const struct tag *tag, uint32_t *hash)
{
	enum element element = element_find(blocks->index, tag->name, hash);
	bool replaces = element == ELEMENT_IS_NOFRAMES && blocks->frames;
	return replaces ? ELEMENT_IS_DIALOG : element;
}

// --- start tags ---

static bool end_heading(struct blocks *blocks)
{
	struct open_elements *open = &blocks->open;
	if (open->depth == 0)
		return true;
	const struct open_element *top = &open->open[open->depth - 1];
	bool heading = element_rows[top->element].traits & ELEMENT_HEADING;
	return !heading || pop_to(blocks, open->depth - 1);
}

// Ends what the start of an element ends. *keep: whether it opens.
static bool end_implied(struct blocks *blocks, enum element element, bool *keep)
{
	uint32_t traits = element_rows[element].traits;
	*keep = true;
	if ((traits & ELEMENT_CLOSES_P) && !pop_open(blocks, ELEMENT_IS_P))
		return false;
	if (traits & ELEMENT_HEADING)
		return end_heading(blocks);
	switch (element) {
	case ELEMENT_IS_A:
	case ELEMENT_IS_BUTTON:
		return pop_open(blocks, element);
	case ELEMENT_IS_LI:
		return pop_to(blocks, open_find_item(&blocks->open, element, element));
	case ELEMENT_IS_DD:
	case ELEMENT_IS_DT:
		return pop_to(blocks, open_find_item(&blocks->open, ELEMENT_IS_DD, ELEMENT_IS_DT));
	case ELEMENT_IS_TABLE:
		return true;
	default:
		return !(traits & ELEMENT_OF_TABLE) ||
		       pop_to(blocks, open_find_in_table(&blocks->open, element, keep));
	}
}

static bool start_foreign(
	struct blocks *blocks, const struct tag *tag, enum element element, uint32_t hash)
{
	if (tag->closed)
		return true;
	if (!push_element(blocks, ELEMENT_IS_OTHER, hash, 0))
		return false;
	if (element == ELEMENT_IS_FOREIGNOBJECT) {
		blocks->open.open[blocks->open.depth - 1].flags &= (uint16_t)~OPEN_FOREIGN;
		tokenizer_allow_cdata(blocks->tokenizer, false);
	}
	return true;
}

// Whether numbers of lines stand in such elements. The class of another one may say how it is laid
// out.
static bool may_number(enum element element)
{
	return element == ELEMENT_IS_TD || element == ELEMENT_IS_PRE || element == ELEMENT_IS_OL ||
	       element == ELEMENT_IS_UL;
}

// What an element and its attributes say of the lines in it.
static uint16_t flags_for(const struct blocks *blocks, const struct tag *tag, enum element element,
	const struct attributes_said *said)
{
	uint32_t traits = element_rows[element].traits;
	uint16_t flags = traits & ELEMENT_FLAGS;
	if (element == ELEMENT_IS_TITLE)
		flags |= blocks->titled ? OPEN_DISCARDS : MARKUP_TITLE;
	// A dialog is not shown before it is opened.
	if (said->hides || (element == ELEMENT_IS_DIALOG && !said->open))
		flags |= traits & ELEMENT_BLOCK ? MARKUP_HIDDEN : OPEN_DISCARDS;
	if (traits & ELEMENT_BLOCK)
		flags |= attributes_tell(tag);
	if (!may_number(element))
		flags &= (uint16_t)~MARKUP_NUMBERS;
	return flags;
}

// Where a field begins, a choice that was left open ends. *again: it was a second <select>.
static bool end_select(struct blocks *blocks, enum element element, bool *again)
{
	*again = false;
	if (element != ELEMENT_IS_SELECT && element != ELEMENT_IS_INPUT &&
		element != ELEMENT_IS_TEXTAREA)
		return true;
	size_t at = open_find(&blocks->open, ELEMENT_IS_SELECT, ELEMENT_SCOPE);
	*again = at != NOT_OPEN && element == ELEMENT_IS_SELECT;
	return pop_to(blocks, at);
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

static bool open_element(struct blocks *blocks, const struct tag *tag, enum element element,
	uint32_t hash, const struct attributes_said *said)
{
	const struct element_row *row = &element_rows[element];
	bool block = row->traits & ELEMENT_BLOCK, discarded = discards(blocks);
	if (element == ELEMENT_IS_A)
		blocks->text.link = said->href;
	if (parts_links(element))
		blocks->text.link = false;
	if (blocks->xml && tag->closed)
		return true;
	if (row->content != CONTENT_DATA)
		tokenizer_set_content(blocks->tokenizer, row->content, tag->name);
	// An inline element that hides nothing changes nothing.
	if (!block && !said->hides && !(row->traits & ELEMENT_HIDES) && !discarded)
		return true;
	uint16_t flags = flags_for(blocks, tag, element, said);
	if (element == ELEMENT_IS_TITLE && !discarded)
		blocks->titled = true;
	block_text_begin(&blocks->text, row->traits & ELEMENT_PRE);
	if (!push_element(blocks, element, hash, flags))
		return false;
	bool over = (flags & OPEN_FOREIGN) && tag->closed;
	return !over || pop_to(blocks, blocks->open.depth - 1);
}

static bool start_element(struct blocks *blocks, const struct tag *tag)
{
	uint32_t hash;
	enum element element = element_of(blocks, tag, &hash);
	uint32_t traits = element_rows[element].traits;
	if (element == ELEMENT_IS_HTML && !begin_document(blocks))
		return false;
	blocks->frames |= element == ELEMENT_IS_FRAMESET;
	if (open_flags(&blocks->open) & OPEN_FOREIGN) {
		size_t outside = open_find_broken(&blocks->open, element);
		if (outside == NOT_OPEN)
			return start_foreign(blocks, tag, element, hash);
		if (!pop_to(blocks, outside))
			return false;
	}
	bool again, keep;
	if (!end_select(blocks, element, &again) || again)
		return again;
	if ((traits & ELEMENT_BLOCK) && !discards(blocks) && !block_text_end(&blocks->text))
		return false;
	if (!end_implied(blocks, element, &keep))
		return false;
	if (element == ELEMENT_IS_META || element == ELEMENT_IS_LINK)
		return head_values_take(&blocks->head, tag);
	if (!keep || (traits & ELEMENT_VOID))
		return true;
	struct attributes_said said = attributes_read(tag);
	if (is_flat(element) && !(element == ELEMENT_IS_FORM && said.hides))
		return true;
	return open_element(blocks, tag, element, hash, &said);
}

// --- end tags ---

// </form> ends a choice or a button that was left open in it.
static bool end_form(struct blocks *blocks)
{
	return pop_open(blocks, ELEMENT_IS_SELECT) && pop_open(blocks, ELEMENT_IS_BUTTON);
}

static bool end_element(struct blocks *blocks, const struct tag *tag)
{
	uint32_t hash;
	enum element element = element_of(blocks, tag, &hash);
	size_t at;
	if ((open_flags(&blocks->open) & OPEN_FOREIGN) &&
		(at = open_find_foreign(&blocks->open, hash)) != NOT_OPEN)
		return pop_to(blocks, at);
	if (element == ELEMENT_IS_A)
		blocks->text.link = false;
	blocks->closed |= element == ELEMENT_IS_HTML;
	if (element == ELEMENT_IS_FORM && !end_form(blocks))
		return false;
	at = open_find_start(&blocks->open, element, hash);
	if (at == NOT_OPEN) {
		// </br> is <br>, and </p> without <p> an empty one.
		bool ends = is_flat(element) || element == ELEMENT_IS_BR || element == ELEMENT_IS_P;
		return discards(blocks) || !ends || block_text_end(&blocks->text);
	}
	if (!pop_to(blocks, at))
		return false;
	if (parts_links(element))
		blocks->text.link = false;
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
	return begin_document(blocks) && (discards(blocks) || block_text_end(&blocks->text));
}

// --- the page ---

static const struct token_sink tokens = {take_text, take_tag, take_doctype};

struct blocks *blocks_new(struct arena *arena, block_sink *out, void *context)
{
	struct blocks *blocks = calloc(1, sizeof *blocks);
	if (!blocks)
		return NULL;
	blocks->text.arena = arena;
	blocks->text.sink = out;
	blocks->text.context = context;
	blocks->text.open = &blocks->open;
	blocks->text.title = &blocks->head.value[HEAD_TITLE];
	blocks->index = element_index_new();
	blocks->tokenizer = tokenizer_new(&tokens, blocks);
	if (!blocks->index || !blocks->tokenizer || !open_begin(&blocks->open)) {
		blocks_free(blocks);
		return NULL;
	}
	return blocks;
}

struct element_index *blocks_elements(const struct blocks *blocks)
{
	return blocks->index;
}

void blocks_free(struct blocks *blocks)
{
	if (!blocks)
		return;
	element_index_free(blocks->index);
	tokenizer_free(blocks->tokenizer);
	block_text_free(&blocks->text);
	open_free(&blocks->open);
	head_values_free(&blocks->head);
	free(blocks);
}

void blocks_start(struct blocks *blocks, bool xml)
{
	blocks->xml = xml;
	blocks->titled = blocks->closed = blocks->frames = false;
	blocks->ended_in = NULL;
	open_clear(&blocks->open);
	block_text_clear(&blocks->text);
	head_values_clear(&blocks->head);
}

bool blocks_feed(struct blocks *blocks, const char *data, size_t size)
{
	return tokenizer_feed(blocks->tokenizer, data, size);
}

static const char *name_at(const struct open_elements *open, size_t at)
{
	const char *name = element_rows[open->open[at].element].name;
	return *name ? name : "element";
}

bool blocks_end(struct blocks *blocks)
{
	bool done = tokenizer_end(blocks->tokenizer);
	const char *ended_in = tokenizer_ended_in(blocks->tokenizer);
	const struct open_elements *open = &blocks->open;
	// Text without tags is in the innermost element.
	if (ended_in && *ended_in == '\0' && open->depth > 0)
		ended_in = name_at(open, open->depth - 1);
	size_t discards = open_find_discarding(open);
	if (!ended_in && discards != NOT_OPEN)
		ended_in = name_at(open, discards);
	done = done && pop_to(blocks, 0) && block_text_end(&blocks->text);
	blocks->ended_in = ended_in;
	return done;
}

const uint32_t *blocks_parents(const struct blocks *blocks, size_t *count)
{
	*count = blocks->open.nodes;
	return (const uint32_t *)(const void *)blocks->open.parents.data;
}

const struct head_values *blocks_head(const struct blocks *blocks)
{
	return &blocks->head;
}

const char *blocks_ended_in(const struct blocks *blocks)
{
	return blocks->ended_in;
}
