// SPDX-License-Identifier: MIT
// The main text of a page, found from the shapes of its lines. Scores are tenths of a point.
//
// 1. A page without a line of evidence (OUTLINE_EVIDENCE) is clean: nothing more is dropped. A text
//    that looks like several pages (multipage.c) is left to the rules.
// 2. features.c scores each line, and segments.c finds the runs with the largest sums. The best run
// is
//    in the main text. A line that a rule took costs 20 points, so a run may cross a few of them.
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
#include "base/text.h"
#include "page/grams.h"
#include "page/islands.h"
#include "page/multipage.h"
#include "page/page.h"
#include "page/segments.h"
#include "page/title.h"

static const char reason_title[] = "title";
static const char reason_repeated[] = "repeated-title";
const char main_text_outside[] = "outside-main-text";

#define LEAST_EVIDENCE 2   // lines, and
#define EVIDENCE_SHARE 200 // one in so many,
#define LIKE_LINES 10      // or less, beside so many lines like navigation, half of the page
#define MUCH_EVIDENCE 5    // lines of a page that is nothing but navigation,
#define MUCH_SHARE 3       // at least one in so many
#define LEAST_SUM 250      // of a run that is the main text beyond doubt
#define TAKEN_SCORE (-200)
#define END_SCORE (-400)        // of a line that ends a text
#define BRIDGE_SCORE (-600)     // of all lines between two of prose together,
#define BRIDGED_PROSE 400       // which are worth so much,
#define BRIDGED_MOST 8          // if there are no more
#define FOOT_SCORE (-(1 << 30)) // more than any run is worth
#define MOST_GIVEN_BACK 1       // lines like navigation among what is given back, or fewer
#define SHORT_LINE 30
#define LIST_LEAST 3         // entries of a list below the run,
#define LIST_OTHERS 2        // with no more lines without a number between two
#define DATE_LINE 20         // a line of not much more than a date
#define LIGHT_SHARE 35       // percent of headlines from which a page is full of them,
#define LIGHT_SHARE_LATIN 15 // or of one that is written in letters,
#define LIGHT_SHARE_BARE 45  // or of one without a run that is the main text beyond doubt
#define SHARE_SMOOTH 3       // lines that a short page is thought to have more
#define JOINED_SUM 200       // of a run that may be joined to the best one
#define REACH_SUM 1000       // of a best run that reaches no further
#define REACH_SHARE 55       // percent of headlines, or more, in a page where none does
#define LATIN_SHARE 50       // one ideograph in this many characters, or fewer: a page in letters
#define SURE_SUM 4000        // of a best run that can be relied on however small it is in its page,
#define SURE_PERCENT 9       // of the page's bytes, or more
#define ASKING_LINES 3       // open lines at the beginning of a page that may ask, or
#define BUTTON_BYTES 15      // above its first paragraph, with more than so many bytes
#define TITLE_PROSE 20       // characters of the sentence that a title stands above,
#define DATES_PROSE 30       // and of the paragraph that lines with dates stand above

struct main_text {
	struct grams grams;
	struct segments runs;
	int32_t *worth; // of the page's lines, in tenths of a point
	uint8_t *kept;  // whether a line is in the main text
	size_t worth_room, kept_room;
	struct islands islands;
	bool feet;  // the runs end at one of them
	bool later; // lines of the page stand above those that are looked at
	bool asks;  // if so: the first of them ask something
};

// A page while it is looked at.
struct main_text_task {
	struct main_text *body;
	struct outline page;
	unsigned headlines; // percent of the lines that no rule took
	struct segment run; // the best one, and what is joined to it
	size_t core;        // the line in it that is worth most
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
	segments_free(&body->runs);
	free(body->worth);
	free(body->kept);
	islands_free(&body->islands);
	free(body);
}

void main_text_start(struct main_text *body)
{
	body->later = body->asks = false;
}

static bool is_like_navigation(const struct outline_line *shape)
{
	if (shape->flags & OUTLINE_APART)
		return false;
	return (shape->flags & OUTLINE_TAKEN) ||
	       (shape->features.degree == 0 && shape->features.n <= SHORT_LINE);
}

// One line of evidence may be what a page is about, two are not; nor is one among much else that
// looks like navigation.
static bool is_husked(const struct outline *page)
{
	size_t lines = 0, evidence = 0, like = 0;
	for (size_t i = 0; i < page->count; i++) {
		lines += !(page->shape[i].flags & OUTLINE_APART);
		like += is_like_navigation(&page->shape[i]);
		evidence += (page->shape[i].flags & OUTLINE_EVIDENCE) != 0;
	}
	if (evidence < LEAST_EVIDENCE)
		return evidence > 0 && like >= LIKE_LINES && like >= lines / 2;
	return evidence >= lines / EVIDENCE_SHARE;
}

