// SPDX-License-Identifier: MIT
// The Unicode clean-up of a line as a stream (libunistring).
//
// A character meets these stations in turn, and each holds back a bounded amount:
//
//   tail        the first bytes of a character that the piece cuts off
//   tags        tag characters after a black flag, until it is known whether they make an emoji
//   base        the last plain character, since a mark may follow it
//   normalizer  the last starter and its marks, at most 30 thanks to the Stream-Safe Text Format
//   blank       the blank owed before the next character, if there is one
//
// Blanks neither decompose into anything but blanks nor compose, and no plain character composes
// with what stands before it. So whatever is held when one of them comes is final: settle() lets
// it go, and all text between two such places needs no normalizer at all.
#include "lines/normalize.h"

#include <stdlib.h>
#include <string.h>

#include <unictype.h>
#include <uninorm.h>

#include "base/utf8.h"

#define SPACE 0x20u
#define GRAPHEME_JOINER 0x34Fu
#define BLACK_FLAG 0x1F3F4u
#define FIRST_FLAG_TAG 0xE0020u // earlier ones, as U+E0001, are never in an emoji
#define CANCEL_TAG 0xE007Fu

// Nothing is held. U+0000 itself is removed before.
#define NONE 0u

// The most non-starters in a row in Stream-Safe Text (UAX #15, section 13).
#define NON_STARTERS_MAX 30

// The longest flags in use have 5 tags before the cancel tag.
#define TAGS_MAX 32

enum text_kind {
	OTHER,   // goes through the normalizer
	PLAIN,   // a starter, NFC_Quick_Check=Yes, composes with nothing before it
	BLANK,   // White_Space
	REMOVED, // controls and what cannot be seen
	TAG,     // removed, except in the emoji of a flag
};

// The kinds of characters (Unicode 15.0), in ascending order. A character in no row is OTHER:
// always correct, only slower. Unassigned code points are PLAIN only in blocks reserved for
// ideographs and symbols.
static const struct {
	uint32_t first, last;
	enum text_kind kind;
} kinds[] = {
	{0x0000, 0x0008, REMOVED},
	{0x0009, 0x0009, BLANK},
	{0x000A, 0x000A, REMOVED},
	{0x000B, 0x000C, BLANK},
	{0x000D, 0x001F, REMOVED},
	{0x0020, 0x0020, BLANK},
	{0x0021, 0x007E, PLAIN},
	{0x007F, 0x009F, REMOVED},
	{0x00A0, 0x00A0, BLANK},
	{0x00A1, 0x00AC, PLAIN},
	{0x00AD, 0x00AD, REMOVED}, // soft hyphen
	{0x00AE, 0x02FF, PLAIN},
	{0x0391, 0x03A1, PLAIN}, // Greek
	{0x03A3, 0x0482, PLAIN}, // Greek, Cyrillic
	{0x1680, 0x1680, BLANK},
	{0x2000, 0x200A, BLANK},
	{0x200B, 0x200B, REMOVED}, // zero-width space
	{0x200C, 0x2027, PLAIN},
	{0x2028, 0x2029, BLANK},
	{0x202A, 0x202E, REMOVED}, // bidi embeddings and overrides
	{0x202F, 0x202F, BLANK},
	{0x2030, 0x205E, PLAIN},
	{0x205F, 0x205F, BLANK},
	{0x2060, 0x2064, PLAIN},
	{0x2066, 0x2069, PLAIN}, // isolates
	{0x2100, 0x2125, PLAIN},
	{0x212C, 0x2328, PLAIN},
	{0x232B, 0x2ADB, PLAIN},
	{0x2ADD, 0x2BFF, PLAIN},
	{0x2E80, 0x2FFF, PLAIN}, // radicals
	{UTF8_WIDE_SPACE, UTF8_WIDE_SPACE, BLANK},
	{0x3001, 0x3029, PLAIN},
	{0x3030, 0x3096, PLAIN}, // Hiragana
	{0x309B, 0xA4CF, PLAIN}, // Katakana, Bopomofo, ideographs, Yi
	{0xAC00, 0xD7A3, PLAIN}, // Hangul syllables
	{0xE000, 0xF8FF, PLAIN}, // private use
	{0xFE00, 0xFE19, PLAIN}, // variation selectors, vertical forms
	{0xFE30, 0xFE6B, PLAIN},
	{0xFEFF, 0xFEFF, REMOVED}, // zero-width no-break space, the byte order mark
	{0xFF01, 0xFF9D, PLAIN},   // full-width forms, without the voiced marks
	{0xFFA0, 0xFFEE, PLAIN},
	{0xFFF9, 0xFFFB, REMOVED}, // interlinear annotation
	{0xFFFC, 0xFFFD, PLAIN},
	{0x1F000, 0x1FAFF, PLAIN}, // emoji
	{0x20000, 0x2F7FF, PLAIN}, // ideographs
	{0x30000, 0x3FFFF, PLAIN},
	{0xE0000, 0xE007F, TAG},
};

