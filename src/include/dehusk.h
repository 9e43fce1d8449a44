// SPDX-License-Identifier: MIT
// libdehusk: text of a scraped web page in, its lines with a verdict each out.
//
//     struct dehusk *dehusk;
//     struct dehusk_lines lines;
//     dehusk_new(&dehusk, NULL);
//     while ((size = next_block(block)) > 0) {
//             dehusk_feed(dehusk, block, size, &lines);    // the lines that are decided by now
//             use(&lines);
//     }
//     dehusk_end(dehusk, &lines);                          // the rest
//     use(&lines);
//     dehusk_free(dehusk);
//
// The library does no input or output, has no global state, and knows no locale: what comes out
// depends on the bytes of the page alone, not on how they are cut into feeds. One `struct dehusk`
// belongs to one thread at a time. Sizes are bytes. Texts are UTF-8; those with a size are not
// ended by NUL. What a call gives belongs to the library.
//
// Later versions may add functions, values of enumerations, and members at the end of
// dehusk_options and of structures that are given by pointer: dehusk_rule_error, dehusk_kind,
// dehusk_main_text, dehusk_facts. The other ones stay as they are.
#ifndef DEHUSK_H
#define DEHUSK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

// 10000 * major + 100 * minor + patch: of this header, and of the library that is linked.
#define DEHUSK_VERSION 100
unsigned dehusk_version(void);

// Borrowed text; NULL and 0: none.
struct dehusk_name {
	const char *text;
	size_t size;
};

enum dehusk_status {
	DEHUSK_OK,
	DEHUSK_NO_MEMORY,    // only dehusk_free() is left to do
	DEHUSK_BAD_ENCODING, // no encoding has that name
	DEHUSK_BAD_RULE,     // a rule is wrong, or rules were not prepared
	DEHUSK_BAD_OPTION,   // this version does not know an option
};

// --- rules of users ---

// A text of rules. dehusk-rules(5) describes the language.
struct dehusk_rule_text {
	const char *file; // for messages and names
	const char *text; // NULL if there is none of it
	size_t size;
	size_t line; // the number of its first line; 0: 1
	// NULL: each rule has its name. Else the text is a single rule without a name, "drop ^x$",
	// and gets this one.
	const char *name;
};

// What is wrong with a text of rules, and where.
struct dehusk_rule_error {
	const char *file, *what, *text; // the text is that line
	size_t line, column;            // from 1; a column is a character
	size_t size, at;                // of the text, and before the column
};

// What a text of rules is read with. Functions may be NULL.
struct dehusk_rule_reader {
	void *context;
	// Called for each error. True: look for more of them. NULL: the first one ends it.
	bool (*error)(void *context, const struct dehusk_rule_error *error);
	// Called for `include NAME`: adds the rules of that file to the same set. DEHUSK_BAD_RULE
	// with *what: that is reported as an error in this place. NULL: nothing can be included.
	enum dehusk_status (*include)(void *context, const struct dehusk_rule_text *from,
		const char *name, const char **what);
};

// Rules in the order in which they are asked. Once prepared, several threads may use one at once.
// NULL: no memory.
struct dehusk_ruleset *dehusk_ruleset_new(void);
void dehusk_ruleset_free(struct dehusk_ruleset *ruleset);

// Appends rules. The text is copied. DEHUSK_BAD_RULE: the reader, which may be NULL, was told of an
// error; the set is then good for nothing but more errors.
enum dehusk_status dehusk_ruleset_add(struct dehusk_ruleset *ruleset,
	const struct dehusk_rule_text *text, const struct dehusk_rule_reader *reader);

// Prepares the rules for use, after the last text was added. DEHUSK_NO_MEMORY, DEHUSK_OK.
enum dehusk_status dehusk_ruleset_prepare(struct dehusk_ruleset *ruleset);

// Tries all rules on their examples, and looks for patterns that match an empty line or take long.
// This may take a second a rule. DEHUSK_BAD_RULE: the reader was told of something.
enum dehusk_status dehusk_ruleset_check(
	const struct dehusk_ruleset *ruleset, const struct dehusk_rule_reader *reader);

