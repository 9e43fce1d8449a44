// SPDX-License-Identifier: MIT
// The main text of a page, found from the shapes of its lines. Scores are tenths of a point.
//
// 1. A page without a line of evidence (OUTLINE_EVIDENCE) is clean: nothing more is dropped. A text
//    that looks like several pages (multipage.c) is left to the rules.
// 2. features.c scores each line, and best-run.c finds the runs with the largest sums. The best run
//    is in the main text. A line that a rule took costs 20 points, so a run may cross a few of
//    them.
// 3. look.c sorts each line that no rule took by its look: prose, body (an entry, a row, a
//    definition), code, letters, headline, short. The share of headlines among all but the short
//    lines says what kind of page it is. A hint counts as a headline.
// 4. A page full of headlines (LIGHT_SHARE and above; keep_heavy) keeps little more than the best
//    run. Neighbours with 20 points are joined to it if no evidence stands between and at most half
//    of the lines between are headlines. A numbered list below belongs to it. A weak run goes on up
//    and down as far as the looks sum up, never over a line that a rule took. At either end of the
//    page, lines without navigation are given back.
// 5. A page with few headlines (keep_light) is a row of islands; see islands.c.
// 6. If the best run has less than 25 points (keep_text) and the page has not too many headlines,
//    the main text begins with the longest body line. Else all lines stay, or none if they are
//    nothing but navigation.
// 7. title.c finds the title, from the first paragraph on. Above the title nothing stays unless
//    there is prose. Between the title and the text no line of hardly more than a date stays.
// 8. The result is not sure (is_sure) if nothing was found and all lines stay, or if little is kept
//    of a page and more prose is left out.
//
// Cleaning twice changes nothing, by construction: a line of evidence is always dropped, so a
// second run finds no evidence and drops nothing. This needs two things. Rules see each printed
// line as it is printed: what is left of a line with side columns is judged anew (take_part in
// finish.c). A hint is never evidence, since it can stay.
//
// Source lines and empty lines count for nothing here (OUTLINE_APART), since the order of the
// source lines must not matter. There is one exception: a line right above a source line, with no
// empty line between, is more likely to be the title.
//
// All numbers are integers, and every pass is linear. The neighbours of each constant score nearly
// the same: keep it so. LIGHT_SHARE matters most. With 30, 35 and 40, posts of blogs score .962,
// .984 and .984, tags stripped; news differ by no more than .001.
#include "page/main-text.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "page/best-run.h"
#include "page/grams.h"
#include "page/islands.h"
#include "page/multipage.h"
#include "page/page.h"
#include "page/question.h"
#include "page/signals.h"
#include "page/title.h"

static const char reason_title[] = "title";
static const char reason_repeated[] = "repeated-title";
static const char reason_outside[] = "outside-main-text";
static const char reason_links[] = "links";
static const char reason_comments[] = "comments";

#define LEAST_EVIDENCE 2     // lines, and
#define EVIDENCE_SHARE 200   // one in so many,
#define LIKE_LINES 10        // or less, beside so many lines like navigation, half of the page
#define MUCH_EVIDENCE 5      // lines of a page that is nothing but navigation,
#define MUCH_SHARE 3         // at least one in so many
#define LEAST_SUM 250        // of a run that is the main text beyond doubt
#define DATE_LINE 20         // a line of not much more than a date
#define LIGHT_SHARE 35       // percent of headlines from which a page is full of them,
#define LIGHT_SHARE_LATIN 15 // or of one that is written in letters,
#define LIGHT_SHARE_BARE 45  // or of one without a run that is the main text beyond doubt
#define SHARE_SMOOTH 3       // lines that a short page is thought to have more
#define REACH_SUM 1000       // of a best run that reaches no further
#define REACH_SHARE 55       // percent of headlines, or more, in a page where none does
#define LATIN_SHARE 50       // one ideograph in this many characters, or fewer: a page in letters
#define SURE_SUM 4000        // of a best run that can be relied on however small it is in its page,
#define SURE_PERCENT 9       // of the page's bytes, or more
#define TITLE_PROSE 20       // characters of the sentence that a title stands above,
#define DATES_PROSE 30       // and of the paragraph that lines with dates stand above

struct main_text {
	struct grams grams;
	struct best_run best;
	struct islands islands;
	struct signals signals;
	uint8_t *kept; // whether a line is in the main text
	size_t kept_room;
	bool later; // lines of the page stand above those that are looked at
	bool asks;  // if so: the first of them ask something
};

