// SPDX-License-Identifier: MIT
// Adds lines to the table of the page, with their verdicts, and counts them. Notes the title.
#include "page/table.h"

#include "page/columns.h"
#include "page/features.h"
#include "page/look.h"
#include "page/state.h"
#include "page/title.h"

const char table_no_reason[] = "-";
const char table_page_date[] = "page-date";

uint64_t table_number(const struct dehusk *dehusk)
{
	return dehusk->page.count[DEHUSK_COUNT_LINES] - dehusk->line.joined;
}

enum dehusk_verdict table_verdict(const struct classification *classification)
{
	if (classification->result == CLASS_SOURCE || classification->result == CLASS_BYLINE)
		return DEHUSK_COLLECTED;
	return classification->result == CLASS_KEPT ? DEHUSK_KEPT : DEHUSK_DROPPED;
}

struct slice table_text(
	struct dehusk *dehusk, struct slice line, const struct classification *classification)
{
	if (classification->text.data == line.data)
		return classification->text;
	struct slice text = arena_copy(&dehusk->table.feed, classification->text);
	if (!text.data)
		fail(dehusk, DEHUSK_NO_MEMORY);
	return text;
}

// --- lines that were measured before ---

// The features and the look of a line in one number.
static uint64_t pack_measure(struct features features, enum look look)
{
	return TABLE_MEASURED | (uint64_t)look << 40 | (uint64_t)features.degree << 32 |
	       (uint32_t)features.whole << 16 | features.n;
}

static void unpack_measure(uint64_t packed, struct outline_line *shape)
{
	shape->features = (struct features){
		(uint16_t)packed, (uint8_t)(packed >> 32), (uint16_t)(packed >> 16)};
	shape->look = (uint8_t)(packed >> 40);
}

void table_measure(struct dehusk *dehusk, struct slice text, uint64_t *note)
{
	if (dehusk->page.rules_only || !note)
		return;
	if (!(*note & TABLE_MEASURED)) {
		struct features features = features_of(text);
		*note |= pack_measure(features, look_of(text, features));
	}
	dehusk->measured = *note;
}

// --- lines ---

static bool add_line(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	const char *reason, unsigned flags)
{
	struct dehusk_line line = {text.data, text.size, table_number(dehusk), reason,
		dehusk->line.joined, verdict, dehusk->line.part == SPLIT_PIECE, 0, 0};
	bool as_taken = text.data == dehusk->line.text.data;
	// A line off which something was taken is no code.
	if (as_taken) {
		line.tabs = dehusk->line.tabs;
		line.spaces = dehusk->line.spaces;
	}
	struct slice raw = dehusk->line.raw;
	if (!line.more)
		dehusk->page.count[DEHUSK_COUNT_KEPT + verdict] += 1 + line.joined;
	if (!page_add(&dehusk->table, &line, flags, dehusk->line.markup))
		return fail(dehusk, DEHUSK_NO_MEMORY);
	if (dehusk->measured && verdict == DEHUSK_KEPT && as_taken &&
		text.size == dehusk->line.text.size)
		unpack_measure(dehusk->measured, &dehusk->table.shape[dehusk->table.count - 1]);
	// The cells of a line serve to find the main text. A line from which nothing was trimmed
	// has none.
	bool as_it_came = raw.data == text.data && raw.size == text.size;
	if (dehusk->page.rules_only || as_it_came || raw.size == 0 || raw.size > COLUMNS_LINE_MAX ||
		!columns_has_gap(raw))
		return true;
	return page_add_cells(&dehusk->table, raw) || fail(dehusk, DEHUSK_NO_MEMORY);
}

unsigned table_flags(const struct dehusk *dehusk, const struct dehusk_rule *rule)
{
	static const unsigned flags[] = {
		[RULE_DROP] = 0,
		[RULE_HUSK] = OUTLINE_EVIDENCE,
		[RULE_FOOT] = OUTLINE_EVIDENCE | OUTLINE_FOOT,
		[RULE_KEEP] = OUTLINE_PROTECTED,
		[RULE_HINT] = OUTLINE_HINT,
		[RULE_SOURCE] = 0,
	};
	const struct rule *source = rule ? classify_source(dehusk->classifier, rule) : NULL;
	if (!source)
		return 0;
	return flags[source->action] | (source->ends ? OUTLINE_END : 0u) |
	       (source->replies ? OUTLINE_REPLIES : 0u);
}

bool table_unruled(
	struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict, const char *reason)
{
	return add_line(
		dehusk, text, verdict, reason, verdict == DEHUSK_DROPPED ? OUTLINE_APART : 0);
}

bool table_ruled(struct dehusk *dehusk, struct slice text, enum dehusk_verdict verdict,
	struct dehusk_rule *rule)
{
	if (!rule)
		return add_line(dehusk, text, verdict, table_no_reason, 0);
	rule->lines++;
	return add_line(dehusk, text, verdict, rule->name, table_flags(dehusk, rule));
}

void table_change(struct dehusk *dehusk, struct dehusk_line *line, enum dehusk_verdict verdict)
{
	dehusk->page.count[DEHUSK_COUNT_KEPT + line->verdict] -= 1 + line->joined;
	dehusk->page.count[DEHUSK_COUNT_KEPT + verdict] += 1 + line->joined;
	line->verdict = verdict;
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
