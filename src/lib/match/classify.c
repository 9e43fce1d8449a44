// SPDX-License-Identifier: MIT
// Classifies one line by itself: by the rules, and by the readers of sources and bylines.
//
// Most lines need no pattern. A short line that was seen before is in the cache. For other lines
// the prefilter selects the few rules that may match.
#include "match/classify.h"

#include <stdlib.h>
#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"
#include "lines/normalize.h"
#include "match/classify-state.h"
#include "match/pattern.h"

// The most bytes that are searched while one strip rule takes its matches out of one line.
#define MOST_CUTTING ((size_t)1 << 28)

// --- setting up ---

static enum dehusk_status compile_entry(struct classifier *classifier, size_t i)
{
	char message[128];
	const char *what = NULL;
	size_t at;
	const struct ruleset_entry *entry = entry_of(classifier, i);
	struct pattern **pattern = &classifier->pattern[i];
	if (!*pattern && entry->compiled)
		*pattern = pattern_load(entry->pattern, entry->compiled);
	if (!*pattern)
		*pattern = pattern_new(entry->pattern, message, sizeof message, &what, &at);
	return *pattern ? DEHUSK_OK : what ? DEHUSK_BAD_RULE : DEHUSK_NO_MEMORY;
}

static bool add_group(struct classifier *classifier, const struct ruleset *ruleset)
{
	struct rule_group *group = &classifier->group[classifier->group_count++];
	group->ruleset = ruleset;
	group->first = classifier->count;
	group->prefilter = prefilter_new(ruleset->tables);
	classifier->builtin = group;
	classifier->count += ruleset->count;
	return group->prefilter != NULL;
}

static struct dehusk_rule public_rule(const struct ruleset_entry *entry)
{
	const struct rule *rule = entry->rule;
	if (!rule)
		return (struct dehusk_rule){.name = entry->name,
			.action = entry->asked == ASK_SOURCE ? "source" : "byline"};
	return (struct dehusk_rule){
		.name = entry->name,
		.action = rules_action_name(rule->action),
		.file = rule->file,
		.pattern = {rule->pattern.data, rule->pattern.size},
	};
}

static bool add_groups(
	struct classifier *classifier, const struct ruleset *builtin, const struct ruleset *user)
{
	const struct rule_group *group = classifier->group;
	if (!user)
		return add_group(classifier, builtin);
	if (!add_group(classifier, user) || !add_group(classifier, builtin))
		return false;
	classifier->pair = prefilter_pair_new(group[0].prefilter, group[1].prefilter);
	return classifier->pair != NULL;
}

static bool set_up_classifier(
	struct classifier *classifier, const struct ruleset *builtin, const struct ruleset *user)
{
	if (!add_groups(classifier, builtin, user))
		return false;
	classifier->pattern = calloc(classifier->count, sizeof *classifier->pattern);
	classifier->list = calloc(classifier->count, sizeof *classifier->list);
	classifier->matcher = matcher_new();
	classifier->normalizer = normalizer_new();
	for (size_t i = 0; classifier->list && i < classifier->count; i++)
		classifier->list[i] = public_rule(entry_of(classifier, i));
	return classifier->pattern && classifier->list && classifier->matcher &&
	       classifier->normalizer && budget_begin(&classifier->budget, classifier->count);
}

struct classifier *classifier_new(const struct ruleset *builtin, const struct ruleset *user)
{
	struct classifier *classifier = calloc(1, sizeof *classifier);
	if (!classifier)
		return NULL;
	if (set_up_classifier(classifier, builtin, user))
		return classifier;
	classifier_free(classifier);
	return NULL;
}

