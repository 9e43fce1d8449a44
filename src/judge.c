// SPDX-License-Identifier: MIT
// What the rules and the source collector make of one line by itself.
//
// Most lines never get as far as a pattern: a short line that was seen before is remembered with its judgement, the
// sieve finds the rules whose words are in the line, and rules without such words are asked only for lines that begin
// with a character they can begin with. All three may only say that a rule cannot match; PCRE2 decides.
#include "judge.h"

#include <stdlib.h>
#include <string.h>

#include "fold.h"
#include "literal.h"
#include "match.h"
#include "sieve.h"
#include "source.h"
#include "tidy.h"
#include "utf8.h"

// A line that is not settled after so many edits is kept as it came, or each run would edit it further.
#define MOST_EDITS 64
// Bytes looked through while the matches of one strip rule are taken out of one line.
#define MOST_CUTTING ((size_t)1 << 28)
#define MEMO_ROOM 2048
#define FIRST_ROOM 2048
#define NO_ENTRY SIZE_MAX

// A rule, or the source collector where `source` is NULL, in the order of asking.
struct entry {
	const struct rule *source;
	struct buffer folded;
	struct pattern *pattern; // NULL until it is first asked
};

// A short line and what was made of it, when it was not edited and hit no limit.
struct memo {
	char text[63];
	unsigned char size; // 0: none
	unsigned char result, name_at, name_size;
	bool impossible_date;
	int32_t date;
	struct dehusk_rule *rule;
};

// Which of the wordless anchored rules may match a line that begins with c.
struct first {
	uint32_t c; // 0: none
	uint64_t may;
};

struct judge {
	struct rules rules;
	struct entry *entry;
	struct dehusk_rule *list; // parallel to `entry`: the public side
	size_t count;
	struct sieve *sieve;
	uint64_t *always, *candidates; // sets of entries
	size_t wordless[64];           // anchored entries without words
	size_t wordless_count;
	struct first first[FIRST_ROOM];
	struct memo memo[MEMO_ROOM];
	struct matcher *matcher;
	struct tidy *tidy;
	struct buffer folded, pieces, text[2];
	struct judge_credit credit[MOST_EDITS];
	char names[MOST_EDITS][SOURCE_NAME_MAX]; // what `credit` points into
	enum dehusk_status failed;
};

static void set_bit(uint64_t *set, size_t i)
{
	set[i / 64] |= (uint64_t)1 << i % 64;
}

// --- setting up ---

static enum dehusk_status compile(struct entry *entry)
{
	char message[128];
	const char *what;
	size_t at;
	struct slice folded = {entry->folded.data, entry->folded.size};
	if (!entry->pattern)
		entry->pattern = pattern_new(folded, message, sizeof message, &what, &at);
	return entry->pattern ? DEHUSK_OK : what ? DEHUSK_BAD_RULE : DEHUSK_NO_MEMORY;
}

static enum dehusk_status add_wordless(struct judge *judge, size_t i)
{
	enum dehusk_status status = compile(&judge->entry[i]);
	if (status != DEHUSK_OK)
		return status;
	size_t most = sizeof judge->wordless / sizeof judge->wordless[0];
	if (pattern_is_anchored(judge->entry[i].pattern) && judge->wordless_count < most)
		judge->wordless[judge->wordless_count++] = i;
	else
		set_bit(judge->always, i);
	return DEHUSK_OK;
}

static bool add_words(struct judge *judge, size_t i, const struct literals *words)
{
	const char *word = words->text.data;
	for (size_t k = 0; k < words->count; k++, word += strlen(word) + 1)
		if (!sieve_add(judge->sieve, i, word))
			return false;
	return true;
}

static enum dehusk_status add_rule(struct judge *judge, const struct rule *rule)
{
	size_t i = judge->count++;
	struct entry *entry = &judge->entry[i];
	struct literals words;
	entry->source = rule;
	judge->list[i].name = rule->name;
	if (!pattern_fold(rule->pattern, &entry->folded) ||
		!literals_find(entry->folded.data, entry->folded.size, &words))
		return DEHUSK_NO_MEMORY;
	enum dehusk_status status = DEHUSK_OK;
	if (words.count == 0)
		status = add_wordless(judge, i);
	else if (!add_words(judge, i, &words))
		status = DEHUSK_NO_MEMORY;
	literals_free(&words);
	return status;
}

static enum dehusk_status add_collector(struct judge *judge)
{
	size_t i = judge->count++;
	judge->list[i].name = "source";
	for (const char *const *word = source_words; *word; word++)
		if (!sieve_add(judge->sieve, i, *word))
			return DEHUSK_NO_MEMORY;
	return DEHUSK_OK;
}

