// SPDX-License-Identifier: MIT
// dehusk: text of scraped web pages in, clean body text and sorted dates out.
//
// The way of a page: filter.c reads a block, src/lib/dehusk.c feeds it to the passes, and
// output/writers.c writes the lines that come out with their verdicts. The passes:
//
//     decode/decode ─ dump/unwrap ─ lines/split ─ page/assemble ─ page/finish
//
// page/assemble.c asks match/classify.c about each line by itself. page/finish.c finds what only
// the page as a whole tells. HACKING.md has the map of the directories.
#include "io.h"
#include "jobs/batch.h"
#include "language.h"
#include "message.h"
#include "options.h"
#include "output/rule-list.h"
#include "rule-files.h"
#include "version.h"

static void do_work(const struct options *options)
{
	if (options->version)
		version_print(options);
	else if (options->check_rules)
		rule_files_check(options);
	else if (options->list_rules && options->stats == STATS_NONE)
		rule_list_print(options);
	else
		batch_run(options);
}

int main(int argc, char **argv)
{
	struct options options;
	io_guard_standard();
	language_begin();
	bool parsed = options_parse(&options, argc, argv);
	if (options.quiet)
		message_be_quiet();
	if (parsed && options.help)
		options_help();
	else if (parsed && rule_files_read(&options))
		do_work(&options);
	options_free(&options);
	return message_status();
}
