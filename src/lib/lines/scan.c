// SPDX-License-Identifier: MIT
// The one pass over all bytes: finds line ends and bytes that are not plain.
//
// Ill-formed UTF-8 is found by the lookup algorithm of J. Keiser and D. Lemire, "Validating UTF-8
// in less than one instruction per byte" (Software: Practice and Experience 51, 2021): every error
// shows in two neighbouring bytes, so three lookups by half bytes, ANDed, give the errors that a
// pair has, one bit each; that a sequence of three or four bytes goes on is checked by looking two
// and three bytes back. What needs care is found the same way.
//
// There is a version for AVX2 and a portable one, which must give the same. tests/unit/test_scan.c
// runs both over pairs of bytes at the borders of blocks, random bytes and broken text, and
// normalizing over all that they call plain.
#include "lines/scan.h"

#include <stdbool.h>
#include <string.h>

// Errors of a pair of bytes (first, second).
enum {
	TOO_SHORT = 1 << 0,   // a lead byte, then no continuation byte
	TOO_LONG = 1 << 1,    // ASCII, then a continuation byte
	OVERLONG_3 = 1 << 2,  // E0, then 80 to 9F
	TOO_LARGE = 1 << 3,   // F4, then 90 to BF; F5 to FF, then any
	SURROGATE = 1 << 4,   // ED, then A0 to BF
	OVERLONG_2 = 1 << 5,  // C0 or C1
	OVERLONG_4 = 1 << 6,  // F0, then 80 to 8F
	TOO_LARGE_8 = 1 << 6, // F5 to FF, then 80 to 8F
	TWO_CONTS = 1 << 7,   // two continuation bytes: valid only inside a longer sequence
	ANY_FIRST = TOO_SHORT | TOO_LONG | TWO_CONTS,
};

// Pairs of lead and second byte that need care. Each kind is a product of four sets of half bytes.
enum {
	CARE_CC_CF = 1 << 0,   // U+0300 to 03FF: combining marks, Greek
	CARE_D = 1 << 1,       // U+0400 to 07FF
	CARE_E0_E1 = 1 << 2,   // U+0800 to 1FFF
	CARE_C2 = 1 << 3,      // U+0080 to 00AF: C1 controls, no-break space, soft hyphen
	CARE_E2_8X = 1 << 4,   // U+2040 to 207F, 20C0 to 213F, 2300 to 233F
	CARE_E2_AB = 1 << 5,   // U+2800 to 2FFF
	CARE_EA_EF = 1 << 6,   // U+A000 to ABFF, F000 to FBFF: compatibility ideographs among them
	CARE_EF_8BEF = 1 << 7, // U+FE00 to FE3F, FEC0 to FEFF, FF80 to FFFF
};

// Sixteen entries, one for each half byte.
static const unsigned char first_high[16] = {
	TOO_LONG,
	TOO_LONG,
	TOO_LONG,
	TOO_LONG,
	TOO_LONG,
	TOO_LONG,
	TOO_LONG,
	TOO_LONG,
	TWO_CONTS,
	TWO_CONTS,
	TWO_CONTS,
	TWO_CONTS,
	TOO_SHORT | OVERLONG_2,
	TOO_SHORT,
	TOO_SHORT | OVERLONG_3 | SURROGATE,
	TOO_SHORT | TOO_LARGE | TOO_LARGE_8 | OVERLONG_4,
};
static const unsigned char first_low[16] = {
	ANY_FIRST | OVERLONG_2 | OVERLONG_3 | OVERLONG_4,
	ANY_FIRST | OVERLONG_2,
	ANY_FIRST,
	ANY_FIRST,
	ANY_FIRST | TOO_LARGE,
	ANY_FIRST | TOO_LARGE | TOO_LARGE_8,
	ANY_FIRST | TOO_LARGE | TOO_LARGE_8,
	ANY_FIRST | TOO_LARGE | TOO_LARGE_8,
	ANY_FIRST | TOO_LARGE | TOO_LARGE_8,
	ANY_FIRST | TOO_LARGE | TOO_LARGE_8,
	ANY_FIRST | TOO_LARGE | TOO_LARGE_8,
	ANY_FIRST | TOO_LARGE | TOO_LARGE_8,
	ANY_FIRST | TOO_LARGE | TOO_LARGE_8,
	ANY_FIRST | TOO_LARGE | TOO_LARGE_8 | SURROGATE,
	ANY_FIRST | TOO_LARGE | TOO_LARGE_8,
	ANY_FIRST | TOO_LARGE | TOO_LARGE_8,
};
static const unsigned char second_high[16] = {
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	TOO_LONG | TWO_CONTS | OVERLONG_2 | OVERLONG_3 | OVERLONG_4,
	TOO_LONG | TWO_CONTS | OVERLONG_2 | OVERLONG_3 | TOO_LARGE,
	TOO_LONG | TWO_CONTS | OVERLONG_2 | SURROGATE | TOO_LARGE,
	TOO_LONG | TWO_CONTS | OVERLONG_2 | SURROGATE | TOO_LARGE,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
	TOO_SHORT,
};

