// SPDX-License-Identifier: MIT
// The command line: one table of options in groups. --help is printed from it.
#include "options.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agreement.h"
#include "base/text.h"
#include "doubt.h"
#include "io.h"
#include "message.h"
#include "output/writers.h"
#include "print.h"
#include "records/json.h"

// Takes an option's argument, or NULL. False: usage error, reported.
typedef bool option_taker(struct options *options, const char *name, const char *argument);

// The groups of --help, in its order.
enum group {
	GROUP_OUTPUT,
	GROUP_INPUT,
	GROUP_RULES,
	GROUP_TEXT,
	GROUP_FILES,
	GROUP_REPORTS,
	GROUPS,
};

static const char *const group_titles[GROUPS] = {
	[GROUP_OUTPUT] = N_("Output"),
	[GROUP_INPUT] = N_("Input"),
	[GROUP_RULES] = N_("Rules"),
	[GROUP_TEXT] = N_("Main text"),
	[GROUP_FILES] = N_("Result files"),
	[GROUP_REPORTS] = N_("Checks and messages"),
};

struct option_row {
	enum group group;
	char letter; // 0: none
	const char *name;
	int has_argument;
	const char *argument; // as --help shows it
	option_taker *take;   // NULL: sets the flag
	size_t flag;          // the offset of a bool in struct options
	const char *help;
};

// Tells of an argument that an option does not take. Always false.
static bool wrong_argument(const char *name, const char *argument, const char *why)
{
	char *quoted = message_quoted(argument);
	message_usage("--%s=%s: %s", name, quoted ? quoted : "?", _(why));
	free(quoted);
	return false;
}

// Tells of a word that is none of those in *known, a list without its NUL; frees the list.
// `listed`: it is complete. Always false.
static bool unknown_word(
	const char *name, const char *what, const char *word, struct buffer *known, bool listed)
{
	char *quoted = message_quoted(word);
	listed = listed && buffer_append_byte(known, '\0');
	message_usage("--%s: unknown %s %s; %s", name, _(what), quoted ? quoted : "?",
		listed ? known->data : _("see --help"));
	buffer_free(known);
	free(quoted);
	return false;
}

// Appends a name to a list that begins with `begins`.
static bool append_name(struct buffer *list, const char *begins, const char *name)
{
	return buffer_append_string(list, list->size > 0 ? ", " : begins) &&
	       buffer_append_string(list, name);
}

static bool take_writer(struct options *options, const char *name, const char *argument)
{
	const struct writer *writer = write_named(name);
	(void)argument;
	if (options->writer != &write_text && options->writer != writer) {
		message_usage(
			"--%s and --%s are two outputs: choose one", options->writer->name, name);
		return false;
	}
	options->writer = writer;
	return true;
}

static bool take_list_option(struct options *options, const char *name, const char *argument)
{
	options->list_rules = true;
	return take_writer(options, name, argument);
}

static bool take_color(struct options *options, const char *name, const char *argument)
{
	static const char *const when[] = {
		[WHEN_AUTO] = "auto", [WHEN_ALWAYS] = "always", [WHEN_NEVER] = "never"};
	for (size_t i = 0; i < COUNT(when); i++)
		if (strcmp(argument, when[i]) == 0) {
			options->color = (enum when)i;
			return true;
		}
	return wrong_argument(name, argument, "there are auto, always and never");
}

static bool take_heading(struct options *options, const char *name, const char *argument)
{
	(void)argument;
	options->heading = strcmp(name, "heading") == 0 ? WHEN_ALWAYS : WHEN_NEVER;
	return true;
}

static bool take_output_file(struct options *options, const char *name, const char *argument)
{
	(void)name;
	if (*argument == '\0') {
		message_usage("-o needs the name of a file, not an empty one");
		return false;
	}
	options->output_file = strcmp(argument, "-") == 0 ? NULL : argument;
	return true;
}

static bool take_output_dir(struct options *options, const char *name, const char *argument)
{
	if (*argument == '\0')
		message_usage("--%s needs the name of a directory, not an empty one", name);
	options->output_dir = argument;
	return *argument != '\0';
}

static bool take_in_place(struct options *options, const char *name, const char *argument)
{
	(void)name;
	if (argument && strchr(argument, '/')) {
		message_usage("a suffix for -i cannot have a '/' in it");
		return false;
	}
	options->in_place = true;
	options->suffix = argument && *argument ? argument : NULL;
	return true;
}

