// SPDX-License-Identifier: MIT
// Patterns for file names, the same in every locale.
#ifndef DEHUSK_GLOB_H
#define DEHUSK_GLOB_H

#include <stdbool.h>

// Whether a whole path matches: "*" is any characters, "?" is one, "[a-z]" and "[!a-z]" are one of
// a set, "\" quotes the next character. None of them matches "/". Characters are those of UTF-8; an
// ill-formed byte is a character of its own. A pattern without "/" is matched with the last part of
// the path.
bool glob_matches(const char *pattern, const char *path);

#endif