// A page while it is looked at.
struct main_text_task {
	struct main_text *body;
	struct outline page;
	unsigned headlines; // percent of the lines that no rule took
	size_t dropped;     // lines
};

struct main_text *main_text_new(void)
{
	return calloc(1, sizeof(struct main_text));
}

void main_text_free(struct main_text *body)
{
	if (!body)
		return;
	best_run_free(&body->best);
	free(body->kept);
	islands_free(&body->islands);
	signals_free(&body->signals);
	free(body);
}

void main_text_start(struct main_text *body)
{
	body->later = body->asks = false;
}

// One line of evidence may be what a page is about, two are not; nor is one among much else that
// looks like navigation.
static bool is_husked(const struct outline *page)
{
	size_t lines = 0, evidence = 0, like = 0;
	for (size_t i = 0; i < page->count; i++) {
		lines += !(page->shape[i].flags & OUTLINE_APART);
		like += outline_is_like_navigation(page, i);
		evidence += (page->shape[i].flags & OUTLINE_EVIDENCE) != 0;
	}
	if (evidence < LEAST_EVIDENCE)
		return evidence > 0 && like >= LIKE_LINES && like >= lines / 2;
	return evidence >= lines / EVIDENCE_SHARE;
}

// --- verdicts ---

static void drop(struct main_text_task *task, size_t i, const char *reason)
{
	if (task->page.shape[i].flags & OUTLINE_PROTECTED)
		return;
	task->page.line[i].verdict = DEHUSK_DROPPED;
	task->page.line[i].reason = reason;
	task->dropped += 1 + task->page.line[i].joined;
}

// Why a line is outside of the main text: what the markup says of it, if that is the reason.
static const char *reason_of(const struct outline *page, size_t i)
{
	if (!outline_is_husk(page, i))
		return reason_outside;
	return page->shape[i].markup.flags & MARKUP_COMMENTS ? reason_comments : reason_links;
}

bool main_text_left_out(const struct dehusk_line *line)
{
	return line->reason == reason_outside || line->reason == reason_links ||
	       line->reason == reason_comments;
}

static void decide(struct main_text_task *task, size_t title)
{
	struct dehusk_line *line = task->page.line;
	for (size_t i = 0; i < task->page.count; i++) {
		if (!outline_is_open(&task->page, i) || i == title)
			continue;
		if (title < task->page.count && line_is(&line[i], &line[title]))
			drop(task, i, reason_repeated);
		else if (!task->body->kept[i])
			drop(task, i, reason_of(&task->page, i));
	}
	if (title < task->page.count)
		line[title].reason = reason_title;
}

// Whether a page without a main text is nothing but navigation: much evidence, and no line that
// says anything.
static bool is_navigation(const struct outline *page)
{
	size_t lines = 0, evidence = 0;
	for (size_t i = 0; i < page->count; i++) {
		const struct outline_line *shape = &page->shape[i];
		if (outline_is_open(page, i) &&
			(shape->features.degree >= 2 || shape->features.n > OUTLINE_SHORT_LINE))
			return false;
		lines += !(shape->flags & OUTLINE_APART);
		evidence += (shape->flags & OUTLINE_EVIDENCE) != 0;
	}
	return evidence >= MUCH_EVIDENCE && evidence >= lines / MUCH_SHARE;
}

// --- the text of a page ---

static void count_looks(struct main_text_task *task)
{
	struct outline *page = &task->page;
	size_t whole = 0, all = 0, headlines = 0, lines = SHARE_SMOOTH;
	for (size_t i = 0; i < page->count; i++)
		if (outline_is_open(page, i)) {
			whole += page->shape[i].features.whole;
			all += page->shape[i].features.n;
		}
	page->latin = whole < all / LATIN_SHARE;
	for (size_t i = 0; i < page->count; i++)
		if (outline_is_open(page, i)) {
			enum look look = outline_look_of(page, i);
			bool headline = look == LOOK_HEAD || (page->shape[i].flags & OUTLINE_HINT);
			headlines += headline;
			lines += headline || look >= LOOK_CODE;
		}
	task->headlines = (unsigned)(100 * headlines / lines);
}

// Whether a page is taken for islands of one text.
static bool is_light(const struct main_text_task *task, unsigned share)
{
	return task->headlines < (task->page.latin ? LIGHT_SHARE_LATIN : share);
}

