// SPDX-License-Identifier: MIT
// Digest, length and script of a text, in one pass over its lines. Ideographs, ASCII and syllables
// of Hangul have ways of their own; what else there is, libunistring knows.
#include "output/summary.h"

#include <stdbool.h>
#include <string.h>

#include "base/hanzi.h"
#include "base/text.h"
#include "base/utf8.h"

#define ROOM ((size_t)2048) // bytes that are folded at once
#define LONGEST ((size_t)4) // bytes of a character

// Folded characters that wait to be hashed.
struct folding {
	char text[ROOM];
	size_t size;
};

void summary_begin(struct summary *summary)
{
	summary->chars = 0;
	xxh64_begin(&summary->hash);
	memset(summary->letters, 0, sizeof summary->letters);
	summary->han = letters_script(0x4E00);
	summary->latin = letters_script('a');
	summary->hangul = letters_script(0xAC00);
}

static const struct summary_character *look_up(struct summary *summary, uint32_t c)
{
	struct summary_character *known = &summary->memo[c % SUMMARY_MEMO];
	if (known->c != c)
		*known = (struct summary_character){c, letters_folded(c), letters_script(c)};
	return known;
}

// Takes the ideographs at the start of a text that fits the folding. Returns their bytes.
static size_t take_ideographs(
	struct summary *summary, const char *text, size_t size, struct folding *folding)
{
	size_t taken = hanzi_merge_leading(text, size, folding->text + folding->size);
	folding->size += taken;
	summary->chars += taken / 3;
	summary->letters[summary->han] += taken / 3;
	return taken;
}

// Takes the ASCII characters at the start of a text that fits the folding. Returns their bytes.
static size_t take_ascii(
	struct summary *summary, const char *text, size_t size, struct folding *folding)
{
	size_t taken = 0, letters = 0;
	char *out = folding->text + folding->size;
	for (; taken < size && (unsigned char)text[taken] < 0x80; taken++) {
		char c = to_lower(text[taken]);
		bool letter = is_letter(c);
		*out = c;
		out += letter || is_digit(c);
		letters += letter;
	}
	folding->size = (size_t)(out - folding->text);
	summary->chars += taken;
	summary->letters[summary->latin] += letters;
	return taken;
}

static bool is_syllable(uint32_t c)
{
	return c >= 0xAC00 && c <= 0xD7A3;
}

// Takes any other character. Returns its bytes.
static size_t take_other(struct summary *summary, const char *text, struct folding *folding)
{
	struct summary_character syllable = {.script = summary->hangul};
	const struct summary_character *known = &syllable;
	size_t taken = utf8_next(text, &syllable.folded);
	if (!is_syllable(syllable.folded))
		known = look_up(summary, syllable.folded);
	if (known->folded != 0)
		folding->size += utf8_encode(known->folded, folding->text + folding->size);
	summary->chars++;
	summary->letters[known->script]++;
	return taken;
}

// How much of a text may be taken, so that one more character fits behind it.
static size_t fitting(const struct folding *folding, size_t size)
{
	size_t room = ROOM - LONGEST - folding->size;
	return size < room ? size : room;
}

// Takes characters at the start of a text that is not empty. Returns their bytes.
static size_t take_some(
	struct summary *summary, const char *text, size_t size, struct folding *folding)
{
	size_t taken = 0, some = fitting(folding, size);
	unsigned char lead = (unsigned char)*text;
	if (lead < 0x80)
		return take_ascii(summary, text, some, folding);
	if (lead >= 0xE4 && lead <= 0xE9)
		taken = take_ideographs(summary, text, some, folding);
	return taken > 0 ? taken : take_other(summary, text, folding);
}

void summary_add(struct summary *summary, const char *text, size_t size)
{
	struct folding folding;
	folding.size = 0;
	for (size_t at = 0; at < size;) {
		at += take_some(summary, text + at, size - at, &folding);
		if (folding.size >= ROOM / 2 || at == size) {
			xxh64_add(&summary->hash, folding.text, folding.size);
			folding.size = 0;
		}
	}
}

uint64_t summary_digest(const struct summary *summary)
{
	return xxh64_value(&summary->hash);
}

const char *summary_script(const struct summary *summary)
{
	const char *best = NULL;
	uint64_t most = 0;
	for (size_t i = 0; i < LETTERS_SCRIPTS; i++) {
		uint64_t letters = summary->letters[i];
		if (letters == 0 || letters < most)
			continue;
		const char *name = letters_script_name(i);
		if (letters > most || strcmp(name, best) < 0)
			best = name;
		most = letters;
	}
	return best;
}