void classifier_free(struct classifier *classifier)
{
	if (!classifier)
		return;
	for (size_t i = 0; classifier->pattern && i < classifier->count; i++)
		pattern_free(classifier->pattern[i]);
	multimatch_pair_free(classifier->pair);
	for (size_t i = 0; i < classifier->group_count; i++)
		prefilter_free(classifier->group[i].prefilter);
	free(classifier->pattern);
	free(classifier->list);
	budget_free(&classifier->budget);
	matcher_free(classifier->matcher);
	normalizer_free(classifier->normalizer);
	reading_free(&classifier->reading);
	source_rule_free(&classifier->source_rule);
	buffer_free(&classifier->folded);
	buffer_free(&classifier->pieces);
	buffer_free(&classifier->names);
	free(classifier->credit);
	buffer_free(&classifier->text[0]);
	buffer_free(&classifier->text[1]);
	free(classifier);
}

const struct dehusk_rule *classify_rules(const struct classifier *classifier, size_t *count)
{
	*count = classifier->count;
	return classifier->list;
}

struct dehusk_rule *classify_collector(struct classifier *classifier)
{
	const struct rule_group *builtin = classifier->builtin;
	return &classifier->list[builtin->first + builtin->ruleset->source_entry];
}

const struct rule *classify_source(
	const struct classifier *classifier, const struct dehusk_rule *rule)
{
	return entry_of(classifier, (size_t)(rule - classifier->list))->rule;
}

struct slice classify_simplify(struct classifier *classifier, struct slice text)
{
	buffer_clear(&classifier->folded);
	if (!buffer_reserve(&classifier->folded, text.size))
		return (struct slice){NULL, 0};
	bool changed = hanzi_simplify(text.data, text.size, classifier->folded.data);
	return changed ? (struct slice){classifier->folded.data, text.size} : text;
}

void classify_begin_page(struct classifier *classifier)
{
	if (budget_begin_page(&classifier->budget))
		cache_clear(&classifier->cache);
}

bool classify_read(struct classifier *classifier, struct slice line, struct slice *read)
{
	return reading_read(&classifier->reading, line, read);
}

// --- editing ---

// Cleans classifier->pieces as a line of its own. The result goes into the text buffer that *now
// does not use.
static bool normalize_pieces(struct classifier *classifier, struct slice *now)
{
	struct buffer *out = &classifier->text[now->data == classifier->text[0].data];
	buffer_clear(out);
	if (!normalize_feed(classifier->normalizer, classifier->pieces.data,
		    classifier->pieces.size, out) ||
		!normalize_end(classifier->normalizer, out))
		return false;
	*now = slice_of(out);
	return true;
}

// Appends to classifier->pieces what the matches of a rule leave of the line. MATCH_NO: the matches
// are empty.
static enum match_result cut_matches(struct classifier *classifier, struct pattern *pattern,
	struct slice line, struct slice folded)
{
	enum match_result result = MATCH_NO;
	size_t size = folded.size, kept = 0, from = 0, start, end, work = 0;
	buffer_clear(&classifier->pieces);
	while (from < size && (result = pattern_find(classifier->matcher, pattern, folded, from,
				       &start, &end)) == MATCH_YES) {
		uint32_t c;
		if (end > start) {
			if (!append_slice(
				    &classifier->pieces, part_read(classifier, line, kept, start)))
				return MATCH_NO_MEMORY;
			kept = from = end;
		} else {
			from = end < size ? end + utf8_decode(classifier->read.data + end,
							  size - end, &c)
					  : end;
		}
		work += size;
		if (work > MOST_CUTTING)
			return MATCH_LIMIT;
	}
	if (result == MATCH_LIMIT || result == MATCH_NO_MEMORY)
		return result;
	if (kept == 0)
		return MATCH_NO;
	return append_slice(&classifier->pieces, part_read(classifier, line, kept, size))
		       ? MATCH_YES
		       : MATCH_NO_MEMORY;
}

// --- asking ---

static void note_edit(struct classifier *classifier, struct classification *classification)
{
	size_t k = 0;
	while (k < classification->edited_count && classifier->edited_by[k] != classification->rule)
		k++;
	classifier->edited_by[k] = classification->rule;
	classification->edited_count += k == classification->edited_count;
	classification->edited_by = classifier->edited_by;
}

