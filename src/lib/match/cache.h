// SPDX-License-Identifier: MIT
// The classifications of short lines that were seen before. Pages repeat lines of their own and of
// other pages.
#ifndef DEHUSK_CACHE_H
#define DEHUSK_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "dehusk.h"

#define CACHE_ROOM 4096
#define CACHE_LINE 63 // bytes of a cached line, at most

// A line and its classification. Edited lines and lines that hit a limit are not cached.
struct cached {
	char text[CACHE_LINE];
	unsigned char size;   // 0: none
	unsigned char result; // enum line_class
	unsigned char name_at, name_size;
	bool unread_date, people;
	// The line followed by a blank and an ISO date is the same source with that date.
	bool takes_date;
	int32_t date;
	struct dehusk_rule *rule;
	uint64_t note; // for the caller, 0 at first
};

// The place of a line. The tag tells most lines apart without reading the entry.
struct cache_place {
	uint16_t index; // index of the entry; 0: none
	uint16_t tag;
};

// An empty cache is all zero. Each line has one place, which holds the last line that was put
// there. Entries stand in the order in which places came into use, so that a short run touches
// little memory.
struct cache {
	struct cache_place place[CACHE_ROOM];
	uint16_t count;
	struct cached line[CACHE_ROOM + 1]; // entry 0 stays empty
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

// The hash of a line of 1 to CACHE_LINE bytes.
static inline uint64_t cache_hash(struct slice line)
{
	uint64_t hash = line.size;
	if (line.size >= 8) {
		// The last eight bytes may overlap the bytes before them.
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

// The entry to write such a line to.
static inline struct cached *cache_renew(struct cache *cache, struct slice line)
{
	uint64_t hash = cache_hash(line);
	struct cache_place *place = &cache->place[hash % CACHE_ROOM];
	if (place->index == 0)
		place->index = ++cache->count;
	place->tag = cache_tag(hash);
	return &cache->line[place->index];
}

// Forgets all lines. Entries stay where they are.
static inline void cache_clear(struct cache *cache)
{
	for (size_t i = 0; i <= cache->count; i++)
		cache->line[i].size = 0;
}

static inline bool cache_is_of(const struct cached *cached, struct slice line)
{
	size_t at = 0;
	if (cached->size != line.size)
		return false;
	if (line.size < 8) {
		while (at < line.size && cached->text[at] == line.data[at])
			at++;
		return at == line.size;
	}
	// Reads the bytes in the order of cache_hash().
	for (; at + 8 < line.size; at += 8)
		if (cache_eight_bytes(cached->text + at) != cache_eight_bytes(line.data + at))
			return false;
	at = line.size - 8;
	return cache_eight_bytes(cached->text + at) == cache_eight_bytes(line.data + at);
}

// The entry of a line; NULL: the line is not cached.
static inline struct cached *cache_find(struct cache *cache, struct slice line)
{
	if (line.size - 1 >= CACHE_LINE)
		return NULL;
	uint64_t hash = cache_hash(line);
	const struct cache_place *place = &cache->place[hash % CACHE_ROOM];
	struct cached *cached = &cache->line[place->index];
	return place->tag == cache_tag(hash) && cache_is_of(cached, line) ? cached : NULL;
}

#endif
