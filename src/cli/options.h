// SPDX-License-Identifier: MIT
// The command line: one table of options, of which --help is printed too.
#ifndef DEHUSK_OPTIONS_H
#define DEHUSK_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "dehusk.h"
#include "records/records.h"

enum stats {
	STATS_NONE,
	STATS_TEXT,
	STATS_JSON,
};

// Patterns for names, in the order in which they were given.
struct patterns {
	const char **pattern; // borrowed from argv
	size_t count, room;
};

// Of what is for people to read.
enum when {
	WHEN_AUTO, // on a terminal
	WHEN_ALWAYS,
	WHEN_NEVER,
};

// A rule, or a file of rules, in the order in which they were given.
struct rule_option {
	const char *argument; // borrowed from argv
	bool is_file;
};
struct rule_options {
	struct rule_option *rule;
	size_t count, room;
};

#define OPTIONS_MAX 64
#define OPTIONS_JOBS 256

struct options {
	const struct writer *writer; // what is printed, see output/writers.h
	const char *output_file;     // NULL: standard output
	const char *encoding; // of all pages, a name that is known; NULL: each page shows its own
	enum dehusk_format format;   // of all pages
	enum records_format records; // what inputs are parted into
	const char *field;           // the member of a record that is a page; NULL: the usual one
	size_t max_record;           // bytes; 0: as many as usual
	enum stats stats;
	enum when color, heading;
	unsigned strict; // kinds of doubt that are minded: bits of enum doubt
	bool null_data, quiet, line_buffered, rules_only, facts;
	size_t max_page; // bytes; 0: as many as usual
	bool wide;       // and it is UTF-16 or UTF-32
	bool recursive, in_place, dry_run, check, update, force, allow_empty, no_sync;
	const char *suffix;     // of what is kept of a file that is cleaned in place; NULL: nothing
	const char *output_dir; // NULL: none
	const char *files0_from; // a file of names that end in NUL; NULL: none
	unsigned jobs;           // 0: as many as there are processors, if there are several files
	struct patterns include, exclude;
	struct rule_options rule;
	struct dehusk_ruleset *rules; // what rule_files_read() made of them; owned, NULL: none
	bool no_default_rules, check_rules, list_rules;
	const char *given[OPTIONS_MAX]; // by row of the table, the argument or "", for the recipe
	bool help, version;             // nothing else is to be done
	char **file; // operands, "-" for standard input; borrowed from argv, which is rearranged
	size_t file_count;
};

// False: a usage error, which was told.
bool options_parse(struct options *options, int argc, char **argv);

void options_free(struct options *options);

// Appends, as a line of text, all that has a say in what becomes of a page: the version, the
// built-in rules, those of the user, and the options. False: no memory.
bool options_recipe(const struct options *options, struct buffer *recipe);

// Prints --help on standard output; false: that failed, which was told.
bool options_help(void);

#endif