enum step classify_edit(
	struct classifier *classifier, size_t i, struct classification *classification)
{
	classification->rule = &classifier->list[i];
	note_edit(classifier, classification);
	return normalize_pieces(classifier, &classification->text)
		       ? STEP_EDITED
		       : fail_with(classifier, DEHUSK_NO_MEMORY);
}

static const enum line_class result_of[] = {
	[RULE_DROP] = CLASS_DROPPED,
	[RULE_HUSK] = CLASS_DROPPED,
	[RULE_FOOT] = CLASS_DROPPED,
	[RULE_CUT] = CLASS_CUT,
	[RULE_KEEP] = CLASS_KEPT,
	[RULE_HINT] = CLASS_KEPT,
};

// Counts a limit that a rule reached; `aside`: it is put aside.
static void count_limit(
	struct classifier *classifier, size_t i, struct classification *classification, bool aside)
{
	classification->limit_hits++;
	classifier->list[i].limit_hits++;
	if (!aside)
		return;
	// What was cached was classified with this rule.
	classifier->list[i].put_aside++;
	cache_clear(&classifier->cache);
}

// Notes what it cost to ask a rule about a line of `size` bytes. Cached lines cost nothing, so that
// it does not matter which lines are cached.
static void count_work(struct classifier *classifier, size_t i,
	struct classification *classification, enum match_result result, size_t size)
{
	struct budget *budget = &classifier->budget;
	bool scans =
		result == MATCH_NO && size > CACHE_LINE && pattern_scans(classifier->pattern[i]);
	if (result == MATCH_LIMIT)
		count_limit(classifier, i, classification, budget_limit(budget, i, size));
	else if ((scans && budget_scan(budget, i, size)) ||
		 (matcher_took_long(classifier->matcher) && budget_long(budget, i, size)))
		count_limit(classifier, i, classification, true);
}

static enum step ask_rule(struct classifier *classifier, size_t i,
	struct classification *classification, struct slice folded)
{
	if (budget_is_aside(&classifier->budget, i))
		return STEP_ON;
	enum rule_action action = entry_of(classifier, i)->rule->action;
	enum dehusk_status status = compile_entry(classifier, i);
	if (status != DEHUSK_OK)
		return fail_with(classifier, status);
	struct pattern *pattern = classifier->pattern[i];
	size_t start, end;
	enum match_result result =
		action == RULE_STRIP
			? cut_matches(classifier, pattern, classification->text, folded)
			: pattern_find(classifier->matcher, pattern, folded, 0, &start, &end);
	count_work(classifier, i, classification, result, folded.size);
	switch (result) {
	case MATCH_NO:
	case MATCH_LIMIT:
		return STEP_ON;
	case MATCH_NO_MEMORY:
		return fail_with(classifier, DEHUSK_NO_MEMORY);
	case MATCH_YES:
		break;
	}
	if (action == RULE_SOURCE)
		return classify_ask_source_behind(classifier, i, classification, end);
	return action == RULE_STRIP ? classify_edit(classifier, i, classification)
				    : settle_line(classifier, i, classification, result_of[action]);
}

static enum step ask_entry(struct classifier *classifier, size_t i,
	struct classification *classification, struct slice folded)
{
	switch (entry_of(classifier, i)->asked) {
	case ASK_SOURCE:
		return classify_ask_source(classifier, i, classification, folded);
	case ASK_BYLINE:
		return classify_ask_byline(classifier, i, classification, folded);
	case ASK_ENGLISH_BYLINE:
	case ASK_KOREAN_BYLINE:
		return classify_ask_foreign_byline(classifier, i, classification);
	case ASK_RULE:
		break;
	}
	return ask_rule(classifier, i, classification, folded);
}

