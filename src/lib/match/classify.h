// SPDX-License-Identifier: MIT
// Classifies one line by itself: by the rules, and by the readers of sources and bylines.
#ifndef DEHUSK_CLASSIFY_H
#define DEHUSK_CLASSIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "match/cache.h"
#include "match/ruleset.h"
#include "meta/byline.h"

struct classifier;

enum line_class {
	CLASS_KEPT,
	CLASS_DROPPED,
	CLASS_CUT,      // the line and the rest of the page are dropped
	CLASS_SOURCE,   // `name` and `date` are set; `rule` is the collector or a user's rule
	CLASS_LABEL,    // a source label, dropped unless the next line is its name
	CLASS_NAMELESS, // a source label without a name: dropped
	CLASS_BYLINE,   // names who wrote or edited the page: classify_people() reads the names
};

// A source in brackets that was cut off the end of a line.
struct bracket_credit {
	struct slice name;
	int32_t date;
};

// The classification of a line depends on the line alone, and on the rules that were put aside on
// the page before it came. The text and the names point into the line or, if it was edited or is
// read otherwise than it stands there, into the classifier until its next line.
struct classification {
	enum line_class result;
	struct dehusk_rule *rule;    // the rule that decided or edited the line; NULL: none
	struct slice text;           // the rest of the line
	struct slice read;           // how the text is read (reading.h), until the next call
	const struct fields *fields; // of `read`, until the next call; NULL: not read yet
	struct slice name,
		// Of a source line. `also` is a second source of the line; size 0: none.
		also;
	int32_t date;
	const struct bracket_credit *credit;
	size_t credit_count;
	size_t limit_hits;
	bool unread_date; // a source line, except for a date that is impossible or unreadable
	// classify_people() may find an author or an editor in the line. The line is not body text.
	bool people;
	struct slice author, editor; // cut off the end of the line; size 0: none
	size_t rounds;               // the number of passes over the line, one more than its edits
	// The rules that edited the line, each once. They belong to the classifier until its next
	// line.
	struct dehusk_rule *const *edited_by;
	size_t edited_count;
	// The caller's note, 0 at first. It is kept with the result as long as the line is cached.
	// NULL: the line is not cached.
	uint64_t *note;
};

// Makes a classifier that asks the rules of a user first (NULL: there are none) and then the
// built-in ones, of which the readers have to be. Rulesets are borrowed. NULL: no memory.
struct classifier *classifier_new(const struct ruleset *builtin, const struct ruleset *user);
void classifier_free(struct classifier *classifier);

// Starts a page: rules that were put aside for the rest of a page are asked again.
void classify_begin_page(struct classifier *classifier);

// Classifies one cleaned line (not empty). After NO_MEMORY and BAD_RULE only classifier_free() may
// be called.
enum dehusk_status classify_line(
	struct classifier *classifier, struct slice line, struct classification *classification);

// The same with the entry that the cache has of the line; NULL: none. `signs`: false if the line is
// known to have no & * _ ` of left-over markup.
enum dehusk_status classify_known(struct classifier *classifier, struct slice line, bool signs,
	struct cached *cached, struct classification *classification);

// The cache of classify_line(), to be searched first. Valid as long as the classifier.
struct cache *classify_cache(struct classifier *classifier);

// Gives the cache entry of a line; the line is classified first if it has none. *cached is NULL if
// the line cannot be cached. `line` is the first part of a longer line: see takes_date in cache.h.
enum dehusk_status classify_undated(
	struct classifier *classifier, struct slice line, struct cached **cached);

// Gives a line as it is classified: with its references decoded, and without marks of Markdown
// around its label. The functions below read lines so. Borrowed until the next call. False: no
// memory.
bool classify_read(struct classifier *classifier, struct slice line, struct slice *read);

// Simplifies a text as lines are simplified for the reader of sources. Borrowed until the next
// call. NULL data: no memory.
struct slice classify_simplify(struct classifier *classifier, struct slice text);

// Reads a line as fields. Borrowed until the next call with the same classifier. NULL: no memory.
const struct fields *classify_fields(struct classifier *classifier, struct slice line);

// The same if the line may have a date, otherwise *fields is NULL. NO_MEMORY or OK.
enum dehusk_status classify_dated(
	struct classifier *classifier, struct slice line, const struct fields **fields);

// Reads the people whom a whole line names, and its date. `fields`: those of the line, NULL: they
// are not read yet. NO_MEMORY or OK.
enum dehusk_status classify_people(struct classifier *classifier, struct slice line,
	const struct fields *fields, struct byline *byline);

// Reads a line that is only a date or a near time, with little besides: BYLINE_DATE or BYLINE_TIME.
// Of other lines only the kind is set. NO_MEMORY or OK.
enum dehusk_status classify_day(
	struct classifier *classifier, struct slice line, struct byline *byline);

// Sets *is if a whole line is a single word that ends like the name of an outlet. NO_MEMORY or OK.
enum dehusk_status classify_is_outlet(struct classifier *classifier, struct slice line, bool *is);

// Reads the author who is named in a line. `begins`: the line is the first of a text, and the name
// is looked for at the beginning of it; otherwise at its end. author->size 0: nobody is named.
// NO_MEMORY or OK.
enum dehusk_status classify_names_author(
	struct classifier *classifier, struct slice line, bool begins, struct byline_name *author);

// All rules in the order of asking. The readers are among them: "source", "byline",
// "byline-english" and "byline-korean". classify_collector() is the rule "source".
const struct dehusk_rule *classify_rules(const struct classifier *classifier, size_t *count);
struct dehusk_rule *classify_collector(struct classifier *classifier);

// Finds what a rule matches in a cleaned line, as a part of it; size 0: nothing, or the rule is one
// of the readers. NO_MEMORY or OK.
enum dehusk_status classify_match(struct classifier *classifier, const struct dehusk_rule *rule,
	struct slice line, struct slice *match);

// The rule as it was parsed; NULL: the rule is one of the readers.
const struct rule *classify_source(
	const struct classifier *classifier, const struct dehusk_rule *rule);

#endif