static enum dehusk_status add_all(struct judge *judge)
{
	enum dehusk_status status = DEHUSK_OK;
	for (size_t i = 0; i < judge->rules.count && status == DEHUSK_OK; i++)
		if (judge->rules.rule[i].action == RULE_KEEP)
			status = add_rule(judge, &judge->rules.rule[i]);
	if (status == DEHUSK_OK)
		status = add_collector(judge);
	for (size_t i = 0; i < judge->rules.count && status == DEHUSK_OK; i++)
		if (judge->rules.rule[i].action != RULE_KEEP)
			status = add_rule(judge, &judge->rules.rule[i]);
	return status;
}

static enum dehusk_status set_up(struct judge *judge, const char *rules, size_t size)
{
	struct rules_error error;
	if (!rules_parse(&judge->rules, rules, size, &error))
		return error.what ? DEHUSK_BAD_RULE : DEHUSK_NO_MEMORY;
	size_t entries = judge->rules.count + 1, words = SIEVE_SET_WORDS(entries);
	judge->entry = calloc(entries, sizeof *judge->entry);
	judge->list = calloc(entries, sizeof *judge->list);
	judge->always = calloc(words, sizeof *judge->always);
	judge->candidates = calloc(words, sizeof *judge->candidates);
	judge->sieve = sieve_new();
	judge->matcher = matcher_new();
	judge->tidy = tidy_new();
	if (!judge->entry || !judge->list || !judge->always || !judge->candidates || !judge->sieve || !judge->matcher ||
		!judge->tidy)
		return DEHUSK_NO_MEMORY;
	return add_all(judge);
}

enum dehusk_status judge_new(struct judge **judge, const char *rules, size_t size)
{
	*judge = NULL;
	struct judge *made = calloc(1, sizeof *made);
	if (!made)
		return DEHUSK_NO_MEMORY;
	enum dehusk_status status = set_up(made, rules, size);
	if (status == DEHUSK_OK)
		*judge = made;
	else
		judge_free(made);
	return status;
}

void judge_free(struct judge *judge)
{
	if (!judge)
		return;
	for (size_t i = 0; i < judge->count; i++) {
		pattern_free(judge->entry[i].pattern);
		buffer_free(&judge->entry[i].folded);
	}
	rules_free(&judge->rules);
	free(judge->entry);
	free(judge->list);
	free(judge->always);
	free(judge->candidates);
	sieve_free(judge->sieve);
	matcher_free(judge->matcher);
	tidy_free(judge->tidy);
	buffer_free(&judge->folded);
	buffer_free(&judge->pieces);
	buffer_free(&judge->text[0]);
	buffer_free(&judge->text[1]);
	free(judge);
}

const struct dehusk_rule *judge_rules(const struct judge *judge, size_t *count)
{
	*count = judge->count;
	return judge->list;
}

struct dehusk_rule *judge_collector(struct judge *judge)
{
	size_t i = 0;
	while (judge->entry[i].source)
		i++;
	return &judge->list[i];
}

// --- which rules to ask ---

struct slice judge_fold(struct judge *judge, struct slice text)
{
	buffer_clear(&judge->folded);
	if (!buffer_reserve(&judge->folded, text.size))
		return (struct slice){NULL, 0};
	bool changed = fold_text(text.data, text.size, judge->folded.data);
	return changed ? (struct slice){judge->folded.data, text.size} : text;
}

static uint64_t ask_first(struct judge *judge, uint32_t c)
{
	char prefix[4];
	size_t size = utf8_encode(fold_char(c), prefix);
	uint64_t may = 0;
	for (size_t k = 0; k < judge->wordless_count; k++)
		if (match_may_begin(judge->matcher, judge->entry[judge->wordless[k]].pattern, (struct slice){prefix, size}))
			may |= (uint64_t)1 << k;
	return may;
}

static void add_by_first(struct judge *judge, struct slice line)
{
	uint32_t c;
	utf8_decode(line.data, line.size, &c);
	struct first *first = &judge->first[c % FIRST_ROOM];
	if (first->c != c)
		*first = (struct first){c, ask_first(judge, c)};
	for (uint64_t may = first->may; may != 0; may &= may - 1)
		set_bit(judge->candidates, judge->wordless[__builtin_ctzll(may)]);
}

