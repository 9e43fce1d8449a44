// SPDX-License-Identifier: MIT
// What the rules and the source collector make of one line by itself.
//
// Most lines never get as far as a pattern: a short line that was seen before is remembered with
// its judgement, and of all rules only those are asked that are candidates for the line.
#include "match/classify.h"

#include <stdlib.h>
#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"
#include "lines/normalize.h"
#include "match/cache.h"
#include "match/pattern.h"
#include "match/prefilter.h"
#include "meta/source.h"

// A line that is not settled after so many edits is kept as it came, or each run would edit it
// further.
#define MOST_EDITS 64
// Bytes looked through while the matches of one strip rule are taken out of one line.
#define MOST_CUTTING ((size_t)1 << 28)

// What is asked: a rule, or one of the readers that are no patterns.
enum asked { ASK_RULE, ASK_SOURCE, ASK_BYLINE, ASK_ENGLISH_BYLINE, ASK_KOREAN_BYLINE };

// In the order of asking.
struct entry {
	enum asked asked;
	const struct rule *source; // of ASK_RULE
	struct buffer folded;
	struct pattern *pattern; // NULL until it is first asked
};

struct classifier {
	struct rules rules;
	struct entry *entry;
	struct dehusk_rule *list; // parallel to `entry`: the public side
	size_t count;
	size_t collector;             // its entry
	struct prefilter *candidates; // of the same numbers as `entry`
	struct cache memory;
	struct matcher *matcher;
	struct normalizer *tidy;
	struct buffer folded, pieces, text[2];
	struct fields fields;
	bool has_fields; // of the text that is being judged
	struct judge_credit *credit;
	size_t label_room;
	struct buffer names;               // of them
	struct byline_name author, editor; // what a judgement points into
	enum dehusk_status failed;
};

// --- setting up ---

static enum dehusk_status compile(struct entry *entry)
{
	char message[128];
	const char *what;
	size_t at;
	if (!entry->pattern)
		entry->pattern =
			pattern_new(slice_of(&entry->folded), message, sizeof message, &what, &at);
	return entry->pattern ? DEHUSK_OK : what ? DEHUSK_BAD_RULE : DEHUSK_NO_MEMORY;
}

static bool add_rule(struct classifier *classifier, const struct rule *rule)
{
	size_t i = classifier->count++;
	struct entry *entry = &classifier->entry[i];
	entry->source = rule;
	classifier->list[i].name = rule->name;
	return pattern_fold(rule->pattern, &entry->folded) &&
	       prefilter_add_pattern(classifier->candidates, slice_of(&entry->folded));
}

static bool korean_word(size_t n, char word[PREFILTER_WORD])
{
	static const char reporter[] = "기자";
	memcpy(word, reporter, sizeof reporter);
	return n == 0;
}

// What is no rule, in the order of asking.
static const struct {
	enum asked asked;
	const char *name;
	struct prefilter_reader lines;
} readers[] = {
	{ASK_SOURCE, "source", {.word = source_word, .may_end = source_may_end}},
	{ASK_BYLINE, "byline", {.word = byline_word, .may_end = byline_may_end}},
	{ASK_ENGLISH_BYLINE, "byline-english", {.first = 'B'}},
	{ASK_KOREAN_BYLINE, "byline-korean", {.word = korean_word}},
};
#define READERS (sizeof readers / sizeof readers[0])

static bool add_readers(struct classifier *classifier)
{
	classifier->collector = classifier->count;
	for (size_t i = 0; i < READERS; i++) {
		classifier->list[classifier->count].name = readers[i].name;
		classifier->entry[classifier->count++].asked = readers[i].asked;
		if (!prefilter_add_reader(classifier->candidates, &readers[i].lines))
			return false;
	}
	return true;
}

// When the rules of an action are asked. A hint is only what no other rule takes.
enum order { ORDER_KEEP, ORDER_OTHERS, ORDER_HINTS };

static enum order order_of(const struct rule *rule)
{
	return rule->action == RULE_KEEP   ? ORDER_KEEP
	       : rule->action == RULE_HINT ? ORDER_HINTS
					   : ORDER_OTHERS;
}