static const unsigned char care_first_high[16] = {
	[0xC] = CARE_CC_CF | CARE_C2,
	[0xD] = CARE_D,
	[0xE] = CARE_E0_E1 | CARE_E2_8X | CARE_E2_AB | CARE_EA_EF | CARE_EF_8BEF,
};
static const unsigned char care_first_low[16] = {
	[0x0] = CARE_D | CARE_E0_E1,
	[0x1] = CARE_D | CARE_E0_E1,
	[0x2] = CARE_D | CARE_C2 | CARE_E2_8X | CARE_E2_AB,
	[0x3] = CARE_D,
	[0x4] = CARE_D,
	[0x5] = CARE_D,
	[0x6] = CARE_D,
	[0x7] = CARE_D,
	[0x8] = CARE_D,
	[0x9] = CARE_D,
	[0xA] = CARE_D | CARE_EA_EF,
	[0xB] = CARE_D,
	[0xC] = CARE_D | CARE_CC_CF,
	[0xD] = CARE_D | CARE_CC_CF,
	[0xE] = CARE_D | CARE_CC_CF,
	[0xF] = CARE_D | CARE_CC_CF | CARE_EA_EF | CARE_EF_8BEF,
};
#define WHOLE_BLOCKS (CARE_CC_CF | CARE_D | CARE_E0_E1)
static const unsigned char care_second_high[16] = {
	[0x8] = WHOLE_BLOCKS | CARE_C2 | CARE_E2_8X | CARE_EA_EF,
	[0x9] = WHOLE_BLOCKS | CARE_C2 | CARE_EA_EF,
	[0xA] = WHOLE_BLOCKS | CARE_C2 | CARE_E2_AB | CARE_EA_EF,
	[0xB] = WHOLE_BLOCKS | CARE_E2_AB | CARE_EF_8BEF,
};
#define ANY_SECOND (WHOLE_BLOCKS | CARE_C2 | CARE_E2_AB | CARE_EA_EF)
static const unsigned char care_second_low[16] = {
	[0x0] = ANY_SECOND,
	[0x1] = ANY_SECOND | CARE_E2_8X,
	[0x2] = ANY_SECOND,
	[0x3] = ANY_SECOND | CARE_E2_8X,
	[0x4] = ANY_SECOND | CARE_E2_8X,
	[0x5] = ANY_SECOND,
	[0x6] = ANY_SECOND,
	[0x7] = ANY_SECOND,
	[0x8] = ANY_SECOND | CARE_EF_8BEF,
	[0x9] = ANY_SECOND,
	[0xA] = ANY_SECOND,
	[0xB] = ANY_SECOND | CARE_EF_8BEF,
	[0xC] = ANY_SECOND | CARE_E2_8X,
	[0xD] = ANY_SECOND,
	[0xE] = ANY_SECOND | CARE_EF_8BEF,
	[0xF] = ANY_SECOND | CARE_EF_8BEF,
};

// Signs by their last byte, the one before it and the one before that, as products of sets of half
// bytes.
enum {
	SIGN_KUN = 1 << 0,   // 锟, E9 94 9F
	SIGN_FILL = 1 << 1,  // 烫, E7 83 AB
	SIGN_LOST = 1 << 2,  // U+FFFD, EF BF BD
	SIGN_LATIN = 1 << 3, // C3, any byte, and a byte that begins a character
	SIGN_AND = 1 << 4,   // & *
	SIGN_BAR = 1 << 5,   // _
	SIGN_TICK = 1 << 6,  // `
	SIGN_SINGLE = SIGN_AND | SIGN_BAR | SIGN_TICK,
};

