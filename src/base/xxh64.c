// SPDX-License-Identifier: MIT
// XXH64: stripes of 32 bytes go into four lanes, which are merged at the end.
#include "base/xxh64.h"

#include <string.h>

#define PRIME_1 0x9E3779B185EBCA87u
#define PRIME_2 0xC2B2AE3D27D4EB4Fu
#define PRIME_3 0x165667B19E3779F9u
#define PRIME_4 0x85EBCA77C2B2AE63u
#define PRIME_5 0x27D4EB2F165667C5u

static inline uint64_t rotate(uint64_t value, unsigned bits)
{
	return value << bits | value >> (64 - bits);
}

// Reads a little-endian number.
static inline uint64_t read_4(const unsigned char *byte)
{
	return (uint64_t)byte[0] | (uint64_t)byte[1] << 8 | (uint64_t)byte[2] << 16 |
	       (uint64_t)byte[3] << 24;
}

static inline uint64_t read_8(const unsigned char *byte)
{
	return read_4(byte) | read_4(byte + 4) << 32;
}

static inline uint64_t mix(uint64_t lane, uint64_t input)
{
	return rotate(lane + input * PRIME_2, 31) * PRIME_1;
}

void xxh64_begin(struct xxh64 *hash)
{
	*hash = (struct xxh64){.lane = {PRIME_1 + PRIME_2, PRIME_2, 0, 0 - PRIME_1}};
}

static void add_stripe(struct xxh64 *hash, const unsigned char *byte)
{
	for (size_t i = 0; i < 4; i++)
		hash->lane[i] = mix(hash->lane[i], read_8(byte + 8 * i));
}

// Adds bytes to the open stripe, which has room for them.
static void add_open(struct xxh64 *hash, const unsigned char *byte, size_t size)
{
	memcpy(hash->open + hash->size % XXH64_STRIPE, byte, size);
	hash->size += size;
}

void xxh64_add(struct xxh64 *hash, const char *data, size_t size)
{
	const unsigned char *byte = (const unsigned char *)data;
	size_t held = hash->size % XXH64_STRIPE, lacking = XXH64_STRIPE - held;
	if (held > 0 && size >= lacking) {
		add_open(hash, byte, lacking);
		add_stripe(hash, hash->open);
		byte += lacking, size -= lacking;
	}
	if (hash->size % XXH64_STRIPE == 0)
		for (; size >= XXH64_STRIPE; byte += XXH64_STRIPE, size -= XXH64_STRIPE) {
			add_stripe(hash, byte);
			hash->size += XXH64_STRIPE;
		}
	if (size > 0)
		add_open(hash, byte, size);
}

static uint64_t merge_lanes(const uint64_t lane[4])
{
	uint64_t value =
		rotate(lane[0], 1) + rotate(lane[1], 7) + rotate(lane[2], 12) + rotate(lane[3], 18);
	for (size_t i = 0; i < 4; i++)
		value = (value ^ mix(0, lane[i])) * PRIME_1 + PRIME_4;
	return value;
}

// Adds what fills no stripe.
static uint64_t add_rest(uint64_t value, const unsigned char *byte, size_t size)
{
	for (; size >= 8; byte += 8, size -= 8)
		value = rotate(value ^ mix(0, read_8(byte)), 27) * PRIME_1 + PRIME_4;
	for (; size >= 4; byte += 4, size -= 4)
		value = rotate(value ^ read_4(byte) * PRIME_1, 23) * PRIME_2 + PRIME_3;
	for (; size > 0; byte++, size--)
		value = rotate(value ^ *byte * PRIME_5, 11) * PRIME_1;
	return value;
}

uint64_t xxh64_value(const struct xxh64 *hash)
{
	uint64_t value = hash->size < XXH64_STRIPE ? PRIME_5 : merge_lanes(hash->lane);
	value = add_rest(value + hash->size, hash->open, hash->size % XXH64_STRIPE);
	value = (value ^ value >> 33) * PRIME_2;
	value = (value ^ value >> 29) * PRIME_3;
	return value ^ value >> 32;
}
