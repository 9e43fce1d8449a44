// SPDX-License-Identifier: MIT
// Matches patterns with PCRE2, within bounded time and memory.
#ifndef DEHUSK_PATTERN_H
#define DEHUSK_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

// A pattern, compiled with PCRE2_UTF | PCRE2_UCP. pattern_fold() (pattern-fold.h) folds it to
// simplified characters, and so are its subjects folded.
struct pattern;

// The state of matching in one thread, used for one pattern after another.
struct matcher;

enum match_result {
	MATCH_NO,
	MATCH_YES,
	MATCH_LIMIT, // stopped at a limit: the result is unknown
	MATCH_NO_MEMORY,
};

// Writes the version of PCRE2 and whether it has a JIT, "10.42 2022-12-11, JIT", and a NUL.
#define PATTERN_VERSION_MAX 80
void pattern_version(char text[PATTERN_VERSION_MAX]);

// NULL: no memory.
struct matcher *matcher_new(void);
void matcher_free(struct matcher *matcher);

// Compiles a folded pattern. NULL with *what NULL: no memory. NULL otherwise: *what says what is
// wrong, in static text or in the `room` bytes at `message`, and *at is the byte offset.
struct pattern *pattern_new(
	struct slice folded, char *message, size_t room, const char **what, size_t *at);

// The same of a pattern that was compiled while the program was built. NULL: no memory, or another
// version of PCRE2 compiled it.
struct pattern *pattern_load(struct slice folded, const uint64_t *compiled);
void pattern_free(struct pattern *pattern);

// Whether it scans the rest of the subject from each position: it takes quadratic time.
bool pattern_scans(const struct pattern *pattern);

// Finds the first match at or after byte `from` of the folded subject (well-formed UTF-8). from <=
// *start <= *end.
enum match_result pattern_find(struct matcher *matcher, struct pattern *pattern,
	struct slice subject, size_t from, size_t *start, size_t *end);

// Whether the last search went on without the JIT, since its stack was full: that takes long.
bool matcher_took_long(const struct matcher *matcher);

#endif
