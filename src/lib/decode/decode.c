// SPDX-License-Identifier: MIT
// Any bytes in, UTF-8 out, block by block.
//
// UTF-8 passes without a copy. Each other coding has a step: one character, or one ill-formed
// sequence, of the bytes at hand. Where they end inside a character, they are kept and joined with
// those that come next; so the cuts between blocks change nothing. Rare encodings are left to
// iconv(3), in the same way.
#include "decode/decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/utf8.h"
#include "decode/detect.h"
#include "decode/multibyte.h"

// The most bytes of one character, for steps and for iconv(3).
#define TAIL_MAX 16

// A step gives at most this many bytes for each byte it takes.
#define GROWTH 3

struct decode {
	struct encoding next_chosen; // for pages that begin from now on
	bool is_next_chosen;
	struct encoding chosen; // for this page
	bool is_chosen;
	struct encoding hint; // the label that pages have outside of them
	bool is_hinted;
	bool open;    // a page has begun
	bool decided; // its encoding is known
	struct encoding label;
	bool unsure;
	const struct dehusk_kind *binary;
	uint64_t ill_formed;
	struct detect detect;
	struct buffer held; // the page from the first byte that has not passed; until decided
	size_t held_passed; // bytes at its start that passed in the last call
	struct multibyte_set multibyte_set;
	const struct multibyte *codes; // of this page's encoding
	unsigned char tail[TAIL_MAX];
	size_t tail_size;
	iconv_t conversion;       // for CODING_ICONV
	bool converting, missing; // missing: iconv(3) has no converter for this page
	struct buffer out;
};

// --- steps ---

// Decodes the character at `byte` into decode->out, which has room for it. Returns the bytes used;
// 0: the character is incomplete, never if `last`.
typedef size_t step(struct decode *decode, const unsigned char *byte, size_t size, bool last);

static void put_decoded_char(struct decode *decode, uint32_t c)
{
	struct buffer *out = &decode->out;
	out->size += utf8_encode(c, out->data + out->size);
}

static size_t put_replacement(struct decode *decode, size_t used)
{
	decode->ill_formed++;
	put_decoded_char(decode, UTF8_REPLACEMENT);
	return used;
}

static size_t step_multibyte(
	struct decode *decode, const unsigned char *byte, size_t size, bool last)
{
	struct buffer *out = &decode->out;
	size_t written,
		used = multibyte_read(decode->codes, byte, size, out->data + out->size, &written);
	out->size += written;
	if (used == 0)
		return last ? put_replacement(decode, size) : 0;
	return written > 0 ? used : put_replacement(decode, used);
}

static uint32_t unit_at(const unsigned char *byte, bool big)
{
	return big ? (uint32_t)byte[0] << 8 | byte[1] : (uint32_t)byte[1] << 8 | byte[0];
}

// Encoding Standard, section 14.2.1, "shared UTF-16 decoder".
static size_t step_utf16(struct decode *decode, const unsigned char *byte, size_t size, bool last)
{
	bool big = decode->label.coding == CODING_UTF16BE;
	if (size < 2)
		return last ? put_replacement(decode, size) : 0;
	uint32_t unit = unit_at(byte, big);
	if (!utf8_is_surrogate(unit)) {
		put_decoded_char(decode, unit);
		return 2;
	}
	if (unit > 0xDBFF)
		return put_replacement(decode, 2);
	if (size < 4)
		return last ? put_replacement(decode, size) : 0;
	uint32_t next = unit_at(byte + 2, big);
	if (next < 0xDC00 || next > 0xDFFF)
		return put_replacement(decode, 2);
	put_decoded_char(decode, 0x10000 + ((unit - 0xD800) << 10 | (next - 0xDC00)));
	return 4;
}

