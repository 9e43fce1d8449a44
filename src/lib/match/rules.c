// SPDX-License-Identifier: MIT
// Parses the rule language: texts of rules become a list of named patterns with actions.
#include "match/rules.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

static const char *const action_names[] = {
	[RULE_DROP] = "drop",
	[RULE_HUSK] = "husk",
	[RULE_FOOT] = "foot",
	[RULE_CUT] = "cut",
	[RULE_STRIP] = "strip",
	[RULE_KEEP] = "keep",
	[RULE_HINT] = "hint",
	[RULE_SOURCE] = "source",
};

// The rule above an example.
#define RULE_NONE SIZE_MAX         // there is none
#define RULE_BROKEN (SIZE_MAX - 1) // it has an error: its examples are skipped

struct parser {
	struct rules *rules;
	const struct dehusk_rule_text *from;
	const struct dehusk_rule_reader *reader;
	rules_vet *vet;
	const char *file; // a copy that stays
	struct slice line;
	size_t number; // of the line
	size_t above;  // the index of the rule above
	enum dehusk_status status;
	bool stopped;
};

const char *rules_action_name(enum rule_action action)
{
	return action_names[action];
}

// --- errors ---

static size_t count_pattern_chars(const char *text, const char *end)
{
	size_t chars = 0;
	for (; text < end; text++)
		chars += !utf8_is_continuation(*text);
	return chars;
}

bool rules_tell(const struct dehusk_rule_reader *reader, const char *file, size_t line,
	struct slice whole, const char *at, const char *what)
{
	struct dehusk_rule_error error = {
		.file = file,
		.line = line,
		.column = count_pattern_chars(whole.data, at) + 1,
		.what = what,
		.text = whole.data,
		.size = whole.size,
		.at = (size_t)(at - whole.data),
	};
	return reader && reader->error && reader->error(reader->context, &error);
}

// Always false.
static bool complain(struct parser *parser, const char *at, const char *what)
{
	parser->status = DEHUSK_BAD_RULE;
	parser->stopped =
		!rules_tell(parser->reader, parser->file, parser->number, parser->line, at, what);
	return false;
}

// Always false.
static bool give_up_rules(struct parser *parser, enum dehusk_status status)
{
	parser->status = status;
	parser->stopped = true;
	return false;
}

// --- words ---

static bool is_rule_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static struct slice trim_end(struct slice text)
{
	while (text.size > 0 && is_rule_blank(text.data[text.size - 1]))
		text.size--;
	return text;
}

// Cuts the next word off the front of *text, with the blanks around it.
static struct slice take_word(struct slice *text)
{
	while (text->size > 0 && is_rule_blank(*text->data))
		text->data++, text->size--;
	struct slice word = {text->data, 0};
	while (word.size < text->size && !is_rule_blank(text->data[word.size]))
		word.size++;
	text->data += word.size, text->size -= word.size;
	while (text->size > 0 && is_rule_blank(*text->data))
		text->data++, text->size--;
	return word;
}

// Cuts a suffix off a word. False: the word ends otherwise.
static bool take_suffix(struct slice *word, const char *suffix)
{
	if (!ends_with(*word, suffix))
		return false;
	word->size -= strlen(suffix);
	return true;
}

static bool is_rule_name(struct slice word)
{
	for (size_t i = 0; i < word.size; i++) {
		char c = word.data[i];
		if (!(c == '-' || (c >= 'a' && c <= 'z') || is_digit(c)))
			return false;
	}
	return word.size > 0;
}

// --- names ---

// The slot of a name: that of a rule with this name, or a free one.
static size_t *find_name_slot(const struct rules *rules, const char *name)
{
	const struct rule_names *names = &rules->names;
	size_t at = (size_t)hash_bytes(HASH_START, name, strlen(name)) % names->room;
	while (names->slot[at] != 0 && strcmp(rules->rule[names->slot[at] - 1].name, name) != 0)
		at = (at + 1) % names->room;
	return &names->slot[at];
}

// Keeps at least half of the slots free.
static bool reserve_names(struct rules *rules)
{
	struct rule_names *names = &rules->names;
	if (2 * (names->count + 1) <= names->room)
		return true;
	struct rule_names old = *names;
	names->room = old.room > 0 ? 2 * old.room : 64;
	names->slot = calloc(names->room, sizeof *names->slot);
	if (!names->slot) {
		*names = old;
		return false;
	}
	for (size_t i = 0; i < old.room; i++)
		if (old.slot[i] != 0)
			*find_name_slot(rules, rules->rule[old.slot[i] - 1].name) = old.slot[i];
	free(old.slot);
	return true;
}

