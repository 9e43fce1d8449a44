// SPDX-License-Identifier: MIT
// What renderers print in place of other things: numbers of links, names of images, form fields,
// stars around headings.
#include "dump/markers.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "dump/cells.h"

#define LINK_STEP 20   // links without text have numbers, but no marks
#define MARK_MOST 1024 // bytes
#define HEADING_STARS 6
#define FIELD_LEAST 4 // underscores or blanks of a form field

static bool is_picture_name(char c)
{
	return is_alnum(c) || c == '_' || c == '-' || c == '.' || c == '+' || c == '%';
}

// --- what brackets hold ---

// Whether it is the next number of a link, perhaps broken over two lines.
static bool is_link_marker(struct markers *marks, struct slice inside)
{
	unsigned number = 0;
	if (!marks->links || inside.size == 0)
		return false;
	for (size_t at = 0; at < inside.size; at++) {
		if (inside.data[at] == ' ')
			continue;
		if (!is_digit(inside.data[at]) || number > 100000)
			return false;
		number = number * 10 + (unsigned)(inside.data[at] - '0');
	}
	if (number <= marks->link || number > marks->link + LINK_STEP)
		return false;
	marks->link = number;
	return true;
}

// Whether it ends like the name of an image: lynx prints that for an image without text.
static bool is_image_file(struct slice inside)
{
	static const char *const endings[] = {".jpg", ".jpeg", ".gif", ".png", ".bmp", ".ico",
		".svg", ".webp", ".JPG", ".GIF", ".PNG", ".swf", ".php", ".aspx", ".jsp"};
	if (inside.size == 0 || memchr(inside.data, ' ', inside.size))
		return false;
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		if (contains(inside, endings[i]))
			return true;
	return false;
}