static size_t step_utf32(struct decode *decode, const unsigned char *byte, size_t size, bool last)
{
	if (size < 4)
		return last ? put_replacement(decode, size) : 0;
	bool big = decode->label.coding == CODING_UTF32BE;
	uint32_t first = unit_at(byte, big), second = unit_at(byte + 2, big);
	uint32_t c = big ? first << 16 | second : second << 16 | first;
	if (c > 0x10FFFF || utf8_is_surrogate(c))
		return put_replacement(decode, 4);
	put_decoded_char(decode, c);
	return 4;
}

static step *const steps[] = {
	[CODING_UTF16LE] = step_utf16,
	[CODING_UTF16BE] = step_utf16,
	[CODING_UTF32LE] = step_utf32,
	[CODING_UTF32BE] = step_utf32,
	[CODING_GB18030] = step_multibyte,
	[CODING_BIG5] = step_multibyte,
};

// --- the fast way through what nearly all text is ---

// How many of eight bytes are ASCII before the first that is not.
static size_t ascii_of_eight(uint64_t eight, const unsigned char *byte)
{
	size_t ascii = 0;
	uint64_t beyond = eight & 0x8080808080808080u;
	if (beyond == 0)
		return 8;
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	(void)byte;
	ascii = (size_t)__builtin_ctzll(beyond) / 8;
#else
	while (byte[ascii] < 0x80)
		ascii++;
#endif
	return ascii;
}

// Decodes ASCII and two-byte codes. Stops at any other byte and near the end. Returns the bytes
// used.
static size_t run_of_codes(struct decode *decode, const unsigned char *byte, size_t size)
{
	const struct multibyte *codes = decode->codes;
	char *out = decode->out.data + decode->out.size;
	size_t at = 0;
	while (size - at >= 8) {
		if (byte[at] < 0x80) {
			uint64_t eight;
			memcpy(&eight, byte + at, sizeof eight);
			memcpy(out, &eight, sizeof eight);
			size_t ascii = ascii_of_eight(eight, byte + at);
			at += ascii, out += ascii;
			continue;
		}
		struct code code = *multibyte_find(codes, byte[at], byte[at + 1]);
		if (code.size == CODE_NONE || code.size >= CODE_LONG)
			break;
		memcpy(out, code.text, sizeof code.text);
		out += code.size;
		at += 2;
	}
	decode->out.size = (size_t)(out - decode->out.data);
	return at;
}

// Decodes UTF-16 up to the first surrogate.
static size_t run_of_utf16(struct decode *decode, const unsigned char *byte, size_t size)
{
	bool big = decode->label.coding == CODING_UTF16BE;
	size_t at = 0;
	for (; size - at >= 2; at += 2) {
		uint32_t unit = unit_at(byte + at, big);
		if (utf8_is_surrogate(unit))
			break;
		put_decoded_char(decode, unit);
	}
	return at;
}

static size_t decode_run(struct decode *decode, const unsigned char *byte, size_t size)
{
	enum coding coding = decode->label.coding;
	if (coding == CODING_GB18030 || coding == CODING_BIG5)
		return run_of_codes(decode, byte, size);
	if (coding == CODING_UTF16LE || coding == CODING_UTF16BE)
		return run_of_utf16(decode, byte, size);
	return 0;
}

// --- blocks ---

static void keep_tail(struct decode *decode, const unsigned char *byte, size_t size)
{
	memmove(decode->tail, byte, size);
	decode->tail_size = size;
}

// Decodes the character that the last block cut off. Returns the bytes used of this block.
static size_t step_tail(struct decode *decode, const unsigned char *byte, size_t size, bool last)
{
	unsigned char joined[2 * TAIL_MAX];
	size_t tail = decode->tail_size, more = size < TAIL_MAX ? size : TAIL_MAX, at = 0;
	memcpy(joined, decode->tail, tail);
	memcpy(joined + tail, byte, more);
	decode->tail_size = 0;
	while (at < tail) {
		size_t used = steps[decode->label.coding](
			decode, joined + at, tail + more - at, last && more == size);
		if (used == 0) {
			keep_tail(decode, joined + at, tail + more - at);
			return more;
		}
		at += used;
	}
	return at - tail;
}

