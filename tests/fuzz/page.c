// SPDX-License-Identifier: MIT
// A fuzz target: any bytes as one page through the library. Whole and in pieces they have to give
// the same; the result has to be clean text, and cleaning it again has to change nothing.
//
// libFuzzer calls LLVMFuzzerTestOneInput(), and so does replay.c with files. A law that is broken
// ends the program, after it has said which one.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <uninorm.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "decode/decode.h"
#include "dehusk.h"
#include "lines/normalize.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// What came of a page, in forms that can be compared.
struct result {
	struct buffer table; // a row for each line
	struct buffer body;  // as --body prints it
	struct buffer text;  // as dehusk without options prints it
	struct buffer sources;
	uint64_t rows; // of the table, with the lines that were joined to them
	bool all;      // all lines are wanted
	bool begun, gap, goes_on;
};

// How a page is fed: in pieces of a size that is drawn below `most`, or whole (0); and read.
struct feeding {
	size_t most;
	uint64_t seed;
	const char *encoding;
	enum dehusk_format format;
	unsigned flags;
};

static void require(bool good, const char *law)
{
	if (good)
		return;
	fprintf(stderr, "broken: %s\n", law);
	abort();
}

static void append(struct buffer *out, const char *data, size_t size)
{
	require(buffer_append(out, data, size), "memory for results");
}

static void append_string(struct buffer *out, const char *string)
{
	append(out, string, strlen(string));
}

static bool same(const struct buffer *a, const struct buffer *b)
{
	return a->size == b->size && (a->size == 0 || memcmp(a->data, b->data, a->size) == 0);
}

static void require_same(const struct buffer *a, const struct buffer *b, const char *law)
{
	if (same(a, b))
		return;
	fprintf(stderr, "--- one\n%.*s\n--- other\n%.*s\n", (int)a->size, a->data ? a->data : "",
		(int)b->size, b->data ? b->data : "");
	require(false, law);
}

// --- from lines to results ---

static void add_row(struct result *result, const struct dehusk_line *line)
{
	char head[128];
	snprintf(head, sizeof head, "%llu %d %s ", (unsigned long long)line->number,
		(int)line->verdict, line->reason);
	if (!result->goes_on) {
		append_string(&result->table, head);
		require(!result->all || line->number == result->rows + 1,
			"the lines are numbered from 1");
		result->rows += 1 + line->joined;
	}
	append(&result->table, line->text, line->size);
	if (!line->more)
		append_string(&result->table, "\n");
}

static void add_body(struct result *result, const struct dehusk_line *line)
{
	if (line->verdict == DEHUSK_EMPTY)
		result->gap = result->begun;
	if (line->verdict != DEHUSK_KEPT)
		return;
	if (result->gap)
		append_string(&result->body, "\n");
	for (size_t i = 0; i < line->tabs; i++)
		append_string(&result->body, "\t");
	for (size_t i = 0; i < line->spaces; i++)
		append_string(&result->body, " ");
	append(&result->body, line->text, line->size);
	if (!line->more)
		append_string(&result->body, "\n");
	result->gap = false;
	result->begun = true;
}

static void add_lines(struct result *result, const struct dehusk_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		add_row(result, &lines->line[i]);
		add_body(result, &lines->line[i]);
		result->goes_on = lines->line[i].more;
	}
}

static void add_sources(struct result *result, struct dehusk *dehusk)
{
	const struct dehusk_source *source;
	size_t count;
	require(dehusk_sources(dehusk, &source, &count) == DEHUSK_OK, "sources");
	append(&result->text, result->body.data, result->body.size);
	for (size_t i = 0; i < count; i++) {
		append_string(&result->sources, "\n来源: ");
		append(&result->sources, source[i].name.text, source[i].name.size);
		for (size_t k = 0; k < source[i].date_count; k++) {
			char date[11];
			dehusk_date_format(source[i].dates[k], date);
			append_string(&result->sources, "\n");
			append_string(&result->sources, date);
		}
		append_string(&result->sources, "\n");
	}
	// Nothing stands above the sources of a page without a body.
	bool alone = result->body.size == 0;
	if (result->sources.size > 0)
		append(&result->text, result->sources.data + alone, result->sources.size - alone);
}