static bool take_jobs(struct options *options, const char *name, const char *argument)
{
	unsigned jobs = 0;
	size_t digits = strspn(argument, "0123456789");
	for (size_t i = 0; i < digits && jobs <= OPTIONS_JOBS; i++)
		jobs = 10 * jobs + (unsigned)(argument[i] - '0');
	options->jobs = jobs;
	if (argument[digits] == '\0' && jobs >= 1 && jobs <= OPTIONS_JOBS)
		return true;
	message_usage("--%s takes a number from 1 to %d", name, OPTIONS_JOBS);
	return false;
}

static bool take_files0_from(struct options *options, const char *name, const char *argument)
{
	(void)name;
	options->files0_from = argument;
	return true;
}

static bool add_pattern(struct patterns *patterns, const char *pattern)
{
	void *array = patterns->pattern;
	if (!array_reserve(&array, &patterns->room, patterns->count + 1, sizeof pattern))
		return message_no_memory();
	patterns->pattern = array;
	patterns->pattern[patterns->count++] = pattern;
	return true;
}

static bool take_include(struct options *options, const char *name, const char *argument)
{
	(void)name;
	return add_pattern(&options->include, argument);
}

static bool take_exclude(struct options *options, const char *name, const char *argument)
{
	(void)name;
	return add_pattern(&options->exclude, argument);
}

static bool add_rule_option(struct options *options, const char *argument, bool is_file)
{
	struct rule_options *rules = &options->rule;
	struct rule_option option = {argument, is_file};
	void *array = rules->rule;
	if (!array_reserve(&array, &rules->room, rules->count + 1, sizeof option))
		return message_no_memory();
	rules->rule = array;
	rules->rule[rules->count++] = option;
	return true;
}

static bool take_rule(struct options *options, const char *name, const char *argument)
{
	(void)name;
	return add_rule_option(options, argument, false);
}

static bool take_rule_file(struct options *options, const char *name, const char *argument)
{
	(void)name;
	return add_rule_option(options, argument, true);
}

// What --from takes.
static const struct {
	const char *name;
	enum dehusk_format format;
	enum records_format records;
} formats[] = {
	{"text", DEHUSK_TEXT, RECORDS_NONE},
	{"html", DEHUSK_HTML, RECORDS_NONE},
	{"jsonl", DEHUSK_AUTO, RECORDS_JSONL},
	{"warc", DEHUSK_AUTO, RECORDS_WARC},
};
#define FORMATS (sizeof formats / sizeof formats[0])

static bool take_format(struct options *options, const char *name, const char *argument)
{
	struct buffer known = {0};
	bool listed = true;
	for (size_t i = 0; i < FORMATS; i++) {
		if (strcmp(argument, formats[i].name) == 0) {
			options->format = formats[i].format;
			options->records = formats[i].records;
			buffer_free(&known);
			return true;
		}
		listed = listed && append_name(&known, _("there is "), formats[i].name);
	}
	return unknown_word(name, N_("format"), argument, &known, listed);
}

static bool take_encoding(struct options *options, const char *name, const char *argument)
{
	const char *known = dehusk_knows_encoding(argument);
	if (!known) {
		char *quoted = message_quoted(argument);
		message_usage("--%s: nobody knows an encoding %s; 'iconv -l' lists names", name,
			quoted ? quoted : "?");
		free(quoted);
		return false;
	}
	options->encoding = argument;
	options->wide = strncmp(known, "UTF-16", 6) == 0 || strncmp(known, "UTF-32", 6) == 0;
	return true;
}

// A number of bytes from 1 on, with K, M or G behind it for units of 1024.
static bool read_size(const char *text, size_t *size)
{
	static const char units[] = "KkMmGg";
	const char *unit;
	size_t factor = 1;
	*size = 0;
	for (; is_digit(*text); text++)
		if (!size_multiply(*size, 10, size) ||
			!size_add(*size, (size_t)(*text - '0'), size))
			return false;
	if (*text != '\0' && (unit = strchr(units, *text))) {
		factor = (size_t)1024 << 10 * ((unit - units) / 2);
		text++;
	}
	return *text == '\0' && *size > 0 && size_multiply(*size, factor, size);
}

