// SPDX-License-Identifier: MIT
// The Unicode clean-up of a line as a stream (libunistring).
//
// A character meets these stations in turn, and each holds back a bounded amount:
//
//   tail        the first bytes of a character that the piece cuts off
//   tags        tag characters after a black flag, until it is known whether they make an emoji
//   base        the last plain character, since a mark may follow it
//   filter      the last starter and its marks, at most 30 thanks to the Stream-Safe Text Format
//   blank       the blank owed before the next character, if there is one
//
// Blanks neither decompose into anything but blanks nor compose, and no plain character composes
// with what stands before it. So whatever is held when one of them comes is final: settle() lets
// it go, and all text between two such places needs no filter at all.
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
	OTHER = NORMALIZE_OTHER, // goes through the filter
	PLAIN = NORMALIZE_PLAIN, // a starter, NFC_Quick_Check=Yes, composes with nothing before it
	BLANK = NORMALIZE_BLANK, // White_Space
	REMOVED = NORMALIZE_REMOVED, // controls and what cannot be seen
	TAG,                         // removed, except in the emoji of a flag
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
	{0xE000, 0xE5E4, PLAIN}, // private use
	{UTF8_GBK_WIDE_SPACE, UTF8_GBK_WIDE_SPACE, BLANK},
	{0xE5E6, 0xF8FF, PLAIN}, // private use
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
	struct uninorm_filter *filter; // empty while there is a base
	struct buffer *out;            // of the current call
	uint64_t ill_formed;
	char tail[4];
	size_t tail_size;
	uint32_t tags[TAGS_MAX];
	size_t tag_count; // TAGS_MAX + 1: too many, to be removed
	uint32_t base;
	bool normalizing;    // the filter may hold text
	size_t non_starters; // in a row, at the end of the input of the filter
	uint32_t blank;
	bool has_text; // the line has text: a blank is not at its start
};

// A binary search without branches: they would be mispredicted in dirty text.
static enum text_kind text_kind_of(uint32_t c)
{
	size_t row = 0;
	for (size_t rows = COUNT(kinds); rows > 1;) {
		size_t half = rows / 2;
		row += half * (c >= kinds[row + half].first);
		rows -= half;
	}
	return c <= kinds[row].last ? kinds[row].kind : OTHER;
}

static bool put_char(struct normalizer *normalizer, uint32_t c)
{
	char bytes[4];
	return buffer_append(normalizer->out, bytes, utf8_encode(c, bytes));
}

// Takes the output of the filter. `out` is NULL when the filter is flushed to be freed.
static int put_normalized(void *data, ucs4_t c)
{
	struct normalizer *normalizer = data;
	return !normalizer->out || put_char(normalizer, c) ? 0 : -1;
}

static bool put_blank(struct normalizer *normalizer)
{
	uint32_t blank = normalizer->blank;
	normalizer->blank = NONE;
	return blank == NONE || put_char(normalizer, blank);
}

// Writes out what is held: nothing that follows can change it.
static bool settle(struct normalizer *normalizer)
{
	uint32_t base = normalizer->base;
	normalizer->base = NONE;
	normalizer->non_starters = 0;
	normalizer->tag_count = 0;
	if (base != NONE)
		return put_char(normalizer, base);
	bool flushed = !normalizer->normalizing || uninorm_filter_flush(normalizer->filter) == 0;
	normalizer->normalizing = false;
	return flushed;
}

// A blank at the end of the line is never written.
static bool add_blank(struct normalizer *normalizer, uint32_t c)
{
	bool is_wide = c == UTF8_WIDE_SPACE || c == UTF8_GBK_WIDE_SPACE;
	if (!settle(normalizer))
		return false;
	if (normalizer->has_text && normalizer->blank != UTF8_WIDE_SPACE)
		normalizer->blank = is_wide ? UTF8_WIDE_SPACE : SPACE;
	return true;
}

