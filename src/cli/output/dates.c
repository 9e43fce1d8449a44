// SPDX-License-Identifier: MIT
// The --dates writer: the dates of all sources of the run, unique, ascending.
#include "output/writers.h"

static size_t day_of(int32_t date)
{
	return ((size_t)(date / 10000 - 1900) * 12 + (size_t)(date / 100 % 100 - 1)) * 31 +
	       (size_t)(date % 100 - 1);
}

static int32_t date_of(size_t day)
{
	return (int32_t)((1900 + day / 372) * 10000 + (day / 31 % 12 + 1) * 100 + day % 31 + 1);
}

// Adds a date to those of the run; 0: none.
static void add_day(struct write *write, int32_t date)
{
	if (date == 0)
		return;
	size_t day = day_of(date);
	write->days[day / 64] |= (uint64_t)1 << day % 64;
	write->dated = true;
}

static bool dates_end(struct write *write, struct dehusk *dehusk)
{
	const struct dehusk_source *sources;
	size_t count;
	if (dehusk_sources(dehusk, &sources, &count) != DEHUSK_OK)
		return false;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < sources[i].date_count; k++)
			add_day(write, sources[i].dates[k]);
	if (count == 1 && sources[0].date_count == 0)
		add_day(write, dehusk_facts(dehusk)->published);
	return true;
}

static bool dates_finish(struct write *write)
{
	char date[11];
	for (size_t day = 0; day < WRITE_DAYS; day++)
		if (write->days[day / 64] >> day % 64 & 1) {
			dehusk_date_format(date_of(day), date);
			io_put(write->out, date, 10);
			io_put(write->out, "\n", 1);
		}
	return true;
}

const struct writer write_dates = {
	.name = "dates",
	.end = dates_end,
	.finish = dates_finish,
	.room = WRITE_TEXT_ROOM,
};
