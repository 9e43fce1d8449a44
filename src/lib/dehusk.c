// SPDX-License-Identifier: MIT
// libdehusk's public face: from bytes to lines with verdicts.
#include "dehusk.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "match/builtin.h"
#include "match/user-rules.h"
#include "meta/date.h"
#include "page/assemble.h"
#include "page/attribution.h"
#include "page/finish.h"
#include "page/state.h"

// --- feeds ---

static void begin_page(struct dehusk *dehusk)
{
	const struct settings *set = &dehusk->set;
	dehusk->open = true;
	dehusk->set = dehusk->next;
	dehusk->page_number++;
	dehusk->page = (struct page_state){
		.ill_formed = split_ill_formed(dehusk->split),
		.rules_only = set->flags & DEHUSK_RULES_ONLY,
		.unrendering = !(set->flags & DEHUSK_AS_RENDERED),
		.wanted = ~(set->flags / DEHUSK_WITHOUT(0)),
		.main_text = {.sure = true},
		.closing = CLOSING_MAY,
	};
	dehusk->table.block = (struct indent_block){.open = false};
	sources_clear(dehusk->sources);
	metadata_clear(dehusk->metadata);
	marked_clear(&dehusk->marked);
	buffer_clear(&dehusk->title);
	main_text_start(dehusk->main_text);
	classify_begin_page(dehusk->classifier);
	kind_begin(&dehusk->kind);
	dehusk->kind.decided = set->format != DEHUSK_AUTO;
	stray_tags_begin(&dehusk->stray, blocks_elements(dehusk->blocks));
}

static enum dehusk_status begin_feed(struct dehusk *dehusk, struct dehusk_lines *lines)
{
	*lines = (struct dehusk_lines){NULL, 0};
	page_begin_feed(&dehusk->table);
	if (!dehusk->open)
		begin_page(dehusk);
	return dehusk->status;
}

static void count_mojibake(struct dehusk *dehusk)
{
	const struct mojibake_found *found = &dehusk->page.mojibake;
	uint64_t *count = dehusk->page.count, ill_formed = count[DEHUSK_COUNT_ILL_FORMED];
	count[DEHUSK_COUNT_MOJIBAKE] = 0;
	for (size_t i = 0; i < MOJIBAKE_KINDS; i++)
		count[DEHUSK_COUNT_MOJIBAKE] += found->count[i];
	// What the decoder replaced is told as that.
	if (found->replaced > ill_formed)
		count[DEHUSK_COUNT_MOJIBAKE] += found->replaced - ill_formed;
	count[DEHUSK_COUNT_GARBLED] = mojibake_is_page(found, ill_formed);
}

static enum dehusk_status end_feed(struct dehusk *dehusk, bool done, struct dehusk_lines *lines)
{
	if (!done && dehusk->status == DEHUSK_OK)
		dehusk->status = DEHUSK_NO_MEMORY;
	uint64_t *count = dehusk->page.count;
	count[DEHUSK_COUNT_ILL_FORMED] = decode_ill_formed(dehusk->decode) +
					 split_ill_formed(dehusk->split) - dehusk->page.ill_formed;
	count[DEHUSK_COUNT_UNSURE] = decode_is_unsure(dehusk->decode);
	count[DEHUSK_COUNT_OTHER_KIND] =
		dehusk->kind.found != NULL && !kind_is_html(dehusk->kind.found);
	count[DEHUSK_COUNT_HTML] = dehusk->page.format == DEHUSK_HTML;
	count[DEHUSK_COUNT_LEFT_OPEN] = dehusk_left_open(dehusk) != NULL;
	count_mojibake(dehusk);
	if (dehusk->status == DEHUSK_OK)
		*lines = (struct dehusk_lines){dehusk->table.line, dehusk->table.decided};
	return dehusk->status;
}

// --- plain text or html ---

static bool feed_plain(struct dehusk *dehusk, struct slice text)
{
	return dehusk->page.unrendering ? unwrap_feed(dehusk->unwrap, text)
					: split_feed(dehusk->split, text.data, text.size);
}

static bool feed_format(struct dehusk *dehusk, struct slice text)
{
	if (dehusk->page.format == DEHUSK_HTML)
		return blocks_feed(dehusk->blocks, text.data, text.size);
	struct slice plain;
	if (dehusk->set.format == DEHUSK_AUTO)
		stray_tags_feed(&dehusk->stray, text);
	return escapes_feed(&dehusk->escapes, text, &plain) && feed_plain(dehusk, plain);
}

// Whether the beginning of the page may still turn out to be html.
static bool may_be_html(const struct kind_look *kind)
{
	return !kind->decided && (!kind->may_be || kind_is_html(kind->may_be));
}

