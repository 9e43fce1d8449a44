// SPDX-License-Identifier: MIT
// Whether a page asks its readers something.
#include "page/question.h"

#include "base/wordlist.h"
#include "page/page.h"

#define ASKING_LINES 3     // open lines at the beginning of a page that may ask, or
#define BUTTON_BYTES 15    // above its first paragraph, with more than so many bytes
#define PARAGRAPH_LEAST 20 // characters of the first paragraph

// Whether somebody asks the readers for something.
static bool asks_readers(struct slice text)
{
	return wordlist_is_in(text, "求助|请教|請教|请问|請問");
}

// Whether a line may be the title of a page that asks something.
static bool is_question(struct slice text)
{
	return wordlist_is_in(text, "？|?|怎么办|怎麼辦|怎么回事|怎麼回事") || asks_readers(text);
}

// The first paragraph of a page; the count of lines: none.
static size_t find_paragraph(const struct outline *page)
{
	size_t i = 0;
	while (i < page->count && !outline_is_prose(page, i, PARAGRAPH_LEAST))
		i++;
	return i;
}

// Whether a page asks something: in its first lines, in its first paragraph, or right above that.
// What is no longer than a button counts for nothing there: forums have counters above the title.
bool question_is_asked(const struct outline *page)
{
	size_t lines = 0;
	for (size_t i = 0; i < page->count && lines < ASKING_LINES; i++) {
		if (outline_is_open(page, i) && is_question(line_text(&page->line[i])))
			return true;
		lines += outline_is_open(page, i);
	}
	size_t text = find_paragraph(page);
	if (text == page->count || asks_readers(line_text(&page->line[text])))
		return text < page->count;
	for (lines = 0; text > 0 && lines < ASKING_LINES; text--) {
		const struct dehusk_line *line = &page->line[text - 1];
		if (!outline_is_open(page, text - 1) || line->size <= BUTTON_BYTES)
			continue;
		if (is_question(line_text(line)))
			return true;
		lines++;
	}
	return false;
}