// The name of a rule as it is told: with the file of a user's rule. NULL: no memory.
static const char *full_name(struct parser *parser, struct slice name)
{
	struct buffer full = {0};
	bool done = (!parser->file || (buffer_append_string(&full, parser->file) &&
					      buffer_append_byte(&full, ':'))) &&
		    buffer_append(&full, name.data, name.size) && buffer_append_byte(&full, '\0');
	const char *copy = done ? arena_copy(&parser->rules->text, slice_of(&full)).data : NULL;
	buffer_free(&full);
	return copy;
}

// --- rules ---

static bool find_action(struct slice word, enum rule_action *action)
{
	for (size_t i = 0; i < COUNT(action_names); i++)
		if (equals(word, action_names[i])) {
			*action = (enum rule_action)i;
			return true;
		}
	return false;
}

static bool parse_action(struct parser *parser, struct slice word, struct rule *rule)
{
	const char *at = word.data;
	bool replies = take_suffix(&word, ",replies");
	bool ends = replies || take_suffix(&word, ",end");
	if (!find_action(word, &rule->action))
		return complain(parser, at,
			"unknown action; there are drop, husk, foot, cut, strip, keep, hint and "
			"source");
	if (ends && rule->action != RULE_DROP && rule->action != RULE_HUSK)
		return complain(parser, at, "only drop and husk take ',end' or ',replies'");
	rule->ends = ends || rule->action == RULE_FOOT;
	rule->replies = replies;
	return true;
}

// Appends a rule unless its name is taken. `at`: where the name stands.
static bool add_rule(struct parser *parser, const struct rule *rule, const char *at)
{
	struct rules *rules = parser->rules;
	void *list = rules->rule;
	if (rules->count == RULES_MOST)
		return complain(parser, at, "there are too many rules: 65536 are the most");
	if (!reserve_names(rules) ||
		!array_reserve(&list, &rules->room, rules->count + 1, sizeof *rule))
		return give_up_rules(parser, DEHUSK_NO_MEMORY);
	rules->rule = list;
	size_t *slot = find_name_slot(rules, rule->name);
	if (*slot != 0)
		return complain(parser, at, "another rule has this name");
	rules->rule[rules->count] = *rule;
	parser->above = rules->count++;
	*slot = rules->count;
	rules->names.count++;
	return true;
}

static bool vet_rule(struct parser *parser, struct slice pattern)
{
	struct vetted vetted;
	if (!parser->vet)
		return true;
	enum dehusk_status status = parser->vet(pattern, &vetted);
	if (status == DEHUSK_BAD_RULE)
		return complain(parser, pattern.data + vetted.at, vetted.what);
	return status == DEHUSK_OK || give_up_rules(parser, status);
}

static bool parse_rule(struct parser *parser, struct slice text)
{
	struct rule rule = {.file = parser->file, .line = parser->number, .whole = parser->line};
	parser->above = RULE_BROKEN;
	if (!parse_action(parser, take_word(&text), &rule))
		return false;
	struct slice name = {parser->from->name, 0};
	const char *at = text.data;
	if (name.data)
		name.size = strlen(name.data);
	else
		name = take_word(&text);
	if (!is_rule_name(name))
		return complain(parser, at,
			"a rule has a name before its pattern, of small letters, digits and "
			"hyphens");
	rule.pattern = trim_end(text);
	if (rule.pattern.size == 0)
		return complain(parser, text.data,
			parser->from->name ? N_("a rule needs a pattern")
					   : N_("a rule needs a name and a pattern"));
	if (!vet_rule(parser, rule.pattern))
		return false;
	rule.name = full_name(parser, name);
	return rule.name ? add_rule(parser, &rule, at) : give_up_rules(parser, DEHUSK_NO_MEMORY);
}

static bool parse_example(struct parser *parser, struct slice text)
{
	struct rules *rules = parser->rules;
	struct slice sign = take_word(&text);
	if (sign.size != 1 || (*sign.data != '+' && *sign.data != '-'))
		return complain(parser, sign.data,
			"an indented line is an example: + or -, a blank, and a text");
	if (parser->above == RULE_NONE)
		return complain(parser, sign.data, "an example stands below its rule");
	if (parser->above == RULE_BROKEN)
		return true;
	struct rule_example example = {
		parser->above, *sign.data == '+', trim_end(text), parser->number, parser->line};
	void *list = rules->example;
	if (!array_reserve(&list, &rules->example_room, rules->example_count + 1, sizeof example))
		return give_up_rules(parser, DEHUSK_NO_MEMORY);
	rules->example = list;
	rules->example[rules->example_count++] = example;
	return true;
}