static bool take_size(size_t *size, const char *name, const char *argument)
{
	if (read_size(argument, size))
		return true;
	return wrong_argument(name, argument, "not a number of bytes, such as 65536, 64K or 4M");
}

static bool take_max_page(struct options *options, const char *name, const char *argument)
{
	return take_size(&options->max_page, name, argument);
}

static bool take_max_record(struct options *options, const char *name, const char *argument)
{
	return take_size(&options->max_record, name, argument);
}

static bool take_field_option(struct options *options, const char *name, const char *argument)
{
	struct json_path path;
	options->field = argument;
	if (*argument && json_path_set(&path, argument))
		return true;
	message_usage("--%s: not the name of a member, nor a JSON Pointer of up to %d names", name,
		JSON_PATH_MOST);
	return false;
}

static bool take_stats(struct options *options, const char *name, const char *argument)
{
	if (argument && strcmp(argument, "json") != 0)
		return wrong_argument(name, argument, "there is only --stats and --stats=json");
	options->stats = argument ? STATS_JSON : STATS_TEXT;
	return true;
}

static bool unknown_kind(const char *name, struct slice kind)
{
	struct buffer known = {0};
	size_t count;
	const struct doubt_kind *kinds = doubt_kinds(&count);
	char *copy = strndup(kind.data, kind.size);
	bool listed = true;
	for (size_t i = 0; i < count && listed; i++)
		listed = append_name(&known, _("there are "), kinds[i].name);
	unknown_word(name, N_("kind"), copy ? copy : "?", &known, listed);
	free(copy);
	return false;
}

static bool take_kind(struct options *options, const char *name, struct slice kind)
{
	unsigned bit = doubt_named(kind);
	options->strict |= bit;
	return bit != 0 || unknown_kind(name, kind);
}

// Kinds of doubt with commas between them; without an argument all kinds.
static bool take_strict(struct options *options, const char *name, const char *argument)
{
	if (!argument)
		options->strict = DOUBT_ALL;
	while (argument) {
		size_t size = strcspn(argument, ",");
		if (!take_kind(options, name, (struct slice){argument, size}))
			return false;
		argument = argument[size] == ',' ? argument + size + 1 : NULL;
	}
	return true;
}

#define TAKE(function) function, 0
#define FLAG(member) NULL, offsetof(struct options, member)

