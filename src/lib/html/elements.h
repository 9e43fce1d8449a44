// SPDX-License-Identifier: MIT
// The elements of html that matter for text: one row each.
#ifndef DEHUSK_ELEMENTS_H
#define DEHUSK_ELEMENTS_H

#include <stdint.h>

#include "base/buffer.h"
#include "html/markup.h"
#include "html/tokenizer.h"

// What the lines in an open element are, beside enum markup_flag.
enum open_flag {
	OPEN_DISCARDS = 1 << 12, // text in it goes
	OPEN_FOREIGN = 1 << 13,  // svg and math, up to html within
};

// The first of them are the flags of lines in the element.
enum element_trait {
	ELEMENT_HEADING = MARKUP_HEADING, // h1 to h6
	ELEMENT_PRE = MARKUP_PRE,         // keeps its lines
	ELEMENT_HIDES = OPEN_DISCARDS,    // what is in it is no text
	ELEMENT_FOREIGN = OPEN_FOREIGN,   // svg and math
	ELEMENT_FLAGS = 0xFFFF,
	ELEMENT_BLOCK = 1 << 16,       // ends a line on both sides
	ELEMENT_VOID = 1 << 17,        // has no content and no end tag
	ELEMENT_CLOSES_P = 1 << 18,    // ends an open paragraph
	ELEMENT_SCOPE = 1 << 19,       // end tags in it end nothing outside
	ELEMENT_OF_TABLE = 1 << 20,    // its end tag ends what is open in the table
	ELEMENT_INLINE_HTML = 1 << 21, // no block, but ends svg and math
	ELEMENT_FORMATS = 1 << 22,     // its end tag counts across blocks
};

