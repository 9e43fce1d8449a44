// SPDX-License-Identifier: MIT
// The open elements of a page, after the HTML Standard (section 13.2.6): implied ends, and scopes
// of end tags. Misnested formatting is left as it stands.
#include "html/open-elements.h"

#include <stdlib.h>
#include <string.h>

#define NODES_MOST ((size_t)1 << 20) // blocks with numbers; those beyond have their parents'

bool open_begin(struct open_elements *stack)
{
	stack->open = malloc(BLOCKS_DEPTH_MAX * sizeof *stack->open);
	return stack->open != NULL;
}

void open_clear(struct open_elements *stack)
{
	open_cut(stack, 0);
	stack->nodes = 0;
	buffer_clear(&stack->parents);
}

void open_free(struct open_elements *stack)
{
	free(stack->open);
	buffer_free(&stack->parents);
}

void open_push(struct open_elements *stack, enum element element, uint32_t hash, uint16_t flags)
{
	uint16_t inherited = open_flags(stack);
	bool line = (element_rows[element].traits & ELEMENT_BLOCK) && !(inherited & OPEN_DISCARDS);
	stack->count[element]++;
	stack->open[stack->depth++] =
		(struct open_element){hash, 0, (uint16_t)element, inherited | flags, line};
}

void open_cut(struct open_elements *stack, size_t to)
{
	while (stack->depth > to)
		stack->count[stack->open[--stack->depth].element]--;
}

size_t open_find_discarding(const struct open_elements *stack)
{
	for (size_t i = 0; i < stack->depth; i++)
		if (stack->open[i].flags & OPEN_DISCARDS)
			return i;
	return NOT_OPEN;
}

bool open_ends_line(const struct open_elements *stack, size_t to)
{
	while (to < stack->depth && !stack->open[to].line)
		to++;
	return to < stack->depth;
}

// --- nodes ---

static bool add_node(struct open_elements *stack, uint32_t parent, uint32_t *node)
{
	*node = parent;
	if (stack->nodes == NODES_MOST)
		return true;
	if (!buffer_append(&stack->parents, &parent, sizeof parent))
		return false;
	*node = (uint32_t)stack->nodes++;
	return true;
}

bool open_node(struct open_elements *stack, uint32_t *node)
{
	size_t i = stack->depth;
	if (stack->nodes == 0 && !add_node(stack, 0, node)) // outside of all blocks
		return false;
	while (i > 0 && (stack->open[i - 1].node == 0 || !stack->open[i - 1].line))
		i--;
	*node = i > 0 ? stack->open[i - 1].node : 0;
	for (; i < stack->depth; i++) {
		if (!stack->open[i].line)
			continue;
		if (!add_node(stack, *node, &stack->open[i].node))
			return false;
		*node = stack->open[i].node;
	}
	return true;
}

// --- searches ---

static enum element element_at(const struct open_elements *stack, size_t i)
{
	return (enum element)stack->open[i].element;
}

static uint32_t traits_at(const struct open_elements *stack, size_t i)
{
	return element_rows[stack->open[i].element].traits;
}

size_t open_find(const struct open_elements *stack, enum element element, uint32_t scope)
{
	if (stack->count[element] == 0)
		return NOT_OPEN;
	for (size_t i = stack->depth; i-- > 0;) {
		if (element_at(stack, i) == element)
			return i;
		if (traits_at(stack, i) & scope)
			break;
	}
	return NOT_OPEN;
}

size_t open_find_item(const struct open_elements *stack, enum element one, enum element other)
{
	if (stack->count[one] == 0 && stack->count[other] == 0)
		return NOT_OPEN;
	for (size_t i = stack->depth; i-- > 0;) {
		enum element element = element_at(stack, i);
		if (element == one || element == other)
			return i;
		if ((traits_at(stack, i) & (ELEMENT_BLOCK | ELEMENT_SCOPE)) &&
			element != ELEMENT_IS_ADDRESS && element != ELEMENT_IS_DIV &&
			element != ELEMENT_IS_P)
			break;
	}
	return NOT_OPEN;
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

size_t open_find_in_table(const struct open_elements *stack, enum element element, bool *inside)
{
	unsigned rank = rank_in_table(element);
	size_t to = NOT_OPEN;
	*inside = false;
	for (size_t i = stack->depth; i-- > 0;) {
		enum element at = element_at(stack, i);
		if (at != ELEMENT_IS_TEMPLATE && !(traits_at(stack, i) & ELEMENT_OF_TABLE))
			continue;
		if (rank_in_table(at) < rank) {
			*inside = true;
			return to;
		}
		to = i;
	}
	return NOT_OPEN;
}

static size_t find_heading(const struct open_elements *stack)
{
	for (size_t i = stack->depth; i-- > 0;) {
		if (traits_at(stack, i) & ELEMENT_HEADING)
			return i;
		if (traits_at(stack, i) & ELEMENT_SCOPE)
			break;
	}
	return NOT_OPEN;
}

// The open inline element of that name, up to the next block, or past it, if it formats text.
static size_t find_inline(const struct open_elements *stack, enum element element, uint32_t hash)
{
	bool formats = element_rows[element].traits & ELEMENT_FORMATS;
	uint32_t scope = formats ? ELEMENT_SCOPE : ELEMENT_BLOCK | ELEMENT_HIDES;
	if (stack->count[element] == 0)
		return NOT_OPEN;
	for (size_t i = stack->depth; i-- > 0;) {
		if (stack->open[i].hash == hash)
			return i;
		if (traits_at(stack, i) & scope)
			break;
	}
	return NOT_OPEN;
}

// The element of a table that an end tag ends: it is in the innermost table.
static size_t find_of_table(const struct open_elements *stack, enum element element)
{
	for (size_t i = stack->depth; i-- > 0;) {
		enum element at = element_at(stack, i);
		if (at == element)
			return i;
		if (at == ELEMENT_IS_TABLE || at == ELEMENT_IS_TEMPLATE)
			break;
	}
	return NOT_OPEN;
}

size_t open_find_start(const struct open_elements *stack, enum element element, uint32_t hash)
{
	uint32_t traits = element_rows[element].traits;
	if (traits & ELEMENT_HEADING)
		return find_heading(stack);
	if (traits & ELEMENT_OF_TABLE)
		return find_of_table(stack, element);
	if (element == ELEMENT_IS_TEMPLATE || element == ELEMENT_IS_SELECT)
		return open_find(stack, element, 0);
	if (traits & (ELEMENT_BLOCK | ELEMENT_HIDES))
		return open_find(stack, element, ELEMENT_SCOPE);
	return find_inline(stack, element, hash);
}

size_t open_find_foreign(const struct open_elements *stack, uint32_t hash)
{
	for (size_t i = stack->depth; i > 0 && (stack->open[i - 1].flags & OPEN_FOREIGN); i--)
		if (stack->open[i - 1].hash == hash)
			return i - 1;
	return NOT_OPEN;
}

size_t open_find_broken(const struct open_elements *stack, enum element element)
{
	if (!(element_rows[element].traits & (ELEMENT_BLOCK | ELEMENT_INLINE_HTML)) ||
		element == ELEMENT_IS_TITLE)
		return NOT_OPEN;
	size_t to = stack->depth;
	while (to > 0 && (stack->open[to - 1].flags & OPEN_FOREIGN))
		to--;
	return to;
}
