// SPDX-License-Identifier: MIT
// Runs the tokenizer tests of the project html5lib-tests: FILE.test..., in JSON. Compares text and
// tags, for the whole input and for one byte at a time. Prints what differs, and a count.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "html/references.h"
#include "html/tokenizer.h"

static void *checked(void *memory)
{
	if (!memory) {
		fputs("html-tokens: out of memory\n", stderr);
		exit(2);
	}
	return memory;
}

static void check(bool done)
{
	if (!done)
		checked(NULL);
}

static void append(struct buffer *out, struct slice text)
{
	check(buffer_append(out, text.data, text.size));
}

static void append_string(struct buffer *out, const char *string)
{
	check(buffer_append_string(out, string));
}

// --- JSON ---

struct json {
	enum { JSON_STRING, JSON_ARRAY, JSON_OBJECT, JSON_OTHER } type;
	struct buffer string; // also the text of another value
	bool lone;            // it has a half of a pair of UTF-16
	char *name;           // as a member of an object
	struct json *first, *next;
};

static const char *at;

static void skip_space(void)
{
	at += strspn(at, " \t\r\n,:");
}

static unsigned hex4(const char *digits)
{
	char text[5] = {0};
	memcpy(text, digits, 4);
	return (unsigned)strtoul(text, NULL, 16);
}

// Appends \uXXXX at `text`, or a pair of them. Returns the bytes read.
static size_t unescape(struct json *value, const char *text, struct buffer *out)
{
	char bytes[4];
	uint32_t c = hex4(text + 2);
	size_t size = 6;
	if (c >= 0xD800 && c < 0xDC00 && text[6] == '\\' && text[7] == 'u') {
		uint32_t low = hex4(text + 8);
		if (low >= 0xDC00 && low < 0xE000) {
			c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
			size = 12;
		}
	}
	value->lone |= utf8_is_surrogate(c);
	check(buffer_append(out, bytes, utf8_encode(c, bytes)));
	return size;
}

static void read_string(struct json *value)
{
	static const char from[] = "nrtbf\"\\/", to[] = "\n\r\t\b\f\"\\/";
	at++;
	while (*at != '"') {
		if (*at != '\\') {
			check(buffer_append_byte(&value->string, *at++));
		} else if (at[1] == 'u') {
			at += unescape(value, at, &value->string);
		} else {
			check(buffer_append_byte(&value->string, to[strchr(from, at[1]) - from]));
			at += 2;
		}
	}
	at++;
}

static struct json *read_value(void)
{
	struct json *value = checked(calloc(1, sizeof *value));
	skip_space();
	if (*at == '"') {
		read_string(value);
		return value;
	}
	if (*at != '[' && *at != '{') {
		value->type = JSON_OTHER;
		for (; !strchr(",]} \t\r\n", *at); at++)
			check(buffer_append_byte(&value->string, *at));
		return value;
	}
	bool object = *at++ == '{';
	value->type = object ? JSON_OBJECT : JSON_ARRAY;
	struct json **next = &value->first;
	for (skip_space(); *at != ']' && *at != '}'; skip_space()) {
		struct json *name = object ? read_value() : NULL;
		*next = read_value();
		if (name) {
			check(buffer_append_byte(&name->string, '\0'));
			(*next)->name = name->string.data;
			free(name);
		}
		next = &(*next)->next;
	}
	at++;
	return value;
}

static struct json *member(const struct json *object, const char *name)
{
	for (struct json *value = object->first; value; value = value->next)
		if (value->name && strcmp(value->name, name) == 0)
			return value;
	return NULL;
}

static void free_json(struct json *value)
{
	while (value) {
		struct json *next = value->next;
		free_json(value->first);
		buffer_free(&value->string);
		free(value->name);
		free(value);
		value = next;
	}
}

// Undoes the second escaping that some tests have.
static void unescape_all(struct json *value)
{
	for (struct json *inner = value->first; inner; inner = inner->next)
		unescape_all(inner);
	struct buffer out = {0};
	for (size_t i = 0; i < value->string.size;) {
		const char *text = value->string.data + i;
		if (value->string.size - i >= 6 && text[0] == '\\' && text[1] == 'u') {
			i += unescape(value, text, &out);
		} else {
			check(buffer_append_byte(&out, *text));
			i++;
		}
	}
	buffer_free(&value->string);
	value->string = out;
}