static bool start_marks(struct main_text_task *task)
{
	void *kept = task->body->kept;
	if (!array_reserve(&kept, &task->body->kept_room, task->page.count + 1, 1))
		return false;
	task->body->kept = kept;
	memset(kept, 0, task->page.count);
	return true;
}

// A page full of headlines: little more than the run is its text.
static void keep_heavy(struct main_text_task *task)
{
	struct best_run *best = &task->body->best;
	best_run_join(best, &task->page);
	best_run_reach(
		best, &task->page, best->run.sum < REACH_SUM && task->headlines < REACH_SHARE);
	memset(task->body->kept + best->run.start, 1, best->run.end - best->run.start);
}

// Only below a heading of replies it has a say whether the page asks something.
static bool find_islands(struct main_text_task *task)
{
	const struct outline *page = &task->page;
	size_t i = 0;
	while (i < page->count && !(page->shape[i].flags & OUTLINE_REPLIES))
		i++;
	task->page.asks =
		task->body->later ? task->body->asks : i < page->count && question_is_asked(page);
	return islands_find(&task->body->islands, page);
}

// A page of islands: those around a line of the run, and the run itself, unless the text is a post
// and the run what readers wrote below.
static bool keep_light(struct main_text_task *task)
{
	const struct islands *islands = &task->body->islands;
	struct best_run *best = &task->body->best;
	if (!find_islands(task))
		return false;
	size_t core = best_run_core(best, &task->page);
	size_t post = islands_post(islands, &task->page, core);
	if (post == core) {
		best_run_join(best, &task->page);
		memset(task->body->kept + best->run.start, 1, best->run.end - best->run.start);
	}
	islands_keep(islands, &task->page, post, task->body->kept);
	return true;
}

static bool keep_run(struct main_text_task *task)
{
	struct main_text *body = task->body;
	if (!is_light(task, LIGHT_SHARE))
		keep_heavy(task);
	else if (!keep_light(task))
		return false;
	return signals_grow(&body->signals, &task->page, &body->best, body->kept);
}

// The first kept line of prose with at least so many characters; the count of lines: none.
static size_t find_prose(const struct main_text_task *task, unsigned least)
{
	for (size_t i = 0; i < task->page.count; i++)
		if (task->body->kept[i] && outline_is_prose(&task->page, i, least))
			return i;
	return task->page.count;
}

// Where the paragraphs begin: what is above may be the title, and headings.
static size_t find_text(const struct main_text_task *task, unsigned least)
{
	size_t first = find_prose(task, least);
	if (first == task->page.count)
		first = find_prose(task, least / 2);
	if (first < task->page.count)
		return first;
	for (first = 0; first < task->page.count && !task->body->kept[first];)
		first++;
	return first;
}

// Above a title nothing stays, unless there is prose.
static void cut_above(struct main_text_task *task, size_t title)
{
	for (size_t i = 0; i < title; i++)
		if (task->body->kept[i] && outline_is_prose(&task->page, i, 0))
			return;
	memset(task->body->kept, 0, title);
}

// Between title and text no line stays that is hardly more than a date.
static void cut_dates(struct main_text_task *task, size_t title, size_t text)
{
	for (size_t i = title + 1; i < text; i++)
		if (outline_is_open(&task->page, i) &&
			task->page.shape[i].features.n <= DATE_LINE &&
			title_has_date(&task->page.line[i]))
			task->body->kept[i] = 0;
}

// Where a page goes on, what would be its title is a heading within the text.
static void finish_title(struct main_text_task *task, struct main_text_found *found)
{
	size_t text = find_text(task, TITLE_PROSE);
	bool light = is_light(task, LIGHT_SHARE);
	size_t title = title_find(&task->page, task->body->kept, text, light, &task->body->grams);
	found->text = text;
	if (task->body->later) {
		if (title < task->page.count)
			task->body->kept[title] = 1;
		return;
	}
	if (title == task->page.count && light)
		title = title_guess(&task->page, text);
	if (title < task->page.count) {
		cut_above(task, title);
		cut_dates(task, title, find_text(task, DATES_PROSE));
	}
	found->title = title;
}

// Without a main text what no rule took stays, unless that is navigation too.
static void keep_all(struct main_text_task *task, struct main_text_found *found)
{
	found->whole = true;
	memset(task->body->kept, !is_navigation(&task->page), task->page.count);
}

