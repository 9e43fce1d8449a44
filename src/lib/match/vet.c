// SPDX-License-Identifier: MIT
// Vets the patterns of users: whether they compile, and have nothing in them that lifts limits.
#include "match/vet.h"

#include <string.h>

#include "base/text.h"
#include "match/pattern-fold.h"
#include "match/pattern.h"

// What is refused. Outside of classes and quoted text it means this and nothing else.
static const struct {
	const char *text, *what;
} refused[] = {
	{"\\C", N_("\\C is refused: it matches a part of a character")},
	{"(?C", N_("callouts are refused")},
	{"(*LIMIT_", N_("limits cannot be changed by a pattern")},
	{"(*NO_UTF", N_("patterns and lines are UTF-8 always")},
};

// The size of the escape at the front of the text; quoted text, \Q...\E, is one.
static size_t escape_size(struct slice text)
{
	size_t at = begins_with(text, "\\c") ? 3 : 2;
	if (!begins_with(text, "\\Q"))
		return text.size < at ? text.size : at;
	while (at < text.size && !begins_with(slice_from(text, at), "\\E"))
		at++;
	return at < text.size ? at + 2 : at;
}

// The size of the class at the front of the text. A bracket at its beginning does not end it.
static size_t class_size(struct slice text)
{
	size_t at = 1;
	at += at < text.size && text.data[at] == '^';
	at += at < text.size && text.data[at] == ']';
	while (at < text.size && text.data[at] != ']')
		at += text.data[at] == '\\' ? escape_size(slice_from(text, at)) : 1;
	return at < text.size ? at + 1 : at;
}

static size_t comment_size(struct slice text)
{
	size_t at = 0;
	while (at < text.size && text.data[at] != ')')
		at++;
	return at;
}

// The size of what stands at the front of the text.
static size_t item_size(struct slice text)
{
	if (*text.data == '\\')
		return escape_size(text);
	if (*text.data == '[')
		return class_size(text);
	return begins_with(text, "(?#") ? comment_size(text) : 1;
}

bool vet_refuses(struct slice pattern, struct vetted *vetted)
{
	for (size_t at = 0; at < pattern.size; at += item_size(slice_from(pattern, at)))
		for (size_t i = 0; i < COUNT(refused); i++)
			if (begins_with(slice_from(pattern, at), refused[i].text)) {
				vetted->what = refused[i].what;
				vetted->at = at;
				return true;
			}
	return false;
}

// Skips groups, lookarounds and flags that the pattern opens with.
static struct slice skip_openings(struct slice pattern)
{
	while (begins_with(pattern, "(")) {
		size_t at = 1;
		if (at < pattern.size && pattern.data[at] == '?')
			while (at < pattern.size && (is_letter(pattern.data[at]) ||
							    strchr("?:=!<>^-|", pattern.data[at])))
				at++;
		at += at > 1 && at < pattern.size && pattern.data[at] == ')';
		pattern = slice_from(pattern, at);
	}
	return pattern;
}

// The size of an item at the front that stands for nearly any character; 0: there is none.
static size_t wide_size(struct slice text)
{
	static const char *const wide[] = {".", "\\S", "\\D", "\\W", "\\N", "\\X"};
	for (size_t i = 0; i < COUNT(wide); i++)
		if (begins_with(text, wide[i]))
			return strlen(wide[i]);
	return begins_with(text, "[^") ? class_size(text) : 0;
}

// Whether a repeat without end is at the front: * or + or {n,}.
static bool repeats(struct slice text)
{
	size_t at = 1;
	if (begins_with(text, "*") || begins_with(text, "+"))
		return true;
	if (!begins_with(text, "{"))
		return false;
	while (at < text.size && is_digit(text.data[at]))
		at++;
	return begins_with(slice_from(text, at), ",}");
}

bool vet_scans(struct slice pattern)
{
	pattern = skip_openings(pattern);
	size_t size = wide_size(pattern);
	return size > 0 && repeats(slice_from(pattern, size));
}

enum dehusk_status vet_pattern(struct slice pattern, struct vetted *vetted)
{
	struct buffer folded = {0};
	struct pattern *compiled = NULL;
	vetted->what = NULL;
	if (vet_refuses(pattern, vetted))
		return DEHUSK_BAD_RULE;
	// Folding changes no length.
	if (pattern_fold(pattern, &folded))
		compiled = pattern_new(slice_of(&folded), vetted->message, sizeof vetted->message,
			&vetted->what, &vetted->at);
	buffer_free(&folded);
	pattern_free(compiled);
	return compiled ? DEHUSK_OK : vetted->what ? DEHUSK_BAD_RULE : DEHUSK_NO_MEMORY;
}
