// SPDX-License-Identifier: MIT
// What the rules and the source collector make of one line by itself.
//
// Most lines never get as far as a pattern: a short line that was seen before is remembered with
// its judgement, the sieve finds the rules whose words are in the line, and a rule is not asked for
// a line that begins with a character its matches can't begin with, or is too long for it. All of
// these may only say that a rule cannot match; PCRE2 decides.
#include "judge.h"

#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "fold.h"
#include "literal.h"
#include "match.h"
#include "memo.h"
#include "shape.h"
#include "sieve.h"
#include "source.h"
#include "tidy.h"
#include "utf8.h"

// A line that is not settled after so many edits is kept as it came, or each run would edit it
// further.
#define MOST_EDITS 64
// Bytes looked through while the matches of one strip rule are taken out of one line.
#define MOST_CUTTING ((size_t)1 << 28)
// Most of the ideographs that are in use have a place of their own; only what is used of it is ever
// touched.
#define FIRST_ROOM 16384
#define NO_ENTRY SIZE_MAX
#define READERS 3 // that are no rules

// What is asked: a rule, or one of the readers that are no patterns.
enum asked { ASK_RULE, ASK_SOURCE, ASK_BYLINE, ASK_ENGLISH_BYLINE };

// In the order of asking.
struct entry {
	enum asked asked;
	const struct rule *source; // of ASK_RULE
	struct buffer folded;
	size_t most_chars;       // of a line that it can match
	struct shape_last last;  // what such a line ends in
	struct pattern *pattern; // NULL until it is first asked
	struct pattern
		*beginning; // of its matches; NULL until it is first asked, and if it has none
	bool has_no_beginning;
};