// Adds plain text of `size` bytes whose last character is at `last`.
static bool add_plain(struct normalizer *normalizer, const char *text, size_t last, size_t size)
{
	if (!settle(normalizer) || !put_blank(normalizer) ||
		!buffer_append(normalizer->out, text, last))
		return false;
	utf8_decode(text + last, size - last, &normalizer->base);
	normalizer->has_text = true;
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

// Gives a character to the filter. Puts a joiner before it if a run of non-starters would get
// too long (UAX #15, section 13, "Stream-Safe Text Process").
static bool normalize(struct normalizer *normalizer, uint32_t c)
{
	struct non_starters count;
	normalizer->normalizing = true;
	if (!count_non_starters(c, &count))
		return false;
	if (normalizer->non_starters + count.leading > NON_STARTERS_MAX) {
		if (uninorm_filter_write(normalizer->filter, GRAPHEME_JOINER) != 0)
			return false;
		normalizer->non_starters = 0;
	}
	normalizer->non_starters =
		count.only ? normalizer->non_starters + count.leading : count.trailing;
	return uninorm_filter_write(normalizer->filter, c) == 0;
}

static bool add_other(struct normalizer *normalizer, uint32_t c)
{
	uint32_t base = normalizer->base;
	normalizer->base = NONE;
	normalizer->tag_count = 0;
	normalizer->has_text = true;
	return put_blank(normalizer) && (base == NONE || normalize(normalizer, base)) &&
	       normalize(normalizer, c);
}

// Keeps a tag sequence of an emoji (UTS #51): it follows a black flag, is not too long, and ends in
// the cancel tag. Removes all other tags.
static bool add_tag(struct normalizer *normalizer, uint32_t c)
{
	if (normalizer->base != BLACK_FLAG || c < FIRST_FLAG_TAG)
		return true;
	size_t count = normalizer->tag_count;
	if (c != CANCEL_TAG) {
		if (count < TAGS_MAX)
			normalizer->tags[count] = c;
		if (count <= TAGS_MAX)
			normalizer->tag_count++;
		return true;
	}
	normalizer->tag_count = 0;
	if (count == 0 || count > TAGS_MAX)
		return true;
	for (size_t i = 0; i < count; i++)
		if (!add_other(normalizer, normalizer->tags[i]))
			return false;
	return add_other(normalizer, CANCEL_TAG);
}

static bool add_char(struct normalizer *normalizer, uint32_t c)
{
	if (c == UTF8_ILL_FORMED) {
		normalizer->ill_formed++;
		c = UTF8_REPLACEMENT;
	}
	char bytes[4];
	switch (text_kind_of(c)) {
	case PLAIN:
		return add_plain(normalizer, bytes, 0, utf8_encode(c, bytes));
	case BLANK:
		return add_blank(normalizer, c);
	case REMOVED:
		return true;
	case TAG:
		return add_tag(normalizer, c);
	case OTHER:
		break;
	}
	return add_other(normalizer, c);
}

// Adds the leading spaces; *used: their number.
static bool add_spaces(struct normalizer *normalizer, const char *text, size_t size, size_t *used)
{
	*used = utf8_spaces(text, size);
	return *used == 0 || add_blank(normalizer, SPACE);
}

// Adds the character at `text`, or keeps its bytes until the rest comes; *used: its length.
static bool add_one(struct normalizer *normalizer, const char *text, size_t size, size_t *used)
{
	uint32_t c;
	*used = utf8_decode(text, size, &c);
	if (c != UTF8_INCOMPLETE)
		return add_char(normalizer, c);
	memcpy(normalizer->tail, text, size);
	normalizer->tail_size = size;
	return true;
}

// Adds the character that the last piece cut off; *used: its bytes in this piece.
static bool add_cut(struct normalizer *normalizer, const char *text, size_t size, size_t *used)
{
	size_t had = normalizer->tail_size;
	size_t more = sizeof normalizer->tail - had;
	if (more > size)
		more = size;
	char bytes[sizeof normalizer->tail];
	memcpy(bytes, normalizer->tail, had);
	memcpy(bytes + had, text, more);
	normalizer->tail_size = 0;
	if (!add_one(normalizer, bytes, had + more, used))
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
	struct normalizer *normalizer = calloc(1, sizeof *normalizer);
	if (!normalizer)
		return NULL;
	normalizer->filter = uninorm_filter_create(UNINORM_NFC, put_normalized, normalizer);
	if (!normalizer->filter) {
		free(normalizer);
		return NULL;
	}
	return normalizer;
}

void normalizer_free(struct normalizer *normalizer)
{
	if (!normalizer)
		return;
	normalizer->out = NULL;
	uninorm_filter_free(normalizer->filter);
	free(normalizer);
}

bool normalize_feed(struct normalizer *normalizer, const char *raw, size_t size, struct buffer *out)
{
	normalizer->out = out;
	size_t used = 0;
	if (normalizer->tail_size > 0 && size > 0 && !add_cut(normalizer, raw, size, &used))
		return false;
	for (size_t at = used; at < size; at += used) {
		size_t last = 0;
		used = plain_run(raw + at, size - at, &last);
		if (used > 0 && !add_plain(normalizer, raw + at, last, used))
			return false;
		if (used == 0 && !add_spaces(normalizer, raw + at, size - at, &used))
			return false;
		if (used == 0 && !add_one(normalizer, raw + at, size - at, &used))
			return false;
	}
	return true;
}

bool normalize_end(struct normalizer *normalizer, struct buffer *out)
{
	normalizer->out = out;
	bool cut = normalizer->tail_size > 0;
	normalizer->tail_size = 0;
	if ((cut && !add_char(normalizer, UTF8_ILL_FORMED)) || !settle(normalizer))
		return false;
	normalizer->blank = NONE;
	normalizer->has_text = false;
	return true;
}

enum normalize_kind normalize_kind_of(uint32_t c)
{
	enum text_kind kind = text_kind_of(c);
	return kind == TAG ? NORMALIZE_OTHER : (enum normalize_kind)kind;
}

uint64_t normalize_ill_formed(const struct normalizer *normalizer)
{
	return normalizer->ill_formed;
}
