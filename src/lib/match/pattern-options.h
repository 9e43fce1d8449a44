// SPDX-License-Identifier: MIT
// How patterns are compiled by PCRE2, at run time and while the program is built.
#ifndef DEHUSK_PATTERN_OPTIONS_H
#define DEHUSK_PATTERN_OPTIONS_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define PATTERN_OPTIONS (PCRE2_UTF | PCRE2_UCP | PCRE2_USE_OFFSET_LIMIT | PCRE2_NEVER_BACKSLASH_C)

#endif