// --- the run ---

static bool is_apart(const struct main_text_task *task, size_t i, bool without_taken)
{
	unsigned apart = without_taken ? OUTLINE_APART | OUTLINE_TAKEN : OUTLINE_APART;
	return (task->page.shape[i].flags & apart) != 0;
}

// Makes lines cost no more than all of them may together.
static void bridge_gap(int32_t *worth, size_t start, size_t end, size_t lines)
{
	int32_t least = BRIDGE_SCORE / (int32_t)lines;
	for (size_t i = start; i < end; i++)
		if (worth[i] < least)
			worth[i] = least;
}

// A few lines between two of prose, none of them taken, may be a list or a table in the main text.
static void bridge(struct main_text_task *task)
{
	int32_t *worth = task->body->worth;
	size_t start = task->page.count,
	       lines = 0; // of the gap; no start: it does not follow prose
	for (size_t i = 0; i < task->page.count; i++) {
		if (is_apart(task, i, false))
			continue;
		if (task->page.shape[i].flags & OUTLINE_TAKEN) {
			start = task->page.count;
		} else if (worth[i] < BRIDGED_PROSE) {
			lines++;
		} else {
			if (start < i && lines > 0 && lines <= BRIDGED_MOST)
				bridge_gap(worth, start, i, lines);
			start = i + 1;
			lines = 0;
		}
	}
}

// Says what each line is worth, but for those that are apart.
static bool weigh(struct main_text_task *task)
{
	void *worth = task->body->worth;
	if (!array_reserve(&worth, &task->body->worth_room, task->page.count, sizeof(int32_t)))
		return false;
	task->body->worth = worth;
	for (size_t i = 0; i < task->page.count; i++) {
		const struct outline_line *shape = &task->page.shape[i];
		task->body->worth[i] = shape->flags & OUTLINE_END ? END_SCORE
				       : shape->flags & OUTLINE_TAKEN
					       ? TAKEN_SCORE
					       : features_score(shape->features);
	}
	bridge(task);
	return true;
}

// How the runs of a page are found.
enum passing {
	PASS_ALL,
	PASS_FEET,  // none goes across the foot of a page
	PASS_TAKEN, // lines that were taken count for nothing
};

static bool find_runs(struct main_text_task *task, enum passing passing)
{
	struct segments *runs = &task->body->runs;
	segments_clear(runs);
	task->body->feet = false;
	for (size_t i = 0; i < task->page.count; i++) {
		bool foot = passing == PASS_FEET && (task->page.shape[i].flags & OUTLINE_FOOT);
		task->body->feet |= foot;
		int32_t worth = foot ? FOOT_SCORE : task->body->worth[i];
		if (!is_apart(task, i, passing == PASS_TAKEN) && !segments_add(runs, i, worth))
			return false;
	}
	return true;
}

static void choose_run(struct main_text_task *task)
{
	const struct segment *best = segments_best(&task->body->runs);
	task->run = best ? *best : (struct segment){.sum = 0};
}

// Whether what stands between two runs may be part of one text: no evidence of husk, and headlines
// for no more than half.
static bool is_gap_of_text(const struct outline *page, size_t start, size_t end)
{
	size_t lines = 0, headlines = 0;
	for (size_t i = start; i < end; i++) {
		if (page->shape[i].flags & OUTLINE_EVIDENCE)
			return false;
		if (!outline_is_open(page, i))
			continue;
		lines++;
		headlines += outline_look_of(page, i) == LOOK_HEAD;
	}
	return 2 * headlines <= lines;
}

// Joins the runs around the best one to it.
static void join_runs(struct main_text_task *task)
{
	const struct segments *runs = &task->body->runs;
	size_t best = 0;
	while (runs->run[best].start != task->run.start)
		best++;
	for (size_t i = best; i-- > 0;) {
		const struct segment *run = &runs->run[i];
		if (run->sum < JOINED_SUM)
			continue;
		if (!is_gap_of_text(&task->page, run->end, task->run.start))
			break;
		task->run.start = run->start;
	}
	for (size_t i = best + 1; i < runs->count; i++) {
		const struct segment *run = &runs->run[i];
		if (run->sum < JOINED_SUM)
			continue;
		if (!is_gap_of_text(&task->page, task->run.end, run->start))
			break;
		task->run.end = run->end;
	}
}

// --- lists ---

// Whether an entry of a list may begin like this.
static bool has_number(struct slice text)
{
	static const char *const marks[] = {"、", "．", ".", ")", "）"};
	size_t at = 0;
	while (at < text.size && at < 3 && is_digit(text.data[at]))
		at++;
	for (size_t i = 0; at > 0 && i < sizeof marks / sizeof *marks; i++) {
		struct slice rest = slice_from(text, at);
		if (begins_with(rest, marks[i]) && rest.size > strlen(marks[i]))
			return true;
	}
	return false;
}