// Name, traits, content.
// clang-format off
#define ELEMENT_LIST(X) \
	X(OTHER, "", 0, DATA) \
	X(A, "a", ELEMENT_FORMATS, DATA) \
	X(ADDRESS, "address", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(APPLET, "applet", ELEMENT_HIDES | ELEMENT_SCOPE, DATA) \
	X(AREA, "area", ELEMENT_VOID, DATA) \
	X(ARTICLE, "article", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(ASIDE, "aside", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(AUDIO, "audio", ELEMENT_HIDES, DATA) \
	X(B, "b", ELEMENT_INLINE_HTML | ELEMENT_FORMATS, DATA) \
	X(BASE, "base", ELEMENT_VOID, DATA) \
	X(BIG, "big", ELEMENT_INLINE_HTML | ELEMENT_FORMATS, DATA) \
	X(BLOCKQUOTE, "blockquote", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(BODY, "body", ELEMENT_BLOCK, DATA) \
	X(BR, "br", ELEMENT_BLOCK | ELEMENT_VOID, DATA) \
	X(BUTTON, "button", ELEMENT_HIDES | ELEMENT_SCOPE, DATA) \
	X(CANVAS, "canvas", ELEMENT_HIDES, DATA) \
	X(CAPTION, "caption", ELEMENT_BLOCK | ELEMENT_SCOPE | ELEMENT_OF_TABLE, DATA) \
	X(CENTER, "center", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(CODE, "code", ELEMENT_INLINE_HTML | ELEMENT_FORMATS, DATA) \
	X(COL, "col", ELEMENT_VOID, DATA) \
	X(COLGROUP, "colgroup", ELEMENT_BLOCK | ELEMENT_OF_TABLE, DATA) \
	X(DATALIST, "datalist", ELEMENT_HIDES, DATA) \
	X(DD, "dd", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(DETAILS, "details", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(DIALOG, "dialog", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(DIR, "dir", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(DIV, "div", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(DL, "dl", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(DT, "dt", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(EM, "em", ELEMENT_INLINE_HTML | ELEMENT_FORMATS, DATA) \
	X(EMBED, "embed", ELEMENT_VOID, DATA) \
	X(FIELDSET, "fieldset", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(FIGCAPTION, "figcaption", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(FIGURE, "figure", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(FONT, "font", ELEMENT_INLINE_HTML | ELEMENT_FORMATS, DATA) \
	X(FOOTER, "footer", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(FOREIGNOBJECT, "foreignobject", 0, DATA) \
	X(FORM, "form", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(FRAME, "frame", ELEMENT_VOID, DATA) \
	X(FRAMESET, "frameset", ELEMENT_BLOCK, DATA) \
	X(H1, "h1", ELEMENT_BLOCK | ELEMENT_CLOSES_P | ELEMENT_HEADING, DATA) \
	X(H2, "h2", ELEMENT_BLOCK | ELEMENT_CLOSES_P | ELEMENT_HEADING, DATA) \
	X(H3, "h3", ELEMENT_BLOCK | ELEMENT_CLOSES_P | ELEMENT_HEADING, DATA) \
	X(H4, "h4", ELEMENT_BLOCK | ELEMENT_CLOSES_P | ELEMENT_HEADING, DATA) \
	X(H5, "h5", ELEMENT_BLOCK | ELEMENT_CLOSES_P | ELEMENT_HEADING, DATA) \
	X(H6, "h6", ELEMENT_BLOCK | ELEMENT_CLOSES_P | ELEMENT_HEADING, DATA) \
	X(HEAD, "head", ELEMENT_BLOCK, DATA) \
	X(HEADER, "header", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(HGROUP, "hgroup", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(HR, "hr", ELEMENT_BLOCK | ELEMENT_VOID | ELEMENT_CLOSES_P, DATA) \
	X(HTML, "html", ELEMENT_BLOCK, DATA) \
	X(I, "i", ELEMENT_INLINE_HTML | ELEMENT_FORMATS, DATA) \
	X(IFRAME, "iframe", ELEMENT_HIDES, RAWTEXT) \
	X(IMG, "img", ELEMENT_VOID | ELEMENT_INLINE_HTML, DATA) \
	X(INPUT, "input", ELEMENT_VOID, DATA) \
	X(LEGEND, "legend", ELEMENT_BLOCK, DATA) \
	X(LI, "li", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(LINK, "link", ELEMENT_VOID, DATA) \
	X(LISTING, "listing", ELEMENT_BLOCK | ELEMENT_CLOSES_P | ELEMENT_PRE, DATA) \
	X(MAIN, "main", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(MARQUEE, "marquee", ELEMENT_BLOCK | ELEMENT_SCOPE, DATA) \
	X(MATH, "math", ELEMENT_HIDES | ELEMENT_FOREIGN, DATA) \
	X(MENU, "menu", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(META, "meta", ELEMENT_VOID, DATA) \
	X(NAV, "nav", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(NOBR, "nobr", ELEMENT_INLINE_HTML | ELEMENT_FORMATS, DATA) \
	X(NOEMBED, "noembed", ELEMENT_HIDES, RAWTEXT) \
	X(NOFRAMES, "noframes", ELEMENT_HIDES, RAWTEXT) \
	X(NOSCRIPT, "noscript", ELEMENT_HIDES, RAWTEXT) \
	X(OBJECT, "object", ELEMENT_HIDES | ELEMENT_SCOPE, DATA) \
	X(OL, "ol", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(OPTGROUP, "optgroup", ELEMENT_HIDES, DATA) \
	X(OPTION, "option", ELEMENT_HIDES, DATA) \
	X(P, "p", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(PARAM, "param", ELEMENT_VOID, DATA) \
	X(PLAINTEXT, "plaintext", ELEMENT_BLOCK | ELEMENT_CLOSES_P | ELEMENT_PRE, PLAINTEXT) \
	X(PRE, "pre", ELEMENT_BLOCK | ELEMENT_CLOSES_P | ELEMENT_PRE, DATA) \
	X(S, "s", ELEMENT_INLINE_HTML | ELEMENT_FORMATS, DATA) \
	X(SCRIPT, "script", ELEMENT_HIDES, SCRIPT) \
	X(SECTION, "section", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(SELECT, "select", ELEMENT_HIDES, DATA) \
	X(SMALL, "small", ELEMENT_INLINE_HTML | ELEMENT_FORMATS, DATA) \
	X(SOURCE, "source", ELEMENT_VOID, DATA) \
	X(SPAN, "span", ELEMENT_INLINE_HTML, DATA) \
	X(STRIKE, "strike", ELEMENT_INLINE_HTML | ELEMENT_FORMATS, DATA) \
	X(STRONG, "strong", ELEMENT_INLINE_HTML | ELEMENT_FORMATS, DATA) \
	X(STYLE, "style", ELEMENT_HIDES, RAWTEXT) \
	X(SUMMARY, "summary", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(SVG, "svg", ELEMENT_HIDES | ELEMENT_FOREIGN, DATA) \
	X(TABLE, "table", ELEMENT_BLOCK | ELEMENT_SCOPE | ELEMENT_OF_TABLE, DATA) \
	X(TBODY, "tbody", ELEMENT_BLOCK | ELEMENT_OF_TABLE, DATA) \
	X(TD, "td", ELEMENT_BLOCK | ELEMENT_SCOPE | ELEMENT_OF_TABLE, DATA) \
	X(TEMPLATE, "template", ELEMENT_HIDES | ELEMENT_SCOPE, DATA) \
	X(TEXTAREA, "textarea", ELEMENT_HIDES, RCDATA) \
	X(TFOOT, "tfoot", ELEMENT_BLOCK | ELEMENT_OF_TABLE, DATA) \
	X(TH, "th", ELEMENT_BLOCK | ELEMENT_SCOPE | ELEMENT_OF_TABLE, DATA) \
	X(THEAD, "thead", ELEMENT_BLOCK | ELEMENT_OF_TABLE, DATA) \
	X(TITLE, "title", ELEMENT_BLOCK, RCDATA) \
	X(TR, "tr", ELEMENT_BLOCK | ELEMENT_OF_TABLE, DATA) \
	X(TRACK, "track", ELEMENT_VOID, DATA) \
	X(TT, "tt", ELEMENT_INLINE_HTML | ELEMENT_FORMATS, DATA) \
	X(U, "u", ELEMENT_INLINE_HTML | ELEMENT_FORMATS, DATA) \
	X(UL, "ul", ELEMENT_BLOCK | ELEMENT_CLOSES_P, DATA) \
	X(VIDEO, "video", ELEMENT_HIDES, DATA) \
	X(WBR, "wbr", ELEMENT_VOID, DATA) \
	X(XMP, "xmp", ELEMENT_BLOCK | ELEMENT_CLOSES_P | ELEMENT_PRE, RAWTEXT)
// clang-format on

enum element {
#define X(name, string, traits, content) ELEMENT_IS_##name,
	ELEMENT_LIST(X)
#undef X
		ELEMENTS
};

struct element_row {
	const char *name;
	uint32_t traits; // enum element_trait
	enum content content;
};

extern const struct element_row element_rows[ELEMENTS];

// The names, to be found fast.
struct element_index;

// An index that is filled when it is first asked: most pages have no tag. NULL: no memory.
struct element_index *element_index_new(void);
void element_index_free(struct element_index *index);

// The element of a name in letters of either case; ELEMENT_IS_OTHER: none of the list. *hash tells
// names apart.
enum element element_find(struct element_index *index, struct slice name, uint32_t *hash);

#endif
