// SPDX-License-Identifier: MIT
// Passes over the text of a line in which no word begins, many characters at once.
#include "skim.h"

void skim_add_word(struct skim *skim, uint32_t hash)
{
	skim->starts[hash / 32] |= (uint32_t)1 << hash % 32;
}

void skim_add_sign(struct skim *skim, const char *last, size_t size)
{
	unsigned char c = (unsigned char)last[size - 1];
	if (size == 1)
		skim->ascii[c & 15] |= (uint8_t)(1u << (c >> 4));
	else
		skim->pairs[(unsigned char)last[size - 2] & 63] |= (uint64_t)1 << (c & 63);
}

// The ideographs of U+4000 to 9FFF, most of any Chinese text. No sign ends in one.
static inline bool is_ideograph(char first)
{
	return (unsigned char)(first - 0xE4) <= 0xE9 - 0xE4;
}

static inline size_t length_of(char first)
{
	unsigned char c = (unsigned char)first;
	return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static inline bool may_be_sign(const struct skim *skim, const char *text, size_t length)
{
	unsigned char c = (unsigned char)text[length - 1];
	if (length == 1)
		return skim->ascii[c & 15] >> (c >> 4) & 1;
	return !is_ideograph(*text) &&
	       (skim->pairs[(unsigned char)text[length - 2] & 63] >> (c & 63) & 1);
}

static inline bool may_be_word(const struct skim *skim, const char *text, size_t size)
{
	if (size < skim_key_end(*text))
		return false;
	uint32_t hash = skim_hash(text);
	return skim->starts[hash / 32] >> hash % 32 & 1;
}

// What skim_portable() does, up to `end`, or to the end of the character that goes across it.
static inline size_t skim_to(
	const struct skim *skim, const char *line, size_t size, size_t at, size_t end)
{
	while (at < end) {
		size_t length = length_of(line[at]);
		if (may_be_word(skim, line + at, size - at) || may_be_sign(skim, line + at, length))
			break;
		at += length;
	}
	return at;
}

size_t skim_portable(const struct skim *skim, const char *line, size_t size, size_t at)
{
	return skim_to(skim, line, size, at, size);
}

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define AVX2_INLINE static inline __attribute__((target("avx2"), always_inline))

// Characters that are looked at together: eight of three bytes, or of one.
#define GROUP 8
// The bytes that are read for eight of three, and for eight of one.
#define GROUP_WIDE (3 * GROUP / 2 + 16)
#define GROUP_ASCII 16

// One bit for each of eight keys: whether a word with it was added.
AVX2_INLINE unsigned find_keys(const struct skim *skim, __m256i keys)
{
	__m256i capital = _mm256_andnot_si256(keys, _mm256_set1_epi8((char)0x80));
	keys = _mm256_or_si256(keys, _mm256_srli_epi32(capital, 2));
	__m256i hash = _mm256_srli_epi32(
		_mm256_mullo_epi32(keys, _mm256_set1_epi32((int)0x9E3779B1u)), 32 - SKIM_BITS);
	__m256i bits = _mm256_i32gather_epi32(
		(const int *)skim->starts, _mm256_srli_epi32(hash, 5), sizeof skim->starts[0]);
	__m256i bit = _mm256_srlv_epi32(bits, _mm256_and_si256(hash, _mm256_set1_epi32(31)));
	return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_slli_epi32(bit, 31)));
}

// Looks at eight characters of three bytes. *hits: a bit for each that is to be stopped at, unless
// one before it has another length: *others has a bit for those.
AVX2_INLINE void look_wide(
	const struct skim *skim, const char *text, unsigned *hits, unsigned *others)
{
	__m128i low, high;
	memcpy(&low, text, sizeof low);
	memcpy(&high, text + 3 * GROUP / 2, sizeof high);
	__m256i both = _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1);
	*hits = find_keys(skim,
		_mm256_shuffle_epi8(both, _mm256_broadcastsi128_si256(_mm_setr_epi8(1, 2, 4, 5, 4,
						  5, 7, 8, 7, 8, 10, 11, 10, 11, 13, 14))));
	__m256i leads = _mm256_shuffle_epi8(both,
		_mm256_broadcastsi128_si256(
			_mm_setr_epi8(0, -1, -1, -1, 3, -1, -1, -1, 6, -1, -1, -1, 9, -1, -1, -1)));
	__m256i other = _mm256_xor_si256(
		_mm256_and_si256(leads, _mm256_set1_epi32(0xF0)), _mm256_set1_epi32(0xE0));
	__m256i is_other = _mm256_cmpgt_epi32(other, _mm256_setzero_si256());
	*others = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(is_other));
	__m256i sign = _mm256_or_si256(_mm256_cmpgt_epi32(_mm256_set1_epi32(0xE4), leads),
		_mm256_cmpgt_epi32(leads, _mm256_set1_epi32(0xE9)));
	unsigned signs = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(sign)) & ~*others;
	for (; signs != 0; signs &= signs - 1) {
		unsigned i = (unsigned)__builtin_ctz(signs);
		if (may_be_sign(skim, text + 3 * (size_t)i, 3))
			*hits |= 1u << i;
	}
}

// The same for eight characters of one byte.
AVX2_INLINE void look_ascii(
	const struct skim *skim, const char *text, unsigned *hits, unsigned *others)
{
	__m128i bytes, table;
	memcpy(&bytes, text, sizeof bytes);
	memcpy(&table, skim->ascii, sizeof table);
	__m256i both = _mm256_broadcastsi128_si256(bytes);
	*hits = find_keys(
		skim, _mm256_shuffle_epi8(
			      both, _mm256_setr_epi8(0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6,
					    4, 5, 6, 7, 5, 6, 7, 8, 6, 7, 8, 9, 7, 8, 9, 10)));
	*others = (unsigned)_mm_movemask_epi8(bytes) & 0xFF;
	__m128i half = _mm_set1_epi8(15);
	__m128i row = _mm_shuffle_epi8(table, _mm_and_si128(bytes, half));
	__m128i column = _mm_shuffle_epi8(
		_mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0),
		_mm_and_si128(_mm_srli_epi16(bytes, 4), half));
	__m128i none = _mm_cmpeq_epi8(_mm_and_si128(row, column), _mm_setzero_si128());
	*hits |= ~(unsigned)_mm_movemask_epi8(none) & 0xFF;
}

AVX2 static size_t skim_avx2(const struct skim *skim, const char *line, size_t size, size_t at)
{
	while (at < size) {
		size_t length = length_of(line[at]);
		unsigned hits, others;
		if (length == 3 && size - at >= GROUP_WIDE) {
			look_wide(skim, line + at, &hits, &others);
		} else if (length == 1 && size - at >= GROUP_ASCII) {
			look_ascii(skim, line + at, &hits, &others);
		} else {
			size_t next = skim_to(skim, line, size, at, at + 1);
			if (next == at)
				return at;
			at = next;
			continue;
		}
		// What stands behind a character of another length means nothing.
		unsigned stop = hits | others;
		size_t passed = stop ? (size_t)__builtin_ctz(stop) : GROUP;
		at += passed * length;
		if (passed < GROUP && !(others >> passed & 1))
			return at;
	}
	return at;
}

skim_function *skim_best(void)
{
	return __builtin_cpu_supports("avx2") ? skim_avx2 : skim_portable;
}
#else
skim_function *skim_best(void)
{
	return skim_portable;
}
#endif
