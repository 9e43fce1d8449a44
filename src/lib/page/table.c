// SPDX-License-Identifier: MIT
// Adds lines to the table of the page, with their verdicts, and counts them. Notes the title.
#include "page/table.h"

#include "page/state.h"
#include "page/title.h"

const char table_no_reason[] = "-";
const char table_page_date[] = "page-date";

uint64_t table_number(const struct dehusk *dehusk)
{
	return dehusk->page.counts.lines - dehusk->line.joined;
}

static bool put_line(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	const char *reason, bool more)
{
	struct dehusk_line *line = page_add(&dehusk->table);
	if (!line)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	line->text = text.data;
	line->size = text.size;
	line->number = table_number(dehusk);
	line->joined = dehusk->line.joined;
	line->reason = reason;
	line->verdict = verdict;
	line->more = more;
	return true;
}

static bool hold_line(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	const char *reason, unsigned flags)
{
	struct dehusk_line line = {text.data, text.size, table_number(dehusk), reason,
		dehusk->line.joined, verdict, false};
	dehusk->page.counts.verdict[verdict] += 1 + dehusk->line.joined;
	// A line from which nothing was trimmed has no columns.
	bool as_it_came = dehusk->line.raw.data == text.data && dehusk->line.raw.size == text.size;
	struct slice raw = {dehusk->line.raw.data, as_it_came ? 0 : dehusk->line.raw.size};
	return window_add(dehusk->window, &line, raw, flags) || fail(dehusk, DEHUSK_NO_MEMORY);
}

unsigned table_flags(const struct dehusk *dehusk, const struct dehusk_rule *rule)
{
	static const unsigned flags[] = {
		[RULE_DROP] = 0,
		[RULE_HUSK] = OUTLINE_EVIDENCE,
		[RULE_FOOT] = OUTLINE_EVIDENCE | OUTLINE_FOOT,
		[RULE_KEEP] = OUTLINE_PROTECTED,
		[RULE_HINT] = OUTLINE_HINT,
	};
	const struct rule *source = rule ? classify_source(dehusk->classifier, rule) : NULL;
	if (!source)
		return 0;
	return flags[source->action] | (source->ends ? OUTLINE_END : 0u) |
	       (source->replies ? OUTLINE_REPLIES : 0u);
}

bool table_add(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	const char *reason, bool more)
{
	if (!more)
		dehusk->page.counts.verdict[verdict] += 1 + dehusk->line.joined;
	// The next line may change the verdict of a label or a date, so it is always in the table.
	if (!(dehusk->set.wanted >> verdict & 1) && dehusk->page.context == CONTEXT_NONE)
		return true;
	return put_line(dehusk, text, verdict, reason, more);
}

bool table_unruled(
	struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict, const char *reason)
{
	unsigned flags = verdict == DEHUSK_DROPPED ? OUTLINE_APART : 0;
	return dehusk->page.rules_only ? table_add(dehusk, text, verdict, reason, false)
				       : hold_line(dehusk, text, verdict, reason, flags);
}

bool table_ruled(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	struct dehusk_rule *rule)
{
	const char *reason = rule ? rule->name : table_no_reason;
	if (rule)
		rule->lines++;
	return dehusk->page.rules_only
		       ? table_add(dehusk, text, verdict, reason, false)
		       : hold_line(dehusk, text, verdict, reason, table_flags(dehusk, rule));
}

void table_change(struct dehusk *dehusk, struct dehusk_line *line, enum dehusk_verdict verdict)
{
	dehusk->page.counts.verdict[line->verdict] -= 1 + line->joined;
	dehusk->page.counts.verdict[verdict] += 1 + line->joined;
	line->verdict = verdict;
}

struct dehusk_line *table_above(struct dehusk *dehusk)
{
	return dehusk->page.rules_only ? &dehusk->table.line[dehusk->table.count - 1]
				       : window_last(dehusk->window);
}

void table_stamp(struct dehusk *dehusk, struct dehusk_line *line)
{
	table_change(dehusk, line, DEHUSK_COLLECTED);
	line->reason = table_page_date;
}

// --- the title ---

bool table_title(struct dehusk *dehusk, struct slice text)
{
	struct slice title = title_in(text);
	dehusk->page.titled = true;
	return buffer_append(&dehusk->title, title.data, title.size) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

bool table_heading(struct dehusk *dehusk, struct slice text)
{
	bool first = !dehusk->page.heading;
	dehusk->page.heading = true;
	if (dehusk->page.titled)
		return true;
	struct features features = features_of(text);
	if ((first && title_is_word(features)) || title_may_be(text, features))
		return table_title(dehusk, text);
	dehusk->page.titled = look_of(text, features) == LOOK_PROSE;
	return true;
}
