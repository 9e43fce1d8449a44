// SPDX-License-Identifier: MIT
// Asking PCRE2 whether a pattern matches, within bounded time and memory.
#ifndef DEHUSK_PATTERN_H
#define DEHUSK_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

// A pattern: compiled with PCRE2_UTF | PCRE2_UCP, after its characters were folded to simplified
// ones, and meant for subjects that are folded as well. A character next to a hyphen is not folded:
// it may be the end of a range.
struct pattern;

// What one thread needs to match, used for one pattern after another.
struct matcher;

enum match_result {
	MATCH_NO,
	MATCH_YES,
	MATCH_LIMIT, // given up at a limit: not known
	MATCH_NO_MEMORY,
};

// NULL: no memory.
struct matcher *matcher_new(void);
void matcher_free(struct matcher *matcher);

// Folds the source of a pattern; the words that its matches must contain are found in this text.
// False: no memory.
bool pattern_fold(struct slice source, struct buffer *folded);

// Compiles a folded pattern. NULL with *what NULL: no memory; else *what says what is wrong, in
// static text or in the `room` bytes at `message`, and *at is the byte where.
struct pattern *pattern_new(
	struct slice folded, char *message, size_t room, const char **what, size_t *at);
void pattern_free(struct pattern *pattern);

// Looks for the first match at or after byte `from` of the folded subject (well-formed UTF-8); from
// <= *start <= *end.
enum match_result pattern_find(struct matcher *matcher, struct pattern *pattern,
	struct slice subject, size_t from, size_t *start, size_t *end);

#endif