// A digest of the texts of the rules; NULL: of the built-in rules.
uint64_t dehusk_ruleset_digest(const struct dehusk_ruleset *ruleset);

// --- how pages are read ---

enum dehusk_format {
	DEHUSK_AUTO, // html or plain text, as the beginning of each page shows
	DEHUSK_TEXT, // plain text, whatever it looks like
	DEHUSK_HTML,
};

enum dehusk_verdict {
	DEHUSK_KEPT,      // body
	DEHUSK_EMPTY,     // only blanks; printed as an empty line between kept lines
	DEHUSK_COLLECTED, // a credit: a source with its dates, a byline, the date of the page
	DEHUSK_DROPPED,   // husk
};
#define DEHUSK_VERDICTS 4

// Flags, to be put together.
//
// No built-in rules; for dehusk_new() only.
#define DEHUSK_NO_DEFAULT_RULES 1u
// Each line is given as soon as the rules decide it. Without this, a page is held to its end, and
// the main text found in it.
#define DEHUSK_RULES_ONLY 2u
// What text browsers did to the text is left. Without this and with DEHUSK_AUTO, up to 64 KiB are
// held until it is known what they are.
#define DEHUSK_AS_RENDERED 4u
// Lines of this verdict are counted, but not given.
#define DEHUSK_WITHOUT(verdict) (256u << (verdict))

// Start with `= {.size = sizeof options}`: what is zero is as usual.
struct dehusk_options {
	size_t size; // of this structure
	// Asked before the built-in rules; prepared, and borrowed until dehusk_free(). NULL: none.
	// For dehusk_new() only.
	const struct dehusk_ruleset *rules;
	// A label of the WHATWG Encoding Standard or else a name that iconv(3) knows. NULL:
	// whichever the bytes of each page show.
	const char *encoding;
	// How pages are labelled from outside, as by the charset of an HTTP header. It counts where
	// the bytes of a page leave its encoding open. A label that is not known says nothing.
	const char *charset;
	// How much text is looked at as a whole, with a line for each 64 bytes; 0: DEHUSK_PAGE_MAX.
	size_t max_page;
	enum dehusk_format format;
	unsigned flags;
};
#define DEHUSK_PAGE_MAX ((size_t)1 << 22)

// The encoding that has this name, as dehusk_encoding() calls it, or `name` itself where iconv(3)
// decodes it. NULL: nobody knows it.
const char *dehusk_knows_encoding(const char *name);

// Makes a new one. `options` NULL: as usual. *dehusk is NULL unless DEHUSK_OK. Any status.
struct dehusk;
enum dehusk_status dehusk_new(struct dehusk **dehusk, const struct dehusk_options *options);
void dehusk_free(struct dehusk *dehusk);

// Sets other options, from the next page on. DEHUSK_BAD_ENCODING, DEHUSK_BAD_OPTION: none was set.
enum dehusk_status dehusk_set(struct dehusk *dehusk, const struct dehusk_options *options);

// --- pages ---

// One input line, or a piece of one: a line of more than DEHUSK_LINE_MAX bytes after clean-up comes
// in pieces, all but the last with `more` set, all with the same number and verdict.
struct dehusk_line {
	const char *text; // without a line end; for a kept line what is printed, else the line as
			  // it was
	size_t size;
	uint64_t number;    // from 1 in each page
	const char *reason; // the name of the rule or pass that decided; "-": nothing spoke against
			    // the line
	size_t joined;      // lines below it that were put to its end, since a renderer had broken
			    // them off: they are not given, have its verdict, and are counted
	enum dehusk_verdict verdict;
	bool more;
	unsigned char tabs, spaces; // printed before a kept line, the tabs first: it is code
};
#ifndef DEHUSK_LINE_MAX // tests of the library make it small
#define DEHUSK_LINE_MAX ((size_t)1 << 20)
#endif

