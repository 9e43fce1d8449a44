// SPDX-License-Identifier: MIT
// The pages of a filter, and what is doubtful about them.
//
//     dehusk_feed: lines with verdicts ─ write_lines ─ ... ─ dehusk_end ─ write_end_page
#include "filter-pages.h"

#include <stdlib.h>

#include "doubt.h"
#include "message.h"

// Only whole lines or records of the page are written out.
bool filter_stop(struct filter *filter)
{
	filter->stopped = true;
	if (filter->in_page)
		write_abandon_page(&filter->write);
	filter->in_page = false;
	return message_no_memory();
}

bool filter_can_go_on(const struct filter *filter)
{
	return !filter->stopped && filter->out.error == 0;
}

// Reports a page of another kind than plain text. What would replace it is refused.
static void tell_kind(struct filter *filter)
{
	const struct dehusk_kind *kind = dehusk_kind(filter->dehusk);
	bool html = dehusk_format(filter->dehusk) == DEHUSK_HTML;
	if (!kind || (html && !filter->replaces))
		return;
	const char *what = _(kind->what), *fix = kind->fix ? kind->fix : "";
	const char *try = kind->fix ? _("; try: ") : "";
	if (!filter->replaces) {
		message_warning(WARNING_KIND, filter->write.file,
			"is %s, and was read as plain text%s%s", what, try, fix);
		return;
	}
	filter->failed = true;
	message_error(filter->write.file,
		"is %s, not plain text: left alone%s%s; --from=%s takes it", what, try, fix,
		html ? "html" : "text");
}

// Warns of what is doubtful about a page.
static void warn_of_doubts(struct filter *filter)
{
	uint64_t count[DEHUSK_COUNTS];
	stats_read(filter->dehusk, count);
	const char *file = filter->write.file;
	unsigned doubts = doubt_find(count);
	tell_kind(filter);
	if (doubts & DOUBT_UNSURE_ENCODING)
		message_warning(WARNING_ENCODING, file,
			"the encoding is a guess (%s); --encoding=NAME decides it",
			dehusk_encoding(filter->dehusk));
	if (doubts & DOUBT_ILL_FORMED)
		message_warning(WARNING_ILL_FORMED, file,
			ngettext("%llu ill-formed byte sequence was replaced by U+FFFD",
				"%llu ill-formed byte sequences were replaced by U+FFFD",
				count[DEHUSK_COUNT_ILL_FORMED]),
			(unsigned long long)count[DEHUSK_COUNT_ILL_FORMED]);
	if (doubts & DOUBT_MOJIBAKE)
		message_warning(WARNING_MOJIBAKE, file,
			ngettext("%llu place looks like %s; nothing is repaired",
				"%llu places look like %s; nothing is repaired",
				count[DEHUSK_COUNT_MOJIBAKE]),
			(unsigned long long)count[DEHUSK_COUNT_MOJIBAKE],
			_(dehusk_mojibake(filter->dehusk)));
	if (doubts & DOUBT_LONG_LINES)
		message_warning(WARNING_LONG_LINE, file,
			ngettext("%llu line of more than 1 MiB kept as it is, seen by no rule",
				"%llu lines of more than 1 MiB kept as it is, seen by no rule",
				count[DEHUSK_COUNT_LONG_LINES]),
			(unsigned long long)count[DEHUSK_COUNT_LONG_LINES]);
	if (doubts & DOUBT_SOURCES_LEFT)
		message_warning(WARNING_SOURCES, file,
			"too many different sources: %llu source lines stay in place",
			(unsigned long long)count[DEHUSK_COUNT_SOURCES_LEFT]);
	if (doubts & DOUBT_SEVERAL_PAGES)
		message_warning(WARNING_SEVERAL_PAGES, file,
			"looks like several pages run together, so the main text is not looked "
			"for; part them with NUL and use -z, or give each its own file");
	if (doubts & DOUBT_LEFT_OPEN)
		message_warning(WARNING_LEFT_OPEN, file,
			"ends inside an open %s, which takes in all that follows its start",
			dehusk_left_open(filter->dehusk));
	if (doubts & DOUBT_NOTHING_LEFT)
		message_warning(WARNING_NOTHING_LEFT, file,
			"nothing is left of this page; --explain tells why");
	if (doubts & filter->options->strict)
		message_raise(STATUS_FAILED);
}

