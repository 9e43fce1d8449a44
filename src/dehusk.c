// SPDX-License-Identifier: MIT
// libdehusk's public face: from bytes to lines with verdicts. What a line by itself is, the judge
// says; here is what depends on the lines around it: names and dates below a source label, and the
// rest of a page that was cut.
#include "dehusk.h"

#include <stdlib.h>
#include <string.h>

#include "builtin.h"
#include "collect.h"
#include "date.h"
#include "decode.h"
#include "facts.h"
#include "judge.h"
#include "memo.h"
#include "mojibake.h"
#include "page.h"
#include "source.h"
#include "split.h"
#include "tidy.h"
#include "unrender.h"
#include "window.h"

static const char no_reason[] = "-";
static const char nameless[] = "source-without-name";
static const char long_line[] = "long-line";
static const char side_column[] = "side-column";
static const char too_many[] = "too-many-sources";
static const char page_date[] = "page-date";

enum context {
	CONTEXT_NONE,
	CONTEXT_LABEL, // the line above is a source label without a name
	CONTEXT_DATES, // the lines above are a source and perhaps dates; dates go on
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
	struct slice raw;     // of the line that is being taken, as it came
	unsigned wanted;      // lines in the table, by verdict
	bool open;            // a page has begun
	uint64_t page_number; // from 1, of all pages
	bool in_pieces;       // and the last line goes on
	struct dehusk_counts counts;
	uint64_t ill_formed; // before this page
	uint64_t mojibake[MOJIBAKE_KINDS];
	struct dehusk_rule *cut; // the rule that cut this page
	enum context context;
	size_t source;            // for CONTEXT_DATES
	bool held;                // the label of CONTEXT_LABEL was the last line of a feed:
	struct dehusk_line label; // it is given with the next one
	struct buffer label_text, joined;
};

// --- the table ---

static bool fail(struct dehusk *dehusk, enum dehusk_status status)
{
	dehusk->status = status;
	return false;
}

// Of the line that is being taken.
static uint64_t number_of(const struct dehusk *dehusk)
{
	return dehusk->counts.lines - dehusk->further;
}

static bool put_line(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	const char *reason, bool more)
{
	struct dehusk_line *line = page_add(&dehusk->page);
	if (!line)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	line->text = text.data;
	line->size = text.size;
	line->number = number_of(dehusk);
	line->joined = dehusk->further;
	line->reason = reason;
	line->verdict = verdict;
	line->more = more;
	return true;
}

static bool hold_line(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	const char *reason, unsigned flags)
{
	struct dehusk_line line = {
		text.data, text.size, number_of(dehusk), reason, dehusk->further, verdict, false};
	dehusk->counts.verdict[verdict] += 1 + dehusk->further;
	// A line that nothing was taken off has no columns.
	bool as_it_came = dehusk->raw.data == text.data && dehusk->raw.size == text.size;
	struct slice raw = {dehusk->raw.data, as_it_came ? 0 : dehusk->raw.size};
	return window_add(dehusk->window, &line, raw, flags) || fail(dehusk, DEHUSK_NO_MEMORY);
}

static unsigned flags_of(const struct dehusk *dehusk, const struct dehusk_rule *rule)
{
	if (!rule)
		return 0;
	static const unsigned flags[] = {
		[RULE_HUSK] = BODY_EVIDENCE,
		[RULE_FOOT] = BODY_EVIDENCE | BODY_FOOT,
		[RULE_KEEP] = BODY_PROTECTED,
	};
	return flags[judge_action(dehusk->judge, rule)];
}

static inline bool add_line(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	const char *reason, bool more)
{
	if (!more)
		dehusk->counts.verdict[verdict] += 1 + dehusk->further;
	// A label has to be there, since the next line may change its verdict.
	if (!(dehusk->wanted >> verdict & 1) && dehusk->context != CONTEXT_LABEL)
		return true;
	return put_line(dehusk, text, verdict, reason, more);
}

// Adds a line for a reason that is no rule.
static inline bool add_unruled(
	struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict, const char *reason)
{
	unsigned flags = verdict == DEHUSK_DROPPED ? BODY_APART : 0;
	return dehusk->rules_only ? add_line(dehusk, text, verdict, reason, false)
				  : hold_line(dehusk, text, verdict, reason, flags);
}

// Adds a line that a rule dropped or touched, or none (NULL).
static inline bool add_ruled(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	struct dehusk_rule *rule)
{
	const char *reason = rule ? rule->name : no_reason;
	if (rule)
		rule->lines++;
	return dehusk->rules_only
		       ? add_line(dehusk, text, verdict, reason, false)
		       : hold_line(dehusk, text, verdict, reason, flags_of(dehusk, rule));
}

