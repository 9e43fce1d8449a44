// SPDX-License-Identifier: MIT
// The records of JSON Lines.
#include "records/jsonl.h"

#include <string.h>

#include "base/text.h"
#include "output/writers.h"

bool jsonl_is_facts(const char *field)
{
	struct json_path path;
	return json_path_set(&path, field) && equals(path.name[0], JSONL_FACTS);
}

bool jsonl_begin(struct jsonl *jsonl, const char *field)
{
	static const char *const names[] = {
		[JSONL_URL] = "url", [JSONL_ID] = "id", [JSONL_SAID] = JSONL_FACTS};
	bool done = json_path_set(&jsonl->path[JSONL_PAGE], field);
	for (size_t i = JSONL_URL; i < JSONL_MEMBERS; i++)
		json_path_set(&jsonl->path[i], names[i]);
	for (size_t i = 0; i < JSONL_MEMBERS; i++)
		jsonl->want[i] = (struct json_want){.path = &jsonl->path[i]};
	return done;
}

static struct slice value_of(
	const struct jsonl *jsonl, enum jsonl_member member, struct slice record)
{
	const struct json_value *value = &jsonl->want[member].value;
	return value->found ? (struct slice){record.data + value->at, value->end - value->at}
			    : (struct slice){NULL, 0};
}

static bool is_string(struct slice value)
{
	return value.size > 0 && *value.data == '"';
}

bool jsonl_read(struct jsonl *jsonl, struct slice record, enum jsonl_kind *kind)
{
	bool object;
	enum json_status status = json_scan(record, jsonl->want, JSONL_MEMBERS, &object);
	bool page = object && is_string(value_of(jsonl, JSONL_PAGE, record));
	*kind = status != JSON_OK ? JSONL_BROKEN : page ? JSONL_OBJECT : JSONL_OTHER;
	return status != JSON_NO_MEMORY;
}

struct slice jsonl_page(const struct jsonl *jsonl, struct slice record)
{
	return json_inside(value_of(jsonl, JSONL_PAGE, record));
}

bool jsonl_name(const struct jsonl *jsonl, enum jsonl_member member, struct slice record,
	struct buffer *name)
{
	struct slice value = value_of(jsonl, member, record);
	if (is_string(value))
		return json_read_string(value, name);
	bool number = value.size > 0 && (is_digit(*value.data) || *value.data == '-');
	return !number || buffer_append(name, value.data, value.size);
}

// Puts the text of the record from *from up to `to`, and goes behind `end`.
static void put_up_to(struct slice record, size_t *from, size_t to, size_t end, struct io_out *out)
{
	io_put(out, record.data + *from, to - *from);
	*from = end;
}

// Puts the facts in place of those that are there.
static void put_facts_over(const struct json_value *said, struct slice record, struct slice facts,
	size_t *from, struct io_out *out)
{
	put_up_to(record, from, said->at, said->end, out);
	io_put(out, facts.data, facts.size);
}

// Puts them behind the last member.
static void put_facts_last(
	struct slice record, struct slice facts, size_t *from, struct io_out *out)
{
	size_t brace = record.size;
	while (record.data[brace - 1] != '}')
		brace--;
	put_up_to(record, from, brace - 1, brace - 1, out);
	io_put_string(out, ",\"" JSONL_FACTS "\":");
	io_put(out, facts.data, facts.size);
}

void jsonl_put(const struct jsonl *jsonl, struct slice record, struct slice body,
	struct slice facts, struct io_out *out)
{
	const struct json_value *page = &jsonl->want[JSONL_PAGE].value,
				*said = &jsonl->want[JSONL_SAID].value;
	size_t from = 0;
	// jsonl_is_facts(): the page stands elsewhere.
	bool over = facts.size > 0 && said->found;
	if (over && said->at < page->at)
		put_facts_over(said, record, facts, &from, out);
	put_up_to(record, &from, page->at, page->end, out);
	io_put_string(out, "\"");
	write_json_text(out, body.data, body.size);
	io_put_string(out, "\"");
	if (over && said->at > page->at)
		put_facts_over(said, record, facts, &from, out);
	if (facts.size > 0 && !over)
		put_facts_last(record, facts, &from, out);
	io_put(out, record.data + from, record.size - from);
}
