// SPDX-License-Identifier: MIT
// Source lines: which lines credit a publication, its name and its date.
#include "source.h"

#include <string.h>

#include "credit.h"
#include "date.h"

// A line is read once, token by token: PREFIX label colon NAME SUFFIX. What a prefix and a suffix
// may hold is known (dates, credits, prompts, addresses, brackets) but for a few characters of
// other words, say the name of the site; anything more is prose.
#define NAME_CHARS 30
#define NAME_BYTES (4 * NAME_CHARS)
#define OTHER_CHARS 12 // unknown words before the label, and after the name
#define VALUE_CHARS 24 // what may follow another credit: 作者：...
#define LIST_CHARS 80  // and a list of keywords
#define LINE_BYTES 512 // a longer line is prose, but for a credit at its end

// What every source label of credit.c contains.
const char *const source_words[] = {
	"来源",
	"来 源",
	"来　源",
	"稿源",
	"稿 源",
	"出处",
	"出 处",
	"出　处",
	"摘自",
	"转自",
	"转载自",
	"source",
	NULL,
};

enum place {
	BEFORE, // the label
	LABEL,  // past the label and its colon, no name yet
	NAME,
	AFTER, // the name, or where it should have been
};

struct reader {
	const char *text; // folded
	size_t size, at;
	enum place place;
	enum credit_sort last; // of what stands before `at`
	uint32_t last_char;    // 0: no single character
	size_t known;          // the end of the last date, prompt, address or credit label
	size_t comma;          // after a comma: where a label or a date has to follow; 0: no comma
	int room;              // for more characters of unknown words
	bool list;             // in a list of keywords: commas do not count
	bool strange;          // unknown words stand before the label
	bool husk;             // something stands where the name should
	size_t name, name_end;
	size_t label_end;  // of the last label, with its colon
	size_t name_label; // the same, of the source label
	int quotes;
	int32_t before, after; // dates
	bool impossible, prose;
};

static bool ends_with(const char *text, size_t size, const char *word)
{
	size_t length = strlen(word);
	return size >= length && memcmp(text + size - length, word, length) == 0;
}

