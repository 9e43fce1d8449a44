// SPDX-License-Identifier: MIT
// Which line of a page is its title.
//
// A title shares its words with the text below it. A date right below it, or the window's title in
// the page's first line, makes it likelier.
//
// Where no main text was looked for, the title is the first kept line that may be one
// (table_heading in table.c). So --rules-only can print each line at once.
#include "page/title.h"

#include <string.h>

#include "base/text.h"
#include "base/wordlist.h"
#include "meta/date.h"
#include "page/page.h"

#define LEARNT 8192              // bytes of the text that a title is held against
#define LINES 40                 // above the text
#define SENTENCE 15              // characters of a sentence that it may begin with
#define TIME_BYTES 24            // of a time in brackets
#define SITE_BYTES 42            // of the name of a site
#define MOST_SITES 8             // names that stand behind a title, one behind another
#define TITLE_BYTES 15           // of what stands before it, at least
#define VALUE 10                 // characters of a label and its value
#define WORD 2                   // ideographs of a title that is one word
#define LEAST 5                  // characters
#define MOST (FEATURES_MOST - 1) // of longer lines it is not known how long they are
#define DATE_LINE 20             // a line of not much more than a date
#define COVERED 30               // percent of a title's bigrams that are in the text,
#define COVERED_DATED 18         // or this many above a date,
#define DATED_BONUS 30           // which is worth this much,
#define COVERED_BEGUN 10         // or this many if the page's first line begins with it,
#define BEGUN_BONUS 40           // which is worth this much
#define FIRST_BONUS 15           // of the first line of a page that has few headlines

// What a title is looked for with.
struct title_task {
	const struct outline *page;
	const uint8_t *kept;
	size_t text;  // where the text begins
	size_t first; // line that may be part of the text
	bool light;   // the page has few headlines: its first line is likely to be the title
	struct grams *grams;
	bool learnt; // the bigrams of the text
};

// Whether the text holds the end of a sentence, or ends in a mark that no title ends in.
static bool is_of_sentence(struct slice text)
{
	return wordlist_is_in(text, "。|；") || wordlist_ends(text, "，|：|,|:");
}

bool title_has_date(const struct dehusk_line *line)
{
	int32_t date;
	size_t used;
	for (size_t at = 0; at < line->size; at++)
		if ((line->text[at] == '1' || line->text[at] == '2') &&
			date_parse(line->text, line->size, at, &date, &used) == DATE_FOUND)
			return true;
	return false;
}

// Whether the text begins as the header of a converter, or as the line of a ticker.
static bool begins_as_none(struct slice text)
{
	static const char starts[] = "URL Source:|Title:|Published Time:|Markdown Content:|"
				     "http://|https://|www.|_|-|—";
	if (begins_with(text, "|") || wordlist_begins(text, starts))
		return true;
	// 【16:15】
	size_t mark = strlen("【");
	return text.size > mark + 5 && begins_with(text, "【") && memchr(text.data + mark, ':', 3);
}

// Whether a time of day is in it: 10:22.
static bool has_time(struct slice text)
{
	for (size_t at = 1; at + 2 < text.size; at++)
		if (text.data[at] == ':' && is_digit(text.data[at - 1]) &&
			is_digit(text.data[at + 1]) && is_digit(text.data[at + 2]))
			return true;
	return false;
}

// Whether a line is hardly more than a date, or has a time beside it.
static bool is_of_date(struct slice text, struct features features)
{
	struct dehusk_line line = {.text = text.data, .size = text.size};
	return (features.n <= DATE_LINE || has_time(text)) && title_has_date(&line);
}

bool title_may_be(struct slice text, struct features features)
{
	return features.n >= LEAST && features.n <= MOST && !is_of_sentence(text) &&
	       !begins_as_none(text) && !is_of_date(text, features);
}

bool title_is_word(struct features features)
{
	return features.n < LEAST && features.whole >= WORD && features.degree == 0;
}

static bool may_be_title(const struct outline *page, size_t i)
{
	return outline_is_open(page, i) && !(page->shape[i].flags & OUTLINE_HINT) &&
	       title_may_be(line_text(&page->line[i]), page->shape[i].features) &&
	       !look_is_link(line_text(&page->line[i]));
}

// Whether the line below tells when the page was written, or who wrote it. Source lines may stand
// anywhere behind an empty line.
static bool is_dated_below(const struct outline *page, size_t i)
{
	const struct features *features = &page->shape[i].features;
	if (!page->latin && 2 * features->whole < features->n)
		return false;
	if (++i < page->count && page->line[i].verdict == DEHUSK_COLLECTED)
		return true;
	while (i < page->count && (page->shape[i].flags & OUTLINE_APART))
		i++;
	return i < page->count && page->shape[i].features.n <= MOST &&
	       title_has_date(&page->line[i]);
}

// Whether the page's first line begins with this line further down. The first line often is the
// title of the window. A time in brackets at the end of the lower line does not count.
static bool is_begun_with(const struct title_task *task, size_t i)
{
	static const char brackets[] = " |【|[|（|(";
	struct slice text = line_text(&task->page->line[i]);
	struct slice first = line_text(&task->page->line[task->first]);
	size_t same = 0;
	while (same < text.size && same < first.size && text.data[same] == first.data[same])
		same++;
	if (i <= task->first || same < text.size / 2)
		return false;
	struct slice rest = slice_from(text, same);
	return rest.size == 0 || (wordlist_begins(rest, brackets) && !wordlist_has(rest, brackets));
}