// Adds a line that is body, unless the page was cut above it.
static bool add_body(
	struct dehusk *dehusk, struct slice line, struct slice text, struct dehusk_rule *rule)
{
	if (dehusk->cut)
		return add_ruled(dehusk, line, DEHUSK_DROPPED, dehusk->cut);
	if (dehusk->rules_only)
		facts_kept(dehusk->facts, number_of(dehusk), text);
	return add_ruled(dehusk, text, DEHUSK_KEPT, rule);
}

// Adds a line that is too long for rules, or a piece of it.
static bool add_long(struct dehusk *dehusk, struct slice text, bool more)
{
	if (dehusk->cut)
		return add_line(dehusk, text, DEHUSK_DROPPED, dehusk->cut->name, more);
	facts_kept(dehusk->facts, number_of(dehusk), text);
	return add_line(dehusk, text, DEHUSK_KEPT, long_line, more);
}

// --- sources ---

static void change_verdict(
	struct dehusk *dehusk, struct dehusk_line *line, enum dehusk_verdict verdict)
{
	dehusk->counts.verdict[line->verdict] -= 1 + line->joined;
	dehusk->counts.verdict[verdict] += 1 + line->joined;
	line->verdict = verdict;
}

// Adds a source to the page's. False with DEHUSK_OK: there are too many.
static bool collect(struct dehusk *dehusk, struct slice name, int32_t date, size_t *source)
{
	enum collect_result result = collect_source(dehusk->collection, name, source);
	if (result == COLLECT_OK)
		result = collect_date(dehusk->collection, *source, date);
	if (result == COLLECT_NO_MEMORY)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	if (result == COLLECT_FULL)
		dehusk->counts.sources_left++;
	return result == COLLECT_OK;
}

// Notes when the page may have been published.
static bool note_date(struct dehusk *dehusk, int32_t date)
{
	return facts_date(dehusk->facts, number_of(dehusk), date) || fail(dehusk, DEHUSK_NO_MEMORY);
}

static void await_dates(struct dehusk *dehusk, size_t source, int32_t date)
{
	dehusk->context = date == 0 ? CONTEXT_DATES : CONTEXT_NONE;
	dehusk->source = source;
}

// The same for the source of a line. Its number in this page is noted with the line, so that it is
// looked up once.
static bool collect_noted(
	struct dehusk *dehusk, struct slice name, int32_t date, uint64_t *note, size_t *source)
{
	uint64_t page = dehusk->page_number * COLLECT_SOURCES;
	if (note && *note >= page && *note < page + COLLECT_SOURCES) {
		*source = (size_t)(*note - page);
		enum collect_result result = collect_date(dehusk->collection, *source, date);
		if (result != COLLECT_FULL)
			return result == COLLECT_OK || fail(dehusk, DEHUSK_NO_MEMORY);
	}
	if (!collect(dehusk, name, date, source))
		return false;
	if (note)
		*note = page + *source;
	return true;
}

// A source that there is no room for stays in place.
static bool add_too_many(struct dehusk *dehusk, struct slice line)
{
	if (dehusk->cut)
		return add_ruled(dehusk, line, DEHUSK_DROPPED, dehusk->cut);
	return add_unruled(dehusk, line, DEHUSK_KEPT, too_many);
}

static bool take_source(
	struct dehusk *dehusk, struct slice line, struct slice name, int32_t date, uint64_t *note)
{
	size_t source;
	if (!collect_noted(dehusk, name, date, note, &source))
		return dehusk->status == DEHUSK_OK && add_too_many(dehusk, line);
	await_dates(dehusk, source, date);
	return note_date(dehusk, date) &&
	       add_ruled(dehusk, line, DEHUSK_COLLECTED, dehusk->collector);
}

// Whether the line is a date of the source above; then it is taken.
static bool take_date(struct dehusk *dehusk, struct slice line)
{
	int32_t date;
	struct slice folded = judge_fold(dehusk->judge, line);
	if (!folded.data)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	enum date_result read = source_date_line(line.data, folded.data, line.size, &date);
	dehusk->counts.impossible_dates += read == DATE_IMPOSSIBLE;
	if (read != DATE_FOUND)
		return false;
	enum collect_result result = collect_date(dehusk->collection, dehusk->source, date);
	if (result == COLLECT_NO_MEMORY)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	if (result == COLLECT_FULL)
		dehusk->counts.sources_left++;
	return result == COLLECT_OK && note_date(dehusk, date) &&
	       add_ruled(dehusk, line, DEHUSK_COLLECTED, dehusk->collector);
}