static void set_format(struct dehusk *dehusk, enum dehusk_format format, struct slice start)
{
	dehusk->page.format = format;
	if (format == DEHUSK_HTML)
		blocks_start(dehusk->blocks, kind_has_prolog(start));
}

// Reads on once it is known how. What was held back until then comes first.
static bool feed_text(struct dehusk *dehusk, struct slice text, bool last)
{
	struct kind_look *kind = &dehusk->kind;
	size_t held = kind->start.size;
	if (!kind_feed(kind, text, last))
		return false;
	if (dehusk->page.format != DEHUSK_AUTO)
		return feed_format(dehusk, text);
	if (may_be_html(kind))
		return true;
	size_t copied = kind->start.size > 0 ? kind->start.size - held : text.size;
	// Bytes are left over only where nothing looks at the beginning any more.
	if (copied < text.size &&
		!buffer_append(&kind->start, text.data + copied, text.size - copied))
		return false;
	struct slice start = kind->start.size > 0 ? slice_of(&kind->start) : text;
	enum dehusk_format format = dehusk->set.format;
	if (format == DEHUSK_AUTO)
		format = kind_is_html(kind->found) ? DEHUSK_HTML : DEHUSK_TEXT;
	set_format(dehusk, format, start);
	return feed_format(dehusk, start);
}

static bool end_format(struct dehusk *dehusk)
{
	if (dehusk->page.format == DEHUSK_HTML)
		return blocks_end(dehusk->blocks);
	struct slice rest;
	escapes_end(&dehusk->escapes, &rest);
	return feed_plain(dehusk, rest) &&
	       (!dehusk->page.unrendering || unwrap_end(dehusk->unwrap));
}

// Decides the lines that can be decided at the end of a feed, or of the page (`ended`). By the
// rules alone that is all of them, but for a label or a date at the end: the next line may be its
// name or its source.
static bool decide_lines(struct dehusk *dehusk, bool ended)
{
	if (!dehusk->page.rules_only)
		return !ended || finish_window(dehusk, false);
	size_t rest = !ended && dehusk->page.context != CONTEXT_NONE;
	page_decide(&dehusk->table, rest, dehusk->page.wanted);
	return true;
}

enum dehusk_status dehusk_feed(
	struct dehusk *dehusk, const char *data, size_t size, struct dehusk_lines *lines)
{
	if (begin_feed(dehusk, lines) != DEHUSK_OK)
		return dehusk->status;
	struct slice text;
	bool done = decode_feed(dehusk->decode, data, size, &text) &&
		    feed_text(dehusk, text, false) && decide_lines(dehusk, false) &&
		    page_end_feed(&dehusk->table);
	return end_feed(dehusk, done, lines);
}

// Where a page of html says in its markup what its lines do not.
static bool read_head(struct dehusk *dehusk)
{
	return dehusk->page.format != DEHUSK_HTML ||
	       marked_read(&dehusk->marked, blocks_head(dehusk->blocks), dehusk->normalizer);
}

enum dehusk_status dehusk_end(struct dehusk *dehusk, struct dehusk_lines *lines)
{
	if (begin_feed(dehusk, lines) != DEHUSK_OK)
		return dehusk->status;
	struct slice text;
	bool done = decode_end(dehusk->decode, &text) && feed_text(dehusk, text, true) &&
		    end_format(dehusk) && split_end(dehusk->split) && attribute_run_end(dehusk) &&
		    decide_lines(dehusk, true) && read_head(dehusk);
	dehusk->open = false;
	if (!dehusk->kind.found)
		dehusk->kind.found = stray_tags_kind(&dehusk->stray);
	return end_feed(dehusk, done, lines);
}

// --- the rest ---

unsigned dehusk_version(void)
{
	return DEHUSK_VERSION;
}

#define FLAGS                                                                                      \
	(DEHUSK_NO_DEFAULT_RULES | DEHUSK_RULES_ONLY | DEHUSK_AS_RENDERED |                        \
		(DEHUSK_WITHOUT(DEHUSK_VERDICTS) - DEHUSK_WITHOUT(0)))

_Static_assert(DEHUSK_COUNTS == DEHUSK_COUNT_LEFT_OPEN + 1, "all counts");

// A new member begins behind these, not in padding, where callers of today have any bytes.
_Static_assert(sizeof(struct dehusk_options) == offsetof(struct dehusk_options, flags) +
							sizeof((struct dehusk_options){0}.flags),
	"no padding at the end");

// Reads the options that the caller's version has; NULL: none. False: one is set that this version
// does not know.
static bool read_options(const struct dehusk_options *given, struct dehusk_options *known)
{
	*known = (struct dehusk_options){.size = sizeof *known};
	if (!given)
		return true;
	memcpy(known, given, given->size < sizeof *known ? given->size : sizeof *known);
	for (size_t i = sizeof *known; i < given->size; i++)
		if (((const char *)given)[i] != 0)
			return false;
	return given->size >= sizeof given->size && (known->flags & ~FLAGS) == 0 &&
	       known->format <= DEHUSK_HTML;
}