struct normalizer {
	struct uninorm_filter *normalizer; // empty while there is a base
	struct buffer *out;                // of the current call
	uint64_t ill_formed;
	char tail[4];
	size_t tail_size;
	uint32_t tags[TAGS_MAX];
	size_t tag_count; // TAGS_MAX + 1: too many, to be removed
	uint32_t base;
	bool normalizing;    // the normalizer may hold text
	size_t non_starters; // in a row, at the end of the normalizer's input
	uint32_t blank;
	bool has_text; // the line has text: a blank is not at its start
};

// A binary search without branches: they would be mispredicted in dirty text.
static enum text_kind text_kind_of(uint32_t c)
{
	size_t row = 0;
	for (size_t rows = sizeof kinds / sizeof kinds[0]; rows > 1;) {
		size_t half = rows / 2;
		row += half * (c >= kinds[row + half].first);
		rows -= half;
	}
	return c <= kinds[row].last ? kinds[row].kind : OTHER;
}

static bool put_char(struct normalizer *tidy, uint32_t c)
{
	char bytes[4];
	return buffer_append(tidy->out, bytes, utf8_encode(c, bytes));
}

// Takes the normalizer's output. `out` is NULL when the normalizer is flushed to be freed.
static int put_normalized(void *data, ucs4_t c)
{
	struct normalizer *tidy = data;
	return !tidy->out || put_char(tidy, c) ? 0 : -1;
}

static bool put_blank(struct normalizer *tidy)
{
	uint32_t blank = tidy->blank;
	tidy->blank = NONE;
	return blank == NONE || put_char(tidy, blank);
}

// Writes out what is held: nothing that follows can change it.
static bool settle(struct normalizer *tidy)
{
	uint32_t base = tidy->base;
	tidy->base = NONE;
	tidy->non_starters = 0;
	tidy->tag_count = 0;
	if (base != NONE)
		return put_char(tidy, base);
	bool flushed = !tidy->normalizing || uninorm_filter_flush(tidy->normalizer) == 0;
	tidy->normalizing = false;
	return flushed;
}

// A blank at the end of the line is never written.
static bool add_blank(struct normalizer *tidy, uint32_t c)
{
	if (!settle(tidy))
		return false;
	if (tidy->has_text && tidy->blank != UTF8_WIDE_SPACE)
		tidy->blank = c == UTF8_WIDE_SPACE ? c : SPACE;
	return true;
}

// Adds plain text of `size` bytes whose last character is at `last`.
static bool add_plain(struct normalizer *tidy, const char *text, size_t last, size_t size)
{
	if (!settle(tidy) || !put_blank(tidy) || !buffer_append(tidy->out, text, last))
		return false;
	utf8_decode(text + last, size - last, &tidy->base);
	tidy->has_text = true;
	return true;
}

struct non_starters {
	size_t leading, trailing;
	bool only; // all of them are leading: there is no starter
};

// Counts the non-starters of a character's NFKD, as Stream-Safe Text does.
static bool count_non_starters(uint32_t c, struct non_starters *count)
{
	ucs4_t nfkd[UC_DECOMPOSITION_MAX_LENGTH] = {c};
	size_t size = 1;
	int tag;
	if (uc_decomposition(c, &tag, nfkd) >= 0) {
		size = UC_DECOMPOSITION_MAX_LENGTH;
		if (u32_normalize(UNINORM_NFKD, &c, 1, nfkd, &size) != nfkd)
			return false;
	}
	size_t leading = 0, trailing = 0;
	while (leading < size && uc_combining_class(nfkd[leading]) != 0)
		leading++;
	while (trailing < size - leading && uc_combining_class(nfkd[size - 1 - trailing]) != 0)
		trailing++;
	*count = (struct non_starters){leading, trailing, leading == size};
	return true;
}

// Gives a character to the normalizer. Puts a joiner before it if a run of non-starters would get
// too long (UAX #15, section 13, "Stream-Safe Text Process").
static bool normalize(struct normalizer *tidy, uint32_t c)
{
	struct non_starters count;
	tidy->normalizing = true;
	if (!count_non_starters(c, &count))
		return false;
	if (tidy->non_starters + count.leading > NON_STARTERS_MAX) {
		if (uninorm_filter_write(tidy->normalizer, GRAPHEME_JOINER) != 0)
			return false;
		tidy->non_starters = 0;
	}
	tidy->non_starters = count.only ? tidy->non_starters + count.leading : count.trailing;
	return uninorm_filter_write(tidy->normalizer, c) == 0;
}

static bool add_other(struct normalizer *tidy, uint32_t c)
{
	uint32_t base = tidy->base;
	tidy->base = NONE;
	tidy->tag_count = 0;
	tidy->has_text = true;
	return put_blank(tidy) && (base == NONE || normalize(tidy, base)) && normalize(tidy, c);
}

