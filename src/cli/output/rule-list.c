// SPDX-License-Identifier: MIT
// Lists the rules in the order in which they are asked.
#include "output/rule-list.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "base/utf8.h"
#include "message.h"
#include "print.h"

enum column { COLUMN_NAME, COLUMN_ACTION, COLUMN_FILE, COLUMN_LINES, COLUMN_PATTERN, COLUMNS };

// A row of the list. The name is without the file.
struct rule_row {
	struct slice cell[COLUMNS];
	char lines[24];
};

static struct slice string_slice(const char *string)
{
	return (struct slice){string, strlen(string)};
}

static void fill_row(struct rule_row *row, const struct dehusk_rule *rule, bool counted)
{
	const char *name = rule->file ? rule->name + strlen(rule->file) + 1 : rule->name;
	snprintf(row->lines, sizeof row->lines, "%" PRIu64, rule->lines);
	row->cell[COLUMN_NAME] = string_slice(name);
	row->cell[COLUMN_ACTION] = string_slice(rule->action);
	row->cell[COLUMN_FILE] = string_slice(rule->file ? rule->file : "built-in");
	row->cell[COLUMN_LINES] = string_slice(counted ? row->lines : "");
	row->cell[COLUMN_PATTERN] = (struct slice){rule->pattern.text, rule->pattern.size};
}

// Puts a cell; what a terminal does not show becomes an escape that PCRE2 reads. Returns its width.
static size_t put_cell(struct io_out *out, struct slice cell)
{
	size_t width = 0;
	for (size_t at = 0; at < cell.size;) {
		uint32_t c;
		char escape[16];
		size_t length = utf8_decode(cell.data + at, cell.size - at, &c);
		bool shown = message_shows(c);
		int size = snprintf(escape, sizeof escape, "\\x{%" PRIX32 "}", c);
		if (out && shown)
			io_put(out, cell.data + at, length);
		else if (out)
			io_put_string(out, escape);
		width += shown ? utf8_width(c) : (size_t)size;
		at += length;
	}
	return width;
}

static void put_rule_row(struct io_out *out, const struct rule_row *row, const size_t *width)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		size_t last = put_cell(out, row->cell[i]);
		if (!width && i + 1 < COLUMNS)
			io_put(out, "\t", 1);
		for (; width && i + 1 < COLUMNS && last < width[i] + 2; last++)
			io_put(out, " ", 1);
	}
	io_put(out, "\n", 1);
}

void rule_list_put(struct io_out *out, const struct dehusk_rule *rules, size_t count, bool counted)
{
	struct rule_row row;
	size_t width[COLUMNS] = {0};
	bool aligned = out->fd >= 0 && isatty(out->fd) == 1;
	for (size_t i = 0; i < count && aligned; i++) {
		fill_row(&row, &rules[i], counted);
		for (size_t k = 0; k < COLUMN_PATTERN; k++) {
			size_t cell = put_cell(NULL, row.cell[k]);
			width[k] = cell > width[k] ? cell : width[k];
		}
	}
	for (size_t i = 0; i < count; i++) {
		fill_row(&row, &rules[i], counted);
		put_rule_row(out, &row, aligned ? width : NULL);
	}
}

void rule_list_print(const struct options *options)
{
	struct io_out out;
	struct dehusk *dehusk;
	size_t count;
	struct dehusk_options how = {
		.size = sizeof how,
		.rules = options->rules,
		.flags = options->no_default_rules ? DEHUSK_NO_DEFAULT_RULES : 0,
	};
	if (dehusk_new(&dehusk, &how) != DEHUSK_OK) {
		message_no_memory();
		return;
	}
	if (print_begin(&out)) {
		const struct dehusk_rule *list = dehusk_rules(dehusk, &count);
		rule_list_put(&out, list, count, false);
		print_end(&out);
	}
	dehusk_free(dehusk);
}