struct judge {
	struct rules rules;
	struct entry *entry;
	struct dehusk_rule *list; // parallel to `entry`: the public side
	size_t count;
	size_t collector; // its entry
	struct sieve *sieve;
	uint64_t *wordless, *candidates; // sets of entries
	uint32_t first_char[FIRST_ROOM]; // 0: none
	uint64_t *first_sets; // two sets for each: what is known, and what may begin with it
	struct memory memory;
	struct matcher *matcher;
	struct tidy *tidy;
	struct buffer folded, pieces, text[2];
	struct judge_credit credit[MOST_EDITS];
	char names[MOST_EDITS][SOURCE_NAME_MAX];               // what `credit` points into
	char author[BYLINE_NAME_MAX], editor[BYLINE_NAME_MAX]; // what a judgement points into
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

static bool add_words(struct judge *judge, size_t i, const struct literals *words)
{
	const char *word = words->text.data;
	for (size_t k = 0; k < words->count; k++, word += strlen(word) + 1)
		if (!sieve_add(judge->sieve, i, word))
			return false;
	return true;
}

static bool are_telling(const struct literals *words)
{
	const char *word = words->text.data;
	for (size_t k = 0; k < words->count; k++, word += strlen(word) + 1)
		if (!sieve_takes(word))
			return false;
	return words->count > 0;
}

static bool add_rule(struct judge *judge, const struct rule *rule)
{
	size_t i = judge->count++;
	struct entry *entry = &judge->entry[i];
	struct literals words;
	entry->source = rule;
	judge->list[i].name = rule->name;
	if (!pattern_fold(rule->pattern, &entry->folded) ||
		!literals_find(entry->folded.data, entry->folded.size, &words))
		return false;
	struct slice folded = {entry->folded.data, entry->folded.size};
	entry->most_chars = shape_most_chars(folded);
	shape_last(folded, &entry->last);
	bool done = true;
	if (are_telling(&words))
		done = add_words(judge, i, &words);
	else
		set_bit(judge->wordless, i);
	literals_free(&words);
	return done;
}

// `words` is NULL for what is asked about every line that may begin so.
static bool add_reader(
	struct judge *judge, enum asked asked, const char *name, const char *const *words)
{
	size_t i = judge->count++;
	judge->list[i].name = name;
	judge->entry[i].asked = asked;
	judge->entry[i].most_chars = SIZE_MAX;
	if (!words)
		set_bit(judge->wordless, i);
	for (; words && *words; words++)
		if (!sieve_add(judge->sieve, i, *words))
			return false;
	return true;
}

static bool add_readers(struct judge *judge)
{
	judge->collector = judge->count;
	return add_reader(judge, ASK_SOURCE, "source", source_words) &&
	       add_reader(judge, ASK_BYLINE, "byline", byline_words) &&
	       add_reader(judge, ASK_ENGLISH_BYLINE, "byline-english", NULL);
}

static bool add_all(struct judge *judge)
{
	bool done = true;
	for (size_t i = 0; i < judge->rules.count && done; i++)
		if (judge->rules.rule[i].action == RULE_KEEP)
			done = add_rule(judge, &judge->rules.rule[i]);
	done = done && add_readers(judge);
	for (size_t i = 0; i < judge->rules.count && done; i++)
		if (judge->rules.rule[i].action != RULE_KEEP)
			done = add_rule(judge, &judge->rules.rule[i]);
	return done;
}

static enum dehusk_status set_up(struct judge *judge, const char *rules, size_t size)
{
	struct rules_error error;
	if (!rules_parse(&judge->rules, rules, size, &error))
		return error.what ? DEHUSK_BAD_RULE : DEHUSK_NO_MEMORY;
	size_t entries = judge->rules.count + READERS, words = SIEVE_SET_WORDS(entries);
	judge->entry = calloc(entries, sizeof *judge->entry);
	judge->list = calloc(entries, sizeof *judge->list);
	judge->wordless = calloc(words, sizeof *judge->wordless);
	judge->first_sets = calloc(2 * words * FIRST_ROOM, sizeof *judge->first_sets);
	judge->candidates = calloc(words, sizeof *judge->candidates);
	judge->sieve = sieve_new(entries);
	judge->matcher = matcher_new();
	judge->tidy = tidy_new();
	if (!judge->entry || !judge->list || !judge->wordless || !judge->first_sets ||
		!judge->candidates || !judge->sieve || !judge->matcher || !judge->tidy)
		return DEHUSK_NO_MEMORY;
	return add_all(judge) ? DEHUSK_OK : DEHUSK_NO_MEMORY;
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
		pattern_free(judge->entry[i].beginning);
		buffer_free(&judge->entry[i].folded);
	}
	rules_free(&judge->rules);
	free(judge->entry);
	free(judge->list);
	free(judge->wordless);
	free(judge->first_sets);
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
	return &judge->list[judge->collector];
}