// Adds a source label without a name. If one may follow, it is waited for.
static bool take_label(struct dehusk *dehusk, struct slice line, enum context context)
{
	dehusk->context = context;
	dehusk->collector->lines++;
	return add_unruled(dehusk, line, DEHUSK_DROPPED, nameless);
}

// Whether the line is the name that the label above waits for; then both are taken.
static bool take_name(struct dehusk *dehusk, struct slice line)
{
	struct dehusk_line *label = dehusk->rules_only ? &dehusk->page.line[dehusk->page.count - 1]
						       : window_last(dehusk->window);
	buffer_clear(&dehusk->joined);
	if (!buffer_append(&dehusk->joined, label->text, label->size) ||
		!buffer_append_byte(&dehusk->joined, ' ') ||
		!buffer_append(&dehusk->joined, line.data, line.size))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	struct slice folded =
		judge_fold(dehusk->judge, (struct slice){dehusk->joined.data, dehusk->joined.size});
	if (!folded.data)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	struct source found;
	size_t source;
	source_parse(dehusk->joined.data, folded.data, folded.size, &found);
	dehusk->counts.impossible_dates += found.impossible;
	if (found.kind != SOURCE_FOUND || !collect(dehusk, found.name, found.date, &source))
		return false;
	change_verdict(dehusk, label, DEHUSK_COLLECTED);
	label->reason = dehusk->collector->name;
	await_dates(dehusk, source, found.date);
	return note_date(dehusk, found.date) &&
	       add_ruled(dehusk, line, DEHUSK_COLLECTED, dehusk->collector);
}

// --- what the page says of itself ---

