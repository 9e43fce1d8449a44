// SPDX-License-Identifier: MIT
// The main text of a page, found from the shapes of its lines.
//
// Every line is worth something, prose much and anything else less than nothing. The main text is
// the run of lines with the largest sum.
#include "body.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "date.h"
#include "grams.h"
#include "page.h"
#include "runs.h"
#include "several.h"

static const char reason_title[] = "title";
static const char reason_repeated[] = "repeated-title";
const char body_outside[] = "outside-main-text";

#define LEAST_EVIDENCE 2   // lines, and
#define EVIDENCE_SHARE 200 // one in so many,
#define LIKE_LINES 10      // or less, beside so many lines like navigation, half of the page
#define MUCH_EVIDENCE 5    // lines of a page that is nothing but navigation,
#define MUCH_SHARE 3       // at least one in so many
#define LEAST_SUM 250      // of a run that is the main text beyond doubt
#define TAKEN_SCORE (-200)
#define BRIDGE_SCORE (-600)     // of all lines between two of prose together,
#define BRIDGED_PROSE 400       // which are worth so much,
#define BRIDGED_MOST 8          // if there are no more
#define FOOT_SCORE (-(1 << 30)) // more than any run is worth
#define MOST_GIVEN_BACK 1       // lines like navigation among what is given back, or fewer
#define SHORT_LINE 30
#define LIST_LEAST 3   // entries of a list below the run,
#define LIST_OTHERS 2  // with no more lines without a number between two
#define DATE_LINE 20   // a line of not much more than a date
#define LEARNT 16384   // bytes of the run that a title is held against
#define TITLE_LINES 40 // above the run
#define TITLE_LEAST 5
#define TITLE_MOST (MEASURE_MOST - 1) // of longer lines it is not known how long they are
#define TITLE_COVERED 30              // percent of a title's bigrams that are in the text,
#define TITLE_COVERED_DATED 18        // or so many above a date,
#define TITLE_DATED_BONUS 30          // which is worth so much,
#define TITLE_COVERED_BEGUN 10        // or so many if the page's first line begins with it,
#define TITLE_BEGUN_BONUS 40          // which is worth so much

struct body {
	struct grams grams;
	struct runs runs;
	int32_t *worth; // of the page's lines, in tenths of a point
	size_t worth_room;
	bool feet; // the runs end at one of them
};

// A page while it is looked at.
struct task {
	struct body *body;
	struct dehusk_line *line;
	const struct body_line *shape;
	size_t count;
	struct run run;
	size_t first;   // line that is there
	bool learnt;    // the bigrams of the run
	size_t dropped; // lines
};

struct body *body_new(void)
{
	return calloc(1, sizeof(struct body));
}

void body_free(struct body *body)
{
	if (!body)
		return;
	runs_free(&body->runs);
	free(body->worth);
	free(body);
}

static bool is_like_navigation(const struct body_line *shape)
{
	if (shape->flags & BODY_APART)
		return false;
	return (shape->flags & BODY_TAKEN) ||
	       (shape->measure.degree == 0 && shape->measure.n <= SHORT_LINE);
}

// One line of evidence may be what a page is about, two are not; nor is one among much else that
// looks like navigation.
static bool is_husked(const struct body_line *shape, size_t count)
{
	size_t lines = 0, evidence = 0, like = 0;
	for (size_t i = 0; i < count; i++) {
		lines += !(shape[i].flags & BODY_APART);
		like += is_like_navigation(&shape[i]);
		evidence += (shape[i].flags & BODY_EVIDENCE) != 0;
	}
	if (evidence < LEAST_EVIDENCE)
		return evidence > 0 && like >= LIKE_LINES && like >= lines / 2;
	return evidence >= lines / EVIDENCE_SHARE;
}

// --- the run ---

