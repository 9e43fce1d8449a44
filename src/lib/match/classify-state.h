// SPDX-License-Identifier: MIT
// The classifier, for the rooms that it stands in: rules in classify.c, sources and people in
// classify-credits.c. Nobody else includes this.
#ifndef DEHUSK_CLASSIFY_STATE_H
#define DEHUSK_CLASSIFY_STATE_H

#include "match/budget.h"
#include "match/cache.h"
#include "match/classify.h"
#include "match/prefilter.h"
#include "match/reading.h"
#include "match/source-rule.h"
#include "meta/fields.h"

// The most edits of one line. A line that needs more is kept as it came: if it were edited, the
// next run would edit it further.
#define CLASSIFY_EDITS 64

// Rules that are selected together.
struct rule_group {
	const struct ruleset *ruleset;
	struct prefilter *prefilter;
	size_t first; // the index of its first entry among the entries of all groups
};

struct classifier {
	struct rule_group group[2]; // those of the user, if there are any, and the built-in ones
	size_t group_count;
	const struct rule_group *builtin; // the last of them
	struct multimatch_pair *pair;     // of two groups
	size_t count;                     // entries of all groups
	struct pattern **pattern;         // NULL until an entry is first asked
	struct dehusk_rule *list;         // the public rules, parallel to the entries
	struct budget budget;             // of the entries
	struct cache cache;
	struct matcher *matcher;
	struct normalizer *normalizer;
	struct buffer folded, pieces, text[2];
	bool signs; // the line may have signs of left-over markup
	struct reading reading;
	struct source_rule source_rule;
	struct slice read; // the text that is being classified, as it is read
	struct fields fields;
	bool has_fields; // `fields` is that text
	struct bracket_credit *credit;
	size_t credit_room;
	struct buffer names;                           // of the credits
	struct byline_name author, editor;             // a classification points here
	struct dehusk_rule *edited_by[CLASSIFY_EDITS]; // a classification points here
	enum dehusk_status failed;
};

static inline const struct ruleset_entry *entry_of(const struct classifier *classifier, size_t i)
{
	const struct rule_group *group =
		i < classifier->builtin->first ? &classifier->group[0] : classifier->builtin;
	return &group->ruleset->entry[i - group->first];
}

// The part of a text from `start` to `end` of what is read of it.
static inline struct slice part_read(
	const struct classifier *classifier, struct slice text, size_t start, size_t end)
{
	start = reading_origin(&classifier->reading, classifier->read, start);
	end = reading_origin(&classifier->reading, classifier->read, end);
	return (struct slice){text.data + start, end - start};
}

static inline bool append_slice(struct buffer *out, struct slice text)
{
	return buffer_append(out, text.data, text.size);
}

// --- asking ---

enum step {
	STEP_ON, // ask the next entry
	STEP_SETTLED,
	STEP_EDITED, // the text changed: start again at the first rule
	STEP_FAILED, // classifier->failed has the status
};

static inline enum step fail_with(struct classifier *classifier, enum dehusk_status status)
{
	classifier->failed = status;
	return STEP_FAILED;
}

static inline enum step settle_line(struct classifier *classifier, size_t i,
	struct classification *classification, enum line_class result)
{
	classification->result = result;
	classification->rule = &classifier->list[i];
	return STEP_SETTLED;
}

// Notes the rule that edited the line, and cleans classifier->pieces, which the edit left of it, as
// a line of its own.
enum step classify_edit(
	struct classifier *classifier, size_t i, struct classification *classification);

// --- sources and people ---

// The readers among the entries. `folded` is classifier->read, simplified.
enum step classify_ask_source(struct classifier *classifier, size_t i,
	struct classification *classification, struct slice folded);
enum step classify_ask_byline(struct classifier *classifier, size_t i,
	struct classification *classification, struct slice folded);
enum step classify_ask_foreign_byline(
	struct classifier *classifier, size_t i, struct classification *classification);

// Asks for a source behind byte `end`, where the match of a user's rule ends.
enum step classify_ask_source_behind(
	struct classifier *classifier, size_t i, struct classification *classification, size_t end);

// Gives the sources that were cut off the line their names, after the last one.
void classify_name_credits(struct classifier *classifier, struct classification *classification);

#endif
