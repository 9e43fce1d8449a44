// SPDX-License-Identifier: MIT
// The --sources writer: one row for each source and date.
#include "output/writers.h"

static void put_source_row(struct write *write, const struct dehusk_source *source, int32_t date)
{
	char text[11] = "";
	if (date != 0)
		dehusk_date_format(date, text);
	write_name(write->out, write->file);
	io_put(write->out, "\t", 1);
	io_put(write->out, source->name.text, source->name.size);
	io_put(write->out, "\t", 1);
	io_put_string(write->out, text);
	io_put(write->out, "\n", 1);
}

static bool sources_end(struct write *write, struct dehusk *dehusk)
{
	const struct dehusk_source *sources;
	size_t count;
	if (dehusk_sources(dehusk, &sources, &count) != DEHUSK_OK)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (sources[i].date_count == 0)
			put_source_row(write, &sources[i],
				count == 1 ? dehusk_facts(dehusk)->published : 0);
		for (size_t k = 0; k < sources[i].date_count; k++)
			put_source_row(write, &sources[i], sources[i].dates[k]);
	}
	return true;
}

const struct writer write_sources = {
	.name = "sources",
	.end = sources_end,
	.ends_pages = true,
	.room = WRITE_TEXT_ROOM,
};