// Valid until the next call with the same `struct dehusk`, and as long as what was fed.
struct dehusk_lines {
	const struct dehusk_line *line;
	size_t count;
};

// Takes the next bytes of the page, which begins if none is open, and gives the lines that are
// decided by now. The bytes must stay where they are until the next call. The table of lines grows
// with `size`: blocks of 64 to 256 KiB serve best. DEHUSK_NO_MEMORY, DEHUSK_OK.
enum dehusk_status dehusk_feed(
	struct dehusk *dehusk, const char *data, size_t size, struct dehusk_lines *lines);

// Ends the page and gives the last lines. What is said of a page below is that of this one until
// the next begins. DEHUSK_NO_MEMORY, DEHUSK_OK.
enum dehusk_status dehusk_end(struct dehusk *dehusk, struct dehusk_lines *lines);

// Counts of a page. Those marked with ? are 1 or 0.
enum dehusk_count {
	DEHUSK_COUNT_LINES, // kept + empty + collected + dropped, after dehusk_end()
	DEHUSK_COUNT_KEPT,  // from here on lines by enum dehusk_verdict
	DEHUSK_COUNT_EMPTY,
	DEHUSK_COUNT_COLLECTED,
	DEHUSK_COUNT_DROPPED,
	DEHUSK_COUNT_ILL_FORMED,    // byte sequences replaced by U+FFFD
	DEHUSK_COUNT_UNREAD_DATES,  // lines that would credit a source but for a date that cannot
				    // be, such as 2020-02-30, or be read
	DEHUSK_COUNT_LIMIT_HITS,    // times that a rule was given up at a limit, and the line kept
	DEHUSK_COUNT_LONG_LINES,    // of more than DEHUSK_LINE_MAX bytes, seen by no rule
	DEHUSK_COUNT_SOURCES_LEFT,  // source lines left in place: the page had too many sources
	DEHUSK_COUNT_SEVERAL_PAGES, // ? it looks like several pages in one, left to the rules
	DEHUSK_COUNT_UNSURE,        // ? the encoding is a guess that may well be wrong
	DEHUSK_COUNT_MOJIBAKE,      // places where text was decoded wrongly before it came
	DEHUSK_COUNT_UNSURE_TEXT,   // ? the main text may well be another one
	DEHUSK_COUNT_GARBLED,       // ? a good part of the text is such mojibake or lost
	DEHUSK_COUNT_OTHER_KIND,    // ? read as plain text, but JSON, mail or the like
	DEHUSK_COUNT_HTML,          // ? read as html
	DEHUSK_COUNT_LEFT_OPEN,     // ? what is not closed swallowed the rest of the html
};
#define DEHUSK_COUNTS 18

// A count of the page so far; 0 if this version does not know it.
uint64_t dehusk_count(const struct dehusk *dehusk, enum dehusk_count which);

// How the page is read: DEHUSK_AUTO until that is known.
enum dehusk_format dehusk_format(const struct dehusk *dehusk);

// The encoding that the page is read as, such as "UTF-8" or "GB18030"; NULL as long as all of it
// was ASCII, and at the end if it is no text.
const char *dehusk_encoding(const struct dehusk *dehusk);

// The name of the converter of iconv(3) that the page needs and the system does not have. Such a
// page gives no lines. NULL: nothing is missing.
const char *dehusk_missing_converter(const struct dehusk *dehusk);

// What a page is that is no plain text: "a gzip file", and the command that cleans it, or NULL.
struct dehusk_kind {
	const char *what, *fix;
};

// What the page is if it is no text: known before its first line, and then it gives none. The rest
// of it may be fed or not; dehusk_end() has to end it. NULL: it is text.
const struct dehusk_kind *dehusk_binary(const struct dehusk *dehusk);

// After dehusk_end(), with DEHUSK_AUTO: which kind of text the page is: html, which is read as
// html, or JSON, mail, a program or the like, which is read as plain text. NULL: plain text.
const struct dehusk_kind *dehusk_kind(const struct dehusk *dehusk);