// Keeps a tag sequence of an emoji (UTS #51): it follows a black flag, is not too long, and ends in
// the cancel tag. Removes all other tags.
static bool add_tag(struct normalizer *tidy, uint32_t c)
{
	if (tidy->base != BLACK_FLAG || c < FIRST_FLAG_TAG)
		return true;
	size_t count = tidy->tag_count;
	if (c != CANCEL_TAG) {
		if (count < TAGS_MAX)
			tidy->tags[count] = c;
		if (count <= TAGS_MAX)
			tidy->tag_count++;
		return true;
	}
	tidy->tag_count = 0;
	if (count == 0 || count > TAGS_MAX)
		return true;
	for (size_t i = 0; i < count; i++)
		if (!add_other(tidy, tidy->tags[i]))
			return false;
	return add_other(tidy, CANCEL_TAG);
}

static bool add_char(struct normalizer *tidy, uint32_t c)
{
	if (c == UTF8_ILL_FORMED) {
		tidy->ill_formed++;
		c = UTF8_REPLACEMENT;
	}
	char bytes[4];
	switch (text_kind_of(c)) {
	case PLAIN:
		return add_plain(tidy, bytes, 0, utf8_encode(c, bytes));
	case BLANK:
		return add_blank(tidy, c);
	case REMOVED:
		return true;
	case TAG:
		return add_tag(tidy, c);
	case OTHER:
		break;
	}
	return add_other(tidy, c);
}

// Adds the leading spaces; *used: their number.
static bool add_spaces(struct normalizer *tidy, const char *text, size_t size, size_t *used)
{
	*used = utf8_spaces(text, size);
	return *used == 0 || add_blank(tidy, SPACE);
}

// Adds the character at `text`, or keeps its bytes until the rest comes; *used: its length.
static bool add_one(struct normalizer *tidy, const char *text, size_t size, size_t *used)
{
	uint32_t c;
	*used = utf8_decode(text, size, &c);
	if (c != UTF8_INCOMPLETE)
		return add_char(tidy, c);
	memcpy(tidy->tail, text, size);
	tidy->tail_size = size;
	return true;
}

// Adds the character that the last piece cut off; *used: its bytes in this piece.
static bool add_cut(struct normalizer *tidy, const char *text, size_t size, size_t *used)
{
	size_t had = tidy->tail_size;
	size_t more = sizeof tidy->tail - had;
	if (more > size)
		more = size;
	char bytes[sizeof tidy->tail];
	memcpy(bytes, tidy->tail, had);
	memcpy(bytes + had, text, more);
	tidy->tail_size = 0;
	if (!add_one(tidy, bytes, had + more, used))
		return false;
	*used -= had;
	return true;
}

// The length of the run of plain characters and single spaces at `text`; it neither begins nor ends
// in a space. *last: where its last character begins.
static size_t plain_run(const char *text, size_t size, size_t *last)
{
	size_t run = 0;
	for (size_t at = 0; at < size;) {
		const unsigned char *byte = (const unsigned char *)text + at;
		size_t length = 1;
		if (*byte == SPACE) {
			if (at == 0 || at != run)
				break;
			at++;
			continue;
		}
		if (size - at >= 3 && utf8_is_ideograph_at(byte)) {
			length = 3;
		} else if (*byte < SPACE || *byte > '~') {
			uint32_t c;
			length = utf8_decode(text + at, size - at, &c);
			if (text_kind_of(c) != PLAIN)
				break;
		}
		*last = at;
		at += length;
		run = at;
	}
	return run;
}

struct normalizer *normalizer_new(void)
{
	struct normalizer *tidy = calloc(1, sizeof *tidy);
	if (!tidy)
		return NULL;
	tidy->normalizer = uninorm_filter_create(UNINORM_NFC, put_normalized, tidy);
	if (!tidy->normalizer) {
		free(tidy);
		return NULL;
	}
	return tidy;
}

void normalizer_free(struct normalizer *tidy)
{
	if (!tidy)
		return;
	tidy->out = NULL;
	uninorm_filter_free(tidy->normalizer);
	free(tidy);
}

bool normalize_feed(struct normalizer *tidy, const char *raw, size_t size, struct buffer *out)
{
	tidy->out = out;
	size_t used = 0;
	if (tidy->tail_size > 0 && size > 0 && !add_cut(tidy, raw, size, &used))
		return false;
	for (size_t at = used; at < size; at += used) {
		size_t last = 0;
		used = plain_run(raw + at, size - at, &last);
		if (used > 0 && !add_plain(tidy, raw + at, last, used))
			return false;
		if (used == 0 && !add_spaces(tidy, raw + at, size - at, &used))
			return false;
		if (used == 0 && !add_one(tidy, raw + at, size - at, &used))
			return false;
	}
	return true;
}

bool normalize_end(struct normalizer *tidy, struct buffer *out)
{
	tidy->out = out;
	bool cut = tidy->tail_size > 0;
	tidy->tail_size = 0;
	if ((cut && !add_char(tidy, UTF8_ILL_FORMED)) || !settle(tidy))
		return false;
	tidy->blank = NONE;
	tidy->has_text = false;
	return true;
}

uint64_t normalize_ill_formed(const struct normalizer *tidy)
{
	return tidy->ill_formed;
}