static void free_result(struct result *result)
{
	buffer_free(&result->table);
	buffer_free(&result->body);
	buffer_free(&result->text);
	buffer_free(&result->sources);
}

// --- from bytes to lines ---

static size_t draw(struct feeding *feeding, size_t below)
{
	feeding->seed = feeding->seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(feeding->seed >> 33) % below;
}

// Feeds from memory of just the right size, so that a read outside of it is seen.
static void feed_piece(struct dehusk *dehusk, const char *data, size_t size, struct result *result)
{
	struct dehusk_lines lines;
	char *copy = malloc(size > 0 ? size : 1);
	require(copy != NULL, "memory for a piece");
	if (size > 0)
		memcpy(copy, data, size);
	require(dehusk_feed(dehusk, copy, size, &lines) == DEHUSK_OK, "feed");
	add_lines(result, &lines);
	free(copy);
}

static struct result clean_page(
	struct dehusk *dehusk, const char *data, size_t size, struct feeding feeding)
{
	struct result result = {0};
	struct dehusk_lines lines;
	struct dehusk_options options = {.size = sizeof options,
		.encoding = feeding.encoding,
		.format = feeding.format,
		.flags = feeding.flags};
	require(dehusk_set(dehusk, &options) == DEHUSK_OK, "options");
	result.all = feeding.flags == 0;
	while (size > 0) {
		size_t piece = feeding.most > 0 ? 1 + draw(&feeding, feeding.most) : size;
		if (piece > size)
			piece = size;
		feed_piece(dehusk, data, piece, &result);
		data += piece, size -= piece;
	}
	require(dehusk_end(dehusk, &lines) == DEHUSK_OK, "end");
	add_lines(&result, &lines);
	require(!result.goes_on, "a line that comes in pieces comes to its end");
	add_sources(&result, dehusk);
	return result;
}

// --- the laws ---

// The bytes of a page as UTF-8, ill-formed ones too.
static struct buffer decoded(const char *encoding, const char *data, size_t size)
{
	struct decode *decode = decode_new();
	struct encoding label;
	struct buffer out = {0};
	struct slice text;
	require(decode != NULL, "memory for a decoder");
	if (encoding) {
		require(encoding_find(encoding, &label), "an encoding");
		decode_choose(decode, &label);
	}
	require(decode_feed(decode, data, size, &text), "decode");
	append(&out, text.data, text.size);
	require(decode_end(decode, &text), "decode");
	append(&out, text.data, text.size);
	decode_free(decode);
	return out;
}

// The bytes of the line end at `at`: LF, CR, CR LF, NEL, LS, PS; 0: none.
static size_t line_end(const struct buffer *text, size_t at)
{
	static const char *const ends[] = {
		"\r\n", "\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		size_t size = strlen(ends[i]);
		if (text->size - at >= size && memcmp(text->data + at, ends[i], size) == 0)
			return size;
	}
	return 0;
}

static uint64_t count_lines(const struct buffer *text)
{
	uint64_t lines = 0;
	size_t start = 0;
	for (size_t at = 0; at < text->size;) {
		size_t end = line_end(text, at);
		at += end > 0 ? end : 1;
		lines += end > 0;
		start = end > 0 ? at : start;
	}
	return lines + (start < text->size);
}