static bool add_rules(struct classifier *classifier, enum order order)
{
	bool done = true;
	for (size_t i = 0; i < classifier->rules.count && done; i++)
		if (order_of(&classifier->rules.rule[i]) == order)
			done = add_rule(classifier, &classifier->rules.rule[i]);
	return done;
}

static bool add_all(struct classifier *classifier)
{
	return add_rules(classifier, ORDER_KEEP) && add_readers(classifier) &&
	       add_rules(classifier, ORDER_OTHERS) && add_rules(classifier, ORDER_HINTS);
}

static enum dehusk_status set_up(struct classifier *classifier, const char *rules, size_t size)
{
	struct rules_error error;
	if (!rules_parse(&classifier->rules, rules, size, &error))
		return error.what ? DEHUSK_BAD_RULE : DEHUSK_NO_MEMORY;
	size_t entries = classifier->rules.count + READERS;
	classifier->entry = calloc(entries, sizeof *classifier->entry);
	classifier->list = calloc(entries, sizeof *classifier->list);
	classifier->matcher = matcher_new();
	classifier->candidates = prefilter_new(entries);
	classifier->tidy = normalizer_new();
	if (!classifier->entry || !classifier->list || !classifier->matcher ||
		!classifier->candidates || !classifier->tidy)
		return DEHUSK_NO_MEMORY;
	return add_all(classifier) ? DEHUSK_OK : DEHUSK_NO_MEMORY;
}

enum dehusk_status classifier_new(struct classifier **classifier, const char *rules, size_t size)
{
	*classifier = NULL;
	struct classifier *made = calloc(1, sizeof *made);
	if (!made)
		return DEHUSK_NO_MEMORY;
	enum dehusk_status status = set_up(made, rules, size);
	if (status == DEHUSK_OK)
		*classifier = made;
	else
		classifier_free(made);
	return status;
}

void classifier_free(struct classifier *classifier)
{
	if (!classifier)
		return;
	for (size_t i = 0; i < classifier->count; i++) {
		pattern_free(classifier->entry[i].pattern);
		buffer_free(&classifier->entry[i].folded);
	}
	rules_free(&classifier->rules);
	free(classifier->entry);
	free(classifier->list);
	prefilter_free(classifier->candidates);
	matcher_free(classifier->matcher);
	normalizer_free(classifier->tidy);
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
	return &classifier->list[classifier->collector];
}

const struct rule *classify_source(
	const struct classifier *classifier, const struct dehusk_rule *rule)
{
	return classifier->entry[rule - classifier->list].source;
}

struct slice classify_fold(struct classifier *classifier, struct slice text)
{
	buffer_clear(&classifier->folded);
	if (!buffer_reserve(&classifier->folded, text.size))
		return (struct slice){NULL, 0};
	bool changed = hanzi_simplify(text.data, text.size, classifier->folded.data);
	return changed ? (struct slice){classifier->folded.data, text.size} : text;
}

// --- editing ---

// Cleans classifier->pieces as a line of its own into the text buffer that `now` does not stand in.
static bool normalize_pieces(struct classifier *classifier, struct slice *now)
{
	struct buffer *out = &classifier->text[now->data == classifier->text[0].data];
	buffer_clear(out);
	if (!normalize_feed(
		    classifier->tidy, classifier->pieces.data, classifier->pieces.size, out) ||
		!normalize_end(classifier->tidy, out))
		return false;
	*now = slice_of(out);
	return true;
}

