// SPDX-License-Identifier: MIT
// Runs of lines that are worth much together: all maximal scoring subsequences of a sequence.
#include "page/segments.h"

#include <stdlib.h>

#include "base/buffer.h"

void segments_clear(struct segments *runs)
{
	runs->count = 0;
	runs->sum = 0;
}

void segments_free(struct segments *runs)
{
	free(runs->run);
	*runs = (struct segments){0};
}

static bool add_run(struct segments *runs, struct segment run)
{
	void *list = runs->run;
	if (runs->count == runs->room) {
		if (!array_reserve(&list, &runs->room, runs->count + 1, sizeof *runs->run))
			return false;
		runs->run = list;
	}
	runs->run[runs->count++] = run;
	return true;
}

// The last of the runs that has less before it than this one; the count: there is none.
static size_t find_lower(const struct segments *runs, const struct segment *run)
{
	size_t i = runs->count;
	if (i == 0)
		return i;
	for (i--; runs->run[i].before >= run->before; i = runs->run[i].lower)
		if (runs->run[i].lower == i)
			return runs->count;
	return i;
}

bool segments_add(struct segments *runs, size_t item, int32_t score)
{
	struct segment run = {item, item + 1, score, runs->sum, 0};
	runs->sum += score;
	if (score <= 0)
		return true;
	for (;;) {
		size_t lower = find_lower(runs, &run);
		if (lower == runs->count) {
			run.lower = runs->count;
			break;
		}
		const struct segment *other = &runs->run[lower];
		if (other->before + other->sum >= run.before + run.sum) {
			run.lower = lower;
			break;
		}
		// What lies between costs less than both bring: they are one run.
		run.sum += run.before - other->before;
		run.start = other->start;
		run.before = other->before;
		runs->count = lower;
	}
	return add_run(runs, run);
}

const struct segment *segments_best(const struct segments *runs)
{
	const struct segment *best = NULL;
	for (size_t i = 0; i < runs->count; i++)
		if (!best || runs->run[i].sum > best->sum)
			best = &runs->run[i];
	return best;
}