static bool parse_include(struct parser *parser, struct slice name)
{
	const struct dehusk_rule_reader *reader = parser->reader;
	const char *what = NULL;
	struct buffer copy = {0};
	parser->above = RULE_NONE;
	if (name.size == 0 || memchr(name.data, '\0', name.size))
		return complain(parser, name.data, "include needs the name of a file");
	if (!buffer_append(&copy, name.data, name.size) || !buffer_append_byte(&copy, '\0')) {
		buffer_free(&copy);
		return give_up_rules(parser, DEHUSK_NO_MEMORY);
	}
	enum dehusk_status status =
		reader->include(reader->context, parser->from, copy.data, &what);
	buffer_free(&copy);
	if (status == DEHUSK_BAD_RULE && what)
		return complain(parser, name.data, what);
	if (status == DEHUSK_BAD_RULE)
		parser->status = status;
	return status == DEHUSK_OK || status == DEHUSK_BAD_RULE || give_up_rules(parser, status);
}

// --- lines ---

static bool is_utf8_text(struct parser *parser)
{
	struct slice line = parser->line;
	for (size_t at = 0; at < line.size;) {
		uint32_t c;
		size_t length = utf8_step(line.data + at, line.size - at, &c);
		if (c >= UTF8_INCOMPLETE)
			return complain(parser, line.data + at, "rules are written in UTF-8");
		at += length;
	}
	return true;
}

static bool may_include(const struct parser *parser)
{
	return parser->reader && parser->reader->include;
}

static bool parse_line(struct parser *parser)
{
	// PCRE2 sees to the built-in ones.
	if (parser->file && !is_utf8_text(parser))
		return false;
	struct slice text = trim_end(parser->line), rest = text;
	if (parser->from->name)
		return parse_rule(parser, text);
	if (text.size == 0 || *text.data == '#')
		return true;
	if (is_rule_blank(*text.data))
		return parse_example(parser, text);
	struct slice word = take_word(&rest);
	if (equals(word, "+") || equals(word, "-"))
		return complain(parser, text.data, "an example is indented");
	if (may_include(parser) && equals(word, "include"))
		return parse_include(parser, rest);
	return parse_rule(parser, text);
}

// A rule that has its name from elsewhere is a text of one line.
static bool is_one_line(struct parser *parser, struct slice text)
{
	const char *end = text.size > 0 ? memchr(text.data, '\n', text.size) : NULL;
	parser->line = (struct slice){text.data, end ? (size_t)(end - text.data) : text.size};
	if (end)
		return complain(parser, end, "a rule is one line");
	return trim_end(text).size > 0 || complain(parser, text.data, "a rule needs an action");
}

static struct slice skip_mark(struct slice text)
{
	return begins_with(text, UTF8_MARK_BYTES) ? slice_from(text, strlen(UTF8_MARK_BYTES))
						  : text;
}

static void parse_lines(struct parser *parser, struct slice text)
{
	while (text.size > 0 && !parser->stopped) {
		const char *end = memchr(text.data, '\n', text.size);
		parser->line =
			(struct slice){text.data, end ? (size_t)(end - text.data) : text.size};
		parse_line(parser);
		text = slice_from(text, parser->line.size + (end != NULL));
		parser->number++;
	}
}

enum dehusk_status rules_add(struct rules *rules, const struct dehusk_rule_text *from,
	const struct dehusk_rule_reader *reader, rules_vet *vet)
{
	struct parser parser = {
		.rules = rules,
		.from = from,
		.reader = reader,
		.vet = vet,
		.number = from->line > 0 ? from->line : 1,
		.above = RULE_NONE,
	};
	struct slice text = arena_copy(&rules->text, (struct slice){from->text, from->size});
	if (from->file)
		parser.file =
			arena_copy(&rules->text, (struct slice){from->file, strlen(from->file) + 1})
				.data;
	if (!text.data || (from->file && !parser.file))
		return DEHUSK_NO_MEMORY;
	text = skip_mark(text);
	if (!from->name || is_one_line(&parser, text))
		parse_lines(&parser, text);
	return parser.status;
}

void rules_free(struct rules *rules)
{
	free(rules->rule);
	free(rules->example);
	free(rules->names.slot);
	arena_free(&rules->text);
	*rules = (struct rules){0};
}
