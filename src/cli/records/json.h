// SPDX-License-Identifier: MIT
// Finds members in the text of a JSON value (RFC 8259), and reads its strings. The text itself is
// never rewritten.
#ifndef DEHUSK_JSON_H
#define DEHUSK_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

#define JSON_PATH_MOST 64 // names in a path

// A member that is looked for: of the value itself or, if the name begins with '/', by a JSON
// Pointer (RFC 6901).
struct json_path {
	const char *pointer;               // borrowed
	struct slice name[JSON_PATH_MOST]; // as in the pointer
	size_t count;
};

// False: there are too many names.
bool json_path_set(struct json_path *path, const char *pointer);

// Where a value stands in the text, in bytes. Of members of one name the last counts.
struct json_value {
	bool found;
	size_t key;     // where its name begins; of an element where it begins itself
	size_t at, end; // the value, a string with its quotes
};

struct json_want {
	const struct json_path *path;
	struct json_value value; // set by json_scan()
	size_t matched;          // names of the path that the present place has
	bool begun;
};

struct json_text {
	bool object;   // the value is an object
	bool empty;    // without members
	size_t inside; // the position behind its first brace or bracket
};

enum json_status {
	JSON_OK,
	JSON_BROKEN, // the text is no JSON
	JSON_NO_MEMORY,
};

// Scans a text that is one value, and finds the members. An escape that JSON does not have, such as
// \q, is let pass.
enum json_status json_scan(
	struct slice text, struct json_want *want, size_t count, struct json_text *whole);

// Appends what a string (with its quotes) says, as UTF-8: lone surrogates become U+FFFD. Bytes that
// are ill-formed stay. False: no memory.
bool json_read_string(struct slice string, struct buffer *out);

#endif