// Characters in NFD without those that cannot be seen. Lines are parted by LF.
static struct buffer characters(const char *data, size_t size)
{
	struct normalizer *normalizer = normalizer_new();
	struct buffer clean = {0};
	size_t end = 0;
	require(normalizer != NULL, "memory for a normalizer");
	require(normalize_feed(normalizer, data, size, &clean), "normalize");
	require(normalize_end(normalizer, &clean), "normalize");
	normalizer_free(normalizer);
	uint8_t *nfd =
		u8_normalize(UNINORM_NFD, (const uint8_t *)clean.data, clean.size, NULL, &end);
	require(nfd || clean.size == 0, "memory for NFD");
	buffer_free(&clean);
	return (struct buffer){(char *)nfd, end, end};
}

// Blanks, U+034F, which the clean-up inserts, and tags, which stay in the emoji of a flag only.
static bool passes_over(uint32_t c)
{
	return utf8_is_blank(c) || c == 0x34F || c >> 12 == 0xE0;
}

// The next character that counts; UTF8_INCOMPLETE: none.
static uint32_t next_character(const struct buffer *text, size_t *at)
{
	uint32_t c = ' ';
	while (*at < text->size && passes_over(c))
		*at += utf8_next(text->data + *at, &c);
	return passes_over(c) ? UTF8_INCOMPLETE : c;
}

static void require_extractive(const struct buffer *page, const struct buffer *body)
{
	struct buffer whole = characters(page->data, page->size);
	struct buffer part = characters(body->data, body->size);
	uint32_t c, wanted;
	for (size_t at = 0, from = 0; (wanted = next_character(&part, &at)) != UTF8_INCOMPLETE;) {
		while ((c = next_character(&whole, &from)) != UTF8_INCOMPLETE && c != wanted)
			continue;
		require(c == wanted, "the body is a subsequence of the page");
	}
	buffer_free(&whole);
	buffer_free(&part);
}

struct counts {
	uint64_t count[DEHUSK_COUNTS];
};

static struct counts read_counts(const struct dehusk *dehusk)
{
	struct counts counts;
	for (size_t i = 0; i < DEHUSK_COUNTS; i++)
		counts.count[i] = dehusk_count(dehusk, (enum dehusk_count)i);
	return counts;
}

static void require_counts(const struct counts *counts, uint64_t rows, const struct buffer *page)
{
	const uint64_t *count = counts->count;
	uint64_t sum = 0;
	for (size_t i = 0; i < DEHUSK_VERDICTS; i++)
		sum += count[DEHUSK_COUNT_KEPT + i];
	require(sum == count[DEHUSK_COUNT_LINES], "lines = kept + empty + collected + dropped");
	require(rows == count[DEHUSK_COUNT_LINES], "a row for each line");
	// Those of html are made from the markup.
	require(count[DEHUSK_COUNT_HTML] || count_lines(page) == count[DEHUSK_COUNT_LINES],
		"a line for each line of the page");
}