enum rule_action judge_action(const struct judge *judge, const struct dehusk_rule *rule)
{
	const struct rule *source = judge->entry[rule - judge->list].source;
	return source ? source->action : RULE_DROP;
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

// A line while it is asked about.
struct subject {
	struct slice text;
	uint32_t first;        // character
	uint32_t last;         // character, folded; 0: not looked at yet
	size_t chars;          // 0: not counted yet
	uint64_t *known, *may; // sets: which entries may match a line with this first character
};

static struct subject subject_of(struct judge *judge, struct slice text)
{
	struct subject subject = {.text = text};
	size_t words = SIEVE_SET_WORDS(judge->count);
	utf8_next(text.data, &subject.first);
	size_t slot = subject.first % FIRST_ROOM;
	subject.known = judge->first_sets + 2 * words * slot;
	subject.may = subject.known + words;
	if (judge->first_char[slot] != subject.first) {
		memset(subject.known, 0, 2 * words * sizeof *subject.known);
		judge->first_char[slot] = subject.first;
	}
	return subject;
}

static bool asks_beginning(struct judge *judge, struct entry *entry, uint32_t first)
{
	if (entry->asked == ASK_ENGLISH_BYLINE)
		return first == 'B';
	if (entry->asked != ASK_RULE)
		return true;
	if (!entry->beginning && !entry->has_no_beginning) {
		entry->beginning =
			pattern_beginning((struct slice){entry->folded.data, entry->folded.size});
		entry->has_no_beginning = !entry->beginning;
	}
	char prefix[4];
	size_t size = utf8_encode(fold_char(first), prefix);
	return !entry->beginning ||
	       match_may_begin(judge->matcher, entry->beginning, (struct slice){prefix, size});
}

// Whether an entry may match a line that begins so; asked of PCRE2 once for each character.
static bool may_begin(struct judge *judge, size_t i, struct subject *subject)
{
	uint64_t bit = (uint64_t)1 << i % 64;
	if (!(subject->known[i / 64] & bit)) {
		subject->known[i / 64] |= bit;
		if (asks_beginning(judge, &judge->entry[i], subject->first))
			subject->may[i / 64] |= bit;
	}
	return (subject->may[i / 64] & bit) != 0;
}

// The bytes that do not go on with a character; eight at a time, each adds up to one in a byte of
// its own.
static size_t count_chars(struct slice text)
{
	size_t others = 0, i = 0;
	for (; i + 8 <= text.size; i += 8) {
		uint64_t bytes = memo_eight_bytes(text.data + i);
		others += ((bytes >> 7 & ~(bytes >> 6) & 0x0101010101010101u) *
				  0x0101010101010101u) >>
			  56;
	}
	for (; i < text.size; i++)
		others += ((unsigned char)text.data[i] & 0xC0) == 0x80;
	return text.size - others;
}

static bool is_longer(struct subject *subject, size_t most)
{
	// A character has one to four bytes, which settles most cases.
	if (subject->text.size <= most || subject->text.size / 4 > most)
		return subject->text.size > most;
	if (subject->chars == 0)
		subject->chars = count_chars(subject->text);
	return subject->chars > most;
}

static uint32_t last_char(struct subject *subject)
{
	if (subject->last == 0) {
		size_t at = subject->text.size;
		while (at > 0 && ((unsigned char)subject->text.data[--at] & 0xC0) == 0x80)
			;
		utf8_next(subject->text.data + at, &subject->last);
		subject->last = fold_char(subject->last);
	}
	return subject->last;
}

static bool may_end(struct subject *subject, const struct entry *entry)
{
	const struct shape_last *last = &entry->last;
	if (entry->asked == ASK_BYLINE)
		return byline_may_end(last_char(subject));
	if (last->count == 0)
		return true;
	for (size_t i = 0; i < last->count; i++)
		if (last->c[i] == last_char(subject))
			return true;
	return false;
}

// Finds the entries whose words are in the line, but for those that are known not to begin so.
static void find_candidates(struct judge *judge, const struct subject *subject)
{
	size_t words = SIEVE_SET_WORDS(judge->count);
	memcpy(judge->candidates, judge->wordless, words * sizeof *judge->candidates);
	sieve_line(judge->sieve, subject->text.data, subject->text.size, judge->candidates);
	for (size_t i = 0; i < words; i++)
		judge->candidates[i] &= subject->may[i] | ~subject->known[i];
}

static size_t next_in_set(const struct judge *judge, size_t from)
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

// The next entry from `from` on that is worth asking.
static size_t next_candidate(struct judge *judge, size_t from, struct subject *subject)
{
	for (size_t i = from; (i = next_in_set(judge, i)) != NO_ENTRY; i++) {
		const struct entry *entry = &judge->entry[i];
		if (may_begin(judge, i, subject) && may_end(subject, entry) &&
			!is_longer(subject, entry->most_chars))
			return i;
	}
	return NO_ENTRY;
}

// --- editing ---

// Cleans judge->pieces as a line of its own into the text buffer that `now` does not stand in.
static bool tidy_pieces(struct judge *judge, struct slice *now)
{
	struct buffer *out = &judge->text[now->data == judge->text[0].data];
	buffer_clear(out);
	if (!tidy_feed(judge->tidy, judge->pieces.data, judge->pieces.size, out) ||
		!tidy_end(judge->tidy, out))
		return false;
	*now = (struct slice){out->data, out->size};
	return true;
}

// Collects what the matches of a rule leave of the line in judge->pieces. NO: they take nothing
// away.
static enum match_result cut_matches(
	struct judge *judge, const struct entry *entry, struct slice line, struct slice folded)
{
	enum match_result result = MATCH_NO;
	size_t kept = 0, from = 0, start, end, work = 0;
	buffer_clear(&judge->pieces);
	while (from < line.size && (result = match_find(judge->matcher, entry->pattern, folded,
					    from, &start, &end)) == MATCH_YES) {
		uint32_t c;
		if (end > start) {
			if (!buffer_append(&judge->pieces, line.data + kept, start - kept))
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
	return buffer_append(&judge->pieces, line.data + kept, line.size - kept) ? MATCH_YES
										 : MATCH_NO_MEMORY;
}

// --- asking ---

enum step {
	STEP_ON, // the next candidate
	STEP_SETTLED,
	STEP_EDITED, // the text is another: from the first rule again
	STEP_FAILED, // judge->failed says how
};

static enum step fail(struct judge *judge, enum dehusk_status status)
{
	judge->failed = status;
	return STEP_FAILED;
}

static enum step settle(
	struct judge *judge, size_t i, struct judgement *judgement, enum judge_result result)
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

// Takes the end off the line; its first bytes stay.
static enum step cut_end(struct judge *judge, size_t i, struct judgement *judgement, size_t stays)
{
	buffer_clear(&judge->pieces);
	if (!buffer_append(&judge->pieces, judgement->text.data, stays))
		return fail(judge, DEHUSK_NO_MEMORY);
	return edit(judge, i, judgement);
}

// Keeps a name that the line gives up.
static struct slice keep_name(char room[BYLINE_NAME_MAX], struct slice name)
{
	memcpy(room, name.data, name.size);
	return (struct slice){room, name.size};
}

static void keep_people(
	struct judge *judge, struct judgement *judgement, const struct byline *byline)
{
	if (judgement->author.size == 0)
		judgement->author = keep_name(judge->author, byline->author);
	if (judgement->editor.size == 0)
		judgement->editor = keep_name(judge->editor, byline->editor);
}

// Whether a word for people is in the line.
static bool names_people(const struct judge *judge)
{
	size_t i = judge->collector + 1;
	return (judge->candidates[i / 64] >> i % 64 & 1) != 0;
}

// The people who stand in the bracket with a source, behind the first `at` bytes.
static void take_people_in_bracket(
	struct judge *judge, struct judgement *judgement, size_t at, struct slice folded)
{
	struct byline byline;
	uint32_t c;
	size_t blank = utf8_next(folded.data + at, &c);
	at += c == ' ' || c == 0x3000 ? blank : 0;
	byline_parse(judgement->text.data + at, folded.data + at, folded.size - at, &byline);
	if (byline.kind == BYLINE_LINE)
		keep_people(judge, judgement, &byline);
}

// Takes a credit in brackets off the end of the line.
static enum step take_credit(struct judge *judge, size_t i, struct judgement *judgement,
	const struct source *source, struct slice folded)
{
	size_t n = judgement->credit_count++;
	memcpy(judge->names[n], source->name.data, source->name.size);
	judge->credit[n] =
		(struct judge_credit){{judge->names[n], source->name.size}, source->date};
	judgement->credit = judge->credit;
	if (judgement->people)
		take_people_in_bracket(judge, judgement, source->stays, folded);
	judgement->people = false;
	return cut_end(judge, i, judgement, source->stays);
}

static enum step ask_collector(
	struct judge *judge, size_t i, struct judgement *judgement, struct slice folded)
{
	struct source source;
	source_parse(judgement->text.data, folded.data, folded.size, &source);
	judgement->name = source.name;
	judgement->date = source.date;
	judgement->impossible_date |= source.impossible;
	judgement->people = source.kind != SOURCE_NONE && names_people(judge);
	switch (source.kind) {
	case SOURCE_FOUND:
		return settle(judge, i, judgement, JUDGE_SOURCE);
	case SOURCE_LABEL:
		return settle(judge, i, judgement, JUDGE_LABEL);
	case SOURCE_NAMELESS:
		return settle(judge, i, judgement, JUDGE_NAMELESS);
	case SOURCE_CREDIT:
		return take_credit(judge, i, judgement, &source, folded);
	case SOURCE_NONE:
		break;
	}
	return STEP_ON;
}

static enum step ask_byline(
	struct judge *judge, size_t i, struct judgement *judgement, struct slice folded)
{
	struct byline byline;
	byline_parse(judgement->text.data, folded.data, folded.size, &byline);
	// Of several at the end of a line, those nearest to its text count.
	if (byline.kind == BYLINE_TAIL) {
		keep_people(judge, judgement, &byline);
		return cut_end(judge, i, judgement, byline.stays);
	}
	if (byline.kind != BYLINE_LINE)
		return STEP_ON;
	judgement->people = true;
	return settle(judge, i, judgement, JUDGE_BYLINE);
}

static enum step ask_english_byline(struct judge *judge, size_t i, struct judgement *judgement)
{
	struct byline byline;
	if (!byline_parse_english(judgement->text.data, judgement->text.size, &byline))
		return STEP_ON;
	judgement->people = true;
	return settle(judge, i, judgement, JUDGE_BYLINE);
}

static const enum judge_result result_of[] = {
	[RULE_DROP] = JUDGE_DROPPED,
	[RULE_HUSK] = JUDGE_DROPPED,
	[RULE_FOOT] = JUDGE_DROPPED,
	[RULE_CUT] = JUDGE_CUT,
	[RULE_KEEP] = JUDGE_KEPT,
};

static enum step ask_rule(
	struct judge *judge, size_t i, struct judgement *judgement, struct slice folded)
{
	struct entry *entry = &judge->entry[i];
	enum rule_action action = entry->source->action;
	enum dehusk_status status = compile(entry);
	if (status != DEHUSK_OK)
		return fail(judge, status);
	size_t start, end;
	enum match_result result =
		action == RULE_STRIP
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
	return action == RULE_STRIP ? edit(judge, i, judgement)
				    : settle(judge, i, judgement, result_of[action]);
}

static enum step ask(
	struct judge *judge, size_t i, struct judgement *judgement, struct slice folded)
{
	switch (judge->entry[i].asked) {
	case ASK_SOURCE:
		return ask_collector(judge, i, judgement, folded);
	case ASK_BYLINE:
		return ask_byline(judge, i, judgement, folded);
	case ASK_ENGLISH_BYLINE:
		return ask_english_byline(judge, i, judgement);
	case ASK_RULE:
		break;
	}
	return ask_rule(judge, i, judgement, folded);
}

// Asks the candidates in their order until one settles or edits the line; kept when none does.
static enum step ask_all(struct judge *judge, struct judgement *judgement)
{
	enum step step = STEP_ON;
	struct subject subject = subject_of(judge, judgement->text);
	find_candidates(judge, &subject);
	size_t i = next_candidate(judge, 0, &subject);
	if (i == NO_ENTRY)
		return STEP_SETTLED;
	struct slice folded = judge_fold(judge, subject.text);
	if (!folded.data)
		return fail(judge, DEHUSK_NO_MEMORY);
	for (; i != NO_ENTRY && step == STEP_ON; i = next_candidate(judge, i + 1, &subject))
		step = ask(judge, i, judgement, folded);
	return step == STEP_ON ? STEP_SETTLED : step;
}

static enum dehusk_status judge_anew(
	struct judge *judge, struct slice line, struct judgement *judgement)
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
	// The last rule that edited it is the one to name.
	judgement->rule->limit_hits++;
	*judgement = (struct judgement){.text = line, .limit_hits = judgement->limit_hits + 1};
	return DEHUSK_OK;
}

// --- the memory for short lines ---

struct memory *judge_memory(struct judge *judge)
{
	return &judge->memory;
}

// Whether no rule stands between such a line and the collector.
static bool collector_is_first(struct judge *judge, struct slice line)
{
	struct subject subject = subject_of(judge, line);
	for (size_t i = 0; i < judge->collector; i++)
		if (may_begin(judge, i, &subject))
			return false;
	return true;
}

static void recall(struct memo *memo, struct slice line, struct judgement *judgement)
{
	// Field by field: this is done for nearly every line, and setting the whole to zero first
	// takes longer.
	judgement->result = (enum judge_result)memo->result;
	judgement->rule = memo->rule;
	judgement->text = line;
	judgement->name.data = line.data + memo->name_at;
	judgement->name.size = memo->name_size;
	judgement->date = memo->date;
	judgement->credit_count = 0;
	judgement->limit_hits = 0;
	judgement->impossible_date = memo->impossible_date;
	judgement->people = memo->people;
	judgement->author.size = judgement->editor.size = 0;
	judgement->note = &memo->note;
}

static void remember(
	struct judge *judge, struct memo *memo, struct slice line, struct judgement *judgement)
{
	memcpy(memo->text, line.data, line.size);
	memo->size = (unsigned char)line.size;
	memo->result = (unsigned char)judgement->result;
	memo->name_at =
		judgement->name.size > 0 ? (unsigned char)(judgement->name.data - line.data) : 0;
	memo->name_size = (unsigned char)judgement->name.size;
	memo->date = judgement->date;
	memo->impossible_date = judgement->impossible_date;
	memo->people = judgement->people;
	memo->rule = judgement->rule;
	memo->note = 0;
	memo->takes_date = judgement->result == JUDGE_SOURCE && judgement->date == 0 &&
			   !judgement->people &&
			   judgement->name.data + judgement->name.size == line.data + line.size &&
			   collector_is_first(judge, line);
	judgement->note = &memo->note;
}

enum dehusk_status judge_line(struct judge *judge, struct slice line, struct judgement *judgement)
{
	struct memo *memo = memo_find(&judge->memory, line);
	if (memo) {
		recall(memo, line, judgement);
		return DEHUSK_OK;
	}
	*judgement = (struct judgement){.text = line};
	enum dehusk_status status = judge_anew(judge, line, judgement);
	bool edited = judgement->text.data != line.data || judgement->text.size != line.size;
	bool lasts = status == DEHUSK_OK && !edited && judgement->limit_hits == 0;
	if (lasts && line.size <= MEMO_LINE)
		remember(judge, memo_place(&judge->memory, line), line, judgement);
	return status;
}

enum dehusk_status judge_undated(struct judge *judge, struct slice line, struct memo **memo)
{
	struct judgement judgement;
	enum dehusk_status status = DEHUSK_OK;
	*memo = memo_find(&judge->memory, line);
	if (!*memo && line.size <= MEMO_LINE) {
		status = judge_line(judge, line, &judgement);
		*memo = memo_find(&judge->memory, line);
	}
	return status;
}

enum dehusk_status judge_people(struct judge *judge, struct slice line, struct byline *byline)
{
	struct slice folded = judge_fold(judge, line);
	if (!folded.data)
		return DEHUSK_NO_MEMORY;
	if (!byline_parse_english(line.data, line.size, byline))
		byline_parse(line.data, folded.data, line.size, byline);
	return DEHUSK_OK;
}