// Whether nothing stands above a line, husk included.
static bool is_first(const struct outline *page, size_t i)
{
	while (i > 0 && (page->shape[i - 1].flags & OUTLINE_APART))
		i--;
	return i == 0;
}

// Whether a line is a sentence that is no title.
static bool is_paragraph(const struct outline *page, size_t i)
{
	return outline_is_prose(page, i, SENTENCE) && is_of_sentence(line_text(&page->line[i]));
}

// Learns the bigrams of the text. The first part of a long text is enough.
static void learn(struct title_task *task)
{
	size_t learnt = 0;
	if (task->learnt)
		return;
	task->learnt = true;
	grams_clear(task->grams);
	size_t i = 0;
	while (i < task->text && !(task->kept[i] && is_paragraph(task->page, i)))
		i++;
	for (; i < task->page->count && learnt < LEARNT; i++)
		if (task->kept[i] && outline_is_open(task->page, i)) {
			grams_add(task->grams, line_text(&task->page->line[i]));
			learnt += task->page->line[i].size;
		}
}

// How well a line would do as the title, in percent; 0: not at all.
static size_t worth_of(struct title_task *task, size_t i)
{
	size_t all, found;
	if (!may_be_title(task->page, i))
		return 0;
	learn(task);
	found = grams_count(task->grams, line_text(&task->page->line[i]), &all);
	size_t covered = all > 0 ? 100 * found / all : 0, least = COVERED, bonus = 0;
	if (is_dated_below(task->page, i)) {
		// Where nothing but husk stands above, the place says enough.
		least = i == task->first ? 0 : COVERED_DATED;
		bonus += DATED_BONUS;
	}
	if (is_begun_with(task, i)) {
		least = COVERED_BEGUN;
		bonus += BEGUN_BONUS;
	}
	if (is_first(task->page, i) && (task->light || bonus > 0)) {
		least = 0;
		bonus += FIRST_BONUS;
	}
	if (bonus == 0 && !task->page->latin && task->page->shape[i].features.whole < LEAST)
		return 0;
	// The value of a label is in the text, too: 关键词：早市
	if (bonus == 0 && task->page->shape[i].features.n <= VALUE &&
		look_has_label(line_text(&task->page->line[i])))
		covered /= 2;
	return covered >= least ? covered + bonus : 0;
}

static void consider(struct title_task *task, size_t i, size_t *most, size_t *title)
{
	size_t worth = worth_of(task, i);
	if (worth > *most) {
		*most = worth;
		*title = i;
	}
}

// --- the title in the line ---

// The start of the last such mark with text on both sides; the size of the text: there is none.
static size_t last_mark(struct slice text, const char *mark)
{
	size_t size = strlen(mark), end = text.size;
	const char *at;
	while (end > 1 && (at = memrchr(text.data + 1, *mark, end - 1))) {
		end = (size_t)(at - text.data);
		if (text.size - end > size && memcmp(at, mark, size) == 0)
			return end;
	}
	return text.size;
}

// Takes a time in brackets off the end: 【16:15】
static struct slice without_time(struct slice text)
{
	size_t at = last_mark(text, "【");
	struct slice time = {text.data + at, text.size - at};
	if (at == text.size || !ends_with(text, "】") || !has_time(time) || time.size > TIME_BYTES)
		return text;
	while (at > 0 && text.data[at - 1] == ' ')
		at--;
	return (struct slice){text.data, at};
}

static bool is_site(struct slice text)
{
	if (wordlist_ends(text, "网|網|报|報|新闻|新聞|频道|頻道|在线|資訊|资讯|中心"))
		return text.size <= SITE_BYTES;
	return contains(text, " , ");
}

// The start of the separator before the name of a site or a channel, or before words for search
// engines; the size of the text: there is none.
static size_t site_start(struct slice text)
{
	static const char *const marks[] = {" - ", "_", " | ", "｜"};
	for (size_t i = 0; i < COUNT(marks); i++) {
		size_t at = last_mark(text, marks[i]), size = strlen(marks[i]);
		if (at == text.size || at < TITLE_BYTES)
			continue;
		if (is_site((struct slice){text.data + at + size, text.size - at - size}))
			return at;
	}
	return text.size;
}

// Takes site and channels off the end. A title has few of them, and a line may be long.
static struct slice without_site(struct slice text)
{
	size_t size = 0;
	for (int i = 0; i < MOST_SITES && size != text.size; i++) {
		size = text.size;
		text.size = site_start(text);
	}
	return text;
}

struct slice title_in(struct slice text)
{
	return without_time(without_site(text));
}

size_t title_find(const struct outline *page, const uint8_t *kept, size_t text, bool light,
	struct grams *grams)
{
	struct title_task task = {page, kept, text, 0, light, grams, false};
	size_t title = page->count, most = 0, seen = 0, i = text;
	while (task.first < page->count && !outline_is_open(page, task.first))
		task.first++;
	for (; i > 0 && seen < LINES; i--) {
		seen += !(page->shape[i - 1].flags & OUTLINE_APART);
		consider(&task, i - 1, &most, &title);
	}
	if (task.first < i)
		consider(&task, task.first, &most, &title);
	return title;
}

size_t title_guess(const struct outline *page, size_t text)
{
	for (size_t i = 0; i < page->count && i <= text; i++) {
		bool word = outline_is_open(page, i) && is_first(page, i) &&
			    !(page->shape[i].flags & OUTLINE_HINT) &&
			    title_is_word(page->shape[i].features);
		if (word || may_be_title(page, i))
			return i;
	}
	return page->count;
}