static const unsigned char sign_third_high[16] = {
	[0x2] = SIGN_AND,
	[0x5] = SIGN_BAR,
	[0x6] = SIGN_TICK,
	[0x9] = SIGN_KUN,
	[0xA] = SIGN_FILL,
	[0xB] = SIGN_LOST,
	[0xC] = SIGN_LATIN,
	[0xD] = SIGN_LATIN,
	[0xE] = SIGN_LATIN,
	[0xF] = SIGN_LATIN,
};
static const unsigned char sign_third_low[16] = {
	[0x0] = SIGN_TICK,
	[0x6] = SIGN_AND,
	[0xA] = SIGN_AND,
	[0xB] = SIGN_FILL,
	[0xD] = SIGN_LOST,
	[0xF] = SIGN_KUN | SIGN_BAR,
};
static const unsigned char sign_second_high[16] = {
	[0x8] = SIGN_FILL,
	[0x9] = SIGN_KUN,
	[0xB] = SIGN_LOST,
};
static const unsigned char sign_second_low[16] = {
	[0x3] = SIGN_FILL,
	[0x4] = SIGN_KUN,
	[0xF] = SIGN_LOST,
};
static const unsigned char sign_first_high[16] = {
	[0xC] = SIGN_LATIN,
	[0xE] = SIGN_KUN | SIGN_FILL | SIGN_LOST,
};
static const unsigned char sign_first_low[16] = {
	[0x3] = SIGN_LATIN,
	[0x7] = SIGN_FILL,
	[0x9] = SIGN_KUN,
	[0xF] = SIGN_LOST,
};

// What a byte is, given the three bytes before it.
static bool byte_ends(unsigned char c)
{
	return c == '\n' || c == '\r';
}

static bool ill_formed(unsigned char c, unsigned char p1, unsigned char p2, unsigned char p3)
{
	unsigned char pair = first_high[p1 >> 4] & first_low[p1 & 15] & second_high[c >> 4];
	unsigned char goes_on = p2 >= 0xE0 || p3 >= 0xF0 ? TWO_CONTS : 0;
	return pair != goes_on;
}

static bool needs_care(unsigned char c, unsigned char p1, unsigned char p2)
{
	if (c < 0x80)
		return (c < 0x20 && !byte_ends(c)) || c == 0x7F || (c == ' ' && p1 == ' ');
	if (c >= 0xF0) // beyond the Basic Multilingual Plane
		return true;
	if (p2 == 0xE2 &&
		p1 == 0x80) // U+2000 to 200B: blanks; 2028 to 202F: line ends, bidi, a blank
		return c < 0x8C || (c & 0xF8) == 0xA8;
	if (p2 == 0xEE && p1 == 0x97 && c == 0xA5) // U+E5E5: a blank
		return true;
	if (p2 == 0xE3 && p1 == 0x80) // U+3000: a blank; 302A to 302F: combining marks
		return c == 0x80 || (c >= 0xAA && c < 0xB0);
	if (p2 == 0xE3 && p1 == 0x82) // U+3099, 309A: combining marks
		return c == 0x99 || c == 0x9A;
	return (care_first_high[p1 >> 4] & care_first_low[p1 & 15] & care_second_high[c >> 4] &
		       care_second_low[c & 15]) != 0;
}

// Whether a sign ends in a byte, given the two bytes before it.
static bool ends_sign(unsigned char c, unsigned char p1, unsigned char p2)
{
	unsigned third = sign_third_high[c >> 4] & (sign_third_low[c & 15] | SIGN_LATIN);
	unsigned second = sign_second_high[p1 >> 4] & sign_second_low[p1 & 15];
	unsigned first = sign_first_high[p2 >> 4] & sign_first_low[p2 & 15];
	return (third & (SIGN_SINGLE | (first & (second | SIGN_LATIN)))) != 0;
}