static const struct option_row rows[] = {
	{GROUP_OUTPUT, 0, "body", no_argument, NULL, TAKE(take_writer),
		N_("print the body only, without the list of sources")},
	{GROUP_OUTPUT, 0, "husk", no_argument, NULL, TAKE(take_writer),
		N_("print exactly the lines that --body leaves out")},
	{GROUP_OUTPUT, 0, "dates", no_argument, NULL, TAKE(take_writer),
		N_("print the dates of all sources, unique, ascending")},
	{GROUP_OUTPUT, 0, "sources", no_argument, NULL, TAKE(take_writer),
		N_("print FILE, NAME, DATE of each source, tab-separated")},
	{GROUP_OUTPUT, 0, "json", no_argument, NULL, TAKE(take_writer),
		N_("print one JSON object a page, on one line")},
	{GROUP_OUTPUT, 0, "explain", no_argument, NULL, TAKE(take_writer),
		N_("print every input line with its verdict and reason")},
	{GROUP_OUTPUT, 0, "color", required_argument, "WHEN", TAKE(take_color),
		N_("use colour: always, never, auto (on a terminal)")},
	{GROUP_OUTPUT, 0, "heading", no_argument, NULL, TAKE(take_heading),
		N_("name each file above its text (default: on a terminal)")},
	{GROUP_OUTPUT, 0, "no-heading", no_argument, NULL, TAKE(take_heading),
		N_("do not name files above their text")},
	{GROUP_OUTPUT, 0, "facts", no_argument, NULL, FLAG(facts),
		N_("append author and editor to each text; jsonl: all facts")},
	{GROUP_INPUT, 0, "from", required_argument, "FORMAT", TAKE(take_format),
		N_("text, html: what pages are; jsonl, warc: records of them")},
	{GROUP_INPUT, 0, "field", required_argument, "NAME", TAKE(take_field_option),
		N_("with jsonl: the member that is a page (default: text)")},
	{GROUP_INPUT, 0, "max-record", required_argument, "SIZE", TAKE(take_max_record),
		N_("longest record that is cleaned (default: 64M)")},
	{GROUP_INPUT, 0, "encoding", required_argument, "NAME", TAKE(take_encoding),
		N_("encoding of all pages (default: detected per page)")},
	{GROUP_INPUT, 'z', "null-data", no_argument, NULL, FLAG(null_data),
		N_("pages end in NUL; so do results that are text")},
	{GROUP_INPUT, 'r', "recursive", no_argument, NULL, FLAG(recursive),
		N_("read all files below each directory FILE")},
	{GROUP_INPUT, 0, "include", required_argument, "GLOB", TAKE(take_include),
		N_("with -r: read only files whose name matches GLOB")},
	{GROUP_INPUT, 0, "exclude", required_argument, "GLOB", TAKE(take_exclude),
		N_("with -r: skip files and directories that match")},
	{GROUP_INPUT, 0, "files0-from", required_argument, "FILE", TAKE(take_files0_from),
		N_("read file names from FILE; each ends in NUL")},
	{GROUP_INPUT, 'j', "jobs", required_argument, "N", TAKE(take_jobs),
		N_("clean N files at once (default: one per processor)")},
	{GROUP_RULES, 'f', "rule-file", required_argument, "FILE", TAKE(take_rule_file),
		N_("ask the rules in FILE before the built-in ones")},
	{GROUP_RULES, 'e', "rule", required_argument, "RULE", TAKE(take_rule),
		N_("ask this rule, such as 'drop ^Advertisement$'")},
	{GROUP_RULES, 0, "no-default-rules", no_argument, NULL, FLAG(no_default_rules),
		N_("do without the built-in rules")},
	{GROUP_RULES, 0, "check-rules", no_argument, NULL, FLAG(check_rules),
		N_("try the rules on their examples; read no page")},
	{GROUP_RULES, 0, "list-rules", no_argument, NULL, TAKE(take_list_option),
		N_("print all rules; with --stats and the lines of each")},
	{GROUP_TEXT, 0, "rules-only", no_argument, NULL, FLAG(rules_only),
		N_("apply the rules only; do not look for the main text")},
	{GROUP_TEXT, 0, "max-page", required_argument, "SIZE", TAKE(take_max_page),
		N_("page text held to find the main text (default: 4M)")},
	{GROUP_TEXT, 0, "line-buffered", no_argument, NULL, FLAG(line_buffered),
		N_("write lines when decided; implies --rules-only")},
	{GROUP_FILES, 'o', "output", required_argument, "FILE", TAKE(take_output_file),
		N_("write to FILE, in one step; it may be an input")},
	{GROUP_FILES, 0, "output-dir", required_argument, "DIR", TAKE(take_output_dir),
		N_("write the result of each file into directory DIR")},
	{GROUP_FILES, 'i', "in-place", optional_argument, "SUFFIX", TAKE(take_in_place),
		N_("replace each file by its result; SUFFIX: keep the old")},
	{GROUP_FILES, 0, "update", no_argument, NULL, FLAG(update),
		N_("with --output-dir: only results that are out of date")},
	{GROUP_FILES, 'n', "dry-run", no_argument, NULL, FLAG(dry_run),
		N_("write nothing; name the files that would change")},
	{GROUP_FILES, 0, "check", no_argument, NULL, FLAG(check),
		N_("write nothing; exit 1 if a file would change")},
	{GROUP_FILES, 0, "force", no_argument, NULL, FLAG(force),
		N_("with -i: break hard links, replace files kept before")},
	{GROUP_FILES, 0, "allow-empty", no_argument, NULL, FLAG(allow_empty),
		N_("let an empty result replace a file that is not empty")},
	{GROUP_FILES, 0, "no-sync", no_argument, NULL, FLAG(no_sync),
		N_("do not wait until files have reached the disk")},
	{GROUP_REPORTS, 0, "strict", optional_argument, "KIND,...", TAKE(take_strict),
		N_("exit 1 on any doubt, or only on the KINDs named")},
	{GROUP_REPORTS, 'q', "quiet", no_argument, NULL, FLAG(quiet),
		N_("no warnings; errors are still reported")},
	{GROUP_REPORTS, 0, "stats", optional_argument, "json", TAKE(take_stats),
		N_("print counts on standard error, as text or as JSON")},
	{GROUP_REPORTS, 'h', "help", no_argument, NULL, FLAG(help), N_("print this help")},
	{GROUP_REPORTS, 'V', "version", no_argument, NULL, FLAG(version), N_("print the version")},
};
// Those that have no say in what becomes of a page.
static const char *const apart[] = {"output", "recursive", "output-dir", "in-place", "jobs",
	"include", "exclude", "files0-from", "rule-file", "rule", "update", "dry-run", "check",
	"force", "allow-empty", "no-sync", "strict", "quiet", "stats", "no-heading"};

