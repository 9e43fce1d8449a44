// SPDX-License-Identifier: MIT
// The state of the library, as the three rooms know it that a page goes through: dehusk.c, which is
// fed, take.c and settle.c. Nobody else includes this.
#ifndef DEHUSK_STATE_H
#define DEHUSK_STATE_H

#include "buffer.h"
#include "collect.h"
#include "decode.h"
#include "dehusk.h"
#include "facts.h"
#include "judge.h"
#include "memo.h"
#include "mojibake.h"
#include "page.h"
#include "run.h"
#include "split.h"
#include "tidy.h"
#include "unrender.h"
#include "window.h"

enum context {
	CONTEXT_NONE,
	CONTEXT_LABEL, // the line above is a source label without a name
	CONTEXT_DATE,  // the line above is a date, which may belong to a source below it
};

// What the line above is of those that close a page, as the text output of a page ends.
enum closing {
	CLOSING_NOT, // none, and none can follow
	CLOSING_MAY, // an empty line, or there is none above
	CLOSING_DATE,
	CLOSING_AUTHOR,
	CLOSING_EDITOR,
};

struct dehusk {
	enum dehusk_status status;
	struct judge *judge;
	struct memory
		*memory; // the judge's, and what of it was last of use: pages repeat themselves
	struct memo *last_dated, *last_dropped;
	struct dehusk_rule *collector;
	struct collection *collection;
	struct facts *facts;
	struct dehusk_facts told;
	struct decode *decode;
	struct unrender *unrender;
	bool unrenders, unrendering; // whether renderings are undone, and in this page
	struct split *split;
	size_t further;     // lines that are part of the next one
	const char *forced; // why that is husk; NULL: see the judge
	struct page page;
	struct window *window; // what of the page is held
	struct tidy *tidy;     // for parts of lines
	bool rules_only;
	size_t max_page;
	bool set_rules_only; // the same from the next page on
	size_t set_max_page;
	struct dehusk_main_text main_text;
	struct buffer title, part;
	bool titled;          // the title is known, or there is none
	bool heading;         // a line that may be one has been seen
	struct slice raw;     // of the line that is being taken, as it came
	unsigned wanted;      // lines in the table, by verdict
	bool open;            // a page has begun
	uint64_t page_number; // from 1, of all pages
	bool in_pieces;       // and the last line goes on
	struct dehusk_counts counts;
	uint64_t ill_formed; // before this page
	uint64_t mojibake[MOJIBAKE_KINDS];
	struct dehusk_rule *cut;     // the rule that cut this page
	enum context context, above; // for the next line, and of the one that is being taken
	bool by_hand;                // the last date line was written as people do under a text
	struct run run;
	uint64_t run_line; // the number of its first line, if that is a date that was taken for it;
			   // else 0
	uint64_t unread_above; // dates that were not read, above the line that is being taken
	bool runs_on;      // the line that is being taken is part of it
	bool prose;        // a line above is prose, for what the rules say,
	size_t looked_at;  // among so many of those that are held
	unsigned kept_before; // lines that were kept above the date that begins the run
	enum closing closing;
	bool closes; // the line that is being taken closes the page if it names somebody
	bool held;   // the line of a context was the last one of a feed:
	struct dehusk_line label; // it is given with the next one
	struct buffer label_text, joined;
};

// Always false.
static inline bool fail(struct dehusk *dehusk, enum dehusk_status status)
{
	dehusk->status = status;
	return false;
}

#endif