static size_t count_chars(const char *text, size_t start, size_t end)
{
	size_t count = 0;
	for (size_t i = start; i < end; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

static bool starts_word(const struct reader *r)
{
	return r->last != SORT_WORD && r->last != SORT_DIGIT && r->last != SORT_JOINT;
}

static void end_name(struct reader *r)
{
	if (r->quotes > 0)
		r->prose = true;
	r->place = AFTER;
	r->room = OTHER_CHARS;
	r->list = false;
}

// Moves over something that is known for what it is, and never part of a name.
static void pass_known(struct reader *r, size_t used)
{
	if (r->place == NAME)
		end_name(r);
	r->at += used;
	r->known = r->at;
	r->last = SORT_SEPARATOR;
	r->last_char = 0;
}

static bool read_date(struct reader *r)
{
	int32_t date = 0;
	size_t used = 0;
	enum date_result result = date_parse(r->text, r->size, r->at, &date, &used);
	if (result == DATE_IMPOSSIBLE)
		r->impossible = true;
	else if (result == DATE_FOUND && r->place == BEFORE)
		r->before = date;
	else if (result == DATE_FOUND && r->after == 0)
		r->after = date;
	used += date_tail(r->text, r->size, r->at + used);
	if (used == 0)
		return false;
	if (r->comma == r->at)
		r->comma = 0;
	pass_known(r, used);
	return true;
}

static bool read_prompt(struct reader *r, uint32_t c)
{
	bool touches = r->place == BEFORE && r->known == r->at && r->at > 0;
	enum credit_place place = touches          ? CREDIT_AFTER_KNOWN
				  : starts_word(r) ? CREDIT_AT_WORD
						   : CREDIT_IN_WORD;
	size_t used = credit_prompt(r->text, r->size, r->at, c, place);
	if (used == 0)
		return false;
	if (r->place == LABEL)
		r->place = AFTER;
	pass_known(r, used);
	return true;
}

// In place of a name an address is the name; elsewhere it is husk.
static bool read_address(struct reader *r, uint32_t c)
{
	if (c >= 0x80 || !starts_word(r))
		return false;
	size_t used = credit_address(r->text, r->size, r->at);
	if (used == 0 || (r->place == NAME && r->last != SORT_BLANK))
		return false;
	if (r->place != LABEL) {
		pass_known(r, used);
		return true;
	}
	r->place = NAME;
	r->name = r->at;
	r->at += used;
	r->name_end = r->at;
	r->last = SORT_WORD;
	r->last_char = 0;
	return true;
}

static bool english_before(const struct reader *r, size_t at)
{
	while (at > r->known && credit_sort_before(r->text, at) == SORT_BLANK)
		at = credit_step_back(r->text, at);
	return at > r->known && credit_is_letter(r->text[at - 1]);
}

// Whether a source label may start here. A word that touches it from the left is part of it
// (经费来源：), and so is an English word before an English label (data source:).
static bool at_edge(const struct reader *r, size_t start)
{
	if (start == 0 || start == r->known)
		return true;
	if (credit_is_letter(r->text[start]) && english_before(r, start))
		return false;
	switch (credit_sort_before(r->text, start)) {
	case SORT_BLANK:
	case SORT_SEPARATOR:
	case SORT_OPEN:
	case SORT_CLOSE:
	case SORT_COMMA:
		return true;
	case SORT_JOINT:
		return !ends_with(r->text, start, "、");
	default:
		return false;
	}
}

static void pass_label(struct reader *r, size_t start, size_t colon_size)
{
	if (r->comma == start)
		r->comma = 0;
	r->at += colon_size;
	r->label_end = r->at;
	r->known = r->at;
	r->last = SORT_COLON;
	r->last_char = 0;
}

// The name ends where a label starts that was taken for a part of it.
static void cut_name(struct reader *r, size_t start)
{
	while (start > r->name) {
		enum credit_sort sort = credit_sort_before(r->text, start);
		if (sort != SORT_BLANK && sort != SORT_JOINT)
			break;
		start = credit_step_back(r->text, start);
	}
	r->name_end = start;
	end_name(r);
}

static bool read_source_label(struct reader *r, size_t start, size_t end, size_t colon_size)
{
	if (!at_edge(r, start))
		return false;
	if (r->place == BEFORE) {
		r->room += (int)count_chars(r->text, start, end);
		r->prose = r->prose || r->room < 0;
		r->strange = r->room < OTHER_CHARS;
	} else if (r->place == NAME && start != r->name) {
		cut_name(r, start);
	}
	if (r->place == BEFORE || r->place == NAME) {
		r->place = LABEL; // also the second one in 来源：稿源：...
		r->name_label = r->at + colon_size;
	} else {
		r->room = VALUE_CHARS;
	}
	pass_label(r, start, colon_size);
	return true;
}

static void read_other_label(
	struct reader *r, size_t start, size_t end, size_t colon_size, bool list)
{
	if (r->place == NAME || start < r->name_end)
		cut_name(r, start);
	else if (r->room + (int)count_chars(r->text, start, end) < 0)
		r->prose = true;
	r->list = list;
	r->room = list ? LIST_CHARS : VALUE_CHARS;
	pass_label(r, start, colon_size);
}

static bool read_label(struct reader *r, size_t colon_size)
{
	enum credit_label kind;
	size_t end = r->at;
	while (end > r->label_end && credit_sort_before(r->text, end) == SORT_BLANK)
		end = credit_step_back(r->text, end);
	size_t size = credit_label_before(r->text, r->label_end, end, &kind);
	if (size == 0)
		return false;
	if (kind == LABEL_SOURCE)
		return read_source_label(r, end - size, end, colon_size);
	read_other_label(r, end - size, end, colon_size, kind == LABEL_LIST);
	return true;
}

// Reads on to the end of the word: only a prompt can start inside one.
static void read_word(struct reader *r, enum credit_sort sort, uint32_t c, size_t used)
{
	int chars = sort == SORT_DIGIT ? 0 : 1;
	r->last_char = c;
	size_t end = credit_run(r->text, r->size, r->at + used, &chars, &r->last_char);
	if (c == '.' && r->size - r->at >= 3 && memcmp(r->text + r->at, "...", 3) == 0)
		r->prose = true;
	if (r->place == LABEL) {
		r->place = NAME;
		r->name = r->at;
	}
	if (r->place == NAME)
		r->name_end = end;
	else
		r->room -= chars;
	if (r->place == BEFORE && r->room < -CREDIT_LABEL_CHARS)
		r->prose = true; // no label makes that good
	r->at = end;
	r->last = chars == 0 ? SORT_DIGIT : SORT_WORD;
}

// A name ends at a blank between two ideographs (某某网 张三), or an ideograph and a digit.
static void read_blank(struct reader *r, size_t used)
{
	size_t next = r->at + used, next_size;
	uint32_t c;
	if (r->comma == r->at)
		r->comma = next;
	if (r->place != NAME || !credit_is_ideograph(r->last_char) || next >= r->size ||
		r->quotes > 0)
		return;
	enum credit_sort sort = credit_sort_at(r->text + next, &c, &next_size);
	if (credit_is_ideograph(c) || sort == SORT_DIGIT)
		end_name(r);
}

static void read_comma(struct reader *r, size_t used)
{
	if (r->list && r->place != NAME)
		return;
	if (r->place == NAME)
		end_name(r);
	else if (r->place == LABEL || r->comma != 0 || (r->place == BEFORE && r->known != r->at))
		r->prose = true;
	r->comma = r->at + used;
}

static void read_quote(struct reader *r, enum credit_sort sort, size_t used)
{
	if (r->place == LABEL && sort == SORT_QUOTE_OPEN) {
		r->place = NAME;
		r->name = r->at;
	}
	r->quotes += sort == SORT_QUOTE_OPEN ? 1 : -1;
	if (r->place != NAME || r->quotes < 0)
		r->prose = true;
	r->name_end = r->at + used;
}

// Brackets and bars, which stand around names and never in them.
static void read_separator(struct reader *r, enum credit_sort sort)
{
	if (r->place == NAME)
		end_name(r);
	if (r->place == LABEL) {
		r->husk = true;
		if (sort == SORT_CLOSE)
			r->place = AFTER;
	}
}

static void read_mark(struct reader *r, enum credit_sort sort, uint32_t c, size_t used)
{
	switch (sort) {
	case SORT_BLANK:
		read_blank(r, used);
		break;
	case SORT_JOINT:
		r->husk = r->husk || r->place == LABEL;
		break;
	case SORT_SEPARATOR:
	case SORT_OPEN:
	case SORT_CLOSE:
		read_separator(r, sort);
		break;
	case SORT_COLON:
		r->room--;
		r->prose = r->prose || r->place == LABEL || r->place == NAME;
		break;
	case SORT_COMMA:
		read_comma(r, used);
		break;
	case SORT_QUOTE_OPEN:
	case SORT_QUOTE_CLOSE:
		read_quote(r, sort, used);
		break;
	case SORT_STOP:
		r->prose = true;
		break;
	case SORT_WORD:
	case SORT_DIGIT:
		break; // for read_word()
	}
	r->at += used;
	r->last = sort;
	r->last_char = c;
}

static void read_token(struct reader *r)
{
	uint32_t c;
	size_t used;
	enum credit_sort sort = credit_sort_at(r->text + r->at, &c, &used);
	bool number = sort == SORT_DIGIT && r->last != SORT_DIGIT;
	if (number && read_date(r))
		return;
	if ((number || sort == SORT_WORD) && (read_prompt(r, c) || read_address(r, c)))
		return;
	if (sort == SORT_COLON && read_label(r, used))
		return;
	if (sort == SORT_WORD || sort == SORT_DIGIT)
		read_word(r, sort, c, used);
	else
		read_mark(r, sort, c, used);
}

static bool is_short(const char *text, size_t start, size_t end)
{
	return end - start <= NAME_CHARS || count_chars(text, start, end) <= NAME_CHARS;
}

static enum source_kind judge(const struct reader *r)
{
	if (r->prose || r->comma != 0 || r->room < 0 || r->place == BEFORE)
		return SOURCE_NONE;
	if (r->place == LABEL)
		return r->husk ? SOURCE_NAMELESS : SOURCE_LABEL;
	if (r->name_end == r->name)
		return SOURCE_NAMELESS;
	if (r->place == NAME && r->quotes > 0)
		return SOURCE_NONE;
	return is_short(r->text, r->name, r->name_end) ? SOURCE_FOUND : SOURCE_NONE;
}

// Reads a line, or what stands in a bracket.
static enum source_kind read_line(struct reader *r, const char *text, size_t size)
{
	*r = (struct reader){.text = text, .size = size, .last = SORT_BLANK, .room = OTHER_CHARS};
	while (r->at < r->size && !r->prose)
		read_token(r);
	return judge(r);
}

// Whether the name stands right behind the label and ends where any text would: then it was read as
// it would be in "来源: NAME", since nothing is looked ahead at past such an end.
static bool stands_alone(const struct reader *r)
{
	size_t start = r->name, used;
	uint32_t c;
	if (start > r->name_label && credit_sort_before(r->text, start) == SORT_BLANK)
		start = credit_step_back(r->text, start);
	if (start != r->name_label)
		return false;
	if (r->name_end == r->size)
		return true;
	enum credit_sort end = credit_sort_at(r->text + r->name_end, &c, &used);
	return end == SORT_BLANK || end == SORT_OPEN || end == SORT_CLOSE || end == SORT_COMMA ||
	       end == SORT_SEPARATOR;
}

// The law that output can be read again: "来源: NAME" gives NAME and no date.
static bool reads_back(const struct reader *r)
{
	static const char label[] = "来源: ";
	char line[sizeof(label) - 1 + NAME_BYTES];
	size_t size = r->name_end - r->name, start = sizeof(label) - 1;
	struct reader again;
	if (stands_alone(r))
		return true;
	memcpy(line, label, start);
	memcpy(line + start, r->text + r->name, size);
	return read_line(&again, line, start + size) == SOURCE_FOUND && again.name == start &&
	       again.name_end == start + size && again.after == 0 && !again.impossible;
}

static bool read_source(
	struct reader *r, const char *line, const char *text, size_t size, struct source *source)
{
	enum source_kind kind = read_line(r, text, size);
	if (kind == SOURCE_NONE || (kind == SOURCE_FOUND && !reads_back(r)))
		return false;
	if (r->impossible) {
		source->impossible = true;
		return false;
	}
	source->kind = kind;
	source->date = r->after != 0 ? r->after : r->before;
	if (kind == SOURCE_FOUND)
		source->name = (struct slice){line + r->name, r->name_end - r->name};
	return true;
}

// A credit in brackets at the end of prose; not what a notice asks for: 转载请注明（来源：...）.
static bool read_credit(const char *line, const char *text, size_t size, struct source *source)
{
	size_t open = credit_last_bracket(text, size), stays = open;
	struct source inside = {.kind = SOURCE_NONE};
	struct reader r;
	while (stays > 0 && credit_sort_before(text, stays) == SORT_BLANK)
		stays = credit_step_back(text, stays);
	if (open == size || stays == 0 || ends_with(text, stays, "注明"))
		return false;
	if (!read_source(&r, line + open, text + open, size - open, &inside) || r.strange ||
		inside.kind != SOURCE_FOUND) {
		source->impossible = inside.impossible;
		return false;
	}
	*source = inside;
	source->kind = SOURCE_CREDIT;
	source->stays = stays;
	return true;
}

void source_parse(const char *line, const char *folded, size_t size, struct source *source)
{
	*source = (struct source){.kind = SOURCE_NONE};
	struct reader r = {.strange = false};
	struct source credit = *source;
	if (size == 0)
		return;
	bool whole = size <= LINE_BYTES && read_source(&r, line, folded, size, source);
	bool doubtful = !whole || (r.strange && source->date == 0);
	if (source->impossible || !doubtful || credit_sort_before(folded, size) != SORT_CLOSE)
		return;
	bool found = read_credit(line, folded, size, &credit);
	if (found || source->kind != SOURCE_FOUND)
		*source = credit;
}

static size_t pass_sorts(const char *text, size_t size, size_t at, unsigned int sorts_to_pass)
{
	uint32_t c;
	size_t used;
	while (at < size && (sorts_to_pass & 1u << credit_sort_at(text + at, &c, &used)) != 0)
		at += used;
	return at;
}

enum date_result source_date_line(const char *line, const char *folded, size_t size, int32_t *date)
{
	const unsigned int around = 1u << SORT_BLANK | 1u << SORT_OPEN | 1u << SORT_CLOSE;
	if (size > LINE_BYTES)
		return DATE_NONE;
	size_t used = 0, at = pass_sorts(folded, size, 0, around);
	size_t label = credit_date_label(folded, size, at);
	if (label > 0)
		at = pass_sorts(folded, size, at + label, around | 1u << SORT_COLON);
	enum date_result result = date_parse(line, size, at, date, &used);
	if (result == DATE_NONE)
		return DATE_NONE;
	at += used;
	at += date_tail(line, size, at);
	return pass_sorts(folded, size, at, around) == size ? result : DATE_NONE;
}