static enum dehusk_status set_options(struct dehusk *dehusk, const struct dehusk_options *options)
{
	struct encoding label;
	if (options->encoding && !encoding_find(options->encoding, &label))
		return DEHUSK_BAD_ENCODING;
	decode_choose(dehusk->decode, options->encoding ? &label : NULL);
	bool labelled = options->charset && encoding_find_label(options->charset, &label);
	decode_hint(dehusk->decode, labelled ? &label : NULL);
	size_t most = options->max_page;
	dehusk->next = (struct settings){
		options->format, most > 0 ? most : DEHUSK_PAGE_MAX, options->flags};
	return DEHUSK_OK;
}

enum dehusk_status dehusk_set(struct dehusk *dehusk, const struct dehusk_options *options)
{
	struct dehusk_options known;
	return read_options(options, &known) ? set_options(dehusk, &known) : DEHUSK_BAD_OPTION;
}

const char *dehusk_knows_encoding(const char *name)
{
	struct encoding label;
	if (!encoding_find(name, &label))
		return NULL;
	return label.coding == CODING_ICONV ? name : encoding_of(label.coding);
}

static enum dehusk_status set_up(struct dehusk *dehusk, const struct dehusk_options *options)
{
	const struct dehusk_ruleset *user = options->rules;
	bool bare = options->flags & DEHUSK_NO_DEFAULT_RULES;
	if (user && !user->builder)
		return DEHUSK_BAD_RULE;
	dehusk->classifier = classifier_new(
		bare ? &builtin_readers : &builtin_rules, user ? ruleset_of(user->builder) : NULL);
	if (!dehusk->classifier)
		return DEHUSK_NO_MEMORY;
	dehusk->collector = classify_collector(dehusk->classifier);
	dehusk->cache = classify_cache(dehusk->classifier);
	dehusk->last_dated = dehusk->last_dropped = dehusk->cache->line;
	dehusk->sources = sources_new();
	dehusk->metadata = metadata_new();
	dehusk->decode = decode_new();
	dehusk->split = split_new(&dehusk->table.feed, assemble_take, dehusk);
	if (!dehusk->split)
		return DEHUSK_NO_MEMORY;
	dehusk->unwrap = unwrap_new(&dehusk->table.feed, split_piece, dehusk->split);
	dehusk->blocks = blocks_new(&dehusk->table.feed, split_markup, dehusk->split);
	dehusk->columns = columns_new();
	dehusk->main_text = main_text_new();
	dehusk->normalizer = normalizer_new();
	bool made = dehusk->sources && dehusk->metadata && dehusk->decode && dehusk->unwrap &&
		    dehusk->blocks && dehusk->split && dehusk->columns && dehusk->main_text &&
		    dehusk->normalizer;
	return made ? set_options(dehusk, options) : DEHUSK_NO_MEMORY;
}

enum dehusk_status dehusk_new(struct dehusk **dehusk, const struct dehusk_options *options)
{
	struct dehusk_options known;
	*dehusk = NULL;
	if (!read_options(options, &known))
		return DEHUSK_BAD_OPTION;
	struct dehusk *made = calloc(1, sizeof *made);
	if (!made)
		return DEHUSK_NO_MEMORY;
	enum dehusk_status status = set_up(made, &known);
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
	classifier_free(dehusk->classifier);
	sources_free(dehusk->sources);
	metadata_free(dehusk->metadata);
	decode_free(dehusk->decode);
	escapes_free(&dehusk->escapes);
	unwrap_free(dehusk->unwrap);
	blocks_free(dehusk->blocks);
	marked_free(&dehusk->marked);
	split_free(dehusk->split);
	page_free(&dehusk->table);
	columns_free(dehusk->columns);
	main_text_free(dehusk->main_text);
	normalizer_free(dehusk->normalizer);
	buffer_free(&dehusk->kind.start);
	buffer_free(&dehusk->title);
	buffer_free(&dehusk->part);
	buffer_free(&dehusk->joined);
	free(dehusk);
}

const struct dehusk_facts *dehusk_facts(struct dehusk *dehusk)
{
	int32_t day = metadata_day(dehusk->metadata);
	dehusk->told = *metadata_told(dehusk->metadata);
	marked_tell(&dehusk->marked, &dehusk->told);
	if (dehusk->title.size > 0)
		dehusk->told.title = (struct dehusk_name){dehusk->title.data, dehusk->title.size};
	dehusk->told.lost = sources_has_date(dehusk->sources, day) ? 0 : day;
	return &dehusk->told;
}

