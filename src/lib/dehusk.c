// SPDX-License-Identifier: MIT
// libdehusk's public face: from bytes to lines with verdicts.
#include "dehusk.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "match/builtin.h"
#include "meta/date.h"
#include "page/assemble.h"
#include "page/attribution.h"
#include "page/finish.h"
#include "page/state.h"

// --- feeds ---

static void begin_page(struct dehusk *dehusk)
{
	size_t most = dehusk->set.max_page;
	dehusk->open = true;
	dehusk->page_number++;
	dehusk->page = (struct page_state){
		.ill_formed = split_ill_formed(dehusk->split),
		.rules_only = dehusk->set.rules_only,
		.unrendering = dehusk->set.unrenders,
		.max_page = most > 0 ? most : DEHUSK_PAGE_MAX,
		.main_text = {.sure = true},
		.closing = CLOSING_MAY,
	};
	sources_clear(dehusk->sources);
	metadata_clear(dehusk->metadata);
	buffer_clear(&dehusk->title);
	window_start(dehusk->window);
}

// Puts the label that was held back into the new table.
static bool release_label(struct dehusk *dehusk)
{
	if (!dehusk->page.held)
		return true;
	dehusk->page.held = false;
	struct slice text = arena_copy(&dehusk->table.text,
		(struct slice){dehusk->label_text.data, dehusk->label_text.size});
	struct dehusk_line *line = text.data ? page_add(&dehusk->table) : NULL;
	if (!line)
		return fail(dehusk, DEHUSK_NO_MEMORY);
	*line = dehusk->page.label;
	line->text = text.data;
	return true;
}

// A label at the end of the table is not decided, since the next line may be its name, nor a date,
// since that may be its source.
static bool hold_label(struct dehusk *dehusk)
{
	if (dehusk->page.context == CONTEXT_NONE || !dehusk->page.rules_only)
		return true;
	dehusk->page.label = dehusk->table.line[--dehusk->table.count];
	dehusk->page.held = true;
	buffer_clear(&dehusk->label_text);
	return buffer_append(
		       &dehusk->label_text, dehusk->page.label.text, dehusk->page.label.size) ||
	       fail(dehusk, DEHUSK_NO_MEMORY);
}

static enum dehusk_status begin_feed(struct dehusk *dehusk, struct dehusk_lines *lines)
{
	*lines = (struct dehusk_lines){NULL, 0};
	page_clear(&dehusk->table);
	if (!dehusk->open)
		begin_page(dehusk);
	release_label(dehusk);
	return dehusk->status;
}

static enum dehusk_status end_feed(struct dehusk *dehusk, bool split, struct dehusk_lines *lines)
{
	if (!split && dehusk->status == DEHUSK_OK)
		dehusk->status = DEHUSK_NO_MEMORY;
	dehusk->page.counts.ill_formed = decode_ill_formed(dehusk->decode) +
					 split_ill_formed(dehusk->split) - dehusk->page.ill_formed;
	dehusk->page.counts.unsure = decode_is_unsure(dehusk->decode);
	dehusk->page.counts.mojibake = 0;
	for (size_t i = 0; i < MOJIBAKE_KINDS; i++)
		dehusk->page.counts.mojibake += dehusk->page.mojibake[i];
	if (dehusk->status == DEHUSK_OK)
		*lines = (struct dehusk_lines){dehusk->table.line, dehusk->table.count};
	return dehusk->status;
}

static bool feed_text(struct dehusk *dehusk, struct slice text)
{
	return dehusk->page.unrendering ? unwrap_feed(dehusk->unwrap, text)
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
		     (!dehusk->page.unrendering || unwrap_end(dehusk->unwrap)) &&
		     split_end(dehusk->split) && attribute_run_end(dehusk) &&
		     (dehusk->page.rules_only || finish_window(dehusk, false));
	dehusk->open = false;
	return end_feed(dehusk, split, lines);
}

// --- the rest ---