// Notes the people that a line names, and when it says that was.
static bool note_people(struct dehusk *dehusk, uint64_t number, const struct judgement *judgement)
{
	struct byline byline = {.kind = BYLINE_NONE};
	if (judgement->people)
		dehusk->status = judge_people(dehusk->judge, judgement->text, &byline);
	if (dehusk->status != DEHUSK_OK)
		return false;
	return (facts_people(dehusk->facts, number, byline.author, byline.editor) &&
		       facts_people(dehusk->facts, number, judgement->author, judgement->editor) &&
		       facts_date(dehusk->facts, number,
			       judgement->result == JUDGE_BYLINE ? byline.date : 0)) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

// What no line with a date is without, and few others have. Full-width digits begin with EF BC.
static bool may_be_date(struct slice line)
{
	static const size_t most = 120;
	size_t digits = 0;
	for (size_t at = 0; at < line.size && line.size <= most; at++)
		digits += (line.data[at] >= '0' && line.data[at] <= '9') || line.data[at] == '\xEF';
	return digits >= 6;
}

// Whether a line is a date and nothing else; *stamp: the date was put there by a machine.
static bool read_page_date(struct dehusk *dehusk, struct slice line, int32_t *date, bool *stamp)
{
	struct byline byline;
	if (!may_be_date(line))
		return false;
	dehusk->status = judge_people(dehusk->judge, line, &byline);
	*date = byline.date;
	*stamp = byline.stamp;
	return dehusk->status == DEHUSK_OK && byline.kind == BYLINE_DATE;
}

// Whether the line, on which no rule has a word, is the date of the page; then it is taken. One
// that somebody wrote there by hand tells when, but stays.
static bool take_page_date(struct dehusk *dehusk, struct slice line)
{
	int32_t date;
	bool stamp;
	// If lines are held, there will be settle_facts().
	if (!dehusk->rules_only || facts_has_prose(dehusk->facts) || dehusk->cut ||
		!read_page_date(dehusk, line, &date, &stamp) || !note_date(dehusk, date))
		return false;
	return stamp && facts_in_head(dehusk->facts) &&
	       add_line(dehusk, line, DEHUSK_COLLECTED, page_date, false);
}

// --- lines ---

// Takes a line that credits were taken off; if there is no room for them, it stays as it was.
static bool take_credited(struct dehusk *dehusk, struct slice line, struct judgement *judgement)
{
	size_t source, credits = judgement->credit_count;
	if (!collect_has_room(dehusk->collection, credits)) {
		dehusk->counts.sources_left++;
		*judgement = (struct judgement){.text = line};
		return true;
	}
	for (size_t i = 0; i < credits; i++)
		if (!collect(dehusk, judgement->credit[i].name, judgement->credit[i].date, &source))
			return false;
	return true;
}

// The text of a judgement where it stays until the next feed.
static struct slice lasting(
	struct dehusk *dehusk, struct slice line, const struct judgement *judgement)
{
	if (judgement->text.data == line.data)
		return judgement->text;
	return page_copy(&dehusk->page, judgement->text);
}

static bool take_judged(struct dehusk *dehusk, struct slice line, struct judgement *judgement)
{
	dehusk->counts.limit_hits += judgement->limit_hits;
	dehusk->counts.impossible_dates += judgement->impossible_date;
	if (judgement->credit_count > 0 && !take_credited(dehusk, line, judgement))
		return false;
	if (!note_people(dehusk, number_of(dehusk), judgement))
		return false;
	struct slice text;
	switch (judgement->result) {
	case JUDGE_SOURCE:
		return take_source(dehusk, line, judgement->name, judgement->date, judgement->note);
	case JUDGE_LABEL:
		return take_label(dehusk, line, CONTEXT_LABEL);
	case JUDGE_NAMELESS:
		return take_label(dehusk, line, CONTEXT_NONE);
	case JUDGE_CUT:
		if (!dehusk->cut)
			dehusk->cut = judgement->rule;
		return add_ruled(dehusk, line, DEHUSK_DROPPED, judgement->rule);
	case JUDGE_DROPPED:
		return add_ruled(dehusk, line, DEHUSK_DROPPED, judgement->rule);
	case JUDGE_BYLINE:
		return add_ruled(dehusk, line, DEHUSK_COLLECTED, judgement->rule);
	case JUDGE_KEPT:
		if (!judgement->rule && take_page_date(dehusk, line))
			return true;
		if (dehusk->status != DEHUSK_OK)
			return false;
		break;
	}
	mojibake_count(judgement->text, dehusk->mojibake);
	text = lasting(dehusk, line, judgement);
	return text.data ? add_body(dehusk, line, text, judgement->rule)
			 : fail(dehusk, DEHUSK_NO_MEMORY);
}

// Takes a line of which the part before its date is remembered: pages credit one source with many
// dates. False with DEHUSK_OK: it is not such a line.
static bool take_dated(struct dehusk *dehusk, struct slice line, size_t tail, int32_t date)
{
	struct memo *memo = dehusk->last_dated;
	struct slice undated = {line.data, line.size - tail};
	if (!memo_is_of(memo, undated))
		dehusk->status = judge_undated(dehusk->judge, undated, &memo);
	if (dehusk->status != DEHUSK_OK || !memo || !memo->takes_date)
		return false;
	dehusk->last_dated = memo;
	struct slice name = {line.data + memo->name_at, memo->name_size};
	return take_source(dehusk, line, name, date, &memo->note);
}

// Takes a line if what is remembered is enough for it. False with DEHUSK_OK: it is not.
static bool take_remembered(struct dehusk *dehusk, struct slice line)
{
	static const size_t tail = sizeof " 2020-11-27" - 1;
	int32_t date;
	if (line.size > tail && line.data[line.size - tail] == ' ' &&
		date_is_iso(line.data + line.size - tail + 1, &date))
		return take_dated(dehusk, line, tail, date);
	struct memo *memo = dehusk->last_dropped;
	if (!memo_is_of(memo, line))
		memo = memo_find(dehusk->memory, line);
	if (!memo || memo->result != JUDGE_DROPPED || memo->impossible_date)
		return false;
	dehusk->last_dropped = memo;
	return add_ruled(dehusk, line, DEHUSK_DROPPED, memo->rule);
}

static enum dehusk_verdict verdict_of(enum judge_result result)
{
	if (result == JUDGE_SOURCE || result == JUDGE_BYLINE)
		return DEHUSK_COLLECTED;
	return result == JUDGE_KEPT ? DEHUSK_KEPT : DEHUSK_DROPPED;
}

// Takes what is left of a line as if it were the line.
static bool take_part(struct dehusk *dehusk, struct dehusk_line *line, struct slice text,
	struct judgement *judgement, unsigned *flags)
{
	size_t source;
	dehusk->counts.limit_hits += judgement->limit_hits;
	dehusk->counts.impossible_dates += judgement->impossible_date;
	if (judgement->credit_count > 0 && !take_credited(dehusk, text, judgement))
		return false;
	if (!note_people(dehusk, line->number, judgement))
		return false;
	enum dehusk_verdict verdict = verdict_of(judgement->result);
	if (judgement->result == JUDGE_SOURCE &&
		!collect(dehusk, judgement->name, judgement->date, &source)) {
		if (dehusk->status != DEHUSK_OK)
			return false;
		verdict = DEHUSK_KEPT;
	}
	if (judgement->rule)
		judgement->rule->lines++;
	*flags = flags_of(dehusk, judgement->rule);
	change_verdict(dehusk, line, verdict);
	line->reason = judgement->rule ? judgement->rule->name : no_reason;
	if (verdict != DEHUSK_KEPT)
		return true;
	struct slice stays = judgement->text.data == text.data
				     ? judgement->text
				     : page_copy(window_page(dehusk->window), judgement->text);
	line->text = stays.data;
	line->size = stays.size;
	return stays.data || fail(dehusk, DEHUSK_NO_MEMORY);
}

// What the line above says about this one comes before any rule, but a name is only what no rule
// has a word on.
static bool take_line(struct dehusk *dehusk, struct slice line)
{
	enum context context = dehusk->context;
	dehusk->context = CONTEXT_NONE;
	if (context == CONTEXT_DATES) {
		if (take_date(dehusk, line)) {
			dehusk->context = CONTEXT_DATES;
			return true;
		}
		if (dehusk->status != DEHUSK_OK)
			return false;
	}
	if (context == CONTEXT_NONE && take_remembered(dehusk, line))
		return true;
	if (dehusk->status != DEHUSK_OK)
		return false;
	struct judgement judgement;
	dehusk->status = judge_line(dehusk->judge, line, &judgement);
	if (dehusk->status != DEHUSK_OK)
		return false;
	bool plain =
		judgement.result == JUDGE_KEPT && !judgement.rule && !judgement.impossible_date;
	if (context == CONTEXT_LABEL && plain) {
		if (take_name(dehusk, line))
			return true;
		if (dehusk->status != DEHUSK_OK)
			return false;
	}
	return take_judged(dehusk, line, &judgement);
}

// --- the main text ---

// Judges a line anew of which a part is left. What may stand on its next line was read when it was
// whole.
static bool judge_part(void *context, struct dehusk_line *line, struct slice part, unsigned *flags)
{
	struct dehusk *dehusk = context;
	struct judgement judgement;
	if (part.size == 0) {
		line->reason = side_column;
		change_verdict(dehusk, line, DEHUSK_DROPPED);
		return true;
	}
	buffer_clear(&dehusk->part);
	if (!tidy_feed(dehusk->tidy, part.data, part.size, &dehusk->part) ||
		!tidy_end(dehusk->tidy, &dehusk->part))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	struct slice text = page_copy(
		window_page(dehusk->window), (struct slice){dehusk->part.data, dehusk->part.size});
	if (!text.data)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	dehusk->status = judge_line(dehusk->judge, text, &judgement);
	if (dehusk->status != DEHUSK_OK)
		return false;
	return take_part(dehusk, line, text, &judgement, flags);
}

// Finds the main text in what is held.
static bool find_body(struct dehusk *dehusk, struct body_found *found)
{
	const struct page *page = window_page(dehusk->window);
	if (!window_find(dehusk->window, judge_part, dehusk, found))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	dehusk->counts.verdict[DEHUSK_KEPT] -= found->dropped;
	dehusk->counts.verdict[DEHUSK_DROPPED] += found->dropped;
	dehusk->counts.several_pages |= found->several;
	if (found->ran && found->best >= 10 * dehusk->main_text.best) {
		dehusk->main_text.best = found->best / 10;
		dehusk->main_text.second = found->second / 10;
	}
	dehusk->main_text.ran |= found->ran;
	if (found->title < page->count && dehusk->title.size == 0 &&
		!buffer_append(&dehusk->title, page->line[found->title].text,
			page->line[found->title].size))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	return true;
}

// --- what only the last verdicts tell ---

static struct slice text_of(const struct dehusk_line *line)
{
	return (struct slice){line->text, line->size};
}

// Says that the body begins in the first line of the main text but its title and dates.
static bool settle_beginning(struct dehusk *dehusk, const struct body_found *found)
{
	const struct page *page = window_page(dehusk->window);
	int32_t date;
	bool stamp;
	for (size_t i = 0; i < page->count; i++) {
		const struct dehusk_line *line = &page->line[i];
		if (line->verdict != DEHUSK_KEPT || i == found->title ||
			read_page_date(dehusk, text_of(line), &date, &stamp))
			continue;
		facts_body(dehusk->facts, line->number);
		break;
	}
	return dehusk->status == DEHUSK_OK;
}

// A date among the lines that were held: above the body it tells when the page was published.
static bool settle_date(struct dehusk *dehusk, struct dehusk_line *line, int32_t date, bool stamp)
{
	if (!facts_date(dehusk->facts, line->number, date))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	if (line->verdict != DEHUSK_KEPT)
		return true;
	if (stamp && facts_in_head(dehusk->facts)) {
		change_verdict(dehusk, line, DEHUSK_COLLECTED);
		line->reason = page_date;
	} else {
		facts_kept(dehusk->facts, line->number, text_of(line));
	}
	return true;
}

// Finds the dates in the head of the page. All lines down to the first of prose may be in it, and
// those above the beginning of the main text.
static bool settle_facts(struct dehusk *dehusk, const struct body_found *found)
{
	struct page *page = window_page(dehusk->window);
	if (found->ran && !settle_beginning(dehusk, found))
		return false;
	for (size_t i = 0; i < page->count; i++) {
		struct dehusk_line *line = &page->line[i];
		int32_t date;
		bool stamp;
		if (facts_has_prose(dehusk->facts) && facts_is_below(dehusk->facts, line->number))
			break;
		if (line->verdict == DEHUSK_EMPTY || line->verdict == DEHUSK_COLLECTED)
			continue;
		if (read_page_date(dehusk, text_of(line), &date, &stamp)) {
			if (!settle_date(dehusk, line, date, stamp))
				return false;
			continue;
		}
		if (dehusk->status != DEHUSK_OK)
			return false;
		if (line->verdict == DEHUSK_KEPT)
			facts_kept(dehusk->facts, line->number, text_of(line));
	}
	return true;
}

static bool close_window(struct dehusk *dehusk)
{
	struct body_found found = {.ran = false};
	bool looks = window_has_evidence(dehusk->window) && dehusk->counts.several_pages == 0;
	if (looks && !find_body(dehusk, &found))
		return false;
	dehusk->main_text.ruled += window_ruled(dehusk->window);
	dehusk->main_text.kept +=
		looks ? window_kept(dehusk->window) : window_ruled(dehusk->window);
	if (!settle_facts(dehusk, &found))
		return false;
	return window_give(dehusk->window, &dehusk->page, dehusk->wanted) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

// A line beyond what rules may see is kept as it is. It is not held: what is before it is a part of
// the page, and what comes after it another.
static bool take_long(struct dehusk *dehusk, struct slice text, enum split_part part, bool goes_on)
{
	dehusk->context = CONTEXT_NONE;
	if (part != SPLIT_PIECE)
		dehusk->counts.long_lines++;
	if (!dehusk->rules_only && !goes_on && !close_window(dehusk))
		return false;
	return add_long(dehusk, text, part == SPLIT_PIECE);
}

// A label is not parted from the line that may be its name.
static bool make_room(struct dehusk *dehusk, struct slice text)
{
	if (dehusk->rules_only || dehusk->context == CONTEXT_LABEL ||
		!window_is_full(dehusk->window, text.size, dehusk->max_page))
		return true;
	return close_window(dehusk);
}

// Takes a line that is husk by what a renderer made of it.
static bool take_forced(struct dehusk *dehusk, struct slice text)
{
	dehusk->context = CONTEXT_NONE;
	return add_unruled(dehusk, text, DEHUSK_DROPPED, dehusk->forced);
}

static bool take_whole(struct dehusk *dehusk, struct slice text)
{
	if (text.size == 0) {
		dehusk->context = CONTEXT_NONE;
		return add_unruled(dehusk, text, DEHUSK_EMPTY, no_reason);
	}
	return dehusk->forced ? take_forced(dehusk, text) : take_line(dehusk, text);
}

static bool take(void *context, struct slice text, struct slice raw, enum split_part part)
{
	struct dehusk *dehusk = context;
	bool goes_on = dehusk->in_pieces;
	if (!goes_on)
		dehusk->counts.lines += 1 + dehusk->further;
	dehusk->in_pieces = part == SPLIT_PIECE;
	if (part != SPLIT_WHOLE || text.size > DEHUSK_LINE_MAX)
		return take_long(dehusk, text, part, goes_on);
	if (!make_room(dehusk, text))
		return false;
	dehusk->raw = raw;
	bool taken = take_whole(dehusk, text);
	dehusk->further = 0;
	return taken;
}

// Takes text from which nothing is to be undone any more.
static bool take_piece(void *context, const struct unrender_piece *piece)
{
	struct dehusk *dehusk = context;
	dehusk->further = piece->joined;
	dehusk->forced = piece->reason;
	bool taken = split_feed(dehusk->split, piece->text.data, piece->text.size);
	dehusk->further = 0;
	dehusk->forced = NULL;
	return taken;
}

// --- feeds ---

static void begin_page(struct dehusk *dehusk)
{
	dehusk->open = true;
	dehusk->unrendering = dehusk->unrenders;
	dehusk->page_number++;
	dehusk->counts = (struct dehusk_counts){0};
	dehusk->ill_formed = split_ill_formed(dehusk->split);
	memset(dehusk->mojibake, 0, sizeof dehusk->mojibake);
	dehusk->cut = NULL;
	dehusk->context = CONTEXT_NONE;
	dehusk->held = dehusk->in_pieces = false;
	collect_clear(dehusk->collection);
	facts_clear(dehusk->facts);
	dehusk->rules_only = dehusk->set_rules_only;
	dehusk->max_page = dehusk->set_max_page > 0 ? dehusk->set_max_page : DEHUSK_PAGE_MAX;
	dehusk->main_text = (struct dehusk_main_text){0};
	buffer_clear(&dehusk->title);
}

// Puts the label that was held back into the new table.
static bool release_label(struct dehusk *dehusk)
{
	if (!dehusk->held)
		return true;
	dehusk->held = false;
	struct slice text = page_copy(
		&dehusk->page, (struct slice){dehusk->label_text.data, dehusk->label_text.size});
	struct dehusk_line *line = text.data ? page_add(&dehusk->page) : NULL;
	if (!line)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	*line = dehusk->label;
	line->text = text.data;
	return true;
}

// A label at the end of the table is not decided: the next line may be its name.
static bool hold_label(struct dehusk *dehusk)
{
	if (dehusk->context != CONTEXT_LABEL || !dehusk->rules_only)
		return true;
	dehusk->label = dehusk->page.line[--dehusk->page.count];
	dehusk->held = true;
	buffer_clear(&dehusk->label_text);
	return buffer_append(&dehusk->label_text, dehusk->label.text, dehusk->label.size) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

static enum dehusk_status begin_feed(struct dehusk *dehusk, struct dehusk_lines *lines)
{
	*lines = (struct dehusk_lines){NULL, 0};
	page_clear(&dehusk->page);
	if (!dehusk->open)
		begin_page(dehusk);
	release_label(dehusk);
	return dehusk->status;
}

static enum dehusk_status end_feed(struct dehusk *dehusk, bool split, struct dehusk_lines *lines)
{
	if (!split && dehusk->status == DEHUSK_OK)
		dehusk->status = DEHUSK_NO_MEMORY;
	dehusk->counts.ill_formed = decode_ill_formed(dehusk->decode) +
				    split_ill_formed(dehusk->split) - dehusk->ill_formed;
	dehusk->counts.unsure = decode_is_unsure(dehusk->decode);
	dehusk->counts.mojibake = 0;
	for (size_t i = 0; i < MOJIBAKE_KINDS; i++)
		dehusk->counts.mojibake += dehusk->mojibake[i];
	if (dehusk->status == DEHUSK_OK)
		*lines = (struct dehusk_lines){dehusk->page.line, dehusk->page.count};
	return dehusk->status;
}

static bool feed_text(struct dehusk *dehusk, struct slice text)
{
	return dehusk->unrendering ? unrender_feed(dehusk->unrender, text)
				   : split_feed(dehusk->split, text.data, text.size);
}

enum dehusk_status dehusk_feed(
	struct dehusk *dehusk, const char *data, size_t size, struct dehusk_lines *lines)
{
	if (begin_feed(dehusk, lines) != DEHUSK_OK)
		return dehusk->status;
	struct slice text;
	bool split = decode_feed(dehusk->decode, data, size, &text) && feed_text(dehusk, text) &&
		     hold_label(dehusk);
	return end_feed(dehusk, split, lines);
}

enum dehusk_status dehusk_end(struct dehusk *dehusk, struct dehusk_lines *lines)
{
	if (begin_feed(dehusk, lines) != DEHUSK_OK)
		return dehusk->status;
	struct slice text;
	bool split = decode_end(dehusk->decode, &text) && feed_text(dehusk, text) &&
		     (!dehusk->unrendering || unrender_end(dehusk->unrender)) &&
		     split_end(dehusk->split) && (dehusk->rules_only || close_window(dehusk));
	dehusk->open = false;
	return end_feed(dehusk, split, lines);
}

// --- the rest ---

static enum dehusk_status set_up(struct dehusk *dehusk)
{
	enum dehusk_status status = judge_new(&dehusk->judge, builtin_rules, builtin_rules_size);
	if (status != DEHUSK_OK)
		return status;
	dehusk->collector = judge_collector(dehusk->judge);
	dehusk->memory = judge_memory(dehusk->judge);
	dehusk->last_dated = dehusk->last_dropped = dehusk->memory->memo;
	dehusk->wanted = ~0u;
	dehusk->collection = collect_new();
	dehusk->facts = facts_new();
	dehusk->decode = decode_new();
	dehusk->unrenders = true;
	dehusk->unrender = unrender_new(&dehusk->page, take_piece, dehusk);
	dehusk->split = split_new(&dehusk->page, take, dehusk);
	dehusk->window = window_new();
	dehusk->tidy = tidy_new();
	bool made = dehusk->collection && dehusk->facts && dehusk->decode && dehusk->unrender &&
		    dehusk->split && dehusk->window && dehusk->tidy;
	return made ? DEHUSK_OK : DEHUSK_NO_MEMORY;
}

enum dehusk_status dehusk_new(struct dehusk **dehusk)
{
	*dehusk = NULL;
	struct dehusk *made = calloc(1, sizeof *made);
	if (!made)
		return DEHUSK_NO_MEMORY;
	enum dehusk_status status = set_up(made);
	if (status == DEHUSK_OK)
		*dehusk = made;
	else
		dehusk_free(made);
	return status;
}

void dehusk_free(struct dehusk *dehusk)
{
	if (!dehusk)
		return;
	judge_free(dehusk->judge);
	collect_free(dehusk->collection);
	facts_free(dehusk->facts);
	decode_free(dehusk->decode);
	unrender_free(dehusk->unrender);
	split_free(dehusk->split);
	page_free(&dehusk->page);
	window_free(dehusk->window);
	tidy_free(dehusk->tidy);
	buffer_free(&dehusk->title);
	buffer_free(&dehusk->part);
	buffer_free(&dehusk->label_text);
	buffer_free(&dehusk->joined);
	free(dehusk);
}

const struct dehusk_facts *dehusk_facts(struct dehusk *dehusk)
{
	return facts_told(dehusk->facts);
}

void dehusk_want(struct dehusk *dehusk, unsigned verdicts)
{
	dehusk->wanted = verdicts;
}

void dehusk_unrender(struct dehusk *dehusk, bool wanted)
{
	dehusk->unrenders = wanted;
}

enum dehusk_status dehusk_set_encoding(struct dehusk *dehusk, const char *name)
{
	struct label label;
	if (name && !label_find(name, &label))
		return DEHUSK_BAD_ENCODING;
	decode_choose(dehusk->decode, name ? &label : NULL);
	return DEHUSK_OK;
}

void dehusk_set_rules_only(struct dehusk *dehusk, bool rules_only)
{
	dehusk->set_rules_only = rules_only;
}

void dehusk_set_max_page(struct dehusk *dehusk, size_t size)
{
	dehusk->set_max_page = size;
}

const struct dehusk_main_text *dehusk_main_text(const struct dehusk *dehusk)
{
	return &dehusk->main_text;
}

const char *dehusk_title(const struct dehusk *dehusk, size_t *size)
{
	*size = dehusk->title.size;
	return dehusk->title.size > 0 ? dehusk->title.data : NULL;
}

const char *dehusk_encoding(const struct dehusk *dehusk)
{
	return decode_encoding(dehusk->decode);
}

const char *dehusk_mojibake(const struct dehusk *dehusk)
{
	size_t most = 0;
	for (size_t i = 1; i < MOJIBAKE_KINDS; i++)
		if (dehusk->mojibake[i] > dehusk->mojibake[most])
			most = i;
	return mojibake_cause((enum mojibake)most);
}

const struct dehusk_binary *dehusk_binary(const struct dehusk *dehusk)
{
	return decode_binary(dehusk->decode);
}

const struct dehusk_counts *dehusk_counts(const struct dehusk *dehusk)
{
	return &dehusk->counts;
}

enum dehusk_status dehusk_sources(
	struct dehusk *dehusk, const struct dehusk_source **sources, size_t *count)
{
	if (dehusk->status == DEHUSK_OK && !collect_sorted(dehusk->collection, sources, count))
		dehusk->status = DEHUSK_NO_MEMORY;
	return dehusk->status;
}

const struct dehusk_rule *dehusk_rules(const struct dehusk *dehusk, size_t *count)
{
	return judge_rules(dehusk->judge, count);
}

void dehusk_date_format(int32_t date, char out[11])
{
	date_format(date, out);
}
