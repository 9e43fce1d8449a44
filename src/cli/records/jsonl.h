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

// False: the field has too many names.
bool jsonl_begin(struct jsonl *jsonl, const char *field);

// Finds the members of a record. *found: it is an object with such a string. False: no memory.
bool jsonl_read(struct jsonl *jsonl, struct slice record, bool *found);

// Appends the page, and the url or the id of the record, which may be a number. False: no memory.
bool jsonl_page(const struct jsonl *jsonl, struct slice record, struct buffer *page);
bool jsonl_name(const struct jsonl *jsonl, enum jsonl_member member, struct slice record,
	struct buffer *name);

// Puts the record with `body` in place of the page and, unless it is empty, `facts` (JSON) as a
// member of its own.
void jsonl_put(const struct jsonl *jsonl, struct slice record, struct slice body,
	struct slice facts, struct io_out *out);

#endif