// Collects what the matches of a rule leave of the line in classifier->pieces. NO: they take
// nothing away.
static enum match_result cut_matches(struct classifier *classifier, const struct entry *entry,
	struct slice line, struct slice folded)
{
	enum match_result result = MATCH_NO;
	size_t kept = 0, from = 0, start, end, work = 0;
	buffer_clear(&classifier->pieces);
	while (from < line.size && (result = pattern_find(classifier->matcher, entry->pattern,
					    folded, from, &start, &end)) == MATCH_YES) {
		uint32_t c;
		if (end > start) {
			if (!buffer_append(&classifier->pieces, line.data + kept, start - kept))
				return MATCH_NO_MEMORY;
			kept = from = end;
		} else {
			from = end < line.size
				       ? end + utf8_decode(line.data + end, line.size - end, &c)
				       : end;
		}
		work += line.size;
		if (work > MOST_CUTTING)
			return MATCH_LIMIT;
	}
	if (result == MATCH_LIMIT || result == MATCH_NO_MEMORY)
		return result;
	if (kept == 0)
		return MATCH_NO;
	return buffer_append(&classifier->pieces, line.data + kept, line.size - kept)
		       ? MATCH_YES
		       : MATCH_NO_MEMORY;
}

// --- asking ---

enum step {
	STEP_ON, // the next candidate
	STEP_SETTLED,
	STEP_EDITED, // the text is another: from the first rule again
	STEP_FAILED, // classifier->failed says how
};

static enum step fail(struct classifier *classifier, enum dehusk_status status)
{
	classifier->failed = status;
	return STEP_FAILED;
}

static enum step settle(struct classifier *classifier, size_t i, struct judgement *judgement,
	enum judge_result result)
{
	judgement->result = result;
	judgement->rule = &classifier->list[i];
	return STEP_SETTLED;
}

static enum step edit(struct classifier *classifier, size_t i, struct judgement *judgement)
{
	judgement->rule = &classifier->list[i];
	return normalize_pieces(classifier, &judgement->text) ? STEP_EDITED
							      : fail(classifier, DEHUSK_NO_MEMORY);
}

// --- sources and bylines ---

// The line as fields; read once for both judges.
static const struct fields *fields_of(
	struct classifier *classifier, const struct judgement *judgement, struct slice folded)
{
	if (!classifier->has_fields)
		fields_read(&classifier->fields, judgement->text.data, folded.data, folded.size);
	classifier->has_fields = true;
	return &classifier->fields;
}

static void keep_name(struct byline_name *room, struct slice *kept, const struct byline_name *name)
{
	if (name->size == 0)
		return;
	*room = *name;
	*kept = (struct slice){room->text, room->size};
}

// Of several at the end of a line, those nearest to its text count.
static void keep_people(
	struct classifier *classifier, struct judgement *judgement, const struct byline *byline)
{
	keep_name(&classifier->author, &judgement->author, &byline->author);
	keep_name(&classifier->editor, &judgement->editor, &byline->editor);
}

// Whether a word for people is in the line.
static bool names_people(const struct classifier *classifier)
{
	return prefilter_has_word(classifier->candidates, classifier->collector + 1);
}

// The people who stand in a bracket with a source, from `at` to `size`.
static void keep_people_in_bracket(struct classifier *classifier, struct judgement *judgement,
	size_t at, size_t size, struct slice folded)
{
	struct byline byline;
	uint32_t c;
	size_t blank = utf8_next(folded.data + at, &c);
	at += utf8_is_blank(c) ? blank : 0;
	byline_parse(judgement->text.data + at, folded.data + at, size - at, &byline);
	if (byline.kind == BYLINE_LINE)
		keep_people(classifier, judgement, &byline);
}

// Keeps a source that the line gives up. Where its name is, is known when no more come.
static bool add_credit(
	struct classifier *classifier, struct judgement *judgement, const struct source *source)
{
	void *credits = classifier->credit;
	size_t count = judgement->label_count;
	struct judge_credit credit = {{NULL, source->name.size}, source->date};
	if (!array_reserve(&credits, &classifier->label_room, count + 1, sizeof credit)) {
		classifier->failed = DEHUSK_NO_MEMORY;
		return false;
	}
	classifier->credit = credits;
	if (!buffer_append(&classifier->names, source->name.data, source->name.size)) {
		classifier->failed = DEHUSK_NO_MEMORY;
		return false;
	}
	classifier->credit[judgement->label_count++] = credit;
	return true;
}

static void name_credits(struct classifier *classifier, struct judgement *judgement)
{
	const char *name = classifier->names.data;
	for (size_t i = 0; i < judgement->label_count; i++) {
		classifier->credit[i].name.data = name;
		name += classifier->credit[i].name.size;
	}
	judgement->credit = classifier->credit;
}