// --- what comes out, as text ---

static void end_text(struct buffer *out, bool *in_text)
{
	if (*in_text)
		append_string(out, "\n");
	*in_text = false;
}

static void put_text(struct buffer *out, bool *in_text, struct slice text)
{
	if (!*in_text)
		append_string(out, "text ");
	*in_text = true;
	append(out, text);
}

static bool has_lone(const struct json *value)
{
	for (const struct json *inner = value->first; inner; inner = inner->next)
		if (has_lone(inner))
			return true;
	return value->lone;
}

static void put_tag(struct buffer *out, const struct json *token, bool start)
{
	const struct json *name = token->first->next;
	append_string(out, start ? "start " : "end ");
	append(out, slice_of(&name->string));
	const struct json *attributes = start ? name->next : NULL;
	for (const struct json *one = attributes ? attributes->first : NULL; one; one = one->next) {
		append_string(out, " ");
		append_string(out, one->name);
		append_string(out, "=");
		append(out, slice_of(&one->string));
	}
	if (attributes && attributes->next)
		append_string(out, " /");
	append_string(out, "\n");
}

static void put_expected(struct buffer *out, const struct json *tokens)
{
	bool in_text = false;
	for (const struct json *token = tokens->first; token; token = token->next) {
		if (token->type != JSON_ARRAY)
			continue;
		struct slice kind = slice_of(&token->first->string);
		if (equals(kind, "Character")) {
			put_text(out, &in_text, slice_of(&token->first->next->string));
		} else if (equals(kind, "StartTag") || equals(kind, "EndTag")) {
			end_text(out, &in_text);
			put_tag(out, token, equals(kind, "StartTag"));
		}
	}
	end_text(out, &in_text);
}

struct seen {
	struct buffer out;
	bool in_text;
};

static bool see_text(void *context, struct slice text)
{
	struct seen *seen = context;
	put_text(&seen->out, &seen->in_text, text);
	return true;
}

static void append_name(struct buffer *out, struct slice name)
{
	for (size_t i = 0; i < name.size; i++) {
		if (name.data[i] == '\0')
			append_string(out, UTF8_REPLACEMENT_BYTES);
		else
			check(buffer_append_byte(out, to_lower(name.data[i])));
	}
}

static bool is_first(const struct tag *tag, size_t which)
{
	struct slice name = tag->attribute[which].name;
	for (size_t i = 0; i < which; i++) {
		struct slice other = tag->attribute[i].name;
		bool same = other.size == name.size;
		for (size_t k = 0; same && k < name.size; k++)
			same = to_lower(name.data[k]) == to_lower(other.data[k]);
		if (same)
			return false;
	}
	return true;
}

static bool see_tag(void *context, const struct tag *tag)
{
	struct seen *seen = context;
	end_text(&seen->out, &seen->in_text);
	append_string(&seen->out, tag->end ? "end " : "start ");
	append_name(&seen->out, tag->name);
	for (size_t i = 0; i < tag->attributes && !tag->end; i++) {
		if (!is_first(tag, i))
			continue;
		append_string(&seen->out, " ");
		append_name(&seen->out, tag->attribute[i].name);
		append_string(&seen->out, "=");
		check(reference_decode(tag->attribute[i].value, &seen->out));
	}
	append_string(&seen->out, tag->closed && !tag->end ? " /\n" : "\n");
	return true;
}

static bool see_doctype(void *context)
{
	(void)context;
	return true;
}

// --- tests ---

static enum content content_of(const char *state)
{
	static const struct {
		const char *name;
		enum content content;
	} states[] = {
		{"Data state", CONTENT_DATA},
		{"PLAINTEXT state", CONTENT_PLAINTEXT},
		{"RCDATA state", CONTENT_RCDATA},
		{"RAWTEXT state", CONTENT_RAWTEXT},
		{"Script data state", CONTENT_SCRIPT},
		{"CDATA section state", CONTENT_CDATA},
	};
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (strcmp(states[i].name, state) == 0)
			return states[i].content;
	fprintf(stderr, "html-tokens: unknown state %s\n", state);
	exit(2);
}