static void find_candidates(struct judge *judge, struct slice line)
{
	memcpy(judge->candidates, judge->always, SIEVE_SET_WORDS(judge->count) * sizeof *judge->candidates);
	sieve_line(judge->sieve, line.data, line.size, judge->candidates);
	if (judge->wordless_count > 0)
		add_by_first(judge, line);
}

static size_t next_candidate(const struct judge *judge, size_t from)
{
	for (size_t word = from / 64; word < SIEVE_SET_WORDS(judge->count); word++) {
		uint64_t bits = judge->candidates[word];
		if (word == from / 64)
			bits &= ~(uint64_t)0 << from % 64;
		if (bits != 0)
			return word * 64 + (size_t)__builtin_ctzll(bits);
	}
	return NO_ENTRY;
}

// --- editing ---

// Cleans judge->pieces as a line of its own into the text buffer that `now` does not stand in.
static bool tidy_pieces(struct judge *judge, struct slice *now)
{
	struct buffer *out = &judge->text[now->data == judge->text[0].data];
	buffer_clear(out);
	if (!tidy_feed(judge->tidy, judge->pieces.data, judge->pieces.size, out) || !tidy_end(judge->tidy, out))
		return false;
	*now = (struct slice){out->data, out->size};
	return true;
}

// Collects what the matches of a rule leave of the line in judge->pieces. NO: they take nothing away.
static enum match_result cut_matches(struct judge *judge, const struct entry *entry, struct slice line, struct slice folded)
{
	enum match_result result = MATCH_NO;
	size_t kept = 0, from = 0, start, end, work = 0;
	buffer_clear(&judge->pieces);
	while (from < line.size &&
		(result = match_find(judge->matcher, entry->pattern, folded, from, &start, &end)) == MATCH_YES) {
		uint32_t c;
		if (end > start) {
			if (!buffer_append(&judge->pieces, line.data + kept, start - kept))
				return MATCH_NO_MEMORY;
			kept = from = end;
		} else {
			from = end < line.size ? end + utf8_decode(line.data + end, line.size - end, &c) : end;
		}
		work += line.size;
		if (work > MOST_CUTTING)
			return MATCH_LIMIT;
	}
	if (result == MATCH_LIMIT || result == MATCH_NO_MEMORY)
		return result;
	if (kept == 0)
		return MATCH_NO;
	return buffer_append(&judge->pieces, line.data + kept, line.size - kept) ? MATCH_YES : MATCH_NO_MEMORY;
}

// --- asking ---

enum step {
	STEP_ON,      // the next candidate
	STEP_SETTLED,
	STEP_EDITED,  // the text is another: from the first rule again
	STEP_FAILED,  // judge->failed says how
};

static enum step fail(struct judge *judge, enum dehusk_status status)
{
	judge->failed = status;
	return STEP_FAILED;
}

static enum step settle(struct judge *judge, size_t i, struct judgement *judgement, enum judge_result result)
{
	judgement->result = result;
	judgement->rule = &judge->list[i];
	return STEP_SETTLED;
}

static enum step edit(struct judge *judge, size_t i, struct judgement *judgement)
{
	judgement->rule = &judge->list[i];
	return tidy_pieces(judge, &judgement->text) ? STEP_EDITED : fail(judge, DEHUSK_NO_MEMORY);
}

// Takes a credit in brackets off the end of the line.
static enum step take_credit(struct judge *judge, size_t i, struct judgement *judgement, const struct source *source)
{
	size_t n = judgement->credit_count++;
	memcpy(judge->names[n], source->name.data, source->name.size);
	judge->credit[n] = (struct judge_credit){{judge->names[n], source->name.size}, source->date};
	judgement->credit = judge->credit;
	buffer_clear(&judge->pieces);
	if (!buffer_append(&judge->pieces, judgement->text.data, source->stays))
		return fail(judge, DEHUSK_NO_MEMORY);
	return edit(judge, i, judgement);
}

static enum step ask_collector(struct judge *judge, size_t i, struct judgement *judgement, struct slice folded)
{
	struct source source;
	source_parse(judgement->text.data, folded.data, folded.size, &source);
	judgement->name = source.name;
	judgement->date = source.date;
	judgement->impossible_date |= source.impossible;
	switch (source.kind) {
	case SOURCE_FOUND:
		return settle(judge, i, judgement, JUDGE_SOURCE);
	case SOURCE_LABEL:
		return settle(judge, i, judgement, JUDGE_LABEL);
	case SOURCE_NAMELESS:
		return settle(judge, i, judgement, JUDGE_DROPPED);
	case SOURCE_CREDIT:
		return take_credit(judge, i, judgement, &source);
	case SOURCE_NONE:
		break;
	}
	return STEP_ON;
}