static bool is_apart(const struct task *task, size_t i, bool without_taken)
{
	unsigned apart = without_taken ? BODY_APART | BODY_TAKEN : BODY_APART;
	return (task->shape[i].flags & apart) != 0;
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
static void bridge(struct task *task)
{
	int32_t *worth = task->body->worth;
	size_t start = task->count, lines = 0; // of the gap; no start: it does not follow prose
	for (size_t i = 0; i < task->count; i++) {
		if (is_apart(task, i, false))
			continue;
		if (task->shape[i].flags & BODY_TAKEN) {
			start = task->count;
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
static bool weigh(struct task *task)
{
	void *worth = task->body->worth;
	if (!array_reserve(&worth, &task->body->worth_room, task->count, sizeof(int32_t)))
		return false;
	task->body->worth = worth;
	for (size_t i = 0; i < task->count; i++) {
		const struct body_line *shape = &task->shape[i];
		task->body->worth[i] =
			shape->flags & BODY_TAKEN ? TAKEN_SCORE : measure_score(shape->measure);
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

static bool find_runs(struct task *task, enum passing passing)
{
	struct runs *runs = &task->body->runs;
	runs_clear(runs);
	task->body->feet = false;
	for (size_t i = 0; i < task->count; i++) {
		bool foot = passing == PASS_FEET && (task->shape[i].flags & BODY_FOOT);
		task->body->feet |= foot;
		int32_t worth = foot ? FOOT_SCORE : task->body->worth[i];
		if (!is_apart(task, i, passing == PASS_TAKEN) && !runs_add(runs, i, worth))
			return false;
	}
	return true;
}

// Finds the best run and the sum of the runner-up.
static int64_t choose_run(struct task *task)
{
	const struct runs *runs = &task->body->runs;
	const struct run *best = runs_best(runs);
	int64_t second = 0;
	for (size_t i = 0; i < runs->count; i++)
		if (&runs->run[i] != best && runs->run[i].sum > second)
			second = runs->run[i].sum;
	task->run = best ? *best : (struct run){.sum = 0};
	return second;
}

// Lines at either end of the page with too little like navigation among them to be husk.
static void give_back(struct task *task)
{
	size_t like = 0;
	for (size_t i = 0; i < task->run.start; i++)
		like += is_like_navigation(&task->shape[i]);
	if (like <= MOST_GIVEN_BACK)
		task->run.start = 0;
	like = 0;
	for (size_t i = task->run.end; i < task->count; i++)
		like += is_like_navigation(&task->shape[i]);
	if (like <= MOST_GIVEN_BACK)
		task->run.end = task->count;
}

// --- lists ---

// Whether an entry of a list may begin like this.
static bool has_number(struct slice text)
{
	static const char *const marks[] = {"、", "．", ".", ")", "）"};
	size_t at = 0;
	while (at < text.size && at < 3 && text.data[at] >= '0' && text.data[at] <= '9')
		at++;
	for (size_t i = 0; at > 0 && i < sizeof marks / sizeof *marks; i++) {
		size_t size = strlen(marks[i]);
		if (text.size - at > size && memcmp(text.data + at, marks[i], size) == 0)
			return true;
	}
	return false;
}

// A list right below the run belongs to it, as far as its entries have numbers.
static void reach_list(struct task *task)
{
	size_t entries = 0, others = 0, end = task->run.end;
	for (size_t i = task->run.end; i < task->count; i++) {
		if (task->shape[i].flags & BODY_APART)
			continue;
		if (task->shape[i].flags & BODY_TAKEN)
			break;
		if (has_number(line_text(&task->line[i]))) {
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

// --- the title ---

static bool has_sentence_end(struct slice text)
{
	static const struct slice ends[] = {{"。", 3}, {"；", 3}};
	for (size_t i = 0; i < 2; i++)
		if (memmem(text.data, text.size, ends[i].data, ends[i].size))
			return true;
	return false;
}

static bool has_date(struct slice text)
{
	int32_t date;
	size_t used;
	for (size_t at = 0; at < text.size; at++)
		if ((text.data[at] == '1' || text.data[at] == '2') &&
			date_parse(text.data, text.size, at, &date, &used) == DATE_FOUND)
			return true;
	return false;
}

static bool may_be_title(const struct task *task, size_t i)
{
	const struct body_line *shape = &task->shape[i];
	return !(shape->flags & (BODY_TAKEN | BODY_APART)) && shape->measure.n >= TITLE_LEAST &&
	       shape->measure.n <= TITLE_MOST && !has_sentence_end(line_text(&task->line[i])) &&
	       (shape->measure.n > DATE_LINE || !has_date(line_text(&task->line[i])));
}

// Whether the line below tells when the page was written. Source lines may stand anywhere.
static bool is_dated_below(const struct task *task, size_t i)
{
	while (++i < task->count && (task->shape[i].flags & BODY_APART))
		;
	if (i == task->count)
		return false;
	return task->shape[i].measure.n <= TITLE_MOST && has_date(line_text(&task->line[i]));
}

// Whether the page's first line, which often is the title of its window, begins with a line further
// down.
static bool is_begun_with(const struct task *task, size_t i)
{
	struct slice text = line_text(&task->line[i]), first = line_text(&task->line[task->first]);
	return i > task->first && text.size <= first.size &&
	       memcmp(text.data, first.data, text.size) == 0;
}

// What a title speaks of is in the first part of a long text.
static void learn_run(struct task *task)
{
	size_t learnt = 0;
	if (task->learnt)
		return;
	task->learnt = true;
	grams_clear(&task->body->grams);
	for (size_t i = task->run.start; i < task->run.end && learnt < LEARNT; i++)
		if (!(task->shape[i].flags & (BODY_TAKEN | BODY_APART))) {
			grams_add(&task->body->grams, line_text(&task->line[i]));
			learnt += task->line[i].size;
		}
}

// How well a line would do as the title of the run, in percent; 0: not at all.
static size_t title_worth(struct task *task, size_t i)
{
	size_t all, found;
	if (!may_be_title(task, i))
		return 0;
	learn_run(task);
	found = grams_count(&task->body->grams, line_text(&task->line[i]), &all);
	size_t covered = all > 0 ? 100 * found / all : 0, least = TITLE_COVERED, bonus = 0;
	if (is_dated_below(task, i)) {
		least = TITLE_COVERED_DATED;
		bonus += TITLE_DATED_BONUS;
	}
	if (is_begun_with(task, i)) {
		least = TITLE_COVERED_BEGUN;
		bonus += TITLE_BEGUN_BONUS;
	}
	return covered >= least ? covered + bonus : 0;
}

static size_t find_title(struct task *task)
{
	size_t title = task->count, most = 0, seen = 0;
	if (task->run.start == 0)
		return title;
	for (size_t i = task->run.start; i-- > 0 && seen < TITLE_LINES;) {
		seen += !(task->shape[i].flags & BODY_APART);
		size_t worth = title_worth(task, i);
		if (worth > most) {
			most = worth;
			title = i;
		}
	}
	if (task->first < task->run.start && title_worth(task, task->first) > most)
		title = task->first;
	return title;
}

// --- verdicts ---

static void drop(struct task *task, size_t i, const char *reason)
{
	if (task->shape[i].flags & BODY_PROTECTED)
		return;
	task->line[i].verdict = DEHUSK_DROPPED;
	task->line[i].reason = reason;
	task->dropped += 1 + task->line[i].joined;
}

static void decide(struct task *task, size_t title)
{
	for (size_t i = 0; i < task->count; i++) {
		if ((task->shape[i].flags & (BODY_TAKEN | BODY_APART)) || i == title)
			continue;
		if (title < task->count && line_is(&task->line[i], &task->line[title]))
			drop(task, i, reason_repeated);
		else if (i < task->run.start || i >= task->run.end)
			drop(task, i, body_outside);
	}
	if (title < task->count)
		task->line[title].reason = reason_title;
}

// Whether a page without a main text is nothing but navigation: much evidence, and no line that
// says anything.
static bool is_navigation(const struct task *task)
{
	size_t lines = 0, evidence = 0;
	for (size_t i = 0; i < task->count; i++) {
		const struct body_line *shape = &task->shape[i];
		if (!(shape->flags & (BODY_APART | BODY_TAKEN)) &&
			(shape->measure.degree >= 2 || shape->measure.n > SHORT_LINE))
			return false;
		lines += !(shape->flags & BODY_APART);
		evidence += (shape->flags & BODY_EVIDENCE) != 0;
	}
	return evidence >= MUCH_EVIDENCE && evidence >= lines / MUCH_SHARE;
}

// Without a main text what no rule took stays, unless that is navigation too.
static void keep_all(struct task *task)
{
	task->run = (struct run){.end = is_navigation(task) ? 0 : task->count};
	decide(task, task->count);
}

static void keep_run(struct task *task, struct body_found *found)
{
	reach_list(task);
	found->start = task->run.start;
	found->end = task->run.end;
	found->title = find_title(task);
	give_back(task);
	decide(task, found->title);
}

bool body_look(struct body *body, const struct dehusk_line *line, const struct body_line *shape,
	size_t count, struct body_found *found)
{
	struct task task = {.body = body, .shape = shape, .count = count};
	*found = (struct body_found){.title = count};
	if (!is_husked(shape, count))
		return true;
	if (!weigh(&task) || !find_runs(&task, PASS_FEET))
		return false;
	found->several = several_pages(&body->runs, line, shape);
	found->ran = !found->several;
	return true;
}

bool body_find(struct body *body, struct dehusk_line *line, const struct body_line *shape,
	size_t count, bool cut, struct body_found *found)
{
	struct task task = {.body = body, .line = line, .shape = shape, .count = count};
	found->title = count;
	if (cut && !weigh(&task))
		return false;
	// Without a foot and a cut the runs are those that body_look() found.
	if ((cut || body->feet) && !find_runs(&task, PASS_ALL))
		return false;
	found->second = choose_run(&task);
	if (task.run.sum < LEAST_SUM) {
		if (!find_runs(&task, PASS_TAKEN))
			return false;
		found->second = choose_run(&task);
	}
	found->best = task.run.sum;
	while (task.first < count && (shape[task.first].flags & (BODY_APART | BODY_TAKEN)))
		task.first++;
	if (task.run.sum < LEAST_SUM)
		keep_all(&task);
	else
		keep_run(&task, found);
	found->dropped = task.dropped;
	return true;
}