// A list right below the run belongs to it, as far as its entries have numbers.
static void reach_list(struct main_text_task *task)
{
	size_t entries = 0, others = 0, end = task->run.end;
	for (size_t i = task->run.end; i < task->page.count; i++) {
		if (task->page.shape[i].flags & OUTLINE_APART)
			continue;
		if (task->page.shape[i].flags & OUTLINE_TAKEN)
			break;
		if (has_number(line_text(&task->page.line[i]))) {
			entries++;
			others = 0;
			end = i + 1;
		} else if (++others > LIST_OTHERS) {
			break;
		}
	}
	if (entries >= LIST_LEAST)
		task->run.end = end;
}

// --- how far the text goes ---

// How far the text goes on at an end of the run, by the looks of the lines there. No line that a
// rule took is in it.
static const int8_t reaches[LOOKS] = {
	[LOOK_PROSE] = 6,
	[LOOK_BODY] = 4,
	[LOOK_CODE] = 2,
	[LOOK_HEAD] = -2,
	[LOOK_SHORT] = -1,
};

static void reach_down(struct main_text_task *task)
{
	int64_t sum = 0, most = 0;
	size_t end = task->run.end;
	for (size_t i = end; i < task->page.count; i++) {
		if (task->page.shape[i].flags & OUTLINE_TAKEN)
			break;
		if (!outline_is_open(&task->page, i))
			continue;
		sum += reaches[outline_look_of(&task->page, i)];
		if (sum > most) {
			most = sum;
			end = i + 1;
		}
	}
	task->run.end = end;
}

static void reach_up(struct main_text_task *task)
{
	int64_t sum = 0, most = 0;
	size_t start = task->run.start;
	for (size_t i = start; i-- > 0;) {
		if (task->page.shape[i].flags & OUTLINE_TAKEN)
			break;
		if (!outline_is_open(&task->page, i))
			continue;
		sum += reaches[outline_look_of(&task->page, i)];
		if (sum > most) {
			most = sum;
			start = i;
		}
	}
	task->run.start = start;
}