static const enum judge_result result_of[] = {
	[RULE_DROP] = JUDGE_DROPPED,
	[RULE_CUT] = JUDGE_CUT,
	[RULE_KEEP] = JUDGE_KEPT,
};

static enum step ask_rule(struct judge *judge, size_t i, struct judgement *judgement, struct slice folded)
{
	struct entry *entry = &judge->entry[i];
	enum rule_action action = entry->source->action;
	enum dehusk_status status = compile(entry);
	if (status != DEHUSK_OK)
		return fail(judge, status);
	size_t start, end;
	enum match_result result = action == RULE_STRIP
		? cut_matches(judge, entry, judgement->text, folded)
		: match_find(judge->matcher, entry->pattern, folded, 0, &start, &end);
	switch (result) {
	case MATCH_NO:
		return STEP_ON;
	case MATCH_LIMIT:
		judgement->limit_hits++;
		judge->list[i].limit_hits++;
		return STEP_ON;
	case MATCH_NO_MEMORY:
		return fail(judge, DEHUSK_NO_MEMORY);
	case MATCH_YES:
		break;
	}
	return action == RULE_STRIP ? edit(judge, i, judgement) : settle(judge, i, judgement, result_of[action]);
}

// Asks the candidates in their order until one settles or edits the line; kept when none does.
static enum step ask_all(struct judge *judge, struct judgement *judgement)
{
	enum step step = STEP_ON;
	find_candidates(judge, judgement->text);
	size_t i = next_candidate(judge, 0);
	if (i == NO_ENTRY)
		return STEP_SETTLED;
	struct slice folded = judge_fold(judge, judgement->text);
	if (!folded.data)
		return fail(judge, DEHUSK_NO_MEMORY);
	for (; i != NO_ENTRY && step == STEP_ON; i = next_candidate(judge, i + 1))
		step = judge->entry[i].source ? ask_rule(judge, i, judgement, folded)
					      : ask_collector(judge, i, judgement, folded);
	return step == STEP_ON ? STEP_SETTLED : step;
}

static enum dehusk_status judge_anew(struct judge *judge, struct slice line, struct judgement *judgement)
{
	for (size_t edits = 0; edits < MOST_EDITS; edits++) {
		switch (ask_all(judge, judgement)) {
		case STEP_FAILED:
			return judge->failed;
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
	*judgement = (struct judgement){.text = line, .limit_hits = judgement->limit_hits + 1};
	return DEHUSK_OK;
}

// --- the memory for short lines ---

static struct memo *memo_of(struct judge *judge, struct slice line)
{
	uint64_t hash = line.size, word;
	for (size_t at = 0; at < line.size; at += sizeof word) {
		word = 0;
		memcpy(&word, line.data + at, line.size - at < sizeof word ? line.size - at : sizeof word);
		hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
		hash ^= hash >> 32;
	}
	return &judge->memo[hash % MEMO_ROOM];
}

static void recall(const struct memo *memo, struct slice line, struct judgement *judgement)
{
	judgement->result = (enum judge_result)memo->result;
	judgement->rule = memo->rule;
	judgement->name = (struct slice){line.data + memo->name_at, memo->name_size};
	judgement->date = memo->date;
	judgement->impossible_date = memo->impossible_date;
}

static void remember(struct memo *memo, struct slice line, const struct judgement *judgement)
{
	memcpy(memo->text, line.data, line.size);
	memo->size = (unsigned char)line.size;
	memo->result = (unsigned char)judgement->result;
	memo->name_at = judgement->name.size > 0 ? (unsigned char)(judgement->name.data - line.data) : 0;
	memo->name_size = (unsigned char)judgement->name.size;
	memo->date = judgement->date;
	memo->impossible_date = judgement->impossible_date;
	memo->rule = judgement->rule;
}

enum dehusk_status judge_line(struct judge *judge, struct slice line, struct judgement *judgement)
{
	*judgement = (struct judgement){.text = line};
	struct memo *memo = NULL;
	if (line.size <= sizeof memo->text) {
		memo = memo_of(judge, line);
		if (memo->size == line.size && memcmp(memo->text, line.data, line.size) == 0) {
			recall(memo, line, judgement);
			return DEHUSK_OK;
		}
	}
	enum dehusk_status status = judge_anew(judge, line, judgement);
	bool edited = judgement->text.data != line.data || judgement->text.size != line.size;
	if (memo && status == DEHUSK_OK && !edited && judgement->limit_hits == 0)
		remember(memo, line, judgement);
	return status;
}
