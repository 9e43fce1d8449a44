// SPDX-License-Identifier: MIT
// Patterns for the names of files, the same in every locale.
#ifndef DEHUSK_GLOB_H
#define DEHUSK_GLOB_H

#include <stdbool.h>

// Whether the whole of a path matches: "*" is any characters, "?" one, "[a-z]" and "[!a-z]" one of
// a set, "\" takes the next for itself; none of them matches "/". Characters are those of UTF-8; a
// byte that is none is one by itself. A pattern without "/" is for the last part of the path alone.
bool glob_matches(const char *pattern, const char *path);

#endif