// Lines at either end of the page with too little like navigation among them to be husk.
static void give_back(struct main_text_task *task)
{
	size_t like = 0;
	for (size_t i = 0; i < task->run.start; i++)
		like += is_like_navigation(&task->page.shape[i]);
	if (like <= MOST_GIVEN_BACK)
		task->run.start = 0;
	like = 0;
	for (size_t i = task->run.end; i < task->page.count; i++)
		like += is_like_navigation(&task->page.shape[i]);
	if (like <= MOST_GIVEN_BACK)
		task->run.end = task->page.count;
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

static void decide(struct main_text_task *task, size_t title)
{
	struct dehusk_line *line = task->page.line;
	for (size_t i = 0; i < task->page.count; i++) {
		if (!outline_is_open(&task->page, i) || i == title)
			continue;
		if (title < task->page.count && line_is(&line[i], &line[title]))
			drop(task, i, reason_repeated);
		else if (!task->body->kept[i])
			drop(task, i, main_text_outside);
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
			(shape->features.degree >= 2 || shape->features.n > SHORT_LINE))
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

// Whether somebody asks the readers for something.
static bool asks_readers(struct slice text)
{
	static const char *const words[] = {"求助", "请教", "請教", "请问", "請問"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (contains(text, words[i]))
			return true;
	return false;
}

// Whether a line may be the title of a page that asks something.
static bool is_question(struct slice text)
{
	static const char *const words[] = {"？", "?", "怎么办", "怎麼辦", "怎么回事", "怎麼回事"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (contains(text, words[i]))
			return true;
	return asks_readers(text);
}

// The first paragraph of a page; the count of lines: none.
static size_t find_paragraph(const struct outline *page)
{
	size_t i = 0;
	while (i < page->count && (!outline_is_open(page, i) || page->shape[i].look != LOOK_PROSE ||
					  page->shape[i].features.n < TITLE_PROSE))
		i++;
	return i;
}

// Whether a page asks something: in its first lines, in its first paragraph, or right above that.
// What is no longer than a button counts for nothing there: forums have counters above the title.
static bool asks(const struct outline *page)
{
	size_t lines = 0;
	for (size_t i = 0; i < page->count && lines < ASKING_LINES; i++) {
		if (outline_is_open(page, i) && is_question(line_text(&page->line[i])))
			return true;
		lines += outline_is_open(page, i);
	}
	size_t text = find_paragraph(page);
	if (text == page->count || asks_readers(line_text(&page->line[text])))
		return text < page->count;
	for (lines = 0; text > 0 && lines < ASKING_LINES; text--) {
		const struct dehusk_line *line = &page->line[text - 1];
		if (!outline_is_open(page, text - 1) || line->size <= BUTTON_BYTES)
			continue;
		if (is_question(line_text(line)))
			return true;
		lines++;
	}
	return false;
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

// The line of the best run that is worth most.
static size_t find_core(const struct main_text_task *task)
{
	size_t core = task->run.start;
	for (size_t i = task->run.start; i < task->run.end; i++)
		if (outline_is_open(&task->page, i) &&
			task->body->worth[i] > task->body->worth[core])
			core = i;
	return core;
}

// A page full of headlines: little more than the run is its text.
static void keep_heavy(struct main_text_task *task)
{
	int64_t best = task->run.sum;
	join_runs(task);
	reach_list(task);
	if (best < REACH_SUM && task->headlines < REACH_SHARE) {
		reach_up(task);
		reach_down(task);
	}
	give_back(task);
	memset(task->body->kept + task->run.start, 1, task->run.end - task->run.start);
}

// Only below a heading of replies it has a say whether the page asks something.
static bool find_islands(struct main_text_task *task)
{
	const struct outline *page = &task->page;
	size_t i = 0;
	while (i < page->count && !(page->shape[i].flags & OUTLINE_REPLIES))
		i++;
	task->page.asks = task->body->later ? task->body->asks : i < page->count && asks(page);
	return islands_find(&task->body->islands, page);
}

// A page of islands: those around a line of the run, and the run itself, unless the text is a post
// and the run what readers wrote below.
static bool keep_light(struct main_text_task *task)
{
	const struct islands *islands = &task->body->islands;
	if (!find_islands(task))
		return false;
	size_t core = find_core(task), post = islands_post(islands, &task->page, core);
	if (post == core) {
		join_runs(task);
		memset(task->body->kept + task->run.start, 1, task->run.end - task->run.start);
	}
	islands_keep(islands, &task->page, post, task->body->kept);
	return true;
}

static bool keep_run(struct main_text_task *task)
{
	if (is_light(task, LIGHT_SHARE))
		return keep_light(task);
	keep_heavy(task);
	return true;
}

// The first kept line of prose with at least so many characters; the count of lines: none.
static size_t find_prose(const struct main_text_task *task, unsigned least)
{
	for (size_t i = 0; i < task->page.count; i++)
		if (task->body->kept[i] && outline_is_open(&task->page, i) &&
			task->page.shape[i].look == LOOK_PROSE &&
			task->page.shape[i].features.n >= least)
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
		if (task->body->kept[i] && outline_is_open(&task->page, i) &&
			task->page.shape[i].look == LOOK_PROSE)
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
	if (task->run.sum >= LEAST_SUM) {
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

// The sum of the best run that is left out.
static int64_t find_second(const struct main_text_task *task)
{
	const struct segments *runs = &task->body->runs;
	int64_t second = 0;
	for (size_t i = 0; i < runs->count; i++)
		if (!task->body->kept[runs->run[i].start] && runs->run[i].sum > second)
			second = runs->run[i].sum;
	return second;
}

bool main_text_look(
	struct main_text *body, const struct outline *page, struct main_text_found *found)
{
	struct main_text_task task = {.body = body, .page = *page};
	*found = (struct main_text_found){.text = page->count, .title = page->count};
	if (!is_husked(page))
		return true;
	if (!weigh(&task) || !find_runs(&task, PASS_FEET))
		return false;
	found->several = multipage_is_several(&body->runs, page);
	found->ran = !found->several;
	return true;
}

bool main_text_find(
	struct main_text *body, const struct outline *page, bool cut, struct main_text_found *found)
{
	struct main_text_task task = {.body = body, .page = *page};
	if (!start_marks(&task) || (cut && !weigh(&task)))
		return false;
	// Without a foot and a cut the runs are those that main_text_look() found.
	if ((cut || body->feet) && !find_runs(&task, PASS_ALL))
		return false;
	choose_run(&task);
	if (task.run.sum < LEAST_SUM) {
		if (!find_runs(&task, PASS_TAKEN))
			return false;
		choose_run(&task);
	}
	count_looks(&task);
	found->best = task.run.sum;
	if (!keep_text(&task, found))
		return false;
	decide(&task, found->title);
	found->second = find_second(&task);
	found->dropped = task.dropped;
	found->sure = is_sure(&task, found);
	return true;
}

void main_text_go_on(struct main_text *body, const struct outline *page)
{
	if (!body->later)
		body->asks = asks(page);
	body->later = true;
}
