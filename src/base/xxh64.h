// SPDX-License-Identifier: MIT
// The hash function XXH64 with seed 0, as a stream: Yann Collet, "xxHash fast digest algorithm",
// version 0.1.1. It is quick and spreads well, and is no protection against forgery.
#ifndef DEHUSK_XXH64_H
#define DEHUSK_XXH64_H

#include <stddef.h>
#include <stdint.h>

#define XXH64_STRIPE ((size_t)32) // bytes that are taken at once

struct xxh64 {
	uint64_t lane[4];
	uint64_t size;                    // bytes added
	unsigned char open[XXH64_STRIPE]; // the last size % XXH64_STRIPE bytes
};

// Begins the hash of another text.
void xxh64_begin(struct xxh64 *hash);

// Adds the next bytes.
void xxh64_add(struct xxh64 *hash, const char *data, size_t size);

// The hash of all bytes so far. More may be added.
uint64_t xxh64_value(const struct xxh64 *hash);

#endif