_Static_assert(COUNT(rows) <= OPTIONS_MAX, "options->given has a place for each row");

// getopt_long() returns the index of a row plus this, for letters and for names.
#define FIRST_CODE 256

static const struct option_row *row_of(int code)
{
	if (code >= FIRST_CODE)
		return &rows[code - FIRST_CODE];
	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].letter == code)
			return &rows[i];
	return NULL;
}

// Appends the options that begin with a word of `size` bytes, and a NUL; *count: how many.
static bool append_candidates(struct buffer *text, const char *word, size_t size, size_t *count)
{
	bool done = true;
	for (size_t i = 0; i < COUNT(rows) && done; i++) {
		if (strncmp(rows[i].name, word, size) != 0)
			continue;
		done = buffer_append_string(text, (*count)++ > 0 ? ", --" : "--") &&
		       buffer_append_string(text, rows[i].name);
	}
	return done && buffer_append_byte(text, '\0');
}

// Tells of a word that is no option, or the beginning of several.
static void tell_no_option(const char *word, const char *quoted)
{
	struct buffer candidates = {0};
	size_t count = 0;
	bool is_long = begins_with((struct slice){word, strlen(word)}, "--");
	bool listed =
		is_long && append_candidates(&candidates, word + 2, strcspn(word + 2, "="), &count);
	if (listed && count > 1)
		message_usage("option %s is ambiguous: %s", quoted, candidates.data);
	else
		message_usage("unknown option %s", quoted);
	buffer_free(&candidates);
}

static void tell_unknown(int code, const char *word)
{
	char letter[3] = {'-', (char)optopt, '\0'};
	bool is_letter = optopt > 0 && optopt < 0x80, is_row = optopt >= FIRST_CODE;
	char *quoted = message_quoted(is_letter ? letter : word);
	if (code == ':')
		message_usage("option %s needs an argument", quoted ? quoted : "?");
	else if (optopt != 0 && !is_letter && !is_row)
		message_usage("unknown option: a hyphen, and a letter that is not ASCII");
	else if (is_row)
		message_usage("option --%s takes no argument", rows[optopt - FIRST_CODE].name);
	else
		tell_no_option(is_letter ? letter : word, quoted ? quoted : "?");
	free(quoted);
}

// The leading '-' hands over operands where they stand, whatever POSIXLY_CORRECT says; ':' tells of
// a missing argument.
static void fill_tables(char letters[3 * COUNT(rows) + 3], struct option names[COUNT(rows) + 1])
{
	*letters++ = '-';
	*letters++ = ':';
	for (size_t i = 0; i < COUNT(rows); i++) {
		names[i] = (struct option){
			rows[i].name, rows[i].has_argument, NULL, FIRST_CODE + (int)i};
		if (rows[i].letter)
			*letters++ = rows[i].letter;
		// One colon: an argument; two: perhaps one.
		for (int k = 0; rows[i].letter && k < rows[i].has_argument; k++)
			*letters++ = ':';
	}
	*letters = '\0';
	names[COUNT(rows)] = (struct option){0};
}

// Characters of UTF-16 and UTF-32 have NUL bytes in them.
static bool take_option(struct options *options, const struct option_row *row)
{
	if (row->take)
		return row->take(options, row->name, optarg);
	return *(bool *)((char *)options + row->flag) = true;
}

bool options_parse(struct options *options, int argc, char **argv)
{
	char letters[3 * COUNT(rows) + 3];
	struct option names[COUNT(rows) + 1];
	*options = (struct options){.file = argv + 1, .writer = &write_text};
	fill_tables(letters, names);
	opterr = 0;
	int code;
	while ((code = getopt_long(argc, argv, letters, names, NULL)) != -1) {
		if (code == 1) {
			options->file[options->file_count++] = optarg;
			continue;
		}
		const struct option_row *row = code == '?' || code == ':' ? NULL : row_of(code);
		if (!row) {
			tell_unknown(code, argv[optind - 1]);
			return false;
		}
		options->given[row - rows] = optarg ? optarg : "";
		if (!take_option(options, row))
			return false;
	}
	while (optind < argc)
		options->file[options->file_count++] = argv[optind++];
	return agreement_holds(options);
}