static void tokenize(
	struct slice input, enum content content, struct slice last, size_t step, struct seen *seen)
{
	static const struct token_sink sink = {see_text, see_tag, see_doctype};
	struct tokenizer *tokenizer = checked(tokenizer_new(&sink, seen));
	tokenizer_set_content(tokenizer, content, last);
	for (size_t i = 0; i < input.size; i += step) {
		size_t size = input.size - i < step ? input.size - i : step;
		// Each piece stands alone, so that a look beside it is seen.
		char *piece = checked(malloc(size));
		memcpy(piece, input.data + i, size);
		check(tokenizer_feed(tokenizer, piece, size));
		free(piece);
	}
	check(tokenizer_end(tokenizer));
	end_text(&seen->out, &seen->in_text);
	tokenizer_free(tokenizer);
}

// The standard's first step over its input.
static void normalize_ends(struct buffer *input)
{
	size_t size = 0;
	for (size_t i = 0; i < input->size; i++) {
		char c = input->data[i];
		if (c == '\r' && i + 1 < input->size && input->data[i + 1] == '\n')
			continue;
		input->data[size++] = c == '\r' ? '\n' : c;
	}
	input->size = size;
}

static size_t run_test(struct json *test, const char *state)
{
	struct json *input = member(test, "input"), *last = member(test, "lastStartTag");
	struct buffer expected = {0};
	size_t failed = 0;
	put_expected(&expected, member(test, "output"));
	for (size_t round = 0; round < 2; round++) {
		struct seen seen = {0};
		tokenize(slice_of(&input->string), content_of(state),
			last ? slice_of(&last->string) : (struct slice){NULL, 0},
			round == 0 ? input->string.size + 1 : 1, &seen);
		if (seen.out.size != expected.size ||
			(expected.size > 0 &&
				memcmp(seen.out.data, expected.data, expected.size) != 0)) {
			failed = 1;
			printf("%.*s (%s): %.*s\nexpected:\n%.*s\nfound:\n%.*s\n",
				(int)member(test, "description")->string.size,
				member(test, "description")->string.data, state,
				(int)input->string.size, input->string.data, (int)expected.size,
				expected.data, (int)seen.out.size, seen.out.data);
		}
		buffer_free(&seen.out);
	}
	buffer_free(&expected);
	return failed;
}

static void run_tests(struct json *tests, size_t *count, size_t *failed, size_t *skipped)
{
	for (struct json *test = tests->first; test; test = test->next) {
		const struct json *states = member(test, "initialStates");
		if (member(test, "doubleEscaped")) {
			unescape_all(member(test, "input"));
			unescape_all(member(test, "output"));
		}
		// Such input is no UTF-8.
		if (has_lone(member(test, "input")) || has_lone(member(test, "output"))) {
			++*skipped;
			continue;
		}
		normalize_ends(&member(test, "input")->string);
		struct json *state = states ? states->first : NULL;
		do {
			char name[32] = "Data state";
			if (state)
				snprintf(name, sizeof name, "%.*s", (int)state->string.size,
					state->string.data);
			*failed += run_test(test, name);
			++*count;
			state = state ? state->next : NULL;
		} while (state);
	}
}

static char *read_file(const char *path)
{
	struct buffer text = {0};
	char block[4096];
	size_t size;
	FILE *file = fopen(path, "rb");
	if (!file) {
		perror(path);
		exit(2);
	}
	while ((size = fread(block, 1, sizeof block, file)) > 0)
		check(buffer_append(&text, block, size));
	fclose(file);
	check(buffer_append_byte(&text, '\0'));
	return text.data;
}

int main(int argc, char **argv)
{
	size_t count = 0, failed = 0, skipped = 0;
	for (int i = 1; i < argc; i++) {
		char *text = read_file(argv[i]);
		at = text;
		struct json *root = read_value();
		struct json *tests = member(root, "tests");
		if (tests)
			run_tests(tests, &count, &failed, &skipped);
		free_json(root);
		free(text);
	}
	printf("%zu tests, %zu differ, %zu skipped\n", count, failed, skipped);
	return failed > 0;
}
