// SPDX-License-Identifier: MIT
// The state of the library, as the three rooms know it that a page goes through: dehusk.c, which is
// fed, assemble.c and finish.c. Nobody else includes this.
#ifndef DEHUSK_STATE_H
#define DEHUSK_STATE_H

#include "base/buffer.h"
#include "decode/decode.h"
#include "decode/kind.h"
#include "decode/mojibake.h"
#include "dehusk.h"
#include "dump/escapes.h"
#include "dump/unwrap.h"
#include "html/stray-tags.h"
#include "lines/normalize.h"
#include "lines/split.h"
#include "match/cache.h"
#include "match/classify.h"
#include "meta/metadata.h"
#include "meta/run.h"
#include "meta/sources.h"
#include "page/columns.h"
#include "page/main-text.h"
#include "page/marked.h"
#include "page/page.h"

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

// What pages are read with.
struct settings {
	enum dehusk_format format;
	size_t max_page; // bytes
	unsigned flags;
};

// What is known of a page so far. All zero at its beginning, but for what begin_page() sets.
struct page_state {
	uint64_t count[DEHUSK_COUNTS];
	uint64_t ill_formed; // before this page
	struct mojibake_found mojibake;
	bool rules_only, unrendering;
	unsigned wanted;           // lines in the table, a bit for each verdict
	enum dehusk_format format; // DEHUSK_AUTO: not known yet
	bool in_pieces;            // the last line goes on

	struct dehusk_main_text main_text;
	bool titled;  // the title is known, or there is none
	bool heading; // a line that may be one has been seen

	struct dehusk_rule *cut; // the rule that cut the page
	enum context context;    // for the next line,
	enum context above;      // and of the one that is being taken
	enum closing closing;
	bool closes; // the line that is being taken closes the page if it names somebody

	struct dehusk_rule *label; // the rule that found the label above
	uint64_t credits;          // lines of sources so far

	struct run run;
	bool runs_on;      // the line that is being taken is part of it
	bool by_hand;      // the last date line was written as people do under a text
	uint64_t run_line; // the number of its first line, if that is a date taken for it; else 0
	unsigned kept_before;  // lines that were kept above the date that begins it
	uint64_t unread_above; // dates that were not read, above the line that is being taken
	size_t counted;        // lines that are not apart, in the parts that were finished
	bool prose;            // a line above is prose, for what the rules say,
	size_t looked_at;      // among this many of those that wait
};

struct dehusk {
	enum dehusk_status status;
	bool open;                 // a page has begun
	uint64_t page_number;      // from 1, of all pages
	struct settings next, set; // from the next page on; of this one
	struct page_state page;
	struct line_in line; // that is being taken,
	uint64_t measured;   // and its measure, if it is known already (table.c); else 0

	// The passes, in the order of the data.
	struct decode *decode;
	struct kind_look kind;
	struct stray_tags stray;
	struct escapes escapes;
	struct unwrap *unwrap;
	struct blocks *blocks;
	struct split *split;
	struct classifier *classifier;
	struct sources *sources;
	struct metadata *metadata;
	struct page table;
	struct columns *columns;
	struct main_text *main_text;
	struct normalizer *normalizer; // for parts of lines

	struct dehusk_rule *collector;            // the classifier's
	struct cache *cache;                      // the classifier's,
	struct cached *last_dated, *last_dropped; // and what of it was used last
	struct marked marked;
	struct dehusk_facts told;
	struct buffer title, part, joined;
};

// Always false.
static inline bool fail(struct dehusk *dehusk, enum dehusk_status status)
{
	dehusk->status = status;
	return false;
}

#endif
