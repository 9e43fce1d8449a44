// SPDX-License-Identifier: MIT
// Which options go together.
#include "agreement.h"

#include <string.h>

#include "message.h"
#include "output/writers.h"
#include "records/jsonl.h"

static bool may_frame(const struct options *options)
{
	if (options->null_data && options->wide)
		message_usage(
			"-z parts pages at NUL bytes, which %s is full of", options->encoding);
	return !options->null_data || !options->wide;
}

static bool reads_pages(const struct options *options)
{
	return !options->check_rules && (!options->list_rules || options->stats != STATS_NONE);
}

// Whether standard input is a page.
static bool is_page_from_standard_input(const struct options *options)
{
	bool is = options->file_count == 0 && !options->files0_from;
	for (size_t i = 0; i < options->file_count; i++)
		is |= strcmp(options->file[i], "-") == 0;
	return is;
}

static bool reads_standard_input(const struct options *options)
{
	return is_page_from_standard_input(options) ||
	       (options->files0_from && strcmp(options->files0_from, "-") == 0);
}

// Whether both rules and pages, or their names, are to be read from standard input.
static bool rules_stand_in_the_way(const struct options *options)
{
	bool standard = false;
	for (size_t i = 0; i < options->rule.count; i++)
		standard |= options->rule.rule[i].is_file &&
			    strcmp(options->rule.rule[i].argument, "-") == 0;
	return standard && reads_pages(options) && reads_standard_input(options);
}

// What of the options for rules does not go together; NULL: all of it does.
static const char *disagreement_on_rules(const struct options *options)
{
	bool named = options->file_count > 0 || options->files0_from;
	bool results = options->output_dir || options->output_file;
	if (options->check_rules && options->list_rules)
		return N_("--check-rules and --list-rules are two tasks: choose one");
	if (options->check_rules && options->rule.count == 0)
		return N_("--check-rules needs rules: -f FILE or -e RULE");
	if (options->check_rules && named)
		return N_("--check-rules reads no pages; -f FILE names rules");
	if (options->list_rules && options->output_dir)
		return N_("--list-rules gives one list, not a result for each page");
	if (!reads_pages(options) && results)
		return N_("-o and --output-dir are for pages, and none is read");
	if (options->list_rules && named && options->stats == STATS_NONE)
		return N_("--list-rules reads pages with --stats only");
	if (rules_stand_in_the_way(options))
		return N_("-f - reads rules from standard input: the pages have to be files");
	return NULL;
}

// What --heading, if given, does not go with; NULL: nothing.
static const char *disagreement_on_heading(const struct options *options)
{
	bool files = options->in_place || options->output_dir || options->output_file;
	if (options->heading != WHEN_ALWAYS)
		return NULL;
	if (!options->writer->parts_pages)
		return N_("--heading is for text: without another output, or --body or --husk");
	if (options->null_data || options->records)
		return N_("--heading is for pages to read: not with -z, nor with records");
	if (files || options->dry_run || options->check)
		return N_("--heading is for pages to read: not with -i, -o, --output-dir, -n or "
			  "--check");
	return NULL;
}

// What of the options for files goes together; NULL if all of it does.
static const char *disagreement(const struct options *options)
{
	bool records = options->records != RECORDS_NONE;
	bool compares = options->in_place || options->dry_run || options->check;
	if (options->in_place + (options->output_dir != NULL) + (options->output_file != NULL) > 1)
		return N_("-i, -o and --output-dir are three places for results: choose one");
	if (options->output_file && compares)
		return N_("-n and --check are not for -o");
	if (is_page_from_standard_input(options) && (compares || options->output_dir))
		return N_("-i, -n, --check and --output-dir need files: standard input is none");
	if (compares && !options->output_dir && !options->writer->replaces_pages)
		return N_("a page is replaced by its text or --body, and by no other output");
	if (records && (options->null_data || options->in_place || options->output_dir))
		return N_("records go through as one stream: not with -z, -i or --output-dir");
	if (options->records == RECORDS_JSONL && options->encoding)
		return N_("JSON is UTF-8: not with --encoding");
	if ((options->field && options->records != RECORDS_JSONL) ||
		(options->max_record && !records))
		return N_("--field needs --from=jsonl, and --max-record that or --from=warc");
	if (options->facts && options->records == RECORDS_WARC)
		return N_("--facts has no place in a WARC record; --json prints them");
	if (options->facts && options->field && jsonl_is_facts(options->field))
		return N_("--facts replaces the member that --field names");
	if (options->facts && options->writer != &write_text)
		return N_("--facts is for the text output; --json has them by itself");
	if (options->update && !options->output_dir)
		return N_("--update needs --output-dir; in place, a page that is clean is not "
			  "touched");
	if (options->files0_from && options->file_count > 0)
		return N_("files are named by --files0-from or on the command line, not both");
	const char *reason = disagreement_on_heading(options);
	return reason ? reason : disagreement_on_rules(options);
}

bool agreement_holds(const struct options *options)
{
	if (!may_frame(options))
		return false;
	const char *reason = options->help || options->version ? NULL : disagreement(options);
	if (reason)
		message_usage("%s", _(reason));
	return !reason;
}