// What happened to most of what counts as mojibake: "UTF-8 that was read as ...".
const char *dehusk_mojibake(const struct dehusk *dehusk);

// After dehusk_end(): which construct of html swallowed the rest of the page, since it is not
// closed: "comment", "tag", "script" and the like. NULL: none.
const char *dehusk_left_open(const struct dehusk *dehusk);

// Between pages: whether a page that begins with these bytes is html. 256 KiB decide in any
// encoding. DEHUSK_NO_MEMORY, DEHUSK_OK.
enum dehusk_status dehusk_is_html(struct dehusk *dehusk, const char *data, size_t size, bool *html);

// How the main text was found, in points: a sentence of 60 ideographs is worth 70. Of a page that
// was looked at in parts, the part with the best run.
struct dehusk_main_text {
	bool ran, sure; // it was looked for: there is husk around it; no part of it is doubtful
	int64_t best, second; // the sums of its run and of the best one beside it
	uint64_t ruled, kept; // bytes of lines that the rules left, and of those that are kept
};
const struct dehusk_main_text *dehusk_main_text(const struct dehusk *dehusk);

// A source with its dates, ascending, unique, as 10000 * year + 100 * month + day (20201127).
struct dehusk_source {
	struct dehusk_name name;
	const int32_t *dates;
	size_t date_count;
};

// After dehusk_end(): the sources in byte order of their names, valid until the next call with the
// same `struct dehusk`. DEHUSK_NO_MEMORY, DEHUSK_OK.
enum dehusk_status dehusk_sources(
	struct dehusk *dehusk, const struct dehusk_source **sources, size_t *count);

// Writes, for people, lines with the versions of PCRE2 and libunistring that the library runs with,
// and the instructions for vectors that it has a use for here; and a NUL.
#define DEHUSK_ABOUT_MAX 256
void dehusk_about(char text[DEHUSK_ABOUT_MAX]);

// Writes a date as 2020-11-27 and a NUL.
void dehusk_date_format(int32_t date, char out[11]);

// What lines around the body say about the page, or the markup of html where they do not.
struct dehusk_facts {
	int32_t published; // as the dates of a source; 0: nothing says when
	int32_t lost; // that day, if a line that is no source line gave it up, and it stands below
		      // no source; 0: none
	// The title stands among the lines, too; it is looked for with the main text.
	struct dehusk_name title;
	struct dehusk_name author, editor; // as written there, perhaps several
	struct dehusk_name site, url;      // as the markup names them
	struct dehusk_name in_text; // who the text itself says wrote it: the author if no line does
};

// After dehusk_end(): valid until the next call with the same `struct dehusk`.
const struct dehusk_facts *dehusk_facts(struct dehusk *dehusk);

// *reads: whether a line of this label and name would be read as a byline that names just so.
// DEHUSK_NO_MEMORY, DEHUSK_OK.
enum dehusk_status dehusk_reads_back(
	struct dehusk *dehusk, const char *label, const struct dehusk_name *name, bool *reads);

struct dehusk_rule {
	// Of a user's rule "FILE:NAME". "drop" and the like; of the readers of credits "source" and
	// "byline". NULL: built in.
	const char *name, *action, *file;
	struct dehusk_name pattern; // NULL: one of the readers
	// Since dehusk_new(): lines decided or edited by it, times that it was given up at a limit,
	// pages for the rest of which it was not asked, since it took too long.
	uint64_t lines, limit_hits, put_aside;
};

// All rules in the order in which they are asked, valid until dehusk_free().
const struct dehusk_rule *dehusk_rules(const struct dehusk *dehusk, size_t *count);

// Which bytes of a line of the last table the rule matches that its reason names. *size is 0 if no
// rule decided, or if its match was empty or cut out of the text. DEHUSK_NO_MEMORY, DEHUSK_OK.
enum dehusk_status dehusk_match(
	struct dehusk *dehusk, const struct dehusk_line *line, size_t *start, size_t *size);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
