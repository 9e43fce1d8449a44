// SPDX-License-Identifier: MIT
// dehusk: text of scraped web pages in, clean body text and sorted dates out.
//
// clang-format off
// The rooms, in the order of the data. Each file has one purpose; each header is its contract.
//
//     main.c - options.c                what the user wants
//       filter.c                        the spine, start here: read a block, feed it, write lines
//         io.c                          read, write, close, and nobody else
//         dehusk.c (dehusk.h)           the library: bytes in, lines with verdicts out
//           assemble.c - table.c        a line in its context: its verdict
//             attribution.c             sources, dates and people that lines credit
//           settle.c                    what only the page as a whole tells: text, title, date
//           decode.c - codes.c,         any bytes to UTF-8; tables of codes (iconv)
//                      label.c            and the names of encodings
//             detect.c - weigh.c,       which encoding; how likely its text is;
//                        sniff.c          byte order marks, and what is no text
//           unrender.c - marks.c,       what w3m, lynx and the like did to the text, undone:
//             rendering.c - row.c       which of them it was, and how a terminal shows a line
//           split.c - scan.c            blocks to lines: where they end, which are not plain
//             tidy.c - utf8.c           clean-up of those; characters and their width (libunistring)
//           judge.c - memo.h            what one line is by itself: rules and collector, in order
//             candidates.c              which few rules may match a line at all
//               sieve.c,                  by the words that they need
//               literal.c, words.c
//             match.c - shape.c         whether one does, within limits (PCRE2)
//             rules.c - builtin.c       the rule language; rules/*.rules, compiled in
//             source.c, byline.c        source lines: name and date; who wrote or edited the
//                                         page, when it was published: both are judges of
//             fields.c - credit.c,        a line as a row of fields; the table of labels;
//               people.c, date.c,         names; dates,
//               clock.c, number.c         times, and the numbers in them
//             fold.c                    traditional to simplified, for matching only
//           mojibake.c                  text that was decoded wrongly before it came
//           run.c                       which dates belong to which sources around them
//           page.c, collect.c,          the table of lines; the page's sources;
//                   facts.c             its date, author and editor
//           window.c                    lines held to the end of the page
//             measure.c - look.c        how much a line says, what it looks like
//             columns.c                 side columns
//             body.c - runs.c,          the main text; runs of lines, several pages in one;
//                      several.c,         islands of a page with few headlines
//                      islands.c
//             title.c - grams.c         the title; pairs of characters, for that
//         write.c, json.c, explain.c    writers: readers of the same table
//         doubt.c                       what may be doubtful of a page: --strict and warnings
//         stats.c, message.c            counts; every message, and the exit status
//       batch.c                         many files: one filter a worker
//         inputs.c - walk.c, glob.c     which files, in their order; directories; patterns
//         queue.c - job.c               files to workers, outputs back in order
//         worker.c - directory.c        one file after another; directories without links
//         target.c - stamp.c            a page's result, put in place if it differs; what is
//                                         up to date
//         run_target.c                  the one output: standard output, or -o
//         progress.c                    what a person at a terminal sees of a long run
//         replace.c - attributes.c,     a file is replaced as a whole or not at all; what it keeps;
//                     signals.c           what a signal removes
//     buffer.c, text.h                  slices that borrow, buffers that own; helpers for them
// clang-format on
#include <locale.h>

#include "jobs/batch.h"
#include "io.h"
#include "message.h"
#include "options.h"

int main(int argc, char **argv)
{
	struct options options;
	io_guard_standard();
	// For the system's error messages. Data never depends on it.
	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, "");
	bool parsed = options_parse(&options, argc, argv);
	if (options.quiet)
		message_be_quiet();
	if (parsed && options.help)
		options_help();
	else if (parsed && options.version)
		options_version();
	else if (parsed)
		batch_run(&options);
	options_free(&options);
	return message_status();
}