static bool is_word(struct slice inside)
{
	static const char *const words[] = {
		"INLINE", "IMAGE", "IMG", "LINK", "EMBED", "USEMAP", "ISMAP", "BUTTON", "APPLET"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (equals(inside, words[i]))
			return true;
	return false;
}

// Whether it is the beginning of a file name: w3m prints that for an image. A single number may be
// a footnote.
static bool is_image_stem(struct slice inside, bool alone)
{
	size_t digits = 0, signs = 0;
	for (size_t at = 0; at < inside.size; at++) {
		if (!is_picture_name(inside.data[at]))
			return false;
		digits += is_digit(inside.data[at]);
		signs += inside.data[at] == '_' || inside.data[at] == '-';
	}
	if (inside.size == 0)
		return true;
	if (digits == inside.size)
		return digits > 3;
	return alone || digits + signs > 0;
}

static bool is_form_field(struct slice inside)
{
	size_t blanks = 0;
	while (blanks < inside.size && inside.data[inside.size - 1 - blanks] == ' ')
		blanks++;
	return blanks >= FIELD_LEAST || (blanks > 0 && blanks == inside.size);
}

// Whether it is a path, perhaps with a blank where the line was broken.
static bool is_path(struct slice inside)
{
	if (begins_with(inside, "http://") || begins_with(inside, "https://") ||
		begins_with(inside, "/") || begins_with(inside, "../") || begins_with(inside, "./"))
		return !contains(inside, "  ");
	return is_image_file(inside) || equals(inside, "Image");
}

// Whether it is a choice, a button, or a field that html2text does not know.
static bool is_choice(struct slice inside)
{
	static const char *const starts[] = {
		"One of: ", "Some of: ", "Submit ", "Reset ", "Unknown INPUT type"};
	for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
		if (begins_with(inside, starts[i]))
			return true;
	return false;
}

static bool is_mark(struct markers *marks, struct slice inside, bool alone)
{
	unsigned kinds = marks->habit->marks;
	return ((kinds & MARK_LINK) && is_link_marker(marks, inside)) ||
	       ((kinds & MARK_EMPTY) && inside.size == 0) ||
	       ((kinds & MARK_FILE) && is_image_file(inside)) ||
	       ((kinds & MARK_WORD) && is_word(inside)) ||
	       ((kinds & MARK_STEM) && is_image_stem(inside, alone)) ||
	       ((kinds & MARK_FIELD) && is_form_field(inside)) ||
	       ((kinds & MARK_PATH) && is_path(inside)) ||
	       ((kinds & MARK_CHOICE) && is_choice(inside));
}

// Whether a line ends inside the text: no mark goes over that.
static bool has_line_end(struct slice text)
{
	uint32_t c = 0;
	for (size_t at = 0; at < text.size && !cells_ends_line(c);)
		at += utf8_step(text.data + at, text.size - at, &c);
	return cells_ends_line(c);
}

// Whether more than one blank separates the text from `at` to `end` from other text.
static bool is_alone(struct slice text, size_t at, size_t end)
{
	return (at == 0 || (at > 1 && memcmp(text.data + at - 2, "  ", 2) == 0)) &&
	       (end == text.size || (end + 1 < text.size && memcmp(text.data + end, "  ", 2) == 0));
}

// The length of the bracketed mark at `from`; 0: none.
static size_t bracketed(struct markers *marks, struct slice line, size_t from)
{
	struct slice text = {line.data + from, line.size - from};
	size_t room = text.size < MARK_MOST ? text.size : MARK_MOST;
	const char *end = memchr(text.data, ']', room);
	if (!end)
		return 0;
	struct slice inside = {text.data + 1, (size_t)(end - text.data) - 1};
	if (inside.size > 0 && memchr(inside.data, '[', inside.size))
		return 0;
	// An index of an array follows a name or a call.
	if ((marks->habit->marks & MARK_STEM) && inside.size > 0 && from > 0 &&
		(is_picture_name(line.data[from - 1]) || line.data[from - 1] == ')'))
		return 0;
	bool alone = is_alone(line, from, from + inside.size + 2);
	return !has_line_end(inside) && is_mark(marks, inside, alone) ? inside.size + 2 : 0;
}

// --- other marks ---

static size_t run_of(struct slice text, char c)
{
	size_t size = 0;
	while (size < text.size && text.data[size] == c)
		size++;
	return size;
}

bool markers_begin_heading(const struct habit *habit, const struct cell *cell)
{
	size_t stars = run_of(cell->text, '*');
	return (habit->marks & MARK_STARS) && cell->start[METRIC_COLUMNS] == 0 && stars >= 1 &&
	       stars <= HEADING_STARS && cell->text.size > stars + 1 &&
	       cell->text.data[stars] == ' ';
}

// Removes the stars around a heading.
static struct slice without_stars(struct slice text)
{
	size_t stars = run_of(text, '*');
	if (stars < 1 || stars > HEADING_STARS || text.size < 2 * stars + 3)
		return text;
	const char *end = text.data + text.size - stars - 1;
	if (text.data[stars] != ' ' || *end != ' ' || text.data[stars + 1] == '*')
		return text;
	for (size_t i = 1; i <= stars; i++)
		if (end[i] != '*')
			return text;
	return (struct slice){text.data + stars + 1, text.size - 2 * stars - 2};
}

// Whether w3m printed a blank of a link as this underscore: it stands between wide characters.
static bool is_underscore_blank(struct slice text, size_t at)
{
	uint32_t before, after;
	if (at < 3 || at + 3 >= text.size)
		return false;
	utf8_decode(text.data + at - 3, 3, &before);
	utf8_decode(text.data + at + 1, text.size - at - 1, &after);
	return utf8_width(before) == 2 && utf8_width(after) == 2;
}

// --- Markdown ---

static bool is_marker_of(char c, const char *signs)
{
	return c != '\0' && strchr(signs, c);
}

// Where the next `c` stands, from `at` on; 0: nowhere near.
static size_t next_of(struct slice text, size_t at, char c)
{
	if (at >= text.size)
		return 0;
	size_t room = text.size - at < MARK_MOST ? text.size - at : MARK_MOST;
	const char *found = memchr(text.data + at, c, room);
	return found ? (size_t)(found - text.data) : 0;
}

// The length of the address behind the text of a link, from its ']' on; 0: none. One pair of
// parentheses may stand in it.
static size_t address_of(struct slice text, size_t at)
{
	if (at + 1 >= text.size || text.data[at + 1] != '(')
		return 0;
	size_t end = next_of(text, at + 2, ')'), inner = next_of(text, at + 2, '(');
	if (inner > 0 && inner < end && next_of(text, end + 1, ')') > 0)
		end = next_of(text, end + 1, ')');
	return end == 0 ? 0 : end + 1 - at;
}

// The length of the mark of Markdown here: it ends before the text of a link, or behind it.
static size_t markdown_at(struct markers *marks, struct slice text, size_t at)
{
	struct slice rest = {text.data + at, text.size - at};
	size_t end = 0, image = *rest.data == '!' && rest.size > 1 && rest.data[1] == '[';
	switch (*rest.data) {
	case '!':
	case '[':
		// An index of an array follows a name.
		if (!image && (*rest.data == '!' || (at > 0 && is_picture_name(text.data[at - 1]))))
			return 0;
		end = next_of(text, at + image, ']');
		if (end == 0 || address_of(text, end) == 0)
			return 0;
		marks->open++;
		return 1 + image;
	case ']':
		end = marks->open > 0 ? address_of(text, at) : 0;
		marks->open -= end > 0;
		return end;
	case '*':
		return begins_with(rest, "**") ? 2 : 0;
	case '\\':
		return rest.size > 1 && is_marker_of(rest.data[1], "\\`*_{}[]()#+-.!|>~");
	case '#':
		end = run_of(rest, '#');
		return at == 0 && end <= HEADING_STARS && end < rest.size && rest.data[end] == ' '
			       ? end
			       : 0;
	default:
		return 0;
	}
}

// --- all of them ---

// What marks begin with.
static bool may_begin_marker(const struct markers *marks, char c)
{
	if (c == '[' || c == '_')
		return true;
	return (marks->habit->marks & MARK_DOWN) && is_marker_of(c, "!]*\\#");
}

// The length of the mark here; 0: none. *blank: a blank replaces it.
static size_t mark_at(struct markers *marks, struct slice text, size_t at, bool *blank)
{
	struct slice rest = {text.data + at, text.size - at};
	*blank = false;
	if (marks->habit->marks & MARK_DOWN)
		return markdown_at(marks, text, at);
	if (*rest.data == '[')
		return bracketed(marks, text, at);
	if (*rest.data == '_' && (marks->habit->marks & MARK_UNDERLINE)) {
		size_t size = run_of(rest, '_');
		return size >= FIELD_LEAST ? size : 0;
	}
	if (*rest.data == '_' && (marks->habit->marks & MARK_UNDERSCORE) &&
		is_underscore_blank(text, at)) {
		*blank = true;
		return 1;
	}
	return 0;
}

bool markers_strip(struct markers *marks, struct slice text, struct buffer *out)
{
	bool blank;
	if (marks->habit->marks & MARK_STARS)
		text = without_stars(text);
	marks->open = 0;
	// True of nearly all lines.
	if (!(marks->habit->marks & MARK_DOWN) && text.size > 0 &&
		!memchr(text.data, '[', text.size) && !memchr(text.data, '_', text.size))
		return buffer_append(out, text.data, text.size);
	for (size_t at = 0; at < text.size;) {
		size_t plain = at;
		while (plain < text.size && !may_begin_marker(marks, text.data[plain]))
			plain++;
		if (!buffer_append(out, text.data + at, plain - at))
			return false;
		at = plain;
		if (at == text.size)
			break;
		size_t size = mark_at(marks, text, at, &blank);
		char c = size == 0 ? text.data[at] : ' ';
		// A character behind a backslash is no mark.
		bool escape = size > 0 && text.data[at] == '\\';
		at += size == 0 ? 1 : size;
		if (escape && !buffer_append_byte(out, text.data[at++]))
			return false;
		bool apart = size > 0 && at < text.size && utf8_is_continuation(text.data[at]);
		if ((size == 0 || blank) && !buffer_append_byte(out, c))
			return false;
		if (apart && !buffer_append_byte(out, UTF8_APART))
			return false;
	}
	return true;
}
