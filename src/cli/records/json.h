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

// False: it is no JSON Pointer, or has too many names.
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

enum json_status {
	JSON_OK,
	JSON_BROKEN, // the text is no JSON
	JSON_NO_MEMORY,
};

// Scans a text that is one value, and finds the members. A byte order mark before it is let pass,
// and so is an escape that JSON does not have, such as \q. *object: the value is an object.
enum json_status json_scan(struct slice text, struct json_want *want, size_t count, bool *object);

// What stands between the quotes of a string.
struct slice json_inside(struct slice string);

// Appends what a string (with its quotes) says, as UTF-8: lone surrogates become U+FFFD. Bytes that
// are ill-formed stay, and so does what follows the backslash of an escape that JSON does not have.
// False: no memory.
bool json_read_string(struct slice string, struct buffer *out);

// The same in pieces: appends `most` bytes or a few more, if there are so many, and takes what they
// stand for off the front of what stands between the quotes.
bool json_read_some(struct slice *inside, size_t most, struct buffer *out);

#endif
