// SPDX-License-Identifier: MIT
// The command line: one table of options, of which --help is printed too.
#ifndef DEHUSK_OPTIONS_H
#define DEHUSK_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum output {
	OUTPUT_TEXT,
	OUTPUT_BODY,
	OUTPUT_HUSK,
	OUTPUT_DATES,
	OUTPUT_SOURCES,
	OUTPUT_JSON,
	OUTPUT_EXPLAIN,
};

enum stats {
	STATS_NONE,
	STATS_TEXT,
	STATS_JSON,
};

struct options {
	enum output output;
	const char *output_name; // the option that chose it, for messages; NULL: the default
	const char *output_file; // NULL: standard output
	const char *encoding;    // of all pages, a name that is known; NULL: each page shows its own
	enum stats stats;
	bool null_data, strict, quiet, line_buffered, rules_only;
	size_t max_page; // bytes; 0: as many as usual
	bool wide; // and it is UTF-16 or UTF-32
	bool help, version; // nothing else is to be done
	char **file; // operands, "-" for standard input; borrowed from argv, which is rearranged
	size_t file_count;
};

// False: a usage error, which was told.
bool options_parse(struct options *options, int argc, char **argv);

// Print on standard output; false: that failed, which was told.
bool options_help(void);
bool options_version(void);

#endif