static bool is_continuation(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

// The bytes before `text`, nearest first; 0 for those before `begin`.
static void bytes_before(
	const unsigned char *begin, const unsigned char *text, unsigned char before[3])
{
	for (int i = 0; i < 3; i++)
		before[i] = text - begin > i ? text[-1 - i] : 0;
}

void scan_portable(
	const unsigned char *begin, const unsigned char *text, size_t size, struct scan *scan)
{
	unsigned char before[3];
	bytes_before(begin, text, before);
	unsigned char p1 = before[0], p2 = before[1], p3 = before[2];
	memset(scan->ends, 0, (size + 63) / 64 * sizeof scan->ends[0]);
	memset(scan->care, 0, (size + 63) / 64 * sizeof scan->care[0]);
	memset(scan->sign, 0, (size + 63) / 64 * sizeof scan->sign[0]);
	for (size_t i = 0; i < size;) {
		unsigned char c = text[i];
		if (ends_sign(c, p1, p2))
			scan->sign[i / 64] |= (uint64_t)1 << i % 64;
		// Most bytes: ideographs of U+4000 to 9FFF after a complete sequence.
		if (c >= 0xE4 && c <= 0xE9 && i + 2 < size && p1 < 0xC0 && p2 < 0xE0 && p3 < 0xF0 &&
			is_continuation(text[i + 1]) && is_continuation(text[i + 2])) {
			p3 = c, p2 = text[i + 1], p1 = text[i + 2];
			if (ends_sign(p1, p2, p3))
				scan->sign[(i + 2) / 64] |= (uint64_t)1 << (i + 2) % 64;
			i += 3;
			continue;
		}
		uint64_t bit = (uint64_t)1 << i % 64;
		if (byte_ends(c))
			scan->ends[i / 64] |= bit;
		if (needs_care(c, p1, p2) || ill_formed(c, p1, p2, p3))
			scan->care[i / 64] |= bit;
		p3 = p2, p2 = p1, p1 = c;
		i++;
	}
}

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#include <immintrin.h>

// Always inlined: the tables must stay in registers from one group to the next.
#define AVX2 __attribute__((target("avx2")))
#define AVX2_INLINE static inline __attribute__((target("avx2"), always_inline))

// A table of sixteen entries in both halves of a vector, for the shuffle.
AVX2_INLINE __m256i table(const unsigned char entries[16])
{
	__m128i half;
	memcpy(&half, entries, sizeof half);
	return _mm256_broadcastsi128_si256(half);
}

AVX2_INLINE __m256i equal(__m256i v, int byte)
{
	return _mm256_cmpeq_epi8(v, _mm256_set1_epi8((char)byte));
}

// 0xFF where low <= v <= high, unsigned.
AVX2_INLINE __m256i between(__m256i v, int low, int high)
{
	__m256i offset = _mm256_sub_epi8(v, _mm256_set1_epi8((char)low));
	__m256i most = _mm256_set1_epi8((char)(high - low));
	return _mm256_cmpeq_epi8(_mm256_min_epu8(offset, most), offset);
}

// Non-zero where a sequence is ill-formed: ill_formed() for 32 bytes.
AVX2_INLINE __m256i ill_formed_avx2(__m256i pair, __m256i p2, __m256i p3)
{
	__m256i third = _mm256_subs_epu8(p2, _mm256_set1_epi8((char)(0xE0 - 0x80)));
	__m256i fourth = _mm256_subs_epu8(p3, _mm256_set1_epi8((char)(0xF0 - 0x80)));
	__m256i goes_on =
		_mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)TWO_CONTS));
	return _mm256_xor_si256(pair, goes_on);
}

// Non-zero for ASCII and where the third byte of a character needs care: needs_care() without the
// pairs.
AVX2_INLINE __m256i single_care_avx2(__m256i c, __m256i p1, __m256i p2)
{
	__m256i control = _mm256_andnot_si256(
		_mm256_or_si256(equal(c, '\n'), equal(c, '\r')), between(c, 0, 0x1F));
	__m256i ascii = _mm256_or_si256(control, equal(c, 0x7F));
	__m256i spaces = _mm256_and_si256(equal(c, ' '), equal(p1, ' '));
	__m256i beyond = between(c, 0xF0, 0xFF);
	__m256i row_80 = equal(p1, 0x80);
	__m256i e2_80 = _mm256_and_si256(_mm256_and_si256(equal(p2, 0xE2), row_80),
		_mm256_or_si256(between(c, 0x80, 0x8B), between(c, 0xA8, 0xAF)));
	__m256i e3 = equal(p2, 0xE3);
	__m256i e3_80 =
		_mm256_and_si256(row_80, _mm256_or_si256(equal(c, 0x80), between(c, 0xAA, 0xAF)));
	__m256i e3_82 = _mm256_and_si256(equal(p1, 0x82), between(c, 0x99, 0x9A));
	__m256i e3_care = _mm256_and_si256(e3, _mm256_or_si256(e3_80, e3_82));
	__m256i ee_97_a5 = _mm256_and_si256(
		equal(p2, 0xEE), _mm256_and_si256(equal(p1, 0x97), equal(c, 0xA5)));
	__m256i third = _mm256_or_si256(_mm256_or_si256(e2_80, e3_care), ee_97_a5);
	return _mm256_or_si256(_mm256_or_si256(_mm256_or_si256(ascii, spaces), beyond), third);
}

