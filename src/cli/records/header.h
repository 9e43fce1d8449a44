// SPDX-License-Identifier: MIT
// Headers of lines "Name: value" with an empty line behind them, as WARC and HTTP have them. A line
// that begins with a blank goes on with the one before. Lines end in LF, with or without CR.
#ifndef DEHUSK_RECORDS_HEADER_H
#define DEHUSK_RECORDS_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

// Cuts the next line off the text, with its end.
struct slice header_line(struct slice *text);

// Whether a line is the empty one that ends a header.
bool header_ends(struct slice line);

// The size of a header that the text begins with, with the empty line; 0: it is not complete.
size_t header_size(struct slice text);

// Whether a line begins the field of this name.
bool header_is_field(struct slice line, const char *name);

// The value of a field, without blanks around it. Size 0: there is none.
struct slice header_field(struct slice header, const char *name);

// What stands in front of the parameters of a value.
struct slice header_main(struct slice value);

// Whether a text is this name, in capitals or not.
bool header_is_named(struct slice text, const char *name);

// The charset among the parameters of a content type, without quotes. Size 0: there is none.
struct slice header_charset(struct slice type);

#endif