// Whether a byline names just one of the two, and names it so.
static bool names_just(const struct byline *byline, const struct dehusk_name *name)
{
	bool author = byline->author.size > 0;
	const struct byline_name *read = author ? &byline->author : &byline->editor;
	return author != (byline->editor.size > 0) && read->size == name->size &&
	       memcmp(read->text, name->text, name->size) == 0;
}

enum dehusk_status dehusk_reads_back(
	struct dehusk *dehusk, const char *label, const struct dehusk_name *name, bool *reads)
{
	struct classification classification;
	struct byline byline;
	*reads = false;
	buffer_clear(&dehusk->part);
	if (!buffer_append_string(&dehusk->part, label) ||
		!buffer_append(&dehusk->part, name->text, name->size))
		return DEHUSK_NO_MEMORY;
	struct slice line = slice_of(&dehusk->part);
	enum dehusk_status status = classify_line(dehusk->classifier, line, &classification);
	if (status != DEHUSK_OK || classification.result != CLASS_BYLINE ||
		classification.text.size != line.size)
		return status;
	status = classify_people(dehusk->classifier, line, NULL, &byline);
	*reads = status == DEHUSK_OK && names_just(&byline, name);
	return status;
}

const struct dehusk_main_text *dehusk_main_text(const struct dehusk *dehusk)
{
	return &dehusk->page.main_text;
}

const char *dehusk_encoding(const struct dehusk *dehusk)
{
	return decode_encoding(dehusk->decode);
}

const char *dehusk_mojibake(const struct dehusk *dehusk)
{
	const struct mojibake_found *found = &dehusk->page.mojibake;
	size_t most = 0;
	for (size_t i = 1; i < MOJIBAKE_KINDS; i++)
		if (found->count[i] > found->count[most])
			most = i;
	return mojibake_cause(found->count[most] > 0 ? (enum mojibake)most : MOJIBAKE_LOST);
}

const struct dehusk_kind *dehusk_binary(const struct dehusk *dehusk)
{
	return decode_binary(dehusk->decode);
}

const char *dehusk_missing_converter(const struct dehusk *dehusk)
{
	return decode_missing(dehusk->decode);
}

const struct dehusk_kind *dehusk_kind(const struct dehusk *dehusk)
{
	return dehusk->kind.found;
}

enum dehusk_status dehusk_is_html(struct dehusk *dehusk, const char *data, size_t size, bool *html)
{
	struct slice text;
	struct buffer start = {0};
	const struct dehusk_kind *kind = NULL;
	bool done = decode_feed(dehusk->decode, data, size, &text) &&
		    buffer_append(&start, text.data, text.size) &&
		    decode_end(dehusk->decode, &text) &&
		    buffer_append(&start, text.data, text.size);
	if (start.size > KIND_MAX)
		start.size = KIND_MAX;
	*html = done && kind_of(slice_of(&start), true, &kind) == KIND_YES && kind_is_html(kind);
	buffer_free(&start);
	if (!done)
		dehusk->status = DEHUSK_NO_MEMORY;
	return dehusk->status;
}

enum dehusk_format dehusk_format(const struct dehusk *dehusk)
{
	return dehusk->page.format;
}

const char *dehusk_left_open(const struct dehusk *dehusk)
{
	bool html = dehusk->page.format == DEHUSK_HTML && !dehusk->open;
	return html ? blocks_ended_in(dehusk->blocks) : NULL;
}

uint64_t dehusk_count(const struct dehusk *dehusk, enum dehusk_count which)
{
	return which < DEHUSK_COUNTS ? dehusk->page.count[which] : 0;
}

enum dehusk_status dehusk_sources(
	struct dehusk *dehusk, const struct dehusk_source **sources, size_t *count)
{
	if (dehusk->status == DEHUSK_OK && !sources_sorted(dehusk->sources, sources, count))
		dehusk->status = DEHUSK_NO_MEMORY;
	return dehusk->status;
}

enum dehusk_status dehusk_match(
	struct dehusk *dehusk, const struct dehusk_line *line, size_t *start, size_t *size)
{
	size_t count, i = 0;
	const struct dehusk_rule *rules = classify_rules(dehusk->classifier, &count);
	*start = *size = 0;
	while (i < count && rules[i].name != line->reason)
		i++;
	if (i == count || line->size == 0 || dehusk->status != DEHUSK_OK)
		return dehusk->status;
	struct slice text = {line->text, line->size}, match;
	dehusk->status = classify_match(dehusk->classifier, &rules[i], text, &match);
	*start = (size_t)(match.data - text.data);
	*size = match.size;
	return dehusk->status;
}

const struct dehusk_rule *dehusk_rules(const struct dehusk *dehusk, size_t *count)
{
	return classify_rules(dehusk->classifier, count);
}

void dehusk_date_format(int32_t date, char out[11])
{
	date_format(date, out);
}