// Takes a source off the end of the first *size bytes of the line.
static bool take_source_off(struct classifier *classifier, struct judgement *judgement,
	struct slice folded, size_t *size)
{
	struct source source;
	source_tail(judgement->text.data, folded.data, *size, &source);
	if (source.kind != SOURCE_CREDIT || !add_credit(classifier, judgement, &source))
		return false;
	if (names_people(classifier))
		keep_people_in_bracket(classifier, judgement, source.stays, *size, folded);
	*size = source.stays;
	return true;
}

static bool take_people_off(struct classifier *classifier, struct judgement *judgement,
	struct slice folded, size_t *size)
{
	struct byline byline;
	byline_tail(judgement->text.data, folded.data, *size, &byline);
	if (byline.kind != BYLINE_TAIL)
		return false;
	keep_people(classifier, judgement, &byline);
	*size = byline.stays;
	return true;
}

// Takes all credits off the end of the line at once: to judge the line anew after each would take
// time that grows with the square of their number. What is left is judged anew as a whole.
static enum step take_off(
	struct classifier *classifier, size_t i, struct judgement *judgement, struct slice folded)
{
	size_t size = folded.size;
	while (size > 0 && (take_source_off(classifier, judgement, folded, &size) ||
				   (names_people(classifier) &&
					   take_people_off(classifier, judgement, folded, &size))))
		;
	judgement->people = false;
	buffer_clear(&classifier->pieces);
	if (classifier->failed != DEHUSK_OK ||
		!buffer_append(&classifier->pieces, judgement->text.data, size))
		return fail(classifier, DEHUSK_NO_MEMORY);
	return edit(classifier, i, judgement);
}

static enum step ask_collector(
	struct classifier *classifier, size_t i, struct judgement *judgement, struct slice folded)
{
	struct source source;
	source_judge(fields_of(classifier, judgement, folded), &source);
	judgement->name = source.name;
	judgement->also = source.also;
	judgement->date = source.date;
	judgement->unread_date |= source.unread;
	judgement->people = source.kind != SOURCE_NONE && names_people(classifier);
	switch (source.kind) {
	case SOURCE_FOUND:
		return settle(classifier, i, judgement, JUDGE_SOURCE);
	case SOURCE_LABEL:
		return settle(classifier, i, judgement, JUDGE_LABEL);
	case SOURCE_NAMELESS:
		return settle(classifier, i, judgement, JUDGE_NAMELESS);
	case SOURCE_CREDIT:
		return take_off(classifier, i, judgement, folded);
	case SOURCE_NONE:
		break;
	}
	return STEP_ON;
}

static enum step ask_byline(
	struct classifier *classifier, size_t i, struct judgement *judgement, struct slice folded)
{
	struct byline byline;
	byline_judge(fields_of(classifier, judgement, folded), &byline);
	if (byline.kind == BYLINE_TAIL)
		return take_off(classifier, i, judgement, folded);
	if (byline.kind != BYLINE_LINE)
		return STEP_ON;
	judgement->people = true;
	return settle(classifier, i, judgement, JUDGE_BYLINE);
}

static enum step ask_foreign_byline(
	struct classifier *classifier, size_t i, struct judgement *judgement)
{
	struct byline byline;
	bool korean = classifier->entry[i].asked == ASK_KOREAN_BYLINE;
	struct slice text = judgement->text;
	if (!(korean ? byline_parse_korean : byline_parse_english)(text.data, text.size, &byline))
		return STEP_ON;
	judgement->people = true;
	return settle(classifier, i, judgement, JUDGE_BYLINE);
}

static const enum judge_result result_of[] = {
	[RULE_DROP] = JUDGE_DROPPED,
	[RULE_HUSK] = JUDGE_DROPPED,
	[RULE_FOOT] = JUDGE_DROPPED,
	[RULE_CUT] = JUDGE_CUT,
	[RULE_KEEP] = JUDGE_KEPT,
	[RULE_HINT] = JUDGE_KEPT,
};