static bool is_forbidden(uint32_t c)
{
	return (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x200B ||
	       (c >= 0x2028 && c <= 0x202E) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
	       c == 0xE0001;
}

// `lines`: clean lines, each with its line end. Tabs may stand before one, as in code.
static void require_clean(const struct buffer *lines)
{
	bool begins = true;
	for (size_t at = 0; at < lines->size;) {
		uint32_t c;
		at += utf8_decode(lines->data + at, lines->size - at, &c);
		require(c < UTF8_INCOMPLETE, "valid UTF-8");
		require(!is_forbidden(c) || (c == '\t' && begins),
			"no controls, no line ends but LF");
		begins = c == '\n' || (c == '\t' && begins);
	}
	size_t size = 0;
	uint8_t *nfc =
		u8_normalize(UNINORM_NFC, (const uint8_t *)lines->data, lines->size, NULL, &size);
	require(nfc || lines->size == 0, "memory for NFC");
	struct buffer normalized = {(char *)nfc, size, size};
	require_same(lines, &normalized, "NFC");
	free(nfc);
}

// No empty lines at either end, and never two running.
static void require_form(const struct buffer *text)
{
	if (text->size == 0)
		return;
	require(text->data[0] != '\n', "no empty line at the start");
	require(text->data[text->size - 1] == '\n', "a line end at the end");
	require(text->size < 2 || text->data[text->size - 2] != '\n', "no empty line at the end");
	for (size_t at = 2; at < text->size; at++)
		require(memcmp(text->data + at - 2, "\n\n\n", 3) != 0, "no two empty lines");
}

static void require_idempotent(
	struct dehusk *dehusk, const struct buffer *once, const struct feeding *feeding, bool body)
{
	struct feeding as_text = *feeding;
	as_text.encoding = "utf-8";
	// A text that begins with a tag that it quotes would be read as html.
	as_text.format = DEHUSK_TEXT;
	struct result again = clean_page(dehusk, once->data, once->size, as_text);
	require_same(once, body ? &again.body : &again.text,
		body ? "the body of a body is that body" : "the text of a text is that text");
	require(dehusk_count(dehusk, DEHUSK_COUNT_ILL_FORMED) == 0,
		"nothing ill-formed in what was cleaned");
	free_result(&again);
}

static void check_page(
	struct dehusk *dehusk, const char *encoding, const char *data, size_t size, uint64_t seed)
{
	static const size_t most[] = {1, 3, 16, 200, 3000};
	static const unsigned no_husk =
		DEHUSK_WITHOUT(DEHUSK_COLLECTED) | DEHUSK_WITHOUT(DEHUSK_DROPPED);
	struct feeding whole = {.encoding = encoding};
	struct feeding pieces = {.most = most[seed % 5], .seed = seed, .encoding = encoding};
	struct feeding body = {.seed = seed, .encoding = encoding, .flags = no_husk};
	struct result once = clean_page(dehusk, data, size, whole);
	struct counts counts = read_counts(dehusk);
	struct buffer page = decoded(encoding, data, size);
	require_counts(&counts, once.rows, &page);
	if (!counts.count[DEHUSK_COUNT_HTML])
		require_extractive(&page, &once.body);
	buffer_free(&page);
	require_clean(&once.table);
	require_clean(&once.text);
	require_form(&once.text);

	struct result again = clean_page(dehusk, data, size, pieces);
	require_same(&once.table, &again.table, "the same lines in pieces");
	require_same(&once.text, &again.text, "the same text in pieces");
	struct counts in_pieces = read_counts(dehusk);
	require(memcmp(&counts, &in_pieces, sizeof counts) == 0, "the same counts in pieces");
	free_result(&again);

	again = clean_page(dehusk, data, size, body);
	require_same(&once.text, &again.text, "the same text when only the body is wanted");
	free_result(&again);

	require_idempotent(dehusk, &once.text, &pieces, false);
	require_idempotent(dehusk, &once.body, &whole, true);
	free_result(&once);
}

// How a page is cut depends on its bytes alone: FNV-1a.
static uint64_t hash_of(const uint8_t *data, size_t size)
{
	uint64_t hash = 14695981039346656037u;
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ data[i]) * 1099511628211u;
	return hash;
}

// One for all pages: none may leave anything to the next.
static struct dehusk *shared(void)
{
	static struct dehusk *dehusk;
	if (!dehusk)
		require(dehusk_new(&dehusk, NULL) == DEHUSK_OK, "dehusk_new");
	return dehusk;
}

// A page that begins with one of these bytes, which no encoding has there, is in an encoding by
// name.
static const char *name_by(uint8_t first)
{
	static const char *const names[] = {
		"gb18030", "big5", "utf-16le", "utf-8", "euc-jp", "iso-2022-kr"};
	return first >= 0xF8 && first < 0xF8 + sizeof names / sizeof names[0] ? names[first - 0xF8]
									      : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *encoding = size > 0 ? name_by(*data) : NULL;
	if (encoding)
		data++, size--;
	check_page(shared(), encoding, (const char *)data, size, hash_of(data, size));
	return 0;
}