// The longest line that is part of a text; the count of lines: none. A hint is not enough for one.
static size_t find_longest(const struct outline *page)
{
	size_t best = page->count;
	for (size_t i = 0; i < page->count; i++) {
		const struct outline_line *shape = &page->shape[i];
		if (!outline_is_open(page, i) || (shape->flags & OUTLINE_HINT) ||
			shape->look < LOOK_BODY)
			continue;
		if (best == page->count || shape->features.n > page->shape[best].features.n)
			best = i;
	}
	return best;
}

static bool keep_text(struct main_text_task *task, struct main_text_found *found)
{
	found->text = found->title = task->page.count;
	found->whole = false;
	if (task->body->best.run.sum >= LEAST_SUM) {
		if (!keep_run(task))
			return false;
		finish_title(task, found);
		return true;
	}
	size_t core = find_longest(&task->page);
	if (core == task->page.count || !is_light(task, LIGHT_SHARE_BARE)) {
		keep_all(task, found);
		return true;
	}
	if (!find_islands(task))
		return false;
	islands_keep(&task->body->islands, &task->page, core, task->body->kept);
	finish_title(task, found);
	return true;
}

// Whether the text can be relied on. It cannot where nothing was found and all is kept, or where
// little is kept of a page and at least as much prose is left out.
static bool is_sure(const struct main_text_task *task, const struct main_text_found *found)
{
	const struct outline *page = &task->page;
	size_t all = 0, kept = 0, prose = 0, prose_kept = 0;
	for (size_t i = 0; i < page->count; i++) {
		if (!outline_is_open(page, i))
			continue;
		bool stays = task->body->kept[i] || i == found->title;
		all += page->line[i].size;
		kept += stays ? page->line[i].size : 0;
		prose += page->shape[i].look == LOOK_PROSE;
		prose_kept += stays && page->shape[i].look == LOOK_PROSE;
	}
	if (found->whole)
		return false;
	return found->best >= SURE_SUM || 100 * kept > SURE_PERCENT * all || 2 * prose_kept > prose;
}

// Whether a heading says just what the title of a document says, but for the name of the site.
static bool is_headed(const struct outline *page, const struct dehusk_line *title)
{
	struct slice text = title_in(line_text(title));
	struct dehusk_line named = {.text = text.data, .size = text.size};
	for (size_t i = 0; i < page->count; i++)
		if ((page->shape[i].markup.flags & MARKUP_HEADING) && outline_is_open(page, i) &&
			(line_is(&page->line[i], title) || line_is(&page->line[i], &named)))
			return true;
	return false;
}

void main_text_drop_title(const struct outline *page, struct main_text_found *found)
{
	struct main_text_task task = {.page = *page};
	size_t i = 0;
	while (i < page->count && !(page->shape[i].markup.flags & MARKUP_TITLE))
		i++;
	if (i < page->count && outline_is_open(page, i) && is_headed(page, &page->line[i]))
		drop(&task, i, reason_repeated);
	found->dropped = task.dropped;
}

bool main_text_look(
	struct main_text *body, const struct outline *page, struct main_text_found *found)
{
	*found = (struct main_text_found){.text = page->count, .title = page->count};
	bool bare = signals_is_bare(page);
	signals_begin(page);
	if (bare || (!is_husked(page) && !signals_has_links(page)))
		return true;
	if (!best_run_score(&body->best, page) || !best_run_find(&body->best, page, PASS_FEET))
		return false;
	// Markup says where one page ends.
	found->several = page->parents ? multipage_has_documents(page)
				       : multipage_is_several(&body->best.runs, page);
	found->ran = !found->several;
	return true;
}

bool main_text_find(
	struct main_text *body, const struct outline *page, bool cut, struct main_text_found *found)
{
	struct main_text_task task = {.body = body, .page = *page};
	struct best_run *best = &body->best;
	if (!start_marks(&task) || (cut && !best_run_score(best, page)))
		return false;
	// Without a foot and a cut the runs are those that main_text_look() found.
	if ((cut || best->feet) && !best_run_find(best, page, PASS_ALL))
		return false;
	if (best->run.sum < LEAST_SUM && !best_run_find(best, page, PASS_TAKEN))
		return false;
	signals_choose(page, best);
	count_looks(&task);
	found->best = best->run.sum;
	if (!keep_text(&task, found))
		return false;
	decide(&task, found->title);
	found->second = best_run_second(best, body->kept);
	found->dropped = task.dropped;
	found->sure = is_sure(&task, found);
	return true;
}

void main_text_go_on(struct main_text *body, const struct outline *page)
{
	if (!body->later)
		body->asks = question_is_asked(page);
	body->later = true;
}