static enum step ask_rule(
	struct classifier *classifier, size_t i, struct judgement *judgement, struct slice folded)
{
	struct entry *entry = &classifier->entry[i];
	enum rule_action action = entry->source->action;
	enum dehusk_status status = compile(entry);
	if (status != DEHUSK_OK)
		return fail(classifier, status);
	size_t start, end;
	enum match_result result = action == RULE_STRIP
					   ? cut_matches(classifier, entry, judgement->text, folded)
					   : pattern_find(classifier->matcher, entry->pattern,
						     folded, 0, &start, &end);
	switch (result) {
	case MATCH_NO:
		return STEP_ON;
	case MATCH_LIMIT:
		judgement->limit_hits++;
		classifier->list[i].limit_hits++;
		return STEP_ON;
	case MATCH_NO_MEMORY:
		return fail(classifier, DEHUSK_NO_MEMORY);
	case MATCH_YES:
		break;
	}
	return action == RULE_STRIP ? edit(classifier, i, judgement)
				    : settle(classifier, i, judgement, result_of[action]);
}

static enum step ask(
	struct classifier *classifier, size_t i, struct judgement *judgement, struct slice folded)
{
	switch (classifier->entry[i].asked) {
	case ASK_SOURCE:
		return ask_collector(classifier, i, judgement, folded);
	case ASK_BYLINE:
		return ask_byline(classifier, i, judgement, folded);
	case ASK_ENGLISH_BYLINE:
	case ASK_KOREAN_BYLINE:
		return ask_foreign_byline(classifier, i, judgement);
	case ASK_RULE:
		break;
	}
	return ask_rule(classifier, i, judgement, folded);
}

// Asks the candidates in their order until one settles or edits the line; kept when none does.
static enum step ask_all(struct classifier *classifier, struct judgement *judgement)
{
	classifier->has_fields = false;
	prefilter_begin(classifier->candidates, judgement->text);
	size_t i = prefilter_next(classifier->candidates, 0);
	if (i == PREFILTER_NONE)
		return STEP_SETTLED;
	struct slice folded = classify_fold(classifier, judgement->text);
	if (!folded.data)
		return fail(classifier, DEHUSK_NO_MEMORY);
	for (; i != PREFILTER_NONE; i = prefilter_next(classifier->candidates, i + 1)) {
		enum step step = ask(classifier, i, judgement, folded);
		if (step != STEP_ON)
			return step;
	}
	return STEP_SETTLED;
}

static enum dehusk_status judge_anew(
	struct classifier *classifier, struct slice line, struct judgement *judgement)
{
	buffer_clear(&classifier->names);
	classifier->failed = DEHUSK_OK;
	for (size_t edits = 0; edits < MOST_EDITS; edits++) {
		judgement->rounds++;
		switch (ask_all(classifier, judgement)) {
		case STEP_FAILED:
			return classifier->failed;
		case STEP_EDITED:
			break;
		default:
			return DEHUSK_OK;
		}
		if (judgement->text.size == 0) {
			judgement->result = JUDGE_DROPPED;
			return DEHUSK_OK;
		}
	}
	// The last rule that edited it is the one to name.
	judgement->rule->limit_hits++;
	*judgement = (struct judgement){.text = line, .limit_hits = judgement->limit_hits + 1};
	return DEHUSK_OK;
}

// --- the memory for short lines ---

struct cache *classify_memory(struct classifier *classifier)
{
	return &classifier->memory;
}

static void recall(struct cached *memo, struct slice line, struct judgement *judgement)
{
	// Field by field: this is done for nearly every line, and setting the whole to zero first
	// takes longer.
	judgement->result = (enum judge_result)memo->result;
	judgement->rule = memo->rule;
	judgement->text = line;
	judgement->name.data = line.data + memo->name_at;
	judgement->name.size = memo->name_size;
	judgement->also.size = 0;
	judgement->date = memo->date;
	judgement->label_count = 0;
	judgement->limit_hits = 0;
	judgement->unread_date = memo->unread_date;
	judgement->people = memo->people;
	judgement->author.size = judgement->editor.size = 0;
	judgement->rounds = 0;
	judgement->note = &memo->note;
}