// A rule is told of once for this, even if it was told of for a limit.
static void tell_aside(struct filter *filter, const char *name)
{
	struct buffer key = {0};
	if (buffer_append_string(&key, "aside ") && buffer_append_string(&key, name) &&
		buffer_append_byte(&key, '\0'))
		message_note_once(key.data, filter->write.file,
			"rule %s takes too long on these lines, and was put aside for the rest of "
			"the page",
			name);
	buffer_free(&key);
}

// Names each rule that was given up at a limit, once per run.
static void warn_of_limits(struct filter *filter)
{
	size_t count;
	if (dehusk_count(filter->dehusk, DEHUSK_COUNT_LIMIT_HITS) == 0)
		return;
	const struct dehusk_rule *rules = dehusk_rules(filter->dehusk, &count);
	for (size_t i = 0; i < count; i++) {
		if (rules[i].put_aside > 0)
			tell_aside(filter, rules[i].name);
		else if (rules[i].limit_hits > 0)
			message_note_once(rules[i].name, filter->write.file,
				"rule %s reached a limit on a line and was given up there; the "
				"line was kept from it",
				rules[i].name);
	}
}

static bool filter_begin_page(struct filter *filter)
{
	filter->in_page = true;
	filter->refused = false;
	return write_page(&filter->write, filter->write.file) || filter_stop(filter);
}

static void tell_binary(const struct filter *filter, const struct dehusk_kind *binary)
{
	if (filter->found)
		message_warning(WARNING_BINARY, filter->write.file, "is %s, not text: passed over",
			_(binary->what));
	else
		message_error(filter->write.file, "is %s, not text%s%s", _(binary->what),
			binary->fix ? _("; try: ") : "", binary->fix ? binary->fix : "");
}

// Whether the page gives no text: reports this once and writes nothing for it.
static bool refuse_page(struct filter *filter)
{
	const struct dehusk_kind *binary = dehusk_binary(filter->dehusk);
	const char *missing = dehusk_missing_converter(filter->dehusk);
	if (filter->refused || (!binary && !missing))
		return filter->refused;
	filter->refused = filter->failed = true;
	if (filter->cleaner)
		; // the record passes as it is, which is told once
	else if (binary)
		tell_binary(filter, binary);
	else
		message_error(filter->write.file,
			"the system lacks the converter %s of iconv; install it (a package such as "
			"glibc-gconv-extra or libc-gconv-modules-extra)",
			missing);
	write_abandon_page(&filter->write);
	return true;
}

bool filter_feed(struct filter *filter, const char *data, size_t size)
{
	struct dehusk_lines lines;
	if (!filter->in_page && !filter_begin_page(filter))
		return false;
	if (filter->refused)
		return true;
	if (dehusk_feed(filter->dehusk, data, size, &lines) != DEHUSK_OK ||
		!write_lines(&filter->write, &lines))
		return filter_stop(filter);
	refuse_page(filter);
	return filter_can_go_on(filter);
}

bool filter_end_page(struct filter *filter)
{
	struct dehusk_lines lines;
	if (!filter->in_page && !filter_begin_page(filter))
		return false;
	if (dehusk_end(filter->dehusk, &lines) != DEHUSK_OK)
		return filter_stop(filter);
	if (refuse_page(filter)) {
		filter->in_page = false;
		write_skipped_page(&filter->write);
		return filter_can_go_on(filter);
	}
	if (!write_lines(&filter->write, &lines) || !write_end_page(&filter->write, filter->dehusk))
		return filter_stop(filter);
	filter->in_page = false;
	stats_add(&filter->sum, filter->dehusk);
	warn_of_doubts(filter);
	warn_of_limits(filter);
	// Reading the next input may have to wait.
	if (filter->options->line_buffered)
		write_flush(&filter->write);
	return filter_can_go_on(filter);
}

void filter_abandon_page(struct filter *filter)
{
	struct dehusk_lines lines;
	if (!filter->in_page || filter->stopped)
		return;
	filter->in_page = false;
	if (!filter->refused)
		write_abandon_page(&filter->write);
	if (dehusk_end(filter->dehusk, &lines) != DEHUSK_OK)
		filter_stop(filter);
}

bool filter_end_named(struct filter *filter, bool *refused)
{
	bool done = filter_end_page(filter);
	*refused = filter->refused;
	filter->failed &= !filter->refused;
	filter->refused = false;
	filter->write.file = filter->write.input;
	return done;
}
