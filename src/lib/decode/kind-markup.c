// SPDX-License-Identifier: MIT
// Whether a text is html or XML.
#include "base/utf8.h"
#include "decode/kind-beginning.h"

#define WINDOW ((size_t)4096) // bytes from the first tag in which tags are counted
#define TAG_MAX 1024          // bytes of a tag
#define DEPTH 32              // open elements of XML
#define WELL_FORMED 3         // elements of XML that were closed: enough
#define FEW 2                 // tags of html after one that begins many pages: enough
#define SOME 3                // tags of html after any other one

// --- tags ---

struct sniffed_tag {
	struct slice name;
	bool ends;    // </name>
	bool is_void; // <name/>
	unsigned attributes;
	size_t size;
};

static bool is_tag_name(int c)
{
	return is_alnum(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

// Finds the '>' of a tag, past quoted values, and counts quoted values. KIND_NO: there is none
// near.
static enum kind_answer end_sniffed_tag(struct beginning start, size_t at, struct sniffed_tag *tag)
{
	char quote = 0;
	for (; at < TAG_MAX; at++) {
		if (at == start.text.size)
			return beginning_ends(start);
		char c = start.text.data[at];
		if (quote) {
			quote = c == quote ? 0 : quote;
		} else if ((c == '"' || c == '\'') && start.text.data[at - 1] == '=') {
			quote = c;
			tag->attributes++;
		} else if (c == '>') {
			tag->is_void = start.text.data[at - 1] == '/';
			tag->size = at + 1;
			return KIND_YES;
		} else if (c == '<') {
			return KIND_NO;
		} else if (c == '=' && start.text.size > at + 1 &&
			   is_tag_name(start.text.data[at + 1])) {
			tag->attributes++;
		}
	}
	return KIND_NO;
}

// Reads the tag with which the text begins.
static enum kind_answer read_sniffed_tag(struct beginning start, struct sniffed_tag *tag)
{
	struct slice text = start.text;
	*tag = (struct sniffed_tag){.ends = text.size > 1 && text.data[1] == '/'};
	size_t first = tag->ends ? 2 : 1, at = first;
	while (at < text.size && is_tag_name(text.data[at]))
		at++;
	tag->name = (struct slice){text.data + first, at - first};
	if (text.size > 0 && text.data[0] != '<')
		return KIND_NO;
	if (at == text.size)
		return beginning_ends(start);
	bool named = at > first && is_letter(text.data[first]) && text.data[at - 1] != ':';
	if (!named ||
		!(is_ascii_blank(text.data[at]) || text.data[at] == '/' || text.data[at] == '>'))
		return KIND_NO;
	return end_sniffed_tag(start, at, tag);
}

static bool is_tag_of(struct slice name, const char *names)
{
	size_t size;
	for (; *names; names += size + (names[size] == ' ')) {
		size = strcspn(names, " ");
		struct beginning start = {name, true};
		char one[16] = "";
		if (size == name.size && size < sizeof one) {
			memcpy(one, names, size);
			if (beginning_is(start, one) == KIND_YES)
				return true;
		}
	}
	return false;
}

// Elements with which a document begins; those with which pieces of html begin (WHATWG MIME
// Sniffing, section 7.1); and the others that pages are full of.
static const char documents[] = "html head body meta";
static const char starters[] = "script iframe h1 div font table a style title b br p";
static const char others[] =
	"span img ul ol li dl dt dd h2 h3 h4 h5 h6 td th tr tbody thead i strong em center form "
	"input "
	"button select option link section article header footer nav main aside pre code "
	"blockquote hr "
	"figure figcaption small sup sub u label textarea noscript video audio base frameset frame";

// Elements around a whole document of XML that has elements named as in html.
static const char feeds[] = "rss feed rdf:rdf urlset sitemapindex opml";

static bool is_html_name(struct slice name)
{
	return is_tag_of(name, documents) || is_tag_of(name, starters) || is_tag_of(name, others);
}

// --- what stands before the first tag ---

// Skips `<!-- ... -->` and the like; *at: past its end.
static enum kind_answer skip_to(
	struct beginning start, const char *opens, const char *closes, size_t *at)
{
	enum kind_answer answer = beginning_is(start, opens);
	if (answer != KIND_YES)
		return answer;
	size_t size = strlen(closes);
	for (size_t i = strlen(opens); i + size <= start.text.size; i++) {
		if (memcmp(start.text.data + i, closes, size) == 0) {
			*at = i + size;
			return KIND_YES;
		}
	}
	return beginning_ends(start);
}

// Skips comments, blanks and marks of byte order, where `instructions` also `<?...?>`. KIND_YES:
// *start begins with something else.
static enum kind_answer skip_comments(struct beginning *start, bool instructions)
{
	for (;;) {
		size_t at = 0;
		enum kind_answer answer = beginning_is(*start, UTF8_MARK_BYTES);
		if (answer == KIND_YES)
			at = strlen(UTF8_MARK_BYTES);
		if (answer == KIND_NO)
			answer = skip_to(*start, "<!--", "-->", &at);
		if (answer == KIND_NO && instructions)
			answer = skip_to(*start, "<?", "?>", &at);
		if (answer == KIND_MORE)
			return KIND_MORE;
		if (answer == KIND_NO)
			return start->text.size > 0 ? KIND_YES : beginning_ends(*start);
		*start = beginning_from(*start, at);
	}
}

// Whether markup goes on: text that quotes a tag has words behind it.
static enum kind_answer tag_goes_on(struct beginning rest)
{
	if (rest.text.size == 0)
		return rest.last ? KIND_YES : KIND_MORE;
	return rest.text.data[0] == '<' ? KIND_YES : KIND_NO;
}

// --- html ---

// Whether there are enough tags of html in the window: `need` of them, or FEW where one of them
// that begins many pages comes first.
static enum kind_answer has_tags(struct beginning start, size_t need)
{
	size_t count = 0;
	bool proven = false;
	if (start.text.size >= WINDOW) {
		start.text.size = WINDOW;
		start.last = true;
	}
	for (size_t at = 0; at < start.text.size; at++) {
		struct sniffed_tag tag;
		if (start.text.data[at] != '<')
			continue;
		enum kind_answer answer = read_sniffed_tag(
			(struct beginning){slice_from(start.text, at), start.last}, &tag);
		if (answer == KIND_MORE || (at == 0 && answer == KIND_NO))
			return answer;
		if (at == 0 && is_tag_of(tag.name, feeds))
			return KIND_NO;
		if (answer == KIND_NO || !is_html_name(tag.name))
			continue;
		if (at == 0 && !is_tag_of(tag.name, others))
			need = FEW;
		proven |= tag.ends || tag.attributes > 0;
		if (++count >= need && proven)
			return KIND_YES;
	}
	return beginning_ends(start);
}

// Whether a declaration "<!doctype html" begins the text, behind which markup goes on, at once or
// with some tags.
static enum kind_answer has_doctype(struct beginning start)
{
	size_t end = 0;
	enum kind_answer answer = beginning_is(start, "<!doctype");
	if (answer != KIND_YES)
		return answer;
	struct beginning name = beginning_from(start, strlen("<!doctype"));
	answer = beginning_is(name, "html");
	if (answer != KIND_YES)
		return answer;
	answer = skip_to(start, "<!doctype", ">", &end);
	if (answer != KIND_YES)
		return answer;
	struct beginning rest = beginning_from(start, end);
	answer = tag_goes_on(rest);
	return answer == KIND_NO ? has_tags(rest, FEW) : answer;
}

static enum kind_answer has_document(struct beginning start)
{
	struct sniffed_tag tag;
	enum kind_answer answer = read_sniffed_tag(start, &tag);
	if (answer != KIND_YES)
		return answer;
	if (tag.ends || !is_tag_of(tag.name, documents))
		return KIND_NO;
	return tag.attributes > 0 ? KIND_YES : tag_goes_on(beginning_from(start, tag.size));
}

enum kind_answer kind_html(struct beginning start)
{
	size_t end = 0;
	if (start.text.data[0] != '<')
		return KIND_NO;
	enum kind_answer answer = skip_to(start, "<?xml", "?>", &end);
	if (answer == KIND_MORE)
		return KIND_MORE;
	bool prolog = answer == KIND_YES;
	if (prolog)
		start = beginning_from(start, end);
	answer = skip_comments(&start, prolog);
	if (answer != KIND_YES)
		return answer;
	answer = has_doctype(start);
	if (answer == KIND_NO)
		answer = has_document(start);
	if (answer != KIND_NO || prolog)
		return answer;
	return has_tags(start, SOME);
}

// --- XML ---

static enum kind_answer has_prolog(struct beginning start)
{
	size_t end = 0;
	enum kind_answer answer = skip_to(start, "<?xml", "?>", &end);
	if (answer != KIND_YES)
		return answer;
	answer = beginning_is(beginning_from(start, strlen("<?xml")), "version");
	return answer == KIND_YES ? tag_goes_on(beginning_from(start, end)) : answer;
}

// Elements that are open.
struct sniffed_elements {
	struct slice name[DEPTH];
	size_t depth, closed;
};

// Whether a tag may stand there in XML.
static bool take_sniffed_tag(struct sniffed_elements *open, const struct sniffed_tag *tag)
{
	if (tag->is_void) {
		open->closed++;
		return !tag->ends && open->depth > 0;
	}
	if (!tag->ends) {
		if (open->depth == DEPTH)
			return false;
		open->name[open->depth++] = tag->name;
		return true;
	}
	if (open->depth == 0)
		return false;
	struct slice name = open->name[--open->depth];
	open->closed++;
	return name.size == tag->name.size && memcmp(name.data, tag->name.data, name.size) == 0;
}

// Whether the text begins with elements of which the first few are closed in order.
static enum kind_answer has_elements(struct beginning start)
{
	struct sniffed_elements open = {.depth = 0};
	for (size_t at = 0; at < start.text.size && at < WINDOW;) {
		struct beginning rest = {slice_from(start.text, at), start.last};
		struct sniffed_tag tag;
		size_t skip = 0;
		if (*rest.text.data != '<') {
			at++;
			continue;
		}
		enum kind_answer answer = skip_to(rest, "<![cdata[", "]]>", &skip);
		if (answer == KIND_NO)
			answer = skip_to(rest, "<!--", "-->", &skip);
		if (answer == KIND_NO) {
			answer = read_sniffed_tag(rest, &tag);
			skip = tag.size;
			if (answer == KIND_YES && !take_sniffed_tag(&open, &tag))
				return KIND_NO;
		}
		if (answer != KIND_YES)
			return answer;
		if (open.closed >= WELL_FORMED)
			return KIND_YES;
		at += skip;
	}
	return start.text.size >= WINDOW ? KIND_NO : beginning_ends(start);
}

// Whether the first line is nothing but a tag with several attributes, as extractors put one around
// each document.
static enum kind_answer has_envelope(struct beginning start)
{
	struct sniffed_tag tag;
	enum kind_answer answer = read_sniffed_tag(start, &tag);
	if (answer != KIND_YES)
		return answer;
	if (tag.ends || tag.attributes < 2)
		return KIND_NO;
	if (tag.size == start.text.size)
		return beginning_ends(start);
	char next = start.text.data[tag.size];
	return next == '\n' || next == '\r' ? KIND_YES : KIND_NO;
}

enum kind_answer kind_xml(struct beginning start)
{
	if (start.text.data[0] != '<')
		return KIND_NO;
	enum kind_answer answer = has_prolog(start);
	if (answer == KIND_NO)
		answer = skip_comments(&start, false);
	else
		return answer;
	if (answer == KIND_YES)
		answer = has_envelope(start);
	return answer == KIND_NO ? has_elements(start) : answer;
}
