// SPDX-License-Identifier: MIT
// libdehusk: text of a scraped web page in, its lines with a verdict each out.
//
//     struct dehusk *dehusk;
//     struct dehusk_lines lines;
//     dehusk_new(&dehusk);
//     while ((size = next_block(block)) > 0) {
//             dehusk_feed(dehusk, block, size, &lines);    // the lines that are decided by now
//             use(&lines);
//     }
//     dehusk_end(dehusk, &lines);                          // the rest, and the page's sources
//     use(&lines);
//     dehusk_free(dehusk);
//
// The library does no input or output, has no global state, and knows no locale: what comes out
// depends on the bytes of the page alone, not on how they are cut into feeds. One `struct dehusk`
// belongs to one thread at a time.
#ifndef DEHUSK_H
#define DEHUSK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dehusk;

enum dehusk_status {
	DEHUSK_OK,
	DEHUSK_NO_MEMORY,    // only dehusk_free() is left to do
	DEHUSK_BAD_ENCODING, // nobody knows an encoding of that name; nothing was changed
	DEHUSK_BAD_RULE,     // a rule is wrong; a built-in one is a fault of the build
};

enum dehusk_verdict {
	DEHUSK_KEPT,      // body
	DEHUSK_EMPTY,     // nothing but blanks; printed as an empty line between kept lines
	DEHUSK_COLLECTED, // a source line, or the date or name that belongs to one; a byline; the
			  // date of the page
	DEHUSK_DROPPED,   // husk
};
#define DEHUSK_VERDICTS 4

// One input line, or a piece of one: a line of more than DEHUSK_LINE_MAX bytes after clean-up comes
// in pieces, all but the last with `more` set, all with the same number and verdict.
struct dehusk_line {
	const char *text;   // clean UTF-8 without a line end; for a kept line what is printed, else
			    // the line as it was
	size_t size;        // bytes
	uint64_t number;    // from 1 in each page
	const char *reason; // the name of the rule or pass that decided; "-": nothing spoke against
			    // the line
	size_t joined; // so many lines below it were put to its end, since a renderer had broken
		       // them off: they are in no table, have its verdict, and are counted
	enum dehusk_verdict verdict;
	bool more;
	unsigned char tabs, spaces; // printed before a kept line, the tabs first: it is code
};
#ifndef DEHUSK_LINE_MAX
#define DEHUSK_LINE_MAX ((size_t)1 << 20)
#endif

// The lines are valid until the next call with the same `struct dehusk`, and as long as the block
// that was fed.
struct dehusk_lines {
	const struct dehusk_line *line;
	size_t count;
};

// What happened to the page so far. lines = kept + empty + collected + dropped after dehusk_end().
struct dehusk_counts {
	uint64_t lines;
	uint64_t verdict[DEHUSK_VERDICTS]; // lines by enum dehusk_verdict
	uint64_t ill_formed;               // byte sequences replaced by U+FFFD
	uint64_t unread_dates; // lines that would credit a source but for a date that cannot be,
			       // such as 2020-02-30, or cannot be read
	uint64_t limit_hits; // times that a rule was given up at a limit, and the line kept from it
	uint64_t long_lines; // lines of more than DEHUSK_LINE_MAX bytes, seen by no rule
	uint64_t sources_left;  // source lines left in place, since the page had too many different
				// ones
	uint64_t several_pages; // 1 if the page looks like several pages run together, which are
				// left to the rules, else 0
	uint64_t unsure;        // 1 if the encoding is a guess that may well be wrong, else 0
	uint64_t mojibake;      // places in lines that no rule drops where text was decoded wrongly
				// before it came
	uint64_t unsure_text;   // 1 if the main text may well be another one, else 0
	uint64_t garbled;       // 1 if a good part of the text is such mojibake or lost, else 0
	uint64_t other_kind;    // 1 if the page is read as plain text but is JSON, mail or the
				// like, else 0
	uint64_t html;          // 1 if the page is read as html, else 0
	uint64_t left_open;     // 1 if a comment, script or the like that is not closed swallowed
				// the rest of the page, else 0
};

// What a page is that is no plain text: "a gzip file", and the command that cleans it, or NULL.
struct dehusk_kind {
	const char *what, *fix;
};

// A source with its dates, ascending, unique, as 10000 * year + 100 * month + day (20201127).
struct dehusk_source {
	const char *name;
	size_t name_size; // bytes
	const int32_t *dates;
	size_t date_count;
};

// Borrowed text; NULL and 0: none.
struct dehusk_name {
	const char *text;
	size_t size; // bytes
};

// What lines around the body say about the page. The lines that say so are no part of the body.
struct dehusk_facts {
	int32_t published; // as the dates of a source; 0: nothing says when
	int32_t lost; // that day, if a line that is no source line gave it up, and it stands below
		      // no source; 0: none
	struct dehusk_name author, editor; // as written there, perhaps several
	struct dehusk_name site, url;      // of a page of html: as its markup names them
	struct dehusk_name in_text; // who the text itself says wrote it: the author if no line does
};