static void begin_groups(struct classifier *classifier)
{
	struct rule_group *group = classifier->group;
	if (classifier->pair)
		prefilter_begin_pair(
			group[0].prefilter, group[1].prefilter, classifier->pair, classifier->read);
	else
		prefilter_begin(group->prefilter, classifier->read);
}

// Asks the entries of a group that its prefilter selects, in their order, until one settles or
// edits the line. *folded is the line, or NULL data as long as it was not needed.
static enum step ask_group(struct classifier *classifier, const struct rule_group *group,
	struct classification *classification, struct slice *folded)
{
	size_t i = prefilter_next(group->prefilter, 0);
	if (i == PREFILTER_NONE)
		return STEP_ON;
	if (!folded->data)
		*folded = classify_simplify(classifier, classifier->read);
	if (!folded->data)
		return fail_with(classifier, DEHUSK_NO_MEMORY);
	for (; i != PREFILTER_NONE; i = prefilter_next(group->prefilter, i + 1)) {
		enum step step = ask_entry(classifier, group->first + i, classification, *folded);
		if (step != STEP_ON)
			return step;
	}
	return STEP_ON;
}

// Asks the groups in their order. If no entry settles or edits the line, it is kept.
static enum step ask_all(struct classifier *classifier, struct classification *classification)
{
	struct slice folded = {NULL, 0};
	enum step step = STEP_ON;
	classifier->has_fields = false;
	classifier->read = classification->text;
	if (classifier->signs &&
		!classify_read(classifier, classification->text, &classifier->read))
		return fail_with(classifier, DEHUSK_NO_MEMORY);
	begin_groups(classifier);
	for (size_t i = 0; i < classifier->group_count && step == STEP_ON; i++)
		step = ask_group(classifier, &classifier->group[i], classification, &folded);
	return step == STEP_ON ? STEP_SETTLED : step;
}

static enum dehusk_status classify_anew(
	struct classifier *classifier, struct slice line, struct classification *classification)
{
	buffer_clear(&classifier->names);
	classifier->failed = DEHUSK_OK;
	for (size_t edits = 0; edits < CLASSIFY_EDITS; edits++) {
		classification->rounds++;
		switch (ask_all(classifier, classification)) {
		case STEP_FAILED:
			return classifier->failed;
		case STEP_EDITED:
			break;
		default:
			return DEHUSK_OK;
		}
		if (classification->text.size == 0) {
			classification->result = CLASS_DROPPED;
			return DEHUSK_OK;
		}
	}
	// Report the last rule that edited the line.
	classifier->read = line;
	classifier->has_fields = false;
	classification->rule->limit_hits++;
	*classification =
		(struct classification){.text = line, .limit_hits = classification->limit_hits + 1};
	return DEHUSK_OK;
}

enum dehusk_status classify_match(struct classifier *classifier, const struct dehusk_rule *rule,
	struct slice line, struct slice *match)
{
	size_t i = (size_t)(rule - classifier->list), start, end;
	*match = (struct slice){line.data, 0};
	if (!rule->pattern.text)
		return DEHUSK_OK;
	if (!classify_read(classifier, line, &classifier->read))
		return DEHUSK_NO_MEMORY;
	struct slice folded = classify_simplify(classifier, classifier->read);
	enum dehusk_status status = folded.data ? compile_entry(classifier, i) : DEHUSK_NO_MEMORY;
	if (status != DEHUSK_OK)
		return status;
	switch (pattern_find(
		classifier->matcher, classifier->pattern[i], folded, 0, &start, &end)) {
	case MATCH_NO_MEMORY:
		return DEHUSK_NO_MEMORY;
	case MATCH_YES:
		*match = part_read(classifier, line, start, end);
		break;
	case MATCH_NO:
	case MATCH_LIMIT:
		break;
	}
	return DEHUSK_OK;
}

// --- the cache of short lines ---

struct cache *classify_cache(struct classifier *classifier)
{
	return &classifier->cache;
}