// The half bytes of 32 bytes.
struct halves {
	__m256i high, low;
};

AVX2_INLINE struct halves halves_of(__m256i v)
{
	__m256i half = _mm256_set1_epi8(15);
	return (struct halves){
		_mm256_and_si256(_mm256_srli_epi16(v, 4), half), _mm256_and_si256(v, half)};
}

// What both half bytes of 32 bytes have in common in their tables.
AVX2_INLINE __m256i both(
	struct halves halves, const unsigned char high[16], const unsigned char low[16])
{
	return _mm256_and_si256(_mm256_shuffle_epi8(table(high), halves.high),
		_mm256_shuffle_epi8(table(low), halves.low));
}

// 32 bytes, and the bytes one and two before each. `before`: the 32 bytes before them.
struct scan_group {
	__m256i c, across, p1, p2;
};

AVX2_INLINE struct scan_group group_of(__m256i c, __m256i before)
{
	__m256i across = _mm256_permute2x128_si256(before, c, 0x21);
	return (struct scan_group){
		c, across, _mm256_alignr_epi8(c, across, 15), _mm256_alignr_epi8(c, across, 14)};
}

AVX2_INLINE __m256i line_ends(__m256i c)
{
	return _mm256_or_si256(equal(c, '\n'), equal(c, '\r'));
}

// Marks the bytes among 32 that need care.
AVX2_INLINE uint32_t care_avx2(const struct scan_group *group)
{
	__m256i c = group->c, p1 = group->p1, p2 = group->p2;
	__m256i p3 = _mm256_alignr_epi8(c, group->across, 13);
	struct halves first = halves_of(p1), second = halves_of(c);
	__m256i pair = _mm256_and_si256(both(first, first_high, first_low),
		_mm256_shuffle_epi8(table(second_high), second.high));
	__m256i wants = _mm256_and_si256(both(first, care_first_high, care_first_low),
		both(second, care_second_high, care_second_low));
	__m256i any = _mm256_or_si256(
		_mm256_or_si256(ill_formed_avx2(pair, p2, p3), wants), single_care_avx2(c, p1, p2));
	return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(any, _mm256_setzero_si256()));
}

// Marks the bytes among 32 that a sign ends in: ends_sign().
AVX2_INLINE uint32_t signs_avx2(const struct scan_group *group)
{
	const __m256i latin = _mm256_set1_epi8(SIGN_LATIN), single = _mm256_set1_epi8(SIGN_SINGLE);
	struct halves c = halves_of(group->c);
	__m256i third = _mm256_and_si256(_mm256_shuffle_epi8(table(sign_third_high), c.high),
		_mm256_or_si256(_mm256_shuffle_epi8(table(sign_third_low), c.low), latin));
	__m256i second = both(halves_of(group->p1), sign_second_high, sign_second_low);
	__m256i first = both(halves_of(group->p2), sign_first_high, sign_first_low);
	__m256i before = _mm256_and_si256(first, _mm256_or_si256(second, latin));
	__m256i signs = _mm256_and_si256(third, _mm256_or_si256(single, before));
	return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(signs, _mm256_setzero_si256()));
}

// The lead bytes of common text: U+4000 to 9FFF, and some of U+2000 to 3FFF and U+F000 to FFFF.
AVX2_INLINE __m256i common_leads(__m256i c)
{
	return _mm256_or_si256(between(c, 0xE2, 0xE9), equal(c, 0xEF));
}