static enum dehusk_status set_up(struct dehusk *dehusk)
{
	enum dehusk_status status =
		classifier_new(&dehusk->classifier, builtin_rules, builtin_rules_size);
	if (status != DEHUSK_OK)
		return status;
	dehusk->collector = classify_collector(dehusk->classifier);
	dehusk->cache = classify_cache(dehusk->classifier);
	dehusk->last_dated = dehusk->last_dropped = dehusk->cache->line;
	dehusk->set.wanted = ~0u;
	dehusk->sources = sources_new();
	dehusk->metadata = metadata_new();
	dehusk->decode = decode_new();
	dehusk->set.unrenders = true;
	dehusk->split = split_new(&dehusk->table.text, assemble_take, dehusk);
	if (!dehusk->split)
		return DEHUSK_NO_MEMORY;
	dehusk->unwrap = unwrap_new(&dehusk->table.text, split_piece, dehusk->split);
	dehusk->window = window_new();
	dehusk->normalizer = normalizer_new();
	bool made = dehusk->sources && dehusk->metadata && dehusk->decode && dehusk->unwrap &&
		    dehusk->split && dehusk->window && dehusk->normalizer;
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
	classifier_free(dehusk->classifier);
	sources_free(dehusk->sources);
	metadata_free(dehusk->metadata);
	decode_free(dehusk->decode);
	unwrap_free(dehusk->unwrap);
	split_free(dehusk->split);
	page_free(&dehusk->table);
	window_free(dehusk->window);
	normalizer_free(dehusk->normalizer);
	buffer_free(&dehusk->title);
	buffer_free(&dehusk->part);
	buffer_free(&dehusk->label_text);
	buffer_free(&dehusk->joined);
	free(dehusk);
}

const struct dehusk_facts *dehusk_facts(struct dehusk *dehusk)
{
	int32_t day = metadata_day(dehusk->metadata);
	dehusk->told = *metadata_told(dehusk->metadata);
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
	struct judgement judgement;
	struct byline byline;
	*reads = false;
	buffer_clear(&dehusk->part);
	if (!buffer_append_string(&dehusk->part, label) ||
		!buffer_append(&dehusk->part, name->text, name->size))
		return DEHUSK_NO_MEMORY;
	struct slice line = slice_of(&dehusk->part);
	enum dehusk_status status = classify_line(dehusk->classifier, line, &judgement);
	if (status != DEHUSK_OK || judgement.result != JUDGE_BYLINE ||
		judgement.text.size != line.size)
		return status;
	status = classify_people(dehusk->classifier, line, &byline);
	*reads = status == DEHUSK_OK && names_just(&byline, name);
	return status;
}

void dehusk_want(struct dehusk *dehusk, unsigned verdicts)
{
	dehusk->set.wanted = verdicts;
}

void dehusk_unrender(struct dehusk *dehusk, bool wanted)
{
	dehusk->set.unrenders = wanted;
}

enum dehusk_status dehusk_set_encoding(struct dehusk *dehusk, const char *name)
{
	struct encoding label;
	if (name && !encoding_find(name, &label))
		return DEHUSK_BAD_ENCODING;
	decode_choose(dehusk->decode, name ? &label : NULL);
	return DEHUSK_OK;
}

void dehusk_set_rules_only(struct dehusk *dehusk, bool rules_only)
{
	dehusk->set.rules_only = rules_only;
}

void dehusk_set_max_page(struct dehusk *dehusk, size_t size)
{
	dehusk->set.max_page = size;
}

const struct dehusk_main_text *dehusk_main_text(const struct dehusk *dehusk)
{
	return &dehusk->page.main_text;
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
		if (dehusk->page.mojibake[i] > dehusk->page.mojibake[most])
			most = i;
	return mojibake_cause((enum mojibake)most);
}

const struct dehusk_binary *dehusk_binary(const struct dehusk *dehusk)
{
	return decode_binary(dehusk->decode);
}

const struct dehusk_counts *dehusk_counts(const struct dehusk *dehusk)
{
	return &dehusk->page.counts;
}

enum dehusk_status dehusk_sources(
	struct dehusk *dehusk, const struct dehusk_source **sources, size_t *count)
{
	if (dehusk->status == DEHUSK_OK && !sources_sorted(dehusk->sources, sources, count))
		dehusk->status = DEHUSK_NO_MEMORY;
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
