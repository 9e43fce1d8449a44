// SPDX-License-Identifier: MIT
// Runs of dates and undated sources: which dates belong to which sources.
#include "meta/run.h"

void run_begin_date(struct run *run, int32_t date)
{
	run->open = run->dated = true;
	run->sourced = false;
	run->above = RUN_NOBODY;
	run->count = 0;
	run_date(run, date);
}

void run_begin_source(struct run *run, size_t source)
{
	run->open = run->sourced = true;
	run->dated = false;
	run->above = source;
	run->count = 0;
}

void run_source(struct run *run, size_t source)
{
	for (size_t i = run->count; i > 0 && run->date[i - 1].below == RUN_NOBODY; i--)
		run->date[i - 1].below = source;
	run->above = source;
	run->sourced = true;
}

bool run_date(struct run *run, int32_t date)
{
	if (run->count == RUN_MOST)
		return false;
	run->date[run->count++] = (struct run_date){date, run->above, RUN_NOBODY};
	run->sourced = false;
	return true;
}

size_t run_owner(const struct run *run, size_t i)
{
	return run->dated && run->sourced ? run->date[i].below : run->date[i].above;
}
