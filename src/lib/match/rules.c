// SPDX-License-Identifier: MIT
// Parses the rule language: the text of rules becomes a list of named patterns with actions.
#include "match/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const char *const action_names[] = {
	[RULE_DROP] = "drop",
	[RULE_HUSK] = "husk",
	[RULE_FOOT] = "foot",
	[RULE_CUT] = "cut",
	[RULE_STRIP] = "strip",
	[RULE_KEEP] = "keep",
	[RULE_HINT] = "hint",
};

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

static bool find_action(struct slice word, enum rule_action *action)
{
	for (size_t i = 0; i < sizeof action_names / sizeof action_names[0]; i++)
		if (equals(word, action_names[i])) {
			*action = (enum rule_action)i;
			return true;
		}
	return false;
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

static bool has_rule_named(const struct rules *rules, struct slice name)
{
	for (size_t i = 0; i < rules->count; i++)
		if (equals(name, rules->rule[i].name))
			return true;
	return false;
}

// A NUL in the copy of the text ends the name, in place of the blank.
static bool parse_rule(
	struct rules *rules, struct slice text, size_t line, struct rules_error *error)
{
	struct rule rule = {.line = line};
	*error = (struct rules_error){
		line, "unknown action; there are drop, husk, foot, cut, strip, keep and hint"};
	struct slice action = take_word(&text);
	bool replies = take_suffix(&action, ",replies");
	bool ends = replies || take_suffix(&action, ",end");
	if (!find_action(action, &rule.action))
		return false;
	error->what = "only drop and husk take ',end' or ',replies'";
	if (ends && rule.action != RULE_DROP && rule.action != RULE_HUSK)
		return false;
	rule.ends = ends || rule.action == RULE_FOOT;
	rule.replies = replies;
	struct slice name = take_word(&text);
	error->what = "a rule's name is made of small letters, digits and hyphens";
	if (!is_rule_name(name))
		return false;
	error->what = "another rule has this name";
	if (has_rule_named(rules, name))
		return false;
	rule.pattern = trim_end(text);
	error->what = "a rule needs a pattern";
	if (rule.pattern.size == 0)
		return false;
	rules->text[name.data + name.size - rules->text] = '\0';
	rule.name = name.data;
	void *list = rules->rule;
	error->what = NULL;
	if (!array_reserve(&list, &rules->room, rules->count + 1, sizeof rule))
		return false;
	rules->rule = list;
	rules->rule[rules->count++] = rule;
	return true;
}

static bool parse_example(
	struct rules *rules, struct slice text, size_t line, struct rules_error *error)
{
	struct slice sign = take_word(&text);
	*error = (struct rules_error){
		line, "an indented line is an example: + or -, a blank, and a text"};
	if (sign.size != 1 || (*sign.data != '+' && *sign.data != '-'))
		return false;
	error->what = "an example stands below its rule";
	if (rules->count == 0)
		return false;
	struct rule_example example = {rules->count - 1, *sign.data == '+', trim_end(text), line};
	void *list = rules->example;
	error->what = NULL;
	if (!array_reserve(&list, &rules->example_room, rules->example_count + 1, sizeof example))
		return false;
	rules->example = list;
	rules->example[rules->example_count++] = example;
	return true;
}

static bool parse_line(
	struct rules *rules, struct slice text, size_t line, struct rules_error *error)
{
	bool indented = text.size > 0 && is_rule_blank(*text.data);
	text = trim_end(text);
	if (text.size == 0 || *text.data == '#')
		return true;
	return indented ? parse_example(rules, text, line, error)
			: parse_rule(rules, text, line, error);
}

bool rules_parse(struct rules *rules, const char *text, size_t size, struct rules_error *error)
{
	*rules = (struct rules){0};
	*error = (struct rules_error){0};
	size_t room;
	if (!size_add(size, 1, &room) || !(rules->text = malloc(room)))
		return false;
	memcpy(rules->text, text, size);
	rules->text[size] = '\0';
	size_t line = 1;
	for (size_t at = 0; at < size; line++) {
		const char *end = memchr(rules->text + at, '\n', size - at);
		size_t length = end ? (size_t)(end - rules->text) - at : size - at;
		if (!parse_line(rules, (struct slice){rules->text + at, length}, line, error)) {
			rules_free(rules);
			return false;
		}
		at += length + 1;
	}
	return true;
}

void rules_free(struct rules *rules)
{
	free(rules->rule);
	free(rules->example);
	free(rules->text);
	*rules = (struct rules){0};
}
