// SPDX-License-Identifier: MIT
// Takes lines into the table with their verdicts. What a line by itself is, the judge says; here is
// what depends on the lines around it: names and dates below a source label, and the rest of a page
// that was cut.
#include "take.h"

#include <string.h>

#include "date.h"
#include "number.h"
#include "settle.h"
#include "source.h"
#include "state.h"
#include "title.h"

static const char no_reason[] = "-";
static const char nameless[] = "source-without-name";
static const char long_line[] = "long-line";
static const char side_column[] = "side-column";
static const char too_many[] = "too-many-sources";
static const char page_date[] = "page-date";

// --- the table ---

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
	static const unsigned flags[] = {
		[RULE_DROP] = 0,
		[RULE_HUSK] = BODY_EVIDENCE,
		[RULE_FOOT] = BODY_EVIDENCE | BODY_FOOT,
		[RULE_KEEP] = BODY_PROTECTED,
		[RULE_HINT] = BODY_HINT,
	};
	const struct rule *source = rule ? judge_source(dehusk->judge, rule) : NULL;
	if (!source)
		return 0;
	return flags[source->action] | (source->ends ? BODY_END : 0u) |
	       (source->replies ? BODY_REPLIES : 0u);
}

static inline bool add_line(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	const char *reason, bool more)
{
	if (!more)
		dehusk->counts.verdict[verdict] += 1 + dehusk->further;
	// A label or a date has to be there, since the next line may change its verdict.
	if (!(dehusk->wanted >> verdict & 1) && dehusk->context == CONTEXT_NONE)
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

bool take_title(struct dehusk *dehusk, struct slice text)
{
	struct slice title = title_in(text);
	dehusk->titled = true;
	return buffer_append(&dehusk->title, title.data, title.size) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

bool take_heading(struct dehusk *dehusk, struct slice text)
{
	bool first = !dehusk->heading;
	dehusk->heading = true;
	if (dehusk->titled)
		return true;
	struct measure measure = measure_text(text);
	if ((first && title_is_word(measure)) || title_may_be(text, measure))
		return take_title(dehusk, text);
	dehusk->titled = look_of(text, measure) == LOOK_PROSE;
	return true;
}

// Adds a line that is body, unless the page was cut above it.
static bool add_body(
	struct dehusk *dehusk, struct slice line, struct slice text, struct dehusk_rule *rule)
{
	if (dehusk->cut)
		return add_ruled(dehusk, line, DEHUSK_DROPPED, dehusk->cut);
	if (dehusk->rules_only) {
		facts_kept(dehusk->facts, number_of(dehusk), text);
		if (!(flags_of(dehusk, rule) & BODY_HINT) && !take_heading(dehusk, text))
			return false;
	}
	return add_ruled(dehusk, text, DEHUSK_KEPT, rule);
}

bool take_long(struct dehusk *dehusk, struct slice text, bool more)
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
	char printed[SOURCE_NAME_MAX];
	size_t size = source_name(name, printed);
	enum collect_result result =
		collect_source(dehusk->collection, (struct slice){printed, size}, source);
	if (result == COLLECT_OK)
		result = collect_date(dehusk->collection, *source, date);
	if (result == COLLECT_NO_MEMORY)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	if (result == COLLECT_FULL)
		dehusk->counts.sources_left++;
	return result == COLLECT_OK;
}

// Notes when the page may have been published.
static bool note_date(struct dehusk *dehusk, int32_t date, enum facts_place place)
{
	return facts_date(dehusk->facts, number_of(dehusk), date, place) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

// --- runs ---

// Adds a date to a source of the page's. What there is no room for is counted.
static bool add_date(struct dehusk *dehusk, size_t source, int32_t date)
{
	enum collect_result result = collect_date(dehusk->collection, source, date);
	if (result == COLLECT_FULL)
		dehusk->counts.sources_left++;
	return result != COLLECT_NO_MEMORY || fail(dehusk, DEHUSK_NO_MEMORY);
}

bool take_run_end(struct dehusk *dehusk)
{
	struct run *run = &dehusk->run;
	if (!run->open)
		return true;
	run->open = false;
	for (size_t i = 0; i < run->count; i++) {
		size_t source = run_owner(run, i);
		int32_t date = run->date[i].date;
		if (source != RUN_NOBODY && !add_date(dehusk, source, date))
			return false;
		// It belongs to no source, but was taken out of the body.
		if (source == RUN_NOBODY && dehusk->run_line != 0 &&
			!facts_date(dehusk->facts, dehusk->run_line, date, FACTS_OUT))
			return fail(dehusk, DEHUSK_NO_MEMORY);
	}
	dehusk->run_line = 0;
	return true;
}

// The line before the one that is being taken.
static struct dehusk_line *line_above(struct dehusk *dehusk)
{
	return dehusk->rules_only ? &dehusk->page.line[dehusk->page.count - 1]
				  : window_last(dehusk->window);
}

// Whether a line above is prose, for what the rules say. What was looked at is not looked at again.
static bool is_below_prose(struct dehusk *dehusk)
{
	const struct page *page = window_page(dehusk->window);
	if (dehusk->rules_only)
		return dehusk->prose || facts_has_prose(dehusk->facts);
	if (dehusk->looked_at > page->count)
		dehusk->looked_at = 0;
	for (; dehusk->looked_at < page->count && !dehusk->prose; dehusk->looked_at++) {
		const struct dehusk_line *line = &page->line[dehusk->looked_at];
		dehusk->prose = line->verdict == DEHUSK_KEPT && facts_is_prose(line_text(line));
	}
	return dehusk->prose;
}

// The line above is a date of the source in this one: it is no body, but where somebody wrote it
// under a text.
static bool take_date_above(struct dehusk *dehusk)
{
	struct dehusk_line *line = line_above(dehusk);
	int32_t date = dehusk->run.date[0].date;
	if (dehusk->by_hand && is_below_prose(dehusk))
		return true;
	if (line->verdict == DEHUSK_KEPT) {
		change_verdict(dehusk, line, DEHUSK_COLLECTED);
		if (dehusk->rules_only)
			facts_set_kept(dehusk->facts, dehusk->kept_before);
		else
			window_set_last_apart(dehusk->window);
	}
	line->reason = dehusk->collector->name;
	dehusk->run_line = line->number;
	return facts_date(dehusk->facts, line->number, date, FACTS_SOURCE) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

// An undated source goes on with a run or begins one; a dated one ends it.
static bool take_run_source(
	struct dehusk *dehusk, size_t source, int32_t date, enum context context)
{
	if (date != 0)
		return take_run_end(dehusk);
	dehusk->runs_on = true;
	if (!dehusk->run.open) {
		run_begin_source(&dehusk->run, source);
		return true;
	}
	run_source(&dehusk->run, source);
	return context != CONTEXT_DATE || take_date_above(dehusk);
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

static bool take_source(struct dehusk *dehusk, struct slice line, struct slice name,
	struct slice also, int32_t date, uint64_t *note)
{
	size_t source, second;
	if (also.size > 0 && !collect_has_room(dehusk->collection, 2)) {
		dehusk->counts.sources_left++;
		return add_too_many(dehusk, line);
	}
	if (also.size > 0 && !collect(dehusk, also, date, &second))
		return dehusk->status == DEHUSK_OK && add_too_many(dehusk, line);
	if (!collect_noted(dehusk, name, date, note, &source))
		return dehusk->status == DEHUSK_OK && add_too_many(dehusk, line);
	return take_run_source(dehusk, source, date, dehusk->above) &&
	       note_date(dehusk, date, FACTS_SOURCE) &&
	       add_ruled(dehusk, line, DEHUSK_COLLECTED, dehusk->collector);
}

// Whether one of these words stands at text[at]. The second byte tells most of them apart.
static bool word_at(struct slice text, size_t at, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (at + 1 >= text.size || words[i][1] != text.data[at + 1])
			continue;
		size_t size = strlen(words[i]);
		if (text.size - at >= size && memcmp(text.data + at, words[i], size) == 0)
			return true;
	}
	return false;
}

static bool has_word(struct slice text, const char *const *words, size_t count)
{
	for (size_t at = 0; at < text.size; at++)
		if (((unsigned char)text.data[at] & 0xC0) != 0x80 &&
			word_at(text, at, words, count))
			return true;
	return false;
}

bool take_has_date_label(struct slice line)
{
	static const char *const words[] = {"于", "时", "時", "期", "发", "發", "更新", "日：",
		"日:", "ed", "ate", "등", "입", "작"};
	return has_word(line, words, sizeof words / sizeof words[0]);
}

// What no line that is nothing but a date is without: digits, or the numerals of its year; a
// bracket before them, or a label.
static bool may_be_date_line(struct slice line)
{
	static const size_t most = 80, bare = 40, least = 4, numerals = sizeof("二〇") - 1;
	static const char *const years[] = {"二〇", "二零", "二○", "一九", "民国", "民國"};
	static const char *const begin[] = {"（", "【", "［", "２", "１"};
	// Without a label before it, a date with its time and weekday is short.
	bool begins = line.data[0] >= '0' && line.data[0] <= '9';
	if (line.size > (begins ? bare : most))
		return false;
	size_t digits = number_count_digits(line.data, line.size);
	if (digits < least)
		return (unsigned char)line.data[0] >= 0xE4 && line.size > numerals &&
		       word_at(line, 0, years, sizeof years / sizeof years[0]);
	return 6 * digits >= line.size &&
	       (begins || line.data[0] == '(' || line.data[0] == '[' ||
		       word_at(line, 0, begin, sizeof begin / sizeof begin[0]) ||
		       take_has_date_label(line));
}

// Reads a line that is nothing but a date.
static enum date_result read_date_line(struct dehusk *dehusk, struct slice line, int32_t *date)
{
	if (!may_be_date_line(line))
		return DATE_NONE;
	const struct fields *fields = judge_fields(dehusk->judge, line);
	if (!fields) {
		fail(dehusk, DEHUSK_NO_MEMORY);
		return DATE_NONE;
	}
	return byline_date_line(fields, date, &dehusk->by_hand);
}

static bool is_unread(enum date_result read)
{
	return read == DATE_IMPOSSIBLE || read == DATE_UNREAD;
}

// Whether the line is a date of the sources above; then it is taken.
static bool take_date(struct dehusk *dehusk, struct slice line)
{
	int32_t date;
	struct run *run = &dehusk->run;
	enum date_result read = read_date_line(dehusk, line, &date);
	dehusk->counts.unread_dates += is_unread(read);
	if (read != DATE_FOUND)
		return false;
	size_t above = run->above;
	if (run->dated && !run_date(run, date)) {
		if (!take_run_end(dehusk))
			return false;
		run_begin_source(run, above);
	}
	if (!run->dated) {
		enum collect_result result = collect_date(dehusk->collection, above, date);
		if (result == COLLECT_NO_MEMORY)
			return fail(dehusk, DEHUSK_NO_MEMORY);
		if (result == COLLECT_FULL) {
			dehusk->counts.sources_left++;
			return false;
		}
	}
	dehusk->runs_on = true;
	return note_date(dehusk, date, FACTS_SOURCE) &&
	       add_ruled(dehusk, line, DEHUSK_COLLECTED, dehusk->collector);
}

// A line that no rule has a word on may be a date that begins a run. Until the next line it is
// taken as it is. One that cannot be, or be read, is counted, unless it was as one of a source.
static bool begin_run(struct dehusk *dehusk, struct slice line)
{
	int32_t date;
	if (dehusk->cut || !take_run_end(dehusk))
		return dehusk->status == DEHUSK_OK;
	enum date_result read = read_date_line(dehusk, line, &date);
	if (dehusk->counts.unread_dates == dehusk->unread_above)
		dehusk->counts.unread_dates += is_unread(read);
	if (read != DATE_FOUND || !settle_full(dehusk, line))
		return dehusk->status == DEHUSK_OK;
	run_begin_date(&dehusk->run, date);
	dehusk->kept_before = facts_count_kept(dehusk->facts);
	dehusk->runs_on = true;
	dehusk->context = CONTEXT_DATE;
	return true;
}

// Adds a source label without a name. If one may follow, it is waited for. It is no name of a label
// above it, so that the two may be parted: else labels alone would never be.
static bool take_label(struct dehusk *dehusk, struct slice line, enum context context)
{
	if (!settle_full(dehusk, line))
		return false;
	dehusk->context = context;
	dehusk->runs_on = context == CONTEXT_LABEL;
	dehusk->collector->lines++;
	return add_unruled(dehusk, line, DEHUSK_DROPPED, nameless);
}

// Whether the line is the name that the label above waits for; then both are taken.
static bool take_name(struct dehusk *dehusk, struct slice line)
{
	struct dehusk_line *label = line_above(dehusk);
	buffer_clear(&dehusk->joined);
	if (!buffer_append(&dehusk->joined, label->text, label->size) ||
		!buffer_append_byte(&dehusk->joined, ' ') ||
		!buffer_append(&dehusk->joined, line.data, line.size))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	const struct fields *fields = judge_fields(
		dehusk->judge, (struct slice){dehusk->joined.data, dehusk->joined.size});
	if (!fields)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	struct source found;
	size_t source;
	source_judge(fields, &found);
	dehusk->counts.unread_dates += found.unread;
	if (found.kind != SOURCE_FOUND || !collect(dehusk, found.name, found.date, &source))
		return false;
	change_verdict(dehusk, label, DEHUSK_COLLECTED);
	label->reason = dehusk->collector->name;
	return take_run_source(dehusk, source, found.date, CONTEXT_LABEL) &&
	       note_date(dehusk, found.date, FACTS_SOURCE) &&
	       add_ruled(dehusk, line, DEHUSK_COLLECTED, dehusk->collector);
}

// --- what the page says of itself ---

static struct slice name_slice(const struct byline_name *name)
{
	return (struct slice){name->text, name->size};
}

// Notes the people that a line names, and when it says that was.
static bool note_people(struct dehusk *dehusk, uint64_t number, const struct judgement *judgement)
{
	struct byline byline;
	byline.kind = BYLINE_NONE, byline.author.size = byline.editor.size = 0;
	byline.labelled = false;
	if (judgement->people)
		dehusk->status = judge_people(dehusk->judge, judgement->text, &byline);
	if (dehusk->status != DEHUSK_OK)
		return false;
	struct slice author = name_slice(&byline.author), editor = name_slice(&byline.editor);
	bool closes = dehusk->closes && judgement->result == JUDGE_BYLINE;
	dehusk->closes &= !closes;
	if (judgement->result == JUDGE_BYLINE && byline.labelled)
		facts_late(dehusk->facts, byline.date, FACTS_OUT);
	if (closes && !facts_closing_people(dehusk->facts, author, editor))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	return (facts_people(dehusk->facts, number, author, editor) &&
		       facts_people(dehusk->facts, number, judgement->author, judgement->editor) &&
		       facts_date(dehusk->facts, number,
			       judgement->result == JUDGE_BYLINE ? byline.date : 0, FACTS_OUT)) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

// What no line with a date or a near time is without, and few others have.
static bool may_be_date(struct slice line)
{
	static const size_t most = 120, few = 5, short_line = 40;
	static const char *const near[] = {"前", "天", "ago", "전"};
	static const char *const now[] = {"刚刚", "剛剛", "半", "방금"};
	if (line.size > most)
		return false;
	size_t digits = number_count_digits(line.data, line.size);
	if (digits >= few || line.size > short_line)
		return digits >= few;
	return digits > 0 ? has_word(line, near, sizeof near / sizeof near[0])
			  : word_at(line, 0, now, sizeof now / sizeof now[0]);
}

bool take_reads_date(struct dehusk *dehusk, struct slice line, struct byline *byline)
{
	if (!may_be_date(line))
		return false;
	dehusk->status = judge_people(dehusk->judge, line, byline);
	return dehusk->status == DEHUSK_OK &&
	       (byline->kind == BYLINE_DATE || byline->kind == BYLINE_TIME);
}

// Whether the line, on which no rule has a word, or what a rule left of it, is the date of the
// page; then it is taken. One that somebody wrote there by hand tells when, but stays.
static bool take_page_date(struct dehusk *dehusk, struct slice line, struct slice text)
{
	struct byline byline;
	// If lines are held, there will be settle_facts().
	if (!dehusk->rules_only || facts_has_prose(dehusk->facts) || dehusk->cut ||
		!take_reads_date(dehusk, text, &byline))
		return false;
	bool leaves = (byline.stamp || byline.kind == BYLINE_TIME) && facts_in_head(dehusk->facts);
	return note_date(dehusk, byline.date, leaves ? FACTS_OUT : FACTS_BODY) && leaves &&
	       add_line(dehusk, line, DEHUSK_COLLECTED, page_date, false);
}

void take_stamp(struct dehusk *dehusk, struct dehusk_line *line)
{
	change_verdict(dehusk, line, DEHUSK_COLLECTED);
	line->reason = page_date;
}

bool take_outlet(struct dehusk *dehusk, struct slice name, int32_t date, struct dehusk_line *line)
{
	size_t source;
	if (!collect_is_empty(dehusk->collection) || !source_is_name(name))
		return true;
	if (!collect(dehusk, name, date, &source))
		return dehusk->status == DEHUSK_OK;
	if (line) {
		change_verdict(dehusk, line, DEHUSK_COLLECTED);
		line->reason = dehusk->collector->name;
	}
	return true;
}

// --- the lines that close a page ---

// Whether the line is 发布时间: 2021-03-05, as it is printed.
static bool is_closing_date(struct slice line, int32_t *date)
{
	static const char label[] = "发布时间: ";
	const size_t size = sizeof label - 1;
	return line.size == size + 10 && memcmp(line.data, label, size) == 0 &&
	       date_is_iso(line.data + size, date);
}

static bool begins_with(struct slice line, const char *label)
{
	size_t size = strlen(label);
	return line.size > size && memcmp(line.data, label, size) == 0;
}

// Which line that closes a page this may be: they stand together, in this order, below an empty
// line.
static enum closing closing_of(const struct dehusk *dehusk, struct slice line)
{
	enum closing above = dehusk->closing;
	int32_t date;
	if (above == CLOSING_NOT)
		return CLOSING_NOT;
	if (is_closing_date(line, &date))
		return above < CLOSING_DATE ? CLOSING_DATE : CLOSING_NOT;
	if (above < CLOSING_AUTHOR && begins_with(line, "作者: "))
		return CLOSING_AUTHOR;
	return above < CLOSING_EDITOR && begins_with(line, "编辑: ") ? CLOSING_EDITOR : CLOSING_NOT;
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

static bool is_edited(struct slice line, const struct judgement *judgement)
{
	return judgement->text.data != line.data || judgement->text.size != line.size;
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
	dehusk->counts.unread_dates += judgement->unread_date;
	if (judgement->credit_count > 0 && !take_credited(dehusk, line, judgement))
		return false;
	if (!note_people(dehusk, number_of(dehusk), judgement))
		return false;
	struct slice text;
	switch (judgement->result) {
	case JUDGE_SOURCE:
		return take_source(dehusk, line, judgement->name, judgement->also, judgement->date,
			judgement->note);
	case JUDGE_LABEL:
		return note_date(dehusk, judgement->date, FACTS_SOURCE) &&
		       take_label(dehusk, line, CONTEXT_LABEL);
	case JUDGE_NAMELESS:
		return note_date(dehusk, judgement->date, FACTS_OUT) &&
		       take_label(dehusk, line, CONTEXT_NONE);
	case JUDGE_CUT:
		if (!dehusk->cut)
			dehusk->cut = judgement->rule;
		return add_ruled(dehusk, line, DEHUSK_DROPPED, judgement->rule);
	case JUDGE_DROPPED:
		return add_ruled(dehusk, line, DEHUSK_DROPPED, judgement->rule);
	case JUDGE_BYLINE:
		dehusk->runs_on = true;
		return add_ruled(dehusk, line, DEHUSK_COLLECTED, judgement->rule);
	case JUDGE_KEPT:
		if (!judgement->rule && !begin_run(dehusk, line))
			return false;
		if ((!judgement->rule || is_edited(line, judgement)) &&
			take_page_date(dehusk, line, judgement->text))
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
	return take_source(dehusk, line, name, (struct slice){NULL, 0}, date, &memo->note);
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
	if (!memo || memo->result != JUDGE_DROPPED || memo->unread_date)
		return false;
	dehusk->last_dropped = memo;
	return add_ruled(dehusk, line, DEHUSK_DROPPED, memo->rule);
}

// What the line above says about this one comes before any rule, but a name is only what no rule
// has a word on.
static bool take_in_context(struct dehusk *dehusk, struct slice line)
{
	enum context context = dehusk->above = dehusk->context;
	dehusk->context = CONTEXT_NONE;
	dehusk->unread_above = dehusk->counts.unread_dates;
	if (dehusk->run.open && dehusk->run.above != RUN_NOBODY && context != CONTEXT_LABEL &&
		take_date(dehusk, line))
		return true;
	if (dehusk->status != DEHUSK_OK)
		return false;
	if (!dehusk->run.open && take_remembered(dehusk, line))
		return true;
	if (dehusk->status != DEHUSK_OK)
		return false;
	struct judgement judgement;
	dehusk->status = judge_line(dehusk->judge, line, &judgement);
	if (dehusk->status != DEHUSK_OK)
		return false;
	bool plain = judgement.result == JUDGE_KEPT && !judgement.rule && !judgement.unread_date;
	if (context == CONTEXT_LABEL && plain) {
		if (take_name(dehusk, line))
			return true;
		if (dehusk->status != DEHUSK_OK)
			return false;
	}
	return take_judged(dehusk, line, &judgement);
}

// A line that is no part of the run ends it.
static bool take_with_run(struct dehusk *dehusk, struct slice line)
{
	dehusk->runs_on = false;
	return take_in_context(dehusk, line) && (dehusk->runs_on || take_run_end(dehusk));
}

// --- parts of lines ---

static enum dehusk_verdict verdict_of(enum judge_result result)
{
	if (result == JUDGE_SOURCE || result == JUDGE_BYLINE)
		return DEHUSK_COLLECTED;
	return result == JUDGE_KEPT ? DEHUSK_KEPT : DEHUSK_DROPPED;
}

// Takes what is left of a line as if it were the line.
static bool take_rest(struct dehusk *dehusk, struct dehusk_line *line, struct slice text,
	struct judgement *judgement, unsigned *flags)
{
	size_t source;
	dehusk->counts.limit_hits += judgement->limit_hits;
	dehusk->counts.unread_dates += judgement->unread_date;
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

bool take_part(void *context, struct dehusk_line *line, struct slice part, unsigned *flags)
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
	return take_rest(dehusk, line, text, &judgement, flags);
}

// Takes a line that is husk by what a renderer made of it.
static bool take_forced(struct dehusk *dehusk, struct slice text)
{
	dehusk->context = CONTEXT_NONE;
	return add_unruled(dehusk, text, DEHUSK_DROPPED, dehusk->forced);
}

static bool take_any(struct dehusk *dehusk, struct slice text)
{
	if (!dehusk->forced)
		return take_with_run(dehusk, text);
	return take_run_end(dehusk) && take_forced(dehusk, text);
}

// Takes a date in the form that closes a page. It is collected wherever it stands: it is not known
// yet whether the page ends here, and a text that is printed again has to come out as it is.
static bool take_closing_date(
	struct dehusk *dehusk, struct slice text, enum closing closing, int32_t date)
{
	facts_open(dehusk->facts);
	dehusk->closing = closing;
	dehusk->context = CONTEXT_NONE;
	if (closing == CLOSING_DATE)
		facts_closing_date(dehusk->facts, date);
	return begin_run(dehusk, text) && note_date(dehusk, date, FACTS_OUT) &&
	       add_unruled(dehusk, text, DEHUSK_COLLECTED, page_date);
}

// Takes a byline that closes the page if it names somebody.
static bool take_closing_byline(struct dehusk *dehusk, struct slice text, enum closing closing)
{
	if (dehusk->closing == CLOSING_MAY)
		facts_open(dehusk->facts);
	dehusk->closing = closing;
	dehusk->closes = true;
	bool taken = take_any(dehusk, text);
	if (dehusk->closes) {
		facts_open(dehusk->facts);
		dehusk->closing = CLOSING_NOT;
	}
	dehusk->closes = false;
	return taken;
}

bool take_line(struct dehusk *dehusk, struct slice text)
{
	int32_t date;
	if (text.size == 0) {
		dehusk->context = CONTEXT_NONE;
		dehusk->closing = CLOSING_MAY;
		return take_run_end(dehusk) && add_unruled(dehusk, text, DEHUSK_EMPTY, no_reason);
	}
	enum closing closing = dehusk->forced ? CLOSING_NOT : closing_of(dehusk, text);
	bool of_source = dehusk->run.open && dehusk->run.above != RUN_NOBODY;
	if (!dehusk->forced && !of_source && is_closing_date(text, &date))
		return take_closing_date(dehusk, text, closing, date);
	if (closing != CLOSING_NOT)
		return take_closing_byline(dehusk, text, closing);
	// Source lines may stand anywhere, also below the lines that close the page.
	uint64_t sources = dehusk->collector->lines;
	bool taken = take_any(dehusk, text);
	if (dehusk->collector->lines == sources)
		facts_open(dehusk->facts);
	dehusk->closing = CLOSING_NOT;
	return taken;
}