// Whether 32 bytes are common text that needs no care: ASCII, U+200C to 2027, U+3001 to 3029,
// U+4000 to 9FFF, U+FF00 to FF3F. Most are. This takes half the steps. ends_common() must hold for
// the bytes before them.
AVX2_INLINE bool is_common_avx2(
	const struct scan_group *group, __m256i ends, __m256i leads, __m256i leads_before)
{
	__m256i c = group->c, p1 = group->p1, p2 = group->p2;
	__m256i across = _mm256_permute2x128_si256(leads_before, leads, 0x21);
	__m256i goes_on = _mm256_or_si256(
		_mm256_alignr_epi8(leads, across, 15), _mm256_alignr_epi8(leads, across, 14));
	__m256i continues = _mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xC0), c);
	__m256i other_leads = _mm256_andnot_si256(leads, _mm256_andnot_si256(continues, c));
	__m256i bad = _mm256_or_si256(_mm256_xor_si256(goes_on, continues), other_leads);
	__m256i second = _mm256_andnot_si256(equal(c, 0x80), between(p1, 0xE2, 0xE3));
	__m256i e2_third = _mm256_andnot_si256(between(c, 0x8C, 0xA7), equal(p2, 0xE2));
	__m256i e3_third = _mm256_andnot_si256(between(c, 0x81, 0xA9), equal(p2, 0xE3));
	__m256i ef_second = _mm256_andnot_si256(equal(c, 0xBC), equal(p1, 0xEF));
	bad = _mm256_or_si256(bad, _mm256_or_si256(second, e2_third));
	bad = _mm256_or_si256(bad, _mm256_or_si256(e3_third, ef_second));
	__m256i control = _mm256_andnot_si256(ends, between(c, 0, 0x1F));
	__m256i spaces = _mm256_and_si256(equal(c, ' '), equal(p1, ' '));
	bad = _mm256_or_si256(
		bad, _mm256_or_si256(_mm256_or_si256(control, equal(c, 0x7F)), spaces));
	return _mm256_movemask_epi8(bad) == 0;
}

// Whether only common text may continue after these three bytes.
static bool ends_common(const unsigned char last[3])
{
	for (int i = 0; i < 3; i++)
		if (last[i] >= 0xC0 && last[i] != 0xEF && (last[i] < 0xE2 || last[i] > 0xE9))
			return false;
	if (last[1] < 0xC0)
		return true;
	if (last[1] <= 0xE3)
		return last[2] == 0x80;
	return last[1] == 0xEF ? last[2] == 0xBC : is_continuation(last[2]);
}

// The last 32 scanned bytes.
struct scanned {
	__m256i bytes, leads;
	bool common; // ends_common()
};

// The masks of 32 bytes.
struct masks {
	uint32_t ends, care, sign;
};

// Scans 32 bytes at `text` and moves on.
AVX2_INLINE struct masks scan_32(struct scanned *before, const unsigned char *text)
{
	__m256i c;
	memcpy(&c, text, sizeof c);
	struct scan_group group = group_of(c, before->bytes);
	__m256i end = line_ends(c), leads = common_leads(c);
	struct masks masks = {.ends = (uint32_t)_mm256_movemask_epi8(end)};
#ifdef SCAN_ENDS_ONLY
	// For scripts/bench: measures the cost of the check.
	(void)group;
	return masks;
#endif
	bool common = before->common && is_common_avx2(&group, end, leads, before->leads);
	masks.care = common ? 0 : care_avx2(&group);
	masks.sign = signs_avx2(&group);
	*before = (struct scanned){c, leads, common || ends_common(text + 29)};
	return masks;
}

AVX2 static void scan_avx2(
	const unsigned char *begin, const unsigned char *text, size_t size, struct scan *scan)
{
	unsigned char tail[64] = {0}, near[3]; // `tail`: an incomplete group
	struct scanned before = {_mm256_setzero_si256(), _mm256_setzero_si256(), true};
	if (text > begin) {
		bytes_before(begin, text, near);
		before.bytes = _mm256_set_epi8((char)near[0], (char)near[1], (char)near[2], 0, 0, 0,
			0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			0);
		before.leads = common_leads(before.bytes);
		before.common = ends_common((unsigned char[]){near[2], near[1], near[0]});
	}
	for (size_t at = 0; at < size; at += 64) {
		const unsigned char *group = text + at;
		if (size - at < 64) {
			memset(tail, 0, sizeof tail);
			memcpy(tail, group, size - at);
			group = tail;
		}
		struct masks low = scan_32(&before, group), high = {0};
		// Most lines of html come alone and are short.
		if (size - at > 32)
			high = scan_32(&before, group + 32);
		scan->ends[at / 64] = low.ends | (uint64_t)high.ends << 32;
		scan->care[at / 64] = low.care | (uint64_t)high.care << 32;
		scan->sign[at / 64] = low.sign | (uint64_t)high.sign << 32;
	}
	if (size % 64 != 0) {
		uint64_t real = ((uint64_t)1 << size % 64) - 1;
		scan->ends[size / 64] &= real;
		scan->care[size / 64] &= real;
		scan->sign[size / 64] &= real;
	}
}

scan_function *scan_best(void)
{
	return __builtin_cpu_supports("avx2") ? scan_avx2 : scan_portable;
}
#else
scan_function *scan_best(void)
{
	return scan_portable;
}
#endif