// The line is the one that candidates were looked for last.
static void remember(struct classifier *classifier, struct cached *memo, struct slice line,
	struct judgement *judgement)
{
	memcpy(memo->text, line.data, line.size);
	memo->size = (unsigned char)line.size;
	memo->result = (unsigned char)judgement->result;
	memo->name_at =
		judgement->name.size > 0 ? (unsigned char)(judgement->name.data - line.data) : 0;
	memo->name_size = (unsigned char)judgement->name.size;
	memo->date = judgement->date;
	memo->unread_date = judgement->unread_date;
	memo->people = judgement->people;
	memo->rule = judgement->rule;
	memo->note = 0;
	// If a rule may stand between such a line and the collector, it may make something else of
	// the line with a date; and a name may end in what is a label before one.
	size_t start;
	memo->takes_date = judgement->result == JUDGE_SOURCE && judgement->date == 0 &&
			   !judgement->people &&
			   judgement->name.data + judgement->name.size == line.data + line.size &&
			   !label_before(classifier->fields.text, 0, line.size, &start) &&
			   !prefilter_any_before(classifier->candidates, classifier->collector);
	judgement->note = &memo->note;
}

enum dehusk_status classify_line(
	struct classifier *classifier, struct slice line, struct judgement *judgement)
{
	struct cached *memo = cache_find(&classifier->memory, line);
	if (memo) {
		recall(memo, line, judgement);
		return DEHUSK_OK;
	}
	*judgement = (struct judgement){.text = line};
	enum dehusk_status status = judge_anew(classifier, line, judgement);
	name_credits(classifier, judgement);
	bool edited = judgement->text.data != line.data || judgement->text.size != line.size;
	bool lasts = status == DEHUSK_OK && !edited && judgement->limit_hits == 0 &&
		     judgement->also.size == 0;
	if (lasts && line.size <= CACHE_LINE)
		remember(classifier, cache_renew(&classifier->memory, line), line, judgement);
	return status;
}

enum dehusk_status classify_undated(
	struct classifier *classifier, struct slice line, struct cached **memo)
{
	struct judgement judgement;
	enum dehusk_status status = DEHUSK_OK;
	*memo = cache_find(&classifier->memory, line);
	if (!*memo && line.size <= CACHE_LINE) {
		status = classify_line(classifier, line, &judgement);
		*memo = cache_find(&classifier->memory, line);
	}
	return status;
}

const struct fields *classify_fields(struct classifier *classifier, struct slice line)
{
	struct slice folded = classify_fold(classifier, line);
	if (!folded.data)
		return NULL;
	fields_read(&classifier->fields, line.data, folded.data, line.size);
	return &classifier->fields;
}

enum dehusk_status classify_people(
	struct classifier *classifier, struct slice line, struct byline *byline)
{
	if (byline_parse_english(line.data, line.size, byline) ||
		byline_parse_korean(line.data, line.size, byline))
		return DEHUSK_OK;
	const struct fields *fields = classify_fields(classifier, line);
	if (!fields)
		return DEHUSK_NO_MEMORY;
	byline_judge(fields, byline);
	return DEHUSK_OK;
}

enum dehusk_status classify_is_outlet(struct classifier *classifier, struct slice line, bool *is)
{
	*is = false;
	if (line.size > SOURCE_NAME_MAX)
		return DEHUSK_OK;
	const struct fields *fields = classify_fields(classifier, line);
	if (!fields)
		return DEHUSK_NO_MEMORY;
	*is = fields->count == 1 && byline_is_outlet(&fields->field[0], fields);
	return DEHUSK_OK;
}

enum dehusk_status classify_names_author(
	struct classifier *classifier, struct slice line, bool begins, struct byline_name *author)
{
	author->size = 0;
	struct slice folded = classify_fold(classifier, line);
	if (!folded.data)
		return DEHUSK_NO_MEMORY;
	if (!(begins ? byline_begins : byline_ends)(line.data, folded.data, line.size, author))
		author->size = 0;
	return DEHUSK_OK;
}
