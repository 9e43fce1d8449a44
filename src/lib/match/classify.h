// SPDX-License-Identifier: MIT
// What the rules and the source collector make of one line by itself.
#ifndef DEHUSK_CLASSIFY_H
#define DEHUSK_CLASSIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "match/cache.h"
#include "match/rules.h"
#include "meta/byline.h"

struct classifier;

enum judge_result {
	JUDGE_KEPT,
	JUDGE_DROPPED,
	JUDGE_CUT,      // dropped, and the rest of the page with it
	JUDGE_SOURCE,   // `name` and `date` are set
	JUDGE_LABEL,    // a source label whose name may stand on the next line; else dropped
	JUDGE_NAMELESS, // a source label without a name: dropped
	JUDGE_BYLINE,   // says who wrote or edited the page: classify_people() tells who
};

// A credit in brackets that was taken off the line.
struct judge_credit {
	struct slice name;
	int32_t date;
};

// A function of the line alone. The text and the names are borrowed from the line or, where it was
// edited, from the judge until its next line.
struct judgement {
	enum judge_result result;
	struct dehusk_rule *rule; // what decided or edited the line; NULL: nothing
	struct slice text;        // what is left of the line
	struct slice name,
		also; // of a source line; also: a second source of the line, size 0: none
	int32_t date;
	const struct judge_credit *credit;
	size_t label_count;
	size_t limit_hits;
	bool unread_date; // a source line but for a date that cannot be, or be read
	bool people; // classify_people() may find an author or an editor in the line, which is no
		     // body
	struct slice author, editor; // taken off the end of the line; size 0: none
	size_t rounds;               // how often the line was judged anew, after edits
	uint64_t *note; // the caller's, kept with the name for as long as that is remembered, 0 at
			// first; NULL: it is not
};

// Makes a judge that asks, in this order: keep rules, the source collector, bylines, the other
// rules, hints, each in the order of the text. *classifier is NULL unless DEHUSK_OK.
enum dehusk_status classifier_new(struct classifier **classifier, const char *rules, size_t size);
void classifier_free(struct classifier *classifier);

// Judges one cleaned line (not empty). NO_MEMORY and BAD_RULE leave only classifier_free().
enum dehusk_status classify_line(
	struct classifier *classifier, struct slice line, struct judgement *judgement);

// What classify_line() remembers; it may be asked first. Valid as long as the judge.
struct cache *classify_memory(struct classifier *classifier);

// What is remembered of a line, which is judged for that if it has to be; *memo is NULL if it can't
// be remembered. For the first part of a line: see takes_date in cache.h.
enum dehusk_status classify_undated(
	struct classifier *classifier, struct slice line, struct cached **memo);

// Folds a text as lines are folded for the source collector; borrowed until the next call. NULL
// data: no memory.
struct slice classify_fold(struct classifier *classifier, struct slice text);

// Reads a line for fields.h; borrowed until the next call with the same judge. NULL: no memory.
const struct fields *classify_fields(struct classifier *classifier, struct slice line);

// Reads who a whole line names, and its date. NO_MEMORY or OK.
enum dehusk_status classify_people(
	struct classifier *classifier, struct slice line, struct byline *byline);

// *is: whether a whole line is nothing but one word, which ends as the names of outlets do.
// NO_MEMORY or OK.
enum dehusk_status classify_is_outlet(struct classifier *classifier, struct slice line, bool *is);

// Who is named at the beginning of a text, of which this is the first line, or at its end;
// author->size 0: nobody. NO_MEMORY or OK.
enum dehusk_status classify_names_author(
	struct classifier *classifier, struct slice line, bool begins, struct byline_name *author);

// The rules in the order in which they are asked; the collector is one of them, by the name
// "source", and what reads bylines, "byline", "byline-english" and "byline-korean".
const struct dehusk_rule *classify_rules(const struct classifier *classifier, size_t *count);
struct dehusk_rule *classify_collector(struct classifier *classifier);

// The rule as it was read; NULL: it is one of the readers, which are no patterns.
const struct rule *classify_source(
	const struct classifier *classifier, const struct dehusk_rule *rule);

#endif
