// SPDX-License-Identifier: MIT
// What was made of short lines that were seen before: pages repeat themselves, and each other.
#ifndef DEHUSK_CACHE_H
#define DEHUSK_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "dehusk.h"

#define CACHE_ROOM 4096
#define CACHE_LINE 63 // bytes of a line that is remembered

// A line and what the judge made of it, when it was not edited and hit no limit.
struct cached {
	char text[CACHE_LINE];
	unsigned char size;   // 0: none
	unsigned char result; // enum judge_result
	unsigned char name_at, name_size;
	bool unread_date, people;
	bool takes_date; // with a blank and an ISO date behind it, it is the same source with that
			 // date
	int32_t date;
	struct dehusk_rule *rule;
	uint64_t note; // the caller's, 0 at first
};

// Where a line is remembered. The tag tells most others, so that no memo is read for them.
struct cache_place {
	uint16_t memo; // 0: none
	uint16_t tag;
};

// All zero is an empty memory. A line has one place in it, and the last one there is remembered.
// What is remembered stands in the order in which places came into use, so that a short run touches
// little of it.
struct cache {
	struct cache_place place[CACHE_ROOM];
	uint16_t count;
	struct cached memo[CACHE_ROOM + 1]; // the first one stays empty
};

static inline uint64_t cache_eight_bytes(const char *text)
{
	uint64_t bytes;
	memcpy(&bytes, text, sizeof bytes);
	return bytes;
}

static inline uint64_t cache_mix(uint64_t hash, uint64_t bytes)
{
	hash = (hash ^ bytes) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 32;
}

// Of a line of 1 to CACHE_LINE bytes.
static inline uint64_t cache_hash(struct slice line)
{
	uint64_t hash = line.size;
	if (line.size >= 8) {
		// The last eight bytes may overlap those before them.
		for (size_t at = 0; at + 8 < line.size; at += 8)
			hash = cache_mix(hash, cache_eight_bytes(line.data + at));
		hash = cache_mix(hash, cache_eight_bytes(line.data + line.size - 8));
	} else {
		for (size_t at = 0; at < line.size; at++)
			hash = cache_mix(hash, (unsigned char)line.data[at]);
	}
	return hash;
}

static inline uint16_t cache_tag(uint64_t hash)
{
	return (uint16_t)(hash >> 48);
}

// Where such a line is to be remembered.
static inline struct cached *cache_renew(struct cache *memory, struct slice line)
{
	uint64_t hash = cache_hash(line);
	struct cache_place *place = &memory->place[hash % CACHE_ROOM];
	if (place->memo == 0)
		place->memo = ++memory->count;
	place->tag = cache_tag(hash);
	return &memory->memo[place->memo];
}

static inline bool cache_is_of(const struct cached *memo, struct slice line)
{
	size_t at = 0;
	if (memo->size != line.size)
		return false;
	if (line.size < 8) {
		while (at < line.size && memo->text[at] == line.data[at])
			at++;
		return at == line.size;
	}
	// As cache_hash() reads them.
	for (; at + 8 < line.size; at += 8)
		if (cache_eight_bytes(memo->text + at) != cache_eight_bytes(line.data + at))
			return false;
	at = line.size - 8;
	return cache_eight_bytes(memo->text + at) == cache_eight_bytes(line.data + at);
}

// What is remembered of a line; NULL: nothing.
static inline struct cached *cache_find(struct cache *memory, struct slice line)
{
	if (line.size - 1 >= CACHE_LINE)
		return NULL;
	uint64_t hash = cache_hash(line);
	const struct cache_place *place = &memory->place[hash % CACHE_ROOM];
	struct cached *memo = &memory->memo[place->memo];
	return place->tag == cache_tag(hash) && cache_is_of(memo, line) ? memo : NULL;
}

#endif