void options_free(struct options *options)
{
	free(options->include.pattern);
	free(options->exclude.pattern);
	free(options->rule.rule);
	dehusk_ruleset_free(options->rules);
}

// --- what makes a result what it is ---

static bool changes_no_result(const struct option_row *row)
{
	for (size_t i = 0; i < COUNT(apart); i++)
		if (strcmp(apart[i], row->name) == 0)
			return true;
	return false;
}

bool options_recipe(const struct options *options, struct buffer *recipe)
{
	char text[128];
	snprintf(text, sizeof text, "%s rules %016" PRIx64, PACKAGE_VERSION,
		dehusk_ruleset_digest(NULL));
	bool done = buffer_append_string(recipe, text);
	if (options->rules) {
		snprintf(text, sizeof text, " and %016" PRIx64,
			dehusk_ruleset_digest(options->rules));
		done = done && buffer_append_string(recipe, text);
	}
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (!options->given[i] || changes_no_result(&rows[i]))
			continue;
		done = done && buffer_append_string(recipe, " --") &&
		       buffer_append_string(recipe, rows[i].name) &&
		       buffer_append_string(recipe, *options->given[i] ? "=" : "") &&
		       buffer_append_string(recipe, options->given[i]);
	}
	return done && buffer_append_byte(recipe, '\n');
}

// --- what is printed ---

static void put_option(struct io_out *out, const struct option_row *row)
{
	char letter[8] = "    ", left[64];
	if (row->letter)
		snprintf(letter, sizeof letter, "-%c, ", row->letter);
	bool optional = row->has_argument == optional_argument;
	const char *before = !row->argument ? "" : optional ? "[=" : "=";
	const char *after = optional ? "]" : "";
	snprintf(left, sizeof left, "  %s--%s%s%s%s", letter, row->name, before,
		row->argument ? row->argument : "", after);
	char line[256];
	snprintf(line, sizeof line, "%-26s%s\n", left, _(row->help));
	io_put_string(out, line);
}

static void put_group(struct io_out *out, enum group group)
{
	io_put_string(out, "\n ");
	io_put_string(out, _(group_titles[group]));
	io_put_string(out, ":\n\n");
	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].group == group)
			put_option(out, &rows[i]);
}

static void put_kinds(struct io_out *out)
{
	size_t count;
	const struct doubt_kind *kinds = doubt_kinds(&count);
	char line[128];
	io_put_string(out, _("\nKinds of doubt for --strict:\n"));
	for (size_t i = 0; i < count; i++) {
		snprintf(line, sizeof line, "  %-17s%s\n", kinds[i].name, _(kinds[i].meaning));
		io_put_string(out, line);
	}
}

bool options_help(void)
{
	struct io_out out;
	if (!print_begin(&out))
		return false;
	io_put_string(&out,
		_("Usage: dehusk [OPTION]... [FILE]...\n"
		  "Read the text of scraped web pages. Write the body of each page as clean "
		  "UTF-8,\n"
		  "and below it each source with its dates.\n"
		  "\n"
		  "Without FILE, or where FILE is -, read standard input. Each FILE is one page;\n"
		  "with -r it may be a directory of pages.\n"));
	for (enum group group = 0; group < GROUPS; group++)
		put_group(&out, group);
	put_kinds(&out);
	io_put_string(
		&out, _("\n"
			"Exit status: 0 done; 1 an input failed, output could not be written, "
			"or --strict\n"
			"or --check found something; 2 usage error, or a rule is wrong.\n"
			"\n"
			"Examples:\n"));
	io_put_string(&out, "  w3m -dump -O UTF-8 page.html | dehusk\n"
			    "  dehusk --explain page.txt | grep dropped\n"
			    "  dehusk --json *.txt | jq -r .text\n"
			    "  dehusk -r pages --output-dir=clean --update\n"
			    "  dehusk -f site.rules -e 'drop ^Advertisement$' page.html\n"
			    "\n");
	io_put_string(
		&out, _("The whole manual: man dehusk; the language of rules: man dehusk-rules\n"));
	return print_end(&out);
}