static void recall_classification(
	struct cached *cached, struct slice line, struct classification *classification)
{
	// Field by field: this runs for nearly every line, and zeroing the whole struct first is
	// slower.
	classification->result = (enum line_class)cached->result;
	classification->rule = cached->rule;
	classification->text = classification->read = line;
	classification->fields = NULL;
	classification->name.data = line.data + cached->name_at;
	classification->name.size = cached->name_size;
	classification->also.size = 0;
	classification->date = cached->date;
	classification->credit_count = 0;
	classification->limit_hits = 0;
	classification->unread_date = cached->unread_date;
	classification->people = cached->people;
	classification->author.size = classification->editor.size = 0;
	classification->rounds = 0;
	classification->edited_count = 0;
	classification->note = &cached->note;
}

// Whether a rule that is asked before the reader of sources may match the line of the last
// prefilter_begin() with a blank and a date behind it.
static bool may_come_before_sources(struct classifier *classifier)
{
	const struct rule_group *user = &classifier->group[0], *builtin = classifier->builtin;
	return prefilter_any_dated(builtin->prefilter, builtin->ruleset->source_entry) ||
	       (user != builtin && prefilter_any_dated(user->prefilter, user->ruleset->count));
}

// `line` is the line of the last prefilter_begin().
static void cache_classification(struct classifier *classifier, struct cached *cached,
	struct slice line, struct classification *classification)
{
	memcpy(cached->text, line.data, line.size);
	cached->size = (unsigned char)line.size;
	cached->result = (unsigned char)classification->result;
	cached->name_at = classification->name.size > 0
				  ? (unsigned char)(classification->name.data - line.data)
				  : 0;
	cached->name_size = (unsigned char)classification->name.size;
	cached->date = classification->date;
	cached->unread_date = classification->unread_date;
	cached->people = classification->people;
	cached->rule = classification->rule;
	cached->note = 0;
	// With a date behind it, the line may be something else in two cases: a rule before the
	// reader of sources matches it, or its name ends in a label of a date.
	size_t start;
	cached->takes_date =
		classification->result == CLASS_SOURCE && classification->date == 0 &&
		!classification->people && classification->rule == classify_collector(classifier) &&
		classification->name.data + classification->name.size == line.data + line.size &&
		!label_before(classifier->fields.text, 0, line.size, &start) &&
		!may_come_before_sources(classifier);
	classification->note = &cached->note;
}

enum dehusk_status classify_line(
	struct classifier *classifier, struct slice line, struct classification *classification)
{
	return classify_known(
		classifier, line, true, cache_find(&classifier->cache, line), classification);
}

enum dehusk_status classify_known(struct classifier *classifier, struct slice line, bool signs,
	struct cached *cached, struct classification *classification)
{
	if (cached) {
		recall_classification(cached, line, classification);
		return DEHUSK_OK;
	}
	*classification = (struct classification){.text = line};
	classifier->signs = signs;
	enum dehusk_status status = classify_anew(classifier, line, classification);
	classification->read = classifier->read;
	classification->fields = classifier->has_fields ? &classifier->fields : NULL;
	classify_name_credits(classifier, classification);
	bool edited =
		classification->text.data != line.data || classification->text.size != line.size;
	bool lasts = status == DEHUSK_OK && !edited && classifier->read.data == line.data &&
		     classification->limit_hits == 0 && classification->also.size == 0;
	if (lasts && line.size <= CACHE_LINE)
		cache_classification(
			classifier, cache_renew(&classifier->cache, line), line, classification);
	return status;
}

enum dehusk_status classify_undated(
	struct classifier *classifier, struct slice line, struct cached **cached)
{
	struct classification classification;
	enum dehusk_status status = DEHUSK_OK;
	*cached = cache_find(&classifier->cache, line);
	if (!*cached && line.size <= CACHE_LINE) {
		status = classify_line(classifier, line, &classification);
		*cached = cache_find(&classifier->cache, line);
	}
	return status;
}
