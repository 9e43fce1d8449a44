// SPDX-License-Identifier: MIT
// The records of JSON Lines: a string in an object is a page.
#ifndef DEHUSK_JSONL_H
#define DEHUSK_JSONL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "io.h"
#include "records/json.h"

#define JSONL_FIELD "text"   // the member that is a page, if nothing else is said
#define JSONL_FACTS "dehusk" // the member that gets what is said of it

// The members that are looked for.
enum jsonl_member { JSONL_PAGE, JSONL_URL, JSONL_ID, JSONL_SAID, JSONL_MEMBERS };

struct jsonl {
	struct json_path path[JSONL_MEMBERS];
	struct json_want want[JSONL_MEMBERS];
};

// Whether the field stands in the member that gets what is said of a page.
bool jsonl_is_facts(const char *field);

// False: the field is no path.
bool jsonl_begin(struct jsonl *jsonl, const char *field);

enum jsonl_kind {
	JSONL_OBJECT, // with such a string
	JSONL_OTHER,  // another value
	JSONL_BROKEN, // no JSON
};

// Finds the members of a record. False: no memory.
bool jsonl_read(struct jsonl *jsonl, struct slice record, enum jsonl_kind *kind);

// The page as it stands between its quotes, for json_read_some().
struct slice jsonl_page(const struct jsonl *jsonl, struct slice record);

// Appends the url or the id of the record, which may be a number. False: no memory.
bool jsonl_name(const struct jsonl *jsonl, enum jsonl_member member, struct slice record,
	struct buffer *name);

// Puts the record with `body` in place of the page and, unless it is empty, `facts` (JSON) as a
// member of its own.
void jsonl_put(const struct jsonl *jsonl, struct slice record, struct slice body,
	struct slice facts, struct io_out *out);

#endif
