// SPDX-License-Identifier: MIT
// The blanks before lines of code.
#include "page/indent.h"

#include <string.h>

#include "base/text.h"
#include "page/features.h"
#include "page/page.h"

// What begins items, quotes, links of text browsers and frames beside code: these neither have
// blanks nor end a block.
static bool begins_item(struct slice text)
{
	char first = *text.data;
	return first == '\0' || strchr("*+-|>=", first) || is_digit(first) ||
	       (first == '[' && text.size > 1 && is_digit(text.data[1]));
}

// What begins code only. Its line may hold a sentence, as a comment does.
static bool begins_code(char c)
{
	return strchr("#/{}[]<@$&;:!%~`\\", c) != NULL;
}

// Whether a line ends as code does: def f(x):
static bool ends_code(struct slice text)
{
	char first = *text.data, last = text.data[text.size - 1];
	if (last == ':')
		return is_letter(first) && !is_capital(first);
	return last == '{' || last == '}' || last == ';' || last == '(' || last == '[';
}

static unsigned char least(unsigned char a, unsigned char b)
{
	return a < b ? a : b;
}

static void set_blanks(struct dehusk_line *line, unsigned char tabs, unsigned char spaces)
{
	line->tabs = tabs;
	line->spaces = spaces;
}

// Whether nothing of the line is looked at: it may come in pieces, of any size.
static bool is_long(struct indent_block *block, const struct dehusk_line *line)
{
	bool rest = block->goes_on;
	block->goes_on = line->more;
	return rest || line->more || line->size > DEHUSK_LINE_MAX || line->size == 0;
}

void indent_line(struct indent_block *block, struct dehusk_line *line)
{
	unsigned char tabs = line->tabs, spaces = line->spaces;
	struct slice text = line_text(line);
	set_blanks(line, 0, 0);
	if (is_long(block, line) || (unsigned char)*text.data >= 0x80) {
		block->open = block->code = false;
		return;
	}
	if (begins_item(text))
		return;
	bool code = begins_code(*text.data) || ends_code(text);
	block->code |= code;
	bool margin = tabs == 0 && spaces == 0;
	if (!margin && !code && features_class(features_of(text)) != FEATURES_C)
		return;
	block->tabs = block->open ? least(block->tabs, tabs) : tabs;
	block->spaces = block->open ? least(block->spaces, spaces) : spaces;
	block->open = true;
	if (block->code)
		set_blanks(line, tabs - block->tabs, spaces - block->spaces);
}