static bool decode_steps(struct decode *decode, const unsigned char *byte, size_t size, bool last)
{
	size_t room, at = 0;
	if (!size_add(size, TAIL_MAX, &room) || !size_multiply(room, GROWTH, &room) ||
		!buffer_reserve(&decode->out, room))
		return false;
	if (decode->tail_size > 0)
		at = step_tail(decode, byte, size, last);
	while (at < size) {
		at += decode_run(decode, byte + at, size - at);
		if (at == size)
			break;
		size_t used = steps[decode->label.coding](decode, byte + at, size - at, last);
		if (used == 0) {
			keep_tail(decode, byte + at, size - at);
			break;
		}
		at += used;
	}
	return true;
}

// --- iconv(3) ---

// Writes out a character that iconv(3) keeps because a mark may follow. In encodings with shift
// states this also shifts back.
static bool flush_conversion(struct decode *decode)
{
	char bytes[64], *out = bytes;
	size_t room = sizeof bytes;
	iconv(decode->conversion, NULL, NULL, &out, &room);
	return buffer_append(&decode->out, bytes, sizeof bytes - room);
}

static bool shifts(const char *name)
{
	static const char *const prefixes[] = {"ISO-2022", "ISO2022", "CSISO2022", "HZ", "UTF-7",
		"UTF7", "CSUTF7", "UNICODE-1-1-UTF-7"};
	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
		if (strncasecmp(name, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	return false;
}

static bool replace_converted(struct decode *decode)
{
	decode->ill_formed++;
	return (shifts(decode->label.name) || flush_conversion(decode)) &&
	       buffer_append_string(&decode->out, UTF8_REPLACEMENT_BYTES);
}

// Converts bytes up to an incomplete character; *used: how many.
static bool convert(struct decode *decode, const unsigned char *byte, size_t size, size_t *used)
{
	char bytes[4096], *in = (char *)(uintptr_t)byte;
	size_t left = size;
	while (left > 0) {
		char *out = bytes;
		size_t room = sizeof bytes;
		size_t result = iconv(decode->conversion, &in, &left, &out, &room);
		int error = result == (size_t)-1 ? errno : 0;
		if (!buffer_append(&decode->out, bytes, sizeof bytes - room))
			return false;
		if (error == EINVAL || (error && error != EILSEQ && error != E2BIG))
			break;
		if (error == EILSEQ) {
			if (!replace_converted(decode))
				return false;
			if (left > 0)
				in++, left--;
		}
	}
	*used = size - left;
	return true;
}

static bool decode_converted(
	struct decode *decode, const unsigned char *byte, size_t size, bool last)
{
	size_t used, at = 0;
	// Feed byte by byte until no bytes are left over, since a character may have any length. In
	// encodings with shift states always do so: what iconv(3) finds ill-formed there depends on
	// how much it gets at once.
	bool bytewise = shifts(decode->label.name);
	while ((decode->tail_size > 0 || bytewise) && at < size) {
		if (decode->tail_size == TAIL_MAX) {
			if (!replace_converted(decode))
				return false;
			keep_tail(decode, decode->tail + 1, TAIL_MAX - 1);
		}
		decode->tail[decode->tail_size++] = byte[at++];
		if (!convert(decode, decode->tail, decode->tail_size, &used))
			return false;
		keep_tail(decode, decode->tail + used, decode->tail_size - used);
	}
	while (at < size) {
		if (!convert(decode, byte + at, size - at, &used))
			return false;
		at += used;
		if (size - at < TAIL_MAX) {
			keep_tail(decode, byte + at, size - at);
			break;
		}
		if (!replace_converted(decode))
			return false;
		at++;
	}
	if (!last)
		return true;
	if (decode->tail_size > 0 && !replace_converted(decode))
		return false;
	decode->tail_size = 0;
	return flush_conversion(decode);
}

// --- pages ---

struct decode *decode_new(void)
{
	return calloc(1, sizeof(struct decode));
}

static void end_conversion(struct decode *decode)
{
	if (decode->converting)
		iconv_close(decode->conversion);
	decode->converting = false;
}

void decode_free(struct decode *decode)
{
	if (!decode)
		return;
	end_conversion(decode);
	multibyte_free(decode->multibyte_set.gb18030);
	multibyte_free(decode->multibyte_set.big5);
	buffer_free(&decode->held);
	buffer_free(&decode->out);
	free(decode);
}

void decode_choose(struct decode *decode, const struct encoding *label)
{
	decode->is_next_chosen = label != NULL;
	if (label)
		decode->next_chosen = *label;
}

void decode_hint(struct decode *decode, const struct encoding *label)
{
	decode->is_hinted = label != NULL;
	if (label)
		decode->hint = *label;
}

static void start_page(struct decode *decode)
{
	decode->open = true;
	decode->is_chosen = decode->is_next_chosen;
	decode->chosen = decode->next_chosen;
	decode->decided = decode->unsure = false;
	decode->missing = false;
	decode->binary = NULL;
	decode->ill_formed = 0;
	decode->detect = (struct detect){0};
	if (decode->is_hinted)
		decode->detect.charset = (struct charset){
			.stage = CHARSET_ENDED, .found = true, .label = decode->hint};
	decode->tail_size = 0;
	decode->held_passed = 0;
	buffer_clear(&decode->held);
}

// Makes ready the tables or the converter of the encoding. False: no memory.
static bool set_up_encoding(struct decode *decode)
{
	enum coding coding = decode->label.coding;
	decode->decided = true;
	if (coding == CODING_GB18030 || coding == CODING_BIG5)
		return (decode->codes = multibyte_of(&decode->multibyte_set, coding)) != NULL;
	if (coding != CODING_ICONV)
		return true;
	end_conversion(decode);
	decode->conversion = encoding_open(decode->label.name);
	decode->converting = decode->conversion != (iconv_t)-1; // NOLINT: iconv_open() says no
	decode->missing = !decode->converting && errno != ENOMEM;
	return decode->converting || decode->missing;
}

static bool decode_block(struct decode *decode, struct slice bytes, bool last, struct slice *text)
{
	const unsigned char *byte = (const unsigned char *)bytes.data;
	*text = (struct slice){bytes.data, 0};
	if (decode->binary || decode->missing)
		return true;
	if (decode->label.coding == CODING_UTF8) {
		*text = bytes;
		return true;
	}
	buffer_clear(&decode->out);
	bool done = decode->label.coding == CODING_ICONV
			    ? decode_converted(decode, byte, bytes.size, last)
			    : decode_steps(decode, byte, bytes.size, last);
	*text = slice_of(&decode->out);
	return done;
}

// Looks at the first bytes of a page whose encoding was chosen. A byte order mark of the same
// family (UTF-16 or UTF-32) overrides the choice.
static enum detect_result look_at_chosen(
	struct decode *decode, struct slice sample, bool last, struct detected *found)
{
	struct sniff start;
	enum coding coding = decode->chosen.coding;
	bool utf16 = coding == CODING_UTF16LE || coding == CODING_UTF16BE;
	bool utf32 = coding == CODING_UTF32LE || coding == CODING_UTF32BE;
	*found = (struct detected){.coding = coding};
	switch (sniff(sample, last, &start)) {
	case SNIFF_MORE:
		return DETECT_WAIT;
	case SNIFF_NONE:
		return DETECT_DONE;
	case SNIFF_BINARY:
		// In UTF-16 and UTF-32 any bytes may be text.
		if (!utf16 && !utf32)
			found->binary = start.binary;
		return DETECT_DONE;
	case SNIFF_MARK:
		break;
	}
	// FF FE 00 00 in UTF-16: its mark, then a NUL.
	if (utf16 && start.coding == CODING_UTF32LE)
		start = (struct sniff){.coding = CODING_UTF16LE, .size = 2};
	bool mark16 = start.coding == CODING_UTF16LE || start.coding == CODING_UTF16BE;
	bool mark32 = start.coding == CODING_UTF32LE || start.coding == CODING_UTF32BE;
	if (start.coding == coding || (utf16 && mark16) || (utf32 && mark32)) {
		found->coding = start.coding;
		found->skip = start.size;
	}
	return DETECT_DONE;
}

static bool begin_text(struct decode *decode, const struct detected *found)
{
	decode->binary = found->binary;
	decode->unsure = found->unsure;
	decode->label = decode->chosen;
	decode->label.coding = found->coding;
	if (found->coding != CODING_ICONV)
		strcpy(decode->label.name, encoding_of(found->coding));
	else if (found->name)
		strcpy(decode->label.name, found->name);
	return set_up_encoding(decode);
}

// Lets ASCII pass and holds the rest. `sample` stands in decode->held or in a block.
static bool hold_sample(struct decode *decode, struct slice sample, size_t pass, struct slice *text)
{
	*text = (struct slice){sample.data, pass};
	decode->held_passed = 0;
	if (sample.data != decode->held.data || decode->held.size == 0)
		return buffer_append(&decode->held, sample.data + pass, sample.size - pass);
	decode->held_passed = pass;
	return true;
}

// Adds a block to the held bytes, after removing those that passed.
static bool add_to_held(struct decode *decode, struct slice block, struct slice *sample)
{
	struct buffer *held = &decode->held;
	held->size -= decode->held_passed;
	if (held->size > 0)
		memmove(held->data, held->data + decode->held_passed, held->size);
	decode->held_passed = 0;
	*sample = block;
	if (held->size == 0)
		return true;
	if (!buffer_append(held, block.data, block.size))
		return false;
	*sample = slice_of(held);
	return true;
}

static bool decode_bytes(struct decode *decode, struct slice block, bool last, struct slice *text)
{
	struct slice sample;
	struct detected found;
	if (!decode->open)
		start_page(decode);
	if (decode->decided)
		return decode_block(decode, block, last, text);
	if (!add_to_held(decode, block, &sample))
		return false;
	enum detect_result result = decode->is_chosen
					    ? look_at_chosen(decode, sample, last, &found)
					    : detect_feed(&decode->detect, &decode->multibyte_set,
						      sample, last, &found);
	if (result == DETECT_WAIT)
		return hold_sample(decode, sample, found.pass, text);
	if (result == DETECT_NO_MEMORY || !begin_text(decode, &found))
		return false;
	sample.data += found.skip, sample.size -= found.skip;
	return decode_block(decode, sample, last, text);
}

bool decode_feed(struct decode *decode, const char *data, size_t size, struct slice *text)
{
	return decode_bytes(decode, (struct slice){data, size}, false, text);
}

bool decode_end(struct decode *decode, struct slice *text)
{
	bool done = decode_bytes(decode, (struct slice){"", 0}, true, text);
	decode->open = false;
	return done;
}

const char *decode_encoding(const struct decode *decode)
{
	bool is_text = decode->decided && !decode->binary && !decode->missing;
	return is_text ? decode->label.name : NULL;
}

const char *decode_missing(const struct decode *decode)
{
	return decode->missing ? decode->label.name : NULL;
}

bool decode_is_unsure(const struct decode *decode)
{
	return decode->unsure;
}

const struct dehusk_kind *decode_binary(const struct decode *decode)
{
	return decode->binary;
}

uint64_t decode_ill_formed(const struct decode *decode)
{
	return decode->ill_formed;
}
