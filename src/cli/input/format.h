// SPDX-License-Identifier: MIT
// Whether a page is html, before it is read: its result has another name then.
#ifndef DEHUSK_FORMAT_H
#define DEHUSK_FORMAT_H

#include <stdbool.h>

#include "dehusk.h"
#include "options.h"

// What is appended to the name of a page of html for that of its result in another directory.
#define FORMAT_SUFFIX ".txt"

// Whether a file is read as html, by the options or by its beginning. The position of `fd` stays.
// *html is false for a file that cannot be read. False: no memory.
bool format_is_html(struct dehusk *dehusk, const struct options *options, int fd, bool *html);

#endif