struct dehusk_rule {
	const char *name;    // of a user's rule "FILE:NAME"
	const char *action;  // "drop" and the like; "source" and "byline" of the readers
	const char *file;    // NULL: built in
	const char *pattern; // NULL: one of the readers of sources and bylines
	size_t pattern_size; // bytes
	uint64_t lines;      // decided or edited by it since dehusk_new()
	uint64_t limit_hits; // since dehusk_new()
	uint64_t put_aside;  // pages for the rest of which it was not asked, since it took too long
};

// --- rules of users ---

// Rules of users in the order in which they are asked. Once it is prepared, several threads may use
// one at once.
struct dehusk_ruleset;

// A text of rules. docs/rules.md describes the language.
struct dehusk_rule_text {
	const char *file; // for messages and names
	const char *text; // UTF-8; NULL if there is none of it
	size_t size;      // bytes
	size_t line;      // the number of its first line; 0: 1
	// NULL: each rule has its name. Else the text is a single rule without a name, "drop ^x$",
	// and gets this one.
	const char *name;
};

// What is wrong with a text of rules, and where.
struct dehusk_rule_error {
	const char *file;
	size_t line, column; // from 1; a column is a character
	const char *what;
	const char *text; // that line
	size_t size, at;  // bytes: of the line, and before the column
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

// NULL: no memory.
struct dehusk_ruleset *dehusk_ruleset_new(void);
void dehusk_ruleset_free(struct dehusk_ruleset *ruleset);

// Appends rules. The text is copied. DEHUSK_BAD_RULE: something is wrong with it, which the reader
// was told; the set is then good for nothing but more errors. `reader` may be NULL.
enum dehusk_status dehusk_ruleset_add(struct dehusk_ruleset *ruleset,
	const struct dehusk_rule_text *text, const struct dehusk_rule_reader *reader);

// Prepares the rules for use, after the last text was added. DEHUSK_NO_MEMORY, DEHUSK_OK.
enum dehusk_status dehusk_ruleset_prepare(struct dehusk_ruleset *ruleset);

// Tries all rules on their examples, and tells of patterns that match an empty line or take long on
// some lines. DEHUSK_BAD_RULE: the reader was told of something. This may take a second a rule.
enum dehusk_status dehusk_ruleset_check(
	const struct dehusk_ruleset *ruleset, const struct dehusk_rule_reader *reader);

// A digest of the texts of the rules; NULL: of the built-in rules.
uint64_t dehusk_ruleset_digest(const struct dehusk_ruleset *ruleset);

// --- pages ---

struct dehusk_options {
	// Asked before all others; prepared, and borrowed until dehusk_free(). NULL: none.
	const struct dehusk_ruleset *rules;
	bool no_default_rules; // no built-in rules
};

// Makes a new one. `options` NULL: as with all of them zero. *dehusk is NULL unless DEHUSK_OK.
// DEHUSK_BAD_RULE: the rules were not prepared.
enum dehusk_status dehusk_new_with(struct dehusk **dehusk, const struct dehusk_options *options);

// The same with the built-in rules only.
enum dehusk_status dehusk_new(struct dehusk **dehusk);
void dehusk_free(struct dehusk *dehusk);

// Says which lines the tables shall hold: bit 1 << verdict for each enum dehusk_verdict. All of
// them at first; what is not wanted is still counted.
void dehusk_want(struct dehusk *dehusk, unsigned verdicts);
#define DEHUSK_WANT(verdict) (1u << (verdict))

// Says what pages are, from the next one on. DEHUSK_AUTO, as at first: html or plain text, as the
// beginning of each shows; see dehusk_kind(). Up to 64 KiB that may be html are held back for that.
enum dehusk_format {
	DEHUSK_AUTO,
	DEHUSK_TEXT, // plain text, whatever it looks like
	DEHUSK_HTML,
};
void dehusk_set_format(struct dehusk *dehusk, enum dehusk_format format);

// Says whether what text browsers and converters do to text is undone, from the next page on. It is
// at first, and for that up to 64 KiB of each page are held back until it is known what it is.
void dehusk_unrender(struct dehusk *dehusk, bool wanted);

// Says in which encoding pages are, from the next one on: a label of the WHATWG Encoding Standard
// or else a name that iconv(3) knows. NULL, as at first: whichever the bytes of each page show.
// DEHUSK_BAD_ENCODING, DEHUSK_OK.
enum dehusk_status dehusk_set_encoding(struct dehusk *dehusk, const char *name);

// Says how pages are labelled from outside, from the next one on: a label of the WHATWG Encoding
// Standard, such as the charset of an HTTP header. It counts where the bytes of a page leave its
// encoding open, before a label in the page. NULL, as at first: not at all. DEHUSK_BAD_ENCODING:
// so, too. DEHUSK_OK.
enum dehusk_status dehusk_hint_encoding(struct dehusk *dehusk, const char *name);

// Says, from the next page on, whether each line is judged by the rules alone and given as soon as
// it is decided. Else, as at first, a page is held to its end, and the main text found in it.
void dehusk_set_rules_only(struct dehusk *dehusk, bool rules_only);

// Says, from the next page on, how many bytes of text are held at most, as UTF-8, with a line for
// each 64 of them: what is longer is looked at in parts. 0: as at first, DEHUSK_PAGE_MAX.
void dehusk_set_max_page(struct dehusk *dehusk, size_t size);
#define DEHUSK_PAGE_MAX ((size_t)1 << 22)

// Takes the next bytes of the page and gives the lines that are decided by now. The bytes must stay
// where they are until the next call. The table of lines grows with `size`: blocks of 64 to 256 KiB
// serve best.
enum dehusk_status dehusk_feed(
	struct dehusk *dehusk, const char *data, size_t size, struct dehusk_lines *lines);

// Ends the page and gives the last lines. Counts and sources are those of this page until the next
// feed begins another.
enum dehusk_status dehusk_end(struct dehusk *dehusk, struct dehusk_lines *lines);

const struct dehusk_counts *dehusk_counts(const struct dehusk *dehusk);

// The encoding that the page is read as, such as "UTF-8" or "GB18030"; NULL as long as all of it
// was ASCII, and at the end if it is no text. Valid until the next page begins.
const char *dehusk_encoding(const struct dehusk *dehusk);

// What happened to most of what counts as mojibake in the page: "UTF-8 that was read as ...".
const char *dehusk_mojibake(const struct dehusk *dehusk);

// The title of the page as it stands among its lines, *size bytes, or NULL if none was found or no
// main text was looked for. Known when the first lines are given; valid until the next page begins.
const char *dehusk_title(const struct dehusk *dehusk, size_t *size);

// How the main text of the page was found, in points: a sentence of 60 ideographs is worth 70. Of a
// page that was looked at in parts, the part with the best run. Valid until the next page begins.
struct dehusk_main_text {
	bool ran;             // it was looked for: there is husk around it
	bool sure;            // no part of the page in which it was looked for is doubtful
	int64_t best, second; // the sums of its run and of the best one beside it
	uint64_t ruled, kept; // bytes of lines that the rules left, and of those that are kept
};
const struct dehusk_main_text *dehusk_main_text(const struct dehusk *dehusk);

// What the page is if it is no text: known before any of its lines are given, and then none is. The
// rest of it may be fed or not; dehusk_end() has to end it. NULL: it is text.
const struct dehusk_kind *dehusk_binary(const struct dehusk *dehusk);

// The name of the converter of iconv(3) that the page needs and the system does not have. Such a
// page gives no lines, as one that is no text. NULL: nothing is missing.
const char *dehusk_missing_converter(const struct dehusk *dehusk);

// After dehusk_end(): which kind of text the page is, if it was not said what it is: html, which is
// read as html, or JSON, mail, a program, or full of tags below a beginning without any, which is
// read as plain text. NULL: plain text.
const struct dehusk_kind *dehusk_kind(const struct dehusk *dehusk);

// Between pages: whether a page that begins with these bytes is html. 256 KiB decide in any
// encoding. DEHUSK_NO_MEMORY, DEHUSK_OK.
enum dehusk_status dehusk_looks_like_html(
	struct dehusk *dehusk, const char *data, size_t size, bool *html);

// How the page is read: DEHUSK_AUTO until that is known.
enum dehusk_format dehusk_format(const struct dehusk *dehusk);

// After dehusk_end(): which element or construct of html was left open and so swallowed the rest of
// the page: "comment", "tag", "script" and the like; NULL: none.
const char *dehusk_left_open(const struct dehusk *dehusk);

// After dehusk_end(): the page's sources in byte order of their names, valid until the next call
// with the same `struct dehusk`.
enum dehusk_status dehusk_sources(
	struct dehusk *dehusk, const struct dehusk_source **sources, size_t *count);

// After dehusk_end(): what the page says of itself, valid until the next call with the same `struct
// dehusk`.
const struct dehusk_facts *dehusk_facts(struct dehusk *dehusk);

// *reads: whether a line of this label and name would be read as a byline that names just so.
enum dehusk_status dehusk_reads_back(
	struct dehusk *dehusk, const char *label, const struct dehusk_name *name, bool *reads);

// Which bytes of the text of a line the rule matches that its reason names. *size is 0 if no rule
// decided, if the match was empty, or if it was cut out of the text. The line is one of the last
// table. DEHUSK_NO_MEMORY, DEHUSK_OK.
enum dehusk_status dehusk_match(
	struct dehusk *dehusk, const struct dehusk_line *line, size_t *start, size_t *size);

// All rules in the order in which they are asked, valid until dehusk_free().
const struct dehusk_rule *dehusk_rules(const struct dehusk *dehusk, size_t *count);

// Writes, for people, lines with the versions of PCRE2 and libunistring that the library runs with,
// and the instructions for vectors that it has a use for here; and a NUL.
#define DEHUSK_ABOUT_MAX 256
void dehusk_about(char text[DEHUSK_ABOUT_MAX]);

// Writes a date as 2020-11-27 and a NUL.
void dehusk_date_format(int32_t date, char out[11]);

#endif
