// SPDX-License-Identifier: MIT
// The command line: one table of options, of which --help is printed too.
#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io.h"
#include "label.h"
#include "message.h"

// Takes an option's argument, or NULL. False: a usage error, which was told.
typedef bool take(struct options *options, const char *name, const char *argument);

struct row {
	char letter; // 0: none
	const char *name;
	int has_argument;
	const char *argument; // as --help shows it
	take *take;
	const char *help;
};

static bool choose(struct options *options, const char *name, enum output output)
{
	if (options->output_name && options->output != output) {
		message_usage(
			"--%s and --%s are two outputs: choose one", options->output_name, name);
		return false;
	}
	options->output = output;
	options->output_name = name;
	return true;
}

#define CHOICE(function, output)                                                                   \
	static bool function(struct options *options, const char *name, const char *argument)      \
	{                                                                                          \
		(void)argument;                                                                    \
		return choose(options, name, output);                                              \
	}
#define FLAG(function, member)                                                                     \
	static bool function(struct options *options, const char *name, const char *argument)      \
	{                                                                                          \
		(void)name, (void)argument;                                                        \
		return options->member = true;                                                     \
	}

CHOICE(take_body, OUTPUT_BODY)
CHOICE(take_husk, OUTPUT_HUSK)
CHOICE(take_dates, OUTPUT_DATES)
CHOICE(take_sources, OUTPUT_SOURCES)
CHOICE(take_json, OUTPUT_JSON)
CHOICE(take_explain, OUTPUT_EXPLAIN)
FLAG(take_null_data, null_data)
FLAG(take_rules_only, rules_only)
FLAG(take_line_buffered, line_buffered)
FLAG(take_strict, strict)
FLAG(take_quiet, quiet)
FLAG(take_help, help)
FLAG(take_version, version)

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

static bool take_encoding(struct options *options, const char *name, const char *argument)
{
	struct label label;
	if (!label_find(argument, &label)) {
		char *quoted = message_quoted(argument);
		message_usage("--%s: nobody knows an encoding %s; 'iconv -l' lists names", name,
			quoted ? quoted : "?");
		free(quoted);
		return false;
	}
	options->encoding = argument;
	options->wide = label.coding >= CODING_UTF16LE && label.coding <= CODING_UTF32BE;
	return true;
}

// A number of bytes from 1 on, with K, M or G behind it for units of 1024.
static bool read_size(const char *text, size_t *size)
{
	static const char units[] = "KMG";
	const char *unit;
	size_t factor = 1;
	*size = 0;
	for (; *text >= '0' && *text <= '9'; text++)
		if (!size_multiply(*size, 10, size) ||
			!size_add(*size, (size_t)(*text - '0'), size))
			return false;
	if (*text != '\0' && (unit = strchr(units, *text))) {
		for (; unit >= units; unit--)
			factor *= 1024;
		text++;
	}
	return *text == '\0' && *size > 0 && size_multiply(*size, factor, size);
}

static bool take_max_page(struct options *options, const char *name, const char *argument)
{
	if (read_size(argument, &options->max_page))
		return true;
	char *quoted = message_quoted(argument);
	message_usage("--%s=%s: not a number of bytes, such as 65536, 64K or 4M", name,
		quoted ? quoted : "?");
	free(quoted);
	return false;
}

static bool take_stats(struct options *options, const char *name, const char *argument)
{
	if (argument && strcmp(argument, "json") != 0) {
		char *quoted = message_quoted(argument);
		message_usage("--%s=%s: there is only --%s and --%s=json", name,
			quoted ? quoted : "?", name, name);
		free(quoted);
		return false;
	}
	options->stats = argument ? STATS_JSON : STATS_TEXT;
	return true;
}

static const struct row rows[] = {
	{0, "body", no_argument, NULL, take_body,
		"print the body only, without the list of sources"},
	{0, "husk", no_argument, NULL, take_husk, "print exactly the lines that --body leaves out"},
	{0, "dates", no_argument, NULL, take_dates,
		"print the dates of all sources of all pages, unique, ascending"},
	{0, "sources", no_argument, NULL, take_sources,
		"print FILE, NAME and DATE of each source, separated by tabs"},
	{0, "json", no_argument, NULL, take_json, "print one JSON object a page, on one line"},
	{0, "explain", no_argument, NULL, take_explain,
		"print FILE, LINE, VERDICT, REASON and TEXT of every input line"},
	{0, "encoding", required_argument, "NAME", take_encoding,
		"read all pages in this encoding; else each in its own"},
	{'o', "output", required_argument, "FILE", take_output_file,
		"replace FILE as a whole when all is done; it may be an input"},
	{'z', "null-data", no_argument, NULL, take_null_data,
		"pages end in NUL, and so do results that are text"},
	{0, "rules-only", no_argument, NULL, take_rules_only,
		"judge each line by the rules alone, and do not look for the main text"},
	{0, "max-page", required_argument, "SIZE", take_max_page,
		"hold so much of a page to find its main text (4M)"},
	{0, "line-buffered", no_argument, NULL, take_line_buffered,
		"write each line as soon as it is decided; implies --rules-only"},
	{0, "strict", no_argument, NULL, take_strict,
		"exit 1 if anything is doubtful: see dehusk(1)"},
	{'q', "quiet", no_argument, NULL, take_quiet, "no warnings; errors are still told"},
	{0, "stats", optional_argument, "json", take_stats,
		"print counts on standard error, as text or as JSON"},
	{'h', "help", no_argument, NULL, take_help, "print this help"},
	{'V', "version", no_argument, NULL, take_version, "print the version"},
};
#define ROWS (sizeof rows / sizeof rows[0])

// getopt_long() returns the index of a row plus this, for letters and for names.
#define FIRST_CODE 256

static const struct row *row_of(int code)
{
	if (code >= FIRST_CODE)
		return &rows[code - FIRST_CODE];
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].letter == code)
			return &rows[i];
	return NULL;
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
		message_usage("unknown or ambiguous option %s", quoted ? quoted : "?");
	free(quoted);
}

// The leading '-' hands over operands where they stand, whatever POSIXLY_CORRECT says; ':' tells of
// a missing argument.
static void fill_tables(char letters[2 * ROWS + 3], struct option names[ROWS + 1])
{
	*letters++ = '-';
	*letters++ = ':';
	for (size_t i = 0; i < ROWS; i++) {
		names[i] = (struct option){
			rows[i].name, rows[i].has_argument, NULL, FIRST_CODE + (int)i};
		if (rows[i].letter)
			*letters++ = rows[i].letter;
		if (rows[i].letter && rows[i].has_argument == required_argument)
			*letters++ = ':';
	}
	*letters = '\0';
	names[ROWS] = (struct option){0};
}

// Characters of UTF-16 and UTF-32 have NUL bytes in them.
static bool may_frame(const struct options *options)
{
	if (options->null_data && options->wide)
		message_usage(
			"-z parts pages at NUL bytes, which %s is full of", options->encoding);
	return !options->null_data || !options->wide;
}

bool options_parse(struct options *options, int argc, char **argv)
{
	char letters[2 * ROWS + 3];
	struct option names[ROWS + 1];
	*options = (struct options){.file = argv + 1};
	fill_tables(letters, names);
	opterr = 0;
	int code;
	while ((code = getopt_long(argc, argv, letters, names, NULL)) != -1) {
		if (code == 1) {
			options->file[options->file_count++] = optarg;
			continue;
		}
		const struct row *row = code == '?' || code == ':' ? NULL : row_of(code);
		if (!row) {
			tell_unknown(code, argv[optind - 1]);
			return false;
		}
		if (!row->take(options, row->name, optarg))
			return false;
	}
	while (optind < argc)
		options->file[options->file_count++] = argv[optind++];
	return may_frame(options);
}

// --- what is printed ---

static bool finish(struct io_out *out)
{
	io_flush(out);
	int error = out->error ? out->error : io_close(out->fd);
	io_out_free(out);
	if (error)
		message_error(NULL, "write error: %s", strerror(error));
	return error == 0;
}

static bool begin(struct io_out *out)
{
	if (io_out_begin(out, STDOUT_FILENO, 8192))
		return true;
	message_error(NULL, "out of memory");
	return false;
}

static void put_row(struct io_out *out, const struct row *row)
{
	char letter[8] = "    ", left[64];
	if (row->letter)
		snprintf(letter, sizeof letter, "-%c, ", row->letter);
	const char *before = !row->argument                           ? ""
			     : row->has_argument == optional_argument ? "[="
								      : "=";
	const char *after = row->has_argument == optional_argument ? "]" : "";
	snprintf(left, sizeof left, "  %s--%s%s%s%s", letter, row->name, before,
		row->argument ? row->argument : "", after);
	char line[256];
	snprintf(line, sizeof line, "%-24s  %s\n", left, row->help);
	io_put_string(out, line);
}

bool options_help(void)
{
	struct io_out out;
	if (!begin(&out))
		return false;
	io_put_string(&out,
		"Usage: dehusk [OPTION]... [FILE]...\n"
		"Read text of scraped web pages, write clean UTF-8 body text without the husk "
		"around it,\n"
		"and below it each source with its dates.\n"
		"\n"
		"Without FILE, or where FILE is -, read standard input. Each FILE is one page.\n"
		"\n");
	for (size_t i = 0; i < ROWS; i++)
		put_row(&out, &rows[i]);
	io_put_string(&out, "\n"
			    "Exit status: 0 done; 1 an input failed, output could not be written, "
			    "or --strict found\n"
			    "something; 2 usage error.\n"
			    "\n"
			    "Examples:\n"
			    "  w3m -dump -T text/html -O UTF-8 -cols 10000 page.html | dehusk\n"
			    "  dehusk --explain page.txt | grep dropped\n"
			    "  dehusk --json *.txt | jq -r .text\n"
			    "\n"
			    "The whole manual: man dehusk\n");
	return finish(&out);
}

bool options_version(void)
{
	struct io_out out;
	if (!begin(&out))
		return false;
	io_put_string(&out, "dehusk " PACKAGE_VERSION "\n");
	return finish(&out);
}
